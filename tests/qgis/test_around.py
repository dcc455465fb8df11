"""Around the work: menu, new ledger, recent ledgers, first steps, manual and settings; all taken down."""

from __future__ import annotations

import re
import shutil
import threading
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsProject
from qgis.gui import QgsLayerTreeMapCanvasBridge, QgsMapCanvas, QgsMessageBar, QgsMessageViewer
from qgis.PyQt.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QStandardPaths,
    Qt,
    QTranslator,
    QUrl,
    QVariant,
)
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QDialogButtonBox, QDockWidget, QFileDialog, QMainWindow, QMenu, QPushButton

import ecoledger
from ecoledger import dependencies, settings, tasks, workflow
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.dialogs.buttons import label_buttons
from ecoledger.dialogs.first_steps import FirstStepsDock
from ecoledger.dialogs.manual import ManualWindow
from ecoledger.dialogs.new_ledger import Answer, NewLedgerDialog
from ecoledger.dialogs.progress_dock import ProgressDock
from ecoledger.dialogs.settings_page import SettingsPage
from ecoledger.dialogs.sketch_dock import SketchDock
from ecoledger.layers import newledger, store
from ecoledger.layers.project import find_layer
from ecoledger.tests.conftest import ROOT
from ecoledger.tests.qgis.running import layer, square
from ecoledger.tests.qgis.small_ledger import make
from ecoledger.workflow import first_steps, manual
from ecoledger.workflow.menu import MENU, Wish
from ecoledger.workflow.new_ledger import make_ledger
from ecoledger.workflow.rules import show_findings

DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation
HOME = QStandardPaths.StandardLocation.HomeLocation


class Desktop:
    """As much of QGIS' window as the wishes ask for, of real widgets."""

    def __init__(self):
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4525"))
        self.bar, self.plugins = QgsMessageBar(self.window), QMenu(self.window)
        self.bridge = QgsLayerTreeMapCanvasBridge(
            QgsProject.instance().layerTreeRoot(), self.canvas, self.canvas
        )
        self.shortcuts, self.pages, self.active = {}, [], None

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self.canvas

    def messageBar(self):
        return self.bar

    def pluginMenu(self):
        return self.plugins

    def layerTreeCanvasBridge(self):
        return self.bridge

    def addToolBar(self, title):
        return self.window.addToolBar(title)

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def registerMainWindowAction(self, action, keys):
        self.shortcuts[action.objectName()] = keys

    def unregisterMainWindowAction(self, action):
        del self.shortcuts[action.objectName()]

    def registerOptionsWidgetFactory(self, factory):
        self.pages.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):
        self.pages.remove(factory)

    def setActiveLayer(self, chosen):
        self.active = chosen

    # What a user sees and presses

    def said(self):
        """The messages that are shown: title, text, level."""
        return [(item.title(), item.text(), item.level()) for item in self.bar.items()]

    def press(self, label):
        (button,) = [
            b for item in self.bar.items() for b in item.findChildren(QPushButton) if b.text() == label
        ]
        button.click()


@pytest.fixture
def desktop(qgis_app):
    QgsProject.instance().clear()
    before = settings.load()
    settings.save(settings.Settings())
    made = Desktop()
    yield made
    tasks.abandon_all()
    QgsProject.instance().clear()
    settings.save(before)
    made.window.deleteLater()
    settle()


@pytest.fixture
def started(desktop):
    plugin = ecoledger.classFactory(desktop)
    plugin.initGui()
    yield plugin
    plugin.unload()


@pytest.fixture
def ledger(tmp_path):
    return str(make(tmp_path / "郧阳 台账.gpkg"))


def settle():
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def townships(leave_out=0):
    towns = read_plan(shipped_plan()).townships[leave_out:]
    rows = [(square(1000 * i, 0, 1000), t.code) for i, t in enumerate(towns)]
    made = layer(*rows, fields=(("乡镇代码", QVariant.String),), name="乡镇")
    QgsProject.instance().addMapLayer(made)
    return made


