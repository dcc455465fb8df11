"""The findings dock: check the ledger in the background, show, mend, waive, write to files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsVectorLayer
from qgis.gui import QgisInterface, QgsRubberBand
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QColor

from .. import wording
from ..core.errors import EcoLedgerError
from .docks import show_dock
from .findings_files import export_findings
from .findings_fix import mend
from .findings_snap import snap
from .findings_waive import Waivers
from .findings_words import looked_at, rows_of, summary_line
from .ledger_desk import LedgerDesk
from .manual import page_of
from .messages import show_error, show_text
from .progress_map import open_form, show_place
from .sketch_marks import mark, take_off
from .sketch_shapes import from_shapely

if TYPE_CHECKING:
    from ..core.inspection import Inspection
    from ..core.model import Plan
    from ..dialogs.findings_dock import FindingsDock

_MARK = QColor(208, 0, 32)


def show_findings(iface: QgisInterface) -> None:
    """Show the findings dock and check the ledger that is in the project."""
    from ..dialogs.findings_dock import FindingsDock

    def make() -> FindingsDock:
        dock = FindingsDock(iface.mainWindow())
        Findings(iface, dock)
        return dock

    show_dock(iface, FindingsDock, make, Qt.DockWidgetArea.BottomDockWidgetArea)


class Findings(LedgerDesk):
    """Checks the ledger for the dock, and does what is wanted with what it finds."""

    def __init__(self, iface: QgisInterface, dock: FindingsDock) -> None:
        super().__init__(iface, dock)
        self._plan: Plan | None = None
        self._found: Inspection | None = None
        self._band: QgsRubberBand | None = None
        self._connect()
        self._begin()

    def _connect(self) -> None:
        dock, ledger = self._dock, self._ledger
        dock.refresh_wanted.connect(self.refresh)
        dock.cancel_wanted.connect(self.cancel)
        dock.notes_wanted.connect(self._show_notes)
        dock.zoom_wanted.connect(self._zoom)
        dock.form_wanted.connect(self._open_form)
        dock.table_wanted.connect(self._open_table)
        dock.fix_wanted.connect(self._mend)
        dock.waive_wanted.connect(self._waive)
        dock.unwaive_wanted.connect(self._take_back)
        dock.export_wanted.connect(self._export)
        dock.visibilityChanged.connect(self._unmark)
        dock.destroyed.connect(self._unmark)
        ledger.edited.connect(self._mark_stale)
        ledger.saved.connect(self._mark_stale)
        ledger.written.connect(self._mark_stale)

    # Check

    @property
    def _ready(self) -> bool:
        return self._found is not None

    def _reading(self, path: Path) -> tuple[str, Callable[..., object]]:
        title = QCoreApplication.translate("EcoLedger", "Checking the ledger {name}…")
        return title, partial(_inspect, path)

    def _take(self, result: tuple[Plan, Inspection]) -> None:
        self._plan, self._found = result
        self._dock.show_findings(rows_of(self._found, self._plan, wording.language()))
        self._dock.show_state(summary_line(self._found), stale=False)
        self._dock.show_notes(QCoreApplication.translate("EcoLedger", "What was looked at…"))

    def _forget(self) -> None:
        self._found = self._plan = None
        self._unmark()
        self._dock.show_state("", stale=False)
        self._dock.show_notes("")

    def _what_for(self) -> str:
        return QCoreApplication.translate("EcoLedger", "Open one: what asks for a look is listed here then.")

    def _page(self) -> str:
        """Return the page of the rule of the finding that is chosen, of findings where none is."""
        chosen = self._dock.chosen()
        return page_of(chosen[0].keys["rule"]) if chosen else "findings"

    def _mark_stale(self, *_: object) -> None:
        if self._found is not None:
            self._dock.show_state(summary_line(self._found), stale=True)

    # Show

    def _show_notes(self) -> None:
        title = QCoreApplication.translate("EcoLedger", "What was looked at")
        show_text(self._iface.mainWindow(), title, looked_at(self._found, self._plan, wording.language()))

    def _zoom(self, position: int) -> None:
        """Bring the piece into the map and mark it until another is chosen or the dock is closed."""
        from ..layers.convert import qgis_crs

        place = self._found.findings.geometry.iloc[position]
        self._unmark()
        if place is None or place.is_empty:
            self._open_form(position)
            return
        geometry, crs = from_shapely(place), qgis_crs(self._found.findings.crs)
        show_place(self._iface, geometry, crs)
        self._band = mark(self._iface.mapCanvas(), geometry, crs, _MARK, 90)

    def _unmark(self, *_: object) -> None:
        if self._band is not None:
            take_off(self._band)
            self._band = None

    def _open_form(self, position: int) -> None:
        row = self._found.findings.iloc[position]
        open_form(self._iface, self._ledger.path, row.layer, int(row.fid))

    def _open_table(self, position: int) -> None:
        """Open the attribute table with the feature selected."""
        row = self._found.findings.iloc[position]
        layer = self._layer(row.layer)
        if layer is not None:
            layer.selectByIds([int(row.fid)])
            self._iface.showAttributeTable(layer)

    def _layer(self, table: str) -> QgsVectorLayer | None:
        from ..layers.project import find_layer

        return find_layer(self._ledger.path, table)

    # Do something about it

    def _mend(self, fix: str, positions: list[int]) -> None:
        findings = self._found.findings.iloc[positions]
        try:
            if fix == "snap":
                count = snap(self._iface, self._ledger.path, findings, self._dock)
            else:
                count = mend(self._ledger.path, findings, fix)
        except EcoLedgerError as error:
            show_error(self._iface, error)
            return
        if count is None:  # the user thought better of it
            return
        title = QCoreApplication.translate("EcoLedger", "Features mended: {count}").format(count=count)
        text = QCoreApplication.translate("EcoLedger", "Look at them, then save the layer; Ctrl+Z undoes it.")
        self._iface.messageBar().pushMessage(title, text, Qgis.MessageLevel.Info, 8)
        self._mark_stale()

    def _waive(self, positions: list[int]) -> None:
        self._waivers().ask(self._found.findings.iloc[positions], self._dock)

    def _take_back(self, positions: list[int]) -> None:
        self._waivers().take_back(self._found.findings.iloc[positions])

    def _waivers(self) -> Waivers:
        return Waivers(self._iface, self._ledger.path, self.refresh)

    def _export(self, kind: str) -> None:
        rows = self._dock.shown()
        if not rows:
            text = QCoreApplication.translate("EcoLedger", "No finding is shown: change the filters first.")
            self._iface.messageBar().pushMessage("EcoLedger", text, Qgis.MessageLevel.Info, 8)
            return
        told = summary_line(self._found), looked_at(self._found, self._plan, wording.language())
        export_findings(self._iface, kind, self._ledger.path, rows, self._found.findings, told)


def _inspect(path: Path, step: Callable[[float], None]) -> tuple[Plan, Inspection]:
    """Read a ledger and check it (in a task)."""
    from ..core.inspection import inspect
    from ..layers import conflicts, store
    from ..layers.reading import INTERVENTIONS

    store.check(path)
    plan = store.read_plan(path)
    interventions = {table: store.read_layer(path, table) for table in INTERVENTIONS}
    step(0.1)
    zones, townships = conflicts.read_zones(path, plan), store.read_townships(path)
    step(0.2)
    found = inspect(
        interventions,
        zones,
        townships,
        plan,
        domains=conflicts.domains(plan),
        waivers=conflicts.read_waivers(path),
        as_of=dt.date.today(),
        step=lambda share: step(0.2 + 0.8 * share),
    )
    return plan, found
