"""What is at a place, in the user's words: one list of items, shown, copied and written from it."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject
from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..core.errors import Fault
from ..core.model import Plan
from ..core.plan.codes import shipped_words
from ..core.plan.units import UNITS, from_base
from ..core.words import QT_TRANSLATE_NOOP
from ..layers.naming import table_title
from .findings_words import SEVERITIES

if TYPE_CHECKING:
    from ..core.place import Answer, Here, RuleHere
    from ..dialogs.place_dock import Wanted

# By verdict: sign, colour of the ground (white stands on it), sentence.
_VERDICTS = {
    "forbidden": ("✖", "#b3261e", QT_TRANSLATE_NOOP("EcoLedger", "Forbidden here: {works}")),
    "review": ("▲", "#8a5a00", QT_TRANSLATE_NOOP("EcoLedger", "Needs review: {works}")),
    "unsure": ("?", "#565b61", QT_TRANSLATE_NOOP("EcoLedger", "Cannot be ruled out: {works}")),
    "clear": ("✔", "#1e6e34", QT_TRANSLATE_NOOP("EcoLedger", "No rule stands against it: {works}")),
}
_DEGREES = "EPSG:4490"
_APPLIES = QT_TRANSLATE_NOOP("EcoLedger", "What applies here")
_SIGNS = {"violation": "✖", "review": "▲", "note": "•"}
_ORDER = tuple(_SIGNS)
_NOT_TOLD = {"number", "name", "class", "township", "area_stated_m2", "remark"}
_HEADINGS = {
    "rules": QT_TRANSLATE_NOOP("EcoLedger", "What the rules say of it"),
    "others": QT_TRANSLATE_NOOP("EcoLedger", "Rules there that mean other works"),
    "doubts": QT_TRANSLATE_NOOP("EcoLedger", "What cannot be ruled out"),
    "features": QT_TRANSLATE_NOOP("EcoLedger", "Also there"),
    "notes": QT_TRANSLATE_NOOP("EcoLedger", "What was repaired or left out"),
}


@dataclass(frozen=True)
class Item:
    """A line that stands out, lines under it, and the number of the place it is about."""

    title: str
    lines: tuple[str, ...] = ()
    link: int | None = None


@dataclass(frozen=True)
class Told:
    """An answer in words: the verdict, where, and items under headings; `places` are those of the links."""

    sign: str
    colour: str
    verdict: str
    lines: tuple[str, ...]
    sections: tuple[tuple[str, tuple[Item, ...]], ...]
    places: tuple[Here, ...]


def tell(answer: Answer, plan: Plan, wanted: Wanted, place: tuple[str, ...], language: str) -> Told:
    """Return an answer in words; `place` says in lines where it is."""
    words = _Words(plan, answer, language)
    rules = sorted((h for h in answer.rules if h.meant), key=lambda h: _ORDER.index(h.meant.severity))
    others = [here for here in answer.rules if not here.meant]
    items = {
        "rules": [words.of_rule(here) for here in rules],
        "doubts": [_of_fault(fault, plan, language) for fault in answer.doubts],
        "others": [words.of_rule(here) for here in others],
        "features": [words.of_feature(here) for here in (*answer.townships, *answer.features)],
        "notes": [_of_fault(fault, plan, language) for fault in answer.notes],
    }
    sign, colour, sentence = _VERDICTS[answer.verdict]
    verdict = wording.sentence(sentence, works=_works(wanted)) if answer.works else wording.sentence(_APPLIES)
    sections = tuple((wording.sentence(_HEADINGS[name]), tuple(own)) for name, own in items.items() if own)
    lines = (*_doubt(answer), *place, *_size(answer), _day(answer.as_of))
    sign = sign if answer.works else "ℹ"
    return Told(sign, colour, verdict, lines, sections, tuple(words.places))


def where(shape: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> tuple[str, ...]:
    """Say in lines where a place is: in its own coordinates and in degrees."""
    point = shape.pointOnSurface().asPoint()
    geographic = QgsCoordinateReferenceSystem(_DEGREES)
    degrees = QgsCoordinateTransform(crs, geographic, QgsProject.instance()).transform(point)
    told = f"{degrees.x():.6f}°, {degrees.y():.6f}°"
    return (told,) if crs.isGeographic() else (f"{point.x():,.1f}, {point.y():,.1f} ({crs.authid()})", told)


def as_text(told: Told) -> str:
    """Return an answer as lines, to be pasted anywhere."""
    lines = [f"{told.sign} {told.verdict}", *told.lines]
    for heading, items in told.sections:
        lines += ["", heading]
        for item in items:
            lines += [f"- {item.title}", *(f"    {line}" for line in item.lines)]
    return "\n".join(lines)


def as_page(told: Told, title: str = "", linked: bool = True) -> str:
    """Return an answer as a page that needs nothing else; its links are the numbers of places."""
    head = f"{html.escape(told.sign)} {html.escape(told.verdict)}"
    body = [f"<h1>{html.escape(title)}</h1>"] if title else []
    body.append(_BANNER.format(colour=told.colour, head=head))
    body.append("<p>" + "<br>".join(map(html.escape, told.lines)) + "</p>")
    for heading, items in told.sections:
        body.append(f"<h3>{html.escape(heading)}</h3>")
        body += [_item(item, linked) for item in items]
    return _PAGE.format(title=html.escape(title), body="\n".join(body))


_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title>
<style>body {{ font-family: sans-serif; }} p {{ margin: 4px 0 8px 0; }} h3 {{ margin: 10px 0 4px 0; }}</style>
</head><body>{body}</body></html>
"""
_BANNER = (
    '<table width="100%" cellpadding="7" cellspacing="0"><tr><td bgcolor="{colour}">'
    '<span style="color:#ffffff; font-size:large; font-weight:bold">{head}</span></td></tr></table>'
)


