"""TCX: laps become parts, course points waypoints, points without a fix are counted."""

import numpy as np

from ecoledger.core.fielddata import read
from ecoledger.tests.core.field_files import TCX


def read_text(tmp_path, text):
    path = tmp_path / "巡护.tcx"
    path.write_bytes(text.encode())
    return read(path)


def test_activities_and_courses_are_tracks_and_course_points_waypoints(tmp_path):
    file = read_text(tmp_path, TCX)
    assert [(item.kind, item.name, len(item.parts), item.n_points) for item in file.items] == [
        ("track", "2024-03-01T00:00:00Z", 2, 2),
        ("waypoint", "桥", 1, 1),
        ("track", "环线", 1, 1),
    ]
    assert file.items[0].attributes == {"Sport": "Other", "Notes": "巡护"}
    assert file.items[1].attributes == {"PointType": "Generic"}


def test_a_point_has_time_elevation_and_speed(tmp_path):
    part = read_text(tmp_path, TCX).items[0].parts[0]
    assert part.xy.tolist() == [[110.8, 32.8]]
    assert str(part.time[0]) == "2024-03-01T00:00:00.000"
    np.testing.assert_array_equal(part.ele, [180])
    np.testing.assert_array_equal(part.columns["speed"], [1.5])


def test_points_without_position_are_counted(tmp_path):
    (fault,) = read_text(tmp_path, TCX).faults
    assert (fault.id, fault.fields["count"]) == ("fielddata.tcx_no_position", 1)


def test_a_track_outside_an_activity_is_a_track_all_the_same(tmp_path):
    inside = TCX[TCX.index("<Lap") : TCX.index("</Activity>")]
    file = read_text(tmp_path, f"<TrainingCenterDatabase>{inside}</TrainingCenterDatabase>")
    assert [(item.kind, len(item.parts), item.n_points) for item in file.items] == [("track", 2, 2)]


def test_an_activity_that_breaks_off_keeps_its_points(tmp_path):
    file = read_text(tmp_path, TCX[: TCX.index("</Lap>\n  <Lap")])
    assert file.items[0].n_points == 1
    assert "fielddata.truncated" in [fault.id for fault in file.faults]
