"""Walks made by hand and by simulation: what is removed, what ground comes out, how sure its area is."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.errors import CrsError
from ecoledger.core.fielddata.model import Item, Part
from ecoledger.core.track import (
    CleaningOptions,
    clean,
    corridor,
    stops,
    to_line,
    to_polygon,
    to_polygons,
    walk_of,
)
from ecoledger.core.track.accuracy import area_error

ORIGIN = np.array([37500000.0, 3600000.0])  # on the central meridian the plane is true to scale
START = np.datetime64("2024-03-01T08:00:00", "ms")


def at(seconds):
    return START + np.asarray(seconds, dtype="int64") * np.timedelta64(1000, "ms")


def walk(*segments, seconds=None, columns=None):
    parts, done = [], 0
    for xy in segments:
        xy = np.asarray(xy, dtype=float) + ORIGIN
        time = None if seconds is None else at(seconds[done : done + len(xy)])
        parts.append(Part(xy, time=time, columns=columns or {}))
        done += len(xy)
    return walk_of(Item("track", "巡护轨迹", tuple(parts)), "EPSG:4525")


def path(corners, spacing=5.0):
    """Fixes every `spacing` metres along straight legs, the last corner left out."""
    legs = [
        a + (b - a) * np.arange(0, 1, spacing / np.hypot(*(b - a)))[:, None]
        for a, b in zip(np.array(corners[:-1], float), np.array(corners[1:], float), strict=True)
    ]
    return np.concatenate(legs)


SQUARE = path([(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)])


def removed(track, **options):
    return clean(track, CleaningOptions(**options)).counts()


def test_a_walk_without_faults_keeps_every_fix():
    cleaned = clean(walk(SQUARE, seconds=np.arange(80) * 4))
    assert cleaned.counts() == {} and len(cleaned.walk) == 80


def test_one_fix_far_away_is_a_jump_and_named_by_its_position():
    xy = SQUARE.copy()
    xy[33] += 900
    cleaned = clean(walk(xy, seconds=np.arange(80) * 4))
    assert cleaned.removed.tolist() == [33] and cleaned.reason.tolist() == ["jump"]


def test_several_fixes_off_in_a_row_are_all_jumps():
    xy = SQUARE.copy()
    xy[40:45] += 3000
    assert clean(walk(xy, seconds=np.arange(80) * 4)).removed.tolist() == [40, 41, 42, 43, 44]


def test_a_ride_in_a_car_parts_the_walk_and_removes_nothing():
    far = SQUARE + 5000
    cleaned = clean(walk(np.concatenate([SQUARE, far]), seconds=np.arange(160) * 4))
    assert cleaned.counts() == {}
    assert to_line(cleaned.walk).geometry.geom_type == "MultiLineString"


def test_without_times_a_jump_is_judged_by_distance():
    xy = SQUARE.copy()
    xy[10] += 2000
    cleaned = clean(walk(xy))
    assert cleaned.removed.tolist() == [10]
    assert [f.id for f in to_line(cleaned.walk).findings] == ["track.no_times"]


def test_a_pause_of_two_minutes_becomes_one_fix():
    jitter = SQUARE[20] + np.array([[0, 0], [1, 1], [-1, 2], [2, -1], [0, 1], [-2, 0], [1, 0]])
    xy = np.concatenate([SQUARE[:20], jitter, SQUARE[22:]])
    seconds = np.concatenate([np.arange(20) * 4, 80 + np.arange(7) * 20, 208 + np.arange(58) * 4])
    cleaned = clean(walk(xy, seconds=seconds))
    assert cleaned.counts() == {"stationary": 6}
    assert np.hypot(*(cleaned.walk.xy[20] - ORIGIN - SQUARE[20])) < 1.5
    places, stood = stops(walk(xy, seconds=seconds))
    assert len(places) == 1 and stood[0] == 120


def test_bad_fixes_are_known_by_what_the_device_says():
    columns = {"hdop": np.array([1.0, 12.0, 1.0, np.nan]), "accuracy": np.array([5.0, 5.0, 80.0, 5.0])}
    track = walk(SQUARE[:4], seconds=[0, 4, 8, 12], columns=columns)
    assert removed(track) == {"bad_fix": 2}


def test_no_position_is_removed_first():
    xy = SQUARE[:5].copy()
    xy[2] = np.nan
    zero = walk_of(Item("track", "", (Part(np.array([[110.8, 32.8], [0, 0], [110.8001, 32.8]])),)), 4490)
    assert removed(walk(xy, seconds=np.arange(5) * 4)) == {"no_position": 1}
    assert removed(zero) == {"no_position": 1}


def test_times_that_go_backwards_and_double_fixes_are_removed():
    seconds = np.arange(80) * 4
    seconds[50] = 10
    seconds[60] = seconds[59]
    cleaned = clean(walk(SQUARE, seconds=seconds))
    assert dict(zip(cleaned.removed.tolist(), cleaned.reason, strict=True)) == {
        50: "backwards",
        60: "duplicate",
    }


def test_without_times_standing_at_one_place_is_a_duplicate():
    assert removed(walk(np.concatenate([SQUARE[:5], SQUARE[4:9]]))) == {"duplicate": 1}


def test_a_square_walked_round_has_its_area_and_gap():
    ground = to_polygon(clean(walk(SQUARE, seconds=np.arange(80) * 4)).walk)
    assert ground.area_m2 == pytest.approx(10_000, rel=1e-8)
    assert (round(ground.gap_m, 6), round(ground.gap_share, 6)) == (5, 0.0125)
    assert ground.findings == ()


def test_an_open_walk_is_closed_and_told():
    ground = to_polygon(walk(path([(0, 0), (100, 0), (100, 100), (0, 100)]), seconds=np.arange(60) * 4))
    assert ground.gap_m == pytest.approx(np.hypot(5, 100), abs=0.01)
    assert [f.id for f in ground.findings] == ["track.gap", "track.imprecise"]
    assert "%" in str(ground.findings[0])


def test_a_figure_of_eight_keeps_both_lobes_or_the_larger():
    eight = path([(0, 0), (100, 100), (100, 0), (0, 100), (-60, 50), (0, 0)], 2)
    both, one = to_polygon(walk(eight)), to_polygon(walk(eight), lobes="largest")
    # by hand: triangles right and left of the crossing, 100 * 50 / 2 each, and the tip, 100 * 60 / 2
    assert both.area_m2 == pytest.approx(2500 + 2500 + 3000, rel=1e-3)
    assert one.area_m2 == pytest.approx(5500, rel=1e-3)
    assert [f.id for f in both.findings][:2] == ["track.no_times", "track.crossing"]
    assert "track.lobes_dropped" in [f.id for f in one.findings]


def test_ground_walked_round_twice_counts_once():
    twice = np.concatenate([SQUARE, SQUARE + [0.5, 0.5]])
    assert to_polygon(walk(twice)).area_m2 == pytest.approx(10_000, rel=0.02)


def test_segments_are_kept_for_lines_and_joined_on_wish():
    halves = walk(SQUARE[:40], SQUARE[40:], seconds=np.arange(80) * 4)
    assert to_line(halves).geometry.geom_type == "MultiLineString"
    assert to_line(halves).length_m == pytest.approx(390, rel=1e-8)
    assert to_line(halves.joined()).length_m == pytest.approx(395, rel=1e-8)


def test_segments_closed_each_by_itself_count_what_they_share_once():
    half = SQUARE + [50, 0]
    ground = to_polygons(walk(SQUARE, half, SQUARE + [500, 0]))
    # 150 m x 100 m and, apart, 100 m x 100 m
    assert ground.area_m2 == pytest.approx(25_000, rel=1e-6)
    assert ground.geometry.geom_type == "MultiPolygon" and ground.gap_m == pytest.approx(5)
    alone = to_polygon(walk(SQUARE))
    assert ground.area_error_m2 == pytest.approx(alone.area_error_m2 * 3**0.5, rel=1e-6)
    assert ground.length_m == pytest.approx(3 * alone.length_m, rel=1e-6)


def test_one_segment_closed_by_itself_is_the_walk_closed():
    one, same = to_polygon(walk(SQUARE)), to_polygons(walk(SQUARE))
    assert (one.area_m2, one.area_error_m2, one.gap_m) == (same.area_m2, same.area_error_m2, same.gap_m)
    assert one.geometry.equals(same.geometry)


def test_a_segment_too_short_for_a_parcel_is_told_and_the_others_are_closed():
    ground = to_polygons(walk(SQUARE, [[300, 0], [310, 0]]))
    assert ground.area_m2 == pytest.approx(10_000, rel=1e-6)
    assert "track.too_few" in [fault.id for fault in ground.findings]
    assert to_polygons(walk([[0, 0], [1, 1]])).geometry is None


def test_the_lesser_pieces_are_known_whether_they_are_kept_or_dropped():
    eight = walk(path([(0, 0), (100, 100), (100, 0), (-20, 120), (-20, 0), (0, 0)]))
    kept, dropped = (to_polygon(eight, lobes=lobes) for lobes in ("all", "largest"))
    # the legs cross at (50, 50): the piece on the right is a triangle of 100 m by 50 m
    assert kept.lesser.area == dropped.lesser.area == pytest.approx(2500, rel=0.05)
    assert kept.area_m2 - dropped.area_m2 == pytest.approx(kept.lobes_m2[1])
    assert to_polygon(walk(SQUARE)).lesser is None


def test_a_corridor_has_its_width_on_the_ground_also_far_from_the_meridian():
    xy = np.array([[37400000.0, 3600000.0], [37400000.0, 3601000.0]])
    strip = corridor(walk_of(Item("track", "", (Part(xy),)), 4525), 10.0)
    assert strip.area_m2 == pytest.approx(strip.length_m * 10, rel=1e-6)


def test_too_few_fixes_give_no_shape_and_say_so():
    for ground in (to_polygon(walk(SQUARE[:2])), to_line(walk(SQUARE[:1])), to_line(walk(SQUARE[:0]))):
        assert ground.geometry is None and ground.findings[0].id == "track.too_few"


def test_an_old_datum_is_refused():
    with pytest.raises(CrsError):
        walk_of(Item("track", "老数据", (Part(SQUARE + ORIGIN),)), "EPSG:2361")


def test_a_small_parcel_is_told_to_be_too_small_for_the_device():
    small = path([(0, 0), (20, 0), (20, 20), (0, 20), (0, 0)])
    assert "track.imprecise" in [f.id for f in to_polygon(walk(small)).findings]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_cleaning_twice_removes_nothing_more(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 200))
    xy = np.cumsum(rng.normal(0, rng.choice([0.3, 3, 30]), (n, 2)), axis=0)
    xy[rng.random(n) < 0.03] += 4000
    xy[rng.random(n) < 0.02] = np.nan
    seconds = np.cumsum(rng.integers(0, 30, n)) - 200 * (rng.random(n) < 0.03)
    track = walk(xy, seconds=seconds if rng.random() < 0.8 else None)
    first = clean(track)
    again = clean(first.walk)
    assert again.counts() == {}
    assert len(first.walk) + len(first.removed) == n
    assert np.isin(first.walk.index, first.removed).sum() == 0
    steps, gone = first.walk.steps()
    same = np.diff(first.walk.segment) == 0
    assert (steps[same & (gone > 0)] <= 15 * gone[same & (gone > 0)] + 1e-9).all()


def test_the_stated_uncertainty_is_the_spread_of_simulated_walks():
    rng = np.random.default_rng(7)
    true = shapely.area(shapely.Polygon(SQUARE))
    areas = np.array(
        [shapely.area(shapely.Polygon(SQUARE + rng.normal(0, 1.5, SQUARE.shape))) for _ in range(4000)]
    )
    stated = area_error(SQUARE, np.full(len(SQUARE), 1.5))
    assert areas.std() == pytest.approx(stated, rel=0.05)
    assert (np.abs(areas - true) <= 2 * stated).mean() > 0.94
