"""An intervention being drawn: the totals it would make, and what is offered to mend it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely

from ecoledger.core import Plan
from ecoledger.core.ledger import close_ledger
from ecoledger.core.model import Restriction, Rule, Township
from ecoledger.core.overlay import intersection, is_ground
from ecoledger.core.sketch import Draft, SketchDesk, Sources, conflicts_of, cut_out, offers
from ecoledger.tests.core.district import TOWNS, box, frame, target, wkt

GREENING = target(baseline="barren_land", min_area=1000.0)
BANK = target("bank", "length", 1.0)
PLANT = target("plant", "count", 4.0)
RULE = Rule("farmland", "9", "永久基本农田", "Farmland", "farmland_red_lines", "polygon", "ban")
BAN = Restriction("farmland_planting", "farmland", "violation", "inside", "不得占用", "Keep off")


def plan(*rules, restrictions=()):
    towns = (Township("1", "甲镇"), Township("2", "乙镇"))
    targets = (GREENING, BANK, PLANT)
    return Plan(
        "p", "规划", "Plan", "1", "小区", "EPSG:4525", targets, towns, rules=rules, restrictions=restrictions
    )


def saved():
    """One accepted parcel of 100 m × 100 m in 甲镇, 2019."""
    return frame(
        [box(0, 0, 100, 100)],
        fid=[1],
        uuid=["a"],
        target=["greening"],
        status=[60],
        year=[2019],
        created=None,
        completed=["2019-05-01"],
    )


BARREN = frame([box(0, 0, 1500, 500)], uuid=["b"])


@pytest.fixture
def desk():
    return SketchDesk.prepare(Sources(saved(), TOWNS, {"barren_land": BARREN}), plan())


ACCEPTED = Draft("greening", "planting", 60, 2019)


def found(desk, shape, draft=ACCEPTED):
    return {offer.fault.id: offer for offer in offers(desk, draft, shape)}


def test_a_parcel_beside_the_others_adds_all_it_has(desk):
    effect = desk.effect(ACCEPTED, box(200, 0, 300, 100))
    assert (round(effect.before, 2), round(effect.after, 2)) == (10000.0, 20000.0)
    assert (effect.place.code, effect.place.name, effect.stage) == ("1", "甲镇", "accepted")
    assert effect.size == pytest.approx(10000, abs=0.01)
    assert effect.perimeter == pytest.approx(400, abs=0.001)
    assert not found(desk, box(200, 0, 300, 100))


def test_what_repeats_an_earlier_parcel_is_not_added(desk):
    effect = desk.effect(ACCEPTED, box(50, 0, 150, 100))
    assert (round(effect.after - effect.before, 2), round(effect.amounts["overlap"], 2)) == (5000.0, 5000.0)
    assert effect.earlier == ("a",)


def test_a_draft_comes_last_and_takes_nothing_from_those_of_its_stage(desk):
    assert desk.effect(ACCEPTED, box(50, 0, 150, 100)).later == ()


def test_the_total_is_that_of_the_drafts_stage_and_year(desk):
    designed = desk.effect(Draft("greening", status=20, year=2019), box(200, 0, 300, 100))
    assert (designed.stage, round(designed.before), round(designed.after)) == ("planned", 0, 10000)
    next_year = desk.effect(Draft("greening", status=60, year=2020), box(200, 0, 300, 100))
    assert (round(next_year.before), round(next_year.after)) == (0, 10000)


def test_asking_changes_nothing(desk):
    before = desk.index.sums()
    desk.effect(ACCEPTED, box(50, 0, 150, 100))
    offers(desk, ACCEPTED, box(50, 0, 150, 100))
    assert desk.index.sums().equals(before)


def test_cutting_the_overlap_away_leaves_what_counts(desk):
    offer = found(desk, box(50, 0, 150, 100))["sketch.overlap"]
    assert offer.fault.fields["amount"] == "5,000.00"
    assert shapely.equals(offer.shape, box(100, 0, 150, 100))


def test_nothing_is_left_to_offer_where_all_is_counted_already(desk):
    assert found(desk, box(20, 20, 80, 80))["sketch.overlap"].shape is None


def test_a_parcel_over_the_border_is_offered_in_the_township_with_most_of_it(desk):
    shape = box(960, 200, 1060, 300)
    assert [(p.name, round(p.size)) for p in desk.effect(ACCEPTED, shape).places] == [
        ("乙镇", 6000),
        ("甲镇", 4000),
    ]
    offer = found(desk, shape)["sketch.townships"]
    assert offer.fault.fields == {"amount": "4,000.00", "township": "乙镇"}
    assert shapely.equals(offer.shape, box(1000, 200, 1060, 300))


def test_a_parcel_off_the_patches_is_offered_clipped_to_them(desk):
    offer = found(desk, box(200, 450, 300, 550))["sketch.baseline"]
    assert offer.fault.fields["amount"] == "5,000.00"
    assert shapely.equals(offer.shape, box(200, 450, 300, 500))


def test_an_outline_that_crosses_itself_is_only_repaired_when_asked(desk):
    bow_tie = wkt("POLYGON((200 0,300 100,300 0,200 100,200 0))")
    assert not desk.effect(ACCEPTED, bow_tie).valid
    offered = found(desk, bow_tie)
    assert list(offered) == ["sketch.crosses_itself"]
    assert offered["sketch.crosses_itself"].shape.is_valid
    assert offered["sketch.crosses_itself"].shape.area == pytest.approx(5000)


def test_a_parcel_smaller_than_the_target_asks_for_is_told(desk):
    assert found(desk, box(200, 0, 220, 20))["sketch.too_small"].shape is None


def test_a_parcel_outside_the_district_is_told(desk):
    assert list(found(desk, box(5000, 0, 5100, 100))) == ["sketch.nowhere"]
    assert desk.effect(ACCEPTED, box(5000, 0, 5100, 100)).place.code is None


def test_a_parcel_mostly_outside_the_district_counts_where_it_lies_inside(desk):
    effect = desk.effect(ACCEPTED, box(200, -300, 300, 100))
    assert (effect.place.name, round(effect.place.size)) == ("甲镇", 10000)
    assert (round(effect.before), round(effect.after)) == (10000, 20000)
    offer = found(desk, box(200, -300, 300, 100))["sketch.townships"]
    assert offer.shape.area == pytest.approx(10000, abs=0.01)


def test_a_line_is_measured_in_each_township(desk):
    line = wkt("LINESTRING(700 300,1400 300)")
    effect = desk.effect(Draft("bank", status=60, year=2019), line)
    assert [(p.name, round(p.size)) for p in effect.places] == [("乙镇", 400), ("甲镇", 300)]
    assert (round(effect.before), round(effect.after)) == (0, 400)


def test_a_site_adds_one(desk):
    effect = desk.effect(Draft("plant", status=60, year=2019), wkt("POINT(10 10)"))
    assert (effect.place.name, effect.before, effect.after) == ("甲镇", 0.0, 1.0)
    assert list(found(desk, wkt("POINT(-10 10)"), Draft("plant"))) == ["sketch.nowhere"]


def test_the_rules_of_the_plan_are_held_against_the_shape():
    zones = {"farmland_red_lines": frame([box(200, 0, 900, 900)], fid=[7])}
    desk = SketchDesk.prepare(Sources(saved(), TOWNS, {}, zones), plan(RULE, restrictions=(BAN,)))
    result = desk.conflicts(ACCEPTED, box(150, 0, 250, 100))
    assert result.findings.overlap_m2.round(1).tolist() == [5000.0]
    assert not len(desk.conflicts(ACCEPTED, box(100, 0, 190, 100)).findings)


def held_against(ban, shape, zone, draft=ACCEPTED):
    """A desk with one zone, what a shape breaks there, and the shape cut out of it."""
    zones = {"farmland_red_lines": frame([zone], fid=[7])}
    desk = SketchDesk.prepare(Sources(saved(), TOWNS, {}, zones), plan(RULE, restrictions=(ban,)))
    result = desk.conflicts(draft, shape)
    return desk, conflicts_of(result), cut_out(desk.rules, result.findings, desk.on_plane(shape))


def test_a_shape_is_cut_out_of_a_forbidden_zone():
    desk, [conflict], rest = held_against(BAN, box(150, 0, 250, 100), box(200, 0, 900, 900))
    assert (conflict.severity, conflict.rule, round(conflict.area)) == ("violation", "farmland", 5000)
    assert shapely.equals(rest, box(150, 0, 200, 100))
    assert not conflicts_of(desk.conflicts(ACCEPTED, rest))


def slanted(radius, seed, west, south):
    """A star of forty corners, none of them on a round number."""
    random = np.random.default_rng(seed)
    angle, reach = np.linspace(0, 2 * np.pi, 40, endpoint=False), radius * random.uniform(0.7, 1.3, 40)
    corners = np.column_stack([west + reach * np.cos(angle), south + reach * np.sin(angle)])
    return shapely.Polygon(corners + (37500000, 3600000))


@pytest.mark.parametrize("seed", range(5))
def test_a_shape_cut_out_of_a_slanted_zone_has_nothing_in_it_any_more(seed):
    desk, found, rest = held_against(BAN, slanted(200, seed, 400, 500), slanted(200, seed + 9, 550, 600))
    assert found[0].area > 1000
    assert not conflicts_of(desk.conflicts(ACCEPTED, rest))


@pytest.mark.parametrize("seed", range(5))
def test_a_slanted_overlap_that_was_cut_away_is_none_any_more(seed):
    earlier = saved().set_geometry([slanted(200, seed, 400, 250)], crs=4525)
    desk = SketchDesk.prepare(Sources(earlier, TOWNS, {"barren_land": BARREN}), plan())
    offer = found(desk, slanted(200, seed + 9, 550, 300))["sketch.overlap"]
    assert not is_ground(intersection(np.array([offer.shape]), earlier.geometry.to_numpy())).any()


def test_cut_out_of_a_zone_that_may_not_even_be_touched_it_keeps_apart():
    keep_off = replace(BAN, relation="touches")
    desk, _, rest = held_against(keep_off, box(150, 0, 250, 100), box(200, 0, 900, 900))
    assert rest.area == pytest.approx(4999, abs=0.01)  # a centimetre along 100 m
    assert not conflicts_of(desk.conflicts(ACCEPTED, rest))


def test_a_line_is_cut_out_of_a_zone_as_well():
    line = wkt("LINESTRING(100 50,1000 50)")
    _, [conflict], rest = held_against(BAN, line, box(200, 0, 900, 900), Draft("bank"))
    assert (conflict.area, round(conflict.length)) == (0.0, 700)
    assert shapely.equals(rest, wkt("MULTILINESTRING((100 50,200 50),(900 50,1000 50))"))


@pytest.mark.parametrize(
    ("ban", "shape"),
    [
        (BAN, box(300, 300, 400, 400)),  # nothing would be left
        (BAN, wkt("POINT(300 300)")),
        (replace(BAN, relation="outside"), box(950, 0, 990, 40)),
        (replace(BAN, relation="within_distance"), box(950, 0, 990, 40)),
    ],
)
def test_where_a_cut_does_not_help_none_is_offered(ban, shape):
    zones = {"farmland_red_lines": frame([box(200, 0, 900, 900)], fid=[7])}
    rule = replace(RULE, distance=100.0)
    desk = SketchDesk.prepare(Sources(saved(), TOWNS, {}, zones), plan(rule, restrictions=(ban,)))
    result = desk.conflicts(ACCEPTED, shape)
    assert len(conflicts_of(result)) == 1
    assert cut_out(desk.rules, result.findings, desk.on_plane(shape)) is None


def test_the_gravest_conflict_is_told_first():
    look = replace(BAN, id="look", rule="wood", severity="review")
    wood = replace(RULE, id="wood", layer="forest_land")
    zones = {
        "forest_land": frame([box(0, 0, 900, 900)], fid=[1]),
        "farmland_red_lines": frame([box(200, 0, 400, 900), box(400, 0, 900, 900)], fid=[7, 8]),
    }
    desk = SketchDesk.prepare(Sources(saved(), TOWNS, {}, zones), plan(wood, RULE, restrictions=(look, BAN)))
    found = conflicts_of(desk.conflicts(ACCEPTED, box(350, 0, 450, 100)))
    assert [(c.id, round(c.area)) for c in found] == [("farmland_planting", 10000), ("look", 10000)]
    assert len(found[0].pieces) == 2


def test_a_plan_without_rules_has_no_answer_rather_than_none_found(desk):
    assert desk.conflicts(ACCEPTED, box(0, 0, 10, 10)) is None


def test_degrees_are_drawn_on_as_well():
    degrees = saved().to_crs(4490)
    desk = SketchDesk.prepare(Sources(degrees, TOWNS, {"barren_land": BARREN}), plan())
    shape = frame([box(50, 0, 150, 100)]).to_crs(4490).geometry.iloc[0]
    offer = found(desk, shape)["sketch.overlap"]
    back = frame([offer.shape], crs=4490).to_crs(4525).geometry.iloc[0]
    assert shapely.hausdorff_distance(back, box(100, 0, 150, 100)) < 0.001


def test_the_promised_total_is_that_of_closing_the_ledger_with_the_shape(desk):
    rng = np.random.default_rng(3)
    for x, y in rng.uniform(0, 900, (10, 2)):
        shape = box(x, y, x + 120, y + 90)
        effect = desk.effect(ACCEPTED, shape)
        rows = frame(
            [saved().geometry.iloc[0], shape],
            fid=[1, 2],
            uuid=["a", "~"],
            target="greening",
            status=60,
            year=2019,
            completed=["2019-05-01", None],
        )
        ledger = close_ledger(rows, TOWNS, plan().targets, baselines={"barren_land": BARREN})
        own = ledger.pieces[(ledger.pieces.unit == effect.place.code)]
        assert effect.after == pytest.approx(own.counted.sum(), abs=1e-6)


@pytest.fixture
def looked_at(monkeypatch):
    """Return a list that fills with how many geometries each of shapely's costly functions is given."""
    counts = []

    def counting(function):
        def counted(geometry, *args, **kwargs):
            counts.append(np.size(geometry))
            return function(geometry, *args, **kwargs)

        return counted

    for name in ("area", "difference", "get_coordinates", "intersection", "make_valid", "union_all"):
        monkeypatch.setattr(shapely, name, counting(getattr(shapely, name)))
    return counts


def test_an_answer_among_thousands_looks_only_at_the_neighbours(looked_at):
    """That is why it comes while the pen moves."""
    west, south = np.meshgrid(np.arange(60) * 30.0, np.arange(50) * 19.0)
    shapes = np.array([box(x, y, x + 32, y + 20) for x, y in zip(west.flat, south.flat, strict=True)])
    drawn = box(500, 300, 560, 360)
    work = []
    for around in (shapes, shapes[shapely.dwithin(shapes, drawn, 100)]):
        uuids = [f"u{i}" for i in range(len(around))]
        many = frame(around, fid=range(len(around)), uuid=uuids, target="greening", status=60, year=2019)
        desk = SketchDesk.prepare(Sources(many, TOWNS, {"barren_land": BARREN}), plan())
        looked_at.clear()
        desk.effect(ACCEPTED, drawn)
        work.append(sum(looked_at))
    assert 0 < work[0] == work[1]
