"""JSON of unknown origin, value by value: a long list is never in memory at once; where it breaks, what came
before stands.

Built on the standard library's decoder. Numbers are bounded in length, ``NaN`` and ``Infinity`` (which are no
JSON) become None, and what is nested deeper than the decoder goes is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring
from typing import Any

from ..words import QT_TRANSLATE_NOOP
from .faults import WARNING, Table, refuse
from .model import Source

FAULTS: Table = {
    "fielddata.json_rest": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Text behind the end of the data was left out: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check that nothing is missing."),
    ),
    "fielddata.json_line": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The line is no JSON ({reason}) and was left out"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the line; the rest was read."),
    ),
}

BROKEN = ("fielddata.truncated", "fielddata.damaged")  # what is listed where a text breaks

_BLANK = re.compile(r"[ \t\r\n\x1e\ufeff\0]*")  # U+001E stands before each value of a GeoJSON text sequence
_LONGEST = 20  # digits of a whole number; beyond, turning text into a number takes time as its square


def _whole_number(text: str) -> int | float:
    return int(text) if len(text) < _LONGEST else float(text)


_DECODER = json.JSONDecoder(parse_int=_whole_number, parse_constant=lambda name: None, strict=False)


class Reader:
    """Read the values of a text one after the other.

    Parameters
    ----------
    lists : set of str
        Members of the outermost object whose elements come one by one; the others are kept in `header`.

    Examples
    --------
    >>> from pathlib import Path
    >>> source = Source(Path("a.geojson"), b"")
    >>> reader = Reader(source, '{"name": "A", "features": [{"a": 1}, {"a": 2}, {"a":', {"features"})
    >>> list(reader), reader.header
    ([({'a': 1}, 1), ({'a': 2}, 1)], {'name': 'A'})
    >>> source.findings.listed("a.geojson")[0].id
    'fielddata.truncated'
    """

    def __init__(self, source: Source, text: str, lists: set[str]) -> None:
        source.findings.know(FAULTS)
        self.source, self.text, self.lists = source, text, lists
        self.header: dict[str, Any] = {}
        self._position = 0
        self._counted = (0, 1)  # position, its line

    def __iter__(self) -> Iterator[tuple[Any, int]]:
        """Yield each value with its line: elements of the lists, else the outermost values themselves."""
        try:
            yield from self._lines() if self._by_lines() else self._document()
        except json.JSONDecodeError as error:
            self._broken(error)
        except RecursionError:
            raise refuse(
                "fielddata.too_deep", self.source.path.name, limit=self.source.limits.depth
            ) from None

    def _line(self, position: int) -> int:
        before, line = self._counted
        self._counted = position, line + self.text.count("\n", before, position)
        return self._counted[1]

    def _document(self) -> Iterator[tuple[Any, int]]:
        start = self._next()
        if start == "{":
            yield from self._members()
        elif start == "[":
            yield from self._elements()
        else:
            raise json.JSONDecodeError("Expecting value", self.text, self._position)
        if self._next():
            rest = self.text[self._position : self._position + 80]
            self.source.findings.add("fielddata.json_rest", line=self._line(self._position), value=rest)

    def _members(self) -> Iterator[tuple[Any, int]]:
        line, whole = self._line(self._position), True
        for _ in self._between("{", "}"):
            key = self._key()
            if key in self.lists and self._next() == "[":
                whole = False
                yield from self._elements()
            else:
                self.header[key] = self._value()
        if whole:
            yield self.header, line

    def _elements(self) -> Iterator[tuple[Any, int]]:
        for _ in self._between("[", "]"):
            line = self._line(self._position)
            yield self._value(), line

    def _between(self, opening: str, closing: str) -> Iterator[None]:
        """Go through what stands between brackets, separated by commas; one too many is forgiven."""
        self._expect(opening)
        while self._next() != closing:
            yield
            if self._next() != closing:
                self._expect(",")
        self._expect(closing)

    def _key(self) -> str:
        self._expect('"')
        key, self._position = scanstring(self.text, self._position, False)
        self._next()
        self._expect(":")
        return key

    def _value(self) -> Any:
        self._next()
        value, self._position = _DECODER.raw_decode(self.text, self._position)
        return value

    def _next(self) -> str:
        """Go to the next character that is no blank and return it; empty at the end."""
        self._position = _BLANK.match(self.text, self._position).end()
        return self.text[self._position : self._position + 1]

    def _expect(self, char: str) -> None:
        if self._next() != char:
            raise json.JSONDecodeError(f"Expecting {char}", self.text, self._position)
        self._position += 1

    def _by_lines(self) -> bool:
        """Say whether the text is an object a line (GeoJSON text sequence, newline-delimited)."""
        self._next()
        end = self.text.find("\n", self._position)
        if end < 0 or self.text[self._position : self._position + 1] != "{":
            return False
        try:
            _, self_end = _DECODER.raw_decode(self.text[self._position : end])
        except (json.JSONDecodeError, RecursionError):
            return False
        rest = self.text[self._position + self_end :]
        return rest.lstrip(" \t\r\n\x1e\0").startswith("{")

    def _lines(self) -> Iterator[tuple[Any, int]]:
        for line, row in enumerate(self.text.split("\n"), 1):
            plain = row.strip(" \t\r\x1e\ufeff\0")
            if not plain:
                continue
            try:
                yield _DECODER.decode(plain), line
            except json.JSONDecodeError as error:
                self.source.findings.add("fielddata.json_line", line=line, reason=error.msg)

    def _broken(self, error: json.JSONDecodeError) -> None:
        line = self._line(min(self._position, len(self.text)))
        truncated, damaged = BROKEN
        if not self.text[error.pos :].strip() or error.msg.startswith("Unterminated string"):
            self.source.findings.add(truncated, line=line)
        else:
            line += self.text.count("\n", self._position, error.pos)
            self.source.findings.add(damaged, line=line, reason=error.msg)