# Menu, tool bar, up and down


def test_every_entry_says_what_it_does_and_has_a_key_of_its_own(started, desktop):
    entries = [action for action in started.menu.actions() if not action.isSeparator()]
    keys = [re.search(r"&(.)", action.text())[1].lower() for action in entries]
    assert len(keys) == len(set(keys))
    assert all(action.toolTip() != action.text().replace("&", "") for action in started.actions.values())
    assert desktop.shortcuts["ecoledger_add_layers"] == "Ctrl+Alt+L"
    wishes = [entry for entry in MENU if isinstance(entry, Wish)]
    assert [action.text() for action in started.toolbar.actions()] == [
        started.actions[wish.name].text() for wish in wishes if wish.on_toolbar
    ]
    assert all(not action.icon().isNull() for action in started.toolbar.actions())


def test_the_start_makes_no_window(desktop):
    plugin = ecoledger.classFactory(desktop)
    plugin.initGui()
    assert not desktop.window.findChildren(QDockWidget)
    assert not desktop.window.findChildren(ManualWindow)
    plugin.unload()


def test_unload_leaves_no_dock_window_message_page_or_shortcut(desktop, ledger):
    plugin = ecoledger.classFactory(desktop)
    plugin.initGui()
    plugin.actions["first_steps"].trigger()
    plugin.actions["manual"].trigger()
    workflow.say(desktop, "生态台账", "一条消息", {"做": lambda: None})
    assert len(desktop.pages) == 1 and desktop.bar.items()
    plugin.unload()
    settle()
    left = [o.objectName() for o in desktop.window.findChildren(QObject) if "ecoledger" in o.objectName()]
    assert left == []
    assert desktop.bar.items() == desktop.pages == desktop.plugins.actions() == []
    assert desktop.shortcuts == {}


def test_other_programs_messages_stay_when_the_plugin_goes(started, desktop):
    desktop.bar.pushMessage("QGIS", "别人的消息", Qgis.MessageLevel.Info, 0)
    workflow.take_back(desktop)
    assert [title for title, _, _ in desktop.said()] == ["QGIS"]


# Windows


class InBrackets(QTranslator):
    """A language in which every sentence of the plugin stands in brackets."""

    def translate(self, context, source, *more):
        return f"[{source}]" if context == "EcoLedger" else ""


def test_the_buttons_of_a_window_speak_the_plugins_language_and_f1_is_help(qtbot):
    standard = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(standard.Ok | standard.Save | standard.Cancel | standard.Close | standard.Help)
    qtbot.addWidget(box)
    translator = InBrackets()
    QCoreApplication.installTranslator(translator)
    label_buttons(box)
    QCoreApplication.removeTranslator(translator)
    assert all(button.text().startswith("[") for button in box.buttons())
    assert box.button(standard.Help).shortcut().toString() == "F1"


def test_every_window_names_its_buttons():
    for form in (ROOT / "dialogs").glob("*.ui"):
        if "QDialogButtonBox" in form.read_text(encoding="utf-8"):
            assert "label_buttons(" in form.with_suffix(".py").read_text(encoding="utf-8"), form.name


# New ledger: the question


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


# New ledger: the wish


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


# Recent ledgers


def recent(desktop):
    menu = QMenu(desktop.window)
    workflow.fill_recent(menu, desktop)
    return menu.actions()


def test_an_opened_ledger_is_in_the_menu_and_opens_again(desktop, ledger):
    workflow.add_layers(desktop, ledger)
    QgsProject.instance().clear()
    (action,) = recent(desktop)
    assert action.text().startswith("&1 郧阳 台账") and action.toolTip() == ledger
    action.trigger()
    assert find_layer(ledger, "townships") is not None


def test_the_menu_is_filled_each_time_it_opens(started, ledger):
    (menu,) = (action.menu() for action in started.menu.actions() if action.menu())
    menu.aboutToShow.emit()
    assert not menu.actions()[0].isEnabled()
    settings.save(settings.load().opened(ledger))
    menu.aboutToShow.emit()
    assert [action.toolTip() for action in menu.actions()] == [ledger]


