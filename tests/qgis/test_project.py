"""The ledger's layers in a project: a tidy group, nothing twice, moved files found again."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsLayerTreeGroup,
    QgsProject,
    QgsSettings,
    QgsSimpleFillSymbolLayer,
    QgsVectorLayer,
)
from qgis.gui import QgsLayerTreeMapCanvasBridge, QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QFileDialog

from ecoledger import settings, workflow
from ecoledger.core.errors import LedgerFileError
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.layers import store, styles
from ecoledger.layers.project import TABLE, add_layers, find_layer
from ecoledger.layers.schema import tables

INTERVENTIONS = ["intervention_points", "intervention_lines", "tracks", "intervention_polygons"]


@pytest.fixture(scope="module")
def plan():
    return read_plan(shipped_plan())


@pytest.fixture(scope="module")
def made(tmp_path_factory, plan):
    """A ledger with one drawn township of 10 km by 10 km, and a red line far away from it."""
    import geopandas as gpd
    import shapely

    path = tmp_path_factory.mktemp("project") / "样本.gpkg"
    square = shapely.box(37_500_000, 3_600_000, 37_510_000, 3_610_000)
    townships = gpd.GeoDataFrame(
        {"code": ["420304101"], "name": ["安阳镇"]}, geometry=[square], crs="EPSG:4525"
    )
    away = gpd.GeoDataFrame(
        geometry=[shapely.box(37_900_000, 3_900_000, 37_900_100, 3_900_100)], crs="EPSG:4525"
    )
    store.create(path, plan, {"townships": townships, "red_lines": away})
    styles.write_styles(path, plan)
    return path


@pytest.fixture
def ledger(made, tmp_path):
    folder = tmp_path / "旧 位置"
    folder.mkdir()
    return shutil.copy(made, folder / "郧阳 台账.gpkg")


@pytest.fixture
def project():
    return QgsProject()


@pytest.fixture
def chinese(monkeypatch):
    speak("zh-Hans")
    yield
    QgsSettings().remove("locale")


def speak(locale):
    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", locale)


def table_of(node):
    return node.layer().customProperty(TABLE)


def drawn(project):
    """The tables of the project's layers from the top of the map to its ground."""
    return [layer.customProperty(TABLE) for layer in project.layerTreeRoot().layerOrder()]


def names(group):
    return [child.name() for child in group.children()]


# The group


def test_all_layers_come_in_one_group_in_drawing_order(ledger, project):
    group = add_layers(ledger, project)
    assert names(project.layerTreeRoot()) == ["EcoLedger · 郧阳区"]
    assert len(group.findLayers()) == len(tables())
    assert names(group) == ["Interventions", "Townships", "Zones", "Baselines", "Tables and records"]
    order = drawn(project)
    assert order[:8] == [*INTERVENTIONS, "townships", "river_banks", "red_lines", "riverbank_zones"]
    assert order.index("river_reaches") < order.index("rocky_desertification")
    assert order[-1] == "sloping_cropland"  # tables are not drawn


def test_only_what_helps_is_switched_on_and_legends_are_closed(ledger, project):
    nodes = add_layers(ledger, project).findLayers()
    on = {table_of(node) for node in nodes if node.isVisible()}
    assert on == {*INTERVENTIONS, "townships", "red_lines", "river_banks", "riverbank_zones"}
    assert not any(node.isExpanded() for node in nodes)


def test_names_follow_the_language_of_qgis(ledger, project, chinese):
    add_layers(ledger, project)
    assert find_layer(ledger, "intervention_polygons", project).name() == "措施图斑"
    speak("fr")
    other = QgsProject()
    add_layers(ledger, other)
    assert find_layer(ledger, "intervention_polygons", other).name() == "Intervention parcels"


def test_in_english_the_english_style_is_taken_though_the_files_default_is_chinese(ledger, project):
    add_layers(ledger, project)
    parcels = find_layer(ledger, "intervention_polygons", project)
    assert parcels.attributeAlias(parcels.fields().indexOf("target")) == "Target"


def test_in_chinese_the_chinese_style_is_taken(ledger, project, chinese):
    add_layers(ledger, project)
    parcels = find_layer(ledger, "intervention_polygons", project)
    assert parcels.attributeAlias(parcels.fields().indexOf("target")) == "规划目标"


