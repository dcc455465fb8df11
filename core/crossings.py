"""Where the outlines of pairs of polygons cross: told when it is certain, and doubted otherwise.

Two edges cross for certain when the ends of each lie on two sides of the other, farther from it than
coordinates can be wrong. Outlines that meet in vertices they share, and in the edges between these, touch
for certain when at each vertex the one turns away from the other, as neighbours do. Where an end comes closer
than that, the pair is doubtful, and GEOS' to decide. So what is said here of how two outlines go is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .nearness import NEAR, close_edges
from .outlines import Outlines

_ANGLE = 1e-9  # radians


@dataclass(frozen=True)
class Crossings:
    """Crossings of the outlines of a[i] and b[i], pair after pair, in their order along a.

    Parameters
    ----------
    doubtful : ndarray of bool, shape (n,)
        Pairs of which nothing is said here but that they come close somewhere.
    touching : ndarray of bool, shape (n,)
        Pairs that share vertices, and no ground.
    pair : ndarray of int, shape (m,)
    ring_a, ring_b, edge_a, edge_b : ndarray of int, shape (m,)
        Edges are counted from the beginning of their ring.
    along_a, along_b : ndarray of float, shape (m,)
        Where on its edge a crossing lies, 0 to 1.
    x, y : ndarray of float, shape (m,)
    enters : ndarray of bool, shape (m,)
        Whether a goes into b there, and so b out of a.
    next_a, next_b : ndarray of int, shape (m,)
        The crossing that follows along the ring of a, and of b.
    """

    doubtful: np.ndarray
    touching: np.ndarray
    pair: np.ndarray
    ring_a: np.ndarray
    ring_b: np.ndarray
    edge_a: np.ndarray
    edge_b: np.ndarray
    along_a: np.ndarray
    along_b: np.ndarray
    x: np.ndarray
    y: np.ndarray
    enters: np.ndarray
    next_a: np.ndarray
    next_b: np.ndarray


def find_crossings(a: Outlines, b: Outlines, width: np.ndarray) -> Crossings:
    """Find all crossings of the outlines of pairs; both have the corner of their window as origin.

    Parameters
    ----------
    a, b : Outlines of n polygons
    width : ndarray, shape (n, 2)
        Of the window that the bounds of both have in common.

    Examples
    --------
    >>> import shapely
    >>> a = np.array([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)])
    >>> b = np.array([shapely.box(1, -1, 3, 9), shapely.box(3, 1, 4, 3)])
    >>> origin = np.array([[1, 0], [3, 1]])
    >>> a, b = Outlines.of(a, origin), Outlines.of(b, origin)
    >>> found = find_crossings(a, b, np.array([[1, 2], [0, 2]]))
    >>> found.pair.tolist(), found.enters.tolist(), found.doubtful.tolist(), found.touching.tolist()
    ([0, 0], [False, True], [False, False], [False, True])
    >>> np.column_stack([found.x, found.y]).tolist()
    [[0.0, 2.0], [0.0, 0.0]]
    """
    i, j, many = close_edges(a, b, width)
    found = _in_order(a, b, *_crossing(a, b, i, j))
    found.doubtful[many] = True
    return found


def _crossing(a: Outlines, b: Outlines, i: np.ndarray, j: np.ndarray) -> tuple:
    """Return pairs in doubt, pairs that touch, and of edges that cross (i, j, along a, along b, enters)."""
    ax, ay, bx, by = a.x[i], a.y[i], b.x[j], b.y[j]
    dx, dy, ex, ey = a.x[i + 1] - ax, a.y[i + 1] - ay, b.x[j + 1] - bx, b.y[j + 1] - by
    begin_a = ex * (ay - by) - ey * (ax - bx)  # twice the area of a triangle: the edge times its distance
    end_a = begin_a + (ex * dy - ey * dx)
    begin_b = dx * (by - ay) - dy * (bx - ax)
    end_b = begin_b + (dx * ey - dy * ex)
    apart_a, across_a = _sides(begin_a, end_a, NEAR * np.hypot(ex, ey))
    apart_b, across_b = _sides(begin_b, end_b, NEAR * np.hypot(dx, dy))
    across = across_a & across_b
    close = np.flatnonzero(~(apart_a | apart_b | across))
    doubtful, touching = _contacts(a, b, i[close], j[close])
    at = np.flatnonzero(across)
    doubtful[a.of_vertex[i[at]]] |= touching[a.of_vertex[i[at]]]
    touching &= ~doubtful
    along_a = begin_a[at] / (begin_a[at] - end_a[at])
    along_b = begin_b[at] / (begin_b[at] - end_b[at])
    return doubtful, touching, i[at], j[at], along_a, along_b, begin_a[at] < 0


def _contacts(a: Outlines, b: Outlines, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs in doubt, and others that touch, of edges that come close to each other."""
    begins, *others = (
        (a.x[i + end_a] == b.x[j + end_b]) & (a.y[i + end_a] == b.y[j + end_b])
        for end_a in (0, 1)
        for end_b in (0, 1)
    )
    wrong = ~np.logical_or.reduce([begins, *others])
    vertex = np.flatnonzero(begins)  # each shared vertex once: where an edge of a and one of b begin
    wrong[vertex] = ~_turn_away(a, b, i[vertex], j[vertex])
    pair = a.of_vertex[i]
    doubtful, touching = np.zeros((2, a.owner[-1] + 1), dtype=bool)
    doubtful[pair[wrong]] = True
    touching[pair] = True
    doubtful |= touching & ((np.bincount(a.owner) > 1) | (np.bincount(b.owner) > 1))  # of several rings
    return doubtful, touching & ~doubtful


