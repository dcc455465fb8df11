"""The window of the plan as a user drives it: typed, pasted, proposed, undone, saved, closed."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing

import pytest
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMessageBox, QPushButton

from ecoledger import tasks
from ecoledger.dialogs.plan_dialog import PlanDialog
from ecoledger.layers import project, store
from ecoledger.tests.qgis import small_ledger
from ecoledger.workflow.docks import remove_windows
from ecoledger.workflow.plan import edit_plan

PATIENCE = 20_000
TOWN, OTHER = "999001101", "999001102"  # 甲镇, 乙镇
MU = 2000 / 3


@pytest.fixture
def path(tmp_path, qgis_new_project):
    return small_ledger.make(tmp_path / "小区 台账.gpkg")


@pytest.fixture
def iface(qgis_iface, qgis_new_project):
    yield qgis_iface
    tasks.abandon_all()
    remove_windows(qgis_iface)


def dialog_of(iface):
    return iface.mainWindow().findChild(PlanDialog)


@pytest.fixture
def dialog(path, iface, qtbot):
    edit_plan(iface, str(path))
    qtbot.waitUntil(lambda: dialog_of(iface) is not None, timeout=PATIENCE)
    return dialog_of(iface)


def cell(dialog, row, column):
    """A cell by the words of its headers."""
    model = dialog.quotas.grid.model()
    rows = [model.headerData(i, Qt.Orientation.Vertical) for i in range(model.rowCount())]
    columns = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]
    (column,) = [i for i, name in enumerate(columns) if name.startswith(str(column))]
    return model.index(rows.index(row), column)


def text(dialog, row, column):
    return cell(dialog, row, column).data()


def type_into(qtbot, view, index, words):
    """Type into a cell and press Enter; keys are ASCII, an input method inserts the rest."""
    view.setCurrentIndex(index)
    view.edit(index)
    editor = view.viewport().findChild(QLineEdit)
    editor.selectAll()
    if words.isascii():
        qtbot.keyClicks(editor, words)
    else:
        editor.insert(words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt ends the editing when the key is done with, and deletes the editor
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def fill(qtbot, dialog, row, column, words):
    type_into(qtbot, dialog.quotas.grid, cell(dialog, row, column), words)


def column_of(view, name):
    return [c.name for c in view.model().columns].index(name)


def faults(dialog):
    return [dialog.faults.item(i).text() for i in range(dialog.faults.count())]


def save(qtbot, dialog, iface):
    qtbot.mouseClick(dialog._save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog_of(iface) is None, timeout=PATIENCE)


# The grid


def test_it_opens_with_the_quotas_and_what_is_missing(dialog):
    assert dialog.quotas.target.currentText().endswith(
        "60 亩"
    ) or dialog.quotas.target.currentText().endswith("60 mu")
    assert text(dialog, "甲镇", "All years") == "30"
    assert text(dialog, "Sum", "All years") == "30" and text(dialog, "Gap", "All years") == "short 30"
    assert "short 30" in dialog.quotas.summary.text()
    assert not dialog._save.isEnabled() and "Nothing was changed" in dialog._save.toolTip()


def test_sums_follow_what_is_typed_and_the_unit_may_be_another(dialog, qtbot):
    fill(qtbot, dialog, "乙镇", "All years", "2公顷")
    assert text(dialog, "乙镇", "All years") == "30" and text(dialog, "Sum", "All years") == "60"
    assert text(dialog, "Gap", "All years") is None and "short" not in dialog.quotas.summary.text()
    fill(qtbot, dialog, "乙镇", 2018, "１２")
    assert text(dialog, "乙镇", "Gap") == "short 18"
    assert dialog._save.isEnabled()


def test_a_quota_that_cannot_be_read_is_marked_at_its_cell_and_stops_the_saving(dialog, qtbot):
    fill(qtbot, dialog, "乙镇", "All years", "约30")
    index = cell(dialog, "乙镇", "All years")
    assert index.data() == "约30" and index.data(Qt.ItemDataRole.DecorationRole) is not None
    assert "约30" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert not dialog._save.isEnabled() and "1" in dialog._save.toolTip()
    fill(qtbot, dialog, "乙镇", "All years", "30")
    assert index.data(Qt.ItemDataRole.DecorationRole) is None and dialog._save.isEnabled()


def test_cells_are_pasted_from_excel_copied_and_emptied_by_keyboard(dialog, qtbot):
    dialog.quotas.grid.setFocus()
    QApplication.clipboard().setText("乡镇\t2018年\t2019年\r\n乙镇\t1，000\t二十亩\r\n甲镇\t5\t丙\r\n")
    dialog.quotas.grid.setCurrentIndex(cell(dialog, "甲镇", "All years"))
    qtbot.keyClick(dialog.quotas.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert text(dialog, "乙镇", 2018) == "1,000" and text(dialog, "乙镇", 2019) == "20"
    assert text(dialog, "甲镇", 2018) == "5" and text(dialog, "甲镇", 2019) == ""
    assert any("丙" in line for line in faults(dialog)) and dialog._save.isEnabled()
    dialog.quotas.grid.setCurrentIndex(cell(dialog, "乙镇", 2018))
    qtbot.keyClick(dialog.quotas.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "1,000"
    qtbot.keyClick(dialog.quotas.grid, Qt.Key.Key_Delete)
    assert text(dialog, "乙镇", 2018) == ""
    QApplication.clipboard().setText("7\t8")
    dialog.quotas.grid.setCurrentIndex(cell(dialog, "乙镇", 2018))
    qtbot.keyClick(dialog.quotas.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (text(dialog, "乙镇", 2018), text(dialog, "乙镇", 2019)) == ("7", "8")


def test_a_proposal_is_marked_until_it_is_accepted(dialog, qtbot):
    dialog.quotas.first_year.setValue(2018)
    dialog.quotas.last_year.setValue(2019)
    even, area, baseline = dialog.quotas.propose.menu().actions()
    even.trigger()
    assert text(dialog, "甲镇", 2018) == "15*" and "proposed" in dialog.quotas.summary.text()
    qtbot.mouseClick(dialog.quotas.discard_proposal, Qt.MouseButton.LeftButton)
    assert text(dialog, "甲镇", 2018) == "" and not dialog.quotas.discard_proposal.isEnabled()
    baseline.trigger()  # it lies in 甲镇 alone
    qtbot.waitUntil(lambda: text(dialog, "甲镇", 2018) == "30*", timeout=PATIENCE)
    assert text(dialog, "乙镇", 2019) == "0*"
    area.trigger()  # two townships of the same size, but for the scale of the map
    qtbot.waitUntil(lambda: text(dialog, "甲镇", 2018) == "15*", timeout=PATIENCE)
    qtbot.mouseClick(dialog.quotas.accept_proposal, Qt.MouseButton.LeftButton)
    assert text(dialog, "甲镇", 2018) == "15" and not dialog.quotas.accept_proposal.isEnabled()


def test_a_rate_is_not_split_and_says_so(dialog):
    dialog.quotas.target.setCurrentIndex(4)
    assert "rate" in dialog.quotas.summary.text()
    assert [a.isEnabled() for a in dialog.quotas.propose.menu().actions()] == [False] * 3
    assert all("rate" in a.toolTip() for a in dialog.quotas.propose.menu().actions())


def test_each_edit_is_undone_and_done_again(dialog, qtbot):
    fill(qtbot, dialog, "乙镇", "All years", "25")
    fill(qtbot, dialog, "乙镇", "All years", "30")
    qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert text(dialog, "乙镇", "All years") == "25"
    qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert text(dialog, "乙镇", "All years") == "" and not dialog.undo.isEnabled()
    qtbot.mouseClick(dialog.redo, Qt.MouseButton.LeftButton)
    assert text(dialog, "乙镇", "All years") == "25"


# Saved


def test_a_saved_change_is_a_revision_with_who_and_why(dialog, qtbot, iface, path):
    dialog.quotas.note.setText("上级调整")
    fill(qtbot, dialog, "甲镇", "All years", "35")
    save(qtbot, dialog, iface)
    quotas = store.read_plan(path).quotas
    assert [(q.revision, round(q.amount / MU, 9), q.note) for q in quotas] == [
        (1, 30, ""),
        (2, 35, "上级调整"),
    ]
    edit_plan(iface, str(path))
    qtbot.waitUntil(lambda: dialog_of(iface) is not None, timeout=PATIENCE)
    again = dialog_of(iface)
    again.quotas.grid.setCurrentIndex(cell(again, "乙镇", "All years"))
    again.quotas.grid.setCurrentIndex(cell(again, "甲镇", "All years"))
    first = again.quotas.log.topLevelItem(0)
    assert again.quotas.log.topLevelItemCount() == 2 and first.text(0).startswith("35 ")
    assert first.text(1)[:2] == "20" and first.text(3) == "上级调整"


def test_a_target_and_a_project_are_added_and_offered_by_the_forms(dialog, qtbot, iface, path):
    project.add_layers(path)
    dialog.tabs.setCurrentIndex(1)
    qtbot.mouseClick(dialog.pages["targets"].add, Qt.MouseButton.LeftButton)
    view = dialog.pages["targets"].table
    row = view.model().rowCount() - 1
    assert any("is empty" in line for line in faults(dialog)) and not dialog._save.isEnabled()
    for column, words in (("id", "ponds"), ("name_zh", "山塘整治"), ("amount", "12"), ("article", "9")):
        type_into(qtbot, view, view.model().index(row, column_of(view, column)), words)
    assert dialog._save.isEnabled()
    dialog.tabs.setCurrentIndex(2)
    qtbot.mouseClick(dialog.pages["projects"].add, Qt.MouseButton.LeftButton)
    view = dialog.pages["projects"].table
    type_into(qtbot, view, view.model().index(0, column_of(view, "name")), "山塘一期")
    index = view.model().index(0, column_of(view, "target"))
    view.edit(index)
    choice = view.viewport().findChild(QComboBox)
    choice.setCurrentIndex(choice.findData("ponds"))
    view.commitData(choice)
    view.closeEditor(choice, view.itemDelegate().NoHint)
    dialog.quotas.last_year.setValue(2019)  # the project is planned for in the years that are shown
    assert view.model().index(0, column_of(view, "unit_of_target")).data() in ("亩", "mu")
    type_into(qtbot, view, view.model().index(0, column_of(view, "annual_plan 2018")), "6")
    type_into(qtbot, view, view.model().index(0, column_of(view, "annual_plan 2019")), "6亩")
    save(qtbot, dialog, iface)
    plan = store.read_plan(path)
    assert plan.target("ponds").base_amount == pytest.approx(12 * MU)
    assert plan.projects[0].annual == ((2018, pytest.approx(6 * MU)), (2019, pytest.approx(6 * MU)))
    layer = project.find_layer(path, "intervention_polygons")
    for field, value in (("target", "ponds"), ("project", "山塘一期")):
        offered = layer.editorWidgetSetup(layer.fields().indexOf(field)).config()["map"]
        assert value in [
            v for entry in (offered if isinstance(offered, list) else [offered]) for v in entry.values()
        ]


def test_what_a_project_does_in_a_year_is_a_number_or_stops_the_saving(dialog, qtbot):
    dialog.tabs.setCurrentIndex(2)
    page = dialog.pages["projects"]
    assert page.nothing.isVisible() and "64" in page.nothing.text()
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    assert not page.nothing.isVisible()
    view = page.table
    type_into(qtbot, view, view.model().index(0, column_of(view, "name")), "五峰乡荒山造林一期工程")
    room = view.fontMetrics().horizontalAdvance("五峰乡荒山造林一期工程")
    assert view.columnWidth(column_of(view, "name")) > room
    view.model().setData(view.model().index(0, column_of(view, "target")), "greening")
    index = view.model().index(0, column_of(view, "annual_plan 2018"))
    type_into(qtbot, view, index, "12吨")
    assert index.data() == "12吨" and index.data(Qt.ItemDataRole.DecorationRole) is not None
    assert "吨" in index.data(Qt.ItemDataRole.ToolTipRole) and not dialog._save.isEnabled()
    dialog.tabs.setCurrentIndex(0)
    dialog.faults.setCurrentRow(0)
    qtbot.keyClick(dialog.faults, Qt.Key.Key_Return)
    assert dialog.tabs.currentIndex() == 2 and view.currentIndex() == index
    type_into(qtbot, view, index, "12")
    assert index.data(Qt.ItemDataRole.DecorationRole) is None and dialog._save.isEnabled()


def test_a_target_that_works_name_stays_and_says_why(dialog):
    dialog.tabs.setCurrentIndex(1)
    dialog.pages["targets"].table.setCurrentIndex(dialog.pages["targets"].table.model().index(0, 0))
    assert not dialog.pages["targets"].remove.isEnabled() and "4" in dialog.pages["targets"].remove.toolTip()
    index = dialog.pages["targets"].table.model().index(0, column_of(dialog.pages["targets"].table, "id"))
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable and index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_fault_leads_to_its_cell(dialog, qtbot):
    dialog.tabs.setCurrentIndex(1)
    view = dialog.pages["targets"].table
    index = view.model().index(1, column_of(view, "amount"))
    type_into(qtbot, view, index, "很多")
    assert index.data(Qt.ItemDataRole.DecorationRole) is not None
    dialog.tabs.setCurrentIndex(0)
    dialog.faults.setCurrentRow(0)
    dialog.faults.setFocus()
    qtbot.keyClick(dialog.faults, Qt.Key.Key_Return)
    assert dialog.tabs.currentIndex() == 1 and view.currentIndex() == index


def test_a_plan_changed_elsewhere_is_not_written_over_and_the_window_stays(dialog, qtbot, path):
    fill(qtbot, dialog, "甲镇", "All years", "35")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE targets SET amount = 61 WHERE id = 'greening'")
    qtbot.mouseClick(dialog._save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "another program" in dialog.state.text(), timeout=PATIENCE)
    assert dialog.isVisible() and text(dialog, "甲镇", "All years") == "35" and dialog._save.isEnabled()


# Sheets


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_exported_sheet_is_imported_again(dialog, qtbot, path, monkeypatch, kind):
    fill(qtbot, dialog, "乙镇", 2018, "7.5")
    file = path.with_name(f"分解 表.{kind}")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (str(file), ""))
    qtbot.mouseClick(dialog.quotas.export_sheet, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: file.exists() and file.name in dialog.state.text(), timeout=PATIENCE)
    fill(qtbot, dialog, "乙镇", 2018, "9")
    qtbot.mouseClick(dialog.quotas.import_sheet, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: text(dialog, "乙镇", 2018) == "7.5", timeout=PATIENCE)
    if kind == "csv":
        with file.open(encoding="utf-8-sig", newline="") as lines:
            assert next(csv.reader(lines))[:4] == ["规划目标", "乡镇", "单位", "全期"]


def test_a_file_without_a_header_says_what_is_asked_for(dialog, qtbot, path, monkeypatch):
    file = path.with_name("a.csv")
    file.write_text("1,2\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (str(file), ""))
    qtbot.mouseClick(dialog.quotas.import_sheet, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "a.csv has no row" in dialog.state.text(), timeout=PATIENCE)


# Closed


def test_closing_asks_before_something_is_lost(dialog, qtbot, iface, monkeypatch):
    asked = []

    def answer(box):
        stay, lose = sorted(
            box.buttons(), key=lambda button: box.buttonRole(button) != box.ButtonRole.RejectRole
        )
        asked.append(box.text())
        (stay if len(asked) == 1 else lose).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    fill(qtbot, dialog, "甲镇", "All years", "35")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and len(asked) == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog_of(iface) is None, timeout=PATIENCE)


def test_a_closed_project_closes_the_window_and_writes_nothing(dialog, qtbot, iface, path):
    before = store.read_plan(path)
    fill(qtbot, dialog, "甲镇", "All years", "35")
    QgsProject.instance().clear()
    qtbot.waitUntil(lambda: dialog_of(iface) is None, timeout=PATIENCE)
    assert store.read_plan(path) == before


def test_without_a_ledger_it_says_what_to_do(iface):
    QgsSettings().remove("ecoledger")
    iface.messageBar().clearWidgets()
    edit_plan(iface)
    assert dialog_of(iface) is None
    said = iface.messageBar().items()[-1]
    labels = [button.text() for button in said.findChildren(QPushButton)]
    assert labels == ["Open a ledger…", "New ledger…"]


def test_the_rules_are_listed_with_their_article(path, iface, qtbot, tmp_path):
    from ecoledger.core.plan import read_plan, shipped_plan

    file = tmp_path / "郧阳.gpkg"
    store.create(file, read_plan(shipped_plan()))
    edit_plan(iface, str(file))
    qtbot.waitUntil(lambda: dialog_of(iface) is not None, timeout=PATIENCE)
    rules = dialog_of(iface).rules
    assert rules.topLevelItemCount() == 17 and rules.topLevelItem(0).text(0).endswith("25")
    assert rules.topLevelItem(0).childCount() > 0
