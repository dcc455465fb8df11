"""The pieces of all parcels as growing arrays, found by place.

A piece is what one parcel has in one township. Pieces are never moved: an edit marks the old ones dead and
appends new ones, so that it can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..ledger import AMOUNTS

OVERLAP, COUNTED = AMOUNTS.index("overlap"), AMOUNTS.index("counted")
_REBUILD = 2000  # pieces appended since the tree was built that are still looked through one by one
_COLUMNS = ("row", "unit", "set", "amounts", "ground", "bounds", "alive")


@dataclass(frozen=True)
class Block:
    """New pieces: the row they belong to, township, set, the seven amounts, ground before overlap or None."""

    row: np.ndarray
    unit: np.ndarray
    set: np.ndarray
    amounts: np.ndarray
    ground: np.ndarray


class Pieces:
    """Arrays of pieces; positions are given out by `append` and stay the same."""

    def __init__(self) -> None:
        self.n = 0
        self.row = np.zeros(0, dtype=np.int64)
        self.unit = np.zeros(0, dtype=np.int64)
        self.set = np.zeros(0, dtype=np.int64)
        self.amounts = np.zeros((0, len(AMOUNTS)))
        self.ground = np.zeros(0, dtype=object)
        self.bounds = np.zeros((0, 4))
        self.alive = np.zeros(0, dtype=bool)
        self._tree: shapely.STRtree | None = None
        self._in_tree = 0

    def append(self, block: Block) -> np.ndarray:
        """Add pieces; return their positions."""
        first, last = self.n, self.n + len(block.row)
        if first - self._in_tree > _REBUILD:  # before they come: taking them back leaves the tree standing
            self._plant()
        if last > len(self.row):
            self._grow(max(last, 2 * len(self.row)))
        at = slice(first, last)
        self.row[at], self.unit[at], self.set[at] = block.row, block.unit, block.set
        self.amounts[at], self.ground[at] = block.amounts, block.ground
        self.bounds[at] = shapely.bounds(block.ground)
        self.alive[at] = True
        self.n = last
        return np.arange(first, last)

    def take_back(self, n: int) -> None:
        """Forget the pieces appended after there were `n`."""
        self.alive[n : self.n] = False
        self.n = n
        if self._in_tree > n:
            self._tree, self._in_tree = None, 0

    def _grow(self, size: int) -> None:
        for name in _COLUMNS:
            old = getattr(self, name)
            new = np.zeros((size, *old.shape[1:]), dtype=old.dtype)
            new[: self.n] = old[: self.n]
            setattr(self, name, new)

    def before_overlap(self, at: np.ndarray) -> np.ndarray:
        """Return what pieces have left before overlap is deducted."""
        return self.amounts[at, COUNTED] + self.amounts[at, OVERLAP]

    def near(self, at: int) -> np.ndarray:
        """Return the other living pieces with ground, of the same set and township, near a piece."""
        found = self._of_township_near(at)
        return self._with_ground(found[self.set[found] == self.set[at]])

    def near_of_any_set(self, at: int) -> np.ndarray:
        """Return the other living pieces with ground, of the same township, near a piece."""
        return self._with_ground(self._of_township_near(at))

    def _of_township_near(self, at: int) -> np.ndarray:
        if self._tree is None:
            self._plant()
        bounds = self.bounds[at]
        found = np.concatenate([self._tree.query(shapely.box(*bounds)), self._appended_near(bounds)])
        return found[self.alive[found] & (self.unit[found] == self.unit[at]) & (found != at)]

    def _with_ground(self, at: np.ndarray) -> np.ndarray:
        return at[self.before_overlap(at) > 0]

    def _plant(self) -> None:
        self._tree, self._in_tree = shapely.STRtree(self.ground[: self.n]), self.n

    def _appended_near(self, bounds: np.ndarray) -> np.ndarray:
        own = self.bounds[self._in_tree : self.n]
        west, south, east, north = bounds
        meets = (own[:, 0] <= east) & (own[:, 2] >= west) & (own[:, 1] <= north) & (own[:, 3] >= south)
        return self._in_tree + np.flatnonzero(meets)
