"""NMEA 0183, the sentences receivers write: positions of one instant merged, dates carried over midnight.

A receiver describes one instant in several sentences: GGA has quality and height, RMC the date, GSA the kind
of fix. Checksums are verified where they stand; proprietary and unknown sentences are passed over.
Coordinates are WGS 84.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import numpy as np

from ..words import QT_TRANSLATE_NOOP
from .faults import WARNING, Table
from .model import FieldFile, Item, Part, Source
from .nmea_sentences import READERS, checksum, place
from .text import read_text

FAULTS: Table = {
    "fielddata.nmea_checksum": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "A sentence's checksum is wrong, it was left out: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "A few are usual on a bad cable; with many, copy the file again."),
    ),
    "fielddata.nmea_line": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The line is no NMEA sentence: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Nothing to do if the logger writes notes; the rest was read."),
    ),
    "fielddata.nmea_no_fix": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Instants without position: {count}"),
        QT_TRANSLATE_NOOP("EcoLedger", "The receiver had no fix there; look at the gaps of the track."),
    ),
    "fielddata.nmea_no_date": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The file has times of day but no date, so the track has no times"),
        QT_TRANSLATE_NOOP("EcoLedger", "Switch on the RMC or ZDA sentence in the receiver's settings."),
    ),
}

_SENTENCE = re.compile(r"[$!]([A-Z]{2})([A-Z]{3}),([^*$]*)(?:\*([0-9A-Fa-f]{2}))?")
_OTHER = re.compile(r"[$!][A-Z0-9]{2,10}[,*]|^\s*#")  # sentences we have no use for, and comments
_DAY = 86_400_000  # ms
_PLACED = {"GGA", "GNS", "RMC", "GLL"}  # sentences with a position
_LATE = 500.0  # ms; a date (ZDA) tells when it was sent, hundredths after the position it stands with
_QUANTITIES = ("fix", "sat", "hdop", "vdop", "pdop", "speed", "course", "accuracy")
_COLUMNS = ("x", "y", "ele", "time", "day", *_QUANTITIES)


def read(source: Source) -> FieldFile:
    """Read a log of NMEA sentences: one track; a waypoint for each WPL sentence.

    Examples
    --------
    >>> from pathlib import Path
    >>> file = read(Source(Path("a.nmea"), b'''$GPGGA,000000.00,3248.0000,N,11048.0000,E,1,09,0.9,180.5,M,,M,,
    ... $GPRMC,000000.00,A,3248.0000,N,11048.0000,E,2.0,90.0,010324,,,A
    ... '''))
    >>> part = file.items[0].parts[0]
    >>> part.xy, part.time.astype(str).tolist(), part.columns["sat"]
    (array([[110.8,  32.8]]), ['2024-03-01T00:00:00.000'], array([9.]))
    """
    source.findings.know(FAULTS)
    text, encoding = read_text(source)
    log = _Log(source)
    for line, row in enumerate(text.splitlines(), 1):
        if row.strip("\0 \t\x1a\ufeff"):
            log.take(row, line)
    device = f"NMEA {', '.join(log.talkers)}" if log.talkers else ""
    return source.result("nmea", log.items(), encoding=encoding, crs_hint="EPSG:4326", device=device)


class _Log:
    """Collect the instants of a log."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.talkers: list[str] = []  # of positions: GP is GPS, BD or GB BeiDou, GN several together
        self._instants: list[dict[str, float]] = []
        self._instant: dict[str, float] = {}
        self._waypoints: list[Item] = []
        self._first_line: int | None = None
        self._without_position = 0

    def take(self, row: str, line: int) -> None:
        """Take a line of the file; what a logger wrote before a sentence does not matter."""
        sentences = list(_SENTENCE.finditer(row))
        if not sentences and not _OTHER.search(row):
            self.source.findings.add("fielddata.nmea_line", line=line, value=row)
        for sentence in sentences:
            if sentence[4] and checksum(sentence[0]) != int(sentence[4], 16):
                self.source.findings.add("fielddata.nmea_checksum", line=line, value=sentence[0])
                continue
            fields = [field.strip() for field in sentence[3].split(",")]
            if sentence[2] == "WPL":
                self._waypoint(fields, line)
            elif sentence[2] in READERS:
                if sentence[2] in _PLACED and sentence[1] not in self.talkers:
                    self.talkers.append(sentence[1])
                self._merge(sentence[2], READERS[sentence[2]](fields), line)

    def _merge(self, kind: str, values: Mapping[str, float], line: int) -> None:
        """Add a sentence to the instant it belongs to: the open one, unless its time says another."""
        now, then = values.get("time", math.nan), self._instant.get("time", math.nan)
        repeated = kind in _PLACED and kind in self._instant and now != then
        apart = 0.0 if kind in _PLACED else _LATE
        if repeated or abs(now - then) > apart:
            self._close()
        if self._first_line is None:
            self._first_line = line
        self._instant[kind] = 1.0
        for name, value in values.items():
            known = self._instant.get(name, math.nan)
            better = name == "fix" and value in (0.0, 4.0, 5.0)
            if math.isnan(known) or (better and known != 0.0):
                self._instant[name] = value

    def _close(self) -> None:
        instant, self._instant = self._instant, {}
        placed = math.isfinite(instant.get("x", math.nan)) and math.isfinite(instant.get("y", math.nan))
        if not placed and instant.keys() & _PLACED:
            self._without_position += 1
        if placed or "day" in instant:  # a date alone dates the instants around it
            self.source.spend(points=1)
            self._instants.append(instant)

    def _waypoint(self, fields: list[str], line: int) -> None:
        y, x = place(fields)
        xy = np.array([[x, y]])
        if not np.isfinite(xy).all():
            self.source.findings.add("fielddata.bad_coordinates", line=line, value=", ".join(fields[:4]))
            return
        self.source.spend(points=1, items=1)
        self._waypoints.append(Item("waypoint", (fields + [""] * 5)[4], (Part(xy),), line=line))

    def items(self) -> list[Item]:
        """Return the track and the waypoints."""
        self._close()
        if self._without_position:
            self.source.findings.add("fielddata.nmea_no_fix", count=self._without_position)
        part = self._part()
        track = [Item("track", "", (part,), line=self._first_line)] if len(part) else []
        return track + self._waypoints

    def _part(self) -> Part:
        rows = [[instant.get(name, np.nan) for name in _COLUMNS] for instant in self._instants]
        values = dict(zip(_COLUMNS, np.array(rows, dtype=float).reshape(-1, len(_COLUMNS)).T, strict=True))
        xy = np.column_stack([values.pop("x"), values.pop("y")])
        placed = np.isfinite(xy).all(axis=1)
        time = self._times(values.pop("time"), values.pop("day")) if placed.any() else None
        columns = {name: v[placed] for name, v in values.items() if not np.isnan(v[placed]).all()}
        return Part(xy[placed], columns.pop("ele", None), None if time is None else time[placed], columns)

    def _times(self, of_day: np.ndarray, day: np.ndarray) -> np.ndarray | None:
        if np.isnan(of_day).all():
            return None
        if np.isnan(day).all():
            self.source.findings.add("fielddata.nmea_no_date")
            return None
        return _dated(of_day, day)


