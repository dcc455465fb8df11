"""Who was first: a field of dates or numbers, as offices fill it, read so that it sorts."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from .errors import DataError, Fault
from .fielddata.times import utc
from .plan.cells import number, plain
from .words import QT_TRANSLATE_NOOP

_MONTH = re.compile(r"(\d{4})(?:[-/.年]?(\d\d?)月?|年)?")  # 2019-05, 2019年5月, 201905, 2019年, 2019

_NO_ORDER = (
    QT_TRANSLATE_NOOP("EcoLedger", "No value of the order field of {layer} is a date or a number: “{value}”"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose a field of dates or numbers; write dates as 2019-05-31."),
)
_NO_RANK = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "“{value}” does not tell who was first; the feature comes behind those that do"
    ),
    QT_TRANSLATE_NOOP(
        "EcoLedger", "Write it as in the other features: all dates, such as 2019-05-31, or all numbers."
    ),
)


def in_order(
    values: Sequence[Any], layer: str = "", fids: Sequence[int] | None = None
) -> tuple[list[Any], list[Fault]]:
    """Return dates or numbers that sort by who was first, None for the last, and what could not be read.

    Parameters
    ----------
    values : sequence
        Dates and numbers are taken as they are. Texts are all read as numbers or all as times in UTC: as that
        which reads more of them. A month or a year without a day ends on its last.
    layer : str
        The user's name of the layer, for the faults.
    fids : sequence of int, optional
        The features' ids; their positions where None.

    Raises
    ------
    DataError
        There are texts, and not one is a date or a number: it is the wrong field.

    Examples
    --------
    >>> in_order(["10", "9", " ", None])
    ([10.0, 9.0, None, None], [])
    >>> order, faults = in_order(["2019-05-31", "2019年6月1日", "20190602", "去年"], "图斑", [4, 5, 6, 7])
    >>> [str(day) for day in order]
    ['2019-05-31 00:00:00', '2019-06-01 00:00:00', '2019-06-02 00:00:00', 'None']
    >>> str(faults[0])[:72]
    '图斑 FID 7: “去年” does not tell who was first; the feature comes behind tho'
    """
    values = [None if isinstance(v, str) and not v.strip() else v for v in values]
    if not any(isinstance(v, str) for v in values):
        return values, []
    texts = ["" if v is None else plain(str(v)) for v in values]
    order = max([number(text) for text in texts], _moments(texts), key=_known)
    if not _known(order):
        raise DataError(*_NO_ORDER, layer=layer, value=next(filter(None, texts))[:40])
    fids = range(len(values)) if fids is None else fids
    return order, [
        Fault("area.no_order", *_NO_RANK, {"value": text[:40]}, layer, fid=int(fid))
        for text, rank, fid in zip(texts, order, fids, strict=True)
        if text and rank is None
    ]


def saved_first(order: Sequence[Any] | None, fids: Sequence[int]) -> np.ndarray:
    """Return ranks by order, then by feature id, those not saved yet last: QGIS numbers these -2, -3 ….

    Examples
    --------
    >>> saved_first(None, [-2, -3, 7]).tolist(), saved_first([5, None, 5], [-2, 1, 7]).tolist()
    ([1, 2, 0], [1, 2, 0])
    """
    fid = np.asarray(fids)
    value = pd.factorize(pd.Series(order, dtype=object), sort=True)[0] if order is not None else 0 * fid
    rank = np.empty(len(fid), dtype=np.int64)
    rank[np.lexsort([np.abs(fid), fid < 0, value, value < 0])] = np.arange(len(fid))  # -1: there is none
    return rank


def _known(order: Sequence[Any]) -> int:
    return sum(rank is not None for rank in order)


def _moments(texts: Sequence[str]) -> list[dt.datetime | None]:
    times, _, _ = utc([_with_day(text) for text in texts])
    return times.tolist()


def _with_day(text: str) -> str:
    """Return a month or a year as its last day, as the ledger takes what has only a year."""
    found = _MONTH.fullmatch(text)
    if not found:
        return text
    year, month = int(found[1]), int(found[2] or 12)
    known = 1 <= month <= 12 and year
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]}" if known else ""
