"""Say core's sentences and keys in the user's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from .core.errors import EcoLedgerError, Fault
from .core.words import CONTEXT


def translator() -> QTranslator | None:
    """Load the translation for QGIS' language; None where English is the language.

    QGIS calls Chinese zh-Hans or zh-Hant, Qt zh_CN, hence the two letters.
    """
    locale = QgsApplication.instance().locale()
    file = Path(__file__).parent / "i18n" / f"{locale[:2]}.qm"
    loaded = QTranslator()
    return loaded if file.exists() and loaded.load(str(file)) else None


def sentence(template: str, **fields: Any) -> str:
    """Return a marked template in the user's language, its fields filled."""
    text = QCoreApplication.translate(CONTEXT, template)
    return text.format(**fields) if fields else text


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
