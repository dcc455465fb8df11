"""The findings dock as a user drives it: listed, filtered, sorted, shown on the map, left."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QPushButton, QToolButton

from ecoledger import tasks
from ecoledger.dialogs.findings_dock import FILTERS
from ecoledger.dialogs.findings_model import FID, PROBLEM, SEVERITY
from ecoledger.layers import project
from ecoledger.tests.qgis.findings.window import PATIENCE, answer, first, layer, open_dock
from ecoledger.workflow import ledger_desk, rules
from ecoledger.workflow.docks import remove_windows
from ecoledger.workflow.manual import folder, page_of


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
