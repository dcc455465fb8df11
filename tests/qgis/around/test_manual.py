"""The manual: its pages, links and pictures, and the window that shows them."""

from __future__ import annotations

import re

import pytest
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QTextDocument

from ecoledger import workflow
from ecoledger.dialogs.manual import ManualWindow
from ecoledger.tests.conftest import ROOT
from ecoledger.tests.qgis.desktop import settle


def names(language):
    return {file.name for file in (ROOT / "docs" / "manual" / language).glob("*.md")}


def test_both_languages_have_the_same_pages():
    assert names("zh") == names("en") >= {"first_steps.md", "new_ledger.md", "settings.md", "area.md"}


def test_every_page_a_window_asks_for_is_there():
    asked = set()
    for file in (ROOT / "workflow").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        asked |= set(re.findall(r'show_manual\(.*?"(\w+)"\)', text))
        asked |= set(re.findall(r'def _page\(self\).*?return "(\w+)"', text, re.DOTALL))
    assert {"new_ledger", "settings", "area", "progress", "place"} <= asked
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
