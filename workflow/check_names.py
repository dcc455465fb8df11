"""What each data check is called where findings are listed, and statuses by name; ids stand in the manual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import wording
from ..core.plan.codes import shipped_words
from ..core.words import QT_TRANSLATE_NOOP

_STATUSES = ("before", "after", "means")  # fields of the checks of statuses that hold a code

CHECK_NAMES = {
    "check.unreadable": QT_TRANSLATE_NOOP("EcoLedger", "Check: cannot be used"),
    "check.invalid": QT_TRANSLATE_NOOP("EcoLedger", "Check: not valid"),
    "check.duplicate_vertex": QT_TRANSLATE_NOOP("EcoLedger", "Check: vertex twice"),
    "check.spike": QT_TRANSLATE_NOOP("EcoLedger", "Check: spike"),
    "check.sliver": QT_TRANSLATE_NOOP("EcoLedger", "Check: sliver"),
    "check.min_area": QT_TRANSLATE_NOOP("EcoLedger", "Check: too small"),
    "check.overlap": QT_TRANSLATE_NOOP("EcoLedger", "Check: overlap in the layer"),
    "check.gap": QT_TRANSLATE_NOOP("EcoLedger", "Check: gap"),
    "check.outside_district": QT_TRANSLATE_NOOP("EcoLedger", "Check: outside the district"),
    "check.wrong_township": QT_TRANSLATE_NOOP("EcoLedger", "Check: township and place differ"),
    "check.missing_value": QT_TRANSLATE_NOOP("EcoLedger", "Check: not filled in"),
    "check.unknown_code": QT_TRANSLATE_NOOP("EcoLedger", "Check: code not in its list"),
    "check.out_of_range": QT_TRANSLATE_NOOP("EcoLedger", "Check: number out of range"),
    "check.duplicate_number": QT_TRANSLATE_NOOP("EcoLedger", "Check: number twice"),
    "check.stale_official": QT_TRANSLATE_NOOP("EcoLedger", "Check: official area out of date"),
    "check.reported_differs": QT_TRANSLATE_NOOP("EcoLedger", "Check: reported area too far off"),
    "status.no_date": QT_TRANSLATE_NOOP("EcoLedger", "Check: no date of acceptance"),
    "status.no_verified": QT_TRANSLATE_NOOP("EcoLedger", "Check: no verified amount"),
    "status.no_survival": QT_TRANSLATE_NOOP("EcoLedger", "Check: no survival rate"),
    "status.survival": QT_TRANSLATE_NOOP("EcoLedger", "Check: status against survival"),
    "status.not_verified_sum": QT_TRANSLATE_NOOP("EcoLedger", "Check: reported ≠ verified + unverified"),
    "status.not_qualified_sum": QT_TRANSLATE_NOOP("EcoLedger", "Check: verified ≠ its four parts"),
    "status.dates": QT_TRANSLATE_NOOP("EcoLedger", "Check: dates out of order"),
}


def statuses() -> dict[int, str]:
    """Return the statuses an intervention goes through, by code in the user's language."""
    language = wording.language()
    return {int(code.code): getattr(code, language) for code in shipped_words()[0]["status"].values()}


def with_names(id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a check's sentence is filled with: statuses by the names that forms show."""
    if not id.startswith("status."):
        return dict(fields)
    names = statuses()
    return {name: names.get(value, value) if name in _STATUSES else value for name, value in fields.items()}
