"""What of a shape lies where a rule does not want it, painted over the map."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

COLOURS = {"violation": QColor(208, 0, 32), "review": QColor(230, 120, 0)}  # notes are not painted
BRUSHES = {"violation": Qt.BrushStyle.SolidPattern, "review": Qt.BrushStyle.BDiagPattern}


class ConflictMarks:
    """The marks on one canvas: violations red, what asks for a review orange and hatched.

    Parameters
    ----------
    canvas : QgsMapCanvas
    """

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._bands: list[QgsRubberBand] = []

    def show(self, pieces: Iterable[tuple[str, QgsGeometry]], crs: QgsCoordinateReferenceSystem) -> None:
        """Paint pieces by severity in the place of those before; what is graver lies on top."""
        self.clear()
        for severity, piece in reversed(list(pieces)):
            if severity in COLOURS:
                self._bands += [self._band(severity, part, crs) for part in _of_one_kind(piece)]

    def clear(self) -> None:
        """Take them off the map."""
        for band in self._bands:
            take_off(band)
        self._bands = []

    def _band(self, severity: str, piece: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> QgsRubberBand:
        band = mark(self._canvas, piece, crs, COLOURS[severity], 130, icon=14)
        band.setBrushStyle(BRUSHES[severity])
        return band


def mark(
    canvas: QgsMapCanvas,
    shape: QgsGeometry,
    crs: QgsCoordinateReferenceSystem,
    colour: QColor,
    alpha: int,
    icon: int = 5,
) -> QgsRubberBand:
    """Mark a shape of one kind on the map: outlined in a colour, filled with `alpha` (of 255) of it."""
    band = QgsRubberBand(canvas, QgsWkbTypes.geometryType(shape.wkbType()))
    band.setStrokeColor(colour)
    band.setFillColor(QColor(colour.red(), colour.green(), colour.blue(), alpha))
    band.setWidth(3)
    band.setIconSize(icon)
    band.setToGeometry(shape, crs)
    return band


def _of_one_kind(piece: QgsGeometry) -> list[QgsGeometry]:
    """A line may have points and stretches in common with a zone; a band paints one kind."""
    mixed = QgsWkbTypes.flatType(piece.wkbType()) == QgsWkbTypes.Type.GeometryCollection
    return piece.asGeometryCollection() if mixed else [piece]


def take_off(item: QgsMapCanvasItem) -> None:
    """Take an item off its map, which may be gone already."""
    if item.scene() is not None:
        item.scene().removeItem(item)
