"""A bank or a river as an axis with a running distance: what lies beside it is intervals of metres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..area import Map
from ..ledger.reach import Covered, Reach

STEP = 10.0  # metres: what lies beside an axis is held against it in straight steps no longer than this
CRUMB = 1e-6  # metres: what is shorter is rounding
LEFT, RIGHT = "1", "2"
_ALONG = 0.5  # of its length: an edge that gains less of the axis leads away from it (60°)
_LOOKS = 99  # places along a bank at which its side of the river is looked at


@dataclass(frozen=True)
class Axis:
    """A line that runs downstream, for asking what lies beside it.

    Parameters
    ----------
    reach : Reach
        The line with its running distance in ellipsoidal metres.
    line : MultiLineString
        The same as one geometry.
    """

    reach: Reach
    line: shapely.Geometry

    @classmethod
    def of(cls, lines: np.ndarray, plane: Map, river: Axis | None = None) -> Axis:
        """Join lines; where `river` is given, they are turned round if they run against it.

        Examples
        --------
        >>> from ..area import measurable, working_map
        >>> lines = shapely.linestrings([[(37500000, 3600000), (37500000, 3601000)]])
        >>> axis = Axis.of(lines, working_map(measurable(4525), lines))
        >>> beside = shapely.linestrings([[(37500009, 3600200), (37500009, 3600450)]])
        >>> axis.intervals(beside, 20.0)[["low", "high"]].round().to_numpy().tolist()
        [[200.0, 450.0]]
        """
        reach = Reach(lines, plane)
        if river is not None:
            ends = [shapely.get_point(part, at) for part in reach.parts for at in (0, -1)]
            along = shapely.line_locate_point(river.line, ends)
            if along[1::2].sum() < along[::2].sum():
                reach = Reach(shapely.reverse(reach.parts), plane)
        line = shapely.multilinestrings(list(reach.parts))
        shapely.prepare(line)
        return cls(reach, line)

    def intervals(
        self, lines: np.ndarray, distance: float = np.inf, along_only: bool = False
    ) -> pd.DataFrame:
        """Return what of the axis runs beside lines: owner (their position), low, high, in m.

        Only what is within `distance` (m on the map) of the axis is taken; with `along_only` no edge that
        leads away from it either. The intervals of an owner are apart from each other.
        """
        steps, owner = _steps(lines)
        middle = shapely.line_interpolate_point(steps, 0.5, normalized=True)
        near = shapely.dwithin(self.line, middle, distance)
        steps, owner = steps[near], owner[near]
        low, high = self.reach.stretches(steps)
        taken = pd.DataFrame({"owner": owner, "low": low, "high": high})
        return merged(taken[high - low >= _ALONG * shapely.length(steps)] if along_only else taken)

    def covered(self, lines: np.ndarray, distance: float = np.inf) -> float:
        """Return the metres of the axis that lines take, each once; see `intervals`."""
        taken = merged(self.intervals(lines, distance).assign(owner=0))
        return float((taken.high - taken.low).sum())

    def side_of(self, other: Axis) -> str:
        """Return on which side of this river a bank runs, looking downstream: `LEFT` or `RIGHT`."""
        share = np.linspace(0.005, 0.995, _LOOKS)
        place = shapely.line_interpolate_point(self.line, share, normalized=True)
        ahead = shapely.line_interpolate_point(self.line, share + 0.001, normalized=True)
        bank = shapely.get_point(shapely.shortest_line(place, other.line), 1)
        xy, forward, across = (shapely.get_coordinates(points) for points in (place, ahead, bank))
        (dx, dy), (u, v) = (forward - xy).T, (across - xy).T
        return LEFT if np.median(np.sign(dx * v - dy * u)) > 0 else RIGHT


def once(intervals: pd.DataFrame) -> pd.DataFrame:
    """Return intervals so that none repeats another: the owner that stands first keeps it.

    Columns owner, low, high and earlier: who had it before, -1 where it is new.

    Examples
    --------
    >>> two = pd.DataFrame({"owner": [0, 1], "low": [0.0, 60.0], "high": [100.0, 150.0]})
    >>> once(two).to_numpy().tolist()
    [[0.0, 0.0, 100.0, -1.0], [1.0, 60.0, 100.0, 0.0], [1.0, 100.0, 150.0, -1.0]]
    """
    covered, rows = Covered(), []
    for row in intervals.sort_values("owner", kind="stable").itertuples():
        for low, high, earlier in covered.add(row.low, row.high, row.owner):
            if high - low > CRUMB and earlier != row.owner:
                rows.append((row.owner, low, high, -1 if earlier is None else earlier))
    return pd.DataFrame(rows, columns=["owner", "low", "high", "earlier"])


def common(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Return what intervals of `a` have in common with those of `b`: owner, other, low, high.

    Examples
    --------
    >>> whole = pd.DataFrame({"owner": [7], "low": [0.0], "high": [100.0]})
    >>> halves = pd.DataFrame({"owner": [1, 2], "low": [0.0, 40.0], "high": [40.0, 100.0]})
    >>> common(whole, halves).to_numpy().tolist()
    [[7.0, 1.0, 0.0, 40.0], [7.0, 2.0, 40.0, 100.0]]
    """
    low = np.maximum(a.low.to_numpy()[:, None], b.low.to_numpy())
    high = np.minimum(a.high.to_numpy()[:, None], b.high.to_numpy())
    at, of = np.nonzero(high - low > CRUMB)
    columns = {"owner": a.owner.to_numpy()[at], "other": b.owner.to_numpy()[of]}
    return pd.DataFrame({**columns, "low": low[at, of], "high": high[at, of]})


def _steps(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return short straight steps, and the position of the line each is of."""
    parts, owner = shapely.get_parts(shapely.segmentize(lines, STEP), return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    edge = np.flatnonzero(part[1:] == part[:-1])
    steps = shapely.linestrings(np.stack([xy[edge], xy[edge + 1]], axis=1)) if len(edge) else parts[:0]
    return steps, owner[part[edge]]


def merged(intervals: pd.DataFrame) -> pd.DataFrame:
    """Join the intervals of each owner that meet, and leave out those without a length."""
    ordered = intervals.sort_values(["owner", "low"], ignore_index=True)
    reached = ordered.groupby("owner").high.cummax()
    first = ordered.owner != ordered.owner.shift()
    new = first | (ordered.low > reached.shift() + CRUMB)
    merged = ordered.groupby(new.cumsum()).agg({"owner": "first", "low": "min", "high": "max"})
    return merged[merged.high - merged.low > CRUMB].reset_index(drop=True)
