"""The measure against the published vectors and GeographicLib, and additive under cutting."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Geod, Proj, Transformer

from ecoledger.core.area import areas_on, lengths_on, measure_area, working_map

CENTRE = 37481267.2861, 3630585.2182
ELLIPSOID = Geod(a=6378137, rf=298.257222101)


def square(side):
    x, y = CENTRE
    return shapely.box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def blob(rng, centre=CENTRE, radius=120.0, vertices=40):
    angle = np.sort(rng.uniform(0, 2 * np.pi, vertices))
    distance = radius * rng.uniform(0.7, 1.3, vertices)
    return shapely.Polygon(
        np.column_stack([centre[0] + distance * np.cos(angle), centre[1] + distance * np.sin(angle)])
    )


def geodesic(polygon, crs, step):
    """Area by GeographicLib of the polygon with points every `step` metres along its straight map edges."""
    dense = shapely.segmentize(polygon, step)
    to_lonlat = Transformer.from_crs(crs, 4490, always_xy=True)
    rings = [shapely.get_coordinates(r) for r in shapely.get_rings(dense)]
    sizes = [abs(ELLIPSOID.polygon_area_perimeter(*to_lonlat.transform(r[:, 0], r[:, 1]))[0]) for r in rings]
    return sizes[0] - sum(sizes[1:])


# Published values: squares around 110.8 E 32.8 N, edges straight on the map.
@pytest.mark.parametrize(
    ("side", "truth"),
    [(100, 9999.9135), (1000, 999991.3479), (10_000, 99999114.4504), (100_000, 9999708092.59)],
)
def test_published_squares(side, truth):
    assert measure_area([square(side)], 4525)[0] == pytest.approx(truth, rel=1e-8)


ZONES = [(4525, 37_500_000), (4546, 500_000), (4497, 19_500_000), (4548, 500_000), (32649, 500_000)]


@pytest.mark.parametrize("crs, false_easting", ZONES)
def test_parcels_are_geographiclib_on_the_densified_edge(crs, false_easting):
    rng = np.random.default_rng(crs)
    for _ in range(10):
        centre = false_easting + rng.uniform(-160_000, 160_000), rng.uniform(2_300_000, 5_000_000)
        radius = 10 ** rng.uniform(2.3, 3.5)
        parcel = blob(rng, centre, radius)
        truth = geodesic(parcel, crs, radius / 40)  # itself no better than some 1e-4 m²
        assert measure_area([parcel], crs)[0] == pytest.approx(truth, rel=1e-8, abs=5e-4)


@pytest.mark.parametrize("crs, false_easting", ZONES)
def test_small_parcels_have_the_areal_scale_that_proj_states(crs, false_easting):
    rng, projection = np.random.default_rng(crs), Proj(CRS.from_epsg(crs))
    for _ in range(10):
        centre = false_easting + rng.uniform(-160_000, 160_000), rng.uniform(2_300_000, 5_000_000)
        parcel = blob(rng, centre, 10 ** rng.uniform(0, 1.9))
        scale = projection.get_factors(*projection(*parcel.centroid.coords[0], inverse=True)).areal_scale
        assert measure_area([parcel], crs)[0] == pytest.approx(parcel.area / scale, rel=1e-9)


@pytest.mark.parametrize("radius", [2_000, 35_000, 120_000])
def test_districts_with_long_straight_borders_are_geographiclib_too(radius):
    district = blob(np.random.default_rng(radius), (37_470_000, 3_635_000), radius, vertices=14)
    assert measure_area([district], 4525)[0] == pytest.approx(
        geodesic(district, 4525, radius / 500), rel=1e-8
    )


def test_a_box_of_ten_kilometres_far_from_the_meridian():
    far = shapely.box(37_900_000, 3_600_000, 37_910_000, 3_610_000)
    assert measure_area([far], 4525)[0] == pytest.approx(geodesic(far, 4525, 20), rel=1e-8)


@pytest.mark.parametrize(
    ("south", "area"),
    [  # 1:10 000 sheets, 2'30" × 3'45", by their closed formula
        ((32, 25, 0), 27158090.08),
        ((32, 30, 0), 27133437.35),
        ((32, 40, 0), 27083959.06),
        ((32, 47, 30), 27046699.28),
        ((32, 50, 0), 27034250.62),
        ((32, 52, 30), 27021787.59),
        ((33, 0, 0), 26984312.39),
        ((33, 5, 0), 26959257.22),
        ((33, 10, 0), 26934144.74),
        ((33, 15, 0), 26908974.99),
        ((39, 52, 30), 24728895.82),
    ],
)
def test_map_sheets(south, area):
    # neither parallels nor meridians are straight on the map: points every 0.1" make the edges follow them
    degrees = south[0] + south[1] / 60 + south[2] / 3600
    lon, lat = 110.75 + np.linspace(0, 3.75 / 60, 2251), degrees + np.linspace(0, 2.5 / 60, 1501)
    sheet = shapely.Polygon(
        np.concatenate(
            [
                np.column_stack([lon, np.full(2251, lat[0])]),
                np.column_stack([np.full(1501, lon[-1]), lat]),
                np.column_stack([lon[::-1], np.full(2251, lat[-1])]),
                np.column_stack([np.full(1501, lon[0]), lat[::-1]]),
            ]
        )
    )
    assert measure_area([sheet], 4490)[0] == pytest.approx(area, abs=0.01)


@pytest.mark.parametrize(("crs", "shift"), [(4546, 37_000_000), (4497, 18_000_000), (4508, 37_000_000)])
def test_zones_with_the_same_meridian_agree(crs, shift):
    parcel = blob(np.random.default_rng(2))
    moved = shapely.transform(parcel, lambda xy: xy - [shift, 0])
    assert measure_area([moved], crs)[0] == pytest.approx(measure_area([parcel], 4525)[0], rel=1e-12)


@pytest.mark.parametrize("crs", [4490, 4326, 3857, 32649, 4547, 4480, "EPSG:4525+5737"])
def test_one_parcel_is_as_large_in_every_system(crs):
    parcel = blob(np.random.default_rng(3), radius=150)
    transformer = Transformer.from_crs(4525, crs, always_xy=True)
    there = shapely.transform(parcel, lambda xy: np.column_stack(transformer.transform(*xy.T)))
    assert measure_area([there], crs)[0] == pytest.approx(measure_area([parcel], 4525)[0], rel=1e-8)


def test_web_mercator_is_never_planar():
    transformer = Transformer.from_crs(4525, 3857, always_xy=True)
    there = shapely.transform(square(500), lambda xy: np.column_stack(transformer.transform(*xy.T)))
    assert there.area == pytest.approx(1.417 * 250_000, rel=2e-3)
    assert measure_area([there], 3857)[0] == pytest.approx(250_000, rel=1e-5)


def test_z_and_m_do_not_matter():
    ring = "37481000 3630000{0}, 37481100 3630000{0}, 37481100 3630100{0}, 37481000 3630000{0}"
    flat = shapely.from_wkt(f"POLYGON (({ring.format('')}))")
    solid = shapely.from_wkt(f"POLYGON Z (({ring.format(' 812.5')}))")
    measured = shapely.from_wkt(f"POLYGON M (({ring.format(' 3')}))")
    both = shapely.from_wkt(f"POLYGON ZM (({ring.format(' 812.5 3')}))")
    areas = measure_area([flat, solid, measured, both], 4525)
    assert areas.tolist() == [areas[0]] * 4
    assert areas[0] == pytest.approx(5000 * (1 - 8.8e-6), rel=1e-7)  # 19 km from the meridian


def test_holes_and_parts():
    outer, hole = square(300), square(100)
    ring = shapely.Polygon(outer.exterior.coords, [hole.exterior.coords])
    sizes = measure_area([outer, hole, ring, shapely.MultiPolygon([ring, hole])], 4525)
    assert sizes[2] == pytest.approx(sizes[0] - sizes[1], rel=1e-9)
    assert sizes[3] == pytest.approx(sizes[0], rel=1e-9)


def test_what_is_no_polygon_measures_nothing():
    line = shapely.LineString([(37_481_000, 3_630_000), (37_481_100, 3_630_000)])
    nothing = [None, shapely.Polygon(), shapely.MultiPolygon(), line, shapely.Point(37_481_000, 3_630_000)]
    assert measure_area(nothing, 4525).tolist() == [0.0] * 5
    assert measure_area([], 4525).tolist() == []


def test_a_neighbour_in_the_wrong_place_changes_no_area():
    parcel = square(100)
    wrong = [shapely.box(37_481_000, 0, 37_481_100, 100), shapely.box(1e12, 0, 2e12, 1e12)]
    assert measure_area([parcel, *wrong], 4525)[0] == pytest.approx(
        measure_area([parcel], 4525)[0], rel=1e-12
    )


def test_direction_and_first_vertex_of_a_ring_do_not_matter():
    parcel = blob(np.random.default_rng(7), radius=900)
    xy = list(parcel.exterior.coords)[:-1]
    turned = shapely.Polygon(xy[11:] + xy[:11])
    sizes = measure_area([parcel, parcel.reverse(), turned], 4525)
    assert sizes == pytest.approx([sizes[0]] * 3, rel=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.floats(-200_000, 200_000), st.floats(0.05, 0.95), st.integers(0, 10_000))
def test_cutting_changes_no_area(east, share, seed):
    rng = np.random.default_rng(seed)
    parcel = blob(rng, (37_500_000 + east, 3_630_000), radius=rng.uniform(5, 5000)).buffer(0)
    west, south, right, north = parcel.bounds
    cut = west + share * (right - west)
    halves = shapely.intersection(
        parcel, [shapely.box(west, south, cut, north), shapely.box(cut, south, right, north)]
    )
    assert measure_area(halves, 4525).sum() == pytest.approx(measure_area([parcel], 4525)[0], rel=1e-9)


def test_lengths_are_geodesic_lengths():
    line = shapely.LineString([(37_400_000, 3_600_000), (37_400_900, 3_600_400), (37_401_000, 3_602_000)])
    plane = working_map(CRS.from_epsg(4525), np.array([line]))
    lonlat = Transformer.from_crs(4525, 4490, always_xy=True).transform(*shapely.get_coordinates(line).T)
    found = lengths_on(np.array([line, None, shapely.LineString()], dtype=object), plane)
    assert found.tolist() == pytest.approx([ELLIPSOID.line_length(*lonlat), 0.0, 0.0], rel=1e-8)


def test_areas_and_lengths_of_the_parts_of_a_multi_line_add_up():
    here, there = [(37_400_000, 3_600_000), (37_400_900, 3_600_400)], [(37_410_000, 3_6e5), (37_410_000, 4e5)]
    lines = np.array(
        [shapely.LineString(here), shapely.LineString(there), shapely.MultiLineString([here, there])]
    )
    plane = working_map(CRS.from_epsg(4525), lines)
    one, other, both = lengths_on(lines, plane)
    assert both == pytest.approx(one + other, rel=1e-12)
    assert areas_on(lines, plane).tolist() == [0.0, 0.0, 0.0]
