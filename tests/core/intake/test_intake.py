"""Files of the field become ground: walks, drawings, surveys, with their figures and faults."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from ecoledger.core.datum import wgs84_to_gcj02
from ecoledger.core.errors import Cancelled
from ecoledger.core.fielddata import Item, Part
from ecoledger.core.fielddata.doctor import District
from ecoledger.core.fielddata.gpx_writer import write_gpx
from ecoledger.core.fielddata.kml_writer import write_kml
from ecoledger.core.fielddata.landtxt_writer import Parcel, write_landtxt
from ecoledger.core.intake import COLUMNS, IntakeOptions, Wish, files_in, take_in
from ecoledger.core.track import CleaningOptions
from ecoledger.tests.core.intake.walks import EAST, HOME, NORTH, track, walked

SLOW = CleaningOptions(max_speed=100.0)


def ids(intake):
    return [fault.id for fault in intake.findings]


def test_a_walk_round_becomes_a_parcel_with_its_figures(folder):
    write_gpx(folder / "一圈.gpx", [track(walked())])
    intake = take_in([folder / "一圈.gpx"])
    parcels = intake.polygons()
    assert list(parcels.columns) == [*COLUMNS, "geometry"] and len(parcels) == 1
    row = parcels.iloc[0]
    assert (row["source_file"], row["name"], row["n_points"], row["n_removed"]) == (
        "一圈.gpx",
        "样地一圈",
        80,
        0,
    )
    assert row["area_m2"] == pytest.approx(200 * 200, rel=2e-3)
    assert row["area_error_m2"] == pytest.approx(3 * np.sqrt(10 * 800), rel=0.1)
    assert str(row["time_end"] - row["time_start"]) == "0 days 00:13:10"
    assert len(intake.lines()) == len(intake.points()) == 0


def test_what_datum_a_plain_track_has_is_said_to_be_open(folder):
    write_gpx(folder / "一圈.gpx", [track(walked())])
    intake = take_in([folder / "一圈.gpx"])
    assert ids(intake) == ["doctor.datum_unclear", "intake.doubtful"]
    assert intake.polygons().datum[0] == "EPSG:4326"
    decided = take_in([folder / "一圈.gpx"], IntakeOptions(datum="wgs84"))
    assert ids(decided) == []


def test_coordinates_of_a_phone_map_are_put_back_where_the_user_says_so(folder):
    write_gpx(folder / "手机.gpx", [track(wgs84_to_gcj02(walked()))])
    intake = take_in([folder / "手机.gpx"], IntakeOptions(datum="gcj02"))
    corner = shapely.get_coordinates(intake.polygons().geometry[0])
    assert np.abs(corner - HOME).min(axis=0) == pytest.approx([0, 0], abs=1e-8)
    assert intake.polygons().datum[0] == "GCJ-02"


def test_the_doctor_tells_the_shift_by_a_parcel_that_is_known(folder):
    write_gpx(folder / "手机.gpx", [track(wgs84_to_gcj02(walked()))])
    known = shapely.Polygon(walked())
    district = District(outline=shapely.box(110.5, 32.5, 111.1, 33.1), known=(known,))
    intake = take_in([folder / "手机.gpx"], district=district)
    assert intake.polygons().datum[0] == "GCJ-02"
    assert shapely.intersection(intake.polygons().geometry[0], known).area > 0.99 * known.area


def test_half_a_walk_is_a_line_unless_a_parcel_is_wanted(folder):
    write_gpx(folder / "半圈.gpx", [track(walked(0.6))])
    assert len(take_in([folder / "半圈.gpx"]).lines()) == 1
    wanted = take_in([folder / "半圈.gpx"], IntakeOptions(wish=Wish("polygon")))
    assert len(wanted.polygons()) == 1 and "track.gap" in ids(wanted)


def two_squares():
    """Two squares of 200 m and 50 m walked in one track; the device paused between them."""
    parts = []
    for steps, away in ((20, 0.0), (5, 0.01)):
        xy = walked(steps=steps) + away
        start = np.datetime64("2024-03-01T08:00:00", "ms") + np.timedelta64(3600, "s") * len(parts)
        parts.append(Part(xy, time=start + np.arange(len(xy)) * np.timedelta64(10_000, "ms")))
    return Item("track", "两块", tuple(parts))


def test_segments_are_closed_each_by_itself_where_they_are_kept(folder):
    write_gpx(folder / "两块.gpx", [two_squares()])
    kept = take_in([folder / "两块.gpx"], IntakeOptions(datum="wgs84", wish=Wish(segments="kept")))
    [row] = kept.taken[0].rows
    assert shapely.get_num_geometries(row.geometry) == 2 and row.values["segments"] == 2
    assert row.values["area_m2"] == pytest.approx(200**2 + 50**2, rel=5e-3)
    assert row.values["gap_m"] == pytest.approx(10, abs=0.1)  # the step missing at the end of each


def test_segments_of_a_line_are_joined_on_wish(folder):
    write_gpx(folder / "两块.gpx", [two_squares()])
    for segments, count in (("auto", 2), ("joined", 1)):
        wish = Wish("line", segments=segments)
        [row] = take_in([folder / "两块.gpx"], IntakeOptions(datum="wgs84", wish=wish)).taken[0].rows
        assert shapely.get_num_geometries(row.geometry) == count


def test_lobes_are_kept_or_dropped_by_choice_and_shown_either_way(folder):
    xy = HOME + np.array([(0, 0), (20, 20), (20, 0), (-5, 25), (-5, 0)]) * [EAST, NORTH]
    write_gpx(folder / "八字.gpx", [track(xy)])
    options = IntakeOptions(datum="wgs84", cleaning=SLOW)
    rows = {}
    for lobes in ("all", "largest"):
        wish = Wish("polygon", lobes=lobes)
        [rows[lobes]] = take_in([folder / "八字.gpx"], replace(options, wish=wish)).taken[0].rows
    assert [row.values["lobes"] for row in rows.values()] == [2, 2]
    # the two diagonals cross at (10, 10): a triangle of 100 m² steps to the right, the rest to the left
    assert rows["all"].values["area_m2"] - rows["largest"].values["area_m2"] == pytest.approx(1e4, rel=5e-3)
    for row in rows.values():
        east, north = (shapely.get_coordinates(row.lesser) - HOME).T / [[EAST], [NORTH]]
        assert sorted(zip(east.round(3), north.round(3), strict=True))[:1] == [(10.0, 10.0)]


def test_a_line_walked_becomes_a_strip_of_the_width_wanted(folder):
    straight = HOME + np.column_stack([np.arange(51), np.zeros(51)]) * [EAST, NORTH]
    write_gpx(folder / "堤.gpx", [track(straight)])
    [row] = take_in([folder / "堤.gpx"], IntakeOptions(datum="wgs84", wish=Wish(width=6.0))).taken[0].rows
    assert row.values["area_m2"] == pytest.approx(500 * 6, rel=2e-3)
    assert row.values["length_m"] == pytest.approx(500, rel=2e-3)
    assert "lobes" not in row.values and np.isnan(row.values["area_error_m2"])


def test_a_drawn_line_becomes_a_strip_and_a_closed_one_stays_the_parcel_it_shows(folder):
    drawn = Item("line", "路", (Part(HOME + np.array([[0.0, 0.0], [0.0, 2000 * NORTH / 10]])),))
    ring = Item("line", "圈", (Part(np.vstack([walked(), walked()[:1]])),))
    write_kml(folder / "线.kml", [drawn, ring])
    taken = take_in([folder / "线.kml"], IntakeOptions(datum="wgs84", wish=Wish(width=10.0))).taken[0]
    assert [row.values["area_m2"] for row in taken.rows] == pytest.approx([20_000, 40_000], rel=3e-3)


def test_no_corner_of_a_drawn_parcel_is_taken_for_a_jump(folder):
    corners = HOME + np.array([[0, 0], [70, 0], [30, 30]]) * [EAST, NORTH]  # sides of 700, 500 and 424 m
    write_kml(folder / "大块.kml", [Item("line", "大块", (Part(corners),))])
    options = IntakeOptions(datum="wgs84", wish=Wish("polygon"))
    [row] = take_in([folder / "大块.kml"], options).taken[0].rows
    assert row.values["n_removed"] == 0
    assert row.values["area_m2"] == pytest.approx(700 * 300 / 2, rel=2e-3)


def test_each_fix_removed_is_named_with_its_reason_time_and_place(folder):
    xy = walked()
    xy[7] += [100 * EAST, 0]  # a kilometre off
    xy = np.insert(xy, 20, xy[20], axis=0)
    item = track(xy)
    item.parts[0].time[21] = item.parts[0].time[20]
    write_gpx(folder / "跳点.gpx", [item])
    [row] = take_in([folder / "跳点.gpx"], IntakeOptions(datum="wgs84")).taken[0].rows
    removed = row.removed
    assert (removed.index.tolist(), removed.reason.tolist()) == ([7, 21], ["jump", "duplicate"])
    assert str(removed.time[0]) == "2024-03-01T08:01:10.000"
    assert removed.xy == pytest.approx(xy[[7, 21]], abs=1e-8)
    assert row.values["n_removed"] == len(removed) == 2


@pytest.mark.parametrize(
    "wrong", [{"geometry": "circle"}, {"segments": "cut"}, {"lobes": "none"}, {"width": -1}]
)
def test_a_wish_nobody_can_meet_is_refused(wrong):
    with pytest.raises(ValueError):
        Wish(**wrong)


@pytest.mark.parametrize(
    ("wanted", "numbers"), [("auto", (1, 1, 1)), ("line", (0, 2, 1)), ("point", (0, 0, 3))]
)
def test_what_was_drawn_keeps_its_kind_or_becomes_what_is_wanted(folder, wanted, numbers):
    items = [
        Item("polygon", "面", (Part(walked()),)),
        Item("line", "线", (Part(walked(0.5)),)),
        Item("point", "点", (Part(HOME[None]),)),
    ]
    write_kml(folder / "勾绘.kml", items)
    intake = take_in([folder / "勾绘.kml"], IntakeOptions(wish=Wish(wanted), datum="wgs84"))
    assert (len(intake.polygons()), len(intake.lines()), len(intake.points())) == numbers


def test_the_land_bureaus_text_needs_no_decision(folder):
    square = shapely.box(37481267, 3630585, 37481367, 3630685)
    write_landtxt(folder / "界址点.txt", [Parcel(square, "DK001", "试验地")], "EPSG:4525")
    intake = take_in([folder / "界址点.txt"])
    assert ids(intake) == []
    # the published square of 100 m near 110.8 E 32.8 N
    assert intake.polygons().area_m2[0] == pytest.approx(9999.9135, abs=0.002)
    assert intake.polygons().encoding[0] == "gb18030"


def test_a_fault_in_one_file_leaves_the_others(folder):
    (folder / "坏的.gpx").write_bytes(b"<gpx><trk><trkseg><trkpt lat='32.8'")
    (folder / "空的.kml").write_bytes(b"")
    write_gpx(folder / "好的.gpx", [track(walked())])
    intake = take_in(files_in(folder)[0], IntakeOptions(datum="wgs84"))
    assert len(intake.polygons()) == 1
    assert {f.source for f in intake.findings} >= {"坏的.gpx"}


def test_what_lies_nowhere_near_is_not_taken(folder):
    write_gpx(folder / "北京.gpx", [track(walked() + [5.6, 7.1])])
    intake = take_in([folder / "北京.gpx"])
    assert ids(intake)[-1] == "intake.refused" and not len(intake.polygons())


def test_a_folder_is_looked_through_and_companions_count_once(folder):
    import geopandas as gpd

    (folder / "子目录").mkdir()
    layer = gpd.GeoDataFrame({"name": ["甲"]}, geometry=[shapely.Polygon(walked())], crs="EPSG:4490")
    layer.to_file(folder / "子目录" / "小班.shp", encoding="gbk")
    write_gpx(folder / "轨迹.gpx", [track(walked())])
    (folder / "说明.docx").write_bytes(b"PK\x03\x04word")
    (folder / ".隐藏.gpx").write_text("<gpx/>")
    files, passed = files_in(folder)
    assert [path.name for path in files] == ["小班.shp", "轨迹.gpx"]
    assert [(fault.source, fault.id) for fault in passed] == [("说明.docx", "intake.unknown_kind")]
    taken = take_in(files, IntakeOptions(datum="wgs84"))
    assert sorted(taken.polygons().name) == ["样地一圈", "甲"]


def test_one_position_is_told_to_be_no_line(folder):
    write_kml(folder / "一点.kml", [Item("line", "短线", (Part(HOME[None]),))])
    intake = take_in([folder / "一点.kml"], IntakeOptions(datum="wgs84"))
    assert "intake.no_shape" in ids(intake) and not len(intake.lines())


def test_cancel_is_noticed_between_files(folder):
    def step(share):
        if share > 0:
            raise Cancelled("stopped", "start again")

    for name in ("1.gpx", "2.gpx", "3.gpx"):
        write_gpx(folder / name, [track(walked())])
    with pytest.raises(Cancelled):
        take_in([Path(folder / n) for n in ("1.gpx", "2.gpx", "3.gpx")], step=step)
