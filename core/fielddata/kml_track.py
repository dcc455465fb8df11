"""One gx:Track: times, positions and arrays that KML writes one after the other, paired again."""

from __future__ import annotations

from .model import Part, Source
from .positions import Positions, column_of


class Track:
    """The elements of a gx:Track while it is open.

    KML lists all ``<when>``, all ``<gx:coord>`` and all values of each array; the first belong together, the
    second, and so on. An empty ``<gx:coord/>`` is a time without position. Where the numbers differ nobody
    knows which is missing: the positions are kept, the times are not.

    Examples
    --------
    >>> from pathlib import Path
    >>> track = Track(Source(Path("a.kml"), b""), line=3)
    >>> for when in ("2024-03-01T00:00:00Z", "2024-03-01T00:00:05Z"):
    ...     track.take("when", when, "", 4)
    >>> track.take("coord", "", "", 5)
    >>> track.take("coord", "110.8 32.8 180", "", 6)
    >>> part = track.part()
    >>> part.xy.tolist(), part.time.astype(str).tolist()
    ([[110.8, 32.8]], ['2024-03-01T00:00:05.000'])
    """

    def __init__(self, source: Source, line: int) -> None:
        self._source, self._line = source, line
        self._coords: list[tuple[str, int]] = []
        self._columns: dict[str, list[str]] = {}

    def take(self, name: str, text: str, key: str, line: int) -> None:
        """Take the end of one of the track's elements; `key` names the array it is in."""
        if name == "coord":
            self._coords.append((text, line))
        elif name == "when":
            self._columns.setdefault("time", []).append(text)
        elif name == "value" and column_of(key):
            self._columns.setdefault(column_of(key), []).append(text)

    def part(self) -> Part:
        """Return the positions."""
        self._columns.setdefault("time", [])  # its absence is worth a word
        columns = {name: texts for name, texts in self._columns.items() if self._fits(name, texts)}
        positions = Positions(self._source)
        for i, (text, line) in enumerate(self._coords):
            fields = text.replace(",", " ").split()
            if fields:
                values = dict(zip(("x", "y", "ele"), fields, strict=False))
                values.update((name, texts[i]) for name, texts in columns.items())
                positions.add(values, line)
        return positions.part()

    def _fits(self, name: str, texts: list[str]) -> bool:
        count = len(self._coords)
        if count and len(texts) != count:
            self._source.findings.add(
                "fielddata.kml_times", line=self._line, values=len(texts), what=name, points=count
            )
        return len(texts) == count
