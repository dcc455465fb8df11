"""Features in, frames out, and back: nothing is lost on the way, nothing is checked behind core's back."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pyproj import CRS
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime, QVariant

from ecoledger.core.errors import Cancelled, CrsError, DataError
from ecoledger.layers.convert import (
    CHORD,
    crs_text,
    flat_wkb,
    qgis_crs,
    to_frame,
    to_table,
)
from ecoledger.layers.results import fields_of, write_frame
from ecoledger.tests.qgis.running import CIRCLE, layer, square

BOW_TIE = "POLYGON((37500000 3600000,37500200 3600200,37500200 3600000,37500000 3600200,37500000 3600000))"
SQUARE = square(0, 0, 100)


class List:
    """A sink that keeps what it gets, or takes nothing."""

    def __init__(self, full=False):
        self.features, self.full = [], full

    def addFeatures(self, features, flags):
        self.features += features
        return not self.full

    def lastError(self):
        return "database or disk is full"


def test_every_feature_arrives_with_its_fid_and_under_the_new_names():
    frame, notes = to_frame(layer((SQUARE, "甲"), (None, "乙"), (BOW_TIE, None)), {"target": "name"})
    assert frame.columns.tolist() == ["fid", "target", "geometry"]
    assert frame.fid.tolist() == [1, 2, 3]
    assert frame.target.tolist() == ["甲", "乙", None]
    assert frame.geometry.isna().tolist() == [False, True, False]
    assert frame.crs.to_epsg() == 4525
    assert notes == []


def test_an_empty_layer_gives_an_empty_frame_with_its_columns():
    frame, _ = to_frame(layer(), {"target": "name"})
    assert len(frame) == 0
    assert frame.columns.tolist() == ["fid", "target", "geometry"]
    assert frame.crs.to_epsg() == 4525


def test_invalid_geometries_reach_us_whatever_processing_is_told_to_check():
    context = QgsProcessingContext()
    context.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometrySkipInvalid)
    drawn = layer((BOW_TIE, "a"), (SQUARE, "b"))
    source = QgsProcessingFeatureSource(drawn, context)
    source.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometrySkipInvalid)
    assert len(list(source.getFeatures())) == 1
    assert to_frame(source, {})[0].fid.tolist() == [1, 2]


def test_height_and_measure_are_dropped():
    frame, _ = to_frame(
        layer(("POLYGON ZM((0 0 9 1,10 0 9 2,10 10 9 3,0 0 9 1))", "a"), kind="PolygonZM"), {}
    )
    assert frame.geometry[0].wkt == "POLYGON ((0 0, 10 0, 10 10, 0 0))"


def test_an_arc_keeps_its_area_to_a_millionth_and_is_told():
    frame, notes = to_frame(layer((CIRCLE, "a"), (SQUARE, "b"), kind="CurvePolygon"), {})
    assert frame.geometry[0].area == pytest.approx(math.pi * 100**2, rel=1e-6)
    assert math.degrees(CHORD) == pytest.approx(0.1)
    assert [(n.id, n.fields["count"], n.source) for n in notes] == [("source.curves", 1, "图斑 parcels")]


def test_dates_times_and_null_become_plain_values():
    fields = (("day", QVariant.Date), ("time", QVariant.DateTime), ("n", QVariant.LongLong))
    time = QDateTime(QDate(2019, 5, 1), QTime(8, 30), Qt.TimeSpec.UTC)
    frame, _ = to_frame(
        layer((SQUARE, QDate(2019, 5, 1), time, 420304101), (SQUARE, None, None, None), fields=fields),
        {"day": "day", "time": "time", "n": "n"},
    )
    assert frame.day.tolist() == [dt.date(2019, 5, 1), None]
    assert frame.time[0] == dt.datetime(2019, 5, 1, 8, 30, tzinfo=dt.timezone.utc)
    assert frame.time[1] is None
    assert frame.n.tolist() == [420304101, None]


def test_a_table_needs_no_geometry_and_no_crs():
    table, _ = to_table(
        layer(
            (None, "甲", 5.0), fields=(("a", QVariant.String), ("b", QVariant.Double)), kind="None", crs=""
        ),
        {"unit": "a", "quota": "b"},
    )
    assert table.to_dict("list") == {"fid": [1], "unit": ["甲"], "quota": [5.0]}


def test_a_field_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(DataError, match="图斑 parcels has no field Name2.*name"):
        to_frame(layer(), {"target": "Name2"})


def test_a_layer_without_crs_is_refused_by_its_name_and_its_likely_system():
    bare = layer((SQUARE, "a"))
    bare.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(CrsError, match="图斑 parcels has no coordinate system.*EPSG:4525"):
        to_frame(bare, {})


def test_a_datum_without_known_shift_is_refused():
    with pytest.raises(CrsError, match="shift to CGCS2000 is not known"):
        to_frame(layer((SQUARE, "a"), crs="EPSG:2361"), {})


def test_a_custom_crs_with_parameters_is_read():
    datum = "+proj=tmerc +lon_0=111 +x_0=500000 +a=6378140 +rf=298.257 +towgs84=10,20,30,0,0,0,0 +type=crs"
    custom = layer((SQUARE, "a"))
    custom.setCrs(QgsCoordinateReferenceSystem.fromWkt(CRS.from_user_input(datum).to_wkt()))
    frame, _ = to_frame(custom, {})
    assert frame.crs.is_bound


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_text_the_manual_gives_for_seven_parameters_is_read_with_them(language):
    page = (Path(__file__).parents[2] / "docs" / "manual" / language / "area.md").read_text(encoding="utf-8")
    (text,) = [line.strip() for line in page.splitlines() if line.startswith("    PROJCS[")]
    own = QgsCoordinateReferenceSystem.fromWkt(text.replace("dx,dy,dz,rx,ry,rz,s", "10,20,30,1,2,3,4"))
    parcels = layer((SQUARE, "a"))
    parcels.setCrs(own)
    frame, _ = to_frame(parcels, {})
    assert frame.crs.coordinate_operation.towgs84 == pytest.approx([10, 20, 30, 1, 2, 3, 4])


def test_the_share_read_is_told_and_a_cancel_is_noticed():
    told = []
    to_frame(layer(*[(SQUARE, "a")] * 2500), {}, told.append)
    assert told == [0.0, 0.4, 0.8, 1.0]

    def stop(share):
        raise Cancelled("Stopped", "Go on.")

    with pytest.raises(Cancelled):
        to_frame(layer((SQUARE, "a")), {}, stop)


def test_a_frame_is_written_with_null_for_what_is_missing():
    columns = {"name": "text", "n": "integer", "m2": "real", "day": "date"}
    frame = gpd.GeoDataFrame(
        {
            "n": pd.array([1, None], dtype="Int64"),
            "name": ["甲", None],
            "m2": [0.5, math.nan],
            "day": [dt.date(2019, 5, 1), None],
            "other": 1,
        },
        geometry=[shapely.from_wkt(SQUARE), None],
        crs="EPSG:4525",
    )
    sink = List()
    write_frame(frame, sink, columns)
    first, second = sink.features
    assert first.attributes() == ["甲", 1, 0.5, QDate(2019, 5, 1)]
    assert first.geometry().wkbType() == QgsWkbTypes.Type.MultiPolygon
    assert first.geometry().area() == 10000.0
    assert second.geometry().isNull()
    assert fields_of(columns).names() == list(columns)
    assert to_table_of(sink, columns)[1] == (None, None, None, None)


def to_table_of(sink, columns):
    """What a layer in memory makes of the written features."""
    made = QgsVectorLayer("Polygon?crs=EPSG:4525", "t", "memory")
    made.dataProvider().addAttributes(fields_of(columns).toList())
    made.updateFields()
    assert made.dataProvider().addFeatures(sink.features)[0]
    table, _ = to_table(made, {name: name for name in columns})
    return [tuple(row[1:]) for row in table.itertuples(index=False)]


def test_a_sink_that_takes_no_more_is_an_error_that_says_why():
    with pytest.raises(DataError, match="disk is full"):
        write_frame(pd.DataFrame({"a": [1]}), List(full=True), {"a": "integer"})


def test_crs_go_there_and_back():
    for crs in (QgsCoordinateReferenceSystem("EPSG:4525"), QgsCoordinateReferenceSystem("EPSG:3857")):
        assert qgis_crs(CRS.from_user_input(crs_text(crs))) == crs
    own = "+proj=tmerc +lat_0=0 +lon_0=110.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +type=crs"
    assert qgis_crs(CRS.from_proj4(own)).isValid()
    assert crs_text(QgsCoordinateReferenceSystem()) == ""


def test_the_geometry_given_is_not_changed():
    geometry = QgsGeometry.fromWkt("PolygonZ((0 0 1,1 0 1,1 1 1,0 0 1))")
    assert shapely.from_wkb(flat_wkb(geometry)).has_z is False
    assert geometry.get().is3D()
    assert flat_wkb(QgsGeometry()) is None
