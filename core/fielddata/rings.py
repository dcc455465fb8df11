"""Rings as files list them, into polygons: numbers and order mean something else to each writer."""

from __future__ import annotations

import numpy as np
import shapely

from .model import Part

_CLOSE = 5e-4  # m: points nearer than half of the last digit written are one


def tolerance(xy: np.ndarray) -> float:
    """Return how near two positions are that are one: half of a millimetre, or 1e-9 degrees."""
    return _CLOSE if np.abs(xy).max() > 360 else 1e-9


def open_ring(ring: np.ndarray) -> np.ndarray:
    """Return a ring without the point that repeats its first."""
    closed = len(ring) > 1 and np.abs(ring[-1] - ring[0]).max() <= tolerance(ring)
    return ring[:-1] if closed else ring


def nested(rings: list[np.ndarray]) -> tuple[Part, ...]:
    """Return rings as polygons with holes, by containment: what lies in an odd number of others is a hole.

    Examples
    --------
    >>> square = np.array([[0.0, 0], [0, 9], [9, 9], [9, 0]])
    >>> [len(part.holes) for part in nested([square / 3 + 1, square])]
    [1]
    """
    shapes = np.array([shapely.Polygon(ring) for ring in rings], dtype=object)
    areas = shapely.area(shapes)
    points = shapely.points(np.array([_inner_point(shape) for shape in shapes]))
    inner, outer = shapely.STRtree(shapes).query(points, predicate="intersects")
    around = areas[outer] > areas[inner]
    inner, outer = inner[around], outer[around]
    depth = np.bincount(inner, minlength=len(rings))
    holes: dict[int, list[Part]] = {}
    for i, j in zip(inner, outer, strict=True):
        if depth[i] % 2 == 1 and depth[j] == depth[i] - 1:
            holes.setdefault(int(j), []).append(Part(rings[i]))
    return tuple(Part(rings[i], holes=tuple(holes.get(int(i), ()))) for i in np.flatnonzero(depth % 2 == 0))


def _inner_point(shape: shapely.Polygon) -> np.ndarray:
    """Return a point inside a ring, also of one that crosses itself."""
    valid = shape if shapely.is_valid(shape) else shapely.make_valid(shape)
    return shapely.get_coordinates(shapely.point_on_surface(valid))[0]
