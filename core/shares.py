"""The ground of each township: all of it, or its part of a target's baseline. Keys for splitting a target."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np

from .area import Map, areas_on, measurable, to_map, working_map
from .ledger.partition import OUTSIDE, Partition


def township_areas(townships: gpd.GeoDataFrame) -> dict[str, float]:
    """Return the area of each township in m², by code; ground of two townships is the first one's.

    Parameters
    ----------
    townships : GeoDataFrame
        Columns code and geometry; a township may be of several polygons.

    Raises
    ------
    CrsError
        Coordinates that cannot be measured.

    Examples
    --------
    >>> import shapely
    >>> squares = [shapely.box(37500000, 3600000, 37501000, 3601000), None]
    >>> areas = township_areas(gpd.GeoDataFrame({"code": ["1", "2"]}, geometry=squares, crs=4525))
    >>> {code: round(area, -3) for code, area in areas.items()}
    {'1': 1000000.0, '2': 0.0}
    """
    plane, [ground] = _on_plane(townships)
    return _by_code(townships, np.arange(len(ground)), areas_on(Partition(ground, plane).units, plane))


def baseline_areas(
    townships: gpd.GeoDataFrame, patches: gpd.GeoDataFrame, classes: Collection[str] = ()
) -> dict[str, float]:
    """Return the area of a baseline's patches in each township in m², by code, every square metre once.

    Parameters
    ----------
    patches : GeoDataFrame
        Columns class and geometry.
    classes : collection of str
        Of the patches that count; none means all.

    Examples
    --------
    >>> import shapely
    >>> square = shapely.box(37500000, 3600000, 37501000, 3601000)
    >>> town = gpd.GeoDataFrame({"code": ["1"]}, geometry=[square], crs=4525)
    >>> patch = shapely.box(37500900, 3600000, 37501100, 3600100)
    >>> patches = gpd.GeoDataFrame({"class": ["a", "b"]}, geometry=[patch, patch], crs=4525)
    >>> {code: round(area, -1) for code, area in baseline_areas(town, patches, ["a"]).items()}
    {'1': 10000.0}
    """
    counting = patches["class"].isin(list(classes)) if classes else np.ones(len(patches), dtype=bool)
    plane, [ground, base] = _on_plane(townships, patches[counting])
    pieces = Partition(ground, plane).locate(Partition(base, plane).units)
    inside = pieces.unit != OUTSIDE
    return _by_code(townships, pieces.unit[inside], areas_on(pieces.geometry[inside], plane))


def _on_plane(*frames: gpd.GeoDataFrame) -> tuple[Map, list[np.ndarray]]:
    """Return one plane and the frames' geometries on it."""
    known = [(np.asarray(f.geometry.array, dtype=object), measurable(f.crs)) for f in frames]
    plane = working_map(known[0][1], known[0][0])
    return plane, [to_map(geometries, crs, plane) for geometries, crs in known]


def _by_code(townships: gpd.GeoDataFrame, unit: np.ndarray, area: np.ndarray) -> dict[str, float]:
    sums = np.bincount(unit, area, minlength=len(townships))
    found: dict[str, float] = {}
    for code, own in zip(townships.code, sums.tolist(), strict=True):
        found[code] = found.get(code, 0.0) + own
    return found
