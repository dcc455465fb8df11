"""The units a plan is written in, and their one conversion to base units.

Base units are m² (area), m (length), 1 (counts, people), a fraction (ratios) and t (mass, or mass per
year). A conversion is made in exact fractions and rounded once, so that 4.3 万亩 and 43,000 mu are the
same number to the last bit.

Sources of the factors: 15 mu = 1 ha and 1 km² = 100 ha, hence 1 mu = 2000/3 m² (never 666.67, which is
5 millionths too much); 万 is 10,000; the rest is the SI.

Examples
--------
>>> wan_mu = unit_of("万亩")
>>> to_base(4.3, wan_mu)
28666666.666666668
>>> from_base(145_000_000, unit_of("平方公里"))
145.0
"""

from __future__ import annotations

import difflib
import math
import unicodedata
from fractions import Fraction
from typing import Any

from ..errors import PlanError
from ..model import Kind, Unit
from ..words import QT_TRANSLATE_NOOP

MU = Fraction(2000, 3)
WAN = 10_000

# id, kind, base units in one (exact), Chinese and English symbol, decimals shown, further spellings
_ROWS: tuple[tuple[str, Kind, Fraction, str, str, int, str], ...] = (
    ("m2", Kind.AREA, Fraction(1), "平方米", "m²", 2, "m2 m^2 sqm sq.m 平米 平方公尺"),
    ("mu", Kind.AREA, MU, "亩", "mu", 2, "mus mou 市亩 畝"),
    ("wan_mu", Kind.AREA, MU * WAN, "万亩", "10⁴ mu", 4, "wanmu 萬畝 万市亩 10^4mu 10000mu"),
    ("ha", Kind.AREA, Fraction(WAN), "公顷", "ha", 4, "hectare hectares hm2 hm^2 公頃"),
    ("wan_ha", Kind.AREA, Fraction(WAN * WAN), "万公顷", "10⁴ ha", 4, "wanha 万hm2 10^4ha"),
    ("km2", Kind.AREA, Fraction(1_000_000), "平方公里", "km²", 4, "km2 km^2 sqkm sq.km 平方千米"),
    ("m", Kind.LENGTH, Fraction(1), "米", "m", 2, "metre metres meter meters 公尺"),
    ("km", Kind.LENGTH, Fraction(1000), "公里", "km", 3, "kilometre kilometres kilometer kilometers 千米"),
    ("site", Kind.COUNT, Fraction(1), "处", "sites", 0, "site place piece pieces 个 座 家 所 项 点 處"),
    ("village", Kind.COUNT, Fraction(1), "个村", "villages", 0, "village 村 行政村 个行政村"),
    ("person", Kind.COUNT, Fraction(1), "人", "people", 0, "person persons 口 名"),
    ("wan_person", Kind.COUNT, Fraction(WAN), "万人", "10⁴ people", 4, "wanperson 万口 萬人"),
    ("household", Kind.COUNT, Fraction(1), "户", "households", 0, "household 戶 农户"),
    ("wan_household", Kind.COUNT, Fraction(WAN), "万户", "10⁴ households", 4, "wanhousehold 萬戶"),
    ("percent", Kind.RATIO, Fraction(1, 100), "%", "%", 2, "percent pct 百分之"),
    ("percentage_point", Kind.RATIO, Fraction(1, 100), "个百分点", "percentage points", 2, "pp 百分点"),
    ("per_mille", Kind.RATIO, Fraction(1, 1000), "‰", "‰", 2, "permille permil 千分之 张/千人 /千人"),
    ("kg", Kind.MASS, Fraction(1, 1000), "千克", "kg", 0, "kilogram kilograms 公斤"),
    ("t", Kind.MASS, Fraction(1), "吨", "t", 2, "ton tons tonne tonnes 噸"),
    ("wan_t", Kind.MASS, Fraction(WAN), "万吨", "10⁴ t", 4, "want 万t 萬噸"),
    ("t/a", Kind.MASS, Fraction(1), "吨/年", "t/a", 2, "t/yr t/year t/y t/年 吨/a 吨每年 tonnes/year"),
    ("wan_t/a", Kind.MASS, Fraction(WAN), "万吨/年", "10⁴ t/a", 4, "want/a 万t/a 万吨/a 万吨每年"),
)

UNITS: dict[str, Unit] = {
    id: Unit(id, kind, float(exact), zh, en, decimals) for id, kind, exact, zh, en, decimals, _ in _ROWS
}
_EXACT: dict[str, Fraction] = {row[0]: row[2] for row in _ROWS}


