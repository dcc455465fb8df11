"""The findings dock: what stands where a rule does not want it, faults of the data, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QDockWidget, QMenu, QPushButton, QStyle, QWidget

from ..core.model import SEVERITIES
from .copy_key import CopyKey
from .findings_model import (
    LAYER,
    PROBLEM,
    REASON,
    ROW_ROLE,
    RULE,
    SEVERITY,
    TOWNSHIP,
    FindingRow,
    FindingsModel,
    FindingsProxy,
    cells,
    headings,
)
from .flow_layout import FlowLayout

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))
FILTERS = ("severity", "state", "rule", "layer", "township")
FIXES = {"clip": "clips", "repair": "repairs", "snap": "snaps", "fill": "fills"}  # and what of a row tells
EXPORTS = ("html", "csv", "gpkg")
_WIDE = {
    RULE: 170,
    LAYER: 110,
    TOWNSHIP: 110,
    PROBLEM: 380,
    REASON: 200,
}  # px; the others are as wide as what they hold


class FindingsDock(QDockWidget, FORM):
    """Shows findings; says what the user wants done with those that are chosen."""

    refresh_wanted = pyqtSignal()
    cancel_wanted = pyqtSignal()
    open_wanted = pyqtSignal()
    notes_wanted = pyqtSignal()
    zoom_wanted = pyqtSignal(int)  # position of a finding
    form_wanted = pyqtSignal(int)
    table_wanted = pyqtSignal(int)
    fix_wanted = pyqtSignal(str, list)  # one of `FIXES`, positions
    waive_wanted = pyqtSignal(list)
    unwaive_wanted = pyqtSignal(list)
    export_wanted = pyqtSignal(str)  # one of `EXPORTS`
    help_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._set_up_table()
        self._set_up_filters()
        self._set_up_buttons()
        self.refresh.clicked.connect(self.refresh_wanted)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.open_ledger.clicked.connect(self.open_wanted)
        self.notes.clicked.connect(self.notes_wanted)
        self.help.clicked.connect(self.help_wanted)

    # What it is shown

    def show_nothing(self, text: str, may_open: bool) -> None:
        """Show, in place of the findings, why there are none and what to do."""
        self.empty_text.setText(text)
        self.open_ledger.setVisible(may_open)
        self.pages.setCurrentWidget(self.empty_page)

    def show_findings(self, rows: Sequence[FindingRow]) -> None:
        """Show other findings; the filters stay where what they ask for still exists."""
        self.pages.setCurrentWidget(self.rows_page)
        every = QCoreApplication.translate("EcoLedger", "All")
        for name in FILTERS:
            found = sorted({(row.keys[name], getattr(row, name)) for row in rows}, key=_place)
            _fill(getattr(self, name), [("", every), *found])
        first = not self._model.rowCount()
        self._model.show_rows(rows)
        self._filter()
        if first:  # from then on they are as wide as the user made them
            for column in set(range(self._model.columnCount())).difference(_WIDE):
                self.table.resizeColumnToContents(column)

    def show_state(self, text: str, stale: bool) -> None:
        """Say what was looked at, and whether the layers were changed since."""
        self.told.setText(text)
        self.stale.setVisible(stale)

    def show_notes(self, text: str) -> None:
        """Offer to show what was looked at; empty: there is nothing."""
        self.notes.setText(text)
        self.notes.setVisible(bool(text))

    def show_progress(self, share: float | None) -> None:
        """Show how far the check is; None: it is over."""
        self.bar.setVisible(share is not None)
        self.cancel.setVisible(share is not None)
        self.bar.setValue(round(share or 0))

    # What it answers

    def chosen(self) -> list[FindingRow]:
        """Return the chosen findings, from top to bottom."""
        lines = self.table.selectionModel().selectedRows()
        return [index.data(ROW_ROLE) for index in sorted(lines, key=lambda index: index.row())]

    def shown(self) -> list[FindingRow]:
        """Return the findings that the filters let through, as they are sorted."""
        return [self._proxy.index(line, 0).data(ROW_ROLE) for line in range(self._proxy.rowCount())]

    def copy(self) -> None:
        """Put the chosen findings with their headings on the clipboard, to be pasted into a sheet."""
        lines = [headings(), *([str(_cell(value)) for value in cells(row)] for row in self.chosen())]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    # Inside

    def _set_up_table(self) -> None:
        kinds = QStyle.StandardPixmap
        pixmaps = (kinds.SP_MessageBoxCritical, kinds.SP_MessageBoxWarning, kinds.SP_MessageBoxInformation)
        icons = {s: QIcon(self.style().standardIcon(p)) for s, p in zip(SEVERITIES, pixmaps, strict=True)}
        self._model, self._proxy = FindingsModel(icons, self), FindingsProxy(self)
        self._proxy.setSourceModel(self._model)
        self.table.setModel(self._proxy)
        self.table.verticalHeader().hide()
        line = self.fontMetrics().height() + 6
        self.table.verticalHeader().setDefaultSectionSize(line)
        self.table.setMinimumHeight(6 * line)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )  # in sight where the end of the column is not
        self.table.sortByColumn(SEVERITY, Qt.SortOrder.AscendingOrder)
        for column, width in _WIDE.items():
            self.table.setColumnWidth(column, width)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        CopyKey(self.table, self.copy)
        self.table.selectionModel().selectionChanged.connect(self._choice_changed)
        self.table.clicked.connect(self._zoom)
        self.table.activated.connect(self._zoom)

    def _set_up_filters(self) -> None:
        flow = FlowLayout()
        for widget in (*(getattr(self, f"{name}_box") for name in FILTERS), self.find, self.refresh):
            flow.addWidget(widget)
        for widget in (self.export_menu, self.help):
            flow.addWidget(widget)
        self.filters.setLayout(flow)
        for name in FILTERS:
            getattr(self, name).currentIndexChanged.connect(self._filter)
        self.find.textChanged.connect(self._filter)
        menu = QMenu(self.export_menu)
        copy = menu.addAction(QCoreApplication.translate("EcoLedger", "Copy the chosen rows (Ctrl+C)"))
        copy.triggered.connect(self.copy)
        for kind, text in zip(EXPORTS, ("HTML…", "CSV…", "GeoPackage…"), strict=True):
            menu.addAction(text).triggered.connect(lambda _=False, kind=kind: self.export_wanted.emit(kind))
        self.export_menu.setMenu(menu)

    def _set_up_buttons(self) -> None:
        self._wishes: dict[QPushButton, Callable[[], None]] = {
            self.zoom: self._zoom,
            self.form: lambda: self.form_wanted.emit(self.chosen()[0].position),
            self.open_table: lambda: self.table_wanted.emit(self.chosen()[0].position),
            **{getattr(self, fix): lambda fix=fix: self._fix(fix) for fix in FIXES},
            self.waive: lambda: self.waive_wanted.emit(self._positions("open")),
            self.unwaive: lambda: self.unwaive_wanted.emit(self._positions("waived")),
        }
        for button, wish in self._wishes.items():
            button.clicked.connect(lambda _=False, wish=wish: wish())
        self._choice_changed()

    def _filter(self) -> None:
        wanted = {name: getattr(self, name).currentData() for name in FILTERS}
        self._proxy.want({name: key for name, key in wanted.items() if key}, self.find.text())
        self._choice_changed()

    def _choice_changed(self) -> None:
        """Say what was chosen, and switch each button on or off with its reason."""
        rows = self.chosen()
        none = QCoreApplication.translate("EcoLedger", "Choose a finding in the list first")
        reasons = dict.fromkeys(self._wishes, "" if rows else none)
        if rows:
            for name, way in FIXES.items():
                reasons[getattr(self, name)] = "" if any(getattr(row, way) for row in rows) else _no_fix(name)
            if not self._positions("open"):
                reasons[self.waive] = QCoreApplication.translate("EcoLedger", "They are waived already")
            if not self._positions("waived"):
                reasons[self.unwaive] = QCoreApplication.translate("EcoLedger", "None of them is waived")
        for button, reason in reasons.items():
            button.setEnabled(not reason)
            button.setToolTip(reason)
        self.detail.setText(_detail(rows))

    def _positions(self, state: str) -> list[int]:
        return [row.position for row in self.chosen() if row.keys["state"] == state]

    def _fix(self, fix: str) -> None:
        self.fix_wanted.emit(fix, [row.position for row in self.chosen() if getattr(row, FIXES[fix])])

    def _zoom(self, *_: object) -> None:
        if self.chosen():
            self.zoom_wanted.emit(self.chosen()[0].position)

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.exec(self.table.viewport().mapToGlobal(place))
        menu.deleteLater()

    def menu(self) -> QMenu:
        """Return what can be done with the chosen findings as a menu: the same as the buttons."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for button, wish in self._wishes.items():
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.setToolTip(button.toolTip())
            action.triggered.connect(lambda _=False, wish=wish: wish())
        menu.addAction(QCoreApplication.translate("EcoLedger", "Copy (Ctrl+C)")).triggered.connect(self.copy)
        return menu


