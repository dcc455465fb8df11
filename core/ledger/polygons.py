"""Close the ledger of polygons: gross - invalid - outside - baseline - too small - overlap = counted.

Arrays in, arrays out: which target, township or status a parcel has is the caller's. Each deduction is
measured on its own geometry; what is left is counted, so that every row closes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..area import Map, areas_on
from ..overlap import find_repeats, meeting_pairs
from ..overlay import difference, in_threads, intersection, union
from .partition import OUTSIDE, Partition, Pieces
from .repair import Repaired, repair

DEDUCTIONS = ("invalid", "outside", "baseline", "too_small", "overlap")
AMOUNTS = ("gross", *DEDUCTIONS, "counted")


@dataclass(frozen=True)
class Terms:
    """What decides about each parcel; all arrays have shape (n,).

    Parameters
    ----------
    sets : ndarray of int
        Parcels of one set may not count the same ground twice.
    rank : ndarray of int
        Distinct; the lower one was first.
    min_area : ndarray of float
        m²; smaller parcels do not count.
    baseline : ndarray of int
        Position in `baselines`, -1 where none is set.
    baselines : sequence of ndarray of geometries
        Valid patches a target may count on, or the reference reach of lines, on the same plane.
    tolerance : ndarray of float
        m; lines: farthest from the reach or from an earlier line that is repeated; sites: one place.
    """

    sets: np.ndarray
    rank: np.ndarray
    min_area: np.ndarray
    baseline: np.ndarray
    tolerance: np.ndarray
    baselines: Sequence[np.ndarray] = ()

    def at(self, which: np.ndarray) -> Terms:
        """Return the terms of some of the parcels."""
        cut = {
            name: getattr(self, name)[which] for name in ("sets", "rank", "min_area", "baseline", "tolerance")
        }
        return Terms(**cut, baselines=self.baselines)


@dataclass(frozen=True)
class Closed:
    """A closed ledger by position of parcel and unit.

    Parameters
    ----------
    gross, reason : ndarray, shape (n,)
        Per parcel; see `Repaired`.
    pieces : DataFrame
        parcel, unit, the seven `AMOUNTS`, and of polygons the ground before overlap is deducted;
        unit -1 is no township (also of invalid parcels).
    deductions : DataFrame
        parcel, unit, kind, amount, earlier (position, -1 for none), geometry.
    repairs : DataFrame
    """

    gross: np.ndarray
    reason: np.ndarray
    pieces: pd.DataFrame
    deductions: pd.DataFrame
    repairs: pd.DataFrame | None = None


def close_polygons(
    parcels: np.ndarray,
    plane: Map,
    partition: Partition,
    terms: Terms,
    step: Callable[[float], None] = lambda share: None,
) -> Closed:
    """Close the ledger of polygons whose coordinates are on `plane`; amounts in m².

    `step` is told the share done and may raise to stop the run.
    """
    repaired = repair(parcels, plane)
    step(0.3)
    pieces = partition.locate(repaired.geometries)
    step(0.5)
    table = _piece_table(repaired, pieces, plane)
    on_ground, off = _cut_to_baselines(pieces, plane, terms, table)
    step(0.6)
    _set_small_aside(table, repaired.gross, terms)
    repeats = _deduct_repeats(on_ground, pieces, plane, terms, table)
    step(0.95)
    table["counted"] = table.gross - table[list(DEDUCTIONS)].sum(axis=1)
    _settle(table)
    table = table[["parcel", "unit", *AMOUNTS]].assign(ground=on_ground)
    deductions = _deductions(pieces, table, off, repeats)
    return Closed(
        repaired.gross,
        repaired.reason,
        _with_unreadable(table, repaired.reason, repaired.gross),
        deductions,
        repaired.repairs,
    )


def _piece_table(repaired: Repaired, pieces: Pieces, plane: Map) -> pd.DataFrame:
    gross = repaired.gross[pieces.parcel].copy()
    cut = np.flatnonzero(~pieces.whole & (pieces.unit != OUTSIDE))
    gross[cut] = in_threads(lambda g: areas_on(g, plane), pieces.geometry[cut])
    inside = np.bincount(
        pieces.parcel, np.where(pieces.unit == OUTSIDE, 0, gross), minlength=len(repaired.gross)
    )
    rest = np.flatnonzero((pieces.unit == OUTSIDE) & ~pieces.whole)
    gross[rest] = areas_on(pieces.geometry[rest], plane)
    table = pd.DataFrame({"parcel": pieces.parcel, "unit": pieces.unit, "gross": gross})
    for name in DEDUCTIONS:
        table[name] = 0.0
    table["outside"] = np.where(pieces.unit == OUTSIDE, gross, 0.0)
    _close_cuts(table, repaired.gross - inside, rest)
    return table


def _close_cuts(table: pd.DataFrame, left: np.ndarray, rest: np.ndarray) -> None:
    """Let the pieces of a parcel add up to its gross area to the last bit.

    Cutting rounds new vertices (relative 1e-12); that rounding goes to the parcel's largest piece.
    """
    total = np.bincount(table.parcel, table.gross, minlength=len(left))
    outside = np.bincount(table.parcel, table.outside, minlength=len(left))
    gap = left + (total - outside) - total
    order = np.lexsort((-table.gross, table.parcel))
    first = order[np.unique(table.parcel.to_numpy()[order], return_index=True)[1]]
    parcel = table.parcel.to_numpy()[first]
    small = np.abs(gap[parcel]) <= 1e-9 * np.maximum(total[parcel], 1.0) + 1e-6
    gross, out = table.gross.to_numpy(copy=True), table.outside.to_numpy(copy=True)
    gross[first[small]] += gap[parcel[small]]
    at_edge = first[small & (table.unit.to_numpy()[first] == OUTSIDE)]
    out[at_edge] = gross[at_edge]
    table["gross"], table["outside"] = gross, out


def _cut_to_baselines(
    pieces: Pieces, plane: Map, terms: Terms, table: pd.DataFrame
) -> tuple[np.ndarray, dict[int, shapely.Geometry]]:
    """Return the pieces cut to their baseline, and by row what lies off it; deducts it in `table`."""
    ground = pieces.geometry.copy()
    ground[pieces.unit == OUTSIDE] = shapely.Polygon()
    wanted = np.where(pieces.unit == OUTSIDE, -1, terms.baseline[pieces.parcel])
    off: dict[int, shapely.Geometry] = {}
    deducted = np.zeros(len(ground))
    for number, patches in enumerate(terms.baselines):
        rows = np.flatnonzero(wanted == number)
        on = _covered_part(ground[rows], patches)
        rest = difference(ground[rows], on)
        area = np.minimum(areas_on(rest, plane), table.gross.to_numpy()[rows])
        deducted[rows] = area
        ground[rows] = on
        off.update((int(row), g) for row, g, a in zip(rows, rest, area, strict=True) if a > 0)
    table["baseline"] = deducted
    return ground, off


def _covered_part(ground: np.ndarray, patches: np.ndarray) -> np.ndarray:
    """Return what of each piece the patches cover; patches may overlap each other."""
    row, patch = meeting_pairs(ground, patches)
    result = np.full(len(ground), shapely.Polygon(), dtype=object)
    inside = in_threads(shapely.covered_by, ground[row], patches[patch])
    result[row[inside]] = ground[row[inside]]
    open_ = ~np.isin(row, row[inside])
    row, patch = row[open_], patch[open_]
    nth = np.arange(len(row)) - np.searchsorted(row, row)
    for turn in range(nth.max() + 1 if len(nth) else 0):
        now = np.flatnonzero(nth == turn)
        part = intersection(ground[row[now]], patches[patch[now]])
        result[row[now]] = part if turn == 0 else union(result[row[now]], part)
    return result


def _set_small_aside(table: pd.DataFrame, gross: np.ndarray, terms: Terms) -> None:
    parcel = table.parcel.to_numpy()
    small = gross[parcel] < terms.min_area[parcel]
    table["too_small"] = np.where(small, table.gross - table.outside - table.baseline, 0.0)


def _deduct_repeats(
    ground: np.ndarray, pieces: Pieces, plane: Map, terms: Terms, table: pd.DataFrame
) -> pd.DataFrame:
    """Deduct what earlier pieces of the same set and township have taken; return each repeated piece."""
    left = (table.gross - table.outside - table.baseline - table.too_small).to_numpy()
    rows = np.flatnonzero(left > 0)
    units = np.int64(pieces.unit.max(initial=0) + 2)
    sets = terms.sets[pieces.parcel[rows]].astype(np.int64) * units + pieces.unit[rows] + 1
    found = find_repeats(ground[rows], sets, terms.rank[pieces.parcel[rows]])
    amount = in_threads(lambda g: areas_on(g, plane), found.geometry) if len(found.later) else np.zeros(0)
    table["overlap"] = np.minimum(
        np.bincount(rows[found.later], amount, minlength=len(table)), np.maximum(left, 0)
    )
    return pd.DataFrame(
        {
            "row": rows[found.later],
            "earlier": rows[found.earlier],
            "amount": amount,
            "geometry": found.geometry,
        }
    )


def _settle(table: pd.DataFrame) -> None:
    """Take what rounding leaves of a wholly deducted piece (below 1e-9 of it) as deducted."""
    crumb = (table.counted != 0) & (table.counted.abs() <= 1e-9 * table.gross + 1e-7)
    largest = table.loc[crumb, list(DEDUCTIONS)].idxmax(axis=1)
    for name in DEDUCTIONS:
        rows = largest.index[largest == name]
        table.loc[rows, name] += table.loc[rows, "counted"]
    table.loc[crumb, "counted"] = 0.0


def _deductions(
    pieces: Pieces, table: pd.DataFrame, off: dict[int, shapely.Geometry], repeats: pd.DataFrame
) -> pd.DataFrame:
    outside = np.flatnonzero(table.outside > 0)
    small = np.flatnonzero(table.too_small > 0)
    off_rows = np.fromiter(off, dtype=int, count=len(off))
    row = np.concatenate([outside, off_rows, small, repeats.row])
    kind = np.repeat(
        np.array(["outside", "baseline", "too_small", "overlap"], dtype=object),
        [len(outside), len(off_rows), len(small), len(repeats)],
    )
    amount = np.concatenate(
        [
            table.outside.to_numpy()[outside],
            table.baseline.to_numpy()[off_rows],
            table.too_small.to_numpy()[small],
        ]
        + [repeats.amount]
    )
    geometry = np.concatenate(
        [pieces.geometry[outside], np.array([*off.values(), None], dtype=object)[:-1], pieces.geometry[small]]
        + [repeats.geometry]
    )
    earlier = np.full(len(row), -1)
    earlier[len(row) - len(repeats) :] = table.parcel.to_numpy()[repeats.earlier.astype(int)]
    return pd.DataFrame(
        {
            "parcel": table.parcel.to_numpy()[row.astype(int)],
            "unit": table.unit.to_numpy()[row.astype(int)],
            "kind": kind,
            "amount": amount.astype(float),
            "earlier": earlier,
            "geometry": geometry,
        }
    )


def piece_sums(rows: pd.DataFrame, owner: str, reason: np.ndarray, gross: np.ndarray) -> pd.DataFrame:
    """Sum rows of (owner, unit, kind, amount) to pieces with the seven amounts, unreadable ones added."""
    table = rows.groupby([owner, "unit"], as_index=False).agg(gross=("amount", "sum"))
    for name in (*DEDUCTIONS, "counted"):
        part = rows[rows.kind == ("" if name == "counted" else name)]
        amount = part.groupby([owner, "unit"]).amount.sum()
        keys = pd.MultiIndex.from_frame(table[[owner, "unit"]])
        table[name] = amount.reindex(keys, fill_value=0.0).to_numpy(dtype=float)
    table = table.rename(columns={owner: "parcel"})
    return _with_unreadable(table[["parcel", "unit", *AMOUNTS]], reason, gross)


def _with_unreadable(table: pd.DataFrame, reason: np.ndarray, gross: np.ndarray) -> pd.DataFrame:
    """Add the unreadable ones, each a row outside every township."""
    lost = np.flatnonzero(reason != "")
    if not len(lost):
        return table
    rows = pd.DataFrame(0.0, index=range(len(lost)), columns=list(AMOUNTS))
    rows["gross"] = rows["invalid"] = gross[lost]
    rows.insert(0, "parcel", lost)
    rows.insert(1, "unit", OUTSIDE)
    return pd.concat([table, rows], ignore_index=True)
