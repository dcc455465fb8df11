"""FIT: records into tracks, by hand-made messages in both byte orders; fitdecode reads the same of them."""

import struct

import numpy as np
import pytest

from ecoledger.core.errors import FieldDataError
from ecoledger.core.fielddata import Limits, read
from ecoledger.tests.core.field_texts import (
    FIT,
    FIT_TIME,
    RECORD,
    fit_definition,
    fit_file,
    fit_record,
    semicircles,
)


def opened(tmp_path, data, **wishes):
    path = tmp_path / "手表 巡护.fit"
    path.write_bytes(data)
    return read(path, **wishes)


def ids(file):
    return [fault.id for fault in file.faults]


def walk(count, **wishes):
    return b"".join(fit_record(i, 110.8 + i * 1e-4, 32.8, **wishes) for i in range(count))


def test_a_walk_is_parted_where_the_timer_was_stopped(tmp_path):
    file = opened(tmp_path, FIT)
    track, waypoint = file.items
    assert [len(part) for part in track.parts] == [5, 3] and track.attributes == {"sport": 11}
    assert (waypoint.kind, waypoint.name) == ("waypoint", "桥")
    assert ids(file) == ["fielddata.fit_no_position"] and file.faults[0].fields["count"] == 1


def test_records_have_place_height_time_speed_and_accuracy(tmp_path):
    part = opened(tmp_path, FIT).items[0].parts[0]
    np.testing.assert_allclose(part.xy[4], [110.8004, 32.8], atol=1e-7)  # a semicircle is 8.4e-8 degrees
    np.testing.assert_allclose(part.ele, 180.4)
    assert str(part.time[4]) == "2024-03-01T00:00:04.000"
    np.testing.assert_array_equal(part.columns["speed"], [1.5] * 5)
    np.testing.assert_array_equal(part.columns["accuracy"], [4] * 5)


def test_both_byte_orders_and_both_header_sizes_give_the_same(tmp_path):
    little = fit_file(fit_definition(0, 20, RECORD) + walk(3))
    big = fit_file(fit_definition(0, 20, RECORD, ">") + walk(3, order=">"), header_size=12)
    one, other = (opened(tmp_path, data).items[0].parts[0] for data in (little, big))
    np.testing.assert_array_equal(one.xy, other.xy)
    assert (one.time == other.time).all()


def test_times_in_headers_of_five_bits_go_on_from_the_last_whole_time(tmp_path):
    place = struct.pack("<ii", semicircles(32.8), semicircles(110.8))
    body = fit_definition(0, 20, RECORD) + fit_record(0, 110.8, 32.8)  # FIT_TIME ends with the bits 00000
    body += fit_definition(1, 20, RECORD[1:3])
    body += b"".join(bytes([0x80 | 1 << 5 | offset]) + place for offset in (30, 31, 1, 0))
    times = opened(tmp_path, fit_file(body)).items[0].parts[0].time
    seconds = (times - times[0]).astype("timedelta64[s]").astype(int)
    assert FIT_TIME % 32 == 0 and seconds.tolist() == [0, 30, 31, 33, 64]


def test_fields_of_developers_and_unknown_messages_are_passed_over(tmp_path):
    body = fit_definition(0, 20, RECORD, developer=[(0, 3, 0)])
    body += b"".join(fit_record(i, 110.8, 32.8) + b"xyz" for i in range(4))
    body += fit_definition(5, 999, [(0, 7, 0x0D), (1, 2, 0x84)]) + bytes([5]) + b"123456789"
    assert opened(tmp_path, fit_file(body + walk(0))).items[0].n_points == 4


def test_chained_files_are_all_read(tmp_path):
    one = fit_file(fit_definition(0, 20, RECORD) + walk(3))
    assert [item.n_points for item in opened(tmp_path, one + one).items] == [3, 3]


def test_what_stands_behind_the_end_is_told(tmp_path):
    file = opened(tmp_path, FIT + b"\x0e\x10bytes of something else")
    assert file.items[0].n_points == 8 and "fielddata.damaged" in ids(file)
    assert ids(opened(tmp_path, FIT + bytes(512))) == ["fielddata.fit_no_position"]  # a card's empty block


def test_a_course_has_its_name_and_a_saved_location_is_a_waypoint(tmp_path):
    body = fit_definition(0, 31, [(5, 12, 0x07)]) + bytes([0]) + "环线".encode().ljust(12, b"\0")
    body += fit_definition(0, 20, RECORD) + walk(2)
    body += fit_definition(0, 29, [(0, 9, 0x07), (1, 4, 0x85), (2, 4, 0x85)])
    body += bytes([0]) + struct.pack("<9sii", "桩1".encode(), semicircles(32.8), semicircles(110.8))
    track, waypoint = opened(tmp_path, fit_file(body)).items
    assert (track.name, waypoint.name) == ("环线", "桩1")


def test_a_file_cut_in_a_record_gives_the_whole_ones(tmp_path):
    data = fit_file(fit_definition(0, 20, RECORD) + walk(10))
    file = opened(tmp_path, data[:-25])
    assert file.items[0].n_points == 8 and ids(file) == ["fielddata.truncated"]


def test_a_file_whose_length_was_never_written_is_read_to_its_end(tmp_path):
    data = fit_file(fit_definition(0, 20, RECORD) + walk(10), length=0)
    assert opened(tmp_path, data).items[0].n_points == 10


def test_a_changed_byte_is_told_by_the_checksum(tmp_path):
    data = bytearray(FIT)
    data[50] ^= 1
    assert "fielddata.fit_checksum" in ids(opened(tmp_path, bytes(data)))


def test_a_message_nobody_defined_ends_the_reading(tmp_path):
    body = fit_definition(0, 20, RECORD) + walk(2) + bytes([7]) + b"\0" * 30
    file = opened(tmp_path, fit_file(body))
    assert file.items[0].n_points == 2 and ids(file) == ["fielddata.damaged"]


def test_a_header_that_is_none_is_refused(tmp_path):
    with pytest.raises(FieldDataError) as caught:
        opened(tmp_path, b"\x05" + FIT[1:])
    assert caught.value.fault.id == "fielddata.fit_header"


def test_more_points_than_allowed_are_refused(tmp_path):
    with pytest.raises(FieldDataError):
        opened(tmp_path, fit_file(fit_definition(0, 20, RECORD) + walk(11)), limits=Limits(points=10))
