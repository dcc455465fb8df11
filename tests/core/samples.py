"""The samples the tests share, each built once."""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd

from ecoledger.core.plan.units import MU
from ecoledger.core.sample import Sample, build_sample

TABLES = ("intervention_polygons", "intervention_lines", "intervention_points")
REPORTED = {"reported_mu": float(MU), "reported_m": 1.0, "reported_sites": 1.0}

sample_of = lru_cache(maxsize=4)(build_sample)


def interventions(sample: Sample) -> gpd.GeoDataFrame:
    """Return polygons, lines and points as one frame, as a file gives it: `reported` in base units."""
    rows = pd.concat([sample.layers[table].assign(table=table) for table in TABLES], ignore_index=True)
    reported = sum(rows[name].fillna(0.0) * factor for name, factor in REPORTED.items())
    return gpd.GeoDataFrame(rows.assign(fid=np.arange(1, len(rows) + 1), reported=reported), crs="EPSG:4525")
