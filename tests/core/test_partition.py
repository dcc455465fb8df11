"""Townships as a partition: held against plain intersections with every township."""

import numpy as np
import pytest
import shapely

from ecoledger.core.area import measurable, working_map
from ecoledger.core.ledger.partition import OUTSIDE, Partition
from ecoledger.tests.core.district import box, there, wkt

PLANE = working_map(measurable(4525), np.array([box(0, 0, 1, 1)]))


def partition(*units):
    return Partition(np.array(units, dtype=object), PLANE)


def located(parts, *parcels):
    found = parts.locate(np.array(parcels, dtype=object))
    return list(
        zip(
            found.parcel.tolist(),
            found.unit.tolist(),
            shapely.area(found.geometry).round(6).tolist(),
            strict=True,
        )
    )


TWO = partition(box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000))


@pytest.mark.parametrize(
    ("parcel", "pieces"),
    [
        (box(10, 10, 20, 20), [(0, 0, 100)]),
        (box(990, 10, 1010, 20), [(0, 0, 100), (0, 1, 100)]),
        (box(990, 10, 1000, 20), [(0, 0, 100)]),
        (box(1000, 10, 1010, 20), [(0, 1, 100)]),
        (box(-10, 10, 10, 20), [(0, 0, 100), (0, OUTSIDE, 100)]),
        (box(-10, 10, 0, 20), [(0, OUTSIDE, 100)]),
        (box(5000, 10, 5010, 20), [(0, OUTSIDE, 100)]),
        (box(995, 995, 1005, 1005), [(0, 0, 25), (0, 1, 25), (0, OUTSIDE, 50)]),
        (box(-100, -100, 2100, 1100), [(0, 0, 1e6), (0, 1, 1e6), (0, OUTSIDE, 640_000)]),
        (box(0, 0, 2000, 1000), [(0, 0, 1e6), (0, 1, 1e6)]),
        (box(999.9999, 10, 1000.0001, 20), [(0, 0, 0.001), (0, 1, 0.001)]),
        (shapely.Polygon(), []),
    ],
)
def test_a_parcel_is_cut_at_the_borders_it_crosses(parcel, pieces):
    assert located(TWO, parcel) == pieces


def test_the_piece_of_a_parcel_wholly_in_one_township_is_the_parcel_itself():
    parcels = np.array([box(10, 10, 20, 20), box(990, 10, 1000, 20), box(990, 10, 1010, 20)])
    found = TWO.locate(parcels)
    assert found.whole.tolist() == [True, True, False, False]
    assert found.geometry[0] is parcels[0] and found.geometry[1] is parcels[1]


def test_every_parcel_has_a_piece_however_small_and_wherever_it_lies():
    for side in (1e-4, 1e-3, 0.3):
        for x, y in (
            (1000 - side / 3, 5),
            (-side / 3, 5),
            (-2 * side, 5),
            (2000 - side / 2, 1000 - side / 2),
            (500, 500),
        ):
            found = TWO.locate(np.array([box(x, y, x + side, y + side)]))
            assert len(found.parcel) >= 1
            assert shapely.area(found.geometry).sum() == pytest.approx(side**2, abs=1e-6)


def test_a_speck_in_a_gap_between_townships_is_outside():
    parts = partition(box(0, 0, 10, 10), box(20, 0, 30, 10))
    assert located(parts, box(10.01, 5, 10.0101, 5.0001)) == [(0, OUTSIDE, 0)]


def test_points_lie_in_one_township_on_a_border_in_the_first():
    xy = np.array([[5, 5], [1000, 5], [1500, 5], [2000, 1000], [2000.1, 5], [-1, -1]]) + [
        37_500_000,
        3_600_000,
    ]
    assert TWO.unit_at(xy).tolist() == [0, 0, 1, 1, OUTSIDE, OUTSIDE]


def test_ground_of_two_is_of_the_first_and_the_pair_is_listed():
    parts = partition(box(0, 0, 600, 100), box(400, 0, 1000, 100), box(550, 0, 560, 100))
    assert shapely.area(parts.units).tolist() == [60_000, 40_000, 0]
    assert parts.overlaps.tolist() == [[0, 1], [0, 2], [1, 2]]
    assert located(parts, box(300, 0, 700, 100)) == [(0, 0, 30_000), (0, 1, 10_000)]


def test_holes_islands_and_far_flung_parts():
    ring = shapely.Polygon(box(0, 0, 900, 900).exterior.coords, [box(300, 300, 600, 600).exterior.coords])
    exclave = shapely.MultiPolygon([box(350, 350, 450, 450), box(5000, 5000, 5100, 5100)])
    parts = partition(ring, exclave)
    assert located(parts, box(250, 400, 500, 410)) == [(0, 0, 500), (0, 1, 1000), (0, OUTSIDE, 1000)]
    assert located(parts, box(5050, 5050, 5060, 5060)) == [(0, 1, 100)]


