"""XML of unknown origin: encodings as they come, what is mended, what is refused."""

import socket
import tracemalloc

import pytest

from ecoledger.core.errors import FieldDataError
from ecoledger.core.fielddata import Limits, read
from ecoledger.tests.core.field_files import GPX, SEEDS, TCX
from ecoledger.tests.core.hang import comes_to_an_end

NAMED = '<?xml version="1.0" encoding="{}"?><gpx><wpt lat="1" lon="2"><name>{}</name></wpt></gpx>'
GB18030_ONLY = "㑊様지"  # no GBK


def read_bytes(tmp_path, data, name="a.gpx", **wishes):
    path = tmp_path / name
    path.write_bytes(data)
    return read(path, **wishes)


def ids(file):
    return [fault.id for fault in file.faults]


@pytest.mark.parametrize(
    ("declared", "written", "read_in"),
    [
        ("GBK", "gbk", "gb18030"),
        ("GB2312", "gbk", "gb18030"),
        ("gb18030", "gb18030", "gb18030"),
        ("UTF-8", "utf-8", "utf-8"),
        ("UTF-8", "utf-8-sig", "utf-8"),
        ("UTF-16", "utf-16", "utf-16-le"),
        ("UTF-16", "utf-16-le", "utf-16-le"),
        ("UTF-16", "utf-16-be", "utf-16-be"),
        ("UTF-8", "utf-16", "utf-16-le"),
        ("Big5", "big5", "big5"),
    ],
)
def test_every_encoding_of_the_field_is_read(tmp_path, declared, written, read_in):
    name = "鄖陽區" if declared == "Big5" else "郧阳区 小班"
    file = read_bytes(tmp_path, NAMED.format(declared, name).encode(written))
    assert (file.items[0].name, file.encoding, ids(file)) == (name, read_in, [])


def test_characters_beyond_gbk_are_read_where_gb2312_is_declared(tmp_path):
    file = read_bytes(tmp_path, NAMED.format("GB2312", GB18030_ONLY).encode("gb18030"))
    assert file.items[0].name == GB18030_ONLY


def test_gbk_that_says_it_is_utf8_is_read_and_said(tmp_path):
    file = read_bytes(tmp_path, NAMED.format("UTF-8", "郧阳区").encode("gbk"))
    assert file.items[0].name == "郧阳区"
    assert ids(file) == ["fielddata.encoding_wrong"]


def test_utf8_that_says_it_is_gbk_is_read_and_said(tmp_path):
    file = read_bytes(tmp_path, NAMED.format("GB2312", "谭家湾镇小班").encode())
    assert file.items[0].name == "谭家湾镇小班"
    assert ids(file) == ["fielddata.encoding_wrong"]


def test_the_users_choice_goes_before_everything(tmp_path):
    data = NAMED.format("UTF-8", "鄖陽區").encode("big5")
    file = read_bytes(tmp_path, data, encoding="big5")
    assert (file.items[0].name, file.encoding, ids(file)) == ("鄖陽區", "big5", [])


def test_one_damaged_byte_does_not_make_another_encoding_of_the_file(tmp_path):
    data = NAMED.format("UTF-8", "谭家湾镇的小班").encode().replace("镇".encode(), b"\xe9\x95")
    file = read_bytes(tmp_path, data)
    assert (file.items[0].name, file.encoding) == ("谭家湾\ufffd的小班", "utf-8")
    assert ids(file) == ["fielddata.undecodable"]


@pytest.mark.parametrize("encoding", ["no-such", "hex", "zlib", "idna", "\0"])
def test_an_encoding_that_is_none_is_refused(tmp_path, encoding):
    with pytest.raises(FieldDataError) as refused:
        read_bytes(tmp_path, GPX.encode(), encoding=encoding)
    assert refused.value.fault.id == "fielddata.encoding_unknown"


@pytest.mark.parametrize("declaration", ['<?xml version="1.1"?>', "<?xml encoding='utf-8'?>", "<?xml ?>", ""])
def test_a_declaration_need_not_be_xmls(tmp_path, declaration):
    file = read_bytes(tmp_path, f"{declaration}<gpx>\n<wpt lat='1' lon='2'/></gpx>".encode())
    assert [item.line for item in file.items] == [2]
    assert file.faults == ()


