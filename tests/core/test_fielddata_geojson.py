"""GeoJSON and ovjsn: what they hold, what they get wrong, where they break."""

import json

import numpy as np
import pytest

from ecoledger.core.errors import FieldDataError
from ecoledger.core.fielddata import Limits, read
from ecoledger.tests.core.field_texts import GEOJSON, OVJSN


def opened(tmp_path, text, name="郧阳 小班.geojson", encoding="utf-8", **wishes):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return read(path, **wishes)


def ids(file):
    return [fault.id for fault in file.faults]


POINT = '{"type": "Point", "coordinates": [110.8, 32.8]}'


def test_a_feature_gives_an_item_for_each_kind_of_its_geometries(tmp_path):
    file = opened(tmp_path, GEOJSON)
    kinds = [(item.kind, item.name, len(item.parts), item.n_points) for item in file.items]
    assert kinds == [
        ("polygon", "小班 7", 1, 8),
        ("point", "mixed", 2, 2),
        ("line", "mixed", 1, 2),
        ("track", "", 1, 2),
    ]
    assert file.crs_hint == "EPSG:4490"
    assert ids(file) == ["fielddata.bad_coordinates", "fielddata.json_no_geometry"]


def test_polygons_have_holes_points_elevation_and_tracks_times(tmp_path):
    polygon, points, _, track = opened(tmp_path, GEOJSON).items
    assert len(polygon.parts[0].holes) == 1
    assert polygon.parts[0].holes[0].xy[0].tolist() == [110.802, 32.802]
    np.testing.assert_array_equal(np.concatenate([part.ele for part in points.parts]), [5, 6])
    assert str(track.parts[0].time[1]) == "2024-03-01T00:00:05.000"


def test_properties_keep_their_types_and_lists_become_text(tmp_path):
    attributes = opened(tmp_path, GEOJSON).items[0].attributes
    assert attributes == {"name": "小班 7", "mu": 12.5, "id": 7, "tags": '["a"]'}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
def test_every_encoding_gives_the_same_names(tmp_path, encoding):
    assert opened(tmp_path, GEOJSON, encoding=encoding).items[0].name == "小班 7"


@pytest.mark.parametrize(
    "text",
    [
        POINT,
        f'{{"type": "Feature", "geometry": {POINT}}}',
        f"[{POINT}]",
        f'{{"type": "GeometryCollection", "geometries": [{POINT}]}}',
        f'\x1e{{"type": "Feature", "geometry": {POINT}}}\n',
        f'{{"features": [{{"type": "Feature", "geometry": {POINT}}}], "type": "FeatureCollection"}}',
        f'{{"type": "FeatureCollection", "features": [{{"type": "Feature", "geometry": {POINT}}},]}}',
    ],
)
def test_one_point_is_found_whatever_is_around_it(tmp_path, text):
    file = opened(tmp_path, text)
    assert [item.parts[0].xy.tolist() for item in file.items] == [[[110.8, 32.8]]]
    assert file.crs_hint == "EPSG:4326" and ids(file) == []


def test_an_object_a_line_is_read_and_a_bad_line_costs_only_itself(tmp_path):
    file = opened(tmp_path, f'{POINT}\n{{"type": \n{POINT}\r\n\n{POINT}\n')
    assert [item.line for item in file.items] == [1, 3, 5]
    assert [(fault.id, fault.line) for fault in file.faults] == [("fielddata.json_line", 2)]


def test_a_file_that_breaks_off_keeps_its_whole_features(tmp_path):
    file = opened(tmp_path, GEOJSON[: GEOJSON.index('{"type": "MultiPoint"') + 60])
    assert [item.name for item in file.items] == ["小班 7"]
    assert [(fault.id, fault.line) for fault in file.faults if fault.line] == [("fielddata.truncated", 11)]


def test_a_damage_is_named_with_its_line(tmp_path):
    file = opened(tmp_path, GEOJSON.replace('"mixed"}, "geometry"', '"mixed"} "geometry"'))
    assert [item.name for item in file.items] == ["小班 7"]
    assert ("fielddata.damaged", 11) in [(fault.id, fault.line) for fault in file.faults]


def test_text_behind_the_end_is_told(tmp_path):
    file = opened(tmp_path, "[" + POINT + "] <script>")
    assert len(file.items) == 1 and ids(file) == ["fielddata.json_rest"]


def test_types_in_other_letters_are_read_and_told_once(tmp_path):
    file = opened(tmp_path, GEOJSON.replace('"Feature"', '"feature"'))
    assert len(file.items) == 4 and ids(file).count("fielddata.json_spelling") == 1


@pytest.mark.parametrize(
    "coordinates",
    ["null", "[]", "[1]", '["a", "b"]', "[NaN, 1]", "[1e999, 1]", "[[1, 2]]", "{}", "[true, 1]"],
)
def test_a_position_that_is_none_is_left_out(tmp_path, coordinates):
    file = opened(tmp_path, f'[{POINT}, {{"type": "Point", "coordinates": {coordinates}}}]')
    assert len(file.items) == 1


