"""The sample district as a map and as tables: what the issue asks of it, measured and counted."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Transformer

from ecoledger.core.area import measurable, working_map
from ecoledger.core.area.measure import lengths_on, measure_area
from ecoledger.core.errors import DataError
from ecoledger.core.model import OUT_OF_USE, STAGE_OF, Evidence
from ecoledger.core.plan.codes import shipped_words
from ecoledger.core.sample import build_sample
from ecoledger.tests.core.samples import TABLES, interventions, sample_of


@pytest.fixture(scope="module")
def sample():
    return sample_of(2018, 400)


@pytest.fixture(scope="module")
def rows(sample):
    return interventions(sample)


def test_it_has_the_twenty_townships_of_the_plan(sample):
    townships = sample.layers["townships"]
    assert townships.code.tolist() == [t.code for t in sample.plan.townships]
    assert townships.name.tolist() == [t.name_zh for t in sample.plan.townships]
    assert (townships.geometry.geom_type == "Polygon").all() and townships.geometry.is_valid.all()


@pytest.mark.parametrize(("seed", "parcels"), [(2018, 400), (5, 50)])
def test_it_is_as_large_as_the_district_and_lies_within_its_extent(seed, parcels):
    townships = sample_of(seed, parcels).layers["townships"]
    area = measure_area(townships.geometry, 4525)
    assert area.sum() == pytest.approx(3_863e6, rel=0.01)
    assert area.min() > 40e6 and area.max() < 500e6
    xy = shapely.get_coordinates(townships.geometry.to_numpy())
    lon, lat = Transformer.from_crs(4525, 4490, always_xy=True).transform(*xy.T)
    assert lon.min() > 110.117 and lon.max() < 111.267
    assert lat.min() > 32.417 and lat.max() < 33.267


def test_townships_leave_no_gap_and_do_not_overlap(sample):
    units = sample.layers["townships"].geometry.to_numpy()
    district = shapely.union_all(units)
    assert district.geom_type == "Polygon" and not district.interiors
    assert shapely.area(units).sum() == pytest.approx(district.area, rel=1e-12)


def test_the_han_is_136_km_long_and_within_the_district(sample):
    reaches = sample.layers["river_reaches"]
    stem = reaches[reaches["class"] == "1"]
    plane = working_map(measurable(4525), stem.geometry.to_numpy())
    assert lengths_on(stem.geometry.to_numpy(), plane).sum() == pytest.approx(136_000, abs=0.01)
    assert shapely.line_merge(shapely.union_all(stem.geometry.to_numpy())).geom_type == "LineString"
    assert shapely.union_all(sample.layers["townships"].geometry.to_numpy()).covers(stem.union_all())
    west, _, east, _ = stem.total_bounds
    assert east - west > 75_000
    tributaries = set(reaches.river[reaches["class"] == "2"])
    assert tributaries == {"堵河", "滔河", "丹江", "泗河", "神定河"}


def test_the_left_bank_is_on_the_left_and_neither_crosses_the_river(sample):
    reach = shapely.line_merge(sample.layers["river_reaches"].query("`class` == '1'").union_all())
    banks = sample.layers["river_banks"].query("main_stem").set_index("bank").geometry
    for side, sign in (("1", 1), ("2", -1)):
        assert not banks[side].intersects(reach)
        place = reach.interpolate(60_000.0)
        ahead = np.subtract(reach.interpolate(60_010.0).coords[0], place.coords[0])
        to_bank = np.subtract(shapely.ops.nearest_points(place, banks[side])[1].coords[0], place.coords[0])
        assert np.sign(ahead[0] * to_bank[1] - ahead[1] * to_bank[0]) == sign
        assert 100 < np.hypot(*to_bank) < 310


def test_each_bank_is_divided_into_zones_of_all_four_classes(sample):
    zones = sample.layers["riverbank_zones"]
    for bank, own in zones.groupby("bank"):
        assert set(own["class"]) == {"1", "2", "3", "4"}
        letter = {"1": "L", "2": "R"}[bank]
        assert own.number.tolist() == [f"{letter}{i + 1:03d}" for i in range(len(own))]
        assert own.chainage_m.is_monotonic_increasing and own.chainage_m.max() < 136_000
    shapes = zones.geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(shapely.area(shapes).sum(), rel=1e-9)


def test_every_layer_of_the_catalogue_has_features_and_their_codes_are_known(sample):
    codes, layers = shipped_words()
    for name, layer in layers.items():
        frame = sample.layers[name]
        assert len(frame) >= 5 and frame.uuid.is_unique, name
        if layer.class_list:
            assert set(frame["class"]) <= set(codes[layer.class_list]), name
    for name in ("rocky_desertification", "soil_erosion", "forest_land", "riverbank_zones"):
        assert set(sample.layers[name]["class"]) == set(codes[layers[name].class_list]), name
    assert {"1", "4", "5", "6", "7"} <= set(sample.layers["protected_sites"]["class"])


def test_only_the_planted_outlines_are_invalid(sample):
    bad = [
        (name, uuid)
        for name, frame in sample.layers.items()
        if "geometry" in frame
        for uuid in frame.uuid[~shapely.is_valid(frame.geometry.to_numpy())]
    ]
    assert bad == [(f.table, f.uuid) for f in sample.faults if f.id == "bow_tie_red_line"]


def test_grades_of_karst_agree_with_what_was_surveyed(sample):
    karst = sample.layers["rocky_desertification"]
    means = karst.groupby("class")[["rock_exposure", "vegetation_cover", "soil_depth_cm"]].mean()
    assert means.rock_exposure.is_monotonic_increasing and (karst.rock_exposure >= 30).all()
    assert means.vegetation_cover.is_monotonic_decreasing and means.soil_depth_cm.is_monotonic_decreasing
    assert (karst.soil_depth_cm > 0).all() and (karst.vegetation_cover > 0).all()


@pytest.mark.parametrize(("seed", "n"), [(5, 50), (2018, 400), (1, 1500)])
def test_it_has_as_many_interventions_as_wished(seed, n):
    layers = sample_of(seed, n).layers
    assert sum(len(layers[table]) for table in TABLES) == n


def test_fewer_than_fifty_are_refused():
    with pytest.raises(DataError, match="at least 50"):
        build_sample(parcels=49)


def test_interventions_cover_three_years_all_statuses_and_all_targets_with_geometry(sample, rows):
    assert set(rows.year) == {2018, 2019, 2020}
    assert set(rows.status) - {65} == {int(status) for status in STAGE_OF}
    wanted = {
        t.id for t in sample.plan.targets if t.evidence is not Evidence.ATTRIBUTE and not t.derived_from
    }
    assert set(rows.target.dropna()) == wanted
    assert rows.uuid.is_unique and rows.number.is_unique


def test_attributes_are_in_the_words_of_the_code_lists(rows):
    codes = shipped_words()[0]
    for field, code_list in (
        ("measure", "measure"),
        ("land_class_before", "forest_land_class"),
        ("planting_class", "planting_class"),
        ("forest_category", "forest_category"),
        ("source_kind", "source_kind"),
        ("bank", "bank_side"),
    ):
        assert set(rows[field].dropna()) <= set(codes[code_list]), field
    assert rows.name.str.fullmatch(r"[\u4e00-\u9fffIa-z0-9()（）、]+").all()


def test_dates_follow_each_other_and_the_status(rows):
    started, completed, accepted = (pd.to_datetime(rows[c]) for c in ("started", "completed", "accepted"))
    assert (completed.dropna() > started[completed.notna()]).all()
    assert (accepted.dropna() > completed[accepted.notna()]).all()
    assert accepted[rows.status.isin([60, 70, 80])].notna().all()
    assert completed[rows.status.isin([10, 20, 30])].isna().all()
    assert (completed.dropna().dt.year == rows.year[completed.notna()]).all()


def test_what_was_checked_adds_up_to_the_last_decimal(rows):
    checked = rows[rows.verified.notna()]
    reported = checked[["reported_mu", "reported_m", "reported_sites"]].bfill(axis=1).iloc[:, 0]
    assert len(checked) > 150
    assert ((checked.verified + checked.unverified - reported).abs() < 1e-6).all()
    parts = checked[["qualified", "replant", "failed", "lost"]].sum(axis=1)
    assert ((parts - checked.verified).abs() < 1e-6).all()


def test_survival_agrees_with_the_status(rows):
    survival = rows.survival
    assert (survival[rows.status.isin([60, 70, 80])].dropna() >= 85).all()
    assert survival[rows.status == 61].dropna().between(41, 84).all()
    assert (survival[rows.status == 62].dropna() <= 40).all()
    assert survival.notna().sum() > 80


def test_parcels_overlap_only_where_they_were_laid_over_another(sample):
    parcels = sample.layers["intervention_polygons"]
    shapes = parcels.geometry.to_numpy()
    i, j = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    i, j = i[i < j], j[i < j]
    shared = shapely.area(shapely.intersection(shapes[i], shapes[j])) > 1e-3
    found = {frozenset((parcels.uuid[a], parcels.uuid[b])) for a, b in zip(i[shared], j[shared], strict=True)}
    laid = {
        frozenset((later, first))
        for later, first in sample.expected.earlier.items()
        if later in set(parcels.uuid)
    }
    assert laid <= found
    assert len(found - laid) <= 2 * len(sample.expected.shared)


def test_reports_cover_every_township_and_year_of_each_reported_target(sample):
    reports = sample.layers["reported_values"]
    targets = [t.id for t in sample.plan.targets if t.evidence is Evidence.ATTRIBUTE]
    assert set(reports.target) == set(targets) == set(sample.expected.reported)
    assert (
        len(reports) == len(targets) * 20 * 3 and not reports.duplicated(["target", "township", "date"]).any()
    )


def test_tracks_follow_the_parcels_they_belong_to(sample):
    tracks = sample.layers["tracks"]
    parcels = sample.layers["intervention_polygons"].set_index("uuid").geometry
    assert len(tracks) >= 10
    for track in tracks.itertuples():
        rim = parcels[track.intervention].exterior
        assert shapely.hausdorff_distance(track.geometry, rim) < 25
        assert track.time_start < track.time_end and track.n_points == len(track.geometry.coords)


def test_the_same_seed_gives_the_same_sample_and_another_another(sample):
    again, other = build_sample(2018, 400), sample_of(5, 50)
    for name, frame in sample.layers.items():
        pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(again.layers[name]))
    assert sample.raw == again.raw and sample.faults == again.faults
    pd.testing.assert_frame_equal(sample.expected.pieces, again.expected.pieces)
    assert not sample.layers["townships"].geometry.equals(other.layers["townships"].geometry)


def test_uuids_are_version_4(rows):
    form = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(form.fullmatch(uuid) for uuid in rows.uuid)


@pytest.mark.parametrize(("seed", "n"), [(5, 50), (2018, 400), (1, 1500), (7, 400)])
def test_what_the_rules_are_to_find_stands_there_whatever_the_seed(seed, n):
    sample = sample_of(seed, n)
    status = interventions(sample).set_index("uuid").status
    assert not set(status[[c.uuid for c in sample.conflicts]]) & set(OUT_OF_USE)


def test_the_sample_never_asks_the_ledger_for_its_own_answers():
    folder = Path(build_sample.__code__.co_filename).parent
    text = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    assert "ledger" not in re.findall(r"from \.+(\w+)", text)
    assert not {"overlap", "overlay", "progress"} & set(re.findall(r"from \.+(\w+)", text))
