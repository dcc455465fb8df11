"""Repairs on a copy: what could be read, what was repaired, what nobody can read.

Nothing is dropped: an unreadable parcel keeps its row with the reason, and never touches its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..area import Map, areas_and_plain_on, areas_on
from ..overlay import is_ground, polygonal
from ..threads import in_threads

_NO_GEOMETRY = (shapely.GEOSException, TypeError, ValueError, NotImplementedError)
_NO_REPAIRS = pd.DataFrame(
    {"position": np.zeros(0, dtype=int), "what": [], "before_m2": np.zeros(0), "after_m2": np.zeros(0)}
)
REASONS = ("null", "empty", "not_finite", "not_polygon", "out_of_domain", "no_area")


@dataclass(frozen=True)
class Repaired:
    """Readable polygons beside the reasons why others are not.

    Parameters
    ----------
    geometries : ndarray of polygons
        Valid; an empty polygon where nothing could be read.
    reason : ndarray of str
        ``""`` where readable, else one of `REASONS`.
    gross : ndarray of float
        Area in m² of the repaired polygon; for unreadable ones that of their finite vertices' outline.
    repairs : DataFrame
        Columns position, what (GEOS' words), before_m2, after_m2: one row per repaired polygon.
    """

    geometries: np.ndarray
    reason: np.ndarray
    gross: np.ndarray
    repairs: pd.DataFrame


def repair(geometries: np.ndarray, plane: Map) -> Repaired:
    """Make polygons readable on a copy and measure them.

    Parameters
    ----------
    geometries : array of shapely geometries, coordinates on `plane`
    plane : Map
        Where they are measured.

    Examples
    --------
    >>> from ..area import working_map, measurable
    >>> crs = measurable(4525)
    >>> bow_tie = shapely.from_wkt("POLYGON((37500000 3600000,37500200 3600200,37500200 3600000,"
    ...                            "37500000 3600200,37500000 3600000))")
    >>> result = repair(np.array([bow_tie, None], dtype=object), working_map(crs, np.array([bow_tie])))
    >>> result.reason.tolist(), result.gross.round(1).tolist(), result.repairs.position.tolist()
    (['', 'null'], [20000.0, 0.0], [0])
    """
    geometries = np.array(geometries, dtype=object)
    reason, gross = _why_unreadable(geometries, plane), np.zeros(len(geometries))
    readable = np.flatnonzero(reason == "")
    valid, gross[readable] = _checked(geometries[readable], plane)
    repairs = _mend(geometries, reason, gross, readable[~valid], plane)
    lost = np.flatnonzero(reason != "")
    gross[lost] = areas_on(_outlines(geometries[lost], reason[lost]), plane)
    thin = np.flatnonzero((gross < 1.0) & (reason == ""))
    thin = thin[~is_ground(geometries[thin])]
    reason[thin], gross[thin] = "no_area", 0.0
    geometries[reason != ""] = shapely.Polygon()
    return Repaired(geometries, reason, gross, repairs[reason[repairs.position] == ""].reset_index(drop=True))


def _mend(
    geometries: np.ndarray, reason: np.ndarray, gross: np.ndarray, broken: np.ndarray, plane: Map
) -> pd.DataFrame:
    """Make polygons valid and measure them anew, in place; return what was done, see `Repaired`."""
    if not len(broken):
        return _NO_REPAIRS
    hidden = ~np.isfinite(shapely.area(geometries[broken]))  # a NaN that the bounds passed over
    reason[broken[hidden]] = "not_finite"
    broken = broken[~hidden]
    words, before = shapely.is_valid_reason(geometries[broken]), gross[broken]
    geometries[broken] = made_valid(geometries[broken])
    gross[broken] = areas_on(geometries[broken], plane)
    return pd.DataFrame({"position": broken, "what": words, "before_m2": before, "after_m2": gross[broken]})


def read_wkb(values: Sequence[bytes | None]) -> tuple[np.ndarray, pd.DataFrame]:
    """Read WKB; a ring that is not closed is closed and listed, what is no geometry becomes None and listed.

    Curves have to be straightened by the program that reads the layer: here they are no geometry.

    Returns
    -------
    geometries : ndarray of shapely geometries or None
    notes : DataFrame
        Columns position, what.
    """
    values = np.asarray(values, dtype=object)
    try:
        return shapely.from_wkb(values), pd.DataFrame({"position": [], "what": []})
    except _NO_GEOMETRY:
        pass
    geometries, notes = np.full(len(values), None, dtype=object), []
    for position, value in enumerate(values):
        try:
            geometries[position] = shapely.from_wkb(value)
        except _NO_GEOMETRY as problem:
            geometries[position] = _closed(value)
            notes.append((position, str(problem)))
    return geometries, pd.DataFrame(notes, columns=["position", "what"])


def _closed(value: bytes | None) -> shapely.Geometry | None:
    """Return the geometry with its rings closed, None where that is not what is wrong."""
    try:
        return shapely.from_wkb(value, on_invalid="fix")
    except _NO_GEOMETRY:
        return None


def _why_unreadable(geometries: np.ndarray, plane: Map) -> np.ndarray:
    reason = np.full(len(geometries), "", dtype=object)
    kind = shapely.get_type_id(geometries)
    collection = np.flatnonzero(kind == 7)
    geometries[collection] = polygonal(geometries[collection])
    solid = np.flatnonzero(shapely.get_coordinate_dimension(geometries) > 2)  # Z, M or both
    geometries[solid] = shapely.force_2d(geometries[solid])
    bounds = shapely.bounds(geometries)
    unbounded = np.flatnonzero(~np.isfinite(bounds).all(axis=1))
    reason[~plane.zone.in_domain(bounds)] = "out_of_domain"
    reason[unbounded] = "not_finite"
    reason[~np.isin(kind, (3, 6, 7))] = "not_polygon"
    reason[unbounded[shapely.is_empty(geometries[unbounded])]] = "empty"
    reason[kind == -1] = "null"
    return reason


def _checked(geometries: np.ndarray, plane: Map) -> tuple[np.ndarray, np.ndarray]:
    """Return which are valid and all areas in m²: together, so that no processor waits for Python's lock."""

    def both(block: np.ndarray) -> np.ndarray:
        area, valid = areas_and_plain_on(block, plane)
        valid[~valid] = shapely.is_valid(block[~valid])
        return np.column_stack([valid, area])

    valid, area = in_threads(both, geometries, each=1).T
    return valid.astype(bool), area


def made_valid(geometries: np.ndarray) -> np.ndarray:
    """Return the ground the rings go round: both wings of a bow-tie, a ring walked twice once.

    Examples
    --------
    >>> bow_tie = shapely.from_wkt("POLYGON((0 0, 20 20, 20 0, 0 20, 0 0))")
    >>> made_valid(np.array([bow_tie]))[0].area
    200.0
    """
    return polygonal(shapely.make_valid(geometries, method="structure", keep_collapsed=False))


def _outlines(geometries: np.ndarray, reason: np.ndarray) -> np.ndarray:
    """Return what outline the finite vertices of unreadable polygons still give, for their gross area."""
    outlines = np.full(len(geometries), None, dtype=object)
    for i, (geometry, why) in enumerate(zip(geometries, reason, strict=True)):
        if why == "not_finite" and shapely.get_type_id(geometry) == 3:
            xy = shapely.get_coordinates(geometry)
            xy = xy[np.isfinite(xy).all(axis=1)]
            outlines[i] = shapely.Polygon(xy) if len(np.unique(xy, axis=0)) >= 3 else None
    return outlines
