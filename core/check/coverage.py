"""Checks of shapes side by side: overlaps, gaps, what lies outside the district or in another township."""

from __future__ import annotations

import numpy as np
import shapely

from ..area import areas_on
from ..ledger.partition import OUTSIDE
from ..ledger.rows import set_numbers
from ..overlap import meeting_pairs
from ..overlay import difference, dissolved, intersection, is_ground
from .layer import Found, Ground, Layer, at_rows

_COMMON_BORDER = 0.01  # m²: what two neighbours share below it is the rounding of their border


def overlaps(layer: Layer, ground: Ground) -> Found | None:
    """Find polygons that share ground: in a layer of interventions, of one target or exclusive group."""
    rows = layer.solid[layer.in_use[layer.solid]]
    if not len(rows):
        return None
    shapes = layer.shapes.geometry[rows]
    a, b = meeting_pairs(shapes, shapes)
    sets = _sets(layer, ground)[rows]
    a, b = (side[(a < b) & (sets[a] == sets[b])] for side in (a, b))
    pieces = intersection(shapes[a], shapes[b])
    area = areas_on(pieces, ground.plane)
    real = is_ground(pieces) & (area > _COMMON_BORDER)
    fields = {"area": area[real], "other": layer.table.fid.to_numpy()[rows[a[real]]]}
    return Found(rows[b[real]], pieces[real], fields, other=rows[a[real]])


def _sets(layer: Layer, ground: Ground) -> np.ndarray:
    """Return a number for each row; only rows of one number must not share ground."""
    target = layer.text("target")
    if target is None or ground.plan is None:
        return np.zeros(len(layer.frame), dtype=int)
    return set_numbers(target, {t.id: t for t in ground.plan.targets}, ground.plan.groups)


def gaps(layer: Layer, ground: Ground) -> Found | None:
    """Find ground that polygons of a full-coverage layer enclose and none of them covers."""
    if not layer.full_coverage or not len(layer.solid):
        return None
    shapes = layer.shapes.geometry[layer.solid]
    west, south, east, north = shapely.total_bounds(shapes)
    around = shapely.box(west - 1, south - 1, east + 1, north + 1)
    empty = shapely.get_parts(difference(np.array([around]), np.array([dissolved(shapes)])))
    holes = empty[is_ground(empty) & ~shapely.intersects(empty, around.exterior)]
    tree = shapely.STRtree(shapes)
    hole, beside = tree.query(holes, predicate="intersects")
    _, first = np.unique(hole, return_index=True)
    area = areas_on(holes, ground.plane)
    return Found(layer.solid[beside[first]], holes[hole[first]], {"area": area[hole[first]]})


def outside_district(layer: Layer, ground: Ground) -> Found | None:
    """Find polygons with ground in no township, and lines and points with a vertex in none."""
    if ground.partition is None:
        return None
    rows = layer.solid
    pieces = ground.partition.locate(layer.shapes.geometry[rows])
    out = pieces.unit == OUTSIDE
    area = areas_on(pieces.geometry[out], ground.plane)
    thin = np.flatnonzero((layer.shapes.dimension < 2) & (layer.shapes.reason == ""))
    xy, owner = shapely.get_coordinates(layer.shapes.geometry[thin], return_index=True)
    away = thin[np.unique(owner[ground.partition.unit_at(xy) == OUTSIDE])]
    row = np.concatenate([rows[pieces.parcel[out]], away])
    geometry = np.concatenate([pieces.geometry[out], layer.shapes.geometry[away]])
    return Found(row, geometry, {"area": np.concatenate([area, np.zeros(len(away))])})


def wrong_township(layer: Layer, ground: Ground) -> Found | None:
    """Find interventions most of which lies in another township than stated; zones may span several."""
    stated = layer.text("township")
    if ground.partition is None or stated is None or "target" not in layer.frame:
        return None
    unit = np.full(len(layer.frame), OUTSIDE)
    rows = layer.solid
    pieces = ground.partition.locate(layer.shapes.geometry[rows])
    order = np.argsort(shapely.area(pieces.geometry), kind="stable")
    unit[rows[pieces.parcel[order]]] = pieces.unit[order]  # the largest piece comes last and stays
    thin = np.flatnonzero((layer.shapes.dimension < 2) & (layer.shapes.reason == ""))
    middle = shapely.point_on_surface(layer.shapes.geometry[thin])
    unit[thin] = ground.partition.unit_at(shapely.get_coordinates(middle))
    place = np.where(unit == OUTSIDE, "", ground.codes[unit])
    wrong = np.flatnonzero((stated != "") & (place != "") & (stated != place))
    return at_rows(layer, wrong, stated=stated[wrong], place=place[wrong])
