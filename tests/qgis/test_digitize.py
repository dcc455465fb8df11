"""Drawing interventions: the real map tool on a real canvas, the dock, the form, one undo."""

from __future__ import annotations

import datetime as dt
import math
import shutil
from types import SimpleNamespace

import pytest
from qgis.core import (
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsSettings,
    QgsSnappingConfig,
    QgsTolerance,
)
from qgis.gui import (
    QgsAdvancedDigitizingDockWidget,
    QgsAttributeDialog,
    QgsMapCanvasTracer,
    QgsRubberBand,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QFrame, QLabel, QPushButton

from ecoledger import settings
from ecoledger.core.rules import check_rules
from ecoledger.dialogs.manual import ManualWindow
from ecoledger.dialogs.sketch_dock import SketchDock
from ecoledger.dialogs.sketch_question import SaveQuestion
from ecoledger.dialogs.sketch_readout import SketchReadout
from ecoledger.layers import conflicts, store
from ecoledger.layers.project import add_layers, find_layer
from ecoledger.tests.qgis import small_ledger
from ecoledger.tests.qgis.small_ledger import X, Y
from ecoledger.workflow import digitize, remove_windows, stop_watching_saves
from ecoledger.workflow.live_totals import LiveTotals


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small_ledger.make_guarded(tmp_path_factory.mktemp("ledger") / "小区 台账.gpkg")


@pytest.fixture
def path(made, tmp_path):
    return shutil.copy(made, tmp_path / made.name)


@pytest.fixture(scope="module")
def panel(qgis_iface, qgis_canvas):
    """QGIS' one panel of advanced digitizing: it stays, for its mark stays on the canvas."""
    window = qgis_iface.mainWindow()
    panel = QgsAdvancedDigitizingDockWidget(qgis_canvas, window)
    sip.transferto(panel, window)  # Python owns it in spite of its parent, and would delete it
    return panel


@pytest.fixture
def desktop(qgis_iface, qgis_canvas, qgis_new_project, path, panel, monkeypatch):
    """A window with the small ledger, a pixel for two metres."""
    window, canvas = qgis_iface.mainWindow(), qgis_canvas
    monkeypatch.setattr(qgis_iface, "cadDockWidget", lambda: panel, raising=False)
    monkeypatch.setattr(qgis_iface, "mapCanvas", lambda: canvas)
    add_layers(path)
    canvas.setDestinationCrs(QgsProject.instance().crs())
    canvas.setRenderFlag(False)  # the map itself is not looked at
    canvas.setFrameStyle(QFrame.Shape.NoFrame)
    canvas.setFixedSize(500, 500)
    canvas.window().show()
    canvas.show()
    canvas.setExtent(QgsRectangle(X, Y, X + 1000, Y + 1000))
    yield SimpleNamespace(iface=qgis_iface, canvas=canvas, window=window, path=path)
    canvas.unsetMapTool(canvas.mapTool())
    canvas.setRenderFlag(True)
    QgsSettings().remove("ecoledger")


@pytest.fixture
def dock(desktop, qtbot):
    """The dock with its totals ready; an accepted 荒山绿化 of 2019 is chosen."""
    digitize.draw_interventions(desktop.iface)
    found = desktop.window.findChild(SketchDock)
    qtbot.waitUntil(found.draw.isEnabled, timeout=20_000)
    choose(found, "greening", 60)
    yield found
    for layer in QgsProject.instance().mapLayers().values():
        if hasattr(layer, "rollBack"):
            layer.rollBack()
    stop_watching_saves(desktop.iface)
    remove_windows(desktop.iface)
    gone()


def gone():
    """Let go at once of what is to be deleted: not in another thread, where Python may find it unused."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def choose(dock, target, status, year=2019):
    dock.target.setCurrentIndex(dock.target.findData(target))
    dock.measure.setCurrentIndex(dock.measure.findData("planting"))
    dock.status.setCurrentIndex(dock.status.findData(status))
    dock.year.setValue(year)


def at(canvas, x, y):
    """The pixel of a place, metres from the ledger's corner."""
    point = canvas.getCoordinateTransform().transform(X + x, Y + y)
    return QPoint(round(point.x()), round(point.y()))


def click(desktop, x, y, button=Qt.MouseButton.LeftButton):
    viewport, pixel = desktop.canvas.viewport(), at(desktop.canvas, x, y)
    QTest.mouseMove(viewport, pixel)
    QTest.mouseClick(viewport, button, Qt.KeyboardModifier.NoModifier, pixel)


def move(desktop, x, y):
    """Move the mouse; QTest moves the cursor only, of which a window that is not shown hears nothing."""
    pixel, none = at(desktop.canvas, x, y), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(pixel), none, none, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(desktop.canvas.viewport(), event)


def draw(desktop, dock, *corners):
    """Draw a shape with the mouse; the last corner is ended with a right click."""
    if not dock.draw.isChecked():
        QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    for corner in corners:
        click(desktop, *corner)
    click(desktop, *corners[-1], Qt.MouseButton.RightButton)


def readout(desktop):
    return desktop.canvas.viewport().findChild(SketchReadout)


def form(desktop):
    return desktop.window.findChild(QgsAttributeDialog, "ecoledger_sketch_form")


def offers(dock):
    ours = (dock.fill_in, dock.discard)
    return [b for b in dock.drawn.findChildren(QPushButton) if b.isVisibleTo(dock) and b not in ours]


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


# QGIS' own aids, with our tool


def corners(shape):
    """The corners of a drawn polygon, metres from the ledger's corner."""
    return [(round(v.x() - X, 6), round(v.y() - Y, 6)) for v in shape.vertices()]


@pytest.fixture
def snapping(desktop, dock):
    """Snap to vertices within 12 pixels, that is 24 m."""
    canvas, kind = desktop.canvas, QgsSnappingConfig
    canvas.setLayers([find_layer(desktop.path, "intervention_polygons")])
    config = kind(QgsProject.instance())
    config.setEnabled(True)
    config.setMode(kind.SnappingMode.AllLayers)
    config.setTypeFlag(kind.SnappingTypes.VertexFlag)
    config.setTolerance(12)
    config.setUnits(QgsTolerance.UnitType.Pixels)
    canvas.snappingUtils().setConfig(config)
    canvas.snappingUtils().setMapSettings(canvas.mapSettings())
    canvas.snappingUtils().snapToMap(QgsPointXY(X, Y))  # waits for its index, as a click does not
    yield
    canvas.snappingUtils().setConfig(kind(QgsProject.instance()))
    canvas.setLayers([])


def test_a_corner_near_a_neighbours_vertex_snaps_to_it(desktop, dock, snapping):
    choose(dock, "wetland", 60)
    draw(desktop, dock, (508, 90), (700, 90), (700, 300), (510, 300))  # g3 ends at (500, 100)
    drawn = corners(form(desktop).feature().geometry())
    assert drawn[0] == (500, 100)
    assert drawn[1] != (500, 100)


def test_tracing_follows_a_neighbours_border(desktop, dock, snapping):
    choose(dock, "wetland", 60)
    tracer, action = QgsMapCanvasTracer(desktop.canvas), QAction()
    action.setCheckable(True)
    action.setChecked(True)
    tracer.setActionEnableTracing(action)
    draw(desktop, dock, (404, 2), (498, 96), (600, 300))  # from one corner of g3 to the one opposite
    sip.delete(tracer)
    first, along, opposite, last = corners(form(desktop).feature().geometry())[:4]
    assert (first, opposite) == ((400, 0), (500, 100))
    assert along in ((500, 0), (400, 100))  # not clicked
    assert last not in (first, along, opposite)


def test_a_distance_given_in_the_advanced_panel_is_kept(desktop, dock, panel):
    choose(dock, "wetland", 60)
    QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    panel.enableAction().trigger()
    click(desktop, 200, 700)
    box = panel.constraintDistance().lineEdit()
    QTest.keyClicks(box, "50")
    QTest.keyClick(box, Qt.Key.Key_Return)
    move(desktop, 300, 700)
    click(desktop, 300, 700)
    panel.constraintDistance().setLockMode(panel.CadConstraint.LockMode.NoLock)
    for corner in ((300, 800), (200, 800)):
        move(desktop, *corner)
        click(desktop, *corner)
    click(desktop, 200, 800, Qt.MouseButton.RightButton)
    panel.enableAction().trigger()
    drawn = corners(form(desktop).feature().geometry())
    assert math.dist(drawn[0], drawn[1]) == pytest.approx(50, abs=1e-6)
    assert drawn[1] == pytest.approx((250, 700), abs=2.1)  # towards the cursor, as far as a pixel tells
    assert math.dist(drawn[1], drawn[2]) > 60


IN_RED = ((550, 750), (650, 750), (650, 850), (550, 850))  # half of it in the red line, off the baseline


def reds(canvas):
    """The colours of the rubber bands that are filled, as QGIS paints them."""
    bands = [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)]
    return [
        band.strokeColor().name() for band in bands if band.strokeColor().name() in ("#d00020", "#e67800")
    ]


