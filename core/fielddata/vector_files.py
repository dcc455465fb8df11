"""Which files belong to a vector file or archive, and what each is by its content.

GDAL opens a file under any name by any of its drivers, and some of these follow links to other files. So only
what is what its name says gets as far as GDAL.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..words import QT_TRANSLATE_NOOP
from . import dxf, shapefile
from .archive import unpack
from .faults import ERROR, Table, refuse
from .model import Limits, open_source

FAULTS: Table = {
    "fielddata.vector_kind": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file is no Shapefile, GeoPackage, FileGDB, DXF or MapInfo file"),
        QT_TRANSLATE_NOOP("EcoLedger", "Export the layer as GeoPackage or Shapefile."),
    ),
}

_LINKS = (b"<OGRVRT", b"<VRTDataset", b"create view", b"open table", b"isseamless", b"type linked")
_FILES = {".shp", ".dbf", ".gpkg", ".dxf", ".mif", ".tab"}


def is_vector_file(path: Path) -> bool:
    """Say whether a file's name is one that `read_layers` is for.

    Examples
    --------
    >>> is_vector_file(Path("a/小班.SHP")), is_vector_file(Path("a.gdb")), is_vector_file(Path("a.gpx"))
    (True, True, False)
    """
    return path.suffix.lower() in {*_FILES, ".zip", ".gdb"}


def find(path: Path, folder: Path, limits: Limits) -> tuple[list[Path], str]:
    """Return the vector files to read, unpacked where they lie in an archive, and their SHA-256."""
    if path.is_dir():
        return [path], _sha256(path, limits)
    source = open_source(path, limits=limits)
    if source.data[:2] != b"PK":
        if not source.data:
            raise refuse("fielddata.empty", path.name)
        together = path.suffix.lower() in (".shp", ".dbf", ".shx")
        return [path], _sha256(path, limits) if together else source.sha256
    folder.mkdir()
    unpack(source, folder)
    files = _in_archive(sorted(folder.rglob("*")))
    if not files:
        raise refuse("fielddata.vector_kind", path.name, table=FAULTS)
    return files, source.sha256


def _in_archive(found: list[Path]) -> list[Path]:
    """Return the files and FileGDBs to read among all that was unpacked, parts of others left out."""
    databases = [file for file in found if file.is_dir() and file.suffix.lower() == ".gdb"]
    owners = {file.with_suffix("") for file in found if file.suffix.lower() in (".shp", ".tab")}
    files = [file for file in found if file.is_file() and file.suffix.lower() in _FILES]
    files = [file for file in files if not (file.suffix.lower() == ".dbf" and file.with_suffix("") in owners)]
    return [*databases, *(file for file in files if not any(base in file.parents for base in databases))]


def _sha256(path: Path, limits: Limits) -> str:
    """Return the SHA-256 of a folder's files, or of those of a Shapefile, one after the other."""
    files = path.iterdir() if path.is_dir() else path.parent.glob(f"{_escaped(path.stem)}.*")
    digest, left = hashlib.sha256(), limits.size
    for file in sorted(file for file in files if path.is_dir() or file.suffix.lower() in (".shp", ".dbf")):
        if file.is_file():
            left -= file.stat().st_size
            if left < 0:
                raise refuse("fielddata.too_large", path.name, limit=limits.size >> 20)
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _escaped(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def format_of(path: Path) -> str | None:
    """Return the format of a file by its content; None where it is none of these, or leads elsewhere."""
    if path.is_dir():
        return "gdb" if any(path.glob("*.gdbtable")) else None
    with path.open("rb") as file:
        head = file.read(4096)
    ending, text = path.suffix.lower(), head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"SQLite format 3\0"):
        return "gpkg"  # before the links: a view in it leads nowhere else
    if any(link.lower() in text for link in _LINKS):
        return None
    if head.startswith(shapefile.MAGIC) and ending in (".shp", ".shx") or ending == ".dbf":
        return "shp"
    if dxf.is_dxf(head):
        return "dxf"
    starts = {".tab": b"!table", ".mif": b"version"}
    return "mapinfo" if ending in starts and text.startswith(starts[ending]) else None
