"""What was walked, in degrees, cleaned and turned into a parcel, a line, a strip or a site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import shapely
from pyproj import CRS

from ..area import Map, to_map
from ..fielddata.model import Item
from ..track import (
    Cleaned,
    CleaningOptions,
    Ground,
    Walk,
    clean,
    corridor,
    fix_errors,
    to_line,
    to_polygon,
    to_polygons,
    walk_of,
)
from ..track.shapes import GAP_METRES, GAP_SHARE
from .drawn import drawn, geometry_of, goes_round
from .ground import DEGREES, WALKED, Removed, Row, times_of
from .wish import Wish


def rows_of(item: Item, wish: Wish, options: CleaningOptions) -> Iterator[Row]:
    """Yield what an item becomes; nothing where it has no position.

    Parameters
    ----------
    item : Item
        In degrees of CGCS2000.
    """
    if item.kind in WALKED:
        yield from _walked(item, wish, options)
    elif item.kind == "line" and wish.geometry == "polygon":
        yield from _walked(item, wish, None)
    elif item.kind == "line" and wish.width and wish.geometry != "point" and not _is_ring(item):
        yield from _walked(item, replace(wish, geometry="line"), None)
    else:
        yield from drawn(item, wish.geometry)


def _is_ring(item: Item) -> bool:
    line = geometry_of(item)
    return line is not None and goes_round(line)


def _walked(item: Item, wish: Wish, options: CleaningOptions | None) -> Iterator[Row]:
    """Yield the row of a walk; without options it was drawn: nothing is taken out of it."""
    if not item.n_points:
        return
    walk = walk_of(item, DEGREES)
    cleaned = _placed(walk) if options is None else clean(walk, options)
    ground = _ground(cleaned.walk, wish)
    geometry = ground.geometry
    if wish.geometry == "point" and geometry is not None:
        geometry = shapely.line_interpolate_point(shapely.get_geometry(geometry, 0), 0.5, normalized=True)
    values = {"name": item.name} | _figures(ground) | times_of(item.parts)
    values |= {"n_points": item.n_points, "n_removed": len(cleaned.removed)}
    values |= {"segments": sum(len(part) > 0 for part in item.parts)}
    if len(cleaned.walk):
        values["accuracy_m"] = float(np.median(fix_errors(cleaned.walk)))
    shape, lesser = (_in_degrees(each, walk.plane) for each in (geometry, ground.lesser))
    yield Row(shape, values, ground.findings, removed=_removed(item, walk, cleaned), lesser=lesser)


def _placed(walk: Walk) -> Cleaned:
    nowhere = ~np.isfinite(walk.xy).all(axis=1)
    index = walk.index[nowhere]
    return Cleaned(walk.take(~nowhere), index, np.full(len(index), "no_position", dtype=object))


def _ground(walk: Walk, wish: Wish) -> Ground:
    if wish.geometry in ("auto", "polygon"):
        close = to_polygons if wish.segments == "kept" else to_polygon
        ground = close(walk, lobes=wish.lobes)
        closed = ground.gap_m <= max(GAP_METRES, GAP_SHARE * ground.length_m)  # it was meant to go round
        if wish.geometry == "polygon" or (ground.geometry is not None and closed):
            return ground
    if wish.segments == "joined":
        walk = walk.joined()
    return corridor(walk, wish.width) if wish.width and wish.geometry != "point" else to_line(walk)


def _figures(ground: Ground) -> dict[str, float]:
    figures: dict[str, float] = dict.fromkeys(("area_m2", "area_error_m2", "gap_m"), np.nan)
    figures["length_m"] = ground.length_m
    if ground.area_m2 > 0:
        figures["area_m2"] = ground.area_m2
    if ground.lobes_m2:
        figures |= {"area_error_m2": ground.area_error_m2, "gap_m": ground.gap_m}
        figures["lobes"] = len(ground.lobes_m2)
    return figures


def _removed(item: Item, walk: Walk, cleaned: Cleaned) -> Removed:
    xy = np.concatenate([part.xy for part in item.parts])
    nowhere = ~np.isfinite(walk.xy).all(axis=1)
    xy = np.where(nowhere[:, None], np.nan, xy)
    return Removed(cleaned.removed, cleaned.reason, walk.time[cleaned.removed], xy[cleaned.removed])


def _in_degrees(geometry: shapely.Geometry | None, plane: Map) -> shapely.Geometry | None:
    if geometry is None:
        return None
    degrees = CRS.from_user_input(DEGREES)
    return to_map(np.array([geometry], dtype=object), plane.crs, replace(plane, crs=degrees))[0]
