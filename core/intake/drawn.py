"""What was drawn or surveyed, in degrees, as parcels, lines and sites with their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from pyproj import CRS

from ..area import areas_on, lengths_on, to_map, working_map
from ..fielddata.model import Item
from .ground import DEGREES, Row, times_of


def drawn(item: Item, wanted: str) -> Iterator[Row]:
    """Yield what a drawn item becomes: `wanted` is polygon, line, point, or auto for what it is."""
    geometry = geometry_of(item)
    if geometry is None:
        return
    yield from drawn_rows([geometry], [{"name": item.name} | times_of(item.parts)], wanted)


def geometry_of(item: Item) -> shapely.Geometry | None:
    """Return the geometry of an item that was drawn; None where it has too few positions for any.

    Examples
    --------
    >>> from ..fielddata.model import Part
    >>> geometry_of(Item("point", "", (Part(np.array([[110.8, 32.8]])),))).wkt
    'POINT (110.8 32.8)'
    """
    parts = [part for part in item.parts if len(part)]
    if item.kind in ("waypoint", "point"):
        points = shapely.points(np.concatenate([part.xy for part in parts])) if parts else []
        return _one_or_many(list(points), shapely.multipoints)
    if item.kind == "polygon":
        rings = [part for part in parts if len(part) >= 3]
        shapes = [shapely.Polygon(p.xy, [h.xy for h in p.holes if len(h) >= 3]) for p in rings]
        return _one_or_many(shapes, shapely.multipolygons)
    lines = [shapely.linestrings(part.xy) for part in parts if len(part) >= 2]
    return _one_or_many(lines, shapely.multilinestrings)


def _one_or_many(shapes: list, gathered: Any) -> shapely.Geometry | None:
    if not shapes:
        return None
    return shapes[0] if len(shapes) == 1 else gathered(shapes)


def drawn_rows(geometries: Any, values: list[dict[str, Any]], wanted: str | Sequence[str]) -> Iterator[Row]:
    """Yield geometries in degrees as what is wanted of all or of each; what cannot be made so is left out."""
    geometries = np.asarray(geometries, dtype=object)
    wishes = np.broadcast_to(wanted, len(geometries))
    shaped = np.array([_as_wanted(g, str(w)) for g, w in zip(geometries, wishes, strict=True)], dtype=object)
    degrees = CRS.from_user_input(DEGREES)
    plane = working_map(degrees, shaped)
    on_plane = to_map(shaped, degrees, plane)
    dimension = shapely.get_dimensions(on_plane)
    outline = np.where(dimension == 2, shapely.boundary(on_plane), on_plane)
    area, length = areas_on(on_plane, plane), lengths_on(outline, plane)
    for i in np.flatnonzero(~shapely.is_missing(shaped)):
        figures: dict[str, Any] = {
            "n_points": int(shapely.get_num_coordinates(geometries[i])),
            "n_removed": 0,
        }
        if dimension[i] >= 1:
            figures["length_m"] = float(length[i])
        if dimension[i] == 2:
            figures["area_m2"] = float(area[i])
        yield Row(shaped[i], figures | values[i], position=int(i))


def _as_wanted(geometry: shapely.Geometry | None, wanted: str) -> shapely.Geometry | None:
    if geometry is None or shapely.is_empty(geometry):
        return None
    dimension = shapely.get_dimensions(geometry)
    if wanted == "auto" and dimension == 1 and goes_round(geometry):
        return _filled(geometry)
    if wanted == "polygon":
        return _filled(geometry) if dimension == 1 else geometry
    if wanted == "line" and dimension == 2:
        return shapely.boundary(geometry)
    if wanted == "point" and dimension > 0:
        return shapely.point_on_surface(geometry)
    return geometry


def goes_round(geometry: shapely.Geometry) -> bool:
    """Say whether a line ends where it begins, in all its parts."""
    return all(shapely.is_closed(part) and len(part.coords) > 3 for part in shapely.get_parts(geometry))


def _filled(geometry: shapely.Geometry) -> shapely.Geometry | None:
    """Return lines as polygons; what has too few points for one stays out."""
    shapes = [shapely.Polygon(part.coords) for part in shapely.get_parts(geometry) if len(part.coords) >= 3]
    return _one_or_many(shapes, shapely.multipolygons)
