"""A guarded ledger on a map, with the dock to draw from."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest
from qgis.core import QgsProject, QgsRectangle, QgsSettings
from qgis.gui import QgsAdvancedDigitizingDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QFrame

from ecoledger.dialogs.sketch_dock import SketchDock
from ecoledger.layers.project import add_layers
from ecoledger.tests.qgis.digitizing.window import choose
from ecoledger.tests.qgis.small_ledger import X, Y
from ecoledger.workflow import digitize, remove_windows, stop_watching_saves


@pytest.fixture
def path(guarded, tmp_path):
    return shutil.copy(guarded, tmp_path / guarded.name)


@pytest.fixture(scope="session")
def panel(qgis_iface, qgis_canvas):
    """QGIS' one panel of advanced digitizing: it stays, for its mark stays on the canvas."""
    window = qgis_iface.mainWindow()
    panel = QgsAdvancedDigitizingDockWidget(qgis_canvas, window)
    sip.transferto(panel, window)  # Python owns it in spite of its parent, and would delete it
    return panel


@pytest.fixture
def desktop(qgis_iface, qgis_canvas, qgis_new_project, path, panel, monkeypatch):
    """A window with the small ledger, a pixel for two metres."""
    window, canvas = qgis_iface.mainWindow(), qgis_canvas
    monkeypatch.setattr(qgis_iface, "cadDockWidget", lambda: panel, raising=False)
    monkeypatch.setattr(qgis_iface, "mapCanvas", lambda: canvas)
    add_layers(path)
    canvas.setDestinationCrs(QgsProject.instance().crs())
    canvas.setRenderFlag(False)  # the map itself is not looked at
    canvas.setFrameStyle(QFrame.Shape.NoFrame)
    canvas.setFixedSize(500, 500)
    canvas.window().show()
    canvas.show()
    canvas.setExtent(QgsRectangle(X, Y, X + 1000, Y + 1000))
    yield SimpleNamespace(iface=qgis_iface, canvas=canvas, window=window, path=path)
    canvas.unsetMapTool(canvas.mapTool())
    canvas.setRenderFlag(True)
    QgsSettings().remove("ecoledger")


@pytest.fixture
def dock(desktop, qtbot):
    """The dock with its totals ready; an accepted 荒山绿化 of 2019 is chosen."""
    digitize.draw_interventions(desktop.iface)
    found = desktop.window.findChild(SketchDock)
    qtbot.waitUntil(found.draw.isEnabled, timeout=20_000)
    choose(found, "greening", 60)
    yield found
    for layer in QgsProject.instance().mapLayers().values():
        if hasattr(layer, "rollBack"):
            layer.rollBack()
    stop_watching_saves(desktop.iface)
    remove_windows(desktop.iface)
    gone()


def gone():
    """Let go at once of what is to be deleted: not in another thread, where Python may find it unused."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
