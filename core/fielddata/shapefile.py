"""Shapefiles as they come: without index, attributes, projection or code page; the index is made anew.

What is staged for GDAL is a copy under a plain name in a temporary folder, so that nothing is written beside
the user's file. Layout: ESRI's technical description of 1998, and dBASE III for the attributes.
"""

from __future__ import annotations

import os
import re
import shutil
import struct
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from pyproj import CRS
from pyproj.exceptions import CRSError

from ..words import QT_TRANSLATE_NOOP
from .encoding import Candidate, candidates
from .faults import ERROR, WARNING, Table, refuse
from .model import Limits

FAULTS: Table = {
    "fielddata.shp_no_shapes": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The shapes ({name}) are missing; only the table could be read"),
        QT_TRANSLATE_NOOP("EcoLedger", "Copy all files of the Shapefile: .shp, .shx, .dbf, .prj, .cpg."),
    ),
    "fielddata.shp_alone": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "This is only a part of a Shapefile; {name} is missing"),
        QT_TRANSLATE_NOOP("EcoLedger", "Copy all files of the Shapefile: .shp, .shx, .dbf, .prj, .cpg."),
    ),
    "fielddata.shp_no_index": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The index (.shx) is missing or does not fit; it was made anew"),
        QT_TRANSLATE_NOOP("EcoLedger", "Compare the number of shapes with the source: {count}."),
    ),
    "fielddata.shp_cut": (
        ERROR,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The file of shapes has {found} of the {stated} bytes its header states"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Copy it again: shapes at its end may be missing."),
    ),
    "fielddata.shp_no_table": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The attributes (.dbf) are missing"),
        QT_TRANSLATE_NOOP("EcoLedger", "Ask for the .dbf, or fill the fields in after the import."),
    ),
    "fielddata.shp_no_prj": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The coordinate system (.prj) is missing"),
        QT_TRANSLATE_NOOP("EcoLedger", "It is guessed from the coordinates; check it."),
    ),
    "fielddata.shp_bad_prj": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The coordinate system (.prj) cannot be read: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "It is guessed from the coordinates; check it."),
    ),
}

MAGIC = struct.pack(">i", 9994)
_WKT = re.compile(r"[A-Z_]{4,}\s*[\[(]", re.I)  # PROJ looks anything else up by name, for seconds
_HEADER = 100  # bytes
_TEXT_SIZE = 1 << 20  # bytes of attributes that are looked at for their encoding
_PAGES = {0x4D: "gb18030", 0x4F: "big5", 0x7A: "gb18030", 0x78: "big5", 0x13: "cp932", 0x57: "cp1252"}
_SAID_BY_DEFAULT = ("cp1252", "iso8859-1", "latin-1", "ascii")  # what programs write that do not know better


@dataclass
class Staged:
    """A Shapefile where GDAL can read it, and what is wrong with it.

    Parameters
    ----------
    path : Path
        The copy's .shp.
    encodings : list of Candidate
        Of the attributes, the likeliest first; empty without attributes.
    crs : str, optional
        Authority code or WKT.
    faults : list of (id, fields)
    """

    path: Path
    encodings: list[Candidate] = field(default_factory=list)
    crs: str | None = None
    faults: list[tuple[str, dict[str, object]]] = field(default_factory=list)


def stage(path: Path, folder: Path, limits: Limits) -> Staged:
    """Bring the files of a Shapefile together in `folder`; `path` is any of them.

    Raises
    ------
    FieldDataError
        Neither shapes nor attributes are there, or they are too large.
    """
    parts = _parts(path)
    staged = Staged(folder / "layer.shp")
    for part in parts.values():
        if part.stat().st_size > limits.size:
            raise refuse("fielddata.too_large", part.name, limit=limits.size >> 20)
    if ".dbf" in parts:
        _place(parts[".dbf"], folder / "layer.dbf")
        staged.encodings = dbf_encodings(parts[".dbf"], _code_page(parts.get(".cpg")))
    if ".shp" in parts:
        _stage_shapes(parts, staged, folder)
    elif ".dbf" in parts:
        staged.faults.append(("fielddata.shp_no_shapes", {"name": f"{path.stem}.shp"}))
        _write_null_shapes(parts[".dbf"], staged.path)
    else:
        raise refuse("fielddata.shp_alone", path.name, table=FAULTS, name=f"{path.stem}.shp")
    return staged


def _parts(path: Path) -> dict[str, Path]:
    """Return the files of the same name by their ending in lower case."""
    endings = (".shp", ".shx", ".dbf", ".prj", ".cpg")
    beside = [other for other in path.parent.iterdir() if other.stem.lower() == path.stem.lower()]
    return {other.suffix.lower(): other for other in sorted(beside) if other.suffix.lower() in endings}


