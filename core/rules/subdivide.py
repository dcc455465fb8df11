"""Large geometries cut into small ones, so that each question meets only the vertices near it.

A red line of a hundred thousand vertices costs as much for a parcel in its middle as for one on its border.
Cut by halves until no part is large, most parcels meet one part of few vertices; together the parts are the
same ground.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import shapely

from ..overlay import intersection

LARGE = 512  # vertices of a polygon's part
LONG = 16  # vertices of a line's part
CROWDED = 10.0  # metres: where this much still holds many vertices, halving would never end
_LOST = 1e-11  # relative: what the parts may lack of the whole


def subdivide(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return parts of valid polygons, lines and points, and the position of the geometry each is of.

    Examples
    --------
    >>> disc = shapely.Point(0, 0).buffer(1000, quad_segs=500)
    >>> parts, owner = subdivide(np.array([disc, shapely.Point(1, 1)]))
    >>> int(shapely.get_num_coordinates(parts).max()) <= LARGE, np.unique(owner).tolist()
    (True, [0, 1])
    >>> bool(np.isclose(shapely.area(parts).sum(), disc.area, rtol=1e-12))
    True
    """
    parts, owner = shapely.get_parts(geometries, return_index=True)
    kind, number = shapely.get_type_id(parts), shapely.get_num_coordinates(parts)
    large, long = (kind == 3) & (number > LARGE), (kind == 1) & (number > LONG)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [*pool.map(_halved, parts[large]), *map(_stretches, parts[long])]
    whose = np.repeat(np.concatenate([owner[large], owner[long]]), [len(f) for f in found])
    small = ~large & ~long
    pieces, owner = np.concatenate([parts[small], *found]), np.concatenate([owner[small], whose])
    order = np.argsort(owner, kind="stable")
    return pieces[order], owner[order]


def _halved(polygon: shapely.Polygon) -> np.ndarray:
    """Return the parts of a polygon."""
    parts = _cut(polygon, _clip)
    if abs(shapely.area(parts).sum() / polygon.area - 1) > _LOST or not shapely.is_valid(parts).all():
        parts = _cut(polygon, _intersection)  # clipping is quick, and not made for every outline
    return parts


def _cut(polygon: shapely.Polygon, clip: Callable) -> np.ndarray:
    small, parts = [], np.array([polygon], dtype=object)
    while len(parts):
        bounds = shapely.bounds(parts)
        crowded = (bounds[:, 2:] - bounds[:, :2]).max(axis=1) < CROWDED
        done = crowded | (shapely.get_num_coordinates(parts) <= LARGE)
        small.append(parts[done])
        large = zip(parts[~done], bounds[~done].tolist(), strict=True)
        parts = shapely.get_parts([clip(part, half) for part, box in large for half in _halves(*box)])
        parts = parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]
    return np.concatenate(small)


def _halves(west: float, south: float, east: float, north: float) -> tuple[tuple[float, ...], ...]:
    """Return a box's halves along its longer side."""
    x, y = (west + east) / 2, (south + north) / 2
    if east - west > north - south:
        return (west, south, x, north), (x, south, east, north)
    return (west, south, east, y), (west, y, east, north)


def _clip(polygon: shapely.Polygon, box: tuple[float, float, float, float]) -> shapely.Geometry:
    try:
        return shapely.clip_by_rect(polygon, *box)
    except shapely.GEOSException:  # an outline that meets the box in a single line
        return _intersection(polygon, box)


def _intersection(polygon: shapely.Polygon, box: tuple[float, float, float, float]) -> shapely.Geometry:
    return intersection(np.array([polygon]), np.array([shapely.box(*box)]))[0]


def _stretches(line: shapely.LineString) -> np.ndarray:
    """Return a line as lines of at most `LONG` vertices; each begins where the one before ends."""
    xy = shapely.get_coordinates(line)
    starts = range(0, len(xy) - 1, LONG - 1)
    return np.array([shapely.LineString(xy[start : start + LONG]) for start in starts], dtype=object)
