"""The ledgers opened last, in a menu."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QMenu

from .. import settings
from .layers import add_layers


def fill_recent(menu: QMenu, iface: QgisInterface) -> None:
    """Fill the menu; whether a file is still there is not asked: a network drive may take its time."""
    menu.clear()
    known = settings.load()
    for number, path in enumerate(known.recent_ledgers[: known.recent_most], 1):
        file = Path(path)
        name = f"{file.stem} — {file.parent}".replace("&", "&&")
        action = menu.addAction(f"&{number} {name}" if number < 10 else name)
        action.setToolTip(path)
        action.triggered.connect(lambda checked=False, path=path: add_layers(iface, path))
    if menu.isEmpty():
        action = menu.addAction(QCoreApplication.translate("EcoLedger", "No ledger was opened yet"))
        action.setEnabled(False)
        action.setToolTip(
            QCoreApplication.translate("EcoLedger", "Open one, or make a new one: it is listed here then")
        )
