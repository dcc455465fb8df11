"""Read townships.csv and rules.csv: who answers for the targets, and what is forbidden where."""

from __future__ import annotations

from ..model import Kind, Rule, Township
from .cells import Row, rows_of
from .codes import named_classes, named_layer, shipped_words
from .tables import Columns, Table

TOWNSHIP_COLUMNS = Columns(("code", "name_zh"), ("name_en", "kind", "control_area", "population"))
RULE_COLUMNS = Columns(
    ("id", "name_zh", "layer", "rule"), ("article", "name_en", "geometry", "class_filter", "distance")
)
CODE_DIGITS = 6, 9, 12


def read_townships(table: Table, district: str) -> tuple[list[Township], dict[str, int]]:
    """Return the townships of a table without a fault, and the line of each code, faulty ones too.

    Parameters
    ----------
    table : Table
        Faults are listed in it.
    district : str
        The district's code, which the townships' codes should begin with.

    Examples
    --------
    >>> table = Table("townships.csv", [(2, {"code": "420304117", "name_zh": "城关镇", "kind": "town"})])
    >>> townships, lines = read_townships(table, "420304")
    >>> townships[0].name_zh, lines
    ('城关镇', {'420304117': 2})
    """
    townships: list[Township] = []
    codes: dict[str, int] = {}
    names: dict[str, int] = {}
    for row in rows_of(table):
        township = _township(row)
        row.unique("code", township.code, codes)
        row.unique("name_zh", township.name_zh, names, "plan.duplicate_name")
        if district.isdigit() and not row.failed and not township.code.startswith(district):
            row.fault("plan.code_outside_district", value=township.code, district=district)
        if not row.failed:
            townships.append(township)
    return townships, codes


def _township(row: Row) -> Township:
    return Township(
        code=row.code("code", CODE_DIGITS),
        name_zh=row.text("name_zh", required=True),
        kind=row.choice("kind", shipped_words()[0]["township_kind"]),
        name_en=row.text("name_en"),
        control_area=row.quantity("control_area", Kind.AREA, "193.5 平方公里"),
        population=row.number("population"),
    )


def read_rules(table: Table) -> tuple[list[Rule], dict[str, int]]:
    """Return the rules of a table without a fault, and the line of each id, faulty ones too.

    Examples
    --------
    >>> row = {"id": "ban", "name_zh": "禁建带", "layer": "river_banks", "rule": "…", "distance": "1 公里"}
    >>> rules, lines = read_rules(Table("rules.csv", [(2, row)]))
    >>> rules[0].distance, lines
    (1000.0, {'ban': 2})
    """
    rules: list[Rule] = []
    ids: dict[str, int] = {}
    for row in rows_of(table):
        rule = _rule(row)
        row.unique("id", rule.id, ids)
        if not row.failed:
            rules.append(rule)
    return rules, ids


def _rule(row: Row) -> Rule:
    row.text("layer", required=True)
    layer = named_layer(row, "layer", row.choice("geometry", ("polygon", "line", "point")))
    name = row.text("name_zh", required=True)
    return Rule(
        id=row.id(),
        article=row.text("article"),
        name_zh=name,
        name_en=row.text("name_en") or name,
        layer=layer,
        geometry=shipped_words()[1][layer].geometry if layer else "",
        rule=row.text("rule", required=True),
        class_filter=";".join(named_classes(row, "class_filter", layer)),
        distance=row.quantity("distance", Kind.LENGTH, "1 公里") or 0.0,
    )
