"""Land-bureau coordinate text in its variants."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS

from ecoledger.core.errors import EcoLedgerError
from ecoledger.core.fielddata import Source, landtxt, read
from ecoledger.core.fielddata.landtxt import FAULTS

HEADER = """[属性描述]
格式版本号=1.01
数据产生单位=郧阳区自然资源和规划局
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=37
精度=0.001
转换参数=0,0,0,0,0,0,0
[地块坐标]
"""
NORTH, EAST = 3630685.218, 37481267.286
SQUARE = [(NORTH, EAST), (NORTH, EAST + 100), (NORTH - 100, EAST + 100), (NORTH - 100, EAST)]


def rows(ring, number=1, start=1, close="same"):
    lines = [f"J{start + i},{number},{x:.3f},{y:.3f}" for i, (x, y) in enumerate(ring)]
    if close:
        last = start if close == "same" else start + len(ring)
        lines.append(f"J{last},{number},{ring[0][0]:.3f},{ring[0][1]:.3f}")
    return "\n".join(lines) + "\n"


def inner(offset=30, size=20):
    x, y = SQUARE[0][0] - offset, SQUARE[0][1] + offset
    return [(x, y), (x, y + size), (x - size, y + size), (x - size, y)]


def parcel(name="试验林地", n=5, fields="1.0000,DK001,{name},面,I49G077045,林地,0301,@"):
    return f"{n},{fields.format(name=name)}\n"


def opened(tmp_path, text, encoding="gbk", newline="\r\n"):
    path = tmp_path / "郧阳 勘测定界" / "界址点 成果.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.replace("\n", newline).encode(encoding))
    return read(path)


def area(item):
    return sum(
        shapely.Polygon(part.xy).area - sum(shapely.Polygon(hole.xy).area for hole in part.holes)
        for part in item.parts
    )


def ids(file):
    return [fault.id for fault in file.faults]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_every_usual_encoding_gives_the_same_parcel(tmp_path, encoding):
    file = opened(tmp_path, HEADER + parcel() + rows(SQUARE), encoding)
    item = file.items[0]
    assert (item.name, item.kind, ids(file), file.crs_hint) == ("试验林地", "polygon", [], "EPSG:4525")
    assert area(item) == pytest.approx(10_000) and len(item.parts[0]) == 4
    assert item.attributes["数据产生单位"] == "郧阳区自然资源和规划局"
    assert item.attributes["地块面积"] == "1.0000"


@pytest.mark.parametrize("close", ["same", "next", None])
def test_a_ring_may_be_closed_by_either_number_or_not_at_all(tmp_path, close):
    file = opened(tmp_path, HEADER + parcel() + rows(SQUARE, close=close))
    assert area(file.items[0]) == pytest.approx(10_000) and ids(file) == []


@pytest.mark.parametrize(
    "fields",
    [
        "1.0000,DK001,{name},面,I49G077045,林地,@",
        "1.0000,DK001,{name},面,I49G077045,林地,0301,@",
        "1.0000,DK001,{name},面,I49G077045,林地,0301",
        "0.7655公顷,DK001,{name},面,,,,,,,,@",
        "1.0,DK001,{name},面,I49,林地,0301,图斑,旱地,10,8,备注,@",
    ],
)
def test_rows_of_eight_nine_twelve_and_thirteen_fields_are_read(tmp_path, fields):
    file = opened(tmp_path, HEADER + parcel(fields=fields) + rows(SQUARE))
    assert file.items[0].name == "试验林地" and ids(file) == []
    assert "地块面积" in file.items[0].attributes


def by_tabs(text):
    return text.replace(",", "\t")


def by_blanks(text):
    return text.replace(",,", ",-,").replace(",", " ")


def with_first_point_behind_the_parcel(text):
    return text.replace("@\n", "@", 1)


@pytest.mark.parametrize("changed", [by_tabs, by_blanks, with_first_point_behind_the_parcel])
def test_rows_are_read_whatever_parts_them(tmp_path, changed):
    file = opened(tmp_path, HEADER + changed(parcel() + rows(SQUARE)))
    np.testing.assert_allclose(file.items[0].parts[0].xy, [(y, x) for x, y in SQUARE])
    assert file.items[0].name == "试验林地" and file.faults == ()


def test_a_parcel_that_does_not_count_its_points_keeps_its_name(tmp_path):
    file = opened(tmp_path, HEADER + "1.0公顷,,地块1,面,,,,@\n" + rows(SQUARE))
    assert (file.items[0].name, file.items[0].attributes["地块面积"]) == ("地块1", "1.0公顷")


def test_degrees_minutes_and_seconds_are_read(tmp_path):
    text = (
        HEADER
        + parcel(n=3)
        + "J1,1,32°48′00″,110°48′00″\nJ2,1,32°48′00″,110°48′36″\nJ3,1,32°48′36″,110°48′36″\n"
    )
    file = opened(tmp_path, text)
    np.testing.assert_allclose(file.items[0].parts[0].xy, [(110.8, 32.8), (110.81, 32.8), (110.81, 32.81)])
    assert file.crs_hint == "EPSG:4490"


def test_a_hole_is_known_by_lying_inside_whatever_its_number(tmp_path):
    for number in (1, 2, 7):
        file = opened(tmp_path, HEADER + parcel(n=10) + rows(SQUARE) + rows(inner(), number, 5))
        assert len(file.items[0].parts) == 1 and len(file.items[0].parts[0].holes) == 1
        assert area(file.items[0]) == pytest.approx(10_000 - 400)


def test_a_second_ring_outside_is_a_second_part(tmp_path):
    apart = [(x - 500, y) for x, y in SQUARE]
    file = opened(tmp_path, HEADER + parcel(n=10) + rows(SQUARE) + rows(apart, 2, 1))
    assert len(file.items[0].parts) == 2 and area(file.items[0]) == pytest.approx(20_000)


def test_an_island_in_a_hole_is_a_part_again(tmp_path):
    text = HEADER + parcel(n=15) + rows(SQUARE) + rows(inner(20, 60), 2) + rows(inner(40, 10), 3)
    item = opened(tmp_path, text).items[0]
    assert len(item.parts) == 2 and area(item) == pytest.approx(10_000 - 3600 + 100)


def test_several_parcels_stand_in_one_file(tmp_path):
    text = HEADER + parcel("甲") + rows(SQUARE) + parcel("乙") + rows([(x - 900, y) for x, y in SQUARE])
    file = opened(tmp_path, text)
    assert [item.name for item in file.items] == ["甲", "乙"]
    assert file.items[1].line == 12 + 6


def test_full_width_punctuation_is_read(tmp_path):
    text = HEADER.replace("=", "＝") + parcel().replace(",", "，") + rows(SQUARE).replace(",", "，")
    assert opened(tmp_path, text).items[0].name == "试验林地"


def test_without_prefix_the_zone_of_the_header_holds(tmp_path):
    bare = [(x, y - 37_000_000) for x, y in SQUARE]
    assert opened(tmp_path, HEADER + parcel() + rows(bare)).crs_hint == "EPSG:4546"


@pytest.mark.parametrize(
    ("change", "shift", "hint"),
    [
        (("几度分带=3", "几度分带=6"), -18_000_000, "EPSG:4497"),
        (("2000国家大地坐标系", "1980西安坐标系"), 0, "EPSG:2361"),
        (("2000国家大地坐标系", "80国家大地坐标系"), -37_000_000, "EPSG:2382"),
        (("2000国家大地坐标系", "北京54坐标系"), 0, "EPSG:2413"),
        (("2000国家大地坐标系", ""), 0, None),
    ],
)
def test_the_header_says_datum_and_zone(tmp_path, change, shift, hint):
    header = HEADER.replace(*change).replace("带号=37", "带号=19" if "6" in change[1] else "带号=37")
    file = opened(tmp_path, header + parcel() + rows([(x, y + shift) for x, y in SQUARE]))
    assert file.crs_hint == hint
    if hint:
        assert CRS(hint).is_projected


def test_a_zone_that_contradicts_the_eastings_is_told_and_not_decided(tmp_path):
    file = opened(tmp_path, HEADER.replace("带号=37", "带号=38") + parcel() + rows(SQUARE))
    assert file.crs_hint is None and ids(file) == ["fielddata.txt_zone"]


def test_longitudes_and_latitudes_are_told_by_their_size(tmp_path):
    degrees = [(32.80, 110.80), (32.80, 110.81), (32.79, 110.81), (32.79, 110.80)]
    text = HEADER + parcel() + "".join(f"J{i + 1},1,{x},{y}\n" for i, (x, y) in enumerate(degrees))
    file = opened(tmp_path, text)
    assert file.crs_hint == "EPSG:4490" and file.items[0].parts[0].xy[0].tolist() == [110.80, 32.80]


def test_lines_and_points_are_their_own_kinds(tmp_path):
    text = (
        HEADER
        + "2,0,L1,岸线,线,,,,@\n"
        + rows(SQUARE[:2], close=None)
        + "1,0,P1,界桩,点,,,,@\n"
        + rows(SQUARE[:1], close=None)
    )
    assert [(i.kind, i.n_points) for i in opened(tmp_path, text).items] == [("line", 2), ("point", 1)]


def test_missing_points_are_told(tmp_path):
    file = opened(tmp_path, HEADER + parcel(n=50) + rows(SQUARE))
    assert ids(file) == ["fielddata.txt_count"]
    assert (file.faults[0].line, file.faults[0].fields["stated"], file.faults[0].fields["found"]) == (
        12,
        50,
        5,
    )


def test_what_is_no_row_is_told_with_its_line_and_the_rest_is_read(tmp_path):
    broken = rows(SQUARE).replace("J3,1,3630585.218", "J3,1,363o585.218")
    file = opened(tmp_path, HEADER + parcel() + broken)
    assert [(f.id, f.line) for f in file.faults] == [("fielddata.txt_line", 15)]
    assert len(file.items[0].parts[0]) == 3


def test_a_number_nobody_counts_to_is_none(tmp_path):
    number = "9" * 5000  # Python turns no more than 4300 digits into a number
    file = opened(tmp_path, HEADER.replace("带号=37", f"带号={number}") + parcel(n=number) + rows(SQUARE))
    assert len(file.items) == 1 and file.items[0].n_points == 4


def test_points_before_any_parcel_become_one_without_name(tmp_path):
    file = opened(tmp_path, HEADER + rows(SQUARE))
    assert ids(file) == ["fielddata.txt_no_parcel"] and area(file.items[0]) == pytest.approx(10_000)


def test_a_ring_of_two_points_is_left_out_and_told(tmp_path):
    file = opened(tmp_path, HEADER + parcel(n=7) + rows(SQUARE) + rows(inner()[:2], 2))
    assert ids(file) == ["fielddata.txt_ring"] and area(file.items[0]) == pytest.approx(10_000)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_broken_only_faults_come_out(data):
    text = HEADER + parcel(n=10) + rows(SQUARE) + rows(inner(), 2, 5)
    raw = bytearray(text.encode("gbk"))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(raw) - 1))
        if data.draw(st.booleans()):
            raw[at] = data.draw(st.integers(0, 255))
        else:
            del raw[at : at + data.draw(st.integers(1, 60))]
    try:
        file = landtxt.read(Source(Path("变异.txt"), bytes(raw)))
    except EcoLedgerError:
        return
    assert all(np.isfinite(part.xy).all() for item in file.items for part in item.parts)


def test_every_fault_of_the_format_can_happen(tmp_path):
    seen = set()
    text = (
        HEADER.replace("37", "38")
        + rows(SQUARE)
        + parcel(n=50)
        + rows(SQUARE)
        + rows(inner()[:2], 2)
        + "a,b,c\n"
    )
    seen.update(ids(opened(tmp_path, text)))
    assert seen == set(FAULTS)
