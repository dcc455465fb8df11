"""The progress dock as a user drives it: shown, filtered, clicked, edited, exported, cancelled, closed."""

from __future__ import annotations

import csv
import os
import shutil
import threading
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsGeometry, QgsProject, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QFileDialog,
    QLineEdit,
    QWidget,
)

from ecoledger import tasks
from ecoledger.core import standing
from ecoledger.dialogs.ledger_choice import LedgerChoice
from ecoledger.dialogs.progress_model import COUNTED, NAME, PENDING, QUOTA, UNIT
from ecoledger.dialogs.svg_view import Choice, SvgView
from ecoledger.layers import export, project
from ecoledger.tests.qgis import small_ledger, windows
from ecoledger.tests.qgis.running import square
from ecoledger.tests.qgis.windows import shows_rows
from ecoledger.workflow import progress
from ecoledger.workflow.docks import remove_windows
from ecoledger.workflow.progress import show_progress

PATIENCE = 20_000  # ms


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small_ledger.make(tmp_path_factory.mktemp("台账") / "小区 台账.gpkg")


@pytest.fixture
def iface(qgis_iface, qgis_new_project, monkeypatch):
    monkeypatch.setattr(progress, "SOON", 10)
    with windows.desktop(qgis_iface, monkeypatch, ("townships", "targets", "intervention_polygons")) as iface:
        yield iface


@pytest.fixture
def path(tmp_path, iface, made):
    return Path(shutil.copy(made, tmp_path / made.name))


def open_dock(iface):
    return windows.open_dock(iface, show_progress, "ecoledger_progress_dock", 1200, 400)


@pytest.fixture
def dock(path, iface, qtbot):
    project.add_layers(path)
    dock = open_dock(iface)
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)
    return dock


def column(dock, number=NAME, parent=None):
    model = dock.tree.model()
    above = [parent] if parent is not None else []
    return [model.index(row, number, *above).data() for row in range(model.rowCount(*above))]


def index_of(dock, name, parent=None):
    return dock.tree.model().index(
        column(dock, NAME, parent).index(name), NAME, *([parent] if parent else [])
    )


def choose(dock, name):
    dock.tree.setCurrentIndex(index_of(dock, name))
    return dock.row()


def value(dock, name, number):
    index = index_of(dock, name)
    return index.sibling(index.row(), number).data()


def pick(box, data):
    box.setCurrentIndex(box.findData(data))


def layer(path, table="intervention_polygons"):
    return project.find_layer(path, table)


def add_parcel(layer, x, target="greening", status=60):
    values = {"target": target, "status": status, "year": 2020, "completed": "2020-01-01"}
    attributes = {layer.fields().lookupField(name): value for name, value in values.items()}
    shape = QgsGeometry.fromWkt(square(x, 0, 100))
    shape.convertToMultiType()
    feature = QgsVectorLayerUtils.createFeature(layer, shape, attributes)
    assert layer.addFeature(feature)
    return feature


# Shown


def test_without_a_ledger_it_says_what_to_do(iface):
    dock = open_dock(iface)
    assert "no ledger" in dock.empty_text.text()
    assert dock.open_ledger.isVisibleTo(dock)


def test_a_ledger_that_is_opened_later_is_found(iface, path, qtbot):
    dock = open_dock(iface)
    project.add_layers(path)
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)
    assert column(dock)[0] == "greening"


def test_targets_stand_in_the_units_of_the_plan(dock):
    assert column(dock)[:5] == ["greening", "wetland", "bank", "plant", "straw"]
    assert column(dock, UNIT)[:5] == ["mu", "10⁴ mu", "km", "sites", "%"]
    assert column(dock, COUNTED)[:5] == ["30.00", "0.0022", "1.500", "1", "65.00"]
    assert column(dock)[-1] == "All areas"
    assert "All areas: " in dock.state.text()  # the last row is not always in sight


def test_a_second_wish_shows_the_same_dock(dock, iface):
    assert open_dock(iface) is dock


def test_townships_below_a_target_and_the_other_way_round(dock):
    below = index_of(dock, "wetland")
    assert column(dock, NAME, below) == ["甲镇", "乙镇", "In no township"]
    pick(dock.order, True)
    assert column(dock)[:3] == ["甲镇", "乙镇", "In no township"]
    assert "wetland" in column(dock, NAME, index_of(dock, "甲镇"))


