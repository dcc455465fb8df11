"""The rows of the progress dock as a model of Qt, and the proxy that sorts and filters them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QFont, QIcon

from .. import wording
from ..core.words import Marked

if TYPE_CHECKING:
    from ..core.standing import Row

NAME, UNIT, AMOUNT, QUOTA, COUNTED, PENDING, PERCENT, BAR, REMAINING, DEDUCTED = range(10)
MOST_DECIMALS = 6
NOTHING = 0.5 * 10**-MOST_DECIMALS
SORT_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


def headings() -> list[str]:
    """Return the columns' headings in the user's language."""
    return [
        QCoreApplication.translate("EcoLedger", "Target or township"),
        QCoreApplication.translate("EcoLedger", "Unit"),
        QCoreApplication.translate("EcoLedger", "Target amount"),
        QCoreApplication.translate("EcoLedger", "Quota"),
        QCoreApplication.translate("EcoLedger", "Counted"),
        QCoreApplication.translate("EcoLedger", "Unsaved"),
        QCoreApplication.translate("EcoLedger", "Done %"),
        QCoreApplication.translate("EcoLedger", "Stages"),
        QCoreApplication.translate("EcoLedger", "Remaining"),
        QCoreApplication.translate("EcoLedger", "Deducted"),
    ]


def stage_words() -> dict[str, str]:
    """Return what the four stages are called."""
    return {
        "accepted": QCoreApplication.translate("EcoLedger", "accepted"),
        "reported": QCoreApplication.translate("EcoLedger", "reported"),
        "under_way": QCoreApplication.translate("EcoLedger", "under way"),
        "planned": QCoreApplication.translate("EcoLedger", "planned"),
    }


def number(value: float, decimals: int) -> str:
    """Return a number with thousands separated; – where there is none."""
    return f"{value:,.{decimals}f}" if math.isfinite(value) else "–"


def decimals_for(value: float, decimals: int) -> int:
    """Return how many decimals show a change that is no zero: one parcel is a small share of a district."""
    enough = (d for d in range(decimals, MOST_DECIMALS) if round(value, d) != 0)
    return next(enough, MOST_DECIMALS) if abs(value) > NOTHING else decimals


def name_of(row: Row) -> str:
    """Return a row's name; the words that are ours are translated."""
    return wording.sentence(row.label) if isinstance(row.label, Marked) else row.label


def values(row: Row) -> list[Any]:
    """Return what a row's columns hold: texts and plain numbers, as they are sorted and written to files."""
    counted, deducted = pending_sums(row)
    return [
        name_of(row),
        row.symbol,
        row.amount,
        row.quota,
        row.amounts["counted"],
        counted if counted or deducted else math.nan,
        round(row.percent, 2),
        sum(row.stages.values()),
        row.remaining,
        row.deducted,
    ]


def pending_sums(row: Row) -> tuple[float, float]:
    """Return what unsaved edits would add to the stages, and what of them would be deducted."""
    return sum(c for c, _ in row.pending.values()), sum(d for _, d in row.pending.values())


def pending_text(row: Row) -> str:
    """Return what unsaved edits would change, such as ``+14.50 (3.10 not counted)``; empty for nothing."""
    if not row.pending:
        return ""
    counted, deducted = pending_sums(row)
    decimals = decimals_for(counted if counted else deducted, row.unit.decimals)
    if round(deducted, decimals) == 0:
        return f"{counted:+,.{decimals}f}"
    text = QCoreApplication.translate("EcoLedger", "{counted} ({deducted} not counted)")
    return text.format(counted=f"{counted:+,.{decimals}f}", deducted=number(deducted, decimals))


class _Node:
    """A row with its place in the tree: Qt asks for parents."""

    def __init__(self, row: Row, position: int, parent: _Node | None) -> None:
        self.row, self.position, self.parent = row, position, parent
        self.values = values(row)
        self.children = [_Node(child, i, self) for i, child in enumerate(row.children)]


