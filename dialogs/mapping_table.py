"""The columns of a foreign layer, each with a box for the field it goes to and one for the unit of areas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QTableWidget, QTableWidgetItem

if TYPE_CHECKING:
    from .import_views import ColumnView

FOREIGN, EXAMPLE, FIELD, UNIT = range(4)
FRAME = 24  # px of a cell round its box


class MappingTable(QObject):
    """Fills the table; `changed` tells which column goes where now: foreign name, field, unit."""

    changed = pyqtSignal(str, str, str)

    def __init__(
        self, table: QTableWidget, fields: Sequence[tuple[str, str]], units: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(table)
        self._table, self._fields, self._units = table, fields, units
        table.setColumnCount(4)
        table.verticalHeader().hide()
        table.setHorizontalHeaderLabels(_headings())

    def show_columns(self, columns: Sequence[ColumnView]) -> None:
        """Show where columns go."""
        self._table.setRowCount(len(columns))
        for row, column in enumerate(columns):
            for place, text in ((FOREIGN, column.foreign), (EXAMPLE, column.example)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self._table.setItem(row, place, item)
            self._table.setCellWidget(row, FIELD, self._field_box(column))
            self._table.setCellWidget(row, UNIT, self._unit_box(column))
        self._table.resizeColumnsToContents()
        boxes = [self._table.cellWidget(row, UNIT) for row in range(len(columns))]
        widths = [box.sizeHint().width() + FRAME for box in boxes if box is not None]
        self._table.setColumnWidth(UNIT, max([self._table.columnWidth(UNIT), *widths]))

    def _field_box(self, column: ColumnView) -> QComboBox:
        none = QCoreApplication.translate("EcoLedger", "(left out)")
        box = _box([("", none), *self._fields], column.field)
        unit = column.unit or ""
        box.activated.connect(lambda i: self.changed.emit(column.foreign, box.itemData(i), unit))
        return box

    def _unit_box(self, column: ColumnView) -> QComboBox | None:
        if column.unit is None:
            return None
        none = QCoreApplication.translate("EcoLedger", "(choose)")
        box = _box([("", none), *self._units], column.unit)
        box.activated.connect(partial(self._unit_chosen, box, column))
        return box

    def _unit_chosen(self, box: QComboBox, column: ColumnView, index: int) -> None:
        self.changed.emit(column.foreign, column.field, box.itemData(index))


def _box(entries: Sequence[tuple[str, str]], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for key, name in entries:
        box.addItem(name, key)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def _headings() -> list[str]:
    return [
        QCoreApplication.translate("EcoLedger", "Column of the file"),
        QCoreApplication.translate("EcoLedger", "For example"),
        QCoreApplication.translate("EcoLedger", "Goes to"),
        QCoreApplication.translate("EcoLedger", "Unit"),
    ]
