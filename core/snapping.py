"""Snap a parcel's outline to a border beside it: strips of overlap and gaps narrower than a tolerance go.

Vertices within the tolerance move to the border, and the border's own vertices there are taken into the
outline, so that the two run together afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .overlay import difference, is_ground, polygonal

TOLERANCE = 2.0  # m: what surveys and drawing by hand differ by along one border
_SAME = 1e-3  # m: a vertex nearer to the border lies on it


@dataclass(frozen=True)
class Snapped:
    """An outline that was snapped.

    Parameters
    ----------
    shape : Geometry
        Polygons; empty where nothing would be left.
    moved : int
        How many vertices were moved.
    farthest : float
        m by which the outline moved at most, on the plane.
    """

    shape: shapely.Geometry
    moved: int
    farthest: float


def is_strip(pieces: np.ndarray, tolerance: float = TOLERANCE) -> np.ndarray:
    """Say which polygons are no wider than the tolerance, all along.

    Examples
    --------
    >>> strip, square = shapely.box(0, 0, 100, 1.5), shapely.box(0, 0, 100, 100)
    >>> is_strip(np.array([strip, square, shapely.Point(0, 0), None])).tolist()
    [True, False, False, False]
    """
    thin = is_ground(pieces)
    within = shapely.buffer(np.asarray(pieces, dtype=object)[thin], -tolerance / 2 * (1 + 1e-6))
    thin[thin] = shapely.is_empty(within)
    return thin


def snapped(shape: shapely.Geometry, beside: shapely.Geometry, tolerance: float = TOLERANCE) -> Snapped:
    """Return a parcel whose outline follows the border of what lies beside it.

    Parameters
    ----------
    shape : Geometry
        Valid polygons.
    beside : Geometry
        Valid polygons, of which no strip stays in the parcel, or lines; on the same plane.
    tolerance : float
        m.

    Examples
    --------
    >>> parcel, field = shapely.box(0, 0, 100, 100), shapely.box(99, -50, 300, 150)
    >>> result = snapped(parcel, field)
    >>> result.shape.bounds, result.moved, result.farthest
    ((0.0, 0.0, 99.0, 100.0), 2, 1.0)
    """
    border = shapely.boundary(beside) if shapely.get_dimensions(beside) == 2 else beside
    cut = _without_strips(shape, beside, tolerance)
    if shapely.is_empty(cut):
        return Snapped(cut, 0, float("nan"))
    xy = shapely.get_coordinates(cut)
    lines = shapely.shortest_line(shapely.points(xy), border)
    away = shapely.length(lines)
    near = (away <= tolerance) & (away > _SAME)
    target = shapely.get_coordinates(shapely.get_point(lines, 1))
    closed = _whole(shapely.set_coordinates(cut, np.where(near[:, None], target, xy)))
    result = _without_strips(_along(closed, border, tolerance), beside, tolerance)
    return Snapped(result, _moved(shape, result), _farthest(shape, result))


def _along(shape: shapely.Geometry, border: shapely.Geometry, tolerance: float) -> shapely.Geometry:
    """Take the border's vertices near the outline into it."""
    corners = shapely.points(shapely.get_coordinates(border))
    corners = corners[shapely.dwithin(corners, shapely.boundary(shape), tolerance)]
    return _whole(shapely.snap(shape, shapely.multipoints(corners), tolerance)) if len(corners) else shape


def _whole(shape: shapely.Geometry) -> shapely.Geometry:
    """Return polygons as valid ones, without what has collapsed."""
    if not shapely.is_valid(shape):
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return polygonal(np.array([shape], dtype=object))[0]


def _without_strips(shape: shapely.Geometry, beside: shapely.Geometry, tolerance: float) -> shapely.Geometry:
    """Cut off what lies in the polygons beside, where it is no wider than the tolerance."""
    strips = polygonal(shapely.get_parts(shapely.intersection(shape, beside)))
    strips = strips[is_strip(strips, tolerance)]
    if not len(strips):
        return shape
    rest = difference(np.array([shape], dtype=object), np.array([shapely.union_all(strips)], dtype=object))
    return polygonal(rest)[0]


def _moved(before: shapely.Geometry, after: shapely.Geometry) -> int:
    """Count the vertices that are not where they were."""
    stood = np.unique(shapely.get_coordinates(before), axis=0)
    outline = shapely.boundary(after)
    return int((shapely.distance(shapely.points(stood), outline) > _SAME).sum())


def _farthest(before: shapely.Geometry, after: shapely.Geometry) -> float:
    if shapely.is_empty(after):
        return float("nan")
    return float(shapely.hausdorff_distance(shapely.boundary(before), shapely.boundary(after)))
