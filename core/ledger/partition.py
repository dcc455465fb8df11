"""The townships as a partition: where each parcel lies, cut only where a border really crosses it.

Most parcels lie deep inside one township. A bitmap of the cells that a border may touch finds them by
counting: no border cell under a parcel's bounds means one township or none, and one look-up says which.
The others are cut, each against the few border vertices near it: the townships are cut into windows
once, instead of cutting every parcel with whole townships.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..area import Map
from ..overlap import meeting_pairs, turns
from ..overlay import cut, difference, intersection, is_ground
from ..rings import counted
from ..threads import in_threads
from .repair import repair

_CELLS = 1024  # of the bitmap, along the longer side
_WINDOWS = 16  # along the longer side
_FEW = 16  # pairs of townships whose borders are worth a thread
_SLIVER = 0.01  # m²: what two townships share below it is a common border drawn twice, and not noted
OUTSIDE = -1


@dataclass(frozen=True)
class Pieces:
    """Parcels cut at borders: the parcel's position, the township's (-1: outside all), the piece.

    `whole` says that the piece is the parcel itself.
    """

    parcel: np.ndarray
    unit: np.ndarray
    geometry: np.ndarray
    whole: np.ndarray


_NO_PIECES = Pieces(*np.zeros((2, 0), dtype=int), np.zeros(0, dtype=object), np.zeros(0, dtype=bool))


class Partition:
    """Townships in which every point lies at most once.

    Where townships overlap, the one that stands first keeps the ground; `overlaps` lists the pairs.

    Parameters
    ----------
    geometries : ndarray of polygons, shape (n,)
        Coordinates on `plane`; repaired on a copy.
    plane : Map
    """

    def __init__(self, geometries: np.ndarray, plane: Map) -> None:
        repaired = repair(geometries, plane)
        self.repairs, self.reason, self.gross = repaired.repairs, repaired.reason, repaired.gross
        self.units, self.overlaps = _disjoint(repaired.geometries)
        shapely.prepare(self.units)
        self._grid = _Grid(self.units)

    def locate(self, parcels: np.ndarray) -> Pieces:
        """Cut valid parcels at the borders; what lies in no township is a piece of unit -1.

        Empty parcels give no piece.

        Examples
        --------
        >>> from ..area import measurable, working_map
        >>> two = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)])
        >>> two = shapely.transform(two, lambda xy: xy + [37500000, 3600000])
        >>> parcel = shapely.transform(shapely.box(8, 5, 11, 12), lambda xy: xy + [37500000, 3600000])
        >>> found = Partition(two, working_map(measurable(4525), two)).locate(np.array([parcel]))
        >>> [(int(u), g.area) for u, g in zip(found.unit, found.geometry)]
        [(0, 10.0), (1, 5.0), (-1, 6.0)]
        """
        bounds = shapely.bounds(parcels)
        filled = np.isfinite(bounds).all(axis=1)
        unit = np.full(len(parcels), OUTSIDE)
        clear = np.zeros(len(parcels), dtype=bool)
        clear[filled], unit[filled] = self._grid.look_up(bounds[filled])
        sure = np.flatnonzero(filled & clear)
        open_ = np.flatnonzero(filled & ~clear)
        cut = self._cut(parcels[open_], bounds[open_]) if len(open_) else _NO_PIECES
        parcel = np.concatenate([sure, open_[cut.parcel]])
        unit = np.concatenate([unit[sure], cut.unit])
        order = np.lexsort([np.where(unit == OUTSIDE, len(self.units), unit), parcel])
        return Pieces(
            parcel[order],
            unit[order],
            np.concatenate([parcels[sure], cut.geometry])[order],
            np.concatenate([np.ones(len(sure), bool), cut.whole])[order],
        )

    def unit_at(self, xy: np.ndarray) -> np.ndarray:
        """Return the township of each point, shape (n, 2); a point on a border lies in the first."""
        unit = np.full(len(xy), OUTSIDE)
        for position in range(len(self.units) - 1, -1, -1):
            unit[shapely.intersects_xy(self.units[position], xy[:, 0], xy[:, 1])] = position
        return unit

    def _cut(self, parcels: np.ndarray, bounds: np.ndarray) -> Pieces:
        owner, part, parts, unit_of = self._grid.nearby(self.units, bounds)
        order = np.argsort(part, kind="stable")
        owner, part = owner[order], part[order]
        near, unit = parts[part], unit_of[part]
        shapely.prepare(parts)
        inside = in_threads(shapely.covers, near, parcels[owner], keep_together=part)
        settled = np.zeros(len(parcels), dtype=bool)
        settled[owner[inside]] = True
        rest = np.flatnonzero(~settled[owner])
        meets = in_threads(shapely.intersects, near[rest], parcels[owner[rest]], keep_together=part[rest])
        rest = rest[meets]
        pieces = cut(parcels[owner[rest]], near[rest])
        real = is_ground(pieces)
        whole = _first_only(owner, inside)
        outside = _outside(parcels, owner[rest][real], near[rest][real], pieces[real], ~settled)
        return Pieces(
            np.concatenate([owner[whole], owner[rest][real], outside[0]]),
            np.concatenate([unit[whole], unit[rest][real], np.full(len(outside[0]), OUTSIDE)]),
            np.concatenate([parcels[owner[whole]], pieces[real], outside[1]]),
            np.r_[np.ones(len(whole), bool), np.zeros(real.sum() + len(outside[0]), bool)],
        )


def _first_only(owner: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Return one position per owner of those inside (a window may hold two equal units)."""
    where = np.flatnonzero(inside)
    return where[np.unique(owner[where], return_index=True)[1]]


