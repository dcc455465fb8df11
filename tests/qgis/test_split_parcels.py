"""What becomes of a parcel's identity when QGIS' own tools cut or reshape it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsLineString,
    QgsPoint,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from ecoledger.layers import splits, styles
from ecoledger.layers.project import add_layers, find_layer
from ecoledger.tests.qgis import small_ledger
from ecoledger.tests.qgis.running import square
from ecoledger.tests.qgis.small_ledger import PLAN, X, Y
from ecoledger.workflow import stop_watching_saves, watch_saves


@pytest.fixture
def layer(tmp_path, qgis_iface, qgis_new_project):
    """The parcels of the small ledger with the forms of a real one, being edited."""
    path = small_ledger.make(tmp_path / "小区 台账.gpkg")
    styles.write_styles(path, PLAN)
    add_layers(path)
    parcels = find_layer(path, "intervention_polygons")
    parcels.startEditing()
    watch_saves(qgis_iface)
    yield parcels
    stop_watching_saves(qgis_iface)
    parcels.rollBack()
    QgsProject.instance().clear()


def areas(layer):
    return {f["uuid"]: round(f.geometry().area()) for f in layer.getFeatures() if not f.geometry().isNull()}


def split(layer, *line):
    """Cut what is selected as QGIS' tool does: in one step to undo."""
    layer.beginEditCommand("Features split")
    layer.splitFeatures([QgsPointXY(X + x, Y + y) for x, y in line])
    layer.endEditCommand()


@pytest.mark.parametrize("at", [30, 60])
@pytest.mark.parametrize("direction", [1, -1])
def test_the_larger_part_keeps_the_uuid_whichever_way_the_cut_is_drawn(layer, at, direction):
    before = areas(layer)
    layer.selectByExpression("uuid = 'g1'")  # of what is selected alone
    split(layer, *((at, -10), (at, 150))[::direction])
    after = areas(layer)
    [new] = after.keys() - before.keys()
    assert len(new) == 36
    smaller, larger = sorted((at * 100, 10000 - at * 100))
    assert (after["g1"], after[new]) == (larger, smaller)
    assert layer.undoStack().count() == 1
    assert layer.undoStack().undoText() == "Features split"
    layer.undoStack().undo()
    assert areas(layer) == before
    layer.undoStack().redo()
    assert areas(layer) == after
    assert layer.commitChanges(False)
    assert areas(layer) == after
    layer.startEditing()


@pytest.mark.parametrize("direction", [1, -1])
def test_of_a_parcel_cut_into_three_the_largest_part_keeps_the_uuid(layer, direction):
    layer.selectByExpression("uuid = 'g1'")
    split(layer, *((20, -10), (20, 110), (70, 110), (70, -10))[::direction])
    after = areas(layer)
    assert after["g1"] == 5000
    assert sorted(area for uuid, area in after.items() if len(uuid) == 36) == [2000, 3000]


@pytest.mark.parametrize("direction", [1, -1])
def test_one_cut_through_two_parcels_is_right_for_both(layer, direction):
    layer.selectByExpression("uuid IN ('g1', 'g4')")  # g4 lies north of g1
    split(layer, *((30, -10), (30, 190), (60, 190), (60, 310))[::direction])
    after = areas(layer)
    assert (after["g1"], after["g4"]) == (7000, 6000)
    assert layer.undoStack().count() == 1


def give(layer, uuid, **values):
    """Write what a parcel states; it is saved, so that a split is the only step to undo."""
    fid = next(f.id() for f in layer.getFeatures() if f["uuid"] == uuid)
    for name, value in values.items():
        layer.changeAttributeValue(fid, layer.fields().indexOf(name), value)
    assert layer.commitChanges(False)


def stated(layer, name):
    return {f["uuid"]: f[name] for f in layer.getFeatures()}