def test_the_unit_of_areas_can_be_switched(dock):
    pick(dock.unit, "ha")
    assert column(dock, UNIT)[:3] == ["ha", "ha", "km"]
    assert value(dock, "wetland", COUNTED) == "1.5000"


def test_year_and_township_narrow_the_rows(dock):
    pick(dock.year, 2018)
    assert value(dock, "greening", COUNTED) == "15.00"
    pick(dock.year, None)
    pick(dock.township, "999001102")
    assert value(dock, "wetland", COUNTED) == "0.0015"
    assert column(dock, NAME, index_of(dock, "wetland")) == ["乙镇"]


def test_typing_a_name_keeps_what_it_names_with_what_is_above_it(dock, qtbot):
    dock.find.setText("乙镇")  # as an input method does: QTest types only Latin letters
    assert {"wetland", "bank", "straw"} <= set(column(dock))
    assert column(dock, NAME, index_of(dock, "wetland")) == ["乙镇"]
    dock.find.clear()
    qtbot.keyClicks(dock.find, "GREEN")
    assert column(dock) == ["greening", "All areas"]
    assert dock.nothing.isHidden()
    qtbot.keyClicks(dock.find, "xyz")
    assert not dock.nothing.isHidden()
    assert dock.row().is_total  # what is exported is of a row that is there


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_sorting_leaves_the_total_last_and_what_has_no_number_before_it(dock, order):
    dock.tree.sortByColumn(QUOTA, order)
    assert column(dock)[-1] == "All areas"
    assert column(dock)[0] == "greening"  # the only one with a quota


def test_what_is_behind_the_plan_has_a_sign_and_its_reason(dock, path, qtbot):
    assert index_of(dock, "greening").data(Qt.ItemDataRole.DecorationRole) is None
    targets = layer(path, "targets")
    targets.startEditing()
    row = next(f for f in targets.getFeatures() if f["id"] == "greening")
    targets.changeAttributeValue(row.id(), targets.fields().lookupField("deadline"), "2019-12-31")
    assert targets.commitChanges()
    assert not dock.stale.isHidden()
    dock.refresh.click()
    qtbot.waitUntil(lambda: shows_rows(dock) and dock.stale.isHidden(), timeout=PATIENCE)
    late = index_of(dock, "greening")
    assert not late.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert late.data(Qt.ItemDataRole.FontRole).bold()
    assert "By 2019-12-31 60.00 mu were due; 30.00 mu are missing" in late.data(Qt.ItemDataRole.ToolTipRole)


# Closed anew


def test_a_day_closes_the_ledger_anew(dock, qtbot):
    dock.as_of_on.setChecked(True)
    dock.as_of.setDate(dock.as_of.date().fromString("2018-12-31", Qt.DateFormat.ISODate))
    qtbot.waitUntil(lambda: value(dock, "greening", COUNTED) == "15.00", timeout=PATIENCE)
    assert "as of 2018-12-31" in dock.state.text()


def test_a_status_that_counts_closes_the_ledger_anew(dock, qtbot):
    designed = next(a for a in dock.statuses.menu().actions() if a.data() == 20)
    designed.trigger()
    qtbot.waitUntil(lambda: value(dock, "greening", COUNTED) == "45.00", timeout=PATIENCE)


def test_what_was_open_and_chosen_stays_so(dock, qtbot):
    dock.tree.expand(index_of(dock, "wetland"))
    choose(dock, "wetland")
    pick(dock.unit, "km2")
    assert dock.tree.isExpanded(index_of(dock, "wetland"))
    assert dock.row().label == "wetland"


def test_cancelling_leaves_what_was_shown_marked_stale(dock, monkeypatch, qtbot):
    before = column(dock, COUNTED)
    held = threading.Event()
    take = standing.take_standing
    monkeypatch.setattr(standing, "take_standing", lambda *a, **k: held.wait(10) and take(*a, **k))
    dock.refresh.click()
    assert not dock.cancel.isHidden()
    dock.cancel.click()
    held.set()
    qtbot.waitUntil(lambda: dock.bar.isHidden(), timeout=PATIENCE)
    assert column(dock, COUNTED) == before
    assert not dock.stale.isHidden()


def test_a_file_that_is_no_ledger_any_more_is_told_with_a_way_out(iface, path, qtbot):
    project.add_layers(path)
    path.write_bytes(b"not a database")
    dock = open_dock(iface)
    qtbot.waitUntil(lambda: dock.try_again.isVisibleTo(dock), timeout=PATIENCE)
    assert "GeoPackage" in dock.empty_text.text()


