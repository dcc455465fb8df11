"""One ledger for all windows: found, chosen, followed edit by edit by one index, forgotten."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.core import QgsGeometry, QgsProject, QgsVectorLayerUtils

from ecoledger.core.model import Target
from ecoledger.core.plan.units import unit_of
from ecoledger.dialogs.ledger_choice import LedgerChoice
from ecoledger.dialogs.progress_model import NAME, PENDING
from ecoledger.layers import project, store
from ecoledger.tests.qgis import small_ledger, windows
from ecoledger.tests.qgis.running import square
from ecoledger.workflow import draw_interventions, live_totals
from ecoledger.workflow.progress import show_progress
from ecoledger.workflow.rules import show_findings
from ecoledger.workflow.watched_ledger import WatchedLedger, stop_watching, watched_ledger

PATIENCE = 20_000  # ms
SHOWN = (
    "townships",
    "targets",
    "intervention_polygons",
    "intervention_lines",
    "intervention_points",
    "waivers",
)
COVER = Target(
    "cover", "3", "覆盖率", "Cover", "ratio", "polygon", 40, unit_of("%"), 0.4,
    aggregate="share_of_district", derived_from=("greening", "wetland"),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    plan = replace(small_ledger.PLAN, targets=(*small_ledger.PLAN.targets, COVER))
    return small_ledger.make(tmp_path_factory.mktemp("台账") / "小区 台账.gpkg", plan)


@pytest.fixture
def iface(qgis_iface, qgis_new_project, monkeypatch):
    with windows.desktop(qgis_iface, monkeypatch, SHOWN) as iface:
        yield iface


@pytest.fixture
def path(tmp_path, iface, made):
    path = Path(shutil.copy(made, tmp_path / made.name))
    project.add_layers(path)
    return path


@pytest.fixture
def readings(monkeypatch):
    """How often a ledger was read and its index built."""
    done, prepare = [], live_totals.prepare
    monkeypatch.setattr(live_totals, "prepare", lambda *a, **k: done.append(a) or prepare(*a, **k))
    return done


@pytest.fixture
def totals(iface, path, readings, qtbot):
    totals = watched_ledger(iface).totals
    totals.want()
    qtbot.waitUntil(lambda: totals.desk is not None, timeout=PATIENCE)
    return totals


def polygons(path):
    return project.find_layer(path, "intervention_polygons")


def add_parcel(layer, x, y=0, **values):
    given = {"target": "greening", "status": 60, "year": 2020, "completed": "2020-01-01"} | values
    attributes = {layer.fields().lookupField(name): value for name, value in given.items()}
    shape = QgsGeometry.fromWkt(square(x, y, 100))
    shape.convertToMultiType()
    assert layer.addFeature(QgsVectorLayerUtils.createFeature(layer, shape, attributes))


def counted(totals):
    """What the unsaved edits change of 荒山绿化 in m²."""
    effects = totals.effects()
    return round(effects[effects.target == "greening"].counted.sum())


def progress_dock(iface, qtbot):
    dock = windows.open_dock(iface, show_progress, "ecoledger_progress_dock", 1200, 400)
    qtbot.waitUntil(lambda: windows.shows_rows(dock), timeout=PATIENCE)
    return dock


def pending(dock, name):
    model = dock.tree.model()
    row = next(row for row in range(model.rowCount()) if model.index(row, NAME).data() == name)
    return model.index(row, PENDING).data()


# One index


def test_the_dock_and_the_pen_ask_the_same_index(iface, path, readings, qtbot):
    draw_interventions(iface)
    dock = progress_dock(iface, qtbot)
    layer = polygons(path)
    layer.startEditing()
    add_parcel(layer, 250)
    qtbot.waitUntil(lambda: pending(dock, "greening") == "+15.00", timeout=PATIENCE)
    assert watched_ledger(iface).totals.desk.index.counted("greening") == pytest.approx(30_000, rel=1e-4)
    assert len(readings) == 1


def test_what_is_saved_is_told_and_the_ledger_not_read_again(totals, path, readings, qtbot):
    layer = polygons(path)
    layer.startEditing()
    add_parcel(layer, 250)
    qtbot.waitUntil(lambda: counted(totals) == 10_000, timeout=PATIENCE)
    assert layer.commitChanges(), layer.commitErrors()
    qtbot.waitUntil(lambda: counted(totals) == 0, timeout=PATIENCE)
    layer.startEditing()
    add_parcel(layer, 300)  # half of it repeats the one that was saved
    qtbot.waitUntil(lambda: counted(totals) == 5_000, timeout=PATIENCE)
    saved = next(f for f in layer.getFeatures() if f["year"] == 2020 and f.id() > 0)
    layer.deleteFeature(saved.id())
    qtbot.waitUntil(lambda: counted(totals) == 0, timeout=PATIENCE)
    assert layer.commitChanges(), layer.commitErrors()
    assert totals.desk.index.counted("greening", year=2020) == pytest.approx(10_000, rel=1e-4)
    assert len(readings) == 1


def test_edits_of_another_layer_stay_pending_when_one_is_saved(totals, path, qtbot):
    layer, sites = polygons(path), project.find_layer(path, "intervention_points")
    layer.startEditing()
    sites.startEditing()
    add_parcel(layer, 250)
    assert sites.deleteFeature(next(sites.getFeatures()).id())
    qtbot.waitUntil(lambda: counted(totals) == 10_000, timeout=PATIENCE)
    assert sites.commitChanges(), sites.commitErrors()
    assert totals.effects().target.unique().tolist() == ["greening", "cover"]
    layer.rollBack()
    qtbot.waitUntil(lambda: totals.effects().empty, timeout=PATIENCE)


def test_a_copied_parcel_counts_beside_the_one_it_was_copied_from(totals, path, qtbot):
    layer = polygons(path)
    layer.startEditing()
    add_parcel(layer, 250, uuid="g1")
    qtbot.waitUntil(lambda: counted(totals) == 10_000, timeout=PATIENCE)


def test_many_edits_are_told_to_a_new_index_in_the_background(totals, path, readings, monkeypatch, qtbot):
    monkeypatch.setattr(live_totals, "FEW", 1)
    layer, before = polygons(path), totals.desk
    layer.startEditing()
    for x in (150, 250, 300):
        add_parcel(layer, x)
    qtbot.waitUntil(lambda: len(readings) == 2, timeout=PATIENCE)
    qtbot.waitUntil(lambda: totals.desk is not before, timeout=PATIENCE)
    assert counted(totals) == 25_000  # of 300 m, 50 m are told twice
    layer.rollBack()
    qtbot.waitUntil(lambda: totals.effects().empty, timeout=PATIENCE)


def test_townships_that_are_saved_are_read_again(totals, path, readings, qtbot):
    towns = project.find_layer(path, "townships")
    towns.startEditing()
    towns.changeAttributeValue(next(towns.getFeatures()).id(), towns.fields().lookupField("name"), "丙镇")
    assert towns.commitChanges(), towns.commitErrors()
    qtbot.waitUntil(lambda: len(readings) == 2, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "丙镇" in set(totals.desk.index.ground.units.name), timeout=PATIENCE)


def test_what_was_written_past_qgis_is_read_again_and_makes_the_figures_stale(iface, path, readings, qtbot):
    dock = progress_dock(iface, qtbot)
    totals = watched_ledger(iface).totals
    totals.want()
    qtbot.waitUntil(lambda: totals.desk is not None, timeout=PATIENCE)
    new = small_ledger.frame([("g9", "greening", 60, 2020, "2020-01-01", square(250, 0, 100))])
    store.append(path, "intervention_polygons", new)
    polygons(path).reload()
    assert not dock.stale.isHidden()
    qtbot.waitUntil(lambda: len(readings) == 2 and totals.desk is not None, timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: round(totals.desk.index.counted("greening", year=2020)) == 10_000, timeout=PATIENCE
    )


def test_a_waiver_makes_no_figure_stale(iface, path, qtbot):
    dock = progress_dock(iface, qtbot)
    project.find_layer(path, "waivers").reload()
    assert dock.stale.isHidden()


def test_a_day_of_its_own_has_an_index_of_its_own(iface, path, readings, qtbot):
    dock = progress_dock(iface, qtbot)
    dock.as_of_on.setChecked(True)
    dock.as_of.setDate(dock.as_of.date().fromString("2018-12-31", "yyyy-MM-dd"))
    qtbot.waitUntil(lambda: "2018-12-31" in dock.state.text(), timeout=PATIENCE)
    layer = polygons(path)
    layer.startEditing()
    add_parcel(layer, 250)  # finished later
    add_parcel(layer, 300, completed="2018-06-01", year=2018)
    qtbot.waitUntil(lambda: pending(dock, "greening") == "+15.00", timeout=PATIENCE)
    dock.as_of_on.setChecked(False)
    qtbot.waitUntil(lambda: pending(dock, "greening") == "+22.50 (7.50 not counted)", timeout=PATIENCE)
    assert [options.as_of is None for _, options, *_ in readings] == [False, True]


def test_a_share_of_the_district_shows_a_parcel_that_is_a_small_part_of_it(iface, path, qtbot):
    dock = progress_dock(iface, qtbot)
    layer = polygons(path)
    layer.startEditing()
    shape = QgsGeometry.fromWkt(square(250, 0, 5))  # 25 m² of 2 km²
    shape.convertToMultiType()
    values = {layer.fields().lookupField(n): v for n, v in (("target", "greening"), ("status", 60))}
    assert layer.addFeature(QgsVectorLayerUtils.createFeature(layer, shape, values))
    qtbot.waitUntil(lambda: pending(dock, "Cover") == "+0.001", timeout=PATIENCE)


# Which ledger


def test_all_windows_show_the_ledger_chosen_in_one(iface, path, tmp_path, qtbot):
    other = small_ledger.make(tmp_path / "另一个.gpkg")
    project.add_layers(other)
    docks = [
        windows.open_dock(iface, show, name, 1000, 400)
        for show, name in (
            (show_progress, "ecoledger_progress_dock"),
            (show_findings, "ecoledger_findings_dock"),
            (draw_interventions, "ecoledger_sketch_dock"),
        )
    ]
    first = watched_ledger(iface).path
    wanted = other if first == path else path
    choices = [dock.findChild(LedgerChoice) for dock in docks]
    assert all(choice.isVisibleTo(dock) for choice, dock in zip(choices, docks, strict=True))
    box = choices[0].box
    box.setCurrentIndex(box.findText(wanted.stem))
    box.activated.emit(box.currentIndex())
    assert watched_ledger(iface).path == wanted
    assert all(dock.windowTitle().endswith(wanted.stem) for dock in docks)
    assert {choice.box.currentText() for choice in choices} == {wanted.stem}


def test_two_ledgers_of_one_name_are_told_apart_by_their_folders(iface, path, tmp_path):
    (tmp_path / "旧").mkdir()
    project.add_layers(small_ledger.make(tmp_path / "旧" / path.name))
    ledger = watched_ledger(iface)
    ledger.look()
    assert sorted(name for _, name in ledger.choices()) == sorted(
        [f"{path.stem} ({tmp_path})", f"{path.stem} ({tmp_path / '旧'})"]
    )


def test_the_ledger_shown_stays_while_it_is_there_and_the_other_follows(iface, path, tmp_path, qtbot):
    ledger = watched_ledger(iface)
    other = small_ledger.make(tmp_path / "另一个.gpkg")
    project.add_layers(other)
    qtbot.waitUntil(lambda: len(ledger.others) == 2, timeout=PATIENCE)
    assert ledger.path == path
    gone = [layer.id() for layer in ledger.layers().values()]
    QgsProject.instance().removeMapLayers(gone)
    qtbot.waitUntil(lambda: ledger.path == other, timeout=PATIENCE)


def test_a_project_that_is_closed_leaves_no_ledger_and_no_index(iface, totals):
    QgsProject.instance().clear()
    assert watched_ledger(iface).path is None
    assert totals.desk is None and totals.effects() is None


def test_a_file_that_is_no_ledger_any_more_is_told_once(iface, path, qtbot):
    totals = watched_ledger(iface).totals
    path.write_bytes(b"not a database")
    totals.want()
    qtbot.waitUntil(lambda: totals.problem is not None, timeout=PATIENCE)
    told = []
    totals.changed.connect(lambda: told.append(1))
    totals.want()
    assert totals.desk is None and told == []


def test_a_ledger_that_is_left_leaves_no_connection(iface, path):
    layer = polygons(path)
    before = layer.receivers(layer.layerModified), layer.receivers(layer.afterCommitChanges)
    watched_ledger(iface)
    assert layer.receivers(layer.layerModified) == before[0] + 1
    stop_watching(iface)
    assert (layer.receivers(layer.layerModified), layer.receivers(layer.afterCommitChanges)) == before
    assert iface.mainWindow().findChild(WatchedLedger) is None
