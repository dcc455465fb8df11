"""Where each target stands: the rows, the deducted pieces and the growth that the progress dock shows.

What is slow (closing the ledger, summing it year by year) is done once by `take_standing`, in the
background; `rows`, `pieces` and `growth` read what it kept and answer at once.

>>> import geopandas, shapely
>>> from ecoledger.core import Plan, Target, unit_of
>>> target = Target("greening", "4", "荒山绿化", "Greening", "area", "polygon", 30.0, unit_of("亩"), 20000.0)
>>> def box(west, south, east, north):
...     return shapely.box(37500000 + west, 3600000 + south, 37500000 + east, 3600000 + north)
>>> town = {"code": ["1"], "name": ["甲镇"]}
>>> towns = geopandas.GeoDataFrame(town, geometry=[box(0, 0, 1000, 1000)], crs=4525)
>>> parcels = geopandas.GeoDataFrame(
...     {"fid": [1, 2], "uuid": ["a", "b"], "target": "greening", "year": [2018, 2019]},
...     geometry=[box(0, 0, 100, 100), box(50, 0, 150, 100)], crs=4525)
>>> plan = Plan("p", "规划", "Plan", "1", "小区", "EPSG:4525", (target,), ())
>>> standing = take_standing(Sources(parcels, towns, {}, None), plan)
>>> greening, total = rows(standing, View(language="zh"))
>>> greening.label, greening.amounts["gross"], greening.amounts["overlap"], greening.amounts["counted"]
('荒山绿化', 30.0, 7.5, 22.5)
>>> [(piece.fid, piece.amount, piece.earlier_fid) for piece in pieces(standing, greening, "overlap")]
[(2, 7.5, 1)]
"""

from .evidence import Piece, growth, pieces, promised
from .pending import with_pending
from .row import Row, View
from .rows import rows
from .standing import Sources, Standing, take_standing

__all__ = [
    "Piece",
    "Row",
    "Sources",
    "Standing",
    "View",
    "growth",
    "pieces",
    "promised",
    "rows",
    "take_standing",
    "with_pending",
]
