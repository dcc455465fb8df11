"""Turn the text of cells into values: numbers, quantities with a unit, dates, flags, ids, lists.

A `Row` hands out the cells of one line and lists a fault for each that cannot be read; what it hands
out then is None, so that the rest of the row is still looked at.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import Fault, PlanError
from ..model import Kind, Unit
from .faults import ERROR, fault
from .tables import BAD, Table
from .units import near_spellings, to_base, unit_of, units_of_kind

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+|\d+)?(\.\d*)?([eE][+-]?\d{1,3})?")
_DATE = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")
_LIST = re.compile(r"[;；、|]")
_LARGEST = 1e18  # no plan counts as much, and no unit takes it past what a float holds
_FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "1", "是"), True),
    **dict.fromkeys(("no", "n", "false", "0", "否"), False),
}


def plain(text: str) -> str:
    """Return `text` with full-width digits, commas and spaces as their plain forms.

    Examples
    --------
    >>> plain("４３，０００")
    '43,000'
    """
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip()


def number(text: str) -> float | None:
    """Return the number `text` writes, None where it is none; thousands may be grouped by commas.

    Examples
    --------
    >>> [number(text) for text in ("43,000", "４３０００", "4.3", "1 000 000", "2e3")]
    [43000.0, 43000.0, 4.3, 1000000.0, 2000.0]
    >>> [number(text) for text in ("43,00", "4,3", "nan", "inf", "1_000", "4.3万亩", "", "1e999")]
    [None, None, None, None, None, None, None, None]
    """
    text = plain(text)
    if not _NUMBER.fullmatch(text) or not any(c.isdigit() for c in text):
        return None
    try:
        value = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return None
    return value if abs(value) <= _LARGEST else None


def date(text: str) -> dt.date | None:
    """Return the date `text` writes year first, None where it is none.

    Examples
    --------
    >>> date("2019-12-31") == date("2019/12/31") == date("2019年12月31日") == dt.date(2019, 12, 31)
    True
    >>> date("31/12/2019"), date("2019-02-30"), date("2019")
    (None, None, None)
    """
    found = _DATE.fullmatch(plain(text))
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def items(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds a list.

    Examples
    --------
    >>> items("区林业局;区发改局；区环保局、"), items("")
    (('区林业局', '区发改局', '区环保局'), ())
    """
    return tuple(part.strip() for part in _LIST.split(text) if part.strip())


def code_text(text: str) -> str:
    """Return a code without what Excel adds to digits it takes for a number.

    Examples
    --------
    >>> code_text("420304101.0"), code_text("４２０３０４１０１")
    ('420304101', '420304101')
    """
    return re.sub(r"\.0+$", "", plain(text))


def text_of(value: Any) -> str:
    """Return a typed value (of a TOML table, of a ledger's row) as the text of a cell.

    Examples
    --------
    >>> [text_of(value) for value in (True, 4.3, 2018, dt.date(2018, 7, 10), ["a", "b"], None, float("nan"))]
    ['yes', '4.3', '2018', '2018-07-10', 'a;b', '', '']
    """
    if value is None or value != value:  # NaN, NaT
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(float(value))
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, (list, tuple)):
        return ";".join(map(str, value))
    return str(value)


def nearest(text: str, known: Iterable[str]) -> str:
    """Return the known words most like `text`, for a suggestion; – where there are none at all.

    Examples
    --------
    >>> nearest("oak_forrest", ["oak_forest", "wetland"])
    'oak_forest'
    """
    words = list(known)
    return ", ".join(difflib.get_close_matches(text, words, n=3, cutoff=0.5) or words[:3]) or "–"


