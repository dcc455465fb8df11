"""The user's wishes, one function each: ask → compute → write → show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox

from . import dependencies, settings, wording
from .core.errors import EcoLedgerError


def add_layers(iface: QgisInterface, path: str | None = None) -> None:
    """Put the layers of a ledger into the project; ask for the file where none is given."""
    if path is None:
        path, _ = QFileDialog.getOpenFileName(
            iface.mainWindow(),
            QCoreApplication.translate("EcoLedger", "Open a ledger"),
            str(Path(settings.load().last_ledger).parent),
            QCoreApplication.translate("EcoLedger", "Ledger (*.gpkg)"),
        )
    if not path:
        return
    from .layers.project import add_layers as add

    try:
        add(path)
    except EcoLedgerError as error:
        show_error(iface, error)
        return
    settings.save(replace(settings.load(), last_ledger=path))


def show_missing(iface: QgisInterface) -> None:
    """Say which libraries are missing and how to get them."""
    title = QCoreApplication.translate("EcoLedger", "EcoLedger")
    lacking = dependencies.missing()
    if lacking:
        problem, _, suggestion = wording.error_text(dependencies.missing_error(lacking))
        QMessageBox.information(iface.mainWindow(), title, f"{problem}\n\n{suggestion}")
    else:
        text = QCoreApplication.translate("EcoLedger", "Nothing is missing.")
        QMessageBox.information(iface.mainWindow(), title, text)


def show_error(iface: QgisInterface, error: EcoLedgerError) -> None:
    """Show an error in the message bar until the user closes it."""
    problem, *rest = (text for text in wording.error_text(error) if text)
    iface.messageBar().pushMessage(problem, " ".join(rest), Qgis.MessageLevel.Warning, 0)
