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

from .overlay import difference, in_threads, intersection, is_ground

_FEW = 4


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
    later, earlier = _meeting_pairs(geometries, sets, rank)
    nth = np.arange(len(later)) - np.searchsorted(later, later)
    more = np.r_[later[1:] == later[:-1], np.zeros(min(len(later), 1), bool)]
    rest = geometries.copy() if len(later) and nth.max() > 0 else geometries
    found = []
    for turn in range(nth.max() + 1 if len(nth) else 0):
        now = np.flatnonzero(nth == turn)
        pieces = intersection(rest[later[now]], geometries[earlier[now]])
        found.append((later[now], earlier[now], pieces))
        again = now[more[now]]
        if len(again):
            rest[later[again]] = difference(rest[later[again]], geometries[earlier[again]])
    return _gather(found)


def meeting_pairs(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return positions (i, j), sorted, of geometries a[i] and b[j] that meet; b are few or large, if any."""
    j, i = shapely.STRtree(a).query(b)
    meets = _intersect(b, a, j, i)
    i, j = i[meets], j[meets]
    order = np.lexsort([j, i])
    return i[order], j[order]


def _meeting_pairs(
    geometries: np.ndarray, sets: np.ndarray, rank: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return (later, earlier) positions of meeting parcels of one set, by later and rank of earlier."""
    i, j = _neighbours(geometries)
    keep = (sets[i] == sets[j]) & (rank[i] > rank[j])
    i, j = i[keep], j[keep]
    order = np.lexsort((rank[j], i))
    i, j = i[order], j[order]
    meets = _intersect(geometries, geometries, i, j)
    return i[meets], j[meets]


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


def _gather(found: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> Repeats:
    if not found:
        none = np.zeros(0, dtype=int)
        return Repeats(none, none, np.zeros(0, dtype=object))
    later, earlier, geometry = (np.concatenate(column) for column in zip(*found, strict=True))
    real = is_ground(geometry)
    later, earlier, geometry = later[real], earlier[real], geometry[real]
    order = np.argsort(later, kind="stable")  # within one, the turns are in order of rank
    return Repeats(later[order], earlier[order], geometry[order])
