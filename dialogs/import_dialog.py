"""Field data on their way into the ledger: files and their items, what each becomes, where it would lie.

A window beside the map: nothing is written before Import is pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.gui import QgsProjectionSelectionDialog
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, pyqtSignal
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QWidget

from .buttons import label_buttons
from .import_list import ImportList
from .import_views import Choices, EncodingView, FileView, GuessView, ImportView, ItemView, Key
from .item_form import ItemForm, asked
from .mapping_table import MappingTable
from .reading_list import ReadingList
from .removed_list import prepare, show_removed

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))


class ImportDialog(QDialog, FORM):
    """Shows an `ImportView`; says what the user wants of it."""

    files_given = pyqtSignal(list)  # paths
    files_removed = pyqtSignal(list)  # keys of files
    taken_changed = pyqtSignal(list, bool)  # keys of items
    choice_changed = pyqtSignal(list, str, object)  # keys of items, field, value
    guess_chosen = pyqtSignal(list, str)  # files, reading
    system_given = pyqtSignal(list, str)  # files, CRS
    order_changed = pyqtSignal(list, bool)  # files, whether the northing comes first
    parameters_given = pyqtSignal(int, str)
    encoding_chosen = pyqtSignal(list, str)  # files, encoding
    column_changed = pyqtSignal(int, str, str, str)  # file, foreign, field, unit
    selection_changed = pyqtSignal()
    zoom_wanted = pyqtSignal()
    import_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()
    help_wanted = pyqtSignal()

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._view, self._busy = ImportView(), ""
        self._list = ImportList(self.tree)
        self._form = ItemForm(self, choices)
        self._guesses = ReadingList(self.guesses, _guess_headings())
        self._encodings = ReadingList(self.encodings, _encoding_headings())
        self._mapping = MappingTable(self.columns, choices.fields, choices.units)
        prepare(self.removed)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        label_buttons(self.buttons)
        self._import = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._import.setText(QCoreApplication.translate("EcoLedger", "&Import"))
        self._connect()
        self.set_busy("")
        self.show_view(self._view)

    def _connect(self) -> None:
        self.add_files.clicked.connect(self._choose_files)
        self.add_folder.clicked.connect(self._choose_folder)
        self.remove.clicked.connect(lambda: self.files_removed.emit(self.chosen_files()))
        self.zoom.clicked.connect(self.zoom_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self._list.selection_changed.connect(self._selected)
        self._list.ticked.connect(self.taken_changed)
        self._form.chosen.connect(self._chose)
        self._guesses.pressed.connect(self._choose_guess)
        self._encodings.pressed.connect(self._choose_encoding)
        self.other_system.clicked.connect(self._choose_system)
        self.swapped.clicked.connect(lambda on: self.order_changed.emit(self.chosen_files(), on))
        self.parameters.editingFinished.connect(self._parameters_given)
        self._mapping.changed.connect(lambda *column: self.column_changed.emit(self._file().key, *column))
        self.buttons.accepted.connect(self.import_wanted)
        self.buttons.rejected.connect(self.reject)
        self.buttons.helpRequested.connect(self.help_wanted)

    # What it is shown

    def show_view(self, view: ImportView) -> None:
        """Show other files or items; what was chosen stays chosen where it still is."""
        self._view = view
        self._list.show_view(view)
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
        return self._list.chosen_items()

    def chosen_files(self) -> list[int]:
        """Return the keys of the files that are chosen, or of which something is."""
        return self._list.chosen_files()

    def leave(self) -> None:
        """Close the window: what it was for is gone."""
        self.reject()

    def _judge(self) -> None:
        reason = self._busy or self._view.why_not
        self._import.setEnabled(not reason)
        self._import.setToolTip(reason)
        self.summary.setText(self._busy or "\n".join(filter(None, (self._view.summary, self._view.why_not))))
        none = QCoreApplication.translate("EcoLedger", "Choose a file or an item in the list first")
        for button in (self.remove, self.zoom):
            button.setEnabled(bool(self._list.selected()))
            button.setToolTip("" if button.isEnabled() else none)

    def _file(self) -> FileView | None:
        keys = self.chosen_files()
        return next((file for file in self._view.files if keys and file.key == keys[0]), None)

    def _items(self) -> list[ItemView]:
        return self._view.items(self.chosen_items())

    def _selected(self) -> None:
        """Show below what is chosen above."""
        items, file = self._items(), self._file()
        self.items_tab.setEnabled(bool(items))
        if items:
            self._form.show_items(items)
        self._show_removed(items)
        self._show_guesses(file)
        self._show_encodings(file)
        self._mapping.show_columns(file.columns if file else ())
        no_columns = QCoreApplication.translate("EcoLedger", "Only layers of parcels have columns")
        self._enable(self.columns_tab, "" if file and file.columns else no_columns)
        self._show_findings(file)
        self._judge()
        self.selection_changed.emit()

    def _show_removed(self, items: Sequence[ItemView]) -> None:
        count = show_removed(self.removed, items)
        title = QCoreApplication.translate("EcoLedger", "Remo&ved points ({count})")
        self._title(self.removed_tab, title.format(count=f"{count:,}"))
        none = QCoreApplication.translate("EcoLedger", "Nothing was taken out of what is chosen")
        self._enable(self.removed_tab, "" if count else none)

    def _show_guesses(self, file: FileView | None) -> None:
        guesses, guess = (file.guesses, file.guess) if file else ((), "")
        self._guesses.show_rows([_guess_row(each) for each in guesses], guess)
        needs = any(each.needs_parameters and each.id == guess for each in guesses)
        self.parameters.setVisible(needs)
        self.parameters_label.setVisible(needs)
        self.other_system.setEnabled(file is not None)
        self.swapped.setEnabled(bool(guesses))
        with QSignalBlocker(self.swapped):
            self.swapped.setChecked(bool(file and file.swapped))

    def _show_encodings(self, file: FileView | None) -> None:
        encodings, encoding = (file.encodings, file.encoding) if file else ((), "")
        self._encodings.show_rows([_encoding_row(each) for each in encodings], encoding)
        none = QCoreApplication.translate("EcoLedger", "Choose a file or an item in the list first")
        self._enable(self.text_tab, file.no_encodings if file else none)

    def _show_findings(self, file: FileView | None) -> None:
        self.findings.clear()
        self.findings.addItems([*self._view.faults, *(file.findings if file else ())])
        title = QCoreApplication.translate("EcoLedger", "&Findings ({count})")
        self._title(self.findings_tab, title.format(count=f"{self.findings.count():,}"))

    def _title(self, tab: QWidget, text: str) -> None:
        self.tabs.setTabText(self.tabs.indexOf(tab), text)

    def _enable(self, tab: QWidget, why_not: str) -> None:
        index = self.tabs.indexOf(tab)
        self.tabs.setTabEnabled(index, not why_not)
        self.tabs.setTabToolTip(index, why_not)

    # What the user does

    def _chose(self, name: str, value: Any) -> None:
        keys = [item.key for item in asked(self._items(), name)]
        if keys:
            self.choice_changed.emit(keys, name, value)

    def _choose_guess(self, id: str) -> None:
        """Tell of a reading, for all chosen files that have it."""
        own = {file.key: {guess.id for guess in file.guesses} for file in self._view.files}
        current = {file.key: file.guess for file in self._view.files}
        keys = [key for key in self.chosen_files() if id in own[key] and current[key] != id]
        if keys:
            self.guess_chosen.emit(keys, id)

    def _choose_encoding(self, id: str) -> None:
        """Tell of an encoding, for all chosen files whose text may be in it."""
        chosen = [file for file in self._view.files if file.key in self.chosen_files()]
        keys = [f.key for f in chosen if f.encoding != id and id in {each.id for each in f.encodings}]
        if keys:
            self.encoding_chosen.emit(keys, id)

    def _choose_system(self) -> None:
        asking = QgsProjectionSelectionDialog(self)
        asking.setWindowTitle(QCoreApplication.translate("EcoLedger", "System of the coordinates"))
        if asking.exec() and asking.crs().isValid():
            crs = asking.crs()
            self.system_given.emit(self.chosen_files(), crs.authid() or crs.toWkt())

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


def _guess_row(guess: GuessView) -> tuple[str, Sequence[str], str]:
    score = "–" if guess.percent is None else f"{guess.percent} %"
    texts = (guess.name, score, guess.line, " · ".join(guess.reasons))
    return guess.id, texts, "\n".join(guess.reasons)


def _encoding_row(encoding: EncodingView) -> tuple[str, Sequence[str], str]:
    texts = (encoding.name, f"{encoding.percent} %", encoding.sample, encoding.reason)
    return encoding.id, texts, encoding.reason


def _guess_headings() -> list[str]:
    return [
        QCoreApplication.translate("EcoLedger", "Reading"),
        QCoreApplication.translate("EcoLedger", "Score"),
        QCoreApplication.translate("EcoLedger", "Line on the map"),
        QCoreApplication.translate("EcoLedger", "Reasons"),
    ]


def _encoding_headings() -> list[str]:
    return [
        QCoreApplication.translate("EcoLedger", "Encoding"),
        QCoreApplication.translate("EcoLedger", "Score"),
        QCoreApplication.translate("EcoLedger", "Sample of the text"),
        QCoreApplication.translate("EcoLedger", "Reasons"),
    ]
