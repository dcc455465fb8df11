"""What a track shows that a person should look at: listed, never mended silently."""

from __future__ import annotations

from typing import Any

from ..errors import Fault
from ..words import QT_TRANSLATE_NOOP

WARNING, NOTE = "warning", "note"

FAULTS: dict[str, tuple[str, str, str]] = {
    "track.too_few": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Only {count} usable fixes are left, too few for this shape"),
        QT_TRANSLATE_NOOP("EcoLedger", "Take the track as a point or a line, or walk it again."),
    ),
    "track.gap": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The walk ends {gap:.0f} m from its start, {share:.0%} of its length; it was closed"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Check the closing edge on the map, or take the track as a line."),
    ),
    "track.crossing": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The walk crosses itself and encloses {count} pieces of ground"),
        QT_TRANSLATE_NOOP("EcoLedger", "Choose whether all pieces are kept or only the largest."),
    ),
    "track.lobes_dropped": (
        NOTE,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "{count} smaller pieces of ground were dropped, {area:.0f} m² together"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Keep all pieces if they belong to the parcel."),
    ),
    "track.imprecise": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The parcel is small for the device: its area is uncertain by {share:.1%}"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Survey it with a better receiver, or draw it on imagery."),
    ),
    "track.no_times": (
        NOTE,
        QT_TRANSLATE_NOOP("EcoLedger", "The track has no times, so jumps were judged by distance alone"),
        QT_TRANSLATE_NOOP("EcoLedger", "Look at the line on the map before it is used."),
    ),
}


def fault(id: str, **fields: Any) -> Fault:
    """Return a finding by its id, its fields filled."""
    severity, problem, suggestion = FAULTS[id]
    return Fault(id, problem, suggestion, fields, severity=severity)
