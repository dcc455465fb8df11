"""Windows of the plugin on a project with a ledger, for tests that drive them."""

from __future__ import annotations

from contextlib import contextmanager

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QDockWidget

from ecoledger import tasks
from ecoledger.layers import project, schema
from ecoledger.workflow import live_totals, pending_edits, watched_ledger
from ecoledger.workflow.docks import remove_windows


@contextmanager
def desktop(iface, monkeypatch, shown):
    """QGIS' window with an empty project; of a ledger only the tables `shown` are opened: it is quicker."""
    monkeypatch.setattr(watched_ledger, "SOON", 10)
    monkeypatch.setattr(live_totals, "SOON", 10)
    monkeypatch.setattr(pending_edits, "SOON", 10)
    few = {name: schema.tables()[name] for name in shown}
    monkeypatch.setattr(project, "tables", lambda: few)
    yield iface
    tasks.abandon_all()
    remove_windows(iface)
    QgsProject.instance().clear()


def open_dock(iface, show, name, width, height):
    """Show a dock and let it float at a size."""
    show(iface)
    dock = iface.mainWindow().findChild(QDockWidget, name)
    dock.setFloating(True)
    dock.resize(width, height)
    return dock


def shows_rows(dock):
    """Tell whether a dock has its rows and is at rest."""
    return dock.pages.currentWidget() is dock.rows_page and dock.bar.isHidden()
