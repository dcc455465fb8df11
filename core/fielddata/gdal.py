"""One layer read by GDAL: rows bounded, warnings heard, arcs fine, of a damaged layer what was whole."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyogrio
from pyogrio.errors import DataLayerError, FeatureError, GeometryError

from .vector_text import BYTES

_OF_ONE_LAYER = (GeometryError, UnicodeDecodeError)  # a name that is no UTF-8
_ARC_STEP = "OGR_ARC_STEPSIZE"  # degrees
_LEAST = {".dxf": 16, ".mif": 8, ".shx": 8, ".gpkg": 8}  # fewest bytes of a row


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a layer as GDAL gives them.

    Parameters
    ----------
    crs : str, optional
    names : ndarray of str
    columns : list of ndarray
        Text as `BYTES`.
    fids : ndarray of int
    wkb : ndarray of bytes, optional
        None where the layer has no shapes at all.
    warned : list of str
        What GDAL warned of.
    broken : str
        Why the rows end before the layer does; ``""``: they do not.
    """

    crs: str | None
    names: np.ndarray
    columns: list[np.ndarray]
    fids: np.ndarray
    wkb: np.ndarray | None
    warned: list[str]
    broken: str = ""


def layer_names(file: Path, most: int, *, shapeless: bool) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the names of up to `most` layers, and of those pyogrio cannot read the number and why.

    Parameters
    ----------
    shapeless : bool
        Whether layers without shapes count too.

    Raises
    ------
    DataSourceError
        The file is none that GDAL reads.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # each layer is warned of again when it is read
        try:
            return [str(name) for name, kind in pyogrio.list_layers(file) if kind or shapeless][:most], []
        except _OF_ONE_LAYER:  # such as of the kind "geometry Z"; it hides the others
            return _names_one_by_one(file, most)


def _names_one_by_one(file: Path, most: int) -> tuple[list[str], list[tuple[str, str]]]:
    names: list[str] = []
    unknown: list[tuple[str, str]] = []
    for number in range(most):
        try:
            names.append(str(pyogrio.read_info(file, layer=number)["layer_name"]))
        except _OF_ONE_LAYER as error:
            unknown.append((str(number + 1), str(error)))
        except DataLayerError:
            break
    return names, unknown


def read_rows(file: Path, layer: str, most: int) -> Rows:
    """Read up to `most` rows of a layer.

    Raises
    ------
    RuntimeError, ValueError, TypeError
        As pyogrio says it; not for a damaged row that comes after sound ones.
    """
    most = min(most, _bound(file))
    try:
        return _read(file, layer, most)
    except FeatureError as error:
        return _whole(file, layer, most, str(error))


def _bound(file: Path) -> int:
    """Return how many rows a file can have at most; pyogrio makes room for all that it is allowed."""
    file = file.with_suffix(".shx") if file.suffix == ".shp" else file
    least = _LEAST.get(file.suffix.lower())
    return file.stat().st_size // least + 1 if least else sys.maxsize


def _whole(file: Path, layer: str, most: int, broken: str) -> Rows:
    """Return the rows before the damaged one: by halves, since GDAL keeps nothing of a failed reading."""
    sound, low, high = _read(file, layer, 1, broken), 1, most
    while high - low > 1:
        middle = (low + high) // 2
        try:
            sound, low = _read(file, layer, middle, broken), middle
        except FeatureError:
            high = middle
    return sound


def _read(file: Path, layer: str, most: int, broken: str = "") -> Rows:
    with warnings.catch_warnings(record=True) as heard, _fine_arcs():
        warnings.simplefilter("always")
        meta, fids, wkb, columns = pyogrio.raw.read(
            file, layer=layer, encoding=BYTES, return_fids=True, max_features=most
        )
    warned = list(dict.fromkeys(str(warning.message) for warning in heard))
    return Rows(meta["crs"], meta["fields"], columns, fids, wkb, warned, broken)


@contextmanager
def _fine_arcs() -> Iterator[None]:
    """Have GDAL draw arcs by steps so small that a parcel's area is right to 1e-6; its own 4° lose 5e-4."""
    before = pyogrio.get_gdal_config_option(_ARC_STEP)
    pyogrio.set_gdal_config_options({_ARC_STEP: "0.1"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_ARC_STEP: before})
