"""The frame of a FIT file: definitions, messages of the size they gave, fields as arrays, the checksum.

Nothing here knows what a message means. Format: the FIT protocol as Garmin publishes it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

# Base type → numpy's letter and the value that says "none"; text is type 7.
_TYPES = {
    0x00: ("u1", 0xFF),
    0x01: ("i1", 0x7F),
    0x02: ("u1", 0xFF),
    0x83: ("i2", 0x7FFF),
    0x84: ("u2", 0xFFFF),
    0x85: ("i4", 0x7FFFFFFF),
    0x86: ("u4", 0xFFFFFFFF),
    0x88: ("f4", None),
    0x89: ("f8", None),
    0x0A: ("u1", 0),
    0x8B: ("u2", 0),
    0x8C: ("u4", 0),
}
_TEXT = 0x07


@dataclass(frozen=True)
class Definition:
    """What a message's bytes are: fields as number → (first byte, bytes, base type)."""

    message: int
    order: str
    fields: dict[int, tuple[int, int, int]]
    size: int
    length: int  # of the definition itself


Take = Callable[[Definition, np.ndarray, bool], None]


def decode(data: bytes, position: int, end: int, take: Take) -> str:
    """Hand the messages between two places over, as many of one definition at once as follow each other.

    Parameters
    ----------
    take : callable
        Called with the definition, the messages' bytes, shape (n, size + 1) with the header first, and
        whether the headers hold five bits of the time.

    Returns
    -------
    str
        ``"whole"``, ``"cut"`` where the last message is not whole, ``"undefined"`` where one has no
        definition and nobody knows its length.
    """
    view = np.frombuffer(data, dtype=np.uint8)
    definitions: dict[int, Definition] = {}
    while position < end:
        header = data[position]
        compressed = bool(header & 0x80)  # a header with five bits of the time in it
        if header & 0x40 and not compressed:
            definition = _definition(data, position, end)
            if definition is None:
                return "cut"
            definitions[header & 0x0F] = definition
            position += definition.length
            continue
        definition = definitions.get((header >> 5) & 3 if compressed else header & 0x0F)
        if definition is None:
            return "undefined"
        stride = definition.size + 1
        count = _run(view, position, stride, (end - position) // stride, 0xE0 if compressed else 0xFF)
        if not count:
            return "cut"
        rows = view[position : position + count * stride].reshape(count, stride)
        take(definition, rows, compressed)
        position += count * stride
    return "whole"


def _run(view: np.ndarray, position: int, stride: int, most: int, mask: int) -> int:
    """Return how many messages of the same definition follow each other, at most `most`."""
    count, block = 0, 64
    while count < most:
        ahead = min(block, most - count)
        start = position + count * stride
        heads = view[start : start + ahead * stride : stride] & mask
        others = np.flatnonzero(heads != view[position] & mask)
        if len(others):
            return count + int(others[0])
        count, block = count + ahead, block * 2
    return count


def _definition(data: bytes, position: int, end: int) -> Definition | None:
    """Read a definition; None where it is cut."""
    developer = data[position] & 0x20
    if position + 6 > end:
        return None
    order = ">" if data[position + 2] else "<"
    (message,) = struct.unpack_from(f"{order}H", data, position + 3)
    after = position + 6 + 3 * data[position + 5]
    fields, size = {}, 0
    for at in range(position + 6, min(after, end - 2), 3):
        number, length, base = data[at : at + 3]
        fields[number] = (size + 1, length, base)  # byte 0 is the header
        size += length
    if developer and after < end:
        first, after = after + 1, after + 1 + 3 * data[after]
        size += sum(data[first + 1 : min(after, end) : 3])
    elif developer:
        return None
    return Definition(message, order, fields, size, after - position) if after <= end else None


def numbers(definition: Definition, rows: np.ndarray, number: int, scale: float, shift: float) -> np.ndarray:
    """Return a field of each row; NaN where it says "none", or is of another type than numbers."""
    first, size, base = definition.fields[number]
    letter, nothing = _TYPES.get(base, ("", None))
    if not letter or np.dtype(letter).itemsize != size:
        return np.full(len(rows), np.nan)
    raw = np.ascontiguousarray(rows[:, first : first + size]).view(f"{definition.order}{letter}")[:, 0]
    values = raw.astype(float) / scale - shift
    values[~np.isfinite(values) | ((raw == nothing) if nothing is not None else False)] = np.nan
    return values


def texts(definition: Definition, rows: np.ndarray, number: int) -> list[str]:
    """Return a text field of each row, up to its first zero; empty where it is of another type."""
    first, size, base = definition.fields[number]
    if base != _TEXT:
        return [""] * len(rows)
    return [bytes(row[first : first + size]).split(b"\0")[0].decode("utf-8", "replace") for row in rows]


def _crc_table() -> list[int]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (0xA001 if value & 1 else 0)
        table.append(value)
    return table


_CRC = _crc_table()


def checksum(data: bytes) -> int:
    """Return the CRC-16 of the format (ARC: polynomial 8005, reflected, begun with 0).

    Examples
    --------
    >>> hex(checksum(b"123456789"))
    '0xbb3d'
    """
    crc = 0
    for byte in data:
        crc = (crc >> 8) ^ _CRC[(crc ^ byte) & 0xFF]
    return crc
