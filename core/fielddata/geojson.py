"""GeoJSON: collections, features and bare geometries, one a file or one a line.

x comes before y by definition (RFC 7946), in WGS 84 unless an old ``crs`` member says otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np

from ..words import QT_TRANSLATE_NOOP
from .faults import ERROR, WARNING, Table
from .json_stream import BROKEN, Reader
from .model import FieldFile, Item, Part, Source
from .positions import number, read_column
from .text import read_text

FAULTS: Table = {
    "fielddata.json_kind": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The JSON file holds no GeoJSON: {reason}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Export the data as GeoJSON, GPX or KML."),
    ),
    "fielddata.json_spelling": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "A type is not spelled as GeoJSON demands: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "It was read nevertheless; other programs may refuse the file."),
    ),
    "fielddata.json_geometry": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "A geometry was left out, its type is unknown: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct it in the file, or draw it again."),
    ),
    "fielddata.json_no_geometry": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Features without geometry: {count}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Nothing to do if that is meant."),
    ),
}

_GEOMETRIES = {  # type → kind of the item, whether it is a list of them
    "Point": ("point", False),
    "MultiPoint": ("point", True),
    "LineString": ("line", False),
    "MultiLineString": ("line", True),
    "Polygon": ("polygon", False),
    "MultiPolygon": ("polygon", True),
}
_TYPES = {name.lower(): name for name in (*_GEOMETRIES, "GeometryCollection", "Feature", "FeatureCollection")}
_NAMES = ("name", "title", "名称", "地块名称", "小班名称", "label")
_DEPTH = 16  # collections within collections
_EPSG = re.compile(r"EPSG:+(?:[\d.]*:)?(\d{4,6})\b", re.IGNORECASE)


def read(source: Source) -> FieldFile:
    """Read a GeoJSON text: an item for each kind of geometry of a feature.

    ``attributes`` are the properties; those that are lists or objects as JSON text. Lines with as many times
    in ``coordTimes`` or ``coordinateProperties.times`` as positions are tracks.

    Examples
    --------
    >>> from pathlib import Path
    >>> file = read(Source(Path("a.geojson"), b'''{"type": "Feature", "properties": {"name": "A", "mu": 3},
    ... "geometry": {"type": "Point", "coordinates": [110.8, 32.8, 180]}}'''))
    >>> item = file.items[0]
    >>> item.name, item.kind, item.parts[0].xy, item.parts[0].ele, item.attributes["mu"]
    ('A', 'point', array([[110.8,  32.8]]), array([180.]), 3)
    """
    source.findings.know(FAULTS)
    text, encoding = read_text(source)
    reader = Reader(source, text, {"features", "geometries"})
    collector = _Collector(source)
    items: list[Item] = []
    empty = True
    for value, line in reader:
        empty = False
        items += collector.items(value, line)
    if not items and not (empty and str(reader.header.get("type")).lower() == "featurecollection"):
        _refuse_what_is_no_geojson(source, reader.header, collector)
    if collector.without_geometry:
        source.findings.add("fielddata.json_no_geometry", count=collector.without_geometry)
    hint = _crs_hint(reader.header, items)
    return source.result("geojson", items, encoding=encoding, crs_hint=hint)


def _refuse_what_is_no_geojson(source: Source, header: Mapping[str, Any], collector: _Collector) -> None:
    name = header.get("type")
    reason = None
    if isinstance(name, str) and name.lower() == "featurecollection" and "features" in header:
        reason = f"features = {_plain(header['features'])}"
    elif not collector.recognised and not source.findings.line_of(*BROKEN):
        reason = f"type = {_plain(name)}"
    if reason:
        raise source.refusal("fielddata.json_kind", reason=reason)


class _Collector:
    """Turn values into items, and keep what holds of the whole file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.without_geometry = 0
        self.recognised = 0

    def items(self, value: Any, line: int, depth: int = 0) -> Iterator[Item]:
        """Yield the items of a feature, a geometry, or a collection that stands in a line of its own."""
        kind = self._type(value, line)
        if kind == "FeatureCollection":
            features = value.get("features")
            for feature in features if isinstance(features, list) and depth < _DEPTH else ():
                yield from self.items(feature, line, depth + 1)
        elif kind == "Feature":
            properties = value.get("properties")
            properties = properties if isinstance(properties, dict) else {}
            yield from self._feature(value.get("geometry"), properties, line)
        elif kind:
            yield from self._feature(value, {}, line)

    def _type(self, value: Any, line: int) -> str | None:
        name = value.get("type") if isinstance(value, dict) else None
        found = _TYPES.get(name.lower()) if isinstance(name, str) else None
        if found is None:
            if value is not None:
                self.source.findings.add("fielddata.json_geometry", line=line, value=_plain(name))
        elif found != name:
            self.source.findings.add_once("fielddata.json_spelling", line=line, value=name)
        self.recognised += found is not None
        return found

    def _feature(self, geometry: Any, properties: Mapping[str, Any], line: int) -> Iterator[Item]:
        parts: dict[str, list[Part]] = {}
        self._geometry(geometry, parts, line)
        parts = {kind: found for kind, found in parts.items() if found}
        if not parts:
            self.without_geometry += 1
            return
        attributes = {key: _attribute(v) for key, v in properties.items() if v is not None}
        name = next((str(v) for key, v in attributes.items() if key.lower() in _NAMES), "")
        for kind, found in parts.items():
            self.source.spend(items=1)
            if kind == "line" and (times := _times(properties)):
                kind, found = self._timed(found, times, line)
            yield Item(kind, name, tuple(found), attributes, line=line)

    def _geometry(self, geometry: Any, parts: dict[str, list[Part]], line: int, depth: int = 0) -> None:
        kind = self._type(geometry, line)
        if kind in _GEOMETRIES:
            into, several = _GEOMETRIES[kind]
            coordinates = geometry.get("coordinates")
            members = self._list(coordinates, line) if several else [coordinates]
            found = [self._part(into, member, line) for member in members]
            parts.setdefault(into, []).extend(part for part in found if len(part))
        elif kind == "GeometryCollection" and depth < _DEPTH:
            for member in self._list(geometry.get("geometries"), line):
                self._geometry(member, parts, line, depth + 1)

    def _part(self, kind: str, coordinates: Any, line: int) -> Part:
        if kind == "point":
            return self._run([coordinates] if coordinates else [], line)
        if kind == "line":
            return self._run(self._list(coordinates, line), line)
        rings = [self._run(self._list(ring, line), line) for ring in self._list(coordinates, line)]
        return replace(rings[0], holes=tuple(rings[1:])) if rings else self._run([], line)

    def _list(self, value: Any, line: int) -> list[Any]:
        if isinstance(value, list):
            return value
        self.source.findings.add("fielddata.bad_coordinates", line=line, value=_plain(value))
        return []

    def _run(self, rows: list[Any], line: int) -> Part:
        self.source.spend(points=len(rows))
        values = _alike(rows)
        if values is None:
            values = np.array([_row(row) for row in rows], dtype=float).reshape(len(rows), 3)
        readable = np.isfinite(values[:, :2]).all(axis=1)
        for i in np.flatnonzero(~readable):
            self.source.findings.add("fielddata.bad_coordinates", line=line, value=_plain(rows[i]))
        ele = values[readable, 2]
        return Part(values[readable, :2], None if np.isnan(ele).all() else ele)

    def _timed(self, parts: list[Part], times: list[Any], line: int) -> tuple[str, list[Part]]:
        """Return a line with a time for each position as a track; with any other number of times as it is."""
        nested = times if all(isinstance(t, list) for t in times) else [times]
        if [len(part) for part in parts] != [len(of_part) for of_part in nested]:
            return "line", parts
        timed = []
        for part, of_part in zip(parts, nested, strict=True):
            texts = [time if isinstance(time, str) else "" for time in of_part]
            column = read_column("time", texts)
            for i in column.bad:
                self.source.findings.add("fielddata.bad_time", line=line, value=texts[i])
            timed.append(replace(part, time=column.values))
        return "track", timed


