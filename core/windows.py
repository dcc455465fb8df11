"""Large polygons cut down to where small ones lie, when many of these are overlaid with the same large one.

Overlaid with a forest of half a million vertices, a parcel of ten takes as long as the forest. Cut by halves,
the forest is gone through a few times, and each parcel is overlaid with what is near it.
"""

from __future__ import annotations

import numpy as np
import shapely

from .clipping import clip

_LARGE = 8_000  # vertices from which it is worth it
_ENOUGH = 256  # vertices that need no further cut
_FEW = 4  # small polygons that do not pay for a cut
_WIDER = 0.1234567  # of a side: a half is larger, for what lies across the middle; odd, to meet no vertices
_MARGIN = 1.0  # metres between a small polygon and where the large one is cut


def near_parts(large: np.ndarray, small: np.ndarray) -> np.ndarray:
    """Return of each `large` polygon the part near its `small` one, or all of it.

    What both have in common stays the same, and what of the small one lies outside: but for the rounding of
    coordinates where an edge is cut.

    Parameters
    ----------
    large, small : ndarray of valid polygons, shape (n,)
        Metres. What is cut are the same objects, many times.

    Examples
    --------
    >>> lake = shapely.Point(0, 0).buffer(9_000, quad_segs=3_000)
    >>> parcels = shapely.box(np.arange(8_000, 9_000, 100), 0, np.arange(8_050, 9_050, 100), 50)
    >>> parts = near_parts(np.full(10, lake), parcels)
    >>> bool(shapely.get_num_coordinates(parts).max() < 1_000)
    True
    >>> bool(np.allclose(shapely.area(shapely.intersection(parts, parcels)),
    ...                  shapely.area(shapely.intersection(lake, parcels))))
    True
    """
    rows = np.flatnonzero(shapely.get_num_coordinates(large) > _LARGE)
    if len(rows) < _FEW:
        return large
    result, bounds = large.copy(), shapely.bounds(small)
    same = np.array([id(geometry) for geometry in large[rows]])
    order = np.argsort(same, kind="stable")
    for group in np.split(rows[order], np.flatnonzero(np.diff(same[order])) + 1):
        _cut_down(result, bounds, group)
    return result


def _cut_down(result: np.ndarray, bounds: np.ndarray, rows: np.ndarray) -> None:
    """Replace the polygon that result[rows] all are by its parts near the bounds (west, south …)."""
    open_ = [rows]
    while open_:
        rows = open_.pop()
        whole = result[rows[0]]
        if shapely.get_num_coordinates(whole) <= _ENOUGH:
            continue
        boxes, half_of = _halves(shapely.bounds(whole), bounds[rows])
        for half, box in enumerate(boxes):
            within = rows[half_of == half]
            part = clip(result[within[:1]], np.array([box]), rest=False) if len(within) >= _FEW else None
            if part and part.known[0]:
                result[within] = part.common[0]
                open_.append(within)


def _halves(whole: np.ndarray, bounds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the halves of a whole along its longer side, and which one is enough for bounds; 2: neither."""
    axis = int(whole[3] - whole[1] > whole[2] - whole[0])
    middle, wider = (whole[axis] + whole[axis + 2]) / 2, _WIDER * (whole[axis + 2] - whole[axis])
    first, second = np.array([whole, whole]) + [-_MARGIN, -_MARGIN, _MARGIN, _MARGIN]
    first[axis + 2], second[axis] = middle + wider, middle - wider
    in_first = bounds[:, axis + 2] < first[axis + 2] - _MARGIN
    in_second = bounds[:, axis] > second[axis] + _MARGIN
    return shapely.box(*np.array([first, second]).T), np.where(in_first, 0, np.where(in_second, 1, 2))
