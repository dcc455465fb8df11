"""Every edit is recorded by the file itself, whatever program makes it."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from osgeo import ogr
from qgis.core import QgsDefaultValue, QgsFeature, QgsGeometry, QgsVectorLayer

from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.layers import store

POLYGONS = "intervention_polygons"
EAST, NORTH = 37_500_000.0, 3_600_000.0
SQUARE, WIDER = (shapely.box(EAST, NORTH, EAST + side, NORTH + 10) for side in (10, 20))
UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A ledger with one parcel, made by 张三 on the first of May."""
    path = tmp_path_factory.mktemp("ledger") / "template.gpkg"
    columns = {
        "uuid": UUID,
        "name": "老梁子",
        "status": 30,
        "created": "2019-05-01T00:00:00Z",
        "created_by": "张三",
    }
    frame = gpd.GeoDataFrame([columns], geometry=[SQUARE], crs="EPSG:4525")
    store.create(path, read_plan(shipped_plan()), {POLYGONS: frame})
    return path


@pytest.fixture
def ledger(template, tmp_path):
    return Path(shutil.copy(template, tmp_path / "台 账.gpkg"))


def history(path):
    """Return the history's rows, oldest first, their JSON read."""
    rows = store.read_layer(path, "history")
    for column in ("before", "after"):
        rows[column] = [None if text is None else json.loads(text) for text in rows[column]]
    return rows


def row(path, table=POLYGONS, fid=1):
    frame = store.read_layer(path, table)
    return frame[frame.fid == fid].iloc[0]


def by_qgis(path, edit):
    layer = QgsVectorLayer(f"{path}|layername={POLYGONS}", "parcels", "ogr")
    assert layer.startEditing()
    edit(layer)
    assert layer.commitChanges(), layer.commitErrors()


def qgis_attribute(path, name, value):
    by_qgis(path, lambda layer: layer.changeAttributeValue(1, layer.fields().indexOf(name), value))


def ogr_attribute(path, name, value):
    dataset = ogr.Open(str(path), 1)
    layer = dataset.GetLayerByName(POLYGONS)
    feature = layer.GetFeature(1)
    feature.SetField(name, value)
    assert layer.SetFeature(feature) == 0


@pytest.mark.parametrize("change", [qgis_attribute, ogr_attribute])
def test_a_changed_attribute_is_one_row_with_before_and_after(ledger, change):
    change(ledger, "status", 60)
    (entry,) = history(ledger).itertuples()
    assert (entry.table_name, entry.action, entry.feature_uuid, entry.feature_fid) == (
        POLYGONS,
        "update",
        UUID,
        1,
    )
    assert (entry.before, entry.after) == ({"status": 30}, {"status": 60})
    assert abs(entry.at - pd.Timestamp.now(tz="UTC")) < pd.Timedelta(minutes=1)
    assert row(ledger).modified == entry.at


@pytest.mark.parametrize("change", [qgis_attribute, ogr_attribute])
def test_an_edit_that_changes_nothing_is_no_history(ledger, change):
    change(ledger, "status", 30)
    assert not len(history(ledger)) and pd.isna(row(ledger).modified)


@pytest.mark.parametrize(
    ("table", "wkt"),
    [
        (POLYGONS, "MULTIPOLYGON (((0 0,8 0,8 8,0 0)),((9 9,10 9,10 10,9 9)))"),
        (POLYGONS, "POLYGON EMPTY"),
        ("intervention_lines", "LINESTRING (0 0,1 1)"),
        ("intervention_points", "POINT (1 2)"),
        ("intervention_points", "POINT EMPTY"),
        ("tracks", None),
    ],
)
def test_a_geometry_that_a_program_only_writes_again_is_no_edit(ledger, table, wkt):
    """QGIS and OGR write the whole row when one attribute changes."""
    geometry = [None if wkt is None else shapely.from_wkt(wkt)]
    started = {"time_start": "2019-05-01T08:00:00Z"} if table == "tracks" else {}
    store.append(ledger, table, gpd.GeoDataFrame(started, index=[0], geometry=geometry, crs="EPSG:4525"))
    last = int(store.read_layer(ledger, table).fid.max())
    layer = QgsVectorLayer(f"{ledger}|layername={table}", table, "ogr")
    assert layer.startEditing() and layer.changeAttributeValue(last, layer.fields().indexOf("name"), "改名")
    assert layer.commitChanges()
    assert history(ledger).after.iloc[-1] == {"name": "改名"}


def test_a_feature_added_in_qgis_gets_uuid_time_and_one_row(ledger):
    def add(layer):
        feature = QgsFeature(layer.fields())
        feature["name"], feature["created_by"] = "新图斑", "李四"
        feature.setGeometry(QgsGeometry.fromWkt(shapely.MultiPolygon([SQUARE]).wkt))
        assert layer.addFeature(feature)

    by_qgis(ledger, add)
    new = row(ledger, fid=2)
    (entry,) = history(ledger).itertuples()
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", new.uuid)
    assert (entry.action, entry.feature_uuid, entry.feature_fid, entry.by) == ("insert", new.uuid, 2, "李四")
    assert entry.before is None
    assert entry.after == {"name": "新图斑", "created_by": "李四"}
    assert new.created == entry.at and pd.isna(new.modified)


def test_a_redrawn_boundary_can_be_had_back_from_the_history(ledger):
    by_qgis(
        ledger, lambda layer: layer.changeGeometry(1, QgsGeometry.fromWkt(shapely.MultiPolygon([WIDER]).wkt))
    )
    (entry,) = history(ledger).itertuples()
    assert list(entry.before) == list(entry.after) == ["geom"]
    assert shapely.equals(blob_geometry(entry.before["geom"]), SQUARE)
    assert shapely.equals(blob_geometry(entry.after["geom"]), WIDER)


