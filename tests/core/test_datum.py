"""Phone-map shifts there and back, zones, and old datums with parameters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer

from ecoledger.core import datum
from ecoledger.core.area import measurable
from ecoledger.core.errors import CrsError

EARTH = Geod(ellps="WGS84")
IN_CHINA = st.tuples(st.floats(74.0, 134.0), st.floats(18.5, 53.0))


def metres(a, b):
    return EARTH.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]


# Published values of the public algorithm at (110.8, 32.8).
def test_the_shifts_at_a_known_place():
    here = np.array([[110.8, 32.8]])
    assert datum.wgs84_to_gcj02(here)[0] == pytest.approx([110.80533293, 32.79788884], abs=5e-9)
    assert datum.wgs84_to_bd09(here)[0] == pytest.approx([110.81192127, 32.80365492], abs=5e-9)


def test_the_shift_over_the_district_is_about_550_metres():
    lon, lat = (
        g.ravel() for g in np.meshgrid(np.linspace(110.12, 111.26, 40), np.linspace(32.42, 33.26, 40))
    )
    here = np.column_stack([lon, lat])
    shift = metres(here, datum.wgs84_to_gcj02(here))
    assert shift.min() > 515 and shift.max() < 600 and abs(shift.mean() - 551) < 2


@given(IN_CHINA)
def test_there_and_back_is_the_same_place(place):
    here = np.array([place])
    assert metres(here, datum.gcj02_to_wgs84(datum.wgs84_to_gcj02(here)))[0] < 1e-3
    assert metres(here, datum.bd09_to_wgs84(datum.wgs84_to_bd09(here)))[0] < 1e-3
    assert metres(here, datum.wgs84_to_gcj02(datum.gcj02_to_wgs84(here)))[0] < 1e-3


@given(
    st.tuples(st.floats(allow_nan=True, allow_infinity=True), st.floats(allow_nan=True, allow_infinity=True))
)
def test_whatever_is_given_the_inverse_ends_and_keeps_the_shape(place):
    with np.errstate(all="ignore"):
        assert datum.bd09_to_wgs84(np.array([place])).shape == (1, 2)


@pytest.mark.parametrize("place", [(2.35, 48.85), (-110.8, 32.8), (139.7, 35.7), (float("nan"), 32.0)])
def test_outside_china_nothing_is_shifted(place):
    here = np.array([place])
    for shift in (datum.wgs84_to_gcj02, datum.gcj02_to_wgs84, datum.gcj02_to_bd09, datum.bd09_to_gcj02):
        np.testing.assert_array_equal(shift(here), here)


def test_a_million_positions_are_shifted_at_once():
    here = np.column_stack([np.linspace(110, 111, 1_000_000), np.linspace(32, 33, 1_000_000)])
    assert datum.wgs84_to_gcj02(here).shape == here.shape
    assert datum.wgs84_to_gcj02(np.zeros((0, 2))).shape == (0, 2)


@pytest.mark.parametrize("number", range(25, 46))
def test_three_degree_zones_have_their_meridian(number):
    for prefix in (True, False):
        crs = CRS(datum.zone_crs(number, 3, prefix=prefix))
        values = {p.name: p.value for p in crs.coordinate_operation.params}
        assert values["Longitude of natural origin"] == 3 * number
        assert values["False easting"] == 500_000 + prefix * number * 1_000_000


@pytest.mark.parametrize("number", range(13, 24))
def test_six_degree_zones_have_their_meridian(number):
    for prefix in (True, False):
        crs = CRS(datum.zone_crs(number, 6, prefix=prefix))
        values = {p.name: p.value for p in crs.coordinate_operation.params}
        assert values["Longitude of natural origin"] == 6 * number - 3
        assert values["False easting"] == 500_000 + prefix * number * 1_000_000


def test_a_zone_out_of_range_is_no_zone():
    with pytest.raises(ValueError, match="25 to 45"):
        datum.zone_crs(19, 3, prefix=True)


def test_old_datums_are_measurable_with_parameters_and_move_by_them():
    crs = datum.old_datum_crs("beijing54", (-20, 150, 80, 0, 0, 0, 0), None)
    assert measurable(crs) is not None
    # by hand: geocentric coordinates on the old ellipsoid, moved by dx, dy, dz
    old = CRS.from_proj4("+proj=geocent +a=6378245 +rf=298.3 +type=crs")
    new = CRS.from_proj4("+proj=geocent +ellps=GRS80 +type=crs")
    xyz = np.array(
        Transformer.from_crs(CRS.from_proj4("+proj=longlat +a=6378245 +rf=298.3"), old).transform(
            110.8, 32.8, 0
        )
    )
    there = Transformer.from_crs(new, CRS.from_epsg(4979), always_xy=True).transform(*(xyz + [-20, 150, 80]))
    got = Transformer.from_crs(crs, CRS.from_epsg(4326), always_xy=True).transform(110.8, 32.8)
    assert EARTH.inv(*got, *there[:2])[2] < 0.01


@pytest.mark.parametrize("parameters", [(1, 2, 3), (0,) * 8, (0, 0, 0, 0, 0, 0, float("nan"))])
def test_a_shift_is_seven_numbers(parameters):
    with pytest.raises(CrsError, match="7 finite parameters"):
        datum.old_datum_crs("xian80", parameters, 111)


def test_a_shift_in_the_wrong_unit_is_noticed():
    with pytest.raises(CrsError, match=r"rx is 2500, beyond ±60"):
        datum.old_datum_crs("xian80", (1, 2, 3, 2500, 0, 0, 0), 111)
