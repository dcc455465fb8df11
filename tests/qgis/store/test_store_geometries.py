"""Geometries written to a ledger and read back, in its coordinates."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from osgeo import ogr, osr

from ecoledger.core.errors import CrsError, DataError
from ecoledger.layers import store
from ecoledger.tests.qgis.store.ledgers import (
    EAST,
    LINES,
    NORTH,
    PLAN,
    POINTS,
    POLYGONS,
    frame,
    qgis_layer,
    square,
)


@pytest.mark.parametrize(
    ("table", "given_as", "stored_as"),
    [
        (POLYGONS, "POLYGON Z ((0 0 5, 4 0 5, 4 4 5, 0 0 5))", "MULTIPOLYGON (((0 0,4 0,4 4,0 0)))"),
        (POLYGONS, "MULTIPOLYGON (((0 0,4 0,4 4,0 0)))", "MULTIPOLYGON (((0 0,4 0,4 4,0 0)))"),
        (POLYGONS, "POLYGON ((0 0,4 4,4 0,0 4,0 0))", "MULTIPOLYGON (((0 0,4 4,4 0,0 4,0 0)))"),
        (POLYGONS, "POLYGON EMPTY", "MULTIPOLYGON EMPTY"),
        (POLYGONS, "GEOMETRYCOLLECTION EMPTY", "MULTIPOLYGON EMPTY"),
        (LINES, "LINESTRING (0 0,4 0)", "MULTILINESTRING ((0 0,4 0))"),
        (LINES, "MULTILINESTRING ((0 0,4 0),(5 5,6 6))", "MULTILINESTRING ((0 0,4 0),(5 5,6 6))"),
        (POINTS, "POINT (1 2)", "POINT (1 2)"),
        (POINTS, "MULTIPOINT ((1 2))", "POINT (1 2)"),
        (POINTS, "POINT EMPTY", "POINT EMPTY"),
        (POINTS, "MULTIPOINT EMPTY", "POINT EMPTY"),
    ],
)
def test_geometries_are_stored_in_one_kind_and_read_by_ogr(ledger, table, given_as, stored_as):
    store.append(ledger, table, frame([shapely.from_wkt(given_as)]))
    dataset = ogr.Open(str(ledger))
    feature = dataset.GetLayerByName(table).GetNextFeature()
    assert feature.GetGeometryRef().ExportToWkt() == stored_as


@pytest.mark.parametrize(
    ("table", "wkt"),
    [
        (POLYGONS, "LINESTRING (0 0,4 0)"),
        (POLYGONS, "POINT (0 0)"),
        (POLYGONS, "GEOMETRYCOLLECTION (POLYGON ((0 0,4 0,4 4,0 0)))"),
        (LINES, "POLYGON ((0 0,4 0,4 4,0 0))"),
        (POINTS, "MULTIPOINT ((1 2),(3 4))"),
        (POINTS, "POLYGON ((0 0,4 0,4 4,0 0))"),
    ],
)
def test_a_geometry_of_another_kind_is_refused(ledger, table, wkt):
    with pytest.raises(DataError, match="row 2"):
        store.append(ledger, table, frame([None, shapely.from_wkt(wkt)]))
    assert not len(store.read_layer(ledger, table))


def unclosed_ring():
    """WKB no library would write: four points of a square, the first not repeated."""
    corners = [(EAST, NORTH), (EAST, NORTH + 30), (EAST + 30, NORTH + 30), (EAST + 30, NORTH)]
    return struct.pack("<BIII", 1, 3, 1, 4) + b"".join(struct.pack("<dd", *corner) for corner in corners)


def test_one_unreadable_geometry_is_a_fault_and_stops_nothing(ledger):
    plain = pd.DataFrame(
        {
            "uuid": ["open", "good", "null", "junk"],
            "geometry": [unclosed_ring(), shapely.to_wkb(square()), None, shapely.to_wkb(square(100))],
        }
    )
    store.append(ledger, POLYGONS, plain)
    with closing(sqlite3.connect(ledger)) as connection:
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):  # for the index' triggers
            connection.create_function(name, 1, lambda value: 1)
        connection.execute(f"UPDATE {POLYGONS} SET geom = 'no geometry' WHERE uuid = 'junk'")
        connection.commit()
    back = store.read_interventions(ledger)
    assert shapely.area(back.geometry.array).tolist()[:2] == [900, 2500]
    assert back.geometry.isna().tolist() == [False, False, True, True]
    faults = back.attrs["faults"]
    assert [(fault.id, fault.source, fault.fid) for fault in faults] == [
        ("ledger.geometry", POLYGONS, 1),
        ("ledger.geometry", POLYGONS, 4),
    ]
    assert all(str(fault) for fault in faults)


def test_frames_in_other_coordinates_are_brought_to_the_ledgers(ledger):
    """GDAL's own transformation is the other engine."""
    geographic, projected = osr.SpatialReference(), osr.SpatialReference()
    geographic.ImportFromEPSG(4490)
    projected.ImportFromEPSG(4525)
    geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    projected.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    x, y, _ = osr.CoordinateTransformation(geographic, projected).TransformPoint(110.8, 32.8)
    store.append(ledger, POINTS, frame([shapely.Point(110.8, 32.8)], crs="EPSG:4490"))
    point = store.read_layer(ledger, POINTS).geometry[0]
    assert (point.x, point.y) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize("crs", [None, "EPSG:2361"])
def test_coordinates_that_cannot_be_placed_are_refused(ledger, crs):
    """No CRS; Xi'an 80, whose shift is not known."""
    before = ledger.read_bytes()
    with pytest.raises(CrsError):
        store.append(ledger, POLYGONS, frame([square()], crs=crs))
    assert ledger.read_bytes() == before


def test_coordinates_beyond_the_projection_are_not_lost_silently(ledger):
    with pytest.raises(DataError, match="row 2"):
        store.append(
            ledger, POINTS, frame([shapely.Point(110, 32), shapely.Point(1e300, 0)], crs="EPSG:4490")
        )


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4546", "+proj=tmerc +lon_0=110.5 +x_0=5e5 +ellps=GRS80"])
def test_a_ledger_may_have_another_crs(path, crs):
    store.create(path, PLAN, {POINTS: frame([shapely.Point(110.8, 32.8)], crs="EPSG:4490")}, crs=crs)
    back = store.read_layer(path, POINTS)
    assert (
        back.crs.equals(crs, ignore_axis_order=True)
        or back.crs.to_proj4() == gpd.GeoSeries(crs=crs).crs.to_proj4()
    )
    place = back.to_crs("EPSG:4490").geometry[0]
    assert (place.x, place.y) == pytest.approx((110.8, 32.8), abs=1e-9)
    assert qgis_layer(path, POINTS).crs().isValid()
