"""The rows of a table as text: what parts its cells, which row holds the headings, and a title above them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .csv_columns import names_places, place_numbers
from .model import Source

_DELIMITERS = ("\t", ";", "|", ",", "，")
_SAMPLE = 50  # rows looked at
_ALIKE = 0.8  # share of the rows that have as many cells as is usual
_TITLES = 8  # rows that may stand above the headings
_WKT = re.compile(
    r"\s*(?:SRID=\d+;)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYC\w*)\s*(?:Z|M|ZM)?\s*(?:\(|EMPTY)", re.I
)


@dataclass
class Rows:
    """A table: its headings, its rows with their lines in the file, what stood between the cells.

    Parameters
    ----------
    headed : bool
        Whether the headings stood in the file; else they are the columns' numbers.
    """

    headings: list[str]
    rows: list[list[str]]
    lines: list[int]
    delimiter: str
    headed: bool = True

    def column(self, i: int) -> list[str]:
        """Return the cells of a column; empty where a row is shorter."""
        return [row[i].strip() if i < len(row) else "" for row in self.rows]


def read_rows(source: Source, text: str) -> Rows:
    """Return the rows of a text; what is above the row that names the coordinates is a title.

    Examples
    --------
    >>> from pathlib import Path
    >>> table = read_rows(Source(Path("a.csv"), b""), "界址点成果表,,\\n点号,经度,纬度\\nJ1,110.8,32.8\\n")
    >>> table.headings, table.rows, table.lines
    (['点号', '经度', '纬度'], [['J1', '110.8', '32.8']], [3])
    """
    text = text.replace("\0", "").lstrip("\ufeff\r\n\t ")
    skipped = 0
    delimiter = None
    if said := re.match(r"sep=(.)\r?\n", text):  # as Excel marks it
        delimiter, text, skipped = said[1], text[said.end() :], 1
    delimiter = delimiter or _delimiter(text)
    if delimiter == "，":
        text, delimiter = text.replace("，", ","), ","
    rows, lines = [], []
    for row, line in _parted(text, delimiter, source):
        if any(cell.strip() for cell in row):
            rows.append(row)
            lines.append(line + skipped)
    first = _heading(rows)
    if first is None:
        return Rows([str(i + 1) for i in range(len(rows[0]))], rows, lines, delimiter, headed=False)
    headings = [cell.strip() for cell in rows[first]] if rows else []
    return Rows(headings, rows[first + 1 :], lines[first + 1 :], delimiter)


def _parted(text: str, delimiter: str, source: Source) -> Iterator[tuple[list[str], int]]:
    if delimiter == " ":
        yield from ((row.split(), line) for line, row in enumerate(text.splitlines(), 1))
        return
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    before = csv.field_size_limit(source.limits.size)  # a geometry is longer than the 128 kB that are usual
    try:
        while True:
            line = reader.line_num + 1
            try:
                yield next(reader), line
            except csv.Error as error:
                source.findings.add("fielddata.damaged", line=line, reason=str(error))
            except StopIteration:
                return
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str) -> str:
    """Return what stands between the cells: the first that parts nearly all rows alike, a title left out."""
    sample = [row for row in text[: 1 << 16].splitlines()[:_SAMPLE] if row.strip()]
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter)]
        usual = Counter(widths).most_common(1)[0][0] if widths else 0
        below = widths[widths.index(usual) :] if usual > 1 else []
        if below and len(widths) - len(below) <= _TITLES and below.count(usual) >= _ALIKE * len(below):
            return delimiter
    return " " if sample and "," not in sample[0] else ","


def _heading(rows: Sequence[Sequence[str]]) -> int | None:
    """Return which row holds the headings: that which names coordinates, else the first if it holds none."""
    named = next((i for i, row in enumerate(rows[:_TITLES]) if names_places(row)), None)
    if named is not None or not rows:
        return named or 0
    values = place_numbers([cell.strip() for cell in rows[0]])
    bare = np.isfinite(values).sum() >= 2 or any(map(is_wkt, rows[0]))
    return None if bare else 0


def is_wkt(cell: str) -> bool:
    """Say whether a cell holds a geometry.

    Examples
    --------
    >>> is_wkt("SRID=4490;POINT (110.8 32.8)"), is_wkt("Point")
    (True, False)
    """
    return _WKT.match(cell) is not None
