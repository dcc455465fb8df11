"""Charts as SVG text: dock, report and tests read the same string.

Only what Qt's SVG renderer knows is used (SVG Tiny: no patterns, no clipping, no style sheets); what a bar
is can be told without its colour, by hatching and by its label. Texts are the caller's, in the user's
language; amounts are in the unit they are shown in.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, SimHei, sans-serif"
# Okabe and Ito's colours, told apart by colour-blind readers.
GREEN, SKY, ORANGE, RED, GREY = "#009e73", "#56b4e9", "#e69f00", "#d55e00", "#b8b8b8"
STAGE_COLOURS = {"accepted": GREEN, "reported": SKY, "under_way": ORANGE, "planned": GREY}
STAGE_HATCH = {"accepted": 0, "reported": 9, "under_way": 6, "planned": 4}  # px between lines, 0: none
ROW, TOP = 30, 12  # a waterfall's row height and first row, px: a click's row follows from its y


@dataclass(frozen=True)
class Ink:
    """Colours of text, axes and what is not filled, so that a chart suits a light or a dark window."""

    text: str = "#222222"
    faint: str = "#888888"
    ground: str = "#e8e8e8"


class _Svg:
    """Collects the elements of one picture."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height, self.parts = width, height, []

    def rect(self, x: float, y: float, w: float, h: float, fill: str) -> None:
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(w, 0))}" height="{_n(h)}" fill="{fill}"/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str, dash: str = "") -> None:
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{stroke}"{dashed}/>'
        )

    def path(self, points: Sequence[tuple[float, float]], stroke: str, width: float, dash: str = "") -> None:
        d = " ".join(f"{'M' if i == 0 else 'L'}{_n(x)} {_n(y)}" for i, (x, y) in enumerate(points))
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{_n(width)}"{dashed}/>')

    def text(self, x: float, y: float, text: str, fill: str, anchor: str = "start", size: int = 13) -> None:
        self.parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" fill="{fill}" text-anchor="{anchor}" font-size="{size}" '
            f"font-family={quoteattr(FONT)}>{escape(text)}</text>"
        )

    def hatch(self, x: float, y: float, w: float, h: float, gap: int) -> None:
        """Draw slanted white lines over a bar; each is cut at the bar's edges by arithmetic."""
        start = -h
        while gap and start < w:
            a, b = max(start, 0.0), min(start + h, w)
            if b > a:
                self.line(x + a, y + h - (a - start), x + b, y + h - (b - start), "#ffffff")
            start += gap

    def done(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}">{"".join(self.parts)}</svg>'
        )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _finite(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def shown(value: float, decimals: int) -> str:
    """Return a number as tables show it: thousands separated, – where there is none.

    Examples
    --------
    >>> shown(1234.5, 2), shown(float("nan"), 2)
    ('1,234.50', '–')
    """
    return f"{value:,.{decimals}f}" if math.isfinite(value) else "–"


@dataclass(frozen=True)
class Step:
    """A row of a waterfall: its label, its amount, whether it is taken off or a total."""

    label: str
    amount: float
    deduction: bool = False


def waterfall(
    steps: Sequence[Step], unit: str, *, decimals: int = 2, width: int = 640, ink: Ink | None = None
) -> str:
    """Draw gross → deductions → counted, one row each; a deduction starts where the last one ended.

    Parameters
    ----------
    steps : sequence of Step
        In order, the first a total.
    unit : str
        Shown after each amount.

    Examples
    --------
    >>> svg = waterfall([Step("毛面积", 10), Step("重叠", 3, True), Step("计入", 7)], "亩")
    >>> svg.count("<rect"), "7.00 亩" in svg
    (3, True)
    """
    ink = ink or Ink()
    label, value = 110, 150
    svg = _Svg(width, TOP * 2 + ROW * len(steps))
    largest = max((_finite(s.amount) for s in steps), default=0.0)
    scale = (width - label - value) / largest if largest > 0 else 0.0
    end = 0.0
    for i, step in enumerate(steps):
        amount = _finite(step.amount)
        low = end - amount if step.deduction else 0.0
        y, x = TOP + ROW * i, label + low * scale
        svg.text(label - 8, y + 18, step.label, ink.text, "end")
        colour = RED if step.deduction else GREEN if i else GREY
        svg.rect(x, y + 4, amount * scale, ROW - 8, colour)
        if step.deduction:
            svg.hatch(x, y + 4, amount * scale, ROW - 8, 6)
        sign = "−" if step.deduction and amount > 0 else ""
        svg.text(width - 6, y + 18, f"{sign}{shown(step.amount, decimals)} {unit}", ink.text, "end")
        end = low if step.deduction else amount
        if i + 1 < len(steps):
            svg.line(label + end * scale, y + ROW - 4, label + end * scale, y + ROW + 4, ink.faint)
    return svg.done()


def stage_bar(
    stages: dict[str, float], total: float, *, width: int = 220, height: int = 18, ink: Ink | None = None
) -> str:
    """Draw accepted, reported, under way and planned as one bar against the amount promised.

    Parameters
    ----------
    stages : dict of str to float
        Any of the keys of `STAGE_COLOURS`.
    total : float
        The promise; without one the bar is as long as the sum.

    Examples
    --------
    >>> stage_bar({"accepted": 30, "planned": 20}, 100, width=200).count("<rect")
    3
    """
    svg, ink = _Svg(width, height), ink or Ink()
    amounts = {key: max(_finite(stages.get(key, 0.0)), 0.0) for key in STAGE_COLOURS}
    whole = max(_finite(total), sum(amounts.values()))
    svg.rect(0, 0, width, height, ink.ground)
    x = 0.0
    for key, amount in amounts.items():
        if amount > 0:
            w = amount / whole * width
            svg.rect(x, 0, w, height, STAGE_COLOURS[key])
            svg.hatch(x, 0, w, height, STAGE_HATCH[key])
            x += w
    if 0 < total < whole:
        svg.line(total / whole * width, 0, total / whole * width, height, ink.text)
    return svg.done()


def cumulative(
    days: Sequence[dt.date],
    amounts: Sequence[float],
    quotas: Sequence[tuple[dt.date, float]],
    unit: str,
    words: tuple[str, str, str],
    *,
    width: int = 640,
    height: int = 300,
    ink: Ink | None = None,
) -> str:
    """Draw the counted amount as it grew, a step at each day, against the quota.

    Parameters
    ----------
    days, amounts : sequences of equal length
        Rising days; what was counted up to and including each.
    quotas : sequence of (date, amount)
        What was promised by then, rising.
    words : (str, str, str)
        The user's words for counted, quota, and "nothing to show yet".

    Examples
    --------
    >>> svg = cumulative([dt.date(2019, 5, 1)], [12.0], [(dt.date(2020, 12, 31), 30.0)], "亩",
    ...                  ("计入", "任务", "暂无数据"))
    >>> svg.count("<path"), cumulative([], [], [], "亩", ("计入", "任务", "暂无数据")).count("暂无数据")
    (2, 1)
    """
    ink = ink or Ink()
    svg = _Svg(width, height)
    dates = [*days, *(day for day, _ in quotas)]
    if not dates:
        svg.text(width / 2, height / 2, words[2], ink.faint, "middle")
        return svg.done()
    frame = _Frame(dates, [*amounts, *(a for _, a in quotas)], width, height)
    _axes(svg, frame, unit, ink)
    if len(days):
        svg.path(_stairs(frame, days, amounts), GREEN, 2.5)
        svg.text(frame.left + 8, 18, f"━ {words[0]}", GREEN)
    if quotas:
        points = [(frame.x(frame.first), frame.y(0.0)), *((frame.x(d), frame.y(a)) for d, a in quotas)]
        svg.path(points, RED, 1.5, "6 4")
        svg.text(frame.left + 108, 18, f"╌ {words[1]}", RED)
    return svg.done()


def _stairs(frame: _Frame, days: Sequence[dt.date], amounts: Sequence[float]) -> list[tuple[float, float]]:
    points, level = [(frame.x(frame.first), frame.y(0.0))], 0.0
    for day, amount in zip(days, amounts, strict=True):
        points += [(frame.x(day), frame.y(level)), (frame.x(day), frame.y(_finite(amount)))]
        level = _finite(amount)
    return [*points, (frame.x(frame.last), frame.y(level))]


class _Frame:
    """Days and amounts to pixels; whole years from left to right, zero at the bottom."""

    left, bottom, top, right = 70, 34, 28, 16

    def __init__(self, dates: Sequence[dt.date], amounts: Sequence[float], width: int, height: int) -> None:
        self.first = dt.date(min(dates).year, 1, 1)
        self.last = dt.date(max(dates).year, 12, 31)
        self.step = _round_step(max((_finite(a) for a in amounts), default=0.0))
        self.largest = self.step * max(math.ceil(max(map(_finite, amounts), default=0) / self.step - 1e-9), 1)
        self._width, self._height = width - self.left - self.right, height - self.top - self.bottom

    def x(self, day: dt.date) -> float:
        return self.left + (day - self.first).days / max((self.last - self.first).days, 1) * self._width

    def y(self, amount: float) -> float:
        return self.top + (1 - amount / self.largest) * self._height


def _round_step(largest: float) -> float:
    """Return a round step (1, 2 or 5 times a power of ten) that fits about four times."""
    if largest <= 0:
        return 1.0
    rough = largest / 4
    power = 10.0 ** math.floor(math.log10(rough))
    return next(f * power for f in (1, 2, 5, 10) if f * power >= rough * (1 - 1e-9))


def _axes(svg: _Svg, frame: _Frame, unit: str, ink: Ink) -> None:
    for i in range(round(frame.largest / frame.step) + 1):
        y = frame.y(i * frame.step)
        svg.line(frame.left, y, svg.width - frame.right, y, "#d0d0d0")
        svg.text(frame.left - 6, y + 4, f"{i * frame.step:,.10g}", ink.faint, "end", 11)
    svg.text(6, 18, unit, ink.faint, "start", 11)
    years = range(frame.first.year, frame.last.year + 1)
    every = math.ceil(len(years) / 10)
    for year in years[::every]:
        x = frame.x(dt.date(year, 1, 1))
        svg.line(x, svg.height - frame.bottom, x, svg.height - frame.bottom + 5, ink.faint)
        svg.text(x + 2, svg.height - frame.bottom + 18, str(year), ink.faint, "start", 11)
