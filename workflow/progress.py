"""The progress dock: close the ledger in the background, show where it stands, keep an eye on edits."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer

from .. import wording
from ..core.errors import Fault
from ..core.plan.codes import shipped_words
from ..layers.naming import fault_line
from .docks import show_dock
from .ledger_desk import LedgerDesk
from .messages import show_error, show_text
from .pending_edits import PendingEdits
from .progress_charts import DEDUCTIONS, growth_of, ink_of, stage_bar_of, title_of, waterfall_of
from .progress_files import ask_file, write_picture, write_sheet
from .progress_map import open_form, show_piece

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


class Progress(LedgerDesk):
    """Closes the ledger for the dock, and shows where it stands."""

    def __init__(self, iface: QgisInterface, dock: ProgressDock) -> None:
        super().__init__(iface, dock)
        self._standing: Standing | None = None
        self._notes: list[Fault] = []
        self._stale, self._told, self._closed = False, "", ""
        self._edits = PendingEdits(self._ledger, self)
        self._close_soon = QTimer(self)
        self._close_soon.setSingleShot(True)
        self._close_soon.setInterval(SOON)
        self._close_soon.timeout.connect(self.refresh)
        self._connect()
        self._begin()

    def _connect(self) -> None:
        dock, ledger = self._dock, self._ledger
        dock.refresh_wanted.connect(self._read_anew)
        dock.cancel_wanted.connect(self.cancel)
        dock.notes_wanted.connect(self._show_notes)
        dock.choices.options_changed.connect(self._close_soon.start)
        dock.choices.view_changed.connect(self.show_rows)
        dock.row_chosen.connect(self._show_charts)
        dock.deduction_chosen.connect(self._show_pieces)
        dock.piece_chosen.connect(self._show_piece)
        dock.form_wanted.connect(self._open_form)
        dock.export_wanted.connect(self._export)
        self._edits.changed.connect(self.show_rows)
        self._edits.failed.connect(partial(show_error, self._iface))
        ledger.saved.connect(self._mark_stale)
        ledger.written.connect(self._mark_stale)

    # Close it

    @property
    def _ready(self) -> bool:
        return self._standing is not None

    def _reading(self, path: Path) -> tuple[str, Callable[..., object]]:
        title = QCoreApplication.translate("EcoLedger", "Closing the ledger {name}…")
        return title, partial(_close, path, self._dock.choices.options())

    def refresh(self) -> None:
        """Close the ledger anew by the options that are chosen now."""
        self._stale = False
        super().refresh()

    def _read_anew(self) -> None:
        """Close the ledger anew; what is pending is measured by its file as it is now, too."""
        self._edits.refresh()
        self.refresh()

    def _take(self, closed: tuple[Standing, list[Fault]]) -> None:
        self._standing, self._notes = closed
        self._dock.show_notes(len(self._notes))
        self._dock.choices.show_choices(self._standing.years, _townships(self._standing))
        self._closed = f"{dt.datetime.now():%H:%M}"
        self._edits.measure_by(self._standing.ledger.options)
        self.show_rows()

    def _failed(self, error: Exception) -> None:
        if self._ready:
            self._mark_stale()  # what is shown is not what was asked for
        super()._failed(error)

    def _not_read(self, text: str) -> None:
        self._dock.show_nothing(text, may_open=True, may_try_again=True)

    def _forget(self) -> None:
        self._standing = None
        self._edits.drop()

    def _what_for(self) -> str:
        return QCoreApplication.translate("EcoLedger", "Open one: its targets are listed here then.")

    def _page(self) -> str:
        return "progress"

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

    def _show_notes(self) -> None:
        title = QCoreApplication.translate("EcoLedger", "What asks for a look")
        show_text(self._iface.mainWindow(), title, "\n".join(map(fault_line, self._notes)))

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
