"""Findings taken along: copied, written to files, and what was looked at."""

from __future__ import annotations

import csv

from qgis.core import Qgis, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QFileDialog, QTextEdit

from ecoledger.tests.qgis.findings.window import choose


def test_copied_findings_can_be_pasted_into_a_sheet(dock, qtbot):
    rows = choose(dock, lambda r: r.keys["rule"] == "steep_slope")
    qtbot.keyClick(dock.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == len(rows) + 1 and rows[0].problem in lines[1] and "nan" not in lines[1]


def export_to(dock, monkeypatch, file, kind):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(file), ""))
    action = next(a for a in dock.export_menu.menu().actions() if a.text().startswith(kind))
    action.trigger()


def test_exports_hold_what_the_filters_let_through(dock, tmp_path, monkeypatch):
    dock.severity.setCurrentIndex(1)
    shown = dock.shown()
    export_to(dock, monkeypatch, tmp_path / "结果 表.csv", "CSV")
    with (tmp_path / "结果 表.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == len(shown) + 1
    export_to(dock, monkeypatch, tmp_path / "结果", "HTML")
    text = (tmp_path / "结果.html").read_text(encoding="utf-8")
    assert text.count("<tr>") == len(shown) + 1 and "checked" in text
    export_to(dock, monkeypatch, tmp_path / "结果 图.gpkg", "GeoPackage")
    counts = 0
    for name in ("polygons", "lines", "points", "without_place"):
        part = QgsVectorLayer(f"{tmp_path / '结果 图.gpkg'}|layername=findings_{name}", "x", "ogr")
        counts += part.featureCount() if part.isValid() else 0
    assert counts == len(shown)


def test_an_export_that_cannot_be_written_is_told(dock, tmp_path, monkeypatch, iface):
    export_to(dock, monkeypatch, tmp_path / "没有" / "表.csv", "CSV")
    assert "表.csv cannot be written" in iface.messageBar().get_messages(Qgis.MessageLevel.Warning)[-1]


def test_what_was_looked_at_can_be_read(dock, iface):
    dock.notes.click()
    window = iface.mainWindow().findChild(QDockWidget.__mro__[1], "ecoledger_text")
    said = window.findChild(QTextEdit).toPlainText().splitlines()
    assert (
        said[0].startswith("Checked ") and "no rule could be checked for Intervention parcels FID" in said[0]
    )
    assert any("zones of Ecological red lines (1 repaired: FID" in line for line in said)
    assert not any("ruled out" in line for line in said[: said.index("")])
    assert "2 features could not be checked" in dock.told.text()
