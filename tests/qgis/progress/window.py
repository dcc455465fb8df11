"""The progress dock as a user drives it."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsVectorLayerUtils

from ecoledger.dialogs.progress_model import NAME
from ecoledger.layers import project
from ecoledger.tests.qgis import windows
from ecoledger.tests.qgis.running import square
from ecoledger.workflow.progress import show_progress

PATIENCE = 20_000  # ms


def open_dock(iface):
    return windows.open_dock(iface, show_progress, "ecoledger_progress_dock", 1200, 400)


def column(dock, number=NAME, parent=None):
    model = dock.tree.model()
    above = [parent] if parent is not None else []
    return [model.index(row, number, *above).data() for row in range(model.rowCount(*above))]


def index_of(dock, name, parent=None):
    return dock.tree.model().index(
        column(dock, NAME, parent).index(name), NAME, *([parent] if parent else [])
    )


def choose(dock, name):
    dock.tree.setCurrentIndex(index_of(dock, name))
    return dock.row()


def value(dock, name, number):
    index = index_of(dock, name)
    return index.sibling(index.row(), number).data()


def pick(box, data):
    box.setCurrentIndex(box.findData(data))


def layer(path, table="intervention_polygons"):
    return project.find_layer(path, table)


def add_parcel(layer, x, target="greening", status=60):
    values = {"target": target, "status": status, "year": 2020, "completed": "2020-01-01"}
    attributes = {layer.fields().lookupField(name): value for name, value in values.items()}
    shape = QgsGeometry.fromWkt(square(x, 0, 100))
    shape.convertToMultiType()
    feature = QgsVectorLayerUtils.createFeature(layer, shape, attributes)
    assert layer.addFeature(feature)
    return feature


def choice(view, key):
    return next(c for c in view._choices if c.key == key)
