"""Land-bureau coordinate text (勘测定界界址点坐标交换格式), in the variants found in practice.

A header of ``key=value`` lines, then per parcel a row of its facts and rows of boundary points: number, ring,
X (north), Y (east, with or without the zone's number). Writers differ in the number of fields, in closing
rings and in what ring numbers mean: rings are told outer from inner by containment, and no count is trusted.
Source of the layout: the exchange format of the national land-survey rules, and public programs that read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isnan

import numpy as np

from ..datum import split_prefix, zone_crs
from ..words import QT_TRANSLATE_NOOP
from .csv_columns import place_numbers
from .faults import WARNING, Table
from .model import FieldFile, Item, Part, Source
from .positions import number
from .rings import nested, open_ring, tolerance
from .text import read_text

FAULTS: Table = {
    "fielddata.txt_count": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Parcel {name} announces {stated} points and has {found}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Compare the parcel with its source: points may be missing."),
    ),
    "fielddata.txt_ring": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "A ring of parcel {name} has only {count} different points, left out"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the ring in the file if it belongs to the parcel."),
    ),
    "fielddata.txt_no_parcel": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Points stand before the first row of a parcel"),
        QT_TRANSLATE_NOOP("EcoLedger", "They were read as a parcel without name; check the file."),
    ),
    "fielddata.txt_line": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The line is neither a parcel nor a point: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check the line; the rest was read."),
    ),
    "fielddata.txt_zone": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The header says zone {stated}, the eastings begin with {found}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Choose the zone when importing."),
    ),
}

_FULL_WIDTH = str.maketrans("，；＝［］＠：０１２３４５６７８９．－", ",;=[]@:0123456789.-")
_SEPARATOR = re.compile(r"[,\t]")
_BEHIND = re.compile(r"@(?=[A-Za-z]*\d+,\d*,[\d.]+,)")  # a point in the row of its parcel
_DIGITS = 9  # of a count or a zone's number
_SHAPES = {"面": "polygon", "线": "line", "点": "point"}
# Names of the fields of a parcel's row, by their order; longer variants go on with the second list.
_FIELDS = ("界址点数", "地块面积", "地块编号", "地块名称", "记录图形属性", "图幅号", "地块用途", "地类编码")
_MORE = ("图斑类型", "地类", "改造前等别", "改造后等别", "备注")
_DATUMS = (("2000", "cgcs2000"), ("80", "xian80"), ("54", "beijing54"), ("WGS", "wgs84"))
_OLD_ZONES = {("xian80", 3): (2349, 2370, 25), ("beijing54", 3): (2401, 2422, 25)}


@dataclass
class _Parcel:
    """A parcel being read: its facts, and its points as text with their ring."""

    values: dict[str, str]
    kind: str
    line: int
    stated: int | None = None
    rings: list[str] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def read(source: Source) -> FieldFile:
    """Read a land-bureau text: an item for each parcel, x the easting and y the northing as written.

    Examples
    --------
    >>> from pathlib import Path
    >>> text = "[属性描述]\\n坐标系=2000国家大地坐标系\\n几度分带=3\\n带号=37\\n[地块坐标]\\n" \\
    ...     "3,0.5000,1,试验地,面,,林地,,@\\nJ1,1,3630685.2,37481267.2\\nJ2,1,3630685.2,37481367.2\\n" \\
    ...     "J3,1,3630585.2,37481367.2\\n"
    >>> file = read(Source(Path("a.txt"), text.encode("gbk")))
    >>> file.items[0].name, file.items[0].parts[0].xy[0].tolist(), file.crs_hint
    ('试验地', [37481267.2, 3630685.2], 'EPSG:4525')
    """
    source.findings.know(FAULTS)
    text, encoding = read_text(source)
    header, parcels = _parse(text, source)
    items = [item for parcel in parcels if (item := _item(parcel, source))]
    hint = _crs_hint(header, items, source)
    items = [_with_header(item, header) for item in items]
    return source.result("txt", items, encoding=encoding, crs_hint=hint)


def _parse(text: str, source: Source) -> tuple[dict[str, str], list[_Parcel]]:
    header: dict[str, str] = {}
    parcels: list[_Parcel] = []
    for line, row in _lines(text):
        cells = _cells(row)
        if row.startswith("["):
            continue
        if _is_parcel(cells):
            parcels.append(_parcel(cells, line))
        elif point := _point(cells):
            _add_point(parcels, point, line, source)
        elif "=" in row:
            key, _, value = row.partition("=")
            header.setdefault(key.strip(), value.strip())
        elif not parcels and len(cells) == 1:
            header.setdefault(f"行{line}", row)  # extra header lines without a key
        else:
            source.findings.add("fielddata.txt_line", line=line, value=row)
    return header, parcels


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for line, row in enumerate(text.splitlines(), 1):
        plain = row.translate(_FULL_WIDTH).strip("\ufeff\0 \t\r\x1a")
        for piece in _BEHIND.sub("@\n", plain).splitlines():
            yield line, piece


def _cells(row: str) -> list[str]:
    """Return the cells of a row: commas between them, tabs, or blanks where only these make it one."""
    cells = [cell.strip() for cell in _SEPARATOR.split(row)]
    words = row.split()
    return words if len(cells) == 1 and (words[-1] == "@" or _point(words)) else cells


def _is_parcel(cells: list[str]) -> bool:
    """Say whether a row begins a parcel: it ends with @, or names its shape in the fifth field."""
    return (len(cells) >= 5 and cells[-1] == "@") or (len(cells) >= 7 and cells[4] in _SHAPES)


def _parcel(cells: list[str], line: int) -> _Parcel:
    body = cells[:-1] if cells[-1] == "@" else cells
    if body[3] in _SHAPES and not (len(body) > 4 and body[4] in _SHAPES):
        body = ["", *body]  # the number of points was left out
    values = dict(zip((*_FIELDS, *_MORE), body, strict=False))
    values |= {f"字段{i + 1}": v for i, v in enumerate(body) if i >= len(_FIELDS) + len(_MORE)}
    stated = values.get("界址点数", "")
    kind = _SHAPES.get(values.get("记录图形属性", ""), "polygon")
    return _Parcel(
        {k: v for k, v in values.items() if v},
        kind,
        line,
        int(stated) if stated.isdecimal() and len(stated) < _DIGITS else None,
    )


def _point(cells: list[str]) -> tuple[str, str, str] | None:
    """Return (ring, X, Y) of a row of a point: number, ring, X, Y (and maybe a height), or number, X, Y."""
    if not 3 <= len(cells) <= 5:
        return None
    ring, x, y = ("", *cells[1:]) if len(cells) == 3 else cells[1:4]
    plain = not (isnan(number(x)) or isnan(number(y)))
    return (ring, x, y) if plain or not np.isnan(place_numbers([x, y])).any() else None


def _add_point(parcels: list[_Parcel], point: tuple[str, str, str], line: int, source: Source) -> None:
    if not parcels:
        source.findings.add_once("fielddata.txt_no_parcel", line=line)
        parcels.append(_Parcel({}, "polygon", line))
    ring, x, y = point
    source.spend(points=1)
    parcels[-1].rings.append(ring)
    parcels[-1].rows.append((x, y))
    parcels[-1].lines.append(line)


def _item(parcel: _Parcel, source: Source) -> Item | None:
    source.spend(items=1)
    name = parcel.values.get("地块名称") or parcel.values.get("地块编号", "")
    if not parcel.rows:
        source.findings.add("fielddata.txt_ring", line=parcel.line, name=name, count=0)
        return None
    north, east = (place_numbers(column) for column in zip(*parcel.rows, strict=True))
    xy = np.column_stack([east, north])
    runs = _runs(parcel.rings, xy)
    _compare_count(parcel, name, len(xy), len(runs), source)
    attributes = parcel.values
    if parcel.kind != "polygon":
        return Item(parcel.kind, name, tuple(Part(run) for run in runs), attributes, line=parcel.line)
    rings = [open_ring(run) for run in runs]
    kept = [ring for ring in rings if len(np.unique(ring, axis=0)) >= 3]
    for ring in rings:
        if len(np.unique(ring, axis=0)) < 3:
            count = len(np.unique(ring, axis=0))
            source.findings.add("fielddata.txt_ring", line=parcel.line, name=name, count=count)
    return Item("polygon", name, nested(kept), attributes, line=parcel.line) if kept else None


def _runs(rings: list[str], xy: np.ndarray) -> list[np.ndarray]:
    """Cut the points where the ring's number changes, and after a point that closes its ring."""
    runs, first, near = [], 0, tolerance(xy)
    for i in range(1, len(xy) + 1):
        ended = i == len(xy) or rings[i] != rings[first]
        closed = i - first >= 4 and np.abs(xy[i - 1] - xy[first]).max() <= near
        if ended or closed:
            runs.append(xy[first:i])
            first = i
    return [run for run in runs if len(run)]


