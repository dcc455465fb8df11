"""Times of a file into UTC: ISO 8601 with or without zone, Chinese dates, seconds since 1970."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import numpy as np

# What numpy reads rightly; it also takes "now", "20240301" (as a year) and more, hence the look before.
_PLAIN = re.compile(r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?\n)*")
_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")
_ISO = re.compile(
    r"(\d{4})(?:[-/.]?(\d{1,2})(?:[-/.]?(\d{1,2})"
    r"(?:[T\s]+(\d{1,2}):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,12}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?Z?",
    re.ASCII | re.IGNORECASE,
)
_NOTHING = np.datetime64("NaT", "ms")
_CHINESE = str.maketrans({"年": "-", "月": "-", "日": " ", "时": ":", "分": ":", "秒": None})
_SINCE_1970 = re.compile(r"1\d{9}(?:\d{3})?")  # s or ms, from 2001 to 2033


def utc(texts: Sequence[str]) -> tuple[np.ndarray, list[int], int]:
    """Return times as UTC; what has no zone is taken for UTC and counted.

    Parameters
    ----------
    texts : sequence of str
        Empty where there is none.

    Returns
    -------
    times : ndarray of datetime64[ms]
        NaT where empty or unreadable.
    bad : list of int
        Positions of those that cannot be read.
    zoneless : int
        How many had no zone.

    Examples
    --------
    >>> times, bad, zoneless = utc(["2024-03-01T08:00:00+08:00", "2024-03-01T00:00:01.5Z", "", "soon"])
    >>> times.astype(str).tolist(), bad, zoneless
    (['2024-03-01T00:00:00.000', '2024-03-01T00:00:01.500', 'NaT', 'NaT'], [3], 0)
    >>> times, bad, zoneless = utc(["1709251200", "20240301000001", "2024年3月1日 0时00分02秒"])
    >>> times.astype(str).tolist(), zoneless
    (['2024-03-01T00:00:00.000', '2024-03-01T00:00:01.000', '2024-03-01T00:00:02.000'], 2)
    """
    alike = _written_alike(texts)
    if alike is not None:
        return alike, [], 0
    times = np.full(len(texts), _NOTHING)
    bad, zoneless = [], 0
    for i, text in enumerate(texts):
        if not text.strip():
            continue
        try:
            times[i], zoned = _one(text)
            zoneless += not zoned
        except (ValueError, OverflowError):
            bad.append(i)
    return times, bad, zoneless


def _written_alike(texts: Sequence[str]) -> np.ndarray | None:
    """Return the times where all are in the same full form and zone: the case of a million points."""
    zone = _ZONE.search(texts[0]) if len(texts) else None
    if zone is None:
        return None
    suffix = zone[0]
    bodies = [text.removesuffix(suffix) for text in texts]
    if not _PLAIN.fullmatch("\n".join(bodies) + "\n") or sum(map(len, texts)) != sum(map(len, bodies)) + len(
        suffix
    ) * len(texts):
        return None
    try:
        return np.array(bodies, dtype="datetime64[ms]") - np.timedelta64(_minutes(suffix), "m")
    except ValueError:
        return None


def _one(text: str) -> tuple[np.datetime64, bool]:
    text = text.strip().translate(_CHINESE).strip(" :")
    if _SINCE_1970.fullmatch(text):
        return np.datetime64(int(text.ljust(13, "0")), "ms"), True
    if len(text) == 14 and text.isdecimal():
        text = f"{text[:8]}T{text[8:]}"
    found = _ISO.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    leap = second == "60"  # as receivers write it at the end of some Junes and Decembers
    time = dt.datetime(
        int(year),
        int(month or 1),
        int(day or 1),
        int(hour or 0),
        int(minute or 0),
        59 if leap else int(second or 0),
        int((fraction or "0").ljust(6, "0")[:6]),
    )
    time += dt.timedelta(seconds=leap, minutes=-_minutes(zone or "Z"))
    return np.datetime64(time, "ms"), zone is not None or text[-1:] in "Zz"


def _minutes(zone: str) -> int:
    """Return a zone's minutes east of Greenwich: ``"+08:00"`` is 480."""
    if zone in "Zz":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    if hours > 14 or minutes > 59:
        raise ValueError(zone)
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)
