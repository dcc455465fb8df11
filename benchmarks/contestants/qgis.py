"""QGIS as its users would click it: fix geometries, intersection, dissolve, ellipsoidal area."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

TITLE = "QGIS (fix, intersection, dissolve, $area)"
ELLIPSOID = "EPSG:7019"  # GRS 80


def missing() -> str:
    return "" if find_spec("qgis") else "no qgis module for this Python"


if not missing():
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import (
        Qgis,
        QgsApplication,
        QgsFeatureRequest,
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsVectorLayer,
    )

    application = QgsApplication([], False)
    application.initQgis()
    sys.path.append(os.path.join(application.pkgDataPath(), "python", "plugins"))
    import processing
    from processing.core.Processing import Processing

    Processing.initialize()


def version() -> str:
    return f"QGIS {Qgis.QGIS_VERSION}"


def run(path: Path, read: Callable[[], None]) -> QgsVectorLayer:
    """Layers are read as they are worked through, so there is no reading to tell apart."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setEllipsoid(ELLIPSOID)
    context.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)

    def step(algorithm: str, **parameters: object) -> QgsVectorLayer:
        parameters["OUTPUT"] = "memory:"
        return processing.run(algorithm, parameters, context=context, feedback=feedback)["OUTPUT"]

    fixed = [
        step("native:fixgeometries", INPUT=QgsVectorLayer(f"{path}|layername={layer}", layer, "ogr"))
        for layer in ("parcels", "townships")
    ]
    pieces = step("native:intersection", INPUT=fixed[0], OVERLAY=fixed[1], INPUT_FIELDS=["target"])
    unions = step("native:dissolve", INPUT=pieces, FIELD=["code", "target"])
    return step(
        "native:fieldcalculator",
        INPUT=unions,
        FIELD_NAME="m2",
        FIELD_TYPE=0,
        FIELD_LENGTH=0,
        FIELD_PRECISION=0,
        FORMULA="$area",
    )


def totals(unions: QgsVectorLayer) -> dict:
    return {(f["code"], f["target"]): (f["m2"], bytes(f.geometry().asWkb())) for f in unions.getFeatures()}
