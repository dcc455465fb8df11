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


def pages(language):
    """Return the page of each id."""
    files = (ROOT / "docs" / "manual" / language / "rules").glob("*.md")
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


@pytest.mark.parametrize("language", PARTS)
def test_each_rule_and_check_has_its_page_in_the_order_of_the_list(language):
    listed = (ROOT / "docs" / "manual" / language / "rules.md").read_text(encoding="utf-8")
    found = re.findall(r"^- \[(.+)\]\(rules/(\S+)\.md\) `(\S+)`$", listed, flags=re.MULTILINE)
    assert [id for _, id, _ in found] == [*(rule.id for rule in PLAN.rules), *CHECKS]
    assert {id for _, id, _ in found} == set(pages(language))
    for title, id, code in found:
        assert id == code and pages(language)[id].startswith(f"# {title}\n"), id


@pytest.mark.parametrize("language", PARTS)
def test_each_page_says_what_why_causes_and_what_to_do(language):
    for id, text in pages(language).items():
        assert re.findall(r"^- \*\*(.+?)\*\*[:：]", text, flags=re.MULTILINE) == list(PARTS[language]), id


@pytest.mark.parametrize("language", PARTS)
def test_each_restriction_is_named_on_its_rule_s_page(language):
    text = pages(language)
    for restriction in PLAN.restrictions:
        assert f"`{restriction.id}`" in text[restriction.rule], restriction.id
    named = {name for rule in PLAN.rules for name in re.findall(r"`(\w+)`", text[rule.id])} - set(text)
    assert named == {restriction.id for restriction in PLAN.restrictions}


@pytest.mark.parametrize("language", PARTS)
def test_each_note_of_the_rules_is_explained(language):
    text = (ROOT / "docs" / "manual" / language / "rules.md").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "core" / "rules").glob("*.py"))
    assert set(re.findall(r"`(rules\.\w+)`", text)) - {"rules.csv"} == set(
        re.findall(r'"(rules\.\w+)"', sources)
    )