def test_a_fault_of_the_program_leaves_a_way_to_try_again(iface, path, monkeypatch, qtbot):
    def fail(*a, **k):
        raise ZeroDivisionError

    monkeypatch.setattr(standing, "take_standing", fail)
    project.add_layers(path)
    with qtbot.capture_exceptions() as raised:
        dock = open_dock(iface)
        qtbot.waitUntil(lambda: bool(raised), timeout=PATIENCE)
    assert raised[0][0] is ZeroDivisionError
    assert not dock.empty_text.text() and dock.try_again.isVisibleTo(dock)


def test_a_project_that_is_closed_while_the_ledger_is_closing(iface, path, monkeypatch, qtbot):
    held = threading.Event()
    take = standing.take_standing
    monkeypatch.setattr(standing, "take_standing", lambda *a, **k: held.wait(10) and take(*a, **k))
    project.add_layers(path)
    dock = open_dock(iface)
    QgsProject.instance().clear()
    held.set()
    qtbot.waitUntil(lambda: not tasks._running, timeout=PATIENCE)
    assert "no ledger" in dock.empty_text.text()


def test_layers_that_are_removed_leave_an_empty_dock(dock, path, qtbot):
    QgsProject.instance().removeAllMapLayers()
    qtbot.waitUntil(lambda: dock.pages.currentWidget() is dock.empty_page, timeout=PATIENCE)


def test_two_ledgers_in_a_project_can_be_chosen_from(dock, tmp_path, qtbot):
    other = small_ledger.make(tmp_path / "另一个.gpkg")
    project.add_layers(other)
    choice = dock.findChild(LedgerChoice)
    assert not choice.isVisibleTo(dock)
    qtbot.waitUntil(lambda: choice.isVisibleTo(dock), timeout=PATIENCE)
    assert dock.windowTitle().endswith("小区 台账")
    choice.box.setCurrentIndex(choice.box.findText("另一个"))
    choice.box.activated.emit(choice.box.currentIndex())
    assert dock.windowTitle().endswith("另一个")
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)


# Unsaved edits


def test_an_unsaved_parcel_is_pending_beside_the_saved_number(dock, path, qtbot):
    assert dock.tree.isColumnHidden(PENDING)
    polygons = layer(path)
    polygons.startEditing()
    add_parcel(polygons, 250)  # free ground, on the baseline
    qtbot.waitUntil(lambda: not dock.tree.isColumnHidden(PENDING), timeout=PATIENCE)
    assert (value(dock, "greening", COUNTED), value(dock, "greening", PENDING)) == ("30.00", "+15.00")
    polygons.undoStack().undo()
    qtbot.waitUntil(lambda: dock.tree.isColumnHidden(PENDING), timeout=PATIENCE)


def test_ground_that_is_counted_already_is_told_beside_it(dock, path, qtbot):
    polygons = layer(path)
    polygons.startEditing()
    add_parcel(polygons, 100)  # half of it repeats g2
    qtbot.waitUntil(lambda: bool(value(dock, "greening", PENDING)), timeout=PATIENCE)
    assert value(dock, "greening", PENDING) == "+7.50 (7.50 not counted)"


def test_moving_and_deleting_are_pending_too(dock, path, qtbot):
    polygons = layer(path)
    polygons.startEditing()
    first = next(f for f in polygons.getFeatures() if f["uuid"] == "g1")
    polygons.deleteFeature(first.id())
    qtbot.waitUntil(lambda: value(dock, "greening", PENDING) == "-7.50 (-7.50 not counted)", timeout=PATIENCE)


def test_saved_edits_make_the_figures_stale(dock, path, qtbot):
    polygons = layer(path)
    polygons.startEditing()
    add_parcel(polygons, 250)
    assert polygons.commitChanges(), polygons.commitErrors()
    assert not dock.stale.isHidden()
    dock.refresh.click()
    qtbot.waitUntil(lambda: value(dock, "greening", COUNTED) == "45.00", timeout=PATIENCE)
    assert dock.stale.isHidden()


# Evidence


def choice(view, key):
    return next(c for c in view._choices if c.key == key)


def click_deduction(dock, key, qtbot):
    dock.tabs.setCurrentWidget(dock.waterfall_tab)
    dock.waterfall.resize(500, 240)
    frame = dock.waterfall._frame(choice(dock.waterfall, key))
    qtbot.mouseClick(dock.waterfall, Qt.MouseButton.LeftButton, pos=frame.center().toPoint())


