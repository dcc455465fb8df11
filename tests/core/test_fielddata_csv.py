"""Tables: separators, headings, degrees and minutes, surveyors' axes, tracks, parcels, WKT."""

import numpy as np
import pytest

from ecoledger.core.errors import FieldDataError
from ecoledger.core.fielddata import Limits, read
from ecoledger.core.fielddata.csv_columns import place_numbers
from ecoledger.tests.core.field_texts import CSV

NORTH, EAST = 3630685.218, 37481267.286


def opened(tmp_path, text, name="外业 点位.csv", encoding="utf-8", **wishes):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return read(path, **wishes)


def ids(file):
    return [fault.id for fault in file.faults]


def places(file):
    return [part.xy[0].round(6).tolist() for item in file.items for part in item.parts]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_table_of_points_in_every_encoding(tmp_path, encoding):
    file = opened(tmp_path, CSV, encoding=encoding)
    assert [(item.kind, item.name, item.line) for item in file.items] == [
        ("point", "界桩 1", 2),
        ("point", "界桩 2", 3),
    ]
    assert places(file) == [[110.8, 32.8], [110.81, 32.81]]
    assert file.items[0].attributes == {"点号": "1", "时间": "2024-03-01 08:00:00", "备注": "石, 白"}
    np.testing.assert_array_equal(file.items[0].parts[0].ele, [180.5])
    assert sorted(ids(file)) == ["fielddata.bad_coordinates", "fielddata.no_zone"]
    assert file.faults[0].line == 4 and file.crs_hint == "EPSG:4326"


@pytest.mark.parametrize(
    "text",
    [
        "lon,lat\n110.8,32.8\n",
        "Latitude;Longitude\n32,8;110,8\n",
        "x\ty\n110.8\t32.8\n",
        "sep=|\nlat|lon\n32.8|110.8\n",
        "纬度，经度\n32.8，110.8\n",
        "lon lat\n110.8 32.8\n",
        "1,110.8,32.8\n",
        "1 32.8 110.8\n",
        'id,"Geographic, lon",lat,LONGITUDE\n1,a,32.8,110.8\n',
        "东经,北纬\nE110°48',N32°48'\n",
        "经度,纬度\n110:48:00,32:48:00\n",
    ],
)
def test_one_point_is_found_whatever_the_columns(tmp_path, text):
    assert places(opened(tmp_path, text)) == [[110.8, 32.8]]


@pytest.mark.parametrize(
    ("headings", "told"),
    [("X坐标(北),Y坐标(东)", False), ("北坐标,东坐标", False), ("纵坐标,横坐标", False), ("X,Y", True)],
)
def test_surveyors_northing_comes_first(tmp_path, headings, told):
    file = opened(tmp_path, f"点号,{headings}\nJ1,{NORTH},{EAST}\nJ2,{NORTH},{EAST + 100}\n")
    assert [part.xy[0].tolist() for item in file.items for part in item.parts] == [
        [EAST, NORTH],
        [EAST + 100, NORTH],
    ]
    assert ("fielddata.csv_guessed" in ids(file)) is told and file.crs_hint is None


def test_x_and_y_of_a_gis_stay_as_they_are(tmp_path):
    file = opened(tmp_path, f"X,Y\n{EAST},{NORTH}\n")
    assert file.items[0].parts[0].xy.tolist() == [[EAST, NORTH]] and ids(file) == []


def test_rows_with_times_are_a_track(tmp_path):
    text = "lat,lon,date,time,accuracy,speed\n" + "".join(
        f"32.8,110.{i},2024-03-01,08:00:0{i},{i},1.5\n" for i in range(3)
    )
    (track,) = opened(tmp_path, text).items
    assert (track.kind, track.n_points) == ("track", 3)
    assert track.parts[0].time.astype(str).tolist()[2] == "2024-03-01T08:00:02.000"
    np.testing.assert_array_equal(track.parts[0].columns["accuracy"], [0, 1, 2])


def test_tracks_are_told_apart_by_their_column(tmp_path):
    text = "轨迹,经度,纬度\nA,110.1,32.1\nA,110.2,32.1\nB,110.3,32.1\nA,110.4,32.1\n"
    assert [(item.name, item.n_points) for item in opened(tmp_path, text).items] == [("A", 3), ("B", 1)]


def test_parcels_have_their_rings_as_holes(tmp_path):
    square = [(0, 0), (0, 90), (90, 90), (90, 0), (0, 0)]
    inner = [(30, 30), (30, 60), (60, 60)]
    rows = [f"小班7,1,{NORTH + y},{EAST + x}" for x, y in square]
    rows += [f"小班7,2,{NORTH + y},{EAST + x}" for x, y in inner] + [f"小班8,1,{NORTH},{EAST}"]
    file = opened(tmp_path, "地块号,圈号,北坐标,东坐标\n" + "\n".join(rows) + "\n")
    (parcel,) = file.items
    assert (parcel.kind, parcel.name, len(parcel.parts[0]), len(parcel.parts[0].holes)) == (
        "polygon",
        "小班7",
        4,
        1,
    )
    assert ids(file) == ["fielddata.csv_ring"]


