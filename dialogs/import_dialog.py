"""Field data on their way into the ledger: files and their items, what each becomes, where it would lie.

A window beside the map: nothing is written before Import is pressed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, QItemSelectionModel, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from .buttons import label_buttons
from .import_views import Choices, FileView, ImportView, ItemView, Key
from .mapping_table import MappingTable

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))
NAME, BECOMES, TARGET, NOTE, AREA, ERROR, LENGTH, GAP, POINTS, REMOVED, START, END = range(12)
NUMBERS = (LENGTH, AREA, ERROR, GAP, POINTS, REMOVED)
KEY = Qt.ItemDataRole.UserRole
WIDEST = 320  # px: a longer name or note is told in full by its tooltip


class ImportDialog(QDialog, FORM):
    """Shows an `ImportView`; says what the user wants of it.

    Parameters
    ----------
    choices : Choices
    becomes : sequence of (key, name)
        What an item may become.
    """

    files_given = pyqtSignal(list)  # paths
    files_removed = pyqtSignal(list)  # keys of files
    taken_changed = pyqtSignal(list, bool)  # keys of items
    _ticked = pyqtSignal(list, bool)
    choice_changed = pyqtSignal(list, str, object)  # keys of items, field, value
    guess_chosen = pyqtSignal(list, str)  # files, reading
    _pressed = pyqtSignal(str)
    parameters_given = pyqtSignal(int, str)
    column_changed = pyqtSignal(int, str, str, str)  # file, foreign, field, unit
    selection_changed = pyqtSignal()
    zoom_wanted = pyqtSignal()
    import_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()
    help_wanted = pyqtSignal()

    def __init__(
        self, choices: Choices, becomes: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._view = ImportView()
        self._boxes: dict[str, QComboBox] = {
            "target": self.target,
            "measure": self.measure,
            "status": self.status,
            "township": self.township,
            "becomes": self.becomes,
        }
        self._fill_boxes(choices, becomes)
        self._mapping = MappingTable(self.columns, choices.fields, choices.units)
        self.tree.setHeaderLabels(_headings())
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.guesses.setHeaderLabels(_guess_headings())
        label_buttons(self.buttons)
        self._import = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._import.setText(QCoreApplication.translate("EcoLedger", "&Import"))
        self._connect()
        self.set_busy("")
        self.show_view(self._view)

    def _fill_boxes(self, choices: Choices, becomes: Sequence[tuple[str, str]]) -> None:
        none = ("", QCoreApplication.translate("EcoLedger", "(none)"))
        by_place = ("", QCoreApplication.translate("EcoLedger", "(by place)"))
        for box, entries in (
            (self.target, [none, *choices.targets]),
            (self.measure, [none, *choices.measures]),
            (self.status, choices.statuses),
            (self.township, [by_place, *choices.townships]),
            (self.becomes, becomes),
        ):
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            for key, name in entries:
                box.addItem(name, key)
        self.year.setSpecialValueText(QCoreApplication.translate("EcoLedger", "(none)"))

    def _connect(self) -> None:
        self.add_files.clicked.connect(self._choose_files)
        self.add_folder.clicked.connect(self._choose_folder)
        self.remove.clicked.connect(lambda: self.files_removed.emit(self.chosen_files()))
        self.zoom.clicked.connect(self.zoom_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.tree.itemSelectionChanged.connect(self._selected)
        self.tree.itemChanged.connect(self._checked)
        self._ticked.connect(self.taken_changed, Qt.ConnectionType.QueuedConnection)
        for name, box in self._boxes.items():
            box.activated.connect(lambda i, name=name, box=box: self._chose(name, box.itemData(i)))
        self.year.valueChanged.connect(
            lambda year: self._chose("year", 0 if year == self.year.minimum() else year)
        )
        self.guesses.itemClicked.connect(self._guess_pressed)
        self.guesses.itemActivated.connect(self._guess_pressed)
        self._pressed.connect(self._choose_guess, Qt.ConnectionType.QueuedConnection)
        self.parameters.editingFinished.connect(self._parameters_given)
        self._mapping.changed.connect(lambda *column: self.column_changed.emit(self._file().key, *column))
        self.buttons.accepted.connect(self.import_wanted)
        self.buttons.rejected.connect(self.reject)
        self.buttons.helpRequested.connect(self.help_wanted)

    # What it is shown

    def show_view(self, view: ImportView) -> None:
        """Show other files or items; what was chosen stays chosen where it still is."""
        known = {file.key for file in self._view.files}
        chosen, folded = set(self._selected_keys()), self._folded()
        self._view = view
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for file in view.files:
                self._add_file(file, chosen or {(view.files[0].key, None)}, file.key not in folded)
            for column in range(self.tree.columnCount()):
                self.tree.resizeColumnToContents(column)
                self.tree.setColumnWidth(column, min(self.tree.columnWidth(column), WIDEST))
        new = next((file.key for file in view.files if file.key not in known), None)
        if new is not None:
            # said outright: with Ctrl held down Qt would make it current and leave it unselected
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.tree.setCurrentItem(self._tree_item((new, None)), NAME, only)
        self._judge()
        self._selected()

    def set_busy(self, text: str, share: float = 0.0) -> None:
        """Say what goes on in the background; nothing where `text` is empty."""
        self.progress.setVisible(bool(text))
        self.cancel.setVisible(bool(text))
        self.progress.setValue(round(100 * share))
        self._busy = text
        self._judge()

    def chosen_items(self) -> list[Key]:
        """Return the keys of the chosen items; of a chosen file all of its own."""
        files = {file.key: file for file in self._view.files}
        keys: dict[Key, None] = {}
        for file, position in self._selected_keys():
            own = [item.key for item in files[file].items] if position is None else [(file, position)]
            keys |= dict.fromkeys(own)
        return list(keys)

    def chosen_files(self) -> list[int]:
        """Return the keys of the files that are chosen, or of which something is."""
        return list(dict.fromkeys(file for file, _ in self._selected_keys()))

    def leave(self) -> None:
        """Close the window: what it was for is gone."""
        self.reject()

    def _add_file(self, file: FileView, chosen: set, expanded: bool) -> None:
        top = QTreeWidgetItem(self.tree, [file.name])
        top.setData(NAME, KEY, (file.key, None))
        top.setText(NOTE, file.note)
        top.setToolTip(NOTE, file.note)
        top.setToolTip(NAME, file.name)
        top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        top.addChildren([_row(item) for item in file.items])
        top.setExpanded(expanded)
        for place in (top, *(top.child(i) for i in range(top.childCount()))):
            place.setSelected(place.data(NAME, KEY) in chosen)

    def _judge(self) -> None:
        reason = self._busy or self._view.why_not
        self._import.setEnabled(not reason)
        self._import.setToolTip(reason)
        self.summary.setText(self._busy or "\n".join(filter(None, (self._view.summary, self._view.why_not))))
        none = QCoreApplication.translate("EcoLedger", "Choose a file or an item in the list first")
        for button in (self.remove, self.zoom):
            button.setEnabled(bool(self._selected_keys()))
            button.setToolTip("" if button.isEnabled() else none)

    # What was chosen

    def _tree_items(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self.tree)
        while walk.value():
            yield walk.value()
            walk += 1

    def _tree_item(self, key: tuple[int, int | None]) -> QTreeWidgetItem:
        return next(item for item in self._tree_items() if item.data(NAME, KEY) == key)

    def _selected_keys(self) -> list[tuple[int, int | None]]:
        return [item.data(NAME, KEY) for item in self.tree.selectedItems()]

    def _folded(self) -> set[int]:
        tops = (self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount()))
        return {top.data(NAME, KEY)[0] for top in tops if not top.isExpanded()}

    def _file(self) -> FileView | None:
        keys = self.chosen_files()
        return next((file for file in self._view.files if keys and file.key == keys[0]), None)

    def _selected(self) -> None:
        """Show below what is chosen above."""
        items = self.chosen_items()
        first = next((i for f in self._view.files for i in f.items if items and i.key == items[0]), None)
        self.items_tab.setEnabled(first is not None)
        if first is not None:
            self._show_item(first, len(items))
        self._show_file(self._file())
        self._judge()
        self.selection_changed.emit()

    def _show_item(self, item: ItemView, count: int) -> None:
        self.chosen.setText(
            QCoreApplication.translate("EcoLedger", "Chosen: {name}").format(name=item.name)
            if count == 1
            else QCoreApplication.translate(
                "EcoLedger", "Items chosen: {count}; what is set here is set for all of them."
            ).format(count=count)
        )
        for name, box in self._boxes.items():
            box.setCurrentIndex(max(box.findData(getattr(item, name)), 0))
        with QSignalBlocker(self.year):
            self.year.setValue(item.year or self.year.minimum())
        place = QCoreApplication.translate("EcoLedger", "(by place: {name})").format(name=item.place or "–")
        self.township.setItemText(0, place)

    def _show_file(self, file: FileView | None) -> None:
        guesses = file.guesses if file else ()
        self.guesses.clear()
        for guess in guesses:
            reasons = " · ".join(guess.reasons)
            name = f"✓ {guess.name}" if guess.id == file.guess else guess.name
            row = QTreeWidgetItem(self.guesses, [name, f"{guess.percent} %", guess.line, reasons])
            row.setData(0, KEY, guess.id)
            row.setToolTip(3, "\n".join(guess.reasons))
        for column in range(3):
            self.guesses.resizeColumnToContents(column)
        needs = any(guess.needs_parameters and guess.id == file.guess for guess in guesses)
        self.parameters.setVisible(needs)
        self.parameters_label.setVisible(needs)
        self._mapping.show_columns(file.columns if file else ())
        self.tabs.setTabEnabled(self.tabs.indexOf(self.columns_tab), bool(file and file.columns))
        self.findings.clear()
        self.findings.addItems([*self._view.faults, *(file.findings if file else ())])
        title = QCoreApplication.translate("EcoLedger", "&Findings ({count})")
        self.tabs.setTabText(
            self.tabs.indexOf(self.findings_tab), title.format(count=f"{self.findings.count():,}")
        )

    # What the user does

    def _chose(self, name: str, value: Any) -> None:
        keys = self.chosen_items()
        if keys:
            self.choice_changed.emit(keys, name, value)

    def _checked(self, item: QTreeWidgetItem, column: int) -> None:
        """Tell of ticks once Qt is done with the row: a file's is its items'."""
        if column != NAME or item.checkState(NAME) == Qt.CheckState.PartiallyChecked:
            return
        file, position = item.data(NAME, KEY)
        wanted = item.checkState(NAME) == Qt.CheckState.Checked
        view = next(each for each in self._view.files if each.key == file)
        own = [each for each in view.items if position is None or each.key[1] == position]
        changed = [each.key for each in own if each.taken != wanted]
        if changed:
            self._ticked.emit(changed, wanted)

    def _guess_pressed(self, row: QTreeWidgetItem) -> None:
        """Tell of a reading once Qt is done with its row: what is told makes the rows anew.

        One press may be both a click and an activation.
        """
        self._pressed.emit(row.data(0, KEY))

    def _choose_guess(self, id: str) -> None:
        """Tell of a reading, for all chosen files that have it."""
        own = {file.key: {guess.id for guess in file.guesses} for file in self._view.files}
        current = {file.key: file.guess for file in self._view.files}
        keys = [key for key in self.chosen_files() if id in own[key] and current[key] != id]
        if keys:
            self.guess_chosen.emit(keys, id)

    def _parameters_given(self) -> None:
        text = self.parameters.text().strip()
        if text and self._file() is not None:
            self.parameters_given.emit(self._file().key, text)

    def _choose_files(self) -> None:
        title = QCoreApplication.translate("EcoLedger", "Files from the field")
        files, _ = QFileDialog.getOpenFileNames(self, title)
        if files:
            self.files_given.emit(files)

    def _choose_folder(self) -> None:
        title = QCoreApplication.translate("EcoLedger", "Folder from the field")
        folder = QFileDialog.getExistingDirectory(self, title)
        if folder:
            self.files_given.emit([folder])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell which files and folders were dropped."""
        event.acceptProposedAction()
        self.files_given.emit([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])


def _row(item: ItemView) -> QTreeWidgetItem:
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


def _guess_headings() -> list[str]:
    return [
        QCoreApplication.translate("EcoLedger", "Reading"),
        QCoreApplication.translate("EcoLedger", "Score"),
        QCoreApplication.translate("EcoLedger", "Line on the map"),
        QCoreApplication.translate("EcoLedger", "Reasons"),
    ]
