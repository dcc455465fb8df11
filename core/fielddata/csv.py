"""Tables of positions as text: comma, semicolon, tab or blanks between, with headings or without.

A row is a point, a vertex of a track (where there are times or tracks' numbers), a vertex of a parcel (where
there are parcels' numbers), or a whole geometry as WKT.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from ..words import QT_TRANSLATE_NOOP
from .csv_columns import guess_places, in_metres, north_first, place_numbers, roles
from .csv_rows import Rows, read_rows
from .faults import ERROR, WARNING, Table, refuse
from .geometry import from_wkt, items_of
from .model import FieldFile, Item, Part, Source
from .positions import COLUMNS, read_column
from .rings import nested, open_ring
from .text import read_text

FAULTS: Table = {
    "fielddata.csv_columns": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "No column holds coordinates; the columns are {columns}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Name two columns lon and lat, X and Y, 经度 and 纬度, or one WKT."),
    ),
    "fielddata.csv_guessed": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "By their values, column {x} was taken for x (east), {y} for y (north)"
        ),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Check the place on the map; headings in the file would make it sure."
        ),
    ),
    "fielddata.csv_wkt": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The row's geometry cannot be read: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the WKT; the other rows were read."),
    ),
    "fielddata.csv_ring": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Parcel {name} has only {count} different points, it is left out"),
        QT_TRANSLATE_NOOP("EcoLedger", "Add the missing points, or import it as points."),
    ),
}

_MEASURED = ("ele", "accuracy", "speed")
_QUANTITIES = sorted(set(COLUMNS.values()) - {"ele", "time"})


def read(source: Source) -> FieldFile:
    """Read a table: an item for each point, track, parcel or geometry.

    Examples
    --------
    >>> from pathlib import Path
    >>> text = "名称,经度,纬度\\n界桩1,110°48′00″,32°48′00″\\n"
    >>> file = read(Source(Path("a.csv"), text.encode("gbk")))
    >>> file.items[0].name, file.items[0].kind, file.items[0].parts[0].xy
    ('界桩1', 'point', array([[110.8,  32.8]]))
    """
    source.findings.know(FAULTS)
    text, encoding = read_text(source)
    table = read_rows(source, text)
    role = roles(table.headings)
    if "wkt" in role:
        return source.result("csv", _geometries(source, table, role), encoding=encoding)
    xy, named = _places(source, table, role)
    readable = np.isfinite(xy).all(axis=1)
    for i in np.flatnonzero(~readable):
        value = ", ".join(table.rows[i])
        source.findings.add("fielddata.bad_coordinates", line=table.lines[i], value=value)
    source.spend(points=len(xy))
    items = _items(source, table, role, xy, np.flatnonzero(readable))
    return source.result("csv", items, encoding=encoding, crs_hint="EPSG:4326" if named else None)


def _geometries(source: Source, table: Rows, role: dict[str, int]) -> list[Item]:
    texts = table.column(role["wkt"])
    items = []
    for i, shape in enumerate(from_wkt(texts)):
        if texts[i] and shape is None:
            source.findings.add("fielddata.csv_wkt", line=table.lines[i], value=texts[i])
        elif texts[i]:
            source.spend(points=int(shapely.get_num_coordinates(shape)), items=1)
            attributes = _attributes(table, i, {role["wkt"]})
            items += items_of(shape, _cell(table, i, role.get("name")), attributes, table.lines[i])
    return items


def _places(source: Source, table: Rows, role: dict[str, int]) -> tuple[np.ndarray, bool]:
    """Return x and y of each row, and whether the headings call them longitude and latitude."""
    comma = table.delimiter != ","
    for x, y in (("lon", "lat"), ("east", "north"), ("x", "y")):
        if x in role and y in role:
            break
    else:
        x, y = "x", "y"
        pair = guess_places(
            [place_numbers(table.column(i), decimal_comma=comma) for i in range(len(table.headings))]
        )
        if pair is None:
            raise refuse(
                "fielddata.csv_columns", source.path.name, table=FAULTS, columns=", ".join(table.headings)
            )
        role["x"], role["y"] = pair
        if not table.headed and 0 not in pair:
            role["name"] = 0
        _say_guessed(source, table, *pair)
    values = [place_numbers(table.column(role[axis]), decimal_comma=comma) for axis in (x, y)]
    if x == "x" and north_first(*values):
        values.reverse()
        _say_guessed(source, table, role["y"], role["x"])
    return np.column_stack(values), x == "lon"


def _say_guessed(source: Source, table: Rows, x: int, y: int) -> None:
    source.findings.add("fielddata.csv_guessed", x=table.headings[x], y=table.headings[y])


def _items(source: Source, table: Rows, role: dict[str, int], xy: np.ndarray, rows: np.ndarray) -> list[Item]:
    if "parcel" in role:
        return _parcels(source, table, role, xy, rows)
    named = "name" in role and len(set(table.column(role["name"]))) > 1
    if "track" in role or (("time" in role) and not named):
        return _tracks(source, table, role, xy, rows)
    source.spend(items=len(rows))
    part = _part(source, table, role, xy, rows)
    used = {role[key] for key in ("lon", "lat", "east", "north", "x", "y", "ele", "name") if key in role}
    items = []
    for k, i in enumerate(rows.tolist()):
        name, attributes = _cell(table, i, role.get("name")), _attributes(table, i, used)
        items.append(Item("point", name, (_taken(part, slice(k, k + 1)),), attributes, line=table.lines[i]))
    return items


def _parcels(
    source: Source, table: Rows, role: dict[str, int], xy: np.ndarray, rows: np.ndarray
) -> list[Item]:
    """Return a polygon for each parcel; its rings by their number, told outer from inner by containment."""
    numbers = table.column(role["ring"]) if "ring" in role else [""] * len(xy)
    items = []
    for name, of_parcel in _groups(table.column(role["parcel"]), rows):
        rings = [open_ring(xy[of_ring]) for _, of_ring in _groups(numbers, of_parcel)]
        rings = [ring for ring in rings if len(np.unique(ring, axis=0)) >= 3]
        line = table.lines[of_parcel[0]]
        if rings:
            source.spend(items=1)
            items.append(Item("polygon", name, nested(rings), line=line))
        else:
            count = len(np.unique(xy[of_parcel], axis=0))
            source.findings.add("fielddata.csv_ring", line=line, name=name, count=count)
    return items


def _tracks(
    source: Source, table: Rows, role: dict[str, int], xy: np.ndarray, rows: np.ndarray
) -> list[Item]:
    names = table.column(role["track"]) if "track" in role else [""] * len(xy)
    whole = _part(source, table, role, xy, rows)
    place = dict(zip(rows.tolist(), range(len(rows)), strict=True))
    groups = list(_groups(names, rows))
    source.spend(items=len(groups))
    return [
        Item("track", name, (_taken(whole, [place[i] for i in of_track]),), line=table.lines[of_track[0]])
        for name, of_track in groups
    ]


def _groups(names: Sequence[str], rows: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the rows of each name, in the order of the names' first rows."""
    groups: dict[str, list[int]] = {}
    for i in rows.tolist():
        groups.setdefault(names[i], []).append(i)
    yield from ((name, np.array(found)) for name, found in groups.items())


