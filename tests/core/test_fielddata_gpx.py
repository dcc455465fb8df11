"""GPX: what it means, what phone apps make of it, and the fast way that must not show."""

from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecoledger.core.fielddata import gpx, gpx_runs, read
from ecoledger.core.fielddata.model import Source
from ecoledger.tests.core.field_files import GPX, as_plain, long_gpx


def read_text(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "实测 轨迹.gpx"
    path.write_bytes(text.encode(encoding))
    return read(path)


def ids(file):
    return [fault.id for fault in file.faults]


def test_waypoints_routes_and_tracks_come_in_the_files_order(tmp_path):
    file = read_text(tmp_path, GPX)
    assert [(item.kind, item.name) for item in file.items] == [
        ("waypoint", "界桩 1"),
        ("route", "approach"),
        ("track", "环线 & <2024>"),
    ]
    assert file.faults == ()
    assert (file.format, file.encoding, file.crs_hint) == ("gpx", "utf-8", "EPSG:4326")


def test_longitude_comes_before_latitude_whatever_the_order_of_attributes(tmp_path):
    track = read_text(tmp_path, GPX).items[2]
    assert [part.xy.tolist() for part in track.parts] == [
        [[110.83, 32.83], [110.84, 32.84]],
        [],
        [[110.85, 32.85]],
    ]


def test_times_are_utc_whatever_zone_they_are_written_in(tmp_path):
    first, _, last = read_text(tmp_path, GPX).items[2].parts
    assert first.time.dtype == "datetime64[ms]"
    assert first.time.astype(str).tolist() == ["2024-03-01T00:00:00.000", "2024-03-01T00:00:05.250"]
    assert last.time is None


def test_what_only_some_points_have_is_nan_at_the_others(tmp_path):
    part = read_text(tmp_path, GPX).items[2].parts[0]
    np.testing.assert_array_equal(part.ele, [181, np.nan])
    np.testing.assert_array_equal(part.columns["accuracy"], [4, np.nan])
    np.testing.assert_array_equal(part.columns["speed"], [1.5, np.nan])
    np.testing.assert_array_equal(part.columns["sat"], [9, np.nan])


def test_what_stands_beside_the_points_becomes_attributes(tmp_path):
    waypoint, _, track = read_text(tmp_path, GPX).items
    assert waypoint.attributes == {"sym": "Flag", "link": "photo.jpg"}
    assert waypoint.parts[0].columns["hdop"].tolist() == [1.2]
    assert track.attributes == {"desc": "walked", "device": "H1"}
    assert (waypoint.line, track.line) == (5, 11)


@pytest.mark.parametrize("prefix", ["", "gpx:"])
def test_namespaces_may_be_prefixed_or_missing(tmp_path, prefix):
    text = "<:gpx><:trk><:trkseg><:trkpt lat='1' lon='2'/></:trkseg></:trk></:gpx>".replace(":", prefix)
    assert read_text(tmp_path, text).items[0].parts[0].xy.tolist() == [[2, 1]]


@pytest.mark.parametrize(
    "text",
    [
        "<gpx><trkpt lat='1' lon='2'/><trkpt lat='1' lon='3'/></gpx>",
        "<gpx><trk><trkpt lat='1' lon='2'/><trkpt lat='1' lon='3'/></trk></gpx>",
        "<gpx><trkseg><trkpt lat='1' lon='2'/><trkpt lat='1' lon='3'/></trkseg></gpx>",
    ],
)
def test_points_outside_a_segment_are_a_track_all_the_same(tmp_path, text):
    (track,) = read_text(tmp_path, text).items
    assert track.parts[0].xy.tolist() == [[2, 1], [3, 1]]


def test_a_position_without_coordinates_is_left_out_and_listed_with_its_line(tmp_path):
    points = "\n<trkpt lat='1' lon='2'/>\n<trkpt lat='x' lon='2'/>\n<trkpt lon='3'/>"
    file = read_text(tmp_path, f"<gpx><trk><trkseg>{points}</trkseg></trk></gpx>")
    assert file.items[0].n_points == 1
    assert [(fault.id, fault.line) for fault in file.faults] == [
        ("fielddata.bad_coordinates", 3),
        ("fielddata.bad_coordinates", 4),
    ]


@pytest.mark.parametrize("value", ["1_0", "inf", "1e999", "zwölf", "0x1F"])
def test_an_elevation_that_is_no_number_is_nan_and_listed(tmp_path, value):
    text = f"<gpx><wpt lat='1' lon='2'><ele>{value}</ele></wpt></gpx>"
    file = read_text(tmp_path, text)
    assert np.isnan(file.items[0].parts[0].ele).all()
    assert ids(file) == ["fielddata.bad_number"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-03-01T08:00:00+0800", "2024-03-01T00:00:00.000"),
        ("2024-03-01T00:00:00.1234567Z", "2024-03-01T00:00:00.123"),
        ("2024-02-29T23:30:00-01:30", "2024-03-01T01:00:00.000"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000"),
        ("20240301T000000Z", "2024-03-01T00:00:00.000"),
        (" 2024-03-01T00:00:00Z ", "2024-03-01T00:00:00.000"),
        ("now", "NaT"),
        ("2024-02-30T00:00:00Z", "NaT"),
        ("2024-03-01T00:00:00+99:00", "NaT"),
    ],
)
def test_times_in_other_spellings(tmp_path, written, meant):
    file = read_text(tmp_path, f"<gpx><wpt lat='1' lon='2'><time>{written}</time></wpt></gpx>")
    assert file.items[0].parts[0].time.astype(str).tolist() == [meant]
    assert ids(file) == (["fielddata.bad_time"] if meant == "NaT" else [])


def test_times_without_a_zone_are_taken_for_utc_and_that_is_said_once(tmp_path):
    file = read_text(tmp_path, long_gpx(50).replace("Z</time>", "</time>"))
    assert str(file.items[0].parts[0].time[0]) == "2024-03-01T00:00:00.000"
    assert ids(file) == ["fielddata.no_zone"]


def test_a_track_nobody_walked_says_so(tmp_path):
    file = read_text(tmp_path, "<gpx><trk><name>A</name><trkseg/></trk></gpx>")
    assert [item.n_points for item in file.items] == [0]
    assert ids(file) == ["fielddata.no_points"]


def test_a_file_that_breaks_off_gives_every_whole_point_and_the_line(tmp_path):
    whole = long_gpx(300)
    cut = whole[: whole.index("<trkpt", len(whole) // 2) + 30]
    file = read_text(tmp_path, cut)
    assert file.items[0].n_points == cut.count("</trkpt>") > 100
    assert [(fault.id, fault.line) for fault in file.faults] == [("fielddata.truncated", cut.count("\n") + 1)]


def test_wherever_the_file_breaks_off_the_points_are_the_first_of_the_whole(tmp_path):
    data = GPX.encode()
    whole = np.concatenate([part.xy for item in read_text(tmp_path, GPX).items for part in item.parts])
    counts = []
    for end in range(data.index(b"<wpt"), len(data) - 10, 7):
        path = tmp_path / "cut.gpx"
        path.write_bytes(data[:end])
        file = read(path)
        xy = np.concatenate([np.empty((0, 2)), *(part.xy for item in file.items for part in item.parts)])
        np.testing.assert_array_equal(xy, whole[: len(xy)])
        assert ids(file)[0] == "fielddata.truncated"
        counts.append(len(xy))
    assert counts == sorted(counts)
    assert counts[-1] == len(whole) == 6


def test_the_same_long_track_is_read_point_by_point_and_as_runs(tmp_path):
    text = long_gpx(5000)
    skeleton, runs = gpx_runs.cut(text.encode())
    assert len(skeleton) < 500
    assert [len(part) for part, _ in runs] == [4999]
    part = read_text(tmp_path, text).items[0].parts[0]
    np.testing.assert_allclose(part.xy[[0, 4999]], [[110.8, 32.8], [110.75001, 32.84999]], atol=1e-9)
    assert part.ele[[0, 6, 7]].tolist() == [200, 200.6, 200]
    assert str(part.time[4999]) == "2024-03-01T01:23:19.000"


def both_ways(data):
    """Return the document read with and without the fast way, each as plain values."""
    fast = gpx.read(Source(Path("a.gpx"), data))
    with patch.object(gpx_runs, "cut", lambda document: (document, [])):
        slow = gpx.read(Source(Path("a.gpx"), data))
    return as_plain(fast), as_plain(slow)


LONG = long_gpx(150)
BODIES = [
    "<ele>{ele}</ele><time>{time}Z</time>",
    "\n  <ele>{ele}</ele>\n  <time>{time}.5+08:00</time>\n  <sat>7</sat><fix>3d</fix><hdop>1</hdop>\n ",
    "<time>{time}</time><name>点{i}</name>",
    "<extensions><a:T xmlns:a='u'><a:speed>{i}</a:speed><a:hr>90</a:hr></a:T></extensions>",
    "<ele>{i}_0</ele>",
    "<ele>1e{i}</ele>",
    "<ele></ele>",
    "<time>2024-02-3{i}T00:00:00Z</time>",
    "",
]
ODD = [
    "",
    '<trkpt lat="1" lon="2"/>',
    '<trkpt lat="1" lon="2"><ele>5</ele><ele>6</ele></trkpt>',
    '<trkpt lat="x" lon="2"><ele>5</ele></trkpt>',
    '<trkpt lon="1" lat="2"><ele>5</ele></trkpt>',
    "</trkseg><trkseg>",
    "</trkseg></trk><trk><name>B</name><trkseg>",
    "</trkseg></trk><rte><trkseg>",
    "<!-- a comment -->",
    "<!-- ",
    " -->",
    "<![CDATA[",
    "]]>",
    "<name>",
    "</name>",
    "</ele>",
    "&",
    "\x07",
    "文字",
    "<trkpt lat='1' lon='2'><trkpt lat='3' lon='4'><wpt lat='5' lon='6'/></trkpt></trkpt>",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(BODIES), st.integers(0, 200), st.sampled_from(ODD)), max_size=4))
@example([(BODIES[0], 200, "<!-- "), (BODIES[0], 200, " -->"), (BODIES[0], 200, "")])
@example([(BODIES[0], 200, "<name>"), (BODIES[0], 200, "</name>")])
@example([(BODIES[1], 200, "</trkseg><trkseg>"), (BODIES[1], 200, "")])
def test_the_fast_way_gives_what_the_slow_way_gives(stretches):
    points = "".join(
        long_gpx(count, body).split("<trkseg>")[1].split("</trkseg>")[0] + odd
        for body, count, odd in stretches
    )
    text = f"<gpx><trk><name>A</name>\n<trkseg>{points}</trkseg></trk></gpx>"
    fast, slow = both_ways(text.encode())
    assert fast == slow


def test_a_run_in_a_comment_is_no_track():
    commented = LONG.replace("<trkseg>", "<trkseg><!--").replace("</trkseg>", "--></trkseg>")
    file = gpx.read(Source(Path("a.gpx"), commented.encode()))
    assert [item.n_points for item in file.items] == [0]


@pytest.mark.parametrize("word", ["0", "7", "x", ""])
def test_the_mark_of_a_run_in_a_file_is_the_files_own_word(tmp_path, word):
    text = long_gpx(200).replace("<trkseg>", f"<trkseg><?{gpx_runs.TARGET} {word}?>")
    assert read_text(tmp_path, text).items[0].n_points == 200
