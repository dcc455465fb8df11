"""After a save: what was saved is held against the rules, and new violations are asked about, beside the map.

Whatever tool made the edits. Nothing is kept from being saved: what nobody answers stays an open finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer

from .. import dependencies, tasks
from ..core.errors import Cancelled, EcoLedgerError
from ..core.model import INTERVENTION_TABLES
from ..layers.commits import EVERY, CommitWatch
from ..layers.merges import MergeWatch
from ..layers.splits import SplitWatch
from .live_totals import FEW
from .messages import show_error
from .save_question import Looked, ask, say_unreadable, waive
from .watched_ledger import WatchedLedger

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from ..core.model import Plan
    from ..core.rules import RuleIndex

SOON = 300  # ms: layers are saved one after the other

Touched = dict[str, dict[int, set[str]]]  # by table and FID, the fields that were saved


def watch_saves(iface: QgisInterface) -> SaveWatch:
    """Return the window's watch over the ledgers' layers; it is made where there is none."""
    return iface.mainWindow().findChild(SaveWatch) or SaveWatch(iface)


def stop_watching_saves(iface: QgisInterface) -> None:
    """Let go of the layers."""
    watch = iface.mainWindow().findChild(SaveWatch)
    if watch is not None:
        watch.setParent(None)
        watch.deleteLater()


class SaveWatch(QObject):
    """Belongs to the window; hears what is saved to the interventions of the project's ledgers."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__(iface.mainWindow())
        self._iface = iface
        self._touched: dict[Path, Touched] = {}
        self._promised: dict[str, str] = {}  # reasons given before the feature was saved, by uuid
        self._said: set[tuple[str, int | None]] = set()  # what was told to be unreadable
        self._task: tasks.CoreTask | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._look)
        project = QgsProject.instance()
        project.layersAdded.connect(self.find_layers)
        project.cleared.connect(self._forget)
        if project.mapLayers():  # QGIS' start has none to look at
            self.find_layers()

    def promise(self, uuid: str, reason: str) -> None:
        """Waive what a feature violates as soon as it is saved: its reason was given while it was drawn."""
        self._promised[uuid] = reason

    def find_layers(self) -> None:
        """Watch the layers of interventions that are not watched yet."""
        from ..layers.project import TABLE

        watched = {watch.layer for watch in self.findChildren(CommitWatch)}
        for layer in QgsProject.instance().mapLayers().values():
            if layer.customProperty(TABLE) in INTERVENTION_TABLES.values() and layer not in watched:
                watch = CommitWatch(layer, self)
                watch.saved.connect(partial(self._saved, layer))
                SplitWatch(layer, watch)
                MergeWatch(layer, watch)

    def _saved(self, layer: QgsVectorLayer, touched: Mapping[int, Collection[str]], gone: list[int]) -> None:
        """Take what was saved to a layer; it is looked at when the others are saved too."""
        from ..layers.project import TABLE, ledger_of

        if not touched:
            return
        tables = self._touched.setdefault(ledger_of(layer), {})
        fields = tables.setdefault(layer.customProperty(TABLE), {})
        for fid, names in touched.items():
            fields.setdefault(fid, set()).update(names)
        self._soon.start()

    @property
    def busy(self) -> bool:
        """Whether something saved is still to be looked at."""
        return self._task is not None or bool(self._touched)

    def _forget(self) -> None:
        self._soon.stop()
        self._touched.clear()
        self._promised.clear()
        self._said.clear()
        self._task = None

    def _look(self) -> None:
        """Hold what was saved against the rules, in the background; one ledger at a time."""
        if dependencies.missing():
            self._touched.clear()  # nothing of the program works, and the menu says why
        if self._task is not None or not self._touched:
            return
        path = next(iter(self._touched))
        self._start(path, partial(read_saved, path, self._touched.pop(path)), self._hold)

    def _start(self, path: Path, work: Callable[..., object], take: Callable[..., None]) -> None:
        title = QCoreApplication.translate("EcoLedger", "Checking what was saved to {name}")
        title = title.format(name=path.stem)
        self._task = tasks.start(title, work, take, self._fail, project=QgsProject.instance())

    def _hold(self, saved: Saved | None) -> None:
        """Hold what was saved against the rules: a few features against those the windows have ready."""
        if saved is None:
            self._take(None)
            return
        rules = self._ready_rules(saved)
        if rules is None:
            self._start(saved.path, partial(prepare_and_hold, saved), self._take)
            return
        dependencies.load()  # they were loaded in the task's thread
        try:
            looked = hold(saved, rules)
        except EcoLedgerError as error:
            self._fail(error)
        else:
            self._take(looked)

    def _ready_rules(self, saved: Saved) -> RuleIndex | None:
        ledger = self._iface.mainWindow().findChild(WatchedLedger)
        few = sum(map(len, saved.subjects.values())) <= FEW
        rules = ledger.totals.rules if few and ledger is not None and ledger.path == saved.path else None
        plan = (saved.plan.rules, saved.plan.restrictions)
        return rules if rules is not None and (rules.rules, rules.restrictions) == plan else None

    def _take(self, looked: Looked | None) -> None:
        self._task = None
        if looked is not None:
            left = self._keep_promises(looked)
            if len(left.fresh):
                ask(self._iface, left)
            else:
                say_unreadable(self._iface, left, self._said)
        self._look()

    def _fail(self, error: Exception) -> None:
        self._task = None
        self._look()
        if not isinstance(error, Cancelled):
            show_error(self._iface, error)

    def _keep_promises(self, looked: Looked) -> Looked:
        """Write the waivers whose reasons were given already; return what is left to be asked about."""
        given, written = looked.fresh.uuid.map(self._promised), []
        for reason, own in looked.fresh.groupby(given):
            if waive(self._iface, looked.path, own, reason):
                written += list(own.index)
        for uuid in looked.saved:
            self._promised.pop(uuid, None)
        return replace(looked, fresh=looked.fresh.drop(index=written).reset_index(drop=True))


