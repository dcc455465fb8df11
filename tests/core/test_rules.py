"""What stands where the plan does not want it: found, measured, waived, and never ruled out in silence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from ecoledger.core.area import measure_area
from ecoledger.core.errors import Cancelled, CrsError
from ecoledger.core.model import Condition, Restriction, Rule
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.core.rules import RuleIndex, check_rules, gone, plane_of, statements, subdivide
from ecoledger.core.sample import build_sample

PLAN = read_plan(shipped_plan())
RULES = {rule.id: rule for rule in PLAN.rules}
DAY = dt.date(2021, 1, 1)
EAST, NORTH = 37_500_000.0, 3_600_000.0
RED = Rule("red", "25", "红线", "Red line", "red_lines", "polygon", "…")
ANY = Restriction("any", "red", "review", "inside", "…", "…")


def box(west, south, east, north):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def moved(shape):
    return shapely.transform(shape, lambda xy: xy + [EAST, NORTH])


def wkt(text):
    return moved(shapely.from_wkt(text))


def frame(*geometry, crs=4525, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=crs)


def check(parcels, zones, restriction=ANY, rule=RED, **more):
    """Hold parcels against the zones of one rule."""
    return check_rules({"parcels": parcels}, {rule.layer: zones}, [rule], [restriction], as_of=DAY, **more)


def found(result):
    return [(r.fid, r.zone_fid, round(r.overlap_m2)) for r in result.findings.itertuples()]


# the plan's own restrictions

ZONE = box(0, 0, 1000, 1000)
BANK = wkt("LINESTRING (0 0, 0 1000)")


def attributes(restriction):
    """Return attributes by which this restriction, and none before it, means a feature."""
    condition = restriction.subject[0] if restriction.subject else Condition(("measure",), "=", ("other",))
    return {condition.fields[0]: [condition.values[0]]}


def places(restriction):
    """Return (zone, a point that the restriction is broken at, one where it just is not)."""
    at = {
        "within_distance": (BANK, (999.9, 500), (1000.1, 500)),
        "outside": (ZONE, (1000.1, 500), (999.9, 500)),
        "touches": (ZONE, (1000, 500), (1000.1, 500)),
        "inside": (ZONE, (999.9, 500), (1000.1, 500)),
    }
    zone, hit, miss = at[restriction.relation]
    return zone, shapely.Point(EAST + hit[0], NORTH + hit[1]), shapely.Point(EAST + miss[0], NORTH + miss[1])


def run(restriction, point, *zones):
    rule = RULES[restriction.rule]
    code = rule.class_filter.split(";")[0]
    layers = {rule.layer: frame(*zones, **{"class": [code] * len(zones)})}
    works = frame(point, **attributes(restriction))
    return check_rules({"projects": works}, layers, [rule], PLAN.restrictions, as_of=DAY)


@pytest.mark.parametrize("restriction", PLAN.restrictions, ids=lambda r: r.id)
class TestEveryRestrictionOfThePlan:
    def test_is_found_where_it_is_broken(self, restriction):
        zone, hit, _ = places(restriction)
        result = run(restriction, hit, zone)
        assert result.findings[["id", "severity"]].to_numpy().tolist() == [
            [restriction.id, restriction.severity]
        ]
        assert result.conclusive

    def test_is_not_found_a_step_away(self, restriction):
        zone, _, miss = places(restriction)
        result = run(restriction, miss, zone)
        assert not len(result.findings)
        assert result.conclusive

    @pytest.mark.parametrize(
        "broken",
        [None, shapely.Polygon(), shapely.Polygon([(EAST, NORTH), (EAST + 9, np.nan), (EAST, NORTH + 9)])],
    )
    def test_cannot_be_ruled_out_where_a_zone_cannot_be_read(self, restriction, broken):
        zone, _, miss = places(restriction)
        result = run(restriction, miss, zone, broken)
        assert not len(result.findings)
        assert not result.conclusive
        assert [(note.id, note.fid) for note in result.notes] == [("rules.unreadable", 1)]
        _, said = statements(result)
        assert (
            "checked 1 of 2 zones" in said and "FID 1 could not be read, so nothing can be ruled out" in said
        )

    def test_is_found_beside_a_zone_that_cannot_be_read(self, restriction):
        zone, hit, _ = places(restriction)
        assert run(restriction, hit, None, zone).findings.id.tolist() == [restriction.id]


def test_the_restrictions_above_are_of_all_seventeen_rules():
    assert {restriction.rule for restriction in PLAN.restrictions} == set(RULES) and len(RULES) == 17


def test_a_zone_of_another_class_is_none_of_the_rule_s():
    rule = RULES["livestock_zone"]
    farm = frame(shapely.Point(EAST + 5, NORTH + 5), name=["养殖场"])
    zones = frame(ZONE, ZONE, **{"class": ["2", "3"]})
    result = check_rules({"projects": farm}, {rule.layer: zones}, [rule], PLAN.restrictions, as_of=DAY)
    assert not len(result.findings)
    assert [note.id for note in result.notes] == ["rules.no_zone"]
    assert not result.conclusive


@pytest.mark.parametrize(("day", "hits"), [(dt.date(2018, 8, 31), 0), (dt.date(2018, 9, 1), 1)])
def test_a_restriction_holds_from_its_first_day(day, hits):
    rule = RULES["aquatic_reserve"]
    nets = frame(shapely.Point(EAST + 5, NORTH + 5), name=["网箱养鱼"])
    zones = {rule.layer: frame(ZONE, **{"class": ["7"]})}
    result = check_rules({"projects": nets}, zones, [rule], PLAN.restrictions, as_of=day)
    assert len(result.findings) == hits


def test_the_sample_s_planted_conflicts_are_all_found_and_no_other():
    sample = build_sample()
    tables = ("intervention_polygons", "intervention_lines", "intervention_points")
    zones = {rule.layer: sample.layers[rule.layer] for rule in PLAN.rules}
    subjects = {name: sample.layers[name] for name in tables}
    result = check_rules(subjects, zones, PLAN.rules, PLAN.restrictions, as_of=DAY)
    got = {(r.rule, r.layer, r.uuid, r.zone_uuid) for r in result.findings.itertuples()}
    planted = {(c.rule, c.table, c.uuid, c.zone) for c in sample.conflicts}
    natural = {(c.rule, c.table, c.uuid, c.zone) for c in sample.contacts}
    assert len(planted) == 18 and planted <= got <= planted | natural
    bow_tie = next(fault for fault in sample.faults if fault.id == "bow_tie_red_line")
    repaired = [note for note in result.notes if note.id == "rules.repaired"]
    assert [note.uuid for note in repaired] == [bow_tie.uuid]
    assert repaired[0].fields["after"] == pytest.approx(bow_tie.amounts["repaired"], rel=1e-4)


# geometry

BOW_TIE = wkt("POLYGON ((0 0, 200 200, 200 0, 0 200, 0 0))")  # two triangles of 10,000 m²


def test_a_bow_tie_costs_no_conflict_and_is_listed_with_what_the_repair_changed():
    parcel = frame(box(0, 0, 400, 200))
    result = check(parcel, frame(BOW_TIE, box(200, 0, 300, 200)))
    assert found(result) == [(0, 0, 20_000), (0, 1, 20_000)]
    assert result.checked[["zones", "repaired", "unreadable"]].to_numpy().tolist() == [[2, 1, 0]]
    assert statements(result, {"red": "Red line", "red_lines": "red lines"}) == [
        "Checked 1 of 1 features",
        "Red line: checked 2 of 2 zones of red lines (1 repaired: FID 0, +30.00 mu), findings: 2",
    ]


def test_duplicate_and_nested_zones_are_each_found_and_their_ground_is_summed_once():
    zones = frame(box(0, 0, 100, 100), box(0, 0, 100, 100), box(20, 20, 60, 60))
    result = check(frame(box(50, 0, 150, 100)), zones)
    assert found(result) == [(0, 0, 5000), (0, 1, 5000), (0, 2, 400)]
    assert result.checked.area_m2.round().tolist() == [5000]


def test_zones_that_touch_give_the_parcel_s_ground_to_each_without_gap_or_repeat():
    zones = frame(box(0, 0, 50, 100), box(50, 0, 100, 100))
    result = check(frame(box(25, 0, 75, 100)), zones)
    assert found(result) == [(0, 0, 2500), (0, 1, 2500)]
    assert result.findings.share.sum() == pytest.approx(1, rel=1e-9)


@pytest.mark.parametrize(
    ("relation", "hits"), [("inside", 0), ("touches", 1)], ids=["is not inside", "touches"]
)
def test_a_parcel_with_a_common_border(relation, hits):
    works = Restriction("works", "red", "violation", relation, "…", "…")
    result = check(frame(box(100, 20, 150, 80)), frame(box(0, 0, 100, 100)), works)
    assert len(result.findings) == hits
    assert result.findings.overlap_m2.sum() == 0


def test_a_hole_of_a_red_line_is_free():
    ring = box(0, 0, 100, 100).difference(box(20, 20, 80, 80))
    assert found(check(frame(box(30, 30, 70, 70), box(10, 30, 30, 40)), frame(ring))) == [(1, 0, 100)]


def test_lines_are_measured_in_metres_and_points_are_in_or_out():
    features = frame(wkt("LINESTRING (-50 50, 50 50)"), wkt("POINT (10 10)"), wkt("POINT (-1 10)"))
    findings = check(features, frame(box(0, 0, 100, 100))).findings
    assert findings.fid.tolist() == [0, 1]
    assert findings.overlap_m.round(3).tolist() == [50, 0]
    assert findings.share.round(6).tolist() == [0.5, 1]


def test_what_lies_outside_its_zones_is_the_finding_and_has_no_zone():
    ban = Restriction("ban", "red", "note", "outside", "…", "…")
    parcels = frame(box(50, 0, 150, 100), box(10, 10, 20, 20), wkt("LINESTRING (90 50, 140 50)"))
    zones = frame(box(0, 0, 100, 50), box(0, 50, 100, 100), uuid=["a", "b"])
    findings = check(parcels, zones, ban).findings
    assert findings.fid.tolist() == [0, 2]
    assert findings.overlap_m2.round().tolist() == [5000, 0]
    assert findings.overlap_m.round().tolist() == [0, 40]
    assert findings.zone_fid.isna().all() and findings.zone_uuid.tolist() == ["", ""]


@pytest.mark.parametrize(
    ("west", "scale"), [(0.0, "at the meridian"), (-83_000.0, "where a map metre is shorter")]
)
def test_a_kilometre_is_one_on_the_ground(west, scale):
    bank = wkt(f"LINESTRING ({west} -5000, {west} 5000)")
    ban = Restriction("ban", "bank", "violation", "within_distance", "…", "…")
    rule = Rule("bank", "1", "岸线", "Bank", "river_banks", "line", "…", distance=1000.0)
    x = west + 1000 + np.array([-0.2, -0.05, 0.05, 0.12, 0.2])
    points = [shapely.Point(EAST + e, NORTH) for e in x]
    findings = check(frame(*points), frame(bank), ban, rule).findings
    to_lonlat = Transformer.from_crs(4525, 4490, always_xy=True).transform
    lon, lat = to_lonlat(EAST + x, np.full(len(x), NORTH))
    foot = to_lonlat(np.full(len(x), EAST + west), np.full(len(x), NORTH))
    ground = Geod(ellps="GRS80").inv(lon, lat, *foot)[2]
    assert findings.fid.tolist() == np.flatnonzero(ground <= 1000).tolist()
    assert findings.distance_m.to_numpy() == pytest.approx(ground[ground <= 1000], abs=1e-4)


def test_distance_is_counted_from_the_bank_line_and_each_bank_is_named():
    banks = frame(
        wkt("LINESTRING (0 0, 0 9000)"), wkt("LINESTRING (600 0, 600 9000)"), uuid=["left", "right"]
    )
    ban = Restriction("ban", "bank", "violation", "within_distance", "…", "…")
    rule = Rule("bank", "1", "岸线", "Bank", "river_banks", "line", "…", distance=1000.0)
    findings = check(frame(box(1000, 5000, 1100, 5100)), banks, ban, rule).findings
    assert dict(zip(findings.zone_uuid, findings.distance_m.round(), strict=True)) == {
        "left": 1000,
        "right": 400,
    }


def test_layers_in_other_systems_are_brought_together():
    parcel, zone = frame(box(0, 0, 100, 100)), frame(box(50, 0, 150, 100))
    same = check(parcel, zone).findings.overlap_m2
    other = check(parcel.to_crs(4490), zone.to_crs(4546)).findings.overlap_m2
    assert other.to_numpy() == pytest.approx(same.to_numpy(), rel=1e-7)


coordinate = st.integers(0, 40).map(lambda n: n * 25.0)
rings = st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=9, unique=True)


def polygon(points):
    return moved(shapely.Polygon(points))


@settings(max_examples=60, deadline=None)
@given(st.lists(rings, min_size=1, max_size=6), st.lists(rings, min_size=1, max_size=4))
def test_findings_are_those_of_comparing_each_with_each(parcels, zones):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subdivide, "LARGE", 6)  # so that small zones are cut too
        result = check(frame(*map(polygon, parcels)), frame(*map(polygon, zones)))
    mended = [[_ground(shapely.Polygon(points)) for points in each] for each in (parcels, zones)]
    expected = {
        (i, j): float(measure_area(_polygons(moved(a.intersection(b))), 4525).sum())
        for i, a in enumerate(mended[0])
        for j, b in enumerate(mended[1])
        if a.intersection(b).area > 1e-2
    }
    findings = result.findings[result.findings.overlap_m2 > 1e-2]
    got = {(r.fid, r.zone_fid): r.overlap_m2 for r in findings.itertuples()}
    assert got.keys() == expected.keys()
    assert all(got[pair] == pytest.approx(expected[pair], rel=1e-9, abs=1e-3) for pair in expected)
    drawn = measure_area(findings.geometry, 4525)  # a thin end may be lost to the drawing, not to the area
    assert drawn == pytest.approx(findings.overlap_m2.tolist(), rel=1e-9, abs=1e-2)
    assert findings.geometry.is_valid.all()


@settings(max_examples=40, deadline=None)
@given(st.lists(rings, min_size=1, max_size=5), st.lists(rings, min_size=1, max_size=3), st.booleans())
def test_who_is_near_is_who_comparing_each_with_each_finds_near(parcels, banks, as_lines):
    works = [moved(shapely.LineString(p)) if as_lines else _ground(polygon(p)) for p in parcels]
    lines = [moved(shapely.LineString(points)) for points in banks]
    rule = Rule("bank", "1", "岸线", "Bank", "river_banks", "line", "…", distance=60.0)
    near = Restriction("near", "bank", "violation", "within_distance", "…", "…")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subdivide, "LONG", 3)
        found = check(frame(*works), frame(*lines), near, rule).findings
    got = {(r.fid, r.zone_fid): r.distance_m for r in found.itertuples()}
    on_map = {(i, j): a.distance(b) for i, a in enumerate(works) for j, b in enumerate(lines)}
    assert got.keys() == {pair for pair, metres in on_map.items() if metres <= 60}  # on a grid of 25 m
    assert all(got[pair] == pytest.approx(on_map[pair], rel=1e-4, abs=1e-6) for pair in got)


@settings(max_examples=40, deadline=None)
@given(rings, st.lists(rings, min_size=1, max_size=4))
def test_what_lies_outside_is_the_parcel_without_the_zones(parcel, zones):
    duty = Restriction("duty", "red", "note", "outside", "…", "…")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subdivide, "LARGE", 6)
        found = check(frame(polygon(parcel)), frame(*map(polygon, zones)), duty).findings
    own, every = (_ground(shapely.Polygon(parcel)), [_ground(shapely.Polygon(z)) for z in zones])
    rest = _polygons(moved(own.difference(shapely.union_all(every))))
    expected = float(measure_area(rest, 4525).sum()) if rest else 0.0
    assert found.overlap_m2.sum() == pytest.approx(expected, rel=1e-9, abs=1e-2)


def _polygons(shape):
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]


def _ground(shape):
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


@settings(max_examples=40, deadline=None)
@given(rings)
def test_the_parts_of_a_polygon_are_its_ground_once(points):
    ground = _ground(polygon(points))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subdivide, "LARGE", 6)
        parts, _ = subdivide.subdivide(np.array([ground]))
    assert shapely.area(parts).sum() == pytest.approx(ground.area, rel=1e-9)
    assert shapely.union_all(parts).symmetric_difference(ground).area < 1e-3


def test_a_red_line_of_many_vertices_gives_the_area_of_the_whole():
    angle = np.linspace(0, 2 * np.pi, 20_000, endpoint=False)
    radius = 5000 + 800 * np.sin(9 * angle) + 30 * np.sin(401 * angle)
    line = shapely.Polygon(np.column_stack([EAST + radius * np.cos(angle), NORTH + radius * np.sin(angle)]))
    parcels = [
        shapely.Point(EAST + x, NORTH + y).buffer(300) for x in range(-6000, 6001, 700) for y in (0, 3100)
    ]
    findings = check(frame(*parcels), frame(line)).findings
    expected = [(i, p.intersection(line)) for i, p in enumerate(parcels) if p.intersects(line)]
    assert findings.fid.tolist() == [i for i, _ in expected]
    areas = measure_area([shape for _, shape in expected], 4525)
    assert findings.overlap_m2.to_numpy() == pytest.approx(areas, rel=1e-9)


def test_a_parcel_over_the_boxes_a_zone_is_cut_into_is_whole_and_one_over_its_border_is_not(monkeypatch):
    monkeypatch.setattr(subdivide, "LARGE", 64)
    angle = np.linspace(0, 2 * np.pi, 4000, endpoint=False)
    disc = shapely.Polygon(np.column_stack([EAST + 900 * np.cos(angle), NORTH + 900 * np.sin(angle)]))
    hole = disc.difference(box(-3, 97, 3, 103))
    parcels = [
        box(-50, -40, 60, 50),  # over the corner where four boxes meet
        shapely.Point(EAST - 300, NORTH - 300).buffer(200),
        box(850, -50, 950, 50),
        box(-100, 50, 100, 150),  # round the hole
        box(1000, 1000, 1010, 1010),
    ]
    zones = {"red_lines": frame(hole)}
    index = RuleIndex(zones, [RED], [ANY], plane_of(zones))
    assert index.zones["red_lines"].box.sum() > 10
    findings = index.check({"parcels": frame(*parcels)}, as_of=DAY).findings
    expected = [(i, p.intersection(hole)) for i, p in enumerate(parcels) if p.intersects(hole)]
    assert findings.fid.tolist() == [i for i, _ in expected] == [0, 1, 2, 3]
    areas = measure_area([shape for _, shape in expected], 4525)
    assert findings.overlap_m2.to_numpy() == pytest.approx(areas, rel=1e-9)
    assert findings.share[:2].tolist() == [1.0, 1.0] and (findings.share[2:] < 1).all()
    assert findings.geometry[0].equals_exact(parcels[0])


def test_of_many_parts_near_a_parcel_the_nearest_gives_the_distance():
    x = np.arange(0.0, 6000.0, 20.0)
    line = shapely.LineString(np.column_stack([EAST + x, NORTH + 300 * np.sin(x / 200)]))
    parcels = [
        shapely.Point(EAST + at, NORTH + up).buffer(20) for at in range(0, 6000, 370) for up in (0, 500)
    ]
    rule = Rule("bank", "1", "岸线", "Bank", "river_banks", "line", "…", distance=400.0)
    near = Restriction("near", "bank", "violation", "within_distance", "…", "…")
    findings = check(frame(*parcels), frame(line), near, rule).findings
    expected = {i: line.distance(p) for i, p in enumerate(parcels) if line.distance(p) <= 400}
    assert findings.fid.tolist() == list(expected)
    assert findings.distance_m.to_numpy() == pytest.approx(list(expected.values()), rel=1e-4, abs=1e-6)


# who is meant


def test_the_first_restriction_that_means_a_feature_decides():
    conditions = Condition(("measure",), "=", ("new_works",)), Condition(("name",), "~", ("厂",))
    building = Restriction("building", "red", "violation", "touches", "…", "…", conditions)
    rows = {"measure": ["planting", "new_works", None], "name": ["林", "林", "造纸厂"]}
    zone = box(0, 0, 100, 100)
    parcels = frame(*[box(10, 10, 20, 20)] * 3, **rows)
    result = check_rules({"p": parcels}, {"red_lines": frame(zone)}, [RED], [building, ANY], as_of=DAY)
    assert dict(zip(result.findings.fid, result.findings.id, strict=True)) == {
        0: "any",
        1: "building",
        2: "building",
    }


def test_a_restriction_for_one_layer_leaves_the_others_alone():
    only = Restriction("any", "red", "review", "inside", "…", "…", layers=("projects",))
    parcels, zones = frame(box(0, 0, 10, 10)), {"red_lines": frame(box(0, 0, 100, 100))}
    result = check_rules({"parcels": parcels, "projects": parcels}, zones, [RED], [only], as_of=DAY)
    assert result.findings.layer.tolist() == ["projects"]


def test_numbers_and_full_width_letters_are_compared_as_people_read_them():
    status = Restriction("s", "red", "note", "inside", "…", "…", (Condition(("status",), "=", ("60",)),))
    rows = frame(*[box(0, 0, 10, 10)] * 3, status=[60.0, 61.0, np.nan])
    assert check(rows, frame(ZONE), status).findings.fid.tolist() == [0]
    name = Restriction("n", "red", "note", "inside", "…", "…", (Condition(("name",), "~", ("PVC厂",)),))
    rows = frame(*[box(0, 0, 10, 10)] * 2, name=["ｐｖｃ厂扩建", "林场"])
    assert check(rows, frame(ZONE), name).findings.fid.tolist() == [0]


# what could not be looked at


def test_a_parcel_that_cannot_be_read_is_told_once_and_the_rules_stand_for_all_others():
    rules = [RED, replace(RED, id="red2")]
    works = [ANY, Restriction("any2", "red2", "note", "inside", "…", "…")]
    parcels = frame(box(0, 0, 10, 10), None, BOW_TIE, fid=[7, 8, 9])
    zones = {"red_lines": frame(box(0, 0, 5, 5))}
    result = check_rules({"parcels": parcels}, zones, rules, works, as_of=DAY)
    assert [(n.id, n.source, n.fid) for n in result.notes] == [
        ("rules.repaired", "parcels", 9),
        ("rules.unchecked", "parcels", 8),
    ]
    assert result.checked[["features", "features_unreadable"]].to_numpy().tolist() == [[3, 1], [3, 1]]
    assert result.checked.conclusive.all() and not result.conclusive
    assert statements(result) == [
        "Checked 2 of 3 features; no rule could be checked for parcels FID 8 "
        "(1 repaired: parcels FID 9, +30.00 mu)",
        "red: checked 1 of 1 zones of red_lines, findings: 2",
        "red2: checked 1 of 1 zones of red_lines, findings: 2",
    ]


def test_no_conflict_is_said_only_of_what_was_read():
    result = check(frame(box(0, 0, 10, 10), None), frame(box(50, 0, 60, 10)))
    assert statements(result)[1].endswith("no conflict of the 1 features that could be read")
    whole = check(frame(box(0, 0, 10, 10)), frame(box(50, 0, 60, 10)))
    assert statements(whole)[1].endswith("zones of red_lines, no conflict") and whole.conclusive


def test_where_no_feature_could_be_read_nothing_is_ruled_out():
    result = check(frame(None, shapely.Polygon()), frame(ZONE))
    assert not result.checked.conclusive.any()
    assert "no feature could be read, so nothing can be ruled out" in statements(result)[1]


def test_of_many_that_could_not_be_read_a_dozen_are_named_and_all_are_noted():
    result = check(frame(box(0, 0, 1, 1), *[None] * 20), frame(ZONE))
    assert statements(result)[0].endswith("parcels FID 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …")
    assert len(result.notes) == 20


@pytest.mark.parametrize(("status", "hits"), [(10, 1), (60, 1), (62, 0), (99, 0), (None, 1), (65, 1)])
def test_failed_and_void_interventions_are_left_out_and_counted(status, hits):
    parcel = frame(box(0, 0, 10, 10), target=["oak_forest"], status=[status])
    result = check(parcel, frame(ZONE))
    assert len(result.findings) == hits and result.conclusive
    left_out = [said for said in statements(result) if "left out" in said]
    assert left_out == ["Failed or void interventions, left out: 1"] * (1 - hits)


def test_a_status_of_another_layer_means_nothing():
    assert len(check(frame(box(0, 0, 10, 10), status=[99]), frame(ZONE)).findings) == 1


def test_a_layer_that_is_not_there_or_empty_rules_nothing_out():
    parcels = {"parcels": frame(box(0, 0, 10, 10))}
    for zones in ({}, {"red_lines": frame()}):
        result = check_rules(parcels, zones, [RED], [ANY], as_of=DAY)
        assert [note.id for note in result.notes] == ["rules.no_zone"]
        assert not result.conclusive
        assert "no zone" in statements(result)[1]


def test_a_rule_that_restricts_nothing_is_told():
    result = check_rules({"p": frame(box(0, 0, 1, 1))}, {"red_lines": frame(ZONE)}, [RED], [], as_of=DAY)
    assert [note.id for note in result.notes] == ["rules.no_restriction"]
    assert "restricts no works" in statements(result)[1]


def test_a_zone_of_two_rules_is_listed_once():
    rules = [RED, Rule("red2", "25", "红线", "Red line", "red_lines", "polygon", "…")]
    works = [ANY, Restriction("any2", "red2", "note", "inside", "…", "…")]
    result = check_rules(
        {"p": frame(box(0, 0, 10, 10))}, {"red_lines": frame(BOW_TIE)}, rules, works, as_of=DAY
    )
    assert [note.id for note in result.notes] == ["rules.repaired"]


def test_zones_without_a_coordinate_system_are_refused():
    with pytest.raises(CrsError):
        check(frame(box(0, 0, 1, 1)), frame(ZONE, crs=None))


def test_a_check_can_be_stopped():
    def step(share):
        raise Cancelled("Stopped", "Start it again.")

    with pytest.raises(Cancelled):
        check(frame(box(0, 0, 1, 1)), frame(ZONE), step=step)


# an index asked again and again


def test_an_index_says_of_one_parcel_what_the_whole_check_says():
    parcels = frame(
        *[box(x, 0, x + 100, 100) for x in range(-300, 1200, 60)], uuid=[f"u{i}" for i in range(25)]
    )
    zones = {"red_lines": frame(ZONE, BOW_TIE)}
    whole = check_rules({"p": parcels}, zones, [RED], [ANY], as_of=DAY).findings
    index = RuleIndex(zones, [RED], [ANY], plane_of(zones))
    single = [index.check({"p": parcels.iloc[[i]]}, as_of=DAY).findings for i in range(len(parcels))]
    columns = ["fid", "uuid", "zone_fid", "overlap_m2", "geometry_hash"]
    again = [row for one in single for row in one[columns].to_numpy().tolist()]
    assert again == whole[columns].to_numpy().tolist()


# waivers

PARCEL, HOME = box(0, 0, 10, 10), box(-100, -100, 100, 100)


def waived_check(waivers, parcel=PARCEL, zone=HOME, day=DAY):
    parcels = frame(parcel, uuid=["p"], fid=[3])
    zones = {"red_lines": frame(zone, uuid=["z"])}
    return check_rules({"parcels": parcels}, zones, [RED], [ANY], waivers, as_of=day)


@pytest.fixture(scope="module")
def waiver():
    finding = waived_check(None).findings.iloc[0]
    return pd.DataFrame(
        {
            "rule": [finding.id],
            "feature_uuid": [finding.uuid],
            "zone_uuid": [finding.zone_uuid],
            "geometry_hash": [finding.geometry_hash],
            "reason": ["郧自然资函〔2020〕12号"],
            "until": [dt.date(2022, 6, 30)],
            "created_by": ["王工"],
        }
    )


def test_a_waiver_survives_a_new_check_and_a_multipolygon_is_the_same_parcel(waiver):
    for parcel in (PARCEL, shapely.MultiPolygon([PARCEL])):
        result = waived_check(waiver, parcel)
        row = result.findings.iloc[0]
        assert (row.state, row.reason, row.created_by) == ("waived", "郧自然资函〔2020〕12号", "王工")
        assert (result.checked.findings[0], result.checked.open[0]) == (1, 0)
        assert not result.notes


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"parcel": box(0, 0, 10, 11)}, "has changed"),
        ({"zone": box(-100, -100, 100, 101)}, "has changed"),
        ({"day": dt.date(2022, 7, 1)}, "ended on 2022-06-30"),
    ],
    ids=["parcel redrawn", "zone redrawn", "day passed"],
)
def test_a_waiver_lapses(waiver, change, says):
    result = waived_check(waiver, **change)
    assert result.findings.state.tolist() == ["open"]
    assert [note.id for note in result.notes] == ["rules.waiver_lapsed"]
    assert says in str(result.notes[0])
    assert result.findings.lapsed.tolist() == [result.notes[0]]


def test_a_waiver_holds_on_its_last_day(waiver):
    assert waived_check(waiver, day=dt.date(2022, 6, 30)).findings.state.tolist() == ["waived"]


def test_the_last_waiver_of_a_finding_holds(waiver):
    two = pd.concat([waiver.assign(geometry_hash="old"), waiver], ignore_index=True)
    assert waived_check(two).findings.state.tolist() == ["waived"]
    assert waived_check(two[::-1]).findings.state.tolist() == ["open"]


@pytest.mark.parametrize("column", ["rule", "feature_uuid", "zone_uuid"])
def test_a_waiver_is_for_its_own_finding_only(waiver, column):
    result = waived_check(waiver.assign(**{column: "other"}))
    assert result.findings.state.tolist() == ["open"]
    assert not result.notes


def test_what_a_later_check_no_longer_finds_is_fixed():
    before, after = waived_check(None).findings, waived_check(None, parcel=box(500, 0, 510, 10)).findings
    assert gone(before, after).state.tolist() == ["fixed"]
    assert not len(gone(before, before))
