"""XML of unknown origin, read as a stream: no DTD, no entities of its own, no network, bounded in every way.

Built on the expat of the standard library: it is in every Python of QGIS, which lxml is not, and fed into
arrays it was the faster of the two (a GPX file of a million points, without conversion: 1.8 s, lxml 2.9 s).
expat never opens a file or an address by itself, and a document type declaration, the root of every attack by
entities, is refused where it begins.

What phone apps and hand-edited files get wrong is mended before expat sees it, since it forgives nothing:
encodings it does not know (GBK) or that are declared wrongly, blanks before the declaration, control
characters, a bare ``&`` in a name. Each mending is listed. Names are taken without their prefix: many apps
forget to declare namespaces, or declare their own.
"""

from __future__ import annotations

import html
import html.entities
import re
from xml.parsers import expat

from .model import Source
from .sniff import head_text
from .text import read_utf8

_CHUNK = 1 << 20
_TOKEN = 16 << 20  # bytes of one tag or comment; expat looks at an unfinished one again with every chunk

_HEAD = re.compile(
    rb"[ \t\r\n\0\xef\xbb\xbf]*(?:<\?xml\s[^<>]*\?>)?"
)  # blanks, byte order marks, declaration
_DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\r")
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE, U+FFFF: no XML either
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_DOUBTFUL = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)")
_REFERENCE = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|&(#?\w{1,31};)?", re.DOTALL
)

_TRUNCATED = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


class Handler:
    """What a reader does with the elements; names come without prefix.

    Attributes
    ----------
    path : list of str
        Names of the open elements, the root first. In `start` the new one is on it, in `end` no longer.
    roots : tuple of str
        Names of the root elements the reader understands.
    skipped : int
        Lines the reader took out of the text before it was parsed.
    """

    roots: tuple[str, ...] = ()

    def __init__(self, source: Source) -> None:
        self.source = source
        self.path: list[str] = []
        self.skipped = 0
        self.parser: expat.XMLParserType | None = None

    @property
    def line(self) -> int:
        """Line of the file that is being read (1-based)."""
        return self.parser.CurrentLineNumber + self.skipped

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""

    def end(self, name: str, text: str) -> None:
        """Take the end of an element, with the text since the last tag."""

    def instruction(self, target: str, text: str) -> None:
        """Take a processing instruction."""

    def broken(self, text: str) -> None:
        """Take what was whole where the document breaks: `path` is open, `text` followed the last tag."""


def utf8(source: Source) -> tuple[bytes, str]:
    """Return the document as UTF-8 that expat reads, and the encoding it was in.

    Examples
    --------
    >>> from pathlib import Path
    >>> data = ' <?xml version="1.0" encoding="GBK"?><gpx><name>A&B 样地</name></gpx>'.encode("gbk")
    >>> document, encoding = utf8(Source(Path("a.gpx"), data))
    >>> document.decode(), encoding
    ('<gpx><name>A&amp;B 样地</name></gpx>', 'gb18030')
    """
    declared = _DECLARED.match(head_text(source.data))
    data, encoding = read_utf8(source, declared[1] if declared else None)
    head = _HEAD.match(data)[0]  # the declaration is done with, and often not as XML wants it
    data = b"\n" * head.count(b"\n") + data[len(head) :]
    return _without_bare_ampersands(source, _without_control_characters(source, data)), encoding


def parse(data: bytes, handler: Handler) -> None:
    """Read a UTF-8 document; where it breaks, that is listed and what came before stands.

    Raises
    ------
    FieldDataError
        It declares a DTD, has another root than the handler's, or is beyond the limits.
    """
    parser, rest = _parser(handler)
    try:
        view = memoryview(data)
        for position in range(0, len(view), _CHUNK):
            parser.Parse(view[position : position + _CHUNK], False)
            if position - parser.CurrentByteIndex > _TOKEN:
                raise _refusal(handler, "fielddata.xml_token", limit=_TOKEN >> 20)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        handler.broken("".join(rest))
        line = error.lineno + handler.skipped
        if error.code in _TRUNCATED:
            handler.source.findings.add("fielddata.truncated", line=line)
        else:
            reason = expat.ErrorString(error.code)
            handler.source.findings.add("fielddata.damaged", line=line, reason=reason)


def _parser(handler: Handler) -> tuple[expat.XMLParserType, list[str]]:
    """Return a parser that feeds the handler, and the list of texts since the last tag."""
    parser = handler.parser = expat.ParserCreate("utf-8")  # goes before whatever the declaration says
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    limits = handler.source.limits
    depth, attributes_at_most = limits.depth, limits.attributes
    path, text, local = handler.path, [], {}
    on_start, on_end = handler.start, handler.end

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = local.get(tag)
        if name is None:
            name = local[tag] = tag.rpartition(":")[2]
        if not path and name not in handler.roots:
            raise _refusal(handler, "fielddata.xml_root", root=name)
        path.append(name)
        if len(path) > depth:
            raise _refusal(handler, "fielddata.too_deep", limit=depth)
        if len(attributes) > attributes_at_most:
            raise _refusal(handler, "fielddata.xml_attributes", limit=attributes_at_most)
        text.clear()
        on_start(name, attributes)

    def end(tag: str) -> None:
        name = path.pop()
        on_end(name, "".join(text))
        text.clear()

    def doctype(*_: object) -> None:
        raise _refusal(handler, "fielddata.xml_doctype")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text.append
    parser.ProcessingInstructionHandler = handler.instruction
    parser.StartDoctypeDeclHandler = doctype
    return parser, text


def _refusal(handler: Handler, id: str, **fields: object) -> Exception:
    return handler.source.refusal(id, handler.line, **fields)


def _without_control_characters(source: Source, data: bytes) -> bytes:
    # translate and "in" look at a hundred megabytes five times as fast as the pattern does
    if len(data.translate(None, _CONTROL)) == len(data) and not any(c in data for c in _NONCHARACTERS):
        return data
    line = data.count(b"\n", 0, _FORBIDDEN.search(data).start()) + 1
    data, count = _FORBIDDEN.subn(b"", data)
    source.findings.add("fielddata.control_characters", line=line, count=count)
    return data


def _without_bare_ampersands(source: Source, data: bytes) -> bytes:
    """Return the document with every ``&`` that begins no reference expat knows written as ``&amp;``.

    HTML's entities (``&nbsp;``) become their characters. CDATA, comments and instructions stay as they are.
    """
    if not _DOUBTFUL.search(data):
        return data
    counted, line = 0, 1

    def mend(found: re.Match[bytes]) -> bytes:
        nonlocal counted, line
        if found[0][:1] == b"<" or (found[1] and _is_reference(found[1])):
            return found[0]
        line += data.count(b"\n", counted, found.start())
        counted = found.start()
        around = data[max(counted - 20, 0) : counted + 20].decode("utf-8", "ignore")
        source.findings.add("fielddata.xml_ampersand", line=line, value=around)
        name = (found[1] or b"#").decode("utf-8", "ignore")
        character = html.entities.html5.get(name)
        return html.escape(character).encode() if character else b"&amp;" + found[0][1:]

    return _REFERENCE.sub(mend, data)


def _is_reference(name: bytes) -> bool:
    """Return whether expat knows ``&name``: the five entities of XML, or the number of a character."""
    if name in (b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"):
        return True
    number = re.fullmatch(rb"#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));", name)
    if not number:
        return False
    code = int(number[1], 16) if number[1] else int(number[2])
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
