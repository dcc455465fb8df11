"""The progress dock: close the ledger in the background, show where it stands, keep an eye on edits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QTimer

from .. import tasks, wording
from ..core.errors import Cancelled, EcoLedgerError, Fault
from ..core.plan.codes import shipped_words
from .docks import show_dock
from .layers import add_layers
from .messages import show_error, show_text
from .pending import PendingEdits
from .progress_charts import DEDUCTIONS, growth_of, ink_of, title_of, waterfall_of
from .progress_files import ask_file, write_picture, write_sheet
from .progress_map import open_form, show_piece

if TYPE_CHECKING:
    import pandas as pd

    from ..core.model import Options
    from ..core.standing import Piece, Standing
    from ..dialogs.progress_dock import ProgressDock

SOON = 400  # ms: choices that follow each other are answered together
PICTURE = 900, 420  # of a chart in a file


def show_progress(iface: QgisInterface) -> None:
    """Show the progress dock and close the ledger that is in the project."""
    from ..core.chart import stage_bar
    from ..dialogs.progress_dock import ProgressDock

    def make() -> ProgressDock:
        dock = ProgressDock(stage_bar, _statuses(), iface.mainWindow())
        Progress(iface, dock)
        return dock

    show_dock(iface, ProgressDock, make, Qt.DockWidgetArea.BottomDockWidgetArea)


def _language() -> str:
    return "zh" if QgsApplication.instance().locale().startswith("zh") else "en"


def _statuses() -> list[tuple[int, str]]:
    codes = shipped_words()[0]["status"].values()
    return [(int(code.code), getattr(code, _language())) for code in codes]


class Progress(QObject):
    """Belongs to the dock and goes with it; what it holds is of one ledger at one moment."""

    def __init__(self, iface: QgisInterface, dock: ProgressDock) -> None:
        super().__init__(dock)
        self._iface, self._dock = iface, dock
        self._path: Path | None = None
        self._standing: Standing | None = None
        self._notes: list[Fault] = []
        self._effects: pd.DataFrame | None = None
        self._task: tasks.CoreTask | None = None
        self._stale, self._told = False, ""
        self._edits = PendingEdits(self)
        self._close_soon = self._timer(self.refresh)
        self._look_soon = self._timer(self.find_ledger)
        self._connect()
        self.find_ledger()

    def _timer(self, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(SOON)
        timer.timeout.connect(action)
        return timer

    def _connect(self) -> None:
        """Connect to slots of this object: Qt takes the connections back when it goes."""
        dock, project = self._dock, QgsProject.instance()
        dock.refresh_wanted.connect(self.refresh)
        dock.cancel_wanted.connect(self.cancel)
        dock.open_wanted.connect(self._open)
        dock.ledger_chosen.connect(self._choose)
        dock.notes_wanted.connect(self._show_notes)
        dock.choices.options_changed.connect(self._close_soon.start)
        dock.choices.view_changed.connect(self.show_rows)
        dock.row_chosen.connect(self._show_charts)
        dock.deduction_chosen.connect(self._show_pieces)
        dock.piece_chosen.connect(self._show_piece)
        dock.form_wanted.connect(self._open_form)
        dock.export_wanted.connect(self._export)
        self._edits.saved.connect(self._mark_stale)
        self._edits.changed.connect(self._take_effects)
        self._edits.failed.connect(partial(show_error, self._iface))
        project.layersAdded.connect(self._look_again)
        project.layersRemoved.connect(self._look_again)
        project.cleared.connect(self._forget)

    # Which ledger

    def find_ledger(self) -> None:
        """Take the project's ledger, the one shown so far if it is still there, and close it."""
        from ..layers.project import ledgers

        found = ledgers()
        if not found:
            self._forget()
        elif self._path not in found:
            self._choose(str(found[0]))
        else:
            self._edits.watch(self._path)
        self._dock.show_ledgers([(str(path), path.stem) for path in found], str(self._path))

    def _look_again(self, *_: object) -> None:
        self._look_soon.start()  # layers come one by one

    def _choose(self, path: str) -> None:
        self._drop()
        self._path = Path(path)
        self._edits.watch(self._path)
        self.refresh()

    def _forget(self) -> None:
        self._drop()
        self._path = None
        problem = QCoreApplication.translate("EcoLedger", "There is no ledger in the project.")
        advice = QCoreApplication.translate("EcoLedger", "Open one: its targets are listed here then.")
        self._dock.show_nothing(f"{problem}\n{advice}", may_open=True, may_try_again=False)

    def _drop(self) -> None:
        """Let go of everything that is of the ledger shown so far."""
        if self._task is not None:
            self._task.abandon()
        self._edits.drop()
        self._task = self._standing = self._effects = None
        self._dock.show_progress(None)

    def _open(self) -> None:
        add_layers(self._iface)

    # Close it

    def refresh(self) -> None:
        """Close the ledger anew in the background; what is shown stays until then."""
        if self._path is None:
            self.find_ledger()
            return
        if self._task is not None:
            self._task.abandon()
        title = QCoreApplication.translate("EcoLedger", "Closing the ledger {name}…")
        title = title.format(name=self._path.stem)
        if self._standing is None:
            self._dock.show_nothing(title, may_open=False, may_try_again=False)
        work = partial(_close, self._path, self._dock.choices.options())
        self._stale = False
        self._task = tasks.start(title, work, self._take, self._fail, project=QgsProject.instance())
        self._task.progressChanged.connect(self._dock.show_progress)
        self._dock.show_progress(0.0)

    def cancel(self) -> None:
        """Stop closing; what was shown stays."""
        if self._task is not None:
            self._task.cancel()

    def _take(self, closed: tuple[Standing, list[Fault]]) -> None:
        self._task = None
        self._standing, self._notes = closed
        self._effects = None
        self._dock.show_progress(None)
        self._dock.show_notes(len(self._notes))
        self._dock.choices.show_choices(self._standing.years, _townships(self._standing))
        self._told = _told(self._standing)
        self.show_rows()
        self._edits.measure_against(self._standing)

    def _fail(self, error: Exception) -> None:
        self._task = None
        self._dock.show_progress(None)
        if self._standing is None and isinstance(error, EcoLedgerError):
            self._dock.show_nothing(wording.error_lines(error), may_open=True, may_try_again=True)
        else:
            self._stale = self._standing is not None
            self._tell_state()
        if not isinstance(error, Cancelled):
            show_error(self._iface, error)

    # Show it

    def show_rows(self) -> None:
        """Show the rows as they are wished for, with what unsaved edits would change."""
        from ..core.standing import View, rows, with_pending

        if self._standing is None:
            return
        found = rows(self._standing, View(**self._dock.choices.view(), language=_language()))
        self._dock.show_rows(found if self._effects is None else with_pending(found, self._effects))
        self._tell_state()
        self._show_charts()

    def _take_effects(self, effects: pd.DataFrame | None) -> None:
        self._effects = effects
        self.show_rows()

    def _mark_stale(self) -> None:
        self._stale = True
        self._tell_state()

    def _tell_state(self) -> None:
        self._dock.show_state(self._told, self._stale)

    def _show_notes(self) -> None:
        title = QCoreApplication.translate("EcoLedger", "What asks for a look")
        show_text(self._iface.mainWindow(), title, "\n".join(map(wording.fault_line, self._notes)))

    def _show_charts(self) -> None:
        row = self._dock.row()
        if self._standing is None or row is None:
            return
        ink, place = ink_of(self._dock.palette()), self._dock.waterfall.size()
        self._dock.show_waterfall(title_of(row), *waterfall_of(row, place.width(), place.height(), ink))
        place = self._dock.growth.size()
        growth = growth_of(self._standing, row, place.width(), place.height(), ink)
        self._dock.show_growth(title_of(row), growth)

    def _show_pieces(self, kind: str) -> None:
        from ..core.standing import pieces

        row = self._dock.row()
        found = pieces(self._standing, row, kind)
        title = QCoreApplication.translate("EcoLedger", "{name} – {deduction}: {count} pieces")
        word = wording.sentence(DEDUCTIONS[kind])
        title = title.format(name=title_of(row), deduction=word, count=len(found))
        self._dock.show_pieces(title, found, row.symbol, row.unit.decimals)

    def _show_piece(self, piece: Piece) -> None:
        show_piece(self._iface, self._standing, piece)

    def _open_form(self, table: str, fid: int) -> None:
        open_form(self._iface, self._path, table, fid)

    def _export(self, kind: str) -> None:
        """Write the table or a chart of the chosen row to a file."""
        row, name, is_table = self._dock.row(), self._path.stem, kind in ("csv", "xlsx")
        endings = (f".{kind}",) if is_table else (".svg", ".png")
        file = ask_file(self._iface, endings, name, self._path.parent)
        if file is None:
            return
        if is_table:
            write_sheet(self._iface, file, *self._dock.table(), name)
        elif kind == "waterfall":
            write_picture(self._iface, file, waterfall_of(row, PICTURE[0])[0])
        else:
            write_picture(self._iface, file, growth_of(self._standing, row, *PICTURE))


