"""Move many interventions along the workflow at once: one step to undo in each layer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsFeature, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QDate

from ..core.errors import DataError
from ..core.model import INTERVENTION_TABLES, Status
from ..core.words import QT_TRANSLATE_NOOP
from ..layers.editing import begin_editing
from ..layers.undo import one_step
from .check_names import statuses, with_names
from .manual import show_manual
from .messages import show_error

if TYPE_CHECKING:
    from ..dialogs.change_status import Answer, Found

FIELDS = ("measure", "started", "completed", "accepted", "verified", "unverified", "qualified", "replant",
          "failed", "lost", "survival")  # fmt: skip
REPORTED = ("reported_mu", "reported_m", "reported_sites")

_NONE_SELECTED = (
    QT_TRANSLATE_NOOP("EcoLedger", "No intervention is selected"),
    QT_TRANSLATE_NOOP("EcoLedger", "Select parcels, lines or sites of the ledger on the map or in a table."),
)


@dataclass(frozen=True)
class Chosen:
    """A selected intervention: where it is, what it is called, what its status is checked by."""

    layer: QgsVectorLayer
    fid: int
    name: str
    status: int | None
    row: dict[str, Any]


def change_status(iface: QgisInterface) -> None:
    """Ask for the new status of the selected interventions and give it to those nothing stands against."""
    from ..dialogs.change_status import ChangeStatusDialog

    chosen = selected()
    if not chosen:
        show_error(iface, DataError(*_NONE_SELECTED))
        return
    names = [c.name for c in chosen]

    def check(status: int, accepted: dt.date | None) -> Found:
        return against(chosen, status, accepted)

    dialog = ChangeStatusDialog(names, list(statuses().items()), check, iface.mainWindow())
    dialog.help_wanted.connect(lambda: show_manual(dialog, "digitize"))
    answer = dialog.answer() if dialog.exec() else None
    dialog.deleteLater()
    if answer is not None:
        give(iface, chosen, answer)


def selected() -> list[Chosen]:
    """Return the selected interventions of the project's ledgers."""
    from ..layers.project import ledger_layers, ledgers

    found = []
    for path in ledgers():
        for table, layer in ledger_layers(path).items():
            if table in INTERVENTION_TABLES.values():
                found += [_chosen(layer, feature) for feature in layer.getSelectedFeatures()]
    return found


def against(chosen: list[Chosen], status: int, accepted: dt.date | None) -> Found:
    """Return what stands against a status, by position."""
    from ..core.status import check_status

    given = {} if accepted is None else {"accepted": accepted}
    known = set(map(int, Status))  # from a code nobody knows there is no step that would be unusual
    before = [c.status if c.status in known else None for c in chosen]
    found = {at: check_status(c.row | given, status, before[at]) for at, c in enumerate(chosen)}
    return {
        at: [replace(fault, fields=with_names(fault.id, fault.fields)) for fault in faults]
        for at, faults in found.items()
        if faults
    }


def give(iface: QgisInterface, chosen: list[Chosen], answer: Answer) -> None:
    """Write the status; each layer has one step to undo, and what cannot be edited stops it before any is."""
    by_layer: dict[QgsVectorLayer, list[int]] = {}
    for at in answer.chosen:
        by_layer.setdefault(chosen[at].layer, []).append(chosen[at].fid)
    try:
        for layer in by_layer:
            begin_editing(layer)
    except DataError as error:
        show_error(iface, error)
        return
    for layer, fids in by_layer.items():
        values = {"status": answer.status}
        if answer.accepted is not None:
            values["accepted"] = QDate(answer.accepted)
        with one_step(layer, QCoreApplication.translate("EcoLedger", "Status changed")):
            for name, value in values.items():
                for fid in fids:
                    layer.changeAttributeValue(fid, layer.fields().indexOf(name), value)
    title = QCoreApplication.translate("EcoLedger", "Status changed")
    text = QCoreApplication.translate("EcoLedger", "Interventions: {count}. Save the layers to keep it.")
    iface.messageBar().pushMessage(title, text.format(count=len(answer.chosen)), Qgis.MessageLevel.Success, 8)


def _chosen(layer: QgsVectorLayer, feature: QgsFeature) -> Chosen:
    from ..layers.convert import plain

    names = [f.name() for f in feature.fields()]
    row = {name: plain(feature[name]) for name in FIELDS if name in names}
    row["reported"] = next((plain(feature[name]) for name in REPORTED if name in names), None)
    name = plain(feature["name"]) or f"FID {feature.id()}"
    return Chosen(layer, feature.id(), name, plain(feature["status"]), row)
