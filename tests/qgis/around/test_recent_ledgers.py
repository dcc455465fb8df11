"""Ledgers that were opened before, in the menu."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QMenu

from ecoledger import settings, workflow
from ecoledger.layers.project import find_layer


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
