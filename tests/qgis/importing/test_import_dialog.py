"""Field data into the ledger as a user drives it: dropped, looked at, decided, imported, taken back."""

from __future__ import annotations

import shutil

import geopandas as gpd
import numpy as np
import pytest
import shapely
from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget

from ecoledger import settings
from ecoledger.core.datum import wgs84_to_gcj02
from ecoledger.core.fielddata import Item, Part
from ecoledger.core.fielddata.kml_writer import write_kml
from ecoledger.dialogs.import_dialog import ImportDialog
from ecoledger.dialogs.import_list import AREA, BECOMES, NAME, NOTE, POINTS
from ecoledger.layers import store
from ecoledger.layers.project import add_layers, find_layer
from ecoledger.tests.qgis import small_ledger
from ecoledger.tests.qgis.desktop import settle
from ecoledger.tests.qgis.importing.window import (
    bands,
    button,
    confirm,
    degrees,
    drop,
    dropped,
    gpx,
    interventions,
    pick,
    press_import,
    ready,
    round_walk,
    row,
    select,
)
from ecoledger.tests.qgis.shapefiles import write_gbk
from ecoledger.tests.qgis.small_ledger import X, Y
from ecoledger.workflow.fielddata import import_field_data
from ecoledger.workflow.manual import folder as manual_folder


def test_an_empty_window_says_what_to_do(dialog):
    assert not button(dialog).isEnabled()
    assert button(dialog).toolTip() == dialog.summary.text() == "Drop files here first."
    assert "Drop files and folders here" in dialog.drop.text()


def test_without_a_ledger_the_message_says_so(desktop):
    QgsProject.instance().clear()
    import_field_data(desktop)
    assert desktop.window.findChild(ImportDialog) is None
    assert [title for title, _, _ in desktop.said()] == ["No ledger is open"]


def test_a_dropped_folder_lists_its_files_and_items_with_their_figures(dialog, folder, qtbot):
    gpx(folder / "一圈.gpx", round_walk(200, 700))
    write_kml(folder / "点.kml", [Item("point", "泉", (Part(degrees([[X + 10, Y + 10]])),))])
    drop(dialog, qtbot, folder)
    assert {row(dialog, n).childCount() for n in ("一圈.gpx", "点.kml")} == {1}
    track = row(dialog, "一圈")
    # 10,000 m² on the ledger's map are 15 mu
    assert [track.text(c) for c in (BECOMES, AREA, POINTS)] == ["parcel", "15.00", "40"]
    assert row(dialog, "泉").text(BECOMES) == "site"


def test_a_doubtful_reading_is_never_taken_silently(dialog, folder, qtbot):
    drop(dialog, qtbot, gpx(folder / "一圈.gpx", round_walk(200, 700)))
    select(dialog, "一圈")
    pick(dialog.target, "greening")
    assert "Say how the coordinates of 一圈.gpx are read" in button(dialog).toolTip()
    assert [dialog.guesses.topLevelItem(i).text(0) for i in range(3)] == [
        "WGS 84 (EPSG:4326)",
        "GCJ-02",
        "BD-09",
    ]
    confirm(dialog, qtbot)
    assert button(dialog).isEnabled()


def test_every_reading_is_on_the_map_before_anything_is_written(dialog, desktop, folder, qtbot, path):
    count = len(interventions(path))
    drop(dialog, qtbot, gpx(folder / "一圈.gpx", round_walk(200, 700)))
    drawn = [band.asGeometry().boundingBox() for band in bands(desktop)]
    assert sorted(round(box.width()) for box in drawn) == [100, 100, 100]
    west = sorted(box.xMinimum() - X for box in drawn)
    assert any(abs(w - 200) < 0.5 for w in west) and west[-1] - west[0] > 500  # the phone maps' shift
    assert {band.asGeometry().type() for band in bands(desktop)} == {1, 2}
    assert len(interventions(path)) == count


def test_another_reading_moves_the_parcel(dialog, desktop, folder, qtbot, path):
    shifted = wgs84_to_gcj02(round_walk(200, 700))
    drop(dialog, qtbot, gpx(folder / "手机.gpx", shifted, "手机一圈"))
    confirm(dialog, qtbot, 1)
    select(dialog, "手机一圈")
    pick(dialog.target, "greening")
    press_import(dialog, qtbot, desktop)
    shape = interventions(path).iloc[-1]
    assert shape.source_datum == "GCJ-02"
    assert np.allclose(shape.geometry.bounds, [X + 200, Y + 700, X + 300, Y + 800], atol=0.01)


