"""KML 2.x: placemarks in nested folders, multi-geometries, gx:Track, extended data; nothing is fetched.

A placemark gives one item for each kind of geometry in it. KML's coordinates are WGS 84 by definition (OGC
12-007); phone apps write GCJ-02 into it as well, which is the doctor's to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..words import QT_TRANSLATE_NOOP
from . import xml
from .faults import WARNING, Table
from .kml_text import read_coordinates
from .kml_track import Track
from .model import FieldFile, Item, Part, Source

FAULTS: Table = {
    "fielddata.kml_network_link": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The file points to {href}, which was not fetched"),
        QT_TRANSLATE_NOOP("EcoLedger", "Open it in Google Earth and save what it shows as KML."),
    ),
    "fielddata.kml_no_geometry": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Placemarks without geometry: {count}"),
        QT_TRANSLATE_NOOP("EcoLedger", "They are views or notes; nothing to do if that is meant."),
    ),
    "fielddata.kml_separators": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Coordinates are separated in an unusual way; the first was read as {value}"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Check the shape on the map."),
    ),
    "fielddata.kml_no_outer_ring": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "A polygon has no outer ring and was left out"),
        QT_TRANSLATE_NOOP("EcoLedger", "Draw it again, or correct the file."),
    ),
    "fielddata.kml_times": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "A track has {values} values of {what} for {points} positions; they were left out"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Nothing to do where only the line is needed."),
    ),
}

_FOLDERS = frozenset(("Document", "Folder"))
_FEATURES = frozenset(("Placemark", "PhotoOverlay"))  # a photo taken on the spot is field data too
_NOT_HERE = frozenset(("Change", "Delete"))  # of an <Update>: about another file
_TEXTS = frozenset(("description", "address", "phoneNumber"))
_TIMES = frozenset(("TimeStamp", "TimeSpan"))
_LAST_TUPLE = re.compile(r"\S+\Z")  # where a file breaks off, its last number may be cut


def read(source: Source) -> FieldFile:
    """Read a KML document.

    Points become items of kind ``point``, lines and rings ``line``, polygons ``polygon``, gx:Track ``track``.
    ``attributes`` are the description and the extended data, as text.

    Examples
    --------
    >>> from pathlib import Path
    >>> file = read(Source(Path("a.kml"), b'''<kml><Folder><name>2018</name><Placemark><name>A</name>
    ... <Point><coordinates>110.8,32.8</coordinates></Point></Placemark></Folder></kml>'''))
    >>> file.items[0].kind, file.items[0].folders, file.items[0].parts[0].xy
    ('point', ('2018',), array([[110.8,  32.8]]))
    """
    return read_as(source, "kml")


def read_as(source: Source, format: str) -> FieldFile:
    """Read a KML document that came as `format`."""
    source.findings.know(FAULTS)
    data, encoding = xml.utf8(source)
    handler = _Kml(source)
    xml.parse(data, handler)
    handler.finish()
    told = {"encoding": encoding, "crs_hint": "EPSG:4326", "device": handler.device}
    return source.result(format, handler.items, **told)


@dataclass
class _Feature:
    """A placemark while its element is open."""

    element: str
    line: int
    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[Part]] = field(default_factory=dict)  # by kind

    def items(self, folders: Iterable[str]) -> list[Item]:
        path = tuple(name for name in folders if name)
        return [
            Item(kind, self.name, tuple(parts), self.attributes, path, self.line)
            for kind, parts in self.parts.items()
        ]


class _Kml(xml.Handler):
    roots = ("kml", "Document", "Folder", "Placemark", "NetworkLink", "GroundOverlay", "PhotoOverlay")

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.items: list[Item] = []
        self.device = ""
        self._folders: list[str] = []
        self._feature: _Feature | None = None
        self._rings: list[tuple[bool, Part]] | None = None  # of the open polygon: is it inner, the ring
        self._track: Track | None = None
        self._key = ""  # of the open extended datum
        self._ignored = 0  # depth from which on nothing counts
        self._without_geometry = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._ignored:
            return
        if name in _NOT_HERE:
            self._ignored = len(self.path)
        elif name in _FOLDERS:
            self._folders.append("")
        elif name in _FEATURES:
            self._close_feature()
            self._feature = _Feature(name, self.line)
        elif name in ("Data", "SimpleData", "SimpleArrayData"):
            self._key = attributes.get("name", "")
        elif name == "Polygon":
            self._rings = []
        elif name == "Track":
            self._track = Track(self.source, self.line)

    def end(self, name: str, text: str) -> None:
        if self._ignored:
            self._ignored = 0 if len(self.path) < self._ignored else self._ignored
        elif name in _FOLDERS:
            self._folders.pop()
        elif name == "name" and self.path:
            self._take_name(text.strip())
        elif name == "href" and "NetworkLink" in self.path:
            self.source.findings.add("fielddata.kml_network_link", line=self.line, href=text)
        elif self._feature is not None:
            self._end_in_feature(name, text)

    def _take_name(self, text: str) -> None:
        if self.path[-1] in _FOLDERS:
            self._folders[-1] = text
        elif self.path[-1] in _FEATURES and self._feature is not None:
            self._feature.name = text
        elif self.path[-1] == "author":
            self.device = self.device or text

    def _end_in_feature(self, name: str, text: str) -> None:
        if name in _FEATURES:
            self._close_feature()
        elif name == "coordinates":
            self._take_coordinates(text)
        elif name == "Polygon":
            self._close_polygon()
        elif name == "Track":
            self._close_track()
        elif self._track is not None:
            self._track.take(name, text.strip(), self._key, self.line)
        else:
            self._describe(name, text.strip())

    def _describe(self, name: str, text: str) -> None:
        parent = self.path[-1]
        key = ""
        if parent in _FEATURES:
            key = name if name in _TEXTS else ""
        elif name == "SimpleData" or (name == "value" and parent == "Data"):
            key = self._key
        elif parent == "ExtendedData" or (parent in _TIMES and self.path[-2] in _FEATURES):
            key = name  # in extended data: an element of somebody's own namespace
        if key and text:
            self._feature.attributes.setdefault(key, text)

    def _take_coordinates(self, text: str) -> None:
        read = read_coordinates(text)
        self.source.spend(points=len(read.xy))
        first_line = self.line - text.count("\n")
        if read.odd:
            self.source.findings.add("fielddata.kml_separators", line=first_line, value=read.odd)
        for value, lines in read.bad:
            self.source.findings.add("fielddata.bad_coordinates", line=first_line + lines, value=value)
        if not len(read.xy):
            return
        part, owner = Part(read.xy, read.ele), self.path[-1]
        if owner == "Point":
            self._add("point", part)
        elif self._rings is not None:
            self._rings.append(("innerBoundaryIs" in self.path[-3:], part))
        elif owner in ("LineString", "LinearRing"):
            self._add("line", part)

    def _add(self, kind: str, part: Part) -> None:
        self._feature.parts.setdefault(kind, []).append(part)

    def _close_polygon(self) -> None:
        """Add the polygon; an inner ring belongs to the outer ring before it."""
        polygons: list[tuple[Part, list[Part]]] = []
        inner = []
        for is_inner, ring in self._rings or ():
            if not is_inner:
                polygons.append((ring, []))
            elif polygons:
                polygons[-1][1].append(ring)
            else:
                inner.append(ring)
        if polygons:
            polygons[0][1].extend(inner)
        elif inner:
            self.source.findings.add("fielddata.kml_no_outer_ring", line=self.line)
        for outer, holes in polygons:
            self._add("polygon", replace(outer, holes=tuple(holes)))
        self._rings = None

    def _close_track(self) -> None:
        self._add("track", self._track.part())
        self._track = None

    def _close_feature(self) -> None:
        if self._feature is None:
            return
        items = self._feature.items(self._folders)
        self.source.spend(items=len(items))
        self.items += items
        self._without_geometry += not items and self._feature.element == "Placemark"
        self._feature = self._rings = self._track = None

    def broken(self, text: str) -> None:
        """Keep the whole tuples of a line and the positions of a track; a ring that is not whole is none."""
        if self._feature is None or self._ignored:
            return
        if self.path[-2:] == ["LineString", "coordinates"]:
            self.path.pop()
            self._take_coordinates(_LAST_TUPLE.sub("", text))
        elif self._track is not None:
            self._close_track()

    def finish(self) -> None:
        """Close what the document left open, and say what had no geometry."""
        self._close_feature()
        if self._without_geometry:
            self.source.findings.add("fielddata.kml_no_geometry", count=self._without_geometry)
