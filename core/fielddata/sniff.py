"""Tell the format of a file by what it holds, and by its name only where the content leaves it open."""

from __future__ import annotations

import re
from pathlib import PurePath

HEAD = 4096  # bytes looked at

_ROOTS = {
    "gpx": "gpx",
    "kml": "kml",
    "document": "kml",  # some apps leave out the <kml> around it
    "folder": "kml",
    "placemark": "kml",
    "trainingcenterdatabase": "tcx",
}
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_ASIDE = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_NMEA = re.compile(r"^[ \t]*[$!](?:[A-Z]{2}[A-Z]{3}|P[A-Z]{3,4}),", re.MULTILINE)
_JSON = re.compile(r"\{|\[\s*[\[{]")
# A parcel's row ends in @; a point's row is number, ring, northing, easting.
_PARCEL = re.compile(
    r"[,，][@＠][ \t\r]*$|^[ \t]*J?\d+\s*[,，]\s*\d+\s*[,，]\s*\d{7}(?:\.\d*)?\s*[,，]\s*\d{6,8}\b", re.M
)
_NAMES = {
    ".gpx": "gpx",
    ".kml": "kml",
    ".ovkml": "kml",
    ".kmz": "kmz",
    ".ovkmz": "kmz",
    ".tcx": "tcx",
    ".fit": "fit",
    ".nmea": "nmea",
    ".nma": "nmea",
    ".geojson": "geojson",
    ".json": "geojson",
    ".ovjsn": "ovjsn",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".dat": "csv",  # points of South's CASS
}


def sniff(data: bytes, name: str = "") -> str | None:
    """Return the format of a file, None where it is none of ours, ``"xml"`` for XML that is none of ours.

    Parameters
    ----------
    data : bytes
        The file, or its beginning.
    name : str
        The file's name; its ending decides where the content does not.

    Examples
    --------
    >>> sniff(b'\\xef\\xbb\\xbf<?xml version="1.0"?><gpx version="1.1">', "track.xml")
    'gpx'
    >>> sniff("[属性描述]\\r\\n坐标系=2000国家大地坐标系".encode("gbk"), "a.txt")
    'txt'
    >>> sniff(b"name,lon,lat", "a.csv"), sniff(b"MZ\\x90\\x00\\x03\\x00\\x00", "a.exe")
    ('csv', None)
    """
    by_name = _NAMES.get(PurePath(name).suffix.lower())
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "kmz" if by_name == "kmz" or b".kml" in data or b".KML" in data else None
    if data[8:12] == b".FIT":
        return "fit"
    text = head_text(data)
    if text.startswith("<"):
        return _ROOTS.get(root_element(data).lower()) or (by_name if by_name in _ROOTS.values() else "xml")
    if _JSON.match(text):
        return "ovjsn" if by_name == "ovjsn" or '"ObjItems"' in text else "geojson"
    if "属性描述" in text or "地块坐标" in text or _PARCEL.search(text):
        return "txt"
    if _NMEA.search(text):
        return "nmea"
    return by_name


def head_text(data: bytes) -> str:
    """Return the beginning of a file as text, without BOM and leading blanks; good enough to look at.

    Examples
    --------
    >>> head_text(chr(0xFEFF).encode("utf-16-le") + " <kml>".encode("utf-16-le"))
    '<kml>'
    """
    head = data[:HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "ignore")
    elif len(head) > 3 and head[1::2].count(0) > len(head) // 4:
        text = head.decode("utf-16-le", "ignore")
    elif len(head) > 3 and head[0::2].count(0) > len(head) // 4:
        text = head.decode("utf-16-be", "ignore")
    else:
        try:
            text = head[: head.rfind(b"\n") + 1 or None].decode("utf-8")
        except UnicodeDecodeError:
            text = head.decode("gb18030", "replace")
    return text.lstrip("\ufeff\0 \t\r\n")


def root_element(data: bytes) -> str:
    """Return the name of an XML file's outermost element without prefix; empty where the beginning has none.

    Examples
    --------
    >>> root_element(b"<!-- <kml> --><gx:kml>")
    'kml'
    """
    root = _ROOT.search(_ASIDE.sub("", head_text(data)))
    return root[1] if root else ""
