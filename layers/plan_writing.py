"""A changed plan written into its ledger: only the rows that changed, in one transaction, signed.

The history of the file keeps what each row was; a quota that changed is a further row.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..core.errors import LedgerFileError
from ..core.model import Plan
from ..core.plan import plan_to_rows
from ..core.words import QT_TRANSLATE_NOOP
from .geopackage import insert, quoted, writing
from .history import NOW
from .ledgerfile import check_writable, reading, told
from .schema import tables
from .store import plan_in
from .styles import draw_styles, put_styles

KEYS = {  # table → what tells its rows apart
    "targets": ("id",),
    "target_groups": ("id",),
    "quotas": ("target", "township", "year", "revision", "proposed"),
    "projects": ("name",),
}
_REFERENCES = {"targets": "target", "projects": "project"}
_USERS = ("intervention_polygons", "intervention_lines", "intervention_points", "reported_values")

_CHANGED = (
    QT_TRANSLATE_NOOP("EcoLedger", "The plan in {path} was changed by another program meanwhile"),
    QT_TRANSLATE_NOOP("EcoLedger", "Open it again and repeat the change. Nothing was written."),
)

Row = Mapping[str, Any]


def write_plan(
    path: Path,
    before: Plan,
    after: Plan,
    who: str = "",
    renamed: Mapping[str, str] | None = None,
    language: str = "zh",
) -> None:
    """Write targets, groups, quotas and projects of `after` over those of `before`: all of it, or nothing.

    Parameters
    ----------
    path : Path
        The ledger.
    before : Plan
        What the change began from; the ledger must still hold it.
    who : str
        Signs the rows that are new or changed.
    renamed : mapping of str to str
        Old name of a project to its new one: the interventions that name it follow.
    language : str
        Of the styles that become the defaults: the forms offer what the plan holds now.

    Raises
    ------
    LedgerFileError
        The plan was changed by another program; read-only, in use, a full disk.
    """
    path, renamed = Path(path), renamed or {}
    check_writable(path)
    old, new, drawn = plan_to_rows(before), plan_to_rows(after), draw_styles(after)
    with told(path), writing(path) as connection:
        if plan_in(connection) != before:
            raise LedgerFileError(*_CHANGED, path=str(path))
        for table, key in KEYS.items():
            own = renamed if table == "projects" else {}
            _write_table(connection, table, key, old[table], new[table], own, who)
        for name, other in renamed.items():
            _rename_project(connection, name, other, who)
        put_styles(connection, drawn, language)


def uses(path: Path) -> dict[str, Counter[str]]:
    """Return how many interventions and reported values name each target, and each project: by table."""
    found: dict[str, Counter[str]] = {name: Counter() for name in _REFERENCES}
    with reading(path) as connection:
        for table in _USERS:
            columns = {field.name for field in tables()[table].fields}
            for name, column in _REFERENCES.items():
                if column in columns:
                    sql = f"SELECT {column}, count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1"
                    found[name].update(dict(connection.execute(sql).fetchall()))
    return found


def quota_log(path: Path) -> list[dict[str, Any]]:
    """Return every quota with when and by whom it was written: target, township, year, amount, unit, …"""
    columns = ("target", "township", "year", "amount", "unit", "revision", "proposed", "note")
    columns += ("created", "created_by")
    with reading(path) as connection:
        rows = connection.execute(f"SELECT {', '.join(columns)} FROM quotas ORDER BY created, fid")
        return [dict(zip(columns, row, strict=True)) for row in rows]


def _write_table(
    connection: sqlite3.Connection,
    table: str,
    key: tuple[str, ...],
    old: Iterable[Row],
    new: Iterable[Row],
    renamed: Mapping[str, str],
    who: str,
) -> None:
    fids = [fid for (fid,) in connection.execute(f"SELECT fid FROM {quoted(table)} ORDER BY fid")]
    there = {}
    for fid, row in zip(fids, old, strict=True):
        name = tuple(row[column] for column in key)
        there[tuple(renamed.get(part, part) for part in name)] = fid, row
    for row in new:
        fid, before = there.pop(tuple(row[column] for column in key), (None, None))
        if before is None:
            values = {**row, "created_by": who or None}
            insert(connection, table, list(values), [[_stored(value) for value in values.values()]])
        elif changes := {c: value for c, value in row.items() if value != before[c]}:
            _update(connection, table, fid, changes, who)
    for fid, _ in there.values():
        connection.execute(f"DELETE FROM {quoted(table)} WHERE fid = ?", (fid,))


def _update(connection: sqlite3.Connection, table: str, fid: int, changes: Row, who: str) -> None:
    sets = ", ".join(f"{quoted(column)} = ?" for column in changes)
    connection.execute(
        f"UPDATE {quoted(table)} SET {sets}, modified = {NOW}, modified_by = ? WHERE fid = ?",
        (*map(_stored, changes.values()), who or None, fid),
    )


def _rename_project(connection: sqlite3.Connection, name: str, other: str, who: str) -> None:
    for table in _USERS[:3]:
        connection.execute(
            f"UPDATE {table} SET project = ?, modified = {NOW}, modified_by = ? WHERE project = ?",
            (other, who or None, name),
        )


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, dt.date) else value
