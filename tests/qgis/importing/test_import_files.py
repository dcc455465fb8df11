"""Files as they come: a batch of every kind, broken ones among them, into the ledger whole or not at all."""

from __future__ import annotations

import sqlite3

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Transformer
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget

from ecoledger.core.fielddata import Item, Part
from ecoledger.core.fielddata.kml_writer import write_kml
from ecoledger.core.fielddata.landtxt_writer import Parcel, write_landtxt
from ecoledger.dialogs.import_dialog import ImportDialog
from ecoledger.dialogs.import_list import BECOMES, NOTE
from ecoledger.layers.project import find_layer
from ecoledger.tests.core.field_files import kmz
from ecoledger.tests.qgis.importing.window import (
    button,
    confirm,
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
from ecoledger.workflow.docks import remove_windows
from ecoledger.workflow.first_steps import show_first_steps

KINDS = ("轨迹 1.gpx", "断 了.gpx", "勾绘.kmz", "小班.shp", "界址点 1.txt")


@pytest.fixture
def batch(folder):
    """A folder of five files of five kinds, and a sixth that is none; every parcel has 15 mu of its own."""
    gpx(folder / "轨迹 1.gpx", round_walk(200, 300), "走过")
    whole = gpx(folder / "断 了.gpx", round_walk(350, 300), "半截").read_bytes()
    (folder / "断 了.gpx").write_bytes(whole[: int(len(whole) * 0.95)])
    write_kml(folder / "勾绘.kml", [Item("polygon", "勾绘块", (Part(round_walk(500, 300)),))])
    (folder / "勾绘.kmz").write_bytes(kmz(("doc.kml", (folder / "勾绘.kml").read_text(encoding="utf-8"))))
    (folder / "勾绘.kml").unlink()
    shape = shapely.box(X + 200, Y + 450, X + 300, Y + 550)
    layer = gpd.GeoDataFrame({"小班名称": ["五道岭"]}, geometry=[shape], crs=4525)
    write_gbk(layer, folder / "小班.shp")
    (folder / "小班.cpg").unlink()
    parcel = shapely.box(X + 350, Y + 450, X + 450, Y + 550)
    write_landtxt(folder / "界址点 1.txt", [Parcel(parcel, "DK001", "试验地")], "EPSG:4525")
    (folder / "坏 的.gpx").write_bytes(b"<gpx><trk><trkseg><trkpt lat='32")
    return folder


def decide(dialog, qtbot):
    """Read what is in doubt as WGS 84, and let all be 荒山绿化."""
    for name in ("轨迹 1.gpx", "断 了.gpx", "勾绘.kmz"):
        select(dialog, name)
        confirm(dialog, qtbot)
    select(dialog, "半截")
    pick(dialog.becomes, "polygon")  # a fifth of the last side is missing
    ready(dialog, qtbot)
    select(dialog, *KINDS)
    pick(dialog.target, "greening")


def test_a_folder_of_every_kind_dropped_on_a_dock_is_imported_in_one_go(desktop, batch, qtbot, path):
    show_first_steps(desktop)
    dock = desktop.window.findChild(QDockWidget, "ecoledger_first_steps_dock")
    for kind in (QDragEnterEvent, QDropEvent):
        QCoreApplication.sendEvent(dock, dropped(batch, kind=kind))
    dialog = desktop.window.findChild(ImportDialog)
    ready(dialog, qtbot)
    assert {row(dialog, name).childCount() for name in KINDS} == {1}
    assert row(dialog, "坏 的.gpx").text(NOTE) == "Nothing in it can be imported: see the findings."
    decide(dialog, qtbot)
    assert button(dialog).isEnabled(), button(dialog).toolTip()
    count = len(interventions(path))
    press_import(dialog, qtbot, desktop)
    new = interventions(path).iloc[count:]
    assert sorted(new.name) == sorted(["走过", "半截", "勾绘块", "五道岭", "试验地"])
    whole = new[new.name != "半截"]
    assert whole.geometry.area.tolist() == pytest.approx([10_000] * 4, rel=1e-3)
    assert set(new.source_file) == set(KINDS)
    tracks = interventions(path, "tracks")
    assert set(tracks.intervention) <= set(new.uuid) and set(tracks.device) == {"EcoLedger"}
    desktop.press("Take the import back")
    assert len(interventions(path)) == count and not len(interventions(path, "tracks"))
    remove_windows(desktop)


def test_what_is_passed_over_in_a_folder_is_told_with_its_reason(dialog, batch, qtbot):
    (batch / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (batch / "Thumbs.db").write_bytes(b"")
    drop(dialog, qtbot, batch)
    assert dialog.tree.topLevelItemCount() == len(KINDS) + 1
    said = [dialog.findings.item(i).text() for i in range(dialog.findings.count())]
    [passed] = [text for text in said if "Passed over" in text]
    assert passed.startswith("照片.jpg: Passed over: it is no field data of a known kind.")


def test_a_truncated_track_says_where_it_broke(dialog, batch, qtbot):
    drop(dialog, qtbot, batch / "断 了.gpx")
    assert row(dialog, "半截").text(BECOMES) in ("parcel", "line")
    said = [dialog.findings.item(i).text() for i in range(dialog.findings.count())]
    assert any(text.startswith("断 了.gpx:") for text in said)


def test_nothing_is_written_where_one_table_refuses(dialog, desktop, batch, qtbot, path):
    drop(dialog, qtbot, batch)
    decide(dialog, qtbot)
    with sqlite3.connect(path) as ledger:  # the raw tracks are written last
        ledger.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON tracks BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    ledger.close()
    count = len(interventions(path))
    press_import(dialog, qtbot, desktop)
    assert len(interventions(path)) == count and not len(interventions(path, "tracks"))
    assert dialog.tree.topLevelItemCount() == len(KINDS) + 1  # everything is still there to try again


def test_what_one_layers_edits_refuse_goes_into_none(dialog, desktop, batch, qtbot, path):
    drop(dialog, qtbot, batch / "轨迹 1.gpx")
    confirm(dialog, qtbot)
    select(dialog, "走过")
    pick(dialog.target, "greening")
    parcels, tracks = find_layer(path, "intervention_polygons"), find_layer(path, "tracks")
    parcels.startEditing()
    tracks.setReadOnly(True)
    count = parcels.featureCount()
    press_import(dialog, qtbot, desktop)
    assert parcels.featureCount() == count and parcels.undoStack().count() == 0


def test_each_part_of_a_collection_is_a_line_of_its_own(dialog, desktop, folder, qtbot, path):
    square, site = shapely.box(X + 200, Y + 300, X + 300, Y + 400), shapely.Point(X + 350, Y + 350)
    shapes = [shapely.GeometryCollection([site, square]), shapely.box(X + 400, Y + 300, X + 500, Y + 400)]
    gpd.GeoDataFrame({"name": ["厂区", "林地"]}, geometry=shapes, crs=4525).to_file(folder / "混合.gpkg")
    drop(dialog, qtbot, folder / "混合.gpkg")
    names = ("厂区 (1/2)", "厂区 (2/2)", "林地")
    assert [row(dialog, name).text(BECOMES) for name in names] == ["parcel", "site", "parcel"]
    select(dialog, "厂区 (1/2)", "林地")
    pick(dialog.target, "greening")
    select(dialog, "厂区 (2/2)")
    pick(dialog.target, "plant")
    assert button(dialog).isEnabled(), button(dialog).toolTip()
    press_import(dialog, qtbot, desktop)
    parcels, sites = interventions(path).iloc[-2:], interventions(path, "intervention_points").iloc[-1]
    assert parcels.name.tolist() == ["厂区", "林地"] and parcels.target.tolist() == ["greening"] * 2
    assert (sites["name"], sites.target) == ("厂区", "plant")


# Beijing 54, zone 37 of 3°, with shifts of the size counties have (m, m, m, ″, ″, ″, ppm)
SHIFT = (-15.415, 157.025, 94.74, 0.312, 0.08, 0.102, -1.465)
TO_BEIJING_54 = (
    "+proj=pipeline +step +inv +proj=tmerc +lon_0=111 +x_0=37500000 +ellps=GRS80 "
    "+step +proj=cart +ellps=GRS80 +step +inv +proj=helmert +convention=position_vector "
    "+x={} +y={} +z={} +rx={} +ry={} +rz={} +s={} "
    "+step +inv +proj=cart +ellps=krass +step +proj=tmerc +lon_0=111 +x_0=37500000 +ellps=krass"
).format(*SHIFT)


def test_beijing_54_is_refused_until_the_countys_seven_parameters_are_given(
    dialog, desktop, folder, qtbot, path
):
    corners = np.array([[200, 300], [300, 300], [300, 400], [200, 400]], dtype=float) + [X, Y]
    old = Transformer.from_pipeline(TO_BEIJING_54)
    xy = np.column_stack(old.transform(*corners.T))
    rows = [f"J{i + 1},1,{y:.4f},{x:.4f}" for i, (x, y) in enumerate([*xy, xy[0]])]
    head = [
        "[属性描述]",
        "坐标系=北京54坐标系",
        "几度分带=3",
        "带号=37",
        "[地块坐标]",
        "5,1.0,DK1,老地,面,,林地,,@",
    ]
    (folder / "北京 54.txt").write_bytes("\r\n".join([*head, *rows, ""]).encode("gbk"))
    drop(dialog, qtbot, folder / "北京 54.txt")
    assert row(dialog, "北京 54.txt").text(NOTE) == "Choose how its coordinates are to be read."
    assert row(dialog, "老地").text(BECOMES) == "nothing" and not button(dialog).isEnabled()
    names = [dialog.guesses.topLevelItem(i).text(0) for i in range(dialog.guesses.topLevelItemCount())]
    confirm(dialog, qtbot, next(i for i, name in enumerate(names) if name.startswith("Beijing 1954")))
    dialog.parameters.setText("three words only")
    dialog.parameters.editingFinished.emit()
    assert "Seven numbers are wanted" in desktop.said()[-1][1]
    dialog.parameters.setText(" ".join(map(str, SHIFT)))
    QTest.keyClick(dialog.parameters, Qt.Key.Key_Return)
    ready(dialog, qtbot)
    select(dialog, "老地")
    pick(dialog.target, "greening")
    press_import(dialog, qtbot, desktop)
    made = interventions(path).iloc[-1].geometry
    assert np.abs(np.array(made.bounds) - [X + 200, Y + 300, X + 300, Y + 400]).max() < 0.01
