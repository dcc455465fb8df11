"""Geometry as a GeoPackage stores it: a header with the envelope, then WKB."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any

_HEADER = struct.Struct("<2sBBi")  # GP, version, flags, srs_id; then the envelope
_ENVELOPE = struct.Struct("<4d")
_LITTLE_ENDIAN, _XY_ENVELOPE, _EMPTY = 1, 2, 16
_POINT = 1  # in WKB
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)  # by the code in the flags


def to_blob(wkb: bytes, srs_id: int, bounds: Sequence[float] | None, empty: bool = False) -> bytes:
    """Return WKB as a GeoPackage geometry, byte for byte as OGR writes it: its rewriting a row is no edit.

    Parameters
    ----------
    srs_id : int
        The number the CRS has in the file.
    bounds : sequence of 4 floats or None
        West, south, east, north; None for points and where they are not finite: without an envelope.
    empty : bool
        Whether the geometry has no points.
    """
    if bounds is None:
        return _HEADER.pack(b"GP", 0, _LITTLE_ENDIAN | _EMPTY * empty, srs_id) + wkb
    west, south, east, north = bounds
    header = _HEADER.pack(b"GP", 0, _LITTLE_ENDIAN | _XY_ENVELOPE, srs_id)
    return header + _ENVELOPE.pack(west, east, south, north) + wkb


def wkb_of(blob: Any) -> Any:
    """Return the WKB in a GeoPackage geometry; what is none is handed back as it is."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < _HEADER.size:
        return blob
    code = blob[3] >> 1 & 7
    return blob[_HEADER.size + _ENVELOPE_BYTES[code] :] if code < len(_ENVELOPE_BYTES) else blob


def _edge(position: int) -> Callable[[bytes], float | None]:
    """Return the function that reads west, east, south or north; None where they are not known."""

    def read(blob: bytes) -> float | None:
        if blob[3] & _XY_ENVELOPE:
            return _ENVELOPE.unpack_from(blob, _HEADER.size)[position]
        order, code, *place = struct.unpack_from(
            "<BIdd" if blob[_HEADER.size] else ">BIdd", blob, _HEADER.size
        )
        return place[position // 2] if code == _POINT else None

    return read


# The functions that the triggers of a spatial index call, for blobs as `to_blob` makes them.
INDEX_FUNCTIONS: dict[str, Callable[[bytes], float | bool | None]] = {
    "ST_IsEmpty": lambda blob: blob[3] & _EMPTY != 0,
    "ST_MinX": _edge(0),
    "ST_MaxX": _edge(1),
    "ST_MinY": _edge(2),
    "ST_MaxY": _edge(3),
}
