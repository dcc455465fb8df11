"""Styles in the file of a ledger: one default in each language, a user's own kept."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from qgis.core import QgsExpression

from ecoledger.core.errors import LedgerFileError
from ecoledger.layers import styles
from ecoledger.layers.schema import tables
from ecoledger.tests.qgis.styles.layers import SPATIAL, label_text, layer_of


def rows(path, sql):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def test_every_table_has_a_style_in_each_language_and_one_default(ledger):
    found = rows(ledger, "SELECT f_table_name, styleName, useAsDefault FROM layer_styles")
    assert len(found) == 2 * len(tables())
    assert {(name, style) for name, style, default in found if default} == {(n, "默认") for n in tables()}
    assert {(name, style) for name, style, default in found if not default} == {
        (n, "English") for n in tables()
    }
    assert rows(ledger, "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'") == [
        ("attributes",)
    ]


def test_written_again_they_are_not_doubled_and_a_users_own_style_stays(ledger, plan, tmp_path):
    ledger = shutil.copy(ledger, tmp_path / "我的.gpkg")
    townships = layer_of(ledger, "townships")
    assert townships.saveStyleToDatabase("我的样式", "", False, "") in (None, "")
    styles.write_styles(ledger, plan)
    found = rows(ledger, "SELECT styleName FROM layer_styles WHERE f_table_name = 'townships'")
    assert sorted(name for (name,) in found) == sorted(["English", "我的样式", "默认"])


def test_written_again_they_leave_a_default_of_the_users_own(ledger, plan, tmp_path):
    ledger = shutil.copy(ledger, tmp_path / "我的.gpkg")
    townships = layer_of(ledger, "townships")
    townships.saveStyleToDatabase("我的样式", "", True, "")
    styles.write_styles(ledger, plan)
    sql = "SELECT styleName FROM layer_styles WHERE f_table_name = 'townships' AND useAsDefault"
    assert rows(ledger, sql) == [("我的样式",)]


def test_a_file_that_is_not_there_is_told(tmp_path, plan):
    with pytest.raises(LedgerFileError):
        styles.write_styles(tmp_path / "无.gpkg", plan)


def test_every_drawn_table_has_a_style_file_and_every_file_a_table():
    assert {file.stem for file in styles.FOLDER.glob("*.qml")} == set(SPATIAL)


@pytest.mark.parametrize("table", tables())
def test_every_expression_can_be_read(ledger, table):
    layer = layer_of(ledger, table)
    texts = [layer.displayExpression()]
    if layer.labeling():
        texts.append(label_text(layer))
    for i in range(layer.fields().count()):
        texts += [layer.constraintExpression(i), layer.defaultValueDefinition(i).expression()]
    for text in filter(None, texts):
        expression = QgsExpression(text)
        assert not expression.hasParserError(), text
        assert {c for c in expression.referencedColumns()} <= set(layer.fields().names()), text
