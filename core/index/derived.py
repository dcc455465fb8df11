"""What a change does to targets that are derived from others: ground that two of those count is theirs once.

As `ledger.matrix.pieces_as_one` has it for a whole ledger, here for the pieces near a change: the counted
ground of a piece repeats the counted ground of earlier pieces, whose targets count apart from its own.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..area import Map, areas_on
from ..ledger import AMOUNTS
from ..model import Target
from ..overlap import find_repeats
from ..overlay import difference, dissolved
from .areas import NO_PIECES, AreaEdit, Areas
from .pieces import COUNTED, OVERLAP
from .results import Sums, add


class DerivedTarget:
    """A target derived from others, followed change by change.

    Parameters
    ----------
    target : Target
        With `derived_from`.
    areas : Areas
    plane : Map
    """

    def __init__(self, target: Target, areas: Areas, plane: Map) -> None:
        self._id, self._sources = target.id, frozenset(target.derived_from)
        self._areas, self._plane = areas, plane

    def effect(self, moved: Sums, edit: AreaEdit) -> Sums:
        """Return what the last change moved, in m².

        Parameters
        ----------
        moved : Sums
            What it moved of the targets that this one is derived from, and of others.
        edit : AreaEdit
        """
        sums: Sums = {}
        for (target, *rest), amounts in moved.items():
            if target in self._sources:
                add(sums, {(self._id, *rest): amounts})
        affected = self._affected(edit)
        self._repeat(sums, affected, 1.0)
        alive, new = self._areas.pieces.alive, np.arange(edit.n_pieces, self._areas.pieces.n)
        alive[edit.dead], alive[new] = True, False  # as it was before
        try:
            self._repeat(sums, affected, -1.0)
        finally:
            alive[edit.dead], alive[new] = False, True
        return sums

    def _affected(self, edit: AreaEdit) -> np.ndarray:
        """Return the pieces whose counted ground, or whose earlier neighbours', the change may have moved."""
        moved = np.concatenate([edit.dead, edit.touched])
        near = [self._areas.pieces.near_of_any_set(at) for at in moved.tolist()]
        found = np.unique(np.concatenate([moved, *near, NO_PIECES])).astype(int)
        return found[self._takes_part(found)]

    def _takes_part(self, pieces: np.ndarray) -> np.ndarray:
        rows = [self._areas.rows[row] for row in self._areas.pieces.row[pieces].tolist()]
        return np.array([r.target in self._sources and r.left_out == "" for r in rows], dtype=bool)

    def _repeat(self, sums: Sums, affected: np.ndarray, sign: float) -> None:
        """Move what living pieces repeat of others from counted to overlap; or, sign -1, back."""
        for at in affected[self._areas.pieces.alive[affected]].tolist():
            repeated = self._repeated(at)
            if repeated:
                amounts = np.zeros(len(AMOUNTS))
                amounts[OVERLAP], amounts[COUNTED] = sign * repeated, -sign * repeated
                _, *rest = self._areas.key_of(at)
                add(sums, {(self._id, *rest): amounts})

    def _repeated(self, at: int) -> float:
        """Return the area in m² that earlier pieces of other sources count of a piece."""
        pieces = self._areas.pieces
        if pieces.before_overlap(np.array([at]))[0] <= 0:  # too small: it counts nothing that could repeat
            return 0.0
        near = pieces.near_of_any_set(at)
        near = self._areas.earlier(at, near[pieces.set[near] != pieces.set[at]])
        near = near[self._takes_part(near)]
        near = near[shapely.intersects(pieces.ground[near], pieces.ground[at])]
        if not len(near):
            return 0.0
        ground = np.array([self._counted_ground(p) for p in (*near.tolist(), at)])
        found = find_repeats(ground, np.zeros(len(ground), dtype=int), np.arange(len(ground)))
        return float(areas_on(found.geometry[found.later == len(near)], self._plane).sum())

    def _counted_ground(self, at: int) -> shapely.Geometry:
        pieces = self._areas.pieces
        taken = self._areas.earlier(at, pieces.near(at))
        if not len(taken):
            return pieces.ground[at]
        return difference(pieces.ground[[at]], np.array([dissolved(pieces.ground[taken])]))[0]