def _dated(of_day: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Return instants from times of day (ms) and the days known of some of them; both NaN where missing.

    A clock that falls by more than half a day has passed midnight. Each known day holds until the next.

    Examples
    --------
    >>> late, early = 86_399_000.0, 1_000.0
    >>> _dated(np.array([late, early, early]), np.array([np.nan, 19783.0, np.nan])).astype(str).tolist()
    ['2024-02-29T23:59:59.000', '2024-03-01T00:00:01.000', '2024-03-01T00:00:01.000']
    """
    index = np.arange(len(of_day))
    clock = of_day[np.maximum.accumulate(np.where(np.isnan(of_day), 0, index))]
    step = np.nan_to_num(np.diff(clock, prepend=clock[:1]))
    midnights = np.cumsum((step < -_DAY / 2).astype(int) - (step > _DAY / 2).astype(int))
    zero = day - midnights  # the day the count of midnights began at, as far as each instant knows
    known = np.flatnonzero(np.isfinite(zero))
    last = known[np.clip(np.searchsorted(known, index, side="right") - 1, 0, None)]
    total = (zero[last] + midnights) * _DAY + of_day
    times = np.full(len(total), np.datetime64("NaT", "ms"))
    finite = np.isfinite(total)
    times[finite] = total[finite].astype("int64").astype("datetime64[ms]")
    return times
