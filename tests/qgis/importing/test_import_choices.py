"""What the window asks of an item or a file, and what the answers do."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from ecoledger.core.fielddata import Item, Part
from ecoledger.core.fielddata.gpx_writer import write_gpx
from ecoledger.core.fielddata.kml_writer import write_kml
from ecoledger.dialogs import import_dialog
from ecoledger.dialogs.import_list import AREA, BECOMES, ERROR, NOTE, REMOVED
from ecoledger.tests.qgis.importing.window import (
    bands,
    button,
    confirm,
    degrees,
    drop,
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


def shown(dialog):
    """Which of the questions are asked, and which of those can be answered."""
    boxes = {name: getattr(dialog, name) for name in ("becomes", "segments", "lobes", "width")}
    return {name: box.isEnabled() for name, box in boxes.items() if not box.isHidden()}


def walk(*corners, start="2024-03-01T00:00:00", step=5.0):
    """Fixes every 5 m along corners given in metres from the ledger's corner, one every ten seconds."""
    corners = np.asarray(corners, dtype=float)
    line = shapely.LineString(corners)
    xy = shapely.get_coordinates(shapely.line_interpolate_point(line, np.arange(0, line.length, step)))
    times = np.datetime64(start, "ms") + np.arange(len(xy)) * np.timedelta64(10_000, "ms")
    return Part(degrees(xy + [X, Y]), time=times)


def square(x, y, size):
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]


# Two triangles of 100 m by 50 m that meet in (250, 750): 2,500 m² each, the left one 10 m wider.
EIGHT = [(190, 700), (300, 800), (300, 700), (190, 800), (190, 705)]


@pytest.fixture
def eight(dialog, folder, qtbot):
    write_gpx(folder / "八字.gpx", [Item("track", "八字", (walk(*EIGHT),))])
    drop(dialog, qtbot, folder / "八字.gpx")
    confirm(dialog, qtbot)
    select(dialog, "八字")
    return dialog


def test_only_questions_that_mean_something_are_asked(dialog, folder, qtbot):
    gpx(folder / "一圈.gpx", round_walk(200, 700))
    point = Item("point", "泉", (Part(degrees([[X + 10, Y + 10]])),))
    area = Item("polygon", "面", (Part(round_walk(400, 700)),))
    write_kml(folder / "勾绘.kml", [point, area])
    drop(dialog, qtbot, folder)
    select(dialog, "一圈")
    assert shown(dialog) == {"becomes": True, "segments": False, "lobes": False, "width": False}
    assert dialog.segments.toolTip() == "It has one segment only."
    assert dialog.lobes.toolTip() == "It does not cross itself."
    assert dialog.width.toolTip() == "Only what becomes a line can have a width."
    select(dialog, "面")
    assert shown(dialog) == {"becomes": True}
    select(dialog, "泉")
    assert shown(dialog) == {"becomes": False}
    assert dialog.becomes.toolTip() == "A point can only become a site."


def test_segments_are_joined_or_each_becomes_a_parcel_of_its_own(dialog, folder, qtbot):
    parts = (walk(*square(200, 700, 60)), walk(*square(300, 700, 30), start="2024-03-01T01:00:00"))
    write_gpx(folder / "两块.gpx", [Item("track", "两块", parts)])
    drop(dialog, qtbot, folder / "两块.gpx")
    confirm(dialog, qtbot)
    select(dialog, "两块")
    pick(dialog.becomes, "polygon")
    ready(dialog, qtbot)
    assert dialog.segments.currentData() == "joined" and dialog.segments.isEnabled()
    pick(dialog.segments, "kept")
    ready(dialog, qtbot)
    # 60² + 30² m² are 6.75 mu
    assert float(row(dialog, "两块").text(AREA)) == pytest.approx(6.75, abs=0.02)
    assert dialog.segments.currentData() == "kept"


