"""The import window as a user drives it, and the files that are dropped on it."""

from __future__ import annotations

import numpy as np
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QMimeData, QPoint, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox

from ecoledger.core.fielddata import Item, Part
from ecoledger.core.fielddata.gpx_writer import write_gpx
from ecoledger.dialogs.import_list import NAME
from ecoledger.layers import store
from ecoledger.tests.qgis.small_ledger import X, Y

PATIENCE = 20_000  # ms


def degrees(wkt_or_xy):
    """Positions of the ledger's CRS in degrees, by PROJ."""
    from pyproj import Transformer

    xy = np.asarray(wkt_or_xy, dtype=float)
    return np.column_stack(Transformer.from_crs(4525, 4490, always_xy=True).transform(*xy.T))


def round_walk(x, y, size=100, step=10):
    """Fixes round a square of `size` m whose corner lies x, y m from the ledger's, in degrees."""
    side, zero = np.arange(0, size, step), np.zeros(size // step)
    legs = [(side, zero), (zero + size, side), (size - side, zero + size), (zero, size - side)]
    return degrees(np.concatenate([np.column_stack(leg) for leg in legs]) + [X + x, Y + y])


def gpx(file, xy, name="一圈"):
    times = np.datetime64("2024-03-01T00:00:00", "ms") + np.arange(len(xy)) * np.timedelta64(10_000, "ms")
    write_gpx(file, [Item("track", name, (Part(xy, time=times),))])
    return file


def dropped(*files, kind=QDropEvent):
    """The event of files that are let go over a widget, or only brought there."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = kind(
        QPoint(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.held = data  # Qt does not own it
    return event


def drop(dialog, qtbot, *files):
    """Drop files on the window and wait until they are read."""
    dialog.dropEvent(dropped(*files))
    ready(dialog, qtbot)


def ready(dialog, qtbot):
    qtbot.waitUntil(dialog.progress.isHidden, timeout=PATIENCE)


def row(dialog, name):
    (found,) = dialog.tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, NAME)
    return found


def select(dialog, *names):
    dialog.tree.clearSelection()
    for name in names:
        row(dialog, name).setSelected(True)


def pick(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def confirm(dialog, qtbot, number=0):
    """Press a reading of the coordinates."""
    dialog.tabs.setCurrentWidget(dialog.coordinates_tab)
    reading = dialog.guesses.topLevelItem(number)
    dialog.guesses.itemClicked.emit(reading, 0)
    QApplication.processEvents()  # what is pressed is told once Qt is done with the row
    ready(dialog, qtbot)


def button(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def press_import(dialog, qtbot, desktop):
    count = len(desktop.bar.items())
    QTest.mouseClick(button(dialog), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(desktop.bar.items()) > count, timeout=PATIENCE)


def bands(desktop):
    return [item for item in desktop.canvas.scene().items() if isinstance(item, QgsRubberBand)]


def interventions(path, name="intervention_polygons"):
    return store.read_layer(path, name)
