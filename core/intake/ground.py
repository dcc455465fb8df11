"""Items of a file, in degrees, to geometries with their figures: one row per parcel, line or site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from ..area import Map, areas_on, lengths_on, to_map, working_map
from ..errors import Fault
from ..fielddata.model import Item, Part
from ..track import CleaningOptions, Ground, clean, fix_errors, to_line, to_polygon, walk_of

DEGREES = "EPSG:4490"
WANTED = ("auto", "polygon", "line", "point")
COLUMNS = {
    **dict.fromkeys(("source_file", "item", "name"), "text"),
    **dict.fromkeys(("time_start", "time_end"), "datetime"),
    **dict.fromkeys(("n_points", "n_removed"), "integer"),
    **dict.fromkeys(("length_m", "area_m2", "area_error_m2"), "real"),
    **dict.fromkeys(("datum", "encoding"), "text"),
}
_WALKED = ("track", "route")
_CLOSED_METRES, _CLOSED_SHARE = 30.0, 0.05  # a walk that ends so near its start was meant to go round


@dataclass(frozen=True, eq=False)
class Row:
    """A geometry in degrees of CGCS2000 with its figures, and what was found making it.

    Parameters
    ----------
    geometry : shapely geometry, optional
    values : dict
        Of `COLUMNS`; of a walk that was closed also ``gap_m``, of any walk ``accuracy_m``.
    position : int
        Of the item in its file, of the row in its layer, from 0.
    """

    geometry: shapely.Geometry | None
    values: dict[str, Any]
    findings: tuple[Fault, ...] = ()
    position: int = 0


def rows_of(item: Item, wanted: str, options: CleaningOptions) -> Iterator[Row]:
    """Yield what an item becomes: `wanted` is polygon, line, point, or auto for what it shows itself to be.

    Parameters
    ----------
    item : Item
        In degrees of CGCS2000.
    """
    if item.kind in _WALKED or (item.kind == "line" and wanted == "polygon"):
        yield from _walked(item, wanted, options)
    else:
        yield from _drawn(item, wanted)


def _walked(item: Item, wanted: str, options: CleaningOptions) -> Iterator[Row]:
    if not item.n_points:
        return
    walk = walk_of(item, DEGREES)
    cleaned = clean(walk, options)
    if wanted == "auto":
        ground = to_polygon(cleaned.walk)
        closed = ground.gap_m <= max(_CLOSED_METRES, _CLOSED_SHARE * ground.length_m)
        ground = ground if ground.geometry is not None and closed else to_line(cleaned.walk)
    else:
        ground = to_polygon(cleaned.walk) if wanted == "polygon" else to_line(cleaned.walk)
    geometry = ground.geometry
    if wanted == "point" and geometry is not None:
        geometry = shapely.line_interpolate_point(shapely.get_geometry(geometry, 0), 0.5, normalized=True)
    values = _figures(ground) | _times(item.parts)
    values |= {"n_points": item.n_points, "n_removed": len(cleaned.removed), "name": item.name}
    if len(cleaned.walk):
        values["accuracy_m"] = float(np.median(fix_errors(cleaned.walk)))
    yield Row(_in_degrees(geometry, walk.plane), values, ground.findings)


def _figures(ground: Ground) -> dict[str, float]:
    known = ground.area_m2 > 0
    return {
        "length_m": ground.length_m,
        "area_m2": ground.area_m2 if known else np.nan,
        "area_error_m2": ground.area_error_m2 if known else np.nan,
        "gap_m": ground.gap_m if known else np.nan,
    }


def _times(parts: tuple[Part, ...]) -> dict[str, Any]:
    times = [part.time for part in parts if part.time is not None]
    known = np.concatenate(times) if times else np.zeros(0, dtype="datetime64[ms]")
    known = known[~np.isnat(known)]
    return {"time_start": known.min(), "time_end": known.max()} if len(known) else {}


def _in_degrees(geometry: shapely.Geometry | None, plane: Map) -> shapely.Geometry | None:
    if geometry is None:
        return None
    degrees = CRS.from_user_input(DEGREES)
    return to_map(np.array([geometry], dtype=object), plane.crs, replace(plane, crs=degrees))[0]


def _drawn(item: Item, wanted: str) -> Iterator[Row]:
    geometry = geometry_of(item)
    if geometry is None:
        return
    yield from drawn_rows([geometry], [{"name": item.name} | _times(item.parts)], wanted)


def geometry_of(item: Item) -> shapely.Geometry | None:
    """Return the geometry of an item that was drawn; None where it has too few positions for any.

    Examples
    --------
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
    if wanted == "auto" and dimension == 1 and _goes_round(geometry):
        return _filled(geometry)
    if wanted == "polygon":
        return _filled(geometry) if dimension == 1 else geometry
    if wanted == "line" and dimension == 2:
        return shapely.boundary(geometry)
    if wanted == "point" and dimension > 0:
        return shapely.point_on_surface(geometry)
    return geometry


def _goes_round(geometry: shapely.Geometry) -> bool:
    return all(shapely.is_closed(part) and len(part.coords) > 3 for part in shapely.get_parts(geometry))


def _filled(geometry: shapely.Geometry) -> shapely.Geometry | None:
    """Return lines as polygons; what has too few points for one stays out."""
    shapes = [shapely.Polygon(part.coords) for part in shapely.get_parts(geometry) if len(part.coords) >= 3]
    return _one_or_many(shapes, shapely.multipolygons)


def frame_of(rows: list[Row], dimension: int) -> gpd.GeoDataFrame:
    """Return the rows whose geometry has that dimension as a frame in degrees with the columns `COLUMNS`."""
    own = [row for row in rows if shapely.get_dimensions(row.geometry) == dimension]
    table = pd.DataFrame([row.values for row in own]).reindex(columns=list(COLUMNS))
    for name in ("time_start", "time_end"):
        table[name] = pd.to_datetime(table[name], utc=True)
    return gpd.GeoDataFrame(table, geometry=[row.geometry for row in own], crs=DEGREES)
