"""What the doctor finds, and what it asks when it cannot tell."""

from __future__ import annotations

from typing import Any

from ...errors import Fault
from ...words import QT_TRANSLATE_NOOP
from ..faults import WARNING

FAULTS = {
    "doctor.datum_unclear": (
        QT_TRANSLATE_NOOP("EcoLedger", "The coordinates may be {first} or {second}, about {metres} m apart"),
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "Find out which app wrote the file, or see on the map which of them meets a parcel or road you "
            "know, then choose.",
        ),
    ),
    "doctor.system_unclear": (
        QT_TRANSLATE_NOOP("EcoLedger", "The file does not say its coordinate system; {first} fits best"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Ask whoever made the file whether it is CGCS2000 or an older system, then choose."
        ),
    ),
    "doctor.several": (
        QT_TRANSLATE_NOOP("EcoLedger", "Several readings of the coordinates lie in the district"),
        QT_TRANSLATE_NOOP("EcoLedger", "Compare them on the map and choose."),
    ),
    "doctor.contradicted": (
        QT_TRANSLATE_NOOP("EcoLedger", "The file says {said}, but its coordinates fit {found}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Compare both on the map, ask whoever made the file, and choose."),
    ),
    "doctor.outside": (
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Shapes outside the district: {count} of {total}, the first is {name}"
        ),
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "Check the coordinate system and the axis order; leave them out if they are not ours.",
        ),
    ),
    "doctor.nowhere": (
        QT_TRANSLATE_NOOP("EcoLedger", "No reading of the coordinates lies in the district"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Check that it is the right file; choose its coordinate system yourself if it is."
        ),
    ),
    "doctor.old_datum": (
        QT_TRANSLATE_NOOP("EcoLedger", "The coordinates are in {crs}, about 100 m off CGCS2000"),
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "Ask the natural-resources bureau for the county's 7 parameters and give them here, or have the "
            "file transformed.",
        ),
    ),
    "doctor.swapped": (
        QT_TRANSLATE_NOOP("EcoLedger", "The first coordinate is the northing or latitude"),
        QT_TRANSLATE_NOOP("EcoLedger", "They were exchanged; check the place on the map."),
    ),
}


def fault(id: str, source: str, **fields: Any) -> Fault:
    """Return a finding of the doctor.

    Examples
    --------
    >>> fault("doctor.several", "a.csv").problem
    'Several readings of the coordinates lie in the district'
    """
    problem, suggestion = FAULTS[id]
    return Fault(id, problem, suggestion, fields, source, severity=WARNING)
