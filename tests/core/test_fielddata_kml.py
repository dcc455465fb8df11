"""KML and KMZ: placemarks with folders and data, gx:Track with its gaps, archives nobody should trust."""

import hashlib
import struct
import zipfile

import numpy as np
import pytest

from ecoledger.core.errors import FieldDataError
from ecoledger.core.fielddata import Limits, read
from ecoledger.core.fielddata.kml_text import read_coordinates
from ecoledger.tests.core.field_files import KML, kmz

PLACEMARK = "<kml><Placemark><name>A</name>{}</Placemark></kml>"
LINE = PLACEMARK.format("<LineString><coordinates>{}</coordinates></LineString>")


def read_text(tmp_path, text, name="小班 图.kml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path)


def ids(file):
    return [fault.id for fault in file.faults]


def test_a_placemark_gives_one_item_for_each_kind_of_geometry(tmp_path):
    file = read_text(tmp_path, KML)
    assert [(item.kind, item.name, len(item.parts)) for item in file.items] == [
        ("polygon", "小班 7", 1),
        ("point", "mixed", 2),
        ("line", "mixed", 1),
        ("track", "walk", 2),
    ]


def test_items_know_the_folders_they_lie_in_and_their_line(tmp_path):
    polygon, point, _, track = read_text(tmp_path, KML).items
    assert polygon.folders == ("2019 造林", "谭家湾镇", "一标段")
    assert point.folders == ("2019 造林", "谭家湾镇")
    assert track.folders == ("2019 造林",)
    assert (polygon.line, point.line, track.line) == (6, 17, 23)


def test_extended_data_is_text_so_that_codes_keep_their_zeros(tmp_path):
    polygon = read_text(tmp_path, KML).items[0]
    assert polygon.attributes == {"description": "<b>橡子林</b>", "XBH": "0007", "MIAN_JI": "12.5"}


def test_a_polygon_has_its_outer_ring_and_its_holes(tmp_path):
    (part,) = read_text(tmp_path, KML).items[0].parts
    assert part.xy.tolist() == [[110.8, 32.8], [110.81, 32.8], [110.81, 32.81], [110.8, 32.81], [110.8, 32.8]]
    assert part.ele.tolist() == [200] * 5
    (hole,) = part.holes
    assert hole.xy[1].tolist() == [110.804, 32.802]
    assert hole.ele is None


def test_a_track_pairs_times_and_arrays_with_positions_and_drops_what_has_none(tmp_path):
    first, second = read_text(tmp_path, KML).items[3].parts
    assert first.xy.tolist() == [[110.7, 32.7], [110.71, 32.71]]
    assert first.time.astype(str).tolist() == ["2024-03-01T00:00:00.000", "2024-03-01T00:00:10.000"]
    assert first.columns["accuracy"].tolist() == [3, 4]
    assert second.xy.tolist() == [[110.72, 32.72], [110.73, 32.73]]


def test_a_track_with_fewer_times_than_positions_keeps_the_positions_without_times(tmp_path):
    file = read_text(tmp_path, KML)
    assert file.items[3].parts[1].time is None
    unequal = next(fault for fault in file.faults if fault.id == "fielddata.kml_times")
    assert (unequal.line, unequal.fields["values"], unequal.fields["points"]) == (29, 1, 2)


def test_what_was_not_fetched_and_what_has_no_geometry_is_said(tmp_path):
    faults = {fault.id: fault for fault in read_text(tmp_path, KML).faults}
    assert faults["fielddata.kml_network_link"].fields["href"] == "http://example.org/more.kml"
    assert faults["fielddata.kml_no_geometry"].fields["count"] == 1


@pytest.mark.parametrize(
    ("text", "xy", "ele"),
    [
        ("1,2 3,4", [[1, 2], [3, 4]], None),
        ("\n\t1,2,5\n3,4,6 \r\n", [[1, 2], [3, 4]], [5, 6]),
        ("1,2,5 3,4", [[1, 2], [3, 4]], [5, np.nan]),
        ("1,2, 3,4,", [[1, 2], [3, 4]], None),
        ("1, 2 3, 4", [[1, 2], [3, 4]], None),
        ("1 , 2 , 5\n3 , 4 , 6", [[1, 2], [3, 4]], [5, 6]),
        ("1,2;3,4", [[1, 2], [3, 4]], None),
        ("1，2 3，4", [[1, 2], [3, 4]], None),
        ("-1.5e1,2", [[-15, 2]], None),
        ("", [], None),
    ],
)
def test_coordinates_are_read_in_every_spelling_that_has_one_meaning(text, xy, ele):
    found = read_coordinates(text)
    assert found.xy.tolist() == xy
    assert found.bad == []
    if ele is None:
        assert found.ele is None
    else:
        np.testing.assert_array_equal(found.ele, ele)


@pytest.mark.parametrize("bad", ["x,2", "1", "1,2,3,4", "1_0,2", "inf,2", "nan,nan", ",,"])
def test_a_tuple_that_cannot_be_read_is_left_out_and_listed_with_its_line(tmp_path, bad):
    file = read_text(tmp_path, LINE.format(f"\n1,2\n{bad}\n3,4"))
    assert file.items[0].parts[0].xy.tolist() == [[1, 2], [3, 4]]
    faults = [fault for fault in file.faults if fault.id == "fielddata.bad_coordinates"]
    assert [fault.line for fault in faults] == [3]


def test_unusual_separators_are_said(tmp_path):
    file = read_text(tmp_path, LINE.format("19, 37 19, 41"))
    assert ids(file) == ["fielddata.kml_separators"]
    assert file.faults[0].fields["value"] == "19,37"


def test_a_polygon_without_outer_ring_is_left_out_and_said(tmp_path):
    ring = "<LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing>"
    file = read_text(
        tmp_path, PLACEMARK.format(f"<Polygon><innerBoundaryIs>{ring}</innerBoundaryIs></Polygon>")
    )
    assert file.items == ()
    assert ids(file)[0] == "fielddata.kml_no_outer_ring"


def test_a_document_without_the_kml_element_is_read(tmp_path):
    text = KML[KML.index("<Document") : KML.index("</kml>")]
    assert len(read_text(tmp_path, text).items) == 4


def test_what_an_update_changes_or_deletes_is_no_data(tmp_path):
    point = "<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>"
    text = f"<kml><NetworkLinkControl><Update><Change>{point}</Change></Update></NetworkLinkControl></kml>"
    assert read_text(tmp_path, text).items == ()


def test_a_line_that_breaks_off_keeps_its_whole_tuples(tmp_path):
    text = LINE.format("\n1,2 3,4\n5,66666")
    file = read_text(tmp_path, text[: text.index("666")])
    assert file.items[0].parts[0].xy.tolist() == [[1, 2], [3, 4]]
    assert [(fault.id, fault.line) for fault in file.faults] == [("fielddata.truncated", 3)]


def test_a_ring_that_breaks_off_is_no_ring(tmp_path):
    file = read_text(tmp_path, KML[: KML.index("110.81,32.81")])
    assert file.items == ()
    assert "fielddata.nothing_whole" in ids(file)
    assert [fault.line for fault in file.faults if fault.severity == "error"] == [11]


def test_a_track_that_breaks_off_keeps_its_positions(tmp_path):
    file = read_text(tmp_path, KML[: KML.index("<gx:coord/>")])
    (part,) = file.items[-1].parts
    assert part.xy.tolist() == [[110.7, 32.7]]


def test_of_a_kmz_doc_kml_is_read_and_the_hash_is_the_archives(tmp_path):
    archive = kmz(("other.kml", PLACEMARK.format("")), ("files/a.png", "x"), ("doc.kml", KML))
    file = read_text(tmp_path, archive, "小班.kmz")
    assert (file.format, len(file.items)) == ("kmz", 4)
    assert file.sha256 == hashlib.sha256(archive).hexdigest()
    assert file.faults[0].fields == {"count": 2, "name": "doc.kml"}


def test_without_doc_kml_the_first_document_of_the_archive_is_read(tmp_path):
    file = read_text(tmp_path, kmz(("z/c.kml", LINE.format("1,2 3,4")), ("a.kml", KML)), "a.kmz")
    assert file.faults[0].fields["name"] == "z/c.kml"
    assert len(file.items) == 1


@pytest.mark.parametrize("name", ["a.kml", "a.ovkml", "a"])
def test_an_archive_with_another_name_is_read_as_kmz(tmp_path, name):
    assert read_text(tmp_path, kmz(("doc.kml", KML)), name).format == "kmz"


def test_an_archive_that_breaks_off_gives_what_was_whole(tmp_path):
    many = "".join(
        f"<Placemark><Point><coordinates>{i},{i}</coordinates></Point></Placemark>" for i in range(99)
    )
    archive = kmz(("doc.kml", f"<kml><Document>{many}</Document></kml>"))
    file = read_text(tmp_path, archive[: len(archive) * 2 // 3], "a.kmz")
    assert 0 < len(file.items) < 99
    assert ids(file)[0] == "fielddata.truncated"


@pytest.mark.parametrize(
    ("archive", "id"),
    [
        (b"not a zip", "fielddata.kmz_no_archive"),
        (b"PK\x03\x04" + b"\0" * 40, "fielddata.kmz_no_archive"),
        (kmz(("doc.kml", KML), compression=zipfile.ZIP_LZMA), "fielddata.kmz_no_archive"),
        (kmz(("readme.txt", "x")), "fielddata.kmz_no_document"),
        (kmz(*((f"{i}.png", "x") for i in range(200)), ("doc.kml", KML)), "fielddata.kmz_entries"),
        (kmz(("doc.kml", "<kml>" + " " * 3_000_000)), "fielddata.kmz_bomb"),
    ],
)
def test_archives_that_are_refused(tmp_path, archive, id):
    path = tmp_path / "a.kmz"
    path.write_bytes(archive)
    with pytest.raises(FieldDataError) as refused:
        read(path, limits=Limits(entries=100))
    assert refused.value.fault.id == id


def test_an_archive_that_lies_about_its_size_is_not_believed(tmp_path):
    text = "<kml>" + " " * 3_000_000
    archive = kmz(("doc.kml", text)).replace(struct.pack("<I", len(text)), struct.pack("<I", 100))
    with pytest.raises(FieldDataError):
        read_text(tmp_path, archive, "a.kmz")


def test_an_encrypted_archive_is_refused(tmp_path):
    archive = bytearray(kmz(("doc.kml", KML)))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        archive[archive.index(signature) + flags] |= 1
    with pytest.raises(FieldDataError, match="password"):
        read_text(tmp_path, bytes(archive), "a.kmz")


def test_a_path_that_leads_out_of_the_archive_leads_nowhere(tmp_path):
    archive = kmz(("../../evil.kml", LINE.format("1,2 3,4")))
    before = sorted(tmp_path.parent.iterdir())
    assert len(read_text(tmp_path, archive, "a.kmz").items) == 1
    assert sorted(tmp_path.parent.iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.kmz"]


def test_an_archive_need_not_be_compressed(tmp_path):
    archive = kmz(("doc.kml", KML), compression=zipfile.ZIP_STORED)
    assert len(read_text(tmp_path, archive, "a.kmz").items) == 4
