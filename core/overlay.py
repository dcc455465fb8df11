"""Overlay of many polygon pairs: in threads, polygons only, and one bad pair never stops the others.

Pairs whose outlines plainly cross, or plainly do not, are clipped by our own code; the others are GEOS'.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import shapely

from . import clipping
from .threads import in_threads
from .windows import near_parts

_SNAP = 1e-5  # metres: the grid of the second try, far below any survey's accuracy
_GRID = 2.0**-27  # metres: the spacing of eastings of 33 000 000 m and more, so that these stay as they are
_NEAR = 500_000.0  # metres: coordinates up to there are fine enough as they are
_MANY = 1000  # pairs to clip from which threads help
_THINNEST = 1e-8  # metres: area over outline, half the width of a sliver


def intersection(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the polygonal intersections of pairs; touching pairs give an empty polygon.

    Fast, and right as they are; to be overlaid again they are better made by `cut`.

    Examples
    --------
    >>> a, b = shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)
    >>> intersection(np.array([a]), np.array([b]))[0].area
    2.0
    """
    result = a.copy()
    other = np.flatnonzero(~shapely.equals_exact(a, b))  # equal ones take GEOS three times as long
    a, b = near_parts(a[other], b[other]), near_parts(b[other], a[other])
    known, result[other], _ = _clipped(a, b, rest=False)
    open_, a, b = other[~known], a[~known], b[~known]
    common = polygonal(overlay(shapely.intersection, a, b))
    wrong = _none_or_all_of_it(common, a, b)
    common[wrong] = _on_grid(shapely.intersection, a[wrong], b[wrong])
    result[open_] = common
    return result


def _clipped(a: np.ndarray, b: np.ndarray, *, common: bool = True, rest: bool = True) -> tuple:
    """Return (known, common, rest) of pairs, see `clip`."""
    if not len(a):
        return np.zeros(0, dtype=bool), a.copy(), a.copy()

    def block(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        clipped = clipping.clip(a, b, common=common, rest=rest)
        return np.column_stack([clipped.known, clipped.common, clipped.rest])

    known, common, rest = in_threads(block, a, b, least=_MANY, each=1).T
    return known.astype(bool), common, rest


def are_apart(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Say which pairs of polygons share no ground for certain; of the others nothing is said."""
    if not len(a):
        return np.zeros(0, dtype=bool)
    return in_threads(clipping.are_apart, near_parts(a, b), near_parts(b, a), least=_MANY, each=1)


def _on_grid(function: Callable, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Overlay pairs on a fine grid, so that the result can be overlaid again.

    On floating-point numbers a hair may stay where something was cut off, and of what has hairs GEOS loses
    parts without a word. The grid takes its time.
    """
    return polygonal(overlay(partial(function, grid_size=_GRID), a, b))


def _none_or_all_of_it(common: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return where an intersection is empty, or one of the two, though the pair says otherwise.

    Of a million pairs of boxes with edges in one line, GEOS 3.13 takes a dozen that overlap for apart; and
    it was seen to take two for one in the other that only touch.
    """
    size, smaller = shapely.area(common), np.minimum(shapely.area(a), shapely.area(b))
    none = np.flatnonzero((size == 0) & (smaller > 0))
    none = none[shapely.relate_pattern(a[none], b[none], "T********")]
    whole = np.flatnonzero((size > 0) & (size >= smaller * (1 - 1e-12)))
    whole = whole[~(shapely.covers(a[whole], b[whole]) | shapely.covers(b[whole], a[whole]))]
    return np.concatenate([none, whole])


def cut(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the polygonal intersections of pairs, made so that they can be overlaid again."""
    a, b = near_parts(a, b), near_parts(b, a)
    known, common, _ = _clipped(a, b, rest=False)
    common[~known] = _on_grid(shapely.intersection, a[~known], b[~known])
    return common


def difference(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the polygonal parts of each `a` outside its `b`, made as by `cut`."""
    b = near_parts(b, a)
    known, _, rest = _clipped(a, b, common=False)
    rest[~known] = _on_grid(shapely.difference, a[~known], b[~known])
    return rest


def split(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (what of each `a` lies in its `b`, what does not): they add up; what is left can be split on."""
    b = near_parts(b, a)
    known, common, rest = _clipped(a, b)
    common[~known], rest[~known] = _split_by_geos(a[~known], b[~known])
    return common, rest


def _split_by_geos(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    common, rest = intersection(a, b), a.copy()
    whole = shapely.equals_exact(common, a)
    rest[whole] = shapely.Polygon()
    meet = np.flatnonzero((shapely.area(common) > 0) & ~whole)
    rest[meet] = _on_grid(shapely.difference, a[meet], b[meet])
    missing = shapely.area(a) - shapely.area(common) - shapely.area(rest)
    lost = np.flatnonzero(np.abs(missing) > _THINNEST * (shapely.length(a) + shapely.length(b)))
    common[lost] = _on_grid(shapely.intersection, a[lost], b[lost])
    return common, rest


def dissolved(geometries: np.ndarray) -> shapely.Geometry:
    """Return the union of all of them, also where their borders all but coincide."""
    corner, [near] = near_corner(geometries)
    try:
        whole = shapely.union_all(near)
    except shapely.GEOSException:
        whole = shapely.union_all(near, grid_size=_GRID)
    return from_corner(corner, whole)


def near_corner(*arrays: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return a corner near the geometries, shape (2,), and the arrays counted from it.

    Where borders lie closer than coordinates can tell, GEOS snaps them: by 1e-12 of the largest coordinate,
    which with a false easting of 37 500 000 m is 4e-5 m, and some 1e-2 m² of a parcel. Counted from near by
    it is a thousandth of that; nothing is lost on the way, as floating-point numbers only get finer.

    Examples
    --------
    >>> corner, [near] = near_corner(np.array([shapely.box(37500000.25, 3600000.5, 37500001.25, 3600002)]))
    >>> corner.tolist(), near.tolist()
    ([37500000.0, 3600000.0], [<POLYGON ((1.25 0.5, 1.25 2, 0.25 2, 0.25 0.5, 1.25 0.5))>])
    """
    bounds = np.concatenate([shapely.bounds(array) for array in arrays])
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    corner = np.floor(bounds[:, :2].min(axis=0)) if len(bounds) else np.zeros(2)
    return corner, [shapely.transform(array, lambda xy: xy - corner) for array in arrays]


def from_corner(corner: np.ndarray, geometries: np.ndarray) -> np.ndarray:
    """Return geometries counted from a corner back where they belong."""
    return shapely.transform(geometries, lambda xy: xy + corner)


def overlay(function: Callable, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Apply a shapely set operation to pairs of geometries of any kind; see `near_corner`."""
    if not len(a):
        return a.copy()

    def block(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        try:
            return function(a, b)
        except shapely.GEOSException:
            return np.array([_one(function, x, y) for x, y in zip(a, b, strict=True)], dtype=object)

    def block_near_corner(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        corner, (a, b) = near_corner(a, b)
        return from_corner(corner, block(a, b))

    far = (np.abs(shapely.total_bounds(a)) > _NEAR).any()
    return in_threads(block_near_corner if far else block, a, b)


def _one(function: Callable, a: shapely.Geometry, b: shapely.Geometry) -> shapely.Geometry:
    """Overlay a numerically awkward pair: as it is, else repaired and snapped to a coarse grid."""
    try:
        return function(a, b)
    except shapely.GEOSException:
        a, b = shapely.make_valid([a, b], method="structure", keep_collapsed=False)
        return function(a, b, grid_size=_SNAP)


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
