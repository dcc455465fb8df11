"""Overlay of many polygon pairs: in threads, polygons only, and one bad pair never stops the others.

GEOS releases Python's lock, so blocks of pairs run side by side. A prepared geometry builds its index on
first use and must stay in one thread: blocks are cut so that pairs with the same first geometry stay
together.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import shapely

_WORKERS = min(os.cpu_count() or 1, 8)
_SMALL = 256  # pairs below which threads cost more than they give
_SNAP = 1e-5  # metres: the grid of the second try, far below any survey's accuracy
_THINNEST = 1e-8  # metres: area over outline, half the width of a sliver


def in_threads(
    function: Callable, *arrays: np.ndarray, keep_together: np.ndarray | None = None
) -> np.ndarray:
    """Apply a vectorised shapely function to arrays of equal length, in blocks on all processors.

    Parameters
    ----------
    function : callable
        Takes the arrays' blocks, returns an array of the block's length.
    keep_together : ndarray of int, optional
        Sorted keys; a run of equal keys is never cut.
    """
    n = len(arrays[0])
    if n < _SMALL or _WORKERS == 1:
        return function(*arrays)
    cuts = np.linspace(0, n, _WORKERS * 4 + 1).astype(int)[1:-1]
    if keep_together is not None:
        cuts = np.unique(np.searchsorted(keep_together, keep_together[cuts]))
    blocks = [np.split(a, cuts) for a in arrays]
    with ThreadPoolExecutor(_WORKERS) as pool:
        return np.concatenate(list(pool.map(function, *blocks)))


def intersection(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the polygonal intersections of pairs; touching pairs give an empty polygon.

    Examples
    --------
    >>> a, b = shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)
    >>> intersection(np.array([a]), np.array([b]))[0].area
    2.0
    """
    result = a.copy()
    other = ~shapely.equals_exact(a, b)  # GEOS takes three times as long for a parcel entered twice
    result[other] = polygonal(_overlay(shapely.intersection, a[other], b[other]))
    return result


def difference(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the polygonal parts of each `a` outside its `b`."""
    return polygonal(_overlay(shapely.difference, a, b))


def union(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the unions of pairs."""
    return polygonal(_overlay(shapely.union, a, b))


def _overlay(function: Callable, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    def block(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        try:
            return function(a, b)
        except shapely.GEOSException:
            return np.array([_one(function, x, y) for x, y in zip(a, b, strict=True)], dtype=object)

    return in_threads(block, a, b)


def _one(function: Callable, a: shapely.Geometry, b: shapely.Geometry) -> shapely.Geometry:
    """Overlay a pair that may be numerically awkward: as it is, else repaired and snapped to a fine grid."""
    try:
        return function(a, b)
    except shapely.GEOSException:
        return function(shapely.make_valid(a), shapely.make_valid(b), grid_size=_SNAP)


def is_ground(geometries: np.ndarray) -> np.ndarray:
    """Say which polygons are more than what rounding leaves along an edge that two of them share.

    An easting of a prefixed zone (37 500 000 m) is known to 7e-9 m: what is thinner was never drawn.

    Examples
    --------
    >>> is_ground(np.array([shapely.box(0, 0, 1000, 1e-3), shapely.box(0, 0, 1000, 1e-8), None])).tolist()
    [True, False, False]
    """
    return shapely.area(geometries) > _THINNEST * shapely.length(geometries)


def polygonal(geometries: np.ndarray) -> np.ndarray:
    """Return the geometries with lines and points of a mixed result left out.

    Examples
    --------
    >>> mixed = shapely.GeometryCollection([shapely.box(0, 0, 1, 1), shapely.LineString([(1, 0), (2, 0)])])
    >>> polygonal(np.array([mixed, shapely.Point(0, 0)])).tolist()
    [<POLYGON ((1 0, 1 1, 0 1, 0 0, 1 0))>, <POLYGON EMPTY>]
    """
    odd = np.flatnonzero(~np.isin(shapely.get_type_id(geometries), (3, 6)))
    if not len(odd):
        return geometries
    members, owner = shapely.get_parts(geometries[odd], return_index=True)
    parts, member = shapely.get_parts(members, return_index=True)
    solid = shapely.get_type_id(parts) == 3
    parts, owner = parts[solid], owner[member[solid]]
    rebuilt = np.full(len(odd), shapely.Polygon(), dtype=object)
    if len(parts):
        filled, first, number = np.unique(owner, return_index=True, return_counts=True)
        rebuilt[filled] = shapely.multipolygons(parts, indices=np.repeat(np.arange(len(filled)), number))
        rebuilt[filled[number == 1]] = parts[first[number == 1]]
    result = geometries.copy()
    result[odd] = rebuilt
    return result
