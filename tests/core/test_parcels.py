"""The books of any polygons: laws, and odd tables. Figures by hand are in the test of the algorithm."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.errors import DataError
from ecoledger.core.ledger import AMOUNTS, close_ledger
from ecoledger.core.parcels import close_areas, label
from ecoledger.core.precedence import in_order

M2 = [f"{name}_m2" for name in AMOUNTS]


def box(west, south, east, north):
    return shapely.box(37500000 + west, 3600000 + south, 37500000 + east, 3600000 + north)


def frame(geometry, **columns):
    return gpd.GeoDataFrame({"fid": range(1, len(geometry) + 1), **columns}, geometry=geometry, crs=4525)


UNITS = frame([box(0, 0, 500, 1000), box(500, 0, 1000, 1000)], unit=["甲", "乙"])
corner = st.integers(-200, 1000)
rectangles = st.lists(
    st.tuples(corner, corner, st.integers(1, 400), st.integers(1, 400), st.sampled_from(["x", "y"])),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(rectangles)
def test_sums_by_unit_are_sums_of_parcels_and_the_union_is_what_counts(rows):
    shapes = [box(x, y, x + w, y + h) for x, y, w, h, _ in rows]
    books = close_areas(frame(shapes, target=[row[4] for row in rows]), UNITS)
    assert books.progress[M2].sum().to_numpy() == pytest.approx(
        books.entries[M2].sum().to_numpy(), rel=1e-9, abs=1e-5
    )
    for target in {row[4] for row in rows}:
        own = [s for s, row in zip(shapes, rows, strict=True) if row[4] == target]
        union = shapely.intersection(shapely.union_all(own), box(0, 0, 1000, 1000)).area
        counted = books.progress[books.progress.target == target].counted_m2.sum()
        assert counted == pytest.approx(union, rel=1e-6, abs=1e-3)  # the map is true to 1e-8 here


def test_names_written_as_numbers_and_with_spaces_are_one():
    assert [label(v) for v in (np.int64(7), 7.0, " 7 ", "７", "v1.0", float("nan"))] == [
        "7",
        "7",
        "7",
        "７",
        "v1.0",
        None,
    ]


def test_numbers_and_dates_order_and_nothing_comes_last():
    parcels = frame([box(0, 0, 100, 100)] * 3, order=[None, dt.date(2019, 1, 1), dt.date(2018, 1, 1)])
    assert close_areas(parcels, UNITS).entries.counted_m2.round().tolist() == [0, 0, 10000]
    assert in_order(["", None, "1,000"]) == ([None, None, 1000.0], [])


def test_an_order_nobody_can_read_comes_last_and_is_told_by_its_feature():
    texts = ["去年", "20190502", "2018/5/1"]
    parcels = frame([box(0, 0, 100, 100)] * 3, order=texts)
    books = close_areas(parcels, UNITS)
    assert books.entries.counted_m2.round().tolist() == [0, 0, 10000]
    assert [(n.id, n.source, n.fid, n.fields["value"]) for n in books.notes] == [
        ("area.no_order", "parcels", 1, "去年")
    ]


def test_texts_are_read_as_what_most_of_them_are():
    order, faults = in_order(["5", "2019-1-1", "2019-1-2"])
    assert order == [None, dt.datetime(2019, 1, 1), dt.datetime(2019, 1, 2)] and len(faults) == 1


@pytest.mark.parametrize(
    "texts",
    [
        ["2019-05-01 09:00:00", "2019-05-01 10:00", "2019-05-02"],
        ["2019-05-01T02:00:00Z", "2019-05-01T10:30:00+08:00", "2019/05/01 09:00:00.250"],
        ["2018年11月", "2019年5月1日", "2019年5月", "2019年"],
        ["2018", "2019-04", "2019.5", "201906", "2019-12-30", "2019"],
        ["9999", "10112", "101112"],
    ],
)
def test_times_months_years_and_numbers_in_text_sort_as_they_were_meant(texts):
    order, faults = in_order(texts)
    assert faults == [] and order == sorted(order) and len(set(order)) == len(texts)


def test_a_field_without_a_single_date_or_number_is_the_wrong_one():
    with pytest.raises(DataError, match="parcels.*“甲”"):
        close_areas(frame([box(0, 0, 100, 100)] * 2, order=["甲", "乙"]), UNITS)


def test_what_is_no_polygon_has_its_row_and_of_a_collection_the_polygons_are_drawn():
    ground = box(0, 0, 100, 100)
    mixed = shapely.GeometryCollection([ground, shapely.Point(0, 0)])
    books = close_areas(frame([shapely.Point(1, 1), mixed, None, shapely.Polygon()]), UNITS)
    assert books.entries.geometry.isna().tolist() == [True, False, True, True]
    assert books.entries.geometry.iloc[1].equals(ground)
    assert books.entries.counted_m2.round().tolist() == [0, 10000, 0, 0]


def test_a_parcel_that_repeats_two_names_both():
    parcels = frame([box(0, 0, 100, 100), box(100, 0, 200, 100), box(50, 0, 150, 100)])
    books = close_areas(parcels, UNITS)
    assert books.entries.earlier_fid.tolist() == [None, None, "1;2"]
    assert books.entries.geometry.iloc[2].equals(box(50, 0, 150, 100))


def test_classes_written_as_numbers_are_found():
    baseline = frame([box(0, 0, 50, 100), box(50, 0, 100, 100)], **{"class": [1.0, 2.0]})
    books = close_areas(frame([box(0, 0, 100, 100)]), UNITS, baseline=baseline, classes=["2"])
    assert books.entries.counted_m2.round().tolist() == [5000]
    with pytest.raises(DataError, match="baseline is of the classes 3; it has 1, 2"):
        close_areas(frame([box(0, 0, 100, 100)]), UNITS, baseline=baseline, classes=["3"])


def test_a_baseline_without_a_feature_lets_nothing_pass_for_everything():
    with pytest.raises(DataError, match="baseline has no feature"):
        close_areas(frame([box(0, 0, 100, 100)]), UNITS, baseline=frame([]))


def test_parcels_all_without_target_have_rows_of_their_own():
    books = close_areas(frame([box(0, 0, 100, 100)], target=[None]), UNITS)
    assert books.progress[["unit", "target"]].values.tolist() == [["甲", None]]
    assert books.progress.counted_m2.round().tolist() == [10000]


def test_a_negative_quota_is_told_and_not_counted():
    quotas = pd.DataFrame({"fid": [1, 2], "unit": ["甲", "乙"], "amount": [-5, None]})
    books = close_areas(frame([box(0, 0, 100, 100)]), UNITS, quotas=quotas)
    assert books.progress.quota.isna().all() and books.progress.percent.isna().all()
    assert [(n.id, n.fid, n.source) for n in books.notes] == [("area.bad_quota", 1, "quotas")]


def test_a_township_in_several_rows_is_one_in_the_ledger_too():
    towns = gpd.GeoDataFrame(
        {"code": ["1", "2", "1"], "name": ["甲", "乙", "甲"]},
        geometry=[box(0, 0, 100, 100), box(100, 0, 200, 100), box(50, 0, 60, 200)],
        crs=4525,
    )
    ledger = close_ledger(frame([box(0, 0, 200, 200)]), towns, [])
    assert ledger.units.code.tolist() == ["1", "2"]
    assert ledger.units.area_m2.round().tolist() == [11000, 10000]
    assert ledger.notes == ()
    assert ledger.pieces.groupby("unit").counted.sum().round().to_dict() == {"1": 11000, "2": 10000}


@pytest.mark.parametrize("target", [["x", None], [None, None]])
def test_baseline_and_smallest_parcel_hold_for_parcels_without_target_too(target):
    parcels = frame([box(0, 0, 100, 100), box(200, 0, 300, 100)], target=target)
    books = close_areas(parcels, UNITS, baseline=frame([box(0, 0, 250, 100)]))
    assert books.entries.baseline_m2.round().tolist() == [0, 5000]
    assert not close_areas(parcels, UNITS, min_area=20_000).entries.counted_m2.any()


@pytest.mark.parametrize(
    ("order", "keeps"),
    [(None, [False, False, True]), ([1, 1, 1], [False, False, True]), ([2, 1, 3], [False, True, False])],
)
def test_what_is_not_saved_yet_takes_no_ground_from_what_is(order, keeps):
    parcels = frame([box(0, 0, 100, 100)] * 3, **({"order": order} if order else {}))
    books = close_areas(parcels.assign(fid=[-3, -2, 1]), UNITS)
    assert (books.entries.counted_m2 > 0).tolist() == keeps
    assert books.entries.source_fid.tolist() == [-3, -2, 1]
