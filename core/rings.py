"""Many rings: as arrays, in blocks that stay in the processor's cache, and which are plainly valid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

_BLOCK = 65_536  # vertices at a time
_ROUNDING = 1e-14  # of a cross product, in squares of the ring's extent: some ten times what it can be


def blocks(geometries: np.ndarray, which: np.ndarray) -> list[np.ndarray]:
    """Return positions, of those in `which`, in blocks of some 65 000 vertices.

    Examples
    --------
    >>> [len(block) for block in blocks(np.full(20_000, shapely.box(0, 0, 1, 1)), np.arange(20_000))]
    [13107, 6893]
    """
    return blocks_of(which, shapely.get_num_coordinates(geometries[which]))


def blocks_of(members: np.ndarray, number: np.ndarray) -> list[np.ndarray]:
    """Return members, of which each has a `number` of vertices, in blocks of some 65 000 vertices.

    Examples
    --------
    >>> [block.tolist() for block in blocks_of(np.arange(4), np.array([9, 70_000, 8, 9]))]
    [[0], [1, 2, 3]]
    """
    if not len(members):
        return []
    ends = np.cumsum(number)
    cuts = np.searchsorted(ends, np.arange(_BLOCK, ends[-1], _BLOCK))
    return [block for block in np.split(members, np.unique(cuts)) if len(block)]


def counted(number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each of the `number[k]` members of k its k, and the how manieth of them it is.

    Examples
    --------
    >>> [part.tolist() for part in counted(np.array([2, 0, 3]))]
    [[0, 0, 2, 2, 2], [0, 1, 0, 1, 2]]
    """
    owner = np.repeat(np.arange(len(number)), number)
    return owner, np.arange(len(owner)) - (np.cumsum(number) - number)[owner]


@dataclass(frozen=True)
class Rings:
    """Closed rings as arrays, in a row; coordinates are counted from each ring's middle.

    Parameters
    ----------
    x, y : ndarray, shape (vertices,)
    first, number : ndarray of int, shape (n,)
        Where a ring begins, and how many vertices it has, the first one twice.
    middle : ndarray, shape (n, 2)
        The mean of the vertices.
    extent : ndarray, shape (n,)
        The longer side of the bounds.
    cross : ndarray, shape (vertices - 1,)
        Twice the area of each edge's triangle with the middle; 0 from a ring to the next one.
    """

    x: np.ndarray
    y: np.ndarray
    first: np.ndarray
    number: np.ndarray
    middle: np.ndarray
    extent: np.ndarray
    cross: np.ndarray

    @classmethod
    def of(cls, rings: np.ndarray) -> Rings:
        """Return closed rings, or polygons of one ring, as arrays."""
        xy, of_vertex = shapely.get_coordinates(rings, return_index=True)
        number = shapely.get_num_coordinates(rings)
        first = np.cumsum(number) - number
        middle = np.add.reduceat(xy, first) / number[:, None]
        lost = ~np.isfinite(middle).all(axis=1)
        if lost.any():  # what is not finite stays in its ring: the middle tells of it
            xy[lost[of_vertex]] = 0.0
        origin = np.where(lost, 0.0, middle.T)
        x, y = (xy[:, i] - origin[i][of_vertex] for i in (0, 1))
        cross = x[:-1] * y[1:] - x[1:] * y[:-1]
        cross[first[1:] - 1] = 0.0
        west, south, east, north = shapely.bounds(rings).T
        return cls(x, y, first, number, middle, np.maximum(east - west, north - south), cross)

    def seen_in_order(self) -> np.ndarray:
        """Say of which rings the middle sees every vertex in order, shape (n,)."""
        first, between = self.first, self.first[1:] - 1
        forward, below = self.cross.copy(), self.y < 0
        begins = below[:-1] & ~below[1:]
        forward[between], begins[between] = forward[between - 1], False
        rounding = _ROUNDING * self.extent**2
        one_way = (np.minimum.reduceat(forward, first) > rounding) | (
            np.maximum.reduceat(forward, first) < -rounding
        )
        return one_way & (np.add.reduceat(begins, first, dtype=int) == 1)


def star_shaped(polygons: np.ndarray) -> np.ndarray:
    """Say which polygons have one ring, of which the mean of the vertices sees every vertex in order.

    Going round once and always forward, the ring cannot meet itself: such a polygon is valid, and told at a
    seventh of the price of GEOS' check. Of the others nothing is said; missing geometries are none.

    Parameters
    ----------
    polygons : ndarray of shapely geometries, shape (n,)

    Returns
    -------
    ndarray of bool, shape (n,)

    Examples
    --------
    >>> corner = shapely.Polygon([(0, 0), (9, 0), (9, 1), (1, 1), (1, 9), (0, 9)])
    >>> bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    >>> star_shaped(np.array([shapely.box(0, 0, 1, 1), corner, bow_tie, shapely.Polygon(), None])).tolist()
    [True, False, False, False, False]
    """
    result = np.zeros(len(polygons), dtype=bool)
    for some in blocks(polygons, np.flatnonzero(of_one_ring(polygons))):
        result[some] = Rings.of(polygons[some]).seen_in_order()
    return result


def of_one_ring(geometries: np.ndarray) -> np.ndarray:
    """Say which are polygons without holes, and not empty."""
    plain = (shapely.get_type_id(geometries) == 3) & (shapely.get_num_interior_rings(geometries) == 0)
    return plain & ~shapely.is_empty(geometries)
