"""The history a ledger writes itself: triggers in the file record every edit, whatever program makes it.

After an insert, an update or a delete one row goes into the table ``history``: which feature, when (UTC,
the file's own clock), who, and the attributes that changed, before and after, as JSON. A geometry stands
in the JSON as the hexadecimal of its GeoPackage blob where it was redrawn or deleted, so that the old
boundary can be had back; a new feature's geometry is in its table.

Who: an insert is signed by ``created_by``. A change is signed by setting ``modified`` or ``modified_by``
anew, as QGIS and QField do by the fields' default values; one that is not signed has nobody's name, and
the row's own ``modified_by`` is emptied. A delete cannot be signed.

``uuid``, ``created`` and ``modified`` are filled here as well: QGIS would write local time without a zone.
The triggers need SQLite's JSON functions: built in since SQLite 3.38, and before in QGIS' and QField's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from .geopackage import columns_of, literal, quoted
from .schema import Table, tables

Columns = Mapping[str, str]  # a table's columns but fid, with their declared types

_TIME = "'%Y-%m-%dT%H:%M:%fZ'"
NOW = f"strftime({_TIME}, 'now')"

# RFC 4122, version 4: all digits random but the 4 and the one of 8, 9, a, b.
NEW_UUID = (
    "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)"
    " || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2)"
    " || '-' || hex(randomblob(6)))"
)

_FILLED = {"uuid": NEW_UUID, "created": NOW}  # NULL becomes a value: that is no edit
_STAMPS = ("modified", "modified_by")  # say that there was an edit: they are none
_SIGNATURE = (
    "CASE WHEN NEW.modified IS NOT OLD.modified OR NEW.modified_by IS NOT OLD.modified_by "
    "THEN NEW.modified_by END"
)
_EVENTS = ("inserted", "updated", "deleted", "emptied")


def install(connection: sqlite3.Connection) -> None:
    """Fill in missing uuids and times of creation, then make all triggers anew, for the columns as they are.

    Columns a user has added to the file are recorded as well.
    """
    for table in filter(is_recorded, tables().values()):
        columns = columns_of(connection, table.name)
        del columns["fid"]
        for statement in (*_drop(table.name), _fill(table.name, columns), *_create(table.name, columns)):
            connection.execute(statement)
    for statement in _protect():
        connection.execute(statement)


def is_recorded(table: Table) -> bool:
    """Say whether a table's edits are recorded: those of all that say who changed a row and when."""
    return any(field.name == "modified" for field in table.fields)


def _drop(table: str) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {quoted(f'{table}_{event}')}" for event in _EVENTS]


def _create(table: str, columns: Columns) -> list[str]:
    bodies = (_inserted, _updated, _deleted, _emptied)
    return [
        f"CREATE TRIGGER {quoted(f'{table}_{event}')} {body(table, columns)}; END"
        for event, body in zip(_EVENTS, bodies, strict=True)
    ]


def _protect() -> list[str]:
    """Let nobody change or delete what the history says."""
    sentence = "修改历史由台账自动记录，不可更改 | the history is written by the ledger and cannot be changed"
    return [
        f"CREATE TRIGGER IF NOT EXISTS history_no_{event} BEFORE {event} ON history BEGIN "
        f"SELECT RAISE(ABORT, {literal(sentence)}); END"
        for event in ("update", "delete")
    ]


def _fill(table: str, columns: Columns) -> str:
    filled = _filled(columns)
    values = ", ".join(f"{c} = coalesce({c}, {value})" for c, value in filled)
    missing = " OR ".join(f"{c} IS NULL" for c, _ in filled)
    return f"UPDATE {quoted(table)} SET {values} WHERE {missing}"


def _inserted(table: str, columns: Columns) -> str:
    filled = ", ".join(f"{c} = coalesce(NEW.{c}, {value})" for c, value in _filled(columns))
    key = f"(SELECT {_key(columns)} FROM {quoted(table)} WHERE fid = NEW.fid)"
    changes = [_change(c, "NULL", _value("NEW", c, columns)) for c in _attributes(columns) if c != "geom"]
    return (
        f"AFTER INSERT ON {quoted(table)} BEGIN "
        f"UPDATE {quoted(table)} SET {filled} WHERE fid = NEW.fid; "
        + _record(table, "insert", f"{key}, NEW.fid", "NEW.created_by", changes)
    )


