"""The ledger the plugin's windows are about: found in the project, chosen from several, watched, left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QDockWidget

from ..layers.commits import CommitWatch
from .live_totals import LiveTotals

SOON = 400  # ms: layers come and go one by one
RECORDS = ("waivers", "history", "tracks")  # nothing is counted from these


def watched_ledger(iface: QgisInterface) -> WatchedLedger:
    """Return the one of QGIS' window, at what is in the project now; it begins when it is first asked for."""
    window = iface.mainWindow()
    found = window.findChild(WatchedLedger, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if found is None:
        return WatchedLedger(window)
    found.look()
    return found


def stop_watching(iface: QgisInterface) -> None:
    """Let go of the ledger: the plugin's windows are gone."""
    found = iface.mainWindow().findChild(WatchedLedger)
    if found is not None:
        found.blockSignals(True)
        found.leave()
        found.setParent(None)
        found.deleteLater()


class WatchedLedger(QObject):
    """One ledger for all windows: which is chosen in one of them is shown in all.

    A window connects slots of an object that goes with it, and asks `path` at once: the signals tell only
    what changes from then on. `totals` holds the ledger's index with the unsaved edits in it, and its rules
    with their zones: ask them in the main thread only, after ``totals.want()`` and ``totals.changed``; they
    are None until they are ready.
    """

    replaced = pyqtSignal()  # it is another one now, or none
    listed = pyqtSignal()  # there are others to choose from
    edited = pyqtSignal(str)  # table: a layer of it was edited, or its edits were taken back
    saved = pyqtSignal(str, list, list)  # table, fids added or changed, fids deleted
    written = pyqtSignal(str)  # table: its file was changed otherwise, and the layer read it again

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self.setObjectName("ecoledger_watched_ledger")
        self.path: Path | None = None
        self.others: list[Path] = []  # all ledgers of the project, this one too
        self._layers: dict[str, str] = {}  # id of each layer that is watched: its table
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.look)
        self.totals = LiveTotals(self)
        project = QgsProject.instance()
        project.layersAdded.connect(self._look_soon)
        project.layersRemoved.connect(self._look_soon)
        project.cleared.connect(self.look)
        self.look()

    # Which one

    def look(self) -> None:
        """Keep the ledger where it is still in the project, else take the first there is."""
        from ..layers.project import ledgers

        found = ledgers()
        before, self.others = self.others, found
        if self.path in found:
            self._watch()
        elif found or self.path is not None:
            self._take(found[0] if found else None)
        if found != before:
            self.listed.emit()

    def choose(self, path: str) -> None:
        """Take this one of the project's ledgers."""
        if Path(path) != self.path:
            self._take(Path(path))

    def choices(self) -> list[tuple[str, str]]:
        """Return path and name of each of the project's ledgers; two of one name with their folders."""
        names = [path.stem for path in self.others]
        return [
            (str(path), path.stem if names.count(path.stem) == 1 else f"{path.stem} ({path.parent})")
            for path in self.others
        ]

    def name(self) -> str:
        """Return what the ledger is called among the project's; empty where there is none."""
        return dict(self.choices()).get(str(self.path), "")

    def leave(self) -> None:
        """Watch nothing any more."""
        self._soon.stop()
        self.others = []
        self._take(None)

    def _look_soon(self, *_: object) -> None:
        self._soon.start()

    def _take(self, path: Path | None) -> None:
        for key in self._layers:
            layer = QgsProject.instance().mapLayer(key)
            if layer is not None:
                self._each_signal(layer, lambda signal, slot: signal.disconnect(slot))
        for watch in self.findChildren(CommitWatch):
            watch.end()
        self._layers.clear()
        self.path = path
        self.totals.drop()
        self._watch()
        self.replaced.emit()

    # What happens to its layers

    def layers(self) -> Mapping[str, QgsVectorLayer]:
        """Return its layers in the project by table."""
        from ..layers.project import ledger_layers

        return ledger_layers(self.path) if self.path else {}

    def _watch(self) -> None:
        for table, layer in self.layers().items():
            if layer.id() not in self._layers:
                self._layers[layer.id()] = table
                CommitWatch(layer, self).saved.connect(partial(self._layer_saved, table))
                self._each_signal(layer, lambda signal, slot: signal.connect(slot))

    def _each_signal(self, layer: QgsVectorLayer, do: Callable[[Any, Callable], object]) -> None:
        for signal, slot in (
            (layer.layerModified, self._layer_edited),
            (layer.afterRollBack, self._layer_edited),
            (layer.dataChanged, self._layer_written),
            (layer.dataSourceChanged, self._look_soon),
        ):
            do(signal, slot)

    def _layer_edited(self) -> None:
        self.edited.emit(self._layers[self.sender().id()])

    def _layer_written(self) -> None:
        table = self._layers[self.sender().id()]
        if table not in RECORDS:
            self.written.emit(table)

    def _layer_saved(self, table: str, touched: Mapping[int, set[str]], gone: list[int]) -> None:
        self.saved.emit(table, sorted(touched.keys() - set(gone)), sorted(gone))


class LedgerOfDock(QObject):
    """Belongs to a dock: says in its title which ledger it shows, and lets another be chosen from several."""

    def __init__(self, ledger: WatchedLedger, dock: QDockWidget) -> None:
        from ..dialogs.ledger_choice import LedgerChoice

        super().__init__(dock)
        self._ledger, self._dock, self._title = ledger, dock, dock.windowTitle()
        self._choice = LedgerChoice(dock)
        dock.widget().layout().insertWidget(0, self._choice)
        self._choice.chosen.connect(ledger.choose)
        ledger.listed.connect(self._tell)
        ledger.replaced.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        name = self._ledger.name()
        self._dock.setWindowTitle(f"{self._title} – {name}" if name else self._title)
        self._choice.show_ledgers(self._ledger.choices(), str(self._ledger.path))