def _item(item: Item, linked: bool) -> str:
    title = f"<b>{html.escape(item.title)}</b>"
    if linked and item.link is not None:
        title = f'<a href="#{item.link}">{title}</a>'
    return "<p>" + "<br>".join([title, *map(html.escape, item.lines)]) + "</p>"


def _works(wanted: Wanted) -> str:
    return " · ".join(part for part in (wanted.name, wanted.measure_name) if part)


def _doubt(answer: Answer) -> list[str]:
    if not answer.doubts:
        return []
    text = QCoreApplication.translate("EcoLedger", "⚠ {count} things could not be looked at, see below")
    return [text.format(count=len(answer.doubts))]


def _size(answer: Answer) -> list[str]:
    if answer.dimension == 2:
        text = QCoreApplication.translate("EcoLedger", "Area {mu:,.2f} mu · {hectares:,.4f} ha")
        return [text.format(mu=from_base(answer.size, UNITS["mu"]), hectares=answer.size / 10_000)]
    if answer.dimension == 1:
        return [QCoreApplication.translate("EcoLedger", "Length {length:,.1f} m").format(length=answer.size)]
    return []


def _day(day: dt.date) -> str:
    text = QCoreApplication.translate("EcoLedger", "By the rules in force on {day}")
    return text.format(day=day.isoformat())


def _of_fault(fault: Fault, plan: Plan, language: str) -> Item:
    """Return a fault with the names of its rule and layer instead of their keys."""
    fields = dict(fault.fields)
    names = {rule.id: getattr(rule, f"name_{language}") for rule in plan.rules}
    if "rule" in fields:
        fields["rule"] = names.get(fields["rule"], fields["rule"])
    if "layer" in fields:
        fields["layer"] = table_title(fields["layer"], language)
    problem, suggestion = (wording.sentence(t, **fields) for t in (fault.problem, fault.suggestion))
    place = "" if fault.fid is None else f"{table_title(fault.source, language)} FID {fault.fid}: "
    return Item(place + problem, (suggestion,))


