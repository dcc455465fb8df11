"""What lies in, across, near and outside a zone, held against comparing each with each."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from ecoledger.core.area import measure_area
from ecoledger.core.model import Restriction, Rule
from ecoledger.core.rules import RuleIndex, plane_of, statements, subdivide
from ecoledger.tests.core.rules.zones import (
    ANY,
    BOW_TIE,
    DAY,
    EAST,
    NORTH,
    RED,
    box,
    check,
    frame,
    moved,
    wkt,
)


def found(result):
    return [(r.fid, r.zone_fid, round(r.overlap_m2)) for r in result.findings.itertuples()]


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
