"""What the layers of a ledger look like on the map: symbols and labels."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsRenderContext,
)

from ecoledger.core.plan.codes import shipped_words
from ecoledger.layers import styles
from ecoledger.layers.schema import tables
from ecoledger.tests.qgis.styles.layers import SPATIAL, label_text, layer_of

CLASSED = [name for name in SPATIAL if tables()[name].class_list and name not in ("red_lines",)]
INTERVENTIONS = ["intervention_polygons", "intervention_lines", "intervention_points"]


def legend(layer):
    return [category.label() for category in layer.renderer().categories()]


def codes_of(layer):
    return [list(styles.category_values(category.value())) for category in layer.renderer().categories()]


def fill_colour(symbol):
    return symbol.symbolLayer(0).fillColor()


def lightness(layer, code):
    """How light the fill of a code is, 0 to 1."""
    (found,) = (c for c in layer.renderer().categories() if c.value() == code)
    return fill_colour(found.symbol()).lightnessF()


@pytest.mark.parametrize("table", CLASSED)
def test_every_code_of_a_layers_list_has_one_symbol_and_the_rest_another(ledger, table):
    drawn = codes_of(layer_of(ledger, table))
    assert sorted(code for codes in drawn for code in codes) == sorted(
        shipped_words()[0][tables()[table].class_list]
    )
    assert drawn.count([]) == 1


def test_the_four_bank_zones_have_their_colours(ledger):
    layer = layer_of(ledger, "riverbank_zones")
    drawn = {c.label(): fill_colour(c.symbol()).name().upper() for c in layer.renderer().categories()[:4]}
    assert drawn == {
        "保护区": "#E60000",
        "保留区": "#0070FF",
        "控制利用区": "#FFD700",
        "开发利用区": "#38A800",
    }


def test_red_lines_have_a_red_hatch_and_a_red_outline(ledger):
    layer = layer_of(ledger, "red_lines")
    hatch, outline = layer.renderer().symbol().symbolLayers()
    assert (hatch.layerType(), outline.layerType()) == ("LinePatternFill", "SimpleLine")
    assert outline.color().name() == hatch.subSymbol().color().name() == "#e60000"


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("rocky_desertification", "01234"),
        ("soil_erosion", "123456"),
        ("sloping_cropland", "12345"),
        ("steep_slopes", "12345"),
    ],
)
def test_the_worse_the_grade_the_darker(ledger, table, codes):
    layer = layer_of(ledger, table)
    shades = [lightness(layer, code) for code in codes]
    assert all(lighter > darker for lighter, darker in zip(shades, shades[1:], strict=False))


@pytest.mark.parametrize("table", INTERVENTIONS)
def test_interventions_are_drawn_by_the_five_stages(ledger, table):
    assert codes_of(layer_of(ledger, table)) == [
        ["10", "20"],
        ["30", "61"],
        ["40", "50"],
        ["60", "70", "80"],
        ["62", "99"],
        [],
    ]
    assert legend(layer_of(ledger, table)) == [
        "计划、作业设计",
        "施工、待补植",
        "县级自查、市/省复查",
        "验收合格、入库、销号",
        "失败重造、作废",
        "其他或未填",
    ]


@pytest.mark.parametrize(
    ("status", "stage"), [(20, 0), (61, 1), (50, 2), (70, 3), (62, 4), (None, 5), (77, 5)]
)
def test_a_status_falls_into_its_stage(ledger, status, stage):
    layer = layer_of(ledger, "intervention_polygons")
    feature = QgsFeature(layer.fields())
    feature["status"] = status
    renderer = layer.renderer().clone()
    context = QgsRenderContext()
    context.expressionContext().setFeature(feature)
    renderer.startRender(context, layer.fields())
    drawn = renderer.originalSymbolForFeature(feature, context).dump()
    renderer.stopRender(context)
    assert [c.symbol().dump() for c in layer.renderer().categories()].index(drawn) == stage


def shape(symbol):
    """What a symbol looks like in a black-and-white print: its layers without their colours."""
    return [
        (
            layer.layerType(),
            [(k, v) for k, v in sorted(layer.properties().items()) if "color" not in k],
            layer.subSymbol() and shape(layer.subSymbol()),
        )
        for layer in symbol.symbolLayers()
    ]


@pytest.mark.parametrize("table", INTERVENTIONS)
def test_stages_are_told_apart_without_colour(ledger, table):
    layer = layer_of(ledger, table)
    drawn = [shape(category.symbol()) for category in layer.renderer().categories()]
    assert all(one != other for i, one in enumerate(drawn) for other in drawn[:i])


def test_the_legend_speaks_english_in_the_other_style(english):
    assert legend(layer_of(english, "riverbank_zones"))[:2] == ["Protection zone", "Reserve zone"]
    assert legend(layer_of(english, "intervention_lines"))[3] == "Accepted, Archived, Closed"
    assert isinstance(layer_of(english, "barren_land").renderer(), QgsCategorizedSymbolRenderer)


def label_of(layer, feature, scale):
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.lastScope().setVariable("map_scale", scale)
    context.setFeature(feature)
    expression = QgsExpression(label_text(layer))
    value = expression.evaluate(context)
    assert not expression.hasEvalError(), expression.evalErrorString()
    return value


@pytest.mark.parametrize(("path", "mu"), [("ledger", "15.0 亩"), ("english", "15.0 mu")])
def test_a_parcels_label_says_its_name_and_near_by_its_mu(path, mu, request):
    # A square of 100 m on the central meridian, where the projection's scale is 1, is a hectare: 15 mu.
    layer = layer_of(request.getfixturevalue(path), "intervention_polygons")
    feature = QgsFeature(layer.fields())
    square = (
        "Polygon((37500000 3600000, 37500100 3600000, 37500100 3600100, 37500000 3600100, 37500000 3600000))"
    )
    feature.setGeometry(QgsGeometry.fromWkt(square))
    feature["name"] = "青山 1 号"
    assert label_of(layer, feature, 50_000) == "青山 1 号"
    assert label_of(layer, feature, 10_000) == f"青山 1 号\n{mu}"


@pytest.mark.parametrize(("table", "scale"), [("townships", 600_000), ("intervention_polygons", 75_000)])
def test_labels_come_up_when_there_is_room(ledger, table, scale):
    layer = layer_of(ledger, table)
    settings = layer.labeling().settings()
    assert settings.scaleVisibility
    assert settings.minimumScale == scale
    assert settings.format().buffer().enabled()
