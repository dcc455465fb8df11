"""Frames in, rows of the ledger's tables out: columns checked, types turned, geometry brought to the CRS.

Polygons are stored as MULTIPOLYGON, lines as MULTILINESTRING, points as POINT, without Z and M. What is
wrong with the data (no target, an odd status, a bow-tie, a ring that is not closed) is stored as it is:
it is the ledger's task to say so, with the feature in sight.
"""

from __future__ import annotations

import datetime as dt
import math
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from osgeo import ogr
from pyproj import CRS

from ..core.area import Map, measurable, to_map
from ..core.area.scale import Zone
from ..core.errors import DataError
from ..core.words import QT_TRANSLATE_NOOP
from .geopackage import GEOMETRY
from .schema import Field, Table

_BLOCK = 1000  # rows between two reports of progress
_KINDS = {"polygon": {3, 6}, "line": {2, 5}, "point": {1, 4}}  # WKB codes, without Z and M

_UNKNOWN_COLUMNS = (
    QT_TRANSLATE_NOOP("EcoLedger", "The table {table} has no fields {columns}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Leave them out or rename them; it has the fields {known}."),
)
_WRONG_VALUE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{table}.{column} takes no “{value}” (row {row}): its type is {type}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Mend the value, or leave it empty. Nothing was written."),
)
_WRONG_GEOMETRY = (
    QT_TRANSLATE_NOOP("EcoLedger", "{table} takes {wanted} geometries; row {row} is of another kind"),
    QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Choose the table of that kind, or split mixed and multi-part points. Nothing was written.",
    ),
)
_LOST = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "{count} features of {table} cannot be brought to {crs}; the first: row {row}"
    ),
    QT_TRANSLATE_NOOP("EcoLedger", "Check the layer's CRS and these coordinates. Nothing was written."),
)


@dataclass(frozen=True)
class Rows:
    """What goes into a table: values by field, None for NULL, and WKB where it is spatial."""

    table: Table
    values: Mapping[str, list[Any]]
    shapes: list[bytes | None]


def rows_of(frame: pd.DataFrame, table: Table, crs: CRS) -> Rows:
    """Return a frame as rows of a table.

    Parameters
    ----------
    frame : DataFrame or GeoDataFrame
        Columns are fields of the table; ``fid`` is left out, the file numbers its rows itself. The names of
        code lists are put beside their codes. A plain DataFrame may bring ``geometry`` as WKB in the
        ledger's CRS: shapely cannot hold a ring that is not closed.
    table : Table
    crs : CRS
        The ledger's.

    Raises
    ------
    DataError
        An unknown column, a value of another type, a geometry of another kind.
    CrsError
        The frame's coordinates have no CRS, or one whose shift to the ledger's is not known.
    """
    name = _geometry_name(frame, table)
    shapes = _shapes(frame, name, table, crs) if name else [None] * len(frame)
    plain = pd.DataFrame(frame).drop(columns=[c for c in (name, "fid") if c in frame])
    known = [field.name for field in table.fields]
    if unknown := [str(c) for c in plain.columns if c not in known]:
        raise DataError(
            *_UNKNOWN_COLUMNS, table=table.name, columns=", ".join(unknown), known=", ".join(known)
        )
    values = {c: _converted(plain[c], table.field(c), table.name) for c in plain.columns}
    return Rows(table, _with_list_names(values, table), shapes)


def insert(dataset: ogr.DataSource, rows: Rows, step: Callable[[int], None] = lambda n: None) -> None:
    """Insert rows into their table; `step` is told how many have been since it was last told."""
    layer = dataset.GetLayerByName(rows.table.name)
    definition = layer.GetLayerDefn()
    kind = GEOMETRY[rows.table.geometry]
    indexes = [definition.GetFieldIndex(name) for name in rows.values]
    for number, (values, shape) in enumerate(zip(_transposed(rows), rows.shapes, strict=True), 1):
        feature = ogr.Feature(definition)
        for index, value in zip(indexes, values, strict=True):
            if value is not None:
                feature.SetField(index, value)
        if shape is not None:
            feature.SetGeometryDirectly(_forced(shape, kind))
        layer.CreateFeature(feature)
        if number % _BLOCK == 0:
            step(_BLOCK)
    step(len(rows.shapes) % _BLOCK)


def _transposed(rows: Rows) -> Iterable[tuple[Any, ...]]:
    return zip(*rows.values.values(), strict=True) if rows.values else (() for _ in rows.shapes)


