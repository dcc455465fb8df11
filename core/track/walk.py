"""A walk: the fixes of a track on one plane, as arrays, each with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from ..area import Map, measurable, to_map, working_map
from ..fielddata.model import Item

COLUMNS = ("accuracy", "hdop", "fix")


@dataclass(frozen=True, eq=False)
class Walk:
    """The fixes of a track in the order they were recorded.

    Parameters
    ----------
    xy : ndarray of float, shape (n, 2)
        Easting and northing on `plane`, metres; not finite where the file's position was none.
    time : ndarray of datetime64[ms], shape (n,)
        UTC, NaT where the file has none.
    segment : ndarray of int, shape (n,)
        Rising; the device paused between two segments.
    index : ndarray of int, shape (n,)
        The fix's position among all of the item, from 0: removed ones are named by it.
    plane : Map
        A transverse Mercator map on CGCS2000.
    columns : mapping of str to ndarray, shape (n,)
        ``accuracy`` (m), ``hdop``, ``fix``, where the file has them; NaN where missing.
    """

    xy: np.ndarray
    time: np.ndarray
    segment: np.ndarray
    index: np.ndarray
    plane: Map
    columns: Mapping[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.xy)

    def take(self, which: np.ndarray) -> Walk:
        """Return the walk of some of its fixes (mask or positions)."""
        columns = {name: values[which] for name, values in self.columns.items()}
        return Walk(
            self.xy[which], self.time[which], self.segment[which], self.index[which], self.plane, columns
        )

    def steps(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (metres, seconds) from each fix to the next, shape (n - 1,); NaN seconds without times."""
        metres = np.hypot(*np.diff(self.xy, axis=0).T)
        seconds = np.diff(self.time) / np.timedelta64(1, "s")
        return metres, seconds

    def joined(self) -> Walk:
        """Return the walk as one segment: the pauses of the device do not part it."""
        one = np.zeros(len(self), dtype=int)
        return Walk(self.xy, self.time, one, self.index, self.plane, self.columns)


def walk_of(item: Item, crs: Any) -> Walk:
    """Bring the fixes of an item to one plane.

    Parameters
    ----------
    item : Item
        A track, route or line; its parts are the segments.
    crs : pyproj.CRS, int or str
        Of the item's coordinates, as the doctor decided.

    Raises
    ------
    CrsError
        Coordinates that cannot be measured.

    Examples
    --------
    >>> from ..fielddata.model import Part
    >>> item = Item("track", "", (Part(np.array([[110.8, 32.8], [0.0, 0.0], [110.801, 32.8]])),))
    >>> walk = walk_of(item, "EPSG:4490")
    >>> walk.plane.crs.to_epsg(), np.isfinite(walk.xy[:, 0]).tolist()
    (4546, [True, False, True])
    """
    crs = measurable(crs, item.name)
    sizes = [len(part) for part in item.parts]
    xy = np.concatenate([np.zeros((0, 2)), *(part.xy for part in item.parts)])
    xy = np.where((np.isfinite(xy).all(axis=1) & (xy != 0).any(axis=1))[:, None], xy, np.nan)
    good = np.flatnonzero(np.isfinite(xy[:, 0]))
    points = np.array([shapely.multipoints(xy[good])], dtype=object)
    plane = working_map(crs, points)
    on_plane = np.full(xy.shape, np.nan)
    on_plane[good] = shapely.get_coordinates(to_map(points, crs, plane))
    return Walk(
        on_plane,
        _joined(item, sizes, lambda part: part.time, np.datetime64("NaT", "ms")).astype("datetime64[ms]"),
        np.repeat(np.arange(len(sizes)), sizes),
        np.arange(len(xy)),
        plane,
        _columns(item, sizes),
    )


def _columns(item: Item, sizes: list[int]) -> dict[str, np.ndarray]:
    present = [name for name in COLUMNS if any(name in part.columns for part in item.parts)]
    return {name: _joined(item, sizes, lambda part, n=name: part.columns.get(n), np.nan) for name in present}


def _joined(item: Item, sizes: list[int], values: Any, missing: Any) -> np.ndarray:
    """Return one array of a column of all parts, `missing` where a part has none."""
    columns = [values(part) for part in item.parts]
    filled = [np.full(n, missing) if c is None else c for c, n in zip(columns, sizes, strict=True)]
    return np.concatenate([np.full(0, missing), *filled])
