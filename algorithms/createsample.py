"""The sample ledger: a made-up district to learn and test with, its faults planted and its answers known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..core.words import QT_TRANSLATE_NOOP
from ._base import EcoLedgerAlgorithm, steps

MOST = 5_000


class CreateSample(EcoLedgerAlgorithm):
    """SEED, PARCELS → OUTPUT."""

    title = QT_TRANSLATE_NOOP("EcoLedger", "Create sample ledger")
    about = QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Makes a ledger of a sample district: 20 townships, 136 km of the Han with both banks, zones, "
        "baselines and three years of interventions. All geometry is made up; only the names are real.\n\n"
        "Fifteen faults are planted in it, such as a parcel entered twice or a red line that crosses itself; "
        "the log says what each is and what the ledger makes of it.\n"
        "Seed: the same number gives the same district. Parcels: how many interventions.\n\n"
        "An existing file is kept unless it is said that it may be overwritten.",
    )
    labels = {
        "SEED": QT_TRANSLATE_NOOP("EcoLedger", "Seed"),
        "PARCELS": QT_TRANSLATE_NOOP("EcoLedger", "Number of interventions"),
        "OVERWRITE": QT_TRANSLATE_NOOP("EcoLedger", "Overwrite an existing file"),
        "OUTPUT": QT_TRANSLATE_NOOP("EcoLedger", "Ledger"),
    }

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        whole = QgsProcessingParameterNumber.Type.Integer
        self.add(QgsProcessingParameterNumber, "SEED", whole, 2018, minValue=0)
        self.add(QgsProcessingParameterNumber, "PARCELS", whole, 400, minValue=50, maxValue=MOST)
        self.add(QgsProcessingParameterBoolean, "OVERWRITE", False, advanced=True)
        self.add(QgsProcessingParameterFileDestination, "OUTPUT", "GeoPackage (*.gpkg)")

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..layers.newledger import create_sample

        path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        sample = create_sample(
            Path(path),
            steps(feedback),
            seed=self.parameterAsInt(parameters, "SEED", context),
            parcels=self.parameterAsInt(parameters, "PARCELS", context),
            overwrite=self.parameterAsBoolean(parameters, "OVERWRITE", context),
        )
        feedback.pushInfo(
            QCoreApplication.translate("EcoLedger", "{count} faults are planted:").format(
                count=len(sample.faults)
            )
        )
        for fault in sample.faults:
            words = wording.sentence(fault.what), wording.sentence(fault.effect)
            feedback.pushInfo(
                QCoreApplication.translate("EcoLedger", "{table} {uuid}: {what}. {effect}").format(
                    table=fault.table, uuid=fault.uuid, what=words[0], effect=words[1]
                )
            )
        return {"OUTPUT": path}
