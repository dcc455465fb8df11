"""The totals of the watched ledger with its unsaved edits: one index for the progress dock and the pen.

The task that makes an index is the only one that knows it, until it hands it over; from then on it belongs to
the main thread, which asks it and tells it of a few edits at a time. Many at once are told to a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from .. import dependencies, tasks
from ..core.errors import Cancelled
from ..core.model import INTERVENTION_TABLES, Options, Plan

if TYPE_CHECKING:
    import pandas as pd

    from ..core.index import EditedLedger
    from ..core.rules import RuleIndex
    from ..core.sketch import SketchDesk
    from ..layers.edits import Unsaved
    from .watched_ledger import WatchedLedger

SOON = 200  # ms: edits that follow each other are taken over together
FEW = 100  # features the index is told of while the user waits: a tenth of a second


@dataclass
class Prepared:
    """A ledger as it was read, its index with the edits in it, and the desk that asks it.

    Parameters
    ----------
    path : Path
    plan : Plan
    tables : frozenset of str
        Those it was read from, besides the interventions.
    edited : EditedLedger
    desk : SketchDesk
        Without rules where the index is for other options than the drawing's.
    """

    path: Path
    plan: Plan
    tables: frozenset[str]
    edited: EditedLedger
    desk: SketchDesk


def prepare(path: Path, options: Options, edits: Unsaved | None, step: Callable[[float], None]) -> Prepared:
    """Read a ledger, build its index, and tell it of unsaved edits (in the background)."""
    from ..core.index import EditedLedger, Edits, with_own_uuids
    from ..core.sketch import SketchDesk, Sources
    from ..layers import store
    from ..layers.schema import tables

    plan = store.read_plan(path)
    saved = with_own_uuids(store.read_interventions(path))
    step(0.2)
    rules = plan.rules if options == Options() else ()
    names = dict.fromkeys(rule.layer for rule in rules if rule.layer in tables())
    zones = {name: store.read_layer(path, name) for name in names}
    baselines = store.read_baselines(path, plan)
    sources = Sources(saved, store.read_townships(path), baselines, zones)
    step(0.4)
    desk = SketchDesk.prepare(
        sources, replace(plan, rules=tuple(rules)), lambda share: step(0.4 + 0.6 * share), options=options
    )
    edited = EditedLedger(saved, desk.index)
    if edits is not None:
        edited.tell(edited.news(Edits(edits.frame(saved), edits.gone)))
    read = {"townships", "targets", "target_groups", "rules", "restrictions", *zones, *baselines}
    return Prepared(path, plan, frozenset(read), edited, desk)


class LiveTotals(QObject):
    """Keeps the index of a ledger at its unsaved edits, once that is wanted.

    Parameters
    ----------
    ledger : WatchedLedger
    parent : QObject, optional
        It goes with; the ledger where None.
    options : Options, optional
        As-of date, period and statuses, where they are not those an intervention is drawn by.
    """

    changed = pyqtSignal()

    def __init__(
        self, ledger: WatchedLedger, parent: QObject | None = None, options: Options | None = None
    ) -> None:
        super().__init__(parent or ledger)
        self.problem: Exception | None = None
        self._ledger, self.options = ledger, options or Options()
        self._prepared: Prepared | None = None
        self._task: tasks.CoreTask | None = None
        self._soon = self._timer(self._follow)
        self._reread_soon = self._timer(self.refresh)
        ledger.edited.connect(self._edited)
        ledger.saved.connect(self._saved)
        ledger.written.connect(self._written)

    def _timer(self, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(SOON)
        timer.timeout.connect(action)
        return timer

    @property
    def plan(self) -> Plan | None:
        """The plan of the ledger; None before it is read."""
        return self._prepared.plan if self._prepared else None

    @property
    def desk(self) -> SketchDesk | None:
        """The desk to ask, unsaved edits included; None before it is ready."""
        return self._prepared.desk if self._prepared else None

    @property
    def rules(self) -> RuleIndex | None:
        """The rules with their zones as saved, to be asked in the main thread; None where they are not ready.

        Unlike the desk, which goes on with those so far while the ledger is read anew.
        """
        stale = self._task is not None or self._reread_soon.isActive()
        return None if stale or self.desk is None else self.desk.rules

    def effects(self) -> pd.DataFrame | None:
        """Return what the unsaved edits change, see `EditedLedger.effects`; None before it is ready."""
        return self._prepared.edited.effects() if self._prepared else None

    def want(self) -> None:
        """Prepare the totals where they are not, and nobody is at it."""
        if self._prepared is None and self._task is None and self.problem is None:
            self.refresh()

    def drop(self) -> None:
        """Let go of the ledger; a task under way hands nothing over."""
        if self._task is not None:
            self._task.abandon()
        self._task = self._prepared = self.problem = None
        self._soon.stop()
        self._reread_soon.stop()

    def refresh(self) -> None:
        """Read the ledger anew; until then the totals so far are asked."""
        if self._task is not None:
            self._task.abandon()
            self._task = None
        if self._ledger.path is not None:
            self._start(None)
        self.changed.emit()

    def _start(self, edits: Unsaved | None) -> None:
        title = QCoreApplication.translate("EcoLedger", "Preparing the totals of {name}")
        title = title.format(name=self._ledger.path.stem)
        work = partial(prepare, self._ledger.path, self.options, edits)
        self._task = tasks.start(title, work, self._take, self._fail, project=QgsProject.instance())

    def _take(self, prepared: Prepared) -> None:
        dependencies.load()  # they were loaded in the task's thread; core is asked in this one from here on
        self._task = self.problem = None
        self._prepared = prepared
        self._follow()

    def _fail(self, error: Exception) -> None:
        self._task = None
        self.problem = None if isinstance(error, Cancelled) and self._prepared else error
        self.changed.emit()

    # Edits

    def _edited(self, table: str) -> None:
        if table in INTERVENTION_TABLES.values() and self._prepared is not None:
            self._soon.start()

    def _follow(self) -> None:
        """Tell the index what is new of the unsaved edits."""
        from ..core.index import Edits
        from ..layers.edits import unsaved

        prepared = self._prepared
        if prepared is None or self._task is not None:  # the task's index follows when it is handed over
            return
        edits = unsaved(
            {t: la for t, la in self._ledger.layers().items() if t in INTERVENTION_TABLES.values()}
        )
        news = prepared.edited.news(Edits(edits.frame(prepared.edited.saved), edits.gone))
        if len(news) > FEW:
            self._start(edits)
            return
        self._prepared = None  # one that failed half-way is not used again
        prepared.edited.tell(news)
        self._prepared = prepared
        self.changed.emit()

    def _saved(self, table: str, changed: list[int], gone: list[int]) -> None:
        """Take over what was saved; all is read anew where that is much, or not of the interventions."""
        if self._task is not None:
            self.refresh()  # it may have read what was there before
        elif self._prepared is None:
            return
        elif table not in INTERVENTION_TABLES.values():
            if table in self._prepared.tables:
                self.refresh()
        elif len(changed) + len(gone) > FEW or not self._take_over(table, changed, gone):
            self.refresh()

    def _written(self, _: str) -> None:
        if self._prepared is not None or self._task is not None:
            self._reread_soon.start()  # layers are read again one by one

    def _take_over(self, table: str, changed: list[int], gone: list[int]) -> bool:
        """Tell the index of saved features; False where QGIS does not show them, or says nothing of them."""
        from ..core.index import Edits
        from ..layers.edits import saved_features

        prepared = self._prepared
        rows = saved_features(table, self._ledger.layers()[table], changed)
        if len(rows.rows) != len(changed):
            return False
        if not changed and not gone:  # nothing was saved, or QGIS had written each edit at once
            return prepared.edited.effects().empty
        self._prepared = None  # as above
        frame = rows.frame(prepared.edited.saved)
        prepared.edited.save(Edits(frame, tuple((table, fid) for fid in gone)))
        self._prepared = prepared
        self._follow()
        return True
