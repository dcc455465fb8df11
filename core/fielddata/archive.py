"""Archives of vector files, unpacked into a temporary folder: bounded, and no path leads out of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath

from ..words import QT_TRANSLATE_NOOP
from .faults import ERROR, Table, refuse
from .kmz import DAMAGES
from .model import Source

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
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # LZMA takes whatever memory the entry asks for
_SMALL = 1 << 20  # bytes: below, any ratio is harmless
_PIECE = 1 << 20


def unpack(source: Source, folder: Path) -> None:
    """Unpack a ZIP archive into `folder`, which has to be empty.

    Raises
    ------
    FieldDataError
        It is no archive, locked, too large unpacked, or one of its paths leads elsewhere.
    """
    limits = source.limits
    if source.data.count(_DIRECTORY_ENTRY) > limits.entries:  # before zipfile makes objects of them
        raise _refusal(source, "fielddata.zip_entries", limit=limits.entries)
    left = limits.unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            for entry in archive.infolist():
                if not entry.filename.endswith("/"):  # is_dir() fails on an empty name
                    left -= _unpacked(source, archive, entry, folder, left)
    except DAMAGES as error:
        raise _refusal(source, "fielddata.zip_no_archive", reason=str(error)) from error


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
        raise _refusal(source, "fielddata.zip_locked")
    if entry.compress_type not in _METHODS:
        raise zipfile.BadZipFile(f"compression method {entry.compress_type}")
    target = folder / _inside(source, entry_name(entry))
    target.parent.mkdir(parents=True, exist_ok=True)
    most = min(left, max(int(entry.compress_size * source.limits.ratio), _SMALL))
    size = 0
    with archive.open(entry) as stream, target.open("xb") as file:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > most:
                raise _refusal(source, "fielddata.zip_bomb", limit=f"{most >> 20} MB")
            file.write(piece)
    return size


def _inside(source: Source, name: str) -> PurePosixPath:
    """Return an entry's path if it stays in the archive's folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or any(":" in part or "\0" in part for part in path.parts):
        raise _refusal(source, "fielddata.zip_path", name=name)
    return path


def _refusal(source: Source, id: str, **fields: object) -> Exception:
    return refuse(id, source.path.name, table=FAULTS, **fields)
