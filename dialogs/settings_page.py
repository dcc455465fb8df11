"""The settings as a page of QGIS' options."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from qgis.gui import QgsOptionsPageWidget
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from .reasons import allow

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))


class SettingsPage(QgsOptionsPageWidget, FORM):
    """Shows each setting in the widget of its name; those without one are only remembered.

    Parameters
    ----------
    shown : dataclass
        The settings as they are.
    save : callable
        Takes them as they were answered, when the user presses OK or Apply.
    """

    help_wanted = pyqtSignal()

    def __init__(self, shown: Any, save: Callable[[Any], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._shown, self._save = shown, save
        for name, widget in self._widgets().items():
            widget.setProperty(_value_of(widget), getattr(shown, name))
        self.forget.clicked.connect(self._forget)
        self.help.clicked.connect(self.help_wanted)
        self._count()

    def answer(self) -> Any:
        """Return the settings as the widgets have them."""
        values = {name: widget.property(_value_of(widget)) for name, widget in self._widgets().items()}
        return replace(self._shown, **values)

    def apply(self) -> None:
        """Hand the answer over; called by QGIS' options."""
        self._save(self.answer())

    def _widgets(self) -> dict[str, QWidget]:
        found = {field.name: self.findChild(QWidget, field.name) for field in fields(self._shown)}
        return {name: widget for name, widget in found.items() if widget is not None}

    def _forget(self) -> None:
        self._shown = replace(self._shown, recent_ledgers=())
        self._count()

    def _count(self) -> None:
        count = len(self._shown.recent_ledgers)
        text = QCoreApplication.translate("EcoLedger", "{count} remembered").format(count=count)
        self.remembered.setText(text)
        reason = QCoreApplication.translate("EcoLedger", "No ledger is remembered")
        allow(self.forget, "" if count else reason)


def _value_of(widget: QWidget) -> str:
    """Return the property a widget is edited in: a check box's "checked", a spin box's "value"."""
    return widget.metaObject().userProperty().name()
