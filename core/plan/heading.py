"""Read plan.csv: what the plan is called, where and in which CRS it holds, where it comes from.

Without one the plan is called like its folder, and its townships' codes say of which district it is.
"""

from __future__ import annotations

import re
from os.path import commonprefix
from typing import Any

from ..model import Kind
from .cells import Row, rows_of
from .faults import fault
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
_USUAL_CRS = "EPSG:4525"


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


def assumed_heading(file: str, folder: str, townships: Table) -> Table:
    """Return the entries of a plan without plan.csv, and the warning that says what was taken.

    Examples
    --------
    >>> towns = Table("townships.csv", [(2, {"code": "420325100"}), (3, {"code": "420325101"})])
    >>> table = assumed_heading("plan.csv", "房县 2021", towns)
    >>> heading = read_heading(table)
    >>> heading["id"], heading["name_zh"], heading["district_code"], [f.id for f in table.faults]
    ('plan_420325', '房县 2021', '420325', ['plan.no_heading'])
    """
    common = commonprefix([row.get("code", "").strip() for _, row in townships.rows])
    code = common[:6] if len(common) >= 6 else common[:4]
    values = {"id": f"plan_{code}", "name_zh": folder, "district_name_zh": folder}
    values |= {"district_code": code, "crs": _USUAL_CRS}
    rows = [(1, {"key": key, "value": value}) for key, value in values.items()]
    return Table(file, rows, [fault("plan.no_heading", file, file=file, name=folder, crs=_USUAL_CRS)])


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
