"""Fixtures of the tests that run inside QGIS."""

from __future__ import annotations

import pytest

from ecoledger import dependencies


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
