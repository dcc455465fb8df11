"""Tracks to ground: a walk cleaned of what no walker did, then a line, a polygon, a corridor or sites.

A walk of 100 m along each side of a square, with one fix a kilometre off:

>>> import numpy as np
>>> from ecoledger.core.fielddata import Item, Part
>>> x = np.r_[0:100:10, np.full(10, 100), 100:0:-10, np.zeros(10)] + 37500000.0
>>> y = np.r_[np.zeros(10), 0:100:10, np.full(10, 100), 100:0:-10] + 3600000.0
>>> x[7] += 1000
>>> time = np.datetime64("2024-03-01T08:00:00", "ms") + np.arange(40) * np.timedelta64(10_000, "ms")
>>> walk = walk_of(Item("track", "square", (Part(np.column_stack([x, y]), time=time),)), "EPSG:4525")
>>> cleaned = clean(walk)
>>> cleaned.counts()
{'jump': 1}
>>> ground = to_polygon(cleaned.walk)
>>> round(ground.area_m2), round(ground.gap_m), round(ground.area_error_m2)
(10000, 10, 193)
"""

from .accuracy import area_error, fix_errors
from .clean import Cleaned, CleaningOptions, clean
from .shapes import Ground, corridor, stops, to_line, to_polygon, to_polygons
from .walk import Walk, walk_of

__all__ = [
    "Cleaned",
    "CleaningOptions",
    "Ground",
    "Walk",
    "area_error",
    "clean",
    "corridor",
    "fix_errors",
    "stops",
    "to_line",
    "to_polygon",
    "to_polygons",
    "walk_of",
]
