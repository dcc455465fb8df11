"""Write GPX 1.1, which every handheld and phone app reads; WGS 84."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from .model import Item, Part
from .output import check_degrees, closed, replacing, xml_text

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gpx version="1.1" creator="EcoLedger" xmlns="http://www.topografix.com/GPX/1/1">\n'
)
_POINTS = ("point", "waypoint")


def write_gpx(path: Path | str, items: Iterable[Item]) -> None:
    """Write items as GPX: points as waypoints, routes as routes, all else as tracks, a ring a segment.

    Parameters
    ----------
    items : iterable of Item
        WGS 84 (CGCS2000) degrees. Elevation and times are written where they are known.

    Raises
    ------
    FieldDataError
        Coordinates that are no degrees; a file that cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.gpx")
    ...     write_gpx(path, [Item("point", "桩 1", (Part(np.array([[110.8, 32.8]])),))])
    ...     print(path.read_text("utf-8").splitlines()[2])
    <wpt lat="32.800000000" lon="110.800000000"><name>桩 1</name></wpt>
    """
    path, items = Path(path), list(items)
    check_degrees(items, path)
    with replacing(path) as file:
        file.write(_HEAD)
        for item in (item for item in items if item.kind in _POINTS):  # the schema's order: wpt, rte, trk
            for part in item.parts:
                file.writelines(
                    _points(part, "wpt", f"<name>{xml_text(item.name)}</name>" if item.name else "")
                )
        for item in (item for item in items if item.kind == "route"):
            file.write(f"<rte>{_name(item)}")
            for part in item.parts:
                file.writelines(_points(part, "rtept"))
            file.write("</rte>\n")
        for item in (item for item in items if item.kind not in (*_POINTS, "route")):
            file.write(f"<trk>{_name(item)}")
            for part in _segments(item):
                file.write("<trkseg>\n")
                file.writelines(_points(part, "trkpt"))
                file.write("</trkseg>\n")
            file.write("</trk>\n")
        file.write("</gpx>\n")


def _name(item: Item) -> str:
    return f"<name>{xml_text(item.name)}</name>\n" if item.name else "\n"


def _segments(item: Item) -> Sequence[Part]:
    if item.kind != "polygon":
        return item.parts
    return [Part(closed(ring.xy)) for part in item.parts for ring in (part, *part.holes) if len(ring)]


def _points(part: Part, element: str, name: str = "") -> Iterator[str]:
    elevations = part.ele if part.ele is not None else np.full(len(part), np.nan)
    times = part.time if part.time is not None else np.full(len(part), np.datetime64("NaT", "ms"))
    texts = np.datetime_as_string(times, unit="ms")
    for (x, y), ele, time in zip(part.xy.tolist(), elevations.tolist(), texts.tolist(), strict=True):
        inner = f"<ele>{ele:.3f}</ele>" if np.isfinite(ele) else ""
        inner += f"<time>{time}Z</time>" if time != "NaT" else ""
        yield f'<{element} lat="{y:.9f}" lon="{x:.9f}">{inner}{name}</{element}>\n'
