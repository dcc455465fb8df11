"""Official, measured and planar area of every polygon, and why they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QVariant

from .. import wording
from ..core.words import QT_TRANSLATE_NOOP
from ._base import TOOLS, EcoLedgerAlgorithm, steps
from ._log import tell

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "official_m2": "real",
    "official_mu": "real",
    "measure_m2": "real",
    "planar_m2": "real",
    "difference_m2": "real",
    "reason": "text",
    "explanation": "text",
}


class OfficialArea(EcoLedgerAlgorithm):
    """INPUT → OUTPUT with `COLUMNS` behind its own fields."""

    title = QT_TRANSLATE_NOOP("EcoLedger", "Official parcel area")
    section = TOOLS
    about = QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Adds to every polygon its official area (图斑椭球面积) on the CGCS2000 ellipsoid as the national "
        "land survey prescribes, rounded to 0.01 m²; the unrounded measure the ledger adds up; the planar "
        "area in the layer's own coordinates; and the reason why they differ.\n\n"
        "official_m2, official_mu: state these for a single parcel.\n"
        "measure_m2: sums of it are right to the last digit; the ledger uses it.\n"
        "planar_m2, difference_m2: what a map calculates (NULL for degrees), and how far off it is.\n"
        "reason, explanation: a key for filters, and a sentence.\n\n"
        "Any coordinate system that can be measured will do, and the project's ellipsoid does not matter. "
        "Invalid polygons are repaired on a copy; the output keeps the geometry as it was.",
    )

    labels = {
        "INPUT": QT_TRANSLATE_NOOP("EcoLedger", "Parcels"),
        "OUTPUT": QT_TRANSLATE_NOOP("EcoLedger", "Parcels with areas"),
    }

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        self.add(QgsProcessingParameterFeatureSource, "INPUT", [polygons])
        self.add(QgsProcessingParameterFeatureSink, "OUTPUT", polygons)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..core.comparison import compare_areas
        from ..core.plan.units import array_from_base, unit_of
        from ..layers.convert import to_frame
        from ..layers.results import distinct, fields_of, write_beside

        source = self.source(parameters, "INPUT", context)
        name = self.layer_name(parameters, "INPUT", context)
        place = source.fields().lookupField("fid")
        whole = place >= 0 and source.fields().at(place).type() in (QVariant.Int, QVariant.LongLong)
        key = {"key": "fid"} if whole else {}
        frame, notes = to_frame(source, key, steps(feedback, 0, 40), name)
        areas = compare_areas(frame.geometry.array, frame.crs).assign(fid=frame.fid)
        areas["official_mu"] = array_from_base(areas.official_m2, unit_of("mu"))
        areas["explanation"] = _sentences(areas)
        steps(feedback, 40, 80)(1.0)
        has_key = bool(key) and frame.key.tolist() == frame.fid.tolist()
        own = distinct(source.fields(), has_key)
        fields = QgsProcessingUtils.combineFields(own, fields_of(COLUMNS))
        sink, file = self.sink(parameters, "OUTPUT", context, fields, source.wkbType(), source.sourceCrs())
        write_beside(source, areas, sink, COLUMNS)
        del sink  # closes the file
        self.check_written(parameters, "OUTPUT", file, len(areas))
        tell(notes, feedback)
        return {"OUTPUT": file}


def _sentences(areas: pd.DataFrame) -> list[str]:
    from ..core.comparison import EXPLANATIONS

    return [
        " ".join(wording.sentence(EXPLANATIONS[key], **row) for key in row["reason"].split(";"))
        for row in areas.to_dict("records")
    ]
