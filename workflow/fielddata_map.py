"""Field data on the map before anything is written: what items become, and where other readings put them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsUnitTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QColor

if TYPE_CHECKING:
    import shapely

    from ..core.intake.ground import Row
    from .fielddata_read import Judged, Key

DEGREES = "EPSG:4490"
AROUND = 50.0  # m shown round what is zoomed to
MOST = 2000  # removed points of an item that are drawn
ITEM, CHOSEN, LESSER, DROPPED, REMOVED = "item", "chosen", "lesser", "dropped", "removed"
COLORS = {
    ITEM: QColor(200, 30, 30),
    CHOSEN: QColor(255, 140, 0),
    LESSER: QColor(255, 140, 0),
    DROPPED: QColor(90, 90, 90),
    REMOVED: QColor(90, 90, 90),
}
WIDTHS = {ITEM: 3, CHOSEN: 4, LESSER: 2, DROPPED: 2, REMOVED: 2}
HATCHES = {LESSER: Qt.BrushStyle.BDiagPattern, DROPPED: Qt.BrushStyle.DiagCrossPattern}
OTHERS = (QColor(30, 90, 200), QColor(120, 60, 170), QColor(0, 120, 110))
PENS = (Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


@dataclass(frozen=True)
class Drawn:
    """A geometry in degrees as WKB.

    Parameters
    ----------
    rank : int
        0 is the reading in use, the others are the other readings.
    role : str
        Of what is in use: an item, a chosen one, pieces of one that crosses itself (lesser ones that are kept
        or dropped), points that were removed from it.
    """

    wkb: bytes
    rank: int = 0
    role: str = ITEM


class Preview(QObject):
    """Rubber bands on the canvas; belongs to its parent, `clear` leaves nothing."""

    def __init__(self, canvas: QgsMapCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._bands: list[tuple[Drawn, QgsRubberBand]] = []
        self._crs = QgsCoordinateReferenceSystem(DEGREES)

    def show(self, drawn: Sequence[Drawn]) -> None:
        """Draw these in the place of what was drawn."""
        self.clear()
        for each in sorted(drawn, key=lambda d: (-d.rank, list(COLORS).index(d.role))):
            geometry = QgsGeometry()
            geometry.fromWkb(each.wkb)
            if not geometry.isEmpty():
                self._bands.append((each, self._band(geometry, each)))

    def zoom(self) -> None:
        """Bring what is chosen into the map; where nothing is, all that is drawn as taken."""
        chosen = [band for each, band in self._bands if each.role == CHOSEN]
        bands = chosen or [band for each, band in self._bands if each.rank == 0]
        if not bands:
            return
        extent = bands[0].asGeometry().boundingBox()
        for band in bands[1:]:
            extent.combineExtentWith(band.asGeometry().boundingBox())
        metre = QgsUnitTypes.fromUnitToUnitFactor(
            QgsUnitTypes.DistanceUnit.DistanceMeters, self._canvas.mapSettings().destinationCrs().mapUnits()
        )
        extent.grow(max(0.1 * max(extent.width(), extent.height()), AROUND * metre))
        self._canvas.setExtent(extent)
        self._canvas.refresh()

    def clear(self) -> None:
        """Take everything off the map."""
        for _, band in self._bands:
            if band.scene() is not None:
                band.scene().removeItem(band)
        self._bands = []

    def __len__(self) -> int:
        return len(self._bands)

    def _band(self, geometry: QgsGeometry, each: Drawn) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, geometry.type())
        band.setToGeometry(geometry, self._crs)
        color = COLORS[each.role] if each.rank == 0 else OTHERS[(each.rank - 1) % len(OTHERS)]
        fill = QColor(color)
        fill.setAlpha(180 if each.role in HATCHES else 50 if each.rank == 0 else 0)
        band.setStrokeColor(color)
        band.setFillColor(fill)
        band.setWidth(WIDTHS[each.role] if each.rank == 0 else 2)
        band.setIconSize(8)
        if each.role in HATCHES:
            band.setBrushStyle(HATCHES[each.role])
        if each.role == REMOVED:
            band.setIcon(QgsRubberBand.IconType.ICON_X)
        if each.role == DROPPED:
            band.setLineStyle(Qt.PenStyle.DashLine)
        if each.rank:
            band.setLineStyle(PENS[(each.rank - 1) % len(PENS)])
        return band


def drawings(files: Sequence[Judged], chosen: set[Key]) -> Iterator[Drawn]:
    """Yield files as they would be imported, the chosen items apart, and where other readings put them.

    Where all of a file is chosen none of its items stands out.
    """
    import shapely

    for file in files:
        rows = file.taken.rows
        own = [row for row in rows if (file.key, row.position) in chosen]
        whole = len(own) == len(rows)
        others = [row for row in rows if whole or (file.key, row.position) not in chosen]
        for role, some in ((ITEM, others), (CHOSEN, () if whole else own)):
            for shape in gathered([row.geometry for row in some]):
                yield Drawn(shapely.to_wkb(shape), 0, role)
        for row in own:
            yield from _of_item(row, file.options.wish_of(row.position).lobes)
        for guess, rank in file.ranked():
            if rank:
                yield from (Drawn(wkb, rank) for wkb in file.traces.get(guess.id, ()))


def _of_item(row: Row, lobes: str) -> Iterator[Drawn]:
    """Yield what a choice of the item is about: its lesser pieces of ground, and its removed points."""
    import numpy as np
    import shapely

    if row.lesser is not None:
        yield Drawn(shapely.to_wkb(row.lesser), 0, LESSER if lobes == "all" else DROPPED)
    if row.removed is not None:
        xy = row.removed.xy[np.isfinite(row.removed.xy).all(axis=1)][:MOST]
        if len(xy):
            yield Drawn(shapely.to_wkb(shapely.multipoints(xy)), 0, REMOVED)


def gathered(shapes: Sequence[shapely.Geometry]) -> list[shapely.Geometry]:
    """Return geometries as few as possible: one of each kind."""
    import numpy as np
    import shapely

    parts = shapely.get_parts(np.array(shapes, dtype=object))
    dimension = shapely.get_dimensions(parts)
    gatherings = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
    return [gather(parts[dimension == n]) for n, gather in enumerate(gatherings) if n in dimension]
