"""What of a layer was saved, with any tool: told once, when all of it is in the file."""

from __future__ import annotations

from qgis.core import QgsFeature, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

EVERY = "*"  # stands for all fields: a feature that is new, or drawn anew


class CommitWatch(QObject):
    """Hears a layer being saved; belongs to its parent, and ends with it or with the layer."""

    saved = pyqtSignal(dict, list)  # the fields that were saved by FID, each a set; which FIDs were deleted

    def __init__(self, layer: QgsVectorLayer, parent: QObject) -> None:
        super().__init__(parent)
        self.layer = layer
        self._touched: dict[int, set[str]] = {}
        self._gone: list[int] = []
        self._heard = (
            (layer.beforeCommitChanges, self._begin),
            (layer.committedFeaturesAdded, self._added),
            (layer.committedGeometriesChanges, self._redrawn),
            (layer.committedAttributeValuesChanges, self._changed),
            (layer.committedFeaturesRemoved, self._removed),
            (layer.afterCommitChanges, self._tell),
            (layer.willBeDeleted, self.end),
        )
        for signal, slot in self._heard:
            signal.connect(slot)

    def end(self) -> None:
        """Hear no more."""
        for signal, slot in self._heard:
            signal.disconnect(slot)
        self.setParent(None)
        self.deleteLater()

    def _begin(self) -> None:
        self._touched, self._gone = {}, []

    def _added(self, layer: str, features: list[QgsFeature]) -> None:
        self._touched |= {feature.id(): {EVERY} for feature in features}

    def _redrawn(self, layer: str, shapes: dict[int, object]) -> None:
        for fid in shapes:
            self._touched.setdefault(fid, set()).add(EVERY)

    def _changed(self, layer: str, values: dict[int, dict[int, object]]) -> None:
        names = self.layer.fields().names()
        for fid, new in values.items():
            self._touched.setdefault(fid, set()).update(names[index] for index in new)

    def _removed(self, layer: str, fids: list[int]) -> None:
        self._gone += fids

    def _tell(self) -> None:
        self.saved.emit(self._touched, self._gone)
