"""Inside QGIS (`qgis --code`): open the sample, let SCRIPT prepare the scene, save the picture in SHOT."""

import os
import runpy
import sys
import traceback

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

WIDTH, HEIGHT = 1600, 1000
RENDERED_MS, LIMIT_MS = 400, 60_000


def leave(code):
    QgsProject.instance().setDirty(False)
    sys.stderr.flush()
    os._exit(code)  # a scene may leave dialogs open, which would ask before they close


def guarded(function):
    def run(*arguments):
        try:
            function(*arguments)
        except Exception:
            traceback.print_exc()
            leave(1)

    return run


@guarded
def begin():
    iface.mainWindow().resize(WIDTH, HEIGHT)
    from ecoledger import workflow

    workflow.add_layers(iface, os.environ["SAMPLE"])
    QTimer.singleShot(1500, prepare)


@guarded
def prepare():
    script = os.environ.get("SCRIPT")
    widget = runpy.run_path(script)["prepare"](iface) if script else None
    QTimer.singleShot(RENDERED_MS, lambda: take(widget or iface.mainWindow()))


@guarded
def take(widget):
    canvas = iface.mapCanvas()
    if canvas.isDrawing():
        QTimer.singleShot(RENDERED_MS, lambda: take(widget))
        return
    QApplication.processEvents()
    leave(0 if widget.grab().save(os.environ["SHOT"]) else 1)


QTimer.singleShot(LIMIT_MS, lambda: leave(2))
QTimer.singleShot(500, begin)
