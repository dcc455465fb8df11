"""A small district to close ledgers in: boxes in metres from a corner on the central meridian of zone 37.

There the map is true to 1e-8, so that 100 m × 100 m drawn are 10 000 m² of ground.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from ecoledger.core import Target, close_ledger, unit_of

CORNER = np.array([37_500_000.0, 3_600_000.0])
CRS = "EPSG:4525"


def there(geometry):
    """Move a geometry, or an array of them, drawn from (0, 0) to the district's corner."""
    return shapely.transform(geometry, lambda xy: xy + CORNER)


def box(west, south, east, north):
    return there(shapely.box(west, south, east, north))


def wkt(text):
    return there(shapely.from_wkt(text))


def frame(geometries, crs=CRS, **columns):
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(list(geometries), crs=crs), crs=crs)


# Two townships side by side, 1 km × 1 km each
TOWNS = frame([box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)], code=["1", "2"], name=["甲镇", "乙镇"])

_UNIT = {"area": "亩", "length": "千米", "count": "处", "ratio": "%", "mass": "吨"}
_EVIDENCE = {"area": "polygon", "length": "line", "count": "point", "ratio": "polygon", "mass": "attribute"}


def target(id="greening", kind="area", amount=30.0, **words):
    """A target whose unimportant words are filled in."""
    unit = unit_of(words.pop("unit", _UNIT[kind]))
    evidence = words.pop("evidence", _EVIDENCE[kind])
    return Target(id, "4", id, id, kind, evidence, amount, unit, amount * unit.factor, **words)


def close(
    geometries, *, towns=TOWNS, targets=None, crs=CRS, options=None, groups=(), baselines=None, **columns
):
    """Close a ledger of geometries; uuids are a, b, c … and the target is `greening` unless given."""
    n = len(geometries)
    columns.setdefault("uuid", list("abcdefghijklmnopqrstuvwxyz"[:n]))
    columns.setdefault("target", "greening")
    return close_ledger(
        frame(geometries, crs, **columns),
        towns,
        [target()] if targets is None else targets,
        groups=groups,
        baselines=baselines,
        options=options,
    )


def amounts(ledger, *names):
    """The named columns of the entries as a list of rows, to a hundredth."""
    return ledger.entries[list(names)].round(2).to_numpy().tolist()
