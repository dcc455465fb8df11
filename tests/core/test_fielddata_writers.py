"""What is written is read again as it was: GPX and KML to 1e-7 degrees, land-bureau text to 1 mm."""

import os
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecoledger.core.area import official_area
from ecoledger.core.errors import CrsError, FieldDataError
from ecoledger.core.fielddata import Item, Part, read
from ecoledger.core.fielddata.geometry import items_of
from ecoledger.core.fielddata.gpx_writer import write_gpx
from ecoledger.core.fielddata.kml_writer import write_kml
from ecoledger.core.fielddata.landtxt_writer import Parcel, write_landtxt
from ecoledger.core.sheet import sheet_number

EAST, NORTH = 37481267.286, 3630685.218
SQUARE = shapely.box(EAST, NORTH - 100, EAST + 100, NORTH)
HOLED = SQUARE.difference(shapely.box(EAST + 30, NORTH - 60, EAST + 60, NORTH - 30))

name_texts = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=12)
lonlats = st.lists(
    st.tuples(st.floats(-180, 180, allow_nan=False), st.floats(-90, 90, allow_nan=False)),
    min_size=1,
    max_size=9,
)
fresh = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "导出 数据"
    path.mkdir()
    return path


def line(points, name="A", kind="track", **values):
    return Item(kind, name, (Part(np.array(points, dtype=float), **values),))


@fresh
@given(points=lonlats, name=name_texts, kind=st.sampled_from(["track", "route", "waypoint"]))
def test_gpx_gives_back_places_and_names(folder, points, name, kind):
    points = points[:1] if kind == "waypoint" else points
    write_gpx(folder / "a.gpx", [line(points, name, kind)])
    (item,) = read(folder / "a.gpx").items
    assert (item.kind, item.name) == (kind, name.strip())
    np.testing.assert_allclose(item.parts[0].xy, points, rtol=0, atol=1e-7)


def test_gpx_gives_back_elevations_and_times_and_leaves_out_what_is_unknown(folder):
    times = np.array(["2024-03-01T00:00:00.250", "NaT"], dtype="datetime64[ms]")
    track = line([(110.8, 32.8), (110.9, 32.9)], ele=np.array([180.5, np.nan]), time=times)
    write_gpx(folder / "a.gpx", [track])
    part = read(folder / "a.gpx").items[0].parts[0]
    np.testing.assert_array_equal(part.ele, [180.5, np.nan])
    np.testing.assert_array_equal(part.time, times)


def test_gpx_has_the_order_its_schema_demands(folder):
    items = [line([(1, 2), (3, 4)]), line([(1, 2)], "P", "point"), line([(1, 2)], "R", "route")]
    write_gpx(folder / "a.gpx", items)
    assert [item.kind for item in read(folder / "a.gpx").items] == ["waypoint", "route", "track"]


def test_gpx_writes_a_polygon_as_closed_segments(folder):
    square = shapely.box(110, 32, 111, 33).difference(shapely.box(110.4, 32.4, 110.6, 32.6))
    write_gpx(folder / "a.gpx", items_of(square, "小班"))
    (track,) = read(folder / "a.gpx").items
    assert [len(part) for part in track.parts] == [5, 5]
    assert (track.parts[0].xy[0] == track.parts[0].xy[-1]).all()


@fresh
@given(points=lonlats, name=name_texts, folders=st.lists(name_texts.filter(str.strip), max_size=3))
def test_kml_gives_back_places_names_and_folders(folder, points, name, folders):
    item = Item("line", name, (Part(np.array(points)),), {"亩": "3 < 4"}, tuple(folders))
    write_kml(folder / "a.kml", [item, line([(0, 0)], "P", "point")])
    first, second = read(folder / "a.kml").items
    assert (first.kind, first.name, first.folders) == (
        "line",
        name.strip(),
        tuple(f.strip() for f in folders),
    )
    assert first.attributes == {"亩": "3 < 4"} and second.folders == ()
    np.testing.assert_allclose(first.parts[0].xy, points, rtol=0, atol=1e-7)


def test_kml_gives_back_polygons_with_holes_and_several_parts(folder):
    square = shapely.box(110, 32, 111, 33).difference(shapely.box(110.4, 32.4, 110.6, 32.6))
    both = shapely.MultiPolygon([square, shapely.box(112, 32, 113, 33)])
    write_kml(folder / "a.kml", items_of(both, "小班 & <7>"))
    (item,) = read(folder / "a.kml").items
    assert (item.name, [len(part.holes) for part in item.parts]) == ("小班 & <7>", [1, 0])