def test_pieces_of_a_walk_that_crosses_itself_are_on_the_map_before_they_are_dropped(eight, desktop, qtbot):
    whole = float(row(eight, "八字").text(AREA))
    lesser = [band for band in bands(desktop) if band.asGeometry().area() == pytest.approx(2500, rel=0.2)]
    assert len(lesser) == 1 and eight.lobes.isEnabled() and eight.lobes.currentData() == "all"
    pick(eight.lobes, "largest")
    ready(eight, qtbot)
    # both triangles are about half of the figure of eight
    assert float(row(eight, "八字").text(AREA)) == pytest.approx(whole / 2, rel=0.2)
    lesser = [band for band in bands(desktop) if band.asGeometry().area() == pytest.approx(2500, rel=0.2)]
    assert len(lesser) >= 1  # what was dropped is still shown


def test_a_line_walked_becomes_a_strip_and_is_imported_as_a_parcel(dialog, desktop, folder, qtbot, path):
    write_gpx(folder / "堤.gpx", [Item("track", "堤", (walk((200, 700), (400, 700)),))])
    drop(dialog, qtbot, folder / "堤.gpx")
    confirm(dialog, qtbot)
    select(dialog, "堤")
    assert dialog.width.text() == "none: a line" and dialog.width.isEnabled()
    dialog.width.setValue(10)
    ready(dialog, qtbot)
    assert row(dialog, "堤").text(BECOMES) == "parcel" and row(dialog, "堤").text(ERROR) == ""
    # 195 m are walked (a fix every 5 m): 195 m x 10 m are 2.925 mu
    assert float(row(dialog, "堤").text(AREA)) == pytest.approx(2.925, abs=0.01)
    pick(dialog.target, "greening")
    press_import(dialog, qtbot, desktop)
    assert interventions(path).iloc[-1].geometry.area == pytest.approx(1950, rel=1e-3)
    assert len(interventions(path, "tracks")) == 1


def test_each_point_that_was_removed_is_listed_by_reason(dialog, desktop, folder, qtbot):
    xy = round_walk(200, 700)
    xy[7] += [0.01, 0]  # 940 m off
    xy[21] = xy[20]
    file = gpx(folder / "跳点.gpx", xy, "跳点")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("2024-03-01T00:03:30", "2024-03-01T00:03:20"), encoding="utf-8")
    drop(dialog, qtbot, file)
    assert row(dialog, "跳点").text(REMOVED) == "2"
    tree, title = dialog.removed, dialog.tabs.tabText(dialog.tabs.indexOf(dialog.removed_tab))
    tops = [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]
    assert title == "Remo&ved points (2)"
    assert [top.text(0) for top in tops] == [
        "recorded twice (1)",
        "jump: faster than 15 m/s, without times farther than 500 m (1)",
    ]
    jump = tops[1].child(0)
    # the eighth fix, 70 seconds after 8:00 in China
    assert [jump.text(i) for i in (0, 1, 2)] == ["跳点", "8", "2024-03-01 08:01:10"]
    assert [float(v) for v in jump.text(3).split(", ")] == pytest.approx(xy[7].tolist(), abs=1e-6)
    confirm(dialog, qtbot)
    crosses = [band for band in bands(desktop) if band.asGeometry().type() == 0]
    assert [band.numberOfVertices() for band in crosses] == [2]


def test_nothing_removed_says_so(dialog, folder, qtbot):
    drop(dialog, qtbot, gpx(folder / "一圈.gpx", round_walk(200, 700)))
    index = dialog.tabs.indexOf(dialog.removed_tab)
    assert not dialog.tabs.isTabEnabled(index)
    assert dialog.tabs.tabToolTip(index) == "Nothing was taken out of what is chosen"


# How a file is read


