"""A feature that is split keeps its identity in its larger part, whichever way the cut was drawn.

QGIS 3.22 leaves the uuid to the part on one side of the cut. The step that split is taken back and done again
with the parts exchanged, so that it stays one step to undo.
"""

from __future__ import annotations

from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QObject

COPIED = ("target", "measure", "status", "year")  # a part has these from the feature it was cut from
NEAR = 0.001  # metres a cut may move a line


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
        stack = self._layer.undoStack()
        stack.undo()
        exchanged = [_exchange(feature, self._layer.getFeature(feature.id()), parts) for feature in kept]
        if any(exchanged):
            self._do_again(kept, parts)
        else:
            stack.redo()
        self._at_it = False

    def _features(self, fids: set[int]) -> list[QgsFeature]:
        return [self._layer.getFeature(fid) for fid in sorted(fids)]

    def _do_again(self, kept: list[QgsFeature], parts: list[QgsFeature]) -> None:
        self._layer.beginEditCommand(self._text)
        for feature in kept:
            self._layer.changeGeometry(feature.id(), feature.geometry())
        for part in parts:
            self._layer.addFeature(part)
        self._layer.endEditCommand()


def _may_be_split(kept: list[QgsFeature], parts: list[QgsFeature]) -> bool:
    """Say whether a part is larger than a feature that it has its attributes from."""
    return any(
        _size(part.geometry()) > _size(feature.geometry())
        and all(part[name] == feature[name] for name in COPIED)
        for feature in kept
        for part in parts
    )


def _exchange(feature: QgsFeature, before: QgsFeature, parts: list[QgsFeature]) -> bool:
    """Exchange the shapes of a feature and the largest part cut from it, where that is larger; tell."""
    own = [part for part in parts if _is_of(part.geometry(), before.geometry())]
    largest = max(own, key=lambda part: _size(part.geometry()), default=feature)
    if _size(largest.geometry()) <= _size(feature.geometry()):
        return False
    shape = feature.geometry()
    feature.setGeometry(largest.geometry())
    largest.setGeometry(shape)
    return True


def _is_of(part: QgsGeometry, whole: QgsGeometry) -> bool:
    """Say whether a part was cut from a shape: it lies in it, but for the rounding of the cut."""
    return not part.isEmpty() and whole.buffer(NEAR, 1).contains(part)


def _size(shape: QgsGeometry) -> float:
    area = shape.type() == QgsWkbTypes.GeometryType.PolygonGeometry
    return shape.area() if area else shape.length()
