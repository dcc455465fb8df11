"""A draft of a plan as its window shows it: rows with how often they are named, and what asks for a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.PyQt.QtCore import QCoreApplication

from ..core.errors import Fault
from ..core.model import Plan
from ..core.plan.draft import TABLES, WAS, Draft, column_of
from ..core.plan.projects import amounts_by_year, year_column
from ..core.plan.revisions import Cell
from ..dialogs.plan_views import Trouble
from ..dialogs.quota_model import Wrong
from ..dialogs.rows_model import Column
from .plan_words import UNIT, USES, PlanWords

# What a new row begins with.
NEW_ROWS: Mapping[str, Mapping[str, str]] = {
    "targets": {"kind": "area", "evidence": "polygon", "unit": "亩", "aggregate": "sum"},
    "projects": {},
}

Uses = Mapping[str, Mapping[str, int]]  # table → key → how many works and reports name it


def columns(
    words: PlanWords, plan: Plan, draft: Draft, table: str, years: Sequence[int]
) -> tuple[Column, ...]:
    """Return the columns of a table; of projects one for each year that is shown or planned for."""
    own = words.columns(table, plan)
    if table != "projects":
        return own
    at = [column.name for column in own].index("annual_plan")
    planned = (amounts_by_year(row.get("annual_plan", "")) for row in draft.rows[table])
    shown = sorted({*years, *(year for amounts in planned for year in amounts)})
    return (*own[:at], *words.year_columns(shown), *own[at + 1 :])


def rows(words: PlanWords, plan: Plan, draft: Draft, table: str, uses: Uses) -> list[Mapping[str, str]]:
    """Return the rows of a table, with how often each is named; projects with their amounts by year."""
    counted = [{**row, USES: f"{_count(row, table, uses):,}"} for row in draft.rows[table]]
    if table != "projects":
        return counted
    units = {target.id: words.unit(target.unit) for target in plan.targets}
    return [
        {
            **row,
            UNIT: units.get(row.get("target", ""), ""),
            **{year_column(y): text for y, text in amounts_by_year(row.get("annual_plan", "")).items()},
        }
        for row in counted
    ]


def kept(draft: Draft, table: str, uses: Uses) -> dict[int, str]:
    """Say why a row cannot go, by its line."""
    text = QCoreApplication.translate(
        "EcoLedger", "{count} works or reports name it: give them another one first"
    )
    counts = {line: _count(row, table, uses) for line, row in enumerate(draft.rows[table])}
    return {line: text.format(count=f"{count:,}") for line, count in counts.items() if count}


def troubles(
    words: PlanWords,
    plan: Plan,
    draft: Draft,
    faults: Sequence[Fault],
    wrong: Mapping[Cell, Wrong],
    notes: Sequence[Fault],
) -> list[Trouble]:
    """Return what asks for a look, what stops the saving first.

    Parameters
    ----------
    plan : Plan
        The last one without an error, for the names.
    draft : Draft
    faults : sequence of Fault
        What its check has found.
    wrong : mapping of cell to Wrong
        Quotas that cannot be read.
    notes : sequence of Fault
        What was left out of the sheet read last: it stops nothing.
    """
    found = [
        Trouble(f"{words.cell(plan, cell)}: {w.why}", True, target=cell[0], place=cell[1:])
        for cell, w in wrong.items()
    ]
    found += [_trouble(words, plan, draft, fault) for fault in faults]
    found += [Trouble(f"{note.source}:{note.line}  {words.fault(note, plan)}", False) for note in notes]
    return sorted(found, key=lambda trouble: not trouble.grave)


def why_not(found: Sequence[Trouble], changed: bool) -> str:
    """Say why the draft cannot be saved; empty where it can."""
    grave = sum(trouble.grave for trouble in found)
    if grave:
        text = QCoreApplication.translate("EcoLedger", "Mend what is marked as wrong first: {count}")
        return text.format(count=grave)
    return "" if changed else QCoreApplication.translate("EcoLedger", "Nothing was changed")


def _trouble(words: PlanWords, plan: Plan, draft: Draft, fault: Fault) -> Trouble:
    table = fault.source if fault.source in TABLES and fault.line else ""
    text, grave = words.fault(fault, plan, table), fault.severity == "error"
    if table:
        row = draft.rows[table][fault.line - 1]
        name = row.get("name_zh") or row.get("name") or str(fault.line)
        column = column_of(fault).removesuffix("annual_plan")  # shown by year: as a whole it is the row's
        return Trouble(f"{name}: {text}", grave, table, fault.line - 1, column)
    return Trouble(text, grave, target=str(fault.fields.get("target", "")))


def _count(row: Mapping[str, str], table: str, uses: Uses) -> int:
    return uses[table].get(row[WAS], 0) if row[WAS] else 0
