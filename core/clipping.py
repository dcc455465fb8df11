"""What two polygons have in common, and what is left of the first: by where their outlines cross.

The outline of what a and b share runs along a where a is inside b, turns into b where a goes out, and back
where b does (Weiler and Atherton 1977). Where the outlines cross for certain (`crossings`) that is exact but
for the rounding of the crossings, all other vertices stay as they were, and it takes a quarter of what a
general overlay takes. Pairs that are not known here, as those that share a border, are GEOS'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from .crossings import find_crossings
from .outlines import Outlines, twice_the_area
from .rings import blocks_of, counted

_EMPTY = shapely.Polygon()
_MOST_HOLES = 32
_THINNEST = 1e-6  # m²: of a ring that goes round less, rounding may have changed the direction


@dataclass(frozen=True)
class Clipped:
    """What is known of pairs a[i], b[i]; geometries of other pairs are None.

    Parameters
    ----------
    known : ndarray of bool, shape (n,)
    common, rest : ndarray of polygons, shape (n,)
        What lies in both, and what of a lies outside b.
    """

    known: np.ndarray
    common: np.ndarray
    rest: np.ndarray


def clip(a: np.ndarray, b: np.ndarray, *, common: bool = True, rest: bool = True) -> Clipped:
    """Clip valid polygons a[i] by b[i], where that can be told from their crossings.

    Parameters
    ----------
    a, b : ndarray of valid polygons and multipolygons, shape (n,)
        Metres.
    common, rest : bool
        Which of the two is wanted; the other is None throughout.

    Examples
    --------
    >>> clipped = clip(np.array([shapely.box(0, 0, 3, 3)] * 3),
    ...                np.array([shapely.box(1, 1, 2, 9), shapely.box(3, 1, 4, 2), shapely.box(1, 1, 2, 2)]))
    >>> clipped.known.tolist()
    [True, False, True]
    >>> [geometry.wkt for geometry in clipped.common[[0, 2]]]
    ['POLYGON ((2 3, 1 3, 1 1, 2 1, 2 3))', 'POLYGON ((2 1, 2 2, 1 2, 1 1, 2 1))']
    >>> shapely.area(clipped.rest).tolist()
    [7.0, nan, 8.0]
    """
    known = shapely.is_empty(a) | shapely.is_empty(b)
    made = np.where([common, rest] & known[:, None], np.column_stack([np.full(len(a), _EMPTY), a]), None).T
    for block, pairs in _in_blocks(a, b):
        known[block] = pairs.known
        for row, wanted, make in zip(made, (common, rest), (pairs.common, pairs.rest), strict=True):
            if wanted:
                certain, row[block] = make()
                known[block] &= certain
    made[:, ~known] = None
    return Clipped(known, *made)


def are_apart(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Say which polygons a[i] and b[i] share no ground for certain: only vertices, or nothing at all.

    Examples
    --------
    >>> others = [shapely.box(3, 0, 6, 3), shapely.box(3, 1, 4, 2), shapely.box(2, 2, 9, 9)]
    >>> are_apart(np.array([shapely.box(0, 0, 3, 3)] * 3), np.array(others)).tolist()
    [True, False, False]
    """
    result = shapely.is_empty(a) | shapely.is_empty(b)
    for block, pairs in _in_blocks(a, b):
        result[block] = pairs.are_apart()
    return result


def _in_blocks(a: np.ndarray, b: np.ndarray) -> Iterator[tuple[np.ndarray, _Pairs]]:
    told = np.flatnonzero(_has_outline(a) & _has_outline(b))
    number = shapely.get_num_coordinates(a[told]) + shapely.get_num_coordinates(b[told])
    for block in blocks_of(told, number):
        yield block, _Pairs(a[block], b[block])


def _has_outline(geometries: np.ndarray) -> np.ndarray:
    return np.isin(shapely.get_type_id(geometries), (3, 6)) & ~shapely.is_empty(geometries)