def test_another_encoding_reads_the_names_anew(dialog, folder, qtbot):
    [[x, y]] = degrees([[X + 10, Y + 10]])
    mark = "<Placemark><name>{}</name><Point><coordinates>{},{}</coordinates></Point></Placemark>"
    text = f"<kml><Document>{mark.format('五道岭', x, y)}{mark.format('黄坪', x, y)}</Document></kml>"
    (folder / "点位 图.kml").write_bytes(text.encode("gbk"))
    drop(dialog, qtbot, folder / "点位 图.kml")
    select(dialog, "五道岭")
    rows = {r.data(0, Qt.ItemDataRole.UserRole): r for r in top_level(dialog.encodings)}
    assert rows["gb18030"].text(0) == "✓ GB 18030 (GBK)"
    assert rows["gb18030"].text(2).startswith("五道岭</name>")
    press(dialog.encodings, rows["big5"], dialog, qtbot)
    names = [dialog.tree.topLevelItem(0).child(i).text(0) for i in range(2)]
    assert names == [name.encode("gbk").decode("big5", "replace") for name in ("五道岭", "黄坪")]
    rows = {r.data(0, Qt.ItemDataRole.UserRole): r for r in top_level(dialog.encodings)}
    press(dialog.encodings, rows["gb18030"], dialog, qtbot)
    assert row(dialog, "五道岭").text(BECOMES) == "site"


def test_a_shapefile_is_read_anew_with_its_columns(dialog, folder, qtbot):
    import geopandas as gpd

    shape = shapely.box(X + 200, Y + 700, X + 300, Y + 800)
    layer = gpd.GeoDataFrame({"小班名称": ["五道岭"], "村": ["黄坪村"]}, geometry=[shape], crs=4525)
    write_gbk(layer, folder / "小班 图.shp")
    (folder / "小班 图.cpg").unlink()
    drop(dialog, qtbot, folder / "小班 图.shp")
    columns = [dialog.columns.item(i, 0).text() for i in range(2)]
    rows = {r.data(0, Qt.ItemDataRole.UserRole): r for r in top_level(dialog.encodings)}
    assert columns == ["小班名称", "村"] and rows["gb18030"].text(0).startswith("✓")
    press(dialog.encodings, rows["big5"], dialog, qtbot)
    garbled = [name.encode("gbk").decode("big5", "replace") for name in columns]
    assert [dialog.columns.item(i, 0).text() for i in range(2)] == garbled
    rows = {r.data(0, Qt.ItemDataRole.UserRole): r for r in top_level(dialog.encodings)}
    press(dialog.encodings, rows["gb18030"], dialog, qtbot)
    assert [dialog.columns.item(i, 1).text() for i in range(2)] == ["五道岭", "黄坪村"]
    assert row(dialog, "五道岭").text(AREA) == "15.00"


def test_where_the_text_leaves_no_choice_the_tab_says_why(dialog, folder, qtbot):
    drop(dialog, qtbot, gpx(folder / "plain.gpx", round_walk(200, 700), "plain"))
    index = dialog.tabs.indexOf(dialog.text_tab)
    assert not dialog.tabs.isTabEnabled(index)
    assert dialog.tabs.tabToolTip(index).startswith("The text has Latin letters and digits only")


def answer_with(monkeypatch, code):
    """Let the window that asks for a coordinate system answer with one."""
    from qgis.core import QgsCoordinateReferenceSystem

    class Asked:
        def __init__(self, parent):
            pass

        def setWindowTitle(self, title):
            pass

        def exec(self):
            return 1

        def crs(self):
            return QgsCoordinateReferenceSystem(code)

    monkeypatch.setattr(import_dialog, "QgsProjectionSelectionDialog", Asked)


def test_an_old_system_that_was_given_asks_for_its_parameters(dialog, folder, qtbot, monkeypatch):
    answer_with(monkeypatch, "EPSG:4610")
    drop(dialog, qtbot, gpx(folder / "一圈.gpx", round_walk(200, 700)))
    assert dialog.parameters.isHidden()
    QTest.mouseClick(dialog.other_system, Qt.MouseButton.LeftButton)
    ready(dialog, qtbot)
    assert row(dialog, "一圈").text(BECOMES) == "nothing" and not dialog.parameters.isHidden()
    dialog.parameters.setText("10 20 30 0 0 0 0")
    dialog.parameters.editingFinished.emit()
    ready(dialog, qtbot)
    assert row(dialog, "一圈").text(BECOMES) == "parcel"


