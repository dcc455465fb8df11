"""Checks of single shapes: can it be read, is it valid, spikes, slivers, too small, vertices twice."""

from __future__ import annotations

import re

import numpy as np
import shapely

from ..rules.zones import REASONS
from .layer import Found, Ground, Layer, at_rows, points

_PLACE = re.compile(r"\[(\S+) (\S+)\]")


def unreadable(layer: Layer, ground: Ground) -> Found:
    """Find features without a geometry that can be used."""
    rows = np.flatnonzero(layer.shapes.reason != "")
    return at_rows(layer, rows, reason=[REASONS[r] for r in layer.shapes.reason[rows]])


def invalid(layer: Layer, ground: Ground) -> Found:
    """Find polygons whose outline crosses or touches itself; the place is where GEOS met it first."""
    repairs = layer.shapes.repairs
    places = [_PLACE.search(what) for what in repairs.what]
    geometry = np.array([shapely.Point(*map(float, p.groups())) if p else None for p in places], dtype=object)
    fields = {
        "what": [_PLACE.sub("", what) for what in repairs.what],
        "change": repairs.after_m2 - repairs.before_m2,
    }
    return Found(repairs.position.to_numpy(dtype=int), geometry, fields)


def duplicate_vertices(layer: Layer, ground: Ground) -> Found:
    """Find outlines with the same vertex twice in a row."""
    corners = _corners(layer)
    twice = np.hypot(*(corners.xy - corners.after).T) < ground.limits.same_vertex
    return _at_places(corners.xy[twice], corners.owner[twice])


def spikes(layer: Layer, ground: Ground) -> Found:
    """Find corners of polygons sharper than the limit: where a vertex went astray and came back."""
    corners = _corners(layer)
    back, on = corners.before - corners.xy, corners.after - corners.xy
    lengths = np.hypot(*back.T) * np.hypot(*on.T)
    whole = lengths > ground.limits.same_vertex**2
    cosine = (back * on).sum(axis=1)[whole] / lengths[whole]
    sharp = np.flatnonzero(whole)[cosine > np.cos(np.radians(ground.limits.spike_angle))]
    return _at_places(corners.xy[sharp], corners.owner[sharp])


def slivers(layer: Layer, ground: Ground) -> Found:
    """Find polygons that are next to nothing, or thin: 4πA/P² below the limit."""
    rows = layer.solid
    shapes, limits = layer.shapes.geometry[rows], ground.limits
    outline = np.maximum(shapely.length(shapes), 1e-12)
    thin = 4 * np.pi * shapely.area(shapes) / outline**2
    sliver = (layer.shapes.size[rows] < limits.sliver_area) | (thin < limits.sliver_shape)
    return at_rows(layer, rows[sliver], area=layer.shapes.size[rows[sliver]], thin=thin[sliver])


def too_small(layer: Layer, ground: Ground) -> Found | None:
    """Find parcels below the smallest area their target counts."""
    target = layer.column("target")
    if target is None:
        return None
    named = {t.id: t.min_area for t in ground.plan.targets} if ground.plan else {}
    smallest = np.array([named.get(t) or ground.limits.min_area for t in target])
    rows = layer.solid[layer.shapes.size[layer.solid] < smallest[layer.solid]]
    return at_rows(layer, rows, area=layer.shapes.size[rows], smallest=smallest[rows])


class _Corners:
    """Every vertex of the rings of readable polygons, with those before and after it; whose it is."""

    def __init__(self, shapes: np.ndarray, rows: np.ndarray) -> None:
        parts, part_of = shapely.get_parts(shapes, return_index=True)
        rings, ring_of = shapely.get_rings(parts, return_index=True)
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        last = np.append(ring[1:] != ring[:-1], True)[: len(ring)]
        self.xy, ring = xy[~last], ring[~last]  # a ring's last vertex is its first
        number = np.bincount(ring, minlength=len(rings))
        first = np.repeat(np.cumsum(number) - number, number)
        nth, number = np.arange(len(ring)) - first, np.repeat(number, number)
        self.before = self.xy[first + (nth - 1) % np.maximum(number, 1)]
        self.after = self.xy[first + (nth + 1) % np.maximum(number, 1)]
        self.owner = rows[part_of[ring_of[ring]]]


def _corners(layer: Layer) -> _Corners:
    """Return the corners of the outlines as they were drawn, not as they were repaired."""
    rows = layer.solid
    drawn = layer.original[rows]
    return _Corners(
        np.where(np.isin(shapely.get_type_id(drawn), (3, 6)), drawn, layer.shapes.geometry[rows]), rows
    )


def _at_places(xy: np.ndarray, owner: np.ndarray) -> Found:
    rows, places = points(xy, owner)
    return Found(rows, places, {"count": np.bincount(owner)[rows] if len(rows) else []})
