"""Planted conflicts with the zones and bans of the plan: all that a rules engine is to find, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from ..model import Rule
from .drafts import TABLES, Desk, Draft, site, whole
from .ground import Ground, no_room
from .rivers import River
from .shapes import Star

_CASES: tuple[tuple[str, str, str, str], ...] = (  # rule, target, geometry, name
    ("ecological_red_line", "oak_forest", "polygon", "红线内橡子林图斑"),
    ("ecological_red_line", "leisure_farming_demo", "point", "红线内农家乐"),
    ("protected_site", "biogas_small_medium", "point", "自然保护地内沼气工程"),
    ("lake_protection_area", "elderly_care_institutions", "point", "湖滨养老院"),
    ("urban_built_up_area", "biogas_small_medium", "point", "城区沼气工程"),
    ("drinking_water_source", "sewage_plant_new", "point", "水源地上游污水处理厂"),
    ("permanent_basic_farmland", "oak_forest", "polygon", "基本农田内橡子林图斑"),
    ("forest_land_red_line", "high_standard_farmland_new", "polygon", "占用林地高标准农田"),
    ("livestock_zone", "biogas_small_medium", "point", "禁养区养殖场沼气工程"),
    ("steep_slope", "cropland_soil_improvement", "polygon", "陡坡耕地提质图斑"),
    ("green_line", "central_water_supply_new", "point", "绿线内集中供水工程"),
    ("blue_line", "contiguous_beautiful_villages", "point", "蓝线内美丽乡村"),
)
_BANK_CASES = (  # rule, class of the bank zone, target, name
    ("bank_protection_zone", "1", "high_standard_farmland_new", "岸线保护区内高标准农田"),
    ("bank_reserve_zone", "2", "cropland_soil_improvement", "岸线保留区内耕地提质"),
    ("bank_controlled_use_zone", "3", "farmland_to_wetland", "岸线控制利用区内退耕还湿"),
    ("bank_development_zone", "4", "oak_forest", "岸线开发利用区内橡子林"),
)
BAN, FISHING_BAN = "han_chemical_ban_1km", "aquatic_fishing_ban"


@dataclass(frozen=True)
class Contact:
    """An intervention in, or near, a zone of a rule."""

    rule: str
    table: str
    uuid: str
    zone: str


@dataclass(frozen=True)
class BankZone:
    """A riverbank zone: its bank (1 left, 2 right), and the first and last edge of the river beside it."""

    uuid: str
    number: str
    zone_class: str
    side: int
    first: int
    last: int


@dataclass(frozen=True)
class Banks:
    """The banks of the main stem by side: uuids, depth of the zones at each edge in m, and the zones."""

    river: River
    uuids: dict[int, str]
    depth: dict[int, np.ndarray]
    zones: Sequence[BankZone]


@dataclass
class Conflicts:
    """What was planted, and the contacts that are in the nature of a measure."""

    ground: Ground
    desk: Desk
    banks: Banks
    planted: list[Contact] = field(default_factory=list)
    natural: list[Contact] = field(default_factory=list)

    def plant(self) -> None:
        """Lay one parcel or site into a zone of each rule."""
        rules = {rule.id: rule for rule in self.ground.plan.rules}
        for rule, target, geometry, name in _CASES:
            self._in_zone(rules[rule], target, geometry, name)
        for case in _BANK_CASES:
            self._in_bank_zone(*case)
        self._near_bank()

    def _in_zone(self, rule: Rule, target: str, geometry: str, name: str) -> None:
        slot = self.ground.take(self.ground.only(rule), 1)[0]
        unit = self.ground.township_of(slot.cell)
        if geometry == "point":
            shape = shapely.Point(slot.centre.round(3))
            draft = self.desk.write(target, shape, site(unit), in_use=True, name=name)
        else:
            shape = Star.blob(slot.centre, slot.radius, self.desk.rng).polygon
            draft = self.desk.write(target, shape, whole(unit, shape), in_use=True, name=name)
        self.add(rule.id, draft, self.ground.hits(slot.cell)[0][1])

    def _in_bank_zone(self, rule: str, zone_class: str, target: str, name: str) -> None:
        """Lay a small parcel into a bank zone; both banks are within 1 km there."""
        zones = [z for z in self.banks.zones if z.zone_class == zone_class]
        place = next(self._quiet_places(zones, lambda side: self.banks.depth[side] / 2), None)
        if place is None:
            raise no_room()
        zone, middle, unit = place
        shape = Star.blob(middle, 60.0, self.desk.rng).polygon
        draft = self.desk.write(target, shape, whole(unit, shape), in_use=True, name=name)
        self.add(rule, draft, zone.uuid)
        self.natural += [Contact(BAN, draft.table, draft.uuid, bank) for bank in self.banks.uuids.values()]

    def _near_bank(self) -> None:
        """Put a works about 700 m from one bank and more than 1 km from the other."""
        for zone, place, unit in self._quiet_places(self.banks.zones, lambda side: 700.0):
            far_bank = self.banks.river.beside(3 - zone.side)
            if np.hypot(*(far_bank - place).T).min() > 1_060.0:
                more = {"name": "造纸厂配套沼气工程", "project": "汉江造纸厂扩建项目"}
                point = shapely.Point(place)
                draft = self.desk.write("biogas_small_medium", point, site(unit), in_use=True, **more)
                self.add(BAN, draft, self.banks.uuids[zone.side])
                return
        raise no_room()

    def _quiet_places(
        self, zones: Sequence[BankZone], distance: Callable[[int], float | np.ndarray]
    ) -> Iterator[tuple[BankZone, np.ndarray, str]]:
        """Yield (zone, place, township) at a distance from a bank, no other zone or bend near."""
        river, mesh, township = self.banks.river, self.ground.district.mesh, self.ground.district.township
        for zone in zones:
            places = river.beside(zone.side, distance(zone.side))
            for edge in range(zone.first + 8, zone.last - 7, 4):
                cell = int(mesh.cells_at(places[edge : edge + 1])[0])
                around = township[np.r_[cell, mesh.neighbours[cell]]]
                if self.ground.zoned[np.r_[cell, mesh.neighbours[cell]]].any() or len(set(around)) > 1:
                    continue
                apart = np.abs(np.arange(len(river.middles)) - edge) > 60
                alone = np.hypot(*(river.middles[apart] - places[edge]).T).min() > 1_400.0
                if alone and township[cell] >= 0:
                    yield zone, places[edge], self.ground.township_of(cell)

    def natural_of(self, drafts: Sequence[Draft]) -> list[Contact]:
        """Return the contacts in the nature of a measure: with those noted, bank works and fishing bans."""
        found = list(self.natural)
        for draft in drafts:
            if draft.table == TABLES["line"] and "edges" in draft.more:
                found += self._of_bank_works(draft)
            elif draft.target is not None and draft.target.id == FISHING_BAN:
                hits = self.ground.hits(draft.more["cell"])
                found += [Contact(rule, draft.table, draft.uuid, zone) for rule, zone in hits]
        return found

    def _of_bank_works(self, draft: Draft) -> list[Contact]:
        """Return what a line on a bank touches: both banks are near, the zones beside it begin on it."""
        first, last = draft.more["edges"]
        rules = dict(zip("1234", [rule for rule, *_ in _BANK_CASES], strict=True))
        touched = [
            (rules[zone.zone_class], zone.uuid)
            for zone in self.banks.zones
            if str(zone.side) == draft.more["bank"] and zone.first <= last and zone.last >= first
        ]
        near = [(BAN, uuid) for uuid in self.banks.uuids.values()]
        return [Contact(rule, draft.table, draft.uuid, zone) for rule, zone in near + touched]

    def add(self, rule: str, draft: Draft, zone: str) -> None:
        """Note a planted conflict."""
        self.planted.append(Contact(rule, draft.table, draft.uuid, zone))
