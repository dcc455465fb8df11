"""Frames in, rows of the ledger's tables out: columns checked, types turned, geometry brought to the CRS.

Polygons are stored as MULTIPOLYGON, lines as MULTILINESTRING, points as POINT, without Z and M. What is
wrong with the data (no target, an odd status, a bow-tie, a ring that is not closed) is stored as it is:
it is the ledger's task to say so, with the feature in sight.
"""

from __future__ import annotations

import datetime as dt
import math
import sqlite3
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from ..core.area import Map, measurable, to_map
from ..core.area.scale import Zone
from ..core.errors import DataError
from ..core.ledger.repair import read_wkb
from ..core.words import QT_TRANSLATE_NOOP
from .blobs import to_blob
from .geopackage import insert, note_change, srs_id
from .schema import Field, Table

_BLOCK = 1000  # rows between two reports of progress
_KINDS = {"polygon": (3, 6), "line": (2, 5), "point": (1, 4)}  # WKB's codes of single and multi-part
_EMPTY = {
    "polygon": struct.pack("<BII", 1, 6, 0),
    "line": struct.pack("<BII", 1, 5, 0),
    "point": struct.pack("<BIdd", 1, 1, math.nan, math.nan),
}

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
    """What goes into a table: values by field, None for NULL; WKB and bounds where it is spatial."""

    table: Table
    values: Mapping[str, list[Any]]
    wkb: list[bytes | None]
    bounds: np.ndarray

    def __len__(self) -> int:
        return len(self.wkb)


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
    plain = pd.DataFrame(frame).drop(columns=[c for c in (name, "fid") if c in frame])
    known = [field.name for field in table.fields]
    if unknown := [str(c) for c in plain.columns if c not in known]:
        raise DataError(
            *_UNKNOWN_COLUMNS, table=table.name, columns=", ".join(unknown), known=", ".join(known)
        )
    values = {c: _converted(plain[c], table.field(c), table.name) for c in plain.columns}
    wkb, bounds = (
        _shapes(frame, name, table, crs) if name else ([None] * len(frame), np.empty((len(frame), 4)))
    )
    return Rows(table, _with_list_names(values, table), wkb, bounds)


def insert_all(
    connection: sqlite3.Connection, rows: Sequence[Rows], progress: Callable[[float], None] | None = None
) -> None:
    """Insert the rows of several tables; `progress` is told the share done and may raise `Cancelled`."""
    total, done = sum(map(len, rows)), 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        if progress and count:
            progress(done / total)

    for each in rows:
        _insert(connection, each, step)


def _insert(connection: sqlite3.Connection, rows: Rows, step: Callable[[int], None]) -> None:
    """Insert rows into their table; `step` is told how many have been since it was last told."""
    table, columns, values = rows.table.name, list(rows.values), list(rows.values.values())
    if rows.table.geometry != "none":
        columns, values = [*columns, "geom"], [*values, _blobs(rows, srs_id(connection, table))]
    for start in range(0, len(rows), _BLOCK):
        block = [column[start : start + _BLOCK] for column in values]
        insert(connection, table, columns, zip(*block, strict=True))
        step(min(_BLOCK, len(rows) - start))
    note_change(connection, table, _extent(rows.bounds))


def _blobs(rows: Rows, srs: int) -> list[bytes | None]:
    known = np.isfinite(rows.bounds).all(axis=1) & (rows.table.geometry != "point")
    return [
        None
        if wkb is None
        else to_blob(wkb, srs, bounds if has_bounds else None, empty=wkb in _EMPTY.values())
        for wkb, bounds, has_bounds in zip(rows.wkb, rows.bounds.tolist(), known.tolist(), strict=True)
    ]


def _extent(bounds: np.ndarray) -> list[float | None]:
    finite = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(finite):
        return [None] * 4
    return [*finite[:, :2].min(axis=0).tolist(), *finite[:, 2:].max(axis=0).tolist()]


def _geometry_name(frame: pd.DataFrame, table: Table) -> str | None:
    if table.geometry == "none":
        return None
    name = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else "geometry"
    return name if name in frame else None


def _shapes(frame: pd.DataFrame, name: str, table: Table, crs: CRS) -> tuple[list[bytes | None], np.ndarray]:
    """Return WKB of the table's kind in the ledger's CRS, and its bounds."""
    if isinstance(frame, gpd.GeoDataFrame):
        shapes = _in_crs(frame, table, crs)
        given = shapely.to_wkb(shapes, output_dimension=2).tolist()
    else:
        given = [None if missing else v for v, missing in zip(frame[name], frame[name].isna(), strict=True)]
        shapes, _ = read_wkb(given)
    wkb = [_of_kind(value, shape, table.geometry) for value, shape in zip(given, shapes, strict=True)]
    for row, (value, fitting) in enumerate(zip(given, wkb, strict=True), 1):
        if value is not None and fitting is None:
            raise DataError(*_WRONG_GEOMETRY, table=table.name, wanted=table.geometry, row=row)
    return wkb, shapely.bounds(shapes)


def _in_crs(frame: gpd.GeoDataFrame, table: Table, crs: CRS) -> np.ndarray:
    shapes = np.asarray(frame.geometry.array, dtype=object)
    own = measurable(frame.crs, table.name, frame.total_bounds)
    moved = to_map(shapes, own, Map(crs, Zone.of(crs)))
    finite, still = (np.isfinite(shapely.bounds(g)).all(axis=1) for g in (shapes, moved))
    if (lost := np.flatnonzero(finite & ~still)).size:
        raise DataError(*_LOST, table=table.name, count=lost.size, crs=crs.name, row=int(lost[0]) + 1)
    return moved


def _of_kind(wkb: bytes | None, shape: shapely.Geometry | None, geometry: str) -> bytes | None:
    """Return WKB as the table's multi-part kind, a point as a single one; None for another kind.

    Done in the bytes: a ring that is not closed, which no library would write, is kept as it is. An empty
    geometry is of any kind.
    """
    if wkb is None or shape is None:
        return None
    if shape.is_empty:
        return _EMPTY[geometry]
    code, parts = struct.unpack_from("<II" if wkb[0] else ">II", wkb, 1)
    single, multi = _KINDS[geometry]
    if geometry == "point":
        return wkb if code == single else wkb[9:] if code == multi and parts == 1 else None
    if code == single:
        return struct.pack("<BII", 1, multi, 1) + wkb
    return wkb if code == multi else None


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
