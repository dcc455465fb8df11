"""A GeoPackage: its tables made by QGIS' own GDAL, its rows written and read with Python's sqlite3.

Rows do not go through OGR, for two reasons that were seen. When the disk is full SQLite undoes the
transaction by itself; OGR does not notice, and writes spatial index, extent and triggers into the file
after all. And the GDAL of another library (pyogrio's) brings a second SQLite: two in one process undo each
other's locks on a file QGIS has open (sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from osgeo import gdal, ogr, osr

from .blobs import INDEX_FUNCTIONS
from .schema import Field, Table

PATIENCE = 3.0  # seconds another program may keep the file to itself

_GEOMETRY = {
    "polygon": ogr.wkbMultiPolygon,
    "line": ogr.wkbMultiLineString,
    "point": ogr.wkbPoint,
    "none": ogr.wkbNone,
}
_TYPES = {
    "text": (ogr.OFTString, ogr.OFSTNone),
    "integer": (ogr.OFTInteger64, ogr.OFSTNone),
    "real": (ogr.OFTReal, ogr.OFSTNone),
    "boolean": (ogr.OFTInteger, ogr.OFSTBoolean),
    "date": (ogr.OFTDate, ogr.OFSTNone),
    "datetime": (ogr.OFTDateTime, ogr.OFSTNone),
}
# A key that is there twice breaks references; anything else wrong with a row may be mended later.
_KEYS = (("uuid",), ("id",), ("key",), ("list", "code"))

# The extension that has a place for the words of a column; it asks for both tables.
_SCHEMA_EXTENSION = (
    """
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name))""",
    """
CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))""",
    """
INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope)
SELECT name, NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'
FROM sqlite_master WHERE name IN ('gpkg_data_columns', 'gpkg_data_column_constraints')
AND name NOT IN (SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_schema')""",
)
_CHANGED = """
UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
  min_x = coalesce(min(min_x, :west), min_x, :west), min_y = coalesce(min(min_y, :south), min_y, :south),
  max_x = coalesce(max(max_x, :east), max_x, :east), max_y = coalesce(max(max_y, :north), max_y, :north)
WHERE table_name = :name"""


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL writes it, for statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def make(path: Path, tables: Iterable[Table], crs: str, note: str = "") -> None:
    """Make a GeoPackage of empty tables, with spatial indexes.

    Parameters
    ----------
    path : Path
        Of a new file.
    crs : str
        Of all layers, as ``EPSG:4525`` or WKT.
    note : str
        Put behind each table's English name as its description; QGIS shows it as the layer's abstract.

    Raises
    ------
    RuntimeError
        With all that OGR and SQLite said.
    """
    with hearing() as said:  # 1.2: any program of the field can read it, and every GDAL makes it alike
        dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path), options=["VERSION=1.2"])
        _stop_if(said)
        try:
            srs = osr.SpatialReference()
            srs.SetFromUserInput(crs)
            dataset.StartTransaction()
            for table in tables:
                _make_table(dataset, table, srs, note)
                _stop_if(said)
            dataset.CommitTransaction()
        finally:
            _close(dataset)
        _stop_if(said)


def _make_table(dataset: ogr.DataSource, table: Table, srs: osr.SpatialReference, note: str) -> None:
    options = ["FID=fid", f"IDENTIFIER={table.zh}", f"DESCRIPTION={f'{table.en}. {note}'.rstrip('. ')}"]
    if table.geometry == "none":
        options, srs = [*options, "ASPATIAL_VARIANT=GPKG_ATTRIBUTES"], None
    else:
        options = [*options, "GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"]
    layer = dataset.CreateLayer(table.name, srs, _GEOMETRY[table.geometry], options)
    if layer is None:  # OGR has said why
        return
    for field in table.fields:
        definition = ogr.FieldDefn(field.name, _TYPES[field.type][0])
        definition.SetSubType(_TYPES[field.type][1])
        layer.CreateField(definition)


