"""Runs inside a real QGIS (`qgis --code`): the plugin goes down without a trace, whatever was open.

Every window opens on a sample ledger, twice; a project is closed and layers are removed during work.

Writes what it saw to the file in the environment's REPORT; its last line is ``passed`` or ``failed``.
"""

import gc
import hashlib
import os
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import closing
from pathlib import Path
from types import FunctionType

import qgis.utils
from qgis.core import QgsApplication, QgsExpression, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialog, QPushButton, QWidget
from qgis.utils import iface

NAME = "ecoledger"
SHOULD_MS = 150  # what the plugin promises
ABSURD_MS = 1500  # what no slow machine explains
PATIENCE = 60  # seconds
lines = []

# What a wish opens, by the wish: its class and name.
WINDOWS = {
    "progress": "ProgressDock ecoledger_progress_dock",
    "findings": "FindingsDock ecoledger_findings_dock",
    "check_place": "PlaceDock ecoledger_place_dock",
    "draw_interventions": "SketchDock ecoledger_sketch_dock",
    "import_field_data": "ImportDialog ecoledger_import_dialog",
    "edit_plan": "PlanDialog ecoledger_plan_dialog",
    "first_steps": "FirstStepsDock ecoledger_first_steps_dock",
    "manual": "ManualWindow ecoledger_manual",
}
MODAL = {"settings": "QgsOptionsBase", "new_ledger": "ecoledger_new_ledger_dialog"}  # they wait for an answer


# What is looked at


def traces():
    """Everything of the plugin that QGIS' window and registries show."""
    window = iface.mainWindow()
    found = {
        f"{type(o).__name__} {o.objectName()}" for o in window.findChildren(QObject) if NAME in o.objectName()
    }
    found |= {
        f"menu {a.text()}"
        for a in iface.pluginMenu().actions()
        if "EcoLedger" in a.text() or "台账" in a.text()
    }
    found |= {f"provider {p.id()}" for p in QgsApplication.processingRegistry().providers() if p.id() == NAME}
    found |= {f"function {f.name()}" for f in QgsExpression.Functions() if f.group() == "EcoLedger"}
    found |= {f"message {i.objectName()}" for i in iface.messageBar().items() if NAME in i.objectName()}
    shortcuts = QgsGui.shortcutsManager().listActions()
    found |= {f"shortcut {a.objectName()}" for a in shortcuts if NAME in a.objectName()}
    found |= {f"task {t.description()}" for t in QgsApplication.taskManager().tasks() if is_ours(t)}
    found |= {"map tool"} if is_ours(iface.mapCanvas().mapTool()) else set()
    if QCoreApplication.translate("EcoLedger", "EcoLedger") != "EcoLedger":
        found.add("translation")
    return found


def is_ours(thing):
    return type(thing).__module__.startswith(NAME)


def living():
    """Qt objects of the plugin's own classes that are still there, by class."""
    gc.collect()
    ours = (o for o in gc.get_objects() if isinstance(o, QObject) and is_ours(o) and not sip.isdeleted(o))
    return Counter(type(o).__name__ for o in ours)


def callbacks():
    """Lambdas and local functions of the plugin that are still held, as by a signal they are connected to.

    Those of dataclasses go with their modules, some of which QGIS keeps.
    """
    gc.collect()
    held = (o for o in gc.get_objects() if isinstance(o, FunctionType) and "<locals>" in o.__qualname__)
    names = Counter(f"{o.__module__}.{o.__qualname__}" for o in held)
    return Counter(
        {n: count for n, count in names.items() if n.startswith(NAME) and "__create_fn__" not in n}
    )


# What is done


def settle():
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def until(what, seen):
    """Let QGIS work until `seen()`; fail where it takes too long."""
    limit = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < limit, f"waited in vain for: {what}"
        settle()
        time.sleep(0.02)


def idle():
    return not any(is_ours(task) for task in QgsApplication.taskManager().tasks())


def up():
    """Load and start the plugin afresh; return the milliseconds it took."""
    begin = time.perf_counter()
    loaded = qgis.utils.loadPlugin(NAME) and qgis.utils.startPlugin(NAME)
    assert loaded, "the plugin did not start"
    return (time.perf_counter() - begin) * 1000


def down():
    """Unload the plugin; nothing of it may be left."""
    assert qgis.utils.unloadPlugin(NAME), "QGIS could not unload the plugin"
    settle()
    assert not traces(), f"left behind: {sorted(traces())}"
    assert not living(), f"still alive: {dict(living())}"


