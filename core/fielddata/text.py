"""Bytes of a file into text: the user's choice, the BOM, UTF-16 without BOM, UTF-8, GB 18030, in this order.

GB 18030 is read for GBK and GB 2312 too: it contains both, and what Windows writes as "GB2312" is often more.
"""

from __future__ import annotations

import codecs

from .encoding import utf8_errors, utf16_without_bom, without_bom
from .model import Source

_NO_PLAIN_TEXT = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"))
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252"}


def read_text(source: Source, declared: str | None = None) -> tuple[str, str]:
    """Return the text of a file and the encoding it was read in.

    Never fails on bad bytes: they become U+FFFD and a fault.

    Parameters
    ----------
    declared : str, optional
        What the file says of itself. It is tried after the BOM and before anything is guessed; where the
        bytes contradict it, that is listed as ``fielddata.encoding_wrong``.

    Examples
    --------
    >>> from pathlib import Path
    >>> read_text(Source(Path("a.txt"), "界址点".encode("gbk")))
    ('界址点', 'gb18030')
    >>> read_text(Source(Path("a.txt"), "界址点".encode("utf-8-sig")))
    ('界址点', 'utf-8')
    >>> read_text(Source(Path("a.txt"), "<kml/>".encode("utf-16-le")))
    ('<kml/>', 'utf-16-le')
    """
    data, bom = without_bom(source.data)
    if source.encoding:
        return _decoded(source, data, _known(source, source.encoding))
    certain = bom or utf16_without_bom(data)
    if certain:
        return _decoded(source, data, certain)
    said = _lookup(declared)
    if _is_utf8(data, said):
        return _decoded(source, data, "utf-8", said)
    others = [name for name in dict.fromkeys((said, "gb18030")) if name not in (None, "utf-8")]
    losses = {name: data.decode(name, "replace").count("\ufffd") for name in others}
    return _decoded(source, data, min(others, key=losses.get), said)


def read_utf8(source: Source, declared: str | None = None) -> tuple[bytes, str]:
    """Return the text of a file as UTF-8, its own bytes where they are that already, and its encoding.

    As `read_text` otherwise.

    Examples
    --------
    >>> from pathlib import Path
    >>> read_utf8(Source(Path("a.gpx"), "界址点".encode("gbk")))[0].decode()
    '界址点'
    """
    data, bom = without_bom(source.data)
    plain = bom in (None, "utf-8") and _lookup(declared) in (None, "utf-8") and not utf16_without_bom(data)
    if plain and not source.encoding and _sound(data):
        return data, "utf-8"
    text, encoding = read_text(source, declared)
    return text.encode("utf-8"), encoding


def _is_utf8(data: bytes, said: str | None) -> bool:
    """Return whether a text is UTF-8, perhaps but for a few bytes: cut in a character, hit by a bad sector.

    Such a text often is valid GB 18030 as well, of characters nobody wrote. Text that is GB 18030 in truth
    seldom makes UTF-8 by chance: there most characters are in error.
    """
    if data.isascii():
        return said in (None, "utf-8")
    if _sound(data):
        return said in (None, "utf-8") or utf8_errors(data)[0] >= 2
    good, bad = utf8_errors(data)
    return good > bad or (said == "utf-8" and not bad)


def _sound(data: bytes) -> bool:
    """Return whether bytes are UTF-8 without a fault."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _lookup(name: str | None) -> str | None:
    """Return Python's name of an encoding of one-byte units, None where it knows none."""
    found = _name(name or "")
    return None if found and found.startswith(("utf-16", "utf-32")) else found  # they would show in the zeros


def _known(source: Source, name: str) -> str:
    found = _name(name)
    if found is None:
        raise source.refusal("fielddata.encoding_unknown", encoding=name)
    return found


def _name(name: str) -> str | None:
    """Return Python's name of a text encoding; None for what it does not know, or what is no plain text."""
    try:
        found = codecs.lookup(name).name
        b"a".decode(found, "ignore")  # Python calls hex and zip encodings too
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    return None if found in _NO_PLAIN_TEXT else _WIDER.get(found, found)


def _decoded(source: Source, data: bytes, encoding: str, said: str | None = None) -> tuple[str, str]:
    """Return the text, U+FFFD for what is none; say how much that is, and where the file said otherwise."""
    # not final: a character cut by the file's end is the end's fault, not the encoding's
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data)
    if said not in (None, encoding):
        source.findings.add("fielddata.encoding_wrong", declared=said, encoding=encoding)
    lost = text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0)
    if lost:
        source.findings.add("fielddata.undecodable", count=lost, encoding=encoding)
    return text, encoding