@dataclass
class Row:
    """The cells of one line; each getter lists a fault in `faults` where the cell cannot be read."""

    source: str
    line: int
    values: Mapping[str, str]
    faults: list[Fault]
    _before: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._before = len(self.faults)

    @property
    def failed(self) -> bool:
        """Whether an error was listed since this row was begun."""
        return any(f.severity == ERROR for f in self.faults[self._before :])

    def fault(self, id: str, **fields: Any) -> None:
        """List a fault of this line."""
        self.faults.append(fault(id, self.source, self.line, **fields))

    def text(self, column: str, *, required: bool = False) -> str:
        """Return the text of a cell, empty where there is none."""
        value = self.values.get(column, "")
        if required and not value:
            self.fault("plan.missing_value", column=column)
        return "" if value == BAD else value

    def id(self, column: str = "id") -> str:
        """Return an id: a Latin letter, then letters, digits and _."""
        value = self.text(column, required=True)
        if value and not _ID.fullmatch(value):
            self.fault("plan.bad_id", column=column, value=value)
        return value

    def unique(self, column: str, value: str, seen: dict[str, int], id: str = "plan.duplicate_id") -> None:
        """List a fault where an earlier row has the same value; `seen` keeps the line of each value."""
        first = seen.setdefault(value, self.line) if value else self.line
        if first != self.line:
            self.fault(id, column=column, value=value, first=first)

    def code(self, column: str, digits: tuple[int, ...]) -> str:
        """Return an administrative code; Excel's ``4.2E+08`` is none."""
        value = code_text(self.text(column, required=True))
        if value and not (re.fullmatch(r"[0-9]+", value) and len(value) in digits):
            shown = "/".join(map(str, digits))
            self.fault("plan.bad_code", column=column, value=value, digits=shown)
        return value

    def number(self, column: str, *, required: bool = False) -> float | None:
        """Return a number that is not negative."""
        text = self.text(column, required=required)
        if not text:
            return None
        value = number(text)
        if value is None:
            self.fault("plan.bad_number", column=column, value=text)
        elif value < 0:
            self.fault("plan.negative", column=column, value=text)
        return value

    def unit(self, column: str, kind: Kind | None) -> Unit | None:
        """Return a unit that measures `kind` (any, where kind is None)."""
        text = self.text(column, required=True)
        if not text:
            return None
        try:
            unit = unit_of(text)
        except PlanError:
            self.fault("plan.unknown_unit", column=column, unit=text, near=", ".join(near_spellings(text)))
            return None
        if kind is not None and unit.kind is not kind:
            near = ", ".join(u.symbol_zh for u in units_of_kind(kind))
            self.fault("plan.wrong_unit_kind", column=column, unit=text, kind=kind.value, near=near)
            return None
        return unit

    def amount(self, column: str, unit: Unit | None) -> float | None:
        """Return a number of `unit` in base units; doubtful ones are listed as warnings."""
        value = self.number(column, required=True)
        if value is None or unit is None:
            return None
        base = to_base(value, unit)
        if unit.kind is Kind.COUNT and base != int(base):
            self.fault("plan.not_whole", column=column, value=self.text(column))
        if unit.kind is Kind.RATIO and base > 1:
            self.fault("plan.ratio_above_one", column=column, value=self.text(column), unit=unit.symbol_zh)
        return base

    def quantity(self, column: str, kind: Kind, example: str) -> float | None:
        """Return a cell such as ``10 亩`` in base units; a bare number is in base units already."""
        text = plain(self.text(column))
        if not text:
            return None
        digits = text if number(text) is not None else re.match(r"[+-]?[\d,. ]*", text)[0].strip()
        value, unit = number(digits), text[len(digits) :].strip()
        if value is None:
            self.fault("plan.bad_quantity", column=column, value=text, example=example)
            return None
        if value < 0:
            self.fault("plan.negative", column=column, value=text)
        if not unit:
            return value
        found = Row(self.source, self.line, {column: unit}, self.faults).unit(column, kind)
        return None if found is None else to_base(value, found)

    def choice(self, column: str, known: Iterable[str], *, required: bool = False) -> str:
        """Return a word of the list `known`."""
        value, words = self.text(column, required=required).casefold(), list(known)
        if value and value not in words:
            self.fault("plan.unknown_choice", column=column, value=value, known=", ".join(words))
            return ""
        return value

    def date(self, column: str) -> dt.date | None:
        """Return a date, None where the cell is empty."""
        text = self.text(column)
        value = date(text)
        if text and value is None:
            self.fault("plan.bad_date", column=column, value=text)
        return value

    def whole(self, column: str, id: str, low: int, high: int) -> int | None:
        """Return a whole number from `low` to `high`; the fault's id is `id`."""
        text = self.text(column)
        value = number(text)
        if text and (value is None or value != int(value) or not low <= value <= high):
            self.fault(id, column=column, value=text)
            return None
        return None if value is None else int(value)

    def flag(self, column: str, default: bool) -> bool:
        """Return yes or no; `default` where the cell is empty."""
        text = plain(self.text(column)).casefold()
        if text and text not in _FLAGS:
            self.fault("plan.bad_flag", column=column, value=text)
        return _FLAGS.get(text, default)


def rows_of(table: Table) -> Iterator[Row]:
    """Return the rows of a table one after the other; their faults are listed in the table.

    Examples
    --------
    >>> table = Table("targets.csv", [(2, {"id": "oak_forest"})])
    >>> [row.id() for row in rows_of(table)]
    ['oak_forest']
    """
    for line, values in table.rows:
        yield Row(table.name, line, values, table.faults)
