"""Edit the plan of a ledger: its targets, quotas and projects; write all of it, or nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication

from .. import settings, tasks
from ..core.model import Plan
from .layers import add_layers
from .messages import say, show_error
from .new_ledger import new_ledger
from .watched_ledger import watched_ledger


class Read(NamedTuple):
    """What the window begins with."""

    path: Path
    plan: Plan
    uses: dict[str, dict[str, int]]
    log: list[dict[str, Any]]


def edit_plan(iface: QgisInterface, path: str | None = None) -> None:
    """Open the plan of a ledger: the given one, the one the windows show, or the one opened last."""
    found = Path(path) if path else watched_ledger(iface).path
    last = settings.load().last_ledger
    if found is None and last and Path(last).exists():
        found = Path(last)
    if found is None:
        actions = {
            QCoreApplication.translate("EcoLedger", "Open a ledger…"): lambda: add_layers(iface),
            QCoreApplication.translate("EcoLedger", "New ledger…"): lambda: new_ledger(iface),
        }
        title = QCoreApplication.translate("EcoLedger", "No ledger is open")
        text = QCoreApplication.translate(
            "EcoLedger", "A plan is kept in its ledger: open or make one first."
        )
        say(iface, title, text, actions, Qgis.MessageLevel.Info)
        return
    tasks.start(
        QCoreApplication.translate("EcoLedger", "Reading the plan of {file}").format(file=found.name),
        partial(_read, found),
        partial(_open, iface),
        partial(show_error, iface),
        project=QgsProject.instance(),
    )


def _read(path: Path, step: Any) -> Read:
    from ..layers.plan_writing import quota_log, uses
    from ..layers.store import read_plan

    return Read(path, read_plan(path), uses(path), quota_log(path))


def _open(iface: QgisInterface, read: Read) -> None:
    from .plan_desk import PlanDesk

    PlanDesk(iface, *read).open()
