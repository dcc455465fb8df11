"""Close the ledger of lines: metres of reach or ground counted once.

With a reference reach, what runs within the tolerance of it is measured along the reach: both banks, a
second survey or a winding path do not make the reach longer. Without one, lines are measured by their own
ellipsoidal length, and what runs within the tolerance beside an earlier line repeats it. A stretch that a
line walks twice is there once, like the ground of a polygon that overlaps itself.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import shapely

from ..area import Map, lengths_on
from ..overlap import meeting_pairs, turns
from ..overlay import overlay
from .partition import OUTSIDE, Partition
from .polygons import Closed, Terms, piece_sums
from .reach import Covered, Reach

_STEP = 10.0  # metres: a line is held against the reach in straight steps no longer than this
_CRUMB = 1e-6  # metres: what is shorter is rounding of a cut
_TOUCHING = 1e-3  # metres: lines on one another, where the tolerance is 0
_LINES = (1, 2, 5)
_RUN = ["line", "unit", "kind", "earlier", "amount", "geometry"]


def close_lines(lines: np.ndarray, plane: Map, partition: Partition, terms: Terms) -> Closed:
    """Close the ledger of lines whose coordinates are on `plane`; amounts in m.

    Parameters
    ----------
    lines : ndarray of line strings, shape (n,)
    terms : Terms
        `baseline` names the reference reach of each line; one with -1 is measured by its own length.
    """
    reason = why_no_line(lines, plane)
    pieces = cut_at_borders(np.where(reason == "", lines, None), partition)
    outside = pieces.unit == OUTSIDE
    inside = pieces[~outside].assign(
        set=lambda p: terms.sets[p.line],
        rank=lambda p: terms.rank[p.line],
        tolerance=lambda p: terms.tolerance[p.line],
        reach=lambda p: terms.baseline[p.line],
    )
    runs = [_own_length(pieces[outside], "outside", plane)]
    for (_, reach), own in inside.sort_values("rank", kind="stable").groupby(["set", "reach"]):
        if reach >= 0:
            runs += _along_reach(own, Reach(terms.baselines[reach], plane), plane)
        else:
            runs += _beside_earlier(own, plane)
    runs = pd.concat([r for r in runs if len(r)] or runs[:1], ignore_index=True)
    gross = np.bincount(runs.line, runs.amount, minlength=len(lines))
    return Closed(gross, reason, piece_sums(runs, "line", reason, gross), _deductions(runs))


def why_no_line(lines: np.ndarray, plane: Map) -> np.ndarray:
    """Return the reason why each geometry cannot be measured as a line, "" where it can."""
    reason = np.full(len(lines), "", dtype=object)
    bounds = shapely.bounds(lines)
    reason[shapely.length(lines) == 0] = "no_length"
    reason[~plane.zone.in_domain(bounds)] = "out_of_domain"
    finite = np.isfinite(bounds).all(axis=1) & np.isfinite(shapely.length(lines))
    reason[~finite] = "not_finite"
    reason[~np.isin(shapely.get_type_id(lines), _LINES)] = "not_line"
    reason[shapely.is_empty(lines)] = "empty"
    reason[shapely.is_missing(lines)] = "null"
    return reason


def cut_at_borders(lines: np.ndarray, partition: Partition) -> pd.DataFrame:
    """Return the parts of each line in each township: line, unit, geometry.

    The township is its position, -1 outside all. A line along the border of two is in the first; what it
    walks twice is there once.
    """
    lines = shapely.force_2d(lines)
    line, unit = meeting_pairs(lines, partition.units)
    order = np.lexsort((unit, line))
    line, unit = line[order], unit[order]
    rest, found = lines.copy(), []
    for now in turns(line):
        one, ground = rest[line[now]], partition.units[unit[now]]
        parts, owner = _parts(overlay(shapely.intersection, one, ground))
        found.append((line[now][owner], unit[now][owner], parts))
        rest[line[now]] = overlay(shapely.difference, one, ground)
    untouched = np.setdiff1d(np.arange(len(lines)), line)
    rest[untouched] = shapely.line_merge(shapely.node(rest[untouched]))
    parts, owner = _parts(rest)
    found.append((owner, np.full(len(owner), OUTSIDE), parts))
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    return pd.DataFrame(dict(zip(["line", "unit", "geometry"], columns, strict=True)))


def _parts(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (simple lines, whose they are) of geometries that may be mixed; crumbs are left out."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    long = (shapely.get_type_id(parts) == 1) & (shapely.length(parts) > _CRUMB)
    return parts[long], owner[long]


def _own_length(pieces: pd.DataFrame, kind: str, plane: Map, earlier: object = -1) -> pd.DataFrame:
    amount = lengths_on(pieces.geometry.to_numpy(dtype=object), plane)
    return pieces.assign(kind=kind, earlier=earlier, amount=amount)[_RUN]


def _split(pieces: pd.DataFrame, ground: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what of the pieces lies in the ground, and what does not."""

    def kept(function: Callable) -> pd.DataFrame:
        lines = pieces.geometry.to_numpy(dtype=object)
        parts, owner = _parts(overlay(function, lines, np.full(len(lines), ground)))
        return pieces.iloc[owner].assign(geometry=parts)

    return kept(shapely.intersection), kept(shapely.difference)