def wish(name):
    iface.mainWindow().findChild(QAction, f"{NAME}_{name}").trigger()


def open_ledger(path):
    from ecoledger import workflow
    from ecoledger.layers.project import find_layer

    workflow.add_layers(iface, path)
    until("the layers of the ledger", lambda: find_layer(path, "intervention_polygons") is not None)


def press_the_offer():
    """Take up the first steps, which are offered in the message bar, after Python has cleared its garbage."""
    gc.collect()
    (offer,) = (item for item in iface.messageBar().items() if item.objectName() == f"{NAME}_message")
    offer.findChildren(QPushButton)[0].click()
    settle()
    assert WINDOWS["first_steps"] in traces(), "the offer's button is dead"


def use():
    """Open every window, so that each has something to leave behind; the map tool is a sketch's."""
    for name, window in WINDOWS.items():
        wish(name)
        until(window, lambda window=window: window in traces())
        until(f"the work of {name}", idle)
    for name, window in MODAL.items():
        QTimer.singleShot(300, lambda window=window: answer(window))
        wish(name)
        settle()
    sketch = iface.mainWindow().findChild(QWidget, "ecoledger_sketch_dock")
    sketch.draw.click()
    settle()
    assert "map tool" in traces(), "the sketch's map tool is not in hand"
    close_plan()


def answer(window):
    """Leave a window that waits for an answer."""
    found = [w for w in QApplication.topLevelWidgets() if w.objectName() == window and w.isVisible()]
    if found:
        found[0].reject()
    else:
        QTimer.singleShot(300, lambda: answer(window))


def close_plan():
    iface.mainWindow().findChild(QDialog, "ecoledger_plan_dialog").leave()
    settle()


def interrupt(path):
    """Close the project, and take its layers away, while the ledger is being closed and looked over."""
    before = fingerprint(path)
    for disturb in (QgsProject.instance().clear, QgsProject.instance().removeAllMapLayers):
        open_ledger(path)
        until("nothing to do", idle)
        for name in ("progress", "findings"):
            wish(name)
        until("the beginning of the work", lambda: not idle())
        disturb()
        until("the end of the work", idle)
        settle()
    assert fingerprint(path) == before, "the ledger was written to"
    QgsProject.instance().clear()


def fingerprint(path):
    """Of what the file says: its bytes change when QGIS reads it, which turns on a write-ahead log."""
    with closing(sqlite3.connect(path)) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def make_sample(path):
    from ecoledger import dependencies

    dependencies.load()
    from ecoledger.layers.newledger import create_sample

    create_sample(Path(path), lambda share: None)


def check():
    lines.append(f"QGIS {qgis.utils.Qgis.QGIS_VERSION}, Python {sys.version.split()[0]}")
    assert NAME in qgis.utils.active_plugins, "QGIS did not start the plugin"
    first = traces()
    for expected in (
        "provider ecoledger",
        "function official_area",
        "function to_mu",
        "QToolBar ecoledger_toolbar",
    ):
        assert expected in first, f"not there after the start: {expected}"
    press_the_offer()
    path = os.path.join(tempfile.mkdtemp(), "示例 台账.gpkg")
    make_sample(path)
    open_ledger(path)
    heard, times = [], []
    for _ in range(2):
        use()
        down()
        heard.append(callbacks())
        times.append(up())
        settle()
    lines.append(f"load and start: {min(times):.0f} ms (promised: under {SHOULD_MS} ms)")
    assert min(times) < ABSURD_MS, "the start takes far too long"
    assert heard[1] == heard[0], f"still listened to: {dict(heard[1] - heard[0])}"
    lines.append(
        f"unload leaves nothing of {len(WINDOWS) + len(MODAL)} windows and {len(first)} things, twice"
    )
    interrupt(path)
    lines.append("closing the project and removing layers during work neither crashes nor writes")
    down()


def run():
    sys.excepthook = fail  # a slot that raises would open QGIS' own window and wait
    try:
        check()
    except Exception:
        fail(*sys.exc_info())
    report("passed")
    QgsProject.instance().setDirty(False)
    QTimer.singleShot(0, iface.actionExit().trigger)


def fail(kind, error, trace):
    report("".join(traceback.format_exception(kind, error, trace)), "failed")
    os._exit(1)  # a window that was left open would ask before it closes


def report(*more):
    text = "\n".join([*lines, *more])
    Path(os.environ["REPORT"]).write_text(text + "\n", encoding="utf-8")


QTimer.singleShot(500, run)
