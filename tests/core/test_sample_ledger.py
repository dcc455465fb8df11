"""The ledger held to the sample: its answers follow from how the sample was laid, not from the engine."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import shapely

from ecoledger.core.fingerprint import geometry_hashes
from ecoledger.core.ledger import AMOUNTS, close_ledger
from ecoledger.core.ledger.matrix import overlap_matrix
from ecoledger.core.ledger.repair import read_wkb
from ecoledger.core.model import Evidence
from ecoledger.core.plan.units import MU
from ecoledger.core.progress import summarise
from ecoledger.core.sample.planted import FAULTS
from ecoledger.tests.core.samples import interventions, sample_of

ISSUE = {  # the fifteen faults as the issue lists them
    *("bow_tie_red_line", "entered_twice", "repeat_in_later_year", "over_district_border"),
    *("off_baseline_planting", "sliver", "wrong_status", "null_target", "unclosed_ring", "spike"),
    *("duplicate_site", "far_away", "planar_reported_area", "stale_official_area", "empty_geometry"),
}
AREA = {"rel": 1e-7, "abs": 1e-3}  # m²: geodesics on a parcel of 100 m² are good to about 1e-4
LENGTH = {"rel": 1e-6, "abs": 4e-3}  # m: bank vertices are rounded to millimetres


@pytest.fixture(scope="module", params=[(2018, 400), (5, 50), (1, 1500)], ids=str)
def closed(request):
    sample = sample_of(*request.param)
    ledger = close_ledger(
        interventions(sample),
        sample.layers["townships"],
        sample.plan.targets,
        groups=sample.plan.groups,
        baselines=sample.layers,
    )
    return SimpleNamespace(sample=sample, ledger=ledger, entries=ledger.entries.set_index("uuid"))


def tolerance(sample, target):
    """Return what pytest.approx is told for amounts of a target."""
    kinds = {t.id: t.kind for t in sample.plan.targets}
    return LENGTH if kinds.get(target) == "length" else AREA


def test_every_piece_of_every_intervention_has_its_expected_amounts(closed):
    got = closed.ledger.pieces.assign(uuid=closed.ledger.entries.uuid.to_numpy()[closed.ledger.pieces.entry])
    both = closed.sample.expected.pieces.merge(got, "outer", ["uuid", "unit"], indicator=True)
    assert (both["_merge"] == "both").all()
    assert (both.stage_x == both.stage_y).all()
    for target, own in both.groupby("target_x"):
        for name in AMOUNTS:
            expected = pytest.approx(own[f"{name}_x"].to_numpy(), **tolerance(closed.sample, target))
            assert own[f"{name}_y"].to_numpy() == expected, (target, name)


@pytest.mark.parametrize("by", ["target", "township"])
def test_progress_is_the_sum_of_what_was_laid(closed, by):
    targets = [t for t in closed.sample.plan.targets if t.evidence is not Evidence.ATTRIBUTE]
    plain = [t for t in targets if t.kind in ("area", "length", "count")]
    progress = summarise(closed.ledger, plain, by=by)
    keys = ["target"] if by == "target" else ["target", "unit"]
    expected = closed.sample.expected.progress(by == "township")
    both = expected.merge(progress, "left", keys, suffixes=("_x", "_y"))
    for row in both.to_dict("records"):
        for name in AMOUNTS:
            right = pytest.approx(row[f"{name}_x"], **tolerance(closed.sample, row["target"]))
            assert row[f"{name}_y"] == right, (row["target"], name)
        assert row["n_x"] == row["n_y"]
    assert progress.counted.sum() == pytest.approx(expected.counted.sum(), rel=1e-9)


def test_reasons_and_earlier_ones_are_as_laid(closed):
    expected = closed.sample.expected
    assert closed.entries.reason.to_dict() == expected.reasons
    named = {
        uuid: set(earlier.split(";")) for uuid, earlier in closed.entries.earlier_uuid.items() if earlier
    }
    assert named == {uuid: set(earlier.split(";")) for uuid, earlier in expected.earlier.items()}


def test_what_takes_no_part_is_listed_with_its_size(closed):
    excluded = closed.entries.excluded[closed.entries.excluded > 0]
    assert excluded.to_dict() == pytest.approx(dict(closed.sample.expected.excluded), rel=1e-7)


def test_targets_share_just_the_ground_laid_for_two(closed):
    matrix = overlap_matrix(closed.ledger)
    shared = closed.sample.expected.shared
    assert len(shared) >= 1 or len(closed.entries) < 100
    for i, one in enumerate(matrix.index):
        for other in matrix.columns[i + 1 :]:
            assert matrix.loc[one, other] == pytest.approx(shared.get((one, other), 0.0), **AREA)


def test_reported_values_come_to_what_the_townships_wrote(closed):
    progress = summarise(
        closed.ledger, closed.sample.plan.targets, reports=closed.sample.layers["reported_values"]
    ).set_index("target")
    for target, value in closed.sample.expected.reported.items():
        assert progress.counted[target] == pytest.approx(value, rel=1e-12)


def test_derived_targets_follow_from_the_expected_areas(closed):
    sample = closed.sample
    progress = summarise(closed.ledger, sample.plan.targets, district_area=3_863e6).set_index("target")
    counted = sample.expected.progress().set_index("target").counted
    forest = sum(counted.get(t, 0.0) for t in sample.plan.target("forest_coverage_gain").derived_from)
    assert progress.counted["forest_coverage_gain"] == pytest.approx(forest / 3_863e6, rel=1e-9)


def test_the_baseline_of_bank_works_is_the_reach_of_136_km(closed):
    length = closed.ledger.baseline_areas["han_bank_rehabilitation"]
    assert length == pytest.approx(136_000, abs=0.01)
    assert length == pytest.approx(closed.sample.expected.reach, abs=1e-3)


def test_the_fifteen_faults_of_the_issue_are_planted(closed):
    assert {f.id for f in closed.sample.faults} == ISSUE == set(FAULTS)
    for fault in closed.sample.faults:
        assert fault.uuid in set(closed.sample.layers[fault.table].uuid)
        assert fault.what and fault.effect.endswith(".")


@pytest.fixture
def fault(closed):
    """Return the planted fault of an id, its row of the layer and its row of the ledger."""

    def find(id):
        (planted,) = [f for f in closed.sample.faults if f.id == id]
        row = closed.sample.layers[planted.table].set_index("uuid").loc[planted.uuid]
        entry = closed.entries.loc[planted.uuid] if planted.uuid in closed.entries.index else None
        return SimpleNamespace(planted=planted, row=row, entry=entry)

    return find


def test_the_bow_tie_is_repaired_to_both_wings(closed, fault):
    found = fault("bow_tie_red_line")
    mended = shapely.make_valid(found.row.geometry)
    assert not found.row.geometry.is_valid
    assert mended.area == pytest.approx(found.planted.amounts["repaired"], rel=2e-4)  # planar ≠ ellipsoidal


def test_the_parcel_entered_twice_counts_once(closed, fault):
    found = fault("entered_twice")
    assert found.entry.overlap == found.entry.gross > 0 and found.entry.counted == 0
    first = closed.entries.loc[found.entry.earlier_uuid]
    assert first.counted == first.gross == pytest.approx(found.entry.gross, rel=1e-12)


def test_the_repeat_of_a_later_year_counts_with_its_new_ground_only(closed, fault):
    found = fault("repeat_in_later_year")
    assert 0 < found.entry.counted < found.entry.gross
    assert closed.entries.year[found.entry.earlier_uuid] == 2018 and found.row.year == 2020
    assert found.entry.overlap == pytest.approx(found.planted.amounts["overlap"], **AREA)


@pytest.mark.parametrize(
    ("id", "deduction", "all_of_it"),
    [
        ("over_district_border", "outside", False),
        ("off_baseline_planting", "baseline", True),
        ("sliver", "too_small", True),
    ],
)
def test_the_deduction_of_a_fault_is_the_ground_laid_for_it(fault, id, deduction, all_of_it):
    found = fault(id)
    assert found.entry[deduction] == pytest.approx(found.planted.amounts[deduction], **AREA)
    assert found.entry[deduction] > 0 and found.entry.reason == deduction
    assert (found.entry.counted == 0) == all_of_it


@pytest.mark.parametrize(
    ("id", "note"),
    [
        ("wrong_status", "ledger.unknown_status"),
        ("null_target", "ledger.no_target"),
        ("duplicate_site", "ledger.same_place"),
    ],
)
def test_the_ledger_notes_what_a_person_has_to_decide(closed, fault, id, note):
    noted = [n.uuid for n in closed.ledger.notes if n.id == note]
    assert noted == [fault(id).planted.uuid]


def test_two_sites_in_one_place_both_count(fault):
    assert fault("duplicate_site").entry.counted == 1


@pytest.mark.parametrize(("id", "why"), [("far_away", "out_of_domain"), ("empty_geometry", "empty")])
def test_what_nobody_can_read_is_invalid_and_named(fault, id, why):
    assert fault(id).entry.reason == f"invalid:{why}"


def test_the_unclosed_ring_is_closed_and_counts(closed, fault):
    found = fault("unclosed_ring")
    raw = closed.sample.raw[found.planted.table, found.planted.uuid]
    (geometry,), notes = read_wkb([raw])
    assert len(notes) == 1 and geometry.equals(found.row.geometry)
    assert found.entry.counted == pytest.approx(found.planted.amounts["counted"], **AREA)
    written = closed.sample.rows_to_write()[found.planted.table].set_index("uuid").geometry
    assert written[found.planted.uuid] == raw


def test_the_needle_is_sharper_than_any_surveyor_draws(fault):
    ring = np.array(fault("spike").row.geometry.exterior.coords)[:-1]
    before, after = np.roll(ring, 1, axis=0) - ring, np.roll(ring, -1, axis=0) - ring
    cos = (before * after).sum(axis=1) / np.hypot(*before.T) / np.hypot(*after.T)
    assert np.degrees(np.arccos(cos.clip(-1, 1))).min() < 1


def test_the_area_reported_from_web_mercator_is_1_4_times_too_large(closed, fault):
    found = fault("planar_reported_area")
    ratio = found.row.reported_mu * float(MU) / found.row.official_m2
    assert 1.408 * 0.98 < ratio < 1.434 * 1.02  # domain.md §1.7; all reports are 1.5 % off at most
    apart = {found.planted.uuid, fault("stale_official_area").planted.uuid}
    rows = interventions(closed.sample)
    rows = rows[rows.official_m2.notna() & ~rows.uuid.isin(apart)]
    assert ((rows.reported - rows.official_m2).abs() < 0.016 * rows.official_m2 + 0.1 * float(MU)).all()


def test_only_the_stale_official_area_is_of_another_outline(closed, fault):
    parcels = closed.sample.layers["intervention_polygons"]
    stated = parcels[parcels.official_hash.notna()]
    stale = stated.uuid[stated.official_hash != geometry_hashes(stated.geometry.to_numpy())]
    assert stale.tolist() == [fault("stale_official_area").planted.uuid]
    assert len(stated) == len(parcels) - 1  # an empty one has no area to state


def test_planted_conflicts_and_natural_contacts_are_all_there_is(closed):
    """Ask GEOS which interventions meet a zone of each rule, or come near it."""
    sample, found = closed.sample, set()
    rows = interventions(sample)
    tree = shapely.STRtree(rows.geometry.to_numpy())
    for rule in sample.plan.rules:
        zones = sample.layers[rule.layer]
        if rule.class_filter:
            zones = zones[zones["class"].isin(rule.class_filter.split(";"))]
        shapes = shapely.make_valid(zones.geometry.to_numpy())
        how = (
            {"predicate": "dwithin", "distance": rule.distance}
            if rule.distance
            else {"predicate": "intersects"}
        )
        zone, row = tree.query(shapes, **how)
        found |= {
            (rule.id, rows.table[r], rows.uuid[r], zones.uuid.iloc[z]) for z, r in zip(zone, row, strict=True)
        }
    planted = {(c.rule, c.table, c.uuid, c.zone) for c in sample.conflicts}
    natural = {(c.rule, c.table, c.uuid, c.zone) for c in sample.contacts}
    assert found == planted | natural and not planted & natural
    assert {rule.id for rule in sample.plan.rules} - {c.rule for c in sample.conflicts} == {"aquatic_reserve"}


def test_the_parcel_in_the_bow_tie_is_a_planted_conflict(closed, fault):
    bow_tie = fault("bow_tie_red_line").planted.uuid
    assert [c.rule for c in closed.sample.conflicts if c.zone == bow_tie] == ["ecological_red_line"]


def test_the_district_the_manual_shows_does_not_change_unnoticed():
    counted = sample_of(2018, 400).expected.progress().set_index("target").counted
    mu = counted[["barren_land_greening", "oak_forest"]] / float(MU)
    assert mu.round(1).tolist() == [4848.0, 63638.6]
    assert round(counted["han_bank_rehabilitation"] / 1000, 1) == 19.8