@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize(("at", "shares"), [(30, [14.0, 6.0]), (70, [14.0, 6.0]), (33, [13.4, 6.6])])
def test_what_was_reported_is_shared_by_area_in_the_same_step(layer, at, shares, direction):
    give(layer, "g1", reported_mu=20.0)
    before = stated(layer, "reported_mu")
    layer.selectByExpression("uuid = 'g1'")
    split(layer, *((at, -10), (at, 150))[::direction])
    after = stated(layer, "reported_mu")
    [new] = after.keys() - before.keys()
    assert [after["g1"], after[new]] == shares
    assert layer.undoStack().count() == 1
    layer.undoStack().undo()
    assert stated(layer, "reported_mu") == before
    layer.undoStack().redo()
    assert stated(layer, "reported_mu") == after
    assert layer.commitChanges(False)
    assert stated(layer, "reported_mu") == after


def test_the_shares_of_three_parts_and_of_an_acceptance_sheet_add_up(layer):
    sheet = {"reported_mu": 10.0, "verified": 9.0, "unverified": 1.0, "qualified": 8.0, "lost": 1.0}
    give(layer, "g1", **sheet)
    layer.selectByExpression("uuid = 'g1'")
    split(layer, (30, -10), (30, 110), (63, 110), (63, -10))
    parts = [f for f in layer.getFeatures() if f["uuid"] == "g1" or len(f["uuid"]) == 36]
    assert sorted(part["reported_mu"] for part in parts) == [3.0, 3.3, 3.7]
    for name, amount in sheet.items():
        assert sum(Decimal(repr(part[name])) for part in parts) == Decimal(amount)
    for part in parts:
        assert part["verified"] + part["unverified"] == pytest.approx(part["reported_mu"], abs=1e-9)
        assert part["qualified"] + part["lost"] == pytest.approx(part["verified"], abs=1e-9)


def test_one_cut_through_two_parcels_shares_what_each_reported(layer):
    give(layer, "g1", reported_mu=10.0)
    give(layer, "g4", reported_mu=20.0)
    layer.selectByExpression("uuid IN ('g1', 'g4')")
    split(layer, *((30, -10), (30, 190), (60, 190), (60, 310)))
    after = stated(layer, "reported_mu")
    assert (after["g1"], after["g4"]) == (7.0, 12.0)
    assert sorted(after[uuid] for uuid in after if len(uuid) == 36) == [3.0, 8.0]


def test_of_two_parcels_that_overlap_each_part_shares_with_its_own(layer):
    give(layer, "g1", reported_mu=10.0)
    give(layer, "g2", reported_mu=20.0)  # half of it lies on g1, and a part of g1 on it
    layer.selectByExpression("uuid IN ('g1', 'g2')")
    split(layer, (60, -10), (60, 110))
    after, sizes = stated(layer, "reported_mu"), areas(layer)
    assert (after["g1"], after["g2"]) == (6.0, 18.0)
    assert (sizes["g1"], sizes["g2"]) == (6000, 9000)
    assert sorted(after[uuid] for uuid in after if len(uuid) == 36) == [2.0, 4.0]


def test_the_reported_length_of_a_line_is_shared_by_length(layer):
    lines = find_layer(layer.source().split("|")[0], "intervention_lines")
    lines.startEditing()
    give(lines, "l1", reported_m=950.0)
    lines.selectByExpression("uuid = 'l1'")
    split(lines, (300, 290), (300, 306))
    after = stated(lines, "reported_m")
    assert after["l1"] == 665.0
    assert [after[uuid] for uuid in after if len(uuid) == 36] == [285.0]
    lines.rollBack()


def test_a_parcel_that_is_copied_keeps_what_was_reported_of_it(layer):
    """Only what was cut from a parcel shares with it: a copy beside it states its own."""
    give(layer, "g4", reported_mu=10.0)
    feature = next(f for f in layer.getFeatures() if f["uuid"] == "g4")
    shape = feature.geometry()
    shape.insertVertex(QgsPoint(X + 50, Y + 200), 1)
    beside = QgsFeature(feature)
    beside["uuid"] = "beside"
    beside.setGeometry(QgsGeometry.fromWkt(square(0, 300, 200).replace("POLYGON((", "MULTIPOLYGON(((") + ")"))
    layer.beginEditCommand("Feature added")
    layer.changeGeometry(feature.id(), shape)
    layer.addFeature(beside)
    layer.endEditCommand()
    after = stated(layer, "reported_mu")
    assert (after["g4"], after["beside"]) == (10.0, 10.0)


