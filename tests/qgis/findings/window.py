"""The findings dock as a user drives it."""

from __future__ import annotations

from qgis.PyQt.QtCore import QItemSelectionModel

from ecoledger.dialogs.waive_dialog import WaiveDialog
from ecoledger.layers import project
from ecoledger.tests.qgis import windows
from ecoledger.workflow.rules import show_findings

PATIENCE = 10_000  # ms


def open_dock(iface):
    return windows.open_dock(iface, show_findings, "ecoledger_findings_dock", 1300, 420)


def choose(dock, wanted):
    """Choose the findings shown that fit, and return them."""
    model, flags = dock.table.model(), QItemSelectionModel.SelectionFlag
    dock.table.clearSelection()
    for line, row in enumerate(dock.shown()):
        if wanted(row):
            dock.table.selectionModel().select(model.index(line, 0), flags.Select | flags.Rows)
    return dock.chosen()


def first(dock, wanted):
    row = next(row for row in dock.shown() if wanted(row))
    return choose(dock, lambda other: other.position == row.position)[0]


def layer(path, table="intervention_polygons"):
    return project.find_layer(path, table)


def answer(monkeypatch, reason, until=None, good=True):
    """Let the dialog be filled in and left by OK, where it lets itself, or by Cancel."""

    def fill_in(dialog):
        dialog.why.setPlainText(reason)
        dialog.ends.setChecked(until is not None)
        if until is not None:
            dialog.last_day.setMinimumDate(until)
            dialog.last_day.setDate(until)
        dialog.buttons.button(
            dialog.buttons.StandardButton.Ok if good else dialog.buttons.StandardButton.Cancel
        ).click()
        return dialog.result()

    monkeypatch.setattr(WaiveDialog, "exec", fill_in)
