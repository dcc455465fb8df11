"""The plan and its quotas in a window: what is typed is told by signals, what came of it is shown.

The window reads nothing and computes nothing: it is given what to show after every change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, QModelIndex, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QListWidgetItem,
    QMenu,
    QMessageBox,
    QPushButton,
    QShortcut,
    QStyle,
    QTableView,
    QTreeWidgetItem,
    QWidget,
)

from .plan_views import PlanView, Revision, RuleView, Trouble
from .quota_model import GridView, QuotaModel
from .rows_model import ChoiceDelegate, Mark, RowsModel

if TYPE_CHECKING:
    from ..core.plan.quota_grid import Place

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))
TABLES = ("targets", "projects")
PLACE = Qt.ItemDataRole.UserRole


class PlanDialog(QDialog, FORM):
    """A window on a plan that is being edited.

    Parameters
    ----------
    saved : str
        The key of a row that is filled where it is saved already.
    years : (int, int)
        The first and the last year to show at first.
    """

    quotas_edited = pyqtSignal(object)  # {place: text}
    pasted = pyqtSignal(str, object)  # text, place
    row_edited = pyqtSignal(str, int, str, str)  # table, line, column, text
    row_added = pyqtSignal(str)
    row_removed = pyqtSignal(str, int)
    grid_wanted = pyqtSignal()
    log_wanted = pyqtSignal(object)  # place
    proposal_wanted = pyqtSignal(str)  # even, area, baseline
    proposal_accepted = pyqtSignal()
    proposal_discarded = pyqtSignal()
    import_wanted = pyqtSignal()
    export_wanted = pyqtSignal()
    undo_wanted = pyqtSignal()
    redo_wanted = pyqtSignal()
    save_wanted = pyqtSignal()
    help_wanted = pyqtSignal()

    def __init__(self, saved: str, years: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._unsaved = self._busy = False
        self._kept: Mapping[str, Mapping[int, str]] = {}
        pixmap, icon = QStyle.StandardPixmap, self.style().standardIcon
        self._icons = icon(pixmap.SP_MessageBoxWarning), icon(pixmap.SP_MessageBoxCritical)
        self.first_year.setValue(years[0])
        self.last_year.setValue(years[1])
        self._set_up_grid()
        self._tables = {name: self._set_up_rows(name, saved) for name in TABLES}
        self._set_up_buttons()
        self._set_up_lists()

    # What it is given

    def show_plan(self, view: PlanView, kept: Mapping[str, Mapping[int, str]]) -> None:
        """Show targets, rows and what is wrong; `kept` says by table and line why a row cannot go."""
        self._kept, self._unsaved = kept, view.unsaved
        self._show_targets(view.targets)
        for name, (table, model) in self._tables.items():
            first = not model.columns
            model.show_rows(view.columns[name], view.rows[name], _marks_of(view.troubles, name))
            if first:
                _widen(table)
            self._judge_removal(name, table)
        self.faults.clear()
        for trouble in view.troubles:
            item = QListWidgetItem(self._icons[trouble.grave], trouble.text, self.faults)
            item.setData(PLACE, trouble)
        self.faults.setVisible(bool(view.troubles))
        self._enable(self.undo, view.can_undo, QCoreApplication.translate("EcoLedger", "Nothing to undo"))
        self._enable(self.redo, view.can_redo, QCoreApplication.translate("EcoLedger", "Nothing to redo"))
        self._enable(self._save, not view.why_not, view.why_not)
        self.state.setText(view.why_not)

    def show_grid(self, view: GridView, summary: str, ways: Mapping[str, str]) -> None:
        """Show the quotas of the chosen target; `ways` says why a way to propose cannot be gone."""
        self._quotas.show_grid(view)
        self.summary.setText(summary)
        self.grid.resizeColumnsToContents()
        proposed = bool(view.grid.proposed)
        nothing = QCoreApplication.translate("EcoLedger", "Nothing is proposed for this target")
        for button in (self.accept_proposal, self.discard_proposal):
            self._enable(button, proposed, nothing)
        for action in self.propose.menu().actions():
            reason = ways.get(action.data(), "")
            action.setEnabled(not reason)
            action.setToolTip(reason)

    def show_log(self, revisions: Sequence[Revision]) -> None:
        """Show what was given at the current cell, the latest first."""
        self.log.clear()
        for revision in revisions:
            cells = [revision.amount, revision.when, revision.who, revision.note]
            _with_tips(QTreeWidgetItem(self.log, cells))
        for column in range(4):
            self.log.resizeColumnToContents(column)

    def show_rules(self, rules: Sequence[RuleView]) -> None:
        """Show the rules, with their restrictions under them."""
        for rule in rules:
            item = _with_tips(QTreeWidgetItem(self.rules, list(rule.cells)))
            for text, basis in rule.restrictions:
                _with_tips(QTreeWidgetItem(item, [basis, text]))
        self.rules.expandAll()
        for column in range(self.rules.columnCount() - 1):
            self.rules.resizeColumnToContents(column)
            self.rules.setColumnWidth(column, min(self.rules.columnWidth(column), 280))

    def say(self, text: str) -> None:
        """Say what came of a wish, in the line beside the buttons."""
        self.state.setText(text)

    def set_busy(self, text: str) -> None:
        """Take no edits while `text` is going on; an empty one: take them again."""
        self._busy = bool(text)
        self.tabs.setEnabled(not text)
        self._save.setEnabled(not text)
        self.say(text)

    def leave(self) -> None:
        """Close the window without a question."""
        self._unsaved = self._busy = False
        self.reject()

    def reject(self) -> None:
        """Close the window; ask first where something would be lost, and wait for what is being written."""
        if self._busy:
            return
        if self._unsaved and not self._may_lose():
            return
        super().reject()

    # What it tells

    def target_chosen(self) -> str:
        """Return the id of the target whose quotas are shown; empty where there is none."""
        return self.target.currentData() or ""

    def years_chosen(self) -> tuple[int, ...]:
        """Return the years to show."""
        return tuple(range(self.first_year.value(), self.last_year.value() + 1))

    def place(self) -> Place | None:
        """Return the township and year of the current cell."""
        return self._quotas.place(self.grid.currentIndex())

    def answer(self) -> str:
        """Return the reason for the change."""
        return self.note.text().strip()

    # Set-up

    def _set_up_grid(self) -> None:
        self._quotas = QuotaModel(self._icons[1], self)
        self.grid.setModel(self._quotas)
        self._quotas.edited.connect(self.quotas_edited)
        self.grid.selectionModel().currentChanged.connect(lambda new, old: self._tell_place(new))
        self._quotas.modelReset.connect(lambda: self.show_log([]))
        self.grid.horizontalHeader().setMinimumSectionSize(76)
        self.grid.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.quota_split.setSizes([700, 460])
        self.target.currentIndexChanged.connect(lambda index: self.grid_wanted.emit())
        self.first_year.valueChanged.connect(self._keep_years_in_order)
        self.last_year.valueChanged.connect(self._keep_years_in_order)
        for keys, slot in (
            (QKeySequence.StandardKey.Paste, self._paste),
            (QKeySequence.StandardKey.Copy, self._copy),
            (QKeySequence.StandardKey.Delete, self._empty),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.grid, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _set_up_rows(self, name: str, saved: str) -> tuple[QTableView, RowsModel]:
        table = getattr(self, f"{name}_view")
        model = RowsModel(self._icons, saved, self)
        table.setModel(model)
        table.setItemDelegate(ChoiceDelegate(table))
        model.edited.connect(lambda line, column, text: self.row_edited.emit(name, line, column, text))
        table.selectionModel().currentChanged.connect(lambda new, old: self._judge_removal(name, table))
        getattr(self, f"add_{name}").clicked.connect(lambda: self._add_row(name, table))
        self._remove_button(name).clicked.connect(
            lambda: self.row_removed.emit(name, table.currentIndex().row())
        )
        return table, model

    def _set_up_buttons(self) -> None:
        menu = QMenu(self.propose)
        menu.setToolTipsVisible(True)
        for way, text in (
            ("even", QCoreApplication.translate("EcoLedger", "&Evenly")),
            ("area", QCoreApplication.translate("EcoLedger", "By the &area of each township")),
            ("baseline", QCoreApplication.translate("EcoLedger", "By the &baseline in each township")),
        ):
            action = menu.addAction(text)
            action.setData(way)
            action.triggered.connect(lambda checked=False, way=way: self.proposal_wanted.emit(way))
        self.propose.setMenu(menu)
        self.accept_proposal.clicked.connect(lambda: self.proposal_accepted.emit())
        self.discard_proposal.clicked.connect(lambda: self.proposal_discarded.emit())
        self.paste.clicked.connect(self._paste)
        self.import_sheet.clicked.connect(lambda: self.import_wanted.emit())
        self.export_sheet.clicked.connect(lambda: self.export_wanted.emit())
        standard = QDialogButtonBox.StandardButton
        self._save = self.buttons.button(standard.Save)
        self._save.setText(QCoreApplication.translate("EcoLedger", "Save"))
        self.buttons.button(standard.Cancel).setText(QCoreApplication.translate("EcoLedger", "Cancel"))
        self.buttons.button(standard.Help).setText(QCoreApplication.translate("EcoLedger", "Help"))
        self._save.clicked.connect(lambda: self.save_wanted.emit())
        self._save.setShortcut(QKeySequence(QKeySequence.StandardKey.Save))
        self.buttons.rejected.connect(self.reject)
        self.buttons.helpRequested.connect(self.help_wanted)
        for button in self.buttons.buttons():
            button.setAutoDefault(False)  # Enter ends a cell, it does not save
        self._set_up_undo()

    def _set_up_undo(self) -> None:
        for button, keys, told, symbol in (
            (self.undo, "Ctrl+Z", self.undo_wanted, QStyle.StandardPixmap.SP_ArrowBack),
            (self.redo, "Ctrl+Shift+Z", self.redo_wanted, QStyle.StandardPixmap.SP_ArrowForward),
        ):
            button.setIcon(self.style().standardIcon(symbol))
            button.setShortcut(QKeySequence(keys))
            button.setProperty("about", button.toolTip())
            button.clicked.connect(lambda checked=False, told=told: told.emit())

    def _set_up_lists(self) -> None:
        self.faults.setIconSize(QSize(16, 16))
        self.faults.itemActivated.connect(lambda item: self._go_to(item.data(PLACE)))
        self.log.setHeaderLabels(
            [
                QCoreApplication.translate("EcoLedger", "Amount"),
                QCoreApplication.translate("EcoLedger", "When"),
                QCoreApplication.translate("EcoLedger", "Who"),
                QCoreApplication.translate("EcoLedger", "Reason"),
            ]
        )
        self.rules.setHeaderLabels(
            [
                QCoreApplication.translate("EcoLedger", "Article or basis"),
                QCoreApplication.translate("EcoLedger", "Zone, or what is found"),
                QCoreApplication.translate("EcoLedger", "What it asks"),
                QCoreApplication.translate("EcoLedger", "Layer"),
                QCoreApplication.translate("EcoLedger", "Classes"),
                QCoreApplication.translate("EcoLedger", "Distance (m)"),
            ]
        )

    # Slots

    def _may_lose(self) -> bool:
        box = QMessageBox
        title = QCoreApplication.translate("EcoLedger", "Plan and quotas")
        text = QCoreApplication.translate("EcoLedger", "Close without saving? What was changed is lost.")
        return box.question(self, title, text) == box.StandardButton.Yes

    def _show_targets(self, targets: Sequence[tuple[str, str]]) -> None:
        shown = [(self.target.itemData(i), self.target.itemText(i)) for i in range(self.target.count())]
        if shown == list(targets):
            return
        chosen = self.target_chosen()
        self.target.blockSignals(True)
        self.target.clear()
        for key, name in targets:
            self.target.addItem(name, key)
        self.target.setCurrentIndex(max(self.target.findData(chosen), 0))
        self.target.blockSignals(False)

    def _keep_years_in_order(self) -> None:
        self.last_year.setMinimum(self.first_year.value())
        self.last_year.setMaximum(self.first_year.value() + 29)
        self.grid_wanted.emit()

    def _tell_place(self, index: QModelIndex) -> None:
        place = self._quotas.place(index)
        self.show_log([])
        if place is not None:
            self.log_wanted.emit(place)

    def _paste(self) -> None:
        self.pasted.emit(QApplication.clipboard().text(), self.place())

    def _copy(self) -> None:
        indexes = sorted(self.grid.selectedIndexes())
        if not indexes:
            return
        rows: dict[int, list[str]] = {}
        for index in indexes:
            rows.setdefault(index.row(), []).append(
                index.data(Qt.ItemDataRole.EditRole) or index.data() or ""
            )
        QApplication.clipboard().setText("\n".join("\t".join(cells) for cells in rows.values()))

    def _empty(self) -> None:
        places = [self._quotas.place(index) for index in self.grid.selectedIndexes()]
        if found := {place: "" for place in places if place is not None}:
            self.quotas_edited.emit(found)

    def _add_row(self, name: str, table: QTableView) -> None:
        self.row_added.emit(name)
        last = table.model().index(table.model().rowCount() - 1, 0)
        table.setCurrentIndex(last)
        table.scrollTo(last)
        table.setFocus()

    def _remove_button(self, name: str) -> QPushButton:
        return getattr(self, f"remove_{name}")

    def _judge_removal(self, name: str, table: QTableView) -> None:
        row = table.currentIndex().row()
        none = QCoreApplication.translate("EcoLedger", "Choose a row first")
        reason = self._kept.get(name, {}).get(row, "") if row >= 0 else none
        self._enable(self._remove_button(name), not reason, reason)

    def _enable(self, button: QWidget, enabled: bool, reason: str) -> None:
        """Enable a button, or say in its tooltip why it is not."""
        if button.property("about") is None:
            button.setProperty("about", button.toolTip())
        button.setEnabled(enabled)
        button.setToolTip(button.property("about") if enabled else reason)

    def _go_to(self, trouble: Trouble) -> None:
        if trouble.table:
            table, model = self._tables[trouble.table]
            index = model.index_of(trouble.line, trouble.column)
        else:
            self.target.setCurrentIndex(max(self.target.findData(trouble.target), 0))
            table, index = self.grid, self._quotas.index_of(trouble.place or (None, None))
        self.tabs.setCurrentWidget(table.parentWidget() if trouble.table else self.quotas_tab)
        table.setCurrentIndex(index)
        table.scrollTo(index)
        table.setFocus()


def _marks_of(troubles: Sequence[Trouble], table: str) -> dict[tuple[int, str], list[Mark]]:
    marks: dict[tuple[int, str], list[Mark]] = {}
    for trouble in troubles:
        if trouble.table == table:
            marks.setdefault((trouble.line, trouble.column), []).append(Mark(trouble.text, trouble.grave))
    return marks


def _widen(table: QTableView) -> None:
    """Give each column room for what is in it, within bounds."""
    table.resizeColumnsToContents()
    for column in range(table.model().columnCount()):
        table.setColumnWidth(column, max(64, min(table.columnWidth(column) + 8, 240)))


def _with_tips(item: QTreeWidgetItem) -> QTreeWidgetItem:
    """Let what a narrow column cuts off be read in a tooltip."""
    for column in range(item.columnCount()):
        item.setToolTip(column, item.text(column))
    return item
