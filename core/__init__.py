"""The computing core: plan and interventions in, closing ledger and progress out. No QGIS in here.

A district of two townships, a target of 30 mu, and a parcel that was entered twice:

>>> import geopandas, shapely
>>> from ecoledger.core import Target, close_ledger, summarise, unit_of
>>> target = Target("greening", "4", "荒山绿化", "Greening", "area", "polygon", 30.0, unit_of("亩"), 20000.0)
>>> def box(west, south, east, north):
...     return shapely.box(37500000 + west, 3600000 + south, 37500000 + east, 3600000 + north)
>>> towns = geopandas.GeoDataFrame(
...     {"code": ["1", "2"], "name": ["甲镇", "乙镇"]},
...     geometry=[box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)], crs="EPSG:4525")
>>> parcels = geopandas.GeoDataFrame(
...     {"uuid": ["a", "b", "c"], "target": "greening", "year": [2018, 2019, 2019]},
...     geometry=[box(900, 0, 1100, 50), box(900, 0, 1100, 50), box(0, 950, 100, 1050)], crs="EPSG:4525")
>>> ledger = close_ledger(parcels, towns, [target])
>>> ledger.entries[["uuid", "gross", "outside", "overlap", "counted", "reason", "earlier_uuid"]].round(1)
  uuid    gross  outside  overlap  counted   reason earlier_uuid
0    a  10000.0      0.0      0.0  10000.0                  None
1    b  10000.0      0.0  10000.0      0.0  overlap            a
2    c  10000.0   5000.0      0.0   5000.0  outside         None
>>> progress = summarise(ledger, [target])
>>> progress[["target", "n", "counted", "quota", "percent"]].round(1)
     target  n  counted    quota  percent
0  greening  3  15000.0  20000.0     75.0

Names are imported when first asked for: the light ones need only the standard library.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "EcoLedgerError": "errors",
    "Fault": "errors",
    "Options": "model",
    "Plan": "model",
    "Target": "model",
    "unit_of": "plan.units",
    "read_plan": "plan",
    "measure_area": "area",
    "official_area": "area",
    "Ledger": "ledger",
    "close_ledger": "ledger",
    "overlap_matrix": "ledger.matrix",
    "summarise": "progress",
    "round_table": "rounding",
    "build_sample": "sample",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
