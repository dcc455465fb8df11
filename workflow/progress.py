"""The progress dock: close the ledger in the background, show where it stands, keep an eye on edits."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QTimer

from .. import tasks, wording
from ..core.errors import Cancelled, EcoLedgerError, Fault
from ..core.plan.codes import shipped_words
from .docks import show_dock
from .layers import add_layers
from .manual import show_manual
from .messages import show_error, show_text
from .pending_edits import PendingEdits
from .progress_charts import DEDUCTIONS, growth_of, ink_of, stage_bar_of, title_of, waterfall_of
from .progress_files import ask_file, write_picture, write_sheet
from .progress_map import open_form, show_piece
from .watched_ledger import LedgerOfDock, watched_ledger

if TYPE_CHECKING:
    from ..core.model import Options
    from ..core.standing import Piece, Row, Standing
    from ..dialogs.progress_dock import ProgressDock

SOON = 400  # ms: choices that follow each other are answered together
PICTURE = 900, 420  # of a chart in a file


def show_progress(iface: QgisInterface) -> None:
    """Show the progress dock and close the ledger that is in the project."""
    from ..dialogs.progress_dock import ProgressDock

    def make() -> ProgressDock:
        dock = ProgressDock(stage_bar_of, _statuses(), iface.mainWindow())
        Progress(iface, dock)
        return dock

    show_dock(iface, ProgressDock, make, Qt.DockWidgetArea.BottomDockWidgetArea)


def _statuses() -> list[tuple[int, str]]:
    codes = shipped_words()[0]["status"].values()
    return [(int(code.code), getattr(code, wording.language())) for code in codes]


class Progress(QObject):
    """Belongs to the dock and goes with it; what it holds is of one ledger at one moment."""

    def __init__(self, iface: QgisInterface, dock: ProgressDock) -> None:
        super().__init__(dock)
        self._iface, self._dock, self._ledger = iface, dock, watched_ledger(iface)
        self._standing: Standing | None = None
        self._notes: list[Fault] = []
        self._task: tasks.CoreTask | None = None
        self._stale, self._told, self._closed = False, "", ""
        self._edits = PendingEdits(self._ledger, self)
        self._close_soon = QTimer(self)
        self._close_soon.setSingleShot(True)
        self._close_soon.setInterval(SOON)
        self._close_soon.timeout.connect(self.refresh)
        self._connect()
        LedgerOfDock(self._ledger, dock)
        self._begin()

    def _connect(self) -> None:
        """Connect to slots of this object: Qt takes the connections back when it goes."""
        dock, ledger = self._dock, self._ledger
        dock.refresh_wanted.connect(self._read_anew)
        dock.cancel_wanted.connect(self.cancel)
        dock.open_wanted.connect(self._open)
        dock.notes_wanted.connect(self._show_notes)
        dock.choices.options_changed.connect(self._close_soon.start)
        dock.choices.view_changed.connect(self.show_rows)
        dock.row_chosen.connect(self._show_charts)
        dock.deduction_chosen.connect(self._show_pieces)
        dock.piece_chosen.connect(self._show_piece)
        dock.form_wanted.connect(self._open_form)
        dock.export_wanted.connect(self._export)
        dock.help_wanted.connect(self._show_help)
        ledger.replaced.connect(self._begin)
        self._edits.changed.connect(self.show_rows)
        self._edits.failed.connect(partial(show_error, self._iface))
        ledger.saved.connect(self._mark_stale)
        ledger.written.connect(self._mark_stale)

    # Which ledger

    def _begin(self) -> None:
        """Close the ledger that is watched now, or say that there is none."""
        if self._task is not None:
            self._task.abandon()
        self._task = self._standing = None
        self._edits.drop()
        self._dock.show_progress(None)
        if self._ledger.path is not None:
            self.refresh()
            return
        problem = QCoreApplication.translate("EcoLedger", "There is no ledger in the project.")
        advice = QCoreApplication.translate("EcoLedger", "Open one: its targets are listed here then.")
        self._dock.show_nothing(f"{problem}\n{advice}", may_open=True, may_try_again=False)

    def _open(self) -> None:
        add_layers(self._iface)

    # Close it

    def _read_anew(self) -> None:
        """Close the ledger anew; what is pending is measured by its file as it is now, too."""
        self._edits.refresh()
        self.refresh()

    def refresh(self) -> None:
        """Close the ledger anew in the background; what is shown stays until then."""
        if self._ledger.path is None:
            return
        if self._task is not None:
            self._task.abandon()
        title = QCoreApplication.translate("EcoLedger", "Closing the ledger {name}…")
        title = title.format(name=self._ledger.name())
        if self._standing is None:
            self._dock.show_nothing(title, may_open=False, may_try_again=False)
        work = partial(_close, self._ledger.path, self._dock.choices.options())
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
        self._dock.show_progress(None)
        self._dock.show_notes(len(self._notes))
        self._dock.choices.show_choices(self._standing.years, _townships(self._standing))
        self._closed = f"{dt.datetime.now():%H:%M}"
        self._edits.measure_by(self._standing.ledger.options)
        self.show_rows()

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
        found = rows(self._standing, View(**self._dock.choices.view(), language=wording.language()))
        effects = self._edits.effects()
        if effects is not None:
            found = with_pending(self._standing, found, effects)
        self._dock.show_rows(found)
        self._told = f"{_total(found[-1])} · {_told(self._standing, self._closed)}"
        self._tell_state()
        self._show_charts()

    def _mark_stale(self, *_: object) -> None:
        self._stale = True
        self._tell_state()

    def _tell_state(self) -> None:
        self._dock.show_state(self._told, self._stale)

    # Say more

    def _show_help(self) -> None:
        show_manual(self._iface.mainWindow(), "progress")

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
        open_form(self._iface, self._ledger.path, table, fid)

    def _export(self, kind: str) -> None:
        """Write the table or a chart of the chosen row to a file."""
        row, path, is_table = self._dock.row(), self._ledger.path, kind in ("csv", "xlsx")
        name = path.stem
        endings = (f".{kind}",) if is_table else (".svg", ".png")
        file = ask_file(self._iface, endings, name, path.parent)
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


def _total(row: Row) -> str:
    """Say what all areas come to: their row is the last, and not always in sight."""
    decimals = row.unit.decimals
    if math.isnan(row.promise):
        text = QCoreApplication.translate("EcoLedger", "All areas: {counted} {unit}")
    else:
        text = QCoreApplication.translate(
            "EcoLedger", "All areas: {counted} of {promise} {unit} ({percent} %)"
        )
    return text.format(
        counted=f"{row.amounts['counted']:,.{decimals}f}",
        promise=f"{row.promise:,.{decimals}f}",
        unit=row.symbol,
        percent=f"{row.percent:.1f}",
    )


def _told(standing: Standing, time: str) -> str:
    """Say what the figures are of, and from when."""
    count = len(standing.ledger.entries)
    if not count:
        return QCoreApplication.translate(
            "EcoLedger", "No intervention yet: digitize or import the first one, save it, then refresh."
        )
    day = standing.ledger.options.as_of
    if day is None:
        text = QCoreApplication.translate("EcoLedger", "{count} interventions, closed at {time}")
    else:
        text = QCoreApplication.translate("EcoLedger", "{count} interventions as of {day}, closed at {time}")
    return text.format(count=f"{count:,}", time=time, day=day)
