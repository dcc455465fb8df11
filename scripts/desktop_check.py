"""Runs inside a real QGIS (`qgis --code`): the plugin is up, goes down without a trace, comes up again.

Writes what it saw to the file in the environment's REPORT; its last line is ``passed`` or ``failed``.
"""

import os
import sys
import time
import traceback

import qgis.utils
from qgis.core import QgsApplication, QgsExpression, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QTimer
from qgis.PyQt.QtWidgets import QAction
from qgis.utils import iface

NAME = "ecoledger"
SHOULD_MS = 150  # what the plugin promises
ABSURD_MS = 1500  # what no slow machine explains
OPENED = ("progress", "first_steps", "manual")  # wishes that ask nothing
lines = []


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
    if QCoreApplication.translate("EcoLedger", "EcoLedger") != "EcoLedger":
        found.add("translation")
    return found


def is_ours(task):
    return type(task).__module__.startswith(NAME)


def settle():
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def up():
    """Load and start the plugin afresh; return the milliseconds it took."""
    begin = time.perf_counter()
    loaded = qgis.utils.loadPlugin(NAME) and qgis.utils.startPlugin(NAME)
    assert loaded, "the plugin did not start"
    return (time.perf_counter() - begin) * 1000


def use():
    """Open every window that needs no answer, so that each has something to leave behind."""
    for name in OPENED:
        iface.mainWindow().findChild(QAction, f"{NAME}_{name}").trigger()
        settle()
    opened = traces()
    for expected in (
        "ProgressDock ecoledger_progress_dock",
        "FirstStepsDock ecoledger_first_steps_dock",
        "ManualWindow ecoledger_manual",
    ):
        assert expected in opened, f"did not open: {expected}"


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
    use()
    assert qgis.utils.unloadPlugin(NAME), "QGIS could not unload the plugin"
    settle()
    assert not traces(), f"left behind: {sorted(traces())}"
    milliseconds = up()
    lines.append(f"load and start: {milliseconds:.0f} ms (promised: under {SHOULD_MS} ms)")
    assert milliseconds < ABSURD_MS, "the start takes far too long"
    settle()
    assert traces() == first, f"other than at first: {sorted(traces() ^ first)}"
    qgis.utils.unloadPlugin(NAME)
    settle()
    assert not traces(), f"left behind the second time: {sorted(traces())}"
    lines.append(f"unload leaves nothing of {len(first)} things")


def run():
    try:
        check()
        lines.append("passed")
    except Exception:
        lines.append(traceback.format_exc())
        lines.append("failed")
    with open(os.environ["REPORT"], "w", encoding="utf-8") as report:
        report.write("\n".join(lines) + "\n")
    QgsProject.instance().setDirty(False)
    QTimer.singleShot(0, iface.actionExit().trigger)


QTimer.singleShot(500, run)
