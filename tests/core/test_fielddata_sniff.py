"""The format is what the file holds; its name decides only where the content does not."""

import pytest

from ecoledger.core.fielddata import sniff
from ecoledger.tests.core.field_files import SEEDS


@pytest.mark.parametrize("name", [name for name in SEEDS if not name.endswith(".csv")])  # CSV has no mark
@pytest.mark.parametrize("called", ["a.dat", "a.txt", "a.kml", "a.csv"])
def test_content_goes_before_the_name(name, called):
    assert sniff(SEEDS[name], called) == name.split(".")[-1]


@pytest.mark.parametrize(
    ("text", "name", "format"),
    [
        ("[属性描述]\n坐标系=2000国家大地坐标系\n", "a.txt", "txt"),
        ("［地块坐标］\n", "a.txt", "txt"),
        ("5,1.0,DK001,地块名,面,,林地,,@\nJ1,1,3630685.218,37481267.286\n", "a.txt", "txt"),
        ("J1,1,3630685.218,37481267.286\n", "a.csv", "txt"),
        ("编号,经度,纬度\n1,110.8,32.8\n", "a.txt", "csv"),
        ("$GPGGA,000000,3248.0,N,11048.0,E,1,9,1.0,180,M,,M,,*47\n", "a.log", "nmea"),
        ('{"type": "FeatureCollection"}', "a.json", "geojson"),
        ('[{"type": "Feature"}]', "a.txt", "geojson"),
        ('{"ObjItems": []}', "a.json", "ovjsn"),
        ("{}", "a.ovjsn", "ovjsn"),
        ("<TrainingCenterDatabase>", "a.xml", "tcx"),
        ("<!-- <gpx> --><kml>", "a.gpx", "kml"),
        ("<html>", "a.html", "xml"),
        ("MZ\x90", "a.exe", None),
        ("", "a.gpx", "gpx"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_formats_are_told_in_every_encoding(text, name, format, encoding):
    assert sniff(text.encode(encoding), name) == format


def test_fit_is_told_by_its_signature():
    assert sniff(b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT\x00\x00", "a.bin") == "fit"


def test_an_archive_without_kml_is_none_of_ours():
    assert sniff(b"PK\x03\x04" + b"roads.shp", "a.zip") is None
