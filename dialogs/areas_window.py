"""Reported, official and planar area of parcels side by side, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.PyQt import uic
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QTableWidgetItem, QWidget

from .buttons import label_buttons

FORM, _ = uic.loadUiType(str(Path(__file__).with_suffix(".ui")))
WHY = 300  # pixels at least of the reasons, which go on in further lines


@dataclass(frozen=True)
class Areas:
    """A parcel's three areas in mu, how far planar is from official in m², and why; None: not known."""

    name: str
    reported: float | None
    official: float | None
    planar: float | None
    planar_off_m2: float | None
    why: str

    @property
    def reported_off(self) -> float | None:
        """How far what was reported is from the official area, in mu."""
        known = self.reported is not None and self.official is not None
        return self.reported - self.official if known else None


class AreasWindow(QDialog, FORM):
    """A window beside the map; gone when it is closed."""

    help_wanted = pyqtSignal()

    def __init__(self, parcels: Sequence[Areas], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label_buttons(self.buttons)
        self.buttons.rejected.connect(self.close)
        self.buttons.helpRequested.connect(self.help_wanted)
        self.table.setRowCount(len(parcels))
        for row, parcel in enumerate(parcels):
            self._fill(row, parcel)
        self.table.resizeColumnsToContents()
        self.table.setColumnWidth(self.table.columnCount() - 1, WHY)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.resizeRowsToContents()

    def _fill(self, row: int, parcel: Areas) -> None:
        numbers = (
            _number(parcel.reported),
            _number(parcel.official),
            _number(parcel.planar),
            _number(parcel.reported_off, "+"),
            _number(parcel.planar_off_m2, "+"),
        )
        for column, text in enumerate((parcel.name, *numbers, parcel.why)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if 0 < column <= len(numbers):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)


def _number(value: float | None, sign: str = "") -> str:
    return "–" if value is None else f"{value:{sign},.2f}"
