"""A closed ledger of any polygons against any units, without a ledger file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ..core.errors import DataError, Fault
from ..core.words import QT_TRANSLATE_NOOP
from ._base import TOOLS, EcoLedgerAlgorithm, steps
from ._log import tell, tell_checked

if TYPE_CHECKING:
    import pandas as pd

AREA_UNITS = ["m2", "mu", "ha", "km2"]
_SOURCES = ("INPUT", "UNITS", "BASELINE", "QUOTAS")
_FIELDS = ("UNIT_FIELD", "TARGET_FIELD", "ORDER_FIELD", "BASELINE_FIELD", "QUOTA_FIELD")
_NO_CLASS_FIELD = (
    QT_TRANSLATE_NOOP("EcoLedger", "Classes are given, but not the field of {layer} that holds them"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose the field of the baseline's class, or clear the classes."),
)
_NO_BASELINE = (
    QT_TRANSLATE_NOOP("EcoLedger", "Classes are given ({classes}), but no baseline that has them"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose the layer of the baseline, or clear the classes."),
)
_NO_QUOTA_FIELD = (
    QT_TRANSLATE_NOOP("EcoLedger", "It is not said which field of {layer} holds the quotas"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose the field of the quota."),
)

_M2 = {
    f"{name}_m2": "real"
    for name in ("gross", "invalid", "outside", "baseline", "too_small", "overlap", "counted")
}
PROGRESS = {
    "unit": "text",
    "target": "text",
    "n": "integer",
    "n_invalid": "integer",
    **_M2,
    "counted_mu": "real",
    "counted_ha": "real",
    "counted_km2": "real",
    "quota": "real",
    "percent": "real",
}
ENTRIES = {
    "source_fid": "integer",
    "target": "text",
    **_M2,
    "counted_mu": "real",
    "reason": "text",
    "earlier_fid": "text",
}
DEDUCTIONS = {
    "source_fid": "integer",
    "target": "text",
    "unit": "text",
    "kind": "text",
    "area_m2": "real",
    "area_mu": "real",
    "earlier_fid": "integer",
}


class AreaProgress(EcoLedgerAlgorithm):
    """INPUT, UNITS → PROGRESS, ENTRIES, DEDUCTIONS."""

    title = QT_TRANSLATE_NOOP("EcoLedger", "Progress of any polygons by unit")
    section = TOOLS
    about = QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Closes the books of any polygon layer, for example shapefiles of a technician, against any units, "
        "for example townships: every square metre counts once, and what does not count is listed with its "
        "reason.\n\n"
        "gross - invalid - outside - baseline - too_small - overlap = counted, in every row. Areas are on "
        "the CGCS2000 ellipsoid, whatever the project's settings and the layers' coordinate systems; "
        "1 mu = 2000/3 m².\n\n"
        "Target field: the same ground may count once for each target. Without it all parcels are one "
        "target.\n"
        "Order field: a date or a number; the lower one was first and keeps the ground. Without it the "
        "feature id decides; what is neither comes last and is listed.\n"
        "Baseline: patches on which alone parcels count, such as barren land.\n"
        "Quotas: a table with the unit field (and the target field) under the same names as in the other "
        "layers, and the amounts in the unit chosen. In the results the quota is in m².\n\n"
        "Results: the progress by unit and target; every parcel with its deductions; every deducted piece as "
        "a polygon. What lies in no unit has a row without unit name.",
    )

    labels = {
        "INPUT": QT_TRANSLATE_NOOP("EcoLedger", "Parcels"),
        "UNITS": QT_TRANSLATE_NOOP("EcoLedger", "Units (townships)"),
        "UNIT_FIELD": QT_TRANSLATE_NOOP("EcoLedger", "Field of the unit's name or code"),
        "TARGET_FIELD": QT_TRANSLATE_NOOP("EcoLedger", "Field of the target"),
        "ORDER_FIELD": QT_TRANSLATE_NOOP("EcoLedger", "Field that tells who was first (date or number)"),
        "BASELINE": QT_TRANSLATE_NOOP("EcoLedger", "Baseline: patches on which alone parcels count"),
        "BASELINE_FIELD": QT_TRANSLATE_NOOP("EcoLedger", "Field of the baseline's class"),
        "BASELINE_CLASSES": QT_TRANSLATE_NOOP("EcoLedger", "Classes that count, separated by ; (empty: all)"),
        "MIN_AREA": QT_TRANSLATE_NOOP("EcoLedger", "Smallest parcel that counts (m²)"),
        "QUOTAS": QT_TRANSLATE_NOOP("EcoLedger", "Quotas"),
        "QUOTA_FIELD": QT_TRANSLATE_NOOP("EcoLedger", "Field of the quota"),
        "QUOTA_UNIT": QT_TRANSLATE_NOOP("EcoLedger", "Unit the quotas are written in"),
        "PROGRESS": QT_TRANSLATE_NOOP("EcoLedger", "Progress"),
        "ENTRIES": QT_TRANSLATE_NOOP("EcoLedger", "Parcels with their deductions"),
        "DEDUCTIONS": QT_TRANSLATE_NOOP("EcoLedger", "Deducted pieces"),
    }

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        source, field = QgsProcessingParameterFeatureSource, QgsProcessingParameterField
        polygons, any_ = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeVector
        self.add(source, "INPUT", [polygons])
        self.add(source, "UNITS", [polygons])
        self.add(field, "UNIT_FIELD", parentLayerParameterName="UNITS")
        self.add(field, "TARGET_FIELD", parentLayerParameterName="INPUT", optional=True)
        self.add(field, "ORDER_FIELD", parentLayerParameterName="INPUT", optional=True)
        self.add(source, "BASELINE", [polygons], optional=True)
        self.add(field, "BASELINE_FIELD", parentLayerParameterName="BASELINE", optional=True, advanced=True)
        self.add(QgsProcessingParameterString, "BASELINE_CLASSES", optional=True, advanced=True)
        real = QgsProcessingParameterNumber.Type.Double
        self.add(
            QgsProcessingParameterNumber, "MIN_AREA", real, defaultValue=0.0, minValue=0.0, advanced=True
        )
        self.add(source, "QUOTAS", [any_], optional=True)
        self.add(field, "QUOTA_FIELD", parentLayerParameterName="QUOTAS", optional=True)
        self.add(
            QgsProcessingParameterEnum,
            "QUOTA_UNIT",
            AREA_UNITS,
            defaultValue=AREA_UNITS[0],
            usesStaticStrings=True,
        )
        sink = QgsProcessingParameterFeatureSink
        self.add(sink, "PROGRESS", any_, optional=True)
        self.add(sink, "ENTRIES", polygons, optional=True)
        self.add(sink, "DEDUCTIONS", polygons, optional=True)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..core.parcels import close_areas
        from ..core.plan.cells import items
        from ..core.plan.units import unit_of

        sources = {name: self.source(parameters, name, context) for name in _SOURCES}
        names = {name: self.layer_name(parameters, name, context) for name in _SOURCES}
        classes = items(self.parameterAsString(parameters, "BASELINE_CLASSES", context))
        if classes and not sources["BASELINE"]:
            raise DataError(*_NO_BASELINE, classes=", ".join(classes))
        if classes and not self.parameterAsString(parameters, "BASELINE_FIELD", context):
            raise DataError(*_NO_CLASS_FIELD, layer=names["BASELINE"])
        frames, notes = self._read(sources, names, parameters, context, feedback)
        books = close_areas(
            frames["INPUT"],
            frames["UNITS"],
            baseline=frames["BASELINE"],
            classes=classes,
            quotas=frames["QUOTAS"],
            quota_unit=unit_of(self.parameterAsEnumString(parameters, "QUOTA_UNIT", context)),
            min_area=self.parameterAsDouble(parameters, "MIN_AREA", context),
            names=tuple(names.values()),
            step=steps(feedback, 30, 90),
        )
        tell([*notes, *books.notes], feedback)
        steps(feedback, 90, 100)(0.0)
        polygons = QgsWkbTypes.Type.MultiPolygon
        results = self.write(books.progress, parameters, "PROGRESS", context, PROGRESS)
        results |= self.write(books.entries, parameters, "ENTRIES", context, ENTRIES, polygons)
        results |= self.write(books.deductions, parameters, "DEDUCTIONS", context, DEDUCTIONS, polygons)
        tell_checked(books.entries, books.repairs, feedback)
        return results

    def _read(
        self,
        sources: Mapping[str, QgsProcessingFeatureSource | None],
        names: Mapping[str, str],
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> tuple[dict[str, pd.DataFrame | None], list[Fault]]:
        """Return the frames of the sources under core's names for their fields, and what was noted."""
        from ..layers.convert import to_frame, to_table

        given = {name: self.parameterAsString(parameters, name, context) for name in _FIELDS}
        if sources["QUOTAS"] and not given["QUOTA_FIELD"]:
            raise DataError(*_NO_QUOTA_FIELD, layer=names["QUOTAS"])
        fields = {
            "INPUT": {"target": given["TARGET_FIELD"], "order": given["ORDER_FIELD"]},
            "UNITS": {"unit": given["UNIT_FIELD"]},
            "BASELINE": {"class": given["BASELINE_FIELD"]},
            "QUOTAS": {
                "unit": given["UNIT_FIELD"],
                "target": given["TARGET_FIELD"],
                "amount": given["QUOTA_FIELD"],
            },
        }
        frames: dict[str, pd.DataFrame | None] = {}
        notes: list[Fault] = []
        for i, (name, source) in enumerate(sources.items()):
            wanted = {new: field for new, field in fields[name].items() if field}
            if name == "QUOTAS" and source and given["TARGET_FIELD"] not in source.fields().names():
                wanted.pop("target", None)  # with one target it need not be said
            frames[name], own = None, []
            if source is not None and name == "QUOTAS":
                frames[name], own = to_table(source, wanted, names[name])
            elif source is not None:
                step = steps(feedback, 10 * i, 10 * i + 10)
                frames[name], own = to_frame(source, wanted, step, names[name])
            notes += own
        return frames, notes
