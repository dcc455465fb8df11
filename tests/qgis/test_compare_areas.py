"""The three areas of selected parcels side by side, with the reason they differ."""

from __future__ import annotations

from ecoledger.dialogs.areas_window import AreasWindow
from ecoledger.dialogs.manual import ManualWindow
from ecoledger.workflow import compare_areas


def texts(window, row):
    return [window.table.item(row, column).text() for column in range(window.table.columnCount())]


def test_reported_official_and_planar_stand_side_by_side_with_the_reason(parcels, qgis_iface, qtbot):
    parcels.startEditing()
    fid = next(f.id() for f in parcels.getFeatures() if f["uuid"] == "g1")
    parcels.changeAttributeValue(fid, parcels.fields().indexOf("reported_mu"), 16.5)
    parcels.selectByExpression("uuid IN ('g1', 'w3')")  # w3 has no geometry
    compare_areas.compare_selected(qgis_iface)
    qtbot.waitUntil(lambda: qgis_iface.mainWindow().findChild(AreasWindow) is not None, timeout=10_000)
    window = qgis_iface.mainWindow().findChild(AreasWindow)
    # 100 m × 100 m on the central meridian are 10,000 m², 15 mu, on the map and on the ground
    assert texts(window, 0)[1:5] == ["16.50", "15.00", "15.00", "+1.50"]
    assert texts(window, 0)[6]
    assert texts(window, 1)[1:6] == ["–"] * 5
    assert texts(window, 1)[6].startswith("No area")
    window.buttons.button(window.buttons.StandardButton.Help).click()
    manual = window.findChild(ManualWindow)
    assert manual.text.toPlainText().startswith("Draw interventions")
    window.close()


def test_without_a_parcel_selected_it_is_said_what_to_do(parcels, qgis_iface, monkeypatch):
    said = []
    monkeypatch.setattr(compare_areas, "show_error", lambda iface, error: said.append(error.problem))
    compare_areas.compare_selected(qgis_iface)
    assert said == ["No parcel is selected"]
