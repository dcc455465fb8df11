"""GPX 1.0 and 1.1: tracks with their segments, routes, waypoints, and what extensions say of accuracy.

Longitude and latitude are WGS 84 by the format's definition (https://www.topografix.com/GPX/1/1/); some phone
apps write GCJ-02 nevertheless, which is the doctor's to find.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import gpx_runs, xml
from .model import FieldFile, Item, Part, Source
from .positions import Positions, column_of

_KINDS = {"trk": "track", "rte": "route", "wpt": "waypoint"}
_OWNERS = {"trkpt": "trk", "rtept": "rte", "wpt": "wpt"}  # a point's element → the one that becomes an item


def read(source: Source) -> FieldFile:
    """Read a GPX document.

    Items are tracks, routes and waypoints in the file's order; a track's parts are its segments, empty ones
    included. ``attributes`` are the elements beside the points (``desc``, ``sym``, ``type`` …), those of
    extensions under their last name.

    Examples
    --------
    >>> from pathlib import Path
    >>> file = read(Source(Path("a.gpx"), b'''<gpx><trk><name>A</name><trkseg><trkpt lat="32.8" lon="110.8">
    ... <ele>180</ele><time>2024-03-01T00:00:00Z</time></trkpt></trkseg></trk></gpx>'''))
    >>> file.items[0].kind, file.items[0].name, file.items[0].parts[0].xy
    ('track', 'A', array([[110.8,  32.8]]))
    """
    data, encoding = xml.utf8(source)
    skeleton, runs = gpx_runs.cut(data)
    attempt = source.again() if runs else source
    handler = _parsed(attempt, skeleton, runs)
    if handler.taken < len(runs):  # one lies in a comment, or behind a damage
        attempt = source
        handler = _parsed(attempt, data, [])
    told = {"encoding": encoding, "crs_hint": "EPSG:4326", "device": handler.device}
    return attempt.result("gpx", handler.items, **told)


def _parsed(source: Source, data: bytes, runs: list[gpx_runs.Run]) -> _Gpx:
    handler = _Gpx(source, runs)
    xml.parse(data, handler)
    handler.finish()
    return handler


class _Gpx(xml.Handler):
    roots = ("gpx",)

    def __init__(self, source: Source, runs: list[gpx_runs.Run]) -> None:
        super().__init__(source)
        self.items: list[Item] = []
        self.device = ""
        self.taken = 0  # runs whose place was reached
        self._runs = runs
        self._item: _Open | None = None
        self._positions: Positions | None = None
        self._point: dict[str, str] | None = None
        self._point_line = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _OWNERS:
            if self._item is None or name == "wpt":
                self._open(_OWNERS[name])
            self._point = {"x": attributes.get("lon", ""), "y": attributes.get("lat", "")}
            self._point_line = self.line
        elif name in _KINDS:
            self._open(name)
        elif name == "trkseg":
            self._open_part()
        elif name == "gpx":
            self.device = attributes.get("creator", "")
        elif name == "link" and self._item and attributes.get("href"):
            self._item.attributes.setdefault("link", attributes["href"])

    def end(self, name: str, text: str) -> None:
        if name in _OWNERS:
            self._close_point()
            if name == "wpt":
                self._close()
        elif self._point is not None and (column := column_of(name)):
            self._point.setdefault(column, text.strip())
        elif name == "trkseg":
            self._close_part()
        elif name in _KINDS:
            self._close()
        elif self._item and self.path and (self._point is None or self._item.element == "wpt"):
            self._describe(name, text.strip())

    def instruction(self, target: str, text: str) -> None:
        ours = target == gpx_runs.TARGET and self._runs  # without runs it is the file's own word
        if not ours or self.path[-1:] != ["trkseg"] or self._positions is None:
            return
        run, lines = self._runs[int(text)]
        self._positions.add_run(run)
        self.taken += 1
        self.skipped += lines

    def finish(self) -> None:
        """Close what the document left open."""
        self._point = None
        self._close()

    def _open(self, element: str) -> None:
        self._close()
        self._item = _Open(element, self.line)
        if element != "trk":
            self._open_part()

    def _open_part(self) -> None:
        if self._item is None:
            self._open("trk")
        self._close_part()
        self._positions = Positions(self.source)

    def _close_point(self) -> None:
        if self._point is None:
            return
        if self._positions is None:  # a track without segments
            self._open_part()
        self._positions.add(self._point, self._point_line)
        self._point = None

    def _close_part(self) -> None:
        if self._item and self._positions is not None:
            self._item.parts.append(self._positions.part())
        self._positions = None

    def _close(self) -> None:
        self._close_part()
        if self._item:
            self.source.spend(items=1)
            self.items.append(self._item.item())
        self._item = None

    def _describe(self, name: str, text: str) -> None:
        if not text or self.path[-1] == "link":
            return
        if name == "name" and self.path[-1] == self._item.element:
            self._item.name = text
        else:
            self._item.attributes.setdefault(name, text)


@dataclass
class _Open:
    """An item while its element is open."""

    element: str
    line: int
    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def item(self) -> Item:
        return Item(_KINDS[self.element], self.name, tuple(self.parts), self.attributes, (), self.line)
