"""Positions as text into arrays, batch by batch, and a fault for each value that cannot be read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .model import Part, Source
from .times import utc

BATCH = 16_384  # positions that wait as text; about 10 MB

# Local name of an element in lower case → column. The first that occurs in a position counts.
COLUMNS = {
    "ele": "ele",
    "altitudemeters": "ele",
    "time": "time",
    "hdop": "hdop",
    "vdop": "vdop",
    "pdop": "pdop",
    "sat": "sat",
    "fix": "fix",
    "speed": "speed",
    "course": "course",
    "bearing": "course",
    "heading": "course",
    "accuracy": "accuracy",
    "accuracy_horizontal": "accuracy",
    "horizontal_accuracy": "accuracy",
    "horizontalaccuracy": "accuracy",
    "hacc": "accuracy",
}
_FIX = {"none": "0", "2d": "2", "3d": "3", "dgps": "4", "pps": "5"}  # GPX' words; 0 is no fix everywhere


def numbers(texts: Sequence[str]) -> tuple[np.ndarray, list[int]]:
    """Return texts as floats, NaN where empty or no finite number, and the positions of the latter.

    Examples
    --------
    >>> numbers(["110.8", "", " 1e3 ", "1_0", "inf", "x"])
    (array([ 110.8,    nan, 1000. ,    nan,    nan,    nan]), [3, 4, 5])
    """
    try:
        values = np.fromiter(map(float, texts), float, len(texts))
        if np.isfinite(values).all() and "_" not in "".join(texts):
            return values, []
    except ValueError:
        pass
    values = np.fromiter(map(number, texts), float, len(texts))
    return values, [i for i in np.flatnonzero(np.isnan(values)).tolist() if texts[i].strip()]


def number(text: str) -> float:
    """Return the number `text` writes, NaN where it writes none, or none that is finite.

    Examples
    --------
    >>> number("1e3"), number("1_0"), number("1e999")
    (1000.0, nan, nan)
    """
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) and "_" not in text else math.nan  # Python reads 1_0 as ten


class Positions:
    """Collect the positions of one part: a point at a time as text, or a run of them as arrays.

    Examples
    --------
    >>> from pathlib import Path
    >>> positions = Positions(Source(Path("a.gpx"), b""))
    >>> positions.add({"x": "110.8", "y": "32.8", "ele": "180"}, line=5)
    >>> positions.add({"x": "110.9", "y": "", "ele": "180"}, line=6)
    >>> part = positions.part()
    >>> part.xy, part.ele, part.time
    (array([[110.8,  32.8]]), array([180.]), None)
    >>> positions.source.findings.listed("a.gpx")[0].line
    6
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self._waiting: list[tuple[Mapping[str, str], int | None]] = []
        self._runs: list[Part] = []

    def add(self, values: Mapping[str, str], line: int | None = None) -> None:
        """Add one position: ``x``, ``y``, and what else it has under the names of `COLUMNS`."""
        self._waiting.append((values, line))
        if len(self._waiting) >= BATCH:
            self._convert()

    def add_run(self, run: Part) -> None:
        """Add positions that are arrays already."""
        self._convert()
        self.source.spend(points=len(run))
        self._runs.append(run)

    def part(self) -> Part:
        """Return everything added as one part."""
        self._convert()
        return joined(self._runs)

    def _convert(self) -> None:
        rows, self._waiting = self._waiting, []
        if not rows:
            return
        self.source.spend(points=len(rows))
        xy = np.column_stack([numbers([values.get(axis, "") for values, _ in rows])[0] for axis in "xy"])
        readable = np.isfinite(xy).all(axis=1)
        for i in np.flatnonzero(~readable):
            values, line = rows[i]
            value = f"{values.get('x', '')}, {values.get('y', '')}"
            self.source.findings.add("fielddata.bad_coordinates", line=line, value=value)
        rows = [row for row, keep in zip(rows, readable, strict=True) if keep]
        names = dict.fromkeys(name for values, _ in rows for name in values if name not in ("x", "y"))
        columns = {name: self._column(name, rows) for name in names}
        ele, time = columns.pop("ele", None), columns.pop("time", None)
        self._runs.append(Part(xy[readable], ele, time, columns))

    def _column(self, name: str, rows: list[tuple[Mapping[str, str], int | None]]) -> np.ndarray:
        texts = [values.get(name, "") for values, _ in rows]
        column = read_column(name, texts)
        if column.zoneless:
            self.source.findings.add_once("fielddata.no_zone", line=rows[0][1])
        for i in column.bad:
            id, what = (
                ("fielddata.bad_time", {}) if name == "time" else ("fielddata.bad_number", {"what": name})
            )
            self.source.findings.add(id, line=rows[i][1], value=texts[i], **what)
        return column.values


class Column(NamedTuple):
    """Values of one column, the positions of those that could not be read, how many times had no zone."""

    values: np.ndarray
    bad: list[int]
    zoneless: int = 0


def read_column(name: str, texts: Sequence[str]) -> Column:
    """Return the values of one of the columns of `COLUMNS`, or of ``x`` and ``y``.

    Examples
    --------
    >>> read_column("fix", ["3d", "none", ""]).values
    array([ 3.,  0., nan])
    """
    if name == "time":
        return Column(*utc(texts))
    if name == "fix":
        texts = [_FIX.get(text.lower(), text) for text in texts]
    return Column(*numbers(texts))


def column_of(element: str) -> str | None:
    """Return the column that an element of a position fills, None where it is none we keep.

    Examples
    --------
    >>> column_of("ele"), column_of("hAcc"), column_of("hr")
    ('ele', 'accuracy', None)
    """
    return COLUMNS.get(element.lower())


def joined(runs: Sequence[Part]) -> Part:
    """Return runs of positions one after the other; what a run lacks is NaN or NaT there.

    Examples
    --------
    >>> one = Part(np.zeros((1, 2)), ele=np.array([5.0]))
    >>> joined([one, Part(np.ones((1, 2)))]).ele
    array([ 5., nan])
    >>> len(joined([]))
    0
    """
    if len(runs) == 1:
        return runs[0]
    names = dict.fromkeys(name for run in runs for name in run.columns)
    return Part(
        np.concatenate([np.empty((0, 2)), *(run.xy for run in runs)]),
        _stacked([run.ele for run in runs], runs, np.nan),
        _stacked([run.time for run in runs], runs, np.datetime64("NaT", "ms")),
        {name: _stacked([run.columns.get(name) for run in runs], runs, np.nan) for name in names},
    )


def _stacked(
    columns: Sequence[np.ndarray | None], runs: Sequence[Part], nothing: object
) -> np.ndarray | None:
    if all(column is None for column in columns):
        return None
    pairs = zip(columns, runs, strict=True)
    return np.concatenate([np.full(len(run), nothing) if c is None else c for c, run in pairs])
