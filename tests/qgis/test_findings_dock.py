"""The findings dock as a user drives it: shown, filtered, clicked, mended, waived, exported, closed."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pytest
from qgis.core import Qgis, QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QFileDialog, QPushButton, QTextEdit, QToolButton

from ecoledger import tasks
from ecoledger.core.sample import build_sample
from ecoledger.dialogs.findings_dock import FILTERS
from ecoledger.dialogs.findings_model import FID, PROBLEM, SEVERITY
from ecoledger.dialogs.snap_dialog import SnapDialog
from ecoledger.dialogs.waive_dialog import WaiveDialog
from ecoledger.layers import project, schema, store
from ecoledger.workflow import findings_fix, ledger_desk, rules, watched_ledger
from ecoledger.workflow.docks import remove_windows
from ecoledger.workflow.manual import folder, page_of
from ecoledger.workflow.rules import show_findings

PATIENCE = 10_000  # ms
SHOWN = ("townships", "intervention_polygons", "intervention_lines", "intervention_points", "waivers")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("检查 结果") / "郧阳 台账.gpkg"
    sample = build_sample()
    store.create(path, sample.plan, sample.rows_to_write())
    return path


@pytest.fixture
def iface(qgis_iface, qgis_new_project, monkeypatch):
    monkeypatch.setattr(watched_ledger, "SOON", 10)
    few = {name: schema.tables()[name] for name in SHOWN}
    monkeypatch.setattr(project, "tables", lambda: few)  # the others would only take time to load
    yield qgis_iface
    tasks.abandon_all()
    remove_windows(qgis_iface)
    QgsProject.instance().clear()


@pytest.fixture
def path(tmp_path, iface, made):
    return Path(shutil.copy(made, tmp_path / made.name))


def open_dock(iface):
    show_findings(iface)
    dock = iface.mainWindow().findChild(QDockWidget, "ecoledger_findings_dock")
    dock.setFloating(True)
    dock.resize(1300, 420)
    return dock


def is_ready(dock):
    return dock.pages.currentWidget() is dock.rows_page and dock.bar.isHidden()


@pytest.fixture
def dock(path, iface, qtbot):
    project.add_layers(path)
    dock = open_dock(iface)
    qtbot.waitUntil(lambda: is_ready(dock), timeout=PATIENCE)
    return dock


def choose(dock, wanted):
    """Choose the findings shown that fit, and return them."""
    model, flags = dock.table.model(), QItemSelectionModel.SelectionFlag
    dock.table.clearSelection()
    for line, row in enumerate(dock.shown()):
        if wanted(row):
            dock.table.selectionModel().select(model.index(line, 0), flags.Select | flags.Rows)
    return dock.chosen()


def first(dock, wanted):
    row = next(row for row in dock.shown() if wanted(row))
    return choose(dock, lambda other: other.position == row.position)[0]


def layer(path, table="intervention_polygons"):
    return project.find_layer(path, table)


def test_without_a_ledger_it_says_what_to_do(iface):
    dock = open_dock(iface)
    assert "no ledger" in dock.empty_text.text() and not dock.open_ledger.isHidden()


def test_conflicts_and_faults_stand_in_it_the_gravest_first(dock):
    shown = dock.shown()
    assert shown[0].keys["severity"] == "violation" and shown[-1].keys["severity"] == "note"
    assert {"permanent_basic_farmland", "check.spike"} <= {row.keys["rule"] for row in shown}
    assert f"{len(shown)} open" in dock.told.text()


@pytest.mark.parametrize("name", ["severity", "state", "rule", "layer", "township"])
def test_each_filter_leaves_only_what_it_asks_for(dock, name):
    box, before = getattr(dock, name), len(dock.shown())
    box.setCurrentIndex(1)
    assert {row.keys[name] for row in dock.shown()} == {box.currentData()}
    box.setCurrentIndex(0)
    assert len(dock.shown()) == before


def test_a_text_is_found_in_what_stands_there(dock, qtbot):
    qtbot.keyClicks(dock.find, "steep-slope")
    assert dock.shown() and all(
        "steep-slope" in row.problem.casefold() + row.rule.casefold() for row in dock.shown()
    )


def test_on_a_small_screen_it_is_seen_what_was_found(dock):
    dock.resize(1090, 360)
    QApplication.processEvents()
    place, heading = dock.table.columnViewportPosition(PROBLEM), dock.table.horizontalHeader()
    assert place + 100 < dock.table.viewport().width()
    assert heading.defaultAlignment() & Qt.AlignmentFlag.AlignLeft
    assert dock.table.rowHeight(0) < 1.6 * dock.fontMetrics().height()
    first(dock, lambda r: r.basis)
    dock.resize(1090, 200)
    QApplication.processEvents()
    assert dock.table.viewport().height() >= 3 * dock.table.rowHeight(0)


def test_sorting_by_a_heading(dock):
    dock.table.sortByColumn(FID, Qt.SortOrder.DescendingOrder)
    numbers = [row.fid for row in dock.shown()]
    assert numbers == sorted(numbers, reverse=True)
    dock.table.sortByColumn(SEVERITY, Qt.SortOrder.AscendingOrder)


def test_a_chosen_finding_says_what_to_do_and_on_what_basis(dock):
    row = first(dock, lambda r: r.keys["rule"] == "steep_slope")
    assert row.problem in dock.detail.text() and row.suggestion in dock.detail.text()
    assert row.basis and row.basis in dock.detail.text()


def test_beside_a_waived_finding_the_others_say_what_to_do_too(dock, monkeypatch, qtbot):
    one = first(dock, lambda r: r.keys["rule"] == "check.overlap")
    answer(monkeypatch, "permit 7")
    dock.waive.click()
    qtbot.waitUntil(lambda: any(r.reason == "permit 7" for r in dock.shown()), timeout=PATIENCE)
    other = first(dock, lambda r: r.keys["state"] == "open" and r.fid != one.fid)
    assert other.reason == ""
    assert dock.detail.text().startswith(other.problem)


def test_a_data_check_is_called_by_its_name_and_tells_its_area(dock):
    row = first(dock, lambda r: r.keys["rule"] == "check.overlap")
    assert row.rule == "Check: overlap in the layer"
    square_metres = float(row.problem.split(" m²")[0])
    assert row.area_mu == pytest.approx(square_metres * 3 / 2000, abs=0.01)
    assert not any("check." in r.rule or "status." in r.rule for r in dock.shown())


def test_nothing_is_switched_off_without_a_reason(dock):
    dock.table.clearSelection()
    for button in (dock.zoom, dock.form, dock.clip, dock.repair, dock.fill, dock.waive, dock.unwaive):
        assert not button.isEnabled() and button.toolTip()
    first(dock, lambda r: r.clips)
    assert dock.clip.isEnabled() and dock.waive.isEnabled() and not dock.unwaive.isEnabled()
    assert [a.isEnabled() for a in dock.menu().actions()[:4]] == [True, True, True, True]


def test_everything_that_can_be_used_is_reached_with_the_tab_key_and_has_a_key_of_its_own(dock, qtbot):
    first(dock, lambda r: r.clips)
    dock.activateWindow()
    dock.severity.setFocus()
    reached = set()
    for _ in range(40):
        reached.add(QApplication.focusWidget().objectName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    wanted = {*FILTERS, "find", "refresh", "export_menu", "help", "zoom", "form", "clip", "waive"}
    assert wanted | {"table"} <= reached
    buttons = [*dock.findChildren(QPushButton), *dock.findChildren(QToolButton)]
    texts = [b.text() for b in buttons if b.objectName() in wanted | {"repair", "snap", "fill", "unwaive"}]
    keys = [QKeySequence.mnemonic(text).toString() for text in texts]
    assert len(texts) == 11 and all(keys) and len(set(keys)) == len(keys), keys


def test_a_finding_is_shown_on_the_map_by_the_keyboard_alone(dock, qtbot):
    row = first(dock, lambda r: r.area_mu > 0)
    dock.table.setCurrentIndex(dock.table.selectionModel().selectedRows()[0])
    with qtbot.waitSignal(dock.zoom_wanted) as told:
        qtbot.keyClick(dock.table, Qt.Key.Key_Return)
    assert told.args == [row.position]


def test_help_opens_the_page_of_the_chosen_finding_s_rule_or_that_of_findings(dock, iface, monkeypatch):
    pages = []
    monkeypatch.setattr(ledger_desk, "show_manual", lambda window, page: pages.append(page))
    dock.table.clearSelection()
    dock.help.click()
    first(dock, lambda r: r.keys["rule"] == "permanent_basic_farmland")
    dock.help.click()
    first(dock, lambda r: r.keys["rule"] == "check.overlap")
    dock.help.click()
    assert pages == ["findings", "rules/permanent_basic_farmland", "rules/check.overlap"]
    assert all((folder() / f"{page}.md").is_file() for page in pages)
    assert page_of("../../README") == page_of("a_bureaus_own") == "findings"


def test_a_click_brings_the_piece_into_the_map_and_marks_it(dock, iface):
    row = first(dock, lambda r: r.area_mu > 0)
    dock.zoom.click()
    findings = dock.findChild(rules.Findings)
    place = findings._found.findings.geometry.iloc[row.position]
    extent = iface.mapCanvas().extent()
    assert extent.xMinimum() < place.centroid.x < extent.xMaximum()
    assert findings._band is not None
    dock.hide()
    assert findings._band is None


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
    qtbot.waitUntil(lambda: is_ready(dock), timeout=PATIENCE)
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
    qtbot.waitUntil(lambda: is_ready(dock), timeout=PATIENCE)
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
    qtbot.waitUntil(lambda: is_ready(dock), timeout=PATIENCE)
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
    qtbot.waitUntil(lambda: is_ready(dock), timeout=PATIENCE)
    chosen = choose(dock, lambda r: r.fills and r.fid in wrong)
    dock.fill.click()
    assert len(chosen) > 2
    assert {layer(path).getFeature(row.fid)["township"] for row in chosen} == {"420304112"}
    assert layer(path).undoStack().count() == 1
    layer(path).rollBack()


def answer(monkeypatch, reason, until=None, good=True):
    """Let the dialog be filled in and left by OK, where it lets itself, or by Cancel."""

    def fill_in(dialog):
        dialog.why.setPlainText(reason)
        dialog.ends.setChecked(until is not None)
        if until is not None:
            dialog.last_day.setMinimumDate(until)
            dialog.last_day.setDate(until)
        dialog.buttons.button(
            dialog.buttons.StandardButton.Ok if good else dialog.buttons.StandardButton.Cancel
        ).click()
        return dialog.result()

    monkeypatch.setattr(WaiveDialog, "exec", fill_in)


def undo(iface):
    """Press the undo of the message shown last."""
    item = iface.messageBar().currentItem()
    next(b for b in item.findChildren(QPushButton) if b.text() == "Undo").click()


def settled(dock, text, qtbot):
    qtbot.waitUntil(lambda: is_ready(dock) and text in dock.told.text(), timeout=PATIENCE)


def test_many_are_waived_with_one_reason_and_that_is_undone_at_once(dock, path, iface, qtbot, monkeypatch):
    rows = choose(dock, lambda r: r.keys["rule"] in ("steep_slope", "permanent_basic_farmland"))
    assert len(rows) > 1
    answer(monkeypatch, " 批文〔2021〕3号 ")
    dock.waive.click()
    settled(dock, f"{len(rows)} waived", qtbot)
    waived = choose(dock, lambda r: r.keys["state"] == "waived")
    assert {row.reason for row in waived} == {"批文〔2021〕3号"} and len(waived) == len(rows)
    assert len(store.read_layer(path, "waivers")) == len(rows)
    dock.unwaive.click()
    settled(dock, "0 waived", qtbot)
    assert not len(store.read_layer(path, "waivers"))
    undo(iface)  # of taking them back
    settled(dock, f"{len(rows)} waived", qtbot)
    assert set(store.read_layer(path, "waivers").reason) == {"批文〔2021〕3号"}


def test_a_waiver_given_by_mistake_is_undone(dock, path, iface, qtbot, monkeypatch):
    first(dock, lambda r: r.keys["rule"] == "steep_slope")
    answer(monkeypatch, "理由")
    dock.waive.click()
    settled(dock, "1 waived", qtbot)
    undo(iface)
    settled(dock, "0 waived", qtbot)
    assert not len(store.read_layer(path, "waivers"))


def test_a_waiver_holds_until_its_last_day_and_is_open_again_after_it(dock, path, qtbot, monkeypatch):
    row = first(dock, lambda r: r.keys["rule"] == "steep_slope")
    today = dt.date.today()
    answer(monkeypatch, "临时用地批文", until=today)
    dock.waive.click()
    settled(dock, "1 waived", qtbot)
    [waived] = [r for r in dock.shown() if r.keys["state"] == "waived"]
    assert waived.reason == f"临时用地批文 (until {today})"
    with closing(sqlite3.connect(path)) as file, file:
        file.create_function("ST_IsEmpty", 1, lambda blob: 0)
        file.execute("UPDATE waivers SET until = '2020-01-31'")
    dock.refresh.click()
    settled(dock, "0 waived", qtbot)
    [again] = [r for r in dock.shown() if "ended on 2020-01-31" in r.reason]
    assert (again.keys["state"], again.fid, again.keys["rule"]) == ("open", row.fid, "steep_slope")


@pytest.mark.parametrize(("reason", "good"), [("", True), ("  ", True), ("理由", False)])
def test_without_a_reason_nothing_is_waived(dock, path, monkeypatch, reason, good):
    first(dock, lambda r: r.keys["rule"] == "steep_slope")
    answer(monkeypatch, reason, good=good)
    dock.waive.click()
    assert not len(store.read_layer(path, "waivers"))


def test_the_dialog_of_waivers_says_what_is_missing(iface):
    dialog = WaiveDialog(3)
    good = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not good.isEnabled() and good.toolTip()
    assert not dialog.last_day.isEnabled() and dialog.last_day.toolTip() and dialog.until() is None
    dialog.why.setPlainText("理由")
    dialog.ends.setChecked(True)
    assert good.isEnabled() and dialog.last_day.isEnabled() and dialog.until() > dt.date.today()


def test_copied_findings_can_be_pasted_into_a_sheet(dock, qtbot):
    rows = choose(dock, lambda r: r.keys["rule"] == "steep_slope")
    qtbot.keyClick(dock.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == len(rows) + 1 and rows[0].problem in lines[1] and "nan" not in lines[1]


def export_to(dock, monkeypatch, file, kind):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(file), ""))
    action = next(a for a in dock.export_menu.menu().actions() if a.text().startswith(kind))
    action.trigger()


def test_exports_hold_what_the_filters_let_through(dock, tmp_path, monkeypatch):
    dock.severity.setCurrentIndex(1)
    shown = dock.shown()
    export_to(dock, monkeypatch, tmp_path / "结果 表.csv", "CSV")
    with (tmp_path / "结果 表.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == len(shown) + 1
    export_to(dock, monkeypatch, tmp_path / "结果", "HTML")
    text = (tmp_path / "结果.html").read_text(encoding="utf-8")
    assert text.count("<tr>") == len(shown) + 1 and "checked" in text
    export_to(dock, monkeypatch, tmp_path / "结果 图.gpkg", "GeoPackage")
    counts = 0
    for name in ("polygons", "lines", "points", "without_place"):
        part = QgsVectorLayer(f"{tmp_path / '结果 图.gpkg'}|layername=findings_{name}", "x", "ogr")
        counts += part.featureCount() if part.isValid() else 0
    assert counts == len(shown)


def test_an_export_that_cannot_be_written_is_told(dock, tmp_path, monkeypatch, iface):
    export_to(dock, monkeypatch, tmp_path / "没有" / "表.csv", "CSV")
    assert "表.csv cannot be written" in iface.messageBar().get_messages(Qgis.MessageLevel.Warning)[-1]


def test_what_was_looked_at_can_be_read(dock, iface):
    dock.notes.click()
    window = iface.mainWindow().findChild(QDockWidget.__mro__[1], "ecoledger_text")
    said = window.findChild(QTextEdit).toPlainText().splitlines()
    assert (
        said[0].startswith("Checked ") and "no rule could be checked for Intervention parcels FID" in said[0]
    )
    assert any("zones of Ecological red lines (1 repaired: FID" in line for line in said)
    assert not any("ruled out" in line for line in said[: said.index("")])
    assert "2 features could not be checked" in dock.told.text()


def test_saving_a_layer_makes_the_findings_stale(dock, path):
    parcels = layer(path)
    parcels.startEditing()
    assert parcels.deleteFeature(next(parcels.getFeatures()).id())
    assert not dock.stale.isHidden()
    parcels.rollBack()


def test_closing_the_project_while_it_checks_leaves_it_empty(path, iface, qtbot):
    project.add_layers(path)
    dock = open_dock(iface)
    QgsProject.instance().clear()
    qtbot.waitUntil(
        lambda: dock.pages.currentWidget() is dock.empty_page and dock.bar.isHidden(), timeout=PATIENCE
    )
    assert "no ledger" in dock.empty_text.text()


def test_unloading_leaves_no_dock_no_mark_and_no_task(dock, path, iface):
    first(dock, lambda r: r.area_mu > 0)
    dock.zoom.click()
    parcels, items = layer(path), len(iface.mapCanvas().scene().items())
    remove_windows(iface)
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    assert iface.mainWindow().findChild(QDockWidget, "ecoledger_findings_dock") is None
    assert len(iface.mapCanvas().scene().items()) < items
    parcels.startEditing()
    parcels.deleteFeature(next(parcels.getFeatures()).id())
    parcels.rollBack()
    assert not tasks._running
