"""Where a parcel may be laid: cells whose zones are known, each given out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from ..errors import DataError
from ..model import Plan, Rule, Target
from ..words import QT_TRANSLATE_NOOP
from .district import District
from .mesh import SIDE
from .noise import permutation
from .outline import Outline
from .shapes import Split, across
from .zones import Patches

_FROM_RIVER = 1_850.0  # metres from the main stem: beyond its widest bank, the 1 km ban and a parcel
_FROM_TRIBUTARY = 500.0
_DEPTH = 0.24 * SIDE


def no_room() -> DataError:
    """Return what is raised where a seed leaves no ground for one of the parcels that must be there."""
    return DataError(
        QT_TRANSLATE_NOOP("EcoLedger", "The sample of this seed has no room for one of its parcels"),
        QT_TRANSLATE_NOOP("EcoLedger", "Choose another seed, or fewer parcels."),
    )


@dataclass(frozen=True)
class Slot:
    """Room for one parcel: whatever stays in this circle touches no border and no other parcel."""

    centre: np.ndarray
    radius: float
    cell: int


@dataclass
class Ground:
    """The cells not yet given out, and what lies on each.

    Parameters
    ----------
    district : District
    zones : mapping of str to Patches
    plan : Plan
        Its rules say which zones ordinary parcels keep away from, its targets which ground they count on.

    Attributes
    ----------
    used, zoned, dry, open : ndarray of bool
        Cells given out; in a zone of a rule; far from the rivers; dry and not zoned.
    clusters : ndarray of int
        Which cluster took each cell, -1 for none.
    ruled : dict of str to ndarray of bool
        By rule: the cells in its zones.
    from_river : ndarray of float
        Metres from the main stem.
    """

    district: District
    zones: Mapping[str, Patches]
    plan: Plan
    rng: np.random.Generator
    used: np.ndarray = field(init=False)
    zoned: np.ndarray = field(init=False)
    dry: np.ndarray = field(init=False)
    open: np.ndarray = field(init=False)
    clusters: np.ndarray = field(init=False)
    ruled: dict[str, np.ndarray] = field(init=False)
    from_river: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        mesh, n = self.district.mesh, len(self.district.township)
        self.used, self.clusters = np.zeros(n, dtype=bool), np.full(n, -1)
        self.ruled = {rule.id: self._cells_of(rule) for rule in self.plan.rules}
        self.zoned = np.any(list(self.ruled.values()), axis=0)
        self.from_river = mesh.distance_to(self.district.main_stem.xy)
        beside = np.min([mesh.distance_to(river.xy) for river in self.district.tributaries], axis=0)
        self.dry = self.district.inside & (self.from_river > _FROM_RIVER) & (beside > _FROM_TRIBUTARY)
        self.open = self.dry & ~self.zoned

    def township_of(self, cell: int) -> str | None:
        """Return the code of the township around a cell, None outside the district."""
        number = self.district.township[cell]
        return self.district.codes[number] if number >= 0 else None

    def hits(self, cell: int) -> list[tuple[str, str]]:
        """Return (rule id, zone uuid) of every polygon zone on a cell that a rule of the plan names."""
        return [
            (rule.id, self.zones[rule.layer].uuids[self.zones[rule.layer].area[cell]])
            for rule in self.plan.rules
            if self.ruled[rule.id][cell]
        ]

    def only(self, rule: Rule) -> np.ndarray:
        """Say which unused cells lie in a rule's zone and in no zone of another rule."""
        others = [cells for id, cells in self.ruled.items() if id != rule.id]
        return self.dry & ~self.used & self.ruled[rule.id] & ~np.any(others, axis=0)

    def patch_of(self, target: Target) -> np.ndarray:
        """Return each cell's patch of a target's baseline, -1 off it; all 0 for a target without one."""
        if target.baseline is None:
            return np.zeros(len(self.used), dtype=int)
        patches = self.zones[target.baseline]
        return np.where(patches.cells_of(target.baseline_classes), patches.area, -1)

    def allowed(self, target: Target) -> np.ndarray:
        """Say which cells a target's ordinary parcels may lie on, whether given out or not.

        They keep off every ruled zone, unless the zone is the ground the target counts on.
        """
        others = [self.ruled[rule.id] for rule in self.plan.rules if rule.layer != target.baseline]
        return self.dry & ~np.any(others, axis=0) & (self.patch_of(target) >= 0)

    def take(self, cells: np.ndarray, n: int, of: int | None = None) -> list[Slot]:
        """Give out n slots on some cells, several a cell where they are wanted by more than there are cells.

        `of` is how many slots, these included, are still to be given out on such cells.
        """
        free = np.flatnonzero(cells & ~self.used)
        if n and not len(free):
            raise no_room()
        side = max(int(np.ceil(np.sqrt((of or n) / max(len(free), 1)))), 1)
        chosen = free[permutation(self.rng, len(free))][: -(-n // side**2)]
        self.used[chosen] = True
        slots = [slot for part in range(side**2) for slot in self._parts(chosen, side, part)]
        return slots[:n]

    def take_flower(self, cells: np.ndarray) -> Slot:
        """Give out a cell together with all its neighbours, for a shape twice as wide as a cell's."""
        near = self.district.mesh.neighbours
        free = cells & ~self.used
        whole = free & free[near].all(axis=1)
        slot = self.take(whole, 1)[0]
        self.used[near[slot.cell]] = True
        return Slot(slot.centre, 0.9 * SIDE, slot.cell)

    def take_cluster(self, target: Target, size: int) -> int | None:
        """Give out connected cells of one township on a target's ground; return the cluster's number."""
        near, mesh = self.district.mesh.neighbours, self.district.mesh
        key = np.where(self.allowed(target), self.district.township, -1)
        core = (key >= 0) & ~self.used & (key[near] == key[:, None]).all(axis=1)
        if not core.any():
            return None
        cells = np.flatnonzero(core)
        seed = int(cells[int(len(cells) * self.rng.random())])
        cost = 0.2 + self.rng.random(len(key))
        grown = mesh.grow([seed], cost, core & (key == key[seed]), [size]) >= 0
        number = int(self.clusters.max()) + 1
        self.clusters[grown], self.used[grown] = number, True
        return number

    def take_patch(self, target: Target) -> tuple[shapely.Polygon, int] | None:
        """Give out one whole patch of a target's baseline: its polygon and one of its cells."""
        mesh, patches = self.district.mesh, self.zones[target.baseline]
        own, around_it = self.allowed(target) & ~self.used, self.open & ~self.used
        for patch in permutation(self.rng, len(patches.polygons)):
            cells = np.flatnonzero(patches.area == patch)
            around = mesh.ring_of(cells)
            both = np.concatenate([cells, around])
            free = own[cells].all() and around_it[around].all()
            if free and len(np.unique(self.district.township[both])) == 1:
                self.used[both] = True
                return patches.polygons[patch], int(cells[0])
        return None

    def take_border(
        self, labels: np.ndarray, one: np.ndarray, other: np.ndarray
    ) -> tuple[Split, int, int] | None:
        """Give out a stretch of the border between areas of `labels`, from a cell of `one` to one of `other`.

        No other border is near: of townships, unless it is theirs, and of ruled zones.

        Returns
        -------
        (Split, cell, cell)
            The parcel across the border, and the cells on its left and right; None where there is none.
        """
        mesh, near, township = self.district.mesh, self.district.mesh.neighbours, self.district.township
        outline, calm = Outline(mesh, labels), ~self.used & ~self.zoned
        left, k = np.nonzero((one & calm)[:, None] & (other & calm)[near] & (labels[near] != labels[:, None]))
        for i in permutation(self.rng, len(left)):
            cell, edge = left[i], k[i]
            around = np.array([cell, *near[cell, [edge - 1, edge, (edge + 1) % 6]]])
            if not calm[around].all() or not (one | other)[around].all():
                continue
            if labels is not township and len(set(township[around])) > 1:
                continue
            stretch = outline.across(mesh.corners[cell, edge], mesh.corners[cell, (edge + 1) % 6])
            split = None if stretch is None else across(stretch, _DEPTH, self.rng)
            if split is not None:
                self.used[around] = True
                return split, int(cell), int(near[cell, edge])
        return None

    def _cells_of(self, rule: Rule) -> np.ndarray:
        """Say which cells lie in a zone of a rule; none for zones that are no set of cells."""
        if rule.layer not in self.zones:
            return np.zeros(len(self.used), dtype=bool)
        return self.zones[rule.layer].cells_of(filter(None, rule.class_filter.split(";")))

    def _parts(self, cells: Sequence[int], side: int, part: int) -> list[Slot]:
        """Return one of the side² slots of each cell."""
        clear = self.district.mesh.clear[cells]
        step = np.sqrt(2.0) * clear / side
        radius = clear if side == 1 else 0.47 * step
        offset = np.array(divmod(part, side)) - (side - 1) / 2
        centres = self.district.mesh.centres[cells] + step[:, None] * offset
        return [Slot(c, float(r), int(cell)) for c, r, cell in zip(centres, radius, cells, strict=True)]
