"""The map tool in the user's hand: what it comes to beside the cursor, and the finished shape on the map."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgisInterface, QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QObject, QPoint, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor

from .sketch_marks import ConflictMarks, take_off

if TYPE_CHECKING:
    from ..dialogs.sketch_readout import SketchReadout
    from ..dialogs.sketch_tool import SketchTool

MOVING = 40  # ms between two readouts while the pen moves, or as long as the last one took
FINISHED = QColor(20, 90, 180)  # a shape that is being decided on


@dataclass(frozen=True)
class Told:
    """What is said of a shape: lines of text, a line for each conflict, and where they are.

    Parameters
    ----------
    text : str
    conflicts : list of (severity, str)
    pieces : list of (severity, QgsGeometry)
        In `crs`.
    """

    text: str
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    pieces: list[tuple[str, QgsGeometry]] = field(default_factory=list)
    crs: QgsCoordinateReferenceSystem = field(default_factory=QgsCoordinateReferenceSystem)


class Pen(QObject):
    """Belongs to its parent; `remove` takes what the map holds of it.

    Parameters
    ----------
    iface : QgisInterface
    tell : callable
        Given a shape in the layer's CRS, returns what is said of it.
    """

    finished = pyqtSignal(QgsGeometry)
    put_down = pyqtSignal()

    def __init__(self, iface: QgisInterface, tell: Callable[[QgsGeometry], Told], parent: QObject) -> None:
        super().__init__(parent)
        self._iface, self._tell = iface, tell
        self._canvas: QgsMapCanvas = iface.mapCanvas()
        self._shape = QgsGeometry()
        self._tool: SketchTool | None = None
        self._readout: SketchReadout | None = None
        self._band: QgsRubberBand | None = None
        self._marks, self._finished_marks = ConflictMarks(self._canvas), ConflictMarks(self._canvas)
        self._moving = QTimer(self)
        self._moving.setSingleShot(True)
        self._moving.setInterval(MOVING)
        self._moving.timeout.connect(self._show)

    @property
    def in_hand(self) -> bool:
        """Whether the map tool is up."""
        return self._tool is not None

    def take(self, layer: QgsVectorLayer) -> None:
        """Take the tool for a layer."""
        from ..dialogs.sketch_readout import SketchReadout
        from ..dialogs.sketch_tool import SketchTool

        self.drop()
        self._readout = self._readout or SketchReadout(self._canvas)
        self._tool = SketchTool(self._canvas, self._iface.cadDockWidget())
        self._tool.setLayer(layer)
        self._tool.pen_moved.connect(self._follow)
        self._tool.drawn.connect(self._drawn)
        self._tool.digitizingCompleted.connect(self._completed)
        self._tool.deactivated.connect(self._dropped)
        self._canvas.setMapTool(self._tool)

    def drop(self) -> None:
        """Put the tool down; what was being drawn is given up."""
        if self._tool is not None:
            self._canvas.unsetMapTool(self._tool)

    def mark(self, shape: QgsGeometry, layer: QgsVectorLayer, told: Told) -> None:
        """Show a finished shape over the map, with its conflicts."""
        self.unmark()
        self._band = QgsRubberBand(self._canvas, QgsWkbTypes.geometryType(shape.wkbType()))
        self._band.setWidth(3)
        self._band.setStrokeColor(FINISHED)
        self._band.setFillColor(QColor(FINISHED.red(), FINISHED.green(), FINISHED.blue(), 40))
        self._band.setToGeometry(shape, layer)
        self._finished_marks.show(told.pieces, told.crs)

    def unmark(self) -> None:
        """Take the finished shape off the map."""
        self._finished_marks.clear()
        if self._band is not None:
            take_off(self._band)
            self._band = None

    def remove(self) -> None:
        """Leave nothing on the map."""
        self.drop()
        self.unmark()
        if self._readout is not None:
            self._readout.deleteLater()
            self._readout = None

    def _follow(self, at: QPoint) -> None:
        self._readout.follow(at)

    def _drawn(self, shape: QgsGeometry, settled: bool) -> None:
        """Tell what the shape comes to: at once at a vertex, now and then while the pen moves."""
        self._shape = shape
        if shape.isNull():
            self._hide()
        elif settled:
            self._show()
        elif not self._moving.isActive():
            self._moving.start()

    def _show(self) -> None:
        """Say it beside the cursor and on the map; what takes long is asked less often: nothing lags."""
        if self._readout is None or self._shape.isNull():
            return
        begun = time.perf_counter()
        told = self._tell(self._shape)
        self._readout.show_text(told.text, told.conflicts)
        self._marks.show(told.pieces, told.crs)
        self._moving.setInterval(max(MOVING, round(1000 * (time.perf_counter() - begun))))

    def _hide(self) -> None:
        self._moving.stop()
        self._shape = QgsGeometry()
        self._marks.clear()
        if self._readout is not None:
            self._readout.show_text("")

    def _completed(self, feature: QgsFeature) -> None:
        self._hide()
        self.finished.emit(QgsGeometry(feature.geometry()))

    def _dropped(self) -> None:
        tool, self._tool = self._tool, None
        self._hide()
        if tool is not None:
            tool.deleteLater()
            self.put_down.emit()
