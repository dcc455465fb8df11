"""The manual explains every rule, restriction and check, in both languages: what, why, causes, what to do."""

from __future__ import annotations

import re

import pytest

from ecoledger.core.check import CHECKS
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.tests.conftest import ROOT

PLAN = read_plan(shipped_plan())
PARTS = {
    "zh": ("查什么", "为什么", "常见原因", "怎么办"),
    "en": ("What", "Why", "Typical causes", "What to do"),
}


def sections(language):
    """Return the section of each id."""
    text = (ROOT / "docs" / "manual" / language / "rules.md").read_text(encoding="utf-8")
    found = re.split(r"^### (\S+) · .+$", text, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize("language", PARTS)
def test_each_rule_and_check_has_its_section_and_nothing_else_has_one(language):
    assert list(sections(language)) == [*(rule.id for rule in PLAN.rules), *CHECKS]


@pytest.mark.parametrize("language", PARTS)
def test_each_section_says_what_why_causes_and_what_to_do(language):
    for id, text in sections(language).items():
        assert re.findall(r"^- \*\*(.+?)\*\*[:：]", text, flags=re.MULTILINE) == list(PARTS[language]), id


@pytest.mark.parametrize("language", PARTS)
def test_each_restriction_is_named_in_its_rule_s_section(language):
    text = sections(language)
    for restriction in PLAN.restrictions:
        assert f"`{restriction.id}`" in text[restriction.rule], restriction.id
    named = {name for rule in PLAN.rules for name in re.findall(r"`(\w+)`", text[rule.id])}
    assert named == {restriction.id for restriction in PLAN.restrictions}


@pytest.mark.parametrize("language", PARTS)
def test_each_note_of_the_rules_is_explained(language):
    text = (ROOT / "docs" / "manual" / language / "rules.md").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "core" / "rules").glob("*.py"))
    assert set(re.findall(r"`(rules\.\w+)`", text)) - {"rules.csv"} == set(
        re.findall(r'"(rules\.\w+)"', sources)
    )
