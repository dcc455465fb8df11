"""Vector files of GIS programs and surveyors: Shapefile, GeoPackage, FileGDB, DXF, MapInfo; also zipped.

GDAL reads them through pyogrio; what is decided here is what GDAL takes on trust: the encoding of the text,
the coordinate system of a file without one, what an archive may cost, what a file may be. The format is told
by its content first, since GDAL would open a file under any name by any of its drivers. KML and the other XML
formats have readers of their own.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from pyogrio.errors import DataSourceError
from pyproj import CRS
from pyproj.exceptions import CRSError

from ..errors import Fault, FieldDataError
from ..ledger.repair import read_wkb
from ..words import QT_TRANSLATE_NOOP
from . import dxf, shapefile, vector_files
from .encoding import Candidate
from .faults import ERROR, LISTED, WARNING, Table, refuse, short
from .faults import FAULTS as SHARED
from .gdal import Rows, layer_names, read_rows
from .model import Limits
from .vector_text import as_in_file, decoded, decoded_column, encodings

FAULTS: Table = {
    **SHARED,
    **shapefile.FAULTS,
    **vector_files.FAULTS,
    "fielddata.vector_unreadable": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The layer {layer} cannot be read: {reason}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Open it in the program it comes from and export it as GeoPackage."),
    ),
    "fielddata.vector_geometry": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "A shape is damaged: {reason}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Draw it again if it is needed; the others were read."),
    ),
    "fielddata.vector_no_geometry": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Rows without shape: {count}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Nothing to do if that is meant."),
    ),
    "fielddata.vector_warning": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Reading the layer GDAL warns: {reason}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Compare the shape or value it names with the source."),
    ),
    "fielddata.vector_layers": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file has more than {limit} layers"),
        QT_TRANSLATE_NOOP("EcoLedger", "Export the layers that are needed into a file of their own."),
    ),
}

LAYERS = 200


@dataclass(frozen=True, eq=False)
class Layer:
    """A layer of a vector file, coordinates as written.

    Parameters
    ----------
    source : Path
        The user's file; the archive where it lay in one.
    name : str
    format : {"shp", "gpkg", "gdb", "dxf", "mapinfo"}
    encoding : str
        Python's name of the encoding its text was read in.
    encodings : tuple of Candidate
        What else the text may be, the likeliest first.
    frame : GeoDataFrame
        ``fid``, the file's own columns, ``geometry``; without CRS, which is the doctor's to decide.
    crs_hint : str, optional
        What the file says: an authority's code, or WKT.
    faults : tuple of Fault
    sha256 : str
        Of the file, of the Shapefile's or FileGDB's files together.
    head : str
        Empty: these formats name no program.
    """

    source: Path
    name: str
    format: str
    encoding: str
    encodings: tuple[Candidate, ...]
    frame: gpd.GeoDataFrame
    crs_hint: str | None
    faults: tuple[Fault, ...]
    sha256: str
    head: str = ""


@dataclass(frozen=True, eq=False)
class VectorFile:
    """The layers of a vector file that could be read, and why others could not."""

    source: Path
    layers: tuple[Layer, ...]
    faults: tuple[Fault, ...]
    sha256: str


def read_layers(
    path: Path | str,
    *,
    encoding: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> VectorFile:
    """Read all layers with shapes of a vector file, of the only one or of several in an archive.

    Parameters
    ----------
    path : path
        A file, a FileGDB's folder, or a ZIP archive of them.
    encoding : str, optional
        Of the attributes' text, where the user knows better; None: find out.

    Raises
    ------
    FieldDataError
        Nothing of it can be read. What is wrong with a layer or a shape is listed.
    """
    path = Path(path)
    with tempfile.TemporaryDirectory(prefix="ecoledger-") as folder:
        found, sha256 = vector_files.find(path, Path(folder) / "unpacked", limits)
        reader = _Reader(path, encoding, limits, sha256)
        for number, file in enumerate(found):
            stage = Path(folder) / f"staged-{number}"
            stage.mkdir()
            reader.read(file, stage)
    if not reader.layers and reader.faults:
        raise FieldDataError(reader.faults[0])
    if not reader.points:
        reader.faults.append(_fault("fielddata.no_points", path.name))
    return VectorFile(path, tuple(reader.layers), tuple(reader.faults), sha256)


class _Reader:
    """Read files one after the other into layers; what cannot be read is listed."""

    def __init__(self, source: Path, encoding: str | None, limits: Limits, sha256: str) -> None:
        self.source, self.encoding, self.limits, self.sha256 = source, encoding, limits, sha256
        self.layers: list[Layer] = []
        self.faults: list[Fault] = []
        self.points = self._features = 0

    def read(self, path: Path, folder: Path) -> None:
        """Read one file; `folder` is for a copy of it where it needs one."""
        format = vector_files.format_of(path)
        try:
            if format is None:
                raise refuse("fielddata.vector_kind", path.name, table=FAULTS)
            staged = shapefile.stage(path, folder, self.limits) if format == "shp" else None
            file = staged.path if staged else dxf.stage(path, folder) if format == "dxf" else path
            names, unknown = layer_names(file, LAYERS + 1, shapeless=staged is not None)
            if len(names) > LAYERS:
                raise refuse("fielddata.vector_layers", path.name, table=FAULTS, limit=LAYERS)
            for layer, reason in unknown:
                self._add("fielddata.vector_unreadable", path.name, layer=layer, reason=reason)
            for name in names:
                self._layer(file, name, path.stem if staged else name, format, staged)
        except DataSourceError as error:
            self._add("fielddata.vector_unreadable", path.name, layer=path.stem, reason=str(error))
        except FieldDataError as error:
            self.faults.append(error.fault)

    def _layer(self, file: Path, layer: str, name: str, format: str, staged: shapefile.Staged | None) -> None:
        most = self.limits.items - self._features
        try:
            rows = read_rows(file, layer, most + 1)
        except (RuntimeError, ValueError, TypeError) as error:  # pyogrio's own errors are of these
            self._add("fielddata.vector_unreadable", self.source.name, layer=name, reason=str(error))
            return
        if len(rows.fids) > most:
            raise refuse("fielddata.too_many_items", self.source.name, limit=self.limits.items)
        self._features += len(rows.fids)
        geometry, faults = self._geometry(rows.wkb, rows.fids, name)
        encoding, encodings, table = self._decoded(rows.names, rows.columns, format, staged)
        frame = gpd.GeoDataFrame({"fid": rows.fids, **table}, geometry=geometry)
        crs = staged.crs if staged else _crs(rows.crs)
        place = self._place(name)
        before = [_fault(id, place, **fields) for id, fields in (staged.faults if staged else ())]
        if format == "dxf" and dxf.breaks_off(file):  # what GDAL says of it, or does not, adds nothing
            before, rows = [_fault("fielddata.truncated", place)], replace(rows, broken="")
        faults = [*before, *_warned(rows, place), *faults]
        self.layers.append(
            Layer(self.source, name, format, encoding, encodings, frame, crs, tuple(faults), self.sha256)
        )

    def _geometry(
        self, shapes: np.ndarray | None, fids: np.ndarray, name: str
    ) -> tuple[np.ndarray, list[Fault]]:
        if shapes is None:
            return np.full(len(fids), None, dtype=object), []
        geometry, notes = read_wkb(shapes)
        self.points += int(shapely.get_num_coordinates(geometry).sum())
        if self.points > self.limits.points:
            raise refuse("fielddata.too_many_points", self.source.name, limit=self.limits.points)
        place, faults = self._place(name), []
        for position, what in notes.head(LISTED).itertuples(index=False):
            damaged = _fault("fielddata.vector_geometry", place, reason=what)
            faults.append(replace(damaged, fid=int(fids[position])))
        if len(notes) > LISTED:
            faults.append(
                _fault("fielddata.more", place, id="fielddata.vector_geometry", count=len(notes) - LISTED)
            )
        missing = int((shapely.is_missing(geometry) | shapely.is_empty(geometry)).sum()) - len(notes)
        if missing > 0:
            faults.append(_fault("fielddata.vector_no_geometry", place, count=missing))
        return geometry, faults

    def _decoded(
        self, names: np.ndarray, columns: list[np.ndarray], format: str, staged: shapefile.Staged | None
    ) -> tuple[str, tuple[Candidate, ...], dict[str, np.ndarray]]:
        """Return the encoding of a layer's text, its rivals, and the columns under their names in it."""
        columns = as_in_file(columns) if format == "dxf" else columns
        found = staged.encodings if staged else encodings(names, columns, format)
        encoding = self.encoding or (found[0].encoding if found else "utf-8")
        table: dict[str, np.ndarray] = {}
        for name, values in zip(names, columns, strict=True):
            name = decoded(str(name), encoding)
            while name in table or name in ("fid", "geometry"):
                name += "_"
            table[name] = decoded_column(values, encoding) if values.dtype == object else values
        return encoding, tuple(found), table

    def _place(self, layer: str) -> str:
        return self.source.name if layer == self.source.stem else f"{self.source.name}: {layer}"

    def _add(self, id: str, source: str, **fields: Any) -> None:
        self.faults.append(_fault(id, source, **fields))


def _crs(text: str | None) -> str | None:
    """Return the CRS pyogrio found, if there is one: GDAL puts words of its own where a format has none."""
    if not text:
        return None
    try:
        crs = CRS.from_user_input(text)
    except CRSError:
        return None
    return None if crs.is_engineering else shapefile.crs_text(crs)


def _warned(rows: Rows, source: str) -> list[Fault]:
    """Return what GDAL said while it read, such as of a number that became 0; lost M values do not matter."""
    faults = [_fault("fielddata.damaged", source, reason=rows.broken)] if rows.broken else []
    said = [words for words in rows.warned if not words.startswith("Measured (M)")]
    faults += [_fault("fielddata.vector_warning", source, reason=words) for words in said[:LISTED]]
    if len(said) > LISTED:
        more = {"id": "fielddata.vector_warning", "count": len(said) - LISTED}
        faults.append(replace(_fault("fielddata.more", source), fields=more))
    return faults


def _fault(id: str, source: str, **fields: Any) -> Fault:
    severity, problem, suggestion = FAULTS[id]
    fields = {name: short(value) for name, value in fields.items()}
    return Fault(id, problem, suggestion, fields, source, severity=severity)