def test_in_degrees_a_neighbours_part_is_no_part_of_a_parcel(qgis_new_project):
    fields = "&".join(f"field={name}:string" for name in ("uuid", *splits.COPIED))
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4490&{fields}", "parcels", "memory")
    small, large = (0, 0, 2e-4, 1e-4), (2e-4, 0, 8e-4, 1e-4)  # 20 m and 60 m wide
    rows = []
    for uuid, (west, south, east, north) in (("small", small), ("large", large)):
        feature = QgsFeature(layer.fields())
        feature["uuid"] = uuid
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(west, south, east, north)))
        rows.append(feature)
    layer.dataProvider().addFeatures(rows)
    watch = splits.SplitWatch(layer, layer)
    layer.startEditing()
    layer.beginEditCommand("Features split")
    layer.splitFeatures([QgsPointXY(-1e-4, 4e-5), QgsPointXY(1e-3, 4e-5)])
    layer.endEditCommand()
    assert watch.parent() is layer and layer.featureCount() == 4
    for uuid, west, width in (("small", 0, 2e-4), ("large", 2e-4, 6e-4)):
        largest = max(
            (f for f in layer.getFeatures() if f["uuid"] == uuid), key=lambda f: f.geometry().area()
        )
        assert largest.geometry().boundingBox().xMinimum() == pytest.approx(west, abs=1e-9)
        assert largest.geometry().area() == pytest.approx(width * 6e-5)
    layer.rollBack()


def test_the_history_says_what_a_split_did(layer):
    layer.selectByExpression("uuid = 'g1'")
    split(layer, (60, -10), (60, 150))
    [new] = [uuid for uuid in areas(layer) if len(uuid) == 36]
    assert layer.commitChanges(False)
    layer.startEditing()
    assert history(layer, "g1") == [("update", True)]
    assert history(layer, new) == [("insert", False)]


def history(layer, uuid):
    """What the history table says of a feature, and whether its old shape is in it."""
    path = layer.source().split("|")[0]
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(
            "SELECT action, coalesce(\"before\", '') LIKE '%\"geom\"%' FROM history "
            "WHERE feature_uuid = ? ORDER BY fid",
            (uuid,),
        ).fetchall()
    return [(action, bool(shape)) for action, shape in rows]


def test_adding_a_parcel_while_a_neighbour_gets_a_vertex_is_no_split(layer):
    feature = next(f for f in layer.getFeatures() if f["uuid"] == "g4")
    corner = QgsPoint(X + 50, Y + 200)
    layer.beginEditCommand("Feature added")
    shape = feature.geometry()
    shape.insertVertex(corner, 1)
    layer.changeGeometry(feature.id(), shape)
    beside = QgsFeature(feature)
    beside.setId(0)
    beside["uuid"] = "beside"
    beside.setGeometry(QgsGeometry.fromWkt(square(0, 300, 200).replace("POLYGON((", "MULTIPOLYGON(((") + ")"))
    layer.addFeature(beside)
    layer.endEditCommand()
    assert (areas(layer)["g4"], areas(layer)["beside"]) == (10000, 40000)
    assert layer.undoStack().count() == 1
    layer.undoStack().undo()
    assert "beside" not in areas(layer)


def test_a_line_cut_in_two_keeps_its_uuid_in_the_longer_part(layer):
    lines = find_layer(layer.source().split("|")[0], "intervention_lines")
    for direction in (1, -1):
        lines.startEditing()
        lines.selectByExpression("uuid = 'l1'")
        split(lines, *((300, 290), (300, 306))[::direction])
        assert next(round(f.geometry().length()) for f in lines.getFeatures() if f["uuid"] == "l1") == 700
        lines.rollBack()


