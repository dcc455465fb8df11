"""Docks: made when they are first asked for, kept by QGIS' window, gone with the plugin.

What a dock is connected to belongs to it: a `QObject` that is its child, or a slot of its own, so that the
connections end with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow, QWidget

from .fielddata import import_field_data
from .watched_ledger import stop_watching

Dock = TypeVar("Dock", bound=QDockWidget)
LOW = 0.42  # of the window's height: a dock below the map


def show_dock(
    iface: QgisInterface,
    kind: type[Dock],
    make: Callable[[], Dock],
    area: Qt.DockWidgetArea = Qt.DockWidgetArea.RightDockWidgetArea,
) -> Dock:
    """Show the window's dock of a class and return it; `make` is called where there is none yet.

    Its object name begins with ``ecoledger_``. Field data dropped on it are imported.
    """
    dock = iface.mainWindow().findChild(kind)
    if dock is None:
        dock = make()
        dock.setAcceptDrops(True)
        dock.installEventFilter(_FileDrop(iface, dock))
        iface.addDockWidget(area, dock)
        if not _put_behind(dock, iface.mainWindow()):
            _leave_room(dock, iface.mainWindow())
    dock.show()
    dock.raise_()
    return dock


def _put_behind(dock: QDockWidget, window: QMainWindow) -> bool:
    """Make a dock a tab of ours in the same area, if there is one: side by side neither has room."""
    area = window.dockWidgetArea(dock)
    for other in window.findChildren(QDockWidget):
        ours = other is not dock and other.objectName().startswith("ecoledger_")
        if ours and not other.isHidden() and not other.isFloating() and window.dockWidgetArea(other) == area:
            window.tabifyDockWidget(other, dock)
            return True
    return False


def _leave_room(dock: QDockWidget, window: QMainWindow) -> None:
    """Leave the map the greater part of a small window's height above a dock below it."""
    if window.dockWidgetArea(dock) == Qt.DockWidgetArea.BottomDockWidgetArea:
        window.resizeDocks([dock], [round(window.height() * LOW)], Qt.Orientation.Vertical)


class _FileDrop(QObject):
    """Belongs to a dock: takes the files that are dropped on it."""

    def __init__(self, iface: QgisInterface, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._iface = iface

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take files, nothing else."""
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return False
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if not paths:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            import_field_data(self._iface, paths)
        return True


def remove_windows(iface: QgisInterface) -> None:
    """Take down the docks, the windows that stand beside QGIS' own, and the ledger they watch."""
    stop_watching(iface)
    for widget in iface.mainWindow().findChildren(QWidget):
        if not widget.objectName().startswith("ecoledger_"):
            continue
        if isinstance(widget, QDockWidget):
            iface.removeDockWidget(widget)
        elif not widget.isWindow():
            continue
        widget.setParent(None)
        widget.deleteLater()
