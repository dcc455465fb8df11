"""Put the layers of a ledger into the project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFileDialog

from .. import settings
from ..core.errors import EcoLedgerError
from .messages import show_error


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
    from ..layers import project
    from ..layers.ledgerfile import check
    from ..layers.migrations import migrate

    sources = _sources()
    try:
        backup = migrate(Path(path))
        check(Path(path))
        group = project.add_layers(path)
    except EcoLedgerError as error:
        show_error(iface, error, _forgetting(path))
        return
    kept = settings.load().opened(path)
    settings.save(kept)
    if kept.zoom_to_ledger:
        _zoom_to(iface, project.find_layer(path, "townships"))
    _tell_what_was_added(iface, group.name(), sources, backup)


def _forgetting(path: str) -> dict[str, Callable[[], None]]:
    """Offer to take a ledger that cannot be opened off the list of recent ones."""
    if path not in settings.load().recent_ledgers:
        return {}
    label = QCoreApplication.translate("EcoLedger", "Take it off the list")
    return {label: lambda: settings.save(settings.load().without(path))}


def _sources() -> dict[str, str]:
    return {key: layer.source() for key, layer in QgsProject.instance().mapLayers().items()}


def _zoom_to(iface: QgisInterface, layer: QgsVectorLayer | None) -> None:
    if layer is not None and not layer.extent().isEmpty():
        canvas = iface.mapCanvas()
        iface.layerTreeCanvasBridge().setCanvasLayers()  # else, to the first layers, QGIS zooms after us
        extent = canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent())
        extent.scale(1.05)
        canvas.setExtent(extent)
        canvas.refresh()


def _tell_what_was_added(
    iface: QgisInterface, ledger: str, before: dict[str, str], backup: Path | None
) -> None:
    after = _sources()
    added = len(after) - len(before)
    moved = sum(after[key] != source for key, source in before.items())
    text = QCoreApplication.translate("EcoLedger", "All its layers are in the project already.")
    if added or moved:
        text = QCoreApplication.translate("EcoLedger", "Layers added: {added}, reconnected: {moved}.")
        text = text.format(added=added, moved=moved)
    if backup:
        kept = QCoreApplication.translate(
            "EcoLedger", "The ledger was brought up to date; as it was, it is kept in {file}."
        )
        text = f"{text} {kept.format(file=backup.name)}"
    iface.messageBar().pushMessage(ledger, text, Qgis.MessageLevel.Success, 0 if backup else 8)
