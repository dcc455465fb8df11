"""Tables of a GeoPackage, made and opened through QGIS' own GDAL, and closed for certain.

Everything is written through OGR: it keeps the spatial index, the extents and the counts. All that is
written between opening and closing is one transaction. The file is read with Python's sqlite3
(``reading``), never with a GDAL of another library: two SQLites in one process break each other's locks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal, ogr, osr

from .schema import Field, Table

GEOMETRY = {
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

# A value that is there twice in one of these breaks references; everything else may be mended later.
_KEYS = (("uuid",), ("id",), ("key",), ("list", "code"))

_DATA_COLUMNS = """
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name))"""
_SCHEMA_EXTENSION = """
INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope)
SELECT 'gpkg_data_columns', NULL, 'gpkg_schema',
  'http://www.geopackage.org/spec121/#extension_schema', 'read-write'
WHERE NOT EXISTS (SELECT 1 FROM gpkg_extensions WHERE extension_name = 'gpkg_schema')"""


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL writes it: OGR's SQL has no parameters."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def transaction(path: Path, *, new: bool = False) -> Iterator[ogr.DataSource]:
    """Open or make a GeoPackage and write to it in one transaction; an exception undoes all of it.

    Raises
    ------
    RuntimeError
        In OGR's or SQLite's words: ``ledgerfile.told`` turns them into a `LedgerFileError`.
    """
    with _ogr_raises():
        gdal.ErrorReset()
        if new:  # 1.2: any program of the field can read it, and GDAL of every QGIS writes it alike
            dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path), options=["VERSION=1.2"])
        else:
            dataset = ogr.Open(str(path), 1)
        try:
            dataset.StartTransaction()
            try:
                yield dataset
                _flush(dataset)
            except BaseException:
                dataset.RollbackTransaction()
                raise
            dataset.CommitTransaction()
            gdal.ErrorReset()
        finally:
            _close(dataset)
        if gdal.GetLastErrorType() >= gdal.CE_Failure:  # closing has no other way to say so
            raise RuntimeError(gdal.GetLastErrorMsg())


@contextmanager
def _ogr_raises() -> Iterator[None]:
    """Let OGR raise meanwhile; the switch is one for the whole process, so it is put back."""
    raised = ogr.GetUseExceptions()
    ogr.UseExceptions()
    try:
        yield
    finally:
        if not raised:
            ogr.DontUseExceptions()


def _flush(dataset: ogr.DataSource) -> None:
    """Have counts, extents and spatial indexes written inside the transaction, not when closing."""
    for number in range(dataset.GetLayerCount()):
        dataset.GetLayer(number).SyncToDisk()


def _close(dataset: ogr.DataSource) -> None:
    if hasattr(dataset, "Close"):  # GDAL 3.8
        dataset.Close()
    else:
        dataset.Destroy()


def execute(dataset: ogr.DataSource, sql: str) -> None:
    """Run one statement that gives nothing back."""
    result = dataset.ExecuteSQL(sql)
    if result is not None:
        dataset.ReleaseResultSet(result)


def spatial_reference(crs: str) -> osr.SpatialReference:
    """Return OGR's form of a CRS given as ``EPSG:4525`` or as WKT."""
    srs = osr.SpatialReference()
    srs.SetFromUserInput(crs)
    return srs


def add_tables(
    dataset: ogr.DataSource, tables: Iterable[Table], srs: osr.SpatialReference, note: str = ""
) -> None:
    """Make empty tables with fields, spatial index, unique keys and words in both languages.

    `note` is put behind the English name of each as its description, where QGIS shows it as the abstract.
    """
    for table in tables:
        _add_table(dataset, table, srs, note)
        add_fields(dataset, table, table.fields)
        add_unique_indexes(dataset, table)


def _add_table(dataset: ogr.DataSource, table: Table, srs: osr.SpatialReference, note: str) -> None:
    options = ["FID=fid", f"IDENTIFIER={table.zh}", f"DESCRIPTION={f'{table.en}. {note}'.rstrip('. ')}"]
    spatial = table.geometry != "none"
    options += (
        ["GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"] if spatial else ["ASPATIAL_VARIANT=GPKG_ATTRIBUTES"]
    )
    dataset.CreateLayer(table.name, srs if spatial else None, GEOMETRY[table.geometry], options)


def add_fields(dataset: ogr.DataSource, table: Table, fields: Iterable[Field]) -> None:
    """Add columns to a table, with their Chinese title and English description."""
    layer = dataset.GetLayerByName(table.name)
    execute(dataset, _DATA_COLUMNS)
    execute(dataset, _SCHEMA_EXTENSION)
    for field in fields:
        definition = ogr.FieldDefn(field.name, _TYPES[field.type][0])
        definition.SetSubType(_TYPES[field.type][1])
        layer.CreateField(definition)
        description = f"{field.en}: {field.note}" if field.note else field.en
        values = ", ".join(map(literal, (table.name, field.name, field.zh, description)))
        execute(
            dataset,
            "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, title, description) "
            f"VALUES ({values})",
        )


def add_unique_indexes(dataset: ogr.DataSource, table: Table) -> None:
    """See to it that keys are there once; a row without one is given it by the triggers."""
    for columns in _KEYS:
        if all(any(field.name == column for field in table.fields) for column in columns):
            name = quoted("_".join([table.name, *columns]))
            keys = ", ".join(map(quoted, columns))
            execute(dataset, f"CREATE UNIQUE INDEX IF NOT EXISTS {name} ON {quoted(table.name)} ({keys})")
