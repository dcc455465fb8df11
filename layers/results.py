"""Frames of core as features of an output: a layer, a file, a Processing result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from osgeo import gdal, ogr
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeatureSource,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProviderRegistry,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QVariant

from ..core.errors import DataError
from ..core.words import QT_TRANSLATE_NOOP
from .convert import unchecked
from .geopackage import hearing

if TYPE_CHECKING:
    import pandas as pd

_BLOCK = 1000  # features handed over at once
_TYPES = {
    "text": QVariant.String,
    "integer": QVariant.LongLong,
    "real": QVariant.Double,
    "date": QVariant.Date,
    "datetime": QVariant.DateTime,
}

# Read back row for row as they were written; of other formats GDAL does not list every table.
_READ_BACK = (".gpkg", ".shp", ".dbf", ".csv", ".geojson")

NOT_WRITTEN = (
    QT_TRANSLATE_NOOP("EcoLedger", "The output could not be written: {reason}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Check the free space, and that the file is writable and not in use."),
)
_NOT_WHOLE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{file} is not whole: of {rows} rows {found} can be read"),
    QT_TRANSLATE_NOOP("EcoLedger", "Check the free space, and that the file is writable and not in use."),
)


def fields_of(columns: Mapping[str, str]) -> QgsFields:
    """Return QGIS' fields for columns given as name → "text", "integer", "real", "date" or "datetime"."""
    fields = QgsFields()
    for name, kind in columns.items():
        fields.append(QgsField(name, _TYPES[kind]))
    return fields


def distinct(fields: QgsFields, has_key: bool) -> QgsFields:
    """Return fields whose names differ in more than case, as most formats want it.

    A field ``fid`` is called otherwise unless it is the features' key: a GeoPackage keeps its own in one.
    """
    made, taken = QgsFields(), set() if has_key else {"fid"}
    for field in fields.toList():
        name, number = field.name(), 1
        while name.casefold() in taken:
            number += 1
            name = f"{field.name()}_{number}"
        taken.add(name.casefold())
        field.setName(name)
        made.append(field)
    return made


def write_frame(frame: pd.DataFrame, sink: QgsFeatureSink, columns: Mapping[str, str]) -> None:
    """Write the columns, and the geometry where the frame has one, to a sink; missing values are NULL.

    Raises
    ------
    DataError
        The sink takes no more: a full disk, a locked file.
    """
    fields = fields_of(columns)

    def made() -> Iterator[QgsFeature]:
        for row, geometry in zip(_rows(frame, columns), _geometries(frame), strict=True):
            feature = QgsFeature(fields)
            feature.setAttributes(row)
            feature.setGeometry(geometry)
            yield feature

    _add(made(), sink)


def write_beside(
    source: QgsFeatureSource, frame: pd.DataFrame, sink: QgsFeatureSink, columns: Mapping[str, str]
) -> None:
    """Write a source's features as they are to a sink, the frame's columns (by `fid`) behind their fields.

    A geometry of another kind than the source's is left out: no output would take it.

    Raises
    ------
    DataError
        The sink takes no more: a full disk, a locked file.
    """
    kind = QgsWkbTypes.geometryType(source.wkbType())
    rows = dict(zip(frame["fid"].tolist(), _rows(frame, columns), strict=True))

    def widened() -> Iterator[QgsFeature]:
        for feature in unchecked(source, QgsFeatureRequest()):
            feature.setAttributes(feature.attributes() + rows[feature.id()])
            if feature.geometry().type() != kind:  # a layer may hold what it says it does not
                feature.clearGeometry()
            yield feature

    _add(widened(), sink)


def check_written(place: str, rows: int) -> None:
    """Look into the file a sink was closed on: QGIS says nothing of what is lost there on a full disk.

    Only of formats that are read back as they were written.

    Raises
    ------
    DataError
        The file cannot be opened, or has not as many rows.
    """
    parts = QgsProviderRegistry.instance().decodeUri("ogr", place)
    file, layer_name = parts["path"], parts.get("layerName")
    if not file.casefold().endswith(_READ_BACK):
        return
    with hearing() as said:
        dataset = gdal.OpenEx(file, gdal.OF_VECTOR)
        layer = dataset and (dataset.GetLayerByName(layer_name) if layer_name else dataset.GetLayer(0))
        found = layer.GetFeatureCount() if layer else 0
        if found > 0 and layer.SetNextByIndex(found - 1) == ogr.OGRERR_NONE:
            layer.GetNextFeature()  # of a Shapefile cut short only the reading of the last row says so
    if layer is None or said or found != rows:
        raise DataError(*_NOT_WHOLE, rows=rows, found=found, file=file)


def _rows(frame: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[list[Any]]:
    whole = [_values(frame[name], kind) for name, kind in columns.items()]
    return (list(row) for row in zip(*whole, strict=True))


def _values(column: pd.Series, kind: str) -> list[Any]:
    cast = _CASTS[kind]
    return [
        None if missing else cast(value)
        for value, missing in zip(column.tolist(), column.isna(), strict=True)
    ]


def _date(value: dt.date) -> QDate:
    return QDate(value.year, value.month, value.day)


def _datetime(value: pd.Timestamp) -> QDateTime:
    """Return a time in UTC as QGIS keeps it."""
    return QDateTime.fromMSecsSinceEpoch(value.value // 1_000_000, Qt.TimeSpec.UTC)


_CASTS: dict[str, Callable[[Any], Any]] = {
    "text": str,
    "integer": int,
    "real": float,
    "date": _date,
    "datetime": _datetime,
}


def _geometries(frame: pd.DataFrame) -> Iterator[QgsGeometry]:
    import geopandas as gpd
    import shapely

    if not isinstance(frame, gpd.GeoDataFrame):
        yield from (QgsGeometry() for _ in range(len(frame)))
        return
    for wkb in shapely.to_wkb(frame.geometry.array):
        geometry = QgsGeometry()
        if wkb is not None:
            geometry.fromWkb(wkb)
            geometry.convertToMultiType()
        yield geometry


def _add(features: Iterator[QgsFeature], sink: QgsFeatureSink) -> None:
    while block := list(islice(features, _BLOCK)):
        if not sink.addFeatures(block, QgsFeatureSink.Flag.FastInsert):
            raise DataError(*NOT_WRITTEN, reason=sink.lastError())
