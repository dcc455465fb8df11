"""A ledger of the shipped plan, without features."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ecoledger.layers import store
from ecoledger.tests.qgis.store.ledgers import PLAN


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "郧阳区 台账"
    folder.mkdir()
    return folder / "生态 台账 2019#1%.gpkg"


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "template.gpkg"
    store.create(path, PLAN)
    return path


@pytest.fixture
def ledger(template, path):
    """A ledger of the plan, its layers empty."""
    return Path(shutil.copy(template, path))
