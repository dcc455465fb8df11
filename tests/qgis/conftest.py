"""Fixtures of the tests that run inside QGIS."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsProject

from ecoledger import dependencies
from ecoledger.core.sample import build_sample
from ecoledger.layers import store
from ecoledger.layers.project import add_layers, find_layer
from ecoledger.tests.qgis import small_ledger


@pytest.fixture(scope="session", autouse=True)
def _libraries(qgis_app):
    """Load the heavy libraries once, as the plugin does on the first wish."""
    dependencies.load()


@pytest.fixture
def plugin(qgis_iface):
    """The plugin, its menu and provider up; taken down again afterwards."""
    import ecoledger

    started = ecoledger.classFactory(qgis_iface)
    started.initGui()
    yield started
    started.unload()


# Files that are made once, to be copied by who writes to them


@pytest.fixture(scope="session")
def sample():
    """The synthetic district with its expected answers."""
    return build_sample()


@pytest.fixture(scope="session")
def sample_ledger(sample, tmp_path_factory):
    """The ledger of the synthetic district."""
    path = tmp_path_factory.mktemp("样例 台账") / "郧阳 台账.gpkg"
    store.create(path, sample.plan, sample.rows_to_write())
    return path


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """The ledger small enough to close by hand."""
    return small_ledger.make(tmp_path_factory.mktemp("小 台账") / "小区 台账.gpkg")


@pytest.fixture(scope="session")
def guarded(tmp_path_factory):
    """The same with a red line."""
    return small_ledger.make_guarded(tmp_path_factory.mktemp("红线 台账") / "小区 台账.gpkg")


@pytest.fixture
def parcels(small, tmp_path, qgis_new_project):
    """The parcels of a small ledger; g1 to g3 are accepted without a verified area, g4 is designed."""
    path = shutil.copy(small, tmp_path / small.name)
    add_layers(path)
    layer = find_layer(path, "intervention_polygons")
    yield layer
    layer.rollBack()
    QgsProject.instance().clear()
