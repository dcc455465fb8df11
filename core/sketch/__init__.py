"""An intervention that is being drawn: what it would do to the totals, and what can be done about its faults.

>>> import geopandas, shapely
>>> from ecoledger.core import Plan, Target, unit_of
>>> target = Target("greening", "4", "荒山绿化", "Greening", "area", "polygon", 30.0, unit_of("亩"), 20000.0)
>>> def box(west, south, east, north):
...     return shapely.box(37500000 + west, 3600000 + south, 37500000 + east, 3600000 + north)
>>> def frame(shape, **columns):
...     return geopandas.GeoDataFrame(columns, geometry=[shape], crs="EPSG:4525")
>>> towns = frame(box(0, 0, 1000, 1000), code=["1"], name=["甲镇"])
>>> parcel = frame(box(0, 0, 100, 100), uuid=["a"], target=["greening"], year=[2019], status=[60],
...                created=["2019-06-01"])
>>> plan = Plan("p", "规划", "Plan", "1", "小区", "EPSG:4525", (target,), ())
>>> desk = SketchDesk.prepare(Sources(parcel, towns), plan)
>>> draft = Draft("greening", status=60, year=2019)
>>> effect = desk.effect(draft, box(50, 0, 150, 100))
>>> effect.place.name, round(effect.before), round(effect.after), round(effect.amounts["overlap"])
('甲镇', 10000, 15000, 5000)
>>> [offer.fault.id for offer in offers(desk, draft, box(50, 0, 150, 100))]
['sketch.overlap']
"""

from .desk import Draft, Place, SketchDesk, SketchEffect, Sources
from .offers import Offer, offers

__all__ = ["Draft", "Offer", "Place", "SketchDesk", "SketchEffect", "Sources", "offers"]
