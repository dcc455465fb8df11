"""The ledger kept up to date edit by edit: only what meets the change is computed again.

It equals closing the whole ledger anew, after any sequence of edits.

>>> import geopandas, shapely
>>> from ecoledger.core import Target, unit_of
>>> target = Target("greening", "4", "荒山绿化", "Greening", "area", "polygon", 30.0, unit_of("亩"), 20000.0)
>>> def box(west, south, east, north):
...     return shapely.box(37500000 + west, 3600000 + south, 37500000 + east, 3600000 + north)
>>> towns = geopandas.GeoDataFrame({"code": ["1"]}, geometry=[box(0, 0, 1000, 1000)], crs="EPSG:4525")
>>> def parcel(uuid, year, shape):
...     rows = {"uuid": [uuid], "target": ["greening"], "year": [year]}
...     return geopandas.GeoDataFrame(rows, geometry=[shape], crs="EPSG:4525")
>>> index = LedgerIndex.build(parcel("a", 2018, box(0, 0, 100, 100)), towns, [target])
>>> effect = index.preview(parcel("b", 2019, box(50, 0, 150, 100)))
>>> round(effect.entry.counted), round(effect.entry.amounts["overlap"]), effect.entry.earlier
(5000, 5000, ('a',))
>>> change = index.change(parcel("b", 2019, box(50, 0, 150, 100)))
>>> round(index.counted("greening"))
15000
>>> index.undo(change)
>>> round(index.counted("greening"))
10000
"""

from .edited import EditedLedger, Edits, News, with_own_uuids
from .index import Effect, LedgerIndex
from .results import Entry

__all__ = ["EditedLedger", "Edits", "Effect", "Entry", "LedgerIndex", "News", "with_own_uuids"]
