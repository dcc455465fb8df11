"""Is a line meant as ground? Tracks that come back to their start, lines that end where they began."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from ...track.shapes import GAP_METRES, GAP_SHARE
from ...words import QT_TRANSLATE_NOOP
from ..model import Item
from ..vectors import Layer
from .guess import Reason

_ROUND = 0.05  # 4πA/L²: 1 of a circle, 0.05 of a strip sixty times as long as wide; below: there and back
_DEGREE = 111_195.0  # m on the sphere, enough to judge a gap

_DRAWN = QT_TRANSLATE_NOOP("EcoLedger", "The file has it as a polygon")
_PLACE = QT_TRANSLATE_NOOP("EcoLedger", "It is a single place")
_CLOSES = QT_TRANSLATE_NOOP("EcoLedger", "It ends {gap} m from where it began, after {length} m")
_OPEN = QT_TRANSLATE_NOOP("EcoLedger", "It ends {gap} m from where it began: too far to be a boundary")
_BACK = QT_TRANSLATE_NOOP("EcoLedger", "It comes back to its start but encloses next to nothing")


@dataclass(frozen=True)
class Shape:
    """What an item probably is on the ground: polygon, line or point, the gap at its end, and why."""

    kind: str
    gap_m: float
    reason: Reason


def shape_of(item: Item) -> Shape:
    """Return what an item in degrees (EPSG:4490) probably is on the ground; its segments are joined.

    Examples
    --------
    >>> from ..model import Part
    >>> walk = np.array([[110.8, 32.8], [110.81, 32.8], [110.81, 32.81], [110.8, 32.80001]])
    >>> shape = shape_of(Item("track", "", (Part(walk),)))
    >>> shape.kind, round(shape.gap_m, 1)
    ('polygon', 1.1)
    """
    if item.kind == "polygon":
        return Shape("polygon", 0.0, Reason(_DRAWN))
    if item.kind in ("point", "waypoint") or item.n_points < 2:
        return Shape("point", 0.0, Reason(_PLACE))
    lonlat = np.concatenate([part.xy for part in item.parts])
    metres = (lonlat - lonlat[0]) * [_DEGREE * np.cos(np.radians(lonlat[0, 1])), _DEGREE]
    gap = float(np.hypot(*(metres[-1] - metres[0])))
    length = float(np.hypot(*np.diff(metres, axis=0).T).sum())
    words = {"gap": round(gap), "length": round(length)}
    if gap > max(GAP_METRES, GAP_SHARE * length) or len(metres) < 3:
        return Shape("line", gap, Reason(_OPEN, words))
    if 4 * np.pi * _enclosed(metres) < _ROUND * length**2:
        return Shape("line", gap, Reason(_BACK))
    return Shape("polygon", gap, Reason(_CLOSES, words))


def closed_lines_as_polygons(layer: Layer) -> Layer:
    """Return a layer whose lines that end where they began are polygons: boundaries drawn by surveyors."""
    shapes = np.array(layer.frame.geometry.array)
    closed = (shapely.get_type_id(shapes) == 1) & shapely.is_closed(shapes)
    closed &= shapely.get_num_coordinates(shapes) >= 4
    xy, line = shapely.get_coordinates(shapes[closed], include_z=False, return_index=True)
    if closed.any():
        shapes[closed] = shapely.polygons(shapely.linearrings(xy, indices=line))
    return replace(layer, frame=layer.frame.set_geometry(shapes, crs=layer.frame.crs))


def _enclosed(metres: np.ndarray) -> float:
    x, y = metres.T
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2
