"""The plan in a window, a page each for quotas, targets, projects and rules; saved whole or not at all.

The window reads nothing and computes nothing: what is typed is told by signals, what came of it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidgetItem,
    QMessageBox,
    QStyle,
    QTreeWidgetItem,
    QWidget,
)

from .buttons import label_buttons
from .plan_views import PlanView, RuleView, Trouble, with_tips
from .quota_page import QuotaPage
from .reasons import allow
from .rows_model import Mark
from .rows_page import RowsPage

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))
PLACE = Qt.ItemDataRole.UserRole
WIDEST = 280  # pixels of a column of the rules


class PlanDialog(QDialog, FORM):
    """A window on a plan that is being edited; its pages are `quotas` and, by table, `pages`.

    Parameters
    ----------
    saved : str
        The key of a row that is filled where it is saved already.
    years : (int, int)
        The first and the last year to show at first.
    """

    undo_wanted = pyqtSignal()
    redo_wanted = pyqtSignal()
    save_wanted = pyqtSignal()
    help_wanted = pyqtSignal()

    def __init__(self, saved: str, years: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._unsaved = self._busy = False
        pixmap, icon = QStyle.StandardPixmap, self.style().standardIcon
        self._icons = icon(pixmap.SP_MessageBoxWarning), icon(pixmap.SP_MessageBoxCritical)
        self.quotas = QuotaPage(self._icons[1], years, self)
        self.pages = {"targets": self._targets_page(saved), "projects": self._projects_page(saved)}
        for at, (page, title) in enumerate(
            (
                (self.quotas, QCoreApplication.translate("EcoLedger", "&1 Quotas")),
                (self.pages["targets"], QCoreApplication.translate("EcoLedger", "&2 Targets")),
                (self.pages["projects"], QCoreApplication.translate("EcoLedger", "&3 Projects")),
            )
        ):
            self.tabs.insertTab(at, page, title)
        self.tabs.setCurrentIndex(0)
        self._set_up_buttons()
        self._set_up_undo()
        self._set_up_lists()

    # What it is given

    def show_plan(self, view: PlanView, kept: Mapping[str, Mapping[int, str]]) -> None:
        """Show targets, rows and what is wrong; `kept` says by table and line why a row cannot go."""
        self._unsaved = view.unsaved
        self.quotas.show_targets(view.targets)
        for name, page in self.pages.items():
            page.show_rows(view.columns[name], view.rows[name], _marks_of(view.troubles, name), kept[name])
        self.faults.clear()
        for trouble in view.troubles:
            item = QListWidgetItem(self._icons[trouble.grave], trouble.text, self.faults)
            item.setData(PLACE, trouble)
        self.faults.setVisible(bool(view.troubles))
        allow(self.undo, "" if view.can_undo else QCoreApplication.translate("EcoLedger", "Nothing to undo"))
        allow(self.redo, "" if view.can_redo else QCoreApplication.translate("EcoLedger", "Nothing to redo"))
        allow(self._save, view.why_not)
        self.state.setText(view.why_not)

    def show_rules(self, rules: Sequence[RuleView]) -> None:
        """Show the rules, with their restrictions under them."""
        for rule in rules:
            item = with_tips(QTreeWidgetItem(self.rules, list(rule.cells)))
            for text, basis in rule.restrictions:
                with_tips(QTreeWidgetItem(item, [basis, text]))
        self.rules.expandAll()
        for column in range(self.rules.columnCount() - 1):
            self.rules.resizeColumnToContents(column)
            self.rules.setColumnWidth(column, min(self.rules.columnWidth(column), WIDEST))

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

    # Set-up

    def _targets_page(self, saved: str) -> RowsPage:
        nothing = QCoreApplication.translate("EcoLedger", "The plan has no target yet: add the first.")
        page = RowsPage(self._icons, saved, nothing, self)
        page.table.setAccessibleName(QCoreApplication.translate("EcoLedger", "Targets"))
        page.add.setText(QCoreApplication.translate("EcoLedger", "Add &target"))
        page.add.setToolTip(
            QCoreApplication.translate("EcoLedger", "A new row: fill in its cells; what is missing is marked")
        )
        page.remove.setText(QCoreApplication.translate("EcoLedger", "Remo&ve target"))
        return page

    def _projects_page(self, saved: str) -> RowsPage:
        nothing = QCoreApplication.translate(
            "EcoLedger",
            "No project is listed yet. Article 64 of the plan asks for a list: who answers, who pays, what is"
            " to be done in which year. Works name their project.",
        )
        page = RowsPage(self._icons, saved, nothing, self)
        page.table.setAccessibleName(QCoreApplication.translate("EcoLedger", "Projects"))
        page.add.setText(QCoreApplication.translate("EcoLedger", "Add pro&ject"))
        page.add.setToolTip(
            QCoreApplication.translate("EcoLedger", "Who answers, who pays, what is to be done in which year")
        )
        page.remove.setText(QCoreApplication.translate("EcoLedger", "Remo&ve project"))
        return page

    def _set_up_buttons(self) -> None:
        label_buttons(self.buttons)
        self._save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self._save.clicked.connect(lambda: self.save_wanted.emit())
        self._save.setShortcut(QKeySequence(QKeySequence.StandardKey.Save))
        self.buttons.rejected.connect(self.reject)
        self.buttons.helpRequested.connect(self.help_wanted)
        for button in self.buttons.buttons():
            button.setAutoDefault(False)  # Enter ends a cell, it does not save

    def _set_up_undo(self) -> None:
        for button, keys, told, symbol in (
            (self.undo, "Ctrl+Z", self.undo_wanted, QStyle.StandardPixmap.SP_ArrowBack),
            (self.redo, "Ctrl+Shift+Z", self.redo_wanted, QStyle.StandardPixmap.SP_ArrowForward),
        ):
            button.setIcon(self.style().standardIcon(symbol))
            button.setShortcut(QKeySequence(keys))
            button.clicked.connect(lambda checked=False, told=told: told.emit())

    def _set_up_lists(self) -> None:
        self.faults.setIconSize(QSize(16, 16))
        self.faults.itemActivated.connect(lambda item: self._go_to(item.data(PLACE)))
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
        title = QCoreApplication.translate("EcoLedger", "Plan and quotas")
        text = QCoreApplication.translate("EcoLedger", "Close without saving? What was changed is lost.")
        box = QMessageBox(QMessageBox.Icon.Question, title, text, parent=self)
        lose = QCoreApplication.translate("EcoLedger", "Close, do not save")
        stay = QCoreApplication.translate("EcoLedger", "Go on editing")
        leaving = box.addButton(lose, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(stay, QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is leaving

    def _go_to(self, trouble: Trouble) -> None:
        page = self.pages[trouble.table] if trouble.table else self.quotas
        self.tabs.setCurrentWidget(page)
        if trouble.table:
            page.go_to(trouble.line, trouble.column)
        else:
            page.go_to(trouble.target, trouble.place)


def _marks_of(troubles: Sequence[Trouble], table: str) -> dict[tuple[int, str], list[Mark]]:
    marks: dict[tuple[int, str], list[Mark]] = {}
    for trouble in troubles:
        if trouble.table == table:
            marks.setdefault((trouble.line, trouble.column), []).append(Mark(trouble.text, trouble.grave))
    return marks
