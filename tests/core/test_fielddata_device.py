"""Which device or program wrote a file, as each format says it."""

import struct

import pytest

from ecoledger.core.fielddata import read
from ecoledger.tests.core.field_files import GPX, KML, SEEDS, TCX, kmz
from ecoledger.tests.core.field_texts import RECORD, fit_definition, fit_file, fit_record, sentence

AUTHOR = '<atom:author xmlns:atom="http://www.w3.org/2005/Atom"><atom:name>奥维 9.9</atom:name></atom:author>'
AUTHORED = KML.replace("<Document>", f"<Document>{AUTHOR}", 1)
CREATOR = "<Creator><Name>Forerunner 245</Name><UnitId>1</UnitId></Creator></Activity>"
MADE = TCX.replace("</Activity>", CREATOR).replace(
    "</TrainingCenterDatabase>", "<Author><Name>Connect</Name></Author></TrainingCenterDatabase>"
)
FIX = "GGA,000000.00,3248.0000,N,11048.0000,E,1,09,0.9,180.5,M,,M,,"
TALKERS = "\n".join([sentence(f"GN{FIX}"), sentence("GPGSV,1,1,00"), sentence(f"BD{FIX}")])


def fit(maker, product, name=""):
    """A track of three records by a maker's product."""
    fields = [(1, 2, 0x84), (2, 2, 0x84)] + [(8, 16, 0x07)] * bool(name)
    said = struct.pack("<HH", maker, product) + (struct.pack("16s", name.encode()) if name else b"")
    walk = b"".join(fit_record(i, 110.8 + i * 1e-4, 32.8) for i in range(3))
    return fit_file(fit_definition(1, 0, fields) + bytes([1]) + said + fit_definition(0, 20, RECORD) + walk)


@pytest.mark.parametrize(
    ("name", "data", "device"),
    [
        ("a.gpx", GPX.replace('creator="test"', 'creator=" 集思宝 \n G138 "').encode(), "集思宝 G138"),
        ("long.gpx", SEEDS["long.gpx"], ""),
        ("a.kml", AUTHORED.encode(), "奥维 9.9"),
        ("a.kmz", kmz(("doc.kml", AUTHORED)), "奥维 9.9"),
        ("none.kml", KML.encode(), ""),
        ("a.tcx", MADE.encode(), "Forerunner 245"),
        ("by.tcx", MADE.replace(CREATOR, "</Activity>").encode(), "Connect"),
        ("a.nmea", TALKERS.encode(), "NMEA GN, BD"),
        ("a.fit", fit(1, 3077), "Garmin 3077"),
        ("named.fit", fit(115, 5, "iGS630"), "iGS630"),
        ("unknown.fit", fit(9999, 0xFFFF), "9999"),
        ("silent.fit", SEEDS["a.fit"], ""),
        ("a.csv", SEEDS["gbk.csv"], ""),
    ],
)
def test_a_file_names_the_device_that_wrote_it(tmp_path, name, data, device):
    path = tmp_path / f"设备 {name}"
    path.write_bytes(data)
    assert read(path).device == device


def test_an_endless_name_is_cut(tmp_path):
    path = tmp_path / "长.gpx"
    path.write_text(GPX.replace('creator="test"', f'creator="{"x" * 5000}"'), encoding="utf-8")
    assert len(read(path).device) == 120
