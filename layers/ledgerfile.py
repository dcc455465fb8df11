"""Is this file a ledger that can be read, or written? If not, say why and what to do."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from ..core.errors import LedgerFileError
from ..core.words import QT_TRANSLATE_NOOP
from .geopackage import PATIENCE, address, columns_of
from .schema import VERSION, Table, tables

MISSING = (
    QT_TRANSLATE_NOOP("EcoLedger", "There is no file {path}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose another file, or make a new ledger."),
)
NO_FOLDER = (
    QT_TRANSLATE_NOOP("EcoLedger", "There is no folder {folder}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Make the folder first, or choose another one."),
)
EXISTS = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} is there already"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose another name, or say that it may be overwritten."),
)
NO_GEOPACKAGE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} is no GeoPackage"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose a ledger (*.gpkg); unpack it first if it came in a ZIP file."),
)
DAMAGED = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} is damaged: {reason}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Go on with the latest copy of it. This file was left as it is."),
)
NOT_CALLED_SO = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} does not end in .gpkg: nobody would know it for a ledger"),
    QT_TRANSLATE_NOOP("EcoLedger", "Give it a name that ends in .gpkg."),
)
NO_LEDGER = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} is a GeoPackage, but no ledger"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose a file that was made with “Create ledger”."),
)
INCOMPLETE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} lacks {missing}, which somebody has deleted or renamed"),
    QT_TRANSLATE_NOOP("EcoLedger", "Go on with the latest copy of it, or rename what was renamed."),
)
NEWER = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "{path} was made by a newer EcoLedger: its schema is {found}, this one knows {known}"
    ),
    QT_TRANSLATE_NOOP("EcoLedger", "Update the plugin. The file was left as it is."),
)
OLDER = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "{path} was made by an older EcoLedger: its schema is {found}, this one uses {known}"
    ),
    QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Open it with “Add ledger layers”: that brings it up to date and keeps a copy of it as it was.",
    ),
)
READ_ONLY = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} cannot be written: the file or its folder is read-only"),
    QT_TRANSLATE_NOOP("EcoLedger", "Take the write protection off, or work on a copy in another folder."),
)
NO_RIGHT = (
    QT_TRANSLATE_NOOP("EcoLedger", "You have no right to read {path}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Ask whoever keeps the file for the right to read it, or for a copy."),
)
UNFINISHED = (
    QT_TRANSLATE_NOOP(
        "EcoLedger",
        "{journal} lies beside {path}: another program is writing, or was ended while it did, and in a "
        "read-only folder that cannot be set right",
    ),
    QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Try again. If it stays there, copy both files together to a folder of your own and open the copy.",
    ),
)
LOCKED = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} is in use by another program"),
    QT_TRANSLATE_NOOP("EcoLedger", "Save or close it there and try again. Nothing was changed."),
)
FULL = (
    QT_TRANSLATE_NOOP("EcoLedger", "The disk is full; {path} was left as it was"),
    QT_TRANSLATE_NOOP("EcoLedger", "Make room on the disk and try again."),
)
DUPLICATE = (
    QT_TRANSLATE_NOOP("EcoLedger", "A key is twice in {path}: {reason}"),
    QT_TRANSLATE_NOOP(
        "EcoLedger", "Give the row another uuid or id, or leave it empty. Nothing was written."
    ),
)
UNCLEAR = (
    QT_TRANSLATE_NOOP("EcoLedger", "{path} cannot be read or written: {reason}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Check the disk and the folder, and that no other program uses the file."),
)

# What SQLite says, by itself or through OGR.
_WORDS = (
    ("UNIQUE constraint failed", DUPLICATE),
    ("locked", LOCKED),
    ("disk is full", FULL),
    ("readonly", READ_ONLY),
    ("read-only", READ_ONLY),
    ("malformed", DAMAGED),
    ("not a database", DAMAGED),
    ("unsupported file format", DAMAGED),
    ("no such table", DAMAGED),
    ("no such column", DAMAGED),
)
_ERRNO = {errno.ENOSPC: FULL, errno.EACCES: READ_ONLY, errno.EPERM: READ_ONLY, errno.EROFS: READ_ONLY}

_HEADER, _WRITE_VERSION, _WAL = 100, 18, 2  # of SQLite's file format: bytes, a place in them, its value


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite, OGR and the system say about a file into a `LedgerFileError`."""
    try:
        yield
    except (sqlite3.Error, RuntimeError) as problem:
        words = next((words for said, words in _WORDS if said in str(problem)), UNCLEAR)
        raise LedgerFileError(*words, path=str(path), reason=str(problem)) from problem
    except UnicodeDecodeError as problem:  # SQLite quotes a damaged page in its own message
        raise LedgerFileError(*DAMAGED, path=str(path), reason=str(problem)) from problem
    except OSError as problem:
        words = LOCKED if _is_open_elsewhere(problem) else _ERRNO.get(problem.errno, UNCLEAR)
        raise LedgerFileError(*words, path=str(path), reason=problem.strerror or str(problem)) from problem