def test_before_the_first_the_menu_says_what_to_do(desktop):
    (action,) = recent(desktop)
    assert not action.isEnabled() and action.toolTip()


def test_a_ledger_that_is_gone_can_be_taken_off_the_list(desktop, ledger):
    workflow.add_layers(desktop, ledger)
    QgsProject.instance().clear()
    Path(ledger).unlink()
    desktop.bar.clearWidgets()
    (action,) = recent(desktop)
    action.trigger()
    assert "郧阳 台账.gpkg" in desktop.said()[0][0]
    desktop.press("Take it off the list")
    assert settings.load().recent_ledgers == ()
    assert not desktop.said()


# First steps


def test_they_are_offered_until_the_user_wants_no_offer(desktop):
    workflow.offer_first_steps(desktop)
    desktop.press("Not again")
    assert not settings.load().offer_first_steps
    workflow.offer_first_steps(desktop)
    assert not desktop.said()


def test_who_opened_a_ledger_is_offered_none(desktop, ledger):
    workflow.add_layers(desktop, ledger)
    desktop.bar.clearWidgets()
    workflow.offer_first_steps(desktop)
    assert not desktop.said()


@pytest.fixture
def steps(desktop):
    workflow.offer_first_steps(desktop)
    desktop.press("First steps…")
    (dock,) = desktop.window.findChildren(FirstStepsDock)
    return dock


def button(dock, key):
    return dock.findChild(QPushButton, f"step_{key}")


def test_asked_for_again_it_is_the_same_dock(desktop, steps):
    steps.close()
    workflow.show_first_steps(desktop)
    assert desktop.window.findChildren(FirstStepsDock) == [steps]
    assert not steps.isHidden()


def test_the_sample_is_made_in_the_background_opened_and_ticked(desktop, steps, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "示例 台账"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(path), ""))
    button(steps, "sample").click()
    assert not button(steps, "sample").isEnabled() and button(steps, "sample").toolTip()
    made = path.with_name("示例 台账.gpkg")
    qtbot.waitUntil(lambda: find_layer(made, "townships") is not None, timeout=60_000)
    assert button(steps, "sample").isEnabled()
    assert steps._marks["sample"].text() == "✓"
    assert not steps.offer.isChecked()  # who has a ledger is not asked again
    assert find_layer(made, "intervention_polygons").featureCount() > 100
    button(steps, "sample").click()
    assert "is open in this project" in desktop.said()[0][0]


def test_a_step_that_needs_a_ledger_says_so(desktop, steps):
    for key in ("draw", "progress"):
        desktop.bar.clearWidgets()
        button(steps, key).click()
        assert "first step" in desktop.said()[0][1]


@pytest.mark.parametrize(("step", "dock"), [("progress", ProgressDock), ("draw", SketchDock)])
def test_with_a_ledger_open_a_step_shows_its_dock(desktop, steps, ledger, step, dock):
    workflow.add_layers(desktop, ledger)
    button(steps, step).click()
    assert len(desktop.window.findChildren(dock)) == 1
    assert steps._marks[step].text() == "✓"


def test_the_offer_is_switched_off_and_on_under_the_steps(steps):
    steps.offer.click()
    assert not settings.load().offer_first_steps
    steps.offer.click()
    assert settings.load().offer_first_steps


def test_the_step_that_was_taken_stays_in_sight_where_there_is_little_room(desktop, steps, ledger, qtbot):
    workflow.add_layers(desktop, ledger)
    desktop.window.resize(700, 420)
    desktop.window.show()
    button(steps, "area").click()
    qtbot.waitUntil(lambda: not button(steps, "area").visibleRegion().isEmpty(), timeout=5_000)
    steps.show_step("sample")
    assert button(steps, "area").visibleRegion().isEmpty()


