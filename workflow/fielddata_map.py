"""Field data on the map before anything is written: what items become, and where other readings put them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsUnitTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QColor

DEGREES = "EPSG:4490"
AROUND = 50.0  # m shown round what is zoomed to
TAKEN, CHOSEN = QColor(200, 30, 30), QColor(255, 140, 0)
OTHERS = (QColor(30, 90, 200), QColor(120, 60, 170), QColor(0, 120, 110))
PENS = (Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


@dataclass(frozen=True)
class Drawn:
    """A geometry in degrees as WKB; `rank` 0 is what is taken, the others are the other readings."""

    wkb: bytes
    rank: int = 0
    chosen: bool = False


class Preview(QObject):
    """Rubber bands on the canvas; belongs to its parent, `clear` leaves nothing."""

    def __init__(self, canvas: QgsMapCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._bands: list[tuple[Drawn, QgsRubberBand]] = []
        self._crs = QgsCoordinateReferenceSystem(DEGREES)

    def show(self, drawn: Sequence[Drawn]) -> None:
        """Draw these in the place of what was drawn."""
        self.clear()
        for each in sorted(drawn, key=lambda d: (-d.rank, d.chosen)):
            geometry = QgsGeometry()
            geometry.fromWkb(each.wkb)
            if not geometry.isEmpty():
                self._bands.append((each, self._band(geometry, each)))

    def zoom(self) -> None:
        """Bring what is chosen into the map; where nothing is, all that is drawn as taken."""
        chosen = [band for each, band in self._bands if each.chosen]
        bands = chosen or [band for each, band in self._bands if each.rank == 0]
        if not bands:
            return
        extent = bands[0].asGeometry().boundingBox()
        for band in bands[1:]:
            extent.combineExtentWith(band.asGeometry().boundingBox())
        metre = QgsUnitTypes.fromUnitToUnitFactor(
            QgsUnitTypes.DistanceUnit.DistanceMeters, self._canvas.mapSettings().destinationCrs().mapUnits()
        )
        extent.grow(max(0.1 * max(extent.width(), extent.height()), AROUND * metre))
        self._canvas.setExtent(extent)
        self._canvas.refresh()

    def clear(self) -> None:
        """Take everything off the map."""
        for _, band in self._bands:
            if band.scene() is not None:
                band.scene().removeItem(band)
        self._bands = []

    def __len__(self) -> int:
        return len(self._bands)

    def _band(self, geometry: QgsGeometry, each: Drawn) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, geometry.type())
        band.setToGeometry(geometry, self._crs)
        color = (
            (CHOSEN if each.chosen else TAKEN) if each.rank == 0 else OTHERS[(each.rank - 1) % len(OTHERS)]
        )
        fill = QColor(color)
        fill.setAlpha(50 if each.rank == 0 else 0)
        band.setStrokeColor(color)
        band.setFillColor(fill)
        band.setWidth(4 if each.chosen else 3 if each.rank == 0 else 2)
        band.setIconSize(8)
        if each.rank:
            band.setLineStyle(PENS[(each.rank - 1) % len(PENS)])
        return band