def test_a_click_on_a_deduction_lists_its_pieces(dock, qtbot):
    choose(dock, "greening")
    click_deduction(dock, "overlap", qtbot)
    assert dock.tabs.currentWidget() is dock.pieces_tab
    texts = [dock.pieces.item(0, c).text() for c in range(dock.pieces.columnCount())]
    assert texts == ["7.50", "2", "1", "", "甲镇", "g2", "g1"]


def test_deductions_are_chosen_by_keyboard(dock, qtbot):
    choose(dock, "greening")
    chosen = []
    dock.deduction_chosen.connect(chosen.append)
    qtbot.keyClick(dock.waterfall, Qt.Key.Key_Down)
    qtbot.keyClick(dock.waterfall, Qt.Key.Key_Return)
    assert chosen == ["overlap"]  # off the baseline, then repeated: the others are nothing


def test_a_click_beside_the_deductions_chooses_nothing(dock, qtbot):
    chosen = []
    dock.deduction_chosen.connect(chosen.append)
    qtbot.mouseClick(dock.waterfall, Qt.MouseButton.LeftButton, pos=QPoint(5, 3))
    assert chosen == []


def test_a_chosen_piece_comes_into_the_map(dock, iface, qtbot):
    choose(dock, "greening")
    click_deduction(dock, "overlap", qtbot)
    dock.pieces.selectRow(0)
    extent = iface.mapCanvas().extent()
    piece = QgsGeometry.fromWkt(square(50, 0, 50, 100)).boundingBox()
    assert extent.contains(piece)
    assert extent.width() < 2000


def test_buttons_that_can_do_nothing_say_why(dock, qtbot):
    choose(dock, "greening")
    click_deduction(dock, "baseline", qtbot)
    assert not dock.zoom.isEnabled() and "Choose a piece" in dock.zoom.toolTip()
    dock.pieces.selectRow(0)
    assert dock.zoom.isEnabled() and dock.form.isEnabled()
    assert not dock.earlier_form.isEnabled() and "repeats no earlier" in dock.earlier_form.toolTip()


def test_the_forms_of_a_parcel_and_of_the_earlier_one(dock, iface, monkeypatch, qtbot):
    opened = []
    monkeypatch.setattr(
        iface, "openFeatureForm", lambda layer, feature, *a: opened.append(feature["uuid"]), raising=False
    )
    choose(dock, "greening")
    click_deduction(dock, "overlap", qtbot)
    dock.pieces.selectRow(0)
    dock.form.click()
    dock.earlier_form.click()
    assert opened == ["g2", "g1"]


def test_charts_follow_the_chosen_row(dock):
    choose(dock, "bank")
    assert dock.waterfall_title.text().startswith("bank: 2")
    assert dock.growth_title.text().startswith("bank: 2")


def test_an_empty_picture_draws_nothing_and_takes_no_click(qtbot):
    view = SvgView()
    qtbot.addWidget(view)
    blank = view.grab().toImage()
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    view.show_picture(square, [Choice("all", 0, 10)])
    assert view.grab().toImage() != blank
    view.show_picture("")
    chosen = []
    view.chosen.connect(chosen.append)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.grab().toImage() == blank and chosen == []


# Taken along


def test_chosen_rows_are_copied_with_their_headings(dock, qtbot):
    choose(dock, "bank")
    qtbot.keyClick(dock.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line = QApplication.clipboard().text().split("\n")
    row = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert (row["Target or township"], row["Unit"], row["Counted"], row["Deducted"]) == (
        "bank",
        "km",
        "1.5",
        "0.5",
    )
    assert row["Quota"] == ""


def save_as(monkeypatch, file, kind=""):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a: (str(file), kind)))


def export_as(dock, text):
    next(a for a in dock.export_menu.menu().actions() if text in a.text()).trigger()


def test_the_table_as_csv_for_a_chinese_excel(dock, tmp_path, monkeypatch):
    file = tmp_path / "进 度.csv"
    save_as(monkeypatch, file)
    export_as(dock, "CSV")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [r["Counted"] for r in rows if r["Target or township"] == "bank" and not r["Part of it"]] == [
        "1.5"
    ]
    assert [r["Part of it"] for r in rows if r["Target or township"] == "bank"] == ["", "甲镇", "乙镇"]
    assert os.listdir(tmp_path).count("进 度.csv") == 1


