"""The group of algorithms in the Processing toolbox."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path

from qgis.core import QgsProcessingAlgorithm, QgsProcessingProvider
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon


def algorithm_classes() -> list[type[QgsProcessingAlgorithm]]:
    """Return the algorithm class of every file of this folder, in the order of their names."""
    classes = []
    for module in sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)])):
        if module.startswith("_") or module == "provider":
            continue
        loaded = importlib.import_module(f".{module}", __package__)
        classes += [
            value
            for value in vars(loaded).values()
            if inspect.isclass(value)
            and issubclass(value, QgsProcessingAlgorithm)
            and value.__module__ == loaded.__name__
        ]
    return classes


class EcoLedgerProvider(QgsProcessingProvider):
    """Hold the algorithms under the id ``ecoledger``."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon

    def id(self) -> str:
        return "ecoledger"

    def name(self) -> str:
        return QCoreApplication.translate("EcoLedger", "EcoLedger")

    def icon(self) -> QIcon:
        return QIcon(self._icon)

    def svgIconPath(self) -> str:
        return self._icon

    def loadAlgorithms(self) -> None:
        for algorithm in algorithm_classes():
            self.addAlgorithm(algorithm())
