"""FIT, Garmin's binary format: tracks of activities and courses, course points, saved locations.

The decoder is our own. It reads what has a place and passes over the rest by its length, so no profile of
some hundred messages is needed, and nothing a file says makes it allocate or loop: every message has a fixed
size that its definition gave. Messages of one definition that follow each other are decoded as one array.
Format: the FIT protocol as Garmin publishes it; positions are WGS 84 in semicircles.
"""

from __future__ import annotations

import struct

import numpy as np

from ..words import QT_TRANSLATE_NOOP
from .faults import ERROR, WARNING, Table
from .fit_protocol import Definition, checksum, decode, numbers, texts
from .model import FieldFile, Item, Part, Source
from .positions import joined

FAULTS: Table = {
    "fielddata.fit_header": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file is no FIT file: {reason}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Copy it from the device again, or export it as GPX."),
    ),
    "fielddata.fit_no_position": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Records without position, left out: {count}"),
        QT_TRANSLATE_NOOP("EcoLedger", "The device had no fix there; look at the gaps of the track."),
    ),
    "fielddata.fit_checksum": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The file's checksum is wrong"),
        QT_TRANSLATE_NOOP("EcoLedger", "Look at the track for odd places, or copy the file again."),
    ),
}

_EPOCH = np.datetime64("1989-12-31T00:00:00", "ms")
_LEAST_TIME = 0x10000000  # smaller ones count from when the device was switched on
_DEGREES = 180.0 / 2**31  # of a semicircle
_TIMESTAMP = 253
_CHECKED = 8 << 20  # bytes; the checksum takes 0.1 s a megabyte

# Message → what is read of it: number of the field → (name, scale, offset); text fields have no scale.
_PLACE = {_TIMESTAMP: ("time", 1.0, 0.0), 0: ("y", 1 / _DEGREES, 0.0), 1: ("x", 1 / _DEGREES, 0.0)}
_FILE_ID, _RECORD, _EVENT, _COURSE, _COURSE_POINT, _SESSION, _LOCATION = 0, 20, 21, 31, 32, 18, 29
_MESSAGES = {
    _FILE_ID: {1: ("manufacturer", 1.0, 0.0), 2: ("product", 1.0, 0.0), 8: ("name", None, None)},
    _RECORD: {
        **_PLACE,
        2: ("low_ele", 5.0, 500.0),
        78: ("ele", 5.0, 500.0),
        6: ("low_speed", 1000.0, 0.0),
        73: ("speed", 1000.0, 0.0),
        31: ("accuracy", 1.0, 0.0),
    },
    _EVENT: {_TIMESTAMP: ("time", 1.0, 0.0), 0: ("event", 1.0, 0.0), 1: ("event_type", 1.0, 0.0)},
    _SESSION: {5: ("sport", 1.0, 0.0)},
    _COURSE: {4: ("sport", 1.0, 0.0), 5: ("name", None, None)},
    _COURSE_POINT: {
        1: ("time", 1.0, 0.0),
        2: ("y", 1 / _DEGREES, 0.0),
        3: ("x", 1 / _DEGREES, 0.0),
        6: ("name", None, None),
    },
    _LOCATION: {
        _TIMESTAMP: ("time", 1.0, 0.0),
        0: ("name", None, None),
        1: ("y", 1 / _DEGREES, 0.0),
        2: ("x", 1 / _DEGREES, 0.0),
        4: ("ele", 5.0, 500.0),
    },
}
_MANUFACTURERS = {1: "Garmin", 23: "Suunto", 32: "Wahoo", 123: "Polar", 294: "Coros"}
_TIMER, _STOPS = 0, (1, 4, 8, 9)  # event "timer", and its types that stop it


def read(source: Source) -> FieldFile:
    """Read a FIT file: a track for each activity or course in it, its parts from one stop to the next.

    Raises
    ------
    FieldDataError
        Its header is none.

    Examples
    --------
    >>> from pathlib import Path
    >>> header = bytes([12, 32, 92, 8, 0, 0, 0, 0]) + b".FIT"
    >>> read(Source(Path("a.fit"), header + bytes(2))).items
    ()
    """
    source.findings.know(FAULTS)
    items: list[Item] = []
    position, device = 0, ""
    while position == 0 or source.data[position + 8 : position + 12] == b".FIT":  # files may be chained
        messages, position = _one(source, position)
        items += messages.items()
        device = device or messages.device
    if source.data[position:].strip(b"\0"):
        source.findings.add("fielddata.damaged", reason="bytes after the end")
    return source.result("fit", items, crs_hint="EPSG:4326", device=device)


def _one(source: Source, start: int) -> tuple[_Messages, int]:
    """Read one of the files chained in a FIT file; return its messages and where the next begins."""
    data = source.data
    if data[start + 8 : start + 12] != b".FIT" or data[start] < 12:
        raise source.refusal("fielddata.fit_header", reason=data[:12].hex(" "))
    (length,) = struct.unpack_from("<I", data, start + 4)
    begin = start + data[start]
    end = begin + length if length else len(data) - 2  # a device that lost power wrote no length
    cut = end + 2 > len(data)
    stated = int.from_bytes(data[end : end + 2], "little")
    if not cut and end - start <= _CHECKED and checksum(data[start:end]) != stated:
        source.findings.add("fielddata.fit_checksum")
    messages = _Messages(source)
    ending = decode(data, begin, min(end, len(data)), messages.take)
    if cut or ending == "cut":
        source.findings.add("fielddata.truncated")
    elif ending == "undefined":
        source.findings.add("fielddata.damaged", reason="undefined message")
    return messages, end + 2