def _along_reach(pieces: pd.DataFrame, reach: Reach, plane: Map) -> list[pd.DataFrame]:
    """Measure what is near the reach along it, first come first; a stretch counted before is overlap."""
    near, runs = [], []
    for tolerance, own in pieces.groupby("tolerance"):
        along, away = _split(own, reach.corridor(tolerance))
        near.append(along)
        runs.append(_own_length(away, "baseline", plane))
    steps = _steps(pd.concat(near).sort_values("rank", kind="stable"))
    steps["low"], steps["high"] = reach.stretches(steps.geometry.to_numpy(dtype=object))
    return [*runs, _count_runs(steps)]


def _steps(pieces: pd.DataFrame) -> pd.DataFrame:
    """Divide pieces into short straight steps; `part` numbers the pieces."""
    dense = shapely.segmentize(pieces.geometry.to_numpy(dtype=object), _STEP)
    xy, part = shapely.get_coordinates(dense, return_index=True)
    edge = np.flatnonzero(part[1:] == part[:-1])
    ends = np.stack([xy[edge], xy[edge + 1]], axis=1)
    geometry = shapely.linestrings(ends) if len(edge) else np.zeros(0, dtype=object)
    return pieces.iloc[part[edge]].assign(part=part[edge], geometry=geometry).reset_index(drop=True)


def _count_runs(steps: pd.DataFrame) -> pd.DataFrame:
    """Split each run of steps, first come first, into what it adds to the reach and what it repeats."""
    covered, rows = Covered(), []
    gap = (steps.low > steps.high.shift() + _CRUMB) | (steps.high < steps.low.shift() - _CRUMB)
    start = gap | (steps.part != steps.part.shift())
    for _, run in steps.groupby(start.cumsum()):
        line, unit = int(run.line.iloc[0]), int(run.unit.iloc[0])
        for low, high, earlier in covered.add(run.low.min(), run.high.max(), line):
            if earlier == line or high - low <= _CRUMB:
                continue
            on = run.geometry[(run.high > low) & (run.low < high)]
            kind = "" if earlier is None else "overlap"
            rows.append((line, unit, kind, -1 if earlier is None else earlier, high - low, _merged(on)))
    return pd.DataFrame(rows, columns=_RUN)


def _beside_earlier(pieces: pd.DataFrame, plane: Map) -> list[pd.DataFrame]:
    """Measure pieces by their own length; what runs beside a piece of an earlier line repeats it."""
    geometry, line = pieces.geometry.to_numpy(dtype=object), pieces.line.to_numpy()
    reach = np.maximum(pieces.tolerance.to_numpy(), _TOUCHING)
    later, earlier = shapely.STRtree(geometry).query(geometry, predicate="dwithin", distance=reach)
    ahead = pieces["rank"].to_numpy()[earlier] < pieces["rank"].to_numpy()[later]
    later, earlier = later[ahead], earlier[ahead]
    order = np.lexsort((earlier, later))  # the pieces are in order of rank
    later, earlier = later[order], earlier[order]
    # flat ends: a line that goes on where an earlier one ends repeats nothing
    beside = shapely.buffer(geometry[earlier], reach[later], cap_style="flat")
    rest, runs = pieces.reset_index(drop=True), []
    whole = rest.geometry.to_numpy(dtype=object).copy()
    for now in turns(later):
        repeated, owner = _parts(overlay(shapely.intersection, whole[later[now]], beside[now]))
        rows = rest.iloc[later[now][owner]].assign(geometry=repeated)
        runs.append(_own_length(rows, "overlap", plane, line[earlier[now][owner]]))
        whole[later[now]] = overlay(shapely.difference, whole[later[now]], beside[now])
    left, owner = _parts(whole)
    return [*runs, _own_length(rest.iloc[owner].assign(geometry=left), "", plane)]


def _deductions(runs: pd.DataFrame) -> pd.DataFrame:
    taken = runs[runs.kind != ""]
    merged = taken.groupby(["line", "unit", "kind", "earlier"], as_index=False, sort=False)
    table = merged.agg(amount=("amount", "sum"), geometry=("geometry", _merged))
    columns = ["parcel", "unit", "kind", "amount", "earlier", "geometry"]
    return table.rename(columns={"line": "parcel"})[columns]


def _merged(lines: pd.Series) -> shapely.Geometry:
    parts = shapely.get_parts(lines.to_numpy(dtype=object))
    return shapely.line_merge(shapely.multilinestrings(parts))
