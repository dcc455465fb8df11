"""The fifteen planted faults: what a real layer goes wrong with, each once, its effect known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..model import Status
from ..words import QT_TRANSLATE_NOOP
from .drafts import Desk, Draft, Piece, site, whole
from .expected import AMOUNTS, Expected
from .ground import Ground, no_room
from .measure import areas
from .shapes import Split, Star, bow_tie, strip, unclosed, with_spike
from .zones import new_uuid

FAULTS: Mapping[str, tuple[str, str]] = {
    "bow_tie_red_line": (
        QT_TRANSLATE_NOOP("EcoLedger", "A red line whose outline crosses itself"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Both wings are read and the repair is listed; the parcel in it is found."
        ),
    ),
    "entered_twice": (
        QT_TRANSLATE_NOOP("EcoLedger", "A parcel that was entered twice"),
        QT_TRANSLATE_NOOP("EcoLedger", "The second one is all overlap and names the first."),
    ),
    "repeat_in_later_year": (
        QT_TRANSLATE_NOOP("EcoLedger", "A parcel of 2018 that was reported again, redrawn, in 2020"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Only its new ground counts; the rest is overlap and names the first."
        ),
    ),
    "over_district_border": (
        QT_TRANSLATE_NOOP("EcoLedger", "A parcel over the border of the district"),
        QT_TRANSLATE_NOOP("EcoLedger", "What lies beyond the border is deducted as outside."),
    ),
    "off_baseline_planting": (
        QT_TRANSLATE_NOOP("EcoLedger", "Greening of barren land on ground that is not barren"),
        QT_TRANSLATE_NOOP("EcoLedger", "All of it is deducted as off the baseline."),
    ),
    "sliver": (
        QT_TRANSLATE_NOOP("EcoLedger", "A strip 0.5 m wide, left over from cutting"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "It is below the target's smallest parcel and is deducted as too small."
        ),
    ),
    "wrong_status": (
        QT_TRANSLATE_NOOP("EcoLedger", "A status that is in no code list (65)"),
        QT_TRANSLATE_NOOP("EcoLedger", "It takes no part and is listed."),
    ),
    "null_target": (
        QT_TRANSLATE_NOOP("EcoLedger", "A parcel without a target"),
        QT_TRANSLATE_NOOP("EcoLedger", "It counts for none and is listed in a row of its own."),
    ),
    "unclosed_ring": (
        QT_TRANSLATE_NOOP("EcoLedger", "An outline whose last point is missing"),
        QT_TRANSLATE_NOOP("EcoLedger", "It is closed on a copy and counts."),
    ),
    "spike": (
        QT_TRANSLATE_NOOP("EcoLedger", "An outline with a needle 0.2 m wide"),
        QT_TRANSLATE_NOOP("EcoLedger", "It counts as drawn; the check of angles finds it."),
    ),
    "duplicate_site": (
        QT_TRANSLATE_NOOP("EcoLedger", "Two sites of one target 18 m apart"),
        QT_TRANSLATE_NOOP("EcoLedger", "Both count; they are listed as one place."),
    ),
    "far_away": (
        QT_TRANSLATE_NOOP("EcoLedger", "A parcel with the prefix of zone 38 instead of 37"),
        QT_TRANSLATE_NOOP("EcoLedger", "It is invalid: beyond the coordinates of the zone."),
    ),
    "planar_reported_area": (
        QT_TRANSLATE_NOOP("EcoLedger", "A reported area measured in Web Mercator"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "It counts as drawn; the reported area is 1.4 times the official one."
        ),
    ),
    "stale_official_area": (
        QT_TRANSLATE_NOOP("EcoLedger", "An official area from before the outline was changed"),
        QT_TRANSLATE_NOOP("EcoLedger", "It counts as drawn; the official area is found to be stale."),
    ),
    "empty_geometry": (
        QT_TRANSLATE_NOOP("EcoLedger", "A parcel without any point"),
        QT_TRANSLATE_NOOP("EcoLedger", "It is invalid: empty."),
    ),
}


@dataclass(frozen=True)
class Planted:
    """One planted fault.

    Parameters
    ----------
    id : str
        Stable, one of `FAULTS`.
    table, uuid : str
        The feature that is at fault.
    what, effect : str
        Marked for translation.
    amounts : mapping of str to float
        What is known of it, in base units: amounts of its ledger row, or of its check.
    """

    id: str
    table: str
    uuid: str
    amounts: Mapping[str, float] = field(default_factory=dict)

    @property
    def what(self) -> str:
        return FAULTS[self.id][0]

    @property
    def effect(self) -> str:
        return FAULTS[self.id][1]


@dataclass
class Planter:
    """Plants the faults; `raw` holds the outlines no library would write."""

    ground: Ground
    desk: Desk
    faults: list[Planted] = field(default_factory=list)
    raw: dict[tuple[str, str], bytes] = field(default_factory=dict)
    bow_tie: shapely.Polygon | None = None
    bow_tie_uuid: str = ""
    in_bow_tie: Draft | None = None

    def plant(self) -> Planter:
        """Plant all fifteen."""
        for id in FAULTS:
            getattr(self, f"_{id}")(id)
        return self

    def with_bow_tie(self, red_lines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return the red lines with the one that crosses itself."""
        row = red_lines.iloc[:1].assign(uuid=self.bow_tie_uuid, number="HX900", name="图形自相交的红线图斑")
        row["township"], row["area_stated_m2"] = self.in_bow_tie.township, np.nan
        return pd.concat([red_lines, row.set_geometry([self.bow_tie], crs=row.crs)], ignore_index=True)

    def known(self, expected: Expected) -> list[Planted]:
        """Return the faults with what the ledger must say of each."""
        rows = expected.pieces.groupby("uuid")[list(AMOUNTS)].sum()
        amounts = {uuid: row.to_dict() for uuid, row in rows.iterrows()}
        return [replace(fault, amounts=fault.amounts or amounts.get(fault.uuid, {})) for fault in self.faults]

    def _bow_tie_red_line(self, id: str) -> None:
        slot = self.ground.take_flower(self.ground.open)
        self.bow_tie, wings = bow_tie(slot.centre, slot.radius)
        self.bow_tie_uuid = new_uuid(self.desk.rng)
        repaired = {"repaired": float(areas(wings).sum())}
        self.faults.append(Planted(id, "red_lines", self.bow_tie_uuid, repaired))
        middle = shapely.get_coordinates(wings[0])[:3].mean(axis=0)
        parcel = Star.blob(middle, 90.0, self.desk.rng).polygon
        unit = self.ground.township_of(slot.cell)
        self.in_bow_tie = self.desk.write(
            "bare_mountain_restoration", parcel, whole(unit, parcel), in_use=True
        )

    def _entered_twice(self, id: str) -> None:
        star, unit = self._blob("oak_forest")
        first = self._accepted("oak_forest", star.polygon, whole(unit, star.polygon), 2018)
        again = (Piece(unit, star.polygon, "overlap", first.uuid),)
        second = self._accepted("oak_forest", star.polygon, again, 2018)
        second.started, second.completed, second.accepted = first.started, first.completed, first.accepted
        self._add(id, second)

    def _repeat_in_later_year(self, id: str) -> None:
        star, unit = self._blob("oak_forest", 0.8)
        first = self._accepted("oak_forest", star.polygon, whole(unit, star.polygon), 2018)
        later = star.overlapping(0.6, 0.2, 1.2, self.desk.rng)
        self._add(id, self._accepted("oak_forest", later.whole, over(unit, later, first), 2020))

    def _over_district_border(self, id: str) -> None:
        district = self.ground.district
        outside = ~district.inside & (self.ground.from_river > 1_850.0)
        found = self.ground.take_border(district.township, self.ground.open, outside)
        if found is None:
            raise no_room()
        split, cell, _ = found
        pieces = (Piece(self.ground.township_of(cell), split.one), Piece(None, split.other, "outside"))
        self._add(id, self._accepted("oak_forest", split.whole, pieces, 2019))

    def _off_baseline_planting(self, id: str) -> None:
        barren = self.ground.zones["barren_land"].area >= 0
        star, unit = self._blob("oak_forest", off=barren)
        pieces = whole(unit, star.polygon, "baseline")
        self._add(id, self._accepted("barren_land_greening", star.polygon, pieces, 2019))

    def _sliver(self, id: str) -> None:
        slot = self.ground.take(self.ground.open, 1)[0]
        thin = strip(slot.centre, 1.6 * slot.radius, 0.5, self.desk.rng)
        pieces = whole(self.ground.township_of(slot.cell), thin, "too_small")
        self._add(id, self._accepted("oak_forest", thin, pieces, 2020))

    def _wrong_status(self, id: str) -> None:
        star, unit = self._blob("cropland_soil_improvement")
        draft = self.desk.write(
            "cropland_soil_improvement", star.polygon, whole(unit, star.polygon), status=65, year=2019
        )
        self._add(id, draft)

    def _null_target(self, id: str) -> None:
        star, unit = self._blob("oak_forest")
        self._add(id, self._accepted(None, star.polygon, whole(unit, star.polygon), 2019))

    def _unclosed_ring(self, id: str) -> None:
        star, unit = self._blob("oak_forest")
        draft = self._accepted("oak_forest", star.polygon, whole(unit, star.polygon), 2019)
        self.raw[draft.table, draft.uuid] = unclosed(star.polygon)
        self._add(id, draft)

    def _spike(self, id: str) -> None:
        star, unit = self._blob("oak_forest", 0.6)
        spiked = with_spike(star, 0.3 * np.hypot(*(star.corners - star.centre).T).max())
        pieces = (Piece(unit, spiked.one), Piece(unit, spiked.other))
        self._add(id, self._accepted("oak_forest", spiked.whole, pieces, 2020))

    def _duplicate_site(self, id: str) -> None:
        slot = self.ground.take(self.ground.open, 1)[0]
        unit, place = self.ground.township_of(slot.cell), slot.centre.round(3)
        for east in (0.0, 18.0):
            point = shapely.Point(place + [east, 0.0])
            draft = self._accepted("central_water_supply_new", point, site(unit), 2019)
        self._add(id, draft)

    def _far_away(self, id: str) -> None:
        star, unit = self._blob("oak_forest")
        away = shapely.Polygon(star.corners + [1_000_000.0, 0.0])
        draft = self._accepted("oak_forest", away, (Piece(None, None, "invalid"),), 2019, unit)
        draft.reason = "invalid:out_of_domain"
        self._add(id, draft)

    def _planar_reported_area(self, id: str) -> None:
        star, unit = self._blob("oak_forest")
        draft = self._accepted("oak_forest", star.polygon, whole(unit, star.polygon), 2020)
        draft.more["reported_in"] = "EPSG:3857"
        self._add(id, draft)

    def _stale_official_area(self, id: str) -> None:
        star, unit = self._blob("oak_forest")
        draft = self._accepted("oak_forest", star.polygon, whole(unit, star.polygon), 2019)
        draft.more["official_of"] = star.scaled(0.9).polygon
        self._add(id, draft)

    def _empty_geometry(self, id: str) -> None:
        unit = self.ground.district.codes[0]
        draft = self._accepted("oak_forest", shapely.Polygon(), (Piece(None, None, "invalid"),), 2018, unit)
        draft.reason = "invalid:empty"
        self._add(id, draft)

    def _blob(self, target: str, share: float = 0.95, off: np.ndarray | None = None) -> tuple[Star, str]:
        cells = self.ground.allowed(self.desk.plan.target(target))
        slot = self.ground.take(cells if off is None else cells & ~off, 1)[0]
        star = Star.blob(slot.centre, share * slot.radius, self.desk.rng)
        return star, self.ground.township_of(slot.cell)

    def _accepted(
        self,
        target: str | None,
        shape: shapely.Geometry,
        pieces: tuple[Piece, ...],
        year: int,
        township: str | None = None,
    ) -> Draft:
        return self.desk.write(
            target, shape, pieces, status=int(Status.ACCEPTED), year=year, township=township
        )

    def _add(self, id: str, draft: Draft) -> None:
        self.faults.append(Planted(id, draft.table, draft.uuid))


def over(unit: str, later: Split, first: Draft) -> tuple[Piece, ...]:
    """Return the pieces of a parcel laid over an earlier one: `one` repeats it, `other` is new."""
    return (Piece(unit, later.one, "overlap", first.uuid), Piece(unit, later.other))
