"""The totals of a ledger with its unsaved edits, ready to be asked while something is drawn.

The progress dock keeps an index of its own: it asks in the background, and an index answers one at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from .. import dependencies, tasks
from ..core.errors import Cancelled, DataError
from ..core.model import Evidence, Plan
from ..core.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    import geopandas as gpd

    from ..core.index.index import Change
    from ..core.sketch import SketchDesk

TABLES = {
    Evidence.POLYGON: "intervention_polygons",
    Evidence.LINE: "intervention_lines",
    Evidence.POINT: "intervention_points",
}
SOON = 200  # ms: edits that follow each other are taken over together

_SAME_UUID = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "{count} interventions have no uuid or share one, first FID {fid} of {table}"
    ),
    QT_TRANSLATE_NOOP("EcoLedger", "Give each a uuid of its own: clear the field, and save a new one."),
)


@dataclass(frozen=True)
class Prepared:
    """A ledger as it is saved, and the desk it was put on."""

    path: Path
    plan: Plan
    saved: gpd.GeoDataFrame
    desk: SketchDesk


def prepare(path: Path, step: Callable[[float], None]) -> Prepared:
    """Read a ledger and put it on a desk (in the background)."""
    from ..core.sketch import SketchDesk, Sources
    from ..layers import store
    from ..layers.schema import tables

    plan = store.read_plan(path)
    saved = store.read_interventions(path)
    unclear = saved.uuid.isna() | (saved.uuid == "") | saved.uuid.duplicated(keep=False)
    if unclear.any():
        first = saved[unclear].iloc[0]
        raise DataError(*_SAME_UUID, count=int(unclear.sum()), fid=int(first.fid), table=first.table)
    step(0.2)
    names = dict.fromkeys(rule.layer for rule in plan.rules if rule.layer in tables())
    zones = {name: store.read_layer(path, name) for name in names}
    sources = Sources(saved, store.read_townships(path), store.read_baselines(path, plan), zones)
    step(0.4)
    return Prepared(
        path, plan, saved, SketchDesk.prepare(sources, plan, lambda share: step(0.4 + 0.6 * share))
    )


class LiveTotals(QObject):
    """Keeps a desk of one ledger up to date; belongs to its parent and goes with it."""

    changed = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.problem: Exception | None = None
        self._prepared: Prepared | None = None
        self._path: Path | None = None
        self._task: tasks.CoreTask | None = None
        self._applied: Change | None = None
        self._watched: set[str] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._apply_edits)

    @property
    def plan(self) -> Plan | None:
        """The plan of the ledger; None before it is read."""
        return self._prepared.plan if self._prepared else None

    @property
    def desk(self) -> SketchDesk | None:
        """The desk to ask, unsaved edits included; None before it is ready."""
        return self._prepared.desk if self._prepared else None

    def open(self, path: Path | None) -> None:
        """Take another ledger, or none."""
        if path != self._path:
            self.close()
            self._path = path
            self._start()
        elif path is not None:
            self._watch()

    def close(self) -> None:
        """Let go of the ledger; a task under way hands nothing over."""
        if self._task is not None:
            self._task.abandon()
        self._task = self._prepared = self._applied = self._path = self.problem = None
        self._watched.clear()
        self._soon.stop()

    def refresh(self) -> None:
        """Read the ledger anew; until then the totals so far are asked."""
        if self._path is not None:
            self._start()

    def _start(self) -> None:
        if self._task is not None:
            self._task.abandon()
            self._task = None
        if self._path is not None:
            self._watch()
            name = self._path.stem
            title = QCoreApplication.translate("EcoLedger", "Preparing the totals of {name}").format(
                name=name
            )
            work = partial(prepare, self._path)
            self._task = tasks.start(title, work, self._take, self._fail, project=QgsProject.instance())
        self.changed.emit()

    def _take(self, prepared: Prepared) -> None:
        dependencies.load()  # they were loaded in the task's thread; core is asked in this one from here on
        self._task = self._applied = self.problem = None
        self._prepared = prepared
        self._apply_edits()

    def _fail(self, error: Exception) -> None:
        self._task = None
        self.problem = None if isinstance(error, Cancelled) and self._prepared else error
        self.changed.emit()

    def _layers(self) -> dict[str, QgsVectorLayer]:
        from ..layers.project import ledger_layers

        found = ledger_layers(self._path) if self._path else {}
        return {table: layer for table, layer in found.items() if table in TABLES.values()}

    def _watch(self) -> None:
        for layer in self._layers().values():
            if layer.id() not in self._watched:
                self._watched.add(layer.id())
                layer.layerModified.connect(self._soon.start)
                layer.afterRollBack.connect(self._soon.start)
                layer.afterCommitChanges.connect(self.refresh)

    def _apply_edits(self) -> None:
        """Put the unsaved edits of now in the place of those taken over before."""
        from ..layers.edits import unsaved

        if self._prepared is None:
            return
        edits, saved, index = unsaved(self._layers()), self._prepared.saved, self._prepared.desk.index
        if self._applied is not None:
            index.undo(self._applied)
            self._applied = None
        if edits.rows or edits.gone:
            rows = edits.frame(saved)
            uuids = dict(zip(zip(saved.table, saved.fid, strict=True), saved.uuid, strict=True))
            touched = {*edits.gone, *zip(rows.table, rows.fid, strict=True)} & uuids.keys()
            removed = {uuids[key] for key in touched} - set(rows.uuid)
            unclear = rows.uuid.isna() | (rows.uuid == "") | rows.uuid.duplicated()
            rows.loc[unclear, "uuid"] = [f"{r.table} {r.fid}" for r in rows[unclear].itertuples()]
            self._applied = index.change(rows, removed=removed)
        self.changed.emit()
