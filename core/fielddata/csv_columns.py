"""Which column of a table is what: by its heading in Chinese or English, else by its values; and its numbers.

Surveyors call the northing X and the easting Y; GIS programs do the contrary. Headings that say the direction
(北, 东, 经度, 纬度) decide; bare X and Y of metres are told by their size, which in China leaves no doubt:
northings have seven digits, eastings six, or eight with the zone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from .positions import column_of, number

_HEADINGS = {
    "lon": "lon long lng longitude longitudedeg 经度 东经 gps经度 lond",
    "lat": "lat latitude latitudedeg 纬度 北纬 gps纬度 latd",
    "east": "east easting 东坐标 东向坐标 横坐标 e坐标",
    "north": "north northing 北坐标 北向坐标 纵坐标 n坐标",
    "x": "x xcoord coordx pointx x坐标 坐标x posx",
    "y": "y ycoord coordy pointy y坐标 坐标y posy",
    "wkt": "wkt geometry geom thegeom wktgeom 几何 图形 几何图形",
    "name": "name title label 名称 点名 地名 标题",
    "time": "time timestamp datetime utc gpstime utctime 时间 采集时间 定位时间 记录时间",
    "date": "date 日期",
    "ele": "ele elevation alt altitude 高程 海拔 海拔高度 z h height 高度",
    "track": "track trackid trkid tid trackname tracksegment segment 轨迹 轨迹号 轨迹编号 轨迹名称",
    "parcel": "parcel parcelid polygon polygonid 地块 地块号 地块编号 地块名称 小班 小班号 图斑号 宗地号",
    "ring": "ring ringid 圈号 地块圈号",
    "accuracy": "精度 水平精度 定位精度",
    "speed": "速度",
    "course": "方向 航向",
    "sat": "satellites 卫星数",
}
_PAIRS = ({"lon", "lat"}, {"east", "north"}, {"x", "y"})
_ROLES = {heading: role for role, headings in _HEADINGS.items() for heading in headings.split()}
_ASIDE = re.compile(r"[(（\[【]([^()（）\[\]【】]{0,40})[)）\]】]")
_BLANK = re.compile(r"[\s_\-.:：/]+")

# How many m, or m/s, a unit is.
_UNITS = {
    **dict.fromkeys(("m", "米", "meters", "metres", "m/s", "mps", "米/秒"), 1.0),
    **dict.fromkeys(("km/h", "kmh", "kph", "公里/小时", "千米/小时", "公里/时", "千米/时"), 1 / 3.6),
    **dict.fromkeys(("kn", "kt", "knots", "节"), 1852 / 3600),
    **dict.fromkeys(("ft", "feet", "英尺"), 0.3048),
    "mph": 0.44704,
}
_QUANTITY = re.compile(r"([-+]?\d+(?:\.\d*)?)\s*([^\d\s.,]\S{0,8})?")

_DIRECTIONS = {**dict.fromkeys("SsWw南西", -1), **dict.fromkeys("NnEe北东", 1)}
_SIDE = f"[{''.join(_DIRECTIONS)}]|东经|西经|北纬|南纬"
_NUMBER = r"\d+(?:[.,]\d+)?"
_ANGLE = re.compile(
    rf"(?P<before>{_SIDE})?\s*(?P<sign>[-+−]?)(?P<d>\d{{1,3}})(?:[°度:\s]|-|d)\s*(?P<m>{_NUMBER})"
    rf"(?:\s*(?:[′'’分:\s]|-|m)\s*(?:(?P<s>{_NUMBER})\s*(?:[″\"”秒s]|''|′′)?)?)?\s*(?P<after>{_SIDE})?"
)
_DEGREES = re.compile(
    rf"(?P<before>{_SIDE})?\s*(?P<sign>[-+−]?)(?P<d>{_NUMBER})\s*[°度]?\s*(?P<after>{_SIDE})?"
)
_LONGEST = 40  # characters of an angle
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")

_LON, _LAT = (73.0, 136.0), (3.0, 54.0)  # of China, its seas included
_NORTH = (1.7e6, 6.0e6)  # m; what northings in China are
_EAST = ((1e5, 1e6), (1.3e7, 4.6e7))  # m, without and with the zone's number


def roles(headings: Sequence[str]) -> dict[str, int]:
    """Return what the columns are, as far as their headings tell: role → index; the first of a kind counts.

    Examples
    --------
    >>> roles(["点号", "X坐标（北）", "Y坐标(东)", "高程(m)", "HDOP"])
    {'north': 1, 'east': 2, 'ele': 3, 'hdop': 4}
    >>> roles(["Longitude", "Latitude", "name"])
    {'lon': 0, 'lat': 1, 'name': 2}
    """
    found: dict[str, int] = {}
    for i, heading in enumerate(headings):
        role = _role(heading)
        if role:
            found.setdefault(role, i)
    return found


def names_places(headings: Sequence[str]) -> bool:
    """Say whether headings name the columns of coordinates.

    Examples
    --------
    >>> names_places(["点号", "X", "Y"]), names_places(["界址点成果表", "", ""])
    (True, False)
    """
    named = roles(headings)
    return "wkt" in named or any(pair <= named.keys() for pair in _PAIRS)


def _role(heading: str) -> str | None:
    aside = "".join(_ASIDE.findall(heading)).lower()
    plain = _BLANK.sub("", _ASIDE.sub("", heading).strip("\ufeff").lower())
    role = _ROLES.get(plain) or column_of(plain)
    if role in ("x", "y"):
        said = {"北": "north", "north": "north", "东": "east", "east": "east", "经": "lon", "纬": "lat"}
        return next((direction for word, direction in said.items() if word in aside), role)
    return role


def in_metres(texts: Sequence[str], heading: str) -> list[str]:
    """Return heights, accuracies or speeds in m or m/s, by the unit behind the number or in the heading.

    Examples
    --------
    >>> in_metres(["98.5 m", "36", "", "10 ft", "?"], "速度(km/h)")
    ['98.5', '10.0', '', '3.048', '?']
    """
    said = _UNITS.get("".join(_ASIDE.findall(heading)).strip().lower(), 1.0)
    return [_in_metres(text, said) for text in texts]


def _in_metres(text: str, said: float) -> str:
    found = _QUANTITY.fullmatch(text)
    value, unit = found.groups() if found else (text, None)
    factor = _UNITS.get(unit.lower()) if unit else said
    if not found or factor is None:
        return text
    return value if factor == 1.0 else repr(float(value) * factor)


def guess_places(columns: Sequence[np.ndarray]) -> tuple[int, int] | None:
    """Return which columns hold x and y, by values that can be nothing else in China; None if none do.

    Examples
    --------
    >>> guess_places([np.array([1.0, 2]), np.array([32.8, 32.9]), np.array([110.8, 110.9])])
    (2, 1)
    >>> guess_places([np.array([3630685.2]), np.array([37481267.3])])
    (1, 0)
    """
    lons, lats, easts, norths = ([], [], [], [])
    for i, values in enumerate(columns):
        values = values[np.isfinite(values)]
        if not len(values):
            continue
        fraction = (values % 1 != 0).mean() > 0.5  # numbers of points are whole, coordinates seldom
        for found, fits in (
            (lons, fraction and _within(values, _LON)),
            (lats, fraction and _within(values, _LAT)),
            (easts, any(_within(values, span) for span in _EAST)),
            (norths, _within(values, _NORTH)),
        ):
            if fits:
                found.append(i)
    if lons and lats:
        return lons[0], lats[0]
    return (easts[0], norths[0]) if easts and norths else None


def north_first(x: np.ndarray, y: np.ndarray) -> bool:
    """Say whether columns called X and Y are north and east, as surveyors have it.

    Examples
    --------
    >>> north_first(np.array([3630685.2]), np.array([481267.3]))
    True
    """
    x, y = x[np.isfinite(x)], y[np.isfinite(y)]
    return bool(len(x) and len(y)) and _within(x, _NORTH) and any(_within(y, span) for span in _EAST)


def _within(values: np.ndarray, span: tuple[float, float]) -> bool:
    return bool(((values >= span[0]) & (values <= span[1])).mean() > 0.9)


def place_numbers(texts: Sequence[str], *, decimal_comma: bool = False) -> np.ndarray:
    """Return coordinates as numbers: decimal, in degrees, minutes and seconds, or with thousands separated.

    Examples
    --------
    >>> place_numbers(["110.8", "110°48′00″E", "W110 48.0", "110-48-0", "3,630,685.2", "?"]).round(4).tolist()
    [110.8, 110.8, -110.8, 110.8, 3630685.2, nan]
    >>> place_numbers(["110,8"], decimal_comma=True).tolist()
    [110.8]
    """
    try:
        values = np.fromiter(map(float, texts), float, len(texts))
        if np.isfinite(values).all() and "_" not in "".join(texts):
            return values
    except ValueError:
        pass
    return np.fromiter((_place(text.strip(), decimal_comma) for text in texts), float, len(texts))


def _place(text: str, decimal_comma: bool) -> float:
    if decimal_comma and text.count(",") == 1:
        text = text.replace(",", ".")
    value = number(text)
    if np.isfinite(value):
        return value
    if _THOUSANDS.fullmatch(text):
        return number(text.replace(",", ""))
    text = " ".join(text.split())  # the patterns take time as a power of the blanks
    found = (_ANGLE.fullmatch(text) or _DEGREES.fullmatch(text)) if len(text) <= _LONGEST else None
    if not found:
        return np.nan
    parts = [(found.groupdict().get(unit) or "0").replace(",", ".") for unit in "dms"]
    degrees, minutes, seconds = map(float, parts)
    if degrees > 180 or minutes >= 60 or seconds >= 60:
        return np.nan
    side = found["before"] or found["after"] or "N"
    sign = (-1 if found["sign"] in ("-", "−") else 1) * _DIRECTIONS[side[0]]
    return sign * (degrees + minutes / 60 + seconds / 3600)
