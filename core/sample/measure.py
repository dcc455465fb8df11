"""Independent measures for the expected answers: GeographicLib on outlines with short edges.

The ledger measures with the scale of the projection. These go another way, through geodesics on the
ellipsoid (C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87, 2013), so that a mistake shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import shapely
from pyproj import Geod, Transformer

CRS = "EPSG:4525"
_EDGE = 100.0  # metres: an edge straight on the map and its geodesic then enclose less than 1e-10 of a parcel
_ELLIPSOID = Geod(ellps="GRS80")  # CGCS2000: a = 6378137 m, 1/f = 298.257222101


@lru_cache(maxsize=1)
def _to_geographic() -> Transformer:
    return Transformer.from_crs(CRS, "EPSG:4490", always_xy=True)


def areas(polygons: Sequence[shapely.Polygon]) -> np.ndarray:
    """Return the areas in m² of polygons in EPSG:4525, by geodesics.

    Examples
    --------
    >>> square = shapely.box(37480767.2861, 3630085.2182, 37481767.2861, 3631085.2182)
    >>> areas([square]).round(3).tolist()
    [999991.348]
    """
    polygons = np.asarray(polygons, dtype=object)
    rings, owner = shapely.get_rings(polygons, return_index=True)
    xy, ring = shapely.get_coordinates(shapely.segmentize(rings, _EDGE), return_index=True)
    lon, lat = _to_geographic().transform(xy[:, 0], xy[:, 1])
    cuts = np.searchsorted(ring, np.arange(1, len(rings)))
    sizes = [
        abs(_ELLIPSOID.polygon_area_perimeter(x, y)[0])
        for x, y in zip(np.split(lon, cuts), np.split(lat, cuts), strict=True)
        if len(x)
    ]
    outer = np.r_[True, owner[1:] != owner[:-1]][: len(owner)]
    return np.bincount(owner, np.where(outer, sizes, np.negative(sizes)), minlength=len(polygons))


def line_length(xy: np.ndarray) -> float:
    """Return the length in m of a line in EPSG:4525, by geodesics between its vertices (short edges)."""
    lon, lat = _to_geographic().transform(xy[:, 0], xy[:, 1])
    return float(_ELLIPSOID.line_length(lon, lat))


def step_lengths(xy: np.ndarray) -> np.ndarray:
    """Return the length in m of each edge of a line in EPSG:4525."""
    lon, lat = _to_geographic().transform(xy[:, 0], xy[:, 1])
    return np.array(_ELLIPSOID.line_lengths(lon, lat))


def planar_areas(polygons: Sequence[shapely.Polygon], crs: str) -> np.ndarray:
    """Return the areas of polygons in EPSG:4525 as another map shows them on the plane: the usual mistake."""
    transformer = Transformer.from_crs(CRS, crs, always_xy=True)
    on_map = shapely.transform(
        np.asarray(polygons, dtype=object),
        lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])),
    )
    return shapely.area(on_map)