def test_what_is_missing_is_said_beside_the_map_in_the_user_s_language(desktop, monkeypatch):
    workflow.show_missing(desktop)
    assert desktop.bar.currentItem().text() == "Nothing is missing."
    monkeypatch.setattr(dependencies, "missing", lambda: ["pyogrio"])
    workflow.show_missing(desktop)
    item = desktop.bar.currentItem()
    assert "pyogrio" in item.title() + item.text()


def test_a_dock_below_the_map_leaves_it_the_greater_part(desktop, ledger):
    workflow.add_layers(desktop, ledger)
    desktop.window.setCentralWidget(desktop.canvas)
    desktop.window.resize(1100, 740)
    desktop.window.show()
    show_findings(desktop)
    settle()
    dock = desktop.window.findChild(QDockWidget, "ecoledger_findings_dock")
    assert dock.height() < 0.45 * desktop.window.height()


def test_docks_of_one_side_are_tabs_and_the_one_asked_for_is_in_front(desktop, steps, ledger):
    workflow.add_layers(desktop, ledger)
    desktop.window.show()
    button(steps, "draw").click()
    sketch = desktop.window.findChild(SketchDock)
    assert desktop.window.tabifiedDockWidgets(sketch) == [steps]
    settle()
    assert not sketch.visibleRegion().isEmpty()
    workflow.show_first_steps(desktop)
    settle()
    assert not steps.visibleRegion().isEmpty()


def test_the_sample_is_offered_a_folder_that_is_there(desktop, steps, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: asked.append(a[2]) or ("", ""))
    monkeypatch.setattr(
        QStandardPaths, "writableLocation", lambda place: {DOCUMENTS: "/none", HOME: "/tmp"}[place]
    )
    button(steps, "sample").click()
    assert Path(asked[0]).parent == Path("/tmp")


def test_the_steps_have_a_page_of_the_manual(desktop, steps, in_chinese):
    steps.help.click()
    assert desktop.window.findChild(ManualWindow).pages.currentItem().text() == "入门"


def test_a_sample_that_cannot_be_written_frees_the_button(desktop, steps, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "没有" / "a.gpkg"), ""))
    desktop.bar.clearWidgets()
    button(steps, "sample").click()
    qtbot.waitUntil(lambda: bool(desktop.said()), timeout=60_000)
    assert button(steps, "sample").isEnabled()
    assert steps._marks["sample"].text() == "1"


def test_every_step_has_its_deed(steps):
    assert list(steps._buttons) == list(first_steps.STEPS)


# Manual


@pytest.fixture
def in_chinese(monkeypatch):
    monkeypatch.setattr(manual, "folder", lambda: manual.MANUAL / "zh")


def names(language):
    return {file.name for file in (ROOT / "docs" / "manual" / language).glob("*.md")}


def test_both_languages_have_the_same_pages():
    assert names("zh") == names("en") >= {"first_steps.md", "new_ledger.md", "settings.md", "area.md"}


def test_every_page_a_window_asks_for_is_there():
    asked = set()
    for file in (ROOT / "workflow").glob("*.py"):
        asked |= set(re.findall(r'show_manual\(.*?"(\w+)"\)', file.read_text(encoding="utf-8")))
    assert {"new_ledger", "settings", "area"} <= asked
    assert {f"{name}.md" for name in asked} <= names("zh")


@pytest.mark.parametrize("file", sorted((ROOT / "docs" / "manual").rglob("*.md")), ids=lambda f: str(f)[-20:])
def test_a_page_begins_with_its_title_and_its_links_lead_somewhere(file):
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ")
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        assert target.startswith("https://") or (file.parent / target).exists(), target


def test_a_page_below_another_is_shown_with_that_one_marked(desktop, in_chinese):
    workflow.show_manual(desktop.window, "rules/han_chemical_ban_1km")
    window = desktop.window.findChild(ManualWindow)
    window.pages.setFocus()
    settle()
    assert window.text.toPlainText().startswith("汉江干流1公里禁建带")
    assert window.pages.currentItem().text() == "管控规则与数据检查"


