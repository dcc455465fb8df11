"""Official, measured and planar area side by side, and why they differ."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS, Transformer

from .area import measurable, official_area, to_map, working_map
from .area.crs import GEOGRAPHIC
from .area.scale import Zone
from .ledger.findings import UNREADABLE
from .ledger.repair import repair
from .words import QT_TRANSLATE_NOOP, Marked

CENT = 0.005  # m²: what is less apart is the same to 0.01 m²
NEAR = 1.75  # degrees from the central meridian; a 3° zone ends at 1.5

EXPLANATIONS = {
    "same": QT_TRANSLATE_NOOP("EcoLedger", "The areas agree to 0.01 m²."),
    "unreadable": QT_TRANSLATE_NOOP("EcoLedger", "No area: {why}."),
    "repaired": QT_TRANSLATE_NOOP("EcoLedger", "The outline was repaired on a copy: {what}."),
    "degrees": QT_TRANSLATE_NOOP("EcoLedger", "The coordinates are degrees: there is no planar area."),
    "web_mercator": QT_TRANSLATE_NOOP(
        "EcoLedger", "Web Mercator draws this place larger: its planar area is {percent:+.1f} % off."
    ),
    "far_from_meridian": QT_TRANSLATE_NOOP(
        "EcoLedger",
        "The parcel lies {offset:.2f}° from the zone's central meridian {meridian:g}°: the planar area is "
        "{percent:+.4f} % off; a zone nearer by would be right.",
    ),
    "scale_factor": QT_TRANSLATE_NOOP(
        "EcoLedger",
        "The map's scale is {scale:g} on its central meridian: the planar area is {percent:+.4f} % off.",
    ),
    "zone": QT_TRANSLATE_NOOP(
        "EcoLedger", "The zone's map is flat, the earth is not: the planar area is {percent:+.4f} % off."
    ),
    "projection": QT_TRANSLATE_NOOP(
        "EcoLedger", "The map projection does not keep areas: the planar area is {percent:+.3f} % off."
    ),
    "rounding": QT_TRANSLATE_NOOP(
        "EcoLedger",
        "The official area is {rounding:+.2f} m² from the measure: prescribed rounding, and edges taken in "
        "pieces of at most 70 m.",
    ),
}


def compare_areas(geometries: Any, crs: Any) -> pd.DataFrame:
    """Calculate official, measured and planar areas in m² and say why they differ.

    Parameters
    ----------
    geometries : array of shapely polygons, shape (n,)
    crs : pyproj.CRS, int or str
        The coordinates' CRS; the planar area is taken in it.

    Returns
    -------
    DataFrame
        official_m2 (see `official_area`), measure_m2 (see `measure_area`; both of the repaired polygon),
        planar_m2 (NaN for degrees), difference_m2 (planar - official), reason (keys of `EXPLANATIONS`
        joined by ";") and the values their sentences name.

    Raises
    ------
    CrsError
        Coordinates that cannot be measured.

    Examples
    --------
    >>> square = shapely.box(37481217.2861, 3630535.2182, 37481317.2861, 3630635.2182)
    >>> table = compare_areas([square, None], 4525)
    >>> table[["official_m2", "planar_m2", "reason"]].values.tolist()
    [[9999.91, 10000.0, 'zone'], [nan, nan, 'unreadable']]
    """
    crs = measurable(crs)
    geometries = np.array(geometries, dtype=object)
    plane = working_map(crs, geometries)
    repaired = repair(to_map(geometries, crs, plane), plane)
    table = pd.DataFrame({"official_m2": official_area(repaired.geometries, plane.crs)})
    readable = repaired.reason == ""
    table["measure_m2"] = np.where(readable, repaired.gross, np.nan)
    mended = repaired.repairs.position.to_numpy(dtype=int)
    geometries[mended] = shapely.make_valid(geometries[mended], method="structure", keep_collapsed=False)
    table["planar_m2"] = np.where(readable, _planar(geometries, crs), np.nan)
    table["difference_m2"] = table.planar_m2 - table.official_m2
    table["percent"] = (table.planar_m2 / table.measure_m2 - 1) * 100
    table["rounding"] = table.official_m2 - table.measure_m2
    zone = Zone.of(crs)
    table["meridian"] = zone.meridian if zone else np.nan
    table["scale"] = zone.scale if zone else np.nan
    table["offset"] = _offsets(geometries, crs, zone)
    table["why"] = [UNREADABLE.get(reason, Marked()) for reason in repaired.reason]
    table["what"] = pd.Series(repaired.repairs.what.to_numpy(), index=mended, dtype=object)
    table["reason"] = _reasons(table, crs, readable)
    return table


def _planar(geometries: np.ndarray, crs: CRS) -> np.ndarray:
    if crs.is_geographic:
        return np.full(len(geometries), np.nan)
    return shapely.area(geometries) * crs.axis_info[0].unit_conversion_factor ** 2


def _offsets(geometries: np.ndarray, crs: CRS, zone: Zone | None) -> np.ndarray:
    """Return how many degrees each geometry's middle lies from the zone's meridian."""
    if zone is None:
        return np.full(len(geometries), np.nan)
    west, south, east, north = shapely.bounds(geometries).T
    to_degrees = Transformer.from_crs(crs, GEOGRAPHIC, always_xy=True)
    longitude, _ = to_degrees.transform((west + east) / 2, (south + north) / 2)
    return np.abs(longitude - zone.meridian)


def _reasons(table: pd.DataFrame, crs: CRS, readable: np.ndarray) -> np.ndarray:
    of_map = np.full(len(table), _map_reason(crs), dtype=object)
    of_map[(of_map == "zone") & (table.offset > NEAR)] = "far_from_meridian"
    of_map[table.difference_m2.abs() < CENT] = ""
    rounding = np.where(table.rounding.abs() >= CENT, "rounding", "")
    repaired = np.where(table.what.notna(), "repaired", "")
    keys = np.column_stack([repaired, of_map, rounding]).astype(object)
    joined = [";".join(key for key in row if key) or "same" for row in keys]
    return np.where(readable, np.array(joined, dtype=object), "unreadable")


def _map_reason(crs: CRS) -> str:
    if crs.is_geographic:
        return "degrees"
    zone = Zone.of(crs)
    if zone is not None:
        return "zone" if zone.scale == 1.0 else "scale_factor"
    operation = crs.coordinate_operation
    mercator = operation is not None and operation.method_name == "Popular Visualisation Pseudo Mercator"
    return "web_mercator" if mercator else "projection"
