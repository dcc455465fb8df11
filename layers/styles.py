"""How the ledger's layers look and are filled in, kept in the file: plain QGIS and QField show the same.

Symbols and labels are drawn by hand in ``resources/styles/<table>.qml`` (open one in QGIS, change it, save it
there); forms follow from the schema (`forms`). QGIS puts both together and writes the style, once in Chinese
and once in English; the language asked for becomes the default, the other is in the layer's list of styles.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

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
from . import area_panel, forms
from .geopackage import writing
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
GEOMETRIES = {"polygon": "MultiPolygon", "line": "MultiLineString", "point": "Point", "none": "None"}

Drawn = tuple[Table, str, str]  # a table, a language, its QML

# As QGIS makes it when the first style is saved into a GeoPackage.
CREATE = """
CREATE TABLE IF NOT EXISTS layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"""
REGISTER = """
INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, srs_id)
VALUES ('layer_styles', 'attributes', 'layer_styles', 0)"""
GEOMETRY_COLUMNS = """
SELECT c.table_name, coalesce(g.column_name, '') FROM gpkg_contents AS c
LEFT JOIN gpkg_geometry_columns AS g ON g.table_name = c.table_name"""
USERS_DEFAULTS = "SELECT f_table_name FROM layer_styles WHERE useAsDefault AND styleName NOT IN (?, ?)"
DELETE = "DELETE FROM layer_styles WHERE f_table_name = ? AND styleName = ?"
INSERT = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,
    styleQML, styleSLD, useAsDefault, description, owner)
VALUES ('', '', ?, ?, ?, ?, '', ?, ?, '')"""


def write_styles(path: str | Path, plan: Plan, language: str = "zh") -> None:
    """Write the styles of every table of the ledger at `path`; a user's own styles and defaults stay.

    Value maps offer the targets and townships of `plan`: where it changes, write them again.

    Raises
    ------
    LedgerFileError
        The file is locked, read-only or damaged, or the disk is full; it stays as it was.
    """
    path = Path(path)
    drawn = draw_styles(plan)
    with told(path):
        check_writable(path)
        with writing(path) as database:
            put_styles(database, drawn, language)


def draw_styles(plan: Plan) -> list[Drawn]:
    """Return the style of every table in every language."""
    return [(table, each, style(table, plan, each)) for table in tables().values() for each in STYLE_NAMES]


def put_styles(database: sqlite3.Connection, drawn: Iterable[Drawn], language: str) -> None:
    """Write drawn styles into an open ledger; those of `language` become the defaults."""
    database.execute(CREATE)
    database.execute(REGISTER)
    columns = dict(database.execute(GEOMETRY_COLUMNS))
    users = {name for (name,) in database.execute(USERS_DEFAULTS, tuple(STYLE_NAMES.values()))}
    for table, each, qml in drawn:
        if table.name in columns:  # a ledger of an older schema lacks the newer tables
            default = each == language and table.name not in users
            row = table.name, columns[table.name], STYLE_NAMES[each], qml, default
            database.execute(DELETE, (table.name, STYLE_NAMES[each]))
            database.execute(INSERT, (*row, getattr(table, each)))


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
    area_panel.add_text(document, language)
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
