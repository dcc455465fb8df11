"""The progress dock: where every target and township stands, why, and how it came about."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.PyQt import uic
from qgis.PyQt.QtCore import (
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    pyqtSignal,
)
from qgis.PyQt.QtGui import QKeySequence, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDockWidget,
    QMenu,
    QStyle,
    QWidget,
)

from .copy_key import CopyKey
from .pieces_table import PiecesTable
from .progress_bar_delegate import WIDTH, Bar, StageBarDelegate
from .progress_filters import ProgressFilters
from .progress_model import (
    BAR,
    NAME,
    PENDING,
    QUOTA,
    ROW_ROLE,
    ProgressModel,
    ProgressProxy,
    headings,
    stage_words,
    values,
)
from .svg_view import Choice, SvgView

if TYPE_CHECKING:
    from ..core.standing import Piece, Row

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))
WIDE = 900  # px: from here on the table stands beside the charts, else above them
FLAT = 500  # px: below it there is no room for one above the other


class ProgressDock(QDockWidget, FORM):
    """Shows rows, charts and pieces; says what the user wants of them.

    Parameters
    ----------
    bar : callable
        Draws the stages of a row as SVG: ``bar(row, palette, width, height)``.
    statuses : sequence of (code, name)
        That may count as done.
    """

    refresh_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()
    open_wanted = pyqtSignal()
    notes_wanted = pyqtSignal()
    row_chosen = pyqtSignal()  # the charts must be drawn anew
    deduction_chosen = pyqtSignal(str)
    piece_chosen = pyqtSignal(object)
    form_wanted = pyqtSignal(str, int)  # table, fid
    export_wanted = pyqtSignal(str)
    help_wanted = pyqtSignal()

    def __init__(self, bar: Bar, statuses: Sequence[tuple[int, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._rows: Sequence[Row] = ()
        self.choices = ProgressFilters(self, statuses)
        self.refresh.setShortcut(QKeySequence("Ctrl+F5"))
        self._set_up_tree(bar)
        self._set_up_charts()
        self._set_up_export()
        self.refresh.clicked.connect(self.refresh_wanted)
        self.try_again.clicked.connect(self.refresh_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.open_ledger.clicked.connect(self.open_wanted)
        self.notes.clicked.connect(self.notes_wanted)
        self.help.clicked.connect(self.help_wanted)

    # What it is shown

    def show_nothing(self, text: str, may_open: bool, may_try_again: bool = False) -> None:
        """Show, in place of the rows, why there are none and what to do."""
        self.empty_text.setText(text)
        self.open_ledger.setVisible(may_open)
        self.try_again.setVisible(may_try_again)
        self.pages.setCurrentWidget(self.empty_page)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; what was open and chosen stays so."""
        self.pages.setCurrentWidget(self.rows_page)
        opened = {_key(i) for i in self._indexes() if self.tree.isExpanded(i)}
        chosen = _key(self.tree.currentIndex()) if self.tree.currentIndex().isValid() else None
        self._rows = rows
        self._model.set_rows(rows)
        self.tree.setColumnHidden(PENDING, not any(row.pending for row in rows))
        self.tree.setColumnHidden(QUOTA, not any(math.isfinite(row.quota) for row in rows))
        for index in self._indexes():
            self.tree.setExpanded(index, _key(index) in opened)
        self._widen_columns()
        found = (i for i in self._indexes() if _key(i) == chosen)
        self._choose(next(found, self._proxy.index(0, NAME)))
        self._tell_nothing()

    def show_state(self, text: str, stale: bool) -> None:
        """Say what the figures are of, and whether the layers were saved since."""
        self.state.setText(text)
        self.stale.setVisible(stale)

    def show_notes(self, count: int) -> None:
        """Offer to show so many notes."""
        text = QCoreApplication.translate("EcoLedger", "{count} ask for a look…")
        self.notes.setText(text.format(count=count))
        self.notes.setVisible(count > 0)

    def show_progress(self, share: float | None) -> None:
        """Show how far the work is; None: it is over."""
        self.bar.setVisible(share is not None)
        self.cancel.setVisible(share is not None)
        self.bar.setValue(round(share or 0))

    def show_waterfall(self, title: str, svg: str, choices: Sequence[Choice]) -> None:
        """Show gross → deductions → counted of the chosen row; `choices` are the deductions."""
        self.waterfall_title.setText(title)
        self.waterfall.show_picture(svg, choices)

    def show_growth(self, title: str, svg: str) -> None:
        """Show how the counted amount grew."""
        self.growth_title.setText(title)
        self.growth.show_picture(svg)

    def show_pieces(self, title: str, pieces: Sequence[Piece], unit: str, decimals: int) -> None:
        """List the pieces of a deduction."""
        self.pieces_title.setText(title)
        self.list.show_pieces(pieces, unit, decimals)
        self.tabs.setCurrentWidget(self.pieces_tab)

    # What it answers

    def row(self) -> Row | None:
        """Return the row that is chosen."""
        index = self.tree.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def table(self) -> tuple[list[str], list[list[Any]]]:
        """Return headings and rows as they are shown: numbers as numbers, the stages a column each."""
        upper, *others = headings()
        lower = QCoreApplication.translate("EcoLedger", "Part of it")
        table = []
        for index in self._indexes():
            row = index.data(ROW_ROLE)
            name, *numbers = values(row)
            names = [index.parent().data() if index.parent().isValid() else name]
            names += [name if index.parent().isValid() else ""]
            table.append(_with_stages([*names, *numbers], list(row.stages.values())))
        return _with_stages([upper, lower, *others], list(stage_words().values())), table

    def copy(self) -> None:
        """Put the chosen rows with their headings on the clipboard, to be pasted into a sheet."""
        chosen = self.tree.selectionModel().selectedRows()
        head, table = self.table()
        lines = [row for index, row in zip(self._indexes(), table, strict=True) if index in chosen]
        QApplication.clipboard().setText("\n".join("\t".join(map(_cell, line)) for line in [head, *lines]))

    # Inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE or self.height() < FLAT
        self.split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _set_up_tree(self, bar: Bar) -> None:
        warning = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        self._model, self._proxy = ProgressModel(warning, self), ProgressProxy(self)
        self._proxy.setSourceModel(self._model)
        self.tree.setModel(self._proxy)
        self.tree.setItemDelegateForColumn(BAR, StageBarDelegate(bar, self.tree))
        self.tree.sortByColumn(
            -1, Qt.SortOrder.AscendingOrder
        )  # the plan's order, until a heading is clicked
        self.tree.setColumnWidth(NAME, 160)
        self.tree.setColumnWidth(BAR, WIDTH)
        for column in set(range(self._model.columnCount())) - {NAME, BAR}:
            self.tree.setColumnWidth(column, 0)  # as wide as what it holds
        self.tree.header().setStretchLastSection(False)
        self.tree.selectionModel().currentRowChanged.connect(lambda now, before: self.row_chosen.emit())
        self.find.textChanged.connect(self._filter)
        CopyKey(self.tree, self.copy)

    def _set_up_charts(self) -> None:
        self.waterfall, self.growth = SvgView(self.waterfall_tab), SvgView(self.growth_tab)
        for view, rows in ((self.waterfall, self.waterfall_rows), (self.growth, self.growth_rows)):
            rows.addWidget(view, 1)
            view.resized.connect(self.row_chosen)
        self.waterfall.setToolTip(
            QCoreApplication.translate("EcoLedger", "Click a deduction, or ↑ ↓ and Enter, to list its pieces")
        )
        self.waterfall.chosen.connect(self.deduction_chosen)
        self.list = PiecesTable(self.pieces, self.zoom, self.form, self.earlier_form)
        self.list.piece_chosen.connect(self.piece_chosen)
        self.list.form_wanted.connect(self.form_wanted)
        self.split.setSizes([700, 300])
        self.page_rows.setStretchFactor(self.split, 1)

    def _set_up_export(self) -> None:
        menu = QMenu(self.export_menu)
        copy = menu.addAction(QCoreApplication.translate("EcoLedger", "Copy the chosen rows (Ctrl+C)"))
        copy.triggered.connect(self.copy)
        for kind, text in _exports().items():
            action = menu.addAction(text)
            action.triggered.connect(lambda checked=False, kind=kind: self.export_wanted.emit(kind))
        self.export_menu.setMenu(menu)

    def _filter(self, text: str) -> None:
        self._proxy.set_text(text)
        self._tell_nothing()
        if text.strip():
            self.tree.expandAll()
        if not self.tree.currentIndex().isValid():  # the row that was chosen is filtered out
            self._choose(self._proxy.index(0, NAME))

    def _choose(self, index: QModelIndex) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.tree.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _widen_columns(self) -> None:
        """Make room for the longest numbers; what the user made wider stays so."""
        for column in set(range(self._model.columnCount())) - {NAME, BAR}:
            needed = max(self.tree.sizeHintForColumn(column), self.tree.header().sectionSizeHint(column))
            self.tree.setColumnWidth(column, max(self.tree.columnWidth(column), needed))

    def _tell_nothing(self) -> None:
        """Say that nothing fits where only the total is left."""
        self.nothing.setVisible(bool(self._rows) and self._proxy.rowCount() <= 1)

    def _indexes(self, parent: QModelIndex = QModelIndex()) -> Iterator[QModelIndex]:  # noqa: B008
        """Yield every shown row's first index, from top to bottom."""
        for row in range(self._proxy.rowCount(parent)):
            index = self._proxy.index(row, NAME, parent)
            yield index
            yield from self._indexes(index)


def _key(index: QModelIndex) -> tuple:
    row = index.data(ROW_ROLE)
    return row.label, row.targets, row.township


def _with_stages(cells: list[Any], stages: list[Any]) -> list[Any]:
    """Put a cell for each stage in the place of their bar; the name takes two cells."""
    return [*cells[: BAR + 1], *stages, *cells[BAR + 2 :]]


def _cell(value: Any) -> str:
    return "" if isinstance(value, float) and math.isnan(value) else str(value)


def _exports() -> dict[str, str]:
    return {
        "csv": QCoreApplication.translate("EcoLedger", "Table as CSV…"),
        "xlsx": QCoreApplication.translate("EcoLedger", "Table as XLSX…"),
        "waterfall": QCoreApplication.translate("EcoLedger", "Waterfall as SVG or PNG…"),
        "growth": QCoreApplication.translate("EcoLedger", "Chart over time as SVG or PNG…"),
    }