def test_merging_keeps_the_uuid_of_the_one_whose_attributes_are_kept(layer):
    """As QGIS' tool does it: the shape and attributes of one, the others deleted, one step to undo."""
    fids = {f["uuid"]: f.id() for f in layer.getFeatures()}
    shapes = [layer.getFeature(fids[uuid]).geometry() for uuid in ("g1", "g2")]
    layer.beginEditCommand("Merged features")
    layer.changeGeometry(fids["g1"], QgsGeometry.unaryUnion(shapes))
    layer.deleteFeature(fids["g2"])
    layer.endEditCommand()
    assert areas(layer)["g1"] == 15000
    assert "g2" not in areas(layer)
    assert layer.commitChanges(False)
    layer.startEditing()
    assert history(layer, "g2")[-1] == ("delete", True)


def merge_attributes(layer, source, *uuids, **more):
    """Give features the attributes of one as QGIS' tool does, its uuid too."""
    of = {f["uuid"]: f for f in layer.getFeatures()}
    values = {name: of[source][name] for name in ("uuid", "name", "year")} | more
    layer.beginEditCommand("Merged feature attributes")
    for uuid in uuids:
        for name, value in values.items():
            layer.changeAttributeValue(of[uuid].id(), layer.fields().indexOf(name), value)
    layer.endEditCommand()


@pytest.mark.parametrize("source", ["g1", "g4"])
def test_merging_attributes_alone_leaves_each_its_own_uuid(layer, source):
    before, years = areas(layer), stated(layer, "year")
    merge_attributes(layer, source, "g1", "g2", "g4", year=2021)
    assert areas(layer) == before
    years |= dict.fromkeys(("g1", "g2", "g4"), 2021)
    assert stated(layer, "year") == years
    assert layer.undoStack().count() == 1
    assert layer.undoStack().undoText() == "Merged feature attributes"
    layer.undoStack().undo()
    assert stated(layer, "year")["g4"] == 2019
    layer.undoStack().redo()
    assert areas(layer) == before and stated(layer, "year") == years
    assert layer.commitChanges(False)


def test_a_uuid_nobody_has_may_be_given_to_one_feature(layer):
    merge_attributes(layer, "g1", "g1", "g2", uuid="new")
    assert {"new", "g2"} < set(areas(layer)) and "g1" not in areas(layer)
    layer.undoStack().undo()
    assert {"g1", "g2"} < set(areas(layer))


def test_two_merged_parcels_may_keep_the_uuid_of_the_one_that_is_deleted(layer):
    of = {f["uuid"]: f.id() for f in layer.getFeatures()}
    layer.beginEditCommand("Merged features")
    layer.changeAttributeValue(of["g1"], layer.fields().indexOf("uuid"), "g2")
    layer.deleteFeature(of["g2"])
    layer.endEditCommand()
    assert areas(layer)["g2"] == 10000 and "g1" not in areas(layer)


def test_reshaping_with_a_line_keeps_the_uuid_and_records_the_old_border(layer):
    feature = next(f for f in layer.getFeatures() if f["uuid"] == "g1")
    shape = feature.geometry()
    line = QgsLineString([QgsPoint(X + 100, Y + 10), QgsPoint(X + 80, Y + 10), QgsPoint(X + 80, Y + 60),
                          QgsPoint(X + 100, Y + 60)])  # fmt: skip
    assert shape.reshapeGeometry(line) == QgsGeometry.OperationResult.Success
    layer.beginEditCommand("Reshape")
    layer.changeGeometry(feature.id(), shape)
    layer.endEditCommand()
    assert areas(layer)["g1"] == 9000
    assert layer.commitChanges(False)
    layer.startEditing()
    assert history(layer, "g1")[-1] == ("update", True)


def test_a_reshaped_parcel_keeps_its_uuid(layer):
    fid = next(f.id() for f in layer.getFeatures() if f["uuid"] == "g1")
    layer.changeGeometry(
        fid, QgsGeometry.fromWkt(f"MULTIPOLYGON((({X} {Y},{X + 10} {Y},{X} {Y + 10},{X} {Y})))")
    )
    assert areas(layer)["g1"] == 50
