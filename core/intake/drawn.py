"""What was drawn or surveyed, in degrees, as parcels, lines and sites with their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS

from ..area import areas_on, lengths_on, to_map, working_map
from ..errors import Fault
from ..fielddata.model import Item
from ..ledger.repair import made_valid
from ..words import QT_TRANSLATE_NOOP
from .ground import DEGREES, Row, times_of

_CROSSING = (
    QT_TRANSLATE_NOOP("EcoLedger", "The outline of “{name}” crosses or meets itself ({reason})"),
    QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Redraw it there. It comes in as it was drawn; its area is that of all the ground it goes round.",
    ),
)


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


def taken_apart(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer with a row for the areas of each collection, one for its lines and one for its points.

    Examples
    --------
    >>> one, other = shapely.points([(5, 5), (6, 5)])
    >>> mixed = shapely.GeometryCollection([one, shapely.box(0, 0, 1, 1), other])
    >>> layer = gpd.GeoDataFrame({"fid": [7, 8]}, geometry=[mixed, one])
    >>> apart = taken_apart(layer)
    >>> apart.fid.tolist(), apart.geom_type.tolist()
    ([7, 7, 8], ['Polygon', 'MultiPoint', 'Point'])
    """
    shapes = np.asarray(frame.geometry.array, dtype=object)
    collected = shapely.get_type_id(shapes) == 7
    if not collected.any():
        return frame
    members = [_by_dimension(s) if own else [s] for s, own in zip(shapes, collected, strict=True)]
    rows = np.repeat(np.arange(len(shapes)), [len(own) for own in members])
    apart = frame.iloc[rows].reset_index(drop=True)
    return apart.set_geometry(gpd.GeoSeries([s for own in members for s in own], crs=frame.crs))


def drawn_rows(geometries: Any, values: list[dict[str, Any]], wanted: str | Sequence[str]) -> Iterator[Row]:
    """Yield geometries in degrees as what is wanted of all or of each; what cannot be made so is left out.

    An outline that crosses itself is left as it is and told; its area is that of a repaired copy.
    """
    geometries = np.asarray(geometries, dtype=object)
    wishes = np.broadcast_to(wanted, len(geometries))
    shaped = [_as_wanted(g, str(w)) for g, w in zip(geometries, wishes, strict=True)]
    shaped = np.array(shaped, dtype=object)
    area, length, crossing = _measured(shaped)
    for i in np.flatnonzero(~shapely.is_missing(shaped)):
        own, dimension = values[i], shapely.get_dimensions(shaped[i])
        figures: dict[str, Any] = {
            "n_points": int(shapely.get_num_coordinates(geometries[i])),
            "n_removed": 0,
        }
        if dimension >= 1:
            figures["length_m"] = float(length[i])
        if dimension == 2:
            figures["area_m2"] = float(area[i])
        found = (_crossing(own, crossing[i]),) if i in crossing else ()
        yield Row(shaped[i], figures | own, found, position=int(i))


def _measured(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray, dict[int, str]]:
    """Return areas in m², lengths in m, and where outlines cross themselves with GEOS' words of it."""
    degrees = CRS.from_user_input(DEGREES)
    plane = working_map(degrees, shapes)
    on_plane = to_map(shapes, degrees, plane)
    solid = shapely.get_dimensions(on_plane) == 2
    length = lengths_on(np.where(solid, shapely.boundary(on_plane), on_plane), plane)
    broken = np.flatnonzero(solid & ~shapely.is_valid(on_plane))
    on_plane[broken] = made_valid(on_plane[broken])
    crossing = dict(zip(broken.tolist(), shapely.is_valid_reason(shapes[broken]), strict=True))
    return areas_on(on_plane, plane), length, crossing


def _crossing(values: dict[str, Any], reason: str) -> Fault:
    fields = {"name": values.get("name") or values.get("item") or "", "reason": reason}
    return Fault("intake.crossing", *_CROSSING, fields, severity="warning")


def _by_dimension(collection: shapely.Geometry) -> list[shapely.Geometry]:
    """Return the areas, the lines and the points of a collection, of each what there is."""
    singles = [collection]
    while any(shapely.get_type_id(single) > 3 for single in singles):
        singles = list(shapely.get_parts(singles))
    gather = {2: shapely.multipolygons, 1: shapely.multilinestrings, 0: shapely.multipoints}
    dimension = shapely.get_dimensions(singles)
    found = [
        _one_or_many([s for s, d in zip(singles, dimension, strict=True) if d == n], gather[n])
        for n in gather
    ]
    return [geometry for geometry in found if geometry is not None]


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
    """Say whether a line ends where it begins, in all its parts.

    Examples
    --------
    >>> goes_round(shapely.linestrings([(0, 0), (1, 0), (1, 1), (0, 0)]))
    True
    >>> goes_round(shapely.linestrings([(0, 0), (1, 0), (0, 0)]))
    False
    """
    return all(shapely.is_closed(part) and len(part.coords) > 3 for part in shapely.get_parts(geometry))


def _filled(geometry: shapely.Geometry) -> shapely.Geometry | None:
    """Return lines as polygons; what has too few points for one stays out."""
    shapes = [shapely.Polygon(part.coords) for part in shapely.get_parts(geometry) if len(part.coords) >= 3]
    return _one_or_many(shapes, shapely.multipolygons)
