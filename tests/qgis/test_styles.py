"""The styles in the ledger file, as plain QGIS loads them: symbols, labels, forms, in two languages."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from qgis.core import (
    QgsAttributeEditorField,
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFieldConstraints,
    QgsGeometry,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from ecoledger.core.errors import LedgerFileError
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.core.plan.codes import shipped_words
from ecoledger.layers import store, styles
from ecoledger.layers.schema import tables

SPATIAL = [name for name, table in tables().items() if table.geometry != "none"]
CLASSED = [name for name in SPATIAL if tables()[name].class_list and name not in ("red_lines",)]
INTERVENTIONS = ["intervention_polygons", "intervention_lines", "intervention_points"]
NULL = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"


@pytest.fixture(scope="module")
def plan():
    return read_plan(shipped_plan())


def make(folder, plan, language):
    folder.mkdir()
    path = folder / "郧阳 台账.gpkg"
    store.create(path, plan)
    styles.write_styles(path, plan, language)
    return path


@pytest.fixture(scope="module")
def ledger(tmp_path_factory, plan):
    return make(tmp_path_factory.mktemp("styles") / "中文 台账", plan, "zh")


@pytest.fixture(scope="module")
def english(tmp_path_factory, plan):
    return make(tmp_path_factory.mktemp("styles") / "English ledger", plan, "en")


def layer_of(path, table):
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    assert layer.isValid()
    return layer


def rows(path, sql):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def index(layer, name):
    return layer.fields().indexOf(name)


def value_map(layer, name):
    """The entries of a field's combo box, label to code, in their order."""
    setup = layer.editorWidgetSetup(index(layer, name))
    assert setup.type() == "ValueMap"
    return {label: code for entry in setup.config()["map"] for label, code in entry.items()}


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


def label_text(layer):
    settings = layer.labeling().settings()
    return settings.fieldName if settings.isExpression else f'"{settings.fieldName}"'


# In the file


def test_every_table_has_a_style_in_each_language_and_one_default(ledger):
    found = rows(ledger, "SELECT f_table_name, styleName, useAsDefault FROM layer_styles")
    assert len(found) == 2 * len(tables())
    assert {(name, style) for name, style, default in found if default} == {(n, "默认") for n in tables()}
    assert {(name, style) for name, style, default in found if not default} == {
        (n, "English") for n in tables()
    }
    assert rows(ledger, "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'") == [
        ("attributes",)
    ]


def test_written_again_they_are_not_doubled_and_a_users_own_style_stays(ledger, plan, tmp_path):
    ledger = shutil.copy(ledger, tmp_path / "我的.gpkg")
    townships = layer_of(ledger, "townships")
    assert townships.saveStyleToDatabase("我的样式", "", False, "") in (None, "")
    styles.write_styles(ledger, plan)
    found = rows(ledger, "SELECT styleName FROM layer_styles WHERE f_table_name = 'townships'")
    assert sorted(name for (name,) in found) == sorted(["English", "我的样式", "默认"])


def test_written_again_they_leave_a_default_of_the_users_own(ledger, plan, tmp_path):
    ledger = shutil.copy(ledger, tmp_path / "我的.gpkg")
    townships = layer_of(ledger, "townships")
    townships.saveStyleToDatabase("我的样式", "", True, "")
    styles.write_styles(ledger, plan)
    sql = "SELECT styleName FROM layer_styles WHERE f_table_name = 'townships' AND useAsDefault"
    assert rows(ledger, sql) == [("我的样式",)]


def test_a_file_that_is_not_there_is_told(tmp_path, plan):
    with pytest.raises(LedgerFileError):
        styles.write_styles(tmp_path / "无.gpkg", plan)


def test_every_drawn_table_has_a_style_file_and_every_file_a_table():
    assert {file.stem for file in styles.FOLDER.glob("*.qml")} == set(SPATIAL)


@pytest.mark.parametrize("table", tables())
def test_every_expression_can_be_read(ledger, table):
    layer = layer_of(ledger, table)
    texts = [layer.displayExpression()]
    if layer.labeling():
        texts.append(label_text(layer))
    for i in range(layer.fields().count()):
        texts += [layer.constraintExpression(i), layer.defaultValueDefinition(i).expression()]
    for text in filter(None, texts):
        expression = QgsExpression(text)
        assert not expression.hasParserError(), text
        assert {c for c in expression.referencedColumns()} <= set(layer.fields().names()), text


# Symbols


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


# Labels


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


# Names and choices


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


# Forms


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


# Constraints and defaults


def test_required_is_asked_for_softly_and_only_the_uuid_is_held_hard(ledger):
    kinds, strength = QgsFieldConstraints.Constraint, QgsFieldConstraints.ConstraintStrength
    layer = layer_of(ledger, "intervention_polygons")
    target = layer.fields().field("target").constraints()
    assert target.constraintStrength(kinds.ConstraintNotNull) == strength.ConstraintStrengthSoft
    uuid = layer.fields().field("uuid").constraints()
    assert uuid.constraintStrength(kinds.ConstraintNotNull) == strength.ConstraintStrengthHard
    assert uuid.constraintStrength(kinds.ConstraintUnique) == strength.ConstraintStrengthHard
    hard = [
        f.name()
        for f in layer.fields()
        if f.name() != "fid"
        for kind in (kinds.ConstraintNotNull, kinds.ConstraintExpression)
        if f.constraints().constraintStrength(kind) == strength.ConstraintStrengthHard
        and f.constraints().constraints() & kind
    ]
    assert hard == ["uuid"]


@pytest.mark.parametrize(
    ("field", "value", "good"),
    [
        ("year", 2019, True),
        ("year", None, True),
        ("year", 19, False),
        ("survival", 100.0, True),
        ("survival", 100.1, False),
        ("reported_mu", -1.0, False),
        ("reported_mu", 0.0, True),
    ],
)
def test_a_value_out_of_range_is_pointed_out(ledger, field, value, good):
    layer = layer_of(ledger, "intervention_polygons")
    feature = QgsFeature(layer.fields())
    feature[field] = value
    fine, _ = QgsVectorLayerUtils.validateAttribute(layer, feature, index(layer, field))
    assert fine is good


def test_a_new_feature_is_filled_in(ledger):
    layer = layer_of(ledger, "intervention_polygons")
    made = QgsVectorLayerUtils.createFeature(layer)
    other = QgsVectorLayerUtils.createFeature(layer)
    assert len(made["uuid"]) == 36 and made["uuid"] != other["uuid"]
    assert made["status"] == 10
    assert made["source_kind"] == "digitized"
    assert made["created_by"]
    assert made["land_class_before_list"] == "forest_land_class"


def test_a_copy_gets_a_uuid_of_its_own(ledger, tmp_path):
    # In a file of its own: QGIS changes the journal of a GeoPackage that is edited.
    layer = layer_of(shutil.copy(ledger, tmp_path / "编辑.gpkg"), "intervention_points")
    assert layer.startEditing()
    first = QgsVectorLayerUtils.createFeature(layer)
    assert layer.addFeature(first)
    copy, _ = QgsVectorLayerUtils.duplicateFeature(layer, first, QgsProject.instance(), 0)
    uuids = {feature["uuid"] for feature in layer.getFeatures()}
    assert layer.rollBack()
    assert len(uuids) == 2 and copy["uuid"] in uuids


def test_a_change_is_signed_anew(ledger):
    layer = layer_of(ledger, "intervention_polygons")
    renewed = [
        f.name() for i, f in enumerate(layer.fields()) if layer.defaultValueDefinition(i).applyOnUpdate()
    ]
    assert renewed == ["modified", "modified_by"]
