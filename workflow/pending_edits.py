"""What unsaved edits change of the figures a dock shows, by the options they were closed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.errors import Cancelled
from ..core.model import INTERVENTION_TABLES, Options
from .live_totals import SOON, LiveTotals

if TYPE_CHECKING:
    import pandas as pd

    from .watched_ledger import WatchedLedger


class PendingEdits(QObject):
    """Asks the ledger's totals from the first unsaved edit on; totals of its own where the options differ."""

    changed = pyqtSignal()  # the effects are others now
    failed = pyqtSignal(object)  # why they cannot be told

    def __init__(self, ledger: WatchedLedger, parent: QObject) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._options: Options | None = None
        self._totals: LiveTotals | None = None
        self._told: Exception | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._follow)
        ledger.edited.connect(self._edited)

    def measure_by(self, options: Options) -> None:
        """Tell the effects by these options from now on."""
        if options != self._options:
            self.drop()
            self._options = options
        self._follow()

    def effects(self) -> pd.DataFrame | None:
        """Return what the edits change, see `EditedLedger.effects`; None where there are none, or not yet."""
        effects = self._totals.effects() if self._totals is not None else None
        return None if effects is None or effects.empty else effects

    def refresh(self) -> None:
        """Read the ledger anew where it was read."""
        if self._totals is not None:
            self._totals.refresh()

    def drop(self) -> None:
        """Ask nothing any more."""
        self._soon.stop()
        if self._totals is not None:
            self._totals.changed.disconnect(self._changed)
            if self._totals is not self._ledger.totals:
                self._totals.drop()
                self._totals.deleteLater()
        self._totals = self._options = None

    def _edited(self, table: str) -> None:
        if table in INTERVENTION_TABLES.values():
            self._soon.start()

    def _follow(self) -> None:
        layers = self._ledger.layers()
        edited = any(layers[table].isModified() for table in INTERVENTION_TABLES.values() if table in layers)
        if self._options is None or not edited:
            return
        if self._totals is None:
            own = None if self._options == Options() else LiveTotals(self._ledger, self, self._options)
            self._totals = own or self._ledger.totals
            self._totals.changed.connect(self._changed)
            self._changed()  # somebody else may have wanted them before
        self._totals.want()

    def _changed(self) -> None:
        problem, before = self._totals.problem, self._told
        self._told = problem
        if problem is not None and problem is not before and not isinstance(problem, Cancelled):
            self.failed.emit(problem)
        self.changed.emit()
