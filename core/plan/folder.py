"""Read a plan folder: one CSV or TOML table each for its targets, townships, rules and so on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from ..errors import Fault
from ..model import Plan
from .checks import check_control_areas, check_sums, check_targets
from .codes import CATALOGUE, refuse
from .faults import ERROR, fault
from .heading import HEADING_COLUMNS, assumed_heading, read_heading
from .places import RULE_COLUMNS, TOWNSHIP_COLUMNS, read_rules, read_townships
from .projects import PROJECT_COLUMNS, read_projects
from .quota_table import QUOTA_COLUMNS, read_quotas
from .restrictions import RESTRICTION_COLUMNS, read_restrictions
from .tables import Columns, Table, read_table
from .targets import GROUP_COLUMNS, TARGET_COLUMNS, read_groups, read_targets
from .toml import read_toml

TABLES: dict[str, Columns] = {
    "plan": HEADING_COLUMNS,
    "groups": GROUP_COLUMNS,
    "targets": TARGET_COLUMNS,
    "townships": TOWNSHIP_COLUMNS,
    "rules": RULE_COLUMNS,
    "restrictions": RESTRICTION_COLUMNS,
    "quotas": QUOTA_COLUMNS,
    "projects": PROJECT_COLUMNS,
}
REQUIRED = ("targets", "townships")
ALSO_CALLED = {"rules": "zones_and_rules"}

_Ids = TypeVar("_Ids", bound=Mapping)


def shipped_plan() -> Path:
    """Return the folder of the plan that comes with the program: Yunyang District, 2018.

    Examples
    --------
    >>> shipped_plan().name
    'yunyang_2018'
    """
    return CATALOGUE / "yunyang_2018"


def read_plan(folder: Path) -> Plan:
    """Read and check a plan.

    Parameters
    ----------
    folder : Path
        Holds targets and townships, and, where the plan has them, plan, groups, rules (or zones_and_rules),
        restrictions, quotas and projects; each as ``.csv`` or ``.toml``.

    Raises
    ------
    PlanError
        Carries every fault of every table at once.

    Examples
    --------
    >>> plan = read_plan(shipped_plan())
    >>> plan.target("barren_land_greening").base_amount, len(plan.targets), len(plan.quotas)
    (28666666.666666668, 35, 0)
    """
    return usable_plan(folder)[0]


def usable_plan(folder: Path) -> tuple[Plan, list[Fault]]:
    """Return the plan and what of it asks for a look; raises as `read_plan`.

    Examples
    --------
    >>> usable_plan(shipped_plan())[1]
    []
    """
    plan, faults = check_plan(folder)
    refuse(faults, Path(folder))
    return plan, faults


def check_plan(folder: Path) -> tuple[Plan | None, list[Fault]]:
    """Return the plan, None if it has errors, and every fault, warnings too, by file and line.

    Examples
    --------
    >>> check_plan(Path("nowhere"))[1][0].id
    'plan.missing_folder'
    """
    folder = Path(folder)
    if not folder.is_dir():
        return None, [fault("plan.missing_folder", folder.name, path=str(folder))]
    tables = {name: _table(folder, name, columns) for name, columns in TABLES.items()}
    if not any((folder / f"plan.{ending}").exists() for ending in ("csv", "toml")):
        tables["plan"] = assumed_heading("plan.csv", folder.resolve().name, tables["townships"])
    return assemble(tables)


def _table(folder: Path, name: str, columns: Columns) -> Table:
    files = [folder / f"{name}.{ending}" for ending in ("csv", "toml")]
    if name in ALSO_CALLED and not any(file.exists() for file in files):
        return _table(folder, ALSO_CALLED[name], columns)
    csv, toml = files
    if csv.exists() and toml.exists():
        return Table(csv.name, faults=[fault("plan.two_files", csv.name, first=csv.name, second=toml.name)])
    if toml.exists():
        return read_toml(toml, columns)
    if csv.exists() or name in REQUIRED:
        return read_table(csv, columns)
    return Table(csv.name)


def assemble(tables: Mapping[str, Table]) -> tuple[Plan | None, list[Fault]]:
    """Return the plan that tables make, None if they have errors, and every fault.

    Parameters
    ----------
    tables : mapping of str to Table
        One for each name of `TABLES`.
    """
    _list_empty(tables)
    heading = read_heading(tables["plan"])
    groups, group_lines = read_groups(tables["groups"])
    targets, lines = read_targets(tables["targets"], _all(tables["groups"], group_lines))
    townships, codes = read_townships(tables["townships"], heading["district_code"])
    rules, rule_lines = read_rules(tables["rules"])
    known = _all(tables["targets"], dict.fromkeys(lines) | {target.id: target for target in targets})
    places = _all(tables["townships"], codes)
    quotas, quota_lines = read_quotas(tables["quotas"], known, places)
    projects = read_projects(tables["projects"], known, places)
    zones = _all(tables["rules"], dict.fromkeys(rule_lines) | {rule.id: rule for rule in rules})
    restrictions = read_restrictions(tables["restrictions"], zones, known)
    faults, area = [f for table in tables.values() for f in table.faults], heading["district_area"]
    sound = groups if _sound(tables["groups"]) else None
    if tables["plan"].complete and tables["targets"].complete:
        faults += check_targets(targets, sound, lines, tables["targets"].name, area)
    if _sound(tables["townships"]):
        faults += check_control_areas(townships, area, tables["townships"].name)
    if _sound(tables["quotas"]):
        faults += check_sums(targets, quotas, quota_lines, tables["quotas"].name)
    order = [table.name for table in tables.values()]
    faults.sort(key=lambda f: (order.index(f.source), f.line or 0))
    if any(f.severity == ERROR for f in faults):
        return None, faults
    parts = {"groups": groups, "targets": targets, "townships": townships, "quotas": quotas}
    parts |= {"rules": rules, "restrictions": restrictions, "projects": projects}
    return Plan(**heading, **{name: tuple(items) for name, items in parts.items()}), faults


def _list_empty(tables: Mapping[str, Table]) -> None:
    for table in (tables[name] for name in ("plan", *REQUIRED)):
        if not table.rows and table.complete:
            table.faults.append(fault("plan.empty_table", table.name))


def _all(table: Table, ids: _Ids) -> _Ids | None:
    """Return what a table holds; None where part of it was not read, so that nothing else is blamed."""
    return ids if table.complete else None


def _sound(table: Table) -> bool:
    return not any(f.severity == ERROR for f in table.faults)
