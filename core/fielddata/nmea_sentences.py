"""What single NMEA 0183 sentences say, as numbers: degrees, metres, m/s, ms since midnight, days since 1970.

What is missing or cannot be read is NaN.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import reduce
from operator import xor

import numpy as np

from .positions import number

_TIME = re.compile(r"(\d\d)(\d\d)(\d\d)(?:\.(\d{0,9}))?")
_ANGLE = re.compile(r"(\d{1,3})(\d\d(?:\.\d*)?)")
_KNOT = 1852 / 3600  # m/s
# Quality of GGA → fix as in GPX: 0 none, 4 differential (RTK too), 5 PPS; dead reckoning (6) is no fix.
_QUALITY = {"0": 0.0, "2": 4.0, "3": 5.0, "4": 4.0, "5": 4.0, "6": 0.0}
_MODE = {"N": 0.0, "A": 1.0, "D": 4.0, "R": 4.0, "F": 4.0, "P": 5.0, "E": 0.0}
_DIMENSIONS = {"1": 0.0, "2": 2.0, "3": 3.0}


def checksum(sentence: str) -> int:
    """Return the exclusive or of the characters between $ and *.

    Examples
    --------
    >>> hex(checksum("$GPGLL,4916.45,N,12311.12,W,225444,A*31"))
    '0x31'
    """
    return reduce(xor, sentence[1 : sentence.index("*")].encode("utf-8"), 0)


def place(fields: list[str]) -> tuple[float, float]:
    """Return (latitude, longitude) of four fields: ddmm.mmmm, N or S, dddmm.mmmm, E or W."""
    lat, north, lon, east = (fields + [""] * 4)[:4]
    return _angle(lat, north, "NS", 90), _angle(lon, east, "EW", 180)


def _angle(text: str, side: str, sides: str, most: float) -> float:
    found = _ANGLE.fullmatch(text)
    if not found or side.upper() not in (*sides,):
        return math.nan
    value = int(found[1]) + float(found[2]) / 60
    return (value if side.upper() == sides[0] else -value) if value <= most else math.nan


def _time(text: str) -> float:
    """Return ms since midnight of hhmmss.sss."""
    found = _TIME.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59 or int(found[3]) > 60:
        return math.nan
    seconds = (int(found[1]) * 60 + int(found[2])) * 60 + float(f"{found[3]}.{found[4] or 0}")
    return round(seconds * 1000)


def _day(text: str) -> float:
    """Return days since 1970 of ddmmyy or ddmmyyyy; a year below 80 is of this century.

    Examples
    --------
    >>> _day("010324"), _day("320124"), _day("")
    (19783.0, nan, nan)
    """
    if not re.fullmatch(r"\d{6}|\d{8}", text, re.ASCII):
        return math.nan
    year = int(text[4:])
    year += 0 if year > 99 else 1900 if year >= 80 else 2000
    try:
        return float(np.datetime64(f"{year:04d}-{text[2:4]}-{text[:2]}", "D").astype(int))
    except ValueError:
        return math.nan


def _number(fields: list[str], i: int) -> float:
    return number(fields[i]) if i < len(fields) else math.nan


def _field(fields: list[str], i: int) -> str:
    return fields[i] if i < len(fields) else ""


def _gga(fields: list[str]) -> dict[str, float]:
    y, x = place(fields[1:])
    return {
        "time": _time(fields[0]),
        "x": x,
        "y": y,
        "fix": _QUALITY.get(_field(fields, 5), math.nan),
        "sat": _number(fields, 6),
        "hdop": _number(fields, 7),
        "ele": _number(fields, 8),
    }


def _gns(fields: list[str]) -> dict[str, float]:
    """Return what GGA has; the mode is a letter for each satellite system, of which the best counts."""
    best = max((_MODE.get(mode, 0.0) for mode in _field(fields, 5)), default=0.0)
    return _gga(fields) | {"fix": math.nan if best == _MODE["A"] else best}


def _rmc(fields: list[str]) -> dict[str, float]:
    y, x = place(fields[2:])
    return {
        "time": _time(fields[0]),
        "x": x,
        "y": y,
        "fix": 0.0 if _field(fields, 1) == "V" else math.nan,
        "speed": _number(fields, 6) * _KNOT,
        "course": _number(fields, 7),
        "day": _day(_field(fields, 8)),
    }


def _gll(fields: list[str]) -> dict[str, float]:
    y, x = place(fields)
    fix = 0.0 if _field(fields, 5) == "V" else math.nan
    return {"x": x, "y": y, "time": _time(_field(fields, 4)), "fix": fix}


def _gsa(fields: list[str]) -> dict[str, float]:
    return {
        "fix": _DIMENSIONS.get(_field(fields, 1), math.nan),
        "pdop": _number(fields, 14),
        "hdop": _number(fields, 15),
        "vdop": _number(fields, 16),
    }


def _zda(fields: list[str]) -> dict[str, float]:
    date = "".join(f"{part:0>2}" for part in fields[1:4])
    return {"time": _time(fields[0]), "day": _day(date)}


def _vtg(fields: list[str]) -> dict[str, float]:
    return {"course": _number(fields, 0), "speed": _number(fields, 6) / 3.6}


def _gst(fields: list[str]) -> dict[str, float]:
    """Return the accuracy: standard errors of latitude and longitude in m, as one radius."""
    return {"time": _time(fields[0]), "accuracy": math.hypot(_number(fields, 5), _number(fields, 6))}


READERS: Mapping[str, Callable[[list[str]], dict[str, float]]] = {
    "GGA": _gga,
    "GNS": _gns,
    "RMC": _rmc,
    "GLL": _gll,
    "GSA": _gsa,
    "ZDA": _zda,
    "VTG": _vtg,
    "GST": _gst,
}
