"""Close a ledger file: progress against the plan, every intervention and every deduction."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsWkbTypes,
)

from ..core.model import DONE, Options, Status
from ..core.words import QT_TRANSLATE_NOOP
from ..layers.naming import fault_line
from ._base import EcoLedgerAlgorithm, steps
from ._log import tell, tell_checked

if TYPE_CHECKING:
    from ..core.errors import Fault
    from ..core.ledger import Ledger
    from ..core.model import Plan

STATUSES = [str(int(status)) for status in Status]
BY = ["target", "township", "year", "status"]
AMOUNTS = dict.fromkeys(
    ("gross", "invalid", "outside", "baseline", "too_small", "overlap", "counted"), "real"
)
PROGRESS = {
    **dict.fromkeys(("target", "article", "name_zh", "name_en", "kind", "township", "township_name"), "text"),
    **dict.fromkeys(("year", "status", "n", "n_invalid"), "integer"),
    "base_unit": "text",
    **AMOUNTS,
    **dict.fromkeys(("reported", "under_way", "planned", "quota"), "real"),
    **dict.fromkeys(("unit_zh", "unit_en"), "text"),
    **dict.fromkeys(("amount", "counted_amount", "percent"), "real"),
    **dict.fromkeys(("as_of", "statuses", "period"), "text"),
    "min_area": "real",
}
ENTRIES = {
    "source_table": "text",
    "source_fid": "integer",
    **dict.fromkeys(("uuid", "name", "target"), "text"),
    **dict.fromkeys(("status", "year"), "integer"),
    **dict.fromkeys(("stage", "base_unit"), "text"),
    **AMOUNTS,
    "excluded": "real",
    **dict.fromkeys(("reason", "earlier_uuid"), "text"),
    "reported": "real",
}
DEDUCTIONS = {
    "source_table": "text",
    "source_fid": "integer",
    **dict.fromkeys(("uuid", "target", "township", "kind"), "text"),
    "amount": "real",
    **dict.fromkeys(("base_unit", "earlier_uuid"), "text"),
}
_KINDS = {
    "DEDUCTIONS": ("m2", QgsWkbTypes.Type.MultiPolygon),
    "DEDUCTION_LINES": ("m", QgsWkbTypes.Type.MultiLineString),
    "DEDUCTION_POINTS": ("1", QgsWkbTypes.Type.MultiPoint),
}


class LedgerProgress(EcoLedgerAlgorithm):
    """LEDGER, AS_OF, STATUSES, BY → PROGRESS, ENTRIES, DEDUCTIONS (and those of lines and points)."""

    title = QT_TRANSLATE_NOOP("EcoLedger", "Close ledger: progress by target, township, year or status")
    about = QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Closes a ledger against its plan: every square metre, metre and site counts once, and what does "
        "not count is listed with its reason.\n\n"
        "gross - invalid - outside - baseline - too_small - overlap = counted, in every row.\n\n"
        "As of: what was finished later does not count; empty counts everything.\n"
        "Statuses: those that count as done. 10 planned, 20 designed, 30 under construction, 40 "
        "self-checked, 50 re-checked, 60 accepted, 61 to be replanted, 62 failed, 70 archived, 80 closed, 99 "
        "void.\n"
        "By: one row per target, or per target and township, year or status.\n\n"
        "Progress: amounts in base units (m², m, sites, fractions, t) with base_unit; amount and "
        "counted_amount in the plan's own unit. reported, under_way and planned is what those stages would "
        "add. A row without township lies in none; a quota that is not set is NULL, never zero. as_of, "
        "statuses, period and min_area (m²) say what the result was asked for.\n"
        "Interventions: a row each, with every deduction, the reason, and the uuid of the earlier one whose "
        "ground it repeats; what status or date leave out has its size in excluded, not in gross. Deducted "
        "pieces: a layer each for polygons, lines and points.",
    )
    labels = {
        "LEDGER": QT_TRANSLATE_NOOP("EcoLedger", "Ledger"),
        "AS_OF": QT_TRANSLATE_NOOP("EcoLedger", "As of (empty: everything)"),
        "STATUSES": QT_TRANSLATE_NOOP("EcoLedger", "Statuses that count as done"),
        "BY": QT_TRANSLATE_NOOP("EcoLedger", "Progress by target, or also by"),
        "PROGRESS": QT_TRANSLATE_NOOP("EcoLedger", "Progress"),
        "ENTRIES": QT_TRANSLATE_NOOP("EcoLedger", "Interventions with their deductions"),
        "DEDUCTIONS": QT_TRANSLATE_NOOP("EcoLedger", "Deducted pieces"),
        "DEDUCTION_LINES": QT_TRANSLATE_NOOP("EcoLedger", "Deducted pieces of lines"),
        "DEDUCTION_POINTS": QT_TRANSLATE_NOOP("EcoLedger", "Deducted sites"),
    }

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        file = QgsProcessingParameterFile.Behavior.File
        self.add(QgsProcessingParameterFile, "LEDGER", file, "gpkg")
        date = QgsProcessingParameterDateTime.Type.Date
        self.add(QgsProcessingParameterDateTime, "AS_OF", date, optional=True)
        done = [str(int(status)) for status in DONE]
        self.add(QgsProcessingParameterEnum, "STATUSES", STATUSES, True, done, usesStaticStrings=True)
        self.add(QgsProcessingParameterEnum, "BY", BY, False, BY[0], usesStaticStrings=True)
        sink, kinds = QgsProcessingParameterFeatureSink, QgsProcessing.SourceType
        self.add(sink, "PROGRESS", kinds.TypeVector, optional=True)
        self.add(sink, "ENTRIES", kinds.TypeVector, optional=True)
        self.add(sink, "DEDUCTIONS", kinds.TypeVectorPolygon, optional=True)
        self.add(sink, "DEDUCTION_LINES", kinds.TypeVectorLine, optional=True, createByDefault=False)
        self.add(sink, "DEDUCTION_POINTS", kinds.TypeVectorPoint, optional=True, createByDefault=False)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..core.progress import summarise
        from ..core.statement import deductions_table, entries_table, progress_table
        from ..layers import store

        path = Path(self.parameterAsFile(parameters, "LEDGER", context))
        store.check(path)
        plan, reports = store.read_plan(path), store.read_reports(path)
        ledger, notes = _close(path, plan, self._options(parameters, context), feedback)
        summary = summarise(
            ledger,
            plan.targets,
            by=self.parameterAsEnumString(parameters, "BY", context),
            quotas=plan.quotas,
            reports=reports,
            district_area=plan.district_area,
        )
        tell([*notes, *reports.attrs["faults"]], feedback, fault_line)
        steps(feedback, 90, 100)(0.0)
        progress, deductions = progress_table(summary, plan.targets, ledger), deductions_table(ledger)
        results = self.write(progress, parameters, "PROGRESS", context, PROGRESS)
        results |= self.write(entries_table(ledger), parameters, "ENTRIES", context, ENTRIES)
        for name, (unit, geometry) in _KINDS.items():
            own = deductions[deductions.base_unit == unit]
            results |= self.write(own, parameters, name, context, DEDUCTIONS, geometry)
        tell_checked(ledger.entries, ledger.repairs, feedback)
        return results

    def _options(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Options:
        day = self.parameterAsDateTime(parameters, "AS_OF", context).date()
        statuses = self.parameterAsEnumStrings(parameters, "STATUSES", context)
        return Options(
            as_of=dt.date(day.year(), day.month(), day.day()) if day.isValid() else None,
            statuses=tuple(int(status) for status in statuses),
        )


def _close(
    path: Path, plan: Plan, options: Options, feedback: QgsProcessingFeedback
) -> tuple[Ledger, list[Fault]]:
    """Read and close a ledger; return it with everything that was noted on the way."""
    from ..core.ledger import close_ledger
    from ..core.ledger.findings import of_repairs
    from ..layers import store

    step = steps(feedback, 0, 25)
    step(0.0)
    interventions = store.read_interventions(path)
    step(0.5)
    townships, baselines = store.read_townships(path), store.read_baselines(path, plan)
    step(1.0)
    ledger = close_ledger(
        interventions,
        townships,
        plan.targets,
        groups=plan.groups,
        baselines=baselines,
        options=options,
        step=steps(feedback, 25, 90),
    )
    frames = (interventions, townships, *baselines.values())
    faults = [fault for frame in frames for fault in frame.attrs["faults"]]
    return ledger, [*faults, *ledger.notes, *of_repairs(ledger.repairs)]
