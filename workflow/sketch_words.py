"""What an intervention that is being drawn comes to, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..core.model import Kind, Rule, Stage, Target, Unit
from ..core.plan.units import UNITS, from_base
from ..core.words import QT_TRANSLATE_NOOP
from .progress_charts import DEDUCTIONS

if TYPE_CHECKING:
    from ..core.rules import RuleResult
    from ..core.sketch import Conflict, SketchEffect

STAGES = {
    Stage.ACCEPTED.value: QT_TRANSLATE_NOOP("EcoLedger", "accepted"),
    Stage.REPORTED.value: QT_TRANSLATE_NOOP("EcoLedger", "reported"),
    Stage.UNDER_WAY.value: QT_TRANSLATE_NOOP("EcoLedger", "under way"),
    Stage.PLANNED.value: QT_TRANSLATE_NOOP("EcoLedger", "planned"),
    Stage.NONE.value: QT_TRANSLATE_NOOP("EcoLedger", "not counted"),
}

SEVERITIES = {
    "violation": QT_TRANSLATE_NOOP("EcoLedger", "Violation"),
    "review": QT_TRANSLATE_NOOP("EcoLedger", "For review"),
}


def readout(effect: SketchEffect, target: Target, year: int, rules: str, language: str) -> str:
    """Return the lines beside the cursor; `rules` from `rules_words`, empty where the plan has none."""
    lines = [line for line in (size_line(effect, target), total_line(effect, target, year, language)) if line]
    notes = QCoreApplication.translate("EcoLedger", "; ").join(_notes(effect, target, rules, language))
    return "\n".join([*lines, notes])


def size_line(effect: SketchEffect, target: Target) -> str:
    """Return area in mu and ha with the perimeter, or the length; nothing of a site."""
    if target.kind is Kind.LENGTH:
        return QCoreApplication.translate("EcoLedger", "{length:,.1f} m").format(length=effect.size)
    if target.kind is Kind.COUNT:
        return ""
    return QCoreApplication.translate(
        "EcoLedger", "{mu:,.2f} mu · {hectares:,.4f} ha · perimeter {perimeter:,.1f} m"
    ).format(
        mu=from_base(effect.size, UNITS["mu"]), hectares=effect.size / 10_000, perimeter=effect.perimeter
    )


def total_line(effect: SketchEffect, target: Target, year: int, language: str) -> str:
    """Return what the shape does to the total of its township, year and stage."""
    if effect.place.code is None:
        return QCoreApplication.translate("EcoLedger", "In no township: nothing of it counts")
    unit = _unit(target)
    return QCoreApplication.translate(
        "EcoLedger", "{target} {township} {year} {stage}: {before} → {after} {unit} ({gain})"
    ).format(
        target=getattr(target, f"name_{language}"),
        township=effect.place.name,
        year=year,
        stage=wording.sentence(STAGES[effect.stage]),
        before=_amount(effect.before, unit),
        after=_amount(effect.after, unit),
        unit=getattr(unit, f"symbol_{language}"),
        gain=_amount(effect.after - effect.before, unit, "+"),
    )


def rules_words(result: RuleResult | None) -> str:
    """Return how many rules are broken and how many could not be asked; nothing where the plan has none."""
    if result is None:
        return ""
    broken = result.findings.rule[result.findings.severity == "violation"].nunique()
    unknown = int((~result.checked.conclusive).sum())
    if not unknown:
        return QCoreApplication.translate("EcoLedger", "red lines {count}").format(count=broken)
    return QCoreApplication.translate("EcoLedger", "red lines {count}, {unknown} could not be asked").format(
        count=broken, unknown=unknown
    )


def conflict_lines(
    conflicts: Sequence[Conflict], rules: Sequence[Rule], language: str
) -> list[tuple[str, str]]:
    """Return (severity, sentence) of what is forbidden or needs a review: the rule, its article, how much."""
    named = {rule.id: rule for rule in rules}
    return [
        (conflict.severity, _conflict_line(conflict, named[conflict.rule], language))
        for conflict in conflicts
        if conflict.severity in SEVERITIES
    ]


def _conflict_line(conflict: Conflict, rule: Rule, language: str) -> str:
    return QCoreApplication.translate("EcoLedger", "{severity}: {rule} (article {article}){extent}").format(
        severity=wording.sentence(SEVERITIES[conflict.severity]),
        rule=getattr(rule, f"name_{language}"),
        article=rule.article,
        extent=_extent(conflict),
    )


def _extent(conflict: Conflict) -> str:
    if conflict.area > 0:
        text = QCoreApplication.translate("EcoLedger", ", {area:,.2f} mu")
        return text.format(area=from_base(conflict.area, UNITS["mu"]))
    if conflict.length > 0:
        return QCoreApplication.translate("EcoLedger", ", {length:,.1f} m").format(length=conflict.length)
    if conflict.distance > 0:
        return QCoreApplication.translate("EcoLedger", ", {distance:,.0f} m away").format(
            distance=conflict.distance
        )
    return ""


def _notes(effect: SketchEffect, target: Target, rules: str, language: str) -> list[str]:
    unit = _unit(target)
    symbol = getattr(unit, f"symbol_{language}")
    notes = []
    for kind, word in DEDUCTIONS.items():
        if effect.amounts[kind] >= 0.5 * 10 ** -_decimals(unit) * unit.factor:
            text = QCoreApplication.translate("EcoLedger", "{amount} {unit} {why}, not counted")
            amount = _amount(effect.amounts[kind], unit)
            notes.append(text.format(amount=amount, unit=symbol, why=wording.sentence(word)))
    if not effect.valid:
        notes.append(QCoreApplication.translate("EcoLedger", "the outline crosses itself"))
    return [*notes, rules] if rules else notes


def _unit(target: Target) -> Unit:
    """A parcel is told in mu and a stretch in metres, whatever the plan writes."""
    return {Kind.LENGTH: UNITS["m"], Kind.COUNT: target.unit}.get(target.kind, UNITS["mu"])


def _decimals(unit: Unit) -> int:
    return 0 if unit.kind is Kind.COUNT else 1


def _amount(base: float, unit: Unit, sign: str = "") -> str:
    value = round(from_base(base, unit), _decimals(unit)) + 0.0  # no -0.0
    return f"{value:{sign},.{_decimals(unit)}f}"
