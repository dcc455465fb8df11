"""geopandas as its users would write it: overlay, dissolve, geodesic area."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas
import pyproj
import shapely

from .reading import read_layers

TITLE = "geopandas (overlay, dissolve, Geod)"
GRS80 = pyproj.Geod(ellps="GRS80")


def missing() -> str:
    return ""


def version() -> str:
    return f"geopandas {geopandas.__version__}, GEOS {shapely.geos_version_string}"


def run(path: Path, read: Callable[[], None]) -> geopandas.GeoDataFrame:
    parcels, townships = read_layers(path)
    read()
    pieces = geopandas.overlay(parcels, townships, how="intersection", make_valid=True)
    unions = pieces[["code", "target", "geometry"]].dissolve(by=["code", "target"])
    lonlat = shapely.orient_polygons(unions.geometry.to_crs("EPSG:4490").array)
    return unions.assign(m2=[GRS80.geometry_area_perimeter(g)[0] for g in lonlat])


def totals(unions: geopandas.GeoDataFrame) -> dict:
    return dict(zip(unions.index, zip(unions.m2, unions.geometry.to_wkb(), strict=True), strict=True))
