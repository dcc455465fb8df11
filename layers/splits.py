"""A feature that is split keeps its identity in its larger part, whichever way the cut was drawn.

QGIS 3.22 leaves the uuid to the part on one side of the cut. The step that split is taken back and done again
with the parts exchanged, so that it stays one step to undo.
"""

from __future__ import annotations

from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QObject

from .convert import millimetre
from .undo import one_step

COPIED = ("target", "measure", "status", "year")  # a part has these from the feature it was cut from


class SplitWatch(QObject):
    """Watches the edits of one layer; belongs to its parent and goes with it."""

    def __init__(self, layer: QgsVectorLayer, parent: QObject) -> None:
        super().__init__(parent)
        self._layer = layer
        self._text, self._added, self._changed = "", set(), set()
        self._at_it = False
        layer.editCommandStarted.connect(self._begin)
        layer.featureAdded.connect(self._note_added)
        layer.geometryChanged.connect(self._note_changed)
        layer.editCommandEnded.connect(self._end)

    def _begin(self, text: str) -> None:
        self._text, self._added, self._changed = text, set(), set()

    def _note_added(self, fid: int) -> None:
        self._added.add(fid)

    def _note_changed(self, fid: int, shape: QgsGeometry) -> None:
        self._changed.add(fid)

    def _end(self) -> None:
        kept, parts = self._features(self._changed - self._added), self._features(self._added)
        if self._at_it or not _may_be_split(kept, parts):
            return
        self._at_it = True
        try:
            self._settle(kept, parts)
        finally:
            self._at_it = False

    def _settle(self, kept: list[QgsFeature], parts: list[QgsFeature]) -> None:
        """Take the step back, and do it again: with the parts exchanged where that is right."""
        stack = self._layer.undoStack()
        stack.undo()
        near = millimetre(self._layer.crs())  # so much a cut may move a line
        before = [self._layer.getFeature(feature.id()).geometry().buffer(near, 1) for feature in kept]
        exchanged = [_exchange(*pair, parts) for pair in zip(kept, before, strict=True)]
        if any(exchanged):
            self._do_again(kept, parts)
        else:
            stack.redo()

    def _features(self, fids: set[int]) -> list[QgsFeature]:
        return [self._layer.getFeature(fid) for fid in sorted(fids)]

    def _do_again(self, kept: list[QgsFeature], parts: list[QgsFeature]) -> None:
        with one_step(self._layer, self._text):
            for feature in kept:
                self._layer.changeGeometry(feature.id(), feature.geometry())
            for part in parts:
                self._layer.addFeature(part)


def _may_be_split(kept: list[QgsFeature], parts: list[QgsFeature]) -> bool:
    """Say whether a part is larger than a feature that it has its attributes from."""
    return any(
        _size(part.geometry()) > _size(feature.geometry())
        and all(part[name] == feature[name] for name in COPIED)
        for feature in kept
        for part in parts
    )


def _exchange(feature: QgsFeature, before: QgsGeometry, parts: list[QgsFeature]) -> bool:
    """Exchange the shapes of a feature and the largest part cut from it, where that is larger; tell.

    A part was cut from what the feature was before, where it lies in it.
    """
    own = [part for part in parts if not part.geometry().isEmpty() and before.contains(part.geometry())]
    largest = max(own, key=lambda part: _size(part.geometry()), default=feature)
    if _size(largest.geometry()) <= _size(feature.geometry()):
        return False
    shape = feature.geometry()
    feature.setGeometry(largest.geometry())
    largest.setGeometry(shape)
    return True


def _size(shape: QgsGeometry) -> float:
    area = shape.type() == QgsWkbTypes.GeometryType.PolygonGeometry
    return shape.area() if area else shape.length()
