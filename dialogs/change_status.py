"""Which status many interventions get, and what stands against it for single ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, QDate, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTreeWidgetItem, QWidget

from .. import wording
from ..core.errors import Fault
from .buttons import label_buttons

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))

Found = Mapping[int, Sequence[Fault]]  # by the position of the intervention


@dataclass(frozen=True)
class Answer:
    """The new status, the date of acceptance where one is given, and which interventions get them."""

    status: int
    accepted: dt.date | None
    chosen: tuple[int, ...]


class ChangeStatusDialog(QDialog, FORM):
    """Asks for a status; those it cannot be given to stay as they are and are listed.

    Parameters
    ----------
    names : sequence of str
        Of the interventions.
    statuses : sequence of (code, name)
    check : callable
        Given a status and a date or None, returns what stands against it.
    """

    help_wanted = pyqtSignal()

    def __init__(
        self,
        names: Sequence[str],
        statuses: Sequence[tuple[int, str]],
        check: Callable[[int, dt.date | None], Found],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._names, self._check = names, check
        self._found: Found = {}
        for code, name in statuses:
            self.status.addItem(name, code)
        self.accepted.setDate(QDate.currentDate())
        label_buttons(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.helpRequested.connect(self.help_wanted)
        self.status.currentIndexChanged.connect(lambda position: self._look())
        self.accepted.dateChanged.connect(lambda day: self._look())
        self.dated.toggled.connect(lambda dated: self._look())
        self.corrections.toggled.connect(lambda also: self._tell())
        self._look()

    def answer(self) -> Answer:
        """Return what is chosen."""
        errors = {at for at, faults in self._found.items() if any(f.severity == "error" for f in faults)}
        kept = errors if self.corrections.isChecked() else set(self._found)
        chosen = tuple(at for at in range(len(self._names)) if at not in kept)
        return Answer(self.status.currentData(), self._date(), chosen)

    def _date(self) -> dt.date | None:
        return self.accepted.date().toPyDate() if self.dated.isChecked() else None

    def _look(self) -> None:
        self.accepted.setEnabled(self.dated.isChecked())
        self._found = self._check(self.status.currentData(), self._date())
        self.findings.clear()
        for at, faults in self._found.items():
            for fault in faults:
                mark = "✖" if fault.severity == "error" else "⚠"
                problem, suggestion = wording.fault_text(fault)
                row = QTreeWidgetItem(self.findings, [f"{mark} {self._names[at]}", problem, suggestion])
                for column in range(3):
                    row.setToolTip(column, row.text(column))
        for column in range(3):
            self.findings.resizeColumnToContents(column)
        self._tell()

    def _tell(self) -> None:
        chosen = len(self.answer().chosen)
        text = QCoreApplication.translate(
            "EcoLedger", "{chosen} of {count} selected interventions will be changed"
        )
        self.about.setText(text.format(chosen=chosen, count=len(self._names)))
        button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        button.setEnabled(chosen > 0)
        none = QCoreApplication.translate("EcoLedger", "Something stands against each of them: see the list")
        button.setToolTip("" if chosen else none)
