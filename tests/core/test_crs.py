"""Which coordinates can be measured; those nobody can place are refused with a reason and a way out."""

import numpy as np
import pytest
import shapely
from pyproj import CRS, Transformer

from ecoledger.core.area import measurable, measure_area, official_area, to_map, working_map
from ecoledger.core.area.crs import fingerprints
from ecoledger.core.errors import CrsError

BOX = shapely.box(37_481_217, 3_630_535, 37_481_317, 3_630_635)
LONLAT = shapely.box(110.80, 32.80, 110.81, 32.81)

ESRI_ZONE_37 = (
    'PROJCS["CGCS2000_3_Degree_GK_Zone_37",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
    'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",37500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
ESRI_XIAN_80 = ESRI_ZONE_37.replace('"CGCS2000",6378137.0,298.257222101', '"Xian_1980",6378140.0,298.257')
ESRI_XIAN_80 = ESRI_XIAN_80.replace("D_China_2000", "D_Xian_1980")


@pytest.mark.parametrize("crs", [4490, 4480, 4525, 4546, 4497, 4508, 4326, 4979, 3857, 32649, ESRI_ZONE_37])
def test_cgcs2000_and_wgs_84_are_measured(crs):
    assert measurable(crs) == CRS.from_user_input(crs)


# Xi'an 80: 3° zone 37 with and without prefix, 6° zone 19 likewise, geographic; Beijing 54 the same
@pytest.mark.parametrize(
    "crs", [2361, 2382, 2333, 2344, 4610, 2413, 2434, 21419, 21479, 4214, 4555, ESRI_XIAN_80]
)
@pytest.mark.parametrize("measure", [measure_area, official_area])
def test_old_datums_are_refused_with_the_way_to_give_parameters(crs, measure):
    with pytest.raises(CrsError) as refused:
        measure([BOX], crs)
    assert "shift to CGCS2000 is not known" in str(refused.value)
    assert "7 parameters" in str(refused.value) and "TOWGS84[" in str(refused.value)


def test_the_refusal_names_layer_and_system():
    with pytest.raises(
        CrsError, match="^parcels is in Xian 1980 / 3-degree Gauss-Kruger zone 37, and its shift"
    ):
        measurable(2361, "parcels")


@pytest.mark.parametrize("zeros", ["0,0,0", "0,0,0,0,0,0,0"])
def test_zeros_are_no_parameters(zeros):
    with pytest.raises(CrsError, match="7 parameters"):
        measurable(f"+proj=tmerc +lon_0=111 +x_0=500000 +ellps=krass +towgs84={zeros} +type=crs")


def helmert(lon, lat, ellipsoid, parameters):
    """Longitude and latitude on WGS 84 of a point given on another ellipsoid, by the 7 parameters."""
    a, f = ellipsoid[0], 1 / ellipsoid[1]
    e2 = f * (2 - f)
    phi, lam = np.radians([lat, lon])
    n = a / np.sqrt(1 - e2 * np.sin(phi) ** 2)
    xyz = n * np.array([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), (1 - e2) * np.sin(phi)])
    shift, (rx, ry, rz) = np.array(parameters[:3]), np.radians(np.array(parameters[3:6]) / 3600)
    rotation = np.array([[1, -rz, ry], [rz, 1, -rx], [-ry, rx, 1]])
    x, y, z = shift + (1 + parameters[6] * 1e-6) * rotation @ xyz
    to_lonlat = Transformer.from_crs(
        "+proj=geocent +ellps=WGS84", "+proj=longlat +ellps=WGS84", always_xy=True
    )
    return to_lonlat.transform(x, y, z)[:2]


@pytest.mark.parametrize(
    ("ellipsoid", "parameters"),
    [
        ((6378140, 298.257), (12.5, -7.5, -31.25, 0.5, -0.25, 1.5, 2.0)),
        ((6378245, 298.3), (20, -140, -70, 0, 0, 0, 0)),
    ],
)
def test_given_parameters_put_an_old_datum_where_they_say(ellipsoid, parameters):
    towgs84 = ",".join(map(str, parameters))
    old = CRS.from_user_input(
        f"+proj=tmerc +lon_0=111 +k=1 +x_0=37500000 +a={ellipsoid[0]} +rf={ellipsoid[1]} "
        f"+towgs84={towgs84} +units=m +type=crs"
    )
    crs = measurable(old, "parcels")
    plane = working_map(crs, np.array([BOX]))
    corner = shapely.get_coordinates(to_map(np.array([BOX]), crs, plane))[0]
    unshifted = CRS.from_user_input(f"+proj=longlat +a={ellipsoid[0]} +rf={ellipsoid[1]} +type=crs")
    gauss = CRS.from_user_input(old.source_crs.to_wkt())
    lon, lat = Transformer.from_crs(gauss, unshifted, always_xy=True).transform(*BOX.exterior.coords[0])
    there = Transformer.from_crs(4490, plane.crs, always_xy=True).transform(
        *helmert(lon, lat, ellipsoid, parameters)
    )
    assert corner == pytest.approx(there, abs=0.001)
    assert plane.crs.to_epsg() == 4546
    assert measure_area([BOX], old)[0] == pytest.approx(10_000, rel=5e-5)


