"""A new ledger: the question, and the wish in the background."""

from __future__ import annotations

import shutil
import threading

import pytest
from qgis.core import Qgis, QgsProject
from qgis.gui import QgsMessageViewer
from qgis.PyQt.QtCore import QObject, Qt, QVariant
from qgis.PyQt.QtWidgets import QDialogButtonBox, QFileDialog, QPushButton

from ecoledger import settings, tasks, workflow
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.dialogs.new_ledger import Answer, NewLedgerDialog
from ecoledger.layers import newledger, store
from ecoledger.layers.project import find_layer
from ecoledger.tests.qgis.running import layer, square
from ecoledger.workflow.new_ledger import make_ledger


def townships(leave_out=0):
    towns = read_plan(shipped_plan()).townships[leave_out:]
    rows = [(square(1000 * i, 0, 1000), t.code) for i, t in enumerate(towns)]
    made = layer(*rows, fields=(("乡镇代码", QVariant.String),), name="乡镇")
    QgsProject.instance().addMapLayer(made)
    return made


# The question


@pytest.fixture
def dialog(qtbot):
    made = NewLedgerDialog({"towns_1": "乡镇"}, lambda path: path == "/data/有了.gpkg")
    qtbot.addWidget(made)
    made.show()
    return made


def create(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def test_create_says_why_it_is_not_to_be_had_and_is_when_all_is_there(dialog, qtbot):
    assert not create(dialog).isEnabled()
    assert create(dialog).toolTip() == dialog.reason.text() != ""
    dialog.file.lineEdit().insert("/data/新 台账")  # QTest's keys are ASCII
    assert create(dialog).isEnabled() and create(dialog).toolTip() == ""
    qtbot.keyClick(dialog.file.lineEdit(), Qt.Key.Key_Return)
    assert dialog.result() == 1
    assert dialog.answer() == Answer("", "towns_1", "/data/新 台账.gpkg")


def test_a_file_that_is_there_is_not_overwritten(dialog, qtbot):
    dialog.file.lineEdit().insert("/data/有了")
    assert not create(dialog).isEnabled()
    assert "有了.gpkg" in dialog.reason.text()
    qtbot.keyClicks(dialog.file.lineEdit(), "2")
    assert create(dialog).isEnabled()


def test_without_a_layer_a_file_of_townships_is_chosen(qtbot, monkeypatch):
    dialog = NewLedgerDialog({}, lambda path: False)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.file.lineEdit(), "/data/a.gpkg")
    assert not create(dialog).isEnabled() and "townships" in dialog.reason.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: ("/data/乡镇界.shp", ""))
    dialog.browse.click()
    assert dialog.townships.currentText() == "乡镇界.shp"
    assert create(dialog).isEnabled()
    assert dialog.answer().townships == "/data/乡镇界.shp"


def test_its_help_button_asks_for_the_page(dialog, qtbot):
    with qtbot.waitSignal(dialog.help_wanted):
        dialog.buttons.button(QDialogButtonBox.StandardButton.Help).click()


# The wish


def test_the_ledger_is_made_in_the_background_and_opened(desktop, tmp_path, qtbot):
    path = tmp_path / "郧阳 新台账.gpkg"
    make_ledger(desktop, Answer("", townships().id(), str(path)))
    qtbot.waitUntil(lambda: find_layer(path, "townships") is not None, timeout=20_000)
    assert find_layer(path, "townships").featureCount() == 20
    assert settings.load().last_ledger == str(path)
    (_, text, level) = desktop.said()[-1]
    assert "Layers added" in text and level == Qgis.MessageLevel.Success


def test_what_asks_for_a_look_is_a_press_away(desktop, tmp_path, qtbot):
    path = tmp_path / "a.gpkg"
    make_ledger(desktop, Answer("", townships(leave_out=2).id(), str(path)))
    qtbot.waitUntil(lambda: any("18" in title for title, _, _ in desktop.said()), timeout=20_000)
    desktop.press("Show them…")
    (window,) = desktop.window.findChildren(QgsMessageViewer)
    assert (
        "安阳镇 (420304101) of the plan has no feature here"
        in window.findChild(QObject, "txtMessage").toPlainText()
    )


def test_a_plan_with_faults_makes_no_file_and_lists_them(desktop, tmp_path, qtbot):
    folder = tmp_path / "方案 草稿"
    shutil.copytree(shipped_plan(), folder)
    targets = folder / "targets.csv"
    targets.write_text(targets.read_text(encoding="utf-8").replace("万亩", "furlong"), encoding="utf-8")
    path = tmp_path / "a.gpkg"
    make_ledger(desktop, Answer(str(folder), townships().id(), str(path)))
    qtbot.waitUntil(lambda: bool(desktop.said()), timeout=20_000)
    (button,) = desktop.bar.items()[0].findChildren(QPushButton)
    assert button.text().startswith("Show all")
    button.click()
    text = desktop.window.findChild(QgsMessageViewer).findChild(QObject, "txtMessage").toPlainText()
    assert text.count("furlong") >= 2
    assert not path.exists()


def test_the_layer_that_is_named_like_townships_is_offered_first(desktop, monkeypatch):
    for name in ("坡耕地", "郧阳区乡镇界", "图斑"):
        QgsProject.instance().addMapLayer(layer((square(0, 0, 10), "1"), name=name))
    offered = []
    monkeypatch.setattr(
        NewLedgerDialog, "exec", lambda dialog: offered.append(dialog.townships.currentText())
    )
    workflow.new_ledger(desktop)
    assert offered == ["郧阳区乡镇界"]


def test_a_file_that_is_no_layer_is_refused_at_once(desktop, tmp_path):
    (tmp_path / "乡镇.shp").write_text("not one")
    make_ledger(desktop, Answer("", str(tmp_path / "乡镇.shp"), str(tmp_path / "a.gpkg")))
    assert "乡镇.shp" in desktop.said()[0][0]


def test_a_layer_removed_meanwhile_changes_nothing(desktop, tmp_path, qtbot):
    towns, path = townships(), tmp_path / "a.gpkg"
    make_ledger(desktop, Answer("", towns.id(), str(path)))
    QgsProject.instance().removeMapLayer(towns.id())
    qtbot.waitUntil(lambda: find_layer(path, "townships") is not None, timeout=20_000)
    assert len(store.read_townships(path).dropna(subset=["geometry"])) == 20


def test_a_project_closed_meanwhile_gets_no_layer_and_no_file(desktop, tmp_path, monkeypatch, qtbot):
    path, closed, begun = tmp_path / "a.gpkg", threading.Event(), threading.Event()
    real = newledger.create_ledger

    def slow(*arguments, **options):
        begun.set()
        closed.wait(10)
        return real(*arguments, **options)

    monkeypatch.setattr(newledger, "create_ledger", slow)
    make_ledger(desktop, Answer("", townships().id(), str(path)))
    assert begun.wait(10)
    QgsProject.instance().clear()
    closed.set()
    qtbot.waitUntil(lambda: not tasks._running, timeout=20_000)
    assert not path.exists()
    assert not QgsProject.instance().mapLayers() and not desktop.said()
