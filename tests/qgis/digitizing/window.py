"""The map and the dock as who draws uses them."""

from __future__ import annotations

from qgis.gui import QgsAttributeDialog
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton

from ecoledger.dialogs.sketch_readout import SketchReadout
from ecoledger.tests.qgis.small_ledger import X, Y


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


def corners(shape):
    """The corners of a drawn polygon, metres from the ledger's corner."""
    return [(round(v.x() - X, 6), round(v.y() - Y, 6)) for v in shape.vertices()]
