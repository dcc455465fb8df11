"""What was imported, in the message bar, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..core.errors import EcoLedgerError
from .messages import say, show_error, show_text

if TYPE_CHECKING:
    from .fielddata_write import Written


def tell_imported(iface: QgisInterface, path: Path, written: Written, edited: bool) -> None:
    """Say what was imported, and how it is undone."""
    title = QCoreApplication.translate("EcoLedger", "Import of field data")
    counts = {name: len(frame) for name, frame in written.frames.items()}
    text = QCoreApplication.translate(
        "EcoLedger", "Parcels: {polygons}, lines: {lines}, sites: {points}, raw tracks: {tracks}."
    ).format(
        polygons=counts.get("intervention_polygons", 0),
        lines=counts.get("intervention_lines", 0),
        points=counts.get("intervention_points", 0),
        tracks=counts.get("tracks", 0),
    )
    actions: dict[str, Callable[[], None]] = {}
    if edited:
        undo = QCoreApplication.translate(
            "EcoLedger", "They are in the edits: one step to undo in each layer, saved with them."
        )
        text = f"{text} {undo}"
    elif counts:
        label = QCoreApplication.translate("EcoLedger", "Take the import back")
        actions[label] = partial(_take_back, iface, path, written)
    if written.faults:
        label = QCoreApplication.translate("EcoLedger", "Show findings ({count})…")
        lines = "\n".join(map(wording.fault_line, written.faults))
        actions[label.format(count=len(written.faults))] = partial(
            show_text, iface.mainWindow(), title, lines
        )
    level = Qgis.MessageLevel.Success if counts else Qgis.MessageLevel.Warning
    say(iface, title, text, actions, level)


def _take_back(iface: QgisInterface, path: Path, written: Written) -> None:
    from ..layers.importing import reload, take_back

    try:
        count = take_back(path, written.frames)
    except EcoLedgerError as error:
        show_error(iface, error)
        return
    reload(path)
    title = QCoreApplication.translate("EcoLedger", "The import was taken back")
    text = QCoreApplication.translate("EcoLedger", "Rows removed: {count}.").format(count=count)
    iface.messageBar().pushMessage(title, text, Qgis.MessageLevel.Success, 8)
