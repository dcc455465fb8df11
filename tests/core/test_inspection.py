"""What asks for a look in a ledger, in one list: conflicts, faults of the data, and what cutting mends."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pytest
import shapely

from ecoledger.core.inspection import clipped, inspect, to_cut_off
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


def test_a_parcel_cut_out_of_a_zone_it_may_not_touch_touches_it_no_more(sample):
    plan, townships = sample.plan, sample.layers["townships"]
    centre = shapely.point_on_surface(townships.geometry.iloc[0])
    zone, parcel = centre.buffer(40), shapely.transform(centre.buffer(40), lambda xy: xy + (50, 0))
    columns = {"fid": [1], "uuid": ["a"], "measure": ["new_works"], "status": [60]}
    zones = {"red_lines": gpd.GeoDataFrame({"fid": [1]}, geometry=[zone], crs=4525)}

    def building(shape):
        works = {"intervention_polygons": gpd.GeoDataFrame(columns, geometry=[shape], crs=4525)}
        table = inspect(works, zones, townships, plan, as_of=DAY).findings
        return table[table.id == "red_line_building"]

    found = building(parcel)
    assert found.relation.tolist() == ["touches"] and found.clips.all()
    (piece,) = to_cut_off(found)
    assert not len(building(clipped(parcel, piece)))
    assert len(building(clipped(parcel, found.geometry.iloc[0])))  # without room it stays a finding


def test_nothing_in_gives_nothing_out(sample):
    layers, plan = sample.layers, sample.plan
    empty = {"intervention_polygons": layers["intervention_polygons"][:0]}
    zones = {rule.layer: layers[rule.layer] for rule in plan.rules}
    assert not len(inspect(empty, zones, layers["townships"], plan, as_of=DAY).findings)
