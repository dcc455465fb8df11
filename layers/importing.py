"""Imported rows into a ledger: into its file in one transaction, or as one undo into what is being edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from ..core.errors import DataError
from ..core.words import QT_TRANSLATE_NOOP
from . import store
from .project import ledger_layers

if TYPE_CHECKING:
    import pandas as pd

    from .writing import Rows

_NOT_EDITABLE = (
    QT_TRANSLATE_NOOP("EcoLedger", "The layer {layer} cannot be edited; nothing was imported"),
    QT_TRANSLATE_NOOP("EcoLedger", "Save or discard the edits of the ledger's other layers, and try again."),
)
_NOT_THERE = (
    QT_TRANSLATE_NOOP("EcoLedger", "The ledger is being edited, but its layer {layer} is not in the project"),
    QT_TRANSLATE_NOOP("EcoLedger", "Add the ledger's layers again, or save the edits first."),
)
_BEING_EDITED = (
    QT_TRANSLATE_NOOP("EcoLedger", "The layer {layer} is being edited"),
    QT_TRANSLATE_NOOP("EcoLedger", "Save or discard its edits first; then the import can be taken back."),
)


def is_edited(path: Path, tables: Mapping[str, Any]) -> bool:
    """Say whether one of these tables' layers in the project is being edited."""
    layers = ledger_layers(path)
    return any(layers[name].isEditable() for name in tables if name in layers)


def add_to_edits(path: Path, frames: Mapping[str, pd.DataFrame], title: str) -> None:
    """Add frames to the edit buffers of the ledger's layers: one step to undo in each, or nothing at all.

    Raises
    ------
    DataError
        A layer is not in the project or cannot be edited; as `store.append`.
    """
    layers = ledger_layers(path)
    rows = store.rows_for(path, frames)
    for each in rows:
        layer = layers.get(each.table.name)
        if layer is None:
            raise DataError(*_NOT_THERE, layer=each.table.name)
        if not (layer.isEditable() or layer.startEditing()):
            raise DataError(*_NOT_EDITABLE, layer=layer.name())
    begun: list[QgsVectorLayer] = []
    for each in rows:
        layer = layers[each.table.name]
        layer.beginEditCommand(title)
        begun.append(layer)
        if not layer.addFeatures(list(_features(layer, each))):
            for other in begun:
                other.destroyEditCommand()
            raise DataError(*_NOT_EDITABLE, layer=layer.name())
    for layer in begun:
        layer.endEditCommand()
        layer.triggerRepaint()


def take_back(path: Path, frames: Mapping[str, pd.DataFrame]) -> int:
    """Remove from the file what `store.append_all` wrote; return how many rows there still were.

    Raises
    ------
    DataError
        One of the layers is being edited.
    """
    layers = ledger_layers(path)
    for name in frames:
        if name in layers and layers[name].isEditable():
            raise DataError(*_BEING_EDITED, layer=layers[name].name())
    return store.remove(path, {name: frame["uuid"].tolist() for name, frame in frames.items()})


def reload(path: Path) -> None:
    """Let the ledger's layers in the project show what was written to its file."""
    for layer in ledger_layers(path).values():
        layer.dataProvider().reloadData()
        layer.updateExtents()
        layer.triggerRepaint()


def _features(layer: QgsVectorLayer, rows: Rows) -> Iterator[QgsFeature]:
    index = layer.fields().indexOf
    types = {field.name: field.type for field in rows.table.fields}
    for i, wkb in enumerate(rows.wkb):
        geometry = QgsGeometry()
        if wkb is not None:
            geometry.fromWkb(wkb)
        values = {index(name): _qt(column[i], types[name]) for name, column in rows.values.items()}
        given = {field: value for field, value in values.items() if value is not None}
        yield QgsVectorLayerUtils.createFeature(layer, geometry, given)


def _qt(value: Any, kind: str) -> Any:
    if value is None or kind not in ("date", "datetime"):
        return value
    if kind == "date":
        return QDate.fromString(value, Qt.DateFormat.ISODate)
    return QDateTime.fromString(value, Qt.DateFormat.ISODateWithMs)