def _stage_shapes(parts: dict[str, Path], staged: Staged, folder: Path) -> None:
    _place(parts[".shp"], staged.path)
    data = parts[".shp"].read_bytes()
    index = index_of(data)
    given = parts[".shx"].read_bytes()[_HEADER:] if ".shx" in parts else b""
    if given != index[_HEADER:]:
        staged.faults.append(("fielddata.shp_no_index", {"count": len(index) // 8 - _HEADER // 8}))
    (folder / "layer.shx").write_bytes(index)
    stated = 2 * struct.unpack(">i", data[24:28].ljust(4, b"\0"))[0]
    if stated > len(data):
        staged.faults.append(("fielddata.shp_cut", {"found": len(data), "stated": stated}))
    if ".dbf" not in parts:
        staged.faults.append(("fielddata.shp_no_table", {}))
    staged.crs = _read_prj(parts.get(".prj"), staged)


def _place(file: Path, target: Path) -> None:
    try:
        os.symlink(file.resolve(), target)
    except OSError:  # Windows allows it to few
        shutil.copyfile(file, target)


def index_of(data: bytes) -> bytes:
    """Return the index (.shx) of a main file: every record that is whole.

    Examples
    --------
    >>> point = struct.pack("<idd", 1, 110.8, 32.8)
    >>> main = bytes(100) + struct.pack(">ii", 1, 10) + point + struct.pack(">ii", 2, 10) + point[:5]
    >>> struct.unpack(">ii", index_of(main)[100:])
    (50, 10)
    """
    entries, position = [], _HEADER
    while position + 12 <= len(data):
        words = struct.unpack_from(">i", data, position + 4)[0]
        following = position + 8 + 2 * words
        if words < 2 or following > len(data):
            break
        entries.append((position // 2, words))
        position = following
    size = struct.pack(">i", (_HEADER + 8 * len(entries)) // 2)
    head = data[:24].ljust(24, b"\0") + size + data[28:_HEADER].ljust(_HEADER - 28, b"\0")
    return head + np.array(entries, dtype=">i4").tobytes()


def _write_null_shapes(table: Path, path: Path) -> None:
    """Write shapes of nothing, one for each row: GDAL leaves the encoding of a bare table to chance."""
    with table.open("rb") as file:
        rows = struct.unpack("<I", file.read(8).ljust(8, b"\0")[4:])[0]
    rows = min(rows, table.stat().st_size)
    records = np.zeros(rows, dtype=[("number", ">i4"), ("words", ">i4"), ("type", "<i4")])
    records["number"], records["words"] = np.arange(1, rows + 1), 2
    size = (_HEADER + records.nbytes) // 2
    data = struct.pack(">i20xi", 9994, size) + struct.pack("<ii", 1000, 0) + bytes(64) + records.tobytes()
    path.write_bytes(data)
    path.with_suffix(".shx").write_bytes(index_of(data))


def dbf_encodings(path: Path, said: str | None = None) -> list[Candidate]:
    """Return the encodings the attributes may be in, the likeliest first.

    Parameters
    ----------
    said : str, optional
        Python's name of what the .cpg says; else the header's own mark is asked. Both are believed only as
        far as the text bears them out: many programs write Latin-1 and mean GBK.
    """
    with path.open("rb") as file:
        head = file.read(32)
        if len(head) < 32:
            return []
        first, width = struct.unpack("<HH", head[8:12])
        fields = file.read(max(min(first, 1 << 16) - 32, 0))
        rows = file.read(_TEXT_SIZE)
    names = [fields[i : i + 11].split(b"\0")[0] for i in range(0, len(fields) - 31, 32)]
    found = candidates(b"\n".join([*names, *_texts(fields, rows, width)]))
    said = said or _PAGES.get(head[29])
    agreed = next((each for each in found if each.encoding == said and each.score > 0.5), None)
    if agreed and said not in _SAID_BY_DEFAULT and found[0].score < 0.99:
        found.remove(agreed)
        found.insert(0, agreed)
    return found


def _texts(fields: bytes, rows: bytes, width: int) -> list[bytes]:
    """Return the values of the columns of text."""
    count = len(rows) // width if width else 0
    table = np.frombuffer(rows[: count * width], dtype=np.uint8).reshape(count, width) if count else None
    texts: list[bytes] = []
    position = 1
    for i in range(0, len(fields) - 31, 32):
        kind, size = fields[i + 11 : i + 12], fields[i + 16]
        if kind == b"C" and size and table is not None and position + size <= width:
            column = np.ascontiguousarray(table[:, position : position + size])
            texts += [value.strip(b" \0") for value in column.view(f"S{size}").ravel().tolist()]
        position += size
    return texts


def _code_page(file: Path | None) -> str | None:
    """Return Python's name of the encoding a .cpg names, None where it names none."""
    if file is None:
        return None
    text = file.read_bytes()[:64].decode("ascii", "ignore").strip().lower().replace(" ", "")
    if text in ("936", "cp936", "gbk", "gb2312", "gb18030", "ansi936", "ms936"):
        return "gb18030"
    return {"utf8": "utf-8", "utf-8": "utf-8", "65001": "utf-8", "950": "big5", "big5": "big5"}.get(text)


def _read_prj(file: Path | None, staged: Staged) -> str | None:
    if file is None:
        staged.faults.append(("fielddata.shp_no_prj", {}))
        return None
    text = file.read_bytes()[: 1 << 16].decode("utf-8", "replace").strip("\ufeff\0 \r\n\t")
    try:
        return _crs_of(text)
    except CRSError:
        staged.faults.append(("fielddata.shp_bad_prj", {"value": text}))
        return None


@lru_cache(maxsize=64)
def _crs_of(wkt: str) -> str:
    if not _WKT.match(wkt):
        raise CRSError(wkt)
    return crs_text(CRS.from_wkt(wkt))  # 20 ms; a folder's files mostly have one and the same


def crs_text(crs: CRS) -> str:
    """Return a CRS as the code of an authority where it has one, else as WKT.

    Examples
    --------
    >>> crs_text(CRS.from_epsg(4525))
    'EPSG:4525'
    """
    known = crs.to_authority(min_confidence=70)
    return ":".join(known) if known else crs.to_wkt()
