"""Every sentence a user can see is in i18n/zh.ts, translated, with the same named fields."""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecoledger.tests.conftest import ROOT
from ecoledger.tests.test_architecture import FILES, module_of

MARKS = {"QT_TRANSLATE_NOOP", "translate"}
HAN = re.compile(r"[\u4e00-\u9fff]")
# What is the same in both languages: names, symbols, patterns of fields alone.
SAME = re.compile(
    r"^[\W\d_]*$|^(\{[^}]*\}|[\W\d_]|EcoLedger|GeoPackage|QPIP|GPX|KML|TXT|CSV|XLSX|SVG|PNG|FID|UUID)*$"
)


def marked(file: Path) -> Iterator[tuple[int, ast.expr]]:
    """Yield (line, text argument) of every call that marks or translates a sentence."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and len(node.args) >= 2:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            context = node.args[0]
            if name in MARKS and isinstance(context, ast.Constant) and isinstance(context.value, str):
                yield node.lineno, node.args[1]


def translations() -> dict[str, str]:
    messages = ET.parse(ROOT / "i18n" / "zh.ts").getroot().iter("message")
    return {m.findtext("source"): m.findtext("translation") or "" for m in messages}


def fields(text: str) -> set[str]:
    """Return the names of a template's fields."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_every_marked_sentence_is_a_literal_and_translated(file):
    known = translations()
    for line, argument in marked(file):
        if isinstance(argument, ast.Name):
            continue  # wording.py hands out what is marked elsewhere
        assert isinstance(argument, ast.Constant), f"line {line}: not one literal"
        assert known.get(argument.value), f"line {line}: no translation of {argument.value!r}"


def test_translations_have_the_fields_of_their_sentences():
    for source, translation in translations().items():
        assert fields(translation) == fields(source), source


def test_translations_are_chinese():
    english = [s for s, t in translations().items() if not HAN.search(t) and not SAME.match(s)]
    assert not english