def _outside(
    parcels: np.ndarray, owner: np.ndarray, parts: np.ndarray, pieces: np.ndarray, open_: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return (position, geometry) of what parts of units leave of open parcels, whose pieces are given."""
    covered = np.bincount(owner, shapely.area(pieces), minlength=len(parcels))
    total = shapely.area(parcels)
    left = np.flatnonzero(open_ & ((total - covered > 1e-10 * total + 1e-6) | (covered == 0)))
    order = np.argsort(owner, kind="stable")
    order = order[np.isin(owner[order], left)]
    owner, parts = owner[order], parts[order]
    beyond = parcels.copy()
    for now in turns(owner):
        beyond[owner[now]] = difference(beyond[owner[now]], parts[now])
    rest = beyond[left]
    real = is_ground(rest)
    return left[real], rest[real]


def _disjoint(units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the units without what an earlier one covers, and the pairs (earlier, later) that overlap."""
    later, earlier = meeting_pairs(units, units)
    order = np.argsort(earlier, kind="stable")
    earlier, later = (found[order][earlier[order] < later[order]] for found in (earlier, later))
    touch = in_threads(shapely.touches, units[earlier], units[later], keep_together=earlier, least=_FEW)
    earlier, later = earlier[~touch], later[~touch]
    common = intersection(units[earlier], units[later])
    units = units.copy()
    for first, second in zip(earlier[is_ground(common)], later[is_ground(common)], strict=True):
        units[second] = difference(units[[second]], units[[first]])[0]
    worth_noting = shapely.area(common) > _SLIVER
    return units, np.column_stack([earlier[worth_noting], later[worth_noting]])


class _Grid:
    """The bitmap of border cells and the windows, over the bounds of all units."""

    def __init__(self, units: np.ndarray) -> None:
        bounds = shapely.total_bounds(units) if len(units) else np.zeros(4)
        bounds = np.nan_to_num(bounds)
        self.origin = bounds[:2]
        self.side = max((bounds[2:] - bounds[:2]).max(), 1.0)
        self.cell = self.side / _CELLS
        border = self._border_cells(units)
        self.counts = np.zeros((_CELLS + 1, _CELLS + 1), dtype=np.int32)
        np.cumsum(border, axis=1, out=self.counts[1:, 1:])
        np.cumsum(self.counts, axis=0, out=self.counts)
        self.run, self.unit_of_run = self._labels(units, border)

    def _border_cells(self, units: np.ndarray) -> np.ndarray:
        """Mark a superset of the cells a border touches: samples half a cell apart, and their neighbours."""
        border = np.zeros((_CELLS + 2, _CELLS + 2), dtype=bool)
        lines = shapely.segmentize(shapely.boundary(units), self.cell / 2)
        cells = ((shapely.get_coordinates(lines) - self.origin) / self.cell).astype(int)
        cells = np.clip(cells, 0, _CELLS - 1)
        for dx in (0, 1, 2):
            for dy in (0, 1, 2):
                border[cells[:, 1] + dy, cells[:, 0] + dx] = True
        return border[1:-1, 1:-1]

    def _labels(self, units: np.ndarray, border: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Number the runs of borderless cells along rows from 1; return cells' runs and runs' units."""
        starts = ~border & np.c_[np.ones(_CELLS, bool), border[:, :-1]]
        run = np.cumsum(starts.ravel(), dtype=np.int32).reshape(starts.shape)
        rows, columns = np.nonzero(starts)
        x = self.origin[0] + (columns + 0.5) * self.cell
        y = self.origin[1] + (rows + 0.5) * self.cell
        unit = np.full(1 + len(rows), OUTSIDE)
        for position in range(len(units) - 1, -1, -1):
            unit[1:][shapely.contains_xy(units[position], x, y)] = position
        return run, unit

    def look_up(self, bounds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (is no border under the bounds, the unit there)."""
        cells = np.floor((bounds - np.tile(self.origin, 2)) / self.cell)
        within = (cells[:, :2] >= 0).all(axis=1) & (cells[:, 2:] < _CELLS).all(axis=1)
        apart = (cells[:, 2:] < 0).any(axis=1) | (cells[:, :2] >= _CELLS).any(axis=1)
        west, south, east, north = np.clip(cells, 0, _CELLS - 1).astype(int).T
        counts = self.counts
        border = (
            counts[north + 1, east + 1]
            - counts[south, east + 1]
            - counts[north + 1, west]
            + counts[south, west]
        )
        unit = np.where(apart, OUTSIDE, self.unit_of_run[self.run[south, west]])
        return apart | (within & (border == 0)), unit

    def nearby(
        self, units: np.ndarray, bounds: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return pairs (parcel, part of a unit near it), the parts and the unit of each part.

        Parts are cut to the window for small parcels; for large ones they are whole units.
        """
        window = self.side / _WINDOWS
        size = (bounds[:, 2:] - bounds[:, :2]).max(axis=1)
        small = np.flatnonzero(size <= window)
        middle = ((bounds[small, :2] + bounds[small, 2:]) / 2 - self.origin) / window
        columns, rows = np.floor(middle).astype(int).T
        keys, window_of = np.unique(np.column_stack([columns, rows]), axis=0, return_inverse=True)
        corner = self.origin + keys * window
        half = window / 2 * 1.001  # a small parcel reaches at most half a window beyond its own
        boxes = shapely.box(*(corner - half).T, *(corner + window + half).T)
        which, unit = meeting_pairs(boxes, units)
        owner, part = _join(window_of.ravel(), which)
        large = np.flatnonzero(size > window)
        big, big_unit = meeting_pairs(shapely.box(*bounds[large].T), units)
        return (
            np.concatenate([small[owner], large[big]]),
            np.concatenate([part, len(unit) + big_unit]),
            np.concatenate([intersection(units[unit], boxes[which]), units]),
            np.concatenate([unit, np.arange(len(units))]),
        )


def _join(window_of: np.ndarray, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (parcel, part) for each part of each parcel's window; `which` is sorted."""
    first = np.searchsorted(which, window_of, side="left")
    number = np.searchsorted(which, window_of, side="right") - first
    owner, nth = counted(number)
    return owner, first[owner] + nth
