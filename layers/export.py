"""A table as a file for Excel: CSV in UTF-8 with a byte order mark, or XLSX through QGIS' own GDAL.

The file is there whole or not at all; one that Excel has open stays as it is.
"""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from osgeo import gdal, ogr

from ..core.errors import DataError
from ..core.words import QT_TRANSLATE_NOOP

_NOT_WRITTEN = (
    QT_TRANSLATE_NOOP("EcoLedger", "{file} cannot be written: {reason}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Close it in Excel and other programs, or choose another name or folder."),
)


def write_table(
    path: Path, headings: Sequence[str], rows: Sequence[Sequence[Any]], sheet: str = "Sheet1"
) -> None:
    """Write texts and numbers to a .csv or .xlsx file; what is no number (NaN, None) stays empty.

    Raises
    ------
    DataError
        The file is open in another program, its folder is read-only or not there, the disk is full.
    """
    if path.suffix.lower() == ".xlsx":
        write_whole(path, lambda part: _write_xlsx(part, headings, rows, sheet))
    else:
        write_whole(path, lambda part: _write_csv(part, headings, rows))


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a file beside `path` that then takes its place; raises as `write_table`."""
    part = path.with_name(f".{uuid4().hex}{path.suffix}")
    try:
        write(part)
        os.replace(part, path)
    except (OSError, RuntimeError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise DataError(*_NOT_WRITTEN, file=path.name, reason=reason) from problem
    finally:
        part.unlink(missing_ok=True)


def _write_csv(path: Path, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # without the mark Excel reads GBK
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([["" if _is_empty(value) else value for value in row] for row in rows])


def _write_xlsx(path: Path, headings: Sequence[str], rows: Sequence[Sequence[Any]], sheet: str) -> None:
    gdal.ErrorReset()
    dataset = ogr.GetDriverByName("XLSX").CreateDataSource(str(path))
    if dataset is not None:
        layer = dataset.CreateLayer(sheet)
        for column, heading in enumerate(headings):
            numbers = any(isinstance(row[column], float | int) for row in rows)
            layer.CreateField(ogr.FieldDefn(heading, ogr.OFTReal if numbers else ogr.OFTString))
        for row in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            for column, value in enumerate(row):
                if not _is_empty(value):
                    feature.SetField(column, value)
            layer.CreateFeature(feature)
        dataset.FlushCache()
        dataset = layer = feature = None  # written when it is closed
    if gdal.GetLastErrorType() >= gdal.CE_Failure or not path.exists():
        raise RuntimeError(gdal.GetLastErrorMsg())


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))
