"""The reference reach: where along it a line runs, and which of its stretches are already counted."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import shapely
from shapely.ops import substring

from ..area import Map, lengths_on
from ..overlay import dissolved

_ROUND_A_BEND = 4.0  # times the distance from the reach: inside a bend of 53° and more
_ROUGHLY = 3.0  # times a step's own length: the reach may wind a little where the step is straight


class Reach:
    """Lines with a running distance in ellipsoidal metres; a part goes on where the last one ends.

    Parameters
    ----------
    lines : ndarray of line strings
        Coordinates on `plane`; those that touch end to end are joined.
    plane : Map
    """

    def __init__(self, lines: np.ndarray, plane: Map) -> None:
        joined = shapely.line_merge(shapely.multilinestrings(list(shapely.get_parts(lines))))
        self.parts = shapely.get_parts(joined)
        self._tables, self._edges, offset = [], [], 0.0
        for part in self.parts:
            xy = shapely.get_coordinates(part)
            edges = shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1))
            flat = np.r_[0.0, np.cumsum(shapely.length(edges))]
            true = offset + np.r_[0.0, np.cumsum(lengths_on(edges, plane))]
            self._tables.append((flat, true))
            self._edges.append(shapely.STRtree(edges))
            offset = true[-1]
        self.length = offset

    def corridor(self, width: float) -> shapely.Geometry:
        """Return the ground within `width` metres of the reach."""
        return dissolved(shapely.buffer(self.parts, width, quad_segs=64))

    def stretches(self, steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (low, high) running distance that each short straight step covers, metres.

        Inside a bend the nearest point leaps from one arm to the other: that is taken as walked. A leap
        farther than a bend can be is one to another arm of the river, and covers nothing.
        """
        low, high = np.zeros(len(steps)), np.zeros(len(steps))
        part, away = self._nearest(steps)
        ends = shapely.get_coordinates(steps).reshape(-1, 2, 2)
        for number, (flat, true) in enumerate(self._tables):
            own = np.flatnonzero(part == number)
            at = self._locate(number, shapely.points(ends[own]).ravel()).reshape(-1, 2)
            at = np.sort(np.interp(at, flat, true), axis=1)
            low[own], high[own] = at[:, 0], at[:, 1]
        leap = high - low > _ROUGHLY * shapely.length(steps) + _ROUND_A_BEND * away
        high[leap] = low[leap]
        return low, high

    def between(self, low: float, high: float) -> shapely.Geometry:
        """Return the stretch from one running distance to another, as a multi-line."""
        found = []
        for part, (flat, true) in zip(self.parts, self._tables, strict=True):
            ends = np.interp([max(low, true[0]), min(high, true[-1])], true, flat)
            if ends[1] > ends[0]:
                found.append(substring(part, *ends))
        return shapely.multilinestrings(found)

    def _locate(self, number: int, points: np.ndarray) -> np.ndarray:
        """Return where along a part, on the map, each point is nearest: as `line_locate_point`, by a tree."""
        edges = self._edges[number]
        nearest = edges.nearest(points)
        return self._tables[number][0][nearest] + shapely.line_locate_point(edges.geometries[nearest], points)

    def _nearest(self, steps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (number of the nearest part, distance from it) of each step's middle."""
        middle = shapely.line_interpolate_point(steps, 0.5, normalized=True)
        part, away = np.zeros(len(steps), dtype=int), np.full(len(steps), np.inf)
        for number, edges in enumerate(self._edges):
            distance = shapely.distance(edges.geometries[edges.nearest(middle)], middle)
            closer = distance < away
            part[closer], away[closer] = number, distance[closer]
        return part, away


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