def _folded(text: str) -> str:
    """Return `text` in the one form spellings are compared in.

    Examples
    --------
    >>> _folded(" ｋｍ² "), _folded("㎡"), _folded("万 亩"), _folded("percentage point")
    ('km2', 'm2', '万亩', 'percentagepoint')
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _spellings() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for id, _, _, zh, en, _, more in _ROWS:
        for spelling in (id, zh, en, *more.split()):
            if found.setdefault(_folded(spelling), UNITS[id]) is not UNITS[id]:
                raise ValueError(f"{spelling} names two units")
    return found


SPELLINGS: dict[str, Unit] = _spellings()


def near_spellings(text: str) -> list[str]:
    """Return up to five symbols of units that are written much like `text`; the common ones if none is.

    Examples
    --------
    >>> near_spellings("hectars")
    ['公顷']
    >>> near_spellings("furlong")
    ['亩', '万亩', '公顷', '平方公里', '公里', '处', '%']
    """
    folded = _folded(text)
    close = difflib.get_close_matches(folded, SPELLINGS, n=5, cutoff=0.65)
    if len(folded) > 1:
        close += [spelling for spelling in SPELLINGS if len(spelling) > 1 and spelling in folded]
    found = list(dict.fromkeys(SPELLINGS[spelling].symbol_zh for spelling in close))
    return found[:5] or [UNITS[id].symbol_zh for id in ("mu", "wan_mu", "ha", "km2", "km", "site", "percent")]


def unit_of(text: str) -> Unit:
    """Return the unit of that spelling; case, width and spaces do not matter.

    Parameters
    ----------
    text : str
        Id, Chinese or English symbol, or another usual spelling.

    Raises
    ------
    PlanError
        No unit is written so; the suggestion lists the nearest ones.

    Examples
    --------
    >>> [unit_of(text).id for text in ("亩", "平方千米", "km²", "KM2", "％", "个百分点", "t/年")]
    ['mu', 'km2', 'km2', 'km2', 'percent', 'percentage_point', 't/a']
    """
    try:
        return SPELLINGS[_folded(text)]
    except KeyError:
        raise PlanError(
            QT_TRANSLATE_NOOP("EcoLedger", "Unknown unit “{unit}”"),
            QT_TRANSLATE_NOOP("EcoLedger", "Write one of these units: {near}."),
            unit=text,
            near=", ".join(near_spellings(text)),
        ) from None


def exact(amount: float) -> Fraction:
    """Return `amount` as the decimal number it is written as.

    Examples
    --------
    >>> exact(1.428)
    Fraction(357, 250)
    """
    return Fraction(repr(float(amount)))


def exact_factor(unit: Unit) -> Fraction:
    """Return the base units in one `unit`, unrounded.

    Examples
    --------
    >>> exact_factor(unit_of("mu"))
    Fraction(2000, 3)
    """
    return _EXACT[unit.id]


def to_base(amount: float, unit: Unit) -> float:
    """Return `amount` of `unit` in base units: m², m, 1, fraction, t.

    Examples
    --------
    >>> to_base(1.428, unit_of("万亩")), to_base(0.2, unit_of("个百分点")), to_base(136, unit_of("km"))
    (9520000.0, 0.002, 136000.0)
    """
    if not math.isfinite(amount):
        return amount * unit.factor
    return float(exact(amount) * exact_factor(unit))


def from_base(value: float, unit: Unit) -> float:
    """Return `value` of base units in `unit`.

    Examples
    --------
    >>> from_base(20_000_000, unit_of("亩")), from_base(0.7, unit_of("%"))
    (30000.0, 70.0)
    """
    if not math.isfinite(value):
        return value / unit.factor
    return float(exact(value) / exact_factor(unit))


def array_from_base(values: Any, unit: Unit) -> Any:
    """Return an array (Series) of base units in `unit`: as `from_base`, to the last bit but one, at once.

    Examples
    --------
    >>> array_from_base(10_000.0, unit_of("亩")), array_from_base(2_500_000.0, unit_of("公顷"))
    (15.0, 250.0)
    """
    factor = exact_factor(unit)
    return values * factor.denominator / factor.numerator


def units_of_kind(kind: Kind) -> list[Unit]:
    """Return the units that measure `kind`.

    Examples
    --------
    >>> [unit.id for unit in units_of_kind(Kind.LENGTH)]
    ['m', 'km']
    """
    return [unit for unit in UNITS.values() if unit.kind is kind]
