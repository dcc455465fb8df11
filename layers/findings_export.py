"""Findings as a GeoPackage: a layer for each kind of piece, and one without geometry for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsWkbTypes

from ..core.errors import DataError
from .convert import qgis_crs
from .results import NOT_WRITTEN, fields_of, write_frame

if TYPE_CHECKING:
    import geopandas as gpd

_LAYERS = {
    "polygons": (2, QgsWkbTypes.Type.MultiPolygon),
    "lines": (1, QgsWkbTypes.Type.MultiLineString),
    "points": (0, QgsWkbTypes.Type.MultiPoint),
    "without_place": (-1, QgsWkbTypes.Type.NoGeometry),
}


def write_findings(path: Path, frame: gpd.GeoDataFrame, columns: Mapping[str, str]) -> None:
    """Write a frame's columns and places to a new GeoPackage, into the layers that have any.

    Raises
    ------
    DataError
        The file cannot be written.
    """
    import shapely

    dimension = shapely.get_dimensions(frame.geometry.to_numpy())
    dimension[shapely.is_empty(frame.geometry.to_numpy())] = -1
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = "GPKG", "UTF-8"
    actions = QgsVectorFileWriter.ActionOnExistingFile
    options.actionOnExistingFile = actions.CreateOrOverwriteFile
    for name, (wanted, kind) in _LAYERS.items():
        own = frame[dimension == wanted]
        if not len(own):
            continue
        options.layerName = f"findings_{name}"
        writer = QgsVectorFileWriter.create(
            str(path), fields_of(columns), kind, qgis_crs(frame.crs), QgsCoordinateTransformContext(), options
        )
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise DataError(*NOT_WRITTEN, reason=writer.errorMessage())
        write_frame(own, writer, columns)
        del writer  # written when it is closed
        options.actionOnExistingFile = actions.CreateOrOverwriteLayer
