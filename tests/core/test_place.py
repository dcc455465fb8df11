"""What is at a place, and whether something may be done there: never a silent yes."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer

from ecoledger.core.errors import CrsError, DataError
from ecoledger.core.place import (
    CLEAR,
    FORBIDDEN,
    REVIEW,
    UNSURE,
    PlaceIndex,
    Sources,
    intervention,
    project,
    project_kinds,
)
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.core.sample import build_sample

PLAN = read_plan(shipped_plan())
DAY = dt.date(2021, 1, 1)
EAST, NORTH = 37_500_000.0, 3_600_000.0
PAPER, HOUSING = project("造纸厂"), project("房地产")


def box(west, south, east, north):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def point(x, y):
    return shapely.Point(EAST + x, NORTH + y)


def line(*xy):
    return shapely.LineString([(EAST + x, NORTH + y) for x, y in xy])


def frame(*geometry, crs=4525, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=crs)


DISTRICT = frame(box(-9_000, -9_000, 9_000, 9_000), code=["420304101"], name=["安阳镇"])
AWAY = box(-8_000, -8_000, -7_900, -7_900)


def everywhere_but(**own):
    """Return zones of every class of every rule, all far away, but for the layers given."""
    zones = {}
    for rule in PLAN.rules:
        shape = AWAY.boundary if rule.geometry == "line" else AWAY
        codes = [c for r in PLAN.rules if r.layer == rule.layer for c in r.class_filter.split(";")]
        zones[rule.layer] = frame(*[shape] * len(codes), **{"class": codes})
    return {**zones, **own}


def ask(place, works=None, others=None, townships=DISTRICT, crs=4525, **zones):
    index = PlaceIndex(Sources(everywhere_but(**zones), townships, others or {}), PLAN)
    return index.ask(place, crs, works, as_of=DAY)


def meant(answer):
    return {here.meant.id: here.meant.severity for here in answer.rules if here.meant}


def doubts(answer):
    return [(d.id, d.source, d.fid) for d in answer.doubts]


class TestWhereAllZonesCanBeRead:
    def test_nothing_stands_against_works_away_from_all_of_them(self):
        answer = ask(point(0, 0), PAPER)
        assert answer.verdict == CLEAR and not answer.doubts and not answer.rules

    def test_building_in_a_red_line_is_forbidden(self):
        answer = ask(point(50, 50), HOUSING, red_lines=frame(box(0, 0, 100, 100), name=["甲"]))
        [here] = answer.rules
        assert (answer.verdict, here.meant.id, here.rule.article) == (FORBIDDEN, "red_line_building", "25")
        assert here.zone.attributes["name"] == "甲" and here.meant.basis
        assert [other.id for other in here.others] == ["red_line_restoration"]

    def test_planting_in_a_red_line_is_for_review(self):
        works = intervention(PLAN.target("oak_forest"), "planting")
        answer = ask(point(50, 50), works, red_lines=frame(box(0, 0, 100, 100)))
        assert (answer.verdict, meant(answer)) == (REVIEW, {"red_line_restoration": "review"})

    def test_a_rule_of_other_works_is_told_and_forbids_nothing(self):
        pens = frame(box(0, 0, 100, 100), **{"class": ["1"]})
        assert ask(point(50, 50), HOUSING, livestock_zones=pens).verdict == CLEAR
        [here] = ask(point(50, 50), HOUSING, livestock_zones=pens).rules
        assert here.meant is None and "livestock_farm" in {r.id for r in here.others}
        assert ask(point(50, 50), project("生猪养殖场"), livestock_zones=pens).verdict == FORBIDDEN

    def test_without_works_all_is_told_and_nothing_is_promised(self):
        answer = ask(point(50, 50), red_lines=frame(box(0, 0, 100, 100)))
        assert {r.id for r in answer.rules[0].others} == {"red_line_building", "red_line_restoration"}
        assert answer.verdict == UNSURE

    def test_a_point_on_the_border_is_inside(self):
        zone = frame(box(0, 0, 100, 100), **{"class": ["1"]})
        assert meant(ask(point(100, 50), HOUSING, riverbank_zones=zone)) == {
            "bank_protection_building": "violation"
        }
        assert not meant(ask(point(100.01, 50), HOUSING, riverbank_zones=zone))

    def test_an_area_beside_a_zone_is_not_inside_it(self):
        zone = frame(box(0, 0, 100, 100))
        assert not meant(ask(box(100, 0, 200, 100), project("工业"), farmland_red_lines=zone))
        assert meant(ask(box(99, 0, 200, 100), project("工业"), farmland_red_lines=zone))

    def test_the_share_and_the_ground_of_an_area_are_told(self):
        answer = ask(box(50, 0, 150, 100), PAPER, farmland_red_lines=frame(box(0, 0, 100, 100)))
        [here] = answer.rules
        assert here.zone.share == pytest.approx(0.5, rel=1e-6)
        assert here.zone.area == pytest.approx(5_000, rel=1e-6)  # on the meridian: the map is true


class TestTheBan:
    """The banks run north; the geodesic across is as long as the map says, less 1e-8."""

    LEFT, RIGHT = line((0, -5_000), (0, 5_000)), line((300, -5_000), (300, 5_000))

    def banks(self, *lines):
        return frame(*lines, **{"class": ["1"] * len(lines)})

    @pytest.mark.parametrize(("away", "verdict"), [(420, FORBIDDEN), (999.9, FORBIDDEN), (1000.1, CLEAR)])
    def test_reaches_a_thousand_metres_over_the_ground(self, away, verdict):
        answer = ask(point(-away, 0), PAPER, river_banks=self.banks(self.LEFT))
        [here] = answer.rules
        to_degrees = Transformer.from_crs(4525, 4490, always_xy=True)
        ends = to_degrees.transform([EAST - away, EAST], [NORTH, NORTH])
        expected = Geod(ellps="GRS80").line_length(*ends)
        assert here.zone.distance == pytest.approx(expected, abs=1e-3)
        assert (answer.verdict, here.beyond) == (verdict, verdict == CLEAR)

    def test_both_banks_are_told(self):
        answer = ask(point(-500, 0), PAPER, river_banks=self.banks(self.LEFT, self.RIGHT))
        assert [round(here.zone.distance) for here in answer.rules] == [500, 800]
        assert {here.zone.fid for here in answer.rules} == {0, 1}

    def test_only_the_bank_within_reach_is_told(self):
        answer = ask(point(-900, 0), PAPER, river_banks=self.banks(self.LEFT, self.RIGHT))
        assert [round(here.zone.distance) for here in answer.rules] == [900]

    def test_an_area_counts_from_its_nearest_corner(self):
        answer = ask(box(-2_000, 0, -999, 10), PAPER, river_banks=self.banks(self.LEFT))
        assert answer.verdict == FORBIDDEN and answer.rules[0].zone.distance == pytest.approx(999, abs=0.01)

    def test_does_not_mean_housing(self):
        answer = ask(point(-420, 0), HOUSING, river_banks=self.banks(self.LEFT))
        assert answer.verdict == CLEAR and answer.rules[0].others[0].id == "bank_ban_polluting"


class TestWhatCannotBeRuledOut:
    @pytest.mark.parametrize("layer", sorted({rule.layer for rule in PLAN.rules}))
    @pytest.mark.parametrize("works", [PAPER, intervention(PLAN.target("oak_forest"), "planting")])
    def test_an_empty_layer(self, layer, works):
        answer = ask(point(0, 0), works, **{layer: frame(**{"class": []})})
        assert answer.verdict == UNSURE
        assert {doubt[:2] for doubt in doubts(answer)} == {("place.empty_layer", layer)}

    def test_a_layer_the_ledger_does_not_have(self):
        sources = everywhere_but()
        del sources["water_source_zones"]
        answer = PlaceIndex(Sources(sources, DISTRICT, {}), PLAN).ask(point(0, 0), 4525, PAPER, as_of=DAY)
        assert answer.verdict == UNSURE
        assert doubts(answer) == [("place.no_layer", "water_source_zones", None)]

    @pytest.mark.parametrize("broken", [None, shapely.Polygon([(EAST, NORTH), (EAST, np.inf), (0, 9)])])
    def test_a_zone_that_cannot_be_read(self, broken):
        answer = ask(point(0, 0), PAPER, red_lines=frame(AWAY, broken))
        assert answer.verdict == UNSURE
        assert doubts(answer) == [("rules.unreadable", "red_lines", 1)]

    def test_a_conflict_beside_a_zone_that_cannot_be_read_is_found(self):
        answer = ask(point(50, 50), PAPER, red_lines=frame(box(0, 0, 100, 100), None))
        assert answer.verdict == FORBIDDEN and doubts(answer) == [("rules.unreadable", "red_lines", 1)]

    def test_a_layer_without_zones_of_the_rule(self):
        only_green = frame(AWAY, **{"class": ["1"]})
        answer = ask(point(0, 0), PAPER, urban_lines=only_green)
        assert answer.verdict == UNSURE and answer.doubts[0].fields["rule"] == "blue_line"

    def test_a_layer_nobody_can_measure(self):
        answer = ask(point(0, 0), PAPER, red_lines=frame(AWAY, crs=2361))  # Xi'an 80, no shift known
        assert answer.verdict == UNSURE and doubts(answer) == [("place.unmeasured", "red_lines", None)]

    @pytest.mark.parametrize(
        "works", [project(), project("东风厂"), intervention(PLAN.target("oak_forest"))], ids=str
    )
    def test_works_nobody_has_said_what_they_are(self, works):
        assert ask(point(0, 0), works).verdict == UNSURE

    def test_a_place_outside_the_district(self):
        answer = ask(point(20_000, 0), PAPER)
        assert answer.verdict == UNSURE and doubts(answer) == [("place.outside_district", "townships", None)]

    def test_an_area_partly_outside_the_district(self):
        answer = ask(box(8_950, 0, 9_050, 100), PAPER)
        assert answer.verdict == UNSURE
        assert answer.doubts[0].fields["share"] == pytest.approx(0.5, rel=1e-4)

    def test_a_ledger_without_townships(self):
        assert ask(point(0, 0), PAPER, townships=frame(code=[])).verdict == UNSURE

    def test_a_plan_without_rules(self):
        bare = read_plan(shipped_plan())
        bare = type(bare)(**{**vars(bare), "rules": (), "restrictions": ()})
        answer = PlaceIndex(Sources({}, DISTRICT, {}), bare).ask(point(0, 0), 4525, PAPER, as_of=DAY)
        assert answer.verdict == UNSURE and doubts(answer) == [("place.no_rules", "", None)]


class TestThePlace:
    def test_may_be_given_in_degrees(self):
        lon, lat = Transformer.from_crs(4525, 4326, always_xy=True).transform(EAST + 50, NORTH + 50)
        zone = frame(box(49, 49, 51, 51))
        assert ask(shapely.Point(lon, lat), HOUSING, crs=4326, red_lines=zone).verdict == FORBIDDEN

    def test_on_a_datum_nobody_knows_is_refused(self):
        with pytest.raises(CrsError):
            ask(point(0, 0), crs=2361)

    @pytest.mark.parametrize("place", [shapely.Point(), shapely.Point(np.nan, 1), shapely.Polygon()])
    def test_that_is_none_is_refused(self, place):
        with pytest.raises(DataError):
            ask(place, PAPER)

    def test_drawn_across_itself_is_repaired_and_told(self):
        bow_tie = shapely.Polygon(line((0, 0), (100, 100), (100, 0), (0, 100)).coords)
        answer = ask(bow_tie, PAPER)
        assert answer.size == pytest.approx(5_000, rel=1e-6)
        assert "rules.repaired" in {note.id for note in answer.notes}

    def test_tells_its_township_its_baselines_and_what_is_claimed_there(self):
        karst = frame(box(0, 0, 100, 100), box(500, 0, 600, 100), **{"class": ["3", "1"]})
        parcels = frame(box(0, 0, 50, 50), box(60, 60, 70, 70), target=["oak_forest", "oak_forest"])
        banks = frame(line((15, 25), (15, 90)), target=["han_bank_rehabilitation"])
        others = {
            "rocky_desertification": karst,
            "intervention_polygons": parcels,
            "intervention_lines": banks,
        }
        answer = ask(point(25, 25), others=others)
        assert [town.attributes["name"] for town in answer.townships] == ["安阳镇"]
        found = {here.layer: (here.fid, here.attributes.get("class")) for here in answer.features}
        assert found["rocky_desertification"] == (0, "3") and found["intervention_polygons"][0] == 0
        by_layer = {here.layer: here for here in answer.features}
        assert by_layer["intervention_lines"].distance == pytest.approx(10, abs=1e-3)

    def test_tells_nothing_of_void_parcels(self):
        parcels = frame(box(0, 0, 50, 50), target=["oak_forest"], status=[99])
        assert not ask(point(25, 25), others={"intervention_polygons": parcels}).features

    def test_tells_which_parcels_could_not_be_read(self):
        parcels = frame(None, box(0, 0, 50, 50), target=["oak_forest", "oak_forest"])
        answer = ask(point(25, 25), HOUSING, others={"intervention_polygons": parcels})
        assert [(note.id, note.fid) for note in answer.notes] == [("place.unread", 0)]
        assert answer.verdict == CLEAR  # it is no zone

    def test_on_a_parcel_of_another_is_told_with_the_ground_they_share(self):
        parcels = frame(box(50, 0, 150, 100), target=["oak_forest"])
        [here] = ask(box(0, 0, 100, 100), others={"intervention_polygons": parcels}).features
        assert (here.share, here.area) == (pytest.approx(0.5), pytest.approx(5_000))


def test_the_kinds_of_projects_hold_the_words_of_the_rules():
    words = {v for r in PLAN.restrictions for c in r.subject if c.way == "~" for v in c.values}
    assert {word for word in words if len(word) > 1} <= {
        kind.word for kind in project_kinds(PLAN.restrictions)
    }
    names = [kind.zh for kind in project_kinds()]
    assert len(names) == len(set(names))


@pytest.fixture(scope="module")
def sample():
    sample = build_sample()
    zones = {rule.layer: sample.layers[rule.layer] for rule in sample.plan.rules}
    parcels = {"intervention_polygons": sample.layers["intervention_polygons"]}
    return PlaceIndex(Sources(zones, sample.layers["townships"], parcels), sample.plan), sample


def test_a_place_of_the_sample_is_answered_by_each_layer_as_geopandas_answers(sample):
    index, made = sample
    parcels = made.layers["intervention_polygons"]
    for place in parcels.geometry.representative_point().iloc[::40]:
        answer = index.ask(place, 4525, as_of=DAY)
        own = {(here.zone.layer, here.zone.attributes["uuid"]) for here in answer.rules if not here.beyond}
        for layer in {rule.layer for rule in made.plan.rules if rule.geometry == "polygon"}:
            classes = {c for r in made.plan.rules if r.layer == layer for c in r.class_filter.split(";")}
            frame = made.layers[layer]
            frame = frame if classes == {""} else frame[frame["class"].isin(classes)]
            inside = frame[frame.geometry.make_valid().intersects(place)]
            assert {uuid for name, uuid in own if name == layer} == set(inside.uuid)
