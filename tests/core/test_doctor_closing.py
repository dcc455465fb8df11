"""What an item is on the ground: a boundary walked, a path, a place."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from ecoledger.core.fielddata.doctor.closing import closed_lines_as_polygons, shape_of
from ecoledger.core.fielddata.model import Item, Part
from ecoledger.core.fielddata.vectors import Layer

METRE = np.array([1 / 93_500, 1 / 111_195])  # degrees at 32.8° N


def item(metres, kind="track"):
    return Item(kind, "", (Part(np.array([110.8, 32.8]) + np.array(metres, dtype=float) * METRE),))


SQUARE = [(0, 0), (100, 0), (100, 100), (0, 100)]


@pytest.mark.parametrize(
    ("walk", "kind"),
    [
        ([*SQUARE, (0, 5)], "polygon"),
        ([*SQUARE, (0, 80)], "line"),  # 80 m left to go
        ([(0, 0), (500, 0), (1000, 0), (500, 2), (0, 1)], "line"),  # there and back
        ([(0, 0), (500, 0)], "line"),
        ([(0, 0), (10, 0)], "line"),
    ],
)
def test_a_walk_is_ground_where_it_comes_back_round_something(walk, kind):
    assert shape_of(item(walk)).kind == kind and str(shape_of(item(walk)).reason)


def test_the_gap_is_told_in_metres():
    assert shape_of(item([*SQUARE, (0, 5)])).gap_m == pytest.approx(5, rel=0.01)


def test_what_is_drawn_stays_what_it_is():
    assert shape_of(item(SQUARE, "polygon")).kind == "polygon"
    assert shape_of(item([(0, 0)], "waypoint")).kind == "point"
    assert shape_of(item([(0, 0)])).kind == "point"


def test_closed_lines_of_a_drawing_become_polygons_and_open_ones_stay():
    lines = shapely.from_wkt(
        [
            "LINESTRING (0 0, 9 0, 9 9, 0 0)",
            "LINESTRING (0 0, 9 0)",
            "POINT (1 1)",
            "LINESTRING (0 0, 1 0, 0 0)",
        ]
    )
    frame = gpd.GeoDataFrame({"fid": range(5)}, geometry=[*lines, None])
    layer = closed_lines_as_polygons(Layer(Path("a.dxf"), "a", "dxf", "utf-8", (), frame, None, (), ""))
    assert layer.frame.geometry.array[0].area == 40.5
    assert [g and g.geom_type for g in layer.frame.geometry.array[1:]] == [
        "LineString",
        "Point",
        "LineString",
        None,
    ]
