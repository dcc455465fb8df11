"""Archives of vector files, unpacked into a temporary folder: bounded, and no path leads out of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from ..words import QT_TRANSLATE_NOOP
from .faults import ERROR, Table
from .model import Limits, Source

FAULTS: Table = {
    "fielddata.zip_no_archive": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file is no ZIP archive, or a damaged one ({reason})"),
        QT_TRANSLATE_NOOP("EcoLedger", "Copy it again, or unpack it yourself and import what is in it."),
    ),
    "fielddata.zip_entries": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The archive holds more than {limit} files"),
        QT_TRANSLATE_NOOP("EcoLedger", "Unpack it yourself and import what you need."),
    ),
    "fielddata.zip_bomb": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The archive unpacks to more than {limit}, which no field data does"),
        QT_TRANSLATE_NOOP("EcoLedger", "Do not trust the file; ask for it again."),
    ),
    "fielddata.zip_path": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The archive holds a path that leads out of it: {name}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Do not trust the file; ask for it again."),
    ),
    "fielddata.zip_locked": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The archive is locked with a password"),
        QT_TRANSLATE_NOOP("EcoLedger", "Unpack it yourself and import what is in it."),
    ),
}

_DIRECTORY_ENTRY = b"PK\x01\x02"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # LZMA takes whatever memory the entry asks for
# What zipfile raises on damaged archives, found by mutating them.
DAMAGES = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError)
_SMALL = 1 << 20  # bytes: below, any ratio is harmless
_PIECE = 1 << 20


def unpack(source: Source, folder: Path) -> None:
    """Unpack a ZIP archive into `folder`, which has to be empty.

    Raises
    ------
    FieldDataError
        It is no archive, locked, too large unpacked, or one of its paths leads elsewhere.
    """
    source.findings.know(FAULTS)
    if has_too_many(source):
        raise source.refusal("fielddata.zip_entries", limit=source.limits.entries)
    left = source.limits.unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            for entry in archive.infolist():
                if not entry.filename.endswith("/"):  # is_dir() fails on an empty name
                    left -= _unpacked(source, archive, entry, folder, left)
    except DAMAGES as error:
        raise source.refusal("fielddata.zip_no_archive", reason=str(error)) from error


def has_too_many(source: Source) -> bool:
    """Say whether an archive lists more entries than it may: told before zipfile makes objects of them."""
    return source.data.count(_DIRECTORY_ENTRY) > source.limits.entries


def most(packed: int, limits: Limits) -> int:
    """Return the bytes to which so many may unpack; a few may be of any ratio.

    Examples
    --------
    >>> most(100, Limits(ratio=10.0)), most(1 << 20, Limits(ratio=10.0)), most(1 << 20, Limits(unpacked=500))
    (1048576, 10485760, 500)
    """
    return min(limits.unpacked, max(int(packed * limits.ratio), _SMALL))


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; Chinese Windows writes GBK where ZIP means an older code page.

    Examples
    --------
    >>> entry = zipfile.ZipInfo("小班.shp".encode("gbk").decode("cp437"))
    >>> entry_name(entry)
    '小班.shp'
    """
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _unpacked(
    source: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, left: int
) -> int:
    """Write one entry; return its size."""
    if entry.flag_bits & 1:
        raise source.refusal("fielddata.zip_locked")
    if entry.compress_type not in METHODS:
        raise zipfile.BadZipFile(f"compression method {entry.compress_type}")
    target = folder / _inside(source, entry_name(entry))
    target.parent.mkdir(parents=True, exist_ok=True)
    limit, size = min(left, most(entry.compress_size, source.limits)), 0
    with archive.open(entry) as stream, target.open("xb") as file:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise source.refusal("fielddata.zip_bomb", limit=f"{limit >> 20} MB")
            file.write(piece)
    return size


def _inside(source: Source, name: str) -> PurePosixPath:
    """Return an entry's path if it stays in the archive's folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or any(":" in part or "\0" in part for part in path.parts):
        raise source.refusal("fielddata.zip_path", name=name)
    return path
