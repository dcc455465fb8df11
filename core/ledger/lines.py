"""Close the ledger of lines: metres of reach or ground counted once.

With a reference reach, what runs near it is measured along the reach: both banks, a second survey or a
winding path do not make the reach longer. Without one, lines are measured by their own ellipsoidal
length, and what runs within the tolerance of an earlier line repeats it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..area import Map, lengths_on
from .partition import OUTSIDE, Partition
from .polygons import Closed, Terms, piece_sums
from .reach import Covered, Reach

_STEP = 10.0  # metres: a line is looked at in straight steps no longer than this
_LINES = (1, 2, 5)


def close_lines(lines: np.ndarray, plane: Map, partition: Partition, terms: Terms) -> Closed:
    """Close the ledger of lines whose coordinates are on `plane`; amounts in m.

    Parameters
    ----------
    lines : ndarray of line strings, shape (n,)
    terms : Terms
        `baseline` names the reference reach of each line; one with -1 is measured by its own length.
    """
    reason = _why_unreadable(lines, plane)
    steps = _steps(np.where(reason == "", lines, None), plane, partition)
    steps["set"], steps["rank"] = terms.sets[steps.line], terms.rank[steps.line]
    steps["tolerance"], steps["reach"] = terms.tolerance[steps.line], terms.baseline[steps.line]
    rows = [
        _along_reach(own, Reach(terms.baselines[reach], plane))
        if reach >= 0
        else _beside_earlier(own, lines, terms)
        for (_, reach), own in steps.groupby(["set", "reach"])
    ]
    runs = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=_RUN)
    gross = np.bincount(runs.line.astype(int), runs.amount.astype(float), minlength=len(lines))
    return Closed(gross, reason, piece_sums(runs, "line", reason, gross), _deductions(runs))


_RUN = ["line", "unit", "kind", "earlier", "amount", "geometry"]


def _why_unreadable(lines: np.ndarray, plane: Map) -> np.ndarray:
    reason = np.full(len(lines), "", dtype=object)
    bounds = shapely.bounds(lines)
    reason[shapely.length(lines) == 0] = "no_length"
    reason[~plane.zone.in_domain(bounds)] = "out_of_domain"
    reason[~np.isfinite(bounds).all(axis=1)] = "not_finite"
    reason[~np.isin(shapely.get_type_id(lines), _LINES)] = "not_line"
    reason[shapely.is_empty(lines)] = "empty"
    reason[shapely.is_missing(lines)] = "null"
    return reason


def _steps(lines: np.ndarray, plane: Map, partition: Partition) -> pd.DataFrame:
    """Divide lines into short straight steps: line, part, township, own length in m, both ends."""
    parts, owner = shapely.get_parts(shapely.segmentize(lines, _STEP), return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    edge = np.flatnonzero(part[1:] == part[:-1])
    ends = np.stack([xy[edge], xy[edge + 1]], axis=1)
    geometry = shapely.linestrings(ends) if len(edge) else np.zeros(0, dtype=object)
    return pd.DataFrame(
        {
            "line": owner[part[edge]],
            "part": part[edge],
            "unit": partition.unit_at(ends.mean(axis=1)),
            "length": lengths_on(geometry, plane),
            "geometry": geometry,
        }
    )


def _along_reach(steps: pd.DataFrame, reach: Reach) -> pd.DataFrame:
    """Measure runs of steps along the reach; a run over ground already covered is overlap."""
    ends = shapely.get_coordinates(steps.geometry).reshape(-1, 2, 2)
    (start, far_a), (finish, far_b) = reach.locate(ends[:, 0]), reach.locate(ends[:, 1])
    low, high = np.minimum(start, finish), np.maximum(start, finish)
    near = (np.maximum(far_a, far_b) <= steps.tolerance) & (steps.unit != OUTSIDE)
    steps = steps.assign(low=low, high=high, near=near)
    # where the nearest point leaps from one arm of a bend to the other, nothing between was walked
    leap = steps.near & (steps.high - steps.low > 3 * steps.length + _STEP)
    steps.loc[leap, "high"] = steps.low[leap]
    away = steps[~near].assign(
        kind=np.where(steps.unit[~near] == OUTSIDE, "outside", "baseline"),
        earlier=-1,
        amount=steps.length[~near],
    )
    runs = [away[_RUN], *_count_runs(steps[near].sort_values(["rank", "part"], kind="stable"))]
    return pd.concat(runs, ignore_index=True)


def _count_runs(steps: pd.DataFrame) -> list[pd.DataFrame]:
    """Split each run of steps, first come first, into what it adds to the reach and what it repeats."""
    covered, rows = Covered(), []
    gap = (steps.low > steps.high.shift() + 1e-6) | (steps.high < steps.low.shift() - 1e-6)
    start = gap | (steps.part != steps.part.shift()) | (steps.unit != steps.unit.shift())
    for _, run in steps.groupby(start.cumsum()):
        line, unit = int(run.line.iloc[0]), int(run.unit.iloc[0])
        for low, high, earlier in covered.add(run.low.min(), run.high.max(), line):
            middle = (run.low + run.high) / 2
            on = run.geometry[(middle >= low) & (middle <= high)]
            geometry = shapely.line_merge(shapely.multilinestrings(list(on))) if len(on) else None
            kind = "overlap" if earlier is not None else ""
            rows.append((line, unit, kind, -1 if earlier is None else earlier, high - low, geometry))
    return [pd.DataFrame(rows, columns=_RUN)] if rows else []


def _beside_earlier(steps: pd.DataFrame, lines: np.ndarray, terms: Terms) -> pd.DataFrame:
    """Measure steps by their own length; those within the tolerance of an earlier line repeat it."""
    members = np.unique(steps.line)
    middle = shapely.line_interpolate_point(steps.geometry.to_numpy(), 0.5, normalized=True)
    tree = shapely.STRtree(lines[members])
    step, other = tree.query(middle, predicate="dwithin", distance=steps.tolerance.to_numpy())
    other = members[other]
    ahead = terms.rank[other] < steps["rank"].to_numpy()[step]
    step, other = step[ahead], other[ahead]
    order = np.lexsort((terms.rank[other], step))
    step, first = np.unique(step[order], return_index=True)
    earlier = np.full(len(steps), -1)
    earlier[step] = other[order][first]
    outside = (steps.unit == OUTSIDE).to_numpy()
    kind = np.where(outside, "outside", np.where(earlier >= 0, "overlap", ""))
    table = steps.assign(kind=kind, earlier=np.where(outside, -1, earlier), amount=steps.length)
    merged = table.groupby(["line", "unit", "kind", "earlier"], as_index=False)
    return merged.agg(amount=("amount", "sum"), geometry=("geometry", _merged))[_RUN]


def _merged(steps: pd.Series) -> shapely.Geometry:
    return shapely.line_merge(shapely.multilinestrings(list(steps)))


def _deductions(runs: pd.DataFrame) -> pd.DataFrame:
    taken = runs[(runs.kind != "") & (runs.amount > 0)]
    merged = taken.groupby(["line", "unit", "kind", "earlier"], as_index=False)
    table = merged.agg(amount=("amount", "sum"), geometry=("geometry", lambda g: _merged_all(g)))
    return table.rename(columns={"line": "parcel"})[
        ["parcel", "unit", "kind", "amount", "earlier", "geometry"]
    ]


def _merged_all(pieces: pd.Series) -> shapely.Geometry | None:
    parts = shapely.get_parts([p for p in pieces if p is not None])
    return shapely.line_merge(shapely.multilinestrings(list(parts))) if len(parts) else None
