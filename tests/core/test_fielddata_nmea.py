"""NMEA 0183: sentences of one instant are one position, midnight passes, noise costs only itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoledger.core.fielddata import read
from ecoledger.core.fielddata.nmea import _dated
from ecoledger.tests.core.field_texts import NMEA, sentence


def opened(tmp_path, text, name="手持 轨迹.nmea"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path)


def ids(file):
    return [fault.id for fault in file.faults]


def log(*bodies):
    return "\r\n".join(map(sentence, bodies)) + "\r\n"


def rmc(time, date="010324", place="3248.0000,N,11048.0000,E"):
    return f"GPRMC,{time},A,{place},0.0,,{date},,,A"


def gga(time, place="3248.0000,N,11048.0000,E", quality=1):
    return f"GPGGA,{time},{place},{quality},09,0.9,180.5,M,,M,,"


def test_the_sentences_of_an_instant_are_one_position(tmp_path):
    track, waypoint = opened(tmp_path, NMEA).items
    part = track.parts[0]
    assert (track.kind, len(part)) == ("track", 4)
    np.testing.assert_allclose(part.xy[:2], [[110.8, 32.8], [110.801, 32.801]], atol=1e-12)
    np.testing.assert_allclose(part.xy[3], [-110.803, -32.803], atol=1e-12)
    np.testing.assert_array_equal(part.ele, [180.5, 181, np.nan, np.nan])
    assert (waypoint.kind, waypoint.name) == ("waypoint", "桩1")


def test_a_date_sent_a_little_late_stays_with_its_position(tmp_path):
    bodies = []
    for second in ("56", "57"):
        date = f"GPZDA,0000{second}.05,01,03,2024,00,00"
        bodies += [gga(f"0000{second}.00"), date, rmc(f"0000{second}.00")]
    (track,) = opened(tmp_path, log(*bodies)).items
    assert track.parts[0].time.astype(str).tolist() == ["2024-03-01T00:00:56.000", "2024-03-01T00:00:57.000"]


def test_a_time_nobody_can_read_costs_no_position(tmp_path):
    times = ("000001", "000002.", "soon", "000004")
    places = [f"3248.000{i},N,11048.0000,E" for i in range(4)]
    bodies = [
        make(time, place=place) for time, place in zip(times, places, strict=True) for make in (rmc, gga)
    ]
    (track,) = opened(tmp_path, log(*bodies)).items
    assert np.allclose(track.parts[0].xy[:, 1], [32.8 + i * 1e-4 / 60 for i in range(4)], atol=1e-12)
    assert np.isnat(track.parts[0].time).tolist() == [False, False, True, False]


def test_dates_are_carried_over_midnight(tmp_path):
    times = opened(tmp_path, NMEA).items[0].parts[0].time.astype(str).tolist()
    assert times == [
        "2024-02-29T23:59:58.000",
        "2024-02-29T23:59:59.500",
        "2024-03-01T00:00:00.500",
        "2024-03-01T00:00:02.000",
    ]


def test_quality_of_the_fix_is_kept_for_the_cleaning(tmp_path):
    file = opened(tmp_path, NMEA)
    columns = file.items[0].parts[0].columns
    np.testing.assert_array_equal(columns["fix"], [3, 4, 0, np.nan])
    np.testing.assert_array_equal(columns["hdop"], [0.9, 0.8, np.nan, np.nan])
    np.testing.assert_array_equal(columns["accuracy"], [np.nan, 5, np.nan, np.nan])  # hypot(3, 4)
    np.testing.assert_allclose(columns["speed"][0], 2 * 1852 / 3600)
    assert ids(file) == ["fielddata.nmea_no_fix"]


def test_a_wrong_checksum_costs_its_sentence(tmp_path):
    text = log(gga("000001.00")) + log(gga("000002.00")).replace("09,0.9", "99,0.9")
    file = opened(tmp_path, text)
    assert file.items[0].n_points == 1
    assert [(fault.id, fault.line) for fault in file.faults[:1]] == [("fielddata.nmea_checksum", 2)]


def test_sentences_without_checksum_and_behind_a_logger_s_stamp_are_read(tmp_path):
    text = f"2024-03-01 08:00:00 ${rmc('000001')}\nnoise\n${rmc('000002')}${rmc('000003')}\n"
    file = opened(tmp_path, text)
    assert file.items[0].n_points == 3
    assert [(fault.id, fault.line) for fault in file.faults] == [("fielddata.nmea_line", 2)]


def test_a_log_without_date_is_a_track_without_times(tmp_path):
    file = opened(tmp_path, log(gga("000001.00"), gga("000002.00")))
    assert file.items[0].parts[0].time is None and ids(file) == ["fielddata.nmea_no_date"]


def test_a_date_that_comes_alone_dates_what_is_around_it(tmp_path):
    text = log(gga("235959.00"), "GPZDA,000000.00,01,03,2024,00,00", gga("000001.00"))
    times = opened(tmp_path, text).items[0].parts[0].time.astype(str).tolist()
    assert times == ["2024-02-29T23:59:59.000", "2024-03-01T00:00:01.000"]


@pytest.mark.parametrize(
    "place",
    [
        "9148.0,N,11048.0,E",
        "3260.0x,N,11048.0,E",
        "3248.0,X,11048.0,E",
        ",,,",
        "3248.0,N,18148.0,E",
        "nan,N,inf,E",
    ],
)
def test_a_place_that_is_none_is_counted(tmp_path, place):
    file = opened(tmp_path, log(gga("000001.00", place), rmc("000002.00")))
    assert file.items[0].n_points == 1 and ids(file) == ["fielddata.nmea_no_fix"]


@pytest.mark.parametrize("date", ["320124", "999999", "0103", "", "x"])
def test_a_date_that_is_none_leaves_the_position(tmp_path, date):
    file = opened(tmp_path, log(rmc("000001.00", date)))
    assert file.items[0].n_points == 1 and ids(file) == ["fielddata.nmea_no_date"]


def test_a_log_cut_in_a_sentence_gives_what_was_whole(tmp_path):
    text = log(rmc("000001.00"), rmc("000002.00"))[:-30]
    assert opened(tmp_path, text).items[0].n_points >= 1


def test_positions_without_any_time_stay_apart(tmp_path):
    text = log(gga(""), gga("", "3248.0600,N,11048.0600,E"))
    assert opened(tmp_path, text).items[0].n_points == 2


@given(st.integers(0, 40_000), st.lists(st.integers(1, 40_000), min_size=1, max_size=30), st.data())
def test_any_log_without_gaps_of_half_a_day_is_dated_from_one_known_day(start, steps, data):
    """Times are made of seconds since 2024-01-01; all but one of the days are forgotten."""
    seconds = start + np.cumsum([0, *steps])
    of_day, day = seconds % 86_400 * 1000.0, np.full(len(seconds), np.nan)
    known = data.draw(st.integers(0, len(seconds) - 1))
    day[known] = 19_723 + seconds[known] // 86_400  # 2024-01-01 is day 19723
    expected = np.datetime64("2024-01-01", "ms") + (seconds * 1000).astype("timedelta64[ms]")
    assert (_dated(of_day, day) == expected).all()
