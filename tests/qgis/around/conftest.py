"""A window of QGIS with the plugin in it, settings of its own, a ledger to open."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsProject

import ecoledger
from ecoledger import settings, tasks, workflow
from ecoledger.dialogs.first_steps import FirstStepsDock
from ecoledger.tests.qgis.desktop import Desktop, settle
from ecoledger.workflow import manual


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
def ledger(small, tmp_path):
    return str(shutil.copy(small, tmp_path / "郧阳 台账.gpkg"))


@pytest.fixture
def steps(desktop):
    workflow.offer_first_steps(desktop)
    desktop.press("First steps…")
    (dock,) = desktop.window.findChildren(FirstStepsDock)
    return dock


@pytest.fixture
def in_chinese(monkeypatch):
    monkeypatch.setattr(manual, "folder", lambda: manual.MANUAL / "zh")
