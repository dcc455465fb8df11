"""Where a run writes: into a folder that is there, over no file it reads, over no ledger, no file twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProperty,
    QgsProviderRegistry,
)

from ..core.errors import DataError
from ..core.words import QT_TRANSLATE_NOOP
from ..layers.ledgerfile import NO_FOLDER, is_ledger

_NO_FILE = (QgsProcessing.TEMPORARY_OUTPUT, "memory:", "ogr:", "postgis:", "postgres:")

_READ = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} is read in this run; “{output}” would take its place"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose another name for the result. The file was left as it is."),
)
_LEDGER = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} is a ledger; “{output}” would take its place"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose another name for the result. The file was left as it is."),
)
_LOSES = (
    QT_TRANSLATE_NOOP("EcoLedger", "FlatGeobuf drops rows without a geometry, and “{output}” may have some"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose a name that ends in .gpkg, or in .csv for a table."),
)
_TWICE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} is named for two results; “{output}” would replace the first"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose another name for one of them."),
)


def check_outputs(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
) -> None:
    """Raise a `DataError` where a result would be lost, or would cost the user a file.

    QGIS notices none of it before the run, and replaces a GeoPackage with all its layers.
    """
    read, written = set(_inputs(algorithm, parameters, context)), set()
    for definition in algorithm.destinationParameterDefinitions():
        path = destination(parameters.get(definition.name()))
        if path is None:
            continue
        told = {"path": str(path), "output": definition.description()}
        if not path.parent.is_dir():
            raise DataError(*NO_FOLDER, folder=str(path.parent))
        if path in read:
            raise DataError(*_READ, **told)
        if path in written:
            raise DataError(*_TWICE, **told)
        if definition.type() == "sink" and path.suffix.casefold() == ".fgb":
            raise DataError(*_LOSES, **told)
        if definition.type() == "sink" and is_ledger(path):
            raise DataError(*_LEDGER, **told)
        written.add(path)


def as_dbf(place: str, context: QgsProcessingContext) -> str:
    """Return where the rows of a shapefile without geometry are; what is loaded then is loaded from there."""
    there = f"{place.removesuffix('.shp')}.dbf"
    loaded = context.layersToLoadOnCompletion()
    if place in loaded:
        context.setLayersToLoadOnCompletion({there if k == place else k: v for k, v in loaded.items()})
    return there


def destination(value: Any) -> Path | None:
    """Return the file a parameter names; None for memory, for a database and for QGIS' own choice."""
    text = _static(value.sink if isinstance(value, QgsProcessingOutputLayerDefinition) else value)
    return None if not text or text.startswith(_NO_FILE) else Path(text).resolve()


def _inputs(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
) -> Iterator[Path]:
    """Return the files a run reads: those named, and those of the project's layers it was given."""
    for definition in algorithm.parameterDefinitions():
        if definition.type() not in ("source", "file"):
            continue
        value = parameters.get(definition.name())
        text = _static(value.source if isinstance(value, QgsProcessingFeatureSourceDefinition) else value)
        layer = value if isinstance(value, QgsMapLayer) else None
        if text and layer is None:
            layer = QgsProcessingUtils.mapLayerFromString(text, context, False)
        if layer is not None:
            parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
            text = str(parts.get("path", ""))
        if text:
            yield Path(text.partition("|")[0]).resolve()


def _static(value: Any) -> str:
    value = value.staticValue() if isinstance(value, QgsProperty) else value
    return value if isinstance(value, str) else ""
