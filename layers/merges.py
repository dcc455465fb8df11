"""A uuid is of one feature: merging the attributes of several leaves each its own.

QGIS' dialog offers the uuid with the other attributes; that of one in several, the file would refuse to save.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from qgis.core import QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QObject

from .convert import plain
from .undo import one_step


class MergeWatch(QObject):
    """Watches the edits of one layer; belongs to its parent and goes with it."""

    def __init__(self, layer: QgsVectorLayer, parent: QObject) -> None:
        super().__init__(parent)
        self._layer = layer
        self._text = ""
        self._values: dict[tuple[int, int], Any] = {}  # by fid and field
        self._only_values = self._at_it = False
        layer.editCommandStarted.connect(self._begin)
        layer.attributeValueChanged.connect(self._note_value)
        for other in (layer.featureAdded, layer.featureDeleted, layer.geometryChanged):
            other.connect(self._note_other)
        layer.editCommandEnded.connect(self._end)

    def _begin(self, text: str) -> None:
        self._text, self._values, self._only_values = text, {}, True

    def _note_value(self, fid: int, field: int, value: Any) -> None:
        self._values[fid, field] = value

    def _note_other(self, *_: object) -> None:
        self._only_values = False

    def _end(self) -> None:
        """Take a step back that gave a uuid to several, and do it again without."""
        field = self._layer.fields().indexOf("uuid")
        given = {fid: value for (fid, changed), value in self._values.items() if changed == field}
        if self._at_it or not self._only_values or not _shared(self._layer, given):
            return
        values = dict(self._values)  # the signals of what follows tell of others
        self._at_it = True
        try:
            self._layer.undoStack().undo()
            kept = {(fid, field) for fid in _of_another(self._layer, given)}
            with one_step(self._layer, self._text):
                for key, value in values.items():
                    if key not in kept:
                        self._layer.changeAttributeValue(*key, value)
        finally:
            self._at_it = False


def _uuids(layer: QgsVectorLayer) -> dict[int, str]:
    """Return the uuid of each feature that has one."""
    request = QgsFeatureRequest().setSubsetOfAttributes(["uuid"], layer.fields())
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    found = {feature.id(): plain(feature["uuid"]) for feature in layer.getFeatures(request)}
    return {fid: uuid for fid, uuid in found.items() if uuid is not None}


def _shared(layer: QgsVectorLayer, given: dict[int, Any]) -> bool:
    """Say whether a feature that was given a uuid has it together with another."""
    if not given:
        return False
    uuids = _uuids(layer)
    holders = Counter(uuids.values())
    return any(holders[uuids[fid]] > 1 for fid in given.keys() & uuids.keys())


def _of_another(layer: QgsVectorLayer, given: dict[int, Any]) -> set[int]:
    """Return to which features a uuid was given that another had, or was given first."""
    uuids = _uuids(layer)
    taken, lost = set(uuids.values()), set()
    for fid, uuid in given.items():
        if uuid in taken and uuid != uuids.get(fid):
            lost.add(fid)
        taken.add(uuid)
    return lost
