"""The ledger's tables as frames, read with sqlite3: exact text, and no second GDAL on a file QGIS has open.

What one row has wrong (a geometry nobody can read, a date that is none) is a `Fault` in
``frame.attrs["faults"]``; its value is missing in the frame, and the other rows are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ..core.errors import Fault
from ..core.ledger.repair import read_wkb
from ..core.plan.units import unit_of
from ..core.words import QT_TRANSLATE_NOOP
from .blobs import wkb_of
from .geopackage import crs_of, quoted
from .ledgerfile import reading
from .schema import Field, Table, tables

INTERVENTIONS = {  # table: the field of the reported amount, and its unit
    "intervention_polygons": ("reported_mu", "mu"),
    "intervention_lines": ("reported_m", "m"),
    "intervention_points": ("reported_sites", "site"),
}
INTERVENTION_FIELDS = ("uuid", "name", "target", "status", "year", "completed", "created", "township")
_ISO = {"format": "ISO8601"} if int(pd.__version__.split(".")[0]) >= 2 else {}  # else: each by itself

_UNREADABLE = (
    QT_TRANSLATE_NOOP("EcoLedger", "The geometry is not whole: {reason}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Redraw the feature, or let QGIS fix the layer's geometries."),
)
_BAD_VALUE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{column} holds “{value}”, which is no {type}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Type the value again; until then it counts as missing."),
)
_BAD_TEXT = (
    QT_TRANSLATE_NOOP("EcoLedger", "Some text is not UTF-8; what cannot be read is shown as {mark}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Import the rows again from their source, with the right encoding."),
)


def read_table(path: Path, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Return a table with `fid` and the named fields (None: all); a GeoDataFrame where it is spatial."""
    with reading(path) as connection:
        return _frame(connection, tables()[name], columns)


def read_interventions(path: Path) -> gpd.GeoDataFrame:
    """Return polygons, lines and points as one frame, with `table`, and `reported` in base units."""
    frames = []
    with reading(path) as connection:
        for name, (amount, unit) in INTERVENTIONS.items():
            frame = _frame(connection, tables()[name], [*INTERVENTION_FIELDS, amount])
            frame.insert(0, "table", name)
            frame["reported"] = frame.pop(amount) * unit_of(unit).factor
            frames.append(frame)
    whole = pd.concat([f for f in frames if len(f)] or frames[:1], ignore_index=True)
    whole.attrs["faults"] = tuple(fault for f in frames for fault in f.attrs["faults"])
    return whole


def _select(name: str, columns: Sequence[str]) -> str:
    return f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(name)} ORDER BY fid"


def _frame(connection: sqlite3.Connection, table: Table, columns: Sequence[str] | None) -> pd.DataFrame:
    fields = list(table.fields) if columns is None else [table.field(c) for c in columns]
    spatial = table.geometry != "none"
    faults: list[Fault] = []
    names = ["fid", *(field.name for field in fields), *(["geom"] if spatial else [])]
    rows = _rows(connection, _select(table.name, names), table.name, faults)
    raw = dict(zip(names, zip(*rows, strict=True) if rows else ((),) * len(names), strict=True))
    fid = np.array(raw["fid"], dtype=np.int64)
    values = {field.name: _typed(raw[field.name], field, table.name, fid, faults) for field in fields}
    frame = pd.DataFrame({"fid": fid, **values})
    if spatial:
        geometry = _geometries(raw["geom"], table.name, fid, faults)
        frame = gpd.GeoDataFrame(frame, geometry=geometry, crs=crs_of(connection, table.name))
    uuids = dict(zip(raw["fid"], raw.get("uuid", ()), strict=False))
    frame.attrs["faults"] = tuple(replace(fault, uuid=uuids.get(fault.fid)) for fault in faults)
    return frame


def _rows(connection: sqlite3.Connection, sql: str, table: str, faults: list[Fault]) -> list[tuple]:
    try:
        return connection.execute(sql).fetchall()
    except sqlite3.OperationalError as problem:
        if "decode" not in str(problem):
            raise
    faults.append(Fault("ledger.bad_text", *_BAD_TEXT, {"mark": "\ufffd"}, table))
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.text_factory = str


def _typed(
    values: tuple[Any, ...], field: Field, table: str, fid: np.ndarray, faults: list[Fault]
) -> pd.Series:
    """Return a column in the field's type; SQLite would take any value into any column."""
    raw = pd.Series(values, dtype=object)
    if field.type == "text":
        return raw
    if field.type in ("date", "datetime"):
        text = raw.where([isinstance(value, str) for value in values], None)  # a number would be nanoseconds
        typed = pd.to_datetime(text, errors="coerce", utc=True, **_ISO)
        typed = typed.dt.tz_localize(None) if field.type == "date" else typed
    else:
        typed = pd.to_numeric(raw, errors="coerce")
    for position in np.flatnonzero(typed.isna() & raw.notna()):
        told = {"column": field.name, "value": str(raw[position])[:80], "type": field.type}
        faults.append(Fault("ledger.bad_value", *_BAD_VALUE, told, table, fid=int(fid[position])))
    return typed.astype("boolean") if field.type == "boolean" else typed


def _geometries(
    blobs: Iterable[bytes | None], table: str, fid: np.ndarray, faults: list[Fault]
) -> np.ndarray:
    geometries, notes = read_wkb([wkb_of(blob) for blob in blobs])
    for note in notes.itertuples():
        told = {"reason": note.what}
        number = int(fid[int(note.position)])
        faults.append(Fault("ledger.geometry", *_UNREADABLE, told, table, fid=number))
    return geometries