class ProgressModel(QAbstractItemModel):
    """A tree of rows; replaced as a whole when there are new ones."""

    def __init__(self, warning: QIcon, parent: Any = None) -> None:
        super().__init__(parent)
        self._warning, self._headings = warning, headings()
        self._top: list[_Node] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._top = [_Node(row, i, None) for i, row in enumerate(rows)]
        self.endResetModel()

    # Qt's own interface

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        nodes = parent.internalPointer().children if parent.isValid() else self._top
        inside = 0 <= row < len(nodes) and 0 <= column < len(self._headings)
        return self.createIndex(row, column, nodes[row]) if inside else QModelIndex()

    def parent(self, index: QModelIndex) -> QModelIndex:
        above = index.internalPointer().parent if index.isValid() else None
        return self.createIndex(above.position, 0, above) if above else QModelIndex()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._top)
        return len(parent.internalPointer().children) if parent.column() == 0 else 0

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node, column = index.internalPointer(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(node, column)
        if role == SORT_ROLE:
            return node.values[column]
        if role == ROW_ROLE:
            return node.row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(node.row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == NAME and node.row.late:
            return self._warning
        if role == Qt.ItemDataRole.FontRole and (node.row.late or node.row.is_total):
            font = QFont()
            font.setBold(True)
            return font
        return None

    @staticmethod
    def _alignment(column: int) -> int:
        side = Qt.AlignmentFlag.AlignLeft if column in (NAME, UNIT, BAR) else Qt.AlignmentFlag.AlignRight
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    @staticmethod
    def _text(node: _Node, column: int) -> str:
        if column == BAR:
            return ""  # drawn
        if column == PENDING:
            return pending_text(node.row)
        value = node.values[column]
        if column in (NAME, UNIT):
            return value
        return number(value, 1 if column == PERCENT else node.row.unit.decimals)

    def _tooltip(self, row: Row, column: int) -> str:
        if column == BAR:
            return stages_text(row)
        if column == PENDING and row.pending:
            return _pending_by_stage(row)
        if row.late:
            return "\n".join(wording.fault_text(row.late))
        if row.is_total:
            return QCoreApplication.translate(
                "EcoLedger", "The sum of the area targets; ground that counts for two of them is in it twice."
            )
        return name_of(row) if column == NAME else ""


def stages_text(row: Row) -> str:
    """Return the amount of each stage, a line each."""
    line = QCoreApplication.translate("EcoLedger", "{stage}: {amount} {unit}")
    return "\n".join(
        line.format(stage=word, amount=number(row.stages[key], row.unit.decimals), unit=row.symbol)
        for key, word in stage_words().items()
    )


def _pending_by_stage(row: Row) -> str:
    line = QCoreApplication.translate(
        "EcoLedger", "Unsaved, {stage}: {counted} {unit}, not counted: {deducted}"
    )
    told = []
    for stage, (counted, deducted) in row.pending.items():
        decimals = decimals_for(counted if counted else deducted, row.unit.decimals)
        amounts = {"counted": f"{counted:+,.{decimals}f}", "deducted": number(deducted, decimals)}
        told.append(line.format(stage=stage_words()[stage], unit=row.symbol, **amounts))
    return "\n".join(told)


class ProgressProxy(QSortFilterProxyModel):
    """Sorts by value with the total last, and keeps what a text names with all that is above and below it."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.setSortRole(SORT_ROLE)
        self._text = ""

    def set_text(self, text: str) -> None:
        """Keep only what holds this text in its name."""
        self._text = text.strip().casefold()
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        node = self.sourceModel().index(row, NAME, parent).internalPointer()
        return not self._text or node.row.is_total or self._named(node) or self._below(node)

    def _named(self, node: _Node | None) -> bool:
        return node is not None and (self._text in node.values[NAME].casefold() or self._named(node.parent))

    def _below(self, node: _Node) -> bool:
        return any(self._text in child.values[NAME].casefold() for child in node.children)

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:
        ascending = self.sortOrder() == Qt.SortOrder.AscendingOrder
        a, b = left.data(ROW_ROLE), right.data(ROW_ROLE)
        if a.is_total != b.is_total:
            return b.is_total == ascending
        a, b = left.data(SORT_ROLE), right.data(SORT_ROLE)
        if isinstance(a, float) and isinstance(b, float) and math.isnan(a) != math.isnan(b):
            return math.isnan(b) == ascending  # what has no number comes behind those that have one
        return a < b
