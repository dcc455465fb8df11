"""The repository's root is the package `ecoledger`: load it so, whatever the folder is called."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "ecoledger"


class _NoQgis:
    """Import hook of the core run (`./dev test core`): a core that asks for QGIS fails there, loudly."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.split(".")[0] in {"qgis", "osgeo", "PyQt5", "PyQt6", "processing"}:
            raise ImportError(f"{name} is out of reach of core and its tests")
        return None


def _load_root_package() -> None:
    if PACKAGE in sys.modules:
        return
    spec = importlib.util.spec_from_file_location(
        PACKAGE, ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


class _RootIsNoTestPackage:
    """pytest 8 and later would import ROOT/__init__.py once more, under the folder's own name."""

    @staticmethod
    def pytest_collect_directory(path, parent):
        return pytest.Dir.from_parent(parent, path=path) if path == ROOT else None


# A developer's run looks for new examples each time; CI asks the same ones, so that it says the same.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
if os.environ.get("CI"):
    settings.load_profile("ci")

if os.environ.get("ECOLEDGER_WITHOUT_QGIS"):
    sys.meta_path.insert(0, _NoQgis)
_load_root_package()


def pytest_configure(config):
    if hasattr(pytest, "Dir"):
        config.pluginmanager.register(_RootIsNoTestPackage())
