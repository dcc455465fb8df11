"""Who was first: a field of dates or numbers, as offices fill it, read so that it sorts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from .errors import DataError, Fault
from .plan.cells import date, number, plain
from .words import QT_TRANSLATE_NOOP

_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")  # 20190531, as many databases of surveys write a date

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
        Dates and numbers are taken as they are. Texts are all read as dates or all as numbers: as that
        which reads more of them.
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
    ['2019-05-31', '2019-06-01', '2019-06-02', 'None']
    >>> str(faults[0])[:72]
    '图斑 FID 7: “去年” does not tell who was first; the feature comes behind tho'
    """
    values = [None if isinstance(v, str) and not v.strip() else v for v in values]
    texts = [v for v in values if isinstance(v, str)]
    if not texts:
        return values, []
    read = max((_day, number), key=lambda way: sum(way(text) is not None for text in texts))
    order = [read(v) if isinstance(v, str) else v for v in values]
    if all(v is None for v in order):
        raise DataError(*_NO_ORDER, layer=layer, value=texts[0][:40])
    fids = range(len(values)) if fids is None else fids
    return order, [
        Fault("area.no_order", *_NO_RANK, {"value": value[:40]}, layer, fid=int(fid))
        for value, rank, fid in zip(values, order, fids, strict=True)
        if isinstance(value, str) and rank is None
    ]


def _day(text: str) -> dt.date | None:
    found = _COMPACT.fullmatch(plain(text))
    return date("-".join(found.groups()) if found else text)
