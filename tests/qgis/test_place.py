"""Check this place as a user drives it: the real map tool on the sample, the dock, its answer."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPoint, Qt, QUrl
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QFrame

from ecoledger import tasks
from ecoledger.core.errors import DataError
from ecoledger.dialogs.place_dock import PROJECT, TARGET, PlaceDock, Wanted
from ecoledger.layers import project, schema
from ecoledger.workflow import place, remove_windows
from ecoledger.workflow.watched_ledger import watched_ledger

PATIENCE = 15_000  # ms
SHOWN = ("townships", "red_lines", "intervention_polygons")


@pytest.fixture
def path(sample_ledger, tmp_path):
    return Path(shutil.copy(sample_ledger, tmp_path / sample_ledger.name))


@pytest.fixture
def desktop(qgis_iface, qgis_canvas, qgis_new_project, path, monkeypatch):
    """A window with the sample open, a pixel for two metres."""
    canvas = qgis_canvas
    monkeypatch.setattr(qgis_iface, "mapCanvas", lambda: canvas)
    few = {name: schema.tables()[name] for name in SHOWN}
    monkeypatch.setattr(project, "tables", lambda: few)  # the others would only take time to load
    project.add_layers(path)
    canvas.setDestinationCrs(QgsProject.instance().crs())
    canvas.setRenderFlag(False)
    canvas.setFrameStyle(QFrame.Shape.NoFrame)
    canvas.setFixedSize(500, 500)
    canvas.window().show()
    yield SimpleNamespace(iface=qgis_iface, canvas=canvas, path=path)
    tasks.abandon_all()
    canvas.unsetMapTool(canvas.mapTool())
    remove_windows(qgis_iface)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QgsProject.instance().clear()
    canvas.setRenderFlag(True)


@pytest.fixture
def dock(desktop, qtbot):
    place.check_place(desktop.iface)
    found = desktop.iface.mainWindow().findChild(PlaceDock)
    qtbot.waitUntil(lambda: desk(found)._index is not None, timeout=PATIENCE)
    return found


def desk(dock):
    return dock.findChild(place.PlaceDesk)


def centre(desktop, x, y, crs="EPSG:4525", metres=1000.0):
    """Bring a place (EPSG:4525) into the middle of the canvas."""
    wanted = QgsCoordinateReferenceSystem(crs)
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4525"), wanted, QgsProject.instance()
    )
    half = metres / 2
    desktop.canvas.setDestinationCrs(wanted)
    box = QgsRectangle(x - half, y - half, x + half, y + half)
    desktop.canvas.setExtent(transform.transformBoundingBox(box))
    return transform.transform(QgsPointXY(x, y))


def click(desktop, point, button=Qt.MouseButton.LeftButton):
    pixel = desktop.canvas.getCoordinateTransform().transform(point)
    at = QPoint(round(pixel.x()), round(pixel.y()))
    QTest.mouseMove(desktop.canvas.viewport(), at)
    QTest.mouseClick(desktop.canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, at)


def answered(dock, qtbot):
    qtbot.waitUntil(lambda: desk(dock)._asking is None and dock.copy.isEnabled(), timeout=PATIENCE)
    dock.copy.click()
    return QApplication.clipboard().text()


def in_red_line(sample):
    frame = sample.layers["red_lines"]
    return frame[frame.is_valid].geometry.representative_point().iloc[0]


def test_a_paper_mill_in_a_red_line_is_forbidden_and_the_article_is_named(desktop, dock, sample, qtbot):
    spot = in_red_line(sample)
    dock.choose(Wanted(PROJECT, "造纸", "Paper mill"))
    click(desktop, centre(desktop, spot.x, spot.y))
    text = answered(dock, qtbot)
    assert text.startswith("✖ Forbidden here: Paper mill")
    assert "Ecological red line (art. 25)" in text and "实施意见第25条" in text
    assert "Also there" in text and "Townships" in text
    assert "Forbidden here" in dock.answer.toPlainText()


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:4546"])
def test_a_click_is_brought_over_from_the_maps_coordinate_system(desktop, dock, sample, qtbot, crs):
    spot = in_red_line(sample)
    dock.choose(Wanted(PROJECT, "房地产", "Housing estate"))
    click(desktop, centre(desktop, spot.x, spot.y, crs, metres=50))
    assert "Ecological red line (art. 25)" in answered(dock, qtbot)


def test_the_distance_to_the_bank_is_told(desktop, dock, sample, qtbot):
    banks = sample.layers["river_banks"]
    main = banks[banks["class"] == "1"].geometry
    along = main.iloc[0].interpolate(0.5, normalized=True)
    dock.choose(Wanted(PROJECT, "化工", "Chemical plant"))
    click(desktop, centre(desktop, along.x, along.y + 300))
    text = answered(dock, qtbot)
    spot = shapely.Point(*desk(dock)._place[0].asPoint())
    told = [float(d.replace(",", "")) for d in re.findall(r"([\d,.]+) m away: within the 1,000 m", text)]
    expected = main[main.distance(spot) <= 1000].distance(spot)
    assert sorted(told) == pytest.approx(sorted(expected), abs=0.1)
    assert "Forbidden here" in text and "(art. 1)" in text


def test_an_area_is_drawn_with_the_left_button_and_ended_with_the_right(desktop, dock, sample, qtbot):
    spot = in_red_line(sample)
    dock.choose(Wanted(PROJECT, "采石", "Quarry"))
    QTest.mouseClick(dock.area, Qt.MouseButton.LeftButton)
    assert dock.area.isChecked() and not dock.point.isChecked()
    centre(desktop, spot.x, spot.y)
    for dx, dy in ((0, 0), (100, 0), (300, 300), (100, 100), (0, 100)):
        click(desktop, QgsPointXY(spot.x + dx, spot.y + dy))
        if (dx, dy) == (300, 300):
            qtbot.keyClick(desktop.canvas.viewport(), Qt.Key.Key_Backspace)
    click(desktop, QgsPointXY(spot.x, spot.y + 100), Qt.MouseButton.RightButton)
    text = answered(dock, qtbot)
    assert "Area 15.0" in text or "Area 14.9" in text  # 100 m by 100 m, to a pixel of 2 m
    assert "mu of the place" in text


def test_the_selected_features_are_one_place(desktop, dock, qtbot):
    parcels = project.find_layer(desktop.path, "intervention_polygons")
    assert not dock.selection.isEnabled() and dock.selection.toolTip()
    desktop.canvas.setCurrentLayer(parcels)
    fids = [f.id() for f in parcels.getFeatures() if f.hasGeometry() and f.geometry().isGeosValid()][:2]
    parcels.selectByIds(fids)
    assert dock.selection.isEnabled()
    dock.choose(Wanted(TARGET, "oak_forest", "oak"))
    dock.measure.setCurrentIndex(dock.measure.findData("planting"))
    QTest.mouseClick(dock.selection, Qt.MouseButton.LeftButton)
    text = answered(dock, qtbot)
    assert all(f"FID {fid}" in text for fid in fids)


def empty(path, table):
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(f'DELETE FROM "{table}"')
        connection.commit()


def test_an_empty_layer_of_zones_is_never_a_yes(desktop, sample, qtbot):
    empty(desktop.path, "water_source_zones")
    place.check_place(desktop.iface)
    dock = desktop.iface.mainWindow().findChild(PlaceDock)
    qtbot.waitUntil(lambda: desk(dock)._index is not None, timeout=PATIENCE)
    town = sample.layers["townships"].geometry.representative_point().iloc[0]
    dock.choose(Wanted(PROJECT, "光伏", "Solar power station"))
    click(desktop, centre(desktop, town.x, town.y))
    text = answered(dock, qtbot)
    assert "No rule stands against it" not in text
    assert "the layer Drinking-water source zones is empty" in text


def test_edits_of_zones_that_are_not_saved_are_told(desktop, dock, sample, qtbot):
    red = project.find_layer(desktop.path, "red_lines")
    red.startEditing()
    assert red.deleteFeature(next(red.getFeatures()).id())
    spot = in_red_line(sample)
    click(desktop, centre(desktop, spot.x, spot.y))
    assert "Ecological red lines has edits that are not saved" in answered(dock, qtbot)
    red.rollBack()


def test_a_saved_edit_is_known_to_the_next_answer(desktop, dock, sample, qtbot):
    red, before = project.find_layer(desktop.path, "red_lines"), desk(dock)._index
    spot = in_red_line(sample)
    click(desktop, centre(desktop, spot.x, spot.y))
    assert "Ecological red line (art. 25)" in answered(dock, qtbot)
    red.startEditing()
    red.deleteFeatures([f.id() for f in red.getFeatures() if f.geometry().isGeosValid()])
    assert red.commitChanges()
    qtbot.waitUntil(lambda: desk(dock)._index is not before, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "Ecological red line (art. 25)" not in answered(dock, qtbot), timeout=PATIENCE)


def test_rules_changed_in_the_plan_are_known_to_the_next_answer(desktop, dock, qtbot):
    before = desk(dock)._index
    watched_ledger(desktop.iface).written.emit("quotas")
    assert desk(dock)._task is None
    watched_ledger(desktop.iface).written.emit("rules")
    qtbot.waitUntil(lambda: desk(dock)._index is not before, timeout=PATIENCE)


def test_what_is_to_be_done_is_answered_anew_when_it_changes(desktop, dock, sample, qtbot):
    spot = in_red_line(sample)
    dock.choose(Wanted(PROJECT, "造纸", "Paper mill"))
    click(desktop, centre(desktop, spot.x, spot.y))
    assert answered(dock, qtbot).startswith("✖")
    assert not dock.measure.isEnabled() and dock.measure.toolTip()
    dock.choose(Wanted(TARGET, "oak_forest", "x"))
    dock.measure.setCurrentIndex(dock.measure.findData("mountain_closure"))
    qtbot.waitUntil(lambda: "Oak (acorn) forest" in answered(dock, qtbot), timeout=PATIENCE)
    assert "Restoration work inside the red line" in answered(dock, qtbot)


def test_a_name_typed_by_the_user_is_a_kind_of_project(desktop, dock, sample, qtbot):
    spot = in_red_line(sample)
    dock.works.setEditText("城北造纸厂二期")
    click(desktop, centre(desktop, spot.x, spot.y))
    assert answered(dock, qtbot).startswith("✖ Forbidden here: 城北造纸厂二期")


def test_a_link_brings_the_zone_into_the_map_and_closing_leaves_nothing_there(desktop, dock, sample, qtbot):
    spot = in_red_line(sample)
    click(desktop, centre(desktop, spot.x, spot.y))
    answered(dock, qtbot)
    dock.answer.anchorClicked.emit(QUrl("#0"))
    marks = desk(dock)._marks
    shown = [marks._place, marks._piece]
    assert all(band.scene() is not None for band in shown)
    dock.close()
    assert all(band.scene() is None for band in shown)
    assert desk(dock)._tool is None and not dock.point.isChecked()


def test_escape_puts_the_tool_down(desktop, dock, qtbot):
    assert dock.point.isChecked()
    qtbot.keyClick(desktop.canvas.viewport(), Qt.Key.Key_Escape)
    assert not dock.point.isChecked()


def test_the_answer_is_written_as_a_page(desktop, dock, sample, qtbot, tmp_path, monkeypatch):
    assert not dock.export_page.isEnabled() and dock.export_page.toolTip()
    spot = in_red_line(sample)
    dock.choose(Wanted(PROJECT, "造纸", "Paper mill"))
    click(desktop, centre(desktop, spot.x, spot.y))
    answered(dock, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "选址 核对"), ""))
    dock.export_page.click()
    page = (tmp_path / "选址 核对.html").read_text(encoding="utf-8")
    assert "Forbidden here: Paper mill" in page and "<a " not in page


def test_without_a_ledger_it_says_what_to_do(desktop, qtbot):
    QgsProject.instance().clear()
    place.check_place(desktop.iface)
    dock = desktop.iface.mainWindow().findChild(PlaceDock)
    assert "no ledger" in dock.state.text() and not dock.open_ledger.isHidden()


def test_closing_the_project_while_it_prepares_leaves_it_empty(desktop, qtbot):
    place.check_place(desktop.iface)
    dock = desktop.iface.mainWindow().findChild(PlaceDock)
    QgsProject.instance().clear()
    qtbot.waitUntil(lambda: "no ledger" in dock.state.text() and dock.bar.isHidden(), timeout=PATIENCE)
    assert desk(dock)._index is None


def test_a_click_while_it_prepares_is_answered_as_soon_as_it_is_ready(desktop, sample, qtbot):
    place.check_place(desktop.iface)
    dock = desktop.iface.mainWindow().findChild(PlaceDock)
    spot = in_red_line(sample)
    click(desktop, centre(desktop, spot.x, spot.y))
    assert desk(dock)._index is None
    assert "Ecological red line (art. 25)" in answered(dock, qtbot)


def test_zones_that_can_no_longer_be_read_leave_the_answer_and_no_word_of_preparing(
    desktop, dock, sample, qtbot, monkeypatch
):
    def fail(path, step):
        raise DataError("The file is gone", "Look for it.")

    spot = in_red_line(sample)
    click(desktop, centre(desktop, spot.x, spot.y))
    before, index = answered(dock, qtbot), desk(dock)._index
    monkeypatch.setattr(place, "prepare", fail)
    watched_ledger(desktop.iface).written.emit("rules")
    qtbot.waitUntil(lambda: desk(dock)._task is None, timeout=PATIENCE)
    assert desk(dock)._index is index and answered(dock, qtbot) == before
    assert not dock.state.text() and dock.bar.isHidden()
