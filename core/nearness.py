"""Edges of two outlines that come near each other, by their bounds.

Edges that follow each other lie together: groups of them are compared first, then their members.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .outlines import Outlines
from .rings import counted

NEAR = 1e-7  # metres: closer is doubtful; an easting with its zone prefix is known to 7e-9
_TOGETHER = 3  # edges in a row that are first looked at as one
_MOST = 65_536  # pairs of such groups in a pair of polygons; takes as long as GEOS
_FEW = 8  # such groups, to which any number may be held


def close_edges(a: Outlines, b: Outlines, width: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the vertices of a and b where edges of a pair begin that come near each other.

    And, shape (n,), of which pairs nothing is said, as there would be too many to compare.

    Parameters
    ----------
    a, b : Outlines of n polygons
    width : ndarray, shape (n, 2)
        Of the window that the bounds of both have in common, metres; its corner is the outlines' origin.

    Examples
    --------
    >>> import shapely
    >>> a, b = (np.array([shapely.box(*bounds)]) for bounds in ((0, 0, 2, 2), (1, 1, 3, 3)))
    >>> a, b = (Outlines.of(one, np.array([[1, 1]])) for one in (a, b))
    >>> i, j, many = close_edges(a, b, np.array([[1, 1]]))
    >>> [a.xy[[k, k + 1]].tolist() for k in i], many.tolist()
    ([[[2.0, 0.0], [2.0, 2.0]], [[2.0, 2.0], [0.0, 2.0]]], [False])
    """
    edges_a, edges_b = _Edges.within(a, width), _Edges.within(b, width)
    many = _are_many(edges_a.groups_of, edges_b.groups_of)
    i, j = _all_pairs(edges_a.groups_of, edges_b.groups_of, ~many)
    i, j = _near(edges_a.groups, edges_b.groups, i, j)
    group, nth = counted(edges_a.size[i] * edges_b.size[j])
    of_a, of_b = np.divmod(nth, edges_b.size[j][group])
    of_a += edges_a.begin[i][group]
    of_b += edges_b.begin[j][group]
    i, j = _near(edges_a.bounds, edges_b.bounds, of_a, of_b)
    return edges_a.vertex[i], edges_b.vertex[j], many


def _are_many(groups_a: np.ndarray, groups_b: np.ndarray) -> np.ndarray:
    """Say which pairs are better left to GEOS, that sorts the edges first: here each meets each."""
    return (groups_a * groups_b > _MOST) & (np.minimum(groups_a, groups_b) > _FEW)


@dataclass(frozen=True)
class _Edges:
    """Edges in the window of their pair, and groups of those that follow each other.

    `bounds` and `groups` are west, south, east, north; `begin` and `size` say which edges a group has,
    `groups_of` how many groups a pair has.
    """

    vertex: np.ndarray
    bounds: tuple[np.ndarray, ...]
    begin: np.ndarray
    size: np.ndarray
    groups: tuple[np.ndarray, ...]
    groups_of: np.ndarray

    @classmethod
    def within(cls, rings: Outlines, width: np.ndarray) -> _Edges:
        near = _in_window(rings, width)
        vertex, number = np.flatnonzero(near), np.add.reduceat(near, rings.first, dtype=int)
        of_ring = -(-number // _TOGETHER)
        ring, nth = counted(of_ring)
        begin = (np.cumsum(number) - number)[ring] + nth * _TOGETHER
        bounds = _bounds(rings, vertex)
        grow = (np.minimum, np.minimum, np.maximum, np.maximum)
        return cls(
            vertex,
            bounds,
            begin,
            np.minimum(number[ring] - nth * _TOGETHER, _TOGETHER),
            tuple(f.reduceat(c, begin) if len(begin) else c for f, c in zip(grow, bounds, strict=True)),
            np.bincount(rings.owner, of_ring, minlength=len(width)).astype(int),
        )


def _in_window(rings: Outlines, width: np.ndarray) -> np.ndarray:
    """Say of each vertex whether an edge that may reach the window begins there."""
    right, top = ((width[:, i] + NEAR)[rings.of_vertex] for i in (0, 1))
    beyond = (rings.x < -NEAR).view(np.uint8)  # a bit for each side of the window
    for bit, outside in ((2, rings.x > right), (4, rings.y < -NEAR), (8, rings.y > top)):
        beyond |= outside.view(np.uint8) * np.uint8(bit)
    near = np.zeros(len(beyond), dtype=bool)
    np.equal(beyond[:-1] & beyond[1:], 0, out=near[:-1])
    near[rings.first + rings.edges] = False
    return near


def _bounds(rings: Outlines, vertex: np.ndarray) -> tuple[np.ndarray, ...]:
    x, y, next_x, next_y = rings.x[vertex], rings.y[vertex], rings.x[vertex + 1], rings.y[vertex + 1]
    return np.minimum(x, next_x), np.minimum(y, next_y), np.maximum(x, next_x), np.maximum(y, next_y)


def _near(a: tuple[np.ndarray, ...], b: tuple[np.ndarray, ...], i: np.ndarray, j: np.ndarray) -> tuple:
    """Return those of the pairs (i, j) whose bounds a[i] and b[j] come near each other."""
    for axis in (0, 1):
        near = (a[axis][i] <= b[axis + 2][j] + NEAR) & (a[axis + 2][i] >= b[axis][j] - NEAR)
        i, j = i[near], j[near]
    return i, j


def _all_pairs(
    number_a: np.ndarray, number_b: np.ndarray, which: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return positions (i, j) of all members of a[k] beside all members of b[k], for every k in `which`."""
    k, _ = counted(number_a)
    i, nth = counted(np.where(which, number_b, 0)[k])
    return i, nth + (np.cumsum(number_b) - number_b)[k][i]
