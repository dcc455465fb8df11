"""The map tool a place is shown with: a click, or an area ended with the right button."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

_COLOUR = QColor(0, 90, 200)


class PlaceTool(QgsMapTool):
    """Points at a place; Backspace takes a corner back, Esc gives the area up, or puts the tool down.

    Parameters
    ----------
    canvas : QgsMapCanvas
    area : bool
        Whether an area is drawn; else each click is a place.
    """

    chosen = pyqtSignal(QgsGeometry)  # in the map's CRS

    def __init__(self, canvas: QgsMapCanvas, area: bool) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._area = area
        self._corners: list[QgsPointXY] = []
        self._band: QgsRubberBand | None = None

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._show([*self._corners, event.mapPoint()] if self._corners else [])

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802
        point = event.snapPoint()
        if not self._area:
            if event.button() == Qt.MouseButton.LeftButton:
                self.chosen.emit(QgsGeometry.fromPointXY(point))
        elif event.button() == Qt.MouseButton.LeftButton:
            if self._corners[-1:] != [point]:  # a double click is two
                self._corners.append(point)
            self._show(self._corners)
        elif event.button() == Qt.MouseButton.RightButton:
            self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and not self._corners:
            self.canvas().unsetMapTool(self)
        elif event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._corners:
            self._corners.pop()
            self._show(self._corners)
        else:
            super().keyPressEvent(event)
            return
        event.accept()  # QGIS would delete the selected features

    def deactivate(self) -> None:
        self._give_up()
        super().deactivate()

    def _end(self) -> None:
        """Hand the area over; fewer than three corners are none."""
        corners = self._corners
        self._give_up()
        if len(corners) > 2:
            self.chosen.emit(QgsGeometry.fromPolygonXY([[*corners, corners[0]]]))

    def _give_up(self) -> None:
        self._corners = []
        self._show([])

    def _show(self, corners: list[QgsPointXY]) -> None:
        if self._band is not None:
            self.canvas().scene().removeItem(self._band)
            self._band = None
        if corners:
            kind = (
                QgsWkbTypes.GeometryType.PolygonGeometry
                if len(corners) > 2
                else QgsWkbTypes.GeometryType.LineGeometry
            )
            self._band = QgsRubberBand(self.canvas(), kind)
            fill = QColor(_COLOUR)
            fill.setAlpha(50)
            self._band.setStrokeColor(_COLOUR)
            self._band.setFillColor(fill)
            self._band.setWidth(2)
            for corner in corners:
                self._band.addPoint(corner)
