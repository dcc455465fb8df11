"""The page of settings in the options of QGIS, and what they change."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt

from ecoledger import settings, workflow
from ecoledger.dialogs.manual import ManualWindow
from ecoledger.dialogs.settings_page import SettingsPage


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