def test_an_import_writes_the_parcel_its_provenance_and_its_raw_track(walked, desktop, qtbot, path):
    press_import(walked, qtbot, desktop)
    parcel = interventions(path).iloc[-1]
    assert [parcel[n] for n in ("name", "target", "measure", "status", "year", "township")] == [
        "一圈",
        "greening",
        "planting",
        60,
        2024,
        "999001101",
    ]
    assert parcel.source_file == "一圈.gpx" and len(parcel.source_sha256) == 64
    assert parcel.source_note.startswith("EPSG:4326; chosen")
    [track] = interventions(path, "tracks").to_dict("records")
    assert track["intervention"] == parcel.uuid and track["n_points"] == 40
    assert desktop.said()[-1][1] == "Parcels: 1, lines: 0, sites: 0, raw tracks: 1."
    assert len(bands(desktop)) == 0  # the window is gone, nothing stays on the map


def test_an_import_is_taken_back_whole(walked, desktop, qtbot, path):
    count = len(interventions(path))
    press_import(walked, qtbot, desktop)
    assert len(interventions(path)) == count + 1
    desktop.press("Take the import back")
    assert len(interventions(path)) == count and len(interventions(path, "tracks")) == 0
    assert find_layer(path, "intervention_polygons").featureCount() == count


def test_where_the_layer_is_edited_the_import_is_one_step_to_undo(walked, desktop, qtbot, path):
    layer = find_layer(path, "intervention_polygons")
    layer.startEditing()
    count = layer.featureCount()
    press_import(walked, qtbot, desktop)
    assert layer.featureCount() == count + 1 and layer.undoStack().count() == 1
    assert len(interventions(path)) == count
    assert layer.commitChanges() and find_layer(path, "tracks").commitChanges()
    parcel, [track] = interventions(path).iloc[-1], interventions(path, "tracks").to_dict("records")
    assert track["intervention"] == parcel.uuid
    assert str(track["time_start"]) == "2024-03-01 00:00:00+00:00"


def test_a_file_that_was_imported_before_is_noticed_by_its_content(dialog, desktop, folder, qtbot, path):
    file = gpx(folder / "一圈.gpx", round_walk(200, 700))
    drop(dialog, qtbot, file)
    confirm(dialog, qtbot)
    select(dialog, "一圈")
    pick(dialog.target, "greening")
    press_import(dialog, qtbot, desktop)
    settle()
    import_field_data(desktop)
    again = desktop.window.findChild(ImportDialog)
    drop(again, qtbot, shutil.copy(file, folder / "另一个名字.gpx"))
    assert row(again, "另一个名字.gpx").text(NOTE).startswith("This file was imported before")
    assert row(again, "一圈").checkState(NAME) == Qt.CheckState.Unchecked
    assert row(again, "一圈").text(NOTE) == "repeats “一圈” by 100 %"
    assert button(again).toolTip() == "Tick what is to be imported."


def test_a_parcel_that_repeats_another_by_place_is_flagged(dialog, folder, qtbot):
    # g4 lies at 0, 200 with a side of 100 m; half of the new parcel is on it
    drop(dialog, qtbot, gpx(folder / "半.gpx", round_walk(50, 200), "半"))
    assert row(dialog, "半").text(NOTE) == "repeats “” by 50 %"


def test_a_file_given_twice_is_listed_once(dialog, folder, qtbot):
    file = gpx(folder / "一圈.gpx", round_walk(200, 700))
    drop(dialog, qtbot, file)
    drop(dialog, qtbot, file)
    assert dialog.tree.topLevelItemCount() == 1
    assert "in the list already" in dialog.findings.item(0).text()


def test_a_fault_in_one_file_leaves_the_others(dialog, folder, qtbot):
    (folder / "坏的.gpx").write_bytes(b"<gpx><trk><trkseg")
    (folder / "空的.kml").write_bytes(b"")
    gpx(folder / "好的.gpx", round_walk(200, 700), "好的")
    drop(dialog, qtbot, *sorted(folder.iterdir()))
    assert row(dialog, "好的").text(BECOMES) == "parcel"
    said = [dialog.findings.item(i).text() for i in range(dialog.findings.count())]
    assert any(text.startswith("空的.kml") for text in said)


def test_what_an_item_becomes_can_be_chosen_and_chosen_back(dialog, folder, qtbot):
    drop(dialog, qtbot, gpx(folder / "一圈.gpx", round_walk(200, 700)))
    select(dialog, "一圈")
    pick(dialog.becomes, "line")
    ready(dialog, qtbot)
    assert [row(dialog, "一圈").text(c) for c in (BECOMES, AREA)] == ["line", ""]
    pick(dialog.becomes, "auto")
    ready(dialog, qtbot)
    assert row(dialog, "一圈").text(BECOMES) == "parcel"


