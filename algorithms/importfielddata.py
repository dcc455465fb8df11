"""Field data of handhelds, phones, surveyors and land bureaus into parcels, lines and sites."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from .. import wording
from ..core.words import QT_TRANSLATE_NOOP
from ._base import FIELD_DATA, EcoLedgerAlgorithm, steps
from ._log import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from ..core.errors import Fault
    from ..core.fielddata.doctor import District
    from ..core.intake import IntakeOptions

DATUMS = ["auto", "wgs84", "gcj02", "bd09"]
GEOMETRIES = ["auto", "polygon", "line", "point"]
SEGMENTS = ["auto", "joined", "kept"]
LOBES = ["all", "largest"]
FINDINGS = {"file": "text", "line": "integer", **dict.fromkeys(("severity", "rule"), "text")} | dict.fromkeys(
    ("message", "suggestion"), "text"
)
_WISHES = ("geometry", "segments", "lobes")
_SINKS = {
    "POLYGONS": QgsWkbTypes.Type.MultiPolygon,
    "LINES": QgsWkbTypes.Type.MultiLineString,
    "POINTS": QgsWkbTypes.Type.MultiPoint,
}


class ImportFieldData(EcoLedgerAlgorithm):
    """A file or folder, and what is known of it → POLYGONS, LINES, POINTS, FINDINGS."""

    title = QT_TRANSLATE_NOOP("EcoLedger", "Import field data")
    section = FIELD_DATA
    about = QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Reads a file or all files of a folder: GPX, KML, KMZ, TCX, FIT, NMEA, GeoJSON, CSV, ovjsn, "
        "land-bureau TXT, Shapefile, GeoPackage, FileGDB, DXF, also in ZIP archives. A fault in one file "
        "leaves the others.\n\n"
        "The doctor decides encoding, coordinate system, zone, axis order and phone-map shift by what the "
        "file says and by where it would lie in the district. What is not beyond doubt is never applied "
        "silently: it is among the findings.\n\n"
        "Datum: auto, or that of the coordinates if you know it (gcj02 and bd09 are phone maps).\n"
        "Geometry: auto takes a walk that ends near its start as a parcel; or say what you want.\n"
        "Segments: kept closes each one of a track as a parcel of its own; joined makes one line of them.\n"
        "Pieces: what a walk that crosses itself encloses, all of it or the largest piece.\n"
        "District: townships, parcels or roads known there; the better the doctor can tell.\n\n"
        "Tracks are cleaned: n_removed is how many fixes were left out. area_error_m2 is what the fixes' "
        "accuracy does to the area. Outputs are in EPSG:4490.",
    )
    labels = {
        "INPUT": QT_TRANSLATE_NOOP("EcoLedger", "File or folder"),
        "DATUM": QT_TRANSLATE_NOOP("EcoLedger", "Datum of the coordinates"),
        "CRS": QT_TRANSLATE_NOOP("EcoLedger", "Coordinate system of the coordinates (empty: found out)"),
        "ENCODING": QT_TRANSLATE_NOOP("EcoLedger", "Encoding of the text (auto: found out)"),
        "GEOMETRY": QT_TRANSLATE_NOOP("EcoLedger", "What the data become"),
        "SEGMENTS": QT_TRANSLATE_NOOP(
            "EcoLedger", "Segments of a track (auto: joined to a parcel, kept in a line)"
        ),
        "LOBES": QT_TRANSLATE_NOOP("EcoLedger", "Pieces of ground of a walk that crosses itself"),
        "WIDTH": QT_TRANSLATE_NOOP(
            "EcoLedger", "Width in metres of the strip a line becomes (0: it stays a line)"
        ),
        "UNITS": QT_TRANSLATE_NOOP("EcoLedger", "District: where the data should lie"),
        "POLYGONS": QT_TRANSLATE_NOOP("EcoLedger", "Imported parcels"),
        "LINES": QT_TRANSLATE_NOOP("EcoLedger", "Imported lines"),
        "POINTS": QT_TRANSLATE_NOOP("EcoLedger", "Imported sites"),
        "FINDINGS": QT_TRANSLATE_NOOP("EcoLedger", "Findings of the import"),
    }

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        # QGIS' own filter (*.*) refuses a folder, whose name has no dot
        self.add(QgsProcessingParameterFile, "INPUT", fileFilter="(*)")
        choice = QgsProcessingParameterEnum
        self.add(choice, "DATUM", DATUMS, False, DATUMS[0], usesStaticStrings=True)
        self.add(QgsProcessingParameterCrs, "CRS", optional=True)
        self.add(QgsProcessingParameterString, "ENCODING", "auto", optional=True)
        self.add(choice, "GEOMETRY", GEOMETRIES, False, GEOMETRIES[0], usesStaticStrings=True)
        self.add(choice, "SEGMENTS", SEGMENTS, False, SEGMENTS[0], usesStaticStrings=True, advanced=True)
        self.add(choice, "LOBES", LOBES, False, LOBES[0], usesStaticStrings=True, advanced=True)
        number = QgsProcessingParameterNumber
        self.add(number, "WIDTH", number.Type.Double, 0.0, minValue=0.0, advanced=True)
        kinds = QgsProcessing.SourceType
        self.add(QgsProcessingParameterFeatureSource, "UNITS", [kinds.TypeVectorAnyGeometry], optional=True)
        sink = QgsProcessingParameterFeatureSink
        self.add(sink, "POLYGONS", kinds.TypeVectorPolygon)
        self.add(sink, "LINES", kinds.TypeVectorLine)
        self.add(sink, "POINTS", kinds.TypeVectorPoint)
        self.add(sink, "FINDINGS", kinds.TypeVector)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..core.intake import COLUMNS, files_in, take_in

        options = self._options(parameters, context)
        paths, passed = files_in(Path(self.parameterAsFile(parameters, "INPUT", context)))
        district = self._district(parameters, context, feedback)
        intake = take_in(paths, options, district, steps(feedback, 5, 90))
        findings = [*passed, *intake.findings]
        tell(findings, feedback)
        frames = {"POLYGONS": intake.polygons(), "LINES": intake.lines(), "POINTS": intake.points()}
        results: dict[str, Any] = {}
        for name, geometry in _SINKS.items():
            results |= self.write(frames[name], parameters, name, context, COLUMNS, geometry)
        results |= self.write(_table(findings), parameters, "FINDINGS", context, FINDINGS)
        return results

    def _options(self, parameters: dict[str, Any], context: QgsProcessingContext) -> IntakeOptions:
        from ..core.intake import IntakeOptions, Wish
        from ..layers.convert import crs_text

        crs = self.parameterAsCrs(parameters, "CRS", context)
        encoding = self.parameterAsString(parameters, "ENCODING", context).strip()
        chosen = {n: self.parameterAsEnumString(parameters, n.upper(), context) for n in _WISHES}
        return IntakeOptions(
            datum=self.parameterAsEnumString(parameters, "DATUM", context),
            crs=crs_text(crs) if crs.isValid() else None,
            encoding=None if encoding.lower() in ("", "auto") else encoding,
            wish=Wish(**chosen, width=self.parameterAsDouble(parameters, "WIDTH", context)),
        )

    def _district(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> District | None:
        from ..core.fielddata.doctor import District
        from ..layers.convert import to_frame

        source = self.source(parameters, "UNITS", context)
        if source is None:
            return None
        frame, notes = to_frame(source, {}, steps(feedback, 0, 5))
        tell(notes, feedback)
        return District.of(frame)


def _table(findings: Sequence[Fault]) -> pd.DataFrame:
    import pandas as pd

    rows = [(f.source, f.line, f.severity, f.id, *wording.fault_text(f)) for f in findings]
    return pd.DataFrame(rows, columns=list(FINDINGS))
