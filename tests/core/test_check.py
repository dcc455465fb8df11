"""Data-quality checks: each with a hit and a near miss, on shapes whose faults are known by hand."""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.area import measure_area, official_area
from ecoledger.core.check import CHECKS, Domain, Limits, check_data
from ecoledger.core.errors import Cancelled
from ecoledger.core.fingerprint import geometry_hashes
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.core.sample import build_sample

PLAN = read_plan(shipped_plan())
MU = 2000 / 3
GREENING = replace(PLAN.target("barren_land_greening"), id="greening", min_area=100 * MU)
HUNDRED_MU = replace(PLAN, targets=(GREENING,))
DAY = dt.date(2021, 1, 1)
EAST, NORTH = 37_500_000.0, 3_600_000.0


def moved(shape):
    return shapely.transform(shape, lambda xy: xy + [EAST, NORTH])


def wkt(text):
    return moved(shapely.from_wkt(text))


def box(west, south, east, north):
    return moved(shapely.box(west, south, east, north))


def frame(*geometry, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=4525)


TOWNS = frame(box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000), code=["420304101", "420304102"])
SQUARE = box(100, 100, 200, 200)
RIGHT_AREA = float(official_area([SQUARE], 4525)[0])
RIGHT_HASH = geometry_hashes([SQUARE])[0]
OTHER_HASH = geometry_hashes([box(0, 0, 1, 1)])[0]
STATUS = Domain("status", codes=frozenset(("10", "60")))


def row(**values):
    """Return one square parcel with these attributes."""
    return frame(SQUARE, **{name: [value] for name, value in values.items()})


def sheet(**amounts):
    """Return one parcel with an acceptance sheet that adds up, but for `amounts`."""
    good = {
        "status": 60,
        "measure": "terracing",
        "started": dt.date(2019, 1, 1),
        "completed": dt.date(2019, 5, 1),
    }
    good |= {"accepted": dt.date(2019, 9, 1), "reported_mu": 15.0, "verified": 14.0, "unverified": 1.0}
    good |= {"qualified": 12.0, "replant": 1.0, "failed": 0.5, "lost": 0.5}
    return row(**good | amounts)


def found(layer, **more):
    """Return the ids found and the features they are found at."""
    findings = check_data({"parcels": layer}, as_of=DAY, **more).findings
    return sorted((f.id, f.fid) for f in findings.itertuples())


