"""Shifted coordinates of phone maps, zone prefixes, and old datums with a county's own parameters.

GCJ-02 is what Chinese web maps and many phone apps show instead of WGS 84; BD-09 is Baidu's second shift on
top of it. Over Yunyang the first is about 550 m, half of the 1-km ban. Both are known by a published
approximation, which is undone here by a bounded iteration.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from pyproj import CRS

from .errors import CrsError
from .words import QT_TRANSLATE_NOOP

_A = 6378245.0  # Krasovsky's ellipsoid, which the shift is computed on
_EE = 0.00669342162296594323
_BD_PI = np.pi * 3000.0 / 180.0
_CHINA = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north: outside nothing is shifted
_ROUNDS = 10  # each gains two digits or more: five reach 1e-9 m

OLD_DATUMS = {"xian80": (6378140.0, 298.257), "beijing54": (6378245.0, 298.3)}
_LIMITS = (2000.0, 2000.0, 2000.0, 60.0, 60.0, 60.0, 100.0)  # m, m, m, ″, ″, ″, ppm

_NOT_SEVEN = (
    QT_TRANSLATE_NOOP("EcoLedger", "A shift to CGCS2000 needs 7 finite parameters, not {given}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Give dx, dy, dz in m, rx, ry, rz in seconds of arc, scale in ppm."),
)
_OUT_OF_RANGE = (
    QT_TRANSLATE_NOOP("EcoLedger", "The shift parameter {name} is {value:g}, beyond ±{limit:g}"),
    QT_TRANSLATE_NOOP(
        "EcoLedger", "Check the unit: dx, dy, dz in m, rx, ry, rz in seconds of arc, scale in ppm."
    ),
)


def wgs84_to_gcj02(lonlat: np.ndarray) -> np.ndarray:
    """Shift WGS 84 (CGCS2000) longitudes and latitudes to GCJ-02.

    Parameters
    ----------
    lonlat : ndarray of float, shape (n, 2)
        Degrees. Positions outside the box of China, and not finite ones, stay as they are.

    Examples
    --------
    >>> wgs84_to_gcj02(np.array([[110.8, 32.8], [2.35, 48.85]])).round(8).tolist()
    [[110.80533293, 32.79788884], [2.35, 48.85]]
    """
    lonlat = np.asarray(lonlat, dtype=float)
    return np.where(_in_china(lonlat)[:, None], lonlat + _shift(lonlat), lonlat)


def gcj02_to_wgs84(lonlat: np.ndarray) -> np.ndarray:
    """Take the shift out of GCJ-02 longitudes and latitudes; shape (n, 2), degrees.

    Examples
    --------
    >>> gcj02_to_wgs84(np.array([[110.80533293, 32.79788884]])).round(8).tolist()
    [[110.8, 32.8]]
    """
    return _undone(np.asarray(lonlat, dtype=float), wgs84_to_gcj02)


def gcj02_to_bd09(lonlat: np.ndarray) -> np.ndarray:
    """Shift GCJ-02 longitudes and latitudes to BD-09; shape (n, 2), degrees.

    Examples
    --------
    >>> gcj02_to_bd09(wgs84_to_gcj02(np.array([[110.8, 32.8]]))).round(8).tolist()
    [[110.81192127, 32.80365492]]
    """
    lonlat = np.asarray(lonlat, dtype=float)
    x, y = lonlat.T
    z = np.hypot(x, y) + 0.00002 * np.sin(y * _BD_PI)
    theta = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD_PI)
    moved = np.column_stack([z * np.cos(theta) + 0.0065, z * np.sin(theta) + 0.006])
    return np.where(_in_china(lonlat)[:, None], moved, lonlat)


def bd09_to_gcj02(lonlat: np.ndarray) -> np.ndarray:
    """Take Baidu's shift out of BD-09 longitudes and latitudes; shape (n, 2), degrees.

    Examples
    --------
    >>> there = gcj02_to_bd09(np.array([[110.8, 32.8]]))
    >>> bd09_to_gcj02(there).round(9).tolist()
    [[110.8, 32.8]]
    """
    return _undone(np.asarray(lonlat, dtype=float), gcj02_to_bd09)


def wgs84_to_bd09(lonlat: np.ndarray) -> np.ndarray:
    """Shift WGS 84 longitudes and latitudes to BD-09."""
    return gcj02_to_bd09(wgs84_to_gcj02(lonlat))


def bd09_to_wgs84(lonlat: np.ndarray) -> np.ndarray:
    """Take both shifts out of BD-09 longitudes and latitudes."""
    return gcj02_to_wgs84(bd09_to_gcj02(lonlat))


def _in_china(lonlat: np.ndarray) -> np.ndarray:
    west, south, east, north = _CHINA
    lon, lat = lonlat.T
    return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)


def _undone(lonlat: np.ndarray, shifted: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Return the positions that `shifted` brings to `lonlat`.

    What lies at the rim of the box may have no origin: after the rounds the best guess stands.
    """
    guess = lonlat.copy()
    for _ in range(_ROUNDS):
        guess = guess - (shifted(guess) - lonlat)
    return guess


