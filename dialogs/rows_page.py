"""A page of rows that are typed into: the targets or the projects of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QTableView, QWidget

from .reasons import allow
from .rows_model import ChoiceDelegate, Column, Marks, RowsModel

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))
NARROWEST, WIDEST = 64, 240  # pixels of a column


class RowsPage(QWidget, FORM):
    """A table, with buttons for a further row and for the removal of one.

    Parameters
    ----------
    icons : (QIcon, QIcon)
        What asks for a look, and what stops the saving.
    saved : str
        The key of a row that is filled where it is saved already.
    nothing : str
        What is said where there is no row.
    """

    edited = pyqtSignal(int, str, str)  # line, column, text
    row_added = pyqtSignal()
    row_removed = pyqtSignal(int)

    def __init__(
        self, icons: tuple[QIcon, QIcon], saved: str, nothing: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._kept: Mapping[int, str] = {}
        self._model = RowsModel(icons, saved, self)
        self.table.setModel(self._model)
        self.table.setItemDelegate(ChoiceDelegate(self.table))
        self.nothing.setText(nothing)
        self._model.edited.connect(self._tell)
        self.table.selectionModel().currentChanged.connect(lambda new, old: self._judge_removal())
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(lambda: self.row_removed.emit(self.table.currentIndex().row()))

    def show_rows(
        self,
        columns: Sequence[Column],
        rows: Sequence[Mapping[str, str]],
        marks: Marks,
        kept: Mapping[int, str],
    ) -> None:
        """Show other rows and what is wrong with them; `kept` says by line why a row cannot go."""
        self._kept = kept
        others = len(columns) != self._model.columnCount()
        self._model.show_rows(columns, rows, marks)
        if others:
            _widen(self.table)
        self.nothing.setVisible(not rows)
        self._judge_removal()

    def go_to(self, line: int, column: str) -> None:
        """Bring a cell to the front."""
        index = self._model.index_of(line, column)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)
        self.table.setFocus()

    def _tell(self, line: int, column: str, text: str) -> None:
        self.edited.emit(line, column, text)
        at = self._model.index_of(line, column).column()
        self.table.setColumnWidth(at, max(self.table.columnWidth(at), _width(self.table, at)))

    def _add(self) -> None:
        self.row_added.emit()
        self.go_to(self._model.rowCount() - 1, "")

    def _judge_removal(self) -> None:
        row = self.table.currentIndex().row()
        none = QCoreApplication.translate("EcoLedger", "Choose a row first")
        allow(self.remove, self._kept.get(row, "") if row >= 0 else none)


def _widen(table: QTableView) -> None:
    for column in range(table.model().columnCount()):
        table.setColumnWidth(column, _width(table, column))


def _width(table: QTableView, column: int) -> int:
    """Return the room a column's title and cells ask for, within bounds."""
    asked = max(table.sizeHintForColumn(column), table.horizontalHeader().sectionSizeHint(column))
    return max(NARROWEST, min(asked + 8, WIDEST))
