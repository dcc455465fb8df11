"""What the layers of a vector sample hold, under the names of the manifest's columns."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from pyproj import CRS, Geod

KINDS = {"shp", "dbf", "zip", "gpkg", "filegdb", "dxf"}
ELLIPSOID = Geod(ellps="WGS84")
TABLES = 12  # of a database; the manifest counts no further, and tables without shapes too


def facts(path: Path, layers: tuple, row: Mapping[str, str]) -> dict[str, object]:
    """Return counts, box and area of the layers; the area where the manifest has one."""
    found: dict[str, object] = {"n_features": sum(len(layer.frame) for layer in layers)}
    if row["kind"] == "filegdb":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            listed = pyogrio.list_layers(path)[:TABLES].tolist()
            bare = [pyogrio.read_info(path, layer=name)["features"] for name, kind in listed if not kind]
        layers = tuple(layer for layer in layers if layer.name in dict(listed))
        found["n_features"] = sum(len(layer.frame) for layer in layers) + sum(bare)
    shapes = np.concatenate([np.array(layer.frame.geometry.array) for layer in layers])
    found["bbox"] = shapely.total_bounds(shapes).tolist() if len(shapes) else []
    found["n_invalid"] = int((~shapely.is_valid(shapes[~shapely.is_missing(shapes)])).sum())
    if row["area_m2_geodesic"] and all(_geographic(layer.crs_hint) for layer in layers):
        found["area_m2_geodesic"] = sum(_area(shape) for shape in shapes if shape is not None)
    return found


def _geographic(crs: str | None) -> bool:
    return crs is None or CRS.from_user_input(crs).is_geographic


def _area(shape: shapely.Geometry) -> float:
    """Return the area of polygons in degrees; rings may go either way."""
    return abs(ELLIPSOID.geometry_area_perimeter(shapely.normalize(shape))[0])
