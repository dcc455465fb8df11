"""Shapely geometries as parts and items: what a WKT column holds, what the writers are given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from .model import Item, Part

_ARC = re.compile("CIRCULARSTRING|CURVE|SURFACE", re.I)
_KINDS = {
    "Point": "point",
    "LineString": "line",
    "LinearRing": "line",
    "Polygon": "polygon",
}


def items_of(
    geometry: shapely.Geometry | None,
    name: str = "",
    attributes: Mapping[str, Any] | None = None,
    line: int | None = None,
) -> list[Item]:
    """Return an item for each kind of geometry in `geometry`; none where it is None or empty.

    Examples
    --------
    >>> from shapely import wkt
    >>> items = items_of(wkt.loads("GEOMETRYCOLLECTION (POINT (110.8 32.8), MULTIPOINT (1 2, 3 4))"), "A")
    >>> [(item.kind, item.name, item.n_points) for item in items]
    [('point', 'A', 3)]
    """
    parts: dict[str, list[Part]] = {}
    for simple in _simple(geometry):
        parts.setdefault(_KINDS[simple.geom_type], []).append(_part(simple))
    return [Item(kind, name, tuple(found), attributes or {}, line=line) for kind, found in parts.items()]


def from_wkt(texts: Sequence[str]) -> np.ndarray:
    """Return texts as geometries; None for what is no WKT, has no finite coordinates, or has arcs.

    Examples
    --------
    >>> from_wkt(["SRID=4490;POINT (110.8 32.8)", "CIRCULARSTRING (0 0, 1 1, 2 0)", "POINT (a b)"]).tolist()
    [<POINT (110.8 32.8)>, None, None]
    """
    plain = [re.sub(r"^SRID=\d+;", "", text, flags=re.I) for text in texts]
    plain = ["" if _ARC.search(text) else text for text in plain]  # GEOS knows no arcs, shapely raises
    shapes = shapely.from_wkt(np.array(plain, dtype=object), on_invalid="ignore")
    for i, shape in enumerate(shapes):
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            shapes[i] = None
    return shapes


def _simple(geometry: shapely.Geometry | None) -> list[shapely.Geometry]:
    """Return the points, lines and polygons of a geometry, however deep in collections."""
    pieces = np.array([geometry], dtype=object)
    while shapely.get_num_geometries(pieces).size and (shapely.get_type_id(pieces) > 3).any():
        pieces = shapely.get_parts(pieces)
    return [piece for piece in pieces if piece is not None and not piece.is_empty]


def _part(simple: shapely.Geometry) -> Part:
    if simple.geom_type == "Polygon":
        rings = [_run(ring) for ring in (simple.exterior, *simple.interiors)]
        return Part(rings[0].xy, rings[0].ele, holes=tuple(rings[1:]))
    return _run(simple)


def _run(line: shapely.Geometry) -> Part:
    values = shapely.get_coordinates(line, include_z=True)
    return Part(values[:, :2].copy(), values[:, 2].copy() if line.has_z else None)
