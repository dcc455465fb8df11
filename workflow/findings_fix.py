"""Mend what was found, each layer in one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsGeometry, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..layers.editing import editable
from ..layers.undo import one_step
from .sketch_shapes import fitting, from_shapely, outline_on, stored, to_shapely

if TYPE_CHECKING:
    import geopandas as gpd


def mend(path: Path, findings: gpd.GeoDataFrame, fix: str) -> int:
    """Mend findings by one of ``clip``, ``repair``, ``fill``; return how many features were changed.

    The changes are in the layers' edit buffers, to be looked at, undone or saved.

    Raises
    ------
    DataError
        A layer is not there or cannot be edited; what stands in the layers before it is changed.
    """
    changed = 0
    for table, own in findings.groupby("layer"):
        layer = editable(path, table)
        with one_step(layer, _TITLES[fix]()):
            changed += _FIXES[fix](layer, own)
        layer.triggerRepaint()
    return changed


def _clip(layer: QgsVectorLayer, findings: gpd.GeoDataFrame) -> int:
    """Cut the pieces off their parcels; a parcel of which nothing would be left stays as it is."""
    from ..core.inspection import clipped, to_cut_off
    from ..layers.convert import qgis_crs

    plane, changed = qgis_crs(findings.crs), 0
    for fid, own in findings.groupby("fid"):
        shape = outline_on(plane, layer, int(fid))
        for piece in to_cut_off(own):
            shape = clipped(shape, piece)
        if not shape.is_empty:
            changed += layer.changeGeometry(int(fid), stored(shape, plane, layer))
    return changed


def _repair(layer: QgsVectorLayer, findings: gpd.GeoDataFrame) -> int:
    """Make outlines valid, and leave out vertices that stand twice."""
    from ..layers.convert import millimetre

    changed, same = 0, millimetre(layer.crs())  # as the check of duplicate vertices
    for fid in findings.fid.unique():
        shape = QgsGeometry(layer.getFeature(int(fid)).geometry())
        shape.removeDuplicateNodes(same)
        if not shape.isGeosValid():
            shape = _valid(shape)
        if not shape.isEmpty():
            changed += layer.changeGeometry(int(fid), fitting(shape, layer))
    return changed


def _valid(shape: QgsGeometry) -> QgsGeometry:
    """Return an outline as the ledger repairs it on its copy, so that the areas stay those shown."""
    import numpy as np

    from ..core.ledger.repair import made_valid

    return from_shapely(made_valid(np.array([to_shapely(shape)], dtype=object))[0])


def _fill(layer: QgsVectorLayer, findings: gpd.GeoDataFrame) -> int:
    """Write the township that a feature lies in."""
    index = layer.fields().indexOf("township")
    values: dict[int, Any] = {int(row.fid): row.fields["place"] for row in findings.itertuples()}
    return sum(layer.changeAttributeValue(fid, index, code) for fid, code in values.items())


_FIXES: dict[str, Callable[[QgsVectorLayer, gpd.GeoDataFrame], int]] = {
    "clip": _clip,
    "repair": _repair,
    "fill": _fill,
}
_TITLES: dict[str, Callable[[], str]] = {
    "clip": lambda: QCoreApplication.translate("EcoLedger", "Conflicts clipped away"),
    "repair": lambda: QCoreApplication.translate("EcoLedger", "Outlines repaired"),
    "fill": lambda: QCoreApplication.translate("EcoLedger", "Townships filled in"),
}