def test_a_default_style_of_the_users_own_is_taken_in_any_language(ledger, project):
    parcels = QgsVectorLayer(f"{ledger}|layername=intervention_polygons", "", "ogr")
    parcels.setFieldAlias(parcels.fields().indexOf("target"), "指标")
    parcels.saveStyleToDatabase("我的", "", True, "")
    add_layers(ledger, project)
    parcels = find_layer(ledger, "intervention_polygons", project)
    assert parcels.attributeAlias(parcels.fields().indexOf("target")) == "指标"


def test_a_ledger_without_styles_can_be_added(plan, tmp_path, project):
    store.create(tmp_path / "无样式.gpkg", plan)
    assert len(add_layers(tmp_path / "无样式.gpkg", project).findLayers()) == len(tables())


def test_what_is_no_ledger_is_refused_and_nothing_added(tmp_path, project):
    (tmp_path / "假.gpkg").write_text("not a database, but long enough to be looked at", encoding="utf-8")
    with pytest.raises(LedgerFileError):
        add_layers(tmp_path / "假.gpkg", project)
    assert not project.layerTreeRoot().children()


# The project


def test_an_empty_project_takes_the_ledgers_crs_and_the_ellipsoid_of_cgcs2000(ledger, project):
    add_layers(ledger, project)
    assert project.crs().authid() == "EPSG:4525"
    assert project.ellipsoid() == QgsCoordinateReferenceSystem("EPSG:4490").ellipsoidAcronym()


def test_a_project_with_layers_keeps_its_own(ledger, project):
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    project.addMapLayer(QgsVectorLayer("Point?crs=EPSG:3857", "mine", "memory"))
    add_layers(ledger, project)
    assert project.crs().authid() == "EPSG:3857"
    assert len(project.mapLayers()) == 1 + len(tables())


# Never twice


def test_added_again_nothing_is_added(ledger, project):
    group = add_layers(ledger, project)
    before = set(project.mapLayers())
    assert add_layers(ledger, project) == group
    assert set(project.mapLayers()) == before


def test_a_layer_the_user_dragged_in_is_not_added_again(ledger, project):
    project.addMapLayer(QgsVectorLayer(f"{ledger}|layername=townships", "乡镇", "ogr"))
    add_layers(ledger, project)
    assert len(project.mapLayers()) == len(tables())
    assert find_layer(ledger, "townships", project).name() == "乡镇"


@pytest.mark.parametrize("table", ["intervention_lines", "townships", "red_lines", "quotas"])
def test_what_was_taken_out_comes_back_to_its_place(ledger, project, table):
    add_layers(ledger, project)
    order = drawn(project)
    project.removeMapLayer(find_layer(ledger, table, project))
    add_layers(ledger, project)
    assert drawn(project) == order


def test_a_subgroup_that_was_taken_out_comes_back_to_its_place(ledger, project):
    group = add_layers(ledger, project)
    order, titles = drawn(project), names(group)
    for node in group.findGroup("Zones").findLayers():
        project.removeMapLayer(node.layerId())
    group.removeChildNode(group.findGroup("Zones"))
    add_layers(ledger, project)
    assert (drawn(project), names(group)) == (order, titles)


def test_style_names_order_and_groups_of_the_user_stay(ledger, project):
    group = add_layers(ledger, project)
    townships = find_layer(ledger, "townships", project)
    townships.renderer().symbol().changeSymbolLayer(0, QgsSimpleFillSymbolLayer(QColor("#123456")))
    townships.setName("我的乡镇")
    mine = QgsLayerTreeGroup("我的分组")
    project.layerTreeRoot().addChildNode(mine)
    mine.addChildNode(group.clone())
    project.layerTreeRoot().removeChildNode(group)
    mine.children()[0].setName("台账")
    order = drawn(project)

    assert add_layers(ledger, project).name() == "台账"
    assert drawn(project) == order
    assert names(project.layerTreeRoot()) == ["我的分组"]
    assert townships.name() == "我的乡镇"
    assert townships.renderer().symbol().symbolLayer(0).color().name() == "#123456"


def test_layers_taken_out_of_the_group_are_not_added_again(ledger, project):
    root = project.layerTreeRoot()
    group = add_layers(ledger, project)
    for node in group.findLayers():
        root.addLayer(node.layer())
    root.removeChildNode(group)
    add_layers(ledger, project)
    assert len(project.mapLayers()) == len(tables())
    assert not root.findGroups()


