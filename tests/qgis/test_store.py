"""The ledger file made, filled and read back, under a path with Chinese and spaces."""

from __future__ import annotations

import datetime as dt
import sqlite3
import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import ogr
from qgis.core import QgsVectorLayer

from ecoledger.core.errors import Cancelled, CrsError, DataError, LedgerFileError
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.layers import store
from ecoledger.layers.schema import tables

EAST, NORTH = 37_500_000.0, 3_600_000.0


def box(west, south, east, north):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def parcels(n=1, **columns):
    squares = [box(100 * i, 0, 100 * i + 50, 50) for i in range(n)]
    return gpd.GeoDataFrame({"target": "barren_land_greening", **columns}, geometry=squares, crs="EPSG:4525")


@pytest.fixture(scope="module")
def plan():
    return read_plan(shipped_plan())


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "郧阳区 台账"
    folder.mkdir()
    return folder / "生态 台账 2019.gpkg"


@pytest.fixture
def ledger(path, plan):
    store.create(path, plan)
    return path


def test_a_new_ledger_holds_every_table_and_the_plan(ledger, plan):
    layers = ogr.Open(str(ledger))
    found = {layers.GetLayer(i).GetName() for i in range(layers.GetLayerCount())}
    assert found == set(tables())
    assert store.read_plan(ledger) == plan


def test_what_was_written_is_read_back(path, plan):
    frame = parcels(
        2, name=["“O'Neil” 𠮷野\n第二行", "🌳"], completed=[dt.date(2019, 3, 4), None], year=[2019, None]
    )
    store.create(path, plan, {"intervention_polygons": frame})
    back = store.read_interventions(path)
    assert back.name.tolist() == ["“O'Neil” 𠮷野\n第二行", "🌳"]
    assert back.completed[0] == pd.Timestamp(2019, 3, 4) and pd.isna(back.completed[1])
    assert back.year[0] == 2019 and np.isnan(back.year[1])
    assert shapely.equals(back.geometry.array, frame.geometry.array).all()
    assert back.crs.to_epsg() == 4525
