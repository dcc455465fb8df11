"""A row on top of a dock: which of the project's ledgers it shows; there only where there is a choice."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget


class LedgerChoice(QWidget):
    """Offers the project's ledgers; says which one is wanted."""

    chosen = pyqtSignal(str)  # its path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledger_choice")
        self.box = QComboBox(self)
        self.box.setToolTip(
            QCoreApplication.translate("EcoLedger", "All windows of EcoLedger show the ledger chosen here")
        )
        label = QLabel(QCoreApplication.translate("EcoLedger", "Led&ger"), self)
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self.box)
        row.addStretch(1)
        self.box.activated.connect(lambda _: self.chosen.emit(self.box.currentData()))
        self.hide()

    def show_ledgers(self, ledgers: Sequence[tuple[str, str]], current: str) -> None:
        """Offer these ledgers (path, name)."""
        self.box.clear()
        for path, name in ledgers:
            self.box.addItem(name, path)
        self.box.setCurrentIndex(self.box.findData(current))
        self.setVisible(len(ledgers) > 1)
