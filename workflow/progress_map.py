"""Show a piece on the map, and open the form of an intervention."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgisInterface

from ..core.errors import DataError
from ..core.words import QT_TRANSLATE_NOOP
from .messages import show_error

if TYPE_CHECKING:
    from ..core.standing import Piece, Standing

_GONE = (
    QT_TRANSLATE_NOOP("EcoLedger", "The intervention {fid} of {table} is not in the project any more"),
    QT_TRANSLATE_NOOP("EcoLedger", "Add the ledger's layers again, or refresh: it may have been deleted."),
)


def show_piece(iface: QgisInterface, standing: Standing, piece: Piece) -> None:
    """Bring a piece into the map and let it flash."""
    from ..layers.convert import qgis_crs

    geometry = QgsGeometry()
    geometry.fromWkb(piece.wkb)
    show_place(iface, geometry, qgis_crs(standing.ledger.crs))


def show_place(iface: QgisInterface, geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
    """Bring a geometry into the map and let it flash."""
    show_places(iface, [geometry], crs)


def show_places(
    iface: QgisInterface, geometries: Sequence[QgsGeometry], crs: QgsCoordinateReferenceSystem
) -> None:
    """Bring geometries into the map, all at once, and let them flash."""
    canvas = iface.mapCanvas()
    transform = QgsCoordinateTransform(crs, canvas.mapSettings().destinationCrs(), QgsProject.instance())
    extent = QgsRectangle()
    for geometry in geometries:
        extent.combineExtentWith(transform.transformBoundingBox(geometry.boundingBox()))
    extent.grow(max(extent.width(), extent.height(), 50 * canvas.mapUnitsPerPixel() * (extent.width() == 0)))
    canvas.setExtent(extent)
    canvas.refresh()
    for geometry in geometries:
        canvas.flashGeometries([geometry], crs)


def open_form(iface: QgisInterface, path: Path, table: str, fid: int) -> None:
    """Open the form of an intervention beside the map."""
    from ..layers.project import find_layer

    layer = find_layer(path, table)
    feature = layer.getFeature(fid) if layer else None
    if feature is None or not feature.isValid():
        show_error(iface, DataError(*_GONE, fid=fid, table=table))
    else:
        iface.openFeatureForm(layer, feature, False, False)
