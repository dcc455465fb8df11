"""The quota grid as a table: the whole district, its sums and gaps, the townships; by years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont, QIcon

if TYPE_CHECKING:
    from ..core.plan.quota_grid import Place, QuotaGrid

SUM, GAP = "sum", "gap"  # rows below the whole district, columns behind the years


@dataclass(frozen=True)
class Wrong:
    """What was typed into a cell and cannot be read, and why."""

    text: str
    why: str


@dataclass(frozen=True)
class GridView:
    """A grid with the words it needs.

    Parameters
    ----------
    grid : QuotaGrid
    names : mapping of township code to str
    unit : str
    wrong : mapping of place to Wrong
    """

    grid: QuotaGrid
    names: Mapping[str, str]
    unit: str
    wrong: Mapping[Place, Wrong] = field(default_factory=dict)


def shown_amount(amount: float) -> str:
    """Return an amount with thousands, without zeros behind the point.

    Examples
    --------
    >>> shown_amount(12000.0), shown_amount(0.3500), shown_amount(1234.56789)
    ('12,000', '0.35', '1,234.56789')
    """
    return f"{amount:,.8f}".rstrip("0").rstrip(".")


def shown_gap(gap: float) -> str:
    """Say how much is missing or too much."""
    if gap > 0:
        return QCoreApplication.translate("EcoLedger", "short {amount}").format(amount=shown_amount(gap))
    return QCoreApplication.translate("EcoLedger", "over {amount}").format(amount=shown_amount(-gap))


class QuotaModel(QAbstractTableModel):
    """Shows a `GridView`; what the user types is told by `edited` and shown when the grid is given anew.

    Proposed amounts are in italics with a star; sums and gaps cannot be typed into.
    """

    edited = pyqtSignal(object)  # {place: text}

    def __init__(self, warning: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warning = warning
        self._view: GridView | None = None
        self._townships: tuple[str | None, ...] = ()
        self._years: tuple[int | None, ...] = ()

    def show_grid(self, view: GridView) -> None:
        """Show another grid; the table is made anew only where it has other rows or columns."""
        townships = (None, SUM, GAP, *(township.code for township in view.grid.townships))
        years = (None, *view.grid.years, SUM, GAP)
        same = (townships, years) == (self._townships, self._years)
        if not same:
            self.beginResetModel()
        self._view, self._townships, self._years = view, townships, years
        if not same:
            self.endResetModel()
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def place(self, index: QModelIndex) -> Place | None:
        """Return the township and year of a cell; None for sums and gaps."""
        if not index.isValid():
            return None
        township, year = self._townships[index.row()], self._years[index.column()]
        return None if {township, year} & {SUM, GAP} else (township, year)

    def index_of(self, place: Place) -> QModelIndex:
        """Return the cell of a township and year."""
        return self.index(self._townships.index(place[0]), self._years.index(place[1]))

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        """Return the number of rows."""
        return 0 if parent and parent.isValid() else len(self._townships)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent and parent.isValid() else len(self._years)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """Let only amounts be typed into."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.place(index) else flags

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Tell what was typed, where it is something else than what stands there."""
        place = self.place(index)
        text = str(value or "").strip()
        if role != Qt.ItemDataRole.EditRole or place is None or text == self._typed(place):
            return False
        self.edited.emit({place: text})
        return True

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        place = self.place(index)
        if place is None:
            return self._of_sum(index, role)
        wrong = self._view.wrong.get(place)
        proposed = place in self._view.grid.proposed
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return wrong.text if wrong else self._shown(place) + "*" * proposed
        if role == Qt.ItemDataRole.DecorationRole and wrong:
            return self._warning
        if role == Qt.ItemDataRole.ToolTipRole:
            return wrong.why if wrong else _proposed_words() if proposed else None
        if role == Qt.ItemDataRole.FontRole and proposed:
            return _font(italic=True)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: N802
        """Return townships and years, and the words for sums and gaps."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole or self._view is None:
            return None
        key = (self._townships if orientation == Qt.Orientation.Vertical else self._years)[section]
        if key in (SUM, GAP):
            return _sum_words()[key]
        if orientation == Qt.Orientation.Vertical:
            whole = QCoreApplication.translate("EcoLedger", "Whole district")
            return whole if key is None else self._view.names[key]
        all_years = QCoreApplication.translate("EcoLedger", "All years")
        return f"{all_years} ({self._view.unit})" if key is None else str(key)

    def _of_sum(self, index: QModelIndex, role: int) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            return _font(bold=True)
        township, year = self._townships[index.row()], self._years[index.column()]
        if role != Qt.ItemDataRole.DisplayRole or (township in (SUM, GAP) and year in (SUM, GAP)):
            return None
        kind, place = (township, (None, year)) if township in (SUM, GAP) else (year, (township, None))
        if township is None:  # what the years add up to stands where they are compared with the target
            return None
        grid = self._view.grid
        found = (grid.sums if kind == SUM else grid.gaps).get(place)
        if found is None:
            return None
        return shown_amount(found) if kind == SUM else shown_gap(found)

    def _shown(self, place: Place) -> str:
        amount = self._view.grid.amounts.get(place)
        return "" if amount is None else shown_amount(amount)

    def _typed(self, place: Place) -> str:
        wrong = self._view.wrong.get(place)
        return wrong.text if wrong else self._shown(place)


def _sum_words() -> dict[str, str]:
    return {
        SUM: QCoreApplication.translate("EcoLedger", "Sum"),
        GAP: QCoreApplication.translate("EcoLedger", "Gap"),
    }


def _proposed_words() -> str:
    return QCoreApplication.translate("EcoLedger", "Proposed: it counts when it is accepted.")


def _font(*, bold: bool = False, italic: bool = False) -> QFont:
    font = QFont()
    font.setBold(bold)
    font.setItalic(italic)
    return font
