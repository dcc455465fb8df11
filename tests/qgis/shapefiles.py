"""Shapefiles as programs that write GBK leave them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pyogrio


def write_gbk(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a Shapefile in GBK; QGIS tells the GDAL of its process to recode nothing, whoever writes."""
    before = pyogrio.get_gdal_config_option("SHAPE_ENCODING")
    pyogrio.set_gdal_config_options({"SHAPE_ENCODING": None})
    try:
        frame.to_file(path, encoding="GBK")
    finally:
        pyogrio.set_gdal_config_options({"SHAPE_ENCODING": before})
