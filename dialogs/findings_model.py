"""The rows of the findings dock, and what of them the filters let through."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qgis.PyQt.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
)
from qgis.PyQt.QtGui import QIcon

SEVERITY, STATE, RULE, LAYER, FID, TOWNSHIP, AREA, DISTANCE, PROBLEM, REASON = range(10)
ROW_ROLE, SORT_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ORDER = ("violation", "review", "note")
_NUMBERS = (FID, AREA, DISTANCE)


@dataclass(frozen=True)
class FindingRow:
    """A finding in the user's words.

    Parameters
    ----------
    position : int
        In the list of findings.
    keys : mapping of str to str
        What the filters ask for: severity, state, rule, layer, township.
    severity, state, rule, layer, township : str
        The same as they are shown.
    area_mu, distance_m : float
        NaN where there is none.
    clips, repairs, snaps, fills : bool
        Which fix mends it.
    """

    position: int
    keys: Mapping[str, str]
    severity: str
    state: str
    rule: str
    layer: str
    fid: int
    township: str
    area_mu: float
    distance_m: float
    problem: str
    suggestion: str
    basis: str = ""
    reason: str = ""
    clips: bool = False
    repairs: bool = False
    snaps: bool = False
    fills: bool = False


def headings() -> list[str]:
    """Return the titles of the columns."""
    return [
        QCoreApplication.translate("EcoLedger", "Severity"),
        QCoreApplication.translate("EcoLedger", "State"),
        QCoreApplication.translate("EcoLedger", "Rule or check"),
        QCoreApplication.translate("EcoLedger", "Layer"),
        QCoreApplication.translate("EcoLedger", "FID"),
        QCoreApplication.translate("EcoLedger", "Township"),
        QCoreApplication.translate("EcoLedger", "Area (mu)"),
        QCoreApplication.translate("EcoLedger", "Distance (m)"),
        QCoreApplication.translate("EcoLedger", "What was found"),
        QCoreApplication.translate("EcoLedger", "Reason of the waiver"),
    ]


def cells(row: FindingRow) -> list[Any]:
    """Return a row's values in the order of the columns; numbers as numbers, NaN where there is none."""
    words = [row.severity, row.state, row.rule, row.layer, row.fid, row.township]
    return [*words, row.area_mu, row.distance_m, row.problem, row.reason]


class FindingsModel(QAbstractTableModel):
    """Shows findings, the gravest first."""

    def __init__(self, icons: Mapping[str, QIcon], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._rows: Sequence[FindingRow] = ()

    def show_rows(self, rows: Sequence[FindingRow]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        """Return the number of findings."""
        return 0 if parent and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent and parent.isValid() else len(headings())

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        """Return the titles."""
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return headings()[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        row, column = self._rows[index.row()], index.column()
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE:
            return _ORDER.index(row.keys["severity"]) if column == SEVERITY else cells(row)[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(cells(row)[column], column)
        if role == Qt.ItemDataRole.DecorationRole and column == SEVERITY:
            return self._icons[row.keys["severity"]]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(text for text in (row.problem, row.suggestion, row.basis) if text)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


def _shown(value: Any, column: int) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:,.{2 if column == AREA else 1}f}"
    return str(value)


class FindingsProxy(QSortFilterProxyModel):
    """Lets the findings through that fit every filter and the text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: dict[str, str] = {}
        self._text = ""
        self.setSortRole(SORT_ROLE)

    def want(self, wanted: Mapping[str, str], text: str) -> None:
        """Ask for keys (by filter, those left open not among them) and a text."""
        self._wanted, self._text = dict(wanted), text.strip().casefold()
        self.invalidateFilter()

    def filterAcceptsRow(self, line: int, parent: QModelIndex) -> bool:  # noqa: N802
        """Say whether a finding fits."""
        row = self.sourceModel().index(line, 0, parent).data(ROW_ROLE)
        if any(row.keys[name] != key for name, key in self._wanted.items()):
            return False
        return self._text in " ".join(map(str, cells(row))).casefold()