class _Pairs:
    """Pairs of polygons, where their outlines cross, and what can be made of them.

    Rings that are made are positions of vertices, one after the other, with their lengths and pairs.
    """

    def __init__(self, a: np.ndarray, b: np.ndarray) -> None:
        bounds_a, bounds_b = shapely.bounds(a), shapely.bounds(b)
        corner = np.maximum(bounds_a[:, :2], bounds_b[:, :2])
        width = np.minimum(bounds_a[:, 2:], bounds_b[:, 2:]) - corner
        self.a, self.b = Outlines.of(a, corner), Outlines.of(b, corner)
        self.found = find_crossings(self.a, self.b, width)
        self.known = ~self.found.doubtful
        self.a_inside, self.a_outside = self._uncrossed(self.a, self.found.ring_a, self.b)
        self.b_inside, _ = self._uncrossed(self.b, self.found.ring_b, self.a)
        self.x = np.concatenate([self.a.x, self.b.x, self.found.x])
        self.y = np.concatenate([self.a.y, self.b.y, self.found.y])
        crossings = np.column_stack([self.found.x, self.found.y]) + corner[self.found.pair]
        self.xy = np.concatenate([self.a.xy, self.b.xy, crossings])

    def are_apart(self) -> np.ndarray:
        """Say which pairs share no ground for certain."""
        apart = self.known.copy()
        apart[self.found.pair] = False
        apart[self.a.owner[self.a_inside]] = apart[self.b.owner[self.b_inside]] = False
        return apart

    def common(self) -> tuple[np.ndarray, np.ndarray]:
        """Return of which pairs the common ground is certain, and what it is."""
        of_a, of_b = self._whole(self.a, self.a_inside), self._whole(self.b, self.b_inside)
        return self._polygons(self._crossed(forward=True), of_a, of_b)

    def rest(self) -> tuple[np.ndarray, np.ndarray]:
        """Return of which pairs it is certain what a has outside b, and what it is."""
        of_a, holes = self._whole(self.a, self.a_outside), self._whole(self.b, self.b_inside, step=-1)
        return self._polygons(self._crossed(forward=False), of_a, holes)

    def _uncrossed(self, rings: Outlines, crossed: np.ndarray, other: Outlines) -> tuple:
        """Return the rings that nothing crosses, inside the other polygon and outside it."""
        alone = self.known[rings.owner]
        alone[crossed] = False
        inside = np.flatnonzero(alone & ~self.found.touching[rings.owner])
        if len(inside):
            vertex = rings.first[inside]
            inside = inside[_is_inside(rings.x[vertex], rings.y[vertex], other, rings.owner[inside])]
        alone[inside] = False
        return inside, np.flatnonzero(alone)

    def _whole(self, rings: Outlines, ring: np.ndarray, step: int = 1) -> tuple:
        """Return rings as they are, or the other way round."""
        part, nth = counted(rings.edges[ring] + 1)
        begin = rings.first[ring] + (rings.edges[ring] if step < 0 else 0)
        begin += len(self.a.x) if rings is self.b else 0
        return begin[part] + step * nth, rings.edges[ring] + 1, rings.owner[ring]

    def _crossed(self, forward: bool) -> tuple:
        """Return the rings that go along a from where it enters b, and on along b; or leaves b, and back."""
        found = self.found
        begin = np.flatnonzero((found.enters == forward) & self.known[found.pair])
        turn = found.next_a[begin]
        end = (found.next_b if forward else _inverse(found.next_b))[turn]
        ring, order = _round_trips(begin, end, len(found.pair))
        begin, turn, end = begin[order], turn[order], end[order]
        changes = ring[1:] != ring[:-1]
        at, number = self._stretches(begin, turn, end, forward, np.append(changes, True)[: len(ring)])
        first = np.flatnonzero(np.append(True, changes)[: len(ring)])
        return at, np.add.reduceat(number, first) if len(first) else number, found.pair[begin[first]]

    def _stretches(
        self, begin: np.ndarray, turn: np.ndarray, end: np.ndarray, forward: bool, last: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the vertices from each `begin` along a to `turn` and along b to `end`, and their number.

        The crossing `end` is with the last stretch of a ring only: it begins the next one.
        """
        found, a, b = self.found, self.a, self.b
        ring_a, ring_b = found.ring_a[turn], found.ring_b[turn]
        one, offset = np.ones(len(begin), dtype=int), len(a.x)
        of_a = _between(found.edge_a, found.along_a, begin, turn, a.edges[ring_a])
        of_b = _between(
            found.edge_b, found.along_b, *((turn, end) if forward else (end, turn)), b.edges[ring_b]
        )
        crossing = offset + len(b.x)
        first = (crossing + begin, a.first[ring_a], crossing + turn, offset + b.first[ring_b], crossing + end)
        start = (0 * one, found.edge_a[begin] + 1, 0 * one, found.edge_b[turn] + forward, 0 * one)
        size = (one, a.edges[ring_a], one, b.edges[ring_b], one)
        number = np.column_stack((one, of_a, one, of_b, last))
        first, start, size = (np.column_stack(columns).ravel() for columns in (first, start, size))
        part, nth = counted(number.ravel())
        if not forward:
            nth[part % 5 == 3] *= -1
        at, size = start[part] + nth, size[part]
        at += np.where(at < 0, size, 0) - np.where(at >= size, size, 0)
        return first[part] + at, number.sum(axis=1)

    def _polygons(self, *rings: tuple) -> tuple[np.ndarray, np.ndarray]:
        """Return of which pairs the rings make polygons for certain, and the polygons."""
        at, length, pair = (np.concatenate(parts) for parts in zip(*rings, strict=True))
        pairs = len(self.known)
        if not len(pair):
            return np.ones(pairs, dtype=bool), np.full(pairs, _EMPTY, dtype=object)
        last = np.cumsum(length) - 1
        around = twice_the_area(self.x[at], self.y[at], last - length + 1, last) / 2
        made = shapely.linearrings(self.xy[at], indices=np.repeat(np.arange(len(length)), length))
        order = np.argsort(pair, kind="stable")
        certain, polygons = _assembled(made[order], pair[order], around[order], pairs)
        # Rings of one polygon may touch each other; rounding may lay a crossing beyond a parcel's own hair.
        mixed = np.concatenate([self.found.pair, self.b.owner[self.b_inside]])
        doubt = np.flatnonzero(certain & (np.bincount(mixed, minlength=pairs) > 0))
        certain[doubt] = shapely.is_valid(polygons[doubt])
        return certain, polygons


def _assembled(rings: np.ndarray, pair: np.ndarray, around: np.ndarray, pairs: int) -> tuple:
    """Put rings into polygons, a pair each: shells have their ground to the left, holes to the right.

    Which shell a hole belongs to is certain where there is one. A sieve is left to GEOS.
    """
    shell = around > 0
    shells, holes = np.bincount(pair[shell], minlength=pairs), np.bincount(pair[~shell], minlength=pairs)
    certain = (holes == 0) | ((shells == 1) & (holes <= _MOST_HOLES))
    certain[pair[np.abs(around) < _THINNEST]] = False
    result, owner = np.full(pairs, _EMPTY, dtype=object), pair[shell]
    polygons, single = shapely.polygons(rings[shell]), shells[owner] == 1
    result[owner[single]] = polygons[single]
    several, member = np.unique(owner[~single], return_inverse=True)
    if len(several):
        result[several] = shapely.multipolygons(polygons[~single], indices=member)
    holed = certain & (holes > 0)
    if holed.any():
        inner = np.full((holed.sum(), _MOST_HOLES), None, dtype=object)
        row, nth = counted(holes[holed])
        inner[row, nth] = rings[~shell & holed[pair]]
        result[holed] = shapely.polygons(shapely.get_exterior_ring(result[holed]), holes=inner)
    return certain, result


def _is_inside(x: np.ndarray, y: np.ndarray, rings: Outlines, pair: np.ndarray) -> np.ndarray:
    """Say which points lie in the polygon of their pair: a line to the east goes through it oddly often."""
    begin, end = (np.searchsorted(rings.owner, pair, side=side) for side in ("left", "right"))
    first = rings.first[begin]
    number = rings.first[end - 1] + rings.edges[end - 1] - first
    is_edge = np.ones(len(rings.x), dtype=bool)
    is_edge[rings.first + rings.edges] = False
    inside = np.zeros(len(x), dtype=bool)
    for some in blocks_of(np.arange(len(x)), number):
        point, nth = counted(number[some])
        at, point = first[some][point] + nth, some[point]
        passes = np.flatnonzero(((rings.y[at] > y[point]) != (rings.y[at + 1] > y[point])) & is_edge[at])
        at, point = at[passes], point[passes]
        share = (y[point] - rings.y[at]) / (rings.y[at + 1] - rings.y[at])
        east = x[point] < rings.x[at] + share * (rings.x[at + 1] - rings.x[at])
        inside |= np.bincount(point[east], minlength=len(x)) % 2 == 1
    return inside


def _inverse(order: np.ndarray) -> np.ndarray:
    result = np.empty_like(order)
    result[order] = np.arange(len(order))
    return result


def _between(edge: np.ndarray, along: np.ndarray, begin: np.ndarray, end: np.ndarray, size: np.ndarray):
    """Return how many vertices lie from a crossing to another one along their ring of `size` edges."""
    number = (edge[end] - edge[begin]) % size
    return np.where((number == 0) & (along[end] < along[begin]), size, number)


def _round_trips(begin: np.ndarray, end: np.ndarray, total: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the rings that stretches from `begin` to `end` make, sorted, and the stretches in order."""
    nth = np.arange(len(begin))
    position = np.zeros(total, dtype=int)
    position[begin] = nth
    following = position[end]
    ring, jump, settled = nth, following, False
    while not settled:
        lowest = np.minimum(ring, ring[jump])
        settled = np.array_equal(lowest, ring)
        ring, jump = lowest, jump[jump]
    rank, now, steps = np.zeros(len(begin), dtype=int), np.flatnonzero(ring == nth), 0
    while len(now):
        steps += 1
        now = following[now]
        now = now[ring[now] != now]
        rank[now] = steps
    order = np.lexsort((rank, ring))
    return ring[order], order
