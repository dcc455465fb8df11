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
from ..overlap import find_repeats, meeting_pairs, turns
from ..overlay import difference, is_ground, split
from ..threads import in_threads
from .partition import OUTSIDE, Partition, Pieces
from .repair import Repaired, repair

DEDUCTIONS = ("invalid", "outside", "baseline", "too_small", "overlap")
AMOUNTS = ("gross", *DEDUCTIONS, "counted")
_NO_ROWS, _NO_OBJECTS = np.zeros(0, dtype=int), np.zeros(0, dtype=object)
_NOTHING = pd.DataFrame(
    {
        "row": _NO_ROWS,
        "kind": _NO_OBJECTS,
        "amount": np.zeros(0),
        "earlier": _NO_ROWS,
        "geometry": _NO_OBJECTS,
    }
)
_COORDINATE = 5e-8  # metres: some spacings of an easting with its zone prefix


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
    ground = pieces.geometry.copy()
    rows = [
        _deduct_outside(table, ground),
        *_deduct_off_baselines(table, ground, plane, terms),
        _deduct_small(table, ground, repaired.gross, terms),
    ]
    step(0.6)
    rows.append(_deduct_repeats(table, ground, plane, terms))
    step(0.95)
    table["counted"] = table.pop("left")
    return Closed(
        repaired.gross,
        repaired.reason,
        _with_unreadable(
            table[["parcel", "unit", *AMOUNTS]].assign(ground=ground), repaired.reason, repaired.gross
        ),
        _deductions(rows, table, repaired),
        repaired.repairs,
    )


def _piece_table(repaired: Repaired, pieces: Pieces, plane: Map) -> pd.DataFrame:
    gross = repaired.gross[pieces.parcel]
    cut = np.flatnonzero(~pieces.whole)
    size = areas_on(pieces.geometry[cut], plane)
    gross[cut] = size + _rounding_of_cuts(size, pieces.parcel[cut], repaired.gross)
    amounts = {"gross": gross, "left": gross, **dict.fromkeys(DEDUCTIONS, 0.0)}
    return pd.DataFrame({"parcel": pieces.parcel, "unit": pieces.unit, **amounts})