def _close(path: Path, options: Options, step: Callable[[float], None]) -> tuple[Standing, list[Fault]]:
    """Read a ledger and take its standing, with everything that was noted on the way (in a task)."""
    from ..core.ledger.findings import of_repairs
    from ..core.standing import Sources, take_standing
    from ..layers import store

    store.check(path)
    plan = store.read_plan(path)
    step(0.05)
    interventions = store.read_interventions(path)
    step(0.15)
    townships, baselines = store.read_townships(path), store.read_baselines(path, plan)
    step(0.2)
    sources = Sources(interventions, townships, baselines, store.read_reports(path))
    standing = take_standing(sources, plan, options=options, step=lambda share: step(0.2 + 0.8 * share))
    frames = (interventions, townships, *baselines.values(), sources.reports)
    faults = [fault for frame in frames for fault in frame.attrs["faults"]]
    return standing, [*faults, *standing.ledger.notes, *of_repairs(standing.ledger.repairs)]


def _townships(standing: Standing) -> list[tuple[str, str]]:
    outside = QCoreApplication.translate("EcoLedger", "In no township")
    units = standing.ledger.units
    return [*zip(units.code, units.name.fillna(units.code), strict=True), ("", outside)]


def _told(standing: Standing) -> str:
    """Say what the figures are of."""
    count, now = len(standing.ledger.entries), dt.datetime.now()
    if not count:
        return QCoreApplication.translate(
            "EcoLedger", "No intervention yet: digitize or import the first one, save it, then refresh."
        )
    day = standing.ledger.options.as_of
    if day is None:
        text = QCoreApplication.translate("EcoLedger", "{count} interventions, closed at {time}")
    else:
        text = QCoreApplication.translate("EcoLedger", "{count} interventions as of {day}, closed at {time}")
    return text.format(count=f"{count:,}", time=f"{now:%H:%M}", day=day)
