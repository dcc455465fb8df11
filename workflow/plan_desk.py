"""What happens between the window of the plan and its ledger: each edit makes a new draft, which is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsExpressionContextUtils, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject

from .. import tasks, wording
from ..core.errors import EcoLedgerError, Fault
from ..core.model import Plan, Target
from ..core.plan.amounts import amount_of
from ..core.plan.cells import Row
from ..core.plan.draft import TABLES, WAS, Draft, open_draft
from ..core.plan.proposals import propose_by_area, propose_even
from ..core.plan.quota_grid import Place, grid_of, years_of
from ..core.plan.quota_sheet import Sheet, lay_block, read_sheet, split_text
from ..core.plan.revisions import Cell
from ..dialogs.plan_dialog import PlanDialog
from ..dialogs.plan_views import PlanView, Trouble
from ..dialogs.quota_model import GridView, Wrong
from . import plan_files, plan_shown
from .manual import show_manual
from .plan_words import PlanWords, revision_of, ways_to_propose
from .watched_ledger import watched_ledger


class PlanDesk(QObject):
    """Keeps the drafts of one window, the latest shown; undo goes back to the one before.

    Parameters
    ----------
    path : Path
        The ledger.
    plan : Plan
        As it is written there.
    uses : mapping
        How often works and reports name a target or a project.
    log : sequence of dict
        Every quota with when and by whom it was written.
    """

    def __init__(
        self,
        iface: QgisInterface,
        path: Path,
        plan: Plan,
        uses: Mapping[str, Mapping[str, int]],
        log: Sequence[Mapping[str, Any]],
    ) -> None:
        years = years_of(plan) or (2018,)
        self._dialog = PlanDialog(WAS, (years[0], years[-1]), iface.mainWindow())
        super().__init__(self._dialog)
        self._iface, self._path, self._uses, self._log = iface, path, uses, log
        self._language = wording.language()
        self._words = PlanWords(self._language)
        self._drafts, self._at = [open_draft(plan)], 0
        self._plan = plan  # the last one without an error
        self._wrong: dict[Cell, Wrong] = {}
        self._troubles: Sequence[Trouble] = ()
        self._notes: Sequence[Fault] = ()  # of the sheet read last
        self._connect()

    def open(self) -> PlanDialog:
        """Show the window and return it; it goes when the project is closed."""
        QgsProject.instance().cleared.connect(self._dialog.leave)
        self._dialog.show_rules(self._words.rules(self._plan))
        self._show()
        self._dialog.open()
        return self._dialog

    def _connect(self) -> None:
        dialog, quotas = self._dialog, self._dialog.quotas
        quotas.edited.connect(self._edit_quotas)
        quotas.pasted.connect(self._paste)
        quotas.target_changed.connect(self._show_grid)
        quotas.years_changed.connect(self._show)
        quotas.log_wanted.connect(self._show_log)
        quotas.proposal_wanted.connect(self._propose)
        quotas.proposal_accepted.connect(lambda: self._take(self._draft.accepting(quotas.target_chosen())))
        quotas.proposal_discarded.connect(lambda: self._take(self._draft.discarding(quotas.target_chosen())))
        quotas.import_wanted.connect(self._import)
        quotas.export_wanted.connect(self._export)
        for table in TABLES:
            self._connect_rows(table)
        dialog.undo_wanted.connect(lambda: self._go_to(self._at - 1))
        dialog.redo_wanted.connect(lambda: self._go_to(self._at + 1))
        dialog.save_wanted.connect(self._save)
        dialog.help_wanted.connect(lambda: show_manual(dialog, "plan"))

    def _connect_rows(self, table: str) -> None:
        page = self._dialog.pages[table]
        page.edited.connect(lambda *cell: self._take(self._draft.with_text(table, *cell)))
        page.row_added.connect(lambda: self._take(self._draft.with_row(table, plan_shown.NEW_ROWS[table])))
        page.row_removed.connect(lambda line: self._take(self._draft.without_row(table, line)))

    # Drafts

    @property
    def _draft(self) -> Draft:
        return self._drafts[self._at]

    def _take(self, draft: Draft) -> None:
        """Show a further draft, where it is another one."""
        if draft != self._draft:
            self._drafts[self._at + 1 :] = [draft]
            self._at += 1
        self._show()

    def _go_to(self, at: int) -> None:
        if 0 <= at < len(self._drafts):
            self._at = at
            self._wrong.clear()
            self._show()

    # Edits

    def _edit_quotas(self, texts: Mapping[Place, str]) -> None:
        target = self._target()
        amounts: dict[Cell, float | None] = {}
        for place, text in texts.items():
            cell: Cell = (target.id, *place)
            self._wrong.pop(cell, None)
            faults: list[Fault] = []
            amounts[cell] = amount_of(Row("quotas", 0, {"amount": text}, faults), "amount", target.unit)
            if text and amounts[cell] is None:
                why = "\n".join(self._words.fault(fault, self._plan, "quotas") for fault in faults)
                self._wrong[cell] = Wrong(text, why)
                del amounts[cell]  # what was there before stays
        self._take(self._draft.with_amounts(amounts))

    def _paste(self, text: str, place: Place | None) -> None:
        name = QCoreApplication.translate("EcoLedger", "clipboard")
        rows, target = split_text(text.rstrip("\r\n")), self._target()
        sheet = read_sheet(rows, self._plan, name, target.id)
        if sheet is None:
            townships = [None, *(t.code for t in self._plan.townships)]
            years = [None, *self._grid(target).years]
            row, column = (townships.index(place[0]), years.index(place[1])) if place else (0, 0)
            sheet = lay_block(rows, target, townships[row:], years[column:], name)
        self._take_sheet(sheet)

    def _take_sheet(self, sheet: Sheet) -> None:
        self._notes = sheet.faults
        for cell in sheet.amounts:
            self._wrong.pop(cell, None)
        self._take(self._draft.with_amounts(sheet.amounts))
        self._dialog.say(
            QCoreApplication.translate("EcoLedger", "Cells read: {read}; left out: {left}").format(
                read=len(sheet.amounts), left=len(sheet.faults)
            )
        )

    def _propose(self, way: str) -> None:
        target, years = self._target(), self._dialog.quotas.years_chosen()
        if way == "even":
            self._take(self._draft.with_proposal(propose_even(self._plan, target.id, years)))
            return
        self._start(
            QCoreApplication.translate("EcoLedger", "Measuring the townships"),
            partial(plan_files.areas, self._path, target if way == "baseline" else None),
            lambda areas: self._propose_by_area(target, years, areas),
        )

    def _propose_by_area(self, target: Target, years: Sequence[int], areas: Mapping[str, float]) -> None:
        try:
            quotas = propose_by_area(self._plan, target.id, years, areas)
        except EcoLedgerError as error:
            self._fail(error)
            return
        self._take(self._draft.with_proposal(quotas))

    def _import(self) -> None:
        path = plan_files.ask_for_sheet(self._dialog)
        if path:
            self._start(
                QCoreApplication.translate("EcoLedger", "Reading {file}").format(file=Path(path).name),
                partial(plan_files.read_quotas, Path(path), self._plan, self._dialog.quotas.target_chosen()),
                self._take_sheet,
            )

    def _export(self) -> None:
        path = plan_files.ask_where_to_export(self._dialog, self._path)
        if path:
            self._start(
                QCoreApplication.translate("EcoLedger", "Writing {file}").format(file=Path(path).name),
                partial(
                    plan_files.write_quotas,
                    Path(path),
                    self._plan,
                    self._draft.given,
                    self._dialog.quotas.years_chosen(),
                ),
                lambda written: self._dialog.say(
                    QCoreApplication.translate("EcoLedger", "Written: {file}").format(file=written)
                ),
            )

    # Save

    def _save(self) -> None:
        plan, _ = self._draft.check(self._dialog.quotas.reason())
        if plan is None or any(trouble.grave for trouble in self._troubles):
            return
        self._start(
            QCoreApplication.translate("EcoLedger", "Saving the plan in {file}").format(file=self._path.name),
            partial(
                plan_files.write,
                self._path,
                self._drafts[0].saved,
                plan,
                _user(),
                self._draft.renamed("projects"),
                self._language,
            ),
            self._saved,
        )

    def _saved(self, plan: Plan) -> None:
        from ..layers.project import refresh_choices

        refresh_choices(self._path, plan)
        ledger = watched_ledger(self._iface)
        if ledger.path == self._path:
            ledger.written.emit("targets")
        self._dialog.leave()
        title = QCoreApplication.translate("EcoLedger", "The plan was saved")
        self._iface.messageBar().pushMessage(title, self._path.name, Qgis.MessageLevel.Success, 8)

    def _start(self, title: str, function: Callable[..., Any], then: Callable[[Any], None]) -> None:
        """Run a function in the background; the window takes no edits until it is done."""

        def done(result: Any) -> None:
            self._dialog.set_busy("")
            self._show()
            then(result)

        self._dialog.set_busy(title + "…")
        tasks.start(title, function, done, self._fail, project=QgsProject.instance())

    def _fail(self, error: Exception) -> None:
        self._dialog.set_busy("")
        self._show()
        if not isinstance(error, EcoLedgerError):
            raise error
        self._dialog.say(" ".join(text for text in wording.error_text(error) if text))

    # What is shown

    def _show(self) -> None:
        plan, faults = self._draft.check()
        self._plan = plan or self._plan
        draft, words, years = self._draft, self._words, self._dialog.quotas.years_chosen()
        self._troubles = plan_shown.troubles(words, self._plan, draft, faults, self._wrong, self._notes)
        view = PlanView(
            targets=[(target.id, words.target_line(target)) for target in self._plan.targets],
            columns={name: plan_shown.columns(words, self._plan, draft, name, years) for name in TABLES},
            rows={name: plan_shown.rows(words, self._plan, draft, name, self._uses) for name in TABLES},
            troubles=self._troubles,
            can_undo=self._at > 0,
            can_redo=self._at + 1 < len(self._drafts),
            why_not=plan_shown.why_not(self._troubles, draft != self._drafts[0]),
            unsaved=draft != self._drafts[0],
        )
        self._dialog.show_plan(view, {name: plan_shown.kept(draft, name, self._uses) for name in TABLES})
        self._show_grid()

    def _target(self) -> Target:
        return self._plan.target(self._dialog.quotas.target_chosen())

    def _grid(self, target: Target):
        draft, years = self._draft, self._dialog.quotas.years_chosen()
        return grid_of(target, self._plan.townships, years, draft.given, draft.proposed)

    def _show_grid(self) -> None:
        target = self._target()
        grid = self._grid(target)
        names = {t.code: self._words.name(t) for t in self._plan.townships}
        wrong = {cell[1:]: w for cell, w in self._wrong.items() if cell[0] == target.id}
        view = GridView(grid, names, self._words.unit(target.unit), wrong)
        self._dialog.quotas.show_grid(view, self._words.summary(grid), ways_to_propose(target))

    def _show_log(self, place: Place) -> None:
        cell: Cell = (self._dialog.quotas.target_chosen(), *place)
        own = [q for q in self._log if (q["target"], q["township"] or None, q["year"]) == cell]
        self._dialog.quotas.show_log([revision_of(quota) for quota in reversed(own)])


def _user() -> str:
    scope = QgsExpressionContextUtils.globalScope()
    return scope.variable("user_full_name") or scope.variable("user_account_name") or ""
