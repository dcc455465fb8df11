"""official_area() and to_mu() with whatever a label or the field calculator hands them."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsGeometry,
)

from ecoledger import expressions
from ecoledger.tests.qgis.running import CIRCLE, layer, square

# domain.md §1.7: the square of 100 m centred 110.8°E 32.8°N has 9999.91 m².
HECTARE = square(-50, -50, 100, at=(37481267.2861, 3630585.2182))


@pytest.fixture(autouse=True)
def functions():
    expressions.register()
    yield
    expressions.unregister()


def evaluate(text, context=None):
    expression = QgsExpression(text)
    assert not expression.hasParserError(), expression.parserErrorString()
    value = expression.evaluate(context or QgsExpressionContext())
    return value, expression.evalErrorString()


def on_layer(made, text="official_area($geometry)"):
    """Evaluate for the first feature of a layer, as its labels and its field calculator do."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(made))
    context.setFeature(next(made.getFeatures()))
    return evaluate(text, context)


def test_the_layers_own_system_is_taken():
    assert on_layer(layer((HECTARE, "a"))) == (9999.91, "")


def test_a_layer_in_another_system_gives_the_same_area():
    import geopandas
    import shapely

    there = geopandas.GeoSeries([shapely.from_wkt(HECTARE)], crs=4525).to_crs(4490)[0].wkt
    value, fault = on_layer(layer((there, "a"), crs="EPSG:4490"))
    assert (value, fault) == (pytest.approx(9999.91, abs=0.011), "")


def test_a_system_may_be_given_as_text_or_as_one():
    assert evaluate(f"official_area(geom_from_wkt('{HECTARE}'), 'EPSG:4525')") == (9999.91, "")
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(None))
    scope = context.lastScope()
    scope.setVariable("system", QgsCoordinateReferenceSystem("EPSG:4525"))
    scope.setVariable("shape", QgsGeometry.fromWkt(HECTARE))
    assert evaluate("official_area(@shape, @system)", context) == (9999.91, "")


def test_arcs_and_heights_are_measured():
    value, fault = on_layer(layer((CIRCLE, "a"), kind="CurvePolygon"))
    assert (value, fault) == (pytest.approx(31415.927, abs=0.05), "")
    solid = "POLYGON Z((37500000 3600000 9,37500100 3600000 9,37500100 3600100 9,37500000 3600000 9))"
    assert on_layer(layer((solid, "a"), kind="PolygonZ"))[0] == pytest.approx(5000, abs=0.011)


@pytest.mark.parametrize("wkt", ["POLYGON EMPTY", "POINT(37500000 3600000)"])
def test_what_has_no_area_is_null_and_no_error(wkt):
    assert evaluate(f"official_area(geom_from_wkt('{wkt}'), 'EPSG:4525')") == (None, "")


def test_a_ring_that_is_not_closed_is_closed():
    ring = "POLYGON((37500000 3600000,37500100 3600000,37500100 3600100,37500000 3600100))"
    value, fault = evaluate(f"official_area(geom_from_wkt('{ring}'), 'EPSG:4525')")
    assert (value, fault) == (pytest.approx(10000, abs=0.011), "")


def test_systems_that_cannot_be_measured_say_why_with_the_layers_name():
    value, fault = on_layer(layer((HECTARE, "a"), crs="EPSG:2361"))
    assert value is None and "图斑 parcels is in Xian 1980" in fault and "7 parameters" in fault
    value, fault = evaluate(f"official_area(geom_from_wkt('{HECTARE}'))")
    assert value is None and "official_area has no coordinate system" in fault
    value, fault = evaluate(f"official_area(geom_from_wkt('{HECTARE}'), 'no such system')")
    assert value is None and "nobody can read: no such system" in fault


def test_mu_is_two_thousand_thirds_of_a_square_metre():
    assert evaluate("to_mu(20000000)") == (30000.0, "")
    assert evaluate("to_mu(1000)") == (1.5, "")
    assert evaluate("to_mu('2000')") == (3.0, "")


def test_a_bow_tie_has_the_area_the_algorithm_gives_it():
    made = layer(
        (
            "POLYGON((37500000 3600000,37500100 3600100,37500100 3600000,37500000 3600100,37500000 3600000))",
            "a",
        )
    )
    assert on_layer(made) == (5000.0, "")
