"""Riverbank zones by length: class, township and bank, against bank lines and reaches."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from ..core.model import DONE
from ..core.words import QT_TRANSLATE_NOOP
from ._base import EcoLedgerAlgorithm, steps
from ._log import tell

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from ..core.model import Plan

SUMMARY = {
    **dict.fromkeys(("river", "township", "township_name", "bank", "class", "class_zh", "class_en"), "text"),
    "zones": "integer",
    **dict.fromkeys(("length_m", "length_km", "share", "percent"), "real"),
}
TOTALS = {
    **dict.fromkeys(("river", "bank", "river_class"), "text"),
    **dict.fromkeys(("length_m", "zoned_m", "share", "works_m"), "real"),
}
STRETCHES = {
    "fid": "integer",
    **dict.fromkeys(("uuid", "class", "river", "bank", "township"), "text"),
    **dict.fromkeys(("from_m", "to_m", "length_m"), "real"),
}
_LAYERS = ("riverbank_zones", "river_banks", "river_reaches")


class BankZones(EcoLedgerAlgorithm):
    """LEDGER, BESIDE, WORKS_WITHIN → SUMMARY, TOTALS, STRETCHES."""

    title = QT_TRANSLATE_NOOP("EcoLedger", "Riverbank zones by township and bank")
    about = QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Measures the riverbank functional zones of a ledger along the bank lines they were drawn along, on "
        "the CGCS2000 ellipsoid: length and share of each class by river, township and bank (1 left, 2 right "
        "looking downstream, the direction in which the reaches are drawn).\n\n"
        "Summary: length and share of what is zoned on that bank in the township.\n"
        "Totals: a row for each bank with what of it is zoned; a row for each reach, without a bank, with "
        "what of its length has a zone on either bank and what was rehabilitated (works_m: accepted lines of "
        "targets that are counted along the reach), each stretch once. A line is of the river whose banks it "
        "lies on: the main stem (class 1) and its tributaries (2) are apart.\n"
        "Stretches: what each zone has of its bank line in each township, with the chainage along it.\n\n"
        "A stretch that two zones share is counted once; zones along no bank, or on another bank than they "
        "state, are listed in the log.",
    )
    labels = {
        "LEDGER": QT_TRANSLATE_NOOP("EcoLedger", "Ledger"),
        "BESIDE": QT_TRANSLATE_NOOP("EcoLedger", "From a zone's border to its bank line at most (m)"),
        "WORKS_WITHIN": QT_TRANSLATE_NOOP("EcoLedger", "From works to the reach at most (m)"),
        "SUMMARY": QT_TRANSLATE_NOOP("EcoLedger", "Lengths by class, township and bank"),
        "TOTALS": QT_TRANSLATE_NOOP("EcoLedger", "Totals of banks and reaches"),
        "STRETCHES": QT_TRANSLATE_NOOP("EcoLedger", "Stretches of bank"),
    }

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        self.add(QgsProcessingParameterFile, "LEDGER", QgsProcessingParameterFile.Behavior.File, "gpkg")
        number, real = QgsProcessingParameterNumber, QgsProcessingParameterNumber.Type.Double
        self.add(number, "BESIDE", real, defaultValue=20.0, minValue=0.0, advanced=True)
        self.add(number, "WORKS_WITHIN", real, defaultValue=1000.0, minValue=0.0, advanced=True)
        sink, kinds = QgsProcessingParameterFeatureSink, QgsProcessing.SourceType
        self.add(sink, "SUMMARY", kinds.TypeVector)
        self.add(sink, "TOTALS", kinds.TypeVector)
        self.add(sink, "STRETCHES", kinds.TypeVectorLine)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..core.bank import bank_statistics
        from ..layers import store

        path = Path(self.parameterAsFile(parameters, "LEDGER", context))
        store.check(path)
        plan, townships = store.read_plan(path), store.read_townships(path)
        frames = [store.read_layer(path, name) for name in _LAYERS]
        found = bank_statistics(
            *frames,
            townships,
            _works(path, plan),
            beside=self.parameterAsDouble(parameters, "BESIDE", context),
            works_within=self.parameterAsDouble(parameters, "WORKS_WITHIN", context),
            step=steps(feedback, 10, 90),
        )
        faults = [fault for frame in (*frames, townships) for fault in frame.attrs["faults"]]
        tell([*faults, *found.notes], feedback)
        steps(feedback, 90, 100)(0.0)
        summary = _named(found.summary, plan)
        results = self.write(summary, parameters, "SUMMARY", context, SUMMARY)
        results |= self.write(found.totals, parameters, "TOTALS", context, TOTALS)
        lines = QgsWkbTypes.Type.MultiLineString
        return results | self.write(found.stretches, parameters, "STRETCHES", context, STRETCHES, lines)


def _works(path: Path, plan: Plan) -> gpd.GeoDataFrame:
    """Return the accepted lines of the targets that are counted along the reaches."""
    from ..layers import store

    lines = store.read_layer(path, "intervention_lines")
    along = [target.id for target in plan.targets if target.baseline == "river_reaches"]
    return lines[lines.target.isin(along) & lines.status.isin([int(status) for status in DONE])]


def _named(summary: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Put the names of townships and classes beside their codes."""
    from ..core.plan.codes import shipped_words

    names, classes = {t.code: t.name_zh for t in plan.townships}, shipped_words()[0]["riverbank_zone"]
    words = {
        f"class_{language}": [getattr(classes[c], language) if c in classes else "" for c in summary["class"]]
        for language in ("zh", "en")
    }
    return summary.assign(township_name=summary.township.map(names), **words)
