"""What a run tells in the log: each note with its place, up to a number, then how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..core.errors import Fault

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 20  # notes of one kind; the log is for reading


def tell(
    notes: Sequence[Fault],
    feedback: QgsProcessingFeedback,
    line: Callable[[Fault], str] = wording.fault_line,
) -> None:
    """Warn of each note with its place; of one kind at most `SHOWN`, then how many more there are."""
    kinds: dict[str, list[Fault]] = {}
    for note in notes:
        kinds.setdefault(note.id, []).append(note)
    for alike in kinds.values():
        for note in alike[:SHOWN]:
            feedback.pushWarning(line(note))
        if len(alike) > SHOWN:
            feedback.pushWarning(
                QCoreApplication.translate("EcoLedger", "… and {count} more of this kind.").format(
                    count=len(alike) - SHOWN
                )
            )


def tell_checked(entries: pd.DataFrame, repairs: pd.DataFrame, feedback: QgsProcessingFeedback) -> None:
    """Say how many were checked, repaired and not read: an entry nobody could read is no silent zero."""
    unreadable = int(entries["reason"].str.startswith("invalid:").sum())
    feedback.pushInfo(
        QCoreApplication.translate(
            "EcoLedger",
            "Checked {checked} of {checked} interventions; {repaired} features repaired on a copy, "
            "{unreadable} interventions unreadable.",
        ).format(checked=len(entries), repaired=len(repairs), unreadable=unreadable)
    )
