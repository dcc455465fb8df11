"""Areas against the published vectors, a decimal reference, and GeographicLib."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer

from ecoledger.core.area import measurable, measure_area, official_area, to_map, working_map
from ecoledger.core.area.crs import fingerprints
from ecoledger.core.area.measure import lengths_on
from ecoledger.core.errors import CrsError
from ecoledger.tests.core import official_reference

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


# Published values: squares of domain practice around 110.8 E 32.8 N, edges straight on the map.
@pytest.mark.parametrize(
    ("side", "truth"),
    [(100, 9999.9135), (1000, 999991.3479), (10_000, 99999114.4504), (100_000, 9999708092.59)],
)
def test_measure_meets_the_published_squares(side, truth):
    assert measure_area([square(side)], 4525)[0] == pytest.approx(truth, rel=1e-8)


@pytest.mark.parametrize(
    ("side", "official"), [(100, 9999.91), (1000, 999991.35), (10_000, 99999114.44), (100_000, 9999708092.45)]
)
def test_official_area_meets_the_published_squares(side, official):
    # the 10 and 100 km squares: truth + the published difference of the official algorithm (+0.02, -0.13)
    assert official_area([square(side)], 4525)[0] == pytest.approx(
        official, abs=0.05 if side > 5000 else 0.001
    )


def test_measure_is_geographiclib_on_the_densified_edge():
    rng = np.random.default_rng(5)
    for zone, east in ((4525, 37400000), (4525, 37610000), (4497, 19700000), (4546, 350000)):
        parcel = blob(rng, (east, 3630000), radius=400)
        assert measure_area([parcel], zone)[0] == pytest.approx(geodesic(parcel, zone, 5), rel=1e-8)


def test_measure_of_a_whole_district():
    district = blob(np.random.default_rng(1), (37470000, 3635000), radius=35_000, vertices=60)
    assert measure_area([district], 4525)[0] == pytest.approx(geodesic(district, 4525, 200), rel=1e-8)


@pytest.mark.parametrize("row", [(32 + 25 / 60, 27158090.08), (32.5, 27133437.35), (33.25, 26908974.99)])
def test_map_sheets_bounded_by_parallels(row):
    # a sheet's edges are parallels and meridians, neither straight on the map: points every 0.1" make them so
    south, area = row
    ring = shapely.segmentize(shapely.box(0, 0, 3.75 / 60, 2.5 / 60), 0.1 / 3600)
    sheet = shapely.transform(ring, lambda xy: xy + [110.75, south])
    assert measure_area([sheet], 4490)[0] == pytest.approx(area, abs=0.02)


def test_official_area_is_the_decimal_reference_to_the_cent():
    rng = np.random.default_rng(32)
    parcels = [blob(rng, radius=r, vertices=12) for r in (30, 90, 200, 500)]
    hole = shapely.Polygon(square(900).exterior.coords, [square(200).exterior.coords])
    for parcel in [*parcels, hole]:
        rings = [list(r.coords) for r in shapely.get_rings(parcel)]
        expected = official_reference.area(rings, 37_500_000, 111)
        assert official_area([parcel], 4525)[0] == pytest.approx(float(expected), abs=0.0051)


@pytest.mark.parametrize(("crs", "shift"), [(4546, 37_000_000), (4497, 18_000_000), (4508, 37_000_000)])
def test_zones_with_the_same_meridian_agree(crs, shift):
    parcel = blob(np.random.default_rng(2))
    moved = shapely.transform(parcel, lambda xy: xy - [shift, 0])
    assert official_area([moved], crs)[0] == official_area([parcel], 4525)[0]
    assert measure_area([moved], crs)[0] == pytest.approx(measure_area([parcel], 4525)[0], rel=1e-12)


@pytest.mark.parametrize("crs", [4490, 4326, 3857, 32649, 4547])
def test_other_systems_are_measured_on_the_ellipsoid(crs):
    parcel = blob(np.random.default_rng(3), radius=150)
    there = to_map(np.array([parcel]), CRS.from_epsg(4525), _plane(crs))
    assert measure_area(there, crs)[0] == pytest.approx(measure_area([parcel], 4525)[0], rel=1e-8)


class _plane:  # noqa: N801 - stands in for a Map of any CRS
    def __init__(self, crs):
        self.crs = CRS.from_epsg(crs)


def test_web_mercator_is_never_planar():
    parcel = to_map(np.array([square(500)]), CRS.from_epsg(4525), _plane(3857))
    assert shapely.area(parcel)[0] > 1.4 * measure_area(parcel, 3857)[0]


@pytest.mark.parametrize("crs", [2361, 2382, 2333, 2344, 4610, 2413, 2434, 21419, 21479, 4214])
def test_datums_without_a_known_shift_are_refused(crs):
    with pytest.raises(CrsError) as refused:
        measure_area([square(10)], crs)
    assert "7 parameters" in str(refused.value) and "towgs84" in str(refused.value)


def test_given_parameters_make_an_old_datum_measurable():
    known = CRS.from_proj4(
        "+proj=tmerc +lon_0=111 +k=1 +x_0=500000 +a=6378140 +rf=298.257 +towgs84=10,20,30,0,0,0,0 +units=m"
    )
    moved = shapely.transform(square(100), lambda xy: xy - [37_000_000, 0])
    assert measure_area([moved], known)[0] == pytest.approx(10_000, rel=1e-4)


def test_no_crs_is_refused_with_a_guess():
    with pytest.raises(CrsError, match="EPSG:4525"):
        measurable(None, "parcels", square(100).bounds)
    assert fingerprints((481000, 3630000, 482000, 3631000)) == ["EPSG:4546", "EPSG:4508"]
    assert fingerprints((19481000, 3630000, 19482000, 3631000)) == ["EPSG:4497"]
    assert fingerprints((0, 0, 1, 1)) == []


def test_z_and_m_do_not_matter():
    flat = blob(np.random.default_rng(4))
    solid = shapely.force_3d(flat, 812.5)
    measured = shapely.from_wkt(shapely.to_wkt(flat, rounding_precision=12).replace("POLYGON (", "POLYGON("))
    assert measure_area([solid], 4525)[0] == measure_area([flat], 4525)[0]
    assert measure_area([measured], 4525)[0] == pytest.approx(measure_area([flat], 4525)[0], rel=1e-9)


def test_holes_parts_null_and_empty():
    outer, hole = square(300), square(100)
    ring = shapely.Polygon(outer.exterior.coords, [hole.exterior.coords])
    apart = shapely.transform(hole, lambda xy: xy + [1000, 0])
    sizes = measure_area(
        [outer, hole, ring, shapely.MultiPolygon([ring, hole]), None, shapely.Polygon()], 4525
    )
    assert sizes[2] == pytest.approx(sizes[0] - sizes[1], rel=1e-10)
    assert sizes[3] == pytest.approx(sizes[0], rel=1e-10)
    assert sizes[4:].tolist() == [0.0, 0.0]
    assert measure_area([shapely.MultiPolygon([hole, apart])], 4525)[0] > 1.99 * sizes[1]


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
    assert lengths_on(np.array([line, None], dtype=object), plane).tolist() == pytest.approx(
        [ELLIPSOID.line_length(*lonlat), 0.0], rel=1e-8
    )
