"""DXF as GDAL knows it: HEADER, TABLES or ENTITIES come first; not every CAD program writes it so."""

from __future__ import annotations

import re
from pathlib import Path

_FIRST = re.compile(rb"section\s+2\s+(\w+)", re.IGNORECASE)
_KNOWN = (b"HEADER", b"TABLES", b"ENTITIES")
_BINARY = b"AutoCAD Bin"
_EMPTY_HEADER = b"0\nSECTION\n2\nHEADER\n0\nENDSEC\n"
_BLANK = b"\xef\xbb\xbf \t\r\n"


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
    """Return a DXF file that GDAL recognises: `path`, or a copy in `folder` that begins with a header."""
    with path.open("rb") as file:
        head = file.read(4096)
    first = _FIRST.search(head)
    known = head.strip(b" \t")[:1] not in (b"\r", b"\n") and first and first[1].upper() in _KNOWN
    if known or head.startswith(_BINARY):
        return path
    copy = folder / "drawing.dxf"
    copy.write_bytes(_EMPTY_HEADER + path.read_bytes().lstrip(_BLANK))
    return copy
