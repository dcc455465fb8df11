"""Waive findings with a reason and an end, take waivers back: many at once, each with one undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QWidget

from ..core.errors import EcoLedgerError
from .messages import say, show_error

if TYPE_CHECKING:
    import pandas as pd

SECONDS = 30  # the undo is offered so long


class Waivers:
    """Writes to the waivers of the ledger at `path`; `changed` is called after each writing.

    Parameters
    ----------
    iface : QgisInterface
    path : Path
    changed : callable
        Checks the ledger again.
    """

    def __init__(self, iface: QgisInterface, path: Path, changed: Callable[[], None]) -> None:
        self._iface, self._path, self._changed = iface, path, changed

    def ask(self, findings: pd.DataFrame, parent: QWidget) -> None:
        """Ask for the reason and the end, and waive the findings in one go."""
        from ..dialogs.waive_dialog import WaiveDialog

        dialog = WaiveDialog(len(findings), parent)
        if not dialog.exec() or not dialog.reason():
            return
        reason, until = dialog.reason(), dialog.until()
        title = QCoreApplication.translate("EcoLedger", "Findings waived: {count}")
        self._write(
            lambda: write_waivers(self._path, findings, reason, until), title.format(count=len(findings))
        )

    def take_back(self, findings: pd.DataFrame) -> None:
        """Let waived findings be open again."""
        from ..layers.conflicts import take_back

        keys = list(zip(findings.id, findings.uuid, findings.zone_uuid, strict=True))
        title = QCoreApplication.translate("EcoLedger", "Waivers taken back: {count}")
        self._write(lambda: take_back(self._path, keys), title.format(count=len(findings)))

    def _write(self, write: Callable[[], object], title: str) -> None:
        """Write, check again, and offer to undo it."""
        from ..layers.conflicts import read_waivers

        try:
            before = read_waivers(self._path)
            write()
            after = read_waivers(self._path)
        except EcoLedgerError as error:
            show_error(self._iface, error)
            return
        self._written()
        new, gone = after.uuid[~after.uuid.isin(before.uuid)], before[~before.uuid.isin(after.uuid)]
        undo = QCoreApplication.translate("EcoLedger", "Undo")
        say(self._iface, title, "", {undo: lambda: self._undo(new, gone)}, seconds=SECONDS)

    def _undo(self, new: pd.Series, gone: pd.DataFrame) -> None:
        """Remove waivers that were given, bring back those that were taken back."""
        from ..layers import store

        try:
            store.remove(self._path, {"waivers": new})
            store.append(self._path, "waivers", gone.drop(columns="fid"))
        except EcoLedgerError as error:
            show_error(self._iface, error)
            return
        self._written()

    def _written(self) -> None:
        reload_waivers(self._path)
        self._changed()


def write_waivers(path: Path, findings: pd.DataFrame, reason: str, until: dt.date | None = None) -> int:
    """Write a waiver for each finding in the user's name; see `layers.conflicts.waive`."""
    from ..layers.conflicts import waive

    by = QgsApplication.userFullName() or QgsApplication.userLoginName()
    return waive(path, findings, reason, by, until)


def reload_waivers(path: Path) -> None:
    """Show what was written in the project's layer of waivers, where there is one."""
    from ..layers.project import find_layer

    layer = find_layer(path, "waivers")
    if layer is not None:
        layer.reload()
