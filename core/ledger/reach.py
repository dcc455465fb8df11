"""The reference reach: where along it a point lies, and which of its stretches are already counted."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import shapely

from ..area import Map, lengths_on


class Reach:
    """Lines with a running distance in ellipsoidal metres; further parts go on where the last one ends.

    Parameters
    ----------
    lines : ndarray of line strings
        Coordinates on `plane`; lines that touch end to end are joined.
    plane : Map
    """

    def __init__(self, lines: np.ndarray, plane: Map) -> None:
        usable = lines[np.isfinite(shapely.bounds(lines)).all(axis=1)]
        joined = shapely.line_merge(shapely.multilinestrings(list(shapely.get_parts(usable))))
        self._parts = [p for p in shapely.get_parts(joined) if shapely.get_type_id(p) == 1]
        self._tables, offset = [], 0.0
        for part in self._parts:
            xy = shapely.get_coordinates(part)
            edges = shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1))
            flat = np.r_[0.0, np.cumsum(shapely.length(edges))]
            true = offset + np.r_[0.0, np.cumsum(lengths_on(edges, plane))]
            self._tables.append((flat, true))
            offset = true[-1]
        self.length = offset

    def locate(self, xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (distance along the reach, distance from it) of points, shape (n, 2), metres."""
        points = shapely.points(xy) if len(xy) else np.zeros(0, dtype=object)
        along, away = np.full(len(xy), np.nan), np.full(len(xy), np.inf)
        for part, (flat, true) in zip(self._parts, self._tables, strict=True):
            distance = shapely.distance(part, points)
            closer = np.flatnonzero(distance < away)
            at = shapely.line_locate_point(part, points[closer])
            along[closer], away[closer] = np.interp(at, flat, true), distance[closer]
        return along, away


class Covered:
    """Stretches of a reach counted so far, each with the line that counted it; never overlapping."""

    def __init__(self) -> None:
        self._low: list[float] = []
        self._high: list[float] = []
        self._line: list[int] = []

    def add(self, low: float, high: float, line: int) -> list[tuple[float, float, int | None]]:
        """Add a stretch; return it in pieces (low, high, the line that had counted it or None if new).

        Examples
        --------
        >>> covered = Covered()
        >>> covered.add(0.0, 10.0, 1)
        [(0.0, 10.0, None)]
        >>> covered.add(5.0, 12.0, 2)
        [(5.0, 10.0, 1), (10.0, 12.0, None)]
        """
        pieces, at = [], low
        first = max(bisect_left(self._low, low) - 1, 0)
        for i in range(first, len(self._low)):
            if self._low[i] >= high:
                break
            start, end = max(self._low[i], low), min(self._high[i], high)
            if end <= start:
                continue
            if start > at:
                pieces.append((at, start, None))
            pieces.append((start, end, self._line[i]))
            at = end
        if at < high:
            pieces.append((at, high, None))
        for new in (p for p in pieces if p[2] is None):
            self._insert(new[0], new[1], line)
        return pieces

    def _insert(self, low: float, high: float, line: int) -> None:
        i = bisect_left(self._low, low)
        self._low.insert(i, low)
        self._high.insert(i, high)
        self._line.insert(i, line)
