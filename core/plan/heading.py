"""Read plan.csv: what the plan is called, where and in which CRS it holds, where it comes from."""

from __future__ import annotations

import re
from typing import Any

from ..model import Kind
from .cells import Row, rows_of
from .tables import Columns, Table

HEADING_COLUMNS = Columns(("key", "value"), ("note",))
KEYS = (
    "id",
    "name_zh",
    "name_en",
    "district_code",
    "district_name_zh",
    "crs",
    "district_area",
    "issued",
    "source",
)
_CRS = re.compile(r"EPSG:[0-9]{4,6}")


def read_heading(table: Table) -> dict[str, Any]:
    """Return the plan's own fields by their names in `Plan`; faults are listed in the table.

    Examples
    --------
    >>> table = Table("plan.csv", [(2, {"key": "id", "value": "yunyang_2018"}),
    ...                            (3, {"key": "crs", "value": "4525"})])
    >>> read_heading(table)["id"], table.faults[0].id, table.faults[0].line
    ('yunyang_2018', 'plan.missing_value', 1)
    >>> [fault.fields["column"] for fault in table.faults]
    ['name_zh', 'district_code', 'district_name_zh', 'crs']
    """
    rows = _by_key(table)

    def of(key: str) -> Row:
        return rows.get(key) or Row(table.name, 1, {}, table.faults if table.complete else [])

    name = of("name_zh").text("name_zh", required=True)
    return {
        "id": of("id").id(),
        "name_zh": name,
        "name_en": of("name_en").text("name_en") or name,
        "district_code": of("district_code").code("district_code", (4, 6, 9)),
        "district_name_zh": of("district_name_zh").text("district_name_zh", required=True),
        "crs": _crs(of("crs")),
        "district_area": of("district_area").quantity("district_area", Kind.AREA, "3863 平方公里"),
        "issued": of("issued").date("issued"),
        "source": of("source").text("source"),
    }


def _by_key(table: Table) -> dict[str, Row]:
    """Return one row per key, whose one cell is named like the key."""
    rows: dict[str, Row] = {}
    seen: dict[str, int] = {}
    for row in rows_of(table):
        key = row.text("key", required=True).casefold()
        row.unique("key", key, seen, "plan.duplicate_key")
        if key and key not in KEYS:
            row.fault("plan.unknown_key", value=key, known=", ".join(KEYS))
        rows.setdefault(key, Row(table.name, row.line, {key: row.values.get("value", "")}, table.faults))
    return rows


def _crs(row: Row) -> str:
    value = row.text("crs", required=True).upper().replace(" ", "")
    if value and not _CRS.fullmatch(value):
        row.fault("plan.bad_crs", column="crs", value=value)
    return value
