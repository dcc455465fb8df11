"""Rows of text that are typed into, with what is wrong at its cell: targets and projects of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget


@dataclass(frozen=True)
class Column:
    """A column of the table.

    Parameters
    ----------
    name, title : str
        Its key in the rows, and what stands over it.
    choices : tuple of (value, label)
        What may be chosen; none: free text.
    fixed : str
        Why it cannot be typed into; empty where it can.
    fixed_when_saved : str
        The same, for rows that are saved already.
    number : bool
        Whether it stands at the right.
    """

    name: str
    title: str
    choices: tuple[tuple[str, str], ...] = ()
    fixed: str = ""
    fixed_when_saved: str = ""
    number: bool = False


@dataclass(frozen=True)
class Mark:
    """What is wrong at a cell, in the user's language; `grave` stops the saving."""

    text: str
    grave: bool


Marks = Mapping[tuple[int, str], Sequence[Mark]]  # by line (from 0) and column; "" is the whole row


class RowsModel(QAbstractTableModel):
    """Shows rows; what the user types is told by `edited` and shown when the rows are given anew."""

    edited = pyqtSignal(int, str, str)  # line, column, text

    def __init__(self, icons: tuple[QIcon, QIcon], saved: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons, self._saved = icons, saved
        self._columns: Sequence[Column] = ()
        self._rows: Sequence[Mapping[str, str]] = ()
        self._marks: Marks = {}

    @property
    def columns(self) -> Sequence[Column]:
        """The columns, in their order."""
        return self._columns

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Mapping[str, str]], marks: Marks) -> None:
        """Show other rows, and what is wrong with them."""
        same = (len(rows), len(columns)) == (len(self._rows), len(self._columns))
        if not same:
            self.beginResetModel()
        self._columns, self._rows, self._marks = columns, rows, marks
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(len(rows) - 1, 0))

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        """Return the number of rows."""
        return 0 if parent and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent and parent.isValid() else len(self._columns)

    def index_of(self, line: int, column: str) -> QModelIndex:
        """Return a cell; the first of its row where there is no such column."""
        names = [c.name for c in self._columns]
        return self.index(line, names.index(column) if column in names else 0)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Let only what is not fixed be typed into."""
        flags = super().flags(index)
        return flags if self._reason(index) else flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Tell what was typed, where it is something else than what stands there."""
        column = self._columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or value == self._text(index):
            return False
        self.edited.emit(index.row(), column.name, str(value or ""))
        return True

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        column, text = self._columns[index.column()], self._text(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return dict(column.choices).get(text, text)
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        marks = self._marks.get((index.row(), column.name), ())
        if role == Qt.ItemDataRole.DecorationRole and marks:
            return self._icons[any(mark.grave for mark in marks)]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(mark.text for mark in marks) or self._reason(index) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: N802
        """Return the titles; beside a row its number, and what is wrong with the row as a whole."""
        if orientation == Qt.Orientation.Horizontal:
            return self._columns[section].title if role == Qt.ItemDataRole.DisplayRole else None
        marks = self._marks.get((section, ""), ())
        if role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        if role == Qt.ItemDataRole.DecorationRole and marks:
            return self._icons[any(mark.grave for mark in marks)]
        return (
            "\n".join(mark.text for mark in marks) if role == Qt.ItemDataRole.ToolTipRole and marks else None
        )

    def _text(self, index: QModelIndex) -> str:
        return self._rows[index.row()].get(self._columns[index.column()].name, "")

    def _reason(self, index: QModelIndex) -> str:
        column = self._columns[index.column()]
        return column.fixed or (column.fixed_when_saved if self._rows[index.row()].get(self._saved) else "")


class ChoiceDelegate(QStyledItemDelegate):
    """Offers a list where a column has choices; a value outside of it stays choosable."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:  # noqa: N802
        """Return a list, or the usual line."""
        choices = index.model().columns[index.column()].choices
        if not choices:
            return super().createEditor(parent, option, index)
        editor = QComboBox(parent)
        for value, label in choices:
            editor.addItem(label, value)
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:  # noqa: N802
        """Choose what stands in the cell."""
        if not isinstance(editor, QComboBox):
            super().setEditorData(editor, index)
            return
        value = index.data(Qt.ItemDataRole.EditRole)
        if editor.findData(value) < 0:
            editor.insertItem(0, value, value)
        editor.setCurrentIndex(editor.findData(value))

    def setModelData(self, editor: QWidget, model: QAbstractTableModel, index: QModelIndex) -> None:  # noqa: N802
        """Take what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)
