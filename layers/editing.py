"""A layer of the ledger in the project, ready to be edited, or the reason why it is not."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsVectorLayer

from .. import wording
from ..core.errors import DataError
from ..core.words import QT_TRANSLATE_NOOP
from .naming import table_title
from .project import find_layer

_NO_LAYER = (
    QT_TRANSLATE_NOOP("EcoLedger", "The layer {layer} is not in the project or cannot be edited"),
    QT_TRANSLATE_NOOP("EcoLedger", "Add the ledger's layers again; check that the file is not read-only."),
)
_NO_EDIT = (
    QT_TRANSLATE_NOOP("EcoLedger", "The layer {layer} cannot be edited"),
    QT_TRANSLATE_NOOP("EcoLedger", "Check that the ledger is not read-only and not open in another program."),
)


def present(path: Path, table: str) -> QgsVectorLayer:
    """Return the project's layer of a table; a `DataError` where there is none."""
    layer = find_layer(path, table)
    if layer is None:
        raise DataError(*_NO_LAYER, layer=table_title(table, wording.language()))
    return layer


def editable(path: Path, table: str) -> QgsVectorLayer:
    """Return the project's layer of a table, being edited; a `DataError` where that cannot be."""
    layer = present(path, table)
    begin_editing(layer)
    return layer


def begin_editing(layer: QgsVectorLayer) -> None:
    """Begin to edit a layer where it is not edited yet; a `DataError` where that cannot be."""
    if not (layer.isEditable() or layer.startEditing()):
        raise DataError(*_NO_EDIT, layer=layer.name())