@pytest.mark.parametrize("before", [b"\n\n  ", b"\xef\xbb\xbf \r\n", b"\0\0"])
def test_blanks_before_the_declaration_are_forgiven(tmp_path, before):
    waypoint = read_bytes(tmp_path, before + GPX.encode()).items[0]
    assert (waypoint.name, waypoint.line) == ("界桩 1", 5 + before.count(b"\n"))


def test_control_characters_are_left_out_and_said_with_the_line(tmp_path):
    data = NAMED.format("UTF-8", "\n样\x07地\x00\ufffe").encode()
    file = read_bytes(tmp_path, data)
    assert file.items[0].name == "样地"
    assert [(fault.id, fault.line, fault.fields["count"]) for fault in file.faults] == [
        ("fielddata.control_characters", 2, 3)
    ]


@pytest.mark.parametrize(
    ("written", "meant", "mended"),
    [
        ("A & B", "A & B", 1),
        ("A&B;C&&", "A&B;C&&", 3),
        ("A&nbsp;B", "A\xa0B", 1),
        ("A&unknown;B", "A&unknown;B", 1),
        ("A&#0;&#xD800;&#x110000;B", "A&#0;&#xD800;&#x110000;B", 3),
        ("A&amp;B &#x6837;&#22320; &lt;", "A&B 样地 <", 0),
        ("<![CDATA[A & B]]>", "A & B", 0),
        ("A<!-- & -->B", "B", 0),
    ],
)
def test_a_bare_ampersand_is_read_as_written_and_said(tmp_path, written, meant, mended):
    file = read_bytes(tmp_path, NAMED.format("UTF-8", written).encode())
    assert file.items[0].name.endswith(meant)
    assert ids(file) == ["fielddata.xml_ampersand"] * mended


def test_a_damage_gives_what_was_whole_before_it(tmp_path):
    data = b"<gpx>\n<wpt lat='1' lon='2'/>\n<wpt lat='3' lon='4'><name>a < b</name></wpt></gpx>"
    file = read_bytes(tmp_path, data)
    assert file.items[0].parts[0].xy.tolist() == [[2, 1]]
    assert [(fault.id, fault.line) for fault in file.faults] == [("fielddata.damaged", 3)]


LAUGHS = '<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]><gpx>&c;</gpx>'
HOSTILE = {
    "billion laughs": LAUGHS,
    "quadratic blow-up": f'<!DOCTYPE gpx [<!ENTITY a "{"B" * 100_000}">]><gpx>{"&a;" * 10_000}</gpx>',
    "external entity": '<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx>&a;</gpx>',
    "external DTD": '<!DOCTYPE gpx SYSTEM "http://127.0.0.1:9/a.dtd"><gpx/>',
    "parameter entity": '<!DOCTYPE gpx [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a"> %a;]><gpx/>',
    "a document type and nothing else": "<!DOCTYPE gpx><gpx/>",
}


@pytest.fixture
def no_network(monkeypatch):
    def connect(*_):
        raise AssertionError("a reader of field data opened a connection")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", connect)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("name", ["a.gpx", "a.kml", "a.xml"])
def test_a_document_type_is_refused_where_it_begins(tmp_path, no_network, text, name):
    data = text.replace("gpx", "kml").encode() if name == "a.kml" else text.encode()
    tracemalloc.start()
    with pytest.raises(FieldDataError) as refused:
        read_bytes(tmp_path, data, name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.fault.id == "fielddata.xml_doctype"
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("data", "limits", "id"),
    [
        (b"<gpx>" + b"<a>" * 300, Limits(), "fielddata.too_deep"),
        (
            b"<gpx " + b" ".join(b"a%d='1'" % i for i in range(300)) + b"/>",
            Limits(),
            "fielddata.xml_attributes",
        ),
        (GPX.encode(), Limits(points=5), "fielddata.too_many_points"),
        (GPX.encode(), Limits(items=2), "fielddata.too_many_items"),
        (SEEDS["long.gpx"], Limits(points=100), "fielddata.too_many_points"),
        (SEEDS["a.kml"], Limits(points=8), "fielddata.too_many_points"),
        (TCX.encode(), Limits(items=2), "fielddata.too_many_items"),
        (GPX.encode(), Limits(size=1000), "fielddata.too_large"),
        (b"<html><body/></html>", Limits(), "fielddata.xml_root"),
        (b" \n\0 ", Limits(), "fielddata.empty"),
    ],
)
def test_what_is_beyond_the_limits_is_refused(tmp_path, data, limits, id):
    with pytest.raises(FieldDataError) as refused:
        read_bytes(tmp_path, data, limits=limits)
    assert refused.value.fault.id == id


