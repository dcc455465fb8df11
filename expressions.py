"""Functions for labels and the field calculator."""

from __future__ import annotations

import math
from html import escape
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionFunction,
    QgsFeature,
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


class AreasSideBySide(QgsExpressionFunction):
    """``areas_side_by_side()``: a parcel's three areas and why they differ, as its form shows them."""

    def __init__(self) -> None:
        super().__init__(
            "areas_side_by_side",
            0,
            GROUP,
            QCoreApplication.translate(
                "EcoLedger",
                "<p>The reported, official and planar area of the parcel in mu, and why they differ, "
                "as HTML for its form.</p><p><code>areas_side_by_side()</code></p>",
            ),
        )

    def func(
        self, values: list[Any], context: QgsExpressionContext, parent: QgsExpression, node: Any
    ) -> str | None:
        feature = context.feature()
        if not feature.hasGeometry():
            return QCoreApplication.translate("EcoLedger", "No geometry yet: there is no area.")
        try:
            table = _areas(feature.geometry(), _crs_text(context.variable("layer_crs") or ""))
        except EcoLedgerError as error:
            return " ".join(text for text in wording.error_text(error) if text)
        return _areas_html(table, _reported(feature))


def register() -> None:
    """Make the functions known to QGIS."""
    for function in (OfficialArea(), ToMu(), AreasSideBySide()):
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
    import shapely

    from .core.area import measurable, official_area
    from .core.comparison import compare_areas
    from .core.ledger.repair import read_wkb
    from .layers.convert import flat_wkb

    shapes, _ = read_wkb([flat_wkb(geometry)])
    known = measurable(crs, layer)
    if shapely.is_valid(shapes).all():
        area = official_area(shapes, known)[0]
    else:  # measured as repaired, which takes longer: a bow-tie's lobes would undo each other
        area = compare_areas(shapes, known).official_m2[0]
    return None if np.isnan(area) else float(area)


def _areas(geometry: QgsGeometry, crs: str) -> dict[str, Any]:
    dependencies.load()
    from .core.comparison import compare_areas
    from .core.ledger.repair import read_wkb
    from .layers.convert import flat_wkb

    shapes, _ = read_wkb([flat_wkb(geometry)])
    return compare_areas(shapes, crs).to_dict("records")[0]


def _reported(feature: QgsFeature) -> float | None:
    from .layers.convert import plain

    names = feature.fields().names()
    return plain(feature["reported_mu"]) if "reported_mu" in names else None


def _areas_html(areas: dict[str, Any], reported: float | None) -> str:
    """Return a table of the three areas in mu, and below it a line for each difference."""
    from .core.comparison import EXPLANATIONS

    official, planar = (_mu(areas[name]) for name in ("official_m2", "planar_m2"))
    heads = (
        QCoreApplication.translate("EcoLedger", "Reported (mu)"),
        QCoreApplication.translate("EcoLedger", "Official (mu)"),
        QCoreApplication.translate("EcoLedger", "Planar (mu)"),
    )
    cells = "".join(
        f'<td style="padding-right:24px">{head}<br><b>{_number(value)}</b></td>'
        for head, value in zip(heads, (reported, official, planar), strict=True)
    )
    lines = [wording.sentence(EXPLANATIONS[key], **areas) for key in areas["reason"].split(";")]
    if reported is not None and official:
        text = QCoreApplication.translate(
            "EcoLedger", "Reported − official: {difference:+,.2f} mu ({percent:+.1f} %)."
        )
        off = reported - official
        lines.insert(0, text.format(difference=off, percent=off / official * 100))
    return f"<table><tr>{cells}</tr></table>" + "<br>".join(map(escape, lines))


def _mu(area: float) -> float | None:
    return None if math.isnan(area) else from_base(area, UNITS["mu"])


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}"
