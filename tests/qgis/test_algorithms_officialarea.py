"""Official, measured and planar area, each with the reason why they differ."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingContext, QgsWkbTypes
from qgis.PyQt.QtCore import QVariant

from ecoledger.tests.qgis.running import CIRCLE, Said, layer, run, square

# domain.md §1.7: squares centred 110.8°E 32.8°N, E 37481267.2861 N 3630585.2182 in zone 37.
AT = (37481267.2861, 3630585.2182)
HECTARE = square(-50, -50, 100, at=AT)
KILOMETRE = square(-500, -500, 1000, at=AT)

pytestmark = pytest.mark.usefixtures("plugin")


def test_the_national_formula_to_the_cent_and_the_measure_beside_it():
    first, second = run("officialarea", INPUT=layer((HECTARE, "a"), (KILOMETRE, "b"))).rows("OUTPUT")
    assert first["official_m2"] == 9999.91
    assert first["official_mu"] == pytest.approx(9999.91 * 15 / 10000, rel=1e-15)
    assert first["measure_m2"] == pytest.approx(9999.9135, abs=5e-5)
    assert first["planar_m2"] == pytest.approx(10000, abs=1e-6)
    assert first["difference_m2"] == pytest.approx(0.09, abs=1e-6)
    assert first["name"] == "a" and first["reason"] == "zone"
    assert "+0.0009 %" in first["explanation"]
    assert second["official_m2"] == pytest.approx(999991.345, abs=0.0051)
    assert second["measure_m2"] == pytest.approx(999991.3479, abs=5e-5)


@pytest.mark.parametrize(
    ("crs", "reason", "planar"),
    [
        ("EPSG:4546", "zone", 10000.0),
        ("EPSG:4490", "degrees", None),
        ("EPSG:3857", "web_mercator", 14192.56),  # W⁴/(cos²φ (1 - e²)) = 1.41927 at 32.8°
        ("EPSG:32649", "scale_factor", 9992.00),  # 0.9996² of it
        ("EPSG:4547", "far_from_meridian", 10022.08),  # 3.2° off: k² = 1.00222
        ("EPSG:4508", "zone", 10000.0),
    ],
)
def test_each_coordinate_system_gives_the_same_official_area_and_its_own_reason(crs, reason, planar):
    import geopandas
    import shapely

    there = geopandas.GeoSeries([shapely.from_wkt(HECTARE)], crs=4525).to_crs(crs)[0].wkt
    (row,) = run("officialarea", INPUT=layer((there, "a"), crs=crs)).rows("OUTPUT")
    assert row["official_m2"] == pytest.approx(9999.91, abs=0.011)
    assert row["reason"] == reason
    assert row["planar_m2"] == (None if planar is None else pytest.approx(planar, abs=0.02))
    assert row["explanation"]


def test_the_project_and_its_ellipsoid_change_nothing():
    areas = set()
    for ellipsoid in ("", "NONE", "EPSG:7030", "EPSG:7024"):
        context = QgsProcessingContext()
        context.setEllipsoid(ellipsoid)
        (row,) = run("officialarea", context=context, INPUT=layer((HECTARE, "a"))).rows("OUTPUT")
        areas.add((row["official_m2"], row["measure_m2"]))
    assert len(areas) == 1


def test_what_has_no_area_is_null_with_the_reason_and_its_neighbours_stay():
    outcome = run("officialarea", INPUT=layer((None, "a"), ("POLYGON EMPTY", "b"), (HECTARE, "c")))
    first, second, third = outcome.rows("OUTPUT")
    for row, why in ((first, "no geometry"), (second, "empty")):
        assert row["official_m2"] is row["official_mu"] is row["measure_m2"] is row["planar_m2"] is None
        assert row["reason"] == "unreadable" and why in row["explanation"]
    assert third["official_m2"] == 9999.91


def test_a_bow_tie_is_measured_as_repaired_and_kept_as_drawn():
    wkt = (
        "Polygon ((37500000 3600000, 37500200 3600200, 37500200 3600000, 37500000 3600200, 37500000 3600000))"
    )
    outcome = run("officialarea", INPUT=layer((wkt, "a")))
    (row,) = outcome.rows("OUTPUT")
    assert row["official_m2"] == pytest.approx(20000, abs=0.011)  # two triangles of 1 ha
    assert row["planar_m2"] == pytest.approx(20000, abs=1e-6)
    assert row["reason"].startswith("repaired")
    assert next(outcome.layer("OUTPUT").getFeatures()).geometry().asWkt() == wkt


def test_height_arcs_and_crs_of_the_source_are_kept():
    outcome = run("officialarea", INPUT=layer((CIRCLE, "a"), kind="CurvePolygon"))
    assert outcome.layer("OUTPUT").crs().authid() == "EPSG:4525"
    (feature,) = outcome.layer("OUTPUT").getFeatures()
    assert QgsWkbTypes.isCurvedType(feature.geometry().wkbType())
    assert feature["official_m2"] == pytest.approx(31415.927, abs=0.05)
    assert any("arcs" in warning for warning in outcome.said.warnings)
    solid = "POLYGON Z((37500000 3600000 9,37500100 3600000 9,37500100 3600100 9,37500000 3600000 9))"
    outcome = run("officialarea", INPUT=layer((solid, "a"), kind="PolygonZ"))
    (feature,) = outcome.layer("OUTPUT").getFeatures()
    assert feature.geometry().get().is3D()
    assert feature["official_m2"] == pytest.approx(5000, abs=0.011)


def test_fields_of_the_same_name_are_not_overwritten():
    source = layer((HECTARE, 5.0), fields=(("official_m2", QVariant.Double),))
    (row,) = run("officialarea", INPUT=source).rows("OUTPUT")
    assert row["official_m2"] == 5.0 and row["official_m2_2"] == 9999.91


def test_a_layer_that_cannot_be_measured_ends_the_run_with_a_reason_and_a_way_out():
    outcome = run("officialarea", INPUT=layer((HECTARE, "a"), crs="EPSG:2361"))
    assert not outcome.ok
    assert "shift to CGCS2000 is not known" in outcome.said.errors[0]
    assert "7 parameters" in outcome.said.errors[0]


def test_a_cancelled_run_writes_nothing(tmp_path):
    file = tmp_path / "官方 面积.gpkg"
    outcome = run("officialarea", Said(cancel_at=20), INPUT=layer(*[(HECTARE, "a")] * 3000), OUTPUT=str(file))
    assert not outcome.ok and not file.exists()
    assert "cancelled" in outcome.said.errors[0]
