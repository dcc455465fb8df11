"""QGIS' own aids with the pen: snapping, tracing, given distances."""

from __future__ import annotations

import math

import pytest
from qgis.core import QgsPointXY, QgsProject, QgsSnappingConfig, QgsTolerance
from qgis.gui import QgsMapCanvasTracer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction

from ecoledger.layers.project import find_layer
from ecoledger.tests.qgis.digitizing.window import choose, click, corners, draw, form, move
from ecoledger.tests.qgis.small_ledger import X, Y


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