def _forced(wkb: bytes, kind: int) -> ogr.Geometry:
    """Return WKB as a geometry of the table's kind; OGR reads rings that are not closed as well."""
    geometry = ogr.CreateGeometryFromWkb(wkb)
    geometry.FlattenTo2D()
    if kind == ogr.wkbPoint and geometry.GetGeometryName() == "MULTIPOINT":
        return geometry.GetGeometryRef(0).Clone() if geometry.GetGeometryCount() else ogr.Geometry(kind)
    return ogr.ForceTo(geometry, kind)


def _geometry_name(frame: pd.DataFrame, table: Table) -> str | None:
    if table.geometry == "none":
        return None
    name = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else "geometry"
    return name if name in frame else None


def _shapes(frame: pd.DataFrame, name: str, table: Table, crs: CRS) -> list[bytes | None]:
    """Return WKB in the ledger's CRS; a geometry of another kind is refused, an empty one is of any kind."""
    shapes = _in_crs(frame, table, crs) if isinstance(frame, gpd.GeoDataFrame) else frame[name].tolist()
    shapes = [None if shape is None or shape is pd.NA else shape for shape in shapes]
    for row, shape in enumerate(shapes, 1):
        if shape is not None and not _fits(shape, table.geometry):
            raise DataError(*_WRONG_GEOMETRY, table=table.name, wanted=table.geometry, row=row)
    return shapes


def _in_crs(frame: gpd.GeoDataFrame, table: Table, crs: CRS) -> list[bytes | None]:
    shapes = np.asarray(frame.geometry.array, dtype=object)
    own = measurable(frame.crs, table.name, frame.total_bounds)
    moved = to_map(shapes, own, Map(crs, Zone.of(crs)))
    finite, still = (np.isfinite(shapely.bounds(g)).all(axis=1) for g in (shapes, moved))
    if (lost := np.flatnonzero(finite & ~still)).size:
        raise DataError(*_LOST, table=table.name, count=lost.size, crs=crs.name, row=int(lost[0]) + 1)
    return shapely.to_wkb(moved, output_dimension=2).tolist()


def _fits(wkb: Any, geometry: str) -> bool:
    if not isinstance(wkb, bytes) or len(wkb) < 9:
        return False
    code, parts = struct.unpack_from("<II" if wkb[0] else ">II", wkb, 1)
    code = (code & 0x0FFFFFFF) % 1000  # without the marks of Z, M and SRID
    if code == 1:
        return geometry == "point"
    if parts == 0:
        return True
    return code in _KINDS[geometry] and not (code == 4 and parts > 1)


def _with_list_names(values: dict[str, list[Any]], table: Table) -> dict[str, list[Any]]:
    """Put the name of its code list beside each code that comes without."""
    known = {field.name for field in table.fields}
    for field in table.fields:
        companion = f"{field.name}_list"
        if companion in known and field.name in values and companion not in values:
            values[companion] = [None if v is None else field.codes for v in values[field.name]]
    return values


def _converted(column: pd.Series, field: Field, table: str) -> list[Any]:
    convert = _CONVERT[field.type]
    values: list[Any] = []
    for value, missing in zip(column.tolist(), column.isna(), strict=True):
        try:
            values.append(None if missing else convert(value))
        except (TypeError, ValueError, OverflowError) as problem:
            where = {"table": table, "column": field.name, "row": len(values) + 1, "type": field.type}
            raise DataError(*_WRONG_VALUE, value=str(value)[:80], **where) from problem
    return values


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a code that pandas made a number because others were missing
    if isinstance(value, bytes) or "\0" in (text := str(value)):
        raise ValueError("no text")
    text.encode()  # half a character
    return text


def _integer(value: Any) -> int:
    number = int(value)
    if (isinstance(value, float) and number != value) or not -(2**63) <= number < 2**63:
        raise ValueError("no integer of 64 bits")
    return number


def _real(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number


def _boolean(value: Any) -> int:
    if value not in (0, 1):
        raise ValueError("neither true nor false")
    return int(value)


def _moment(value: Any) -> dt.datetime:
    """Return a time from a date, a time or ISO 8601 text; nothing else is guessed at."""
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    raise TypeError("no date")


def _date(value: Any) -> str:
    return _moment(value).date().isoformat()


def _datetime(value: Any) -> str:
    """Return a time as GeoPackage writes it, in UTC; one without a zone is taken to be in UTC."""
    moment = _moment(value)
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.timezone.utc).replace(tzinfo=None)
    return moment.isoformat(timespec="milliseconds") + "Z"


_CONVERT: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "integer": _integer,
    "real": _real,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
}
