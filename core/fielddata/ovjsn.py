"""ovjsn, the JSON export of Ovital's maps (奥维互动地图): signs, tracks and drawn areas, in nested folders.

There is no public specification. What is read here is what version 10 writes: objects of type 7 (sign), 8
(track) and 13 (area); a sign's ``Lat`` and ``Lng``, the others' flat list ``Latlng`` of latitude, longitude,
latitude … ; ``Gcj02`` is 1 where the numbers are GCJ-02. A file may hold objects of both kinds; only then are
some moved here, by what they themselves say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ..datum import gcj02_to_wgs84
from ..words import QT_TRANSLATE_NOOP
from .faults import WARNING, Table
from .json_stream import Reader
from .model import FieldFile, Item, Part, Source
from .positions import numbers
from .text import read_text

FAULTS: Table = {
    "fielddata.ovjsn_shifted": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Objects whose coordinates are GCJ-02 by the file's word: {count}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Choose the datum GCJ-02 when importing."),
    ),
    "fielddata.ovjsn_mixed": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "By the file's word {count} of {total} objects are GCJ-02; these were brought to CGCS2000",
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Look at the places on the map; Gcj02 = 1 marks the objects moved."),
    ),
    "fielddata.ovjsn_no_place": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Objects without coordinates: {count}"),
        QT_TRANSLATE_NOOP("EcoLedger", "They are circles, labels or pictures; draw what is needed again."),
    ),
}

CGCS2000 = "EPSG:4490"
GCJ02 = "GCJ-02"  # as crs_hint: no authority has a code for it
_KINDS = {7: "point", 8: "track", 13: "polygon"}
_CHILDREN = ("ObjItems", "ObjChildren", "Children")
_KEPT = ("Comment", "ObjID", "tmModify", "Time")
_DEPTH = 64  # folders within folders


def read(source: Source) -> FieldFile:
    """Read an ovjsn text: an item for each object that has a place.

    Examples
    --------
    >>> from pathlib import Path
    >>> text = '''{"ObjItems": [{"Type": 8, "Object": {"Name": "巡护", "ObjectDetail":
    ... {"Gcj02": 1, "Latlng": [32.8, 110.8, 32.9, 110.9]}}}]}'''
    >>> file = read(Source(Path("a.ovjsn"), text.encode()))
    >>> file.items[0].name, file.items[0].parts[0].xy, file.crs_hint
    ('巡护', array([[110.8,  32.8], [110.9,  32.9]]), 'GCJ-02')
    """
    source.findings.know(FAULTS)
    text, encoding = read_text(source)
    objects = _Objects(source)
    items = [
        item for value, line in Reader(source, text, {"ObjItems"}) for item in objects.items(value, (), line)
    ]
    items, hint = _of_one_datum(items, source)
    if objects.without_place:
        source.findings.add("fielddata.ovjsn_no_place", count=objects.without_place)
    return source.result("ovjsn", items, encoding=encoding, crs_hint=hint)


def _of_one_datum(items: list[Item], source: Source) -> tuple[list[Item], str | None]:
    """Return the objects in one datum and which it is; None where an object does not say."""
    marks = [item.attributes.get("Gcj02") for item in items]
    shifted = marks.count(1)
    if 0 < shifted < len(items) and set(marks) == {0, 1}:
        source.findings.add("fielddata.ovjsn_mixed", count=shifted, total=len(items))
        return [_unshifted(item) if mark else item for item, mark in zip(items, marks, strict=True)], CGCS2000
    if shifted:
        source.findings.add("fielddata.ovjsn_shifted", count=shifted)
    return items, {(0,): CGCS2000, (1,): GCJ02}.get(tuple(set(marks)))


def _unshifted(item: Item) -> Item:
    return replace(item, parts=tuple(replace(part, xy=gcj02_to_wgs84(part.xy)) for part in item.parts))


class _Objects:
    """Turn the objects of a folder into items."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.without_place = 0

    def items(self, value: Any, folders: tuple[str, ...], line: int) -> Iterator[Item]:
        """Yield the item of an object, or those of a folder."""
        node = value.get("Object", value) if isinstance(value, dict) else None
        if not isinstance(node, dict):
            self.without_place += 1
            return
        detail = node.get("ObjectDetail")
        detail = detail if isinstance(detail, dict) else {}
        name = str(node.get("Name") or "")
        children = _children(value, node, detail)
        if children is not None:
            for child in children if len(folders) < _DEPTH else ():
                yield from self.items(child, (*folders, name) if name else folders, line)
            return
        number = node.get("Type", value.get("Type"))
        kind = _KINDS.get(number) if isinstance(number, int) else None
        part = self._part(detail, line)
        if part is None or not len(part):
            self.without_place += 1
            return
        self.source.spend(items=1)
        kind = kind or ("point" if len(part) == 1 else "line")
        yield Item(kind, name, (part,), _attributes(node, detail), folders, line)

    def _part(self, detail: Mapping[str, Any], line: int) -> Part | None:
        flat = detail.get("Latlng")
        if not isinstance(flat, list):
            flat = [detail.get("Lat"), detail.get("Lng")]
            if flat == [None, None]:
                return None
        self.source.spend(points=len(flat) // 2)
        even = flat[: len(flat) // 2 * 2]
        values = numbers([str(value) if _is_number(value) else "" for value in even])[0].reshape(-1, 2)
        readable = np.isfinite(values).all(axis=1)
        for i in np.flatnonzero(~readable):
            pair = f"{even[2 * i]}, {even[2 * i + 1]}"
            self.source.findings.add("fielddata.bad_coordinates", line=line, value=pair)
        ele = numbers([str(detail["Altitude"])])[0] if _is_number(detail.get("Altitude")) else None
        return Part(values[readable, ::-1].copy(), ele if ele is not None and len(values) == 1 else None)


def _children(value: Mapping[str, Any], node: Mapping[str, Any], detail: Mapping[str, Any]) -> list | None:
    found = (place.get(key) for place in (value, node, detail) for key in _CHILDREN)
    return next((children for children in found if isinstance(children, list)), None)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool)


def _attributes(node: Mapping[str, Any], detail: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: node.get(key, detail.get(key)) for key in _KEPT}
    kept["Gcj02"] = detail.get("Gcj02")
    return {key: value for key, value in kept.items() if _is_number(value) and value != ""}