@dataclass(frozen=True)
class Saved:
    """What was saved to a ledger, as its file has it: the features the rules look at, and what was waived."""

    path: Path
    plan: Plan
    subjects: Mapping[str, gpd.GeoDataFrame]
    waivers: pd.DataFrame


def read_saved(path: Path, touched: Touched, step: Callable[[float], None]) -> Saved | None:
    """Read what was saved to a ledger (in a task); None where no rule asks about it."""
    from ..layers import conflicts, store

    plan = store.read_plan(path)
    step(0.3)
    subjects = _subjects(path, plan, touched)
    return Saved(path, plan, subjects, conflicts.read_waivers(path)) if subjects else None


def prepare_and_hold(saved: Saved, step: Callable[[float], None]) -> Looked:
    """Read the zones and hold what was saved against them (in a task)."""
    from ..core.rules import RuleIndex, plane_of
    from ..layers import conflicts

    zones = conflicts.read_zones(saved.path, saved.plan)
    plane = plane_of({**zones, **saved.subjects})
    rules, restrictions = saved.plan.rules, saved.plan.restrictions
    return hold(saved, RuleIndex(zones, rules, restrictions, plane, lambda share: step(0.2 + 0.7 * share)))


def hold(saved: Saved, rules: RuleIndex) -> Looked:
    """Hold what was saved to a ledger against its rules."""
    result = rules.check(saved.subjects, saved.waivers, as_of=dt.date.today())
    found = result.findings
    fresh = found[(found.severity == "violation") & (found.state == "open")].reset_index(drop=True)
    uuids = frozenset(uuid for frame in saved.subjects.values() for uuid in frame.uuid.dropna())
    return Looked(saved.path, saved.plan, uuids, fresh, result, rules)


def _subjects(path: Path, plan: Plan, touched: Touched) -> dict[str, gpd.GeoDataFrame]:
    """Return the saved features of which something changed that the rules look at."""
    from ..layers import store

    fields = {name for r in plan.restrictions for condition in r.subject for name in condition.fields}
    subjects = {}
    for table, saved in touched.items():
        fids = [fid for fid, names in saved.items() if plan.rules and names & {EVERY, *fields}]
        if fids:
            frame = store.read_layer(path, table)
            subjects[table] = frame[frame.fid.isin(fids)].reset_index(drop=True)
    return subjects
