"""A ring that its middle sees in order is valid; whatever else is drawn is left to GEOS."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.area import areas_and_plain_on, measurable, working_map
from ecoledger.core.rings import blocks, star_shaped

PLANE = working_map(measurable(4525), np.array([shapely.Point(37_500_000, 3_600_000)]))

PENTAGON = [(0, 10), (-9.5, 3.1), (-5.9, -8.1), (5.9, -8.1), (9.5, 3.1)]
PENTAGRAM = [PENTAGON[i] for i in (0, 2, 4, 1, 3)]

VERTEX = st.tuples(st.integers(-6, 6), st.integers(-6, 6))
OFFSET = st.sampled_from([(0.0, 0.0), (37_500_000.0, 3_600_000.0), (-1e9, 1e9), (0.1, 1e-9)])


def _said(vertices):
    with np.errstate(invalid="ignore"):
        return bool(star_shaped(np.array([shapely.Polygon(vertices)]))[0])


@pytest.mark.parametrize("turn", [1, -1])
def test_a_ring_going_round_its_middle_is_told_in_either_direction(turn):
    assert _said(PENTAGON[::turn])


@pytest.mark.parametrize(
    ("what", "vertices"),
    [
        ("goes round twice", PENTAGRAM),
        ("a bow-tie", [(0, 0), (2, 2), (2, 0), (0, 2)]),
        ("a spike", [(0, 0), (4, 0), (4, 4), (2, 4), (2, 9), (2, 4), (0, 4)]),
        ("a vertex twice", [(0, 0), (4, 0), (4, 0), (4, 4), (0, 4)]),
        ("a corner its middle does not see", [(0, 0), (9, 0), (9, 1), (1, 1), (1, 9), (0, 9)]),
        ("no ground", [(0, 0), (1, 1), (2, 2)]),
        ("not finite", [(0, 0), (4, 0), (np.nan, 4), (0, 4)]),
        ("a hair of its extent thick", [(0, 0), (1e6, 0), (1e6, 1e-9), (0, 1e-9)]),
    ],
)
def test_nothing_is_said_of(what, vertices):
    assert not _said(vertices)


def test_nothing_is_said_of_holes_parts_lines_and_what_is_missing():
    shape = shapely.box(0, 0, 9, 9)
    others = [
        shape - shapely.box(1, 1, 2, 2),
        shapely.MultiPolygon([shape]),
        shape.exterior,
        shapely.Polygon(),
        None,
    ]
    assert star_shaped(np.array([*others, shape], dtype=object)).tolist() == [False] * 5 + [True]


@settings(max_examples=400, deadline=None)
@given(st.lists(VERTEX, min_size=3, max_size=9), OFFSET)
def test_what_is_told_is_valid_for_geos(vertices, offset):
    ring = shapely.Polygon(np.array(vertices) + offset)
    if _said(ring.exterior.coords):
        assert shapely.is_valid(ring)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.5, 2.0), min_size=5, max_size=80), OFFSET)
def test_a_ring_is_judged_the_same_alone_and_among_others(radii, offset):
    angle = np.arange(len(radii)) * 2 * np.pi / len(radii)
    ring = np.column_stack([np.cos(angle), np.sin(angle)]) * np.array(radii)[:, None] * 100 + offset
    among = np.array([shapely.Polygon(v) for v in (PENTAGRAM, ring, PENTAGON)])
    assert star_shaped(among).tolist() == [False, _said(ring), True]


def test_blocks_keep_every_ring_and_its_place():
    rings = shapely.buffer(shapely.points(np.arange(3_000), 0), 0.4, quad_segs=8)
    which = np.arange(5, 3_000)
    cut = blocks(rings, which)
    assert len(cut) > 1
    assert np.concatenate(cut).tolist() == which.tolist()
    assert blocks(rings, which[:0]) == []


def test_a_ring_that_is_not_finite_leaves_its_neighbours_alone():
    square = shapely.box(37_500_000, 3_600_000, 37_500_010, 3_600_010)
    broken = shapely.Polygon([(37_500_000, 3_600_000), (np.nan, 3_600_010), (37_500_010, np.inf)])
    area, plain = areas_and_plain_on(np.array([square, broken, square]), PLANE)
    assert np.isnan(area[1]) and not plain[1]
    assert area[[0, 2]] == pytest.approx(100, rel=1e-3)
    assert plain[[0, 2]].all()