def test_wkt_rows_are_geometries_and_a_bad_one_is_named(tmp_path):
    ring = ", ".join(f"{110 + i * 1e-6:.6f} {32 + (i % 7) * 1e-3:.6f}" for i in range(9000))  # > 128 kB
    text = (
        f'name;wkt\nA;"POLYGON ((110 32, 111 32, 111 33, 110 32))"\nB;POINT (1\nC;LINESTRING ({ring})\nD;\n'
    )
    text += 'E;"SRID=4490;POINT (1 2)"\nF;CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0, 1 -1, 0 0))\n'
    file = opened(tmp_path, text)
    assert [(item.name, item.kind, item.n_points) for item in file.items] == [
        ("A", "polygon", 4),
        ("C", "line", 9000),
        ("E", "point", 1),
    ]
    assert [(fault.id, fault.line) for fault in file.faults] == [
        ("fielddata.csv_wkt", line) for line in (3, 7)
    ]


def test_heights_and_speeds_are_in_metres_whatever_unit_stands_with_them(tmp_path):
    text = (
        "时间,经度,纬度,高程(m),速度(km/h)\n2024-03-01T00:00:00Z,110.8,32.8,180.5 m,36\n"
        "1709251201,110.8,32.8,100 ft,36 knots\n1709251202000,110.8,32.8,5 furlong,\n"
    )
    file = opened(tmp_path, text)
    (part,) = file.items[0].parts
    np.testing.assert_allclose(part.ele, [180.5, 30.48, np.nan])
    np.testing.assert_allclose(part.columns["speed"], [10.0, 18.52, np.nan])  # a knot is 1852 m an hour
    assert part.time.astype(str).tolist() == [f"2024-03-01T00:00:0{i}.000" for i in range(3)]
    assert ids(file) == ["fielddata.bad_number"]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "name,note\nA,B\n", "{}", "1,2,3\n4,5,6\n"])
def test_a_table_without_places_is_refused_with_its_columns(tmp_path, text):
    with pytest.raises(FieldDataError) as caught:
        opened(tmp_path, text, "a.tsv" if text == "{}" else "a.csv")
    assert caught.value.fault.id in ("fielddata.csv_columns", "fielddata.json_kind")


def test_short_rows_and_a_quote_left_open_cost_no_other_row(tmp_path):
    file = opened(tmp_path, 'lon,lat,n\n110.8,32.8\n110.9\n110.9,32.9,"open\n')
    assert places(file) == [[110.8, 32.8], [110.9, 32.9]]


def test_more_rows_than_allowed_are_refused(tmp_path):
    with pytest.raises(FieldDataError):
        opened(tmp_path, "lon,lat\n" + "110.8,32.8\n" * 11, limits=Limits(points=10))


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("110°48′36.5″", 110 + 48 / 60 + 36.5 / 3600),
        ("110°48'36.5\"E", 110 + 48 / 60 + 36.5 / 3600),
        ("东经110度48分36秒", 110.81),
        ("-32 48 36", -32.81),
        ("S32.5", -32.5),
        ("32°48.6'N", 32.81),
        ("110-48-36", 110.81),
        ("110.8°", 110.8),
        ("32°60′", np.nan),
        ("391837N", np.nan),
        ("", np.nan),
        ("1_0", np.nan),
        ("nan", np.nan),
    ],
)
def test_angles_are_read_by_the_rules_of_clocks(text, degrees):
    np.testing.assert_allclose(place_numbers([text]), [degrees], rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    "title", ["界址点成果表,,\n", "项目：退耕还林\n单位：郧阳区\n", "Point list\n\n", "造林,2019,乡镇\n"]
)
def test_a_title_above_the_headings_is_none_of_the_rows(tmp_path, title):
    file = opened(tmp_path, title + "点名,经度,纬度\nJ1,110.8,32.8\nJ2,110.81,32.81\n")
    assert [item.name for item in file.items] == ["J1", "J2"] and file.items[0].line == title.count("\n") + 2
    assert places(file) == [[110.8, 32.8], [110.81, 32.81]] and file.faults == ()


def test_headings_that_begin_like_a_geometry_are_headings(tmp_path):
    file = opened(tmp_path, "Point,Latitude (N),Longitude (E)\nA,32.8,110.8\n")
    assert places(file) == [[110.8, 32.8]] and file.crs_hint == "EPSG:4326"


@pytest.mark.parametrize("name", ["测点.dat", "测点.txt"])
def test_surveyed_points_without_headings_keep_their_names(tmp_path, name):
    text = "Z1,,481267.286,3630685.218,180.5\nZ2,JZD,481367.286,3630685.218,180.6\n"  # as CASS writes them
    file = opened(tmp_path, text, name=name)
    assert [item.name for item in file.items] == ["Z1", "Z2"]
    assert places(file)[0] == [481267.286, 3630685.218] and ids(file) == ["fielddata.csv_guessed"]


def test_points_as_ovital_lists_them(tmp_path):
    text = "界桩1 110°48'16.8\" 32°42'29\" 180\n界桩2 110°48'17.4\" 32°42'30\" 181\n"
    file = opened(tmp_path, text, name="标签.txt")
    assert [item.name for item in file.items] == ["界桩1", "界桩2"]
    np.testing.assert_allclose(
        places(file)[0], [110 + 48 / 60 + 16.8 / 3600, 32 + 42 / 60 + 29 / 3600], atol=1e-6
    )
