"""Encodings: ranked with reasons, right on texts of the field, and doubtful where the bytes leave it open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoledger.core.fielddata.encoding import candidates

NAMES = "郧阳区谭家湾镇五道岭村 退耕还林 2019年度 小班7 面积12.5亩"
TRADITIONAL = "退耕還林工程 鄖陽區造林面積統計表"


@pytest.mark.parametrize(
    ("text", "written", "best"),
    [
        (NAMES, "utf-8", "utf-8"),
        (NAMES, "utf-8-sig", "utf-8"),
        (NAMES, "gbk", "gb18030"),
        (NAMES, "gb2312", None),
        (NAMES, "utf-16", "utf-16-le"),
        ("name,lon,lat\n样地,110.8,32.8\n", "utf-16-le", "utf-16-le"),
        (TRADITIONAL, "big5", "big5"),
        ("Café Zürich, Genève: sortie à pied", "cp1252", "cp1252"),
        ("Åland Islands", "cp1252", "cp1252"),  # as Big5 it is 儻and, which is sound too
        ("台北", "big5", "big5"),  # both of its second bytes are ASCII
        ("name,lon,lat", "ascii", "utf-8"),
    ],
)
def test_the_likeliest_encoding_reads_the_text(text, written, best):
    if best is None:  # 郧 is in GB 2312 as well
        written, best = "gb2312", "gb18030"
    found = candidates(text.encode(written))
    assert found[0].encoding == best
    assert found[0].reason.format(**found[0].fields)


def test_a_damaged_byte_does_not_turn_utf8_into_another_encoding():
    data = bytearray(NAMES.encode())
    data[4] = 0xFF
    best = candidates(bytes(data))[0]
    assert (best.encoding, best.fields["bad"] > 0) == ("utf-8", True)


def test_the_sample_is_what_a_user_would_recognise():
    assert candidates(b"name;" + NAMES.encode("gbk"))[0].sample.startswith("郧阳区谭家湾镇")


def test_where_bytes_are_sound_in_both_neither_is_certain():
    """亩 in GBK is also one letter of UTF-8, the trap Notepad's users know from 联通."""
    found = {c.encoding: c.score for c in candidates("亩亩".encode("gbk"))}
    assert 0.9 < found["gb18030"] < found["utf-8"] < 0.97


@given(st.binary(max_size=200))
def test_any_bytes_have_a_ranking(data):
    found = candidates(data)
    assert found and all(0 <= c.score <= 1 for c in found)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


@given(st.text(alphabet="郧阳区谭家湾镇退耕还林造地亩年小班面积村组号桩界址点", min_size=4, max_size=60))
def test_chinese_names_in_gbk_and_in_utf8_are_told_apart(text):
    assert candidates((text + "村").encode("gbk"))[0].encoding == "gb18030"
    assert candidates(text.encode())[0].encoding == "utf-8"
