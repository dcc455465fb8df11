"""Draws the stages of a row as one bar against what was promised."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QByteArray, QModelIndex, QRectF, QSize
from qgis.PyQt.QtGui import QPainter
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from .progress_model import ROW_ROLE

WIDTH, HEIGHT = 110, 14
Bar = Callable[..., str]  # (row, palette, width, height) → SVG


class StageBarDelegate(QStyledItemDelegate):
    """Paints the SVG that `bar` draws of a row."""

    def __init__(self, bar: Bar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = bar

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().paint(painter, option, index)  # the background of a selected row
        place = option.rect.adjusted(4, 0, -4, 0)
        svg = self._bar(index.data(ROW_ROLE), option.palette, max(place.width(), 20), HEIGHT)
        top = place.top() + (place.height() - HEIGHT) / 2
        QSvgRenderer(QByteArray(svg.encode())).render(
            painter, QRectF(place.left(), top, place.width(), HEIGHT)
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(WIDTH, HEIGHT + 6)
