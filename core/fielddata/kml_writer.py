"""Write KML 2.2 for Google Earth and phone maps: WGS 84, or shifted to GCJ-02 for maps that draw on it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import numpy as np

from ..datum import wgs84_to_gcj02
from .model import Item, Part
from .output import check_degrees, closed, replacing, xml_text

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
_POINTS = ("point", "waypoint")


def write_kml(path: Path | str, items: Iterable[Item], *, name: str = "", gcj02: bool = False) -> None:
    """Write items as KML, in the folders they came from, their attributes as extended data.

    Parameters
    ----------
    items : iterable of Item
        WGS 84 (CGCS2000) degrees.
    name : str
        Of the document; readers show it as the outermost folder.
    gcj02 : bool
        Shift everything to GCJ-02. Google Earth then shows it some 500 m off: only for phone maps of China.

    Raises
    ------
    FieldDataError
        Coordinates that are no degrees; a file that cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.kml")
    ...     write_kml(path, [Item("point", "A", (Part(np.array([[110.8, 32.8]])),))])
    ...     print(path.read_text("utf-8").splitlines()[2])
    <Placemark><name>A</name><Point><coordinates>110.800000000,32.800000000</coordinates></Point>...
    """
    path, items = Path(path), list(items)
    check_degrees(items, path)
    with replacing(path) as file:
        file.write(_HEAD + (f"<name>{xml_text(name)}</name>\n" if name else ""))
        opened: tuple[str, ...] = ()
        for item in items:
            opened = _into_folder(file, opened, item.folders)
            file.write(_placemark(item, gcj02))
        _into_folder(file, opened, ())
        file.write("</Document></kml>\n")


def _into_folder(file: TextIO, opened: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Close and open folders until those that are open are the wanted ones."""
    common = 0
    while common < min(len(opened), len(wanted)) and opened[common] == wanted[common]:
        common += 1
    file.write("</Folder>\n" * (len(opened) - common))
    file.writelines(f"<Folder><name>{xml_text(name)}</name>\n" for name in wanted[common:])
    return wanted


def _placemark(item: Item, gcj02: bool) -> str:
    data = "".join(
        f'<Data name="{xml_text(key)}"><value>{xml_text(str(value))}</value></Data>'
        for key, value in item.attributes.items()
    )
    extended = f"<ExtendedData>{data}</ExtendedData>" if data else ""
    shapes = [_shape(item.kind, part, gcj02) for part in _parts(item) if len(part)]
    geometry = shapes[0] if len(shapes) == 1 else f"<MultiGeometry>{''.join(shapes)}</MultiGeometry>"
    return f"<Placemark><name>{xml_text(item.name)}</name>{extended}{geometry}</Placemark>\n"


def _parts(item: Item) -> Iterable[Part]:
    """Return the parts that become a shape each; of points that is every position."""
    if item.kind not in _POINTS:
        return item.parts
    return [
        Part(part.xy[i : i + 1], None if part.ele is None else part.ele[i : i + 1])
        for part in item.parts
        for i in range(len(part))
    ]


def _shape(kind: str, part: Part, gcj02: bool) -> str:
    if kind in _POINTS:
        return f"<Point>{_coordinates(part, gcj02)}</Point>"
    if kind == "polygon":
        rings = [
            f"<LinearRing>{_coordinates(Part(closed(r.xy)), gcj02)}</LinearRing>" for r in (part, *part.holes)
        ]
        inner = "".join(f"<innerBoundaryIs>{ring}</innerBoundaryIs>" for ring in rings[1:])
        return f"<Polygon><outerBoundaryIs>{rings[0]}</outerBoundaryIs>{inner}</Polygon>"
    return f"<LineString>{_coordinates(part, gcj02)}</LineString>"


def _coordinates(part: Part, gcj02: bool) -> str:
    xy = wgs84_to_gcj02(part.xy) if gcj02 else part.xy
    elevations = part.ele if part.ele is not None else np.full(len(part), np.nan)
    tuples = (
        f"{x:.9f},{y:.9f},{z:.3f}" if np.isfinite(z) else f"{x:.9f},{y:.9f}"
        for (x, y), z in zip(xy.tolist(), elevations.tolist(), strict=True)
    )
    return f"<coordinates>{' '.join(tuples)}</coordinates>"
