"""How the tables of a ledger are filled in: names, choices, widgets, tabs."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsAttributeEditorField,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
)

from ecoledger.layers.schema import tables
from ecoledger.tests.qgis.styles.layers import index, layer_of

NULL = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"


def value_map(layer, name):
    """The entries of a field's combo box, label to code, in their order."""
    setup = layer.editorWidgetSetup(index(layer, name))
    assert setup.type() == "ValueMap"
    return {label: code for entry in setup.config()["map"] for label, code in entry.items()}


def test_fields_have_chinese_names_and_english_ones_in_the_other_style(ledger, english):
    for path, names in (
        (ledger, ["规划目标", "上报面积（亩）"]),
        (english, ["Target", "Reported area (mu)"]),
    ):
        layer = layer_of(path, "intervention_polygons")
        assert [layer.attributeAlias(index(layer, f)) for f in ("target", "reported_mu")] == names
        assert not [f.name() for f in layer.fields() if f.name() != "fid" and not f.alias()]


@pytest.mark.parametrize(
    ("table", "evidence"),
    [
        ("intervention_polygons", "polygon"),
        ("intervention_lines", "line"),
        ("intervention_points", "point"),
        ("reported_values", "attribute"),
    ],
)
def test_a_table_offers_the_targets_it_can_count_for(ledger, plan, table, evidence):
    offered = value_map(layer_of(ledger, table), "target")
    assert list(offered.values()) == [t.id for t in plan.targets if t.evidence == evidence]
    assert len(offered) > 0


def test_targets_are_offered_by_name_and_with_their_unit_where_an_amount_is_written(ledger):
    assert (
        value_map(layer_of(ledger, "intervention_polygons"), "target")["精准灭荒"] == "barren_land_greening"
    )
    assert value_map(layer_of(ledger, "quotas"), "target")["精准灭荒（万亩）"] == "barren_land_greening"


def test_townships_are_offered_by_name(ledger, plan):
    offered = value_map(layer_of(ledger, "intervention_points"), "township")
    assert offered["安阳镇"] == "420304101"
    assert len(offered) == 1 + 20  # and none


def test_codes_stand_before_their_names_our_own_words_do_not(ledger):
    layer = layer_of(ledger, "intervention_polygons")
    assert value_map(layer, "land_class_before")["0171 宜林荒山荒地"] == "0171"
    assert value_map(layer, "measure")["人工造林"] == "planting"
    assert value_map(layer, "status")["验收合格"] == "60"


def test_only_what_is_not_required_can_be_emptied(ledger):
    layer = layer_of(ledger, "intervention_polygons")
    assert value_map(layer, "township")[""] == NULL
    assert NULL not in value_map(layer, "target").values()


@pytest.mark.parametrize(
    ("table", "field", "kind"),
    [
        ("intervention_polygons", "completed", "DateTime"),
        ("intervention_polygons", "year", "Range"),
        ("intervention_polygons", "survival", "Range"),
        ("intervention_polygons", "reported_mu", "TextEdit"),
        ("intervention_polygons", "evidence", "ExternalResource"),
        ("river_banks", "main_stem", "CheckBox"),
        ("quotas", "proposed", "CheckBox"),
        ("red_lines", "class", "ValueMap"),
    ],
)
def test_a_field_has_the_widget_of_its_kind(ledger, table, field, kind):
    layer = layer_of(ledger, table)
    assert layer.editorWidgetSetup(index(layer, field)).type() == kind


def test_remarks_have_several_lines(ledger):
    layer = layer_of(ledger, "intervention_polygons")
    assert layer.editorWidgetSetup(index(layer, "remark")).config()["IsMultiline"] is True
    assert layer.editorWidgetSetup(index(layer, "name")).config()["IsMultiline"] is False


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("ledger", ["基本信息", "日期", "数量", "造林", "验收", "佐证", "记录"]),
        ("english", ["Basics", "Dates", "Quantities", "Planting", "Acceptance", "Evidence", "Record"]),
    ],
)
def test_the_form_has_tabs(path, titles, request):
    layer = layer_of(request.getfixturevalue(path), "intervention_polygons")
    form = layer.editFormConfig()
    tabs = form.tabs()
    assert [tab.name() for tab in tabs] == titles
    assert not any(tab.isGroupBox() for tab in tabs)
    shown = [e.name() for tab in tabs for e in tab.children() if isinstance(e, QgsAttributeEditorField)]
    assert sorted(shown) == sorted(
        n for n in layer.fields().names() if n != "fid" and not n.endswith("_list")
    )


def test_what_the_program_writes_is_read_only(ledger):
    layer = layer_of(ledger, "intervention_polygons")
    form = layer.editFormConfig()
    locked = {f.name() for i, f in enumerate(layer.fields()) if form.readOnly(i)}
    assert {"uuid", "created", "created_by", "modified", "modified_by"} <= locked
    assert not {"name", "target", "status", "official_m2", "evidence"} & locked
    assert [t for t in tables() if layer_of(ledger, t).readOnly()] == ["history", "codes", "ledger_info"]


def test_the_attribute_table_begins_with_fid_and_hides_companions(ledger):
    columns = layer_of(ledger, "intervention_polygons").attributeTableConfig().columns()
    shown = [c.name for c in columns if not c.hidden and c.name]
    assert shown[:4] == ["fid", "name", "number", "target"]
    assert shown[-1] == "remark"
    hidden = {c.name for c in columns if c.hidden}
    assert {"measure_list", "land_class_before_list", "official_hash"} <= hidden


def test_a_feature_is_named_and_its_tip_speaks_in_words(ledger):
    layer = layer_of(ledger, "intervention_polygons")
    feature = QgsFeature(layer.fields())
    for field, value in {
        "name": "青山 1 号",
        "target": "oak_forest",
        "status": 60,
        "township": "420304101",
    }.items():
        feature[field] = value
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    assert QgsExpression(layer.displayExpression()).evaluate(context) == "青山 1 号"
    tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert all(word in tip for word in ("<b>青山 1 号</b>", "橡子林发展", "验收合格", "安阳镇", "规划目标"))
