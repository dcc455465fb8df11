"""Between QGIS' features and the frames of core, both ways.

What no repair could read must reach core, which lists it: sources are read without QGIS' own check of
geometries. Z and M are dropped, curves become short straight edges.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeatureSource,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QVariant

from ..core.errors import DataError, Fault
from ..core.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from pyproj import CRS

# An arc drawn with chords of this angle (radians) loses 5e-7 of its area, whatever its size and unit.
CHORD = 0.00174532925199433

_BLOCK = 1000  # features between two looks at the cancel button
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
_TYPES = {
    "text": QVariant.String,
    "integer": QVariant.LongLong,
    "real": QVariant.Double,
    "date": QVariant.Date,
    "datetime": QVariant.DateTime,
}

_NO_FIELD = (
    QT_TRANSLATE_NOOP("EcoLedger", "{layer} has no field {field}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose another field, or rename one; it has: {fields}."),
)
_CURVES = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "{count} features have arcs; they were read as edges of a tenth of a degree"
    ),
    QT_TRANSLATE_NOOP("EcoLedger", "Nothing to do: the area changes by less than a millionth."),
)
_MENDED = (
    QT_TRANSLATE_NOOP("EcoLedger", "The geometry is not whole: {reason}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Redraw the feature, or let QGIS fix the layer's geometries."),
)
NOT_WRITTEN = (
    QT_TRANSLATE_NOOP("EcoLedger", "The output could not be written: {reason}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Check the free space, and that the file is writable and not in use."),
)


def to_frame(
    source: QgsFeatureSource, fields: Mapping[str, str], step: Callable[[float], None] = lambda share: None
) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Read a source: `fid`, the wanted fields under new names, geometry in the source's CRS.

    Parameters
    ----------
    source : QgsFeatureSource
        A layer, or the source of a Processing parameter (which keeps to the selection).
    fields : mapping of str to str
        New name to the field's name in the source.
    step : callable
        Told the share read; may raise `Cancelled`.

    Returns
    -------
    frame : GeoDataFrame
        Every feature, the unreadable and empty ones too; NULL is None, a date a `datetime.date`.
    notes : list of Fault
        Arcs, and rings that had to be mended to be read.

    Raises
    ------
    DataError
        The source lacks a wanted field.
    CrsError
        Its coordinates cannot be measured.
    """
    import geopandas as gpd

    from ..core.area import measurable
    from ..core.ledger.repair import read_wkb

    layer, shapes, curved = source.sourceName(), [], 0

    def gather(feature: QgsFeature) -> None:
        nonlocal curved
        geometry = feature.geometry()
        curved += QgsWkbTypes.isCurvedType(geometry.wkbType())
        shapes.append(flat_wkb(geometry))

    table = _read(source, fields, step, gather)
    geometry, mended = read_wkb(shapes)
    frame = gpd.GeoDataFrame(table, geometry=geometry)
    frame = frame.set_crs(measurable(crs_text(source.sourceCrs()), layer, frame.total_bounds))
    fids = frame["fid"].tolist()
    notes = [
        Fault("source.mended", *_MENDED, {"reason": row.what}, layer, fid=fids[int(row.position)])
        for row in mended.itertuples()
    ]
    if curved:
        notes.append(Fault("source.curves", *_CURVES, {"count": curved}, layer, severity="warning"))
    return frame, notes


def to_table(source: QgsFeatureSource, fields: Mapping[str, str]) -> pd.DataFrame:
    """Read `fid` and the wanted fields of a source under new names, without its geometry."""
    return _read(source, fields, lambda share: None)


def flat_wkb(geometry: QgsGeometry) -> bytes | None:
    """Return a geometry as WKB without Z, M and arcs; None for NULL."""
    if geometry.isNull():
        return None
    flat = QgsGeometry(geometry)
    if QgsWkbTypes.isCurvedType(flat.wkbType()):
        flat.convertToStraightSegment(CHORD)
    shape = flat.get()
    shape.dropZValue()
    shape.dropMValue()
    return flat.asWkb().data()


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Return a CRS as pyproj reads it, "" where there is none: custom ones have ids only QGIS knows."""
    if crs.authid().startswith("EPSG:"):
        return crs.authid()
    return crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)


def qgis_crs(crs: CRS) -> QgsCoordinateReferenceSystem:
    """Return a pyproj CRS as QGIS'."""
    code = crs.to_epsg(min_confidence=100)
    if code is not None:
        return QgsCoordinateReferenceSystem(f"EPSG:{code}")
    return QgsCoordinateReferenceSystem.fromWkt(crs.to_wkt())


def fields_of(columns: Mapping[str, str]) -> QgsFields:
    """Return QGIS' fields for columns given as name → "text", "integer", "real", "date" or "datetime"."""
    fields = QgsFields()
    for name, kind in columns.items():
        fields.append(QgsField(name, _TYPES[kind]))
    return fields


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

    Raises
    ------
    DataError
        The sink takes no more: a full disk, a locked file.
    """
    rows = dict(zip(frame["fid"].tolist(), _rows(frame, columns), strict=True))

    def widened() -> Iterator[QgsFeature]:
        for feature in _features(source, QgsFeatureRequest()):
            feature.setAttributes(feature.attributes() + rows[feature.id()])
            yield feature

    _add(widened(), sink)


def _read(
    source: QgsFeatureSource,
    fields: Mapping[str, str],
    step: Callable[[float], None],
    gather: Callable[[QgsFeature], None] | None = None,
) -> pd.DataFrame:
    """Read fid and fields of every feature, and hand each feature to `gather` if its geometry is wanted."""
    import pandas as pd

    indexes = [_index(source, name) for name in fields.values()]
    request = QgsFeatureRequest().setSubsetOfAttributes(indexes)
    if gather is None:
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    whole = max(source.featureCount(), 1)  # -1 where the provider does not know
    rows = []
    for feature in _features(source, request):
        if len(rows) % _BLOCK == 0:
            step(min(len(rows) / whole, 1.0))
        rows.append([feature.id(), *(plain(feature.attribute(index)) for index in indexes)])
        if gather is not None:
            gather(feature)
    step(1.0)
    return pd.DataFrame(rows, columns=["fid", *fields], dtype=object).astype({"fid": "int64"})


def _features(source: QgsFeatureSource, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
    """Return the features unchecked: what is invalid is core's to list."""
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    if isinstance(source, QgsProcessingFeatureSource):  # it would put its own check over the request's
        return source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)
    return source.getFeatures(request)


def _index(source: QgsFeatureSource, name: str) -> int:
    index = source.fields().lookupField(name)
    if index < 0:
        raise DataError(
            *_NO_FIELD, layer=source.sourceName(), field=name, fields=", ".join(source.fields().names())
        )
    return index


def plain(value: Any) -> Any:
    """Return an attribute as a Python value: NULL is None, a date a date, a time one in UTC."""
    if isinstance(value, QVariant):
        return None
    if isinstance(value, QDate):
        return value.toPyDate() if value.isValid() else None
    if isinstance(value, QDateTime):
        return _EPOCH + dt.timedelta(milliseconds=value.toMSecsSinceEpoch()) if value.isValid() else None
    return value


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
