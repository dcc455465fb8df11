"""A layer to GPX or KML for handhelds and phones, or to land-bureau coordinate text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..core.words import QT_TRANSLATE_NOOP
from ._base import FIELD_DATA, EcoLedgerAlgorithm, steps
from ._log import tell

if TYPE_CHECKING:
    import geopandas as gpd

    from ..core.errors import Fault

FORMATS = ["gpx", "kml", "txt"]


class ExportFieldData(EcoLedgerAlgorithm):
    """INPUT, FORMAT, NAME_FIELD, NUMBER_FIELD, GCJ02, PRODUCER → OUTPUT."""

    title = QT_TRANSLATE_NOOP("EcoLedger", "Export field data")
    section = FIELD_DATA
    about = QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Writes a layer for the field or for the land bureau.\n\n"
        "gpx: for handhelds, WGS 84. kml: for phones and globes, WGS 84, or shifted to GCJ-02 for Chinese "
        "phone maps that show it so. txt: the land bureau's coordinate text (CGCS2000, GBK), polygons only, "
        "with the official area and the number of the map sheet.\n\n"
        "An unfinished file never takes the place of one that was there.",
    )
    labels = {
        "INPUT": QT_TRANSLATE_NOOP("EcoLedger", "Layer"),
        "FORMAT": QT_TRANSLATE_NOOP("EcoLedger", "Format"),
        "NAME_FIELD": QT_TRANSLATE_NOOP("EcoLedger", "Field of the names"),
        "NUMBER_FIELD": QT_TRANSLATE_NOOP("EcoLedger", "Field of the parcel numbers (txt)"),
        "GCJ02": QT_TRANSLATE_NOOP("EcoLedger", "Shift to GCJ-02 (kml for phone maps)"),
        "PRODUCER": QT_TRANSLATE_NOOP("EcoLedger", "Producing unit (txt)"),
        "OUTPUT": QT_TRANSLATE_NOOP("EcoLedger", "File"),
    }

    def initAlgorithm(self, config: dict[str, Any] | None = None) -> None:
        kinds = QgsProcessing.SourceType
        self.add(QgsProcessingParameterFeatureSource, "INPUT", [kinds.TypeVectorAnyGeometry])
        self.add(QgsProcessingParameterEnum, "FORMAT", FORMATS, False, FORMATS[0], usesStaticStrings=True)
        field = QgsProcessingParameterField
        self.add(field, "NAME_FIELD", parentLayerParameterName="INPUT", optional=True)
        self.add(field, "NUMBER_FIELD", parentLayerParameterName="INPUT", optional=True)
        self.add(QgsProcessingParameterBoolean, "GCJ02", False)
        self.add(QgsProcessingParameterString, "PRODUCER", "", optional=True)
        filters = "GPX (*.gpx);;KML (*.kml);;TXT (*.txt)"
        self.add(QgsProcessingParameterFileDestination, "OUTPUT", filters)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..layers.convert import to_frame

        chosen = {
            n: self.parameterAsString(parameters, f"{n.upper()}_FIELD", context) for n in ("name", "number")
        }
        fields = {name: field for name, field in chosen.items() if field}
        source, name = (
            self.source(parameters, "INPUT", context),
            self.layer_name(parameters, "INPUT", context),
        )
        frame, notes = to_frame(source, fields, steps(feedback, 0, 60), name)
        path = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        format = self.parameterAsEnumString(parameters, "FORMAT", context)
        if format == "txt":
            producer = self.parameterAsString(parameters, "PRODUCER", context)
            notes = [*notes, *_write_txt(path, frame, producer)]
        else:
            gcj02 = self.parameterAsBool(parameters, "GCJ02", context)
            _write_degrees(path, frame, format, gcj02)
        tell(notes, feedback)
        return {"OUTPUT": str(path)}


def _texts(frame: gpd.GeoDataFrame, name: str) -> list[str]:
    if name not in frame:
        return [""] * len(frame)
    return ["" if value is None else str(value) for value in frame[name].tolist()]


def _write_txt(path: Path, frame: gpd.GeoDataFrame, producer: str) -> tuple[Fault, ...]:
    from ..core.fielddata.landtxt_writer import Parcel, write_landtxt

    numbers = [number or str(fid) for number, fid in zip(_texts(frame, "number"), frame.fid, strict=True)]
    rows = zip(frame.geometry, numbers, _texts(frame, "name"), strict=True)
    return write_landtxt(path, [Parcel(*row) for row in rows], frame.crs, producer=producer)


def _write_degrees(path: Path, frame: gpd.GeoDataFrame, format: str, gcj02: bool) -> None:
    from ..core.fielddata.doctor.district import geometries_in_degrees
    from ..core.fielddata.geometry import items_of
    from ..core.fielddata.gpx_writer import write_gpx
    from ..core.fielddata.kml_writer import write_kml

    shapes = zip(geometries_in_degrees(frame), _texts(frame, "name"), strict=True)
    items = [item for shape, name in shapes if shape is not None for item in items_of(shape, name)]
    if format == "gpx":
        write_gpx(path, items)
    else:
        write_kml(path, items, name=path.stem, gcj02=gcj02)
