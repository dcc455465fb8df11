"""Snap parcels to the border of a zone or neighbour they overlap by a strip: shown, then done in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsGeometry,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgisInterface, QgsRubberBand
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QWidget

from ..core.plan.units import UNITS, from_base
from ..layers.editing import editable, present
from ..layers.undo import one_step
from .progress_map import show_place
from .sketch_marks import take_off
from .sketch_shapes import from_shapely, outline_on, stored

if TYPE_CHECKING:
    import geopandas as gpd

_NEW = QColor(0, 90, 220)  # parcels are green


@dataclass(frozen=True)
class Proposal:
    """A parcel's new outline in its layer's CRS; m² it gains, vertices moved, m the outline moves at most."""

    table: str
    fid: int
    shape: QgsGeometry
    gain: float
    moved: int
    farthest: float


def snap(iface: QgisInterface, path: Path, findings: gpd.GeoDataFrame, parent: QWidget) -> int | None:
    """Show what snapping would do, and do it where the user agrees; return how many parcels were changed.

    Raises
    ------
    DataError
        A layer is not there or cannot be edited.
    """
    from ..core.snapping import TOLERANCE
    from ..dialogs.snap_dialog import SnapDialog
    from ..layers.convert import qgis_crs

    layers = {table: present(path, table) for table in findings.layer.unique()}
    preview = _Preview(iface, layers)
    dialog = SnapDialog(TOLERANCE, parent)
    proposals: list[Proposal] = []

    def propose(tolerance: float) -> None:
        proposals[:] = propose_snaps(path, layers, findings, tolerance)
        preview.show(proposals)
        dialog.tell(_told(proposals, findings), bool(proposals))

    dialog.tolerance_changed.connect(propose)
    propose(TOLERANCE)
    show_place(iface, from_shapely(findings.geometry.iloc[0]), qgis_crs(findings.crs))
    agreed = dialog.exec()
    preview.remove()
    return _apply(path, proposals) if agreed and proposals else None


def propose_snaps(
    path: Path, layers: dict[str, QgsVectorLayer], findings: gpd.GeoDataFrame, tolerance: float
) -> list[Proposal]:
    """Return the new outlines of those parcels that would change and not be gone; on the findings' plane."""
    from ..core.snapping import snapped
    from ..layers.convert import qgis_crs

    proposals, plane = [], qgis_crs(findings.crs)
    for (table, fid), own in findings.groupby(["layer", "fid"]):
        layer = layers[table]
        before = outline_on(plane, layer, int(fid))
        after, moved, farthest = before, 0, 0.0
        for zone, number in own[["zone_layer", "zone_fid"]].drop_duplicates().itertuples(index=False):
            result = snapped(after, outline_on(plane, present(path, zone), int(number)), tolerance)
            after, moved = result.shape, moved + result.moved
            farthest = max(farthest, result.farthest)
        if moved and not after.is_empty:
            shape, gain = stored(after, plane, layer), after.area - before.area
            proposals.append(Proposal(table, int(fid), shape, gain, moved, farthest))
    return proposals


def _apply(path: Path, proposals: Sequence[Proposal]) -> int:
    """Write the outlines into the layers' edit buffers, each layer in one step to undo."""
    changed = 0
    for table in dict.fromkeys(proposal.table for proposal in proposals):
        layer = editable(path, table)
        own = [proposal for proposal in proposals if proposal.table == table]
        with one_step(layer, QCoreApplication.translate("EcoLedger", "Borders snapped")):
            changed += sum(layer.changeGeometry(proposal.fid, proposal.shape) for proposal in own)
        layer.triggerRepaint()
    return changed


def _told(proposals: Sequence[Proposal], findings: gpd.GeoDataFrame) -> str:
    text = QCoreApplication.translate(
        "EcoLedger",
        "{count} parcels: {moved} vertices move, the outline by {farthest:.2f} m at most, "
        "the area by {gain:+,.3f} mu. The map shows the new outlines in blue.",
    ).format(
        count=len(proposals),
        moved=sum(proposal.moved for proposal in proposals),
        farthest=max((proposal.farthest for proposal in proposals), default=0.0),
        gain=from_base(sum(proposal.gain for proposal in proposals), UNITS["mu"]),
    )
    left = len(findings.groupby(["layer", "fid"])) - len(proposals)
    if not left:
        return text
    rest = QCoreApplication.translate("EcoLedger", "{count} parcels stay as they are.").format(count=left)
    return f"{text} {rest}"


class _Preview:
    """The new outlines over the map."""

    def __init__(self, iface: QgisInterface, layers: dict[str, QgsVectorLayer]) -> None:
        self._canvas, self._layers = iface.mapCanvas(), layers
        self._bands: list[QgsRubberBand] = []

    def show(self, proposals: Sequence[Proposal]) -> None:
        self.remove()
        for proposal in proposals:
            band = QgsRubberBand(self._canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
            band.setStrokeColor(_NEW)
            band.setFillColor(QColor(0, 0, 0, 0))
            band.setWidth(3)
            band.setLineStyle(Qt.PenStyle.DashLine)
            band.setToGeometry(proposal.shape, self._layers[proposal.table])
            self._bands.append(band)

    def remove(self) -> None:
        for band in self._bands:
            take_off(band)
        self._bands = []
