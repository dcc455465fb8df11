"""The rows of the progress dock: shown, in other units, narrowed, sorted."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt

from ecoledger.dialogs.progress_model import COUNTED, NAME, QUOTA, UNIT
from ecoledger.layers import project
from ecoledger.tests.qgis.progress.window import PATIENCE, column, index_of, layer, open_dock, pick, value
from ecoledger.tests.qgis.windows import shows_rows


def test_without_a_ledger_it_says_what_to_do(iface):
    dock = open_dock(iface)
    assert "no ledger" in dock.empty_text.text()
    assert dock.open_ledger.isVisibleTo(dock)


def test_a_ledger_that_is_opened_later_is_found(iface, path, qtbot):
    dock = open_dock(iface)
    project.add_layers(path)
    qtbot.waitUntil(lambda: shows_rows(dock), timeout=PATIENCE)
    assert column(dock)[0] == "greening"


def test_targets_stand_in_the_units_of_the_plan(dock):
    assert column(dock)[:5] == ["greening", "wetland", "bank", "plant", "straw"]
    assert column(dock, UNIT)[:5] == ["mu", "10⁴ mu", "km", "sites", "%"]
    assert column(dock, COUNTED)[:5] == ["30.00", "0.0022", "1.500", "1", "65.00"]
    assert column(dock)[-1] == "All areas"
    assert "All areas: " in dock.state.text()  # the last row is not always in sight


def test_a_second_wish_shows_the_same_dock(dock, iface):
    assert open_dock(iface) is dock


def test_townships_below_a_target_and_the_other_way_round(dock):
    below = index_of(dock, "wetland")
    assert column(dock, NAME, below) == ["甲镇", "乙镇", "In no township"]
    pick(dock.order, True)
    assert column(dock)[:3] == ["甲镇", "乙镇", "In no township"]
    assert "wetland" in column(dock, NAME, index_of(dock, "甲镇"))


def test_the_unit_of_areas_can_be_switched(dock):
    pick(dock.unit, "ha")
    assert column(dock, UNIT)[:3] == ["ha", "ha", "km"]
    assert value(dock, "wetland", COUNTED) == "1.5000"


def test_year_and_township_narrow_the_rows(dock):
    pick(dock.year, 2018)
    assert value(dock, "greening", COUNTED) == "15.00"
    pick(dock.year, None)
    pick(dock.township, "999001102")
    assert value(dock, "wetland", COUNTED) == "0.0015"
    assert column(dock, NAME, index_of(dock, "wetland")) == ["乙镇"]


def test_typing_a_name_keeps_what_it_names_with_what_is_above_it(dock, qtbot):
    dock.find.setText("乙镇")  # as an input method does: QTest types only Latin letters
    assert {"wetland", "bank", "straw"} <= set(column(dock))
    assert column(dock, NAME, index_of(dock, "wetland")) == ["乙镇"]
    dock.find.clear()
    qtbot.keyClicks(dock.find, "GREEN")
    assert column(dock) == ["greening", "All areas"]
    assert dock.nothing.isHidden()
    qtbot.keyClicks(dock.find, "xyz")
    assert not dock.nothing.isHidden()
    assert dock.row().is_total  # what is exported is of a row that is there


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_sorting_leaves_the_total_last_and_what_has_no_number_before_it(dock, order):
    dock.tree.sortByColumn(QUOTA, order)
    assert column(dock)[-1] == "All areas"
    assert column(dock)[0] == "greening"  # the only one with a quota


def test_what_is_behind_the_plan_has_a_sign_and_its_reason(dock, path, qtbot):
    assert index_of(dock, "greening").data(Qt.ItemDataRole.DecorationRole) is None
    targets = layer(path, "targets")
    targets.startEditing()
    row = next(f for f in targets.getFeatures() if f["id"] == "greening")
    targets.changeAttributeValue(row.id(), targets.fields().lookupField("deadline"), "2019-12-31")
    assert targets.commitChanges()
    assert not dock.stale.isHidden()
    dock.refresh.click()
    qtbot.waitUntil(lambda: shows_rows(dock) and dock.stale.isHidden(), timeout=PATIENCE)
    late = index_of(dock, "greening")
    assert not late.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert late.data(Qt.ItemDataRole.FontRole).bold()
    assert "By 2019-12-31 60.00 mu were due; 30.00 mu are missing" in late.data(Qt.ItemDataRole.ToolTipRole)
