"""A small ledger, open, with the import window beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from qgis.core import QgsProject

from ecoledger import settings, tasks
from ecoledger.dialogs.import_dialog import ImportDialog
from ecoledger.layers.project import add_layers
from ecoledger.tests.qgis.desktop import Desktop, settle
from ecoledger.tests.qgis.importing.window import confirm, drop, gpx, pick, round_walk, select
from ecoledger.workflow.fielddata import import_field_data


@pytest.fixture
def path(small, tmp_path):
    return Path(shutil.copy(small, tmp_path / small.name))


@pytest.fixture
def desktop(qgis_app, path, monkeypatch):
    kept = [settings.Settings()]  # in memory: the profile is shared with whatever else runs
    monkeypatch.setattr(settings, "load", lambda: kept[-1])
    monkeypatch.setattr(settings, "save", kept.append)
    QgsProject.instance().clear()
    made = Desktop()
    add_layers(path)
    yield made
    tasks.abandon_all()
    for layer in QgsProject.instance().mapLayers().values():
        layer.rollBack()
    QgsProject.instance().clear()
    made.window.deleteLater()
    settle()


@pytest.fixture
def dialog(desktop, qtbot):
    import_field_data(desktop)
    return desktop.window.findChild(ImportDialog)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "外业 数据"
    made.mkdir()
    return made


@pytest.fixture
def walked(dialog, folder, qtbot):
    """A parcel of 15 mu walked where nothing is, read as WGS 84, to become 荒山绿化."""
    drop(dialog, qtbot, gpx(folder / "一圈.gpx", round_walk(200, 700)))
    confirm(dialog, qtbot)
    select(dialog, "一圈")
    pick(dialog.target, "greening")
    pick(dialog.measure, "planting")
    pick(dialog.status, 60)
    dialog.year.setValue(2024)
    return dialog
