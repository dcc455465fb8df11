"""What a check says in sentences: how much of features and zones it looked at, and what can be ruled out.

What could not be read is said once and where it belongs: a feature in the first line, a zone in the line of
each rule it is of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ..errors import Fault
from ..plan.units import MU
from ..words import QT_TRANSLATE_NOOP
from .result import RuleResult

_LISTED = 12  # FIDs, or repairs, of one line; the notes have all
_MORE = " …"

_ALL_READ = QT_TRANSLATE_NOOP("EcoLedger", "Checked {read} of {features} features")
_SOME_READ = QT_TRANSLATE_NOOP(
    "EcoLedger", "Checked {read} of {features} features; no rule could be checked for {lost}"
)
_REPAIRED = QT_TRANSLATE_NOOP("EcoLedger", "{looked} ({number} repaired: {repairs})")
_REPAIR = QT_TRANSLATE_NOOP("EcoLedger", "FID {fid}, {change:+.2f} mu")
_LEFT_OUT = QT_TRANSLATE_NOOP("EcoLedger", "Failed or void interventions, left out: {number}")

_LOOKED = QT_TRANSLATE_NOOP("EcoLedger", "checked {read} of {zones} zones of {layer}")
_CLEAR = QT_TRANSLATE_NOOP("EcoLedger", "{rule}: {looked}, no conflict")
_CLEAR_AS_READ = QT_TRANSLATE_NOOP(
    "EcoLedger", "{rule}: {looked}, no conflict of the {read} features that could be read"
)
_FOUND = QT_TRANSLATE_NOOP("EcoLedger", "{rule}: {looked}, findings: {findings}")
_UNSURE = QT_TRANSLATE_NOOP(
    "EcoLedger",
    "{rule}: {looked}, findings so far: {findings}; FID {lost} could not be read, "
    "so nothing can be ruled out",
)
_NO_FEATURE = QT_TRANSLATE_NOOP(
    "EcoLedger", "{rule}: {looked}, but no feature could be read, so nothing can be ruled out"
)
_NO_ZONE = QT_TRANSLATE_NOOP(
    "EcoLedger", "{rule}: the layer {layer} has no zone, so nothing can be ruled out"
)
_NO_WORKS = QT_TRANSLATE_NOOP("EcoLedger", "{rule}: the plan restricts no works there on that day")


class Say(Protocol):
    """Fills a marked template, in the user's language."""

    def __call__(self, template: str, **fields: Any) -> str: ...


def in_english(template: str, **fields: Any) -> str:
    """Fill a template as it is.

    Examples
    --------
    >>> in_english("{number} left out", number=2)
    '2 left out'
    """
    return template.format(**fields)


def statements(
    result: RuleResult, names: Mapping[str, str] | None = None, say: Say = in_english
) -> list[str]:
    """Return how many features were checked, what was left out, and a sentence for each rule.

    Parameters
    ----------
    result : RuleResult
    names : mapping of str to str, optional
        What rules and layers are called; those not in it by their id.
    say : callable
        Fills a template, in the user's language.

    Examples
    --------
    >>> import datetime as dt, geopandas as gpd, shapely
    >>> from ..model import Restriction, Rule
    >>> from .check import check_rules
    >>> rule = Rule("red", "25", "红线", "Red line", "red_lines", "polygon", "…")
    >>> works = Restriction("any", "red", "review", "inside", "…", "…")
    >>> parcels, zones = (gpd.GeoDataFrame(geometry=[shapely.box(east, 3600000, east + 100, 3600100), more],
    ...     crs=4525) for east, more in ((37500000, None), (37510000, shapely.box(37520000, 0, 37520001, 9))))
    >>> result = check_rules({"parcels": parcels}, {"red_lines": zones}, [rule], [works],
    ...                      as_of=dt.date(2020, 1, 1))
    >>> statements(result, {"red": "Red line"})[0]
    'Checked 1 of 2 features; no rule could be checked for parcels FID 1'
    >>> statements(result, {"red": "Red line"})[1]
    'Red line: checked 2 of 2 zones of red_lines, no conflict of the 1 features that could be read'
    """
    return [*_of_features(result, names or {}, say), *rule_statements(result, names, say)]


def rule_statements(
    result: RuleResult, names: Mapping[str, str] | None = None, say: Say = in_english
) -> list[str]:
    """Return a sentence for each rule, in the order of `RuleResult.checked`; see `statements`."""
    return [_of_rule(row, names or {}, say) for row in result.checked.itertuples()]


def _of_features(result: RuleResult, names: Mapping[str, str], say: Say) -> list[str]:
    table = result.subjects
    features, unreadable, left_out = table[["features", "unreadable", "left_out"]].sum()
    lost, repairs, number = [], [], 0
    for row in table.itertuples():
        layer, mended = names.get(row.layer, row.layer), _of(row, "rules.repaired")
        number += len(mended)
        repairs += [f"{layer} {_repairs(mended, say)}"] if mended else []
        lost += [f"{layer} FID {_fids(_of(row, 'rules.unchecked'))}"] if row.unreadable else []
    words = {"read": features - unreadable, "features": features, "lost": "; ".join(lost)}
    said = say(_SOME_READ if lost else _ALL_READ, **words)
    if repairs:
        said = say(_REPAIRED, looked=said, number=number, repairs="; ".join(repairs))
    return [said, *([say(_LEFT_OUT, number=left_out)] if left_out else [])]


def _of_rule(row: Any, names: Mapping[str, str], say: Say) -> str:
    words = {"rule": names.get(row.rule, row.rule), "layer": names.get(row.layer, row.layer)}
    if not row.restrictions:
        return say(_NO_WORKS, **words)
    if not row.zones:
        return say(_NO_ZONE, **words)
    words["looked"] = _looked(row, words["layer"], say)
    if row.unreadable:
        lost = _fids(_of(row, "rules.unreadable"))
        return say(_UNSURE, findings=row.findings, lost=lost, **words)
    if not row.conclusive:
        return say(_NO_FEATURE, **words)
    if row.findings:
        return say(_FOUND, findings=row.findings, **words)
    if row.features_unreadable:
        return say(_CLEAR_AS_READ, read=row.features - row.features_unreadable, **words)
    return say(_CLEAR, **words)


def _looked(row: Any, layer: str, say: Say) -> str:
    looked = say(_LOOKED, read=row.zones - row.unreadable, zones=row.zones, layer=layer)
    mended = _of(row, "rules.repaired")
    if not mended:
        return looked
    return say(_REPAIRED, looked=looked, number=len(mended), repairs=_repairs(mended, say))


def _of(row: Any, id: str) -> list[Fault]:
    return [note for note in row.notes if note.id == id]


def _repairs(notes: Sequence[Fault], say: Say) -> str:
    """Return which features were repaired on a copy, and by how many mu that changed them."""
    changes = [(note.fid, (note.fields["after"] - note.fields["before"]) / float(MU)) for note in notes]
    listed = [say(_REPAIR, fid=fid, change=change) for fid, change in changes[:_LISTED]]
    return "; ".join(listed) + _MORE * (len(notes) > _LISTED)


def _fids(notes: Sequence[Fault]) -> str:
    shown = ", ".join(str(note.fid) for note in notes[:_LISTED])
    return shown + _MORE * (len(notes) > _LISTED)