def test_numbers_written_as_text_and_very_long_numbers_are_numbers(tmp_path):
    digits = "1" + "0" * 5000
    text = f'{{"type": "Feature", "properties": {{"n": {digits}}}, "geometry": {{"type": "Point", '
    file = opened(tmp_path, text + '"coordinates": ["110.8", "32.8"]}}')
    assert file.items[0].parts[0].xy.tolist() == [[110.8, 32.8]]
    assert file.items[0].attributes["n"] == float("inf")


@pytest.mark.parametrize(
    "text", ['{"type": {}}', '{"type": "FeatureCollection", "features": {}}', '{"a": 1}', "[1, 2]"]
)
def test_json_that_is_no_geojson_is_refused(tmp_path, text):
    with pytest.raises(FieldDataError) as caught:
        opened(tmp_path, text)
    assert caught.value.fault.id == "fielddata.json_kind"


def test_a_bomb_of_brackets_is_refused(tmp_path):
    with pytest.raises(FieldDataError) as caught:
        opened(tmp_path, '{"type": "Polygon", "coordinates": ' + "[" * 200_000)
    assert caught.value.fault.id == "fielddata.too_deep"


def test_more_points_than_allowed_are_refused(tmp_path):
    line = json.dumps({"type": "LineString", "coordinates": [[1, 2]] * 11})
    with pytest.raises(FieldDataError):
        opened(tmp_path, line, limits=Limits(points=10))


def test_a_collection_of_nothing_is_empty_and_no_fault_of_form(tmp_path):
    assert ids(opened(tmp_path, '{"type": "FeatureCollection", "features": []}')) == ["fielddata.no_points"]
    for wrong in ("{}", "[null]"):
        with pytest.raises(FieldDataError, match="holds no GeoJSON"):
            opened(tmp_path, f'{{"type": "FeatureCollection", "features": {wrong}}}')


def test_projected_numbers_without_crs_say_nothing(tmp_path):
    text = POINT.replace("110.8, 32.8", "37481267.3, 3630685.2")
    assert opened(tmp_path, text).crs_hint is None


def test_ovital_objects_come_with_their_folders_and_latitude_first_turned(tmp_path):
    file = opened(tmp_path, OVJSN, "奥维.ovjsn")
    assert [(item.kind, item.name, item.folders, item.n_points) for item in file.items] == [
        ("point", "界桩 1", (), 1),
        ("track", "巡护", ("谭家湾镇",), 3),
        ("polygon", "小班 7", ("谭家湾镇",), 4),
    ]
    assert file.items[0].parts[0].xy.tolist() == [[110.8, 32.8]]
    assert file.items[1].parts[0].xy[1].tolist() == [110.82, 32.82]
    assert file.items[0].attributes == {"Comment": "石", "ObjID": 464016062, "Gcj02": 0}
    assert file.crs_hint == "EPSG:4490" and ids(file) == ["fielddata.ovjsn_no_place"]


def test_ovital_says_itself_that_its_numbers_are_shifted(tmp_path):
    file = opened(tmp_path, OVJSN.replace('"Gcj02": 0', '"Gcj02": 1'), "奥维.json")
    assert (file.format, file.crs_hint) == ("ovjsn", "GCJ-02")
    assert "fielddata.ovjsn_shifted" in ids(file)


def test_ovital_objects_of_both_kinds_come_in_one_datum(tmp_path):
    marked = OVJSN.replace('"Gcj02": 0', '"Gcj02": 1', 1).replace("32.80,", "32.79788884,", 1)
    file = opened(tmp_path, marked.replace("110.80,", "110.80533293,", 1), "奥维.ovjsn")
    assert [item.attributes["Gcj02"] for item in file.items] == [1, 0, 0]
    np.testing.assert_allclose(file.items[0].parts[0].xy, [[110.8, 32.8]], atol=1e-8)
    assert file.items[1].parts[0].xy[1].tolist() == [110.82, 32.82]
    assert file.crs_hint == "EPSG:4490" and "fielddata.ovjsn_mixed" in ids(file)


@pytest.mark.parametrize("mark", ['"Gcj02": null', '"Other": 0'])
def test_ovital_objects_that_do_not_say_give_no_hint(tmp_path, mark):
    one = opened(tmp_path, OVJSN.replace('"Gcj02": 0', mark, 1), "奥维.ovjsn")
    none = opened(tmp_path, OVJSN.replace('"Gcj02": 0', mark), "奥维.ovjsn")
    assert one.crs_hint is None and none.crs_hint is None
    assert one.items[1].parts[0].xy[1].tolist() == [110.82, 32.82]


def test_an_ovital_track_with_an_odd_number_keeps_its_whole_pairs(tmp_path):
    file = opened(tmp_path, OVJSN.replace("32.83, 110.83]", "32.83, null, 32.9]"), "奥维.ovjsn")
    assert file.items[1].n_points == 2 and "fielddata.bad_coordinates" in ids(file)
