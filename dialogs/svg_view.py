"""A picture given as SVG text, some of its rows to be chosen by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QByteArray, QPointF, QRectF, QSize, QSizeF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import QWidget


@dataclass(frozen=True)
class Choice:
    """A row of the picture that can be chosen: its key, its upper and lower edge in the picture's units."""

    key: str
    top: float
    bottom: float


class SvgView(QWidget):
    """Draws the picture as large as the widget allows, keeping its shape."""

    chosen = pyqtSignal(str)
    resized = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(120)
        self._renderer = QSvgRenderer(self)
        self._choices: tuple[Choice, ...] = ()
        self._current = 0

    def show_picture(self, svg: str, choices: Sequence[Choice] = ()) -> None:
        """Show another picture; empty text for none."""
        self._renderer.load(QByteArray(svg.encode()))
        self._choices = tuple(choices)
        self._current = min(self._current, max(len(self._choices) - 1, 0))
        self.setCursor(Qt.CursorShape.PointingHandCursor if choices else Qt.CursorShape.ArrowCursor)
        self.update()

    def sizeHint(self) -> QSize:
        return self._renderer.defaultSize().expandedTo(QSize(320, 160))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._renderer.render(painter, self._place())
        if self.hasFocus() and self._choices:
            painter.setPen(QPen(self.palette().highlight().color(), 2))
            painter.drawRect(self._frame(self._choices[self._current]))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for position, choice in enumerate(self._choices):
            if self._frame(choice).contains(QPointF(event.pos())):
                self._choose(position)
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
        if step and self._choices:
            self._current = max(0, min(self._current + step, len(self._choices) - 1))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._choices:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def _choose(self, position: int) -> None:
        self._current = position
        self.update()
        self.chosen.emit(self._choices[position].key)

    def _place(self) -> QRectF:
        """Return where the picture is drawn: from the upper left corner, as large as fits."""
        size = QSizeF(self._renderer.defaultSize())
        if size.isEmpty():
            return QRectF()
        scale = min(self.width() / size.width(), self.height() / size.height())
        return QRectF(QPointF(0, 0), size * scale)

    def _frame(self, choice: Choice) -> QRectF:
        place = self._place()
        scale = place.width() / max(self._renderer.defaultSize().width(), 1)
        return QRectF(1, choice.top * scale, place.width() - 2, (choice.bottom - choice.top) * scale)
