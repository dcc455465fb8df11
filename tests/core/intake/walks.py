"""Walks and drawings as files of the field."""

import numpy as np
import shapely

from ecoledger.core.fielddata import Item, Part

# About 10 m a step at 32.8° N: 1" is 26 m eastward, 30.8 m northward.
EAST, NORTH = 10 / 26.018 / 3600, 10 / 30.806 / 3600
HOME = np.array([110.8, 32.8])


def walked(turns=1.0, steps=20):
    """A square of 20 steps a side, walked round as far as `turns` says."""
    side, zero = np.arange(steps), np.zeros(steps)
    legs = [(side, zero), (zero + steps, side), (steps - side, zero + steps), (zero, steps - side)]
    square = np.concatenate([np.column_stack(leg) for leg in legs])
    return HOME + square[: int(len(square) * turns)] * [EAST, NORTH]


def track(xy, start="2024-03-01T08:00:00"):
    times = np.datetime64(start, "ms") + np.arange(len(xy)) * np.timedelta64(10_000, "ms")
    return Item("track", "样地一圈", (Part(xy, time=times),))


def known(parcels=(), **more):
    import geopandas as gpd

    from ecoledger.core.intake import Known

    shapes = [shapely.Polygon(xy) for xy in parcels]
    works = gpd.GeoDataFrame(
        {
            "name": [f"{i} 号" for i in range(len(shapes))],
            "source_sha256": more.get("marks", [None] * len(shapes)),
        },
        geometry=shapes,
        crs=4490,
    ).to_crs(4525)
    towns = gpd.GeoDataFrame(
        {"code": ["999001101"]}, geometry=[shapely.box(110.7, 32.7, 110.9, 32.9)], crs=4490
    )
    return Known(towns.to_crs(4525), works)
