"""Frames to be written to a ledger, and its file asked in SQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import geopandas as gpd
import shapely
from qgis.core import QgsVectorLayer

from ecoledger.core.plan import read_plan, shipped_plan

POLYGONS, LINES, POINTS = "intervention_polygons", "intervention_lines", "intervention_points"
EAST, NORTH = 37_500_000.0, 3_600_000.0
PLAN = read_plan(shipped_plan())


def square(west=0.0, south=0.0, side=50.0):
    return shapely.box(EAST + west, NORTH + south, EAST + west + side, NORTH + south + side)


def frame(geometries, crs="EPSG:4525", **columns):
    return gpd.GeoDataFrame(columns, index=range(len(geometries)), geometry=list(geometries), crs=crs)


def squares(n, **columns):
    return frame([square(100 * i) for i in range(n)], **columns)


def sql(path, text, *values):
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(text, values).fetchall()
        connection.commit()
    return rows


def qgis_layer(path, table):
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    assert layer.isValid()
    return layer
