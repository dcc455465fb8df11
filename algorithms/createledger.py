"""A new ledger file from a plan and the polygons of its townships."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..core.plan import shipped_plan, usable_plan
from ..core.words import QT_TRANSLATE_NOOP
from ._base import EcoLedgerAlgorithm, steps
from ._log import tell


class CreateLedger(EcoLedgerAlgorithm):
    """PLAN, TOWNSHIPS, CRS → OUTPUT."""

    title = QT_TRANSLATE_NOOP("EcoLedger", "Create ledger")
    about = QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Makes a ledger: one GeoPackage that holds the plan's targets, quotas and rules, the townships, and "
        "empty layers for interventions, zones, baselines and reported values, with forms and styles.\n\n"
        "Plan: a folder of CSV or TOML tables, at least targets and townships; the shipped one is that of "
        "Yunyang, 2018. A plan with faults is refused, with every fault listed.\n"
        "Townships: any polygon layer. Which field holds their codes or names is found by its values, or can "
        "be said. What is no township of the plan is left out, and what is missing is listed.\n"
        "Coordinate system: of all layers of the ledger; the plan's own where none is chosen.\n\n"
        "An existing file is kept unless it is said that it may be overwritten.",
    )
    labels = {
        "PLAN": QT_TRANSLATE_NOOP("EcoLedger", "Plan folder (empty: Yunyang 2018)"),
        "TOWNSHIPS": QT_TRANSLATE_NOOP("EcoLedger", "Townships"),
        "CODE_FIELD": QT_TRANSLATE_NOOP(
            "EcoLedger", "Field of the township codes (empty: found by its values)"
        ),
        "NAME_FIELD": QT_TRANSLATE_NOOP(
            "EcoLedger", "Field of the township names (empty: found by its values)"
        ),
        "CRS": QT_TRANSLATE_NOOP("EcoLedger", "Coordinate system of the ledger (empty: the plan's)"),
        "OVERWRITE": QT_TRANSLATE_NOOP("EcoLedger", "Overwrite an existing file"),
        "OUTPUT": QT_TRANSLATE_NOOP("EcoLedger", "Ledger"),
    }

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        folder = QgsProcessingParameterFile.Behavior.Folder
        self.add(QgsProcessingParameterFile, "PLAN", folder, optional=True)
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        self.add(QgsProcessingParameterFeatureSource, "TOWNSHIPS", [polygons])
        for name in ("CODE_FIELD", "NAME_FIELD"):
            self.add(
                QgsProcessingParameterField,
                name,
                parentLayerParameterName="TOWNSHIPS",
                optional=True,
                advanced=True,
            )
        self.add(QgsProcessingParameterCrs, "CRS", optional=True)
        self.add(QgsProcessingParameterBoolean, "OVERWRITE", False, advanced=True)
        self.add(QgsProcessingParameterFileDestination, "OUTPUT", "GeoPackage (*.gpkg)")

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..layers.convert import crs_text
        from ..layers.newledger import create_ledger

        folder = self.parameterAsFile(parameters, "PLAN", context)
        plan, noted = usable_plan(Path(folder) if folder else shipped_plan())
        made = create_ledger(
            Path(self.parameterAsFileOutput(parameters, "OUTPUT", context)),
            plan,
            self.source(parameters, "TOWNSHIPS", context),
            steps(feedback, 0, 100),
            crs=crs_text(self.parameterAsCrs(parameters, "CRS", context)),
            code_field=self.parameterAsString(parameters, "CODE_FIELD", context),
            name_field=self.parameterAsString(parameters, "NAME_FIELD", context),
            overwrite=self.parameterAsBoolean(parameters, "OVERWRITE", context),
            layer=self.layer_name(parameters, "TOWNSHIPS", context),
            noted=noted,
        )
        tell(made.notes, feedback)
        feedback.pushInfo(
            QCoreApplication.translate(
                "EcoLedger", "{drawn} of {planned} townships, found by the field {field}; CRS {crs}."
            ).format(drawn=made.drawn, planned=len(made.plan.townships), field=made.field, crs=made.crs)
        )
        return {"OUTPUT": str(made.path)}
