"""Which features are inside zones, touch them, are near them or reach out of them, and with which piece.

Candidates come from the tree of the zones' parts. A feature is compared with the few parts it may meet;
what it has in several parts of one zone is put together again, its area being the sum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..area import Map, areas_on, lengths_on
from ..overlay import difference, dissolved, in_threads, intersection, is_ground, polygonal
from .shapes import Shapes, line_lengths
from .zones import Zones

NOWHERE = -1  # the zone of what lies outside all of them
_CRUMB = 1e-6  # metres: what is shorter is rounding of a cut
_WHOLE = 1e-10  # relative: a feature that lacks less lies in the zone with all of it
_MARGIN = 1e-3  # relative: the scale of the map changes less along the longest distance of a rule


@dataclass(frozen=True)
class Contacts:
    """Pairs of feature and zone by position (zone -1: outside all), with the piece they have in common.

    Parameters
    ----------
    area, length : ndarray of float
        m² and m of the piece.
    distance : ndarray of float
        m on the ground; 0 where they meet, NaN outside.
    """

    feature: np.ndarray
    zone: np.ndarray
    piece: np.ndarray
    area: np.ndarray
    length: np.ndarray
    distance: np.ndarray


def candidates(geometry: np.ndarray, zones: Zones, chosen: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Return positions of the geometries whose bounds come within `reach` (m on the map) of a chosen zone."""
    if not len(zones.parts):
        return np.zeros(0, dtype=int)
    if reach.any():
        geometry = shapely.box(*(shapely.bounds(geometry) + np.outer(reach, [-1, -1, 1, 1])).T)
    nth, part = zones.tree.query(geometry)
    return np.unique(nth[chosen[zones.owner[part]]])


def inside(shapes: Shapes, rows: np.ndarray, zones: Zones, chosen: np.ndarray, plane: Map) -> Contacts:
    """Find what of the features at `rows` lies inside chosen zones; a common border is not inside.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from ..area import measurable, working_map
    >>> from .shapes import read_shapes
    >>> two = np.array([shapely.box(37500000, 3600000, 37500100, 3600100),
    ...                 shapely.box(37500050, 3600000, 37500150, 3600100)])
    >>> plane = working_map(measurable(4525), two)
    >>> zones = Zones.prepare("red_lines", gpd.GeoDataFrame(geometry=two[:1], crs=4525), plane, "polygon")
    >>> parcels = read_shapes(gpd.GeoDataFrame(geometry=two[1:], crs=4525), plane, "parcels")
    >>> found = inside(parcels, np.array([0]), zones, np.array([True]), plane)
    >>> found.zone.tolist(), found.area.round(1).tolist()
    ([0], [5000.0])
    """
    feature, part, wholly = _meeting(shapes.geometry, rows, zones, chosen)
    pieces, real = _common(shapes, feature, zones.parts[part], wholly)
    return _joined(feature[real], zones.owner[part[real]], pieces[real], shapes, plane)


def touching(shapes: Shapes, rows: np.ndarray, zones: Zones, chosen: np.ndarray, plane: Map) -> Contacts:
    """Find features with as much as a point in common with chosen zones; the piece is all they have."""
    feature, part, wholly = _meeting(shapes.geometry, rows, zones, chosen)
    pieces, real = _common(shapes, feature, zones.parts[part], wholly)
    pair = feature * len(zones.table) + zones.owner[part]
    only = np.flatnonzero(~np.isin(pair, pair[real]))
    joint = shapely.shortest_line(shapes.geometry[feature[only]], zones.parts[part[only]])
    pieces[only] = shapely.get_point(joint, 0)
    real[only] = True
    return _joined(feature[real], zones.owner[part[real]], pieces[real], shapes, plane)


