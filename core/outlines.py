"""Outlines of polygons as arrays of coordinates: all rings in a row, their ground on the left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely


@dataclass(frozen=True)
class Outlines:
    """Rings of polygons, shells counter-clockwise, holes clockwise; coordinates from an origin per polygon.

    Parameters
    ----------
    xy : ndarray, shape (vertices, 2)
        As on the map: ring after ring, each with its first vertex again at its end.
    x, y : ndarray, shape (vertices,)
        The same, from the origin.
    of_vertex : ndarray of int, shape (vertices,)
        Position of the vertex' polygon.
    first, edges : ndarray of int, shape (rings,)
        Where a ring begins, and how many edges it has.
    owner : ndarray of int, shape (rings,)
        Position of the ring's polygon; sorted.
    """

    xy: np.ndarray
    x: np.ndarray
    y: np.ndarray
    of_vertex: np.ndarray
    first: np.ndarray
    edges: np.ndarray
    owner: np.ndarray

    @classmethod
    def of(cls, polygons: np.ndarray, origin: np.ndarray) -> Outlines:
        """Return the outlines of polygons and multipolygons, from `origin`, shape (n, 2).

        Examples
        --------
        >>> ring = shapely.Polygon([(1, 1), (1, 4), (4, 1)], holes=[[(2, 2), (3, 2), (2, 3)]])
        >>> outlines = Outlines.of(np.array([ring]), np.array([[1, 1]]))
        >>> outlines.x.tolist(), outlines.first.tolist(), outlines.edges.tolist()
        ([0.0, 3.0, 0.0, 0.0, 1.0, 1.0, 2.0, 1.0], [0, 4], [3, 3])
        """
        owner, hole, number = _rings(polygons)
        xy, of_vertex = shapely.get_coordinates(polygons, return_index=True)
        last = np.cumsum(number) - 1
        first = last - number + 1
        x, y = (xy[:, i] - origin[:, i][of_vertex] for i in (0, 1))
        turned = (twice_the_area(x, y, first, last) < 0) != hole
        if turned.any():
            at = np.abs(np.repeat(np.where(turned, first + last, 0), number) - np.arange(len(x)))
            xy, x, y = xy[at], x[at], y[at]
        return cls(xy, x, y, of_vertex, first, number - 1, owner)


def _rings(polygons: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return of each ring its polygon, whether it is a hole, and the number of its coordinates."""
    if (shapely.get_type_id(polygons) == 3).all() and not shapely.get_num_interior_rings(polygons).any():
        return np.arange(len(polygons)), np.zeros(len(polygons), bool), shapely.get_num_coordinates(polygons)
    parts, owner = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    return owner[part], np.append(False, part[1:] == part[:-1]), shapely.get_num_coordinates(rings)


def twice_the_area(x: np.ndarray, y: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return the signed area of closed rings, times two: positive where they run counter-clockwise.

    Examples
    --------
    >>> x, y = np.array([0.0, 2, 2, 0]), np.array([0.0, 0, 1, 0])
    >>> twice_the_area(x, y, np.array([0]), np.array([3])).tolist()
    [2.0]
    """
    cross = np.zeros(len(x))
    np.subtract(x[:-1] * y[1:], x[1:] * y[:-1], out=cross[:-1])
    cross[last] = 0.0  # from one ring to the next is no edge
    return np.add.reduceat(cross, first)
