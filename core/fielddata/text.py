"""Bytes of a file into text: the user's choice, the BOM, UTF-16 without BOM, UTF-8, GB 18030, in this order.

GB 18030 is read for GBK and GB 2312 too: it contains both, and what Windows writes as "GB2312" is often more.
"""

from __future__ import annotations

import codecs

from .encoding import utf16_without_bom, without_bom
from .faults import refuse
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
        return _garbled(source, data, _known(source, source.encoding))
    certain = bom or utf16_without_bom(data)
    if certain:
        return _garbled(source, data, certain)
    tried = [name for name in (_lookup(declared), "utf-8", "gb18030") if name]
    if _damaged_utf8(data, said=tried[0] == "utf-8" and declared is not None):
        return _garbled(source, data, "utf-8")
    for name in dict.fromkeys(tried):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name != tried[0]:
            _say_wrong(source, declared, name)
        return text, name
    return _garbled(source, data, min(tried, key=lambda name: data.decode(name, "replace").count("\ufffd")))


def _damaged_utf8(data: bytes, said: bool) -> bool:
    """Return whether a text is UTF-8 but for a few bytes, cut in a character or hit by a bad sector.

    Such a text often is valid GB 18030 as well, of characters nobody wrote. Text that is GB 18030 in truth
    seldom makes UTF-8 by chance: there most characters are in error.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if said and error.end == len(data) and error.reason == "unexpected end of data":
            return True
        text = data.decode("utf-8", "replace")
        others = len(text) - len(text.encode("ascii", "ignore"))
        return others > 2 * text.count("\ufffd")
    return False


def _lookup(name: str | None) -> str | None:
    """Return Python's name of an encoding of one-byte units, None where it knows none."""
    found = _name(name or "")
    return None if found and found.startswith(("utf-16", "utf-32")) else found  # they would show in the zeros


def _known(source: Source, name: str) -> str:
    found = _name(name)
    if found is None:
        raise refuse("fielddata.encoding_unknown", source.path.name, encoding=name)
    return found


def _name(name: str) -> str | None:
    """Return Python's name of a text encoding; None for what it does not know, or what is no plain text."""
    try:
        found = codecs.lookup(name).name
        b"a".decode(found, "ignore")  # Python calls hex and zip encodings too
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    return None if found in _NO_PLAIN_TEXT else _WIDER.get(found, found)


def _say_wrong(source: Source, declared: str | None, used: str) -> None:
    if declared:
        source.findings.add("fielddata.encoding_wrong", declared=declared, encoding=used)


def _garbled(source: Source, data: bytes, encoding: str) -> tuple[str, str]:
    # not final: a character cut by the file's end is the end's fault, not the encoding's
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data)
    lost = text.count("\ufffd")
    if lost:
        source.findings.add("fielddata.undecodable", count=lost, encoding=encoding)
    return text, encoding