def _part(source: Source, table: Rows, role: dict[str, int], xy: np.ndarray, rows: np.ndarray) -> Part:
    columns = {}
    for name in ("ele", "time", *_QUANTITIES):
        texts = _texts(table, role, name, rows)
        if texts is None or not any(texts):
            continue
        column = read_column(name, texts)
        if column.zoneless:
            source.findings.add_once("fielddata.no_zone", line=table.lines[rows[0]])
        for i in column.bad:
            id, what = ("bad_time", {}) if name == "time" else ("bad_number", {"what": name})
            source.findings.add(f"fielddata.{id}", line=table.lines[rows[i]], value=texts[i], **what)
        columns[name] = column.values
    return Part(xy[rows], columns.pop("ele", None), columns.pop("time", None), columns)


def _texts(table: Rows, role: dict[str, int], name: str, rows: np.ndarray) -> list[str] | None:
    if name not in role:
        return None
    column = table.column(role[name])
    if name == "time" and "date" in role:
        dates = table.column(role["date"])
        column = [f"{dates[i]} {time}" if time else "" for i, time in enumerate(column)]
    if name in _MEASURED:
        column = in_metres(column, table.headings[role[name]])
    return [column[i] for i in rows]


def _taken(part: Part, index: slice | list[int]) -> Part:
    ele, time = (None if values is None else values[index] for values in (part.ele, part.time))
    return Part(part.xy[index], ele, time, {name: values[index] for name, values in part.columns.items()})


def _cell(table: Rows, i: int, column: int | None) -> str:
    row = table.rows[i]
    return row[column].strip() if column is not None and column < len(row) else ""


def _attributes(table: Rows, i: int, used: set[int]) -> dict[str, str]:
    cells = zip(table.headings, table.rows[i], strict=False)
    return {
        heading: cell.strip() for k, (heading, cell) in enumerate(cells) if k not in used and cell.strip()
    }