def test_the_table_as_xlsx_with_numbers_as_numbers(dock, tmp_path, monkeypatch):
    file = tmp_path / "进 度.xlsx"
    save_as(monkeypatch, file)
    export_as(dock, "XLSX")
    dataset = ogr.Open(str(file))
    sheet = dataset.GetLayer(0)
    rows = [feature.items() for feature in sheet]
    assert rows[0]["Target or township"] == "greening" and rows[0]["Counted"] == 30.0
    del sheet, dataset


def test_a_file_that_is_open_in_excel_stays_and_is_told(dock, tmp_path, monkeypatch, iface):
    file = tmp_path / "进度.xlsx"
    file.write_text("kept")
    save_as(monkeypatch, file)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(export.os, "replace", refuse)
    said = []
    bar = iface.messageBar()
    monkeypatch.setattr(bar, "pushMessage", lambda *a: said.append(a), raising=False)
    monkeypatch.setattr(iface, "messageBar", lambda: bar)
    export_as(dock, "XLSX")
    assert "进度.xlsx cannot be written: Permission denied" in said[0][0]
    assert "Close it in Excel" in said[0][1]
    assert file.read_text() == "kept"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".xlsx"] == ["进度.xlsx"]


@pytest.mark.parametrize("text", ["Waterfall", "Chart"])
def test_charts_as_pictures(dock, tmp_path, monkeypatch, text):
    choose(dock, "greening")
    save_as(monkeypatch, tmp_path / "图.svg")
    export_as(dock, text)
    assert (tmp_path / "图.svg").read_text(encoding="utf-8").startswith("<svg")
    save_as(monkeypatch, tmp_path / "图.png")
    export_as(dock, text)
    assert QImage(str(tmp_path / "图.png")).width() >= 1800


def test_a_name_without_an_ending_gets_that_of_its_kind(dock, tmp_path, monkeypatch):
    save_as(monkeypatch, tmp_path / "图", "PNG (*.png)")
    export_as(dock, "Waterfall")
    assert (tmp_path / "图.png").exists()


def test_leaving_the_file_dialog_writes_nothing(dock, tmp_path, monkeypatch):
    before = sorted(tmp_path.iterdir())
    save_as(monkeypatch, "")
    export_as(dock, "CSV")
    assert sorted(tmp_path.iterdir()) == before


# Layout and end


def test_a_narrow_dock_stacks_table_and_charts(dock, qtbot):
    assert dock.split.orientation() == Qt.Orientation.Horizontal
    dock.resize(600, 700)
    qtbot.waitUntil(lambda: dock.split.orientation() == Qt.Orientation.Vertical)


def test_a_dock_too_low_to_stack_them_has_table_and_charts_beside_each_other(dock, qtbot):
    dock.resize(760, 700)
    qtbot.waitUntil(lambda: dock.split.orientation() == Qt.Orientation.Vertical)
    dock.resize(760, 340)
    qtbot.waitUntil(lambda: dock.split.orientation() == Qt.Orientation.Horizontal)
    assert dock.tree.height() > 100


def test_the_help_button_opens_the_page_of_the_dock(dock, iface):
    dock.help.click()
    window = iface.mainWindow().findChild(QWidget, "ecoledger_manual")
    assert "Progress of the plan" in window.text.toPlainText()


CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, SvgView)


def test_every_control_is_reached_by_the_tab_key(dock):
    dock.as_of_on.setChecked(True)
    dock.period_on.setChecked(True)
    wanted = {w for w in vars(dock).values() if isinstance(w, CONTROLS) and w.isVisibleTo(dock)}
    reached, widget = set(), dock.order
    while widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    assert len(wanted) > 12
    assert [w.objectName() for w in wanted - reached] == []
    assert [w.objectName() for w in wanted if not w.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


def test_what_is_switched_off_says_why(dock):
    off = {n: w for n, w in vars(dock).items() if isinstance(w, CONTROLS) and not w.isEnabled()}
    assert {"as_of", "period_from", "period_to", "zoom", "form", "earlier_form"} <= set(off)
    assert [name for name, w in off.items() if not w.toolTip()] == []


def test_unloading_leaves_no_dock_and_no_connection(dock, path, iface, qtbot):
    polygons = layer(path)
    remove_windows(iface)
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    assert iface.mainWindow().findChild(QDockWidget, "ecoledger_progress_dock") is None
    polygons.startEditing()
    add_parcel(polygons, 250)
    assert polygons.commitChanges()
    assert not tasks._running
