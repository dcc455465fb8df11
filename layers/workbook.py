"""Sheets of Excel, read by OGR, which every QGIS has; a file is bounded before it is opened."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osgeo import gdal

from ..core.errors import DataError
from ..core.words import QT_TRANSLATE_NOOP
from .geopackage import hearing

MAX_UNPACKED = 200 << 20
MAX_CELLS = 500_000

_UNREADABLE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} cannot be read as a workbook (*.xlsx)"),
    QT_TRANSLATE_NOOP(
        "EcoLedger", "Open it in Excel and save it anew as *.xlsx; old *.xls files are not read."
    ),
)
_TOO_LARGE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} is too large for a table: more than {limit}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Copy the sheet that is needed into a file of its own."),
)


def read_workbook(path: Path) -> list[list[str]]:
    """Return the cells of the first sheet of a workbook as text; dates as Excel shows them.

    Raises
    ------
    DataError
        No workbook, or one too large.
    """
    path = Path(path)
    _check_size(path)
    with _every_row_as_text(), hearing():
        source = gdal.OpenEx(str(path), gdal.OF_VECTOR, ["XLSX"])
        layer = source.GetLayer(0) if source else None
        if layer is None:
            raise DataError(*_UNREADABLE, path=path.name)
        columns = layer.GetLayerDefn().GetFieldCount()
        if columns * layer.GetFeatureCount() > MAX_CELLS:
            raise DataError(*_TOO_LARGE, path=path.name, limit=f"{MAX_CELLS:,}")
        return [[feature.GetFieldAsString(i) for i in range(columns)] for feature in layer]


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as book:
            size = sum(entry.file_size for entry in book.infolist())
    except (zipfile.BadZipFile, OSError) as problem:
        raise DataError(*_UNREADABLE, path=path.name) from problem
    if size > MAX_UNPACKED:
        raise DataError(*_TOO_LARGE, path=path.name, limit=f"{MAX_UNPACKED >> 20} MB")


@contextmanager
def _every_row_as_text() -> Iterator[None]:
    """Let OGR take no row for a header and no cell for a number: codes keep their zeros."""
    options = {"OGR_XLSX_HEADERS": "DISABLE", "OGR_XLSX_FIELD_TYPES": "STRING"}
    before = {name: gdal.GetConfigOption(name) for name in options}
    for name, value in options.items():
        gdal.SetConfigOption(name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            gdal.SetConfigOption(name, value)