def _turn_away(a: Outlines, b: Outlines, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Say of vertices that two outlines share whether the ground of the one lies beside that of the other.

    Counter-clockwise from where a goes on: first where a comes from, then where b goes on, then where b comes
    from; the second and third may be one edge that both share, and the last and the first.
    """
    (before_a, after_a), (before_b, after_b) = (_beside(rings, at) for rings, at in ((a, i), (b, j)))
    start = np.arctan2(*after_a[::-1])
    from_a, to_b, from_b = (
        (np.arctan2(*edge[::-1]) - start) % (2 * np.pi) for edge in (before_a, after_b, before_b)
    )
    same = [(one == other).all(axis=0) for one, other in ((before_a, after_b), (before_b, after_a))]
    ahead = same[0] | (to_b > from_a + _ANGLE)
    behind = same[1] | (from_b < 2 * np.pi - _ANGLE)
    turn = np.where(same[1], 2 * np.pi, from_b)
    edges = np.array([before_a, after_a, before_b, after_b])
    return ahead & behind & (turn > to_b + _ANGLE) & (from_a > _ANGLE) & (edges != 0).any(axis=1).all(axis=0)


def _beside(rings: Outlines, vertex: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the ways from vertices to those before and after them, shape (2, n) each."""
    ring = _ring_of(rings, vertex)
    first, edges = rings.first[ring], rings.edges[ring]
    nth = (vertex - first) % edges
    here, before, after = first + nth, first + (nth - 1) % edges, first + nth + 1
    return tuple(
        np.array([rings.x[at] - rings.x[here], rings.y[at] - rings.y[here]]) for at in (before, after)
    )


def _ring_of(rings: Outlines, vertex: np.ndarray) -> np.ndarray:
    return np.searchsorted(rings.first, vertex, side="right") - 1


def _sides(begin: np.ndarray, end: np.ndarray, near: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Say of which edges both ends lie on one side for certain, and of which on two."""
    low, high = np.minimum(begin, end), np.maximum(begin, end)
    return (low > near) | (high < -near), (low < -near) & (high > near)


def _in_order(
    a: Outlines,
    b: Outlines,
    doubtful: np.ndarray,
    touching: np.ndarray,
    i: np.ndarray,
    j: np.ndarray,
    along_a: np.ndarray,
    along_b: np.ndarray,
    enters: np.ndarray,
) -> Crossings:
    order = np.lexsort((along_a, i))
    i, j, along_a, along_b, enters = (part[order] for part in (i, j, along_a, along_b, enters))
    x, y = _meeting_points(a, b, i, j)
    ring_a, ring_b = _ring_of(a, i), _ring_of(b, j)
    pair = a.owner[ring_a]
    next_a = _following(np.arange(len(pair)), ring_a)
    next_b = _following(np.lexsort((along_b, j)), ring_b)
    wrong = (enters == enters[next_a]) | (enters == enters[next_b])
    for following, edge in ((next_a, i), (next_b, j)):
        close = np.maximum(np.abs(x - x[following]), np.abs(y - y[following])) < NEAR
        wrong |= close & (edge == edge[following])
    doubtful[pair[wrong]] = True
    edge_a, edge_b = i - a.first[ring_a], j - b.first[ring_b]
    where = (pair, ring_a, ring_b, edge_a, edge_b, along_a, along_b, x, y)
    return Crossings(doubtful, touching, *where, enters, next_a, next_b)


def _meeting_points(a: Outlines, b: Outlines, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where edges cross: to the last bit the same for both neighbours that share an edge."""
    (ax, ay, dx, dy), (bx, by, ex, ey) = _eastward(a, i), _eastward(b, j)
    begin, all_ = ex * (ay - by) - ey * (ax - bx), ey * dx - ex * dy
    return ax + begin / all_ * dx, ay + begin / all_ * dy


def _eastward(rings: Outlines, vertex: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return x, y of the western end of edges (or the southern one), and the way to the other end."""
    x, y, next_x, next_y = rings.x[vertex], rings.y[vertex], rings.x[vertex + 1], rings.y[vertex + 1]
    back = (next_x < x) | ((next_x == x) & (next_y < y))
    dx, dy = next_x - x, next_y - y
    return (
        np.where(back, next_x, x),
        np.where(back, next_y, y),
        np.where(back, -dx, dx),
        np.where(back, -dy, dy),
    )


def _following(order: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """Return for each crossing the next one along its ring, after the last one the first again.

    `order` has the crossings ring by ring.
    """
    along = ring[order]
    begins = np.append(True, along[1:] != along[:-1])[: len(order)]
    first = np.flatnonzero(begins)
    after = np.append(order[1:], order[:1])
    after[np.append(first[1:], len(order))[: len(first)] - 1] = order[first]
    result = np.empty_like(order)
    result[order] = after
    return result
