"""A value that will not do for a parameter: which, and what would. QGIS only says that it is incorrect."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)

from ..core.errors import DataError
from ..core.words import QT_TRANSLATE_NOOP, Marked

_UNFIT = QT_TRANSLATE_NOOP("EcoLedger", "“{value}” will not do for “{label}” ({name})")
_NOT_GIVEN = QT_TRANSLATE_NOOP("EcoLedger", "“{label}” ({name}) is not given")

_ANY = QT_TRANSLATE_NOOP("EcoLedger", "Choose another value.")
_DATE = QT_TRANSLATE_NOOP("EcoLedger", "Write the date as 2019-12-31.")
_ONE_OF = QT_TRANSLATE_NOOP("EcoLedger", "Choose from: {known}.")
_FROM_TO = QT_TRANSLATE_NOOP("EcoLedger", "Write a number from {low:g} to {high:g}.")
_AT_LEAST = QT_TRANSLATE_NOOP("EcoLedger", "Write a number, {low:g} or more.")
_FILE = QT_TRANSLATE_NOOP("EcoLedger", "Choose a file.")
_FILE_OF = QT_TRANSLATE_NOOP("EcoLedger", "Choose a file that ends in .{extension}.")
_FOLDER = QT_TRANSLATE_NOOP("EcoLedger", "Choose a folder.")
_LAYER = QT_TRANSLATE_NOOP("EcoLedger", "Choose a layer of the project, or a file QGIS can open.")
_CRS = QT_TRANSLATE_NOOP(
    "EcoLedger", "Write it as EPSG:4525 (CGCS2000, 3-degree zone 37), or leave it empty."
)
_BY_TYPE = {"crs": _CRS, "datetime": _DATE, "source": _LAYER}


def unfit(definition: QgsProcessingParameterDefinition, value: Any) -> DataError:
    """Return the error of a value a parameter does not take."""
    suggestion, told = _suggestion(definition)
    told |= {"label": definition.description(), "name": definition.name(), "value": str(value)[:80]}
    return DataError(_NOT_GIVEN if value in (None, "") else _UNFIT, suggestion, **told)


def _suggestion(definition: QgsProcessingParameterDefinition) -> tuple[Marked, dict[str, Any]]:
    if isinstance(definition, QgsProcessingParameterEnum):
        return _ONE_OF, {"known": ", ".join(definition.options())}
    if isinstance(definition, QgsProcessingParameterNumber):
        low, high = definition.minimum(), definition.maximum()
        return _FROM_TO if high < 1e300 else _AT_LEAST, {"low": low, "high": high}
    if isinstance(definition, QgsProcessingParameterFile):
        if definition.behavior() == QgsProcessingParameterFile.Behavior.Folder:
            return _FOLDER, {}
        return _FILE_OF if definition.extension() else _FILE, {"extension": definition.extension()}
    return _BY_TYPE.get(definition.type(), _ANY), {}
