"""Asks why findings are accepted, and until when."""

from __future__ import annotations

import datetime as dt

from qgis.PyQt.QtCore import QCoreApplication, QDate
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from .buttons import label_buttons
from .reasons import allow


class WaiveDialog(QDialog):
    """A reason, which is required, and a last day, which is not.

    Parameters
    ----------
    count : int
        How many findings are waived in one go.
    """

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ecoledger_waive_dialog")
        title = QCoreApplication.translate("EcoLedger", "Waive {count} findings")
        self.setWindowTitle(title.format(count=count))
        self.why = QPlainTextEdit(self)
        self.why.setTabChangesFocus(True)
        label = QLabel(
            QCoreApplication.translate("EcoLedger", "&Reason, with the number of the approval:"), self
        )
        label.setBuddy(self.why)
        self.ends = QCheckBox(QCoreApplication.translate("EcoLedger", "Holds &until"), self)
        self.last_day = QDateEdit(QDate.currentDate().addYears(1), self)
        self.last_day.setCalendarPopup(True)
        self.last_day.setDisplayFormat("yyyy-MM-dd")
        self.last_day.setMinimumDate(QDate.currentDate())
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        label_buttons(self.buttons)
        self._lay_out(label)
        self.why.textChanged.connect(self._changed)
        self.ends.toggled.connect(self._changed)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._changed()

    def reason(self) -> str:
        """Return the reason."""
        return self.why.toPlainText().strip()

    def until(self) -> dt.date | None:
        """Return the last day the waiver holds; None: it holds until a geometry changes."""
        return self.last_day.date().toPyDate() if self.ends.isChecked() else None

    def _lay_out(self, label: QLabel) -> None:
        hint = QLabel(
            QCoreApplication.translate(
                "EcoLedger", "A finding is open again the day after, and as soon as a geometry changes."
            ),
            self,
        )
        hint.setWordWrap(True)
        days = QHBoxLayout()
        for widget in (self.ends, self.last_day):
            days.addWidget(widget)
        days.addStretch()
        rows = QVBoxLayout(self)
        rows.addWidget(label)
        rows.addWidget(self.why)
        rows.addLayout(days)
        rows.addWidget(hint)
        rows.addWidget(self.buttons)
        self.resize(460, 260)

    def _changed(self) -> None:
        """Switch what cannot be used off, with the reason."""
        good = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        missing = QCoreApplication.translate("EcoLedger", "Write the reason first")
        allow(good, "" if self.reason() else missing)
        unlimited = QCoreApplication.translate(
            "EcoLedger", "It holds without an end: tick the box to give one"
        )
        allow(self.last_day, "" if self.ends.isChecked() else unlimited)