CASES = {  # id: (what is wrong, what just is not, what else the check is told)
    "check.unreadable": (frame(None), frame(SQUARE), {}),
    "check.invalid": (
        frame(wkt("POLYGON ((0 0, 200 200, 200 0, 0 200, 0 0))")),
        frame(wkt("POLYGON ((0 0, 200 0, 200 200, 0 200, 0 0))")),
        {},
    ),
    "check.duplicate_vertex": (
        frame(wkt("POLYGON ((0 0, 100 0, 100 0.0005, 100 100, 0 100, 0 0))")),
        frame(wkt("POLYGON ((0 0, 100 0, 100 0.01, 100 100, 0 100, 0 0))")),
        {},
    ),
    "check.spike": (  # the corner at (200, 50) has 2·atan(4/100) = 4.6° and 2·atan(10/100) = 11.4°
        frame(wkt("POLYGON ((0 0, 100 0, 100 46, 200 50, 100 54, 100 100, 0 100, 0 0))")),
        frame(wkt("POLYGON ((0 0, 100 0, 100 40, 200 50, 100 60, 100 100, 0 100, 0 0))")),
        {},
    ),
    "check.sliver": (  # 4πA/P² of 1000 by 3 m is 0.0094; of 100 by 10 m 0.26
        frame(box(0, 0, 1000, 3)),
        frame(box(0, 0, 100, 10)),
        {},
    ),
    "check.min_area": (  # 100 mu are 66,667 m²
        frame(box(0, 0, 258, 258), target=["greening"]),
        frame(box(0, 0, 259, 258), target=["greening"]),
        {"plan": HUNDRED_MU},
    ),
    "check.overlap": (frame(SQUARE, box(199, 100, 299, 200)), frame(SQUARE, box(200, 100, 300, 200)), {}),
    "check.gap": (
        frame(box(0, 0, 100, 100).difference(box(40, 40, 41, 41))),
        frame(box(0, 0, 100, 100).difference(box(40, 40, 41, 41)), box(40, 40, 41, 41)),
        {"full_coverage": ("parcels",)},
    ),
    "check.outside_district": (frame(box(-1, 10, 99, 110)), frame(box(0, 10, 99, 110)), {"townships": TOWNS}),
    "check.wrong_township": (
        frame(box(949, 100, 1049, 200), township=["420304102"], target=["oak_forest"]),
        frame(box(951, 100, 1051, 200), township=["420304102"], target=["oak_forest"]),
        {"townships": TOWNS},
    ),
    "check.missing_value": (
        row(name=" "),
        row(name="老梁子"),
        {"domains": {"parcels": (Domain("name", required=True),)}},
    ),
    "check.unknown_code": (row(status=65.0), row(status=60.0), {"domains": {"parcels": (STATUS,)}}),
    "check.out_of_range": (
        row(survival=100.5),
        row(survival=100.0),
        {"domains": {"parcels": (Domain("survival", low=0.0, high=100.0),)}},
    ),
    "check.duplicate_number": (
        frame(SQUARE, box(300, 300, 400, 400), number=["7", "7"]),
        frame(SQUARE, box(300, 300, 400, 400), number=[None, None]),
        {},
    ),
    "check.stale_official": (
        row(official_m2=RIGHT_AREA, official_hash=OTHER_HASH),
        row(official_m2=RIGHT_AREA, official_hash=RIGHT_HASH),
        {},
    ),
    "check.reported_differs": (
        row(reported_mu=15.9),
        row(reported_mu=15.7),
        {},
    ),  # it has 15.0; 5 % and 0.05 pass
    "status.no_date": (sheet(accepted=None), sheet(), {}),
    "status.no_verified": (sheet(verified=None), sheet(), {}),
    "status.no_survival": (sheet(measure="planting"), sheet(measure="planting", survival=91.0), {}),
    "status.survival": (sheet(survival=84.9), sheet(survival=85.0), {}),
    "status.not_verified_sum": (sheet(unverified=1.1), sheet(unverified=1.04), {}),
    "status.not_qualified_sum": (sheet(lost=0.6), sheet(lost=0.54), {}),
    "status.dates": (sheet(completed=dt.date(2018, 12, 31)), sheet(completed=dt.date(2019, 1, 1)), {}),
}


@pytest.mark.parametrize("id", CASES)
def test_a_check_finds_what_is_wrong_and_leaves_what_just_is_not(id):
    wrong, right, told = CASES[id]
    assert [hit for hit in found(wrong, **told) if hit[0] == id] == [(id, len(wrong) - 1)]
    assert id not in {hit[0] for hit in found(right, **told)}


@pytest.mark.parametrize("id", CASES)
def test_a_finding_has_a_sentence_a_severity_and_a_place(id):
    wrong, _, told = CASES[id]
    result = check_data({"parcels": wrong}, as_of=DAY, **told)
    at = result.findings.id.tolist().index(id)
    template, fields = result.sentence(at)
    assert "{" not in template.format(**fields)
    assert CHECKS[id].suggestion
    row = result.findings.iloc[at]
    assert row.severity in ("violation", "review", "note")
    assert row.state == "open"
    assert id == "check.unreadable" or row.geometry.intersects(wrong.geometry.iloc[row.fid])


def test_every_check_has_its_case():
    assert CASES.keys() == CHECKS.keys()