def test_the_sketch_turns_red_as_soon_as_it_enters_a_forbidden_zone(desktop, dock, qtbot):
    choose(dock, "wetland", 60)
    QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    for corner in ((550, 750), (550, 850), (590, 850)):
        click(desktop, *corner)
    assert reds(desktop.canvas) == []
    move(desktop, 650, 850)  # no click: the pen moves on
    qtbot.waitUntil(lambda: reds(desktop.canvas) == ["#d00020"], timeout=2000)
    text = readout(desktop).text()
    assert "✖ Violation: Ecological red line (article 25), " in text
    assert "color:#b00020" in text
    move(desktop, 580, 800)
    qtbot.waitUntil(lambda: reds(desktop.canvas) == [], timeout=2000)
    assert "Violation" not in readout(desktop).text()


def test_what_is_for_review_is_orange_and_says_so(desktop, dock):
    choose(dock, "wetland", 60)
    dock.measure.setCurrentIndex(dock.measure.findData("bank_restoration"))
    QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    for corner in IN_RED:
        click(desktop, *corner)
    assert reds(desktop.canvas) == ["#e67800"]
    assert "⚠ For review: Ecological red line (article 25), 7.50 mu" in readout(desktop).text()


def test_where_only_drawing_anew_helps_it_says_so_in_one_line_of_the_user_s_language(desktop, dock):
    choose(dock, "wetland", 60)
    draw(desktop, dock, (5000, 5000), (5000, 5100), (5100, 5100))
    texts = [label.text() for label in dock.drawn.findChildren(QLabel)]
    assert "⚠ It lies in no township. Draw it inside the district" in texts


