"""The figures of the progress dock taken along: copied, as tables, as pictures."""

from __future__ import annotations

import csv
import os

import pytest
from osgeo import ogr
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QApplication, QFileDialog

from ecoledger.layers import export
from ecoledger.tests.qgis.progress.window import choose


def test_chosen_rows_are_copied_with_their_headings(dock, qtbot):
    choose(dock, "bank")
    qtbot.keyClick(dock.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, line = QApplication.clipboard().text().split("\n")
    row = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert (row["Target or township"], row["Unit"], row["Counted"], row["Deducted"]) == (
        "bank",
        "km",
        "1.5",
        "0.5",
    )
    assert row["Quota"] == ""


def save_as(monkeypatch, file, kind=""):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *a: (str(file), kind)))


def export_as(dock, text):
    next(a for a in dock.export_menu.menu().actions() if text in a.text()).trigger()


def test_the_table_as_csv_for_a_chinese_excel(dock, tmp_path, monkeypatch):
    file = tmp_path / "进 度.csv"
    save_as(monkeypatch, file)
    export_as(dock, "CSV")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [r["Counted"] for r in rows if r["Target or township"] == "bank" and not r["Part of it"]] == [
        "1.5"
    ]
    assert [r["Part of it"] for r in rows if r["Target or township"] == "bank"] == ["", "甲镇", "乙镇"]
    assert os.listdir(tmp_path).count("进 度.csv") == 1


def test_the_table_as_xlsx_with_numbers_as_numbers(dock, tmp_path, monkeypatch):
    file = tmp_path / "进 度.xlsx"
    save_as(monkeypatch, file)
    export_as(dock, "XLSX")
    dataset = ogr.Open(str(file))
    sheet = dataset.GetLayer(0)
    rows = [feature.items() for feature in sheet]
    assert rows[0]["Target or township"] == "greening" and rows[0]["Counted"] == 30.0
    del sheet, dataset


def test_a_file_that_is_open_in_excel_stays_and_is_told(dock, tmp_path, monkeypatch, iface):
    file = tmp_path / "进度.xlsx"
    file.write_text("kept")
    save_as(monkeypatch, file)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(export.os, "replace", refuse)
    said = []
    bar = iface.messageBar()
    monkeypatch.setattr(bar, "pushMessage", lambda *a: said.append(a), raising=False)
    monkeypatch.setattr(iface, "messageBar", lambda: bar)
    export_as(dock, "XLSX")
    assert "进度.xlsx cannot be written: Permission denied" in said[0][0]
    assert "Close it in Excel" in said[0][1]
    assert file.read_text() == "kept"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".xlsx"] == ["进度.xlsx"]


@pytest.mark.parametrize("text", ["Waterfall", "Chart"])
def test_charts_as_pictures(dock, tmp_path, monkeypatch, text):
    choose(dock, "greening")
    save_as(monkeypatch, tmp_path / "图.svg")
    export_as(dock, text)
    assert (tmp_path / "图.svg").read_text(encoding="utf-8").startswith("<svg")
    save_as(monkeypatch, tmp_path / "图.png")
    export_as(dock, text)
    assert QImage(str(tmp_path / "图.png")).width() >= 1800


def test_a_name_without_an_ending_gets_that_of_its_kind(dock, tmp_path, monkeypatch):
    save_as(monkeypatch, tmp_path / "图", "PNG (*.png)")
    export_as(dock, "Waterfall")
    assert (tmp_path / "图.png").exists()


def test_leaving_the_file_dialog_writes_nothing(dock, tmp_path, monkeypatch):
    before = sorted(tmp_path.iterdir())
    save_as(monkeypatch, "")
    export_as(dock, "CSV")
    assert sorted(tmp_path.iterdir()) == before
