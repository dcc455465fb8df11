"""Clipping by crossings: the same as GEOS where it is known, and not known where outlines come close."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ecoledger.core.clipping import are_apart, clip
from ecoledger.core.overlay import difference, intersection, split

FAR = np.array([37_480_000.0, 3_630_000.0])  # where a parcel of zone 37 lies


def clipped(a, b, **wanted):
    result = clip(np.array([shapely.from_wkt(a)]), np.array([shapely.from_wkt(b)]), **wanted)
    return result.known[0], result.common[0], result.rest[0]


def blob(rng, middle, size, vertices=12):
    """A wavy outline round a middle; it never crosses itself."""
    angle = np.sort(rng.uniform(0, 2 * np.pi, vertices))
    reach = rng.uniform(0.3, 1, vertices) * size
    ring = middle + reach[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return shapely.make_valid(shapely.Polygon(ring))


def shape(rng, middle, size):
    """A blob, one with a hole, two of them, or a ring round another blob."""
    whole = blob(rng, middle, size, rng.integers(3, 40))
    kind = rng.integers(4)
    if kind == 1:
        whole = shapely.difference(whole, blob(rng, middle, size * 0.3))
    elif kind == 2:
        whole = shapely.union(whole, blob(rng, middle + [size * 1.5, 0], size))
    elif kind == 3:
        whole = shapely.union(
            shapely.difference(whole, blob(rng, middle, size * 0.6)), blob(rng, middle, size * 0.1)
        )
    return shapely.normalize(whole) if rng.random() < 0.5 else whole  # clockwise, or as it is


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([np.zeros(2), FAR]))
def test_it_is_what_geos_says_and_adds_up(seed, place):
    rng = np.random.default_rng(seed)
    a = np.array([shape(rng, place + rng.uniform(-30, 30, 2), 60) for _ in range(8)], dtype=object)
    b = np.array(
        [shape(rng, place + rng.uniform(-30, 30, 2), rng.choice([10, 60, 300])) for _ in a], dtype=object
    )
    a, b = shapely.set_precision(a, 2.0**-20), shapely.set_precision(b, 2.0**-20)
    result = clip(a, b)
    known = np.flatnonzero(result.known)
    a, b, common, rest = (part[known] for part in (a, b, result.common, result.rest))
    for made, by_geos in (
        (common, shapely.intersection(a, b, grid_size=2.0**-27)),
        (rest, shapely.difference(a, b, grid_size=2.0**-27)),
    ):
        assert shapely.is_valid(made).all()
        assert shapely.area(shapely.symmetric_difference(made, by_geos)).max(initial=0) < 1e-4
    near = [shapely.transform(part, lambda xy: xy - place) for part in (a, common, rest)]
    whole, *parts = map(shapely.area, near)
    assert sum(parts) == pytest.approx(whole, abs=1e-6)


@pytest.mark.parametrize("made, share", [(blob, 0.99), (shape, 0.85)])
def test_most_pairs_are_known_and_with_holes_and_several_parts_still_many(made, share):
    rng = np.random.default_rng(1)
    a, b = (np.array([made(rng, FAR + rng.uniform(-30, 30, 2), 60) for _ in range(400)]) for _ in "ab")
    assert clip(a, b).known.mean() > share


SQUARE = "POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))"


@pytest.mark.parametrize(
    "b",
    [
        SQUARE,
        "POLYGON((1 0, 3 0, 3 1, 1 1, 1 0))",  # an edge along an edge
        "POLYGON((2 1, 3 0, 3 2, 2 1))",  # a vertex on an edge
        "POLYGON((1 -1, 3 1, 3 -1, 1 -1))",
        "POLYGON((2.00000001 0.5, 4 0.5, 4 1, 2.00000001 0.5))",  # all but touching
        "POLYGON((0 0, 2 0, 1 1, 0 0))",  # inside, from an edge both have
        "POLYGON((0 0, 3 1, 1 3, 0 0))",  # from a corner both have
        "POLYGON((2 2, 2 0, 3 1, 3 3, -1 3, -1 1, 2 2))",  # beside an edge, and then across
    ],
)
def test_nothing_is_known_where_outlines_come_close(b):
    assert clipped(SQUARE, b) == (False, None, None)


@pytest.mark.parametrize(
    "b",
    [
        "POLYGON((2 0, 4 0, 4 2, 2 2, 2 0))",  # an edge
        "POLYGON((2 2, 4 2, 4 4, 2 4, 2 2))",  # a corner
        "POLYGON((2 0, 3 -1, 3 3, -1 3, 0 2, 2 2, 2 0))",  # two edges
        "POLYGON((2 2, 3 2, 3 -1, 2 0, 2 2))",
    ],
)
def test_neighbours_that_share_their_corners_share_no_ground(b):
    known, common, rest = clipped(SQUARE, b)
    assert known and common.is_empty and rest == shapely.from_wkt(SQUARE)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32))
def test_patches_of_a_triangulation_are_apart_where_they_have_no_triangle_in_common(seed):
    rng = np.random.default_rng(seed)
    points = shapely.MultiPoint(rng.integers(0, 1_000, (30, 2)) + FAR)
    triangles = shapely.get_parts(shapely.delaunay_triangles(points))
    patches = [set(rng.choice(len(triangles), rng.integers(1, 9), replace=False)) for _ in range(40)]
    ground = np.array([shapely.union_all(triangles[list(patch)]) for patch in patches])
    one_ring = (shapely.get_type_id(ground) == 3) & (shapely.get_num_interior_rings(ground) == 0)
    i, j = np.nonzero(one_ring[:, None] & one_ring & ~np.eye(40, dtype=bool))
    disjoint = np.array([not patches[a] & patches[b] for a, b in zip(i, j, strict=True)], dtype=bool)
    assert are_apart(ground[i], ground[j]).tolist() == disjoint.tolist()


@pytest.mark.parametrize(
    "b, common, rest",
    [
        ("POLYGON((-1 -1, 9 -1, 9 9, -1 9, -1 -1))", 12, 0),  # a in b
        ("POLYGON((.2 .2, .8 .2, .8 .8, .2 .8, .2 .2))", 0.36, 11.64),  # b in a: a hole is left
        ("POLYGON((1.2 1.2, 1.8 1.2, 1.8 1.8, 1.2 1.8, 1.2 1.2))", 0, 12),  # b in the hole of a
        ("POLYGON((.5 .5, 3.5 .5, 3.5 3.5, .5 3.5, .5 .5))", 5, 7),  # a ring round the hole
        ("POLYGON((9 9, 10 9, 10 10, 9 9))", 0, 12),
        ("POLYGON((.5 -1, 1.5 -1, 1.5 5, .5 5, .5 -1))", 3, 9),  # a strip through the hole, two parts stay
        (
            "MULTIPOLYGON(((-1 -1, .5 -1, .5 .5, -1 .5, -1 -1)), ((3.5 3.5, 5 3.5, 5 5, 3.5 5, 3.5 3.5)))",
            0.5,
            11.5,
        ),
        ("POLYGON((-1 -1, 5 -1, 5 5, -1 5, -1 -1), (.5 .5, 3.5 .5, 3.5 3.5, .5 3.5, .5 .5))", 7, 5),
    ],
)
def test_a_frame_of_twelve_square_metres(b, common, rest):
    frame = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))"
    known, in_both, left = clipped(frame, b)
    assert known
    assert (in_both.area, left.area) == pytest.approx((common, rest))
    assert shapely.is_valid([in_both, left]).all()


def test_what_squares_enclose_corner_to_corner_is_ground_of_its_own():
    squares = shapely.MultiPolygon(
        [shapely.box(x, y, x + 1, y + 1) for x, y in ((1, 0), (0, 1), (2, 1), (1, 2))]
    )
    around = np.array([shapely.box(-1, -1, 4, 4)])
    assert not clip(around, np.array([squares])).known[0]  # the frame round them would touch itself
    rest = difference(around, np.array([squares]))[0]
    assert rest.is_valid and sorted(part.area for part in rest.geoms) == pytest.approx([1, 20])


def test_a_sieve_is_left_to_geos():
    holes = [shapely.box(x, 1, x + 0.5, 2).exterior.coords for x in range(1, 41)]
    sieve, strip = shapely.Polygon(shapely.box(0, 0, 42, 3).exterior, holes), shapely.box(-1, -1, 50, 2.5)
    result = clip(np.array([sieve]), np.array([strip]))
    assert not result.known[0]
    assert intersection(np.array([sieve]), np.array([strip]))[0].area == pytest.approx(42 * 2.5 - 20)


def test_two_large_outlines_are_left_to_geos_and_a_small_one_beside_a_large_one_is_not():
    large, other, small = shapely.buffer(shapely.points([(0, 0), (9, 1), (70, 0)]), [50, 60, 40], quad_segs=9)
    large, other = (shapely.segmentize(one, 0.1) for one in (large, other))
    assert clip(np.array([large] * 2), np.array([other, shapely.segmentize(small, 8)])).known.tolist() == [
        False,
        True,
    ]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_a_pair_is_clipped_the_same_whatever_stands_beside_it(seed):
    rng = np.random.default_rng(seed)
    a, b = (np.array([shape(rng, FAR + rng.uniform(-40, 40, 2), 60) for _ in range(12)]) for _ in "ab")
    order = rng.permutation(12)
    together, alone = clip(a, b), [clip(a[[i]], b[[i]]) for i in order]
    assert together.known[order].tolist() == [one.known[0] for one in alone]
    for name in ("common", "rest"):
        made = getattr(together, name)[order]
        assert [one and one.wkb for one in made] == [(g := getattr(one, name)[0]) and g.wkb for one in alone]


def exactly_in_common(a, b):
    """Return the area of what two polygons of one ring share, in rational numbers, strip by strip."""
    rings = [[tuple(map(Fraction, xy)) for xy in shapely.get_coordinates(one).tolist()] for one in (a, b)]
    sides = [[sorted(edge) for edge in zip(ring, ring[1:], strict=False)] for ring in rings]
    cuts = {x for ring in rings for x, _ in ring}
    for ((ax, ay), (px, py)), ((bx, by), (qx, qy)) in itertools.product(*sides):
        cross = (px - ax) * (qy - by) - (py - ay) * (qx - bx)
        if cross:
            cuts.add(ax + (px - ax) * ((bx - ax) * (qy - by) - (by - ay) * (qx - bx)) / cross)
    area, cuts = Fraction(0), sorted(cuts)
    for west, east in zip(cuts, cuts[1:], strict=False):
        middle = (west + east) / 2
        over = [
            sorted(
                y + (middle - x) * (v - y) / (u - x)
                for (x, y), (u, v) in edges
                if x <= west and east <= u != x
            )
            for edges in sides
        ]
        spans = [list(zip(heights[::2], heights[1::2], strict=True)) for heights in over]
        for (low, high), (floor, top) in itertools.product(*spans):
            area += max(min(high, top) - max(low, floor), 0) * (east - west)
    return area


def test_what_two_squares_share_is_counted_exactly():
    a, b = shapely.box(0, 0, 2, 2), shapely.Polygon([(1, 1), (3, 0), (3, 3)])
    assert exactly_in_common(a, b) == Fraction(3, 4)
    assert exactly_in_common(a, shapely.box(2, 0, 3, 1)) == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.integers(0, 2**32), st.sampled_from([np.zeros(2), FAR, -FAR]))
def test_outlines_a_hair_from_each_other_are_judged_right_or_not_at_all(seed, place):
    rng = np.random.default_rng(seed)
    ring, other = (
        place + rng.uniform(-60, 60, 2) + rng.uniform(-60, 60, (n, 2)) for n in rng.integers(3, 7, 2)
    )
    for hair in rng.choice([0, 1, -1], (3, 2)) * 10 ** rng.uniform(-9.5, -5, (3, 1)):
        i, j = rng.integers(len(ring)), rng.integers(len(other))
        share = rng.choice([0, rng.random()])
        other[j] = ring[i - 1] + share * (ring[i] - ring[i - 1]) + hair
    pair = np.array([shapely.make_valid(shapely.Polygon(vertices)) for vertices in (ring, other)])
    assume(shapely.is_valid(pair).all())  # what has been made valid seldom is not, far from the origin
    assume((shapely.get_type_id(pair) == 3).all() and not shapely.get_num_interior_rings(pair).any())
    a, b = pair[:1], pair[1:]
    exact, result = exactly_in_common(*pair), clip(a, b)
    if are_apart(a, b)[0]:
        assert exact == 0
    if result.known[0]:
        made = np.array([result.common[0], result.rest[0], pair[0]])
        common, rest, whole = shapely.area(shapely.transform(made, lambda xy: xy - place))
        assert common == pytest.approx(float(exact), abs=2e-6)
        assert common + rest == pytest.approx(whole, abs=1e-6)
        assert shapely.is_valid(made).all()


def test_a_cut_beside_a_hair_of_the_parcel_itself_leaves_a_valid_parcel():
    rng = np.random.default_rng(7)
    a, b = [], []
    for _ in range(3_000):  # a corner from the other side comes as near to an edge as coordinates can tell
        east, up = np.array([[90, rng.uniform(-40, 40)], [0, 30]])
        neck = rng.uniform(0.2, 0.8) * east + [0, 10 ** rng.uniform(-9, -6)]
        a.append(shapely.Polygon(FAR + [0 * east, east, east + up, neck, up]))
        b.append(blob(rng, FAR + rng.random() * east, 30, 6))
    a, b = np.array(a), np.array(b)
    valid = shapely.is_valid(a) & shapely.is_valid(b)
    result = clip(a[valid], b[valid])
    made = np.concatenate([result.common, result.rest])[np.tile(result.known, 2)]
    assert len(made) > 1_000 and shapely.is_valid(made).all()


@pytest.mark.parametrize("place", [FAR, np.zeros(2)])
def test_vertices_that_stay_are_the_same_to_the_last_bit(place):
    ring = place + np.array([[0.123456, 0.654321], [50.1, 0.7], [50.3, 40.9], [0.4, 40.2]])
    a, b = shapely.Polygon(ring), shapely.Polygon(ring + [20.01, 10.02])
    result = clip(np.array([a]), np.array([b]))
    made = {tuple(xy) for xy in shapely.get_coordinates([result.common[0], result.rest[0]])}
    assert made >= {tuple(xy) for xy in ring}
    assert len(made) == 4 + 1 + 2  # a's four, b's one within, two crossings


def test_an_edge_cut_from_two_sides_is_cut_at_one_place():
    parcel = shapely.Polygon(FAR + [[0, 0], [31.7, 3.3], [29.9, 33.1], [-1.1, 30.3]])
    border = FAR + [[14.9, -9.7], [16.3, 44.1]]
    west = shapely.Polygon([*border, FAR + [-90, 44.1], FAR + [-90, -9.7]])
    east = shapely.Polygon([*border[::-1], FAR + [90, -9.7], FAR + [90, 44.1]])
    one, other = clip(np.array([parcel, parcel]), np.array([west, east])).common
    assert len(set(map(tuple, one.exterior.coords)) & set(map(tuple, other.exterior.coords))) == 2


def test_only_what_is_wanted_is_made():
    a, b = "POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON((1 1, 3 1, 3 3, 1 3, 1 1))"
    assert clipped(a, b, rest=False)[2] is None
    assert clipped(a, b, common=False)[1] is None


def test_what_is_no_polygon_is_not_known_and_what_is_empty_is():
    square, empty = shapely.box(0, 0, 1, 1), shapely.Polygon()
    a = np.array([None, shapely.Point(0, 0), empty, square, square], dtype=object)
    b = np.array([square, square, square, empty, None], dtype=object)
    result = clip(a, b)
    assert result.known.tolist() == [False, False, True, True, False]
    assert shapely.is_empty(result.common[2:4]).all()
    assert result.rest[2].is_empty and result.rest[3] == square


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_overlays_add_up_also_where_borders_are_shared(seed):
    """On a lattice nearly all outlines touch: GEOS answers for what is not known, and nothing is lost."""
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, 6, (12, 2, 2))
    a, b = (
        np.array([shapely.box(*c, *(c + rng.integers(1, 5, 2))) for c in side])
        for side in corners.swapaxes(0, 1)
    )
    a, b = (shapely.transform(side, lambda xy: xy + FAR) for side in (a, b))
    wide, high = (
        np.minimum(*(shapely.bounds(s)[:, i + 2] for s in (a, b)))
        - np.maximum(*(shapely.bounds(s)[:, i] for s in (a, b)))
        for i in (0, 1)
    )
    common = np.clip(wide, 0, None) * np.clip(high, 0, None)
    whole = np.prod(shapely.bounds(a)[:, 2:] - shapely.bounds(a)[:, :2], axis=1)
    both, rest = split(a, b)
    for made, expected in (
        (both, common),
        (intersection(a, b), common),
        (rest, whole - common),
        (difference(a, b), whole - common),
    ):
        assert shapely.area(shapely.transform(made, lambda xy: xy - FAR)) == pytest.approx(expected, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_neighbours_cut_at_a_border_are_neighbours_still(seed):
    rng = np.random.default_rng(seed)
    shared = FAR + np.round(np.column_stack([rng.uniform(-3, 3, 9), np.linspace(-20, 20, 9)]), 4)
    west = shapely.Polygon([*shared, *(FAR + [[-30, 21], [-31, -22]])])
    east = shapely.Polygon([*shared[::-1], *(FAR + [[30, -21], [31, 22]])])
    border = FAR + np.column_stack([np.linspace(-60, 60, 14), rng.uniform(-6, 6, 14)])
    south = shapely.Polygon([*border, *(FAR + [[60, -90], [-60, -90]])])
    cut = clip(np.array([west, east]), np.array([south, south]))
    known = cut.known.all() and (shapely.get_type_id([*cut.common, *cut.rest]) == 3).all()
    for one, other in (cut.common, cut.rest) if known else ():
        assert are_apart(np.array([one]), np.array([other]))[0]
