"""A finished shape: between QGIS and core, and what speaks against it as the dock shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsGeometry, QgsVectorLayer, QgsWkbTypes

from .. import wording
from ..core.model import Plan

if TYPE_CHECKING:
    import shapely

    from ..core.rules import RuleResult
    from ..core.sketch import Offer
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


def fitting(shape: QgsGeometry, layer: QgsVectorLayer) -> QgsGeometry:
    """Return the shape as the layer stores it: many parts in one."""
    result = QgsGeometry(shape)
    if QgsWkbTypes.isMultiType(layer.wkbType()):
        result.convertToMultiType()
    return result


def findings(offers: list[Offer], result: RuleResult | None, plan: Plan, language: str) -> list[Finding]:
    """Return the offers, in their order, and behind them what the rules of the plan say."""
    from ..dialogs.sketch_dock import Finding

    found = []
    for offer in offers:
        problem, suggestion = wording.fault_text(offer.fault)
        helps = offer.shape is not None
        found.append(Finding(problem, suggestion if helps else "", "" if helps else suggestion))
    words = {restriction.id: restriction for restriction in plan.restrictions}
    for id in dict.fromkeys(_broken(result)):
        message, hint = (getattr(words[id], f"{name}_{language}") for name in ("message", "suggestion"))
        found.append(Finding(message, hint=hint))
    return found


def _broken(result: RuleResult | None) -> list[str]:
    if result is None:
        return []
    return result.findings.id[result.findings.severity == "violation"].tolist()
