"""What a file says of itself: its CRS, the app that wrote it, the systems it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ...words import QT_TRANSLATE_NOOP, Marked
from .guess import Reason

# Formats of receivers: what the satellites give. In all others of degrees phone apps write GCJ-02 as well.
_RECEIVERS = {"nmea": "NMEA", "fit": "FIT"}
_DEFINED = {"gpx": "GPX", "kml": "KML", "kmz": "KMZ", "tcx": "TCX", "geojson": "GeoJSON"}

_CREATOR = re.compile(
    r"""\bcreator\s*=\s*["']([^"']{1,120})|<(?:\w+:)?(?:generator|author|creator|application)\b[^>]{0,200}>"""
    r"""\s*(?:<(?:\w+:)?name>)?([^<]{1,120})|"(?:generator|creator|application)"\s*:\s*"([^"]{1,120})""",
    re.IGNORECASE,
)
_APPS = (  # words → shift of what they write, None where their user chooses
    ("amap autonavi 高德", "gcj02"),
    ("腾讯地图 tencent", "gcj02"),
    ("baidu 百度", "bd09"),
    (
        "ovital 奥维 omap 2bulu 两步路 foooooot 六只脚 codoon 咕咚 keep 行者 xingzhe bigemap 图新 locaspace",
        None,
    ),
    ("garmin magellan trimble hi-target 中海达 chcnav 华测 南方测绘 unistrong 集思宝 basecamp mapsource", ""),
    ("gpslogger osmand oruxmaps locus suunto wahoo opentracks qfield", ""),
)
_NAMED = (
    (re.compile(r"GCJ-?02|火星坐标", re.IGNORECASE), "gcj02"),
    (re.compile(r"BD-?09|百度坐标", re.IGNORECASE), "bd09"),
    (re.compile(r"WGS[- ]?(?:19)?84|CGCS-?2000|2000国家大地", re.IGNORECASE), ""),
)
_OLD = (
    (re.compile(r"80西安|西安(?:19)?80|80国家大地|xian[_ -]?(?:19)?80", re.IGNORECASE), "xian80"),
    (re.compile(r"54北京|北京(?:19)?54|beijing[_ -]?(?:19)?54", re.IGNORECASE), "beijing54"),
)

_OPEN = {"": 0.6, "gcj02": 0.3, "bd09": 0.1}  # how often each is met where nothing tells
_CHOSEN = {"": 0.45, "gcj02": 0.45, "bd09": 0.1}
_TOLD, _UNTOLD = 0.94, 0.03

_BY_APP = QT_TRANSLATE_NOOP("EcoLedger", "It was written by {app}, whose coordinates are {datum}")
_BY_USER = QT_TRANSLATE_NOOP(
    "EcoLedger", "It was written by {app}, which exports WGS 84 or GCJ-02 as set by its user"
)
_BY_NAME = QT_TRANSLATE_NOOP("EcoLedger", "The file names {datum}")
_BY_RECEIVER = QT_TRANSLATE_NOOP("EcoLedger", "{format} comes from a receiver: WGS 84")
_BY_FORMAT = QT_TRANSLATE_NOOP(
    "EcoLedger", "{format} is WGS 84 by definition, yet phone apps write GCJ-02 into it"
)
_NAMES = {"": "WGS 84 / CGCS2000", "gcj02": "GCJ-02", "bd09": "BD-09"}


@dataclass(frozen=True)
class Word:
    """What a file says of its coordinates.

    Parameters
    ----------
    crs : str, optional
        The CRS it names, a phone map's shift left out.
    shift : str, optional
        ``""``, ``"gcj02"`` or ``"bd09"`` where that is told; None: it cannot be told from the file.
    weights : mapping
        Shift → how likely, given what the file says.
    reasons : mapping
        Shift → what speaks for it.
    old : str, optional
        Key of `datum.OLD_DATUMS` the text names.
    by_definition : bool
        The CRS is the format's, not the file's own word.
    gauss_kruger : bool
        Coordinates in metres can be of no other projection.
    """

    crs: str | None
    shift: str | None
    weights: dict[str, float]
    reasons: dict[str, tuple[Reason, ...]] = field(default_factory=dict)
    old: str | None = None
    by_definition: bool = False
    gauss_kruger: bool = False


def word_of(format: str, hint: str | None, head: str) -> Word:
    """Return what a file of `format` says: by its header (`hint`), by its creator and by what it names.

    Examples
    --------
    >>> word_of("gpx", "EPSG:4326", '<gpx creator="Garmin eTrex">').shift
    ''
    >>> word_of("gpx", "EPSG:4326", '<gpx creator="高德地图">').shift
    'gcj02'
    >>> word_of("gpx", "EPSG:4326", '<gpx creator="2bulu">').shift is None
    True
    """
    return replace(_word_of(format, hint, head), gauss_kruger=format == "txt")  # by the rules of land bureaus


def _word_of(format: str, hint: str | None, head: str) -> Word:
    if hint == "GCJ-02":
        return _told("EPSG:4490", "gcj02", _BY_NAME, datum=hint)
    by_definition = hint == "EPSG:4326" and (format in _DEFINED or format == "csv")
    if format in _RECEIVERS:
        return _told(hint, "", _BY_RECEIVER, format=_RECEIVERS[format])
    if hint and not by_definition:
        return Word(hint, "", _only(""))
    old = next((datum for pattern, datum in _OLD if pattern.search(head)), None)
    if old:
        return Word(hint, None, _only(""), old=old)
    crs = hint if by_definition else None
    return _by_text(crs, head, _DEFINED.get(format))


def _by_text(crs: str | None, head: str, format: Marked | str | None) -> Word:
    creator = next((" ".join(filter(None, found.groups())) for found in _CREATOR.finditer(head)), "").lower()
    for words, shift in _APPS:
        app = next((app for app in words.split() if re.search(rf"(?<![a-z]){app}(?![a-z])", creator)), None)
        if app and shift is not None:
            return _told(crs, shift, _BY_APP, app=app, datum=_NAMES[shift])
        if app:
            reason = (Reason(_BY_USER, {"app": app}),)
            return Word(crs, None, _CHOSEN, {"": reason, "gcj02": reason}, by_definition=True)
    named = [shift for pattern, shift in _NAMED if pattern.search(head)]
    if len(named) == 1:
        return _told(crs, named[0], _BY_NAME, datum=_NAMES[named[0]])
    reasons = {"": (Reason(_BY_FORMAT, {"format": format}),)} if format else {}
    return Word(crs, None, _OPEN, reasons, by_definition=True)


def _told(crs: str | None, shift: str, text: str, **fields: object) -> Word:
    return Word(crs, shift, _only(shift), {shift: (Reason(text, fields),)}, by_definition=True)


def _only(shift: str) -> dict[str, float]:
    return {name: _TOLD if name == shift else _UNTOLD for name in _OPEN}
