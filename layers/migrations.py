"""An older ledger brought to this program's schema: one transaction, after a copy was put beside it.

What is only new (tables, fields, code lists) follows from the schema. A version that renames or converts
something adds its step to `STEPS`; steps run in order, before what is missing is added.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from ..core.plan.codes import shipped_words
from . import history
from .geopackage import (
    add_unique_indexes,
    columns_of,
    crs_of,
    describe,
    insert,
    make,
    quoted,
    srs_id,
    writing,
)
from .history import NEW_UUID
from .ledgerfile import check_whole, check_writable, connect, schema_version, told
from .schema import VERSION, Table, tables

# Schema version → what turns a ledger of it into one of the next, beyond adding what is missing.
STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {}


def migrate(path: Path) -> Path | None:
    """Bring a ledger to this program's schema: all of it, or nothing.

    Returns
    -------
    Path or None
        The copy of the file as it was, such as ``台账.v0.bak``; None where there was nothing to do.

    Raises
    ------
    LedgerFileError
        No ledger, a newer or damaged one, read-only, in use, or a full disk: the file is as it was.
    """
    path = Path(path)
    with connect(path) as connection:
        version = schema_version(connection, path)
        if version == VERSION:
            return None
        check_whole(connection, path)
        check_writable(path)
        crs = crs_of(connection, "townships")
        backup = _copy(connection, path, version)
    try:
        with told(path), writing(path) as connection:
            for older in range(version, VERSION):
                if older in STEPS:
                    STEPS[older](connection)
            _complete(connection, crs)
    except BaseException:
        backup.unlink()
        raise
    return backup


def _copy(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the file beside itself, with what another program's journal may still hold."""
    names = (f"{path.stem}.v{version}{number}.bak" for number in ("", *(f".{n}" for n in range(2, 1000))))
    backup = next(file for file in map(path.with_name, names) if not file.exists())
    try:
        with closing(sqlite3.connect(backup)) as copy:
            connection.backup(copy)
    except BaseException:
        backup.unlink(missing_ok=True)
        raise
    return backup


def _complete(connection: sqlite3.Connection, crs: str) -> None:
    """Add the tables, fields, code lists and triggers the file lacks, and write down its new version."""
    with TemporaryDirectory() as folder:
        new = Path(folder) / "new.gpkg"
        make(new, tables().values(), crs)
        with closing(sqlite3.connect(new)) as fresh:
            for table in tables().values():
                _add_what_is_missing(connection, fresh, table)
    codes = (
        (name, c.code, c.zh, c.en, c.note) for name, of in shipped_words()[0].items() for c in of.values()
    )
    connection.executemany(
        "INSERT OR IGNORE INTO codes (list, code, zh, en, note) VALUES (?, ?, ?, ?, ?)", codes
    )
    history.install(connection)
    connection.execute(f"INSERT OR IGNORE INTO ledger_info (key, value) VALUES ('ledger_id', {NEW_UUID})")
    connection.execute("UPDATE ledger_info SET value = ? WHERE key = 'schema_version'", (str(VERSION),))


def _add_what_is_missing(connection: sqlite3.Connection, fresh: sqlite3.Connection, table: Table) -> None:
    there = columns_of(connection, table.name)
    if not there:
        _copy_table(connection, fresh, table)
    for column, kind in columns_of(fresh, table.name).items():
        if there and column not in there:
            connection.execute(f"ALTER TABLE {quoted(table.name)} ADD COLUMN {quoted(column)} {kind}")
    describe(connection, table.name, table.fields)
    add_unique_indexes(connection, table)


def _copy_table(connection: sqlite3.Connection, fresh: sqlite3.Connection, table: Table) -> None:
    """Make an empty table as it is in another GeoPackage of the same CRS."""
    statements = fresh.execute(
        "SELECT sql FROM sqlite_master WHERE (tbl_name = :name OR name = 'rtree_' || :name || '_geom') "
        "AND sql IS NOT NULL ORDER BY type = 'trigger', rowid",
        {"name": table.name},
    )
    for (statement,) in statements.fetchall():
        connection.execute(statement)
    for about in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions", "gpkg_ogr_contents"):
        columns = list(columns_of(fresh, about))
        rows = fresh.execute(f"SELECT {', '.join(columns)} FROM {about} WHERE table_name = ?", (table.name,))
        insert(connection, about, columns, rows.fetchall())
    if table.geometry != "none":
        for about in ("gpkg_contents", "gpkg_geometry_columns"):
            number = srs_id(connection, "townships")
            connection.execute(f"UPDATE {about} SET srs_id = ? WHERE table_name = ?", (number, table.name))
