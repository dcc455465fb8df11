"""Read an amount as people write it into a cell: ``1,200``, ``０.１２万亩``, ``三百二十亩``, ``1.2万``.

A number alone is in the cell's own unit; one with a unit is turned into it. A bare 万 is ten thousand of
what the unit counts: 1.2万 is 1.2 万亩 whether the cell counts in 亩 or in 万亩.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ..model import Unit
from .cells import Row, number, plain
from .units import from_base

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE = re.compile("[零〇一二两三四五六七八九十百千万点]+")
_PLAIN = re.compile(r"[+-]?[\d., ]*\d(?:\.|[eE][+-]?\d+)?")
# Up to 9999; a skipped place needs its 零: 三百二 is said for 320 and for 302.
_SECTION = re.compile(
    "(?:(?P<thousands>D)千)?(?:零?(?P<hundreds>D)百)?(?:零?(?P<tens>D?)(?P<ten>十)(?P<one>D)?|零(?P<low>D)"
    "|(?P<alone>D))?".replace("D", "[一二两三四五六七八九]")
)


def amount_of(row: Row, column: str, unit: Unit) -> float | None:
    """Return the amount of a cell in base units; a fault is listed in the row where it cannot be read.

    Parameters
    ----------
    row : Row
    column : str
    unit : Unit
        Of a number without a unit of its own, and of the same kind as one with.

    Examples
    --------
    >>> from .units import unit_of
    >>> def amount(text, unit="亩"):
    ...     return amount_of(Row("quotas", 1, {"amount": text}, []), "amount", unit_of(unit))
    >>> amount("0.3"), amount("３ 公顷"), amount("三公顷"), amount("1.5万") == amount("1.5", "万亩")
    (200.0, 30000.0, 30000.0, True)
    >>> amount("三百二亩"), amount("3 吨"), amount("-1"), amount("约3亩")
    (None, None, None, None)
    """
    text = plain(row.text(column, required=True))
    if not text:
        return None
    value, rest = _split(text)
    if value is None:
        row.fault("plan.bad_quantity", column=column, value=text, example=f"1.2 {unit.symbol_zh}")
        return None
    if rest == "万":
        value, rest = (value, "") if unit.symbol_zh.startswith("万") else (value * 10_000, "")
    before = len(row.faults)
    own = Row(row.source, row.line, {column: rest}, row.faults).unit(column, unit.kind) if rest else unit
    base = Row(row.source, row.line, {column: repr(float(value))}, row.faults).amount(column, own)
    return None if any(fault.severity == "error" for fault in row.faults[before:]) else base


def written(base: float, unit: Unit) -> float:
    """Return base units in `unit`, as they were written: without what the conversion left behind.

    Examples
    --------
    >>> from .units import to_base, unit_of
    >>> written(to_base(4.3, unit_of("万亩")), unit_of("万亩"))
    4.3
    """
    return float(f"{from_base(base, unit):.12g}")


def _split(text: str) -> tuple[Decimal | None, str]:
    """Return the number a text begins with, None where there is none, and what stands behind it."""
    if found := _PLAIN.match(text):
        value = number(found[0])
        return None if value is None else Decimal(repr(value)), text[found.end() :].strip()
    if found := _CHINESE.match(text):
        return chinese_number(found[0]), text[found.end() :].strip()
    return None, text


def chinese_number(text: str) -> Decimal | None:
    """Return a number in Chinese numerals, None where it is none or could be read in two ways.

    Examples
    --------
    >>> [int(chinese_number(text)) for text in ("十二", "三百零五", "一万二千", "三百二十万", "二〇一八")]
    [12, 305, 12000, 3200000, 2018]
    >>> chinese_number("四点三"), chinese_number("四点三万"), chinese_number("三百二"), chinese_number("万")
    (Decimal('4.3'), Decimal('43000.0'), None, None)
    """
    whole, wan, rest = text.partition("万")
    high = _decimal(whole)
    if high is None or not wan:
        return high
    if not rest:
        return high * 10_000
    low = _section(rest)
    return None if low is None or "点" in whole or _SECTION.fullmatch(rest)["alone"] else high * 10_000 + low


def _decimal(text: str) -> Decimal | None:
    whole, point, places = text.partition("点")
    if not point:
        return _section(text)
    high = _section(whole)
    if high is None or not places or any(c not in _DIGITS for c in places):
        return None
    return Decimal(f"{high}.{''.join(str(_DIGITS[c]) for c in places)}")


def _section(text: str) -> Decimal | None:
    if text and all(c in _DIGITS for c in text):  # digit by digit: 二〇一八
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    found = _SECTION.fullmatch(text)
    if not text or not found or (found["alone"] and (found["thousands"] or found["hundreds"])):
        return None
    digits = {key: _DIGITS[value] if value else 0 for key, value in found.groupdict().items() if key != "ten"}
    tens = (digits["tens"] or 1) if found["ten"] else 0
    low = digits["one"] + digits["low"] + digits["alone"]
    return Decimal(1000 * digits["thousands"] + 100 * digits["hundreds"] + 10 * tens + low)
