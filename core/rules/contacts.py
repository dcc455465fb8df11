"""Which features are inside zones, touch them, are near them or reach out of them, and with which piece.

A feature is compared with the few parts it may meet; what it has in several parts of one zone is put
together again, its area being the sum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..area import Map, areas_on, lengths_on
from ..overlay import difference, dissolved, intersection, is_ground, polygonal
from ..threads import in_threads
from .reach import first_of_pairs, gaps, joints, map_distance, within_reach
from .shapes import Shapes, line_lengths
from .zones import Zones

NOWHERE = -1  # the zone of what lies outside all of them
_CRUMB = 1e-6  # metres: what is shorter is rounding of a cut
_WHOLE = 1e-10  # relative: a feature that lacks less lies in the zone with all of it
_SAME = 1e-12  # relative: rounding of a sum of boxes


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
    return _joined(feature[real], zones.owner[part[real]], pieces[real], wholly[real], shapes, plane)


def touching(shapes: Shapes, rows: np.ndarray, zones: Zones, chosen: np.ndarray, plane: Map) -> Contacts:
    """Find features with as much as a point in common with chosen zones; the piece is all they have."""
    feature, part, wholly = _meeting(shapes.geometry, rows, zones, chosen)
    pieces, real = _common(shapes, feature, zones.parts[part], wholly)
    pair = feature * len(zones.table) + zones.owner[part]
    only = np.flatnonzero(~np.isin(pair, pair[real]))
    joint = shapely.shortest_line(shapes.geometry[feature[only]], zones.parts[part[only]])
    pieces[only] = shapely.get_point(joint, 0)
    real[only] = True
    return _joined(feature[real], zones.owner[part[real]], pieces[real], wholly[real], shapes, plane)


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
    limit = map_distance(shapes.geometry[rows], distance, plane)
    nth, part = within_reach(shapes.geometry[rows], zones, limit)
    gap = gaps(shapes.geometry[rows[nth]], zones.bounds[part])
    near = chosen[zones.owner[part]] & (gap <= limit[nth])
    feature, zone, line = joints(shapes.geometry, rows[nth[near]], part[near], gap[near], zones)
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


def _meeting(
    geometry: np.ndarray, rows: np.ndarray, zones: Zones, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (feature, part, lies wholly in the part, or in the zone) of all that meet; by part."""
    nth, part = within_reach(geometry[rows], zones, np.zeros(len(rows)))
    keep = chosen[zones.owner[part]]
    feature, part = rows[nth[keep]], part[keep]
    wholly, settled = _in_boxes(geometry, feature, part, zones)
    ask = np.flatnonzero(~settled)
    ask = ask[np.argsort(part[ask], kind="stable")]

    def meet(parts: np.ndarray, features: np.ndarray) -> np.ndarray:
        within = shapely.covers(parts, features)
        meets = within.copy()
        meets[~within] = shapely.intersects(parts[~within], features[~within])
        return np.column_stack([meets, within])

    meets = wholly.copy()
    if len(ask):
        found = in_threads(meet, zones.parts[part[ask]], geometry[feature[ask]], keep_together=part[ask])
        meets[ask], wholly[ask] = found.T
    return feature[meets], part[meets], wholly[meets]


def _in_boxes(
    geometry: np.ndarray, feature: np.ndarray, part: np.ndarray, zones: Zones
) -> tuple[np.ndarray, np.ndarray]:
    """Find features whose bounds lie wholly in a zone's boxes, without a look at their outlines.

    The middle of a zone is cut into boxes that share their borders to the last bit. Returned for each pair:
    whether it stands for the whole feature, which one pair of each such feature and zone does, and whether
    nothing of it is left to ask.
    """
    box = zones.box[part]
    a, b = shapely.bounds(geometry[feature[box]]), zones.bounds[part[box]]
    shared = np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2])
    size = (a[:, 2:] - a[:, :2]).prod(axis=1)
    pair, first, nth = np.unique(
        feature[box] * len(zones.table) + zones.owner[part[box]], return_index=True, return_inverse=True
    )
    covered = np.bincount(nth, np.maximum(shared, 0.0).prod(axis=1), minlength=len(pair))
    within = (size[first] > 0) & (covered >= size[first] * (1 - _SAME))
    wholly = np.zeros(len(feature), dtype=bool)
    wholly[np.flatnonzero(box)[first[within]]] = True
    return wholly, np.isin(feature * len(zones.table) + zones.owner[part], pair[within])


def _joined(
    feature: np.ndarray,
    zone: np.ndarray,
    pieces: np.ndarray,
    wholly: np.ndarray,
    shapes: Shapes,
    plane: Map,
) -> Contacts:
    """Put together what a feature has in the parts of one zone; its area is the sum of theirs."""
    order = np.lexsort((zone, feature))
    feature, zone, pieces, wholly = feature[order], zone[order], pieces[order], wholly[order]
    new = first_of_pairs(feature, zone)
    group = np.cumsum(new) - 1
    solid, size = shapes.dimension[feature] == 2, shapes.size[feature]
    sizes = np.where(wholly & solid, size, 0.0)
    sizes[~wholly] = areas_on(pieces[~wholly], plane)
    area = np.bincount(group, sizes, minlength=new.sum())
    feature, zone, solid, size = feature[new], zone[new], solid[new], size[new]
    whole = solid & (area >= size * (1 - _WHOLE))
    area[whole] = size[whole]
    apart = ~whole[group]
    drawn = _unions(_valid(pieces[apart]), group[apart], len(feature))
    piece = np.where(whole, shapes.geometry[feature], drawn)
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
