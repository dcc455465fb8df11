"""The map tool an intervention is drawn with: QGIS' own, with snapping, tracing and the advanced panel.

It tells what is drawn so far, the place under the cursor included.
"""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsLineString, QgsPoint, QgsPolygon
from qgis.gui import (
    QgsAdvancedDigitizingDockWidget,
    QgsMapCanvas,
    QgsMapMouseEvent,
    QgsMapToolDigitizeFeature,
)
from qgis.PyQt.QtCore import QPoint, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent


class SketchTool(QgsMapToolDigitizeFeature):
    """Digitizes a feature of its layer; `digitizingCompleted` hands it over.

    Parameters
    ----------
    canvas : QgsMapCanvas
    panel : QgsAdvancedDigitizingDockWidget
    """

    pen_moved = pyqtSignal(QPoint)  # in pixels of the canvas
    drawn = pyqtSignal(QgsGeometry, bool)  # so far, in the layer's CRS; whether a vertex was just set

    def __init__(self, canvas: QgsMapCanvas, panel: QgsAdvancedDigitizingDockWidget) -> None:
        super().__init__(canvas, panel)
        self._cursor: QgsPoint | None = None

    def cadCanvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().cadCanvasMoveEvent(event)
        self._follow(event)
        self.pen_moved.emit(event.pos())
        self.drawn.emit(self.so_far(), False)

    def cadCanvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        super().cadCanvasReleaseEvent(event)
        self._follow(event)
        self.drawn.emit(self.so_far(), True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        super().keyPressEvent(event)  # takes a vertex back, or gives the sketch up
        self.drawn.emit(self.so_far(), True)

    def so_far(self) -> QgsGeometry:
        """Return what is drawn, up to the cursor; null where that is no shape of the layer's kind yet."""
        layer, cursor = self.currentVectorLayer(), self._cursor
        if layer is None or cursor is None:
            return QgsGeometry()
        if self.mode() == self.CaptureMode.CapturePoint:
            return QgsGeometry(cursor.clone())
        if not self.size():
            return QgsGeometry()
        points = [*self.captureCurve().curveToLine().points(), cursor]
        points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
        line = QgsLineString(points)
        if self.mode() == self.CaptureMode.CaptureLine:
            return QgsGeometry(line) if len(points) > 1 else QgsGeometry()
        if len(points) < 3:
            return QgsGeometry()
        line.close()
        outline = QgsPolygon()
        outline.setExteriorRing(line)
        return QgsGeometry(outline)

    def _follow(self, event: QgsMapMouseEvent) -> None:
        layer = self.currentVectorLayer()
        if layer is not None:
            self._cursor = QgsPoint(self.toLayerCoordinates(layer, event.mapPoint()))
