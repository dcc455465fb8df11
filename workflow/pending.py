"""Unsaved edits of a ledger's interventions: what they would change, asked in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from .. import tasks

if TYPE_CHECKING:
    import pandas as pd

    from ..core.standing import Pending, Standing
    from ..layers.edits import Unsaved

SOON = 400  # ms: edits that follow each other are answered together


class PendingEdits(QObject):
    """Watches the layers of one ledger and measures their edits against its standing."""

    saved = pyqtSignal()  # a layer of the ledger was saved
    changed = pyqtSignal(object)  # the effects of the unsaved edits (DataFrame), or None
    failed = pyqtSignal(object)  # why they could not be told

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._watched: dict[str, bool] = {}  # id of a layer: holds it interventions?
        self._standing: Standing | None = None
        self._pending: Pending | None = None
        self._task: tasks.CoreTask | None = None
        self._ask_again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._ask)

    def watch(self, path: Path) -> None:
        """Watch the ledger's layers in the project that are not watched yet."""
        from ..layers.project import ledger_layers
        from ..layers.schema import tables

        self._path = path
        for table, layer in ledger_layers(path).items():
            if layer.id() in self._watched:
                continue
            edited = tables()[table].group == "interventions"
            self._watched[layer.id()] = edited
            layer.afterCommitChanges.connect(self.saved)
            if edited:
                layer.layerModified.connect(self._ask_soon)
                layer.afterRollBack.connect(self._ask_soon)

    def measure_against(self, standing: Standing) -> None:
        """Measure from now on against this standing."""
        from ..core.standing import Pending

        self._stop_asking()
        self._standing, self._pending = standing, Pending(standing)
        self._ask()

    def drop(self) -> None:
        """Watch nothing any more."""
        self._stop_asking()
        for key, edited in self._watched.items():
            layer = QgsProject.instance().mapLayer(key)
            if layer is not None:
                layer.afterCommitChanges.disconnect(self.saved)
            if layer is not None and edited:
                layer.layerModified.disconnect(self._ask_soon)
                layer.afterRollBack.disconnect(self._ask_soon)
        self._watched.clear()
        self._path = self._standing = self._pending = None

    def _stop_asking(self) -> None:
        self._soon.stop()
        if self._task is not None:
            self._task.abandon()
        self._task, self._ask_again = None, False

    def _ask_soon(self) -> None:
        self._soon.start()

    def _ask(self) -> None:
        """Ask what the edits of this moment would change; one question at a time."""
        if self._standing is None:
            return
        if self._task is not None:
            self._ask_again = True
            return
        edits = self._unsaved()
        if not edits.rows and not edits.gone:
            self.changed.emit(None)
            return
        title = QCoreApplication.translate("EcoLedger", "What the unsaved edits change")
        work = partial(_effects, self._pending, self._standing, edits)
        self._task = tasks.start(title, work, self._take, self._fail, project=QgsProject.instance())

    def _unsaved(self) -> Unsaved:
        from ..layers.edits import unsaved
        from ..layers.project import ledger_layers
        from ..layers.schema import tables

        layers = ledger_layers(self._path).items()
        return unsaved({table: la for table, la in layers if tables()[table].group == "interventions"})

    def _take(self, effects: pd.DataFrame) -> None:
        self._task = None
        self.changed.emit(effects)
        self._go_on()

    def _fail(self, error: Exception) -> None:
        self._task = None
        self.failed.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        if self._ask_again:
            self._ask_again = False
            self._ask()


def _effects(
    pending: Pending, standing: Standing, edits: Unsaved, step: Callable[[float], None]
) -> pd.DataFrame:
    from ..core.standing import Edits

    rows = edits.frame(standing.sources.interventions)
    return pending.effects(Edits(rows, edits.gone), step)
