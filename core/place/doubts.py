"""Why an answer cannot rule a rule out: zones that are missing, empty or unreadable."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np

from ..errors import Fault
from ..model import Plan
from ..rules.zones import Zones
from ..words import QT_TRANSLATE_NOOP
from .works import ProjectKind, Works

_FILL = QT_TRANSLATE_NOOP("EcoLedger", "Fill the layer, or take the rule out of the plan.")
_MISSING = QT_TRANSLATE_NOOP("EcoLedger", "{rule}: the ledger has no layer {layer}"), _FILL
_EMPTY = QT_TRANSLATE_NOOP("EcoLedger", "{rule}: the layer {layer} is empty"), _FILL
_NO_CLASS = QT_TRANSLATE_NOOP("EcoLedger", "{rule}: the layer {layer} has no zone of its classes"), _FILL
_UNMEASURED = (
    QT_TRANSLATE_NOOP("EcoLedger", "{rule}: the layer {layer} cannot be measured"),
    QT_TRANSLATE_NOOP("EcoLedger", "Set the layer's coordinate system."),
)
_NOT_LOOKED_AT = (
    QT_TRANSLATE_NOOP("EcoLedger", "The layer {layer} cannot be measured, so nothing of it is told"),
    QT_TRANSLATE_NOOP("EcoLedger", "Set the layer's coordinate system."),
)
_UNREAD = QT_TRANSLATE_NOOP(
    "EcoLedger", "A feature of {layer} could not be read: whether it is there is not known"
)
_NOBODY = (
    QT_TRANSLATE_NOOP("EcoLedger", "{rule}: the plan does not say which works it restricts"),
    QT_TRANSLATE_NOOP("EcoLedger", "Add rows for it to the plan's restrictions."),
)
_NO_RULES = (
    QT_TRANSLATE_NOOP("EcoLedger", "The plan has no rules"),
    QT_TRANSLATE_NOOP("EcoLedger", "Add the rules of your plan to the ledger."),
)
_UNSAID = (
    QT_TRANSLATE_NOOP("EcoLedger", "It is not said which measure or kind of project is meant"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose it: some rules ask for it."),
)
_UNKNOWN_KIND = (
    QT_TRANSLATE_NOOP("EcoLedger", "No rule and no list knows the kind of project “{kind}”"),
    QT_TRANSLATE_NOOP("EcoLedger", "Name it by what it makes or does, for example 造纸厂."),
)
_NO_DISTRICT = (
    QT_TRANSLATE_NOOP("EcoLedger", "The layer of townships is empty: nobody knows what the ledger covers"),
    QT_TRANSLATE_NOOP("EcoLedger", "Fill the layer."),
)
_OUTSIDE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{share:.1%} of the place lies outside the district"),
    QT_TRANSLATE_NOOP("EcoLedger", "The ledger's zones end there: ask the neighbouring district."),
)


def doubts_of(
    plan: Plan,
    given: Mapping[str, gpd.GeoDataFrame],
    zones: Mapping[str, Zones],
    unmeasured: Collection[str] = (),
) -> list[Fault]:
    """Return why rules of a plan cannot be ruled out, whatever the place; each zone is told once.

    Parameters
    ----------
    plan : Plan
    given : mapping of str to GeoDataFrame
        The layers the ledger has.
    zones : mapping of str to Zones
        Those of them that were prepared.
    unmeasured : collection of str
        Those whose coordinates cannot be measured.

    Examples
    --------
    >>> from ..model import Restriction, Rule
    >>> rule = Rule("red", "25", "红线", "Red line", "red_lines", "polygon", "…")
    >>> any_ = Restriction("any", "red", "review", "inside", "…", "…")
    >>> plan = Plan("p", "", "", "", "", "EPSG:4525", (), (), rules=(rule,), restrictions=(any_,))
    >>> [str(doubt) for doubt in doubts_of(plan, {}, {})]
    ['red_lines: red: the ledger has no layer red_lines. Fill the layer, or take the rule out of the plan.']
    """
    restricted = {restriction.rule for restriction in plan.restrictions}
    found = [] if plan.rules else [Fault("place.no_rules", *_NO_RULES)]
    for rule in plan.rules:
        layer = zones.get(rule.layer)
        words = {"rule": rule.id, "layer": rule.layer}
        if rule.id not in restricted:
            found.append(_fault("place.no_restriction", _NOBODY, words))
        if rule.layer in unmeasured:
            found.append(_fault("place.unmeasured", _UNMEASURED, words))
        elif rule.layer not in given:
            found.append(_fault("place.no_layer", _MISSING, words))
        elif layer is None or not len(layer.table):
            found.append(_fault("place.empty_layer", _EMPTY, words))
        elif not (chosen := layer.of_classes(rule.class_filter)).any():
            found.append(_fault("place.no_class", _NO_CLASS, words))
        else:
            found += [note for note in layer.notes(chosen) if note.id == "rules.unreadable"]
    return list({(f.id, f.source, f.fid, f.fields.get("rule")): f for f in found}.values())


def unsaid(works: Works | None, kinds: Sequence[ProjectKind]) -> list[Fault]:
    """Return what is not known of the works themselves, for rules look at their measure and kind.

    Examples
    --------
    >>> from .works import project
    >>> kinds = [ProjectKind("造纸", "造纸厂", "Paper mill")]
    >>> [[doubt.id for doubt in unsaid(project(kind), kinds)] for kind in ("城北造纸厂", "东风厂", "")]
    [[], ['place.unknown_kind'], ['place.unsaid']]
    """
    if works is None:
        return []
    if not all(works.attributes.values()):
        return [Fault("place.unsaid", *_UNSAID)]
    kind = works.attributes.get("kind")
    if kind is None or any(known.word in kind for known in kinds):
        return []
    return [Fault("place.unknown_kind", *_UNKNOWN_KIND, {"kind": kind})]


def no_district() -> Fault:
    """Return that there are no townships."""
    return Fault("place.no_district", *_NO_DISTRICT, source="townships")


def unread(zones: Zones) -> list[Fault]:
    """Return the features of a layer no rule is about that cannot be read: they are not told."""
    notes = zones.notes(np.ones(len(zones.table), dtype=bool))
    lost = (note for note in notes if note.id == "rules.unreadable")
    return [replace(n, id="place.unread", problem=_UNREAD, severity="warning") for n in lost]


def not_measured(layer: str) -> Fault:
    """Return that a layer no rule is about cannot be measured, so that none of it is told."""
    return Fault("place.not_looked_at", *_NOT_LOOKED_AT, {"layer": layer}, source=layer, severity="warning")


def outside_district(share: float) -> Fault:
    """Return that a share of the place lies outside the district."""
    return Fault("place.outside_district", *_OUTSIDE, {"share": share}, source="townships")


def _fault(id: str, words: tuple[str, str], fields: dict[str, str]) -> Fault:
    return Fault(id, *words, fields, source=fields["layer"])
