"""Ground that counts for two targets is shown, pair by pair."""

import datetime as dt

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core import overlap_matrix
from ecoledger.core.model import Group, Options
from ecoledger.tests.core.district import box, close, frame, target, wkt

TARGETS = [target("oak"), target("pine"), target("rock")]


def matrix(shapes, of, **words):
    return overlap_matrix(close(shapes, targets=words.pop("targets", TARGETS), target=of, **words))


def test_the_diagonal_is_what_a_target_counts_the_rest_what_two_share():
    shared = matrix(
        [box(0, 0, 100, 100), box(60, 0, 160, 100), box(500, 0, 600, 10)], ["oak", "pine", "rock"]
    )
    assert shared.round(2).to_numpy().tolist() == [[10_000, 4000, 0], [4000, 10_000, 0], [0, 0, 1000]]
    assert list(shared) == list(shared.index) == ["oak", "pine", "rock"]


def test_ground_deducted_within_a_target_is_shared_once():
    # the second oak parcel repeats the first: pine shares the ground of the two, not their sum
    shared = matrix(
        [box(0, 0, 100, 100), box(50, 0, 150, 100), box(0, 0, 150, 50)],
        ["oak", "oak", "pine"],
        year=[2018, 2019, 2018],
    )
    assert shared.round(2).to_numpy().tolist() == [[15_000, 7500], [7500, 7500]]


def test_what_does_not_count_is_not_shared():
    shapes = [box(-50, 0, 100, 100), box(-50, 0, 100, 100), box(0, 0, 100, 100), box(0, 0, 100, 100)]
    shared = matrix(shapes, ["oak", "pine", "rock", "rock"], status=[60, 30, 99, 62])
    assert shared.round(2).to_numpy().tolist() == [[10_000]] and list(shared) == ["oak"]


def test_ground_counted_before_the_period_is_not_shared_again():
    shapes = [box(0, 0, 100, 100), box(0, 0, 150, 100), box(0, 0, 150, 100)]
    year_2019 = Options(period=(dt.date(2019, 1, 1), dt.date(2019, 12, 31)))
    shared = matrix(shapes, ["oak", "oak", "pine"], year=[2018, 2019, 2019], options=year_2019)
    assert shared.round(2).to_numpy().tolist() == [[5000, 5000], [5000, 15_000]]


def test_ground_off_the_baseline_is_not_shared():
    rock = target("rock", baseline="patches")
    shared = matrix(
        [box(0, 0, 100, 100), box(0, 0, 100, 100)],
        ["oak", "rock"],
        targets=[target("oak"), rock],
        baselines={"patches": frame([box(0, 0, 30, 100)])},
    )
    assert shared.round(2).to_numpy().tolist() == [[10_000, 3000], [3000, 3000]]


def test_targets_of_an_exclusive_group_share_nothing():
    wood = [target("oak", group="wood"), target("pine", group="wood")]
    shared = matrix(
        [box(0, 0, 100, 100), box(50, 0, 150, 100)],
        ["oak", "pine"],
        targets=wood,
        year=[2018, 2019],
        groups=[Group("wood", "林", "Wood")],
    )
    assert shared.round(2).to_numpy().tolist() == [[10_000, 0], [0, 5000]]


def test_shared_ground_is_found_over_township_borders():
    shared = matrix([box(900, 0, 1100, 100), box(950, 0, 1150, 100)], ["oak", "pine"])
    assert shared.loc["oak", "pine"] == pytest.approx(15_000, rel=1e-6)


def test_lines_points_and_nothing_share_no_area():
    targets = [target("bank", "length"), target("works", "count")]
    assert matrix(
        [wkt("LINESTRING (0 0, 9 9)"), wkt("POINT (3 3)")], ["bank", "works"], targets=targets
    ).empty
    assert matrix([], []).empty
    assert matrix([None], ["oak"]).empty


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 1900),
            st.integers(0, 900),
            st.integers(1, 400),
            st.integers(1, 300),
            st.sampled_from(["oak", "pine", "rock"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_two_targets_share_the_common_part_of_their_unions(rows):
    shapes = [box(x, y, x + w, y + h) for x, y, w, h, _ in rows]
    of = [r[4] for r in rows]
    shared = matrix(shapes, of, uuid=[f"{i:02}" for i in range(len(rows))])
    district = box(0, 0, 2000, 1000)
    unions = {t: shapely.union_all([s for s, o in zip(shapes, of, strict=True) if o == t]) for t in set(of)}
    assert list(shared) == sorted(set(of))
    for a in shared:
        for b in shared:
            common = shapely.intersection_all([unions[a], unions[b], district])
            assert shared.loc[a, b] == pytest.approx(common.area, rel=1e-6, abs=1e-3)
    assert np.array_equal(shared, shared.T)
