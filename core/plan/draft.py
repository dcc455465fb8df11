"""A plan while it is edited: its targets and projects as rows of text, its quotas as amounts by cell.

A draft is a value: each edit gives a new one, so that undo is to go back to the one before. `check` makes a
plan of it and lists every fault with the place it is at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import Fault
from ..model import Plan, Quota
from .cells import text_of
from .projects import with_year, year_of
from .revisions import Cell, amounts_in, revise
from .rows import check_rows, plan_to_rows

TABLES = {"targets": "id", "projects": "name"}  # table → the column others refer to
WAS = "was"  # the key a row was saved under; empty for a new row

# The column a fault is at, where its sentence does not name it.
_COLUMN = {
    "plan.zero_target": "amount",
    "plan.evidence_kind": "evidence",
    "plan.unknown_group": "target_group",
    "plan.unknown_aggregate": "aggregate",
    "plan.no_baseline": "baseline",
    "plan.layer_geometry": "baseline",
    "plan.unknown_class": "baseline_classes",
    "plan.no_district_area": "aggregate",
    "plan.shared_derivation": "derived_from",
    "plan.bad_derivation": "derived_from",
    "plan.unknown_township": "township",
}
_LEDGER_COLUMN = {"group": "target_group", "min_area": "min_area_m2", "tolerance": "tolerance_m"}

Rows = tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Draft:
    """A plan being edited; made by `open_draft`.

    Parameters
    ----------
    saved : Plan
        As the ledger has it.
    rows : mapping of table to rows
        Of `TABLES`, as typed; the column `WAS` holds the key a row was saved under.
    given, proposed : mapping of cell to float
        Base units.
    """

    saved: Plan
    rows: Mapping[str, Rows]
    given: Mapping[Cell, float]
    proposed: Mapping[Cell, float] = field(default_factory=dict)

    def with_amounts(self, amounts: Mapping[Cell, float | None]) -> Draft:
        """Return the draft with other amounts, which hold; None empties a cell."""
        given = {**self.given, **amounts}
        proposed = {cell: a for cell, a in self.proposed.items() if cell not in amounts}
        return replace(self, given=_filled(given), proposed=proposed)

    def with_proposal(self, quotas: tuple[Quota, ...]) -> Draft:
        """Return the draft with a proposal in place of what was proposed for the same target."""
        targets = {quota.target for quota in quotas}
        others = {cell: a for cell, a in self.proposed.items() if cell[0] not in targets}
        return replace(self, proposed={**others, **amounts_in(quotas, proposed=True)})

    def accepting(self, target: str) -> Draft:
        """Return the draft in which what is proposed for a target holds."""
        offered = {cell: amount for cell, amount in self.proposed.items() if cell[0] == target}
        return self.with_amounts(offered)

    def discarding(self, target: str) -> Draft:
        """Return the draft without what is proposed for a target."""
        return replace(self, proposed={c: a for c, a in self.proposed.items() if c[0] != target})

    def with_text(self, table: str, line: int, column: str, text: str) -> Draft:
        """Return the draft with another text in a cell; who refers to a key that changes goes with it.

        A column of one year (`projects.year_column`) changes that year of the annual plan.
        """
        rows = list(self.rows[table])
        before = rows[line]
        if (year := year_of(column)) is not None:
            column, text = "annual_plan", with_year(before.get("annual_plan", ""), year, text)
        rows[line] = {**before, column: text.strip()}
        draft = self._with_rows(table, rows)
        if table == "targets" and column == TABLES[table] and not before[WAS]:
            return draft._with_target_renamed(before.get(column, ""), text.strip())
        return draft

    def with_row(self, table: str, values: Mapping[str, str]) -> Draft:
        """Return the draft with a further row at the end."""
        return self._with_rows(table, [*self.rows[table], {**values, WAS: ""}])

    def without_row(self, table: str, line: int) -> Draft:
        """Return the draft without a row; a target takes its quotas with it."""
        rows = list(self.rows[table])
        gone = rows.pop(line)
        draft = self._with_rows(table, rows)
        if table != "targets":
            return draft
        key = gone.get(TABLES[table])
        given, proposed = (
            {c: a for c, a in amounts.items() if c[0] != key} for amounts in (self.given, self.proposed)
        )
        return replace(draft, given=given, proposed=proposed)

    def renamed(self, table: str) -> dict[str, str]:
        """Return the saved keys that have become others: who refers to them is to follow."""
        key = TABLES[table]
        return {row[WAS]: row[key] for row in self.rows[table] if row[WAS] not in ("", row.get(key))}

    def check(self, note: str = "") -> tuple[Plan | None, list[Fault]]:
        """Return the plan the draft makes, None if it has errors, and every fault.

        Parameters
        ----------
        note : str
            Why quotas were changed: it goes into their new revisions.
        """
        rows = plan_to_rows(replace(self.saved, quotas=(), projects=()))
        rows |= {name: [dict(row) for row in own] for name, own in self.rows.items()}
        plan, faults = check_rows(rows)
        if plan is None:
            return None, faults
        # Quotas are put in as amounts: through their rows they would be in units that may have changed.
        quotas = revise(self.saved.quotas, self.given, self.proposed, note)
        return check_rows(plan_to_rows(replace(plan, quotas=quotas)))

    def _with_rows(self, table: str, rows: list[Mapping[str, str]]) -> Draft:
        return replace(self, rows={**self.rows, table: tuple(rows)})

    def _with_target_renamed(self, old: str, new: str) -> Draft:
        def renamed(amounts: Mapping[Cell, float]) -> dict[Cell, float]:
            return {(new if c[0] == old else c[0], *c[1:]): a for c, a in amounts.items()}

        return replace(self, given=renamed(self.given), proposed=renamed(self.proposed))


def open_draft(plan: Plan) -> Draft:
    """Return the draft of a plan in which nothing is changed yet.

    Examples
    --------
    >>> from . import read_plan, shipped_plan
    >>> plan = read_plan(shipped_plan())
    >>> draft = open_draft(plan)
    >>> draft.check()[0] == plan
    True
    >>> wrong = draft.with_text("targets", 0, "unit", "弓")
    >>> plan, (fault,) = wrong.check()
    >>> plan is None, fault.line, column_of(fault)
    (True, 1, 'unit')
    """
    tables = plan_to_rows(plan)
    rows = {name: tuple(_texts(row, TABLES[name]) for row in tables[name]) for name in TABLES}
    return Draft(plan, rows, amounts_in(plan.quotas), amounts_in(plan.quotas, proposed=True))


def column_of(fault: Fault) -> str:
    """Return the column of the ledger's table a fault of a row is at; empty where it is the whole row."""
    column = str(fault.fields.get("column", _COLUMN.get(fault.id, "")))
    return _LEDGER_COLUMN.get(column, column)


def _texts(row: Mapping[str, Any], key: str) -> dict[str, str]:
    return {column: _short(text_of(value)) for column, value in row.items()} | {WAS: text_of(row[key])}


def _short(text: str) -> str:
    """Return a number as a person writes it: 10, not 10.0."""
    return text.removesuffix(".0") if text.removesuffix(".0").lstrip("-").isdigit() else text


def _filled(amounts: Mapping[Cell, float | None]) -> dict[Cell, float]:
    return {cell: amount for cell, amount in amounts.items() if amount is not None}