def test_another_ledger_gets_a_group_of_its_own(ledger, project, plan, tmp_path):
    other = tmp_path / "另一个.gpkg"
    store.create(other, plan)
    add_layers(ledger, project)
    add_layers(other, project)
    assert len(project.mapLayers()) == 2 * len(tables())
    assert len(names(project.layerTreeRoot())) == 2


# Moved files


def test_a_moved_file_is_found_again_and_the_users_style_survives(ledger, project, tmp_path):
    add_layers(ledger, project)
    townships = find_layer(ledger, "townships", project)
    townships.renderer().symbol().changeSymbolLayer(0, QgsSimpleFillSymbolLayer(QColor("#123456")))
    assert project.write(str(tmp_path / "项目.qgz"))
    project.clear()
    (tmp_path / "新 位置").mkdir()
    moved = shutil.move(ledger, tmp_path / "新 位置" / "台账 2020.gpkg")

    again = QgsProject()
    again.read(str(tmp_path / "项目.qgz"))
    assert not any(layer.isValid() for layer in again.mapLayers().values())
    add_layers(moved, again)
    assert len(again.mapLayers()) == len(tables())
    assert all(layer.isValid() for layer in again.mapLayers().values())
    townships = find_layer(moved, "townships", again)
    assert townships.renderer().symbol().symbolLayer(0).color().name() == "#123456"
    assert townships.attributeAlias(townships.fields().indexOf("code")) == "Township code"


def test_layers_that_read_an_older_copy_are_brought_to_the_file_that_was_chosen(ledger, project, tmp_path):
    add_layers(ledger, project)
    copy = shutil.copy(ledger, tmp_path / "副本.gpkg")
    add_layers(copy, project)
    assert len(project.mapLayers()) == len(tables())
    assert find_layer(ledger, "townships", project) is None
    assert find_layer(copy, "townships", project).isValid()


# The user's wish


class Bar:
    def __init__(self):
        self.said = []

    def pushMessage(self, title, text, level, seconds):
        self.said.append((title, text, level))


@pytest.fixture
def iface(qgis_app):
    """As much of QGIS' window as the wish needs, with a real canvas and the one project."""
    QgsProject.instance().clear()
    before = settings.load()
    canvas, bar = QgsMapCanvas(), Bar()
    bridge = QgsLayerTreeMapCanvasBridge(QgsProject.instance().layerTreeRoot(), canvas)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4525"))
    canvas.resize(400, 400)
    yield SimpleNamespace(
        mapCanvas=lambda: canvas,
        layerTreeCanvasBridge=lambda: bridge,
        messageBar=lambda: bar,
        mainWindow=lambda: None,
        bar=bar,
    )
    settings.save(before)
    QgsProject.instance().clear()


def test_the_wish_adds_zooms_and_says_so(ledger, iface):
    workflow.add_layers(iface, str(ledger))
    QCoreApplication.processEvents()
    shown = iface.mapCanvas().extent()
    assert (shown.center().x(), shown.center().y()) == pytest.approx((37_505_000, 3_605_000))
    assert min(shown.width(), shown.height()) == pytest.approx(10_500)
    (title, text, level), *rest = iface.bar.said
    assert title == "EcoLedger · 郧阳区"
    assert str(len(tables())) in text
    assert level == Qgis.MessageLevel.Success
    assert not rest
    assert settings.load().last_ledger == str(ledger)


def test_the_wish_made_again_says_that_all_is_there(ledger, iface):
    workflow.add_layers(iface, str(ledger))
    workflow.add_layers(iface, str(ledger))
    assert "already" in iface.bar.said[1][1]


def test_a_file_that_is_none_is_told_and_not_remembered(tmp_path, iface):
    workflow.add_layers(iface, str(tmp_path / "没有.gpkg"))
    ((title, text, level),) = iface.bar.said
    assert "没有.gpkg" in title
    assert level == Qgis.MessageLevel.Warning
    assert not QgsProject.instance().mapLayers()
    assert "没有" not in settings.load().last_ledger


def test_a_dialog_that_is_closed_changes_nothing(iface, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: ("", ""))
    workflow.add_layers(iface)
    assert not iface.bar.said
    assert not QgsProject.instance().mapLayers()