def test_no_township_and_unreadable_ones():
    assert located(partition(), box(0, 0, 10, 10)) == [(0, OUTSIDE, 100)]
    parts = partition(None, shapely.Polygon(), box(0, 0, 5, 10))
    assert parts.reason.tolist() == ["null", "empty", ""]
    assert located(parts, box(0, 0, 10, 10)) == [(0, 2, 50), (0, OUTSIDE, 50)]


def test_no_parcel():
    assert located(TWO) == []


@pytest.mark.parametrize("side", [1000, 60_000])
def test_pieces_are_the_intersections_with_every_township(side):
    rng = np.random.default_rng(side)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(
            shapely.multipoints(rng.uniform(0, side, (14, 2))), extend_to=shapely.box(0, 0, side, side)
        )
    )
    # wavy borders of many vertices, shared by both neighbours, in the middle of which parcels lie
    wavy = shapely.transform(
        shapely.segmentize(shapely.intersection(cells, shapely.box(0, 0, side, side)), side / 200),
        lambda xy: xy + 0.01 * side * np.sin(xy[:, ::-1] / side * 37),
    )
    units = there(np.array([g for g in wavy if g.is_valid]))
    assert len(units) > 10
    centre, radius = rng.uniform(-0.05, 1.05, (300, 2)) * side, 10 ** rng.uniform(-4, -0.5, 300) * side
    angle = np.sort(rng.uniform(0, 2 * np.pi, (300, 17)), axis=1)
    reach = radius[:, None] * rng.uniform(0.2, 1, (300, 17))
    parcels = shapely.polygons(
        np.stack([np.cos(angle), np.sin(angle)], axis=2) * reach[:, :, None]
        + (centre + [37_500_000, 3_600_000])[:, None]
    )
    parcels = parcels[shapely.is_valid(parcels)]
    found = Partition(units, PLANE).locate(parcels)
    got = np.zeros((len(parcels), len(units) + 1))
    np.add.at(got, (found.parcel, found.unit), shapely.area(found.geometry))
    true = shapely.area(shapely.intersection(parcels[:, None], units[None, :]))
    outside = shapely.area(parcels) - true.sum(axis=1)
    truth = np.column_stack([true, np.where(outside > 1e-6, outside, 0)])
    assert got == pytest.approx(truth, rel=1e-9, abs=1e-8 * side)  # what coordinates are known to
    assert got.sum(axis=1) == pytest.approx(shapely.area(parcels), rel=1e-9, abs=1e-6)
    assert len({*zip(found.parcel, found.unit, strict=True)}) == len(found.parcel)


def test_a_parcel_drawn_along_a_township_border_has_no_sliver_beyond_it():
    border = wkt("LINESTRING (0 0, 211 305.3, 377.7 410, 801.1 433, 1000 1000)")
    left = there(shapely.Polygon([*((x - 37_500_000, y - 3_600_000) for x, y in border.coords), (0, 1000)]))
    right = there(shapely.Polygon([*((x - 37_500_000, y - 3_600_000) for x, y in border.coords), (1000, 0)]))
    parcel = wkt("POLYGON ((211 305.3, 377.7 410, 801.1 433, 700 200, 211 305.3))")
    found = partition(left, right).locate(np.array([parcel]))
    assert found.unit.tolist() == [1]


def test_a_parcel_whose_corners_were_snapped_to_a_border_has_no_sliver_beyond_it():
    # no corner but the ends lies exactly on the slanting border: a coordinate is known to 7e-9 m
    left = wkt("POLYGON ((0 0, 1000 333, 1000 1000, 0 1000, 0 0))")
    right = wkt("POLYGON ((0 0, 1000 333, 1000 0, 0 0))")
    corners = [(x, x * 0.333) for x in np.linspace(50, 950, 40)]
    parcels = there(
        np.array([shapely.Polygon([*corners, (x, 10 * side + 500)]) for side in (-1, 1) for x in (400, 600)])
    )
    found = partition(left, right).locate(parcels[shapely.is_valid(parcels)])
    assert len(found.parcel) == len(np.unique(found.parcel)) >= 2


def test_townships_whose_common_border_was_drawn_twice_are_disjoint_all_the_same():
    wave = np.linspace(0, 1000, 200)
    west, east = (np.column_stack([500 + 20 * np.sin(wave / 60) + d * np.sin(wave), wave]) for d in (0, 1e-6))
    units = there(
        np.array(
            [shapely.Polygon([*west, (0, 1000), (0, 0)]), shapely.Polygon([*east, (1000, 1000), (1000, 0)])]
        )
    )
    parts = partition(*units)
    near = shapely.transform(parts.units, lambda xy: xy - [37_500_000, 3_600_000])
    assert shapely.intersection(*near).area < 1e-5
    found = parts.locate(np.array([box(100, 100, 900, 900)]))
    assert shapely.area(found.geometry).sum() == pytest.approx(640_000, rel=1e-10)
