"""Amounts as people write them: what they mean, and what is not guessed at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoledger.core.plan.amounts import amount_of, chinese_number, written
from ecoledger.core.plan.cells import Row
from ecoledger.core.plan.units import UNITS, to_base, unit_of

MU = 2000 / 3


def read(text, unit="亩"):
    faults = []
    return amount_of(Row("quotas", 1, {"amount": text}, faults), "amount", unit_of(unit)), faults


@pytest.mark.parametrize(
    ("text", "unit", "base"),
    [
        ("1200", "亩", 1200 * MU),
        ("1,200", "亩", 1200 * MU),
        ("1 200", "亩", 1200 * MU),
        ("１２００", "亩", 1200 * MU),
        ("１，２００．５", "亩", 1200.5 * MU),
        ("0.12万亩", "亩", 1200 * MU),
        ("0.12 万亩", "公顷", 1200 * MU),
        ("1.2万", "亩", 12000 * MU),
        ("1.2万", "万亩", 12000 * MU),
        ("80公顷", "亩", 800_000.0),
        ("三百二十亩", "万亩", 320 * MU),
        ("一千零五", "亩", 1005 * MU),
        ("十", "亩", 10 * MU),
        ("两万亩", "亩", 20000 * MU),
        ("四点三万亩", "万亩", 43000 * MU),
        ("136 千米", "公里", 136_000.0),
        ("3个", "处", 3.0),
        ("70%", "%", 0.7),
        ("1e3", "吨", 1000.0),
        ("0", "亩", 0.0),
    ],
)
def test_an_amount_is_read_with_its_own_unit_or_the_cells(text, unit, base):
    found, faults = read(text, unit)
    assert found == pytest.approx(base, rel=1e-15) and not faults


@pytest.mark.parametrize(
    ("text", "unit", "fault"),
    [
        ("约3亩", "亩", "plan.bad_quantity"),
        ("三百二", "亩", "plan.bad_quantity"),  # 320 or 302
        ("一万二", "亩", "plan.bad_quantity"),  # 12,000 or 10,002
        ("43,00", "亩", "plan.bad_quantity"),
        ("3-5", "亩", "plan.unknown_unit"),
        ("3 弓", "亩", "plan.unknown_unit"),
        ("3 公里", "亩", "plan.wrong_unit_kind"),
        ("-3", "亩", "plan.negative"),
        ("亩", "亩", "plan.bad_quantity"),
        ("", "亩", "plan.missing_value"),
    ],
)
def test_what_is_no_amount_is_a_fault_and_no_number(text, unit, fault):
    found, faults = read(text, unit)
    assert found is None and [f.id for f in faults] == [fault]


def test_a_doubtful_amount_is_read_and_listed():
    found, faults = read("2.5", "处")
    assert found == 2.5 and [(f.id, f.severity) for f in faults] == [("plan.not_whole", "warning")]


def numeral(n):
    """A whole number below 10,000 in Chinese, by the rule of the schoolbook."""
    text, gap = "", False
    for place, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = n // power % 10
        gap = gap or (bool(text) and not digit)
        if digit:
            text, gap = text + "零" * gap + "零一二三四五六七八九"[digit] + place, False
    return text


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_chinese_numerals_are_what_the_schoolbook_writes(high, low):
    assert chinese_number(numeral(low)) == low
    assert chinese_number(numeral(high) + "万") == 10_000 * high
    if low >= 1000:
        assert chinese_number(numeral(high) + "万" + numeral(low)) == 10_000 * high + low


@given(st.integers(0, 10**9), st.integers(0, 4), st.sampled_from(sorted(UNITS)))
def test_an_amount_survives_the_way_to_base_units_and_back(digits, decimals, unit):
    amount = digits / 10**decimals
    assert written(to_base(amount, UNITS[unit]), UNITS[unit]) == amount