def _updated(table: str, columns: Columns) -> str:
    plain, filled = ["fid", *_attributes(columns)], [c for c, _ in _filled(columns)]
    old, new = ({c: _value(row, c, columns) for c in (*plain, *filled)} for row in ("OLD", "NEW"))
    rows = [", ".join(values[c] for c in plain) for values in (old, new)]
    differs = " OR ".join(["({}) IS NOT ({})".format(*rows), *(f"{old[c]} <> {new[c]}" for c in filled)])
    changes = [_change(c, old[c], new[c]) for c in plain]
    changes += [_change(c, old[c], new[c], "<>") for c in filled]
    key = _key(columns)
    return (
        f"AFTER UPDATE ON {quoted(table)} WHEN {differs} BEGIN "
        + _record(table, "update", f"coalesce(NEW.{key}, OLD.{key}), OLD.fid", _SIGNATURE, changes)
        + f"; UPDATE {quoted(table)} SET modified = {NOW}, modified_by = {_SIGNATURE} WHERE fid = NEW.fid"
    )


def _deleted(table: str, columns: Columns) -> str:
    changes = [_change(c, _value("OLD", c, columns), "NULL") for c in _attributes(columns)]
    return f"AFTER DELETE ON {quoted(table)} BEGIN " + _record(
        table, "delete", f"OLD.{_key(columns)}, OLD.fid", "NULL", changes
    )


def _emptied(table: str, columns: Columns) -> str:
    """Give a row its uuid and time of creation back where a program has emptied them."""
    filled = _filled(columns)
    values = ", ".join(f"{c} = coalesce(NEW.{c}, OLD.{c}, {value})" for c, value in filled)
    return (
        f"AFTER UPDATE OF {', '.join(c for c, _ in filled)} ON {quoted(table)} "
        f"WHEN {' OR '.join(f'NEW.{c} IS NULL' for c, _ in filled)} BEGIN "
        f"UPDATE {quoted(table)} SET {values} WHERE fid = NEW.fid"
    )


def _filled(columns: Columns) -> list[tuple[str, str]]:
    return [(c, value) for c, value in _FILLED.items() if c in columns]


def _attributes(columns: Columns) -> list[str]:
    return [c for c in columns if c not in _FILLED and c not in _STAMPS]


def _key(columns: Columns) -> str:
    return "uuid" if "uuid" in columns else "id"


def _value(row: str, column: str, columns: Columns) -> str:
    """Return the expression of a value; times in one spelling: GDAL 3.6 writes 07.000Z, GDAL 3.10 07Z."""
    value = f"{row}.{quoted(column)}"
    return f"coalesce(strftime({_TIME}, {value}), {value})" if columns.get(column) == "DATETIME" else value


def _change(column: str, old: str, new: str, differs: str = "IS NOT") -> str:
    return f"SELECT {literal(column)} AS name, {old} AS old, {new} AS new WHERE {old} {differs} {new}"


def _record(table: str, action: str, feature: str, who: str, changes: Iterable[str]) -> str:
    """Return the statement that writes one row of history; JSON cannot hold a blob, hence its digits."""
    before, after = (
        f"json_group_object(name, CASE typeof({value}) WHEN 'blob' THEN hex({value}) ELSE {value} END)"
        for value in ("old", "new")
    )
    before = "NULL" if action == "insert" else before
    after = "NULL" if action == "delete" else after
    return (
        'INSERT INTO history (table_name, action, feature_uuid, feature_fid, at, "by", "before", "after") '
        f"SELECT {literal(table)}, {literal(action)}, {feature}, {NOW}, {who}, {before}, {after} "
        f"FROM ({' UNION ALL '.join(changes)})"
    )
