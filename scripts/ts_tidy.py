"""Make a .ts file say the same whatever order the sources were read in.

Line numbers change with every edit of a source and would make every commit touch the file: they are
left out; messages are sorted by their text; the language is written, which pylupdate5 leaves out.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path


def tidy(text: str) -> str:
    """Return the same translations in the one canonical form."""
    root = ET.fromstring(text)
    root.set("version", "2.1")
    root.set("language", "zh_CN")
    root.set("sourcelanguage", "en")
    contexts = sorted(root.findall("context"), key=lambda c: c.findtext("name") or "")
    for context in contexts:
        messages = context.findall("message")
        for message in messages:
            context.remove(message)
            for location in message.findall("location"):
                message.remove(location)
        context.extend(sorted(messages, key=lambda m: m.findtext("source") or ""))
    root[:] = contexts
    ET.indent(root, "  ")
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(tidy(file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