@contextmanager
def hearing() -> Iterator[list[str]]:
    """Collect what OGR says: its own exceptions keep only the last of several sentences, not the cause."""
    said: list[str] = []

    def hear(kind: int, number: int, sentence: str) -> None:
        if kind >= gdal.CE_Failure:
            said.append(sentence)

    raised = ogr.GetUseExceptions() and _switched_off()  # one switch for the whole process: it is put back
    gdal.PushErrorHandler(hear)
    try:
        yield said
    finally:
        gdal.PopErrorHandler()
        if raised:
            ogr.UseExceptions()


def _switched_off() -> bool:
    """Switch OGR's exceptions off; say whether that could be: Processing may have switched osr's on above."""
    try:
        ogr.DontUseExceptions()
    except RuntimeError:  # then what OGR raises is the last of its sentences
        return False
    return True


def _stop_if(said: list[str]) -> None:
    if said:
        raise RuntimeError("; ".join(said))


def _close(dataset: ogr.DataSource) -> None:
    if hasattr(dataset, "Close"):  # GDAL 3.8
        dataset.Close()
    else:
        dataset.Destroy()


def address(path: Path, mode: str) -> str:
    """Return SQLite's address of a file; `mode` is ``ro`` or ``rw``, and what else stands behind it.

    A network share keeps its own two slashes behind the address' two.
    """
    name = path.resolve().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(name)}?mode={mode}"


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage and write to it in one transaction; an exception undoes all of it."""
    with closing(sqlite3.connect(address(path, "rw"), uri=True, timeout=PATIENCE)) as connection:
        connection.isolation_level = None
        for name, function in INDEX_FUNCTIONS.items():  # the triggers of the spatial index call them
            connection.create_function(name, 1, function)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            with suppress(sqlite3.Error):  # of a full disk SQLite leaves the journal for who reads next
                connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            raise


def describe(connection: sqlite3.Connection, table: str, fields: Iterable[Field]) -> None:
    """Write the Chinese title and the English description of fields where GeoPackage has a place for them."""
    for statement in _SCHEMA_EXTENSION:
        connection.execute(statement)
    connection.executemany(
        "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, title, description) "
        "VALUES (?, ?, ?, ?)",
        [(table, f.name, f.zh, f"{f.en}: {f.note}" if f.note else f.en) for f in fields],
    )


def add_unique_indexes(connection: sqlite3.Connection, table: Table) -> None:
    """See to it that a key is there once."""
    names = {field.name for field in table.fields}
    for columns in _KEYS:
        if names.issuperset(columns):
            name = quoted("_".join([table.name, *columns]))
            keys = ", ".join(map(quoted, columns))
            connection.execute(f"CREATE UNIQUE INDEX IF NOT EXISTS {name} ON {quoted(table.name)} ({keys})")


def columns_of(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """Return a table's columns with their declared types; empty where there is no such table."""
    rows = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,))
    return dict(rows.fetchall())


def insert(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence]
) -> None:
    """Insert rows; a geometry column takes what `blobs.to_blob` makes."""
    names, marks = ", ".join(map(quoted, columns)), ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})", rows)


def note_change(connection: sqlite3.Connection, table: str, bounds: Sequence[float | None]) -> None:
    """Write down that a table has changed, and that its extent reaches over west, south, east, north."""
    west, south, east, north = bounds
    values = {"west": west, "south": south, "east": east, "north": north, "name": table}
    connection.execute(_CHANGED, values)


def srs_id(connection: sqlite3.Connection, table: str) -> int:
    """Return the number a table's CRS has in this file."""
    sql = "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?"
    return connection.execute(sql, (table,)).fetchone()[0]


def crs_of(connection: sqlite3.Connection, table: str) -> str:
    """Return a table's CRS as ``EPSG:4525`` or WKT."""
    row = connection.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys AS s "
        "JOIN gpkg_geometry_columns AS g ON g.srs_id = s.srs_id WHERE g.table_name = ?",
        (table,),
    ).fetchone()
    if row is None:
        raise sqlite3.DatabaseError(f"malformed: {table} has no CRS")
    organization, code, definition = row
    return f"EPSG:{code}" if organization.upper() == "EPSG" else definition
