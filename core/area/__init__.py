"""Areas: the measure of the ledger, and the official parcel area of the land surveys.

The two are never mixed in one column: `measure_area` is full precision and additive, `official_area` is the
statutory figure with its prescribed rounding.
"""

from .crs import Map, measurable, to_map, working_map
from .measure import areas_and_plain_on, areas_on, lengths_on, measure_area
from .official import official_area, official_area_on

__all__ = [
    "Map",
    "areas_and_plain_on",
    "areas_on",
    "lengths_on",
    "measurable",
    "measure_area",
    "official_area",
    "official_area_on",
    "to_map",
    "working_map",
]