def _times(properties: Mapping[str, Any]) -> list[Any] | None:
    per_position = properties.get("coordinateProperties")
    times = properties.get("coordTimes")
    if times is None and isinstance(per_position, dict):
        times = per_position.get("times")
    return times if isinstance(times, list) and times else None


def _alike(rows: list[Any]) -> np.ndarray | None:
    """Return positions of numbers, all with elevation or none: the case of a million of them."""
    if not rows or any(type(row) is not list for row in rows):
        return None
    widths = set(map(len, rows))
    if widths not in ({2}, {3}) or not set(map(type, chain.from_iterable(rows))) <= {float, int}:
        return None
    values = np.array(rows, dtype=float)
    return values if values.shape[1] == 3 else np.column_stack([values, np.full(len(rows), np.nan)])


def _row(position: Any) -> tuple[float, float, float]:
    if not isinstance(position, list) or len(position) < 2:
        return (np.nan, np.nan, np.nan)
    x, y, z = (_number(value) for value in (*position[:3], None)[:3])
    return x, y, z


def _number(value: Any) -> float:
    """Return a finite number; text that is one, as some exports write it, counts as well."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return np.nan
    return number(str(value))


def _attribute(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _plain(value: Any) -> str:
    return "–" if value is None else json.dumps(value, ensure_ascii=False)


def _crs_hint(header: Mapping[str, Any], items: list[Item]) -> str | None:
    """Return the CRS an old ``crs`` member names; WGS 84 where there is none and the numbers are degrees.

    Examples
    --------
    >>> _crs_hint({"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::4525"}}}, [])
    'EPSG:4525'
    """
    crs = header.get("crs")
    if crs:
        name = json.dumps(crs)
        found = _EPSG.search(name)
        return f"EPSG:{found[1]}" if found else ("EPSG:4326" if "CRS84" in name else None)
    first = next((item.parts[0].xy[0] for item in items if item.n_points), None)
    degrees = first is None or (abs(first[0]) <= 180 and abs(first[1]) <= 90)
    return "EPSG:4326" if degrees else None