def test_a_tag_of_many_megabytes_is_refused_before_its_end(tmp_path):
    with pytest.raises(FieldDataError) as refused:
        read_bytes(tmp_path, b"<gpx><!-- " + b"x" * (24 << 20))
    assert refused.value.fault.id == "fielddata.xml_token"


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FieldDataError) as refused:
        read(tmp_path / "没有.gpx")
    assert refused.value.fault.id == "fielddata.unreadable"
    assert "没有.gpx" in str(refused.value)


def test_a_thousand_like_faults_are_counted_not_listed(tmp_path):
    data = b"<gpx>" + b"<wpt lat='1' lon='x'/>" * 1000 + b"</gpx>"
    faults = read_bytes(tmp_path, data).faults
    assert len(faults) < 25
    assert faults[-1].fields == {"id": "fielddata.bad_coordinates", "count": 980}


def placemark(coordinates):
    line = f"<LineString><coordinates>{coordinates}</coordinates></LineString>"
    return f"<kml><Placemark>{line}</Placemark></kml>".encode()


MEGABYTES = {
    "blanks between coordinates.kml": placemark("1" + " " * 1_000_000 + "2"),
    "bad tuples.kml": placemark("x,y\n" * 150_000),
    "commas with blanks and one bad tuple.kml": placemark("1, 2 " * 300_000 + "x, y"),
    "commas.kml": placemark("," * 1_000_000),
    "digits.kml": placemark("9" * 1_000_000 + ",1"),
    "bare ampersands.gpx": b"<gpx><name>" + b"&\n" * 300_000,
    "control characters.gpx": b"<gpx>" + b"\x01" * 1_000_000,
    "comments without end.gpx": b"<gpx>" + b"&<!-- " * 300_000,
    "points without end.gpx": b"<gpx><trk><trkseg>" + b'<trkpt lat="1" lon="2">' * 100_000,
    "segments of one point.gpx": b"<gpx><trk>" + b'<trkseg><trkpt lat="1" lon="2"/></trkseg>' * 25_000,
    "points all different.gpx": b"<gpx>"
    + b"".join(b"<trkpt lat='1' lon='2'><a%d/></trkpt>" % i for i in range(50_000)),
    "blanks in points.gpx": b"<gpx>" + (b"<trkpt lat='1' lon='2'>" + b" " * 1000 + b"</trkpt>x") * 2000,
    "a time of blanks.gpx": b"<gpx><wpt lat='1' lon='2'><time>2024"
    + b" " * 1_000_000
    + b"</time></wpt></gpx>",
    "tags all different.kml": b"<kml>" + b"".join(b"<a%d/>" % i for i in range(200_000)),
    "entries without end.kmz": b"PK\x03\x04" * 500_000,
    "folders.kml": b"<kml>" + b"<Folder><name>a</name></Folder>" * 30_000,
}


def read_or_be_refused(tmp_path, name):
    try:
        faults = read_bytes(tmp_path, MEGABYTES[name], name).faults
    except FieldDataError as refused:
        faults = [refused.fault]
    assert len(faults) < 100


@pytest.mark.parametrize("name", MEGABYTES)
def test_a_megabyte_that_tempts_to_look_again_and_again_comes_to_an_end(tmp_path, name):
    """Were each byte a reason to look at all the others, these would take hours."""
    assert comes_to_an_end(read_or_be_refused, tmp_path, name)