class _Messages:
    """Collect the positions of one file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.device = ""
        self._clock = 0  # s since the format's epoch, of the last message that had a time
        self._runs: list[Part] = []
        self._parts: list[Part] = []
        self._waypoints: list[Item] = []
        self._name = ""
        self._attributes: dict[str, int] = {}
        self._without_position = 0

    def take(self, definition: Definition, rows: np.ndarray, compressed: bool) -> None:
        """Take messages of one definition, one a row."""
        wanted = _MESSAGES.get(definition.message, {_TIMESTAMP: ("time", 1.0, 0.0)})
        values = {
            name: texts(definition, rows, number)
            if scale is None
            else numbers(definition, rows, number, scale, shift)
            for number, (name, scale, shift) in wanted.items()
            if number in definition.fields
        }
        if compressed:
            values["time"] = self._from_offsets(rows[:, 0] & 0x1F)
        elif len(known := values.get("time", np.empty(0))[-1:]) and np.isfinite(known[0]):
            self._clock = int(known[0])
        if definition.message == _FILE_ID:
            self._made_by(values)
        elif definition.message == _RECORD:
            self._records(values, len(rows))
        elif definition.message == _EVENT:
            self._events(values)
        elif definition.message in (_COURSE, _SESSION):
            self._describe(values)
        elif definition.message in (_COURSE_POINT, _LOCATION):
            self._points(values, len(rows))

    def _made_by(self, values: dict[str, np.ndarray]) -> None:
        """Take the device by its own name, else by its maker and the maker's number of it."""
        numbers = [values[name][0] for name in ("manufacturer", "product") if name in values]
        known = [str(int(number)) for number in numbers if np.isfinite(number)]
        if known and "manufacturer" in values:
            known[0] = _MANUFACTURERS.get(int(known[0]), known[0])
        self.device = self.device or next(iter(values.get("name", [])), "") or " ".join(known)

    def _from_offsets(self, offsets: np.ndarray) -> np.ndarray:
        """Return times from their last five bits: each is the first such time after the one before."""
        steps = np.diff(offsets.astype(int), prepend=self._clock & 0x1F) % 32
        times = self._clock + np.cumsum(steps)
        self._clock = int(times[-1])
        return times.astype(float)

    def _records(self, values: dict[str, np.ndarray], count: int) -> None:
        xy, placed = _places(values, count)
        self._without_position += int((~placed).sum())
        self.source.spend(points=int(placed.sum()))
        for name in ("ele", "speed"):  # the newer field where it is filled
            low = values.pop(f"low_{name}", np.full(count, np.nan))
            values[name] = np.where(np.isnan(values.get(name, low)), low, values.get(name, low))
        time = _times(values.pop("time", np.full(count, np.nan)))[placed]
        columns = {name: v[placed] for name, v in values.items() if not np.isnan(v[placed]).all()}
        if placed.any():
            self._runs.append(Part(xy[placed], columns.pop("ele", None), time, columns))

    def _events(self, values: dict[str, np.ndarray]) -> None:
        event, kind = values.get("event"), values.get("event_type")
        if event is not None and kind is not None and ((event == _TIMER) & np.isin(kind, _STOPS)).any():
            self._stop()

    def _stop(self) -> None:
        if self._runs:
            self._parts.append(joined(self._runs))
        self._runs = []

    def _describe(self, values: dict[str, np.ndarray]) -> None:
        self._name = self._name or next(iter(values.get("name", [])), "")
        sport = values.get("sport", np.empty(0))[:1]
        if len(sport) and np.isfinite(sport[0]):
            self._attributes.setdefault("sport", int(sport[0]))

    def _points(self, values: dict[str, np.ndarray], count: int) -> None:
        xy, placed = _places(values, count)
        names = values.get("name", [""] * count)
        time = _times(values.get("time", np.full(count, np.nan)))
        ele = values.get("ele")
        self.source.spend(points=int(placed.sum()), items=int(placed.sum()))
        for i in np.flatnonzero(placed):
            at = slice(i, i + 1)
            part = Part(xy[at], None if ele is None else ele[at], time[at])
            self._waypoints.append(Item("waypoint", names[i], (part,)))

    def items(self) -> list[Item]:
        """Return the track, if there is one, and the points."""
        self._stop()
        if self._without_position:
            self.source.findings.add("fielddata.fit_no_position", count=self._without_position)
        if not self._parts:
            return self._waypoints
        self.source.spend(items=1)
        return [Item("track", self._name, tuple(self._parts), self._attributes), *self._waypoints]


def _places(values: dict[str, np.ndarray], count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return positions in degrees, and which of them are some on earth."""
    nothing = np.full(count, np.nan)
    xy = np.column_stack([values.pop("x", nothing), values.pop("y", nothing)])
    return xy, np.isfinite(xy).all(axis=1) & (np.abs(np.nan_to_num(xy[:, 1])) <= 90)


def _times(seconds: np.ndarray) -> np.ndarray:
    times = np.full(len(seconds), np.datetime64("NaT", "ms"))
    known = np.nan_to_num(seconds) >= _LEAST_TIME
    times[known] = _EPOCH + (seconds[known] * 1000).astype("timedelta64[ms]")
    return times