def test_what_does_not_apply_is_told_apart_from_what_found_nothing():
    checked = check_data({"parcels": frame(SQUARE)}, as_of=DAY).checked.set_index("id")
    assert checked.applies[["check.invalid", "check.spike"]].all()
    assert not checked.applies[["check.gap", "check.outside_district", "check.stale_official"]].any()
    assert checked.findings.sum() == 0


def test_a_good_parcel_has_no_finding():
    domains = {"parcels": (Domain("status", True, frozenset(("60",))), Domain("reported_mu", low=0.0))}
    good = sheet(
        official_m2=RIGHT_AREA,
        official_hash=RIGHT_HASH,
        township="420304101",
        number="7",
        target="oak_forest",
    )
    assert found(good, plan=PLAN, townships=TOWNS, domains=domains) == []


def test_faults_that_come_together_are_all_found():
    bow_tie = wkt("POLYGON ((0 0, 20 20, 20 0, 0 20, 0 0))")
    ids = {id for id, _ in found(frame(bow_tie, bow_tie, target=["oak_forest"] * 2, number=["1", "1"]))}
    assert ids == {"check.invalid", "check.min_area", "check.overlap", "check.duplicate_number"}


def test_targets_that_may_share_ground_do_not_overlap_and_those_of_one_group_do():
    pairs = {"soil_erosion_control": 0, "bare_mountain_restoration": 1, "oak_forest": 1}
    for other, hits in pairs.items():
        parcels = frame(SQUARE, SQUARE, target=["oak_forest", other])
        assert sum(id == "check.overlap" for id, _ in found(parcels, plan=PLAN)) == hits, other


def test_what_is_void_or_failed_overlaps_nothing():
    for status, hits in ((99, 0), (62, 0), (60, 1)):
        parcels = frame(SQUARE, SQUARE, target=["oak_forest"] * 2, status=[10, status])
        assert sum(id == "check.overlap" for id, _ in found(parcels)) == hits


def test_scattered_parcels_have_no_gaps():
    ring = frame(box(0, 0, 100, 100).difference(box(40, 40, 41, 41)))
    assert found(ring) == []


def test_lines_and_points_outside_the_district_or_in_another_township_are_found():
    features = frame(
        wkt("LINESTRING (500 500, 500 1001)"),
        wkt("POINT (2000.5 500)"),
        wkt("POINT (1500 500)"),
        township=["420304101"] * 3,
        target=["oak_forest"] * 3,
    )
    assert found(features, townships=TOWNS) == [
        ("check.outside_district", 0),
        ("check.outside_district", 1),
        ("check.wrong_township", 2),
    ]


def test_limits_are_the_caller_s():
    thin = frame(box(0, 0, 1000, 3))
    assert found(thin, limits=Limits(sliver_shape=0.005)) == []


def test_a_waiver_holds_until_the_outline_changes():
    layer = frame(SQUARE, box(150, 100, 250, 200), uuid=["a", "b"])
    finding = check_data({"p": layer}, as_of=DAY).findings.iloc[0]
    waiver = gpd.pd.DataFrame(
        {
            "rule": [finding.id],
            "feature_uuid": [finding.uuid],
            "zone_uuid": [finding.zone_uuid],
            "geometry_hash": [finding.geometry_hash],
            "reason": ["两年度分别补植"],
        }
    )
    assert check_data({"p": layer}, waivers=waiver, as_of=DAY).findings.state.tolist() == ["waived"]
    layer.loc[0, "geometry"] = box(100, 100, 201, 200)
    again = check_data({"p": layer}, waivers=waiver, as_of=DAY)
    assert again.findings.state.tolist() == ["open"]
    assert [note.id for note in again.notes] == ["rules.waiver_lapsed"]


def test_checks_can_be_stopped():
    def step(share):
        raise Cancelled("Stopped", "Start it again.")

    with pytest.raises(Cancelled):
        check_data({"p": frame(SQUARE)}, as_of=DAY, step=step)


