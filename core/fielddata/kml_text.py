"""The text of KML's ``<coordinates>``, tuples ``lon,lat[,altitude]``, and what phone apps make of it."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

import numpy as np

from .positions import number

_SEPARATORS = str.maketrans({"，": ",", "；": " ", ";": " ", "、": ","})
_TUPLE = re.compile(r"\S+")


class Coordinates(NamedTuple):
    """Positions of one ``<coordinates>``, and the tuples that could not be read.

    Parameters
    ----------
    xy : ndarray of float, shape (n, 2)
    ele : ndarray of float, shape (n,), or None
        NaN where a tuple has no altitude; None where none has.
    bad : list of (str, int)
        What cannot be read, and how many lines of the text stand before it: too few where the separators are
        odd, since tuples then lie further apart than they look.
    odd : str
        The first tuple as it was read, where the separators are not KML's; else empty.
    """

    xy: np.ndarray
    ele: np.ndarray | None
    bad: list[tuple[str, int]]
    odd: str = ""


def read_coordinates(text: str) -> Coordinates:
    """Read tuples of longitude, latitude and, where given, altitude.

    Examples
    --------
    >>> read_coordinates("110.8,32.8,180 110.9,32.9").ele
    array([180.,  nan])
    >>> read_coordinates("19, 37 19, 41").xy.tolist(), read_coordinates("19, 37 19, 41").odd
    ([[19.0, 37.0], [19.0, 41.0]], '19,37')
    >>> read_coordinates("110.8,32.8, 110.9,x, 111,33,").bad
    [('110.9,x,', 0)]
    """
    tuples = text.split()
    return _alike(tuples) or _mixed(text, tuples)


def _alike(tuples: list[str]) -> Coordinates | None:
    """Read what is written as it should be, all with altitude or none; None where it is not."""
    widths = {position.count(",") + 1 for position in tuples}
    if widths not in ({2}, {3}):
        return None
    try:
        values = np.array(",".join(tuples).split(","), dtype=float).reshape(len(tuples), -1)
    except ValueError:
        return None
    if not np.isfinite(values).all() or "_" in "".join(tuples):
        return None
    return Coordinates(values[:, :2].copy(), values[:, 2].copy() if values.shape[1] == 3 else None, [])


def _mixed(text: str, tuples: list[str]) -> Coordinates:
    usual, plain = tuples, text.translate(_SEPARATORS)
    if plain != text or any(len(_fields(p)) < 2 and p.strip(",") for p in tuples):
        tuples = ",".join(field.strip() for field in plain.split(",")).split()
    rows = [_row(position) for position in tuples]
    columns = np.array(rows, dtype=float).reshape(len(rows), 3)
    readable = np.isfinite(columns[:, :2]).all(axis=1)
    ele = columns[readable, 2]
    return Coordinates(
        columns[readable, :2],
        None if np.isnan(ele).all() else ele,
        _with_lines(text, tuples, readable),
        tuples[0] if tuples != usual else "",
    )


def _row(position: str) -> tuple[float, float, float]:
    fields = _fields(position)
    if not 2 <= len(fields) <= 3:
        return math.nan, math.nan, math.nan
    return number(fields[0]), number(fields[1]), number(fields[2]) if len(fields) == 3 else math.nan


def _fields(position: str) -> list[str]:
    """Return the fields of a tuple; a comma behind the last one separates nothing."""
    return position.strip(",").split(",")


def _with_lines(text: str, tuples: list[str], readable: np.ndarray) -> list[tuple[str, int]]:
    bad, here, lines = [], 0, 0
    for found, position, good in zip(_TUPLE.finditer(text), tuples, readable, strict=False):
        if not good:
            lines += text.count("\n", here, found.start())
            here = found.start()
            bad.append((position, lines))
    return bad
