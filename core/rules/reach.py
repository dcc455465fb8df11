"""Who comes near enough to a zone to be asked, and how near that is.

Everything is asked of bounds first: most of a layer is told by them to be far from a zone.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..area import Map
from ..threads import in_threads
from .zones import Zones

_MARGIN = 1e-3  # relative: the scale of the map changes less along the longest distance of a rule


def candidates(geometry: np.ndarray, zones: Zones, chosen: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Return positions of the geometries whose bounds come within `reach` (m on the map) of a chosen zone."""
    if not len(zones.parts):
        return np.zeros(0, dtype=int)
    nth, part = within_reach(geometry, zones, reach)
    return np.unique(nth[chosen[zones.owner[part]]])


def within_reach(geometry: np.ndarray, zones: Zones, reach: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (position, part) of all whose bounds come within `reach` (m on the map).

    Of features and parts the fewer ask a tree of the others.
    """
    if len(zones.parts) < len(geometry):
        part, nth = shapely.STRtree(geometry).query(_grown(zones.parts, reach.max(keepdims=True)))
        return nth, part
    nth, part = zones.tree.query(_grown(geometry, reach))
    return nth, part


def _grown(geometry: np.ndarray, reach: np.ndarray) -> np.ndarray:
    if not reach.any():
        return geometry
    return shapely.box(*(shapely.bounds(geometry) + np.outer(reach, [-1, -1, 1, 1])).T)


def map_distance(geometry: np.ndarray, distance: float, plane: Map) -> np.ndarray:
    """Return for each geometry a distance on the map that `distance` on the ground never exceeds, m."""
    west, south, east, north = shapely.bounds(geometry).T
    x, y = (west + east) / 2 - plane.zone.false_easting, (south + north) / 2 - plane.zone.false_northing
    scale = plane.zone.point_scale(x, y)
    return distance * scale * (1 + _MARGIN)


def joints(
    geometry: np.ndarray, feature: np.ndarray, part: np.ndarray, gap: np.ndarray, zones: Zones
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (feature, zone, shortest line between them) of those that have parts among the pairs given.

    Of a zone the part whose bounds are nearest is asked first, then the next one, as long as its bounds are
    nearer than the shortest line so far.
    """
    order = np.lexsort((gap, zones.owner[part], feature))
    feature, part, gap = feature[order], part[order], gap[order]
    first = np.flatnonzero(first_of_pairs(feature, zones.owner[part]))
    number = np.diff(np.append(first, len(feature)))
    line, shortest = np.full(len(first), None, dtype=object), np.full(len(first), np.inf)
    for turn in range(number.max(initial=0)):
        asked = np.flatnonzero(number > turn)
        asked = asked[gap[first[asked] + turn] < shortest[asked]]
        pair = first[asked] + turn
        found = in_threads(shapely.shortest_line, geometry[feature[pair]], zones.parts[part[pair]])
        shorter = shapely.length(found) < shortest[asked]
        line[asked[shorter]] = found[shorter]
        shortest[asked] = np.minimum(shortest[asked], shapely.length(found))
    return feature[first], zones.owner[part[first]], line


def gaps(geometry: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """Return how far the bounds of pairs are apart: they themselves are no nearer than that.

    Examples
    --------
    >>> gaps(shapely.box([0, 0], 0, [1, 1], 1), np.array([[4.0, 5, 9, 9], [0, 0, 2, 2]])).tolist()
    [5.0, 0.0]
    """
    own = shapely.bounds(geometry)
    apart = np.maximum(np.maximum(own[:, :2] - bounds[:, 2:], bounds[:, :2] - own[:, 2:]), 0.0)
    return np.hypot(*apart.T)


def first_of_pairs(feature: np.ndarray, zone: np.ndarray) -> np.ndarray:
    """Say where a pair of feature and zone stands first; both are sorted.

    Examples
    --------
    >>> first_of_pairs(np.array([0, 0, 0, 1]), np.array([5, 5, 6, 6])).tolist()
    [True, False, True, True]
    """
    new = np.ones(len(feature), dtype=bool)
    new[1:] = (feature[1:] != feature[:-1]) | (zone[1:] != zone[:-1])
    return new
