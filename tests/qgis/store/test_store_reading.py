"""What other programs see of a ledger and write to it, and what the core reads."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsFeatureRequest, QgsRectangle

from ecoledger.core.ledger.repair import read_wkb
from ecoledger.layers import reading, store
from ecoledger.tests.qgis.store.ledgers import (
    EAST,
    LINES,
    NORTH,
    PLAN,
    POINTS,
    POLYGONS,
    frame,
    qgis_layer,
    sql,
    square,
    squares,
)


def test_qgis_finds_appended_features_by_place_and_knows_the_extent(ledger):
    store.append(ledger, POLYGONS, frame([square(), None, shapely.Polygon(), square(1000)]))
    layer = qgis_layer(ledger, POLYGONS)
    request = QgsFeatureRequest(QgsRectangle(EAST + 990, NORTH, EAST + 1010, NORTH + 10))
    assert [feature.id() for feature in layer.getFeatures(request)] == [4]
    extent = layer.extent()
    assert (extent.xMinimum(), extent.xMaximum(), extent.yMaximum()) == (EAST, EAST + 1050, NORTH + 50)
    assert layer.featureCount() == 4


def test_rows_without_a_geometry_leave_the_extent_alone(ledger):
    store.append(ledger, POLYGONS, squares(1))
    store.append(ledger, POLYGONS, frame([None, shapely.Polygon()]))
    (extent,) = sql(ledger, "SELECT min_x, max_y FROM gpkg_contents WHERE table_name = ?", POLYGONS)
    assert extent == (EAST, NORTH + 50)


def test_rows_appended_while_qgis_edits_are_seen_after_its_commit(ledger):
    layer = qgis_layer(ledger, POLYGONS)
    assert layer.startEditing()
    store.append(ledger, POLYGONS, squares(2, name="从外面"))
    assert len(store.read_interventions(ledger)) == 2
    layer.changeAttributeValue(1, layer.fields().indexOf("name"), "QGIS")
    assert layer.commitChanges(), layer.commitErrors()
    assert store.read_interventions(ledger).name.tolist() == ["QGIS", "从外面"]
    assert [feature["name"] for feature in layer.getFeatures()] == ["QGIS", "从外面"]


def test_values_other_programs_wrote_are_read_or_told(ledger):
    """QGIS writes times without a zone; SQLite takes any value into any column."""
    store.append(ledger, "reported_values", pd.DataFrame({"value": range(5)}))
    for fid, column, value in (
        (1, "created", "2019-03-04T05:06:07.000"),
        (2, "value", "many"),
        (3, "date", "4 March"),
        (4, "date", 20190304),
    ):
        sql(ledger, f"UPDATE reported_values SET {column} = ? WHERE fid = ?", value, fid)
    back = store.read_layer(ledger, "reported_values")
    assert back.created[0] == pd.Timestamp("2019-03-04T05:06:07Z") and back.created.notna().all()
    assert np.isnan(back.value[1]) and back.value[4] == 4
    assert [(fault.fid, fault.fields["column"]) for fault in back.attrs["faults"]] == [
        (3, "date"),
        (4, "date"),
        (2, "value"),
    ]


def test_text_that_is_not_utf8_is_told_and_the_rest_read(ledger):
    store.append(ledger, "reported_values", pd.DataFrame({"remark": ["好", "坏"]}))
    sql(ledger, "UPDATE reported_values SET remark = CAST(x'cdbcb0df' AS TEXT) WHERE fid = 2")
    back = store.read_layer(ledger, "reported_values")
    assert back.remark[0] == "好" and "\ufffd" in back.remark[1]
    assert [fault.id for fault in back.attrs["faults"]] == ["ledger.bad_text"]


def test_interventions_are_one_frame_with_reported_amounts_in_base_units(path):
    layers = {
        POLYGONS: squares(1, uuid="a", reported_mu=3.0, created="2019-01-01T00:00:00Z"),
        LINES: frame([shapely.LineString([(EAST, NORTH), (EAST, NORTH + 9)])], uuid="b", reported_m=9.5),
        POINTS: frame([shapely.Point(EAST, NORTH)], uuid="c", reported_sites=2),
    }
    store.create(path, PLAN, layers)
    back = store.read_interventions(path)
    assert back.table.tolist() == [POLYGONS, LINES, POINTS] and back.uuid.tolist() == ["a", "b", "c"]
    assert back.reported.tolist() == [2000.0, 9.5, 2.0]  # 1 mu is 2000/3 m²
    expected = "table fid uuid name target status year completed created township geometry reported"
    assert set(back.columns) == set(expected.split())
    assert back.crs.to_epsg() == 4525


def test_an_empty_ledger_is_read_as_empty_frames(ledger):
    interventions = store.read_interventions(ledger)
    assert len(interventions) == 0 and interventions.crs.to_epsg() == 4525
    assert len(store.read_reports(ledger)) == 0
    assert {"target", "township", "date", "value", "weight"} <= set(store.read_reports(ledger).columns)


def test_baselines_are_those_the_plan_names(ledger):
    store.append(ledger, "barren_land", squares(1, **{"class": ["1"]}))
    baselines = store.read_baselines(ledger, PLAN)
    assert set(baselines) == {target.baseline for target in PLAN.targets if target.baseline}
    assert baselines["barren_land"]["class"].tolist() == ["1"]


def test_all_geometries_of_a_table_are_read_in_one_call(ledger, monkeypatch):
    calls = []
    monkeypatch.setattr(reading, "read_wkb", lambda wkb: calls.append(len(wkb)) or read_wkb(wkb))
    store.append(ledger, POLYGONS, squares(2500))
    assert len(store.read_interventions(ledger)) == 2500
    assert calls == [2500, 0, 0]
