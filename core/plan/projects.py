"""Read projects.csv, the list article 64 of the plan asks for: who answers, who pays, what in which year."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from ..model import Project, Target, Unit
from .amounts import amount_of, written
from .cells import Row, items, plain, rows_of
from .quota_table import YEARS, target_named, township_named
from .tables import Columns, Table

PROJECT_COLUMNS = Columns(
    ("name", "target"), ("township", "responsible", "fund_source", "investment_wan", "annual_plan", "note")
)
_ASKED_FOR = ("responsible", "fund_source", "annual_plan")
_YEAR = re.compile(r"(\d{4})年?\s*[=:]\s*(.*)")


def read_projects(
    table: Table, targets: Mapping[str, Target | None] | None, townships: Collection[str] | None
) -> list[Project]:
    """Return the projects of a table without a fault; faults are listed in it.

    Parameters
    ----------
    table : Table
    targets : mapping of str to Target
        By id; None for one whose own row has a fault; None at all where they could not be read.
    townships : collection of str
        The codes of the plan's townships; None where they could not be read.

    Examples
    --------
    >>> from .units import unit_of
    >>> oak = Target("oak", "4", "栎林", "Oak", "area", "polygon", 3, unit_of("公顷"), 30000.0)
    >>> row = {"name": "栎林项目", "target": "oak", "fund_source": "省级",
    ...        "annual_plan": "2018=1; 2019年：2公顷"}
    >>> table = Table("projects.csv", [(2, row)])
    >>> read_projects(table, {"oak": oak}, ())[0].annual
    ((2018, 10000.0), (2019, 20000.0))
    >>> [(fault.severity, fault.fields["column"]) for fault in table.faults]
    [('warning', 'responsible')]
    """
    projects: list[Project] = []
    names: dict[str, int] = {}
    for row in rows_of(table):
        name = row.text("name", required=True)
        row.unique("name", name, names)
        target = target_named(row, targets)
        known = (targets or {}).get(target)
        fields = {
            "township": township_named(row, townships) or None,
            "responsible": row.text("responsible"),
            "fund_source": row.text("fund_source"),
            "investment_wan": row.number("investment_wan"),
            "annual": _annual(row, known.unit) if known else (),
            "note": row.text("note"),
        }
        for column in _ASKED_FOR:
            if not row.text(column):
                row.fault("plan.project_incomplete", column=column, project=name)
        if not row.failed:
            projects.append(Project(name, target, **fields))
    return projects


def _annual(row: Row, unit: Unit) -> tuple[tuple[int, float], ...]:
    """Return (year, amount in base units) of a cell such as ``2018=0.5; 2019=1``, by year."""
    found: dict[int, float] = {}
    for part in items(row.text("annual_plan")):
        match = _YEAR.fullmatch(plain(part))
        year = int(match[1]) if match else 0
        if not YEARS[0] <= year <= YEARS[1] or year in found:
            row.fault("plan.bad_annual_plan", column="annual_plan", value=part)
            continue
        column = year_column(year)
        amount = amount_of(Row(row.source, row.line, {column: match[2]}, row.faults), column, unit)
        if amount is not None:
            found[year] = amount
    return tuple(sorted(found.items()))


def annual_text(project: Project, unit: Unit) -> str:
    """Return what a project does in each year, in `unit`, as its cell is written.

    Examples
    --------
    >>> from .units import unit_of
    >>> annual_text(Project("栎林项目", "oak", annual=((2018, 10000.0), (2019, 25000.0))), unit_of("公顷"))
    '2018=1;2019=2.5'
    """
    return ";".join(f"{year}={written(amount, unit):.12g}" for year, amount in project.annual)


def year_column(year: int) -> str:
    """Return the name under which what a project does in one year is typed, and told where it is wrong.

    Examples
    --------
    >>> year_column(2018)
    'annual_plan 2018'
    """
    return f"annual_plan {year}"


def year_of(column: str) -> int | None:
    """Return the year of such a name, None of any other column.

    Examples
    --------
    >>> year_of(year_column(2018)), year_of("annual_plan"), year_of("note")
    (2018, None, None)
    """
    name, _, year = column.partition(" ")
    return int(year) if name == "annual_plan" and year else None


def amounts_by_year(text: str) -> dict[int, str]:
    """Return what a cell ``annual_plan`` says of each year, as it is written.

    Examples
    --------
    >>> amounts_by_year("2019=1亩; 2018年：约3"), amounts_by_year("")
    ({2019: '1亩', 2018: '约3'}, {})
    """
    found = map(_YEAR.fullmatch, map(plain, items(text)))
    return {int(match[1]): match[2] for match in found if match}


def with_year(text: str, year: int, amount: str) -> str:
    """Return a cell ``annual_plan`` in which another amount is written for one year; empty: none.

    Examples
    --------
    >>> with_year("2019=1", 2018, "0.5"), with_year("2018=0.5;2019=1", 2018, "")
    ('2018=0.5;2019=1', '2019=1')

    What would end the amount is written so that it is found to be none:

    >>> with_year("", 2018, "1;2")
    '2018=1/2'
    """
    amounts = {**amounts_by_year(text), year: "/".join(items(amount))}
    return ";".join(f"{key}={amounts[key]}" for key in sorted(amounts) if amounts[key])
