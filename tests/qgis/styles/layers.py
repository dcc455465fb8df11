"""Layers of a ledger with their styles, as QGIS shows them."""

from __future__ import annotations

from qgis.core import QgsVectorLayer

from ecoledger.layers.schema import tables

SPATIAL = [name for name, table in tables().items() if table.geometry != "none"]


def layer_of(path, table):
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    assert layer.isValid()
    return layer


def index(layer, name):
    return layer.fields().indexOf(name)


def label_text(layer):
    settings = layer.labeling().settings()
    return settings.fieldName if settings.isExpression else f'"{settings.fieldName}"'
