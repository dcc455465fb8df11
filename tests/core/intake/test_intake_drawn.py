"""What was drawn comes in as it was drawn: crossing outlines are told, collections are taken apart."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from ecoledger.core.intake import IntakeOptions, Wish, take_in

EAST, NORTH = 500_000, 3_600_000  # on the central meridian of 111°, where the map's scale is 1
SQUARE = shapely.box(0, 0, 100, 100)
BOW_TIE = shapely.Polygon([(0, 0), (200, 200), (200, 0), (0, 200)])
MIXED = shapely.GeometryCollection(
    [shapely.Point(5, 5), shapely.GeometryCollection([SQUARE, shapely.box(200, 0, 300, 100)])]
)


@pytest.fixture
def taken(tmp_path):
    def take(*shapes, wanted="auto"):
        shapes = shapely.transform(np.array(shapes), lambda xy: xy + [EAST, NORTH])
        names = [f"小班{n}" for n in range(len(shapes))]
        path = tmp_path / "外业 数据.gpkg"
        gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=4546).to_file(path)
        return take_in([path], IntakeOptions(crs="EPSG:4546", wish=Wish(geometry=wanted)))

    return take


def test_an_outline_that_crosses_itself_is_told_and_has_the_ground_it_goes_round(taken):
    intake = taken(SQUARE, BOW_TIE)
    assert intake.polygons().area_m2.to_numpy() == pytest.approx([10_000, 20_000], rel=1e-6)
    assert [(f.id, f.fields["name"], f.severity) for f in intake.findings] == [
        ("intake.crossing", "小班1", "warning")
    ]
    assert not intake.polygons().geometry.iloc[1].is_valid  # nothing is mended silently


def test_a_collection_gives_its_areas_and_its_points_each_a_row(taken):
    intake = taken(MIXED, SQUARE)
    parcels, sites = intake.polygons(), intake.points()
    assert parcels.area_m2.to_numpy() == pytest.approx([20_000, 10_000], rel=1e-6)
    assert parcels.geom_type.tolist() == ["MultiPolygon", "Polygon"]
    assert sites.name.tolist() == ["小班0"] and intake.findings == ()


def test_parts_of_a_collection_become_what_is_wanted_of_it(taken):
    intake = taken(MIXED, wanted="line")
    assert intake.lines().length_m.to_numpy() == pytest.approx([800], rel=1e-6)
    assert len(intake.points()) == 1 and len(intake.polygons()) == 0
