"""What a form asks for, and what it fills in by itself."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsFeature, QgsFieldConstraints, QgsProject, QgsVectorLayerUtils

from ecoledger.tests.qgis.styles.layers import index, layer_of


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