def _rounding_of_cuts(size: np.ndarray, parcel: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return what to add to pieces so that those of a parcel add up to it: to its largest one.

    Cutting rounds new vertices, which is some 1e-12 of the area.
    """
    missing = whole - np.bincount(parcel, size, minlength=len(whole))
    order = np.lexsort((-size, parcel))
    largest = order[np.unique(parcel[order], return_index=True)[1]]
    result = np.zeros(len(size))
    result[largest] = missing[parcel[largest]]
    return result


def _deduct(
    table: pd.DataFrame,
    kind: str,
    row: np.ndarray,
    amount: np.ndarray,
    geometry: np.ndarray,
    earlier: np.ndarray | int = -1,
) -> pd.DataFrame:
    """Deduct pieces of ground, m², from what their rows of `table` have left; return them as a table."""
    if not len(row):
        return _NOTHING
    left = table.left.to_numpy()
    total = np.bincount(row, amount, minlength=len(table))
    table[kind] = settle(total, left, table.gross.to_numpy())
    table["left"] = left - table[kind]
    share = np.divide(amount, total[row], out=np.zeros(len(row)), where=total[row] > 0)
    amount = np.where(table[kind].to_numpy()[row] == total[row], amount, left[row] * share)
    return pd.DataFrame(
        {"row": row, "kind": kind, "amount": amount, "earlier": earlier, "geometry": geometry}
    )


def settle(total: np.ndarray, left: np.ndarray, gross: np.ndarray) -> np.ndarray:
    """Return what `total` deducts of what rows have left, m²: all of it where only rounding would remain.

    Rounding is what a coordinate is known to, times a side of the row's ground.
    """
    rounding = _COORDINATE * np.sqrt(np.maximum(gross, 1.0))
    return np.where((total > 0) & (total >= left - rounding), left, total)


def _deduct_outside(table: pd.DataFrame, ground: np.ndarray) -> pd.DataFrame:
    row = np.flatnonzero(table.unit == OUTSIDE)
    found = _deduct(table, "outside", row, table.left.to_numpy()[row], ground[row])
    ground[row] = shapely.Polygon()
    return found


def _deduct_off_baselines(
    table: pd.DataFrame, ground: np.ndarray, plane: Map, terms: Terms
) -> list[pd.DataFrame]:
    """Deduct what lies off a target's baseline, and cut `ground` to it."""
    wanted, found = terms.baseline[table.parcel], []
    for number, patches in enumerate(terms.baselines):
        row = np.flatnonzero(wanted == number)
        ground[row], off = _on_and_off(ground[row], patches)
        real = is_ground(off)
        found.append((row[real], areas_on(off[real], plane), off[real]))
    if not found:
        return []
    row, area, off = (np.concatenate(column) for column in zip(*found, strict=True))
    return [_deduct(table, "baseline", row, area, off)]


def _on_and_off(ground: np.ndarray, patches: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what of each piece the patches cover, and what not; patches may overlap each other."""
    row, patch = meeting_pairs(ground, patches)
    inside = in_threads(shapely.covered_by, ground[row], patches[patch], keep_together=row)
    on, off = np.full(len(ground), shapely.Polygon(), dtype=object), ground.copy()
    on[row[inside]], off[row[inside]] = ground[row[inside]], shapely.Polygon()
    open_ = ~np.isin(row, row[inside])
    row, patch = row[open_], patch[open_]
    alone = np.bincount(row, minlength=len(ground))[row] == 1
    on[row[alone]], off[row[alone]] = split(ground[row[alone]], patches[patch[alone]])
    row, patch = row[~alone], patch[~alone]
    for now in turns(row):
        off[row[now]] = difference(off[row[now]], patches[patch[now]])
    several = np.unique(row)
    on[several] = difference(ground[several], off[several])
    return on, off


def _deduct_small(table: pd.DataFrame, ground: np.ndarray, gross: np.ndarray, terms: Terms) -> pd.DataFrame:
    """Deduct what is left of parcels whose whole area is below their minimum."""
    parcel = table.parcel.to_numpy()
    row = np.flatnonzero((gross[parcel] < terms.min_area[parcel]) & (table.left > 0))
    return _deduct(table, "too_small", row, table.left.to_numpy()[row], ground[row])


def _deduct_repeats(table: pd.DataFrame, ground: np.ndarray, plane: Map, terms: Terms) -> pd.DataFrame:
    """Deduct what earlier parcels of the same set have taken in the same township."""
    rows = np.flatnonzero(table.left > 0)
    if len(rows) < 2:
        return _NOTHING
    parcel, unit = table.parcel.to_numpy()[rows], table.unit.to_numpy()[rows]
    sets = terms.sets[parcel].astype(np.int64) * (unit.max(initial=0) + 1) + unit
    found = find_repeats(ground[rows], sets, terms.rank[parcel])
    area = areas_on(found.geometry, plane)
    return _deduct(table, "overlap", rows[found.later], area, found.geometry, parcel[found.earlier])


def _deductions(rows: list[pd.DataFrame], table: pd.DataFrame, repaired: Repaired) -> pd.DataFrame:
    rows = [r for r in rows if len(r)]
    found = pd.concat(rows, ignore_index=True) if rows else _NOTHING.copy()
    row = found.pop("row").to_numpy(dtype=int)
    found = found.assign(parcel=table.parcel.to_numpy()[row], unit=table.unit.to_numpy()[row])
    lost = np.flatnonzero(repaired.gross * (repaired.reason != ""))
    if not len(lost):
        return found
    unreadable = pd.DataFrame(
        {
            "kind": "invalid",
            "amount": repaired.gross[lost],
            "earlier": -1,
            "geometry": np.full(len(lost), None),
            "parcel": lost,
            "unit": OUTSIDE,
        }
    )
    return pd.concat([found, unreadable], ignore_index=True)


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
