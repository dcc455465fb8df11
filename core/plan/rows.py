"""A plan as the rows of the ledger's tables, and back; amounts in the units they are written in.

The columns are those of ``layers/schema/fields.csv``. The plan's own fields are the keys of
``ledger_info`` that begin with ``plan_``; other keys belong to others and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import Any

from ..errors import Fault
from ..model import Plan, Quota, Unit
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
        "target_groups": [_row("groups", group) for group in plan.groups],
        "targets": [_row("targets", target) for target in plan.targets],
        "townships": [_row("townships", township) for township in plan.townships],
        "rules": [_row("rules", rule) for rule in plan.rules],
        "restrictions": [_row("restrictions", r, subject=subject_text(r.subject)) for r in plan.restrictions],
        "quotas": [_quota_row(quota, units[quota.target]) for quota in plan.quotas],
        "projects": [_row("projects", p, annual_plan=annual_text(p, units[p.target])) for p in plan.projects],
    }


def plan_from_rows(
    rows: Mapping[str, Iterable[Mapping[str, Any]]], ledger: Path = Path("ledger_info")
) -> Plan:
    """Return the plan that rows of a ledger's tables make.

    Parameters
    ----------
    rows : mapping of str to rows
        The tables of `plan_to_rows`; further columns, tables and keys are left alone.
    ledger : Path
        The file they are from, for the error.

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
    refuse(faults, ledger)
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


def _row(table: str, item: Any, **written_so: Any) -> dict[str, Any]:
    """Return a part of the plan as a row: its fields in the ledger's columns, some written otherwise."""
    values = {f.name: getattr(item, f.name) for f in fields(item) if f.name in TABLES[table].known}
    columns = _LEDGER_COLUMNS.get(table, {})
    return {columns.get(name, name): _cell(value) for name, value in (values | written_so).items()}


def _cell(value: Any) -> Any:
    """Return a value as a column holds it: a list in one cell, a unit as it is written in Chinese."""
    if isinstance(value, Unit):
        return value.symbol_zh
    if isinstance(value, Enum):
        return value.value
    return ";".join(value) if isinstance(value, tuple) else value


def _quota_row(quota: Quota, unit: Unit) -> dict[str, Any]:
    return _row("quotas", quota, amount=written(quota.amount, unit), unit=unit)
