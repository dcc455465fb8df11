"""A feature that is split keeps its identity in its larger part, and its amounts are shared among the parts.

QGIS 3.22 leaves the uuid to the part on one side of the cut, and copies every value to each part: what was
reported would be there as often. The step that split is taken back and done again as it is right, so that it
stays one step to undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QObject

from .convert import millimetre, plain
from .undo import one_step

COPIED = ("target", "measure", "status", "year")  # a part has these from the feature it was cut from
REPORTED = ("reported_mu", "reported_m")  # a layer has one of them
STATED = (*REPORTED, "verified", "unverified", "qualified", "replant", "failed", "lost")


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
        if self._at_it or not self._added or not self._changed:
            return
        kept, parts = self._features(self._changed - self._added), self._features(self._added)
        if not _may_be_split(kept, parts):
            return
        self._at_it = True
        try:
            self._settle(kept, parts)
        finally:
            self._at_it = False

    def _settle(self, kept: list[QgsFeature], parts: list[QgsFeature]) -> None:
        """Take the step back, and do it again: as it was, or with what the parts should have."""
        stack = self._layer.undoStack()
        stack.undo()
        before = self._features([feature.id() for feature in kept])
        cut_from = _by_origin(parts, before, millimetre(self._layer.crs()))
        settled = [
            _settle(feature, old, cut_from[old.id()])
            for feature, old in zip(kept, before, strict=True)
            if old.id() in cut_from
        ]
        if any(settled):
            self._do_again(kept, before, parts)
        else:
            stack.redo()

    def _features(self, fids: Sequence[int] | set[int]) -> list[QgsFeature]:
        return [self._layer.getFeature(fid) for fid in sorted(fids)]

    def _do_again(self, kept: list[QgsFeature], before: list[QgsFeature], parts: list[QgsFeature]) -> None:
        with one_step(self._layer, self._text):
            for feature, old in zip(kept, before, strict=True):
                self._layer.changeGeometry(feature.id(), feature.geometry())
                for name in _stated(old):
                    if feature[name] != old[name]:
                        index = feature.fieldNameIndex(name)
                        self._layer.changeAttributeValue(feature.id(), index, feature[name], old[name])
            for part in parts:
                self._layer.addFeature(part)


def _may_be_split(kept: list[QgsFeature], parts: list[QgsFeature]) -> bool:
    """Say whether a part with a feature's attributes is larger than it, or has an amount from it as well."""
    return any(
        all(part[name] == feature[name] for name in COPIED)
        and (_size(part.geometry()) > _size(feature.geometry()) or _stated(part))
        for feature in kept
        for part in parts
    )


def _by_origin(parts: list[QgsFeature], before: list[QgsFeature], near: float) -> dict[int, list[QgsFeature]]:
    """Return the parts by the FID of what they were cut from: where they lie, and what they are most like.

    A cut may move a line by `near`. Parcels may overlap: a part may lie in two of them.
    """
    grounds = [feature.geometry().buffer(near, 1) for feature in before]
    found: dict[int, list[QgsFeature]] = {}
    for part in parts:
        shape, like = part.geometry(), partial(_likeness, part)
        whole = [f for f, ground in zip(before, grounds, strict=True) if ground.contains(shape)]
        if whole and not shape.isEmpty():
            found.setdefault(max(whole, key=like).id(), []).append(part)
    return found


def _likeness(part: QgsFeature, feature: QgsFeature) -> int:
    return sum(a == b for a, b in zip(part.attributes(), feature.attributes(), strict=True))


def _settle(feature: QgsFeature, before: QgsFeature, own: list[QgsFeature]) -> bool:
    """Give a feature its largest part, and each part its share of the amounts; tell whether that is news."""
    exchanged = _exchange(feature, own)
    return _share([feature, *own], before) or exchanged


def _exchange(feature: QgsFeature, own: list[QgsFeature]) -> bool:
    """Exchange the shapes of a feature and the largest part cut from it, where that is larger; tell."""
    largest = max(own, key=lambda part: _size(part.geometry()))
    if _size(largest.geometry()) <= _size(feature.geometry()):
        return False
    shape = feature.geometry()
    feature.setGeometry(largest.geometry())
    largest.setGeometry(shape)
    return True


def _share(parts: list[QgsFeature], before: QgsFeature) -> bool:
    """Share by size the amounts that all parts have as they were before; tell whether there are any."""
    from ..core.splitting import share

    names = [name for name in _stated(before) if all(part[name] == before[name] for part in parts)]
    sizes = [_size(part.geometry()) for part in parts]
    if not names or not any(sizes):
        return False
    amounts = {("reported" if name in REPORTED else name): before[name] for name in names}
    for name, values in zip(names, share(amounts, sizes).values(), strict=True):
        for part, value in zip(parts, values, strict=True):
            part[name] = value
    return True


def _stated(feature: QgsFeature) -> list[str]:
    """Return which amounts are filled in."""
    fields = [name for name in STATED if feature.fieldNameIndex(name) >= 0]
    return [name for name in fields if plain(feature[name]) is not None]


def _size(shape: QgsGeometry) -> float:
    area = shape.type() == QgsWkbTypes.GeometryType.PolygonGeometry
    return shape.area() if area else shape.length()
