"""DXF as GDAL knows it: HEADER, TABLES or ENTITIES come first; not every CAD program writes it so."""

from __future__ import annotations

import re
from pathlib import Path

_FIRST = re.compile(rb"section\s+2\s+(\w+)", re.IGNORECASE)
_KNOWN = (b"HEADER", b"TABLES", b"ENTITIES")
_BINARY = b"AutoCAD Bin"
_EMPTY_HEADER = b"0\nSECTION\n2\nHEADER\n0\nENDSEC\n"
_BLANK = b"\xef\xbb\xbf \t\r\n"
_TAIL = 4096  # bytes in which the mark of the end stands
_END = re.compile(rb"[\r\n][ \t]*0\s+ENDSEC\s+(?:999[ \t]*[\r\n]+[^\r\n]*\s+)*0\s+EOF\b", re.IGNORECASE)


def is_dxf(head: bytes) -> bool:
    """Say whether a file is DXF by its beginning, comments (999) before the first section included.

    Examples
    --------
    >>> is_dxf(b"  0\\r\\nSECTION\\r\\n  2\\r\\nBLOCKS\\r\\n"), is_dxf(b"0\\n1\\n2\\n")
    (True, False)
    """
    text = head.lstrip(_BLANK).lower()
    return head.startswith(_BINARY) or text.startswith((b"0\r", b"0\n", b"999")) and b"section" in text


def stage(path: Path, folder: Path) -> Path:
    """Return a DXF file that GDAL recognises and gets to the end of: `path`, or a mended copy in `folder`."""
    data = path.read_bytes()
    if data.startswith(_BINARY):
        return path
    first = _FIRST.search(data, 0, 4096)
    known = data.strip(b" \t")[:1] not in (b"\r", b"\n") and first and first[1].upper() in _KNOWN
    if known and _has_plain_lines(data):
        return path
    plain = data.lstrip(_BLANK).replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    copy = folder / "drawing.dxf"
    copy.write_bytes((b"" if known else _EMPTY_HEADER) + plain + b"\n")
    return copy


def breaks_off(path: Path) -> bool:
    """Say whether a drawing in text lacks its end, or that of its last section: not every GDAL tells."""
    with path.open("rb") as file:
        if file.read(len(_BINARY)) == _BINARY:
            return False
        file.seek(max(0, path.stat().st_size - _TAIL))
        return not _END.search(file.read())


def _has_plain_lines(data: bytes) -> bool:
    """Say whether GDAL's reader gets to the end: a lone carriage return may keep it for ever."""
    return data.endswith(b"\n") and b"\0" not in data and data.count(b"\r") == data.count(b"\r\n")