def test_a_system_that_is_not_in_the_list_can_be_given(dialog, folder, qtbot, monkeypatch):
    answer_with(monkeypatch, "EPSG:4497")  # zone 19 of 6°
    drop(dialog, qtbot, gpx(folder / "一圈.gpx", round_walk(200, 700)))
    QTest.mouseClick(dialog.other_system, Qt.MouseButton.LeftButton)
    ready(dialog, qtbot)
    first = dialog.guesses.topLevelItem(0)
    assert first.text(0) == "✓ CGCS2000 / Gauss-Kruger zone 19 (EPSG:4497)"
    assert [first.text(i) for i in (1, 3)] == ["–", "You said so"]


def test_the_order_of_a_reading_can_be_turned_round(dialog, desktop, folder, qtbot, path):
    xy = round_walk(200, 700)
    file = gpx(folder / "反.gpx", xy, "反")
    text = (
        file.read_text(encoding="utf-8").replace("lat=", "x=").replace("lon=", "lat=").replace("x=", "lon=")
    )
    file.write_text(text, encoding="utf-8")
    drop(dialog, qtbot, file)
    confirm(dialog, qtbot)
    assert dialog.swapped.isChecked()  # the doctor saw it: 111 degrees north is nowhere
    assert "northing or latitude first" in dialog.guesses.topLevelItem(0).text(0)
    dialog.swapped.click()
    ready(dialog, qtbot)
    assert not dialog.swapped.isChecked()
    dialog.swapped.click()
    ready(dialog, qtbot)
    assert row(dialog, "反").text(AREA) == "15.00"


def top_level(tree):
    return [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]


def press(tree, which, dialog, qtbot):
    tree.itemClicked.emit(which, 0)
    QApplication.processEvents()
    ready(dialog, qtbot)


# Repeats within the list


def test_items_of_one_list_that_repeat_each_other_are_told_until_one_is_left_out(dialog, folder, qtbot):
    gpx(folder / "甲.gpx", round_walk(200, 700), "甲")
    gpx(folder / "乙.gpx", round_walk(250, 700), "乙")
    drop(dialog, qtbot, folder)
    assert row(dialog, "甲").text(NOTE) == "repeats “乙” in this list by 50 %"
    assert row(dialog, "乙").text(NOTE) == "repeats “甲” in this list by 50 %"
    row(dialog, "乙").setCheckState(0, Qt.CheckState.Unchecked)
    QApplication.processEvents()
    assert row(dialog, "甲").text(NOTE) == ""
    assert row(dialog, "乙").text(NOTE) == "repeats “甲” in this list by 50 %"


def test_a_copy_under_another_name_is_told_by_its_content(dialog, folder, qtbot):
    file = gpx(folder / "一圈.gpx", round_walk(200, 700))
    (folder / "副本 2.gpx").write_bytes(file.read_bytes())
    drop(dialog, qtbot, folder)
    assert dialog.tree.topLevelItemCount() == 1
    assert "in the list already, as" in dialog.findings.item(0).text()


def test_a_reading_that_moves_an_item_moves_its_repeats(dialog, folder, qtbot):
    gpx(folder / "甲.gpx", round_walk(200, 700), "甲")
    gpx(folder / "乙.gpx", round_walk(200, 700) + 1e-7, "乙")
    drop(dialog, qtbot, folder)
    assert "in this list" in row(dialog, "乙").text(NOTE)
    select(dialog, "甲.gpx")
    confirm(dialog, qtbot, 1)  # a phone map's shift: 550 m away
    assert "in this list" not in row(dialog, "乙").text(NOTE)
    assert not button(dialog).isEnabled()
