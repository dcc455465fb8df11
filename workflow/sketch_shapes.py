"""A finished shape: between QGIS and core, and what speaks against it as the dock shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..core.model import Plan
from .sketch_words import conflict_lines

if TYPE_CHECKING:
    import shapely

    from ..core.sketch import Conflict, Offer
    from ..dialogs.sketch_dock import Finding


def to_shapely(shape: QgsGeometry) -> shapely.Geometry:
    """Return a shape without Z, M and arcs."""
    import shapely

    from ..layers.convert import flat_wkb

    return shapely.from_wkb(flat_wkb(shape))


def from_shapely(shape: shapely.Geometry) -> QgsGeometry:
    """Return a shape as QGIS'."""
    import shapely

    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape))
    return geometry


def outline_on(plane: QgsCoordinateReferenceSystem, layer: QgsVectorLayer, fid: int) -> shapely.Geometry:
    """Return a feature's shape on a plane; an outline that crosses itself as the ledger repairs it."""
    import numpy as np

    from ..core.ledger.repair import made_valid

    shape = layer.getFeature(fid).geometry()
    shape.transform(QgsCoordinateTransform(layer.crs(), plane, QgsProject.instance()))
    whole = to_shapely(shape)
    return whole if whole.is_valid else made_valid(np.array([whole], dtype=object))[0]


def stored(
    shape: shapely.Geometry, plane: QgsCoordinateReferenceSystem, layer: QgsVectorLayer
) -> QgsGeometry:
    """Return a shape on a plane as the layer stores it."""
    geometry = from_shapely(shape)
    geometry.transform(QgsCoordinateTransform(plane, layer.crs(), QgsProject.instance()))
    return fitting(geometry, layer)


def fitting(shape: QgsGeometry, layer: QgsVectorLayer) -> QgsGeometry:
    """Return the shape as the layer stores it: many parts in one."""
    result = QgsGeometry(shape)
    if QgsWkbTypes.isMultiType(layer.wkbType()):
        result.convertToMultiType()
    return result


def findings(
    offers: list[Offer], violations: list[Conflict], cuts: list[object], plan: Plan, language: str
) -> list[Finding]:
    """Return the offers, in their order, and behind them the violations; `cuts` has None where none helps."""
    from ..dialogs.sketch_dock import Finding

    found = []
    for offer in offers:
        problem, suggestion = wording.fault_text(offer.fault)
        helps = offer.shape is not None
        found.append(Finding(problem, suggestion if helps else "", "" if helps else suggestion))
    words = {restriction.id: restriction for restriction in plan.restrictions}
    lines = conflict_lines(violations, plan.rules, language)
    for conflict, (_, line), cut in zip(violations, lines, cuts, strict=True):
        message, hint = (
            getattr(words[conflict.id], f"{name}_{language}") for name in ("message", "suggestion")
        )
        text = QCoreApplication.translate("EcoLedger", "{line}. {message}").format(line=line, message=message)
        offer = QCoreApplication.translate("EcoLedger", "Cut out of the zone") if cut is not None else ""
        found.append(Finding(text, offer, hint, forbidden=True))
    return found