def test_a_violation_is_cut_out_of_its_zone_when_asked(desktop, dock):
    choose(dock, "wetland", 60)
    draw(desktop, dock, *IN_RED)
    assert not dock.fill_in.isEnabled()
    assert reds(desktop.canvas) == ["#d00020"]
    [button] = offers(dock)
    assert button.text() == "Cut out of the zone"
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert round(form(desktop).feature().geometry().area()) == 5000
    assert reds(desktop.canvas) == []


def test_a_violation_kept_with_a_reason_is_waived_once_it_is_saved(desktop, dock, qtbot):
    choose(dock, "wetland", 60)
    draw(desktop, dock, *IN_RED)
    QTest.keyClicks(dock.reason, "permit 7")
    QTest.mouseClick(dock.fill_in, Qt.MouseButton.LeftButton)
    assert not form(desktop).feature()["remark"]  # the waiver says it
    form(desktop).accept()
    assert not len(conflicts.read_waivers(desktop.path))  # what is not saved may still be undone
    layer = find_layer(desktop.path, "intervention_polygons")
    assert layer.commitChanges()
    qtbot.waitUntil(lambda: len(conflicts.read_waivers(desktop.path)) == 1, timeout=10_000)
    assert desktop.window.findChild(SaveQuestion) is None
    assert waived_findings(desktop.path) == [("no_planting", "waived", "permit 7")]


def waived_findings(path):
    plan = store.read_plan(path)
    found = check_rules(
        conflicts.read_subjects(path),
        conflicts.read_zones(path, plan),
        plan.rules,
        plan.restrictions,
        conflicts.read_waivers(path),
        as_of=dt.date.today(),
    ).findings
    return list(zip(found.id, found.state, found.reason, strict=True))


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
