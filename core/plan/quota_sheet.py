"""Quotas as a sheet of Excel: one row for a target and a township, one column for each year; both ways.

A sheet that is read says by its header what it holds. Without one (a block copied out of a sheet) the cells
are laid over the grid from the place where they are pasted. What cannot be read is listed, the rest goes on.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import Fault
from ..model import Plan, Quota, Target, Township, Unit
from .amounts import amount_of, written
from .cells import Row, code_text, nearest, plain
from .faults import fault
from .quota_table import YEARS
from .revisions import Cell

ALL_YEARS, WHOLE_DISTRICT = "全期", "全区"
HEADINGS = {"target": "规划目标", "township": "乡镇", "unit": "单位", "all": ALL_YEARS}
_SPELLINGS = {
    "target": ("规划目标", "目标", "指标", "target"),
    "township": ("乡镇", "乡镇场", "乡镇名称", "单位名称", "township"),
    "unit": ("单位", "计量单位", "unit"),
    "all": ("全期", "规划期", "总量", "all years", "all_years"),
    "ignored": ("合计", "差额", "备注", "sum", "gap", "note"),
}
_WORDS = {word: name for name, words in _SPELLINGS.items() for word in words}
_WHOLE = ("全区", "全县", "全市", "whole district")
_YEAR = re.compile(r"(\d{4})(?:\.0)?\s*年?度?")


@dataclass(frozen=True)
class Sheet:
    """What a sheet says: amounts in base units, None for a cell that is emptied; and what it does not say."""

    amounts: Mapping[Cell, float | None]
    faults: tuple[Fault, ...]


def sheet_of(plan: Plan, quotas: Iterable[Quota], years: Sequence[int]) -> list[list[str | float | None]]:
    """Return a header and a row for each target and township that can have a share; None where it has none.

    Parameters
    ----------
    quotas : iterable of Quota
        The latest of each cell.

    Examples
    --------
    >>> from . import read_plan, shipped_plan
    >>> plan = read_plan(shipped_plan())
    >>> rows = sheet_of(plan, [Quota("barren_land_greening", "420304101", 2018, 2_000_000.0)], [2018])
    >>> rows[0]
    ['规划目标', '乡镇', '单位', '全期', '2018']
    >>> [row for row in rows if row[-1] == 0.3][0][1:]
    ['安阳镇', '万亩', None, 0.3]
    """
    amounts = {(q.target, q.township, q.year): q.amount for q in quotas}
    places = [(None, WHOLE_DISTRICT), *((t.code, t.name_zh) for t in plan.townships)]
    header = [HEADINGS[name] for name in ("target", "township", "unit", "all")] + [
        str(year) for year in years
    ]
    rows: list[list[str | float | None]] = [header]
    for target in plan.targets:
        for code, name in places:
            found = [amounts.get((target.id, code, year)) for year in (None, *years)]
            shares = [None if amount is None else written(amount, target.unit) for amount in found]
            rows.append([target.name_zh, name, target.unit.symbol_zh, *shares])
    return rows


def split_text(text: str) -> list[list[str]]:
    """Return the cells of a text as Excel copies it (tabs), or as a CSV file holds it.

    Examples
    --------
    >>> split_text("1\\t2\\r\\n3\\t4\\r\\n"), split_text('乡镇,2018\\n甲镇,"1,200"')
    ([['1', '2'], ['3', '4']], [['乡镇', '2018'], ['甲镇', '1,200']])
    """
    head = text.split("\n", 1)[0]
    delimiter = max("\t,;", key=head.count)
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def read_sheet(rows: Sequence[Sequence[str]], plan: Plan, source: str, target: str = "") -> Sheet | None:
    """Read a sheet by its header; None where it has none.

    Parameters
    ----------
    rows : sequence of sequence of str
        The header is the first row that names a year or all years.
    source : str
        The file's name, for the faults.
    target : str
        Id of the target the rows are of, where no column says so.

    Examples
    --------
    >>> from . import read_plan, shipped_plan
    >>> plan = read_plan(shipped_plan())
    >>> rows = [["乡镇", "2018年", "合计"], ["杨溪铺镇", "3000亩", "…"], ["杨溪铺", "约3", ""]]
    >>> sheet = read_sheet(rows, plan, "分解.xlsx", "barren_land_greening")
    >>> sheet.amounts
    {('barren_land_greening', '420304102', 2018): 2000000.0}
    >>> [(fault.id, fault.line) for fault in sheet.faults]
    [('plan.unknown_township', 3)]
    >>> read_sheet([["3", "4"]], plan, "") is None
    True
    """
    first, columns = _header(rows)
    if first is None or not (target or "target" in columns.values()):
        return None
    reader = _Reader(plan, source, columns, target)
    for line, cells in enumerate(rows[first + 1 :], first + 2):
        reader.read(line, cells)
    return Sheet(reader.amounts, tuple(reader.faults))


def _header(rows: Sequence[Sequence[str]]) -> tuple[int | None, dict[int, str | int]]:
    """Return the header's position, and what its columns hold: a word of `_SPELLINGS`, or a year."""
    for position, cells in enumerate(rows[:10]):
        columns = {i: meaning for i, cell in enumerate(cells) if (meaning := _meaning(cell)) is not None}
        if any(isinstance(c, int) or c == "all" for c in columns.values()) and (
            "township" in columns.values() or "target" in columns.values()
        ):
            return position, columns
    return None, {}