def test_the_page_that_is_asked_for_opens_marked_in_the_list(desktop, in_chinese):
    workflow.show_manual(desktop.window, "area")
    (window,) = desktop.window.findChildren(ManualWindow)
    assert "毛面积" in window.text.toPlainText()
    assert window.pages.currentItem().text() == "面积是怎么算的"
    workflow.show_manual(desktop.window, "settings")
    assert desktop.window.findChildren(ManualWindow) == [window]
    assert window.pages.currentItem().text() == "设置"


def test_links_list_and_the_way_back(desktop, in_chinese, qtbot):
    workflow.show_manual(desktop.window)
    (window,) = desktop.window.findChildren(ManualWindow)
    assert window.pages.item(0).text() == "入门" and not window.back.isEnabled()
    window.text.setSource(window.text.source().resolved(QUrl("area.md")))
    assert window.pages.currentItem().text() == "面积是怎么算的"
    window.pages.setFocus()
    qtbot.keyClick(window.pages, Qt.Key.Key_Home)
    assert "入门" in window.text.toPlainText()[:10]
    window.back.click()
    assert window.pages.currentItem().text() == "面积是怎么算的"
    assert window.forward.isEnabled()


def test_a_picture_is_fitted_into_its_page(desktop, in_chinese):
    workflow.show_manual(desktop.window, "plan")
    text = desktop.window.findChild(ManualWindow).text
    image = text.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("../../images/plan-grid.png"))
    assert 300 < image.width() <= text.viewport().width()
    assert text.horizontalScrollBar().maximum() == 0


def test_every_picture_of_the_docs_is_shown_on_a_page():
    pages = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert [file.name for file in (ROOT / "docs" / "images").iterdir() if file.name not in text] == []


def test_a_closed_manual_is_gone(desktop):
    workflow.show_manual(desktop.window)
    desktop.window.findChild(ManualWindow).close()
    settle()
    assert not desktop.window.findChildren(ManualWindow)


# Settings


@pytest.fixture
def page(qtbot):
    shown = settings.Settings(("/a.gpkg", "/b.gpkg"), recent_most=5, zoom_to_ledger=False)
    saved = []
    made = SettingsPage(shown, saved.append)
    made.saved = saved
    qtbot.addWidget(made)
    return made


def test_the_page_shows_what_is_set_and_answers_the_same(page):
    assert page.recent_most.value() == 5 and not page.zoom_to_ledger.isChecked()
    assert page.answer() == settings.Settings(("/a.gpkg", "/b.gpkg"), recent_most=5, zoom_to_ledger=False)


def test_what_is_changed_by_keyboard_is_saved_on_apply_only(page, qtbot):
    qtbot.keyClick(page.zoom_to_ledger, Qt.Key.Key_Space)
    page.recent_most.selectAll()
    qtbot.keyClicks(page.recent_most, "12")
    assert page.saved == []
    page.apply()
    assert page.saved == [settings.Settings(("/a.gpkg", "/b.gpkg"), recent_most=12)]


def test_the_list_is_forgotten_and_the_button_then_says_why_it_is_off(page):
    assert "2" in page.remembered.text()
    page.forget.click()
    assert not page.forget.isEnabled() and page.forget.toolTip()
    page.apply()
    assert page.saved[0].recent_ledgers == ()


def test_qgis_options_get_a_page_that_saves(started, desktop, qtbot):
    (factory,) = desktop.pages
    page = factory.createWidget(None)
    qtbot.addWidget(page)
    assert page.objectName() == "ecoledger_settings_page"
    page.zoom_to_ledger.setChecked(False)
    page.apply()
    assert settings.load().zoom_to_ledger is False
    page.help.click()
    assert page.findChild(ManualWindow) is not None


def test_the_map_stays_where_it_is_if_so_set(desktop, ledger):
    settings.save(settings.Settings(zoom_to_ledger=False))
    before = desktop.canvas.extent()
    workflow.add_layers(desktop, ledger)
    assert desktop.canvas.extent() == before
