"""What the progress dock is asked for: order, unit, year, township; day, period, statuses that count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, QDate, QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QComboBox, QDateEdit, QMenu, QWidget

from ..core.model import DONE, Options
from .flow_layout import FlowLayout

BOXES = ("order", "unit", "year", "township", "find", "as_of", "period")


class ProgressFilters(QObject):
    """Sets up the widgets above the table, and reads them.

    Parameters
    ----------
    form : QWidget
        The dock, with the widgets of its form.
    statuses : sequence of (code, name)
        That may count as done.
    """

    options_changed = pyqtSignal()  # the ledger must be closed anew
    view_changed = pyqtSignal()  # the rows must be made anew

    def __init__(self, form: QWidget, statuses: Sequence[tuple[int, str]]) -> None:
        super().__init__(form)
        self._form = form
        self._lay_out()
        fill(form.order, _orders(), False)
        fill(form.unit, _units(), "plan")
        self.show_choices((), ())
        for box in (form.order, form.unit, form.year, form.township):
            box.currentIndexChanged.connect(self.view_changed)
        self._set_up_dates()
        self._statuses = [self._status(code, name) for code, name in statuses]
        menu = QMenu(form.statuses)
        menu.addActions(self._statuses)
        form.statuses.setMenu(menu)

    def show_choices(self, years: Sequence[int], townships: Sequence[tuple[str, str]]) -> None:
        """Offer years and townships (code, name); what was chosen stays chosen where it still exists."""
        year, township = self._form.year, self._form.township
        every_year = QCoreApplication.translate("EcoLedger", "All years")
        every_township = QCoreApplication.translate("EcoLedger", "All townships")
        fill(year, [(None, every_year), *((y, str(y)) for y in years)], year.currentData())
        fill(township, [(None, every_township), *townships], township.currentData())

    def options(self) -> Options:
        """Return what counts: as-of date, statuses, period."""
        form = self._form
        period = (_day(form.period_from), _day(form.period_to)) if form.period_on.isChecked() else None
        return Options(
            as_of=_day(form.as_of) if form.as_of_on.isChecked() else None,
            statuses=tuple(action.data() for action in self._statuses if action.isChecked()),
            period=period and (min(period), max(period)),
        )

    def view(self) -> dict[str, Any]:
        """Return how the rows are wished for, by the names of `core.standing.View`."""
        return {
            "by_township": self._form.order.currentData(),
            "unit": self._form.unit.currentData(),
            "year": self._form.year.currentData(),
            "township": self._form.township.currentData(),
        }

    def _lay_out(self) -> None:
        form, flow = self._form, FlowLayout()
        boxes = [getattr(form, f"{name}_box") for name in BOXES]
        for widget in (*boxes, form.statuses, form.refresh, form.export_menu, form.help):
            flow.addWidget(widget)
        form.filters.setLayout(flow)

    def _set_up_dates(self) -> None:
        form, today = self._form, QDate.currentDate()
        form.as_of.setDate(today)
        form.period_from.setDate(QDate(today.year(), 1, 1))
        form.period_to.setDate(QDate(today.year(), 12, 31))
        for switch, edit in (
            (form.as_of_on, form.as_of),
            (form.period_on, form.period_from),
            (form.period_on, form.period_to),
        ):
            edit.setDisplayFormat("yyyy-MM-dd")
            switch.toggled.connect(edit.setEnabled)
            switch.toggled.connect(self.options_changed)
            edit.dateChanged.connect(self.options_changed)

    def _status(self, code: int, name: str) -> QAction:
        action = QAction(f"{code} {name}", self._form.statuses)
        action.setCheckable(True)
        action.setChecked(code in DONE)
        action.setData(code)
        action.toggled.connect(self.options_changed)
        return action


def fill(box: QComboBox, choices: Sequence[tuple[Any, str]], current: Any) -> None:
    """Offer other choices (value, text), silently; the first where `current` is none of them."""
    box.blockSignals(True)
    box.clear()
    for value, text in choices:
        box.addItem(text, value)
    kept = [i for i, (value, _) in enumerate(choices) if value == current]
    box.setCurrentIndex(kept[0] if kept else 0)
    box.blockSignals(False)


def _day(edit: QDateEdit) -> dt.date:
    return edit.date().toPyDate()


def _orders() -> list[tuple[bool, str]]:
    return [
        (False, QCoreApplication.translate("EcoLedger", "Target, then township")),
        (True, QCoreApplication.translate("EcoLedger", "Township, then target")),
    ]


def _units() -> list[tuple[str, str]]:
    return [
        ("plan", QCoreApplication.translate("EcoLedger", "as the plan writes them")),
        ("mu", QCoreApplication.translate("EcoLedger", "mu")),
        ("ha", QCoreApplication.translate("EcoLedger", "ha")),
        ("km2", QCoreApplication.translate("EcoLedger", "km²")),
    ]
