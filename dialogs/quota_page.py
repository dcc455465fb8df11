"""The page on which a target is shared out: townships × years, proposals, sheets of Excel, revisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QKeySequence
from qgis.PyQt.QtWidgets import QApplication, QMenu, QShortcut, QTreeWidgetItem, QWidget

from .plan_views import Revision, with_tips
from .quota_model import GridView, QuotaModel
from .reasons import allow

if TYPE_CHECKING:
    from ..core.plan.quota_grid import Place

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))


class QuotaPage(QWidget, FORM):
    """A grid of one target's quotas and what can be done with it.

    Parameters
    ----------
    warning : QIcon
        For a quota that cannot be read.
    years : (int, int)
        The first and the last year to show at first.
    """

    edited = pyqtSignal(object)  # {place: text}
    pasted = pyqtSignal(str, object)  # text, place
    target_changed = pyqtSignal()
    years_changed = pyqtSignal()
    log_wanted = pyqtSignal(object)  # place
    proposal_wanted = pyqtSignal(str)  # even, area, baseline
    proposal_accepted = pyqtSignal()
    proposal_discarded = pyqtSignal()
    import_wanted = pyqtSignal()
    export_wanted = pyqtSignal()

    def __init__(self, warning: QIcon, years: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._model = QuotaModel(warning, self)
        self._set_up_grid()
        self._set_up_choices(years)
        self._set_up_proposals()
        self._set_up_keys()
        self.log.setHeaderLabels(
            [
                QCoreApplication.translate("EcoLedger", "Amount"),
                QCoreApplication.translate("EcoLedger", "When"),
                QCoreApplication.translate("EcoLedger", "Who"),
                QCoreApplication.translate("EcoLedger", "Reason"),
            ]
        )

    # What it is given

    def show_targets(self, targets: Sequence[tuple[str, str]]) -> None:
        """Offer other targets, by id and name; the chosen one stays where it is still there."""
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

    def show_grid(self, view: GridView, summary: str, ways: Mapping[str, str]) -> None:
        """Show the quotas of the chosen target; `ways` says why a way to propose cannot be gone."""
        self._model.show_grid(view)
        self.summary.setText(summary)
        self.grid.resizeColumnsToContents()
        nothing = QCoreApplication.translate("EcoLedger", "Nothing is proposed for this target")
        for button in (self.accept_proposal, self.discard_proposal):
            allow(button, "" if view.grid.proposed else nothing)
        for action in self.propose.menu().actions():
            reason = ways.get(action.data(), "")
            action.setEnabled(not reason)
            action.setToolTip(reason)

    def show_log(self, revisions: Sequence[Revision]) -> None:
        """Show what was given at the current cell, the latest first."""
        self.log.clear()
        for revision in revisions:
            cells = [revision.amount, revision.when, revision.who, revision.note]
            with_tips(QTreeWidgetItem(self.log, cells))
        for column in range(self.log.columnCount()):
            self.log.resizeColumnToContents(column)
            self.log.setColumnWidth(column, max(self.log.columnWidth(column), 90))
        if not revisions:
            none = QCoreApplication.translate("EcoLedger", "Nothing was saved at this cell yet")
            unchosen = QCoreApplication.translate("EcoLedger", "Choose a cell to see what was given there")
            hint = QTreeWidgetItem(self.log, [none if self.place() else unchosen])
            hint.setFirstColumnSpanned(True)
            hint.setDisabled(True)

    def go_to(self, target: str, place: Place | None) -> None:
        """Bring a cell of a target to the front."""
        self.target.setCurrentIndex(max(self.target.findData(target), 0))
        index = self._model.index_of(place or (None, None))
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index)
        self.grid.setFocus()

    # What it tells

    def target_chosen(self) -> str:
        """Return the id of the target whose quotas are shown; empty where there is none."""
        return self.target.currentData() or ""

    def years_chosen(self) -> tuple[int, ...]:
        """Return the years to show."""
        return tuple(range(self.first_year.value(), self.last_year.value() + 1))

    def place(self) -> Place | None:
        """Return the township and year of the current cell."""
        return self._model.place(self.grid.currentIndex())

    def reason(self) -> str:
        """Return the reason for the change."""
        return self.note.text().strip()

    # Set-up

    def _set_up_grid(self) -> None:
        self.grid.setModel(self._model)
        self._model.edited.connect(self.edited)
        self.grid.selectionModel().currentChanged.connect(lambda new, old: self._tell_place(new))
        self._model.modelReset.connect(lambda: self.show_log([]))
        self.grid.horizontalHeader().setMinimumSectionSize(76)
        self.grid.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.quota_split.setSizes([620, 540])

    def _set_up_choices(self, years: tuple[int, int]) -> None:
        self.first_year.setValue(years[0])
        self.last_year.setValue(years[1])
        self.target.currentIndexChanged.connect(lambda index: self.target_changed.emit())
        self.first_year.valueChanged.connect(self._keep_years_in_order)
        self.last_year.valueChanged.connect(self._keep_years_in_order)

    def _set_up_proposals(self) -> None:
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

    def _set_up_keys(self) -> None:
        self.paste.clicked.connect(self._paste)
        self.import_sheet.clicked.connect(lambda: self.import_wanted.emit())
        self.export_sheet.clicked.connect(lambda: self.export_wanted.emit())
        for keys, slot in (
            (QKeySequence.StandardKey.Paste, self._paste),
            (QKeySequence.StandardKey.Copy, self._copy),
            (QKeySequence.StandardKey.Delete, self._empty),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.grid, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    # Slots

    def _keep_years_in_order(self) -> None:
        self.last_year.setMinimum(self.first_year.value())
        self.last_year.setMaximum(self.first_year.value() + 29)
        self.years_changed.emit()

    def _tell_place(self, index: QModelIndex) -> None:
        place = self._model.place(index)
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
            text = index.data(Qt.ItemDataRole.EditRole) or index.data() or ""
            rows.setdefault(index.row(), []).append(text)
        QApplication.clipboard().setText("\n".join("\t".join(cells) for cells in rows.values()))

    def _empty(self) -> None:
        places = [self._model.place(index) for index in self.grid.selectedIndexes()]
        if found := {place: "" for place in places if place is not None}:
            self.edited.emit(found)
