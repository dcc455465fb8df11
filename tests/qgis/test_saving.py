"""After a save with whatever tool: new violations are asked about, and nothing is kept from being saved."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtTest import QTest

from ecoledger.dialogs.sketch_question import SaveQuestion
from ecoledger.layers import conflicts
from ecoledger.layers.project import add_layers, find_layer
from ecoledger.tests.qgis import small_ledger
from ecoledger.tests.qgis.running import square
from ecoledger.workflow import remove_windows, stop_watching_saves, watch_saves
from ecoledger.workflow.saving import SaveWatch
from ecoledger.workflow.watched_ledger import stop_watching, watched_ledger

HALF_IN = square(550, 750, 100)  # 5,000 of its 10,000 m² in the red line
WHOLLY_IN = square(650, 750, 50)


@pytest.fixture
def path(guarded, tmp_path):
    return shutil.copy(guarded, tmp_path / guarded.name)


@pytest.fixture
def layer(path, qgis_iface, qgis_new_project):
    """The parcels of the guarded ledger, being edited, with the watch over them."""
    watch_saves(qgis_iface)
    yield opened(path)
    for layer in QgsProject.instance().mapLayers().values():
        layer.rollBack()
    stop_watching_saves(qgis_iface)
    remove_windows(qgis_iface)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QgsProject.instance().clear()


def opened(path):
    add_layers(path)
    parcels = find_layer(path, "intervention_polygons")
    parcels.startEditing()
    return parcels


def add(layer, wkt, uuid, measure="planting", status=60):
    feature = QgsFeature(layer.fields())
    for name, value in {"uuid": uuid, "target": "wetland", "measure": measure, "status": status}.items():
        feature[name] = value
    shape = QgsGeometry.fromWkt(wkt)
    shape.convertToMultiType()
    feature.setGeometry(shape)
    assert layer.addFeature(feature)


def fid(layer, uuid):
    return next(f.id() for f in layer.getFeatures() if f["uuid"] == uuid)


def area(layer, uuid):
    return round(next(f.geometry().area() for f in layer.getFeatures() if f["uuid"] == uuid))


@pytest.fixture
def question(qgis_iface, qtbot):
    """Return the window that asks, once it is there."""

    def wait(count=1):
        def there():
            window = qgis_iface.mainWindow().findChild(SaveQuestion)
            return window is not None and len(window.left()) == count

        qtbot.waitUntil(there, timeout=10_000)
        return qgis_iface.mainWindow().findChild(SaveQuestion)

    return wait


@pytest.fixture
def looked(qgis_iface, qtbot):
    """Wait until what was saved has been looked at."""

    def wait():
        watch = watch_saves(qgis_iface)
        qtbot.waitUntil(lambda: not watch.busy, timeout=10_000)

    return wait


def closed(window):
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return sip.isdeleted(window)


def test_a_new_violation_is_asked_about_beside_the_map_and_is_saved_all_the_same(layer, question):
    add(layer, HALF_IN, "new")
    assert layer.commitChanges()
    window = question()
    assert not window.isModal()
    item = window.list.topLevelItem(0)
    assert item.text(1) == "✖ Violation: Ecological red line (article 25), 7.50 mu"
    assert item.text(2) == "No planting in a red line"
    assert area(layer, "new") == 10000
    assert not window.waive.isEnabled()
    assert window.waive.toolTip() == "Write the reason first"


def test_waiving_writes_the_reason_into_the_ledger_and_closes_the_window(layer, path, question):
    add(layer, HALF_IN, "new")
    assert layer.commitChanges()
    window = question()
    QTest.keyClicks(window.reason, "permit 7")
    QTest.mouseClick(window.waive, Qt.MouseButton.LeftButton)
    waivers = conflicts.read_waivers(path)
    assert waivers[["rule", "feature_uuid", "zone_uuid", "reason"]].to_numpy().tolist() == [
        ["no_planting", "new", "z1", "permit 7"]
    ]
    assert closed(window)


def test_what_was_waived_is_not_asked_about_again_until_it_is_drawn_anew(layer, question, looked):
    add(layer, HALF_IN, "new")
    assert layer.commitChanges(False)
    window = question()
    window.reason.setText("permit 7")
    window.waive.click()
    layer.changeAttributeValue(fid(layer, "new"), layer.fields().indexOf("name"), "橡子林")
    assert layer.commitChanges(False)
    looked()
    assert closed(window)
    moved = QgsGeometry(layer.getFeature(fid(layer, "new")).geometry())
    moved.translate(10, 0)
    layer.changeGeometry(fid(layer, "new"), moved)
    assert layer.commitChanges()
    assert "9.00 mu" in question().list.topLevelItem(0).text(1)


def test_cutting_leaves_the_shape_outside_as_one_step_to_undo(layer, question, looked, qgis_iface):
    add(layer, HALF_IN, "new")
    assert layer.commitChanges()
    window = question()
    QTest.mouseClick(window.cut, Qt.MouseButton.LeftButton)
    assert area(layer, "new") == 5000
    assert layer.undoStack().count() == 1
    assert closed(window)
    layer.undoStack().undo()
    assert area(layer, "new") == 10000
    layer.undoStack().redo()
    assert layer.commitChanges()
    looked()
    assert qgis_iface.mainWindow().findChild(SaveQuestion) is None


def test_where_nothing_would_be_left_no_cut_is_offered(layer, question):
    add(layer, WHOLLY_IN, "new")
    assert layer.commitChanges()
    window = question()
    assert not window.cut.isEnabled()
    assert window.cut.toolTip() == "No cut helps those that are ticked"


def test_going_on_editing_selects_what_is_in_conflict(layer, question, qgis_iface):
    add(layer, HALF_IN, "new")
    assert layer.commitChanges()
    window = question()
    window.edit.click()
    assert layer.isEditable()
    assert [f["uuid"] for f in layer.selectedFeatures()] == ["new"]
    assert not closed(window)


def test_a_second_save_adds_to_what_is_not_answered_yet(layer, question):
    add(layer, HALF_IN, "one")
    assert layer.commitChanges(False)
    question()
    add(layer, WHOLLY_IN, "two")
    assert layer.commitChanges()
    window = question(2)
    assert len(window.ticked()) == 2


@pytest.mark.parametrize(
    ("measure", "status"),
    [("bank_restoration", 60), ("planting", 99)],  # for review only; void
)
def test_what_is_no_violation_is_not_asked_about(layer, looked, qgis_iface, measure, status):
    add(layer, HALF_IN, "new", measure, status)
    assert layer.commitChanges()
    looked()
    assert qgis_iface.mainWindow().findChild(SaveQuestion) is None


def test_a_change_no_rule_looks_at_is_not_asked_about(layer, question, looked, qgis_iface):
    add(layer, HALF_IN, "new")
    assert layer.commitChanges(False)
    question().close()
    layer.changeAttributeValue(fid(layer, "new"), layer.fields().indexOf("year"), 2020)
    assert layer.commitChanges()
    looked()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert qgis_iface.mainWindow().findChild(SaveQuestion) is None


def test_a_measure_that_makes_it_a_violation_is_asked_about(layer, question):
    add(layer, HALF_IN, "new", "bank_restoration")
    assert layer.commitChanges(False)
    layer.changeAttributeValue(fid(layer, "new"), layer.fields().indexOf("measure"), "planting")
    assert layer.commitChanges()
    question()


def test_a_zone_that_cannot_be_read_is_named_once(tmp_path, qgis_iface, qgis_new_project, looked):
    path = small_ledger.make_guarded(tmp_path / "坏 台账.gpkg", small_ledger.RED_LINE, "POLYGON EMPTY")
    watch_saves(qgis_iface)
    layer = opened(path)
    bar = qgis_iface.messageBar()
    bar.clearWidgets()
    for y in (100, 200):
        add(layer, square(800, y, 50), f"far {y}")
        assert layer.commitChanges(False)
        looked()
    told = [item.title() for item in bar.items()]
    assert told == ["Not readable: 1 zones or interventions"]
    layer.rollBack()
    stop_watching_saves(qgis_iface)
    bar.clearWidgets()
    QgsProject.instance().clear()


@pytest.fixture
def totals(layer, qgis_iface, qtbot):
    """The totals the dock and the pen ask, with the rules ready."""
    totals = watched_ledger(qgis_iface).totals
    totals.want()
    qtbot.waitUntil(lambda: totals.rules is not None, timeout=10_000)
    yield totals
    stop_watching(qgis_iface)


def test_rules_that_are_ready_are_not_prepared_again(totals, layer, question, monkeypatch):
    monkeypatch.setattr(conflicts, "read_zones", lambda *_: pytest.fail("the zones are read again"))
    add(layer, HALF_IN, "new")
    assert layer.commitChanges()
    assert "7.50 mu" in question().list.topLevelItem(0).text(1)


def test_a_zone_saved_with_the_parcel_is_looked_at_as_it_is_now(totals, layer, path, question):
    zones = find_layer(path, "red_lines")
    zones.startEditing()
    [zone] = zones.getFeatures()
    moved = QgsGeometry(zone.geometry())
    moved.translate(20, 0)
    zones.changeGeometry(zone.id(), moved)
    add(layer, HALF_IN, "new")
    assert layer.commitChanges() and zones.commitChanges()
    assert "4.50 mu" in question().list.topLevelItem(0).text(1)


def test_a_project_that_is_read_is_watched_too(layer, path, question, tmp_path):
    layer.rollBack()
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "工程.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "工程.qgz"))
    parcels = find_layer(path, "intervention_polygons")
    parcels.startEditing()
    add(parcels, HALF_IN, "new")
    assert parcels.commitChanges()
    assert question().list.topLevelItemCount() == 1


def test_the_plugin_watches_from_its_start_to_its_end(path, plugin, qgis_iface, qgis_new_project):
    watch = qgis_iface.mainWindow().findChild(SaveWatch)
    parcels = opened(path)
    plugin.unload()
    assert qgis_iface.mainWindow().findChild(SaveWatch) is None
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sip.isdeleted(watch)
    add(parcels, HALF_IN, "new")
    assert parcels.commitChanges()  # nobody hears of it


def test_without_the_window_nothing_watches(path, qgis_new_project):
    """So in a qgis_process: what Processing writes is never asked about."""
    parcels = opened(path)
    add(parcels, HALF_IN, "new")
    assert parcels.commitChanges()
    assert isinstance(parcels, QgsVectorLayer)
    assert not len(conflicts.read_waivers(path))
