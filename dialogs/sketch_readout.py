"""What the shape under the pen comes to, beside the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import QFrame, QLabel, QToolTip

BESIDE = QPoint(18, 20)  # pixels from the cursor
MARKS = {"violation": ("✖", "#b00020"), "review": ("⚠", "#8a4b00")}  # others are told without


class SketchReadout(QLabel):
    """A label over the map that follows the cursor and never catches the mouse."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas.viewport())
        self.setObjectName("ecoledger_sketch_readout")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFrameShape(QFrame.Shape.Box)
        self.setMargin(4)
        self.setAutoFillBackground(True)
        self.setPalette(QToolTip.palette())
        self.hide()
        self._at = QPoint()

    def show_text(self, text: str, conflicts: Sequence[tuple[str, str]] = ()) -> None:
        """Show a text and below it each conflict (severity, sentence); nothing where the text is empty."""
        lines = [escape(line) for line in text.splitlines()]
        self.setText("<br>".join([*lines, *(_marked(*conflict) for conflict in conflicts)]))
        self.adjustSize()
        self.setVisible(bool(text))
        self.follow(self._at)

    def follow(self, cursor: QPoint) -> None:
        """Stay beside the cursor and inside the map."""
        self._at = cursor
        room, at = self.parentWidget().size(), cursor + BESIDE
        if at.x() + self.width() > room.width():
            at.setX(cursor.x() - BESIDE.x() - self.width())
        if at.y() + self.height() > room.height():
            at.setY(cursor.y() - BESIDE.y() - self.height())
        self.move(max(at.x(), 0), max(at.y(), 0))


def _marked(severity: str, sentence: str) -> str:
    mark, colour = MARKS.get(severity, ("", ""))
    return f'<b style="color:{colour}">{mark} {escape(sentence)}</b>' if mark else escape(sentence)