def _compare_count(parcel: _Parcel, name: str, found: int, rings: int, source: Source) -> None:
    """Say where points are missing; writers count with or without each ring's closing point."""
    stated = parcel.stated
    if stated and not found - rings <= stated <= found + rings:
        source.findings.add("fielddata.txt_count", line=parcel.line, name=name, stated=stated, found=found)


def _with_header(item: Item, header: Mapping[str, str]) -> Item:
    return Item(item.kind, item.name, item.parts, {**header, **item.attributes}, item.folders, item.line)


def _crs_hint(header: Mapping[str, str], items: list[Item], source: Source) -> str | None:
    """Return the CRS that the header and the eastings say; None where they do not say it together."""
    first = next((item.parts[0].xy[0] for item in items), None)
    datum = next((name for word, name in _DATUMS if word in header.get("坐标系", "").upper()), None)
    if first is None or datum is None:
        return None
    if abs(first[0]) <= 180 and abs(first[1]) <= 180:
        return {
            "cgcs2000": "EPSG:4490",
            "wgs84": "EPSG:4326",
            "xian80": "EPSG:4610",
            "beijing54": "EPSG:4214",
        }[datum]
    prefix = int(split_prefix(first[:1])[0][0])
    stated = re.sub(r"\D", "", header.get("带号", ""))[:_DIGITS]
    width = int((re.search(r"[36]", header.get("几度分带", header.get("分带", ""))) or ["0"])[0])
    if stated and prefix and int(stated) != prefix:
        source.findings.add("fielddata.txt_zone", stated=stated, found=prefix)
        return None
    number = prefix or int(stated or 0)
    width = width or (3 if number >= 25 else 6)
    return _zone(datum, number, width, prefix=bool(prefix))


def _zone(datum: str, number: int, width: int, *, prefix: bool) -> str | None:
    if datum == "cgcs2000":
        try:
            return zone_crs(number, width, prefix=prefix)
        except ValueError:
            return None
    if (datum, width) in _OLD_ZONES and 25 <= number <= 45:
        with_prefix, without, first = _OLD_ZONES[datum, width]
        return f"EPSG:{(with_prefix if prefix else without) + number - first}"
    return None
