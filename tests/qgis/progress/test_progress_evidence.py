"""What a figure of the progress dock is made of: deductions, their pieces, forms and charts."""

from __future__ import annotations

from qgis.core import QgsGeometry
from qgis.PyQt.QtCore import QPoint, Qt

from ecoledger.dialogs.svg_view import Choice, SvgView
from ecoledger.tests.qgis.progress.window import choice, choose
from ecoledger.tests.qgis.running import square


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
