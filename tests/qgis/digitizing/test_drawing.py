"""An intervention drawn: the readout beside the pen, the decision, the form, one step to undo."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from ecoledger import settings
from ecoledger.dialogs.manual import ManualWindow
from ecoledger.layers.project import find_layer
from ecoledger.tests.qgis.digitizing.window import choose, click, draw, form, offers, readout
from ecoledger.workflow.live_totals import LiveTotals

SQUARE = ((200, 700), (300, 700), (300, 800), (200, 800))  # on the baseline, alone


def test_the_readout_tells_what_the_shape_under_the_pen_does_to_the_total(desktop, dock):
    QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    for corner in SQUARE[:3]:
        click(desktop, *corner)
    click(desktop, *SQUARE[3])
    text = readout(desktop).text()
    assert readout(desktop).isVisible()
    # 10,000 m² are 15 mu; g2 and g3 have 5,000 m² each in 2019
    assert "15.00 mu · 1.0000 ha · perimeter 400.0 m" in text
    assert "荒山绿化" in text or "greening" in text
    assert "甲镇 2019 accepted: 15.0 → 30.0 mu (+15.0)" in text


def test_a_shape_nothing_speaks_against_goes_to_its_form_at_once(desktop, dock):
    draw(desktop, dock, *SQUARE)
    feature = form(desktop).feature()
    assert [feature[name] for name in ("target", "measure", "status", "year", "township")] == [
        "greening",
        "planting",
        60,
        2019,
        "999001101",
    ]
    assert round(feature.geometry().area()) == 10000


def test_the_form_adds_the_feature_as_one_step_to_undo(desktop, dock):
    layer = find_layer(desktop.path, "intervention_polygons")
    count = layer.featureCount()
    draw(desktop, dock, *SQUARE)
    form(desktop).accept()
    assert layer.featureCount() == count + 1
    assert layer.undoStack().count() == 1
    layer.undoStack().undo()
    assert layer.featureCount() == count


def test_the_overlap_is_cut_away_when_asked(desktop, dock):
    draw(desktop, dock, (50, 20), (150, 20), (150, 120), (50, 120))
    assert form(desktop) is None
    assert not dock.fill_in.isEnabled()
    [button] = offers(dock)
    assert button.text() == "Cut the overlap away"
    QTest.keyClick(button, Qt.Key.Key_Space)
    # 100 × 80 m² of it are counted with g1 and g2
    assert round(form(desktop).feature().geometry().area()) == 2000


def test_a_shape_is_kept_as_it_is_only_with_a_reason_that_is_written_down(desktop, dock):
    draw(desktop, dock, (50, 20), (150, 20), (150, 120), (50, 120))
    assert dock.fill_in.toolTip()
    QTest.keyClicks(dock.reason, "replanted")
    QTest.mouseClick(dock.fill_in, Qt.MouseButton.LeftButton)
    assert form(desktop).feature()["remark"] == "replanted"
    assert round(form(desktop).feature().geometry().area()) == 10000


def test_a_crossing_outline_is_repaired_only_when_asked(desktop, dock):
    draw(desktop, dock, (200, 700), (300, 800), (300, 700), (200, 800))
    assert form(desktop) is None
    [button] = offers(dock)
    assert button.text().startswith("Take the repaired outline")


def test_a_discarded_shape_leaves_nothing(desktop, dock):
    layer = find_layer(desktop.path, "intervention_polygons")
    draw(desktop, dock, (50, 20), (150, 20), (150, 120), (50, 120))
    QTest.mouseClick(dock.discard, Qt.MouseButton.LeftButton)
    assert not dock.drawn.isVisible()
    assert layer.undoStack().count() == 0


def test_what_was_drawn_but_not_saved_is_in_the_next_readout(desktop, dock, qtbot):
    draw(desktop, dock, *SQUARE)
    with qtbot.waitSignal(desktop.window.findChild(LiveTotals).changed, timeout=5000):
        form(desktop).accept()
    for corner in ((200, 850), (300, 850), (300, 950), (200, 950)):
        click(desktop, *corner)
    assert "30.0 → 45.0 mu (+15.0)" in readout(desktop).text()


def test_escape_takes_the_readout_away(desktop, dock):
    QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    for corner in SQUARE:
        click(desktop, *corner)
    QTest.keyClick(desktop.canvas, Qt.Key.Key_Escape)
    assert not readout(desktop).isVisible()


def test_a_line_is_drawn_for_a_target_counted_along_a_line(desktop, dock):
    choose(dock, "bank", 60)
    draw(desktop, dock, (100, 600), (400, 600))
    assert form(desktop).feature().geometry().length() == pytest.approx(300, abs=0.5)
    assert form(desktop).feature()["township"] == "999001101"


def test_a_site_is_drawn_with_one_click(desktop, dock):
    choose(dock, "plant", 60)
    QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    click(desktop, 500, 500)
    assert form(desktop).feature()["target"] == "plant"
    assert "0 → 1" in dock.summary.text() or "1 → 2" in dock.summary.text()


def test_the_choice_is_remembered(desktop, dock):
    choose(dock, "wetland", 20, 2021)
    known = settings.load()
    assert (known.sketch_target, known.sketch_status, known.sketch_year) == ("wetland", 20, 2021)


def test_the_help_button_shows_the_page_on_drawing(desktop, dock):
    QTest.mouseClick(dock.help, Qt.MouseButton.LeftButton)
    window = desktop.window.findChild(ManualWindow)
    assert "Draw interventions" in window.windowTitle() or "Draw interventions" in window.text.toPlainText()
    window.close()


def test_closing_the_project_while_something_is_drawn_takes_the_tool_down(desktop, dock):
    QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    click(desktop, *SQUARE[0])
    for layer in QgsProject.instance().mapLayers().values():
        layer.rollBack()
    QgsProject.instance().clear()
    assert not dock.draw.isChecked()
    assert not dock.draw.isEnabled()
    assert "no ledger" in dock.draw.toolTip()


def test_nothing_stays_on_the_canvas_when_the_dock_goes(desktop, dock, qtbot):
    QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    click(desktop, *SQUARE[0])
    dock.setParent(None)
    dock.deleteLater()
    qtbot.waitUntil(lambda: readout(desktop) is None, timeout=2000)
    assert desktop.canvas.mapTool() is None
