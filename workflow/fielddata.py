"""Import field data: read, look at it on the map, decide item by item, write all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, Qt

from .. import dependencies, wording
from ..core.errors import EcoLedgerError
from .layers import add_layers
from .messages import say, show_error
from .watched_ledger import watched_ledger

if TYPE_CHECKING:
    from ..dialogs.import_dialog import ImportDialog


def import_field_data(iface: QgisInterface, paths: Sequence[str] = ()) -> None:
    """Open the window, or bring it to the front, and read what is given."""
    from ..dialogs.import_dialog import ImportDialog

    try:
        dependencies.load()
        dialog = iface.mainWindow().findChild(ImportDialog) or _open(iface)
    except EcoLedgerError as error:
        show_error(iface, error)
        return
    if dialog is not None:
        dialog.show()
        dialog.raise_()
        if paths:
            dialog.files_given.emit(list(paths))


def _open(iface: QgisInterface) -> ImportDialog | None:
    from ..dialogs.import_dialog import ImportDialog
    from ..layers.store import read_plan
    from .fielddata_desk import FieldDataDesk
    from .fielddata_words import Words

    ledger = watched_ledger(iface).path
    if ledger is None:
        label = QCoreApplication.translate("EcoLedger", "Open a ledger…")
        title = QCoreApplication.translate("EcoLedger", "No ledger is open")
        text = QCoreApplication.translate("EcoLedger", "Field data go into a ledger: open or make one first.")
        say(iface, title, text, {label: lambda: add_layers(iface)}, Qgis.MessageLevel.Info)
        return None
    language = wording.language()
    words = Words(read_plan(ledger), language)
    dialog = ImportDialog(words.choices(), iface.mainWindow())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    FieldDataDesk(iface, dialog, ledger, words)
    return dialog
