"""What the check of a place shows on the map: the place, and the piece an item of the answer is about."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from qgis.gui import QgisInterface, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from .progress_map import show_place
from .sketch_marks import mark, take_off

_PLACE, _PIECE = QColor(0, 90, 200), QColor(208, 0, 32)


class PlaceMarks:
    """Two marks over the map; `remove` leaves none."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self._place: QgsRubberBand | None = None
        self._piece: QgsRubberBand | None = None

    def mark_place(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Mark the place that is asked about; a piece of the answer before goes."""
        self.unmark()
        self._place = self._band(shape, crs, _PLACE)

    def show_piece(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Bring a piece into the map and mark it."""
        if self._piece is not None:
            take_off(self._piece)
        self._piece = self._band(shape, crs, _PIECE)
        show_place(self._iface, shape, crs)

    def unmark(self) -> None:
        """Take the marks off the map."""
        for band in (self._place, self._piece):
            if band is not None:
                take_off(band)
        self._place = self._piece = None

    def remove(self, *_: object) -> None:
        """Take the marks off: the dock is gone."""
        self.unmark()

    def _band(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem, colour: QColor) -> QgsRubberBand:
        band = mark(self._iface.mapCanvas(), shape, crs, colour, 60, icon=10)
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        return band
