"""What the window of the plan is given to show, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QTreeWidgetItem

from .rows_model import Column

if TYPE_CHECKING:
    from ..core.plan.quota_grid import Place


@dataclass(frozen=True)
class Trouble:
    """What asks for a look: a cell of a table (line from 0), or of the quotas of a target."""

    text: str
    grave: bool
    table: str = ""
    line: int = 0
    column: str = ""
    target: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class PlanView:
    """What the window shows beside the grid.

    Parameters
    ----------
    targets : sequence of (id, name)
    columns : mapping of table to columns
    rows : mapping of table to rows
    troubles : sequence of Trouble
    can_undo, can_redo : bool
    why_not : str
        Why it cannot be saved now; empty where it can.
    unsaved : bool
        Whether something would be lost.
    """

    targets: Sequence[tuple[str, str]]
    columns: Mapping[str, Sequence[Column]]
    rows: Mapping[str, Sequence[Mapping[str, str]]]
    troubles: Sequence[Trouble] = ()
    can_undo: bool = False
    can_redo: bool = False
    why_not: str = ""
    unsaved: bool = False


@dataclass(frozen=True)
class Revision:
    """One line of a cell's history: what was given when and by whom."""

    amount: str
    when: str
    who: str
    note: str


@dataclass(frozen=True)
class RuleView:
    """A rule, its zone and what it holds the works to: ``(what is found, its basis)``."""

    cells: tuple[str, ...]
    restrictions: Sequence[tuple[str, str]] = field(default=())


def with_tips(item: QTreeWidgetItem) -> QTreeWidgetItem:
    """Let what a narrow column cuts off be read in a tooltip."""
    for column in range(item.columnCount()):
        item.setToolTip(column, item.text(column))
    return item
