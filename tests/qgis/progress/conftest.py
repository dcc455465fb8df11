"""A small ledger in QGIS' window, with the progress dock open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ecoledger.layers import project
from ecoledger.tests.qgis import small_ledger, windows
from ecoledger.tests.qgis.progress.window import PATIENCE, open_dock
from ecoledger.tests.qgis.windows import shows_rows
from ecoledger.workflow import progress


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    return small_ledger.make(tmp_path_factory.mktemp("台账") / "小区 台账.gpkg")


@pytest.fixture
def iface(qgis_iface, qgis_new_project, monkeypatch):
    monkeypatch.setattr(progress, "SOON", 10)
    with windows.desktop(qgis_iface, monkeypatch, ("townships", "targets", "intervention_polygons")) as iface:
        yield iface


@pytest.fixture
def path(tmp_path, iface, made):
    return Path(shutil.copy(made, tmp_path / made.name))


@pytest.fixture
def dock(path, iface, qtbot):
    project.add_layers(path)
    dock = open_dock(iface)
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)
    return dock