class _Words:
    """The words of one answer; counts the places its items link to."""

    def __init__(self, plan: Plan, answer: Answer, language: str) -> None:
        self._answer, self._language = answer, language
        self._targets = {target.id: getattr(target, f"name_{language}") for target in plan.targets}
        self.places: list[Here] = []

    def of_rule(self, here: RuleHere) -> Item:
        rule, said = here.rule, here.meant
        name = QCoreApplication.translate("EcoLedger", "{rule} (art. {article})").format(
            rule=self._own(rule, "name"), article=rule.article
        )
        lines = [_distance_to(here) or self._amount(here.zone), self._feature(here.zone)]
        if said is not None:
            name = f"{_SIGNS[said.severity]} {wording.sentence(SEVERITIES[said.severity])} · {name}"
            lines += [self._own(said, "message"), self._own(said, "suggestion"), _basis(said.basis)]
        elif not here.beyond:
            lines += [self._other(restriction) for restriction in here.others]
        return Item(name, tuple(line for line in lines if line), self._link(here.zone))

    def of_feature(self, here: Here) -> Item:
        return Item(self._feature(here), (self._amount(here),), self._link(here))

    def _own(self, thing: object, name: str) -> str:
        return getattr(thing, f"{name}_{self._language}")

    def _other(self, restriction: Any) -> str:
        severity = wording.sentence(SEVERITIES[restriction.severity])
        return f"{_SIGNS[restriction.severity]} {severity}: {self._own(restriction, 'message')}"

    def _link(self, here: Here) -> int:
        self.places.append(here)
        return len(self.places) - 1

    def _amount(self, here: Here) -> str:
        """Say how much of the place a feature takes."""
        if here.distance > 0:
            text = QCoreApplication.translate("EcoLedger", "{distance:,.1f} m away")
            return text.format(distance=here.distance)
        if self._answer.dimension == 0:
            return QCoreApplication.translate("EcoLedger", "the place is in it")
        if here.area > 0:
            text = QCoreApplication.translate("EcoLedger", "{mu:,.2f} mu of the place, {share:.1%}")
            return text.format(mu=from_base(here.area, UNITS["mu"]), share=here.share)
        if here.length > 0 and self._answer.dimension == 1:
            text = QCoreApplication.translate("EcoLedger", "{length:,.1f} m of the place, {share:.1%}")
            return text.format(length=here.length, share=here.share)
        return QCoreApplication.translate("EcoLedger", "it touches the place")

    def _feature(self, here: Here) -> str:
        """Say which feature it is: its layer, name, number, class and what else it states."""
        if here.fid is None:
            return table_title(here.layer, self._language)
        stated = [f"{table_title(here.layer, self._language)} {_text(here.attributes.get('name'))}".strip()]
        stated += [f"FID {here.fid}", *self._attributes(here)]
        return " · ".join(part for part in stated if part)

    def _attributes(self, here: Here) -> list[str]:
        """Return what a feature states of itself: of an intervention what is claimed, of others the rest."""
        values = here.attributes
        if "target" in values:
            target = self._targets.get(values["target"], _text(values["target"]))
            status = self._code("status", values.get("status"))
            return [target, status, _text(values.get("year"))]
        told = [*self._class(here), *self._others(here)] if here.layer != "townships" else []
        return list(dict.fromkeys(told))

    def _class(self, here: Here) -> list[str]:
        from ..layers.schema import tables

        table = tables().get(here.layer)
        code = here.attributes.get("class")
        return [self._code(table.class_list, code)] if table and table.class_list and _text(code) else []

    def _others(self, here: Here) -> list[str]:
        from ..layers.schema import tables

        told = []
        for field in tables()[here.layer].fields if here.layer in tables() else ():
            value = _text(here.attributes.get(field.name))
            if not value or field.name in _NOT_TOLD or field.tab not in ("basic", "survey"):
                continue
            title = getattr(field, self._language)
            if field.type == "boolean":
                told += [title] if here.attributes[field.name] else []
            else:
                told.append(f"{title} {self._code(field.codes, value) if field.codes else value}")
        return told

    def _code(self, name: str, value: object) -> str:
        code = shipped_words()[0].get(name, {}).get(_text(value))
        return getattr(code, self._language) if code else _text(value)


def _distance_to(here: RuleHere) -> str:
    """Say how far the zone of a rule with a distance is; nothing of other rules."""
    if not here.rule.distance:
        return ""
    within = QCoreApplication.translate("EcoLedger", "{distance:,.1f} m away: within the {limit:,.0f} m")
    beyond = QCoreApplication.translate("EcoLedger", "{distance:,.1f} m away: beyond the {limit:,.0f} m")
    text = beyond if here.beyond else within
    return text.format(distance=here.zone.distance, limit=here.rule.distance)


def _basis(basis: str) -> str:
    text = QCoreApplication.translate("EcoLedger", "Legal basis: {basis}")
    return text.format(basis=basis) if basis else ""


def _text(value: object) -> str:
    """Return a value as it is read: nothing for what is missing, whole numbers without a point."""
    if value is None or value != value or str(value) in ("<NA>", "NaT"):
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) >= 1e4 else f"{value:g}"
    return str(value).strip()