def test_a_target_counted_otherwise_is_refused_with_the_reason(walked, qtbot):
    pick(walked.target, "bank")
    assert button(walked).toolTip() == "“一圈” becomes a parcel, but bank is counted by line."


def test_choices_are_set_for_all_chosen_items_at_once(dialog, folder, qtbot):
    shapes = [Item("polygon", n, (Part(round_walk(200 + 150 * i, 700)),)) for i, n in enumerate("甲乙丙")]
    write_kml(folder / "三块.kml", shapes)
    drop(dialog, qtbot, folder / "三块.kml")
    select(dialog, "甲", "丙")
    pick(dialog.target, "greening")
    assert [row(dialog, n).text(2) for n in "甲乙丙"] == ["greening", "", "greening"]
    ticked = row(dialog, "乙")
    ticked.setCheckState(NAME, Qt.CheckState.Unchecked)
    assert not sip.isdeleted(ticked)  # Qt is not done with the row yet
    QApplication.processEvents()
    assert dialog.summary.text().startswith("To be imported into 小区 台账.gpkg: 2 items")


def test_columns_of_a_foreign_layer_are_guessed_edited_and_remembered(dialog, desktop, folder, qtbot, path):
    shape = shapely.box(X + 200, Y + 700, X + 300, Y + 800)
    layer = gpd.GeoDataFrame(
        {"CUN": ["五道岭"], "XBMJ": [15.0], "其他": ["备注一"]}, geometry=[shape], crs=4525
    )
    write_gbk(layer, folder / "小班.shp")
    drop(dialog, qtbot, folder / "小班.shp")
    table = dialog.columns
    goes = {table.item(i, 0).text(): table.cellWidget(i, 2) for i in range(table.rowCount())}
    assert {name: box.currentData() for name, box in goes.items()} == {
        "CUN": "village",
        "XBMJ": "reported_mu",
        "其他": "",
    }
    pick(goes["其他"], "remark")
    select(dialog, "FID 0")
    pick(dialog.target, "greening")
    press_import(dialog, qtbot, desktop)
    parcel = interventions(path).iloc[-1]
    assert (parcel.village, parcel.reported_mu, parcel.remark) == ("五道岭", 15.0, "备注一")
    assert '"remark"' in settings.load().import_columns


def test_areas_whose_unit_cannot_be_told_are_left_out_until_it_is_chosen(
    dialog, desktop, folder, qtbot, path
):
    shape = shapely.box(X + 200, Y + 700, X + 300, Y + 800)
    layer = gpd.GeoDataFrame({"NAME": ["甲块"], "XBMJ": [4.2]}, geometry=[shape], crs=4525)
    layer.to_file(folder / "小班.gpkg")
    drop(dialog, qtbot, folder / "小班.gpkg")
    assert row(dialog, "小班.gpkg").text(NOTE).startswith("In which unit is the column XBMJ?")
    pick(dialog.columns.cellWidget(1, 3), "ha")
    assert row(dialog, "小班.gpkg").text(NOTE) == ""
    select(dialog, "甲块")
    pick(dialog.target, "greening")
    press_import(dialog, qtbot, desktop)
    assert interventions(path).iloc[-1].reported_mu == pytest.approx(63.0)  # 15 mu a hectare


def test_removed_files_leave_the_list_and_the_map(walked, desktop):
    select(walked, "一圈.gpx")
    assert bands(desktop)
    QTest.mouseClick(walked.remove, Qt.MouseButton.LeftButton)
    assert walked.tree.topLevelItemCount() == 0
    assert not bands(desktop)


def test_the_map_shows_what_is_chosen(walked, desktop):
    select(walked, "一圈")
    QTest.mouseClick(walked.zoom, Qt.MouseButton.LeftButton)
    extent = desktop.canvas.extent()
    assert extent.contains(bands(desktop)[0].asGeometry().boundingBox().center())
    assert extent.width() < 2000


AWAY, AROUND = QgsRectangle(X - 9000, Y - 9000, X - 8000, Y - 8000), QgsRectangle(X, Y, X + 900, Y + 900)
PARCEL = QgsRectangle(X + 200, Y + 700, X + 300, Y + 800)  # as it was walked


def test_what_was_imported_out_of_sight_is_brought_into_the_map(walked, desktop, qtbot):
    desktop.canvas.setExtent(AWAY)
    press_import(walked, qtbot, desktop)
    seen = desktop.canvas.extent()
    assert seen.contains(PARCEL) and seen.width() < 2000
    assert "Show on the map" not in [button.text() for button in desktop.buttons()]


