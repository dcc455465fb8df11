"""The bare reading of the file: what nobody who answers the question can do without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas
import pyogrio

TITLE = "bare reading (pyogrio.read_dataframe)"


def missing() -> str:
    return ""


def version() -> str:
    return f"pyogrio {pyogrio.__version__}, GDAL {pyogrio.__gdal_version_string__}"


def read_layers(path: Path) -> tuple[geopandas.GeoDataFrame, geopandas.GeoDataFrame]:
    """Return the parcels and the townships."""
    return tuple(pyogrio.read_dataframe(path, layer=layer) for layer in ("parcels", "townships"))


def run(path: Path, read: Callable[[], None]) -> None:
    read_layers(path)
    read()


def totals(answer: None) -> dict:
    return {}