def test_a_deleted_feature_can_be_had_back_from_the_history(ledger):
    by_qgis(ledger, lambda layer: layer.deleteFeature(1))
    (entry,) = history(ledger).itertuples()
    assert (entry.action, entry.feature_uuid, entry.by, entry.after) == ("delete", UUID, None, None)
    assert entry.before["name"] == "老梁子" and shapely.equals(blob_geometry(entry.before["geom"]), SQUARE)
    assert not len(store.read_layer(ledger, POLYGONS))


def blob_geometry(digits):
    """Return the geometry of a blob OGR wrote: 8 bytes of header, 32 of envelope."""
    return shapely.from_wkb(bytes.fromhex(digits)[40:])


def test_who_is_taken_from_the_program_that_signs(ledger):
    """QGIS signs by the default values of modified and modified_by, set at every update."""

    def edit(layer):
        for name, text in (("modified", "now()"), ("modified_by", "'李四'")):
            layer.setDefaultValueDefinition(layer.fields().indexOf(name), QgsDefaultValue(text, True))
        layer.changeAttributeValue(1, layer.fields().indexOf("status"), 40)

    by_qgis(ledger, edit)
    time.sleep(0.002)
    by_qgis(
        ledger,
        lambda layer: edit(layer) or layer.changeAttributeValue(1, layer.fields().indexOf("status"), 50),
    )
    ogr_attribute(ledger, "status", 60)
    entries = history(ledger)
    assert entries.by.tolist() == ["李四", "李四", None]
    assert [after["status"] for after in entries.after] == [40, 50, 60]
    assert row(ledger).modified_by is None  # nobody signed the last change
    assert row(ledger).modified == entries["at"].iloc[-1]


@pytest.fixture
def sql(ledger):
    with closing(sqlite3.connect(ledger)) as connection:
        yield lambda text, *values: connection.execute(text, values) and connection.commit()


def test_plain_sqlite_is_recorded_on_tables_without_geometry(ledger, sql):
    sql("INSERT INTO reported_values (target, value, created_by) VALUES ('villages', 1.5, '王五')")
    sql("UPDATE reported_values SET value = 2.5, modified_by = '赵六'")
    sql("UPDATE targets SET amount = 5 WHERE id = 'barren_land_greening'")
    sql("DELETE FROM reported_values")
    entries = history(ledger)
    assert entries.action.tolist() == ["insert", "update", "update", "delete"]
    assert entries.by.tolist() == ["王五", "赵六", None, None]
    assert entries.before[1] == {"value": 1.5} and entries.after[1] == {"value": 2.5}
    assert entries.feature_uuid[2] == "barren_land_greening"
    assert entries.before[2] == {"amount": read_plan(shipped_plan()).target("barren_land_greening").amount}
    assert entries.feature_uuid[0] == entries.feature_uuid[1] == entries.feature_uuid[3]


def test_recursive_triggers_write_no_history_twice(ledger):
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("INSERT INTO reported_values (value) VALUES (1)")
        connection.execute("UPDATE reported_values SET value = 2")
        connection.commit()
    assert history(ledger).action.tolist() == ["insert", "update"]


def test_a_uuid_is_never_lost_and_a_changed_one_is_recorded(ledger, sql):
    sql("INSERT INTO reported_values (uuid, created) VALUES ('first', '2019-01-01T00:00:00Z')")
    sql("UPDATE reported_values SET uuid = NULL, created = NULL, value = 7")
    again = row(ledger, "reported_values")
    assert again.uuid == "first" and again.created == pd.Timestamp("2019-01-01", tz="UTC")
    sql("UPDATE reported_values SET uuid = 'second', created = '2018-01-01T00:00:00Z'")
    entries = history(ledger)
    assert entries.after.tolist()[1:] == [
        {"value": 7},
        {"uuid": "second", "created": "2018-01-01T00:00:00.000Z"},
    ]


@pytest.mark.parametrize("value", ['O\'Neil "x" \\ \n\t', "𠮷🌳", "", "null", 12, 1.25, b"\x00\xff"])
def test_odd_values_are_kept_in_the_json(ledger, sql, value):
    sql("INSERT INTO reported_values (remark) VALUES (NULL)")
    sql("UPDATE reported_values SET remark = ?", value)
    expected = {bytes: lambda v: v.hex().upper(), int: str, float: str}.get(type(value), str)(value)
    assert history(ledger).after[1] == {"remark": expected}


@pytest.mark.parametrize("text", ["UPDATE history SET \"by\" = 'nobody'", "DELETE FROM history"])
def test_nobody_rewrites_history(ledger, sql, text):
    sql("INSERT INTO reported_values (value) VALUES (1)")
    with pytest.raises(sqlite3.IntegrityError, match="不可更改"):
        sql(text)


def test_the_count_of_the_history_is_right_for_programs_that_trust_the_files_counts(ledger):
    for status in (40, 50, 60):
        qgis_attribute(ledger, "status", status)
        assert ogr.Open(str(ledger), 1).GetLayerByName("history").GetFeatureCount() == (status - 30) // 10
    assert len(history(ledger)) == 3


def test_a_field_somebody_added_does_not_stop_the_recording(ledger):
    dataset = ogr.Open(str(ledger), 1)
    dataset.GetLayerByName(POLYGONS).CreateField(ogr.FieldDefn('my "own" field', ogr.OFTString))
    dataset = None
    qgis_attribute(ledger, "status", 60)
    assert len(history(ledger)) == 1
