"""Every data-quality check: its stable id, how grave it is, what it says, and how it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..status import FAULTS as STATUS
from ..words import QT_TRANSLATE_NOOP
from . import attributes, coverage, shape
from .layer import Found, Ground, Layer, at_rows


@dataclass(frozen=True)
class Check:
    """One check; `find` returns None where it does not apply to a layer."""

    severity: str
    problem: str
    suggestion: str
    find: Callable[[Layer, Ground], Found | None]


def _of_status(id: str) -> Callable[[Layer, Ground], Found | None]:
    def find(layer: Layer, ground: Ground) -> Found | None:
        if "status" not in layer.frame:
            return None
        own = [(row, fault.fields) for row, fault in layer.status_faults if fault.id == id]
        names = own[0][1] if own else ()
        return at_rows(layer, [row for row, _ in own], **{n: [f[n] for _, f in own] for n in names})

    return find


CHECKS: dict[str, Check] = {
    "check.unreadable": Check(
        "violation",
        QT_TRANSLATE_NOOP("EcoLedger", "The feature cannot be used: {reason}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Redraw or delete the feature."),
        shape.unreadable,
    ),
    "check.invalid": Check(
        "violation",
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The outline is not valid ({what}); repaired it changes by {change:+.2f} m²"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Redraw the outline where it crosses or touches itself."),
        shape.invalid,
    ),
    "check.duplicate_vertex": Check(
        "note",
        QT_TRANSLATE_NOOP("EcoLedger", "{count} vertices stand twice in a row"),
        QT_TRANSLATE_NOOP("EcoLedger", "Remove duplicate vertices."),
        shape.duplicate_vertices,
    ),
    "check.spike": Check(
        "review",
        QT_TRANSLATE_NOOP("EcoLedger", "The outline has {count} spikes"),
        QT_TRANSLATE_NOOP("EcoLedger", "Delete the vertex that went astray."),
        shape.spikes,
    ),
    "check.sliver": Check(
        "review",
        QT_TRANSLATE_NOOP("EcoLedger", "The parcel is a sliver: {area:.2f} m², shape {thin:.3f}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Merge it with its neighbour or delete it."),
        shape.slivers,
    ),
    "check.min_area": Check(
        "review",
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The parcel has {area:.0f} m², its target counts from {smallest:.0f} m² on"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Join it with the parcel it belongs to, or leave it uncounted."),
        shape.too_small,
    ),
    "check.overlap": Check(
        "review",
        QT_TRANSLATE_NOOP("EcoLedger", "{area:.2f} m² are covered by FID {other} too"),
        QT_TRANSLATE_NOOP("EcoLedger", "Cut one of the two back, or delete what was entered twice."),
        coverage.overlaps,
    ),
    "check.gap": Check(
        "review",
        QT_TRANSLATE_NOOP("EcoLedger", "Beside the feature {area:.2f} m² are covered by none"),
        QT_TRANSLATE_NOOP("EcoLedger", "Snap the borders together; a true hole can be waived."),
        coverage.gaps,
    ),
    "check.outside_district": Check(
        "violation",
        QT_TRANSLATE_NOOP("EcoLedger", "The feature reaches outside the district, with {area:.2f} m²"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check its coordinate system and cut it at the border."),
        coverage.outside_district,
    ),
    "check.wrong_township": Check(
        "review",
        QT_TRANSLATE_NOOP("EcoLedger", "The feature states township {stated} and lies in {place}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the township code, or the place."),
        coverage.wrong_township,
    ),
    "check.missing_value": Check(
        "violation",
        QT_TRANSLATE_NOOP("EcoLedger", "{field} is not filled in"),
        QT_TRANSLATE_NOOP("EcoLedger", "Fill it in."),
        attributes.missing_values,
    ),
    "check.unknown_code": Check(
        "violation",
        QT_TRANSLATE_NOOP("EcoLedger", "{field} holds {value}, which is not in its code list"),
        QT_TRANSLATE_NOOP("EcoLedger", "Choose a code of the list."),
        attributes.unknown_codes,
    ),
    "check.out_of_range": Check(
        "violation",
        QT_TRANSLATE_NOOP("EcoLedger", "{field} is {value}, which it cannot be"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the number; mind its unit."),
        attributes.out_of_range,
    ),
    "check.duplicate_number": Check(
        "violation",
        QT_TRANSLATE_NOOP("EcoLedger", "The number {number} is that of FID {other} already"),
        QT_TRANSLATE_NOOP("EcoLedger", "Give each parcel its own number."),
        attributes.duplicate_numbers,
    ),
    "check.stale_official": Check(
        "review",
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The official area {stated:.2f} m² is of another outline; now {now:.2f} m²"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Calculate the official area again."),
        attributes.stale_official_area,
    ),
    "check.reported_differs": Check(
        "review",
        QT_TRANSLATE_NOOP("EcoLedger", "Reported are {reported:.1f} mu, the outline has {official:.1f} mu"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Check the unit, the coordinate system it was measured in, and the outline."
        ),
        attributes.reported_differs,
    ),
    **{
        id: Check({"error": "violation", "warning": "review"}[severity], problem, suggestion, _of_status(id))
        for id, (severity, problem, suggestion) in STATUS.items()
        if id != "status.unusual_move"  # a layer does not tell which status came before
    },
}
