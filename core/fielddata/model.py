"""What a reader of field data returns: a file, its items, their positions as arrays, its faults.

Coordinates are the file's own: nothing is shifted, projected or guessed here. The order alone is made one,
x (longitude, easting) before y (latitude, northing), and only where the format itself defines it.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import Fault, FieldDataError
from .faults import Findings, refuse
from .sniff import head_text

KINDS = ("track", "route", "waypoint", "polygon", "line", "point")
_LONGEST_DEVICE = 120  # characters


@dataclass(frozen=True)
class Limits:
    """What an untrusted file may cost.

    Parameters
    ----------
    size, unpacked : int
        Bytes of the file, and of all that is taken out of an archive.
    entries : int
        Entries of an archive.
    ratio : float
        Unpacked by packed bytes of one archive entry.
    depth : int
        Elements within elements of XML, arrays within arrays of JSON.
    attributes : int
        Attributes of one XML element.
    points, items : int
        Positions and items of the file.
    """

    size: int = 512 << 20
    unpacked: int = 512 << 20
    entries: int = 10_000
    ratio: float = 250.0
    depth: int = 256
    attributes: int = 256
    points: int = 20_000_000
    items: int = 1_000_000


@dataclass(frozen=True, eq=False)
class Part:
    """A run of positions: a segment of a track, a line, the outer ring of a polygon with its holes.

    Parameters
    ----------
    xy : ndarray of float, shape (n, 2)
        x (longitude or easting) and y (latitude or northing), in the file's own system and unit.
    ele : ndarray of float, shape (n,), optional
        Elevation in metres as the device wrote it, NaN where missing; None where the file has none.
    time : ndarray of datetime64[ms], shape (n,), optional
        UTC, NaT where missing or unreadable; None where the file has none.
    columns : mapping of str to ndarray, shape (n,)
        What else each position has: ``accuracy`` (horizontal, m), ``hdop``, ``vdop``, ``pdop``, ``sat``,
        ``speed`` (m/s), ``course`` (degrees), ``fix`` … ; NaN where missing. The doctor and the cleaning of
        tracks look for these names.
    holes : tuple of Part
        Inner rings, of polygons only.

    Examples
    --------
    >>> part = Part(np.array([[110.8, 32.8], [110.9, 32.8]]), ele=np.array([180.0, np.nan]))
    >>> len(part), part.time is None
    (2, True)
    """

    xy: np.ndarray
    ele: np.ndarray | None = None
    time: np.ndarray | None = None
    columns: Mapping[str, np.ndarray] = field(default_factory=dict)
    holes: tuple[Part, ...] = ()

    def __len__(self) -> int:
        return len(self.xy)


@dataclass(frozen=True, eq=False)
class Item:
    """One thing of the file that has a name and a place.

    Parameters
    ----------
    kind : {'track', 'route', 'waypoint', 'polygon', 'line', 'point'}
        What the format calls it. A track has been walked and may have times; a line has been drawn.
    name : str
        ``""`` where it has none.
    parts : tuple of Part
        Segments of a track, polygons of a multipolygon, members of a multipoint. As in the file: a part, or
        the whole item, may be empty.
    attributes : mapping of str to str, int, float or bool
        Under the file's own names.
    folders : tuple of str
        Names of the folders it lies in, the outermost first.
    line : int, optional
        Line of the file it begins at (1-based); None for formats without lines.
    """

    kind: str
    name: str
    parts: tuple[Part, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    line: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind is {self.kind!r}, not one of {KINDS}")

    @property
    def n_points(self) -> int:
        """Number of positions, those of holes included."""
        return sum(len(part) + sum(map(len, part.holes)) for part in self.parts)


@dataclass(frozen=True, eq=False)
class FieldFile:
    """A file of field data, read.

    Parameters
    ----------
    source : Path
    format : str
        Key of `READERS`: ``"gpx"``, ``"kml"``, ``"kmz"`` …
    encoding : str
        Python's name of the encoding the text was read in; ``""`` for binary formats.
    items : tuple of Item
        In the file's order.
    faults : tuple of Fault
        What was wrong with a line, a point, a part; the rest has been read.
    sha256 : str
        Of the file's bytes, hexadecimal: a file imported twice is known by it.
    crs_hint : str, optional
        What the format or the file's header says its coordinates are: ``"EPSG:4326"``, or ``"GCJ-02"``, which
        no authority has a code for; None where it says nothing. A hint only: phone apps write GCJ-02 into
        formats that are WGS 84 by definition.
    head : str
        Beginning of a text, where it often says which program wrote it.
    device : str
        The device or program that wrote the file, in its own words; ``""`` where it does not say.
    """

    source: Path
    format: str
    encoding: str
    items: tuple[Item, ...]
    faults: tuple[Fault, ...]
    sha256: str
    crs_hint: str | None = None
    head: str = ""
    device: str = ""


@dataclass(frozen=True)
class Source:
    """What a reader gets: the bytes, the user's wishes, the limits, a place for findings.

    A reader is a function ``read(source: Source) -> FieldFile`` in a module of its own. It lists what is
    wrong with a part (``source.findings.add("fielddata.…", line=…, …)``), goes on, and ends with
    ``return source.result("gpx", items, encoding="utf-8", crs_hint="EPSG:4326")``. What cannot be read at all
    is refused (``raise source.refusal("fielddata.…", …)``).

    Parameters
    ----------
    path : Path
    data : bytes
        The whole file, within ``limits.size``.
    encoding : str, optional
        The user's choice; it goes before whatever the file declares. None: find out.
    """

    path: Path
    data: bytes
    encoding: str | None = None
    limits: Limits = Limits()
    findings: Findings = field(default_factory=Findings)
    spent: Counter[str] = field(default_factory=Counter)

    def spend(self, *, points: int = 0, items: int = 0) -> None:
        """Count what has been read; refuse the file once that is beyond the limits."""
        self.spent["points"] += points
        self.spent["items"] += items
        if self.spent["points"] > self.limits.points:
            raise self.refusal("fielddata.too_many_points", limit=self.limits.points)
        if self.spent["items"] > self.limits.items:
            raise self.refusal("fielddata.too_many_items", limit=self.limits.items)

    def refusal(self, id: str, line: int | None = None, **fields: Any) -> FieldDataError:
        """Return the error that the file cannot be read, to be raised; its findings know the id."""
        return self.findings.refusal(id, self.path.name, line, **fields)

    def again(self) -> Source:
        """Return the source for one more attempt, which leaves no trace in this one."""
        return replace(self, findings=self.findings.copy(), spent=self.spent.copy())

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def result(
        self,
        format: str,
        items: Iterable[Item],
        *,
        encoding: str = "",
        crs_hint: str | None = None,
        device: str = "",
    ) -> FieldFile:
        """Return the file as read; says so where no item has a point."""
        items = tuple(items)
        if not any(item.n_points for item in items):
            broken_at = self.findings.line_of("fielddata.truncated", "fielddata.damaged")
            id = "fielddata.no_points" if broken_at is None else "fielddata.nothing_whole"
            self.findings.add(id, line=broken_at)
        faults = self.findings.listed(self.path.name)
        head = head_text(self.data) if encoding else ""
        named = " ".join(device.split())[:_LONGEST_DEVICE]
        return FieldFile(self.path, format, encoding, items, faults, self.sha256, crs_hint, head, named)


def open_source(
    path: Path | str,
    *,
    encoding: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Source:
    """Read the bytes of a file that is within the limits.

    Raises
    ------
    FieldDataError
        The file is not there, cannot be opened, or is too large.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(min(size, limits.size) + 1)  # read() takes the memory before it reads
    except OSError as error:
        raise refuse("fielddata.unreadable", path.name, reason=error.strerror or str(error)) from error
    if len(data) > limits.size:
        raise refuse("fielddata.too_large", path.name, limit=limits.size >> 20)
    return Source(path, data, encoding, limits)
