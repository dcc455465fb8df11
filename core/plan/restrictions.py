"""Read restrictions.csv: which works a rule forbids in its zone, which it only wants looked at."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from ..model import RELATIONS, SEVERITIES, Condition, Restriction, Rule
from .cells import Row, items, nearest, rows_of
from .codes import shipped_words
from .tables import Columns, Table

RESTRICTION_COLUMNS = Columns(
    ("id", "rule", "severity", "relation", "message_zh"),
    (
        "subject",
        "layers",
        "message_en",
        "suggestion_zh",
        "suggestion_en",
        "basis",
        "valid_from",
        "valid_to",
    ),
)
_CONDITION = re.compile(r"\s*([a-z][a-z0-9_]*(?:\s*\|\s*[a-z][a-z0-9_]*)*)\s*([=~])(.+)", re.DOTALL)


def read_restrictions(
    table: Table, rules: Mapping[str, Rule | None] | None, targets: Collection[str] | None
) -> list[Restriction]:
    """Return the restrictions of a table; faults are listed in the table.

    Parameters
    ----------
    table : Table
    rules : mapping of str to Rule
        The plan's rules by id, None for one with a fault; None where the table was not read to its end.
    targets : collection of str
        Ids of the plan's targets; None where they could not all be read.

    Examples
    --------
    >>> row = {"id": "planting", "rule": "farmland", "severity": "violation", "relation": "inside",
    ...        "subject": "measure=planting", "message_zh": "在基本农田上造林"}
    >>> rule = Rule("farmland", "28", "基本农田", "Farmland", "farmland_red_lines", "polygon", "…")
    >>> read_restrictions(Table("restrictions.csv", [(2, row)]), {"farmland": rule}, ())[0].subject
    (Condition(fields=('measure',), way='=', values=('planting',)),)
    """
    restrictions: list[Restriction] = []
    ids: dict[str, int] = {}
    for row in rows_of(table):
        fields = _fields(row, rules, targets)
        row.unique("id", fields["id"], ids)
        if not row.failed:
            restrictions.append(Restriction(**fields))
    return restrictions


def subject_text(subject: Collection[Condition]) -> str:
    """Return a subject as it is written in a cell.

    Examples
    --------
    >>> subject_text([Condition(("target",), "=", ("oak",)), Condition(("name", "project"), "~", ("化工",))])
    'target=oak; name|project~化工'
    """
    return "; ".join("|".join(c.fields) + c.way + "|".join(c.values) for c in subject)


def _fields(
    row: Row, rules: Mapping[str, Rule | None] | None, targets: Collection[str] | None
) -> dict[str, Any]:
    """Return the arguments of a `Restriction`; where the row has an error some are empty."""
    message, suggestion = row.text("message_zh", required=True), row.text("suggestion_zh")
    relation = row.choice("relation", RELATIONS, required=True)
    start, end = row.date("valid_from"), row.date("valid_to")
    if start and end and end < start:
        row.fault("plan.dates_reversed", first=start, last=end)
    return {
        "id": row.id(),
        "rule": _rule(row, relation, rules),
        "severity": row.choice("severity", SEVERITIES, required=True),
        "relation": relation,
        "subject": _subject(row, targets),
        "layers": items(row.text("layers")),
        "message_zh": message,
        "message_en": row.text("message_en") or message,
        "suggestion_zh": suggestion,
        "suggestion_en": row.text("suggestion_en") or suggestion,
        "basis": row.text("basis"),
        "valid_from": start,
        "valid_to": end,
    }


def _rule(row: Row, relation: str, rules: Mapping[str, Rule | None] | None) -> str:
    """Return the id of the rule; one that the relation cannot be told of is a fault."""
    id = row.text("rule", required=True)
    if id and rules is not None and id not in rules:
        row.fault("plan.unknown_rule", value=id, near=nearest(id, rules))
    rule = (rules or {}).get(id)
    if rule and relation == "within_distance" and not rule.distance:
        row.fault("plan.no_distance", rule=id)
    if rule and relation in ("inside", "outside") and rule.geometry != "polygon":
        row.fault("plan.relation_geometry", relation=relation, rule=id, actual=rule.geometry)
    return id


def _subject(row: Row, targets: Collection[str] | None) -> tuple[Condition, ...]:
    conditions = []
    for text in filter(str.strip, re.split("[;；、]", row.text("subject"))):
        found = _CONDITION.fullmatch(text)
        values = _alternatives(found[3]) if found else ()
        if not values:
            row.fault("plan.bad_subject", value=text.strip())
            continue
        condition = Condition(_alternatives(found[1]), found[2], values)
        _check_values(row, condition, targets)
        conditions.append(condition)
    return tuple(conditions)


def _alternatives(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _check_values(row: Row, condition: Condition, targets: Collection[str] | None) -> None:
    """List targets and measures that do not exist: a restriction of none would never be broken."""
    if condition.way != "=":
        return
    known = {"target": targets, "measure": shipped_words()[0]["measure"]}
    for field in condition.fields:
        for value in condition.values:
            words = known.get(field)
            if words is not None and value not in words:
                row.fault("plan.unknown_value", column=field, value=value, near=nearest(value, words))
