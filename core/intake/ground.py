"""What an item of a file became: a geometry in degrees with its figures, one row per parcel, line or site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Fault
from ..fielddata.model import Part

DEGREES = "EPSG:4490"
WALKED = ("track", "route")  # kinds of items that are cleaned, and kept as raw tracks
COLUMNS = {
    **dict.fromkeys(("source_file", "item", "name"), "text"),
    **dict.fromkeys(("time_start", "time_end"), "datetime"),
    **dict.fromkeys(("n_points", "n_removed"), "integer"),
    **dict.fromkeys(("length_m", "area_m2", "area_error_m2"), "real"),
    **dict.fromkeys(("datum", "encoding"), "text"),
}


@dataclass(frozen=True, eq=False)
class Removed:
    """The fixes that were left out of a walk, in the order of the file.

    Parameters
    ----------
    index : ndarray of int, shape (n,)
        Each one's position among all of the item, from 0.
    reason : ndarray of str, shape (n,)
        Of `track.REASONS`.
    time : ndarray of datetime64[ms], shape (n,)
        UTC, NaT where the file has none.
    xy : ndarray of float, shape (n, 2)
        Degrees of CGCS2000; not finite where the file's position was none.
    """

    index: np.ndarray
    reason: np.ndarray
    time: np.ndarray
    xy: np.ndarray

    def __len__(self) -> int:
        return len(self.index)


@dataclass(frozen=True, eq=False)
class Row:
    """A geometry in degrees of CGCS2000 with its figures, and what was found making it.

    Parameters
    ----------
    geometry : shapely geometry, optional
    values : dict
        Of `COLUMNS`; of a walk also ``segments`` (how many) and ``accuracy_m``, of one that was closed
        ``gap_m`` and ``lobes`` (how many pieces of ground it encloses).
    position : int
        Of the item in its file, of the row in its layer, from 0.
    removed : Removed, optional
        Of what was walked.
    lesser : shapely geometry, optional
        The pieces of ground but the largest of a walk that crosses itself, kept or dropped; in degrees.
    """

    geometry: shapely.Geometry | None
    values: dict[str, Any]
    findings: tuple[Fault, ...] = ()
    position: int = 0
    removed: Removed | None = None
    lesser: shapely.Geometry | None = None


def times_of(parts: tuple[Part, ...]) -> dict[str, Any]:
    """Return the first and the last time of an item; nothing where it has none."""
    times = [part.time for part in parts if part.time is not None]
    known = np.concatenate(times) if times else np.zeros(0, dtype="datetime64[ms]")
    known = known[~np.isnat(known)]
    return {"time_start": known.min(), "time_end": known.max()} if len(known) else {}


def frame_of(rows: list[Row], dimension: int) -> gpd.GeoDataFrame:
    """Return the rows whose geometry has that dimension as a frame in degrees with the columns `COLUMNS`."""
    own = [row for row in rows if shapely.get_dimensions(row.geometry) == dimension]
    table = pd.DataFrame([row.values for row in own]).reindex(columns=list(COLUMNS))
    for name in ("time_start", "time_end"):
        table[name] = pd.to_datetime(table[name], utc=True)
    return gpd.GeoDataFrame(table, geometry=[row.geometry for row in own], crs=DEGREES)
