"""Every square metre once: what of a later parcel an earlier one of its set has already taken.

The part of a parcel that repeats is its intersection with the union of all earlier parcels of the set,
whatever those had deducted themselves: their union is the same. So nothing has to be done one after the
other; only parcels that meet more than one earlier parcel take further rounds, so that each repeated
piece is given to the first that counted it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .overlay import are_apart, cut, from_corner, intersection, is_ground, near_corner, split
from .threads import in_threads

_FEW = 4  # times that a geometry is asked about, from which it is worth preparing
_LARGE = 2_000  # vertices from which it is worth asking whether a pair meets at all


@dataclass(frozen=True)
class Repeats:
    """Pieces of ground already taken: positions of the later and the earlier parcel, and the piece."""

    later: np.ndarray
    earlier: np.ndarray
    geometry: np.ndarray


def find_repeats(geometries: np.ndarray, sets: np.ndarray, rank: np.ndarray) -> Repeats:
    """Find each piece of a parcel that an earlier parcel of the same set covers.

    Parameters
    ----------
    geometries : ndarray of valid polygons, shape (n,)
    sets : ndarray of int, shape (n,)
        Parcels are compared within a set only (target or exclusive group, and township).
    rank : ndarray of int, shape (n,)
        Distinct; the lower one was first and keeps the ground.

    Returns
    -------
    Repeats
        By later parcel, and by rank of the earlier one; pieces of one parcel do not overlap each other.

    Examples
    --------
    >>> parcels = np.array([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1), shapely.box(0, 0, 3, 1)])
    >>> found = find_repeats(parcels, np.zeros(3, int), np.arange(3))
    >>> [(int(l), int(e), g.area) for l, e, g in zip(found.later, found.earlier, found.geometry)]
    [(1, 0, 1.0), (2, 0, 2.0), (2, 1, 1.0)]
    """
    later, earlier = _near_pairs(geometries, sets, rank)
    several = _is_several(later)
    apart = several.copy()  # of a map without gaps nearly all are neighbours
    apart[several] = are_apart(geometries[later[several]], geometries[earlier[several]])
    later, earlier = later[~apart], earlier[~apart]
    several, pieces = _is_several(later), np.full(len(later), None, dtype=object)
    large = several & (shapely.get_num_coordinates(geometries[later]) > _LARGE)
    for which, overlap in (
        (~several, _common),
        (large, _without_each_other),
        (several & ~large, _one_after_the_other),
    ):
        pieces[which] = overlap(geometries, later[which], earlier[which])
    real = is_ground(pieces)
    return Repeats(later[real], earlier[real], pieces[real])


def _is_several(later: np.ndarray) -> np.ndarray:
    return np.bincount(later, minlength=1)[later] > 1


def _common(geometries: np.ndarray, later: np.ndarray, earlier: np.ndarray) -> np.ndarray:
    return intersection(geometries[later], geometries[earlier])


def _without_each_other(geometries: np.ndarray, later: np.ndarray, earlier: np.ndarray) -> np.ndarray:
    """Return the same as `_one_after_the_other`: not the later, large parcel is cut, but the earlier ones."""
    left = without_repeats(geometries[earlier], later, np.arange(len(later)))
    return cut(left, geometries[later])


def _one_after_the_other(geometries: np.ndarray, later: np.ndarray, earlier: np.ndarray) -> np.ndarray:
    """Return for each pair what the earlier covers of what the pairs before have left of the later."""
    involved, at = np.unique(np.concatenate([later, earlier]), return_inverse=True)
    corner, [near] = near_corner(geometries[involved])
    i, j = np.split(at.ravel(), 2)
    last = np.append(later[1:] != later[:-1], True)[: len(later)]
    rest, pieces = near.copy(), np.full(len(later), None, dtype=object)
    for now in turns(later):
        end, on = now[last[now]], now[~last[now]]
        pieces[end] = cut(rest[i[end]], near[j[end]])
        pieces[on], rest[i[on]] = split(rest[i[on]], near[j[on]])
    return from_corner(corner, pieces)


def without_repeats(geometries: np.ndarray, sets: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """Return what of each parcel no earlier one of its set covers; parameters as in `find_repeats`.

    Examples
    --------
    >>> parcels = np.array([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)])
    >>> shapely.area(without_repeats(parcels, np.zeros(2, int), np.arange(2))).tolist()
    [2.0, 1.0]
    """
    later, earlier = _near_pairs(geometries, sets, rank)
    corner, [near] = near_corner(geometries)
    rest = near.copy()
    for now in turns(later):
        _, rest[later[now]] = split(rest[later[now]], near[earlier[now]])
    return from_corner(corner, rest)


def turns(owner: np.ndarray) -> list[np.ndarray]:
    """Return the positions of every owner's first pair, then of every second one …; `owner` is sorted.

    Examples
    --------
    >>> [now.tolist() for now in turns(np.array([4, 4, 4, 7, 9, 9]))]
    [[0, 3, 4], [1, 5], [2]]
    """
    nth = np.arange(len(owner)) - np.searchsorted(owner, owner)
    return [np.flatnonzero(nth == turn) for turn in range(nth.max(initial=-1) + 1)]


def meeting_pairs(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return positions (i, j), sorted, of geometries a[i] and b[j] that meet; b are few or large, if any."""
    j, i = shapely.STRtree(a).query(b)
    meets = _intersect(b, a, j, i)
    i, j = i[meets], j[meets]
    order = np.lexsort([j, i])
    return i[order], j[order]


def _near_pairs(geometries: np.ndarray, sets: np.ndarray, rank: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (later, earlier) positions of near parcels of one set, by later and rank of earlier.

    Whether they meet is only asked of large ones. A copy of an earlier parcel has nothing that a still later
    one could take from it, and is no earlier one.
    """
    i, j = _neighbours(geometries)
    keep = (sets[i] == sets[j]) & (rank[i] > rank[j])
    i, j = i[keep], j[keep]
    order = np.lexsort((rank[j], i))
    i, j = i[order], j[order]
    copies = i[shapely.equals_exact(geometries[i], geometries[j])]
    first = ~np.isin(j, copies)
    i, j = i[first], j[first]
    apart = _large_ones_apart(geometries, i, j)
    return i[~apart], j[~apart]


def _large_ones_apart(geometries: np.ndarray, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Say of which pairs one is large, and nothing meets; what is prepared is the larger one."""
    size = shapely.get_num_coordinates(geometries)
    larger, other = np.where(size[i] > size[j], (i, j), (j, i))
    large = np.flatnonzero(size[larger] > _LARGE)
    large = large[np.argsort(larger[large], kind="stable")]
    apart = np.zeros(len(i), dtype=bool)
    apart[large] = ~_intersect(geometries, geometries, larger[large], other[large])
    return apart


def _neighbours(geometries: np.ndarray) -> np.ndarray:
    """Return positions (i, j), each shape (m,), of geometries whose bounds meet."""
    tree = shapely.STRtree(geometries)

    def of(positions: np.ndarray) -> np.ndarray:
        nth, j = tree.query(geometries[positions])
        return np.column_stack([positions[nth], j])

    return in_threads(of, np.arange(len(geometries))).T


def _intersect(a: np.ndarray, b: np.ndarray, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """Say which a[i] and b[j] meet; i is sorted. To prepare what is asked a few times only takes longer."""
    which, times = np.unique(i, return_counts=True)
    shapely.prepare(a[which[times > _FEW]])
    return in_threads(shapely.intersects, a[i], b[j], keep_together=i)