@contextmanager
def connect(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage for reading only; the connection is closed, errors are `LedgerFileError`."""
    path = Path(path)
    with told(path):
        mode = "ro" if _header(path)[_WRITE_VERSION] != _WAL else _mode_of_wal(path)
        _roll_back(path)
        with closing(sqlite3.connect(address(path, mode), uri=True, timeout=PATIENCE)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")  # the file may come from anywhere
            yield connection


def _header(path: Path) -> bytes:
    if not path.is_file():
        raise LedgerFileError(*MISSING, path=str(path))
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except PermissionError as problem:
        words = LOCKED if _is_open_elsewhere(problem) else NO_RIGHT
        raise LedgerFileError(*words, path=str(path)) from problem
    if len(header) < _HEADER or not header.startswith(b"SQLite format 3\0"):
        raise LedgerFileError(*NO_GEOPACKAGE, path=str(path))
    return header


def _is_open_elsewhere(problem: OSError) -> bool:
    return getattr(problem, "winerror", None) == 32  # Windows calls a file that is open "no access"


def _mode_of_wal(path: Path) -> str:
    """Return how to read a file in WAL mode, as QGIS leaves one that is still open.

    SQLite makes two files beside it, which it cannot where the folder is read-only. Where nobody has made
    them nobody writes, and the file can be read as it is (sqlite.org/wal.html, "Read-Only Databases").
    """
    if may_write_in(path.parent):
        return "ro"
    wal, shm = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
    if wal.exists() and not shm.exists():
        raise LedgerFileError(*UNFINISHED, path=str(path), journal=wal.name)
    return "ro" if wal.exists() else "ro&immutable=1"


def _roll_back(path: Path) -> None:
    """Undo the transaction of a program that was ended in its midst; reading only, SQLite would refuse to."""
    journal = path.with_name(path.name + "-journal")
    if not journal.exists() or not journal.stat().st_size:
        return
    if not may_write_in(path.parent):
        raise LedgerFileError(*UNFINISHED, path=str(path), journal=journal.name)
    with closing(sqlite3.connect(address(path, "rw"), uri=True, timeout=PATIENCE)) as connection:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def schema_version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema version of a ledger; an error where the file is none, or is newer."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE name = 'ledger_info'").fetchone()
    if not found:
        raise LedgerFileError(*NO_LEDGER, path=str(path))
    row = connection.execute("SELECT value FROM ledger_info WHERE key = 'schema_version'").fetchone()
    if not row or not re.fullmatch("[0-9]{1,6}", str(row[0])):
        raise LedgerFileError(*NO_LEDGER, path=str(path))
    version = int(row[0])
    if version > VERSION:
        raise LedgerFileError(*NEWER, path=str(path), found=version, known=VERSION)
    return version


def is_ledger(path: Path) -> bool:
    """Say whether a file is a ledger, of whatever schema."""
    try:
        with connect(path) as connection:
            return bool(columns_of(connection, "ledger_info"))
    except LedgerFileError:
        return False


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a ledger of this program's schema for reading only."""
    with connect(path) as connection:
        version = schema_version(connection, path)
        if version < VERSION:
            raise LedgerFileError(*OLDER, path=str(path), found=version, known=VERSION)
        yield connection


def check(path: Path) -> None:
    """Raise a `LedgerFileError` unless the file is a whole ledger of this program's schema.

    Reads the whole file, for pages that are damaged or missing; nothing is written.
    """
    with connect(path) as connection:
        check_whole(connection, path)
    with reading(path) as connection:
        if missing := [name for table in tables().values() for name in _missing(connection, table)]:
            raise LedgerFileError(*INCOMPLETE, path=str(path), missing=", ".join(missing[:8]))


def _missing(connection: sqlite3.Connection, table: Table) -> list[str]:
    there = columns_of(connection, table.name)
    if not there:
        return [table.name]
    return [f"{table.name}.{field.name}" for field in table.fields if field.name not in there]


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Raise a `LedgerFileError` where pages are damaged or missing; reads the whole file."""
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise LedgerFileError(*DAMAGED, path=str(path), reason=" ".join(verdict.split()))


def check_writable(path: Path) -> None:
    """Raise a `LedgerFileError` where a ledger may not be written; its folder takes the journal."""
    if not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK) or not may_write_in(path.parent):
        raise LedgerFileError(*READ_ONLY, path=str(path))


def may_write_in(folder: Path) -> bool:
    """Say whether files can be made in a folder: tried, since Windows answers without asking a share."""
    try:
        with TemporaryFile(dir=folder):
            return True
    except OSError as problem:
        return problem.errno == errno.ENOSPC  # that is another error, with other words