def _shift(lonlat: np.ndarray) -> np.ndarray:
    """Return the shift to GCJ-02 in degrees; source: the publicly known approximation of it."""
    x, y = lonlat[:, 0] - 105.0, lonlat[:, 1] - 35.0
    root = np.sqrt(np.abs(x))
    wave = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave
    north += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave
    east += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    lat = np.radians(lonlat[:, 1])
    magic = 1 - _EE * np.sin(lat) ** 2
    metres_north = (_A * (1 - _EE)) / (magic * np.sqrt(magic)) * np.pi / 180.0
    metres_east = _A / np.sqrt(magic) * np.cos(lat) * np.pi / 180.0
    return np.column_stack([east / metres_east, north / metres_north])


def zone_crs(number: int, width: int, *, prefix: bool) -> str:
    """Return the CGCS2000 Gauss-Krüger CRS of a zone.

    Parameters
    ----------
    number : int
        25 to 45 for 3° zones, 13 to 23 for 6° zones.
    width : {3, 6}
        Degrees.
    prefix : bool
        Whether eastings carry the zone's number before their six digits.

    Examples
    --------
    >>> zone_crs(37, 3, prefix=True), zone_crs(37, 3, prefix=False)
    ('EPSG:4525', 'EPSG:4546')
    >>> zone_crs(19, 6, prefix=True), zone_crs(19, 6, prefix=False)
    ('EPSG:4497', 'EPSG:4508')
    """
    first, last, with_prefix, without = {3: (25, 45, 4513, 4534), 6: (13, 23, 4491, 4502)}[width]
    if not first <= number <= last:
        raise ValueError(f"{width}° zones are {first} to {last}, not {number}")
    return f"EPSG:{(with_prefix if prefix else without) + number - first}"


def split_prefix(easting: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (zone number or 0, easting without it) of eastings in m, shape (n,).

    Examples
    --------
    >>> [a.tolist() for a in split_prefix(np.array([37481267.5, 481267.5]))]
    [[37, 0], [481267.5, 481267.5]]
    """
    easting = np.asarray(easting, dtype=float)
    number = np.where(np.isfinite(easting), np.floor(np.nan_to_num(easting) / 1e6), 0)
    number = np.where((number >= 13) & (number <= 45), number, 0).astype(int)
    return number, easting - number * 1e6


def old_datum_crs(
    datum: str, parameters: Sequence[float], meridian: float | None, easting: float = 5e5
) -> CRS:
    """Return a CRS of Xi'an 80 or Beijing 54 with the county's seven parameters, so that it can be measured.

    Parameters
    ----------
    datum : {"xian80", "beijing54"}
    parameters : 7 floats
        dx, dy, dz (m), rx, ry, rz (seconds of arc, position vector), scale (ppm), from the old datum to
        CGCS2000.
    meridian : float or None
        Central meridian in degrees; None for longitudes and latitudes.
    easting : float
        False easting in m, with the zone's prefix where coordinates carry it.

    Raises
    ------
    CrsError
        Not seven numbers, or one far out of what a shift in China can be.

    Examples
    --------
    >>> from .area import measurable
    >>> crs = old_datum_crs("xian80", (-120.5, 33.2, 10.8, 0.5, -1.2, 2.4, -3.1), 111.0, 37_500_000)
    >>> measurable(crs).is_projected
    True
    """
    values = [float(p) for p in parameters]
    if len(values) != 7 or not np.isfinite(values).all():
        raise CrsError(*_NOT_SEVEN, given=len(values))
    for name, value, limit in zip(("dx", "dy", "dz", "rx", "ry", "rz", "s"), values, _LIMITS, strict=True):
        if abs(value) > limit:
            raise CrsError(*_OUT_OF_RANGE, name=name, value=value, limit=limit)
    a, rf = OLD_DATUMS[datum]
    place = "longlat" if meridian is None else f"tmerc +lon_0={meridian} +k=1 +x_0={easting} +units=m"
    shift = ",".join(f"{v!r}" for v in values)
    return CRS.from_proj4(f"+proj={place} +a={a} +rf={rf} +towgs84={shift} +type=crs")
