"""What was saved violates rules: what is to be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QPushButton, QTreeWidgetItem, QWidget

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))

WIDEST = 320  # pixels of a column
POSITION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Violation:
    """An intervention, the rule it violates, what that means, what to do, and whether a cut may help."""

    name: str
    rule: str
    message: str
    hint: str
    cuts: bool


class SaveQuestion(QDialog, FORM):
    """Stands beside the map and blocks nothing; gone when it is closed or nothing is left in it.

    Parameters
    ----------
    violations : sequence of Violation
    doubts : str
        What could not be looked at.
    """

    waive_wanted = pyqtSignal(list, str)  # positions of the violations; the reason
    cut_wanted = pyqtSignal(list)
    edit_wanted = pyqtSignal(list)
    place_wanted = pyqtSignal(int)
    help_wanted = pyqtSignal()

    def __init__(
        self, violations: Sequence[Violation], doubts: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._violations = list(violations)
        self.doubts.setText(doubts)
        self.doubts.setVisible(bool(doubts))
        for position, violation in enumerate(violations):
            self._add(position, violation)
        for column in range(3):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, min(self.list.columnWidth(column), WIDEST))
        self.list.itemChanged.connect(lambda item: self._tell())
        self.list.itemActivated.connect(lambda item: self.place_wanted.emit(item.data(0, POSITION)))
        self.reason.textChanged.connect(lambda text: self._tell())
        self.waive.clicked.connect(lambda: self.waive_wanted.emit(self.ticked(), self._why()))
        self.cut.clicked.connect(lambda: self.cut_wanted.emit(self._to_cut()))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(self.ticked()))
        self.help.clicked.connect(lambda: self.help_wanted.emit())
        self.leave.clicked.connect(self.close)
        self._tell()

    def left(self) -> list[int]:
        """Return the positions of the violations nothing was done about yet."""
        return [item.data(0, POSITION) for item in self._items()]

    def ticked(self) -> list[int]:
        """Return the positions of those that are ticked."""
        checked = Qt.CheckState.Checked
        return [item.data(0, POSITION) for item in self._items() if item.checkState(0) == checked]

    def take_away(self, positions: Sequence[int]) -> None:
        """Take off the list what was done; the window closes behind the last."""
        for item in self._items():
            if item.data(0, POSITION) in positions:
                self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(item))
        if self.left():
            self._tell()
        else:
            self.close()

    def _items(self) -> list[QTreeWidgetItem]:
        return [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]

    def _add(self, position: int, violation: Violation) -> None:
        texts = [violation.name, f"✖ {violation.rule}", violation.message, violation.hint]
        item = QTreeWidgetItem(self.list, texts)
        item.setData(0, POSITION, position)
        item.setCheckState(0, Qt.CheckState.Checked)
        for column, text in enumerate(texts):
            item.setToolTip(column, text)

    def _why(self) -> str:
        return self.reason.text().strip()

    def _to_cut(self) -> list[int]:
        return [position for position in self.ticked() if self._violations[position].cuts]

    def _tell(self) -> None:
        """Say how many are ticked, and of each button why it cannot be pressed."""
        ticked = self.ticked()
        text = QCoreApplication.translate(
            "EcoLedger",
            "Saved. New violations of the plan's rules: {count}. What is left undone stays an open finding.",
        )
        self.about.setText(text.format(count=len(self.left())))
        none = "" if ticked else QCoreApplication.translate("EcoLedger", "Tick a violation first")
        no_reason = QCoreApplication.translate("EcoLedger", "Write the reason first")
        no_cut = QCoreApplication.translate("EcoLedger", "No cut helps those that are ticked")
        _allow(self.edit, none)
        _allow(self.waive, none or ("" if self._why() else no_reason))
        _allow(self.cut, none or ("" if self._to_cut() else no_cut))


def _allow(button: QPushButton, why_not: str) -> None:
    button.setEnabled(not why_not)
    button.setToolTip(why_not)
