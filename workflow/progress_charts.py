"""The two charts of a row, with their titles in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QColor, QPalette

from .. import wording
from ..core.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from ..core.chart import Ink
    from ..core.standing import Row, Standing
    from ..dialogs.svg_view import Choice

GROSS = QT_TRANSLATE_NOOP("EcoLedger", "gross")
COUNTED = QT_TRANSLATE_NOOP("EcoLedger", "counted")
DEDUCTIONS = {
    "invalid": QT_TRANSLATE_NOOP("EcoLedger", "unreadable"),
    "outside": QT_TRANSLATE_NOOP("EcoLedger", "in no township"),
    "baseline": QT_TRANSLATE_NOOP("EcoLedger", "off the baseline"),
    "too_small": QT_TRANSLATE_NOOP("EcoLedger", "too small"),
    "overlap": QT_TRANSLATE_NOOP("EcoLedger", "repeated"),
}


def ink_of(palette: QPalette) -> Ink:
    """Return a chart's colours that suit the window's."""
    from ..core.chart import Ink

    text, base = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    return Ink(text.name(), _between(base, text, 0.5), _between(base, text, 0.1))


def _between(one: QColor, other: QColor, share: float) -> str:
    """Return the colour that is a share of the way from one to the other."""
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return QColor(*(round(a + share * (b - a)) for a, b in parts)).name()


def stage_bar_of(row: Row, palette: QPalette, width: int, height: int) -> str:
    """Return the stages of a row as one bar, as SVG."""
    from ..core.chart import stage_bar

    return stage_bar(row.stages, row.promise, width=width, height=height, ink=ink_of(palette))


def title_of(row: Row) -> str:
    """Return what a chart is of: the row's name and what stands above it."""
    from ..dialogs.progress_model import name_of

    if row.n_invalid:
        text = QCoreApplication.translate(
            "EcoLedger", "{name}: {count} interventions, {invalid} of them unreadable"
        )
    else:
        text = QCoreApplication.translate("EcoLedger", "{name}: {count} interventions")
    return text.format(name=name_of(row), count=row.n, invalid=row.n_invalid)


def waterfall_of(row: Row, width: int, height: int = 0, ink: Ink | None = None) -> tuple[str, list[Choice]]:
    """Return gross → deductions → counted as SVG, and which rows of it can be chosen.

    Where its rows are higher than `height`, it is drawn so much wider that it fills the place when scaled.
    """
    from ..core.chart import ROW, TOP, Step, waterfall
    from ..dialogs.svg_view import Choice

    words = {key: wording.sentence(word) for key, word in DEDUCTIONS.items()}
    deductions = [Step(word, row.amounts[key], True) for key, word in words.items()]
    gross = Step(wording.sentence(GROSS), row.amounts["gross"])
    counted = Step(wording.sentence(COUNTED), row.amounts["counted"])
    steps = [gross, *deductions, counted]
    wider = max(1.0, (2 * TOP + ROW * len(steps)) / height) if height else 1.0
    width = max(round(width * wider), 360)
    svg = waterfall(steps, row.symbol, decimals=row.unit.decimals, width=width, ink=ink)
    tops = {key: TOP + ROW * i for i, key in enumerate(words, 1)}
    has_pieces = {key for key in words if row.amounts[key] > 0} | ({"invalid"} if row.n_invalid else set())
    return svg, [Choice(key, top, top + ROW) for key, top in tops.items() if key in has_pieces]


def growth_of(standing: Standing, row: Row, width: int, height: int, ink: Ink | None = None) -> str:
    """Return how the counted amount of a row grew, against its quota, as SVG."""
    from ..core.chart import cumulative
    from ..core.standing import growth, promised

    words = (
        wording.sentence(COUNTED),
        QCoreApplication.translate("EcoLedger", "promised"),
        QCoreApplication.translate("EcoLedger", "Nothing with a date counts yet."),
    )
    days, amounts = growth(standing, row)
    quotas = promised(standing, row, days) if days else []
    size = {"width": max(width, 360), "height": max(height, 180)}
    return cumulative(days, amounts, quotas, row.symbol, words, ink=ink, **size)
