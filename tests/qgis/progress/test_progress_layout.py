"""The progress dock in little room, by the keyboard alone, and taken down."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QLineEdit,
    QWidget,
)

from ecoledger import tasks
from ecoledger.dialogs.svg_view import SvgView
from ecoledger.tests.qgis.progress.window import add_parcel, layer
from ecoledger.workflow.docks import remove_windows


def test_a_narrow_dock_stacks_table_and_charts(dock, qtbot):
    assert dock.split.orientation() == Qt.Orientation.Horizontal
    dock.resize(600, 700)
    qtbot.waitUntil(lambda: dock.split.orientation() == Qt.Orientation.Vertical)


def test_a_dock_too_low_to_stack_them_has_table_and_charts_beside_each_other(dock, qtbot):
    dock.resize(760, 700)
    qtbot.waitUntil(lambda: dock.split.orientation() == Qt.Orientation.Vertical)
    dock.resize(760, 340)
    qtbot.waitUntil(lambda: dock.split.orientation() == Qt.Orientation.Horizontal)
    assert dock.tree.height() > 100


def test_the_help_button_opens_the_page_of_the_dock(dock, iface):
    dock.help.click()
    window = iface.mainWindow().findChild(QWidget, "ecoledger_manual")
    assert "Progress of the plan" in window.text.toPlainText()


CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, SvgView)


def test_every_control_is_reached_by_the_tab_key(dock):
    dock.as_of_on.setChecked(True)
    dock.period_on.setChecked(True)
    wanted = {w for w in vars(dock).values() if isinstance(w, CONTROLS) and w.isVisibleTo(dock)}
    reached, widget = set(), dock.order
    while widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    assert len(wanted) > 12
    assert [w.objectName() for w in wanted - reached] == []
    assert [w.objectName() for w in wanted if not w.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


def test_what_is_switched_off_says_why(dock):
    off = {n: w for n, w in vars(dock).items() if isinstance(w, CONTROLS) and not w.isEnabled()}
    assert {"as_of", "period_from", "period_to", "zoom", "form", "earlier_form"} <= set(off)
    assert [name for name, w in off.items() if not w.toolTip()] == []


def test_unloading_leaves_no_dock_and_no_connection(dock, path, iface, qtbot):
    polygons = layer(path)
    remove_windows(iface)
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    assert iface.mainWindow().findChild(QDockWidget, "ecoledger_progress_dock") is None
    polygons.startEditing()
    add_parcel(polygons, 250)
    assert polygons.commitChanges()
    assert not tasks._running