@pytest.mark.parametrize("missing", [None, ""])
def test_coordinates_without_crs_are_refused_and_what_they_look_like_is_named(missing):
    with pytest.raises(CrsError, match="parcels has no coordinate system") as refused:
        measurable(missing, "parcels", BOX.bounds)
    assert "look like EPSG:4525" in str(refused.value)
    with pytest.raises(CrsError, match="Set the layer's CRS, for example EPSG:4525"):
        measurable(missing, "parcels")


@pytest.mark.parametrize(
    "nonsense",
    ["EPSG:999999", "no such system", 'LOCAL_CS["site grid",UNIT["metre",1]]', "EPSG:4479", "EPSG:4978"],
)
def test_what_is_no_place_on_earth_is_refused(nonsense):
    with pytest.raises(CrsError, match="parcels has a coordinate system nobody can read"):
        measurable(nonsense, "parcels")


@pytest.mark.parametrize(
    ("bounds", "systems"),
    [
        ((37_481_000, 3_630_000, 37_482_000, 3_631_000), ["EPSG:4525"]),
        ((38_481_000, 3_630_000, 38_482_000, 3_631_000), ["EPSG:4526"]),
        ((19_481_000, 3_630_000, 19_482_000, 3_631_000), ["EPSG:4497"]),
        ((481_000, 3_630_000, 482_000, 3_631_000), ["EPSG:4546", "EPSG:4508"]),
        ((110.1, 32.4, 111.3, 33.3), ["EPSG:4490", "EPSG:4326"]),
        ((0, 0, 1, 1), []),
        ((3_630_000, 37_481_000, 3_631_000, 37_482_000), []),  # north and east the wrong way round
        ((np.nan, np.nan, np.nan, np.nan), []),
        ((np.inf, np.inf, np.inf, np.inf), []),
        (None, []),
    ],
)
def test_fingerprints(bounds, systems):
    assert fingerprints(bounds) == systems


@pytest.mark.parametrize(
    ("crs", "geometry", "plane"),
    [
        (4525, BOX, 4525),
        (4546, shapely.transform(BOX, lambda xy: xy - [37_000_000, 0]), 4546),
        (4497, shapely.transform(BOX, lambda xy: xy - [18_000_000, 0]), 4497),
        (32649, shapely.box(481_000, 3_630_000, 482_000, 3_631_000), 32649),
        (4490, LONLAT, 4546),
        (4326, shapely.transform(LONLAT, lambda xy: xy + [3, 0]), 4547),
    ],
)
def test_gauss_and_utm_coordinates_are_taken_as_they_are_others_brought_to_their_zone(crs, geometry, plane):
    assert working_map(measurable(crs), np.array([geometry])).crs.to_epsg() == plane


def test_a_few_lost_coordinates_do_not_move_the_zone():
    far = shapely.box(0, 0, 1, 1)
    geometries = np.array([LONLAT, LONLAT, None, shapely.Polygon(), far, LONLAT], dtype=object)
    assert working_map(measurable(4490), geometries).crs.to_epsg() == 4546


def test_coordinates_outside_every_chinese_zone_are_measured_all_the_same():
    nairobi = shapely.box(36.80, -1.30, 36.81, -1.29)
    assert measure_area([nairobi], 4326)[0] == pytest.approx(1113.2 * 1105.7, rel=1e-3)


def test_a_height_system_beside_the_map_does_not_matter():
    assert measurable("EPSG:4525+5737").to_epsg() == 4525


def test_what_proj_cannot_place_is_not_dropped():
    crs = measurable(4490)
    lost = shapely.box(110, 95, 111, 96)  # there is no latitude of 95 degrees
    placed = to_map(np.array([LONLAT, lost, None]), crs, working_map(crs, np.array([LONLAT])))
    assert len(placed) == 3 and not np.isfinite(shapely.bounds(placed[1])).any()
