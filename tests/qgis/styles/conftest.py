"""Ledgers with styles in Chinese and in English."""

from __future__ import annotations

import pytest

from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.layers import store, styles


@pytest.fixture(scope="session")
def plan():
    return read_plan(shipped_plan())


def make(folder, plan, language):
    folder.mkdir()
    path = folder / "郧阳 台账.gpkg"
    store.create(path, plan)
    styles.write_styles(path, plan, language)
    return path


@pytest.fixture(scope="session")
def ledger(tmp_path_factory, plan):
    return make(tmp_path_factory.mktemp("styles") / "中文 台账", plan, "zh")


@pytest.fixture(scope="session")
def english(tmp_path_factory, plan):
    return make(tmp_path_factory.mktemp("styles") / "English ledger", plan, "en")
