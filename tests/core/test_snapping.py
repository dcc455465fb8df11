"""A parcel snapped to what lies beside it: the two share a border then, and nothing else has moved."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.snapping import TOLERANCE, is_strip, snapped

EAST, NORTH = 37_500_000.0, 3_600_000.0


def moved(shape):
    return shapely.transform(shape, lambda xy: xy + [EAST, NORTH])


PARCEL = moved(shapely.box(0, 0, 100, 100))


def test_a_strip_of_overlap_goes():
    field = moved(shapely.box(98.5, -50, 300, 150))
    result = snapped(PARCEL, field)
    assert shapely.area(shapely.intersection(result.shape, field)) < 1e-6
    assert result.shape.area == pytest.approx(98.5 * 100) and result.moved == 2
    assert result.farthest == pytest.approx(1.5)


def test_a_gap_is_closed():
    field = moved(shapely.box(101.2, -50, 300, 150))
    result = snapped(PARCEL, field)
    assert shapely.distance(result.shape, field) == 0
    assert result.shape.area == pytest.approx(101.2 * 100)


def test_the_corners_of_the_border_are_taken_over():
    field = moved(shapely.Polygon([(99, -50), (101, 50), (99, 150), (300, 150), (300, -50)]))
    result = snapped(PARCEL, field)
    assert shapely.Point(EAST + 101, NORTH + 50).distance(shapely.boundary(result.shape)) < 1e-6
    assert shapely.area(shapely.intersection(result.shape, field)) < 1e-6
    # from x = 100 on both sides of the middle: two trapeziums between x(0) = x(100) = 100 and x(50) = 101
    assert result.shape.area == pytest.approx(100 * 100 + 50 * 1.0, abs=0.01)


def test_what_lies_farther_than_the_tolerance_stays():
    field = moved(shapely.box(95, -50, 300, 150))
    result = snapped(PARCEL, field)
    assert result.moved == 0 and result.shape.equals(PARCEL)


def test_a_wide_overlap_is_no_strip_and_stays():
    field = moved(shapely.box(50, 50, 300, 300))
    result = snapped(PARCEL, field)
    assert result.shape.area == pytest.approx(PARCEL.area)


def test_a_river_bank_is_a_border_too():
    bank = moved(shapely.LineString([(101, -50), (101, 150)]))
    assert snapped(PARCEL, bank).shape.area == pytest.approx(101 * 100)


def test_a_parcel_that_would_be_gone_is_empty():
    strip = moved(shapely.box(0, 0, 100, 1))
    assert snapped(strip, moved(shapely.box(-50, -50, 150, 50))).shape.is_empty


def test_holes_stay():
    with_hole = shapely.difference(PARCEL, moved(shapely.box(40, 40, 60, 60)))
    result = snapped(with_hole, moved(shapely.box(99, -50, 300, 150)))
    assert result.shape.area == pytest.approx(99 * 100 - 400)


@pytest.mark.parametrize(("width", "strip"), [(1.99, True), (2.0, True), (2.01, False)])
def test_a_strip_is_no_wider_than_the_tolerance(width, strip):
    assert is_strip(np.array([moved(shapely.box(0, 0, 80, width))])).tolist() == [strip]


@settings(max_examples=60, deadline=None)
@given(
    offsets=st.lists(st.floats(-1.9, 1.9), min_size=2, max_size=8),
    tolerance=st.just(TOLERANCE),
)
def test_whatever_a_border_looks_like_nothing_of_the_strip_stays_and_nothing_moves_farther(
    offsets, tolerance
):
    rise = np.linspace(-10, 110, len(offsets))
    edge = [(100 + x, y) for x, y in zip(offsets, rise, strict=True)]
    field = moved(shapely.Polygon([*edge, (300, 110), (300, -10)]))
    result = snapped(PARCEL, field, tolerance)
    assert shapely.is_valid(result.shape) and result.shape.geom_type == "Polygon"
    assert shapely.area(shapely.intersection(result.shape, field)) < 1e-3
    assert result.farthest <= 2 * tolerance
    corners = {tuple(xy) for xy in shapely.get_coordinates(result.shape)}
    assert {(EAST, NORTH), (EAST, NORTH + 100)} <= corners
