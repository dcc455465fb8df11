"""Functions for labels and the field calculator."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionFunction,
    QgsGeometry,
)
from qgis.PyQt.QtCore import QCoreApplication

from . import dependencies, wording
from .core.errors import EcoLedgerError
from .core.plan.units import UNITS, from_base

GROUP = "EcoLedger"

_registered: list[QgsExpressionFunction] = []


class OfficialArea(QgsExpressionFunction):
    """``official_area(geometry, crs)``: m² on the ellipsoid, as the national land survey counts a parcel."""

    def __init__(self) -> None:
        super().__init__(
            "official_area",
            [QgsExpressionFunction.Parameter("geometry"), QgsExpressionFunction.Parameter("crs", True, "")],
            GROUP,
            QCoreApplication.translate(
                "EcoLedger",
                "<p>Area of a parcel on the CGCS2000 ellipsoid in m², rounded to 0.01 m², computed as the "
                "national land survey prescribes.</p>"
                "<p><code>official_area($geometry)</code><br>"
                "<code>official_area($geometry, 'EPSG:4525')</code></p>"
                "<p>Without the second argument the layer's own coordinate system is taken.</p>",
            ),
        )

    def func(
        self, values: list[Any], context: QgsExpressionContext, parent: QgsExpression, node: Any
    ) -> float | None:
        geometry, crs = values
        if not isinstance(geometry, QgsGeometry):
            parent.setEvalErrorString(
                QCoreApplication.translate("EcoLedger", "The first argument is no geometry")
            )
            return None
        if geometry.isNull():
            return None
        crs = _crs_text(crs or context.variable("layer_crs") or "")
        try:
            return _official_area(geometry, crs, context.variable("layer_name") or self.name())
        except EcoLedgerError as error:
            parent.setEvalErrorString(" ".join(text for text in wording.error_text(error) if text))
            return None


class ToMu(QgsExpressionFunction):
    """``to_mu(m2)``: square metres in mu 亩."""

    def __init__(self) -> None:
        super().__init__(
            "to_mu",
            [QgsExpressionFunction.Parameter("m2")],
            GROUP,
            QCoreApplication.translate(
                "EcoLedger",
                "<p>Square metres in mu (亩): 15 mu are one hectare.</p>"
                "<p><code>to_mu(10000)</code> → 15</p>",
            ),
        )

    def func(
        self, values: list[Any], context: QgsExpressionContext, parent: QgsExpression, node: Any
    ) -> float | None:
        try:
            return from_base(float(values[0]), UNITS["mu"])
        except (TypeError, ValueError):
            parent.setEvalErrorString(QCoreApplication.translate("EcoLedger", "to_mu() needs a number"))
            return None


def register() -> None:
    """Make the functions known to QGIS."""
    for function in (OfficialArea(), ToMu()):
        if QgsExpression.registerFunction(function):
            _registered.append(function)  # QGIS does not keep the Python object alive


def unregister() -> None:
    """Take the functions out of QGIS again."""
    while _registered:
        function = _registered.pop()  # held by its name: QGIS looks at it while it takes it out
        QgsExpression.unregisterFunction(function.name())


def _crs_text(crs: Any) -> str:
    """Return a CRS given as one, or as the text QGIS knows it by, as pyproj reads it."""
    from .layers.convert import crs_text

    if isinstance(crs, QgsCoordinateReferenceSystem):
        return crs_text(crs)
    known = QgsCoordinateReferenceSystem(str(crs))
    return crs_text(known) if known.isValid() else str(crs)


def _official_area(geometry: QgsGeometry, crs: str, layer: str) -> float | None:
    dependencies.load()
    import numpy as np

    from .core.area import measurable, official_area
    from .core.ledger.repair import read_wkb
    from .layers.convert import flat_wkb

    shapes, _ = read_wkb([flat_wkb(geometry)])
    area = official_area(shapes, measurable(crs, layer))[0]
    return None if np.isnan(area) else float(area)
