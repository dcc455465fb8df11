"""The list of an import: files, and under each its items with their figures."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.PyQt.QtCore import (
    QCoreApplication,
    QItemSelectionModel,
    QObject,
    QSignalBlocker,
    Qt,
    pyqtSignal,
)
from qgis.PyQt.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator

from .import_views import FileView, ImportView, ItemView, Key

NAME, BECOMES, TARGET, NOTE, AREA, ERROR, LENGTH, GAP, POINTS, REMOVED, START, END = range(12)
NUMBERS = (LENGTH, AREA, ERROR, GAP, POINTS, REMOVED)
KEY = Qt.ItemDataRole.UserRole
WIDEST = 320  # px: a longer name or note is told in full by its tooltip

Place = tuple[int, "int | None"]  # a file and the position of an item in it; of the file itself None


class ImportList(QObject):
    """Fills the tree; says what is ticked and that another row is chosen."""

    ticked = pyqtSignal(list, bool)  # keys of items
    selection_changed = pyqtSignal()
    _told = pyqtSignal(list, bool)

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree, self._view = tree, ImportView()
        tree.setHeaderLabels(_headings())
        tree.itemSelectionChanged.connect(self.selection_changed)
        tree.itemChanged.connect(self._checked)
        self._told.connect(self.ticked, Qt.ConnectionType.QueuedConnection)

    def show_view(self, view: ImportView) -> None:
        """Show other files or items; what was chosen stays chosen where it still is."""
        known = {file.key for file in self._view.files}
        chosen, folded = set(self.selected()), self._folded()
        self._view = view
        with QSignalBlocker(self._tree):
            self._tree.clear()
            for file in view.files:
                self._add_file(file, chosen or {(view.files[0].key, None)}, file.key not in folded)
            for column in range(self._tree.columnCount()):
                self._tree.resizeColumnToContents(column)
                self._tree.setColumnWidth(column, min(self._tree.columnWidth(column), WIDEST))
        new = next((file.key for file in view.files if file.key not in known), None)
        if new is not None:
            # said outright: with Ctrl held down Qt would make it current and leave it unselected
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._tree.setCurrentItem(self._row((new, None)), NAME, only)

    def selected(self) -> list[Place]:
        """Return which rows are chosen."""
        return [item.data(NAME, KEY) for item in self._tree.selectedItems()]

    def chosen_items(self) -> list[Key]:
        """Return the keys of the chosen items; of a chosen file all of its own."""
        files = {file.key: file for file in self._view.files}
        keys: dict[Key, None] = {}
        for file, position in self.selected():
            own = [item.key for item in files[file].items] if position is None else [(file, position)]
            keys |= dict.fromkeys(own)
        return list(keys)

    def chosen_files(self) -> list[int]:
        """Return the keys of the files that are chosen, or of which something is."""
        return list(dict.fromkeys(file for file, _ in self.selected()))

    def _add_file(self, file: FileView, chosen: set, expanded: bool) -> None:
        top = QTreeWidgetItem(self._tree, [file.name])
        top.setData(NAME, KEY, (file.key, None))
        top.setText(NOTE, file.note)
        top.setToolTip(NOTE, file.note)
        top.setToolTip(NAME, file.name)
        top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        top.addChildren([_item_row(item) for item in file.items])
        top.setExpanded(expanded)
        for place in (top, *(top.child(i) for i in range(top.childCount()))):
            place.setSelected(place.data(NAME, KEY) in chosen)

    def _rows(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self._tree)
        while walk.value():
            yield walk.value()
            walk += 1

    def _row(self, place: Place) -> QTreeWidgetItem:
        return next(row for row in self._rows() if row.data(NAME, KEY) == place)

    def _folded(self) -> set[int]:
        tops = (self._tree.topLevelItem(i) for i in range(self._tree.topLevelItemCount()))
        return {top.data(NAME, KEY)[0] for top in tops if not top.isExpanded()}

    def _checked(self, row: QTreeWidgetItem, column: int) -> None:
        """Tell of ticks once Qt is done with the row: a file's is its items'."""
        if column != NAME or row.checkState(NAME) == Qt.CheckState.PartiallyChecked:
            return
        file, position = row.data(NAME, KEY)
        wanted = row.checkState(NAME) == Qt.CheckState.Checked
        view = next(each for each in self._view.files if each.key == file)
        own = [each for each in view.items if position is None or each.key[1] == position]
        changed = [each.key for each in own if each.taken != wanted]
        if changed:
            self._told.emit(changed, wanted)


def _item_row(item: ItemView) -> QTreeWidgetItem:
    numbers = {
        LENGTH: (item.length, 1),
        AREA: (item.area, 2),
        ERROR: (item.error, 2),
        GAP: (item.gap, 1),
        POINTS: (item.points, 0),
        REMOVED: (item.removed, 0),
    }
    words = {NAME: item.name, BECOMES: item.becomes_word, TARGET: item.target_word}
    words |= {START: item.start, END: item.end, NOTE: item.note}
    words |= {c: "" if value is None else f"{value:,.{places}f}" for c, (value, places) in numbers.items()}
    row = QTreeWidgetItem([words[column] for column in range(12)])
    row.setData(NAME, KEY, item.key)
    row.setCheckState(NAME, Qt.CheckState.Checked if item.taken else Qt.CheckState.Unchecked)
    for column in (NAME, TARGET, NOTE):
        row.setToolTip(column, words[column])
    for column in NUMBERS:
        row.setTextAlignment(column, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter))
    return row


def _headings() -> list[str]:
    return [
        QCoreApplication.translate("EcoLedger", "File, item"),
        QCoreApplication.translate("EcoLedger", "Becomes"),
        QCoreApplication.translate("EcoLedger", "Target"),
        QCoreApplication.translate("EcoLedger", "To be known"),
        QCoreApplication.translate("EcoLedger", "Area (mu)"),
        QCoreApplication.translate("EcoLedger", "± (mu)"),
        QCoreApplication.translate("EcoLedger", "Length (m)"),
        QCoreApplication.translate("EcoLedger", "Closing gap (m)"),
        QCoreApplication.translate("EcoLedger", "Points"),
        QCoreApplication.translate("EcoLedger", "Removed"),
        QCoreApplication.translate("EcoLedger", "Walked from"),
        QCoreApplication.translate("EcoLedger", "until"),
    ]
