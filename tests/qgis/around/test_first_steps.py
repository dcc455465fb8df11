"""The first steps: offered, taken, ticked."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QStandardPaths
from qgis.PyQt.QtWidgets import QFileDialog, QPushButton

from ecoledger import settings, workflow
from ecoledger.dialogs.first_steps import FirstStepsDock
from ecoledger.dialogs.manual import ManualWindow
from ecoledger.dialogs.progress_dock import ProgressDock
from ecoledger.dialogs.sketch_dock import SketchDock
from ecoledger.layers.project import find_layer
from ecoledger.tests.qgis.desktop import settle
from ecoledger.workflow import first_steps

DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation
HOME = QStandardPaths.StandardLocation.HomeLocation


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
