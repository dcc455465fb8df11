"""Run the examples in core's docstrings, each module under its package name."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import ecoledger.core

WALK = pkgutil.walk_packages(ecoledger.core.__path__, "ecoledger.core.")
MODULES = ["ecoledger.core", *sorted(module.name for module in WALK)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of(name):
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert result.failed == 0


def test_the_walk_sees_core():
    assert {"ecoledger.core.errors", "ecoledger.core.words"} <= set(MODULES)
