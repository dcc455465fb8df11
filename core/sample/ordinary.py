"""The ordinary interventions: parcels and sites, some repeated, some across borders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from ..model import Target
from .bankworks import TARGET as BANK_WORKS
from .bankworks import lay_bank_works
from .drafts import Desk, Piece, site, whole
from .ground import Ground, Slot, no_room
from .planted import over
from .shapes import Star

_WEIGHTS = {
    "barren_land_greening": 64,
    "karst_desertification_control": 50,
    "soil_erosion_control": 36,
    "sloping_cropland_control": 26,
    "aquatic_fishing_ban": 3,
    "oak_forest": 48,
    "farmland_to_wetland": 12,
    "bare_mountain_restoration": 10,
    "cropland_soil_improvement": 20,
    "high_standard_farmland_new": 14,
    "high_standard_farmland_completion": 13,
    BANK_WORKS: 24,
    "small_reservoir_reinforcement": 6,
    "sewage_plant_upgrade": 14,
    "sewage_plant_new": 3,
    "central_water_supply_new": 14,
    "water_network_extension": 4,
    "small_water_supply_new": 24,
    "biogas_small_medium": 12,
    "beautiful_village_demo": 12,
    "eco_home_village": 6,
    "contiguous_beautiful_villages": 7,
    "leisure_farming_demo": 2,
    "elderly_care_institutions": 7,
    "rural_industry_integration_villages": 3,
}
_LARGE = {  # target: share of its parcels that are many cells wide, fewest and most cells
    "karst_desertification_control": (0.6, 8, 30),
    "soil_erosion_control": (0.5, 3, 12),
    "oak_forest": (0.5, 2, 12),
    "cropland_soil_improvement": (0.4, 1, 4),
    "high_standard_farmland_new": (0.3, 1, 2),
    "high_standard_farmland_completion": (0.3, 1, 3),
}
_MOST_LARGE = 30  # of one target
_PINNED = {"aquatic_fishing_ban": {"year": 2018, "status": 80}}  # the plan wants it by September 2018
_WHOLE = {"barren_land_greening": (0.15, 30), "aquatic_fishing_ban": (1.0, 1)}  # whole patches: share, most
_OVER_TOWNSHIPS = ("oak_forest", "cropland_soil_improvement")
_OVER_PATCHES = ("karst_desertification_control", "barren_land_greening", "soil_erosion_control")
_REPEATS: Sequence[tuple[str, str, int]] = (  # earlier target, later target, status of the later
    ("oak_forest", "oak_forest", 60),
    ("bare_mountain_restoration", "oak_forest", 70),
    ("karst_desertification_control", "soil_erosion_control", 60),
    ("high_standard_farmland_new", "farmland_to_wetland", 60),
    ("oak_forest", "cropland_soil_improvement", 60),
    ("oak_forest", "oak_forest", 10),
    ("cropland_soil_improvement", "cropland_soil_improvement", 70),
    ("soil_erosion_control", "soil_erosion_control", 40),
)


@dataclass
class Ordinary:
    """Lays what the plan is really about.

    `shared` collects the ground that counts for two targets: (target, target, piece).
    """

    ground: Ground
    desk: Desk
    shared: list[tuple[str, str, shapely.Polygon]] = field(default_factory=list)

    def lay(self, n: int) -> None:
        """Add n interventions."""
        pairs, borders = np.clip([n // 36, n // 30], 2, _MOST_LARGE).tolist()
        for i in range(pairs):
            self._pair(*_REPEATS[i % len(_REPEATS)])
        for i in range(borders):
            self._across_border(i)
        numbers = shares(_WEIGHTS, n - 2 * pairs - borders)
        lay_bank_works(self.ground, self.desk, numbers.pop(BANK_WORKS))
        targets = [self.desk.plan.target(id) for id in numbers]
        self._on_baselines({t: numbers[t.id] for t in targets if t.baseline})
        self._anywhere({t: numbers[t.id] for t in targets if not t.baseline})

    def _pair(self, first: str, second: str, status: int) -> None:
        """Lay a parcel, and a later one over a part of it; they meet in one set or for two targets."""
        one, two = self.desk.plan.target(first), self.desk.plan.target(second)
        slot = self.ground.take(self.ground.allowed(one) & self.ground.allowed(two), 1)[0]
        unit = self.ground.township_of(slot.cell)
        star = Star.blob(slot.centre, 0.72 * slot.radius, self.desk.rng)
        earlier = self.desk.write(first, star.polygon, whole(unit, star.polygon), status=70, year=2018)
        split = star.overlapping(0.25 + 0.3 * self.desk.rng.random(), 0.5, 1.3, self.desk.rng)
        if self._set_of(one) == self._set_of(two):
            pieces = over(unit, split, earlier)
        else:
            pieces = (Piece(unit, split.one), Piece(unit, split.other))
            self.shared.append((first, second, split.one))
        self.desk.write(second, split.whole, pieces, status=status, year=2020)

    def _set_of(self, target: Target) -> str:
        exclusive = {group.id for group in self.desk.plan.groups if group.exclusive}
        return target.group if target.group in exclusive else target.id

    def _across_border(self, i: int) -> None:
        """Lay a parcel over a border of townships, and by turns one half off the patches it counts on."""
        names = _OVER_PATCHES if i % 2 else _OVER_TOWNSHIPS
        target = self.desk.plan.target(names[i // 2 % len(names)])
        one = other = self.ground.allowed(target)
        labels, off = self.ground.district.township, ""
        if target.baseline:
            labels, off = self.ground.zones[target.baseline].area, "baseline"
            other = self.ground.open & (labels < 0)
        found = self.ground.take_border(labels, one, other)
        if found is None:
            raise no_room()
        split, left, right = found
        units = self.ground.township_of(left), self.ground.township_of(right)
        pieces = (Piece(units[0], split.one), Piece(units[1], split.other, off))
        self.desk.write(target.id, split.whole, pieces)

    def _on_baselines(self, numbers: Mapping[Target, int]) -> None:
        for target, n in numbers.items():
            n -= self._patches(target, n)
            n -= self._clusters(target, n)
            for slot in self.ground.take(self.ground.allowed(target), n):
                self._small(target, slot)

    def _anywhere(self, numbers: Mapping[Target, int]) -> None:
        left = {target: n - self._clusters(target, n) for target, n in numbers.items()}
        wanted = sum(left.values())
        for target, n in left.items():
            for slot in self.ground.take(self.ground.open, n, wanted):
                self._small(target, slot)
            wanted -= n

    def _small(self, target: Target, slot: Slot) -> None:
        unit, rng = self.ground.township_of(slot.cell), self.desk.rng
        if target.evidence == "point":
            shift = 0.3 * slot.radius * (rng.random(2) - 0.5)
            self.desk.write(target.id, shapely.Point((slot.centre + shift).round(3)), site(unit))
        else:
            shape = Star.blob(slot.centre, slot.radius * (0.6 + 0.38 * rng.random()), rng).polygon
            more = {"cell": slot.cell, **_PINNED.get(target.id, {})}
            self.desk.write(target.id, shape, whole(unit, shape), **more)

    def _patches(self, target: Target, n: int) -> int:
        """Lay parcels that are whole patches of the target's baseline; return how many."""
        share, most = _WHOLE.get(target.id, (0.0, 0))
        laid = 0
        for _ in range(min(round(share * n), most)):
            found = self.ground.take_patch(target)
            if found is not None:
                unit, polygon = self.ground.township_of(found[1]), found[0]
                more = {"cell": found[1], **_PINNED.get(target.id, {})}
                self.desk.write(target.id, polygon, whole(unit, polygon), **more)
                laid += 1
        return laid

    def _clusters(self, target: Target, n: int) -> int:
        """Take the ground of parcels many cells wide; they are drawn together by `draw_clusters`."""
        share, low, high = _LARGE.get(target.id, (0.0, 1, 1))
        laid = 0
        for _ in range(min(round(share * n), _MOST_LARGE)):
            number = self.ground.take_cluster(target, low + int((high - low + 1) * self.desk.rng.random()))
            if number is not None:
                cell = int(np.flatnonzero(self.ground.clusters == number)[0])
                unit = self.ground.township_of(cell)
                self.desk.write(
                    target.id, shapely.Polygon(), (Piece(unit),), cluster=number, **_PINNED.get(target.id, {})
                )
                laid += 1
        return laid

    def draw_clusters(self) -> None:
        """Draw the parcels many cells wide; those side by side share their border."""
        polygons = self.ground.district.mesh.coverage(self.ground.clusters)
        for draft in self.desk.drafts:
            number = draft.more.pop("cluster", None)
            if number is not None:
                draft.geometry = polygons[number]
                draft.pieces = whole(draft.pieces[0].unit, polygons[number])


def shares(weights: Mapping[str, float], n: int) -> dict[str, int]:
    """Divide n by weights; the whole numbers add up to n (largest remainders first).

    Examples
    --------
    >>> shares({"a": 2, "b": 1, "c": 1}, 6)
    {'a': 3, 'b': 2, 'c': 1}
    """
    exact = n * np.array(list(weights.values()), dtype=float) / sum(weights.values())
    number = np.floor(exact).astype(int)
    most = np.argsort(number - exact, kind="stable")[: n - number.sum()]
    number[most] += 1
    return dict(zip(weights, number.tolist(), strict=True))
