"""Findings waived with a reason, for a time, and taken back."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing

import pytest
from qgis.PyQt.QtWidgets import QPushButton

from ecoledger.dialogs.waive_dialog import WaiveDialog
from ecoledger.layers import store
from ecoledger.tests.qgis.findings.window import PATIENCE, answer, choose, first
from ecoledger.tests.qgis.windows import shows_rows


def undo(iface):
    """Press the undo of the message shown last."""
    item = iface.messageBar().currentItem()
    next(b for b in item.findChildren(QPushButton) if b.text() == "Undo").click()


def settled(dock, text, qtbot):
    qtbot.waitUntil(lambda: shows_rows(dock) and text in dock.told.text(), timeout=PATIENCE)


def test_many_are_waived_with_one_reason_and_that_is_undone_at_once(dock, path, iface, qtbot, monkeypatch):
    rows = choose(dock, lambda r: r.keys["rule"] in ("steep_slope", "permanent_basic_farmland"))
    assert len(rows) > 1
    answer(monkeypatch, " 批文〔2021〕3号 ")
    dock.waive.click()
    settled(dock, f"{len(rows)} waived", qtbot)
    waived = choose(dock, lambda r: r.keys["state"] == "waived")
    assert {row.reason for row in waived} == {"批文〔2021〕3号"} and len(waived) == len(rows)
    assert len(store.read_layer(path, "waivers")) == len(rows)
    dock.unwaive.click()
    settled(dock, "0 waived", qtbot)
    assert not len(store.read_layer(path, "waivers"))
    undo(iface)  # of taking them back
    settled(dock, f"{len(rows)} waived", qtbot)
    assert set(store.read_layer(path, "waivers").reason) == {"批文〔2021〕3号"}


def test_a_waiver_given_by_mistake_is_undone(dock, path, iface, qtbot, monkeypatch):
    first(dock, lambda r: r.keys["rule"] == "steep_slope")
    answer(monkeypatch, "理由")
    dock.waive.click()
    settled(dock, "1 waived", qtbot)
    undo(iface)
    settled(dock, "0 waived", qtbot)
    assert not len(store.read_layer(path, "waivers"))


def test_a_waiver_holds_until_its_last_day_and_is_open_again_after_it(dock, path, qtbot, monkeypatch):
    row = first(dock, lambda r: r.keys["rule"] == "steep_slope")
    today = dt.date.today()
    answer(monkeypatch, "临时用地批文", until=today)
    dock.waive.click()
    settled(dock, "1 waived", qtbot)
    [waived] = [r for r in dock.shown() if r.keys["state"] == "waived"]
    assert waived.reason == f"临时用地批文 (until {today})"
    with closing(sqlite3.connect(path)) as file, file:
        file.create_function("ST_IsEmpty", 1, lambda blob: 0)
        file.execute("UPDATE waivers SET until = '2020-01-31'")
    dock.refresh.click()
    settled(dock, "0 waived", qtbot)
    [again] = [r for r in dock.shown() if "ended on 2020-01-31" in r.reason]
    assert (again.keys["state"], again.fid, again.keys["rule"]) == ("open", row.fid, "steep_slope")


@pytest.mark.parametrize(("reason", "good"), [("", True), ("  ", True), ("理由", False)])
def test_without_a_reason_nothing_is_waived(dock, path, monkeypatch, reason, good):
    first(dock, lambda r: r.keys["rule"] == "steep_slope")
    answer(monkeypatch, reason, good=good)
    dock.waive.click()
    assert not len(store.read_layer(path, "waivers"))


def test_the_dialog_of_waivers_says_what_is_missing(iface):
    dialog = WaiveDialog(3)
    good = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not good.isEnabled() and good.toolTip()
    assert not dialog.last_day.isEnabled() and dialog.last_day.toolTip() and dialog.until() is None
    dialog.why.setPlainText("理由")
    dialog.ends.setChecked(True)
    assert good.isEnabled() and dialog.last_day.isEnabled() and dialog.until() > dt.date.today()
