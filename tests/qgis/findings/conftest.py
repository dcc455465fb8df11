"""A guarded ledger in QGIS' window, with the findings dock open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from qgis.core import QgsProject

from ecoledger import tasks
from ecoledger.core.sample import build_sample
from ecoledger.layers import project, schema, store
from ecoledger.tests.qgis.findings.window import PATIENCE, is_ready, open_dock
from ecoledger.workflow import watched_ledger
from ecoledger.workflow.docks import remove_windows

SHOWN = ("townships", "intervention_polygons", "intervention_lines", "intervention_points", "waivers")


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("检查 结果") / "郧阳 台账.gpkg"
    sample = build_sample()
    store.create(path, sample.plan, sample.rows_to_write())
    return path


@pytest.fixture
def iface(qgis_iface, qgis_new_project, monkeypatch):
    monkeypatch.setattr(watched_ledger, "SOON", 10)
    few = {name: schema.tables()[name] for name in SHOWN}
    monkeypatch.setattr(project, "tables", lambda: few)  # the others would only take time to load
    yield qgis_iface
    tasks.abandon_all()
    remove_windows(qgis_iface)
    QgsProject.instance().clear()


@pytest.fixture
def path(tmp_path, iface, made):
    return Path(shutil.copy(made, tmp_path / made.name))


@pytest.fixture
def dock(path, iface, qtbot):
    project.add_layers(path)
    dock = open_dock(iface)
    qtbot.waitUntil(lambda: is_ready(dock), timeout=PATIENCE)
    return dock