def test_the_sample_s_planted_faults_are_found():
    sample = build_sample()
    result = check_data(
        {
            "intervention_polygons": sample.layers["intervention_polygons"],
            "red_lines": sample.layers["red_lines"],
        },
        plan=PLAN,
        townships=sample.layers["townships"],
        domains={"intervention_polygons": (Domain("target", True), STATUS)},
        as_of=DAY,
    )
    got = set(zip(result.findings.id, result.findings.uuid, strict=True))
    uuid = {fault.id: fault.uuid for fault in sample.faults}
    expected = {
        "bow_tie_red_line": "check.invalid",
        "entered_twice": "check.overlap",
        "repeat_in_later_year": "check.overlap",
        "over_district_border": "check.outside_district",
        "sliver": "check.sliver",
        "wrong_status": "check.unknown_code",
        "null_target": "check.missing_value",
        "spike": "check.spike",
        "far_away": "check.unreadable",
        "planar_reported_area": "check.reported_differs",
        "stale_official_area": "check.stale_official",
        "empty_geometry": "check.unreadable",
    }
    assert {(id, uuid[fault]) for fault, id in expected.items()} <= got
    spikes = {u for id, u in got if id in ("check.spike", "check.sliver", "check.stale_official")}
    assert spikes == {uuid["spike"], uuid["sliver"], uuid["stale_official_area"]}


coordinate = st.integers(0, 20).map(lambda n: n * 20.0)
rings = st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=6, unique=True)


@settings(max_examples=40, deadline=None)
@given(st.lists(rings, min_size=2, max_size=6))
def test_overlaps_are_those_of_comparing_each_with_each(outlines):
    whole = [
        shapely.make_valid(shapely.Polygon(o), method="structure", keep_collapsed=False) for o in outlines
    ]
    pairs = [(i, j, whole[i].intersection(whole[j])) for j in range(len(whole)) for i in range(j)]
    parts = {
        (i, j): [moved(p) for p in shapely.get_parts(s) if p.geom_type == "Polygon"] for i, j, s in pairs
    }
    expected = {pair: measure_area(some, 4525).sum() for pair, some in parts.items() if some}
    layer = frame(*[moved(shapely.Polygon(o)) for o in outlines])
    findings = check_data({"p": layer}, as_of=DAY).findings
    own = findings[findings.id == "check.overlap"]
    got = {(f.zone_fid, f.fid): f.fields["area"] for f in own.itertuples()}
    assert got.keys() == {pair for pair, area in expected.items() if area > 0.01}
    assert all(got[pair] == pytest.approx(expected[pair], rel=1e-9, abs=1e-3) for pair in got)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=14, unique=True))
def test_gaps_of_a_chessboard_are_the_empty_squares_its_parcels_enclose(squares):
    """The holes of the union, found by flooding the board from its edge instead."""
    board = np.zeros((6, 6), dtype=bool)
    for x, y in squares:
        board[x + 1, y + 1] = True
    open_, stack = np.zeros_like(board), [(0, 0)]
    while stack:
        x, y = stack.pop()
        if 0 <= x < 6 and 0 <= y < 6 and not board[x, y] and not open_[x, y]:
            open_[x, y] = True
            stack += [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
    layer = frame(*[box(100 * x, 100 * y, 100 * x + 100, 100 * y + 100) for x, y in squares])
    findings = check_data({"p": layer}, full_coverage=("p",), as_of=DAY).findings
    gaps = findings[findings.id == "check.gap"]
    assert shapely.area(gaps.geometry.to_numpy()).sum() == pytest.approx(1e4 * (~board & ~open_).sum())


def test_a_layer_without_rows_is_checked_without_a_warning():
    empty = frame().set_geometry([], crs=4525).assign(township="", target="", status=0)
    towns = frame(box(0, 0, 1000, 1000), code=["420304101"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = check_data({"intervention_polygons": empty}, townships=towns, as_of=DAY)
    assert not len(result.findings)
