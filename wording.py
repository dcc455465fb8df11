"""Say core's sentences and keys in the user's language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from .core.errors import EcoLedgerError, Fault, PlanError
from .core.words import CONTEXT, QT_TRANSLATE_NOOP, Marked

_LINE = QT_TRANSLATE_NOOP("EcoLedger", "{problem}. {suggestion}")
_PLACED_LINE = QT_TRANSLATE_NOOP("EcoLedger", "{place}: {problem}. {suggestion}")

# What GEOS finds wrong with a geometry, as it says it; mostly a place stands behind: [37500050 3600050].
_OF_GEOS = {
    "Self-intersection": QT_TRANSLATE_NOOP("EcoLedger", "Self-intersection"),
    "Ring Self-intersection": QT_TRANSLATE_NOOP("EcoLedger", "Ring Self-intersection"),
    "Hole lies outside shell": QT_TRANSLATE_NOOP("EcoLedger", "Hole lies outside shell"),
    "Holes are nested": QT_TRANSLATE_NOOP("EcoLedger", "Holes are nested"),
    "Nested shells": QT_TRANSLATE_NOOP("EcoLedger", "Nested shells"),
    "Interior is disconnected": QT_TRANSLATE_NOOP("EcoLedger", "Interior is disconnected"),
    "Duplicate Rings": QT_TRANSLATE_NOOP("EcoLedger", "Duplicate Rings"),
    "Too few points in geometry component": QT_TRANSLATE_NOOP(
        "EcoLedger", "Too few points in geometry component"
    ),
    "Invalid Coordinate": QT_TRANSLATE_NOOP("EcoLedger", "Invalid Coordinate"),
    "IllegalArgumentException: Points of LinearRing do not form a closed linestring": QT_TRANSLATE_NOOP(
        "EcoLedger", "a ring is not closed"
    ),
}
_WITH_PLACE = re.compile(r"(.+?)(\[[^\]]*\])?")


def translator() -> QTranslator | None:
    """Load the translation for QGIS' language; None where English is the language.

    QGIS calls Chinese zh-Hans or zh-Hant, Qt zh_CN, hence the two letters.
    """
    locale = QgsApplication.instance().locale()
    file = Path(__file__).parent / "i18n" / f"{locale[:2]}.qm"
    loaded = QTranslator()
    return loaded if file.exists() and loaded.load(str(file)) else None


def language() -> str:
    """Return "zh" or "en": in which of the plan's two languages its names are shown."""
    return "zh" if QgsApplication.instance().locale().startswith("zh") else "en"


def sentence(template: str, **fields: Any) -> str:
    """Return a marked template in the user's language, its fields filled (marked ones translated)."""
    text = QCoreApplication.translate(CONTEXT, template)
    return text.format(**{name: _in_words(value) for name, value in fields.items()}) if fields else text


def _in_words(value: Any) -> Any:
    """Return a field's value as it is shown: what is marked, and what GEOS says, in the user's language."""
    if isinstance(value, Marked):
        return sentence(value)
    found = _WITH_PLACE.fullmatch(value) if isinstance(value, str) else None
    known = _OF_GEOS.get(found[1]) if found else None
    return sentence(known) + (found[2] or "") if known else value


def error_text(error: EcoLedgerError) -> tuple[str, str, str]:
    """Return problem, detail and suggestion of an error; the detail may be empty."""
    problem, detail, suggestion = (
        sentence(template, **error.fields) if template else ""
        for template in (error.problem, error.detail, error.suggestion)
    )
    return problem, detail, suggestion


def fault_text(fault: Fault) -> tuple[str, str]:
    """Return problem and suggestion of a fault."""
    return sentence(fault.problem, **fault.fields), sentence(fault.suggestion, **fault.fields)


def error_lines(error: EcoLedgerError) -> str:
    """Return all an error says, a sentence a line; of a plan also each of its faults with its place."""
    lines = [text for text in error_text(error) if text]
    faults = error.faults if isinstance(error, PlanError) else ()
    return "\n".join([*lines, *(fault_line(fault) for fault in faults)])


def fault_line(fault: Fault) -> str:
    """Return a fault in one line: place, problem and suggestion."""
    problem, suggestion = fault_text(fault)
    place = [fault.source if fault.line is None else f"{fault.source}:{fault.line}"]
    place += [f"FID {fault.fid}" if fault.fid is not None else "", str(fault.uuid or "")]
    place = " ".join(part for part in place if part)
    if not place:
        return sentence(_LINE, problem=problem, suggestion=suggestion)
    return sentence(_PLACED_LINE, place=place, problem=problem, suggestion=suggestion)
