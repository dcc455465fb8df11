"""What the algorithms have in common: names, errors in the user's language, sinks, progress and cancel.

An algorithm gives its words and parameters and a `compute` that reads, calls core and writes. Everything
is computed before the first output is opened, and writing is not stopped half-way: a run that was
cancelled or failed leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProperty,
    QgsProviderRegistry,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QIcon

from .. import dependencies, wording
from ..core.errors import Cancelled, DataError, EcoLedgerError
from ..core.words import QT_TRANSLATE_NOOP
from ._outputs import as_dbf, check_outputs, destination
from ._values import unfit

if TYPE_CHECKING:
    import pandas as pd

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"

LEDGER = QT_TRANSLATE_NOOP("EcoLedger", "Ledger")
TOOLS = QT_TRANSLATE_NOOP("EcoLedger", "Tools")
FIELD_DATA = QT_TRANSLATE_NOOP("EcoLedger", "Field data")

_CANCELLED = (
    QT_TRANSLATE_NOOP("EcoLedger", "The run was cancelled; nothing was written"),
    QT_TRANSLATE_NOOP("EcoLedger", "Start it again when you are ready."),
)


class EcoLedgerAlgorithm(QgsProcessingAlgorithm):
    """One algorithm a file, named like the file.

    Attributes
    ----------
    title, about, section : str
        Marked for translation: display name, help, group (`LEDGER` or `TOOLS`).
    labels : mapping of str to str
        Name of a parameter or output → its label, marked for translation.
    """

    title = about = ""
    section = LEDGER
    labels: ClassVar[Mapping[str, str]] = {}

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, call core, write; the libraries are loaded. An `EcoLedgerError` ends the run."""
        raise NotImplementedError

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Say in our words which value will not do, and what would."""
        good, why = super().checkParameterValues(parameters, context)
        given = [(d, parameters.get(d.name())) for d in self.parameterDefinitions()]
        refused = [] if good else [g for g in given if not self._takes(*g, context)]
        return (False, wording.error_lines(unfit(*refused[0]))) if refused else (good, why)

    def _takes(
        self, definition: QgsProcessingParameterDefinition, value: Any, context: QgsProcessingContext
    ) -> bool:
        if not definition.checkValueIsAcceptable(value, context):
            return False
        named = definition.type() == "source" and value not in (None, "")
        return not named or self.parameterAsSource({definition.name(): value}, definition.name(), context)

    def _check_crs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Raise a `DataError` for a CRS QGIS does not know: to QGIS that is as good as none."""
        for definition in self.parameterDefinitions():
            value = parameters.get(definition.name())
            if definition.type() != "crs" or value in (None, ""):
                continue
            if not self.parameterAsCrs(parameters, definition.name(), context).isValid():
                raise unfit(definition, value)

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        try:
            self._check_crs(parameters, context)
            check_outputs(self, parameters, context)
        except EcoLedgerError as error:
            raise QgsProcessingException(wording.error_lines(error)) from error
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        try:
            dependencies.load()
            with dependencies.no_collection():
                return self.compute(parameters, context, feedback)
        except EcoLedgerError as error:
            raise QgsProcessingException(wording.error_lines(error)) from error

    def canExecute(self) -> tuple[bool, str]:
        lacking = dependencies.missing()
        return not lacking, wording.error_lines(dependencies.missing_error(lacking)) if lacking else ""

    def name(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    def displayName(self) -> str:
        return wording.sentence(self.title)

    def group(self) -> str:
        return wording.sentence(self.section)

    def groupId(self) -> str:
        return self.section.lower().replace(" ", "_")

    def shortHelpString(self) -> str:
        return wording.sentence(self.about)

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(ICONS / f"{self.name()}.svg")

    def createInstance(self) -> QgsProcessingAlgorithm:
        return type(self)()

    def add(
        self,
        kind: type[QgsProcessingParameterDefinition],
        name: str,
        *arguments: Any,
        advanced: bool = False,
        **options: Any,
    ) -> None:
        """Add a parameter of a class of QGIS under its label; advanced ones stand folded away."""
        parameter = kind(name, wording.sentence(self.labels[name]), *arguments, **options)
        if advanced:
            flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
            parameter.setFlags(parameter.flags() | flag)
        self.addParameter(parameter)

    def source(
        self, parameters: dict[str, Any], name: str, context: QgsProcessingContext
    ) -> QgsProcessingFeatureSource | None:
        """Return the features of a parameter; None where an optional one is empty."""
        source = self.parameterAsSource(parameters, name, context)
        if source is None and parameters.get(name) not in (None, ""):
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        return source

    def layer_name(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        """Return what the user calls the layer of a parameter, also where it is one of several in a file."""
        source = self.parameterAsSource(parameters, name, context)
        value = parameters.get(name)
        value = value.source if isinstance(value, QgsProcessingFeatureSourceDefinition) else value
        value = value.staticValue() if isinstance(value, QgsProperty) else value
        parts = QgsProviderRegistry.instance().decodeUri("ogr", value) if isinstance(value, str) else {}
        return parts.get("layerName") or (source.sourceName() if source else "")

    def sink(
        self,
        parameters: dict[str, Any],
        name: str,
        context: QgsProcessingContext,
        fields: QgsFields,
        geometry: QgsWkbTypes.Type = QgsWkbTypes.Type.NoGeometry,
        crs: QgsCoordinateReferenceSystem | None = None,
    ) -> tuple[QgsFeatureSink | None, str]:
        """Open an output; (None, "") where an optional one is not wanted."""
        from ..layers.results import NOT_WRITTEN

        crs = crs or QgsCoordinateReferenceSystem()
        try:
            sink, place = self.parameterAsSink(parameters, name, context, fields, geometry, crs)
        except QgsProcessingException as problem:
            raise DataError(*NOT_WRITTEN, reason=str(problem)) from problem
        if sink is None and place:
            raise DataError(*NOT_WRITTEN, reason=self.invalidSinkError(parameters, name))
        return sink, place

    def write(
        self,
        frame: pd.DataFrame,
        parameters: dict[str, Any],
        name: str,
        context: QgsProcessingContext,
        columns: Mapping[str, str],
        geometry: QgsWkbTypes.Type = QgsWkbTypes.Type.NoGeometry,
    ) -> dict[str, str]:
        """Write a frame's columns (name → type) to an output; {} where an optional one is not wanted."""
        from ..layers.convert import qgis_crs
        from ..layers.results import fields_of, write_frame

        crs = None if geometry == QgsWkbTypes.Type.NoGeometry else qgis_crs(frame.crs)
        sink, place = self.sink(parameters, name, context, fields_of(columns), geometry, crs)
        if sink is None:
            return {}
        write_frame(frame, sink, columns)
        del sink  # closes the file
        is_table = geometry == QgsWkbTypes.Type.NoGeometry
        place = as_dbf(place, context) if is_table and place.endswith(".shp") else place
        self.check_written(parameters, name, place, len(frame))
        return {name: place}

    def check_written(self, parameters: Mapping[str, Any], name: str, place: str, rows: int) -> None:
        """Raise a `DataError` where a file that was named for an output is not whole once it is closed."""
        from ..layers.results import check_written

        if destination(parameters.get(name)) is not None:
            check_written(place, rows)


def steps(
    feedback: QgsProcessingFeedback, first: float = 0.0, last: float = 100.0
) -> Callable[[float], None]:
    """Return what core calls with the share done: it moves the bar from `first` to `last` percent, never
    back, and ends a cancelled run by raising `Cancelled`."""
    reached = first

    def step(share: float) -> None:
        nonlocal reached
        if feedback.isCanceled():
            raise Cancelled(*_CANCELLED)
        reached = max(reached, first + (last - first) * share)
        feedback.setProgress(reached)

    return step
