"""Official parcel area (图斑椭球面积): the land surveys' formula with its prescribed rounding.

Source: 国土调查办发〔2008〕32号 and the third national land survey (TD/T 1055-2019 practice) with CGCS2000
constants. Steps: vertices of the Gauss-Krüger plane rounded to 4 decimals; edges longer than 70 m divided
for the calculation only, the inserted points rounded to 6 decimals; inverse projection by the circular's
series; latitude and longitude rounded to 6 decimals of an arc second; one trapezoid per edge; m², 2 decimals.
All rounding is half-up.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from pyproj import CRS

from ..rings import counted
from .crs import Map, measurable, to_map, working_map

_B = 6356752.31414036
_C = 6399593.62586
_EP2 = 0.00673949677548
_E2 = 0.00669438002290
_K = (
    1.57048761144159e-07,
    5.05250178820567e-03,
    2.98472900956587e-05,
    2.41626669230084e-07,
    2.22241238938534e-09,
)
_RHO = 206264.8062471
_EDGE = 70.0
_SERIES = (
    1 + 3 / 6 * _E2 + 30 / 80 * _E2**2 + 35 / 112 * _E2**3 + 630 / 2304 * _E2**4,
    -(1 / 6 * _E2 + 15 / 80 * _E2**2 + 21 / 112 * _E2**3 + 420 / 2304 * _E2**4),
    3 / 80 * _E2**2 + 7 / 112 * _E2**3 + 180 / 2304 * _E2**4,
    -(1 / 112 * _E2**3 + 45 / 2304 * _E2**4),
    5 / 2304 * _E2**4,
)
_BLOCK = 20_000  # vertices at a time


def official_area(geometries: Any, crs: Any) -> np.ndarray:
    """Calculate official parcel areas in m², rounded to 0.01.

    Parameters
    ----------
    geometries : array of shapely polygons, shape (n,)
        What has no area to state gives NaN: None, empty, not a polygon, coordinates that are not finite or
        beyond the zone's domain.
    crs : pyproj.CRS, int or str
        Gauss-Krüger coordinates of any zone, 3° or 6°, with or without prefix, are taken as they are;
        others are first brought to the 3° zone of their middle.

    Returns
    -------
    ndarray of float64, shape (n,)
        m², 2 decimals.

    Raises
    ------
    CrsError
        Coordinates that cannot be measured.

    Examples
    --------
    >>> square = shapely.box(37481217.2861, 3630535.2182, 37481317.2861, 3630635.2182)
    >>> official_area([square], 4525).tolist()
    [9999.91]
    >>> official_area([None, shapely.Polygon()], 4525).tolist()
    [nan, nan]
    """
    geometries = np.asarray(geometries, dtype=object)
    crs = measurable(crs)
    plane = working_map(crs, geometries)
    if plane.zone.scale != 1.0:
        plane = working_map(
            CRS.from_epsg(4490), to_map(geometries, crs, Map(CRS.from_epsg(4490), plane.zone))
        )
    return official_area_on(to_map(geometries, crs, plane), plane)


def official_area_on(geometries: np.ndarray, plane: Map) -> np.ndarray:
    """Calculate official areas of geometries already on a Gauss-Krüger plane; see `official_area`."""
    result = np.full(len(geometries), np.nan)
    polygonal = np.isin(shapely.get_type_id(geometries), (3, 6))
    index = np.flatnonzero(polygonal & plane.zone.in_domain(shapely.bounds(geometries)))
    parts, owner = shapely.get_parts(geometries[index], return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    if not len(rings):
        return result
    outer = np.r_[True, part[1:] != part[:-1]]
    sizes = _ring_areas(rings, plane)
    total = np.bincount(owner[part], np.where(outer, sizes, -sizes), minlength=len(index))
    result[index] = _half_up(total, 2)
    return result


def _ring_areas(rings: np.ndarray, plane: Map) -> np.ndarray:
    ends = np.cumsum(shapely.get_num_coordinates(rings))
    cuts = np.searchsorted(ends, np.arange(_BLOCK, ends[-1], _BLOCK))
    blocks = np.split(rings, np.unique(cuts))
    return np.concatenate([_block_areas(block, plane) for block in blocks if len(block)])


def _block_areas(rings: np.ndarray, plane: Map) -> np.ndarray:
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    xy, ring = _divided(xy, ring)
    lat, lon = _inverse(xy[:, 1], xy[:, 0] - plane.zone.false_easting, plane.zone.meridian)
    edge = ring[1:] == ring[:-1]
    return np.abs(np.bincount(ring[:-1][edge], _trapezoids(lat, lon)[edge], minlength=len(rings)))


def _half_up(value: np.ndarray, decimals: int) -> np.ndarray:
    scale = 10.0**decimals
    return np.floor(value * scale + 0.5) / scale


def _divided(xy: np.ndarray, ring: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return rounded vertices with the inserted points of long edges, and the ring of each."""
    step = np.diff(xy, axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    inserts = np.where((length > _EDGE) & (ring[1:] == ring[:-1]), length // _EDGE, 0).astype(int)
    copies = np.r_[inserts + 1, 1]
    start, nth = counted(copies)
    inserted = nth > 0
    result = _half_up(xy, 4)[start]
    at = start[inserted]
    share = nth[inserted] / (inserts[at] + 1)
    result[inserted] = _half_up(xy[at] + step[at] * share[:, None], 6)
    return result, ring[start]


def _inverse(x: np.ndarray, y: np.ndarray, meridian: float) -> tuple[np.ndarray, np.ndarray]:
    """Return latitude and longitude, radians rounded to 1e-6″, of Gauss coordinates (x north, y east)."""
    e = _K[0] * x
    sin = np.sin(e)
    foot = e + np.cos(e) * (_K[1] * sin - _K[2] * sin**3 + _K[3] * sin**5 - _K[4] * sin**7)
    cos = np.cos(foot)
    t, eta2 = np.tan(foot), _EP2 * cos**2
    v2 = 1 + eta2
    u = y * np.sqrt(v2) / _C
    lat = foot - v2 * t * u**2 * (
        1 / 2
        - (5 + 3 * t**2 + eta2 - 9 * eta2 * t**2) * u**2 / 24
        + (61 + 90 * t**2 + 45 * t**4) * u**4 / 720
    )
    lon = (u / cos) * (
        1
        - (1 + 2 * t**2 + eta2) * u**2 / 6
        + (5 + 28 * t**2 + 24 * t**4 + 6 * eta2 + 8 * eta2 * t**2) * u**4 / 120
    )
    return _half_up(lat * _RHO, 6) / _RHO, _half_up((lon + np.radians(meridian)) * _RHO, 6) / _RHO


def _trapezoids(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return the signed trapezoid between each edge and the zero meridian, m²."""
    half, middle = np.diff(lat) / 2, (lat[1:] + lat[:-1]) / 2
    bracket = sum(
        c * np.sin(m * half) * np.cos(m * middle) for c, m in zip(_SERIES, (1, 3, 5, 7, 9), strict=True)
    )
    return 2 * _B**2 * (lon[1:] + lon[:-1]) / 2 * bracket
