"""What asks for a look in a ledger, in one list: conflicts, faults of the data, and what cutting mends."""

from __future__ import annotations

import datetime as dt

import pytest
import shapely

from ecoledger.core.inspection import clipped, inspect
from ecoledger.tests.core.samples import TABLES, sample_of

DAY = dt.date(2021, 1, 1)


@pytest.fixture(scope="module")
def sample():
    return sample_of(2018, 400)


@pytest.fixture(scope="module")
def found(sample):
    layers, plan = sample.layers, sample.plan
    zones = {rule.layer: layers[rule.layer] for rule in plan.rules}
    subjects = {table: layers[table] for table in TABLES}
    return inspect(subjects, zones, layers["townships"], plan, as_of=DAY)


def test_the_planted_conflicts_and_faults_are_in_one_list(found, sample):
    table = found.findings
    parcels = sample.layers["intervention_polygons"]
    void = set(parcels.uuid[parcels.status == 99])
    planted = {(c.rule, c.uuid) for c in sample.conflicts}
    assert void and len(planted) == 18 and planted <= set(zip(table.rule, table.uuid, strict=True))
    assert {"check.spike", "check.sliver", "check.overlap", "check.outside_district"} <= set(table.id)
    assert table.rule[table.id.str.startswith("check.")].isna().all()
    assert not set(table.uuid[table.rule.notna()]) & void


def test_each_finding_has_the_township_it_lies_in(found, sample):
    units = sample.layers["townships"].set_index("code").geometry
    solid = found.findings[found.findings.overlap_m2 > 0]
    assert len(solid) > 5
    for row in solid.itertuples():
        assert units[row.township].intersects(shapely.point_on_surface(row.geometry))


def test_cutting_is_offered_where_it_leaves_something(found, sample):
    table = found.findings
    assert table.clips[table.id == "check.overlap"].any()
    twice = next(fault for fault in sample.faults if fault.id == "entered_twice")
    assert not table.clips[(table.uuid == twice.uuid) & (table.id == "check.overlap")].any()
    assert not table.clips[table.share >= 1 - 1e-9].any()
    assert not table.clips[table.layer != "intervention_polygons"].any()


def test_a_parcel_without_its_piece_has_no_conflict_left(found, sample):
    table = found.findings
    row = next(table[table.clips & (table.id == "check.overlap")].itertuples())
    parcel = sample.layers["intervention_polygons"].set_index("uuid").geometry[row.uuid]
    rest = clipped(parcel, row.geometry)
    assert rest.area == pytest.approx(parcel.area - row.geometry.area, rel=1e-6)
    assert shapely.intersection(rest, row.geometry).area < 1e-3


def test_nothing_in_gives_nothing_out(sample):
    layers, plan = sample.layers, sample.plan
    empty = {"intervention_polygons": layers["intervention_polygons"][:0]}
    zones = {rule.layer: layers[rule.layer] for rule in plan.rules}
    assert not len(inspect(empty, zones, layers["townships"], plan, as_of=DAY).findings)