def test_kml_for_phone_maps_is_shifted(folder):
    write_kml(folder / "a.kml", [line([(110.8, 32.8)], kind="point")], gcj02=True)
    xy = read(folder / "a.kml").items[0].parts[0].xy  # the published test position
    np.testing.assert_allclose(xy, [[110.80533293, 32.79788884]], atol=1e-8)


@pytest.mark.parametrize("write", [write_gpx, write_kml])
def test_metres_are_no_degrees(folder, write):
    with pytest.raises(FieldDataError) as caught:
        write(folder / "a.xml", [line([(EAST, NORTH)])])
    assert caught.value.fault.id == "fielddata.no_degrees" and not list(folder.iterdir())


@pytest.mark.parametrize("write", [write_gpx, write_kml])
def test_a_failed_export_leaves_the_old_file_and_nothing_else(folder, write, monkeypatch):
    target = folder / "a.xml"
    target.write_text("old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(FieldDataError) as caught:
        write(target, [line([(1, 2)])])
    assert caught.value.fault.id == "fielddata.unwritable" and "No space" in str(caught.value)
    assert [path.name for path in folder.iterdir()] == ["a.xml"] and target.read_text() == "old"


def test_others_may_read_what_was_exported(folder):
    (folder / "plain.txt").write_text("")
    write_gpx(folder / "a.gpx", [line([(1, 2)])])
    modes = [(folder / name).stat().st_mode for name in ("plain.txt", "a.gpx")]
    assert modes[0] == modes[1]


def test_a_folder_that_is_not_there_is_named(folder):
    with pytest.raises(FieldDataError):
        write_gpx(folder / "missing" / "a.gpx", [])


def written(folder, geometry, crs=4525, **values):
    values = {"number": "DK001", "name": "试验林地", **values}
    faults = write_landtxt(folder / "界址点.txt", [Parcel(geometry, **values)], crs)
    return read(folder / "界址点.txt"), faults


def shape(item):
    return shapely.union_all(
        [shapely.Polygon(part.xy, [hole.xy for hole in part.holes]) for part in item.parts]
    )


def test_a_parcel_is_written_as_the_bureaus_want_it(folder):
    _, faults = written(folder, SQUARE, use="林地", land_class="0301")
    rows = (folder / "界址点.txt").read_bytes().decode("gbk").split("\r\n")
    assert "坐标系=2000国家大地坐标系" in rows and "几度分带=3" in rows and "带号=37" in rows
    at = rows.index("[地块坐标]") + 1
    assert rows[at] == "5,1.0000,DK001,试验林地,面,I49G077045,林地,0301,@"
    assert rows[at + 1 :] == [
        "J1,1,3630685.218,37481267.286",
        "J2,1,3630685.218,37481367.286",
        "J3,1,3630585.218,37481367.286",
        "J4,1,3630585.218,37481267.286",
        "J1,1,3630685.218,37481267.286",
        "",
    ]
    assert faults == ()


def test_holes_and_parts_have_rings_of_their_own_and_come_back(folder):
    both = shapely.MultiPolygon([HOLED, shapely.box(EAST + 200, NORTH, EAST + 300, NORTH + 50)])
    file, _ = written(folder, both)
    (item,) = file.items
    assert shape(item).equals(both.normalize()) or shape(item).symmetric_difference(both).area < 1e-3
    assert file.crs_hint == "EPSG:4525" and file.faults == ()


def test_coordinates_without_prefix_and_of_six_degree_zones_are_kept(folder):
    bare = shapely.transform(SQUARE, lambda xy: xy - (37_000_000, 0))
    file, _ = written(folder, bare, 4546)
    assert file.crs_hint == "EPSG:4525" and shape(file.items[0]).equals(SQUARE)
    file, _ = written(folder, bare, 4508)  # 6° zone 19 has the same meridian
    assert file.crs_hint == "EPSG:4497"
    assert file.items[0].parts[0].xy[:, 0].min() == pytest.approx(19_481_267.286)


def test_degrees_are_brought_to_the_zone_of_their_middle(folder):
    file, _ = written(folder, shapely.box(110.79, 32.79, 110.80, 32.80), 4490)
    assert file.crs_hint == "EPSG:4525"
    # (110.8, 32.8) is E 37481267.2861 N 3630585.2182 by the official test values
    corner = file.items[0].parts[0].xy.max(axis=0)
    assert np.abs(corner - (37481267.286, 3630585.218)).max() < 2  # rows are straight in degrees, not here


def test_the_area_is_the_official_one_of_the_points_as_written(folder):
    file, _ = written(folder, HOLED)
    stated = float(file.items[0].attributes["地块面积"])
    assert stated == round(float(official_area([HOLED], 4525)[0])) / 1e4 == 0.91


def test_characters_gbk_lacks_are_named(folder):
    with pytest.raises(FieldDataError) as caught:
        written(folder, SQUARE, name="𠮷村 ❤")
    assert "𠮷" in str(caught.value) and "❤" in str(caught.value) and not list(folder.iterdir())


def test_separators_in_names_are_replaced_and_told(folder):
    file, faults = written(folder, SQUARE, name="一组,二组@三组")
    assert file.items[0].name == "一组、二组、三组"
    assert [fault.id for fault in faults] == ["fielddata.txt_separator"]


@pytest.mark.parametrize(
    "geometry", [None, shapely.Polygon(), shapely.Point(1, 2), shapely.box(0, 0, np.nan, 1)]
)
def test_what_is_no_polygon_is_left_out_and_named(folder, geometry):
    parcels = [Parcel(geometry, "1", "小班 1"), Parcel(SQUARE, "2", "小班 2")]
    faults = write_landtxt(folder / "a.txt", parcels, 4525)
    assert [(fault.id, fault.fields["name"]) for fault in faults] == [("fielddata.txt_no_polygon", "小班 1")]
    assert [item.name for item in read(folder / "a.txt").items] == ["小班 2"]
    with pytest.raises(FieldDataError):
        write_landtxt(folder / "b.txt", parcels[:1], 4525)


def test_a_datum_without_shift_is_refused(folder):
    with pytest.raises(CrsError):
        written(folder, SQUARE, 2361)  # Xi'an 80


@fresh
@given(
    corners=st.lists(
        st.tuples(st.integers(0, 9_000_000), st.integers(0, 9_000_000)), min_size=3, max_size=12
    ),
    name=st.text("郧阳区谭家湾镇小班0123 ", max_size=8),
)
def test_any_parcel_comes_back_to_the_millimetre(folder, corners, name):
    hull = shapely.convex_hull(shapely.MultiPoint([(EAST + x / 1000, NORTH + y / 1000) for x, y in corners]))
    if not isinstance(hull, shapely.Polygon) or hull.minimum_clearance < 1:
        return
    file, _ = written(folder, hull, name=name)
    ring = file.items[0].parts[0].xy
    expected = shapely.get_coordinates(hull)[:-1]
    for one, other in ((ring, expected), (expected, ring)):
        assert np.abs(one[:, None] - other[None]).max(axis=2).min(axis=1).max() < 1e-3
    assert not shapely.is_ccw(shapely.linearrings(ring))
    assert file.items[0].name == (name.strip() or "DK001")


@pytest.mark.parametrize(
    ("lon", "lat", "scale", "number"),
    [
        (110.8, 32.82, "G", "I49G077045"),  # the town of Yunyang
        (116.38, 39.88, "G", "J50G003039"),  # Beijing
        (
            114.5625,
            39.375,
            "D",
            "J50D002002",
        ),  # by hand: 10.125 rows of 20′ above 36° N, 1.125 columns of 30′
        (114.5625, 39.375, "B", "J50B001001"),
        (108.0, 32.0, "G", "I49G096001"),  # the sheet's south-west corner belongs to it
    ],
)
def test_sheet_numbers(lon, lat, scale, number):
    assert sheet_number(lon, lat, scale) == number


def test_the_southern_hemisphere_has_no_sheet():
    with pytest.raises(ValueError):
        sheet_number(110.8, -1)


def test_paths_may_be_text(folder):
    write_gpx(str(folder / "a.gpx"), [line([(1, 2)])])
    assert Path(folder / "a.gpx").exists()


def test_points_of_one_item_stay_points_in_kml(tmp_path):
    path = tmp_path / "界桩 两处.kml"
    write_kml(path, [Item("point", "界桩", (Part(np.array([[110.8, 32.8], [110.9, 32.9]])),))])
    text = path.read_text("utf-8")
    assert text.count("<Point>") == 2 and "<LineString>" not in text
