"""Parcels of the index: an edit closes its own parcels anew and the overlap of those that come later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import shapely

from ..area import areas_on
from ..ledger import AMOUNTS
from ..ledger.assemble import BASE_UNIT, STAGES, plain_sizes
from ..ledger.close import Closing
from ..ledger.ground import Ground
from ..ledger.polygons import settle
from ..overlap import find_repeats
from .pieces import COUNTED, OVERLAP, Block, Pieces
from .results import Edit, Entry, Key, Sums, add, named, reason_of, year_key

NO_PIECES = np.zeros(0, dtype=np.int64)


@dataclass
class Parcel:
    """A row of the index: what decides about it, and the positions of its pieces."""

    uuid: str
    target: str
    year: int | None
    stage: str
    left_out: str
    order: tuple
    excluded: float
    unreadable: str = ""
    pieces: np.ndarray = field(default_factory=lambda: NO_PIECES)
    earlier: dict[int, tuple[int, ...]] = field(default_factory=dict)  # piece → rows whose ground it repeats


@dataclass
class AreaEdit(Edit):
    """An edit of parcels, with what takes it back."""

    n_rows: int = 0
    n_pieces: int = 0
    dead: np.ndarray = field(default_factory=lambda: NO_PIECES)
    touched: np.ndarray = field(default_factory=lambda: NO_PIECES)  # the new, and those overlapped anew
    replaced: dict[str, int | None] = field(default_factory=dict)
    settled: list[tuple[int, np.ndarray, tuple[int, ...] | None]] = field(default_factory=list)


class Areas:
    """All parcels of a ledger and their pieces."""

    def __init__(self, ground: Ground, sets: dict[str, int]) -> None:
        self._plane = ground.plane
        self._codes = np.append(ground.units.code.to_numpy(dtype=object), None)
        self._sets = sets
        self.pieces = Pieces()
        self.rows: list[Parcel] = []
        self.row_of: dict[str, int] = {}

    def begin(self, closing: Closing) -> Sums:
        """Take over a closed ledger whole; return its sums."""
        at = self._append(closing)
        part = next(p for p in closing.parts if p.kind == "area")
        repeats = part.closed.deductions
        repeats = repeats[repeats.kind == "overlap"]
        piece_of = pd.Series(at, pd.MultiIndex.from_arrays([self.pieces.row[at], self.pieces.unit[at]]))
        keys = pd.MultiIndex.from_arrays([self._local[repeats.parcel], repeats.unit])
        for piece, earlier in zip(piece_of.reindex(keys), self._local[repeats.earlier], strict=True):
            row = self.rows[self.pieces.row[piece]]
            row.earlier[int(piece)] = (*row.earlier.get(int(piece), ()), int(earlier))
        return self._sums_of(at)

    def edit(self, closing: Closing | None, removed: Iterable[str]) -> AreaEdit:
        """Add the parcels of `closing` in place of those of the same uuid, and remove others."""
        uuids = [] if closing is None else closing.table.uuid[closing.kind == "area"].tolist()
        gone = [self.row_of[uuid] for uuid in dict.fromkeys([*removed, *uuids]) if uuid in self.row_of]
        dead = np.concatenate([NO_PIECES, *(self.rows[row].pieces for row in gone)])
        edit = AreaEdit(n_rows=len(self.rows), n_pieces=self.pieces.n, dead=dead)
        edit.replaced = {u: self.row_of.get(u) for u in (*(self.rows[row].uuid for row in gone), *uuids)}
        loosened = self._later(dead)
        edit.before = self._sums_of(dead)
        self.pieces.alive[dead] = False
        for row in gone:
            del self.row_of[self.rows[row].uuid]
        new = NO_PIECES if closing is None else self._append(closing)
        others = np.setdiff1d(np.union1d(loosened[self.pieces.alive[loosened]], self._later(new)), new)
        add(edit.before, self._sums_of(others))
        edit.touched = np.concatenate([new, others])
        self._settle(edit.touched, edit)
        edit.after = self._sums_of(edit.touched)
        own = set(edit.replaced)
        moved = (self.rows[self.pieces.row[at]].uuid for at, *_ in edit.settled)
        edit.later = tuple(dict.fromkeys(uuid for uuid in moved if uuid not in own))
        return edit

    def revert(self, edit: AreaEdit) -> None:
        """Take the last edit back."""
        for at, amounts, earlier in reversed(edit.settled):
            self.pieces.amounts[at] = amounts
            row = self.rows[self.pieces.row[at]]
            row.earlier.pop(at, None)
            if earlier is not None:
                row.earlier[at] = earlier
        self.pieces.take_back(edit.n_pieces)
        self.pieces.alive[edit.dead] = True
        del self.rows[edit.n_rows :]
        for uuid, row in edit.replaced.items():
            self.row_of.pop(uuid, None)
            if row is not None:
                self.row_of[uuid] = row

    def entry(self, uuid: str) -> Entry:
        """Return what a parcel comes to."""
        row = self.rows[self.row_of[uuid]]
        amounts = named(self.pieces.amounts[row.pieces].sum(axis=0) * (row.left_out == ""))
        if row.left_out:
            amounts["gross"] = row.excluded
        reason = reason_of(amounts, row.unreadable, row.left_out)
        repeated = (e for at in row.pieces.tolist() for e in row.earlier.get(at, ()))
        earlier = () if row.left_out else tuple(dict.fromkeys(self.rows[e].uuid for e in repeated))
        return Entry(uuid, row.target, row.stage, BASE_UNIT["area"], amounts, row.excluded, reason, earlier)

    def shape_of(self, uuid: str) -> shapely.Geometry:
        """Return the ground of a parcel before overlap is deducted."""
        ground = self.pieces.ground[self.rows[self.row_of[uuid]].pieces]
        return shapely.union_all(ground[shapely.is_geometry(ground)])

    def earlier(self, at: int, others: np.ndarray) -> np.ndarray:
        """Return those of other pieces whose parcels come before that of a piece, the first first."""
        order = {p: self.rows[self.pieces.row[p]].order for p in others.tolist()}
        own = self.rows[self.pieces.row[at]].order
        return np.array(sorted((p for p in order if order[p] < own), key=order.get), dtype=np.int64)

    def key_of(self, at: int) -> Key:
        """Return which sum a piece is part of."""
        parcel = self.rows[self.pieces.row[at]]
        return parcel.target, self._codes[self.pieces.unit[at]], parcel.year, parcel.stage

    def _append(self, closing: Closing) -> np.ndarray:
        """Add the parcels of a closing and their pieces; return the pieces' positions."""
        which = np.flatnonzero(closing.kind == "area")
        first = len(self.rows)
        self.rows += self._parcels(closing, which)
        self.row_of |= {row.uuid: first + i for i, row in enumerate(self.rows[first:])}
        part = next(p for p in closing.parts if p.kind == "area")
        self._local = np.append(first + np.searchsorted(which, part.which), -1)
        pieces = part.closed.pieces
        row = self._local[pieces.parcel.to_numpy(dtype=int)]
        targets = closing.table.target.to_numpy()[part.which][pieces.parcel.to_numpy(dtype=int)]
        sets = np.array([self._set(target) for target in targets], dtype=np.int64)
        amounts, unit = pieces[list(AMOUNTS)].to_numpy(dtype=float), pieces.unit.to_numpy(dtype=np.int64)
        ground = pieces.ground.to_numpy(dtype=object)
        ground = np.where(shapely.is_geometry(ground), ground, None)  # NaN: those nobody can read
        at = self.pieces.append(Block(row, unit, sets, amounts, ground))
        order = np.argsort(row, kind="stable")
        cuts = np.searchsorted(row[order], np.arange(first, len(self.rows) + 1))
        for i, parcel in enumerate(self.rows[first:]):
            parcel.pieces = at[order[cuts[i] : cuts[i + 1]]]
        for position, why in zip(part.which, part.closed.reason, strict=True):
            if why:
                self.rows[first + int(np.searchsorted(which, position))].unreadable = why
        return at

    def _parcels(self, closing: Closing, which: np.ndarray) -> list[Parcel]:
        table = closing.table.iloc[which]
        order = zip(*(key[which].tolist() for key in closing.order), strict=True)
        excluded = np.zeros(len(table))
        out = np.flatnonzero(table.left_out.to_numpy() != "")
        geometry = closing.geometry[which[out]]
        excluded[out] = plain_sizes(geometry, np.full(len(out), "area"), self._plane)
        stage = np.array(STAGES, dtype=object)[table.stage.to_numpy()]
        columns = (
            table.uuid,
            table.target,
            map(year_key, table.year),
            stage,
            table.left_out,
            order,
            excluded,
        )
        return [Parcel(*values) for values in zip(*columns, strict=True)]

    def _set(self, target: str) -> int:
        return self._sets.setdefault(target, len(self._sets) + 1_000_000)

    def _later(self, pieces: np.ndarray) -> np.ndarray:
        """Return the living pieces near some pieces, of parcels that come after theirs."""
        found = [NO_PIECES]
        for at in pieces.tolist():
            if self.pieces.before_overlap(np.array([at]))[0] > 0:
                order = self.rows[self.pieces.row[at]].order
                near = self.pieces.near(at)
                later = [self.rows[row].order > order for row in self.pieces.row[near].tolist()]
                found.append(near[np.array(later, dtype=bool)])
        return np.unique(np.concatenate(found))

    def _settle(self, pieces: np.ndarray, edit: AreaEdit) -> None:
        """Find anew what earlier parcels have taken of each piece; remember what stood there before."""
        for at in pieces.tolist():
            left = float(self.pieces.before_overlap(np.array([at]))[0])
            if left <= 0:
                continue
            overlap, earlier = self._repeated(at, left)
            row, amounts = self.rows[self.pieces.row[at]], self.pieces.amounts
            if overlap != amounts[at, OVERLAP] or earlier != row.earlier.get(at, ()):
                edit.settled.append((at, amounts[at].copy(), row.earlier.get(at)))
                amounts[at, OVERLAP], amounts[at, COUNTED] = overlap, left - overlap
                row.earlier[at] = earlier

    def _repeated(self, at: int, left: float) -> tuple[float, tuple[int, ...]]:
        """Return the area in m² that earlier parcels have taken of a piece, and their rows."""
        near = self.earlier(at, self.pieces.near(at))
        if not len(near):
            return 0.0, ()
        ground = self.pieces.ground[[*near, at]]
        found = find_repeats(ground, np.arange(len(ground)) * 0, np.arange(len(ground)))
        own = found.later == len(near)
        if not own.any():
            return 0.0, ()
        total = areas_on(found.geometry[own], self._plane).sum()
        gross = self.pieces.amounts[at, AMOUNTS.index("gross")]
        overlap = float(settle(np.array([total]), np.array([left]), np.array([gross]))[0])
        rows = self.pieces.row[near[found.earlier[own]]]
        return overlap, tuple(rows.tolist())

    def _sums_of(self, pieces: np.ndarray) -> Sums:
        sums: Sums = {}
        for at in pieces.tolist():
            if self.rows[self.pieces.row[at]].left_out == "":
                add(sums, {self.key_of(at): self.pieces.amounts[at]})
        return sums