def _meaning(cell: str) -> str | int | None:
    text = plain(cell).casefold()
    found = _YEAR.fullmatch(text)
    if found and YEARS[0] <= int(found[1]) <= YEARS[1]:
        return int(found[1])
    return _WORDS.get(text)


def lay_block(
    rows: Sequence[Sequence[str]],
    target: Target,
    townships: Sequence[str | None],
    years: Sequence[int | None],
    source: str,
) -> Sheet:
    """Lay a block without a header over the cells of a grid; an empty cell empties the one below it.

    Parameters
    ----------
    townships, years : sequence
        Of the grid's rows and columns, from the place on where the block is laid.

    Examples
    --------
    >>> from .units import unit_of
    >>> oak = Target("oak", "4", "栎林", "Oak", "area", "polygon", 3, unit_of("公顷"), 30000.0)
    >>> sheet = lay_block([["1", ""], ["2", "x", "3"]], oak, ["a", "b"], [2018, 2019], "")
    >>> sheet.amounts
    {('oak', 'a', 2018): 10000.0, ('oak', 'a', 2019): None, ('oak', 'b', 2018): 20000.0}
    >>> [(fault.id, fault.line) for fault in sheet.faults]
    [('plan.bad_quantity', 2), ('plan.extra_cells', 2)]
    """
    amounts: dict[Cell, float | None] = {}
    faults: list[Fault] = []
    for line, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            text = cell.strip()
            if line > len(townships) or column >= len(years):
                faults += [fault("plan.extra_cells", source, line, value=text[:40])] if text else []
                continue
            place = target.id, townships[line - 1], years[column]
            if not text:
                amounts[place] = None
                continue
            name = str(years[column] or ALL_YEARS)
            amount = amount_of(Row(source, line, {name: text}, faults), name, target.unit)
            if amount is not None:
                amounts[place] = amount
    return Sheet(amounts, tuple(faults))


class _Reader:
    """Collects the amounts and the faults of a sheet's rows."""

    def __init__(self, plan: Plan, source: str, columns: Mapping[int, str | int], target: str) -> None:
        self.amounts: dict[Cell, float | None] = {}
        self.faults: list[Fault] = []
        self._lines: dict[Cell, int] = {}
        self._source, self._columns, self._target = source, columns, target
        self._targets = {
            key.casefold(): t for t in plan.targets for key in (t.id, t.name_zh, t.name_en) if key
        }
        self._townships = _known_townships(plan.townships)

    def read(self, line: int, cells: Sequence[str]) -> None:
        """Read one row; an empty one says nothing."""
        named = {meaning: cells[i].strip() for i, meaning in self._columns.items() if i < len(cells)}
        if not any(named.values()):
            return
        before = len(self.faults)
        target = self._target_of(line, named.get("target", ""))
        township = self._township_of(line, named["township"]) if "township" in named else None
        unit = self._unit_of(line, named.get("unit", ""), target)
        if len(self.faults) > before:
            return
        for meaning, text in named.items():
            if isinstance(meaning, int) or meaning == "all":
                year = meaning if isinstance(meaning, int) else None
                self._read_cell(line, (target.id, township, year), text, unit)

    def _read_cell(self, line: int, cell: Cell, text: str, unit: Unit) -> None:
        if not text:
            return
        column = str(cell[2] or ALL_YEARS)
        amount = amount_of(Row(self._source, line, {column: text}, self.faults), column, unit)
        if amount is None:
            return
        if cell in self.amounts:
            self.faults.append(fault("plan.duplicate_quota", self._source, line, first=self._lines[cell]))
            return
        self.amounts[cell], self._lines[cell] = amount, line

    def _target_of(self, line: int, name: str) -> Target | None:
        known = self._targets.get((name or self._target).casefold())
        if known is None:
            fields = {"column": HEADINGS["target"], "value": name, "near": nearest(name, self._targets)}
            self.faults.append(fault("plan.unknown_target", self._source, line, **fields))
        return known

    def _township_of(self, line: int, name: str) -> str | None:
        text = plain(name).casefold()
        if text in _WHOLE:
            return None
        code = self._townships.get(code_text(text))
        if code is None:
            fields = {"value": name, "near": nearest(name, self._townships)}
            self.faults.append(fault("plan.unknown_township", self._source, line, **fields))
        return code

    def _unit_of(self, line: int, name: str, target: Target | None) -> Unit | None:
        if target is None or not name:
            return target and target.unit
        return Row(self._source, line, {"unit": name}, self.faults).unit("unit", target.kind)


def _known_townships(townships: Iterable[Township]) -> dict[str, str]:
    known = {}
    for township in townships:
        for key in (township.code, township.name_zh, township.name_en):
            if key:
                known[key.casefold()] = township.code
    return known
