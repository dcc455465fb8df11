"""A plan as the rows of the ledger's tables, and back; amounts in the units they are written in.

The columns are those of ``layers/schema/fields.csv``. The plan's own fields are the keys of
``ledger_info`` that begin with ``plan_``; other keys belong to others and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..errors import Fault
from ..model import Group, Plan, Project, Quota, Restriction, Rule, Target, Township, Unit
from .amounts import written
from .cells import text_of
from .codes import refuse
from .folder import TABLES, assemble
from .heading import KEYS
from .projects import annual_text
from .restrictions import subject_text
from .tables import Table

Rows = dict[str, list[dict[str, Any]]]

_LEDGER_NAMES = {"groups": "target_groups", "plan": "ledger_info"}
_LEDGER_COLUMNS = {
    "targets": {"group": "target_group", "min_area": "min_area_m2", "tolerance": "tolerance_m"},
    "townships": {"name_zh": "name", "control_area": "control_area_m2"},
    "rules": {"distance": "distance_m"},
}
_PREFIX = "plan_"


def plan_to_rows(plan: Plan) -> Rows:
    """Return the rows of all tables of a ledger that hold the plan, by table.

    Examples
    --------
    >>> from . import read_plan, shipped_plan
    >>> rows = plan_to_rows(read_plan(shipped_plan()))
    >>> [len(rows[name]) for name in ("targets", "target_groups", "townships", "rules", "quotas")]
    [35, 3, 20, 17, 0]
    >>> rows["targets"][0]["amount"], rows["targets"][0]["unit"]
    (4.3, '万亩')
    """
    units = {target.id: target.unit for target in plan.targets}
    return {
        "ledger_info": _info_rows(plan),
        "target_groups": [_group_row(group) for group in plan.groups],
        "targets": [_target_row(target) for target in plan.targets],
        "townships": [_township_row(township) for township in plan.townships],
        "rules": [_rule_row(rule) for rule in plan.rules],
        "restrictions": [_restriction_row(restriction) for restriction in plan.restrictions],
        "quotas": [_quota_row(quota, units[quota.target]) for quota in plan.quotas],
        "projects": [_project_row(project, units[project.target]) for project in plan.projects],
    }


def plan_from_rows(rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> Plan:
    """Return the plan that rows of a ledger's tables make.

    Parameters
    ----------
    rows : mapping of str to rows
        The tables of `plan_to_rows`; further columns, tables and keys are left alone.

    Raises
    ------
    PlanError
        Carries every fault; its source is the table, its line the row's number.

    Examples
    --------
    >>> from . import read_plan, shipped_plan
    >>> plan = read_plan(shipped_plan())
    >>> plan_from_rows(plan_to_rows(plan)) == plan
    True
    """
    plan, faults = check_rows(rows)
    refuse(faults, Path("ledger_info"))
    return plan


def check_rows(rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> tuple[Plan | None, list[Fault]]:
    """Return the plan that rows of a ledger's tables make, None if they have errors, and every fault.

    Examples
    --------
    >>> [fault.id for fault in check_rows({})[1]][:2]
    ['plan.empty_table', 'plan.empty_table']
    """
    return assemble({name: _table(name, rows) for name in TABLES})


def _table(name: str, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> Table:
    source = _LEDGER_NAMES.get(name, name)
    columns = {c: _LEDGER_COLUMNS.get(name, {}).get(c, c) for c in TABLES[name].known}
    table = Table(source, columns=tuple(columns))
    for line, row in enumerate(rows.get(source, ()), 1):
        values = {column: text_of(row.get(own)) for column, own in columns.items()}
        if name == "plan":
            if not values["key"].startswith(_PREFIX):
                continue
            values["key"] = values["key"].removeprefix(_PREFIX)
        table.rows.append((line, values))
    return table


def _info_rows(plan: Plan) -> list[dict[str, Any]]:
    values = {key: text_of(getattr(plan, key)) for key in KEYS}
    if plan.district_area is not None:
        values["district_area"] = f"{plan.district_area!r} m2"
    return [{"key": _PREFIX + key, "value": value} for key, value in values.items()]


def _group_row(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "name_zh": group.name_zh,
        "name_en": group.name_en,
        "exclusive": group.exclusive,
    }


def _target_row(target: Target) -> dict[str, Any]:
    return {
        "id": target.id,
        "article": target.article,
        "name_zh": target.name_zh,
        "name_en": target.name_en,
        "kind": target.kind.value,
        "evidence": target.evidence.value,
        "amount": target.amount,
        "unit": target.unit.symbol_zh,
        "deadline": target.deadline,
        "baseline": target.baseline,
        "baseline_classes": ";".join(target.baseline_classes),
        "target_group": target.group,
        "min_area_m2": target.min_area,
        "tolerance_m": target.tolerance,
        "aggregate": target.aggregate,
        "derived_from": ";".join(target.derived_from),
        "lead_units": ";".join(target.lead_units),
        "note": target.note,
    }


def _township_row(township: Township) -> dict[str, Any]:
    return {
        "code": township.code,
        "name": township.name_zh,
        "name_en": township.name_en,
        "kind": township.kind,
        "control_area_m2": township.control_area,
        "population": township.population,
    }


def _rule_row(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "article": rule.article,
        "name_zh": rule.name_zh,
        "name_en": rule.name_en,
        "layer": rule.layer,
        "geometry": rule.geometry,
        "rule": rule.rule,
        "class_filter": rule.class_filter,
        "distance_m": rule.distance,
    }


def _restriction_row(restriction: Restriction) -> dict[str, Any]:
    return {
        "id": restriction.id,
        "rule": restriction.rule,
        "severity": restriction.severity,
        "relation": restriction.relation,
        "subject": subject_text(restriction.subject),
        "layers": ";".join(restriction.layers),
        "message_zh": restriction.message_zh,
        "message_en": restriction.message_en,
        "suggestion_zh": restriction.suggestion_zh,
        "suggestion_en": restriction.suggestion_en,
        "basis": restriction.basis,
        "valid_from": restriction.valid_from,
        "valid_to": restriction.valid_to,
    }


def _quota_row(quota: Quota, unit: Unit) -> dict[str, Any]:
    return {
        "target": quota.target,
        "township": quota.township,
        "year": quota.year,
        "amount": written(quota.amount, unit),
        "unit": unit.symbol_zh,
        "revision": quota.revision,
        "proposed": quota.proposed,
        "note": quota.note,
    }


def _project_row(project: Project, unit: Unit) -> dict[str, Any]:
    return {
        "name": project.name,
        "target": project.target,
        "township": project.township,
        "responsible": project.responsible,
        "fund_source": project.fund_source,
        "investment_wan": project.investment_wan,
        "annual_plan": annual_text(project, unit),
        "note": project.note,
    }
