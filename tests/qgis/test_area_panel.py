"""The three areas inside the attribute form: with the plugin, and in plain QGIS without it."""

from __future__ import annotations

import pytest
from qgis.core import (
    Qgis,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProject,
)
from qgis.gui import QgsAttributeForm
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QTabWidget, QWidget
from qgis.PyQt.QtXml import QDomDocument

from ecoledger import expressions
from ecoledger.layers import area_panel, styles
from ecoledger.layers.project import add_layers, find_layer
from ecoledger.layers.schema import tables
from ecoledger.tests.qgis import small_ledger
from ecoledger.tests.qgis.small_ledger import PLAN


@pytest.fixture
def layer(tmp_path, qgis_new_project):
    path = small_ledger.make(tmp_path / "小区 台账.gpkg")
    styles.write_styles(path, PLAN, "en")
    add_layers(path)
    parcels = find_layer(path, "intervention_polygons")
    parcels.startEditing()
    fid = feature(parcels).id()
    parcels.changeAttributeValue(fid, parcels.fields().indexOf("reported_mu"), 16.5)
    parcels.changeAttributeValue(fid, parcels.fields().indexOf("official_m2"), 10000.0)
    yield parcels
    parcels.rollBack()
    QgsProject.instance().clear()


@pytest.fixture
def functions():
    expressions.register()
    yield
    expressions.unregister()


def feature(layer):
    """g1: 100 m × 100 m on the central meridian, 15 mu on the map and on the ground."""
    return next(f for f in layer.getFeatures() if f["uuid"] == "g1")


def shown(layer, qtbot):
    """The panel in the real form, as a picture: a page before QGIS 3.30, a label since."""
    form = QgsAttributeForm(layer, feature(layer))
    qtbot.addWidget(form)
    form.resize(700, 500)
    form.show()
    form.findChild(QTabWidget).setCurrentIndex(2)
    name = "QgsWebView" if Qgis.QGIS_VERSION_INT < 33000 else "QLabel"
    kind = [w for w in form.findChildren(QWidget) if w.metaObject().className() == name and w.isVisible()]
    [panel] = [w for w in kind if name == "QgsWebView" or "16.50" in w.text()]
    QCoreApplication.processEvents()
    return panel.grab().toImage()


def ink(image):
    """How many points of a picture are not of its ground."""
    ground = image.pixel(image.width() - 1, image.height() - 1)
    return sum(image.pixel(x, y) != ground for x in range(image.width()) for y in range(image.height()))


def value(layer, language="en"):
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature(layer))
    expression = QgsExpression(area_panel.expression(language))
    assert not expression.hasParserError(), expression.parserErrorString()
    return expression.evaluate(context)


def test_the_panel_tells_the_three_areas_and_why_they_differ(layer, functions):
    text = value(layer)
    assert "Official (mu)<br><b>15.00</b>" in text
    assert "Planar (mu)<br><b>15.00</b>" in text
    assert "Reported − official: +1.50 mu (+10.0 %)." in text


def test_without_the_plugin_it_tells_what_is_stored_and_what_it_lacks(layer):
    text = value(layer)
    assert "Reported 16.50 mu · official 15.00 mu · planar 15.00 mu" in text
    assert "With the plugin EcoLedger" in text


def test_the_real_form_shows_it_with_and_without_the_plugin(layer, qtbot):
    plain = ink(shown(layer, qtbot))
    expressions.register()
    full = ink(shown(layer, qtbot))
    expressions.unregister()
    assert 0 < plain < full


def test_what_is_not_known_is_a_dash_and_no_zero(layer):
    fid = feature(layer).id()
    for name in ("reported_mu", "official_m2"):
        layer.changeAttributeValue(fid, layer.fields().indexOf(name), None)
    assert "上报 – 亩 · 图斑椭球 – 亩 · 平面 15.00 亩" in value(layer, "zh")


def test_a_parcel_without_an_outline_has_no_area(layer, functions):
    none = next(f for f in layer.getFeatures() if f["uuid"] == "w3")
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(none)
    said = QgsExpression(area_panel.expression("en")).evaluate(context)
    assert said == "No geometry yet: there is no area."


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_style_holds_a_page_for_old_and_a_text_for_new_qgis(language):
    document = QDomDocument()
    document.setContent(styles.style(tables()["intervention_polygons"], PLAN, language))
    page, text = (
        document.elementsByTagName(f"attributeEditor{kind}Element").at(0).toElement()
        for kind in ("Html", "Text")
    )
    assert text.text() == f"[% {area_panel.expression(language)} %]"
    assert area_panel.expression(language) in page.text()
    for element, condition in ((page, area_panel.WITH_PAGE), (text, area_panel.WITH_TEXT)):
        group = element.parentNode().toElement()
        assert group.attribute("visibilityExpression") == condition
        assert group.attribute("visibilityExpressionEnabled") == "1"


def test_only_parcels_have_the_panel():
    assert area_panel.NAME not in styles.style(tables()["intervention_lines"], PLAN, "zh")
