"""The official parcel area against the published vectors and the decimal reference, to the cent."""

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from ecoledger.core.area import official_area
from ecoledger.tests.core import official_reference

# 110.8 E 32.8 N in zone 37, as the published squares were laid out: the point's own coordinates, unrounded
CENTRE = Transformer.from_crs(4490, 4525, always_xy=True).transform(110.8, 32.8)


def square(side, centre=CENTRE):
    x, y = centre
    return shapely.box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def blob(rng, centre, radius, vertices):
    angle = np.sort(rng.uniform(0, 2 * np.pi, vertices))
    distance = radius * rng.uniform(0.7, 1.3, vertices)
    return shapely.Polygon(
        np.column_stack([centre[0] + distance * np.cos(angle), centre[1] + distance * np.sin(angle)])
    )


def reference(parcel, false_easting, meridian):
    polygons = [[list(r.coords) for r in shapely.get_rings(p)] for p in shapely.get_parts(parcel)]
    return float(official_reference.area(polygons, false_easting, meridian))


@pytest.mark.parametrize(
    ("side", "official"),
    # the table's truth and its difference: 9999.9135 (1 + 9.0e-8), 999991.3479 (1 - 2.8e-9),
    # 99999114.4504 (1 + 2.1e-10), 9999708092.59 (1 - 1.3e-11)
    [(100, 9999.91), (1000, 999991.35), (10_000, 99999114.47), (100_000, 9999708092.46)],
)
def test_published_squares_are_met_to_the_cent(side, official):
    assert official_area([square(side)], 4525)[0] == official


ZONES = [  # CRS, false easting, central meridian: 3° and 6° zones, with and without prefix
    (4525, 37_500_000, 111),
    (4546, 500_000, 111),
    (4497, 19_500_000, 111),
    (4508, 500_000, 111),
    (4526, 38_500_000, 114),
    (4498, 20_500_000, 117),
    (4545, 500_000, 108),
]


def test_a_hundred_and_forty_parcels_are_the_decimal_reference_to_the_cent():
    rng = np.random.default_rng(32)
    for crs, false_easting, meridian in ZONES:
        parcels = []
        for vertices in rng.integers(3, 40, 20):
            centre = false_easting + rng.uniform(-150_000, 150_000), rng.uniform(2_000_000, 5_500_000)
            parcels.append(blob(rng, centre, rng.uniform(5, 250), vertices))
        expected = [reference(p, false_easting, meridian) for p in parcels]
        assert official_area(parcels, crs).tolist() == expected


def test_holes_and_parts_are_the_decimal_reference_to_the_cent():
    ring = shapely.Polygon(square(900).exterior.coords, [square(200).exterior.coords])
    islands = shapely.MultiPolygon([ring, square(150, (CENTRE[0] + 800, CENTRE[1] - 300))])
    both = official_area([ring, islands], 4525)
    assert both.tolist() == [reference(ring, 37_500_000, 111), reference(islands, 37_500_000, 111)]


def test_an_edge_of_exactly_seventy_metres_is_not_divided():
    at = 37_450_000.0, 3_600_000.0
    parcel = shapely.box(*at, at[0] + 70, at[1] + 70)
    assert len(official_reference.ring_points(list(parcel.exterior.coords))) == 5
    assert official_area([parcel], 4525)[0] == reference(parcel, 37_500_000, 111)


def test_direction_and_first_vertex_of_a_ring_do_not_matter():
    parcel = blob(np.random.default_rng(7), CENTRE, 150, 30)
    xy = list(parcel.exterior.coords)[:-1]
    turned = shapely.Polygon(xy[11:] + xy[:11])
    assert len(set(official_area([parcel, parcel.reverse(), turned], 4525).tolist())) == 1


@pytest.mark.parametrize(("crs", "shift"), [(4546, 37_000_000), (4497, 18_000_000), (4508, 37_000_000)])
def test_zones_with_the_same_meridian_agree(crs, shift):
    parcel = square(320, (37_481_267.25, 3_630_585.5))
    moved = shapely.transform(parcel, lambda xy: xy - [shift, 0])
    assert official_area([moved], crs)[0] == official_area([parcel], 4525)[0]


@pytest.mark.parametrize("crs", [4490, 4326, 3857, 32649])
def test_parcels_of_other_systems_are_brought_to_their_zone_first(crs):
    parcel = square(320)
    transformer = Transformer.from_crs(4525, crs, always_xy=True)
    moved = shapely.transform(parcel, lambda xy: np.column_stack(transformer.transform(*xy.T)))
    assert official_area([moved], crs)[0] == pytest.approx(official_area([parcel], 4525)[0], abs=0.011)


def test_z_and_m_do_not_matter():
    ring = "37481000 3630000{0}, 37481100 3630000{0}, 37481100 3630100{0}, 37481000 3630000{0}"
    flat, solid, measured, both = (
        shapely.from_wkt(f"POLYGON {kind} (({ring.format(more)}))")
        for kind, more in (("", ""), ("Z", " 812.5"), ("M", " 3"), ("ZM", " 812.5 3"))
    )
    assert len(set(official_area([flat, solid, measured, both], 4525).tolist())) == 1


def test_what_has_no_area_has_no_official_one():
    line, point = shapely.LineString([(37_481_000, 3_630_000), (37_481_100, 3_630_000)]), shapely.Point(1, 2)
    nothing = official_area([None, shapely.Polygon(), line, point, shapely.MultiPolygon()], 4525)
    assert np.isnan(nothing).all() and len(nothing) == 5
    assert official_area([], 4525).tolist() == []


def test_a_null_beside_a_parcel_changes_nothing():
    assert official_area([None, square(100), shapely.Polygon()], 4525)[1] == 9999.91


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e15, -1e300])
def test_a_corner_nobody_can_place_gives_no_area_and_harms_no_neighbour(bad):
    with np.errstate(invalid="ignore"):
        broken = shapely.Polygon([(37_481_000, 3_630_000), (37_481_100, 3_630_000), (bad, 3_630_100)])
    assert np.array_equal(official_area([broken, square(100)], 4525), [np.nan, 9999.91], equal_nan=True)
