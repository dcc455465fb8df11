"""The fast way through long tracks: points a device wrote all alike are read by one pattern.

A logger writes every point with the same printf. The first point of a stretch stays in the document and
tells the pattern; the points after it that are written exactly so are taken out and read as columns of text,
four times as fast as element by element. What is left, the skeleton, goes through the XML parser like any
document: it decides whether a run stood where points may stand and whether the first point, and so each, is
well-formed. Points written otherwise, or with a value that needs a fault, stay in the skeleton.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from .model import Part
from .positions import column_of, joined, read_column

TARGET = "ecoledger-run"  # of the processing instruction that stands for a run

_CHUNK = 1 << 16  # bytes looked at at once; an odd point sends its chunk through the parser, no more
_LEAST = 1 << 12  # a shorter segment is not worth a pattern
_LONGEST_POINT = 1 << 12

_FIRST = re.compile(rb"<trkpt\s[^<>]*>.*?</trkpt\s*>", re.DOTALL)
_TOKEN = re.compile(rb"<[^<>]*>|[^<>]+")
_START = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?(?<!/)>")
_POSITION = re.compile(rb"<trkpt\s+(lat|lon)=([\"'])[^\"'<>]*\2\s+(lat|lon)=([\"'])[^\"'<>]*\4\s*>")
_STRUCTURE = frozenset((b"trk", b"rte", b"wpt", b"trkseg", b"trkpt", b"rtept"))
_SLOTS = {"time": rb"([-+:.\dTZ]{1,40})", "fix": rb"(\w{1,8})"}
_NUMBER = rb"([-+.\deE]{1,32})"
_TEXT = rb"[^<>&]*"

Run = tuple[Part, int]  # positions, and the number of lines they took


def cut(data: bytes) -> tuple[bytes, list[Run]]:
    """Return the document with each run replaced by ``<?ecoledger-run NUMBER?>``, and the runs.

    Parameters
    ----------
    data : bytes
        A GPX document in UTF-8.

    Examples
    --------
    >>> points = b"".join(b'<trkpt lat="32.8" lon="110.%d"><ele>180</ele></trkpt>' % i for i in range(500))
    >>> skeleton, runs = cut(b"<gpx><trk><trkseg>" + points + b"</trkseg></trk></gpx>")
    >>> skeleton
    b'<gpx><trk><trkseg><trkpt lat="32.8" lon="110.0"><ele>180</ele></trkpt><?ecoledger-run 0?></trkseg>...'
    >>> len(runs[0][0]), runs[0][0].xy[-1]
    (499, array([110.499,  32.8  ]))
    """
    if TARGET.encode() in data:
        return data, []
    pieces, runs, done, segment_end = [], [], 0, 0
    position = data.find(b"<trkpt")
    while position >= 0:
        if position >= segment_end:
            found = data.find(b"</trkseg", position)
            segment_end = found if found >= 0 else len(data)
        start = read_to = position
        template = _template(data, position) if segment_end - position > _LEAST else None
        if template:
            start = template.end
            parts, read_to = _read(data, template, segment_end)
            if parts:
                pieces += [data[done:start], f"<?{TARGET} {len(runs)}?>".encode()]
                runs.append((joined(parts), data.count(b"\n", start, read_to)))
                done = read_to
        position = data.find(b"<trkpt", min(read_to + _CHUNK, segment_end))
    return b"".join([*pieces, data[done:]]), runs


@dataclass(frozen=True)
class _Template:
    """How a point is written: the pattern of one, the columns its groups hold, where the first one ends."""

    pattern: re.Pattern[bytes]
    columns: tuple[str, ...]
    end: int


def _template(data: bytes, position: int) -> _Template | None:
    """Return how the point at `position` is written; None where that is nothing to go by."""
    first = _FIRST.match(data, position, position + _LONGEST_POINT)
    tokens = _TOKEN.findall(first[0]) if first else []
    axes = _POSITION.fullmatch(tokens[0]) if tokens else None
    if not axes or axes[1] == axes[3]:
        return None
    pattern = [
        rb"<trkpt\s+%b=%b%b%b\s+%b=%b%b%b\s*>"
        % (axes[1], axes[2], _NUMBER, axes[2], axes[3], axes[4], _NUMBER, axes[4])
    ]
    columns = ["y", "x"] if axes[1] == b"lat" else ["x", "y"]
    for before, token, after in zip(tokens[:-1], tokens[1:], [*tokens[2:], b""], strict=True):
        if token.startswith(b"<"):
            start = _START.fullmatch(token)
            if token.startswith((b"<!", b"<?")) or (start and start[1] in _STRUCTURE):
                return None
            pattern.append(re.escape(token))
        elif not token.strip():
            pattern.append(rb"\s*")
        else:
            leaf = _START.fullmatch(before)
            if not leaf or not after.startswith(b"</"):
                return None
            name = column_of(leaf[1].decode("utf-8", "replace"))
            pattern.append(_SLOTS.get(name, _NUMBER) if name else _TEXT)
            columns += [name] if name else []
    if len(set(columns)) < len(columns):
        return None
    return _Template(re.compile(b"".join(pattern) + rb"\s*|(\S[\s\S]*)"), tuple(columns), first.end())


def _read(data: bytes, template: _Template, end: int) -> tuple[list[Part], int]:
    """Return the points after the first as far as they are written alike, and where they end."""
    parts, start = [], template.end
    while start < end:
        stop = end
        if end - start > _CHUNK:
            stop = data.rfind(b"</trkpt", start, start + _CHUNK)
            stop = data.find(b">", stop) + 1 if stop >= 0 else start
        part = _part(template, data, start, stop)
        if part is None:
            break
        parts.append(part)
        start = stop
    return parts, start


def _part(template: _Template, data: bytes, start: int, stop: int) -> Part | None:
    """Return the points between two places; None where there are none, or one is not as it should be."""
    rows = template.pattern.findall(data, start, stop)
    *columns, odd = zip(*rows, strict=True) if rows else ((),)
    if not rows or any(odd):
        return None
    arrays = {}
    for name, texts in zip(template.columns, columns, strict=True):
        column = read_column(name, b"\n".join(texts).decode().split("\n"))
        if column.bad or column.zoneless:
            return None
        arrays[name] = column.values
    xy = np.column_stack([arrays.pop("x"), arrays.pop("y")])
    return Part(xy, arrays.pop("ele", None), arrays.pop("time", None), arrays)
