"""Features of a layer read on a copy: polygons, lines or points, with the reason why others are not."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import Map, lengths_on, measurable, to_map
from ..ledger.lines import why_no_line
from ..ledger.repair import repair

_POINTS, _LINES = (0, 4), (1, 2, 5)
DIMENSION = {"point": 0, "line": 1, "polygon": 2}


@dataclass(frozen=True)
class Shapes:
    """Geometries on one plane, repaired on a copy; rows in the order of the layer.

    Parameters
    ----------
    geometry : ndarray of shapely geometries, shape (n,)
        Valid; an empty one where nothing could be read.
    dimension : ndarray of int
        0 points, 1 lines, 2 polygons.
    reason : ndarray of str
        Why it could not be read, ``""`` where it could: the words of the ledger's repairs.
    size : ndarray of float
        m² of polygons, m of lines, 1 for points.
    repairs : DataFrame
        Columns position, what, before_m2, after_m2.
    """

    geometry: np.ndarray
    dimension: np.ndarray
    reason: np.ndarray
    size: np.ndarray
    repairs: pd.DataFrame


def read_shapes(frame: gpd.GeoDataFrame, plane: Map, layer: str, wanted: str = "") -> Shapes:
    """Read a layer on `plane`.

    Parameters
    ----------
    frame : GeoDataFrame
    plane : Map
    layer : str
        Its name, for the message where its CRS cannot be measured.
    wanted : str
        ``polygon``, ``line`` or ``point``: anything else cannot be read. Empty: each as it is.

    Examples
    --------
    >>> from ..area import working_map
    >>> crs, square = measurable(4525), shapely.box(37500000, 3600000, 37500100, 3600100)
    >>> frame = gpd.GeoDataFrame(geometry=[square, square.boundary, None], crs=crs)
    >>> shapes = read_shapes(frame, working_map(crs, np.array([square])), "red_lines", "polygon")
    >>> shapes.reason.tolist(), shapes.size.round().tolist()
    (['', 'not_polygon', 'null'], [10000.0, 0.0, 0.0])
    """
    geometry = np.array(frame.geometry.array, dtype=object)
    bounds = frame.total_bounds if frame.crs is None else None
    geometry = np.array(to_map(geometry, measurable(frame.crs, layer, bounds), plane), dtype=object)
    kind = shapely.get_type_id(geometry)
    dimension = np.select([np.isin(kind, _POINTS), np.isin(kind, _LINES)], [0, 1], 2)
    if wanted:
        dimension[:] = DIMENSION[wanted]
    solid = np.flatnonzero(dimension == 2)
    mended = repair(geometry[solid], plane)
    reason, size = np.full(len(geometry), "", dtype=object), np.zeros(len(geometry))
    geometry[solid], reason[solid], size[solid] = mended.geometries, mended.reason, mended.gross
    for of, why in ((1, why_no_line), (0, _why_no_point)):
        own = np.flatnonzero(dimension == of)
        reason[own] = why(geometry[own], plane)
        geometry[own] = np.where(reason[own] == "", shapely.force_2d(geometry[own]), shapely.Point())
        size[own] = _measured(geometry[own], plane)
    size[reason != ""] = 0.0
    return Shapes(
        geometry, dimension, reason, size, mended.repairs.assign(position=solid[mended.repairs.position])
    )


def _why_no_point(points: np.ndarray, plane: Map) -> np.ndarray:
    reason = np.full(len(points), "", dtype=object)
    bounds = shapely.bounds(points)
    reason[~plane.zone.in_domain(bounds)] = "out_of_domain"
    reason[~np.isfinite(bounds).all(axis=1)] = "not_finite"
    reason[~np.isin(shapely.get_type_id(points), _POINTS)] = "not_point"
    reason[shapely.is_empty(points)] = "empty"
    reason[shapely.is_missing(points)] = "null"
    return reason


def _measured(geometry: np.ndarray, plane: Map) -> np.ndarray:
    dimension = shapely.get_dimensions(geometry)
    return np.where(dimension == 0, 1.0, lengths_on(geometry, plane))


def line_lengths(geometry: np.ndarray, plane: Map) -> np.ndarray:
    """Return lengths in m of lines, 0 for anything else: a polygon's outline is no length of it."""
    return lengths_on(np.where(shapely.get_dimensions(geometry) == 1, geometry, None), plane)
