"""What can be read, what is repaired on a copy and listed, what nobody can read and why."""

import struct

import numpy as np
import pytest
import shapely

from ecoledger.core.area import measurable, measure_area, working_map
from ecoledger.core.ledger.repair import read_wkb, repair
from ecoledger.tests.core.district import box, there, wkt

PLANE = working_map(measurable(4525), np.array([box(0, 0, 1, 1)]))


def repaired(*geometries):
    return repair(np.array(geometries, dtype=object), PLANE)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("POLYGON ((0 0, 200 200, 200 0, 0 200, 0 0))", 20_000),  # a bow-tie: both wings
        ("POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0, 100 0, 100 100, 0 100, 0 0))", 10_000),  # walked twice
        ("POLYGON ((0 0, 100 0, 100 100, 100 900, 100 100, 0 100, 0 0))", 10_000),  # a spike
        (
            "POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0), (200 0, 300 0, 300 100, 200 0))",
            15_000,
        ),  # a hole outside is ground
        (
            "POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0), (50 50, 150 50, 150 90, 50 90, 50 50))",
            8_000,
        ),  # half out
        (
            "POLYGON ((0 0, 90 0, 90 90, 0 90, 0 0), (10 10, 40 10, 40 40, 10 40, 10 10), "
            "(20 20, 50 20, 50 50, 20 50, 20 20))",
            8100 - 900 - 500,
        ),  # two holes that overlap
        (
            "MULTIPOLYGON (((0 0, 100 0, 100 100, 0 100, 0 0)), ((50 0, 150 0, 150 100, 50 100, 50 0)))",
            15_000,
        ),
        ("MULTIPOLYGON (((0 0, 100 0, 100 100, 0 100, 0 0)), ((20 20, 80 20, 80 80, 20 80, 20 20)))", 10_000),
        (
            "MULTIPOLYGON (((0 0, 100 0, 100 100, 0 100, 0 0)), ((100 0, 200 0, 200 100, 100 100, 100 0)))",
            20_000,
        ),
    ],
)
def test_invalid_polygons_become_the_ground_they_go_round(text, area):
    result = repaired(wkt(text))
    assert result.reason.tolist() == [""]
    assert result.geometries[0].is_valid
    assert result.gross[0] == pytest.approx(area, rel=1e-7)
    assert result.repairs.position.tolist() == [0]
    assert result.repairs.after_m2.tolist() == pytest.approx([area], rel=1e-7)
    assert result.repairs.what[0].split("[")[0] in {
        "Self-intersection",
        "Ring Self-intersection",
        "Hole lies outside shell",
        "Nested shells",
    }


def test_the_area_before_and_after_a_repair_is_listed():
    # of the two wings a ring's signed area leaves the difference: 15 000 - 5 000
    wings = wkt("POLYGON ((0 0, 0 100, 100 0, 100 300, 0 0))")
    row = repaired(box(0, 0, 1, 1), wings).repairs.iloc[0]
    assert row.position == 1
    assert row.before_m2 == pytest.approx(abs(shapely.area(wings)), rel=1e-7)
    assert row.after_m2 > row.before_m2


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, "null"),
        (shapely.Polygon(), "empty"),
        (shapely.MultiPolygon(), "empty"),
        (shapely.GeometryCollection(), "empty"),
        (wkt("POINT (5 5)"), "not_polygon"),
        (wkt("LINESTRING (0 0, 5 5)"), "not_polygon"),
        (wkt("POLYGON ((0 0, 5 5, 0 0))"), "no_area"),
        (wkt("POLYGON ((3 3, 3 3, 3 3, 3 3))"), "no_area"),
        (wkt("POLYGON ((0 0, 5 5, 10 10, 0 0))"), "no_area"),
        (box(0, 0, 900, 1.5e-8), "no_area"),  # thinner than its own coordinates are known
        (shapely.box(110.1, 32.1, 110.9, 32.9), "out_of_domain"),
        (shapely.box(1e12, 1e12, 2e12, 2e12), "out_of_domain"),
        (there(shapely.box(0, 9e6, 10, 1.1e7)), "out_of_domain"),
    ],
)
def test_what_nobody_can_read_says_why(geometry, reason):
    result = repaired(box(0, 0, 10, 10), geometry, box(20, 0, 30, 10))
    assert result.reason.tolist() == ["", reason, ""]
    assert result.geometries[1].is_empty
    assert result.gross.tolist() == pytest.approx([100, 0, 100], rel=1e-6)
    assert not len(result.repairs)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_of_a_polygon_with_a_lost_corner_the_rest_gives_its_gross_area(bad):
    corners = there(shapely.box(0, 0, 100, 100)).exterior.coords
    for position in range(1, 5):
        xy = list(corners)
        xy.insert(position, (bad, 3_600_050.0))
        with np.errstate(invalid="ignore"):
            broken = shapely.Polygon(xy)
        result = repaired(broken, box(0, 0, 10, 10))
        assert result.reason.tolist() == ["not_finite", ""]
        assert result.gross.tolist() == pytest.approx([10_000, 100], rel=1e-6)


