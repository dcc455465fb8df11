"""The map tool in the user's hand: what it comes to beside the cursor, and the finished shape on the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgisInterface, QgsMapCanvas, QgsMapCanvasItem, QgsRubberBand
from qgis.PyQt.QtCore import QObject, QPoint, QTimer, pyqtSignal

if TYPE_CHECKING:
    from ..dialogs.sketch_readout import SketchReadout
    from ..dialogs.sketch_tool import SketchTool

MOVING = 40  # ms between two readouts while the pen moves
RESTING = 120  # ms of rest after which the rules are asked as well


class Pen(QObject):
    """Belongs to its parent; `remove` takes what the map holds of it.

    Parameters
    ----------
    iface : QgisInterface
    tell : callable
        Given a shape in the layer's CRS and whether to ask the rules too, returns the readout.
    """

    finished = pyqtSignal(QgsGeometry)
    put_down = pyqtSignal()

    def __init__(
        self, iface: QgisInterface, tell: Callable[[QgsGeometry, bool], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._iface, self._tell = iface, tell
        self._canvas: QgsMapCanvas = iface.mapCanvas()
        self._shape = QgsGeometry()
        self._tool: SketchTool | None = None
        self._readout: SketchReadout | None = None
        self._band: QgsRubberBand | None = None
        self._moving = self._timer(MOVING, lambda: self._show(ask_rules=False))
        self._resting = self._timer(RESTING, lambda: self._show(ask_rules=True))

    def _timer(self, interval: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(action)
        return timer

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

    def mark(self, shape: QgsGeometry, layer: QgsVectorLayer) -> None:
        """Show a finished shape over the map."""
        self.unmark()
        self._band = QgsRubberBand(self._canvas, QgsWkbTypes.geometryType(shape.wkbType()))
        self._band.setWidth(3)
        self._band.setToGeometry(shape, layer)

    def unmark(self) -> None:
        """Take the finished shape off the map."""
        if self._band is not None:
            _take_off(self._band)
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
            return
        if settled:
            self._show(ask_rules=False)
        elif not self._moving.isActive():
            self._moving.start()
        self._resting.start()

    def _show(self, ask_rules: bool) -> None:
        if self._readout is not None and not self._shape.isNull():
            self._readout.show_text(self._tell(self._shape, ask_rules))

    def _hide(self) -> None:
        self._moving.stop()
        self._resting.stop()
        self._shape = QgsGeometry()
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


def _take_off(item: QgsMapCanvasItem) -> None:
    if item.scene() is not None:
        item.scene().removeItem(item)
