"""How the ledger's layers look and are filled in, kept in the file: plain QGIS and QField show the same.

Symbols and labels are drawn by hand in ``resources/styles/<table>.qml`` (open one in QGIS, change it, save it
there); forms follow from the schema (`forms`). QGIS puts both together and writes the style, once in Chinese
and once in English; the language asked for becomes the default, the other is in the layer's list of styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from osgeo import ogr
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsField,
    QgsMapLayer,
    QgsReadWriteContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant
from qgis.PyQt.QtXml import QDomDocument

from ..core.model import Plan
from ..core.plan.codes import shipped_words
from . import forms
from .geopackage import execute, literal, stop_if_failed, transaction
from .ledgerfile import check_writable, told
from .schema import Table, tables

FOLDER = Path(__file__).parents[1] / "resources" / "styles"
STYLE_NAMES = {"zh": "默认", "en": "English"}
OTHER = {"zh": "其他或未填", "en": "Other or not given"}
TYPES = {
    "text": QVariant.String,
    "integer": QVariant.LongLong,
    "real": QVariant.Double,
    "boolean": QVariant.Bool,
    "date": QVariant.Date,
    "datetime": QVariant.DateTime,
}
STYLE_COLUMNS = (
    ("f_table_catalog", ogr.OFTString, 256),
    ("f_table_schema", ogr.OFTString, 256),
    ("f_table_name", ogr.OFTString, 256),
    ("f_geometry_column", ogr.OFTString, 256),
    ("styleName", ogr.OFTString, 30),
    ("styleQML", ogr.OFTString, 0),
    ("styleSLD", ogr.OFTString, 0),
    ("useAsDefault", ogr.OFTInteger, 0),
    ("description", ogr.OFTString, 0),
    ("owner", ogr.OFTString, 30),
    ("ui", ogr.OFTString, 30),
    ("update_time", ogr.OFTDateTime, 0),
)
GEOMETRIES = {"polygon": "MultiPolygon", "line": "MultiLineString", "point": "Point", "none": "None"}


def write_styles(path: str | Path, plan: Plan, language: str = "zh") -> None:
    """Write the styles of every table of the ledger at `path`; a user's own styles in it stay.

    Value maps offer the targets and townships of `plan`: where it changes, write them again.

    Raises
    ------
    LedgerFileError
        The file is locked, read-only or damaged, or the disk is full; it stays as it was.
    """
    path = Path(path)
    drawn = [(table, each, style(table, plan, each)) for table in tables().values() for each in STYLE_NAMES]
    with told(path):
        check_writable(path)
    with told(path), transaction(path) as dataset:
        styles = dataset.GetLayerByName("layer_styles") or _add_style_table(dataset)
        for table, each, qml in drawn:
            layer = dataset.GetLayerByName(table.name)
            if layer is None:  # a ledger of an older schema lacks the newer tables
                continue
            keys = f"f_table_name = {literal(table.name)} AND styleName = {literal(STYLE_NAMES[each])}"
            execute(dataset, f"DELETE FROM layer_styles WHERE {keys}")
            row = ogr.Feature(styles.GetLayerDefn())
            row["f_table_catalog"] = row["f_table_schema"] = row["owner"] = row["styleSLD"] = ""
            row["f_table_name"], row["f_geometry_column"] = table.name, layer.GetGeometryColumn()
            row["styleName"], row["description"] = STYLE_NAMES[each], getattr(table, each)
            row["styleQML"], row["useAsDefault"] = qml, each == language
            styles.CreateFeature(row)
            stop_if_failed()


def _add_style_table(dataset: ogr.DataSource) -> ogr.Layer:
    """Make the table as QGIS does when the first style is saved into a GeoPackage."""
    layer = dataset.CreateLayer("layer_styles", None, ogr.wkbNone, ["FID=id"])
    for name, kind, width in STYLE_COLUMNS:
        field = ogr.FieldDefn(name, kind)
        field.SetWidth(width)
        if name == "useAsDefault":
            field.SetSubType(ogr.OFSTBoolean)
        if name == "update_time":
            field.SetDefault("CURRENT_TIMESTAMP")
        layer.CreateField(field)
    return layer


def style(table: Table, plan: Plan, language: str) -> str:
    """Return the QML of a table, as the QGIS that runs writes it."""
    layer = _blank_layer(table)
    file = FOLDER / f"{table.name}.qml"
    if file.exists():
        layer.loadNamedStyle(str(file))
        _put_in_words(layer, table, language)
    forms.configure(layer, table, plan, language)
    category = QgsMapLayer.StyleCategory
    kept = (
        category.LayerConfiguration
        | category.Symbology
        | category.Labeling
        | category.Rendering
        | category.Fields
        | category.Forms
        | category.AttributeTable
        | category.MapTips
    )
    document = QDomDocument()
    layer.exportNamedStyle(document, QgsReadWriteContext(), kept)
    return document.toString(0)


def _blank_layer(table: Table) -> QgsVectorLayer:
    layer = QgsVectorLayer(GEOMETRIES[table.geometry], table.name, "memory")
    fields = [QgsField("fid", QVariant.LongLong)]
    fields += [QgsField(field.name, TYPES[field.type]) for field in table.fields]
    layer.dataProvider().addAttributes(fields)
    layer.updateFields()
    return layer


def _put_in_words(layer: QgsVectorLayer, table: Table, language: str) -> None:
    """Name the legend's classes by their code lists; QML files hold codes, and labels a Chinese unit."""
    renderer = layer.renderer()
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        codes = shipped_words()[0][table.field(renderer.classAttribute()).codes]
        for index, category in enumerate(renderer.categories()):
            words = [getattr(codes[value], language) for value in category_values(category.value())]
            renderer.updateCategoryLabel(index, _legend(words, language))
    if layer.labeling() and language == "en":
        labeling = layer.labeling().clone()
        settings = labeling.settings()
        settings.fieldName = settings.fieldName.replace("亩", "mu")
        labeling.setSettings(settings)
        layer.setLabeling(labeling)


def _legend(words: list[str], language: str) -> str:
    """Join the names of the codes of a class, without what they say in brackets."""
    short = dict.fromkeys(re.split(r" ?[（(]", word)[0] for word in words)
    return ("、" if language == "zh" else ", ").join(short) or OTHER[language]


def category_values(value: object) -> Iterator[str]:
    """Yield the codes of a class of the legend: one, several merged into one, or none for all others."""
    for part in value if isinstance(value, list) else [value]:
        if part not in (None, ""):
            yield str(part)
