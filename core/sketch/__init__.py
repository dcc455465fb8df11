"""An intervention that is being drawn: what it would do to the totals, and what can be done about its faults.

>>> import dataclasses, geopandas, shapely
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

A rule of the plan, and the shape cut out of the zone that it breaks it in:

>>> from ecoledger.core.model import Restriction, Rule
>>> rule = Rule("red", "25", "红线", "Red line", "red_lines", "polygon", "…")
>>> ban = Restriction("ban", "red", "violation", "inside", "不得占用", "Keep off")
>>> plan = dataclasses.replace(plan, rules=(rule,), restrictions=(ban,))
>>> desk = SketchDesk.prepare(Sources(parcel, towns, zones={"red_lines": frame(box(250, 0, 900, 900))}), plan)
>>> result = desk.conflicts(draft, box(200, 0, 300, 100))
>>> [(found.id, found.severity, round(found.area)) for found in conflicts_of(result)]
[('ban', 'violation', 5000)]
>>> cut_out(desk.rules, result.findings, desk.on_plane(box(200, 0, 300, 100))).area
5000.0
"""

from .conflicts import Conflict, conflicts_of, cut_out
from .desk import Draft, Place, SketchDesk, SketchEffect, Sources
from .offers import Offer, offers

__all__ = [
    "Conflict",
    "Draft",
    "Offer",
    "Place",
    "SketchDesk",
    "SketchEffect",
    "Sources",
    "conflicts_of",
    "cut_out",
    "offers",
]