def _place(choice: tuple[str, str]) -> tuple[int, str]:
    """Sort severities by their gravity, everything else by name."""
    key, text = choice
    return (SEVERITIES.index(key) if key in SEVERITIES else 0, text)


def _no_fix(name: str) -> str:
    """Say why none of the chosen findings can be mended so."""
    return {
        "clip": QCoreApplication.translate(
            "EcoLedger", "Nothing to cut off: no area of a parcel is in conflict, or all of it"
        ),
        "repair": QCoreApplication.translate("EcoLedger", "Their outlines are valid"),
        "snap": QCoreApplication.translate(
            "EcoLedger", "No strip up to 2 m wide along the border of a zone or neighbour is among them"
        ),
        "fill": QCoreApplication.translate("EcoLedger", "Their townships are where they lie"),
    }[name]


def _detail(rows: Sequence[FindingRow]) -> str:
    if len(rows) > 1:
        return QCoreApplication.translate("EcoLedger", "{count} findings chosen").format(count=len(rows))
    return " · ".join(t for row in rows for t in (row.problem, row.suggestion, row.basis, row.reason) if t)


def _cell(value: Any) -> Any:
    return "" if value != value else value  # NaN


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    current = box.currentData()
    box.blockSignals(True)
    box.clear()
    for key, text in choices:
        box.addItem(text, key)
    box.setCurrentIndex(max(box.findData(current), 0))
    box.blockSignals(False)
