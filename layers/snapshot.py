"""A layer as it is at one moment, to be read in the background whatever becomes of the layer."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFields,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)


class Snapshot:
    """Taken in the main thread; offers what `convert.to_frame` asks of a `QgsFeatureSource`.

    Edits that are not saved yet are in it. The layer may be edited, removed, or its project closed.
    """

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._features = QgsVectorLayerFeatureSource(layer)
        self._name, self._count, self._kind = layer.name(), layer.featureCount(), layer.wkbType()

    def sourceName(self) -> str:
        return self._name

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        return self._features.crs()

    def wkbType(self) -> QgsWkbTypes.Type:
        return self._kind

    def fields(self) -> QgsFields:
        return self._features.fields()

    def featureCount(self) -> int:
        return self._count

    def getFeatures(self, request: QgsFeatureRequest) -> QgsFeatureIterator:
        return self._features.getFeatures(request)
