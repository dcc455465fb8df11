"""The workflow of an intervention: which status may follow which, and what each asks for.

Source of the limits: the inspection practice of GB/T 15776 forestry (survival 85 % and more qualified, 41 to
84 % to be replanted, 40 % and less failed), and the identities of the acceptance sheets: reported = verified
+ unverified; verified = qualified + replant + failed + lost.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .errors import Fault
from .model import Status
from .words import QT_TRANSLATE_NOOP

QUALIFIED, FAILED = 85.0, 40.0  # survival in percent
TOLERANCE = 0.05  # of the printed unit: sheets are filled in to one decimal

# Forward along the workflow; a step back corrects a mistake; void from everywhere, and back to planned.
_FORWARD = {
    Status.PLANNED: (Status.DESIGNED, Status.UNDER_CONSTRUCTION),
    Status.DESIGNED: (Status.UNDER_CONSTRUCTION,),
    Status.UNDER_CONSTRUCTION: (Status.SELF_CHECKED,),
    Status.SELF_CHECKED: (Status.RECHECKED, Status.REPLANT, Status.FAILED),
    Status.RECHECKED: (Status.ACCEPTED, Status.REPLANT, Status.FAILED),
    Status.ACCEPTED: (Status.ARCHIVED,),
    Status.REPLANT: (Status.SELF_CHECKED,),
    Status.FAILED: (Status.DESIGNED, Status.UNDER_CONSTRUCTION),
    Status.ARCHIVED: (Status.CLOSED,),
    Status.CLOSED: (),
    Status.VOID: (Status.PLANNED,),
}

# What is judged by plants that live: other works have no survival rate.
PLANTED = frozenset(
    ("planting", "aerial_seeding", "infill_planting", "soil_conservation_forest", "fruit_forest")
)

FAULTS: dict[str, tuple[str, str, str]] = {
    "status.unusual_move": (
        "warning",
        QT_TRANSLATE_NOOP("EcoLedger", "From status {before} the workflow does not lead to {after}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Take the steps between, or confirm that it is a correction."),
    ),
    "status.no_date": (
        "error",
        QT_TRANSLATE_NOOP("EcoLedger", "Status {after} needs the date of acceptance"),
        QT_TRANSLATE_NOOP("EcoLedger", "Fill in the date the intervention was accepted."),
    ),
    "status.no_verified": (
        "error",
        QT_TRANSLATE_NOOP("EcoLedger", "Status {after} needs the verified amount"),
        QT_TRANSLATE_NOOP("EcoLedger", "Fill in what the inspection verified."),
    ),
    "status.no_survival": (
        "error",
        QT_TRANSLATE_NOOP("EcoLedger", "Status {after} needs the survival rate of a planting"),
        QT_TRANSLATE_NOOP("EcoLedger", "Fill in the survival rate of the sample plots in percent."),
    ),
    "status.survival": (
        "error",
        QT_TRANSLATE_NOOP("EcoLedger", "A survival rate of {survival:g} % means status {means}, not {after}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Set status {means}, or correct the survival rate."),
    ),
    "status.not_verified_sum": (
        "error",
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "Verified {verified:g} and unverified {unverified:g} do not make reported {reported:g}",
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the three amounts: reported = verified + unverified."),
    ),
    "status.not_qualified_sum": (
        "error",
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Qualified, replant, failed and lost make {sum:g}, not the verified {verified:g}"
        ),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Correct the amounts: verified = qualified + replant + failed + lost."
        ),
    ),
    "status.dates": (
        "warning",
        QT_TRANSLATE_NOOP("EcoLedger", "The dates are out of order: {earlier} lies after {later}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct the dates: started, completed, accepted."),
    ),
}


def moves(status: int) -> tuple[Status, ...]:
    """Return the statuses the workflow leads to from `status`; void is always among them.

    Examples
    --------
    >>> [int(s) for s in moves(50)], [int(s) for s in moves(99)]
    ([60, 61, 62, 99], [10])
    """
    forward = _FORWARD[Status(status)]
    return forward if status == Status.VOID else (*forward, Status.VOID)


def meaning_of_survival(survival: float) -> Status:
    """Return what a survival rate in percent means: accepted, to be replanted, or failed.

    Between 84 and 85 % and between 40 and 41 % the lower class holds: rates are not rounded up.

    Examples
    --------
    >>> [int(meaning_of_survival(rate)) for rate in (85, 84.9, 40.1, 40)]
    [60, 61, 61, 62]
    """
    if survival >= QUALIFIED:
        return Status.ACCEPTED
    return Status.REPLANT if survival > FAILED else Status.FAILED


def check_status(row: Mapping[str, Any], after: int, before: int | None = None) -> list[Fault]:
    """Return what stands against an intervention having status `after`.

    Parameters
    ----------
    row : mapping
        Fields of the intervention: measure; started, completed, accepted (dates or ISO dates); reported,
        verified, unverified, qualified, replant, failed, lost (in one unit); survival (percent). Missing or
        None: not filled in.
    after, before : int
        The status wished for; the present one, None where the row is new.

    Examples
    --------
    >>> row = {"measure": "planting", "accepted": "2020-05-01", "verified": 30.0, "survival": 62.0}
    >>> [f.id for f in check_status(row, after=60, before=50)]
    ['status.survival']
    >>> check_status(row | {"survival": 91.0}, after=60, before=50)
    []
    """
    found = []
    if before is not None and before != after and Status(after) not in moves(before):
        found.append(_fault("status.unusual_move", before=int(before), after=int(after)))
    if after in (Status.ACCEPTED, Status.ARCHIVED, Status.CLOSED):
        found += _acceptance(row, after)
    elif after in (Status.REPLANT, Status.FAILED):
        found += _survival(row, after)
    return [*found, *_sums(row), *_dates(row)]


def _fault(id: str, **fields: Any) -> Fault:
    severity, problem, suggestion = FAULTS[id]
    return Fault(id, problem, suggestion, fields, severity=severity)


def _acceptance(row: Mapping[str, Any], after: int) -> list[Fault]:
    found = []
    if not row.get("accepted"):
        found.append(_fault("status.no_date", after=int(after)))
    if _number(row, "verified") is None:
        found.append(_fault("status.no_verified", after=int(after)))
    if row.get("measure") in PLANTED and _number(row, "survival") is None:
        found.append(_fault("status.no_survival", after=int(after)))
    return [*found, *_survival(row, after)]


def _survival(row: Mapping[str, Any], after: int) -> list[Fault]:
    survival = _number(row, "survival")
    if survival is None:
        return []
    means = meaning_of_survival(survival)
    accepted = after in (Status.ACCEPTED, Status.ARCHIVED, Status.CLOSED)
    if means == (Status.ACCEPTED if accepted else after):
        return []
    return [_fault("status.survival", survival=survival, means=int(means), after=int(after))]


def _sums(row: Mapping[str, Any]) -> list[Fault]:
    """Check the two identities, each only where all that it adds up is filled in (parts: at least one)."""
    found = []
    reported, verified, unverified = (_number(row, n) for n in ("reported", "verified", "unverified"))
    whole = None not in (reported, verified, unverified)
    if whole and abs(reported - verified - unverified) > TOLERANCE:
        amounts = {"reported": reported, "verified": verified, "unverified": unverified}
        found.append(_fault("status.not_verified_sum", **amounts))
    parts = [_number(row, n) for n in ("qualified", "replant", "failed", "lost")]
    given = sum(p for p in parts if p is not None)
    if verified is not None and any(p is not None for p in parts) and abs(given - verified) > TOLERANCE:
        found.append(_fault("status.not_qualified_sum", sum=given, verified=verified))
    return found


def _dates(row: Mapping[str, Any]) -> list[Fault]:
    filled = [(name, str(row[name])[:10]) for name in ("started", "completed", "accepted") if row.get(name)]
    return [
        _fault("status.dates", earlier=a, later=b)
        for (a, first), (b, second) in zip(filled[:-1], filled[1:], strict=True)
        if first > second
    ]


def _number(row: Mapping[str, Any], name: str) -> float | None:
    value = row.get(name)
    if value is None or not math.isfinite(value):
        return None
    return float(value)
