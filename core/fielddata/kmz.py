"""KMZ: a ZIP archive with one KML document that counts; bounded in entries, size and ratio, never extracted.

The document is ``doc.kml``, else the first ``.kml`` of the archive (the rule of Google Earth). Pictures and
other documents are left alone. Nothing is written to disk, so a path in the archive leads nowhere. An archive
that breaks off has lost its directory; what its first document still holds is read all the same.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace

from ..words import QT_TRANSLATE_NOOP
from . import kml
from .archive import DAMAGES, METHODS, has_too_many, most
from .faults import ERROR, WARNING, Table
from .model import FieldFile, Source

FAULTS: Table = {
    "fielddata.kmz_no_archive": (
        ERROR,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The file is no KMZ: it is no ZIP archive, or a damaged one ({reason})"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Copy it from the device again, or export it as KML."),
    ),
    "fielddata.kmz_no_document": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The archive holds no KML document"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check that it is the right file; export it again as KMZ or KML."),
    ),
    "fielddata.kmz_entries": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The archive holds more than {limit} files"),
        QT_TRANSLATE_NOOP("EcoLedger", "Unpack it yourself and import the KML."),
    ),
    "fielddata.kmz_bomb": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The archive unpacks to more than {limit}, which no field data does"),
        QT_TRANSLATE_NOOP("EcoLedger", "Do not trust the file; export the data from the device again."),
    ),
    "fielddata.kmz_encrypted": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The archive is locked with a password"),
        QT_TRANSLATE_NOOP("EcoLedger", "Unpack it yourself and import the KML."),
    ),
    "fielddata.kmz_several": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The archive holds {count} KML documents; {name} was read"),
        QT_TRANSLATE_NOOP("EcoLedger", "Unpack it and import the others one by one if they are needed."),
    ),
}

_LOCAL_ENTRY = b"PK\x03\x04"
_PIECE = 256  # bytes unpacked at once of a damaged entry: all of the piece with the damage is lost


def read(source: Source) -> FieldFile:
    """Read the KML document of a KMZ archive.

    Raises
    ------
    FieldDataError
        It is no archive, holds no KML, is encrypted, or unpacks beyond the limits.

    Examples
    --------
    >>> from pathlib import Path
    >>> buffer = io.BytesIO()
    >>> with zipfile.ZipFile(buffer, "w") as archive:
    ...     archive.writestr("doc.kml", "<kml><Placemark><Point><coordinates>110.8,32.8</coordinates></Point>"
    ...                                 "</Placemark></kml>")
    >>> read(Source(Path("a.kmz"), buffer.getvalue())).items[0].parts[0].xy
    array([[110.8,  32.8]])
    """
    source.findings.know(FAULTS)
    if has_too_many(source):
        raise source.refusal("fielddata.kmz_entries", limit=source.limits.entries)
    document = _document(source)
    file = kml.read_as(replace(source, data=document), "kmz")
    return replace(file, sha256=source.sha256)


def _document(source: Source) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return _unpacked(source, archive, _chosen(source, archive))
    except DAMAGES as error:
        document = _first_whole(source)
        if document is None:
            raise source.refusal("fielddata.kmz_no_archive", reason=str(error)) from error
        return document


def _chosen(source: Source, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    documents = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".kml")]
    if not documents:
        raise source.refusal("fielddata.kmz_no_document")
    chosen = next((entry for entry in documents if entry.filename.lower() == "doc.kml"), documents[0])
    if len(documents) > 1:
        source.findings.add("fielddata.kmz_several", count=len(documents), name=chosen.filename)
    return chosen


def _unpacked(source: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & 1:
        raise source.refusal("fielddata.kmz_encrypted")
    if entry.compress_type not in METHODS:
        raise zipfile.BadZipFile(f"compression method {entry.compress_type}")
    limit = most(entry.compress_size, source.limits)
    with archive.open(entry) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise source.refusal("fielddata.kmz_bomb", limit=f"{limit >> 20} MB")
    return data


def _first_whole(source: Source) -> bytes | None:
    """Return what an archive without directory still holds of its first KML document; None where nothing."""
    data, position = source.data, source.data.find(_LOCAL_ENTRY)
    for _ in range(source.limits.entries):
        if not 0 <= position <= len(data) - 30:
            break
        flags, method, packed, name_size, extra_size = struct.unpack_from("<2xHH8xI4xHH", data, position + 4)
        body = position + 30 + name_size + extra_size
        name = data[position + 30 : position + 30 + name_size]
        if name.lower().endswith(b".kml") and method in METHODS and not flags & 1:
            return _inflated(source, data, body, method, packed)
        position = data.find(_LOCAL_ENTRY, position + 4)
    return None


def _inflated(source: Source, data: bytes, body: int, method: int, packed: int) -> bytes | None:
    source.findings.add("fielddata.truncated")
    if method == zipfile.ZIP_STORED:
        return data[body : body + packed] if packed else data[body:]
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    unpacked = []
    limit = most(len(data) - body, source.limits)
    try:
        for start in range(body, len(data), _PIECE):
            unpacked.append(stream.decompress(data[start : start + _PIECE], limit))
            limit -= len(unpacked[-1])
            if limit <= 0:
                raise source.refusal("fielddata.kmz_bomb", limit=f"{source.limits.unpacked >> 20} MB")
    except zlib.error:
        pass  # damaged from here on
    return b"".join(unpacked) or None
