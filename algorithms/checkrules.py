"""Hold interventions, or any layer, against red lines, bank zones and bans: never a silent zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from .. import wording
from ..core.errors import DataError, Fault
from ..core.model import Restriction, Rule
from ..core.plan import read_plan, shipped_plan
from ..core.words import QT_TRANSLATE_NOOP
from ..layers.naming import fault_line, table_title
from ._base import TOOLS, EcoLedgerAlgorithm, steps
from ._log import tell

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

FINDINGS = {
    **dict.fromkeys(("id", "rule", "article", "severity", "relation", "layer"), "text"),
    "source_fid": "integer",
    **dict.fromkeys(("uuid", "zone_layer"), "text"),
    "zone_fid": "integer",
    "zone_uuid": "text",
    **dict.fromkeys(("overlap_m2", "overlap_mu", "overlap_m", "share", "distance_m"), "real"),
    **dict.fromkeys(("message_zh", "message_en", "suggestion_zh", "suggestion_en", "basis"), "text"),
    **dict.fromkeys(("state", "reason"), "text"),
    "until": "date",
    "geometry_hash": "text",
}
SUMMARY = {
    **dict.fromkeys(("rule", "article", "name_zh", "name_en", "layer"), "text"),
    **dict.fromkeys(
        ("features", "features_unreadable", "zones", "repaired", "unreadable", "findings", "open"), "integer"
    ),
    **dict.fromkeys(("area_m2", "area_mu"), "real"),
    "conclusive": "integer",
    "statement": "text",
}
_SINKS = {
    "FINDINGS": (2, QgsWkbTypes.Type.MultiPolygon),
    "FINDING_LINES": (1, QgsWkbTypes.Type.MultiLineString),
    "FINDING_POINTS": (0, QgsWkbTypes.Type.MultiPoint),
}
_GEOMETRIES = {
    QgsWkbTypes.GeometryType.PolygonGeometry: "polygon",
    QgsWkbTypes.GeometryType.LineGeometry: "line",
}
_ANY = "any_zone"  # the rule where zones are given without one

_NOTHING = (
    QT_TRANSLATE_NOOP("EcoLedger", "There is nothing to check, or nothing to check it against"),
    QT_TRANSLATE_NOOP("EcoLedger", "Give a ledger, or a layer and zones, or a layer and a ledger."),
)
_UNKNOWN_RULE = (
    QT_TRANSLATE_NOOP("EcoLedger", "The plan has no rule {rule}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose among {known}, separated by ;."),
)
_NO_ZONE = (
    QT_TRANSLATE_NOOP("EcoLedger", "No zone of {layer} could be read, so nothing can be ruled out"),
    QT_TRANSLATE_NOOP("EcoLedger", "Check the layer's geometry, then run again."),
)


@dataclass(frozen=True)
class _Task:
    """What is held against what: frames by layer, rules with their restrictions, and waivers."""

    subjects: Mapping[str, gpd.GeoDataFrame]
    zones: Mapping[str, gpd.GeoDataFrame]
    rules: Sequence[Rule]
    restrictions: Sequence[Restriction]
    waivers: pd.DataFrame | None
    notes: Sequence[Fault]


class CheckRules(EcoLedgerAlgorithm):
    """LEDGER or INPUT, ZONES; RULES → FINDINGS (and those of lines and points), SUMMARY."""

    title = QT_TRANSLATE_NOOP("EcoLedger", "Check rules: red lines, bank zones, bans")
    section = TOOLS
    about = QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Finds what stands in a zone, or too near to one, that a rule does not want there: with the piece, "
        "its area on the CGCS2000 ellipsoid or its distance on the ground, the article and what to do.\n\n"
        "Ledger alone: its interventions (void and failed ones left out) against its zones and rules.\n"
        "Ledger and layer: the features of the layer against the ledger's zones and rules.\n"
        "Layer and zones: the features against the zones; the rules chosen are those of the shipped plan, "
        "all of them held against these zones. Without a choice, whatever lies in a zone, or nearer than the "
        "distance, is listed for review.\n\n"
        "Rules: ids separated by ; (empty: all).\n\n"
        "Every zone is read, and repaired on a copy where it is not valid. The summary says for each rule "
        "how many zones were checked, repaired and unreadable, in a sentence too, and whether finding "
        "nothing means no conflict of the features that could be read (1) or not (0). A feature that could "
        "not be read is named in the log: no rule could be checked for it.\n\n"
        "Findings are in three outputs: polygons, lines (also the shortest line to a zone that is too near) "
        "and points. The run fails where no zone of a layer given could be read.",
    )
    labels = {
        "LEDGER": QT_TRANSLATE_NOOP("EcoLedger", "Ledger"),
        "INPUT": QT_TRANSLATE_NOOP("EcoLedger", "Features to check"),
        "ZONES": QT_TRANSLATE_NOOP("EcoLedger", "Zones (instead of those of a ledger)"),
        "CLASS_FIELD": QT_TRANSLATE_NOOP("EcoLedger", "Field of the zones' class"),
        "DISTANCE": QT_TRANSLATE_NOOP("EcoLedger", "Distance from the zones, on the ground (m)"),
        "RULES": QT_TRANSLATE_NOOP("EcoLedger", "Rules, separated by ; (empty: all)"),
        "AS_OF": QT_TRANSLATE_NOOP("EcoLedger", "Rules and waivers in force on (empty: today)"),
        "FINDINGS": QT_TRANSLATE_NOOP("EcoLedger", "Findings: polygons"),
        "FINDING_LINES": QT_TRANSLATE_NOOP("EcoLedger", "Findings: lines"),
        "FINDING_POINTS": QT_TRANSLATE_NOOP("EcoLedger", "Findings: points"),
        "SUMMARY": QT_TRANSLATE_NOOP("EcoLedger", "Summary by rule"),
    }

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        file, source = QgsProcessingParameterFile, QgsProcessingParameterFeatureSource
        kinds = QgsProcessing.SourceType
        self.add(file, "LEDGER", file.Behavior.File, "gpkg", optional=True)
        self.add(source, "INPUT", [kinds.TypeVectorAnyGeometry], optional=True)
        self.add(source, "ZONES", [kinds.TypeVectorPolygon, kinds.TypeVectorLine], optional=True)
        self.add(
            QgsProcessingParameterField,
            "CLASS_FIELD",
            parentLayerParameterName="ZONES",
            optional=True,
            advanced=True,
        )
        number = QgsProcessingParameterNumber
        self.add(number, "DISTANCE", number.Type.Double, defaultValue=0.0, minValue=0.0, advanced=True)
        self.add(QgsProcessingParameterString, "RULES", optional=True)
        date = QgsProcessingParameterDateTime.Type.Date
        self.add(QgsProcessingParameterDateTime, "AS_OF", date, optional=True, advanced=True)
        sink = QgsProcessingParameterFeatureSink
        self.add(sink, "FINDINGS", kinds.TypeVectorPolygon)
        self.add(sink, "FINDING_LINES", kinds.TypeVectorLine)
        self.add(sink, "FINDING_POINTS", kinds.TypeVectorPoint)
        self.add(sink, "SUMMARY", kinds.TypeVector)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..core.rules import check_rules, rule_statements, statements
        from ..core.rules.tables import findings_table, summary_table

        task = self._task(parameters, context, feedback)
        day = self.parameterAsDateTime(parameters, "AS_OF", context).date()
        result = check_rules(
            task.subjects,
            task.zones,
            task.rules,
            task.restrictions,
            task.waivers,
            as_of=dt.date(day.year(), day.month(), day.day()) if day.isValid() else dt.date.today(),
            step=steps(feedback, 30, 90),
        )
        tell([*task.notes, *result.notes], feedback, fault_line)
        names = _names(task)
        for said in statements(result, names, wording.sentence):
            feedback.pushInfo(said)
        _refuse_unread_layers(result.checked, bool(parameters.get("ZONES")))
        steps(feedback, 90, 100)(0.0)
        found = findings_table(result, task.rules, task.restrictions)
        said = rule_statements(result, names, wording.sentence)
        summary = summary_table(result, task.rules).assign(statement=said)
        results: dict[str, Any] = {}
        for name, (dimension, geometry) in _SINKS.items():
            own = found[found.dimension == dimension]
            results |= self.write(own, parameters, name, context, FINDINGS, geometry)
        return results | self.write(summary, parameters, "SUMMARY", context, SUMMARY)

    def _task(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> _Task:
        ledger = self.parameterAsFile(parameters, "LEDGER", context)
        features = self.source(parameters, "INPUT", context)
        zones = self.source(parameters, "ZONES", context)
        if (not ledger and (features is None or zones is None)) or (ledger and zones is not None):
            raise DataError(*_NOTHING)
        wanted = self.parameterAsString(parameters, "RULES", context)
        if ledger:
            return _of_ledger(Path(ledger), features, wanted, feedback)
        return self._of_layers(parameters, context, features, zones, wanted, feedback)

    def _of_layers(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        features: QgsProcessingFeatureSource,
        zones: QgsProcessingFeatureSource,
        wanted: str,
        feedback: QgsProcessingFeedback,
    ) -> _Task:
        """Hold a layer against zones: by the rules chosen of the shipped plan, or by one that takes all."""
        from ..layers.convert import to_frame

        class_field = self.parameterAsString(parameters, "CLASS_FIELD", context)
        distance = self.parameterAsDouble(parameters, "DISTANCE", context)
        subject, notes = _whole(features, steps(feedback, 0, 15))
        frame, more = to_frame(zones, {"class": class_field} if class_field else {}, steps(feedback, 15, 30))
        layer = zones.sourceName()
        if wanted.strip():
            plan = read_plan(shipped_plan())
            rules, restrictions = _chosen(plan.rules, wanted), plan.restrictions
            if not class_field:
                rules = [replace(rule, class_filter="") for rule in rules]
        else:
            rules, restrictions = _any_rule(zones, distance)
        rules = [replace(rule, layer=layer) for rule in rules]
        return _Task(
            {features.sourceName(): subject}, {layer: frame}, rules, restrictions, None, [*notes, *more]
        )


def _names(task: _Task) -> dict[str, str]:
    """Return what rules and the ledger's layers are called in QGIS' language."""
    language = wording.language()
    return {rule.id: getattr(rule, f"name_{language}") for rule in task.rules} | {
        layer: table_title(layer, language) for layer in {*task.subjects, *task.zones}
    }


def _refuse_unread_layers(checked: pd.DataFrame, was_given: bool) -> None:
    """Fail where no zone of a layer could be read; a layer given as zones has to hold one."""
    for layer, own in checked.groupby("layer"):
        if (own.zones == own.unreadable).all() and (was_given or own.zones.any()):
            raise DataError(*_NO_ZONE, layer=layer)


def _any_rule(zones: QgsProcessingFeatureSource, distance: float) -> tuple[list[Rule], list[Restriction]]:
    """Return the rule that lists whatever lies in zones, crosses lines, or comes nearer than a distance."""
    geometry = _GEOMETRIES[QgsWkbTypes.geometryType(zones.wkbType())]
    layer, relation = zones.sourceName(), "inside" if geometry == "polygon" else "touches"
    words = "管控区内", "In a zone"
    if distance:
        relation, words = "within_distance", ("距管控区过近", "Too near to a zone")
    rule = Rule(_ANY, "", layer, layer, layer, geometry, "", distance=distance)
    return [rule], [Restriction(_ANY, _ANY, "review", relation, *words)]


def _chosen(rules: Sequence[Rule], wanted: str) -> list[Rule]:
    """Return the rules of these ids; all where none is named."""
    from ..core.plan.cells import items

    known = {rule.id: rule for rule in rules}
    ids = items(wanted) or tuple(known)
    for id in ids:
        if id not in known:
            raise DataError(*_UNKNOWN_RULE, rule=id, known=", ".join(known))
    return [known[id] for id in ids]


def _whole(source: QgsProcessingFeatureSource, step: Any) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Return a layer with all its fields: a restriction may ask for any of them."""
    from ..layers.convert import to_frame

    names = [name for name in source.fields().names() if name not in ("fid", "geometry")]
    return to_frame(source, {name: name for name in names}, step)


def _of_ledger(
    path: Path, features: QgsProcessingFeatureSource | None, wanted: str, feedback: QgsProcessingFeedback
) -> _Task:
    """Hold a ledger's interventions, or a layer, against the ledger's zones by its rules."""
    from ..layers import store
    from ..layers.conflicts import read_subjects, read_zones

    store.check(path)
    plan = store.read_plan(path)
    step = steps(feedback, 0, 30)
    zones = read_zones(path, plan)
    step(0.5)
    notes = [fault for frame in zones.values() for fault in frame.attrs["faults"]]
    if features is None:
        subjects = read_subjects(path)
        notes += [fault for frame in subjects.values() for fault in frame.attrs["faults"]]
    else:
        frame, more = _whole(features, lambda share: step(0.5 + 0.5 * share))
        subjects, notes = {features.sourceName(): frame}, [*notes, *more]
    waivers = store.read_layer(path, "waivers")
    return _Task(subjects, zones, _chosen(plan.rules, wanted), plan.restrictions, waivers, notes)