def test_what_was_imported_in_sight_leaves_the_map_and_is_a_press_away(walked, desktop, qtbot):
    desktop.canvas.setExtent(AROUND)
    before = desktop.canvas.extent()
    press_import(walked, qtbot, desktop)
    assert desktop.canvas.extent() == before
    desktop.canvas.setExtent(AWAY)
    desktop.press("Show on the map")
    assert desktop.canvas.extent().contains(PARCEL)


def test_closing_the_project_while_files_are_read_closes_the_window(dialog, desktop, folder, qtbot):
    gpx(folder / "一圈.gpx", round_walk(200, 700))
    dialog.files_given.emit([str(folder)])
    QgsProject.instance().clear()
    settle()
    assert desktop.window.findChild(ImportDialog) is None
    assert not bands(desktop)


def test_the_plugin_takes_the_window_and_its_bands_down(desktop, folder, qtbot):
    import ecoledger

    plugin = ecoledger.classFactory(desktop)
    plugin.initGui()
    plugin.actions["import_field_data"].trigger()
    drop(desktop.window.findChild(ImportDialog), qtbot, gpx(folder / "一圈.gpx", round_walk(200, 700)))
    assert bands(desktop)
    plugin.unload()
    settle()
    assert desktop.window.findChild(ImportDialog) is None and not bands(desktop)


def test_files_dropped_on_a_dock_are_read(desktop, folder, qtbot):
    from ecoledger.workflow.docks import remove_windows
    from ecoledger.workflow.first_steps import show_first_steps

    show_first_steps(desktop)
    dock = desktop.window.findChild(QDockWidget, "ecoledger_first_steps_dock")
    file = gpx(folder / "一圈.gpx", round_walk(200, 700))
    for kind in (QDragEnterEvent, QDropEvent):
        QCoreApplication.sendEvent(dock, dropped(file, kind=kind))
    found = desktop.window.findChild(ImportDialog)
    ready(found, qtbot)
    assert row(found, "一圈").text(BECOMES) == "parcel"
    remove_windows(desktop)


def test_cancelled_reading_leaves_what_was_read_before(walked, folder, qtbot, desktop):
    more = [gpx(folder / f"{i}.gpx", round_walk(200 + i, 700), str(i)) for i in range(30)]
    walked.files_given.emit([str(file) for file in more])
    QTest.mouseClick(walked.cancel, Qt.MouseButton.LeftButton)
    ready(walked, qtbot)
    assert walked.tree.topLevelItemCount() == 1
    assert desktop.said()[-1][0].startswith("The run was cancelled")


def test_an_old_datum_is_refused_until_its_parameters_are_given(dialog, folder, qtbot):
    from pyproj import Transformer

    old = Transformer.from_crs(4326, 4610, always_xy=True)  # Xi'an 80 in degrees, without a shift
    xy = np.column_stack(old.transform(*round_walk(200, 700).T))
    layer = gpd.GeoDataFrame({"NAME": ["老图"]}, geometry=[shapely.Polygon(xy)], crs=4610)
    layer.to_file(folder / "西安80.gpkg")
    drop(dialog, qtbot, folder / "西安80.gpkg")
    assert row(dialog, "西安80.gpkg").text(NOTE) == "Choose how its coordinates are to be read."
    names = [dialog.guesses.topLevelItem(i).text(0) for i in range(dialog.guesses.topLevelItemCount())]
    confirm(dialog, qtbot, names.index("Xian 1980 (EPSG:4610)"))
    assert not dialog.parameters.isHidden()
    dialog.parameters.setText("10 20 30 0 0 0 0")
    dialog.parameters.editingFinished.emit()
    ready(dialog, qtbot)
    assert row(dialog, "老图").text(BECOMES) == "parcel"


def test_the_first_file_of_an_empty_ledger_is_imported(desktop, folder, qtbot, tmp_path):
    QgsProject.instance().clear()
    empty = tmp_path / "空 台账.gpkg"
    store.create(empty, small_ledger.PLAN)
    add_layers(empty)
    import_field_data(desktop)
    window = desktop.window.findChild(ImportDialog)
    drop(window, qtbot, gpx(folder / "一圈.gpx", round_walk(200, 700)))
    assert row(window, "一圈").text(NOTE) == "outside the townships"
    confirm(window, qtbot)
    select(window, "一圈")
    pick(window.target, "greening")
    press_import(window, qtbot, desktop)
    assert interventions(empty).area.tolist() == pytest.approx([10_000], rel=1e-3)


def test_the_help_button_has_its_page():
    assert (manual_folder() / "import.md").exists()
