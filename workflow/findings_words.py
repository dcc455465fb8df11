"""Findings in the user's words: rows for the dock, and the sentences of what was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..core.errors import Fault
from ..core.model import Plan
from ..core.plan.units import UNITS, from_base
from ..core.words import QT_TRANSLATE_NOOP
from ..layers.naming import fault_line, table_title
from .check_names import CHECK_NAMES, with_names

if TYPE_CHECKING:
    from ..core.inspection import Inspection
    from ..dialogs.findings_model import FindingRow

SEVERITIES = {
    "violation": QT_TRANSLATE_NOOP("EcoLedger", "violation"),
    "review": QT_TRANSLATE_NOOP("EcoLedger", "review"),
    "note": QT_TRANSLATE_NOOP("EcoLedger", "note"),
}
STATES = {
    "open": QT_TRANSLATE_NOOP("EcoLedger", "open"),
    "waived": QT_TRANSLATE_NOOP("EcoLedger", "waived"),
}
NOWHERE = "-"  # the key of what lies in no township


def rows_of(found: Inspection, plan: Plan, language: str) -> list[FindingRow]:
    """Return the findings as the dock shows them, in their order."""
    from ..core.inspection import snaps
    from ..dialogs.findings_model import FindingRow

    rules = {rule.id: getattr(rule, f"name_{language}") for rule in plan.rules}
    towns = {t.code: getattr(t, f"name_{language}") or t.name_zh for t in plan.townships}
    snap = snaps(found.findings)
    rows = []
    for position, row in enumerate(found.findings.itertuples()):
        problem, suggestion, basis = _sentences(row, plan, language)
        rule = rules[row.rule] if row.rule else wording.sentence(CHECK_NAMES[row.id])
        keys = {"severity": row.severity, "state": row.state, "layer": row.layer}
        rows.append(
            FindingRow(
                position=position,
                keys={**keys, "rule": row.rule or row.id, "township": row.township or NOWHERE},
                severity=wording.sentence(SEVERITIES[row.severity]),
                state=wording.sentence(STATES[row.state]),
                rule=rule,
                layer=table_title(row.layer, language),
                fid=int(row.fid),
                township=towns.get(row.township, "") or NOWHERE,
                area_mu=_area(row),
                distance_m=row.distance_m if row.distance_m > 0 else float("nan"),
                problem=problem,
                suggestion=suggestion,
                basis=basis,
                reason=_of_waiver(row),
                clips=bool(row.clips),
                repairs=row.id in ("check.invalid", "check.duplicate_vertex"),
                snaps=bool(snap[position]),
                fills=row.id == "check.wrong_township",
            )
        )
    return rows


def _area(row: Any) -> float:
    """Return what is in conflict, or what a check tells of, in mu; NaN where it is no ground."""
    square_metres = row.fields.get("area", 0.0) if not row.rule else row.overlap_m2
    return from_base(square_metres, UNITS["mu"]) if square_metres > 0 else float("nan")


def _of_waiver(row: Any) -> str:
    """Return the reason of a waiver and how long it holds; of one that lapsed, why."""
    if isinstance(row.lapsed, Fault):
        return wording.fault_text(row.lapsed)[0]
    if not isinstance(row.reason, str):  # NaN beside findings that are waived
        return ""
    if row.until is None or row.until != row.until:
        return row.reason
    text = QCoreApplication.translate("EcoLedger", "{reason} (until {day})")
    return text.format(reason=row.reason, day=str(row.until)[:10])


def looked_at(found: Inspection, plan: Plan, language: str) -> str:
    """Return how much of features and zones could be looked at, and what asks for a look, line by line."""
    from ..core.rules import statements

    names = {rule.id: getattr(rule, f"name_{language}") for rule in plan.rules}
    layers = {*(rule.layer for rule in plan.rules), *found.rules.subjects.layer}
    names |= {layer: table_title(layer, language) for layer in layers}
    said = statements(found.rules, names, wording.sentence)
    return "\n".join([*said, "", *map(fault_line, found.notes)])


def summary_line(found: Inspection) -> str:
    """Return how many findings are open, and whether anything could not be looked at."""
    state = found.findings.state
    text = QCoreApplication.translate("EcoLedger", "{open} open, {waived} waived").format(
        open=int((state == "open").sum()), waived=int((state == "waived").sum())
    )
    return " · ⚠ ".join([text, *_doubts(found)])


def _doubts(found: Inspection) -> list[str]:
    """Return how many rules cannot be ruled out, and how many features no rule could be checked for."""
    unsure = int((~found.rules.checked.conclusive).sum())
    unread = int(found.rules.subjects.unreadable.sum())
    rules = QCoreApplication.translate("EcoLedger", "{count} rules cannot be ruled out")
    features = QCoreApplication.translate("EcoLedger", "{count} features could not be checked")
    doubts = ((unsure, rules), (unread, features))
    return [text.format(count=count) for count, text in doubts if count]


def _sentences(row: object, plan: Plan, language: str) -> tuple[str, str, str]:
    """Return problem, suggestion and legal basis of a finding."""
    from ..core.check import CHECKS

    if row.rule:
        said = next(r for r in plan.restrictions if r.id == row.id)
        return getattr(said, f"message_{language}"), getattr(said, f"suggestion_{language}"), said.basis
    check = CHECKS[row.id]
    fields = with_names(row.id, row.fields)
    return wording.sentence(check.problem, **fields), wording.sentence(check.suggestion, **fields), ""