def _common(
    shapes: Shapes, feature: np.ndarray, parts: np.ndarray, wholly: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return what features have in common with parts of zones, and whether it is more than a border."""
    pieces, dimension = shapes.geometry[feature], shapes.dimension[feature]
    cut, rest = np.flatnonzero(~wholly & (dimension == 2)), np.flatnonzero(~wholly & (dimension < 2))
    pieces[cut] = intersection(pieces[cut], parts[cut])
    pieces[rest] = shapely.intersection(pieces[rest], parts[rest])
    real = _more_than_a_border(pieces, dimension)
    return pieces, real


def _valid(pieces: np.ndarray) -> np.ndarray:
    """Return pieces with those repaired whose thin ends rounding has turned over; they lose some 1e-3 m²."""
    broken = np.flatnonzero(~in_threads(shapely.is_valid, pieces))
    repaired = shapely.make_valid(pieces[broken], method="structure", keep_collapsed=False)
    pieces[broken] = polygonal(repaired)
    return pieces


def _more_than_a_border(pieces: np.ndarray, dimension: np.ndarray) -> np.ndarray:
    large = [~shapely.is_empty(pieces), shapely.length(pieces) > _CRUMB, is_ground(pieces)]
    return np.choose(dimension, large)


def near(
    shapes: Shapes, rows: np.ndarray, zones: Zones, chosen: np.ndarray, distance: float, plane: Map
) -> Contacts:
    """Find features not farther than `distance` (m on the ground) from chosen zones; the piece joins the two.

    The shortest line is measured on the ellipsoid: a metre of the map is not a metre of the ground.
    """
    geometry = shapes.geometry[rows]
    limit = map_distance(geometry, distance, plane)

    def pairs(block: np.ndarray, limit: np.ndarray, at: np.ndarray) -> np.ndarray:
        nth, part = zones.tree.query(block, predicate="dwithin", distance=limit)
        return np.column_stack([at[nth], part])

    found = in_threads(pairs, geometry, limit, rows) if len(rows) else np.zeros((0, 2), dtype=int)
    feature, part = found[chosen[zones.owner[found[:, 1]]]].T
    line = in_threads(shapely.shortest_line, shapes.geometry[feature], zones.parts[part])
    feature, zone, line = _shortest(feature, zones.owner[part], line)
    ground = lengths_on(line, plane)
    line = np.where(shapely.length(line) > 0, line, shapely.get_point(line, 0))
    close = ground <= distance
    none = np.zeros(close.sum())
    return Contacts(feature[close], zone[close], line[close], none, none, ground[close])


def outside(shapes: Shapes, rows: np.ndarray, zones: Zones, chosen: np.ndarray, plane: Map) -> Contacts:
    """Find what of the features at `rows` lies in none of the chosen zones."""
    within = inside(shapes, rows, zones, chosen, plane)
    covered = _unions(within.piece, np.searchsorted(rows, within.feature), len(rows))
    rest, solid = shapes.geometry[rows].copy(), shapes.dimension[rows] == 2
    rest[solid] = difference(rest[solid], covered[solid])
    rest[~solid] = shapely.difference(rest[~solid], covered[~solid])
    left = _more_than_a_border(rest, shapes.dimension[rows])
    rest = rest[left]
    zone, distance = np.full(len(rest), NOWHERE), np.full(len(rest), np.nan)
    return Contacts(rows[left], zone, rest, areas_on(rest, plane), line_lengths(rest, plane), distance)


def map_distance(geometry: np.ndarray, distance: float, plane: Map) -> np.ndarray:
    """Return for each geometry a distance on the map that `distance` on the ground never exceeds, m."""
    west, south, east, north = shapely.bounds(geometry).T
    x, y = (west + east) / 2 - plane.zone.false_easting, (south + north) / 2 - plane.zone.false_northing
    scale = plane.zone.point_scale(x, y)
    return distance * scale * (1 + _MARGIN)


def _meeting(
    geometry: np.ndarray, rows: np.ndarray, zones: Zones, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (feature, part, lies wholly in the part) of all that meet; by part."""
    nth, part = zones.tree.query(geometry[rows]) if len(zones.parts) else np.zeros((2, 0), dtype=int)
    keep = chosen[zones.owner[part]]
    feature, part = rows[nth[keep]], part[keep]
    order = np.argsort(part, kind="stable")
    feature, part = feature[order], part[order]

    def meet(parts: np.ndarray, features: np.ndarray) -> np.ndarray:
        wholly = shapely.covers(parts, features)
        meets = wholly.copy()
        meets[~wholly] = shapely.intersects(parts[~wholly], features[~wholly])
        return np.column_stack([meets, wholly])

    if not len(part):
        return feature, part, np.zeros(0, dtype=bool)
    meets, wholly = in_threads(meet, zones.parts[part], geometry[feature], keep_together=part).T
    return feature[meets], part[meets], wholly[meets]


def _joined(
    feature: np.ndarray, zone: np.ndarray, pieces: np.ndarray, shapes: Shapes, plane: Map
) -> Contacts:
    """Put together what a feature has in the parts of one zone; its area is the sum of theirs."""
    order = np.lexsort((zone, feature))
    feature, zone, pieces = feature[order], zone[order], pieces[order]
    new = _first_of_pairs(feature, zone)
    group = np.cumsum(new) - 1
    feature, zone = feature[new], zone[new]
    area = np.bincount(group, areas_on(pieces, plane), minlength=len(feature))
    solid, size = shapes.dimension[feature] == 2, shapes.size[feature]
    whole = solid & (area >= size * (1 - _WHOLE))
    area[whole] = size[whole]
    apart = ~whole[group]
    pieces = _valid(pieces)
    piece = np.where(whole, shapes.geometry[feature], _unions(pieces[apart], group[apart], len(feature)))
    return Contacts(feature, zone, piece, area, line_lengths(piece, plane), np.zeros(len(feature)))


def _unions(pieces: np.ndarray, group: np.ndarray, n: int) -> np.ndarray:
    """Return the union of each group's pieces; `group` is sorted; an empty polygon where there are none."""
    result = np.full(n, shapely.Polygon(), dtype=object)
    groups, first, number = np.unique(group, return_index=True, return_counts=True)
    result[groups[number == 1]] = pieces[first[number == 1]]
    many = number > 1
    if many.any():
        nth = np.arange(len(group)) - np.repeat(first, number)
        row = np.repeat(np.cumsum(many) - 1, number)
        table = np.full((many.sum(), number.max()), None, dtype=object)
        several = np.repeat(many, number)
        table[row[several], nth[several]] = pieces[several]
        result[groups[many]] = in_threads(_row_unions, table)
    return result


def _row_unions(table: np.ndarray) -> np.ndarray:
    """Return the union of each row of a table padded with None."""
    try:
        return shapely.union_all(table, axis=1)
    except shapely.GEOSException:
        return np.array([dissolved(row[~shapely.is_missing(row)]) for row in table], dtype=object)


def _shortest(
    feature: np.ndarray, zone: np.ndarray, line: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return one of the lines for each feature and zone: the one to the zone's nearest part."""
    order = np.lexsort((shapely.length(line), zone, feature))
    feature, zone, line = feature[order], zone[order], line[order]
    new = _first_of_pairs(feature, zone)
    return feature[new], zone[new], line[new]


def _first_of_pairs(feature: np.ndarray, zone: np.ndarray) -> np.ndarray:
    """Say where a pair of feature and zone stands first; both are sorted."""
    new = np.ones(len(feature), dtype=bool)
    new[1:] = (feature[1:] != feature[:-1]) | (zone[1:] != zone[:-1])
    return new
