"""A layer read in another thread, as it was when it was asked for."""

from __future__ import annotations

import threading

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject
from qgis.PyQt.QtCore import QVariant

from ecoledger.layers.convert import to_frame
from ecoledger.layers.snapshot import Snapshot
from ecoledger.tests.qgis.running import layer, square


@pytest.fixture
def towns():
    return layer((square(0, 0, 10), "甲镇"), (None, "乙镇"), fields=(("名称", QVariant.String),), name="乡镇")


def read_elsewhere(source):
    found = []
    thread = threading.Thread(target=lambda: found.append(to_frame(source, {"name": "名称"})))
    thread.start()
    thread.join(10)
    return found[0][0]


def test_it_is_read_in_another_thread(towns):
    frame = read_elsewhere(Snapshot(towns))
    assert frame.name.tolist() == ["甲镇", "乙镇"]
    assert frame.crs.to_epsg() == 4525
    assert frame.area.iloc[0] == 100


def test_unsaved_edits_are_in_it_and_later_ones_are_not(towns):
    towns.startEditing()
    drawn = QgsFeature(towns.fields())
    drawn.setAttributes(["丙镇"])
    drawn.setGeometry(QgsGeometry.fromWkt(square(20, 0, 10)))
    towns.addFeature(drawn)
    source = Snapshot(towns)
    towns.changeAttributeValue(1, 0, "改名")
    assert sorted(read_elsewhere(source).name) == ["丙镇", "乙镇", "甲镇"]
    towns.rollBack()


def test_a_layer_removed_in_between_takes_nothing_away(towns):
    project = QgsProject()
    project.addMapLayer(towns)
    source = Snapshot(towns)
    project.removeMapLayer(towns.id())
    assert len(read_elsewhere(source)) == 2
