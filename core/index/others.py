"""Lines and sites of the index: those of one set are closed together, there are few of them.

A stretch of reach is covered by whoever was first, wherever along it: a line has no neighbours in the way
parcels have.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np

from ..ledger import AMOUNTS
from ..ledger.assemble import assemble
from ..ledger.close import Closing
from ..ledger.ground import Ground
from ..stacking import stacked
from .results import Edit, Entry, Sums, add, named, year_key

Close = Callable[[gpd.GeoDataFrame], Closing]


@dataclass(frozen=True)
class _Set:
    """The lines or sites of one set, closed."""

    rows: gpd.GeoDataFrame
    entries: dict[str, Entry] = field(default_factory=dict)
    sums: Sums = field(default_factory=dict)


@dataclass
class OtherEdit(Edit):
    """An edit of lines and sites, with the sets as they were."""

    sets: dict[Hashable, _Set] = field(default_factory=dict)
    set_of: dict[str, Hashable] = field(default_factory=dict)


class Others:
    """Lines and sites by set."""

    def __init__(self, ground: Ground, close: Close) -> None:
        self._ground, self._close = ground, close
        self._sets: dict[Hashable, _Set] = {}
        self.set_of: dict[str, Hashable] = {}

    def edit(self, rows: gpd.GeoDataFrame, sets: Sequence[Hashable], removed: Iterable[str]) -> OtherEdit:
        """Add rows in place of those of the same uuid, and remove others; `sets` has one per row."""
        edit = OtherEdit(sets=dict(self._sets), set_of=dict(self.set_of))
        gone = {uuid for uuid in (*removed, *rows["uuid"]) if uuid in self.set_of}
        touched = dict.fromkeys([*(self.set_of.pop(uuid) for uuid in gone), *sets])
        self.set_of |= dict(zip(rows["uuid"], sets, strict=True))
        for name in touched:
            old = self._sets.get(name, _Set(rows.iloc[:0]))
            kept = old.rows[~old.rows["uuid"].isin(gone)]
            own = rows[[s == name for s in sets]]
            new = self._sets[name] = self._closed(stacked([kept, own]))
            add(edit.before, old.sums)
            add(edit.after, new.sums)
            was = {u: e for u, e in old.entries.items() if u not in gone}
            edit.later += tuple(u for u, e in new.entries.items() if u in was and e != was[u])
        return edit

    def revert(self, edit: OtherEdit) -> None:
        """Take the last edit back."""
        self._sets, self.set_of = edit.sets, edit.set_of

    def entry(self, uuid: str) -> Entry:
        """Return what a line or site comes to."""
        return self._sets[self.set_of[uuid]].entries[uuid]

    def _closed(self, rows: gpd.GeoDataFrame) -> _Set:
        if not len(rows):
            return _Set(rows)
        closing = self._close(rows)
        frames = assemble(closing.table, closing.geometry, closing.kind, closing.parts, self._ground)
        entries = {row.uuid: _entry(row) for row in frames["entries"].itertuples()}
        sums: Sums = {}
        for piece in frames["pieces"].itertuples():
            key = (piece.target, piece.unit, year_key(piece.year), piece.stage)
            add(sums, {key: np.array([getattr(piece, name) for name in AMOUNTS], dtype=float)})
        return _Set(rows, entries, sums)


def _entry(row: object) -> Entry:
    amounts = named(np.array([getattr(row, name) for name in AMOUNTS], dtype=float))
    earlier = tuple(row.earlier_uuid.split(";")) if row.earlier_uuid else ()
    return Entry(
        row.uuid, row.target, row.stage, row.base_unit, amounts, float(row.excluded), row.reason, earlier
    )
