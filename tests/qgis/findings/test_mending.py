"""What the findings dock mends: cut off, repaired, snapped, filled in; each one step to undo."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer

from ecoledger.dialogs.snap_dialog import SnapDialog
from ecoledger.layers import project
from ecoledger.tests.qgis.findings.window import PATIENCE, choose, first, layer, open_dock
from ecoledger.tests.qgis.windows import shows_rows
from ecoledger.workflow import findings_fix, rules


def test_clipping_away_takes_the_piece_off_in_one_step_to_undo(dock, path, qtbot):
    row = first(dock, lambda r: r.clips and r.keys["rule"] == "check.overlap")
    parcels = layer(path)
    before = parcels.getFeature(row.fid).geometry()
    piece = dock.findChild(rules.Findings)._found.findings.geometry.iloc[row.position]
    dock.clip.click()
    after = parcels.getFeature(row.fid).geometry()
    assert after.area() == pytest.approx(before.area() - piece.area, rel=1e-6)
    assert parcels.undoStack().count() == 1 and not dock.stale.isHidden()
    parcels.undoStack().undo()
    assert parcels.getFeature(row.fid).geometry().area() == pytest.approx(before.area())
    parcels.rollBack()


def test_what_was_clipped_and_saved_is_no_finding_any_more(dock, path, qtbot):
    row = first(dock, lambda r: r.clips and r.keys["rule"] == "check.overlap")
    dock.clip.click()
    assert layer(path).commitChanges()
    dock.refresh.click()
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)
    assert not [r for r in dock.shown() if r.fid == row.fid and r.keys["rule"] == "check.overlap"]
    assert dock.stale.isHidden()


def test_repairing_makes_outlines_valid(path, iface, qtbot):
    parcels = QgsVectorLayer(f"{path}|layername=intervention_polygons", "x", "ogr")
    feature = next(parcels.getFeatures())
    corners = ("0 0", "200 200", "200 0", "0 200", "0 0")
    ring = ",".join(f"{37500000 + int(x)} {3630000 + int(y)}" for x, y in map(str.split, corners))
    geometry = QgsGeometry.fromWkt(f"MULTIPOLYGON((({ring})))")
    assert parcels.dataProvider().changeGeometryValues({feature.id(): geometry})
    project.add_layers(path)
    dock = open_dock(iface)
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)
    first(dock, lambda r: r.repairs and r.fid == feature.id())
    dock.repair.click()
    mended = layer(path).getFeature(feature.id()).geometry()
    assert mended.isGeosValid() and mended.area() == pytest.approx(20_000)
    layer(path).rollBack()


def test_repairing_in_degrees_leaves_out_no_more_than_a_vertex_that_stands_twice(monkeypatch):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4490", "parcels", "memory")  # 9 m by 11 m
    corners = ((0, 0), (1e-4, 0), (1e-4, 5e-5), (1e-4, 5e-5 + 5e-9), (1e-4, 1e-4), (0, 1e-4), (0, 0))
    ring = ",".join(f"{110.8 + x:.9f} {32.8 + y:.9f}" for x, y in corners)
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({ring}))"))
    [feature] = layer.dataProvider().addFeatures([feature])[1]
    layer.startEditing()
    monkeypatch.setattr(findings_fix, "editable", lambda path, table: layer)
    findings = gpd.GeoDataFrame({"layer": ["parcels"], "fid": [feature.id()]}, geometry=[None], crs=4525)
    assert findings_fix.mend(Path("台账.gpkg"), findings, "repair") == 1
    mended = layer.getFeature(feature.id()).geometry()
    assert mended.area() == pytest.approx(1e-8, rel=1e-6) and mended.constGet().nCoordinates() == 6
    layer.rollBack()


def test_a_mend_that_fails_half_way_changes_nothing_and_leaves_no_step(monkeypatch):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4525", "parcels", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0, 20 20, 20 0, 0 20, 0 0))"))
    [feature] = layer.dataProvider().addFeatures([feature])[1]
    layer.startEditing()
    monkeypatch.setattr(findings_fix, "editable", lambda path, table: layer)
    whole = findings_fix.fitting

    def fail(shape, layer):
        layer.changeGeometry(feature.id(), whole(shape, layer))
        raise RuntimeError("half way")

    monkeypatch.setattr(findings_fix, "fitting", fail)
    findings = gpd.GeoDataFrame({"layer": ["parcels"], "fid": [feature.id()]}, geometry=[None], crs=4525)
    with pytest.raises(RuntimeError, match="half way"):
        findings_fix.mend(Path("台账.gpkg"), findings, "repair")
    assert layer.getFeature(feature.id()).geometry().equals(feature.geometry())
    assert layer.undoStack().count() == 0
    layer.rollBack()


@pytest.fixture
def strip(path, iface, qtbot):
    """The dock, with a parcel that overlaps its neighbour of one target by a strip of 1.2 m."""
    parcels = QgsVectorLayer(f"{path}|layername=intervention_polygons", "x", "ogr")
    two = [f for f in parcels.getFeatures("target = 'oak_forest' AND status = 60")][:2]
    corner = two[0].geometry().boundingBox()
    x, y = corner.xMinimum(), corner.yMinimum()
    boxes = [QgsGeometry.fromRect(QgsRectangle(x + a, y, x + b, y + 80)) for a, b in ((0, 100), (98.8, 200))]
    shapes = {f.id(): box for f, box in zip(two, boxes, strict=True)}
    for box in boxes:
        box.convertToMultiType()
    assert parcels.dataProvider().changeGeometryValues(shapes)
    project.add_layers(path)
    dock = open_dock(iface)
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)
    chosen = first(dock, lambda r: r.snaps and r.fid in shapes and r.keys["rule"] == "check.overlap")
    return dock, chosen.fid, next(fid for fid in shapes if fid != chosen.fid)


def test_a_strip_of_overlap_is_snapped_away_once_it_was_shown(strip, path, iface, monkeypatch):
    dock, fid, other = strip
    parcels, seen = layer(path), []

    def look(dialog):
        seen.append((dialog.told.text(), len(iface.mapCanvas().scene().items()), parcels.isEditable()))
        dialog.tolerance.setValue(0.5)
        seen.append(
            (dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled(), parcels.isEditable())
        )
        dialog.tolerance.setValue(2.0)
        return dialog.DialogCode.Accepted

    monkeypatch.setattr(SnapDialog, "exec", look)
    before = parcels.getFeature(fid).geometry().area()
    dock.snap.click()
    assert "2 vertices move" in seen[0][0] and "1.20 m" in seen[0][0] and seen[0][1] and not seen[0][2]
    assert seen[1] == (False, False)  # 0.5 m does nothing
    after = parcels.getFeature(fid).geometry()
    assert after.area() == pytest.approx(before - 1.2 * 80, rel=1e-6)
    assert after.intersection(parcels.getFeature(other).geometry()).area() < 1e-6
    assert parcels.undoStack().count() == 1
    parcels.undoStack().undo()
    assert parcels.getFeature(fid).geometry().area() == pytest.approx(before)
    parcels.rollBack()


def test_what_was_shown_and_not_agreed_to_changes_nothing(strip, path, iface, monkeypatch):
    dock, fid, _ = strip
    items = len(iface.mapCanvas().scene().items())
    monkeypatch.setattr(SnapDialog, "exec", lambda dialog: dialog.DialogCode.Rejected)
    monkeypatch.setattr(iface.mapCanvas(), "flashGeometries", lambda *a: None, raising=False)
    dock.snap.click()
    assert not layer(path).isEditable() and len(iface.mapCanvas().scene().items()) <= items + 1


def test_a_wide_conflict_says_why_it_cannot_be_snapped(dock):
    first(dock, lambda r: r.keys["rule"] == "steep_slope")
    assert not dock.snap.isEnabled() and "2 m wide" in dock.snap.toolTip()
    [action] = [a for a in dock.menu().actions() if a.text() == dock.snap.text()]
    assert not action.isEnabled() and action.toolTip() == dock.snap.toolTip()


def test_the_township_is_filled_in_for_all_that_are_chosen(path, iface, qtbot):
    parcels = QgsVectorLayer(f"{path}|layername=intervention_polygons", "x", "ogr")
    index = parcels.fields().indexOf("township")
    wrong = {f.id(): {index: "420304203"} for f in parcels.getFeatures("township = '420304112'")}
    assert len(wrong) > 2 and parcels.dataProvider().changeAttributeValues(wrong)
    project.add_layers(path)
    dock = open_dock(iface)
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)
    chosen = choose(dock, lambda r: r.fills and r.fid in wrong)
    dock.fill.click()
    assert len(chosen) > 2
    assert {layer(path).getFeature(row.fid)["township"] for row in chosen} == {"420304112"}
    assert layer(path).undoStack().count() == 1
    layer(path).rollBack()
