"""The files around a plan: its ledger, and sheets of Excel. What runs in the background takes `step`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ..core.errors import DataError, PlanError
from ..core.model import Plan, Quota, Target
from ..core.plan.quota_sheet import Sheet, read_sheet, sheet_of, split_text
from ..core.plan.revisions import Cell
from ..core.plan.tables import Table, read_text
from ..core.words import QT_TRANSLATE_NOOP

Step = Callable[[float], None]

_NO_SHEET = (
    QT_TRANSLATE_NOOP("EcoLedger", "{file} has no row that names townships or targets, and years"),
    QT_TRANSLATE_NOOP("EcoLedger", "Export first: the file shows how the header is written."),
)


def areas(path: Path, target: Target | None, step: Step) -> dict[str, float]:
    """Return the area of each township of a ledger in m², or that of a target's baseline in each."""
    from ..core.shares import baseline_areas, township_areas
    from ..layers.reading import read_table
    from ..layers.store import read_townships

    townships = read_townships(path)
    step(0.3)
    if target is None:
        return township_areas(townships)
    patches = read_table(path, target.baseline, ("class",))
    step(0.6)
    return baseline_areas(townships, patches, target.baseline_classes)


def write(
    path: Path, before: Plan, after: Plan, who: str, renamed: Mapping[str, str], language: str, step: Step
) -> Plan:
    """Write a changed plan into its ledger, with what its forms offer."""
    from ..layers.plan_writing import write_plan

    step(0.1)
    write_plan(path, before, after, who, renamed, language)
    return after


def read_quotas(path: Path, plan: Plan, target: str, step: Step) -> Sheet:
    """Return what an Excel or CSV file says of quotas; `target` is meant where it names none."""
    from ..layers.workbook import read_workbook

    step(0.1)
    rows = read_workbook(path) if path.suffix.casefold() == ".xlsx" else _read_csv(path)
    sheet = read_sheet(rows, plan, path.name, target)
    if sheet is None:
        raise DataError(*_NO_SHEET, file=path.name)
    return sheet


def write_quotas(
    path: Path, plan: Plan, given: Mapping[Cell, float], years: Sequence[int], step: Step
) -> str:
    """Write the quotas of all targets to an Excel or CSV file, and return its name."""
    from ..layers.export import write_table

    step(0.1)
    headings, *rows = sheet_of(plan, [Quota(*cell, amount) for cell, amount in given.items()], years)
    write_table(path, headings, rows, "任务分解")
    return path.name


def ask_for_sheet(parent: QWidget) -> str:
    """Ask which file to read; empty where the user changed their mind."""
    title = QCoreApplication.translate("EcoLedger", "Import quotas")
    return QFileDialog.getOpenFileName(parent, title, "", _kinds())[0]


def ask_where_to_export(parent: QWidget, ledger: Path) -> str:
    """Ask where to write; a name without an ending becomes a workbook."""
    title = QCoreApplication.translate("EcoLedger", "Export quotas")
    name = QCoreApplication.translate("EcoLedger", "{ledger} quotas.xlsx").format(ledger=ledger.stem)
    path, _ = QFileDialog.getSaveFileName(parent, title, str(ledger.with_name(name)), _kinds())
    return path if not path or Path(path).suffix.casefold() in (".xlsx", ".csv") else f"{path}.xlsx"


def _kinds() -> str:
    return QCoreApplication.translate("EcoLedger", "Tables (*.xlsx *.csv)")


def _read_csv(path: Path) -> list[list[str]]:
    table = Table(path.name)
    text = read_text(path, table)
    if text is None:
        fault = table.faults[0]
        raise PlanError(fault.problem, fault.suggestion, **fault.fields)
    return split_text(text)
