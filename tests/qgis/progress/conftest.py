"""A small ledger in QGIS' window, with the progress dock open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ecoledger.layers import project
from ecoledger.tests.qgis import windows
from ecoledger.tests.qgis.progress.window import PATIENCE, open_dock
from ecoledger.tests.qgis.windows import shows_rows
from ecoledger.workflow import progress


@pytest.fixture
def iface(qgis_iface, qgis_new_project, monkeypatch):
    monkeypatch.setattr(progress, "SOON", 10)
    with windows.desktop(qgis_iface, monkeypatch, ("townships", "targets", "intervention_polygons")) as iface:
        yield iface


@pytest.fixture
def path(tmp_path, iface, small):
    return Path(shutil.copy(small, tmp_path / small.name))


@pytest.fixture
def dock(path, iface, qtbot):
    project.add_layers(path)
    dock = open_dock(iface)
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)
    return dock
