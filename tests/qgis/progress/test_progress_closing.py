"""The progress dock closes the ledger anew, and tells what unsaved edits would change."""

from __future__ import annotations

import threading

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt

from ecoledger import tasks
from ecoledger.core import standing
from ecoledger.dialogs.ledger_choice import LedgerChoice
from ecoledger.dialogs.progress_model import COUNTED, PENDING
from ecoledger.layers import project
from ecoledger.tests.qgis import small_ledger
from ecoledger.tests.qgis.progress.window import (
    PATIENCE,
    add_parcel,
    choose,
    column,
    index_of,
    layer,
    open_dock,
    pick,
    value,
)
from ecoledger.tests.qgis.windows import shows_rows


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
