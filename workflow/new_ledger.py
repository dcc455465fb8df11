"""Make a new ledger from a plan and a layer of townships, and open it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsMapLayer, QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication

from .. import tasks, wording
from ..core.errors import DataError
from ..core.plan import shipped_plan, usable_plan
from ..core.words import QT_TRANSLATE_NOOP
from .layers import add_layers
from .manual import show_manual
from .messages import say, show_error, show_text

if TYPE_CHECKING:
    from ..dialogs.new_ledger import Answer
    from ..layers.newledger import NewLedger
    from ..layers.snapshot import Snapshot

_TOWNSHIPS = re.compile("乡|镇|街道|town", re.IGNORECASE)  # in the names people give such layers
_NO_LAYER = (
    QT_TRANSLATE_NOOP("EcoLedger", "{file} cannot be read as a layer of polygons"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose a file of polygons, or add the layer to the project first."),
)


def new_ledger(iface: QgisInterface) -> None:
    """Ask for plan, townships and file; make the ledger in the background and open it."""
    from ..dialogs.new_ledger import NewLedgerDialog

    dialog = NewLedgerDialog(_polygon_layers(), os.path.exists, iface.mainWindow())
    dialog.help_wanted.connect(lambda: show_manual(dialog, "new_ledger"))
    answer = dialog.answer() if dialog.exec() else None
    dialog.deleteLater()
    if answer is not None:
        make_ledger(iface, answer)


def make_ledger(iface: QgisInterface, answer: Answer) -> None:
    """Make the ledger that was asked for in the background, then open it and say what asks for a look."""
    from ..layers.snapshot import Snapshot

    try:
        townships = Snapshot(_layer(answer.townships))
    except DataError as error:
        show_error(iface, error)
        return
    tasks.start(
        QCoreApplication.translate("EcoLedger", "Making the ledger {file}").format(file=answer.path),
        partial(_make, answer, townships),
        partial(_show, iface),
        partial(show_error, iface),
        project=QgsProject.instance(),
    )


def _polygon_layers() -> dict[str, str]:
    """Return the layers that may hold the townships by id; first those whose name says that they do."""
    layers = QgsProject.instance().mapLayers()
    names = {key: layer.name() for key, layer in layers.items() if _has_polygons(layer)}
    return dict(sorted(names.items(), key=lambda item: (not _TOWNSHIPS.search(item[1]), item[1])))


def _has_polygons(layer: QgsMapLayer) -> bool:
    return (
        isinstance(layer, QgsVectorLayer)
        and layer.isValid()
        and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
    )


def _layer(choice: str) -> QgsVectorLayer:
    """Return the project's layer of that id, or the one in the file of that path."""
    layer = QgsProject.instance().mapLayer(choice) or QgsVectorLayer(choice, Path(choice).stem, "ogr")
    if not _has_polygons(layer):
        raise DataError(*_NO_LAYER, file=Path(choice).name)
    return layer


def _make(answer: Answer, townships: Snapshot, step: Callable[[float], None]) -> NewLedger:
    from ..layers.newledger import create_ledger

    plan, noted = usable_plan(Path(answer.plan) if answer.plan else shipped_plan())
    return create_ledger(Path(answer.path), plan, townships, step, noted=noted)


def _show(iface: QgisInterface, made: NewLedger) -> None:
    add_layers(iface, str(made.path))
    if not made.notes:
        return
    title = QCoreApplication.translate("EcoLedger", "{drawn} of {planned} townships").format(
        drawn=made.drawn, planned=len(made.plan.townships)
    )
    text = QCoreApplication.translate(
        "EcoLedger", "They were told by the field {field}. {count} places ask for a look."
    ).format(field=made.field, count=len(made.notes))
    lines = "\n".join(map(wording.fault_line, made.notes))
    label = QCoreApplication.translate("EcoLedger", "Show them…")
    actions = {label: lambda: show_text(iface.mainWindow(), title, lines)}
    say(iface, title, text, actions, Qgis.MessageLevel.Warning)