def test_a_lost_height_is_no_fault():
    flat = box(0, 0, 100, 100)
    solid = shapely.Polygon([(x, y, np.nan) for x, y in flat.exterior.coords])
    assert repaired(solid).reason.tolist() == [""]
    assert repaired(solid).geometries[0].equals(flat)


@pytest.mark.parametrize("kind", ["Z", "M", "ZM"])
def test_heights_and_measures_are_left_behind(kind):
    more = " 7" * len(kind)
    text = f"POLYGON {kind} ((0 0{more}, 100 0{more}, 100 100{more}, 0 0{more}))"
    geometry = shapely.from_wkt(text)
    moved = shapely.transform(
        geometry, lambda xyz: xyz + [37_500_000, 3_600_000, 0][: xyz.shape[1]], include_z="Z" in kind
    )
    result = repaired(moved)
    assert shapely.get_coordinate_dimension(result.geometries[0]) == 2
    assert result.gross[0] == pytest.approx(5000, rel=1e-6)


def test_of_a_collection_the_polygons_count():
    mixed = shapely.GeometryCollection([wkt("LINESTRING (0 0, 9 9)"), box(0, 0, 10, 10), box(20, 0, 30, 10)])
    result = repaired(mixed, shapely.GeometryCollection([wkt("POINT (1 1)")]))
    assert result.reason.tolist() == ["", "empty"]
    assert result.gross[0] == pytest.approx(200, rel=1e-6)


def test_what_was_given_is_not_changed():
    given = np.array([wkt("POLYGON ((0 0, 200 200, 200 0, 0 200, 0 0))"), None], dtype=object)
    before = given.copy()
    repair(given, PLANE)
    assert given[0] is before[0] and not given[0].is_valid


def test_valid_polygons_stay_the_very_same():
    holed = shapely.Polygon(box(0, 0, 90, 90).exterior.coords, [box(10, 10, 20, 20).exterior.coords])
    result = repaired(holed)
    assert result.geometries[0] is holed
    assert result.gross[0] == measure_area([holed], 4525)[0]


def test_nothing_gives_nothing():
    result = repaired()
    assert len(result.geometries) == len(result.reason) == len(result.gross) == len(result.repairs) == 0


def ring(*corners):
    """WKB of a polygon of one ring, as a careless program writes it."""
    return struct.pack(f"<BIII{2 * len(corners)}d", 1, 3, 1, len(corners), *np.ravel(corners))


UNCLOSED = ring((0, 0), (100, 0), (100, 100), (0, 100))
CIRCLE = struct.pack("<BIIBII10d", 1, 10, 1, 1, 8, 5, 0, 0, 1, 1, 2, 0, 1, -1, 0, 0)  # CURVEPOLYGON
BOX = shapely.to_wkb(shapely.box(0, 0, 1, 1))


def test_wkb_is_read():
    geometries, notes = read_wkb([BOX, None, BOX])
    assert [g and g.wkt for g in geometries] == [
        shapely.box(0, 0, 1, 1).wkt,
        None,
        shapely.box(0, 0, 1, 1).wkt,
    ]
    assert notes.empty


def test_an_unclosed_ring_is_closed_and_listed():
    geometries, notes = read_wkb([BOX, UNCLOSED])
    assert geometries[1].area == 10_000
    assert notes.position.tolist() == [1] and "closed linestring" in notes.what[0]


@pytest.mark.parametrize("bad", [CIRCLE, BOX[:20], b"", b"\x01\x03\x00\x00\x00\xff\xff\xff\x7f", "no hex", 7])
def test_what_is_no_geometry_becomes_none_and_is_listed_and_stops_nobody(bad):
    geometries, notes = read_wkb([BOX, bad, BOX])
    assert geometries[1] is None and geometries[0].area == geometries[2].area == 1
    assert notes.position.tolist() == [1] and notes.what[0]


def test_straightened_curves_and_multi_surfaces_are_polygons():
    arc = shapely.Point(0, 0).buffer(50, quad_segs=64)
    geometries, notes = read_wkb([shapely.to_wkb(arc), shapely.to_wkb(shapely.MultiPolygon([arc]))])
    assert notes.empty
    assert repaired(*(there(g) for g in geometries)).gross == pytest.approx([np.pi * 2500] * 2, rel=2e-4)
