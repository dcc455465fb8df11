"""A ledger small enough to close by hand: two townships, five targets, every kind of evidence."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import shapely

from ecoledger.core.model import Condition, Plan, Quota, Restriction, Rule, Target, Township
from ecoledger.core.plan.units import to_base, unit_of
from ecoledger.layers import store
from ecoledger.tests.qgis.running import square

X, Y = 37_500_000, 3_600_000


def target(id, name, kind, evidence, amount, unit, **more):
    own = unit_of(unit)
    return Target(id, "4", name, id, kind, evidence, amount, own, to_base(amount, own), **more)


PLAN = Plan(
    id="small",
    name_zh="小区规划",
    name_en="Small plan",
    district_code="999001",
    district_name_zh="小区",
    crs="EPSG:4525",
    targets=(
        target("greening", "荒山绿化", "area", "polygon", 60, "亩", baseline="barren_land"),
        target("wetland", "退耕还湿", "area", "polygon", 0.01, "万亩"),
        target("bank", "岸线整治", "length", "line", 2, "公里"),
        target("plant", "污水处理厂", "count", "point", 4, "处"),
        target("straw", "秸秆利用率", "ratio", "attribute", 70, "%", aggregate="mean"),
    ),
    townships=(Township("999001101", "甲镇"), Township("999001102", "乙镇")),
    quotas=(Quota("greening", "999001101", None, to_base(30, unit_of("亩"))),),
)

# The same with a red line: planting in it is a violation, what else is done there is for review.
GUARDED = replace(
    PLAN,
    rules=(Rule("red", "25", "生态保护红线", "Ecological red line", "red_lines", "polygon", "保护"),),
    restrictions=(
        Restriction(
            "no_planting",
            "red",
            "violation",
            "inside",
            "红线内不得造林",
            "No planting in a red line",
            (Condition(("measure",), "=", ("planting",)),),
        ),
        Restriction("look", "red", "review", "inside", "列出备查", "Listed for review"),
    ),
)
RED_LINE = square(600, 700, 200)

# uuid, target, status, year, completed, wkt
POLYGONS = (
    ("g1", "greening", 60, 2018, "2018-05-01", square(0, 0, 100)),
    ("g2", "greening", 60, 2019, "2019-05-01", square(50, 0, 100)),  # half of it repeats g1
    ("g3", "greening", 60, 2019, "2019-06-01", square(400, 0, 100)),  # half of it off the baseline
    ("g4", "greening", 20, 2019, None, square(0, 200, 100)),  # designed
    ("w1", "wetland", 70, 2019, "2019-07-01", square(950, 0, 100)),  # over the border
    ("w2", "wetland", 60, 2019, "2019-08-01", square(1950, 0, 100)),  # half of it outside
    ("w3", "wetland", 60, 2019, "2019-08-01", None),
    ("n1", None, 60, 2019, "2019-08-01", square(0, 500, 100)),
)
LINES = (
    ("l1", "bank", 60, 2019, "2019-01-01", f"LINESTRING({X} {Y + 300},{X + 1000} {Y + 300})"),
    ("l2", "bank", 60, 2019, "2019-02-01", f"LINESTRING({X + 500} {Y + 310},{X + 1500} {Y + 310})"),
)
POINTS = (
    ("p1", "plant", 60, 2019, "2019-01-01", f"POINT({X + 10} {Y + 10})"),
    ("p2", "plant", 60, 2019, "2019-01-01", f"POINT({X + 5000} {Y + 10})"),
)


def frame(rows):
    columns = ("uuid", "target", "status", "year", "completed")
    table = pd.DataFrame([row[:-1] for row in rows], columns=columns)
    return gpd.GeoDataFrame(table, geometry=[r[-1] and shapely.from_wkt(r[-1]) for r in rows], crs=4525)


def make_guarded(path, *zones):
    """Write the ledger with its red line, or with others (WKT)."""
    shapes = [shapely.from_wkt(wkt) for wkt in zones or (RED_LINE,)]
    uuids = [f"z{position}" for position in range(1, len(shapes) + 1)]
    return make(path, GUARDED, red_lines=gpd.GeoDataFrame({"uuid": uuids}, geometry=shapes, crs=4525))


def make(path, plan=PLAN, **more):
    """Write the ledger to a file; more layers by the name of their table."""
    towns = gpd.GeoDataFrame(
        {"code": ["999001101", "999001102"]},
        geometry=[shapely.from_wkt(square(x, 0, 1000)) for x in (0, 1000)],
        crs=4525,
    )
    baseline = gpd.GeoDataFrame(
        {"uuid": ["b1"]}, geometry=[shapely.from_wkt(square(0, 0, 450, 1000))], crs=4525
    )
    reports = pd.DataFrame(
        {
            "target": "straw",
            "township": ["999001101", "999001102"],
            "date": "2019-12-31",
            "value": [60.0, 70.0],
        }
    )
    layers = {
        "townships": towns,
        "barren_land": baseline,
        "intervention_polygons": frame(POLYGONS),
        "intervention_lines": frame(LINES),
        "intervention_points": frame(POINTS),
        "reported_values": reports,
    }
    store.create(path, plan, layers | more)
    return path
