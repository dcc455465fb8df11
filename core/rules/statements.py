"""What a check says of each rule, in sentences: how many zones it looked at, and what can be ruled out."""

from __future__ import annotations

from typing import Any

from ..plan.units import MU
from ..words import QT_TRANSLATE_NOOP
from .result import RuleResult

_CLEAR = QT_TRANSLATE_NOOP("EcoLedger", "{rule}: checked {read} of {zones} zones, no conflict")
_FOUND = QT_TRANSLATE_NOOP("EcoLedger", "{rule}: checked {read} of {zones} zones, {findings} findings")
_UNSURE = QT_TRANSLATE_NOOP(
    "EcoLedger",
    "{rule}: checked {read} of {zones} zones, {findings} findings so far; "
    "{lost} features could not be read, so nothing can be ruled out",
)
_NO_ZONE = QT_TRANSLATE_NOOP(
    "EcoLedger", "{rule}: the layer {layer} has no zone, so nothing can be ruled out"
)
_NO_WORKS = QT_TRANSLATE_NOOP("EcoLedger", "{rule}: the plan restricts no works there on that day")
_REPAIRED = QT_TRANSLATE_NOOP("EcoLedger", "{layer}: FID {fid} was repaired on a copy, {change:+.2f} mu")


def statements(result: RuleResult) -> list[tuple[str, dict[str, Any]]]:
    """Return a sentence for each rule and each repaired feature, as templates with their fields.

    Examples
    --------
    >>> import datetime as dt, geopandas as gpd, shapely
    >>> from ..model import Restriction, Rule
    >>> from .check import check_rules
    >>> rule = Rule("red", "25", "红线", "Red line", "red_lines", "polygon", "…")
    >>> works = Restriction("any", "red", "review", "inside", "…", "…")
    >>> frames = [gpd.GeoDataFrame(geometry=[shapely.box(east, 3600000, east + 100, 3600100)], crs=4525)
    ...           for east in (37500000, 37510000)]
    >>> result = check_rules({"parcels": frames[0]}, {"red_lines": frames[1]}, [rule], [works],
    ...                      as_of=dt.date(2020, 1, 1))
    >>> [template.format(**fields) for template, fields in statements(result)]
    ['red: checked 1 of 1 zones, no conflict']
    """
    said = [_of_rule(row) for row in result.checked.itertuples()]
    for note in result.notes:
        if note.id == "rules.repaired":
            change = (note.fields["after"] - note.fields["before"]) / float(MU)
            said.append((_REPAIRED, {"layer": note.source, "fid": note.fid, "change": change}))
    return said


def _of_rule(row: Any) -> tuple[str, dict[str, Any]]:
    fields = {"rule": row.rule, "layer": row.layer, "zones": row.zones, "read": row.zones - row.unreadable}
    fields |= {"findings": row.findings, "lost": row.unreadable + row.features_unreadable}
    if not row.restrictions:
        return _NO_WORKS, fields
    if not row.zones:
        return _NO_ZONE, fields
    if not row.conclusive:
        return _UNSURE, fields
    return (_FOUND if row.findings else _CLEAR), fields
