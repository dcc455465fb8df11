"""The first steps: what to do one after the other, each with its button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QDockWidget, QLabel, QPushButton, QWidget

from .reasons import allow

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))


@dataclass(frozen=True)
class Step:
    """One step: its key, what it is called, why it is worth doing, and what its button says."""

    key: str
    title: str
    text: str
    button: str


class FirstStepsDock(QDockWidget, FORM):
    """A list of steps; where there is no room for all, the one to do next is in sight.

    Parameters
    ----------
    steps : sequence of Step
    offered : bool
        Whether they are offered when QGIS starts.
    """

    wanted = pyqtSignal(str)  # key of the step whose button was pressed
    offered_changed = pyqtSignal(bool)
    help_wanted = pyqtSignal()

    def __init__(self, steps: Sequence[Step], offered: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._marks: dict[str, QLabel] = {}
        self._buttons: dict[str, QPushButton] = {}
        for number, step in enumerate(steps, 1):
            self._add(number, step)
        self._next = next(iter(self._buttons), "")
        self.offer.setChecked(offered)
        self.offer.toggled.connect(self.offered_changed)
        self.help.clicked.connect(lambda: self.help_wanted.emit())

    def mark_done(self, key: str) -> None:
        """Put a tick in the place of the step's number."""
        self._marks[key].setText("✓")
        self._marks[key].setToolTip(QCoreApplication.translate("EcoLedger", "Done"))
        self.show_step(key)

    def show_step(self, key: str) -> None:
        """Keep a step in sight, whatever room other docks leave."""
        self._next = key
        self.scroll.ensureWidgetVisible(self._marks[key])
        self.scroll.ensureWidgetVisible(self._buttons[key])

    def show_offer(self, offered: bool) -> None:
        """Show whether the steps are offered when QGIS starts."""
        self.offer.blockSignals(True)
        self.offer.setChecked(offered)
        self.offer.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take the step that is being done along."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self._follow)  # once the scroll area has its new size

    def set_busy(self, key: str, reason: str) -> None:
        """Switch a step's button off while its work runs, saying so; on again where `reason` is empty."""
        allow(self._buttons[key], reason)

    def _follow(self) -> None:
        if self._next:
            self.show_step(self._next)

    def _add(self, number: int, step: Step) -> None:
        mark = QLabel(f"{number}")
        mark.setMinimumWidth(mark.fontMetrics().horizontalAdvance("✓  "))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        mark.setStyleSheet("font-weight: bold; font-size: 14pt")
        text = QLabel(f"<b>{step.title}</b><br>{step.text}")
        text.setWordWrap(True)
        button = QPushButton(step.button)
        button.setObjectName(f"step_{step.key}")
        button.clicked.connect(lambda: self.wanted.emit(step.key))
        row = 2 * (number - 1)
        self.steps.addWidget(mark, row, 0, 2, 1)
        self.steps.addWidget(text, row, 1)
        self.steps.addWidget(button, row + 1, 1, Qt.AlignmentFlag.AlignLeft)
        self._marks[step.key], self._buttons[step.key] = mark, button
