"""QGIS' features as the frames of core; the way back is in `results`.

What no repair could read must reach core, which lists it: sources are read without QGIS' own check of
geometries. Z and M are dropped, curves become short straight edges.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QVariant

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

_NO_FIELD = (
    QT_TRANSLATE_NOOP("EcoLedger", "{layer} has no field {field}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose another field, or rename one; it has: {fields}."),
)
_GARBLED_FIELD = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "{layer} has no field {field}; the names of its fields are in another encoding: {fields}"
    ),
    QT_TRANSLATE_NOOP(
        "EcoLedger", "Set the layer's encoding (its properties, Source; often GBK or GB18030) and try again."
    ),
)
_GARBLED = (
    QT_TRANSLATE_NOOP("EcoLedger", "{count} features have text in another encoding, such as “{value}”"),
    QT_TRANSLATE_NOOP(
        "EcoLedger", "Set the layer's encoding (its properties, Source; often GBK or GB18030) and try again."
    ),
)
_NO_GEOMETRY = (
    QT_TRANSLATE_NOOP("EcoLedger", "{layer} is a table without geometry"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose a layer of the map, such as a layer of polygons."),
)
_UNREADABLE = "\ufffd"  # what GDAL and QGIS put for bytes that are no text
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


def to_frame(
    source: QgsFeatureSource,
    fields: Mapping[str, str],
    step: Callable[[float], None] = lambda share: None,
    layer: str = "",
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
    layer : str
        The user's name of it; the source's own where empty.

    Returns
    -------
    frame : GeoDataFrame
        Every feature, the unreadable and empty ones too; NULL is None, a date a `datetime.date`.
    notes : list of Fault
        Arcs, rings that had to be mended to be read, text in another encoding.

    Raises
    ------
    DataError
        The source has no geometry, or lacks a wanted field.
    CrsError
        Its coordinates cannot be measured.
    """
    import geopandas as gpd

    from ..core.area import measurable
    from ..core.ledger.repair import read_wkb

    layer, shapes, curved = layer or source.sourceName(), [], 0
    if source.wkbType() == QgsWkbTypes.Type.NoGeometry:
        raise DataError(*_NO_GEOMETRY, layer=layer)

    def gather(feature: QgsFeature) -> None:
        nonlocal curved
        geometry = feature.geometry()
        curved += QgsWkbTypes.isCurvedType(geometry.wkbType())
        shapes.append(flat_wkb(geometry))

    table = _read(source, fields, layer, step, gather)
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
    return frame, notes + _garbled(table, layer)


def to_table(
    source: QgsFeatureSource, fields: Mapping[str, str], layer: str = ""
) -> tuple[pd.DataFrame, list[Fault]]:
    """Read `fid` and the wanted fields of a source under new names, without geometry; notes as `to_frame`."""
    layer = layer or source.sourceName()
    table = _read(source, fields, layer, lambda share: None)
    return table, _garbled(table, layer)


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
    if crs.description().casefold().startswith("undefined"):  # how a GeoPackage says that there is none
        return ""
    if crs.authid().startswith("EPSG:"):
        return crs.authid()
    return crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)


def millimetre(crs: QgsCoordinateReferenceSystem) -> float:
    """Return a millimetre in the units of a CRS: in degrees what it is along a meridian."""
    return 1e-8 if crs.isGeographic() else 0.001


def qgis_crs(crs: CRS) -> QgsCoordinateReferenceSystem:
    """Return a pyproj CRS as QGIS'."""
    code = crs.to_epsg(min_confidence=100)
    if code is not None:
        return QgsCoordinateReferenceSystem(f"EPSG:{code}")
    return QgsCoordinateReferenceSystem.fromWkt(crs.to_wkt())


def _read(
    source: QgsFeatureSource,
    fields: Mapping[str, str],
    layer: str,
    step: Callable[[float], None],
    gather: Callable[[QgsFeature], None] | None = None,
) -> pd.DataFrame:
    """Read fid and fields of every feature, and hand each feature to `gather` if its geometry is wanted."""
    import pandas as pd

    indexes = [field_index(source, name, layer) for name in fields.values()]
    request = QgsFeatureRequest().setSubsetOfAttributes(indexes)
    if gather is None:
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    whole = max(source.featureCount(), 1)  # -1 where the provider does not know
    rows = []
    for feature in unchecked(source, request):
        if len(rows) % _BLOCK == 0:
            step(min(len(rows) / whole, 1.0))
        rows.append([feature.id(), *(plain(feature.attribute(index)) for index in indexes)])
        if gather is not None:
            gather(feature)
    step(1.0)
    return pd.DataFrame(rows, columns=["fid", *fields], dtype=object).astype({"fid": "int64"})


def unchecked(source: QgsFeatureSource, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
    """Return a source's features as they are: what is invalid is core's to list."""
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    if isinstance(source, QgsProcessingFeatureSource):  # it would put its own check over the request's
        return source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)
    return source.getFeatures(request)


def field_index(source: QgsFeatureSource, name: str, layer: str) -> int:
    """Return the place of a field; a `DataError` names those there are where there is none of that name."""
    index = source.fields().lookupField(name)
    if index < 0:
        known = ", ".join(source.fields().names())
        words = _GARBLED_FIELD if _UNREADABLE in known else _NO_FIELD
        raise DataError(*words, layer=layer, field=name, fields=known)
    return index


def _garbled(table: pd.DataFrame, layer: str) -> list[Fault]:
    """Note text that was read in another encoding than it was written in."""
    rows = [
        (fid, value)
        for fid, *values in table.itertuples(index=False)
        for value in values
        if isinstance(value, str) and _UNREADABLE in value
    ]
    if not rows:
        return []
    told = {"count": len({fid for fid, _ in rows}), "value": rows[0][1][:40]}
    return [Fault("source.garbled", *_GARBLED, told, layer, fid=rows[0][0])]


def plain(value: Any) -> Any:
    """Return an attribute as a Python value: NULL is None, a date a date, a time one in UTC."""
    if isinstance(value, QVariant):
        return None
    if isinstance(value, QDate):
        return value.toPyDate() if value.isValid() else None
    if isinstance(value, QDateTime):
        return _EPOCH + dt.timedelta(milliseconds=value.toMSecsSinceEpoch()) if value.isValid() else None
    return value
