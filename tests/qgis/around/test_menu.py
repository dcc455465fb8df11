"""The menu, the tool bar and the windows of the plugin: what they say, and that all is taken down."""

from __future__ import annotations

import re

from qgis.core import Qgis
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTranslator
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QDockWidget, QWidget

import ecoledger
from ecoledger import dependencies, workflow
from ecoledger.dialogs.buttons import label_buttons
from ecoledger.dialogs.manual import ManualWindow
from ecoledger.tests.conftest import ROOT
from ecoledger.tests.qgis.desktop import settle
from ecoledger.workflow.menu import MENU, Wish
from ecoledger.workflow.messages import show_text
from ecoledger.workflow.rules import show_findings


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


def test_a_longer_text_closes_in_the_plugins_language(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    translator = InBrackets()
    QCoreApplication.installTranslator(translator)
    show_text(parent, "查看", "一行字")
    QCoreApplication.removeTranslator(translator)
    box = parent.findChild(QDialog, "ecoledger_text").findChild(QDialogButtonBox)
    assert [button.text() for button in box.buttons()] == ["[Close]"]


def test_every_window_names_its_buttons():
    for form in (ROOT / "dialogs").glob("*.ui"):
        if "QDialogButtonBox" in form.read_text(encoding="utf-8"):
            assert "label_buttons(" in form.with_suffix(".py").read_text(encoding="utf-8"), form.name


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
