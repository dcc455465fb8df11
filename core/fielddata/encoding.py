"""Which encoding a text is in: every candidate with its score and the reason, the best first.

GB 18030 stands for GBK and GB 2312 too: it contains both, and what Windows writes as "GB2312" is often more.
Chinese is told from chance by the standard itself: GB 2312 puts the 3755 characters in daily use into rows 16
to 55, Big5 its 5401 into the lead bytes A4 to C6. In a real text nearly every character is one of them; bytes
that are something else seldom make many of them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..words import QT_TRANSLATE_NOOP

_HEAD = 1 << 20  # bytes that are scored; a character that this cuts is not held against an encoding

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

REASONS = {
    "bom": QT_TRANSLATE_NOOP("EcoLedger", "The text begins with the byte order mark of {encoding}"),
    "zeros": QT_TRANSLATE_NOOP("EcoLedger", "Every other byte is zero, as in {encoding}"),
    "ascii": QT_TRANSLATE_NOOP(
        "EcoLedger", "The text has Latin letters and digits only: any encoding serves"
    ),
    "strict": QT_TRANSLATE_NOOP("EcoLedger", "All {count} characters beyond ASCII are sound {encoding}"),
    "damaged": QT_TRANSLATE_NOOP("EcoLedger", "All but {bad} of {count} characters are sound {encoding}"),
    "frequent": QT_TRANSLATE_NOOP(
        "EcoLedger", "Read as {encoding}, {percent} % of the characters are in daily use"
    ),
    "western": QT_TRANSLATE_NOOP("EcoLedger", "{encoding} takes nearly every byte, so it is the last resort"),
    "words": QT_TRANSLATE_NOOP(
        "EcoLedger", "Read as {encoding}, {percent} % of the characters are accented letters in Latin words"
    ),
}


@dataclass(frozen=True)
class Candidate:
    """An encoding a text may be in.

    Parameters
    ----------
    encoding : str
        Python's name.
    score : float
        From 0 (no) to 1 (certain). Where the two best are close, the text alone does not tell.
    reason : str
        Template marked for translation; `fields` fills it.
    sample : str
        The first words beyond ASCII, read so: what a user recognises at a glance.
    """

    encoding: str
    score: float
    reason: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    sample: str = ""


def candidates(data: bytes) -> list[Candidate]:
    """Return the encodings a text may be in, the likeliest first; never empty.

    Examples
    --------
    >>> [(c.encoding, round(c.score, 1)) for c in candidates("郧阳区谭家湾镇退耕还林".encode("gbk"))]
    [('gb18030', 0.9), ('big5', 0.3), ('cp1252', 0.1)]
    >>> best = candidates("郧阳区".encode())[0]
    >>> best.encoding, best.reason.format(**best.fields), best.sample
    ('utf-8', 'All 3 characters beyond ASCII are sound utf-8', '郧阳区')
    """
    body, marked = without_bom(data)
    certain = marked or utf16_without_bom(body)
    if certain:
        return [_candidate(certain, 1.0, "bom" if marked else "zeros", body)]
    body = body[:_HEAD]
    if body.isascii():
        return [_candidate("utf-8", 1.0, "ascii", body)]
    found = [_utf8(body), _double_byte(body, "gb18030"), _double_byte(body, "big5")]
    found.append(_western(body))
    return sorted((c for c in found if c), key=lambda c: -c.score)


def without_bom(data: bytes) -> tuple[bytes, str | None]:
    """Return a text without byte order mark, and the encoding the mark names."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return data[len(bom) :], name
    return data, None


def utf16_without_bom(data: bytes) -> str | None:
    """Return which UTF-16 a text without BOM is: every other byte of markup and digits is then zero.

    Examples
    --------
    >>> utf16_without_bom("<kml/>".encode("utf-16-be")), utf16_without_bom(b"<kml/>")
    ('utf-16-be', None)
    """
    head = data[:4096]
    half = len(head) // 2
    if half and head[1::2].count(0) > half // 2 > head[0::2].count(0):
        return "utf-16-le"
    if half and head[0::2].count(0) > half // 2 > head[1::2].count(0):
        return "utf-16-be"
    return None


def utf8_errors(data: bytes) -> tuple[int, int]:
    """Return how many characters beyond ASCII a text has as UTF-8, and how many bytes of it are in error.

    A character cut by the text's end is not counted.

    Examples
    --------
    >>> utf8_errors("郧阳区".encode()[:-1]), utf8_errors("郧阳".encode("gbk"))
    ((2, 0), (0, 3))
    """
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data)
    bad = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    return len(text) - len(text.encode("ascii", "ignore")) - bad, bad


def _utf8(body: bytes) -> Candidate | None:
    good, bad = utf8_errors(body)
    if not bad:
        # two Latin letters of two bytes each are a Chinese character of GBK as well
        score = 0.99 if max(body) >= 0xE0 else 0.96
        return _candidate("utf-8", score, "strict", body, count=good)
    # a bad sector here and there; text that is GB 18030 in truth makes more errors than characters
    score = 0.95 * (1 - 2 * bad / (good + bad))
    return _candidate("utf-8", score, "damaged", body, count=good + bad, bad=bad) if score > 0 else None


# Standard whose lead bytes tell what is in daily use: the first and last of them.
_DAILY = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5": ("big5", 0xA4, 0xC6)}
_TRUST = {"gb18030": 0.95, "big5": 0.85}  # GB 18030 is what machines in China write unless told otherwise


def _double_byte(body: bytes, encoding: str) -> Candidate:
    """Score GB 18030 or Big5 by the share of characters in daily use among those that are no punctuation."""
    standard, first, last = _DAILY[encoding]
    text = codecs.getincrementaldecoder(encoding)("replace").decode(body)
    letters = "".join(char for char in text if char.isalpha() and not char.isascii())
    leads = np.frombuffer(letters.encode(standard, "ignore"), dtype=np.uint8)[::2]
    common = int(((leads >= first) & (leads <= last)).sum())
    share = common / max(len(letters) + text.count("\ufffd"), 1)
    return _candidate(encoding, share * _TRUST[encoding], "frequent", body, percent=round(100 * share))


# An accented letter stands alone among Latin ones; Chinese makes pairs of such bytes.
_ACCENTED = re.compile(
    rb"(?<![\x80-\xff])(?:(?<=[A-Za-z])[\xc0-\xff]|[\xc0-\xff](?=[A-Za-z]))(?![\x80-\xff])"
)


def _western(body: bytes) -> Candidate:
    """Score Latin by the share of bytes beyond ASCII that are accented letters in words."""
    share = len(_ACCENTED.findall(body)) / len(re.findall(rb"[\x80-\xff]", body))
    reason = "words" if share > 0.5 else "western"
    return _candidate("cp1252", 0.1 + 0.8 * share, reason, body, percent=round(100 * share))


def _candidate(encoding: str, score: float, reason: str, body: bytes, **fields: Any) -> Candidate:
    return Candidate(
        encoding, score, REASONS[reason], {"encoding": encoding, **fields}, _sample(body, encoding)
    )


def _sample(body: bytes, encoding: str, length: int = 24) -> str:
    text = body[:65_536].decode(encoding, "replace")
    first = next((i for i, char in enumerate(text) if ord(char) > 127), 0)
    return " ".join(text[first : first + length].split())
