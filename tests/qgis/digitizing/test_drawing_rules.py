"""A sketch in a zone: turned red, cut out, or kept with a reason."""

from __future__ import annotations

import datetime as dt

from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel

from ecoledger.core.rules import check_rules
from ecoledger.dialogs.sketch_question import SaveQuestion
from ecoledger.layers import conflicts, store
from ecoledger.layers.project import find_layer
from ecoledger.tests.qgis.digitizing.window import choose, click, draw, form, move, offers, readout

IN_RED = ((550, 750), (650, 750), (650, 850), (550, 850))  # half of it in the red line, off the baseline


def reds(canvas):
    """The colours of the rubber bands that are filled, as QGIS paints them."""
    bands = [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)]
    return [
        band.strokeColor().name() for band in bands if band.strokeColor().name() in ("#d00020", "#e67800")
    ]


def test_the_sketch_turns_red_as_soon_as_it_enters_a_forbidden_zone(desktop, dock, qtbot):
    choose(dock, "wetland", 60)
    QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    for corner in ((550, 750), (550, 850), (590, 850)):
        click(desktop, *corner)
    assert reds(desktop.canvas) == []
    move(desktop, 650, 850)  # no click: the pen moves on
    qtbot.waitUntil(lambda: reds(desktop.canvas) == ["#d00020"], timeout=2000)
    text = readout(desktop).text()
    assert "✖ Violation: Ecological red line (article 25), " in text
    assert "color:#b00020" in text
    move(desktop, 580, 800)
    qtbot.waitUntil(lambda: reds(desktop.canvas) == [], timeout=2000)
    assert "Violation" not in readout(desktop).text()


def test_what_is_for_review_is_orange_and_says_so(desktop, dock):
    choose(dock, "wetland", 60)
    dock.measure.setCurrentIndex(dock.measure.findData("bank_restoration"))
    QTest.mouseClick(dock.draw, Qt.MouseButton.LeftButton)
    for corner in IN_RED:
        click(desktop, *corner)
    assert reds(desktop.canvas) == ["#e67800"]
    assert "⚠ For review: Ecological red line (article 25), 7.50 mu" in readout(desktop).text()


def test_where_only_drawing_anew_helps_it_says_so_in_one_line_of_the_user_s_language(desktop, dock):
    choose(dock, "wetland", 60)
    draw(desktop, dock, (5000, 5000), (5000, 5100), (5100, 5100))
    texts = [label.text() for label in dock.drawn.findChildren(QLabel)]
    assert "⚠ It lies in no township. Draw it inside the district" in texts


def test_a_violation_is_cut_out_of_its_zone_when_asked(desktop, dock):
    choose(dock, "wetland", 60)
    draw(desktop, dock, *IN_RED)
    assert not dock.fill_in.isEnabled()
    assert reds(desktop.canvas) == ["#d00020"]
    [button] = offers(dock)
    assert button.text() == "Cut out of the zone"
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert round(form(desktop).feature().geometry().area()) == 5000
    assert reds(desktop.canvas) == []


def test_a_violation_kept_with_a_reason_is_waived_once_it_is_saved(desktop, dock, qtbot):
    choose(dock, "wetland", 60)
    draw(desktop, dock, *IN_RED)
    QTest.keyClicks(dock.reason, "permit 7")
    QTest.mouseClick(dock.fill_in, Qt.MouseButton.LeftButton)
    assert not form(desktop).feature()["remark"]  # the waiver says it
    form(desktop).accept()
    assert not len(conflicts.read_waivers(desktop.path))  # what is not saved may still be undone
    layer = find_layer(desktop.path, "intervention_polygons")
    assert layer.commitChanges()
    qtbot.waitUntil(lambda: len(conflicts.read_waivers(desktop.path)) == 1, timeout=10_000)
    assert desktop.window.findChild(SaveQuestion) is None
    assert waived_findings(desktop.path) == [("no_planting", "waived", "permit 7")]


def waived_findings(path):
    plan = store.read_plan(path)
    found = check_rules(
        conflicts.read_subjects(path),
        conflicts.read_zones(path, plan),
        plan.rules,
        plan.restrictions,
        conflicts.read_waivers(path),
        as_of=dt.date.today(),
    ).findings
    return list(zip(found.id, found.state, found.reason, strict=True))
