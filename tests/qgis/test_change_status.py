"""Many interventions move along the workflow at once: what stands against it is listed, one undo for all."""

from __future__ import annotations

import datetime as dt

from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialogButtonBox

from ecoledger.dialogs.change_status import ChangeStatusDialog
from ecoledger.dialogs.manual import ManualWindow
from ecoledger.workflow import change_status


def select(parcels, *uuids):
    names = ", ".join(f"'{uuid}'" for uuid in uuids)
    parcels.selectByExpression(f"uuid IN ({names})")


def ask(parcels, qtbot):
    chosen = change_status.selected()
    dialog = ChangeStatusDialog(
        [c.name for c in chosen],
        [(30, "building"), (60, "accepted"), (99, "void")],
        lambda status, day: change_status.against(chosen, status, day),
    )
    qtbot.addWidget(dialog)
    return chosen, dialog


def status_of(parcels):
    return {f["uuid"]: f["status"] for f in parcels.getFeatures()}


def ok(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def test_the_next_step_of_the_workflow_is_given_with_one_undo(parcels, qgis_iface, qtbot):
    select(parcels, "g4")
    chosen, dialog = ask(parcels, qtbot)
    assert dialog.findings.topLevelItemCount() == 0
    change_status.give(qgis_iface, chosen, dialog.answer())
    assert status_of(parcels)["g4"] == 30
    assert parcels.undoStack().count() == 1
    parcels.undoStack().undo()
    assert status_of(parcels)["g4"] == 20


def test_what_lacks_its_evidence_is_listed_and_stays(parcels, qtbot):
    select(parcels, "g4")
    chosen, dialog = ask(parcels, qtbot)
    dialog.status.setCurrentIndex(1)
    said = [dialog.findings.topLevelItem(i).text(1) for i in range(dialog.findings.topLevelItemCount())]
    assert "Status Accepted needs the date of acceptance" in said
    assert "Status Accepted needs the verified amount" in said
    assert not ok(dialog).isEnabled()
    assert ok(dialog).toolTip()


def test_the_date_given_for_all_answers_for_a_missing_one(parcels, qtbot):
    select(parcels, "g4")
    _, dialog = ask(parcels, qtbot)
    dialog.status.setCurrentIndex(1)
    dialog.dated.setChecked(True)
    dialog.accepted.setDate(QDate(2020, 5, 1))
    said = [dialog.findings.topLevelItem(i).text(1) for i in range(dialog.findings.topLevelItemCount())]
    assert "Status Accepted needs the date of acceptance" not in said
    assert dialog.answer().accepted == dt.date(2020, 5, 1)


def test_a_step_off_the_workflow_is_a_correction_to_be_confirmed(parcels, qgis_iface, qtbot):
    select(parcels, "g1", "g4")
    chosen, dialog = ask(parcels, qtbot)  # from accepted back to building: not of the workflow
    assert [chosen[at].row["completed"] is None for at in dialog.answer().chosen] == [True]  # g4 alone
    QTest.keyClick(dialog.corrections, Qt.Key.Key_Space)
    assert len(dialog.answer().chosen) == 2
    change_status.give(qgis_iface, chosen, dialog.answer())
    assert (status_of(parcels)["g1"], status_of(parcels)["g4"]) == (30, 30)
    assert parcels.undoStack().count() == 1


def test_a_status_nobody_knows_can_be_left_for_one_that_is_known(parcels, qtbot):
    parcels.startEditing()
    fid = next(f.id() for f in parcels.getFeatures() if f["uuid"] == "g4")
    parcels.changeAttributeValue(fid, parcels.fields().indexOf("status"), 65)
    select(parcels, "g4")
    _, dialog = ask(parcels, qtbot)
    assert dialog.answer().chosen == (0,)


def test_without_a_selection_it_is_said_what_to_do(parcels, qgis_iface, monkeypatch):
    said = []
    monkeypatch.setattr(change_status, "show_error", lambda iface, error: said.append(error.problem))
    change_status.change_status(qgis_iface)
    assert said == ["No intervention is selected"]


def test_help_shows_its_page_though_the_window_is_modal(parcels, qgis_iface, monkeypatch):
    shown = []

    def press_help(dialog):
        dialog.buttons.button(QDialogButtonBox.StandardButton.Help).click()
        shown.append(dialog.findChild(ManualWindow).text.toPlainText().splitlines()[0])
        return 0

    monkeypatch.setattr(ChangeStatusDialog, "exec", press_help)
    select(parcels, "g4")
    change_status.change_status(qgis_iface)
    assert shown == ["Draw interventions"]
