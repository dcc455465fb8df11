"""A guarded ledger in QGIS' window, with the findings dock open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ecoledger.layers import project
from ecoledger.tests.qgis import windows
from ecoledger.tests.qgis.findings.window import PATIENCE, open_dock
from ecoledger.tests.qgis.windows import shows_rows

SHOWN = ("townships", "intervention_polygons", "intervention_lines", "intervention_points", "waivers")


@pytest.fixture
def iface(qgis_iface, qgis_new_project, monkeypatch):
    with windows.desktop(qgis_iface, monkeypatch, SHOWN) as iface:
        yield iface


@pytest.fixture
def path(tmp_path, iface, sample_ledger):
    return Path(shutil.copy(sample_ledger, tmp_path / sample_ledger.name))


@pytest.fixture
def dock(path, iface, qtbot):
    project.add_layers(path)
    dock = open_dock(iface)
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)
    return dock
