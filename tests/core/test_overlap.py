"""Every square metre once: which piece of a later parcel an earlier one of its set has taken."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.overlap import find_repeats, meeting_pairs, turns, without_repeats
from ecoledger.core.overlay import (
    cut,
    difference,
    dissolved,
    from_corner,
    intersection,
    is_ground,
    near_corner,
    polygonal,
    split,
)
from ecoledger.core.threads import in_threads
from ecoledger.core.windows import near_parts


def repeats(*texts, sets=None, rank=None):
    parcels = np.array([shapely.from_wkt(t) if isinstance(t, str) else t for t in texts], dtype=object)
    n = len(parcels)
    found = find_repeats(
        parcels,
        np.zeros(n, int) if sets is None else np.array(sets),
        np.arange(n) if rank is None else np.array(rank),
    )
    return list(
        zip(
            found.later.tolist(),
            found.earlier.tolist(),
            shapely.area(found.geometry).round(9).tolist(),
            strict=True,
        )
    )


A, B, C = shapely.box(0, 0, 10, 10), shapely.box(5, 0, 15, 10), shapely.box(0, 0, 15, 10)


def test_two_parcels():
    assert repeats(A, B) == [(1, 0, 50)]
    assert repeats(A, B, rank=[1, 0]) == [(0, 1, 50)]
    assert repeats(A, B, sets=[0, 1]) == []


def test_three_parcels_share_each_piece_with_the_first_that_has_it():
    assert repeats(A, B, C) == [(1, 0, 50), (2, 0, 100), (2, 1, 50)]
    assert repeats(A, B, C, rank=[2, 1, 0]) == [(0, 2, 100), (1, 2, 100)]
    assert repeats(A, B, C, rank=[1, 0, 2]) == [(0, 1, 50), (2, 1, 100), (2, 0, 50)]


def test_equal_parcels():
    assert repeats(A, A, A) == [(1, 0, 100), (2, 0, 100)]


def test_nested_parcels():
    inner = shapely.box(2, 2, 4, 4)
    assert repeats(A, inner) == [(1, 0, 4)]
    assert repeats(inner, A) == [(1, 0, 4)]


def test_parcels_that_only_touch_share_nothing():
    assert repeats(A, shapely.box(10, 0, 20, 10), shapely.box(20, 10, 30, 20)) == []


def test_a_parcel_in_the_hole_of_another_shares_nothing():
    ring = shapely.Polygon(A.exterior.coords, [shapely.box(2, 2, 8, 8).exterior.coords])
    assert repeats(ring, shapely.box(3, 3, 7, 7)) == []
    assert repeats(ring, shapely.box(1, 3, 7, 7)) == [(1, 0, 4)]


def test_touching_and_overlapping_in_one_pair_keeps_the_ground_only():
    # an intersection of a polygon and a line
    teeth = "POLYGON ((10 0, 20 0, 20 10, 10 10, 10 8, 8 8, 8 6, 10 6, 10 0))"
    assert repeats(A, teeth) == [(1, 0, 4)]


def test_empty_parcels_and_none_at_all():
    assert repeats(A, shapely.Polygon(), A) == [(2, 0, 100)]
    assert repeats() == []
    assert repeats(A) == []


def test_a_width_below_what_coordinates_can_tell_is_no_overlap():
    near = shapely.transform(A, lambda xy: xy + [37_500_000, 3_600_000])
    hair = shapely.transform(shapely.box(10 - 1.5e-8, 0, 20, 10), lambda xy: xy + [37_500_000, 3_600_000])
    thin = shapely.transform(shapely.box(10 - 1e-6, 0, 20, 10), lambda xy: xy + [37_500_000, 3_600_000])
    assert repeats(near, hair) == []
    assert [pair[:2] for pair in repeats(near, thin)] == [(1, 0)]


@st.composite
def grounds(draw):
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, 30),
                st.integers(0, 30),
                st.integers(1, 25),
                st.integers(1, 25),
                st.integers(0, 2),
            ),
            min_size=1,
            max_size=14,
        )
    )
    angle = draw(st.sampled_from([0.0, 0.3, 1.1]))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    parcels = [
        shapely.transform(shapely.box(x, y, x + w, y + h), lambda xy: xy @ turn.T) for x, y, w, h, _ in rows
    ]
    rank = draw(st.permutations(range(len(rows))))
    return np.array(parcels, dtype=object), np.array([r[4] for r in rows]), np.array(rank)


@settings(max_examples=150, deadline=None)
@given(grounds())
def test_pieces_of_a_parcel_are_its_ground_within_the_union_of_all_earlier_ones(case):
    # some 100 m of border, known to 1e-8 m; the truth on a grid: without, GEOS gives 52 m² for two that touch
    parcels, sets, rank = case
    found = find_repeats(parcels, sets, rank)
    assert (sets[found.later] == sets[found.earlier]).all() and (
        rank[found.later] > rank[found.earlier]
    ).all()
    for i, parcel in enumerate(parcels):
        own = found.geometry[found.later == i]
        before = shapely.union_all(parcels[(sets == sets[i]) & (rank < rank[i])], grid_size=1e-9)
        truth = shapely.intersection(parcel, before, grid_size=1e-9).area
        assert shapely.area(own).sum() == pytest.approx(truth, abs=1e-6)
        assert shapely.union_all(own, grid_size=1e-9).area == pytest.approx(truth, abs=1e-6)
        assert (np.diff(rank[found.earlier[found.later == i]]) > 0).all()


def test_many_parcels_in_threads_give_what_one_after_the_other_gives():
    rng = np.random.default_rng(8)
    centre = rng.uniform(0, 400, (700, 2))
    parcels = shapely.buffer(shapely.points(centre), rng.uniform(2, 12, 700), quad_segs=6)
    sets, rank = rng.integers(0, 3, 700), rng.permutation(700)
    found = find_repeats(parcels, sets, rank)
    for own in range(3):
        repeated = shapely.area(found.geometry[sets[found.later] == own]).sum()
        gross = shapely.area(parcels[sets == own]).sum()
        assert gross - repeated == pytest.approx(shapely.union_all(parcels[sets == own]).area, rel=1e-9)


def test_turns():
    assert [t.tolist() for t in turns(np.array([3, 3, 5, 8, 8, 8]))] == [[0, 2, 3], [1, 4], [5]]
    assert turns(np.zeros(0, int)) == []


def test_meeting_pairs_come_sorted_touching_ones_too():
    a, b = (
        np.array([B, A], dtype=object),
        np.array([shapely.box(10, 10, 11, 11), A, None, shapely.Polygon()], dtype=object),
    )
    assert np.column_stack(meeting_pairs(a, b)).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


@pytest.mark.parametrize("apart", [0, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3])
def test_parcels_drawn_again_with_borders_a_hair_apart(apart):
    # a net of parcels entered four times, each time a little beside itself, far from the origin of the zone
    rng = np.random.default_rng(5)
    square = shapely.box(0, 0, 2000, 2000)
    seeds = shapely.multipoints(rng.uniform(0, 2000, (60, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=square))
    cells = shapely.segmentize(shapely.intersection(cells, square), 37)

    def again(cell):
        phase = rng.uniform(0, 6, 2)
        return shapely.transform(cell, lambda xy: xy + apart * np.sin(977 * xy + phase))

    corner = np.array([37_500_000.0, 3_600_000.0])
    parcels = np.concatenate([[again(cell) for cell in cells] for _ in range(4)])
    parcels = shapely.transform(parcels, lambda xy: xy + corner)
    n = len(parcels)
    found = find_repeats(parcels, np.zeros(n, int), np.arange(n))
    near = shapely.transform(parcels, lambda xy: xy - corner)  # where GEOS is at its best
    truth = shapely.union_all(near, grid_size=1e-9).area
    gross, repeated = shapely.area(near).sum(), shapely.area(found.geometry).sum()
    assert gross - repeated == pytest.approx(truth, rel=1e-9)
    left = without_repeats(near, np.zeros(n, int), np.arange(n))
    assert shapely.area(left).sum() == pytest.approx(truth, rel=1e-9)


CORNER = np.array([37_500_000.0, 3_600_000.0])


def forest(rng, vertices):
    """A wood of many vertices, in waves, with a clearing and a second part."""
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    reach = 900 * (0.8 + 0.1 * np.sin(9 * angle + rng.random()) + 0.05 * np.sin(31 * angle))
    ring = CORNER + reach[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    clearing = CORNER + np.array([[-300.3, -200], [300, -210.7], [290, 220], [-310, 190]])
    away = shapely.transform(shapely.box(0, 0, 200, 200), lambda xy: xy + CORNER + [1_500, 0])
    return shapely.MultiPolygon([shapely.Polygon(ring, [clearing]), away])


def patches(rng, number, spread=1_000):
    middle = CORNER + rng.uniform(-spread, spread, (number, 2))
    return shapely.buffer(shapely.points(middle), rng.uniform(5, 60, number), quad_segs=4)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**32))
def test_the_parts_near_small_ones_have_the_same_in_common_with_them(seed):
    rng = np.random.default_rng(seed)
    small = patches(rng, 60)
    large = np.concatenate([np.full(30, forest(rng, 9_000)), np.full(30, forest(rng, 12_000))])
    parts = near_parts(large, small)
    assert shapely.is_valid(parts).all()
    assert shapely.get_num_coordinates(parts).sum() < shapely.get_num_coordinates(large).sum() / 3
    small, parts, large = (shapely.transform(g, lambda xy: xy - CORNER) for g in (small, parts, large))
    for overlay in (shapely.intersection, shapely.difference):
        assert shapely.area(overlay(small, parts)) == pytest.approx(
            shapely.area(overlay(small, large)), abs=1e-5
        )


def test_a_polygon_that_few_small_ones_meet_is_left_as_it_is():
    rng = np.random.default_rng(1)
    large = np.array([forest(rng, 3_000)] * 3 + [A] * 9)
    assert all(one is other for one, other in zip(near_parts(large, patches(rng, 12)), large, strict=True))


@pytest.mark.parametrize("first", [True, False])
def test_a_large_parcel_among_many_small_ones_keeps_every_square_metre_once(first):
    # where it is the last one it is not cut by one after the other: what each of them has is cut to it
    rng = np.random.default_rng(4)
    parcels = np.array([forest(rng, 4_000), *patches(rng, 250)])
    rank = np.arange(251) if first else np.arange(251)[::-1]
    found = find_repeats(parcels, np.zeros(251, int), rank)
    own, pieces = (shapely.transform(g, lambda xy: xy - CORNER) for g in (parcels, found.geometry))
    truth = shapely.union_all(own, grid_size=2.0**-27).area
    assert shapely.area(own).sum() - shapely.area(pieces).sum() == pytest.approx(truth, abs=1e-4)
    i, j = shapely.STRtree(pieces).query(pieces)
    same = (found.later[i] == found.later[j]) & (i < j)
    assert shapely.area(shapely.intersection(pieces[i[same]], pieces[j[same]])).max() < 1e-5
    assert (np.diff(rank[found.earlier])[np.diff(found.later) == 0] > 0).all()
    assert (found.later == 0).sum() > 90 or first


def test_copies_of_one_parcel_are_one_after_another_its_repeats():
    ring = shapely.get_coordinates(A)[:-1]
    turned = [shapely.Polygon(np.roll(ring, i, axis=0)) for i in range(3)]
    assert repeats(A, *[A] * 40, *turned, B) == [
        *((later, 0, 100) for later in range(1, 44)),
        (44, 0, 50),
    ]


# overlay


# two boxes with edges in one line; the intersection of GEOS 3.13 is two points, its difference the whole box
LARGE = shapely.Polygon(
    [
        (5.258113529619141, 23.6083087515738),
        (-1.5388512235916698, 45.58104800146274),
        (-12.047552603973337, 42.33032572818801),
        (-5.250587850762526, 20.35758647829907),
    ]
)
SMALL = shapely.Polygon(
    [
        (4.371552909635122, 26.47431821895062),
        (1.1208306363603866, 36.98301959933229),
        (-1.7451788310164316, 36.09645897934827),
        (1.505543442258304, 25.587757598966604),
    ]
)


def test_an_overlap_that_geos_loses_is_found():
    a, b = np.array([LARGE, A], dtype=object), np.array([SMALL, A], dtype=object)
    assert shapely.area(intersection(a, b)).tolist() == pytest.approx([33, 100], rel=1e-9)
    assert shapely.area(difference(a, b)).tolist() == pytest.approx([253 - 33, 0], rel=1e-9)
    common, rest = split(a, b)
    assert (common[0].area, rest[0].area) == (pytest.approx(33, rel=1e-9), pytest.approx(220, rel=1e-9))
    assert repeats(LARGE, SMALL) == [(1, 0, pytest.approx(33, rel=1e-9))]


def test_ground_that_geos_finds_between_parcels_that_touch_is_none():
    # a long strip, and a parcel beside it that GEOS 3.13 takes for lying in the strip and a third one
    turn = np.array([[np.cos(0.3), np.sin(0.3)], [-np.sin(0.3), np.cos(0.3)]])
    boxes = shapely.box([0, 8, 4], [0, 17, 24], [4, 9, 8], [7, 37, 37])
    apart, strip, beside = shapely.transform(boxes, lambda xy: xy @ turn)
    others = shapely.union_all([apart, strip])
    assert intersection(np.array([beside]), np.array([others]))[0].area == pytest.approx(0, abs=1e-6)
    assert difference(np.array([beside]), np.array([others]))[0].area == pytest.approx(52, abs=1e-6)


def test_overlaps_of_many_boxes_with_edges_in_one_line():
    rng = np.random.default_rng(3)
    west, south, wide, high = rng.integers(
        [[[0]], [[0]], [[1]], [[1]]], [[[30]], [[30]], [[25]], [[25]]], (4, 2, 8_000)
    )
    boxes = shapely.box(west, south, west + wide, south + high)
    common = np.prod(
        [
            np.clip((at + size).min(axis=0) - at.max(axis=0), 0, None)
            for at, size in ((west, wide), (south, high))
        ],
        axis=0,
    )
    for angle in (0.05, 0.3, 0.7):
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        a, b = shapely.transform(boxes, lambda xy, turn=turn: xy @ turn)
        assert np.abs(shapely.area(intersection(a, b)) - common).max() < 1e-6
        assert np.abs(shapely.area(difference(a, b)) - ((wide * high)[0] - common)).max() < 1e-6


def test_what_is_split_adds_up():
    common, rest = split(np.array([A, A, A], dtype=object), np.array([B, A, shapely.Polygon()], dtype=object))
    assert shapely.area(common).tolist() == [50, 100, 0] and shapely.area(rest).tolist() == [50, 0, 100]


def test_a_corner_near_by_is_lossless():
    far = shapely.Polygon([(37481267.2861, 3630585.2182), (37481300.1, 3630585.3), (37481290, 3630600.7)])
    corner, [near, nothing] = near_corner(
        np.array([far, None, shapely.Polygon()], dtype=object), np.zeros(0, object)
    )
    assert np.abs(shapely.get_coordinates(near)).max() < 40 and len(nothing) == 0
    assert from_corner(corner, near)[0].equals_exact(far)


def test_borders_that_all_but_coincide_are_dissolved():
    rng = np.random.default_rng(1)
    rings = shapely.buffer(shapely.points(rng.uniform(0, 100, (40, 2))), 30, quad_segs=16)
    shaken = [
        shapely.transform(r, lambda xy, d=d: xy + [37_500_000 + d, 3_600_000])
        for r in rings
        for d in (0, 3e-9, 2e-8)
    ]
    assert dissolved(np.array(shaken)).area == pytest.approx(shapely.union_all(rings).area, rel=1e-8)


def test_overlays_give_polygons_only():
    a, b = (
        np.array([A, A, A], dtype=object),
        np.array([B, shapely.box(10, 0, 20, 10), shapely.Polygon()], dtype=object),
    )
    assert shapely.area(intersection(a, b)).tolist() == [50, 0, 0]
    assert set(shapely.get_type_id(intersection(a, b)).tolist()) <= {3, 6}
    assert shapely.area(difference(a, b)).tolist() == [50, 100, 100]
    assert shapely.area(cut(a, b)).tolist() == [50, 0, 0]
    assert set(shapely.get_type_id(cut(a, b)).tolist()) <= {3, 6}


def test_of_mixed_results_the_polygons_are_kept():
    line, point = shapely.LineString([(0, 0), (1, 1)]), shapely.Point(3, 3)
    mixed = [
        shapely.GeometryCollection([line, A, point]),
        shapely.GeometryCollection([A, shapely.box(20, 0, 30, 10), line]),
        shapely.GeometryCollection([shapely.MultiPolygon([A, shapely.box(20, 0, 30, 10)]), line]),
        shapely.MultiLineString([line]), point, A,
    ]  # fmt: skip
    kept = polygonal(np.array(mixed, dtype=object))
    assert shapely.area(kept).tolist() == [100, 200, 200, 0, 0, 100]
    assert set(shapely.get_type_id(kept).tolist()) <= {3, 6}


def test_one_bad_pair_stops_nobody():
    bow_tie = shapely.from_wkt("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")
    a, b = np.array([A, bow_tie, A], dtype=object), np.array([B, B, B], dtype=object)
    assert shapely.area(intersection(a, b))[[0, 2]].tolist() == [50, 50]


def test_blocks_in_threads_come_back_in_order_and_keep_runs_together():
    keys = np.repeat(np.arange(90), 30)
    seen = []
    result = in_threads(lambda k: seen.append(set(k.tolist())) or k * 2, keys, keep_together=keys)
    assert result.tolist() == (keys * 2).tolist()
    assert sum(len(s) for s in seen) == 90  # no key in two blocks


def test_ground_is_what_is_wider_than_its_coordinates():
    sliver = [shapely.box(0, 0, 1000, w) for w in (1e-9, 1.9e-8, 3e-8, 1e-3)]
    assert is_ground(np.array([*sliver, shapely.Polygon(), None], dtype=object)).tolist() == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]
