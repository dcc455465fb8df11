"""Small zones and parcels, and the check of one rule of them."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import shapely

from ecoledger.core.model import Restriction, Rule
from ecoledger.core.rules import check_rules

DAY = dt.date(2021, 1, 1)
EAST, NORTH = 37_500_000.0, 3_600_000.0
RED = Rule("red", "25", "红线", "Red line", "red_lines", "polygon", "…")
ANY = Restriction("any", "red", "review", "inside", "…", "…")


def box(west, south, east, north):
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def moved(shape):
    return shapely.transform(shape, lambda xy: xy + [EAST, NORTH])


def wkt(text):
    return moved(shapely.from_wkt(text))


def frame(*geometry, crs=4525, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(geometry), crs=crs)


def check(parcels, zones, restriction=ANY, rule=RED, **more):
    """Hold parcels against the zones of one rule."""
    return check_rules({"parcels": parcels}, {rule.layer: zones}, [rule], [restriction], as_of=DAY, **more)


ZONE = box(0, 0, 1000, 1000)
BOW_TIE = wkt("POLYGON ((0 0, 200 200, 200 0, 0 200, 0 0))")  # two triangles of 10,000 m²
