"""Asks how far borders may be snapped, and tells what that does before it is done."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from .buttons import label_buttons
from .reasons import allow


class SnapDialog(QDialog):
    """A tolerance, and what snapping with it would do; the map shows the new outlines beside it.

    Parameters
    ----------
    largest : float
        m: the tolerance it begins with, and the largest there is.
    """

    tolerance_changed = pyqtSignal(float)

    def __init__(self, largest: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ecoledger_snap_dialog")
        self.setWindowTitle(QCoreApplication.translate("EcoLedger", "Snap to the border beside it"))
        self.tolerance = QDoubleSpinBox(self)
        self.tolerance.setRange(0.05, largest)
        self.tolerance.setSingleStep(0.05)
        self.tolerance.setSuffix(QCoreApplication.translate("EcoLedger", " m"))
        self.tolerance.setValue(largest)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        label_buttons(self.buttons)
        self.buttons.button(kinds.Ok).setText(QCoreApplication.translate("EcoLedger", "&Snap"))
        choices = QFormLayout()
        choices.addRow(QCoreApplication.translate("EcoLedger", "&Tolerance"), self.tolerance)
        rows = QVBoxLayout(self)
        rows.addLayout(choices)
        rows.addWidget(self.told)
        rows.addWidget(self.buttons)
        self.resize(420, 160)
        self.tolerance.valueChanged.connect(self.tolerance_changed)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def tell(self, text: str, good: bool) -> None:
        """Say what it would do; `good`: there is something to do."""
        self.told.setText(text)
        button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        nothing = QCoreApplication.translate("EcoLedger", "Nothing would move: give a larger tolerance")
        allow(button, "" if good else nothing)
