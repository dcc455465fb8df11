"""What a wish says when it cannot be carried out."""

from __future__ import annotations

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QMessageBox

from .. import dependencies, wording
from ..core.errors import EcoLedgerError


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
