"""What a run tells in the log: each note with its place, up to a number, then how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..core.errors import Fault

SHOWN = 20  # notes of one kind; the log is for reading


def tell(notes: Sequence[Fault], feedback: QgsProcessingFeedback) -> None:
    """Warn of each note: layer, FID, uuid, problem, suggestion. What is of one kind is cut at `SHOWN`."""
    kinds: dict[str, list[Fault]] = {}
    for note in notes:
        kinds.setdefault(note.id, []).append(note)
    for alike in kinds.values():
        for note in alike[:SHOWN]:
            feedback.pushWarning(wording.fault_line(note))
        if len(alike) > SHOWN:
            feedback.pushWarning(
                QCoreApplication.translate("EcoLedger", "… and {count} more of this kind.").format(
                    count=len(alike) - SHOWN
                )
            )
