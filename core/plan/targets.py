"""Read targets.csv and groups.csv: what the plan promises, and which promises share ground."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..model import Evidence, Group, Kind, Target
from .cells import Row, items, number, rows_of
from .codes import named_classes, named_layer
from .tables import Columns, Table

GROUP_COLUMNS = Columns(("id", "name_zh"), ("name_en", "exclusive", "note"))
TARGET_COLUMNS = Columns(
    ("id", "name_zh", "kind", "evidence", "amount", "unit"),
    (
        "article",
        "name_en",
        "deadline",
        "baseline",
        "baseline_classes",
        "group",
        "min_area",
        "tolerance",
        "aggregate",
        "derived_from",
        "lead_units",
        "note",
    ),
)
EVIDENCE_OF = {
    Kind.AREA: (Evidence.POLYGON, Evidence.ATTRIBUTE),
    Kind.LENGTH: (Evidence.LINE, Evidence.ATTRIBUTE),
    Kind.COUNT: (Evidence.POINT, Evidence.ATTRIBUTE),
    Kind.RATIO: (Evidence.POLYGON, Evidence.ATTRIBUTE),
    Kind.MASS: (Evidence.ATTRIBUTE,),
}
SHARES = ("share_of_district", "share_of_baseline")
MEANS = ("mean", "weighted_mean")


def adds_up(target: Target) -> bool:
    """Whether the amounts of townships and years add up to the target's: a mean rate does not.

    Examples
    --------
    >>> from .units import unit_of
    >>> words = "straw", "3", "秸秆综合利用率", "Straw use", "ratio", "attribute"
    >>> adds_up(Target(*words, 70, unit_of("%"), 0.7, aggregate="mean"))
    False
    """
    return target.aggregate.partition(":")[0] not in MEANS


def read_groups(table: Table) -> tuple[list[Group], dict[str, int]]:
    """Return the groups of a table, and the line of each id; faults are listed in the table.

    Examples
    --------
    >>> read_groups(Table("groups.csv", [(2, {"id": "greening", "name_zh": "造林"})]))
    ([Group(id='greening', name_zh='造林', name_en='造林', exclusive=True)], {'greening': 2})
    """
    groups: list[Group] = []
    seen: dict[str, int] = {}
    for row in rows_of(table):
        id, name = row.id(), row.text("name_zh", required=True)
        row.unique("id", id, seen)
        exclusive = row.flag("exclusive", True)
        if not row.failed:
            groups.append(Group(id, name, row.text("name_en") or name, exclusive))
    return groups, seen


def read_targets(table: Table, groups: Collection[str] | None) -> tuple[list[Target], dict[str, int]]:
    """Return the targets of a table without a fault, and the line of each id, faulty ones too.

    Parameters
    ----------
    table : Table
        Faults are listed in it.
    groups : collection of str
        The ids of the plan's groups; None where they could not be read.

    Examples
    --------
    >>> row = {"id": "greening", "name_zh": "灭荒", "kind": "area", "evidence": "polygon",
    ...        "amount": "4.3", "unit": "万亩"}
    >>> targets, lines = read_targets(Table("targets.csv", [(2, row)]), ())
    >>> targets[0].base_amount, lines
    (28666666.666666668, {'greening': 2})
    """
    targets: list[Target] = []
    ids: dict[str, int] = {}
    names: dict[str, int] = {}
    for row in rows_of(table):
        fields = _fields(row, groups)
        row.unique("id", fields["id"], ids)
        row.unique("name_zh", fields["name_zh"], names, "plan.duplicate_name")
        if not row.failed:
            targets.append(Target(**fields))
    return targets, ids


def _fields(row: Row, groups: Collection[str] | None) -> dict[str, Any]:
    """Return the arguments of a `Target`; where the row has an error some are None."""
    kind, evidence = _kind_and_evidence(row)
    unit = row.unit("unit", kind)
    base = row.amount("amount", unit)
    if base == 0:
        row.fault("plan.zero_target", target=row.text("id"))
    baseline = named_layer(row, "baseline", evidence.value if evidence else "")
    tolerance = row.quantity("tolerance", Kind.LENGTH, "50 米")
    return {
        "id": row.id(),
        "article": row.text("article"),
        "name_zh": row.text("name_zh", required=True),
        "name_en": row.text("name_en") or row.text("name_zh"),
        "kind": kind,
        "evidence": evidence,
        "amount": number(row.text("amount")),
        "unit": unit,
        "base_amount": base,
        "deadline": row.date("deadline"),
        "baseline": baseline or None,
        "baseline_classes": named_classes(row, "baseline_classes", baseline),
        "group": _group(row, groups),
        "min_area": row.quantity("min_area", Kind.AREA, "10 亩") or 0.0,
        "tolerance": 50.0 if tolerance is None else tolerance,
        "aggregate": _aggregate(row, kind, evidence),
        "derived_from": items(row.text("derived_from")),
        "lead_units": items(row.text("lead_units")),
        "note": row.text("note"),
    }


def _kind_and_evidence(row: Row) -> tuple[Kind | None, Evidence | None]:
    kind = row.choice("kind", [k.value for k in Kind], required=True)
    evidence = row.choice("evidence", [e.value for e in Evidence], required=True)
    if kind and evidence and Evidence(evidence) not in EVIDENCE_OF[Kind(kind)]:
        known = ", ".join(e.value for e in EVIDENCE_OF[Kind(kind)])
        row.fault("plan.evidence_kind", kind=kind, evidence=evidence, known=known)
    return Kind(kind) if kind else None, Evidence(evidence) if evidence else None


def _group(row: Row, groups: Collection[str] | None) -> str | None:
    value = row.text("group")
    if value and groups is not None and value not in groups:
        row.fault("plan.unknown_group", value=value, known=", ".join(groups) or "–")
    return value or None


def _aggregate(row: Row, kind: Kind | None, evidence: Evidence | None) -> str:
    """Return how values become one: a sum where nothing else is said, of a ratio what is likely, and told."""
    ways = _ways(kind, evidence)
    known = ", ".join(f"{way}:<weight>" if way == "weighted_mean" else way for way in ways)
    value = row.text("aggregate") or "sum"
    if kind is Kind.RATIO and evidence and not row.text("aggregate"):
        value = "share_of_baseline" if row.text("baseline") and SHARES[1] in ways else ways[0]
        row.fault("plan.no_aggregate", column="aggregate", target=row.text("id"), way=value, known=known)
    word, _, weight = value.partition(":")
    right = word in ways and (weight.isidentifier() if word == "weighted_mean" else value == word)
    if not right and row.text("aggregate"):
        row.fault("plan.unknown_aggregate", column="aggregate", value=value, known=known)
    if value == "share_of_baseline" and right and not row.text("baseline"):
        row.fault("plan.no_baseline", target=row.text("id"))
    return value


def _ways(kind: Kind | None, evidence: Evidence | None) -> tuple[str, ...]:
    """Return the words for putting values together that make sense for a target; all where it is unclear."""
    if kind is None or evidence is None:
        return ("sum", *MEANS, *SHARES)
    if evidence is Evidence.ATTRIBUTE:
        return MEANS if kind is Kind.RATIO else ("sum", *MEANS)
    return SHARES if kind is Kind.RATIO else ("sum",)
