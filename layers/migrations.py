"""An older ledger brought to this program's schema: one transaction, after a copy was put beside it.

What is only new (tables, fields, code lists) follows from the schema. A version that renames or converts
something adds its step to `STEPS`; steps run in order, before what is missing is added.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from osgeo import ogr

from ..core.plan.codes import shipped_words
from . import history
from .geopackage import add_fields, add_tables, add_unique_indexes, execute, literal, transaction
from .ledgerfile import check_whole, check_writable, connect, schema_version, told
from .schema import VERSION, tables

# Schema version → what turns a ledger of it into one of the next, beyond adding what is missing.
STEPS: Mapping[int, Callable[[ogr.DataSource], None]] = {}


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
        backup = _copy(connection, path, version)
    try:
        with told(path), transaction(path) as dataset:
            for older in range(version, VERSION):
                if older in STEPS:
                    STEPS[older](dataset)
            _complete(dataset)
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


def _complete(dataset: ogr.DataSource) -> None:
    """Add the tables, fields, code lists and triggers the file lacks, and write down its new version."""
    srs = dataset.GetLayerByName("townships").GetSpatialRef()
    for table in tables().values():
        layer = dataset.GetLayerByName(table.name)
        if layer is None:
            add_tables(dataset, [table], srs)
            continue
        there = {field.GetName() for field in layer.schema}
        add_fields(dataset, table, [field for field in table.fields if field.name not in there])
        add_unique_indexes(dataset, table)
    for name, codes in shipped_words()[0].items():
        for code in codes.values():
            values = ", ".join(map(literal, (name, code.code, code.zh, code.en, code.note)))
            execute(dataset, f"INSERT OR IGNORE INTO codes (list, code, zh, en, note) VALUES ({values})")
    history.install(dataset)
    execute(dataset, f"UPDATE ledger_info SET value = '{VERSION}' WHERE key = 'schema_version'")
