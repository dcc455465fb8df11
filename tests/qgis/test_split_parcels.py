"""What becomes of a parcel's identity when QGIS' own tools cut or reshape it."""

from __future__ import annotations

import pytest
from qgis.core import QgsGeometry, QgsPointXY, QgsProject

from ecoledger.layers import styles
from ecoledger.layers.project import add_layers, find_layer
from ecoledger.tests.qgis import small_ledger
from ecoledger.tests.qgis.small_ledger import PLAN, X, Y


@pytest.fixture
def layer(tmp_path, qgis_new_project):
    """The parcels of the small ledger with the forms of a real one, being edited."""
    path = small_ledger.make(tmp_path / "小区 台账.gpkg")
    styles.write_styles(path, PLAN)
    add_layers(path)
    parcels = find_layer(path, "intervention_polygons")
    parcels.startEditing()
    yield parcels
    parcels.rollBack()
    QgsProject.instance().clear()


def areas(layer):
    return {f["uuid"]: round(f.geometry().area()) for f in layer.getFeatures() if not f.geometry().isNull()}


@pytest.mark.parametrize("at", [30, 60])
def test_of_a_parcel_cut_in_two_one_keeps_the_uuid_and_the_other_gets_its_own(layer, at):
    before = areas(layer)
    layer.selectByExpression("uuid = 'g1'")  # of what is selected alone
    layer.beginEditCommand("split")
    layer.splitFeatures([QgsPointXY(X + at, Y - 10), QgsPointXY(X + at, Y + 150)])
    layer.endEditCommand()
    after = areas(layer)
    [new] = after.keys() - before.keys()
    assert len(new) == 36
    assert {after["g1"], after[new]} == {at * 100, 10000 - at * 100}  # which one, the cut's direction decides
    assert layer.commitChanges(False)
    assert areas(layer) == after
    layer.startEditing()


def test_a_reshaped_parcel_keeps_its_uuid(layer):
    fid = next(f.id() for f in layer.getFeatures() if f["uuid"] == "g1")
    layer.changeGeometry(
        fid, QgsGeometry.fromWkt(f"MULTIPOLYGON((({X} {Y},{X + 10} {Y},{X} {Y + 10},{X} {Y})))")
    )
    assert areas(layer)["g1"] == 50
