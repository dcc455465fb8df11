"""TCX, Garmin's Training Center format: activities with laps and tracks, courses and their points.

Coordinates are WGS 84, elevation in metres, speed in m/s (TrainingCenterDatabase v2).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..words import QT_TRANSLATE_NOOP
from . import xml
from .faults import WARNING, Table
from .model import FieldFile, Item, Source
from .positions import Positions, column_of

FAULTS: Table = {
    "fielddata.tcx_no_position": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Track points without position, left out: {count}"),
        QT_TRANSLATE_NOOP("EcoLedger", "The device had no fix there; look at the gaps of the track."),
    ),
}

_TRACKS = frozenset(("Activity", "Course"))
_POINTS = frozenset(("Trackpoint", "CoursePoint"))
_AXES = {"LongitudeDegrees": "x", "LatitudeDegrees": "y"}
_NAMES = {"Activity": "Id", "Course": "Name", "CoursePoint": "Name"}  # the element that names it
_ATTRIBUTES = frozenset(("Notes", "PointType"))


def read(source: Source) -> FieldFile:
    """Read a TCX document: a track for each activity and course, a part for each of its ``<Track>``.

    Examples
    --------
    >>> from pathlib import Path
    >>> file = read(Source(Path("a.tcx"), b'''<TrainingCenterDatabase><Activities><Activity Sport="Other">
    ... <Id>2024-03-01T00:00:00Z</Id><Lap><Track><Trackpoint><Time>2024-03-01T00:00:00Z</Time><Position>
    ... <LatitudeDegrees>32.8</LatitudeDegrees><LongitudeDegrees>110.8</LongitudeDegrees></Position>
    ... </Trackpoint></Track></Lap></Activity></Activities></TrainingCenterDatabase>'''))
    >>> file.items[0].name, file.items[0].attributes, file.items[0].parts[0].xy
    ('2024-03-01T00:00:00Z', {'Sport': 'Other'}, array([[110.8,  32.8]]))
    """
    source.findings.know(FAULTS)
    data, encoding = xml.utf8(source)
    handler = _Tcx(source)
    xml.parse(data, handler)
    handler.finish()
    device = handler.writers.get("Creator") or handler.writers.get("Author", "")
    return source.result("tcx", handler.items, encoding=encoding, crs_hint="EPSG:4326", device=device)


class _Tcx(xml.Handler):
    roots = ("TrainingCenterDatabase",)

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.items: list[Item] = []
        self.writers: dict[str, str] = {}  # names of device and program
        self._track: _Open | None = None
        self._described: _Open | None = None  # the track, or the course point in it
        self._point: dict[str, str] | None = None
        self._without_position = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _TRACKS:
            self._close_track()
            self._track = self._described = _Open(name, self.line, dict(attributes))
        elif name == "Track":
            self._track = self._track or _Open(name, self.line)
            self._track.positions.append(Positions(self.source))
        elif name in _POINTS:
            self._point = {}
            if name == "CoursePoint":
                self._described = _Open(name, self.line)

    def end(self, name: str, text: str) -> None:
        if name in _TRACKS:
            self._close_track()
        elif name in _POINTS:
            self._close_point(name)
        elif name == "Name" and self.path[-1:] in (["Creator"], ["Author"]):
            self.writers.setdefault(self.path[-1], text.strip())
        elif self._point is not None and (name in _AXES or column_of(name)):
            self._point.setdefault(_AXES.get(name) or column_of(name), text.strip())
        elif self._described and self.path[-1:] == [self._described.element]:
            if name == _NAMES.get(self._described.element):
                self._described.name = text.strip()
            elif name in _ATTRIBUTES and text.strip():
                self._described.attributes[name] = text.strip()

    def _close_point(self, name: str) -> None:
        point, self._point = self._point, None
        if point is None:
            return
        if "x" not in point and "y" not in point:
            self._without_position += 1
        elif name == "CoursePoint":
            self._described.positions = [Positions(self.source)]
            self._described.positions[0].add(point, self.line)
            self._add(self._described, "waypoint")
        elif self._track and self._track.positions:
            self._track.positions[-1].add(point, self.line)
        self._described = self._track

    def _close_track(self) -> None:
        if self._track:
            self._add(self._track, "track")
        self._track = self._described = None

    def _add(self, item: _Open, kind: str) -> None:
        self.source.spend(items=1)
        parts = tuple(positions.part() for positions in item.positions)
        self.items.append(Item(kind, item.name, parts, item.attributes, (), item.line))

    def finish(self) -> None:
        """Close what the document left open, and say how many points had no position."""
        self._close_track()
        if self._without_position:
            self.source.findings.add("fielddata.tcx_no_position", count=self._without_position)


@dataclass
class _Open:
    """An item while its element is open."""

    element: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    name: str = ""
    positions: list[Positions] = field(default_factory=list)
