"""Large geometries cut into small ones, so that each question meets only the vertices near it.

A red line of a hundred thousand vertices costs as much for a parcel in its middle as for one on its border.
Cut by halves until no part is large, most parcels meet one part of few vertices; together the parts are the
same ground.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..overlay import in_threads, intersection

LARGE = 256  # vertices of a polygon's part
LONG = 64  # vertices of a line's part
CROWDED = 10.0  # metres: where this much still holds many vertices, halving would never end
_LOST = 1e-11  # relative: what the parts may lack of the whole


def subdivide(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return parts of valid polygons, lines and points, and the position of the geometry each is of.

    Examples
    --------
    >>> disc = shapely.Point(0, 0).buffer(1000, quad_segs=500)
    >>> parts, owner = subdivide(np.array([disc, shapely.Point(1, 1)]))
    >>> int(shapely.get_num_coordinates(parts).max()) <= LARGE, np.unique(owner).tolist()
    (True, [0, 1])
    >>> bool(np.isclose(shapely.area(parts).sum(), disc.area, rtol=1e-12))
    True
    """
    parts, owner = shapely.get_parts(geometries, return_index=True)
    large = shapely.get_num_coordinates(parts) > LARGE
    polygon = shapely.get_type_id(parts) == 3
    long = (shapely.get_type_id(parts) == 1) & (shapely.get_num_coordinates(parts) > LONG)
    cut = np.flatnonzero(polygon & large)
    pieces = in_threads(_halved, parts[cut], keep_together=np.arange(len(cut)))
    stretches = [_stretches(line) for line in parts[long]]
    small = ~long & ~(polygon & large)
    found = [(parts[small], owner[small])]
    found += [(piece, np.full(len(piece), owner[i])) for i, piece in zip(cut, pieces, strict=True)]
    found += [(part, np.full(len(part), o)) for part, o in zip(stretches, owner[long], strict=True)]
    pieces, owner = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(owner, kind="stable")
    return pieces[order], owner[order]


def _halved(polygons: np.ndarray) -> np.ndarray:
    """Return for each polygon the array of its parts."""
    result = np.empty(len(polygons), dtype=object)
    for i, polygon in enumerate(polygons):
        parts = _cut(polygon, _clip)
        if abs(shapely.area(parts).sum() / polygon.area - 1) > _LOST or not shapely.is_valid(parts).all():
            parts = _cut(polygon, _intersection)  # clipping is quick, and not made for every outline
        result[i] = parts
    return result


def _cut(polygon: shapely.Polygon, clip) -> np.ndarray:
    small, stack = [], [polygon]
    while stack:
        part = stack.pop()
        west, south, east, north = part.bounds
        if shapely.get_num_coordinates(part) <= LARGE or max(east - west, north - south) < CROWDED:
            small.append(part)
            continue
        x, y = (west + east) / 2, (south + north) / 2
        if east - west > north - south:
            halves = (west, south, x, north), (x, south, east, north)
        else:
            halves = (west, south, east, y), (west, y, east, north)
        for half in halves:
            stack += [p for p in shapely.get_parts(clip(part, half)) if p.geom_type == "Polygon" and p.area]
    return np.array(small, dtype=object)


def _clip(polygon: shapely.Polygon, box: tuple[float, float, float, float]) -> shapely.Geometry:
    try:
        return shapely.clip_by_rect(polygon, *box)
    except shapely.GEOSException:  # an outline that meets the box in a single line
        return _intersection(polygon, box)


def _intersection(polygon: shapely.Polygon, box: tuple[float, float, float, float]) -> shapely.Geometry:
    return intersection(np.array([polygon]), np.array([shapely.box(*box)]))[0]


def _stretches(line: shapely.LineString) -> np.ndarray:
    """Return a line as lines of at most `LONG` vertices; each begins where the one before ends."""
    xy = shapely.get_coordinates(line)
    starts = range(0, len(xy) - 1, LONG - 1)
    return np.array([shapely.LineString(xy[start : start + LONG]) for start in starts], dtype=object)
