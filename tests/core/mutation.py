"""Damage field files at random, repeatably: what storage, transfer and malice do to them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import numpy as np

from ecoledger.core.errors import FieldDataError
from ecoledger.core.fielddata import READERS, sniff
from ecoledger.core.fielddata.model import FieldFile, Limits, Source

# What trips parsers: markup, numbers at the edge, marks and encodings, the signatures of formats.
_MARKUP = (
    "< > & ]]> <![CDATA[ <!-- --> <? ?> </trkseg> <trkpt> &#0; &#x10FFFF; &nbsp; encoding='UTF-16' \" ' ="
)
_VALUES = "1e999 -1e-999 nan inf 1_0 - . , ,,,, : { } [ ] null true +99:99 0000-00-00T99:99:99Z 99999999999"
_SIGNS = "PK\x03\x04 PK\x01\x02 PK\x05\x06 .FIT $GPRMC, *00 @ J1,1, 界址点 ，"
_LONG = [
    b"\0" * 600,
    b"\n" * 50,
    b" " * 500,
    b"9" * 400,
    b"[" * 400,
    b'{"a":' * 40,
    b"<a>" * 400,
    b"<a b='c'" * 30,
]
WORDS = [
    *(word.encode() for line in (_MARKUP, _VALUES, _SIGNS) for word in line.split(" ")),
    *_LONG,
    *(
        b"\0",
        b"\r",
        b"\x1a",
        b"\x80",
        b"\xff" * 40,
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        "界址点".encode("gbk"),
    ),
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
]


def mutations(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Return `count` damaged versions of a file; the same seed gives the same."""
    rng = random.Random(seed)
    for _ in range(count):
        damaged = bytearray(data)
        for _ in range(rng.choice((1, 1, 1, 2, 4, 16))):
            rng.choice(_DAMAGES)(rng, damaged)
        yield bytes(damaged)


def probe(name: str, data: bytes) -> FieldFile | FieldDataError:
    """Read a file that may hold anything as what its name says: it is refused, or what was read is sound."""
    sniff(data, name)
    reader = import_module(f"ecoledger.core.fielddata.{READERS[Path(name).suffix[1:]]}")
    try:
        file = reader.read(Source(Path(name), data, limits=Limits(size=64 << 20, unpacked=64 << 20)))
    except FieldDataError as refused:
        assert str(refused)
        return refused
    for part in (part for item in file.items for outer in item.parts for part in (outer, *outer.holes)):
        assert part.xy.dtype == float and part.xy.shape == (len(part), 2)
        assert np.isfinite(part.xy).all()
        for column in (part.ele, part.time, *part.columns.values()):
            assert column is None or column.shape == (len(part),)
        assert part.time is None or part.time.dtype == "datetime64[ms]"
    assert all(str(fault) for fault in file.faults)
    return file


def _slice(rng: random.Random, data: bytearray) -> slice:
    start = rng.randrange(len(data) + 1)
    return slice(start, start + rng.choice((1, 1, 2, 8, 40, 400)))


def _flip(rng: random.Random, data: bytearray) -> None:
    if data:
        data[rng.randrange(len(data))] = rng.randrange(256)


def _flip_bit(rng: random.Random, data: bytearray) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _delete(rng: random.Random, data: bytearray) -> None:
    del data[_slice(rng, data)]


def _repeat(rng: random.Random, data: bytearray) -> None:
    where = _slice(rng, data)
    data[where] = data[where] * rng.choice((2, 3, 50))


def _insert(rng: random.Random, data: bytearray) -> None:
    where = rng.randrange(len(data) + 1)
    data[where:where] = rng.choice(WORDS) * rng.choice((1, 1, 1, 20))


def _overwrite(rng: random.Random, data: bytearray) -> None:
    word = rng.choice(WORDS)
    where = rng.randrange(len(data) + 1)
    data[where : where + len(word)] = word


def _move(rng: random.Random, data: bytearray) -> None:
    where = _slice(rng, data)
    piece = data[where]
    del data[where]
    there = rng.randrange(len(data) + 1)
    data[there:there] = piece


def _truncate(rng: random.Random, data: bytearray) -> None:
    del data[rng.randrange(len(data) + 1) :]


def _noise(rng: random.Random, data: bytearray) -> None:
    data[_slice(rng, data)] = rng.randbytes(rng.choice((1, 4, 64)))


_DAMAGES = (_flip, _flip_bit, _delete, _repeat, _insert, _insert, _overwrite, _move, _truncate, _noise)
