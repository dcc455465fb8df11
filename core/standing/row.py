"""One line of the progress table, and how lines are wished for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..errors import Fault
from ..ledger import DEDUCTIONS
from ..model import Stage, Unit
from ..progress import STAGE_COLUMNS
from ..words import QT_TRANSLATE_NOOP

NOWHERE = ""  # the township of what lies in none
PARTS = (*DEDUCTIONS, "counted")
COLUMNS = (*PARTS, *STAGE_COLUMNS)
OUTSIDE = QT_TRANSLATE_NOOP("EcoLedger", "In no township")
WITHOUT_TARGET = QT_TRANSLATE_NOOP("EcoLedger", "Without a target of the plan")
ALL_AREAS = QT_TRANSLATE_NOOP("EcoLedger", "All areas")


@dataclass(frozen=True)
class View:
    """How the rows are wished for.

    Parameters
    ----------
    by_township : bool
        Townships first, their targets below them; else the other way round.
    unit : str
        What areas are shown in: ``"plan"`` (as each target is written), or the id of a unit.
    year, township : optional
        Only this year (of the task), only this township (code; `NOWHERE`: what lies in none).
    day : date, optional
        What was due by then and is not done is behind the plan; None: today.
    language : {"zh", "en"}
        Of names and units.
    """

    by_township: bool = False
    unit: str = "plan"
    year: int | None = None
    township: str | None = None
    day: dt.date | None = None
    language: str = "en"


@dataclass(frozen=True)
class Row:
    """One line: a target, a township, a target in a township, or the sum of all areas.

    Parameters
    ----------
    label : str
        A name of the plan, or one of the marked words of this module.
    targets : tuple of str
        Whose figures are in it.
    township : str or None
        Code; None: the whole district.
    unit, symbol : Unit, str
        Of all amounts.
    amounts : mapping
        gross, the deductions, counted; and reported, under_way, planned: what these stages would add.
    amount, quota : float
        The target as a whole; what the townships (the year, this township) were given. NaN: nothing.
    promise : float
        Which of the two the row is held to.
    percent : float
        Of the promise; NaN without one.
    late : Fault, optional
        Why it is behind the plan.
    pending : mapping of stage to (counted, deducted)
        What unsaved edits would change; see `with_pending`.
    base : ndarray
        `COLUMNS` in base units.
    """

    label: str
    targets: tuple[str, ...]
    township: str | None
    year: int | None
    unit: Unit
    symbol: str
    amounts: Mapping[str, float]
    n: int = 0
    n_invalid: int = 0
    amount: float = np.nan
    quota: float = np.nan
    promise: float = np.nan
    percent: float = np.nan
    late: Fault | None = None
    pending: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    is_total: bool = False
    children: tuple[Row, ...] = ()
    base: np.ndarray = field(default_factory=lambda: np.zeros(len(COLUMNS)), repr=False, compare=False)

    @property
    def stages(self) -> dict[str, float]:
        """The four parts of a progress bar."""
        return {Stage.ACCEPTED.value: self.amounts["counted"], **{n: self.amounts[n] for n in STAGE_COLUMNS}}

    @property
    def deducted(self) -> float:
        """All deductions together."""
        return float(sum(self.amounts[name] for name in DEDUCTIONS))

    @property
    def remaining(self) -> float:
        """What is missing of the promise; 0 where more was done, NaN without a promise."""
        left = self.promise - self.amounts["counted"]
        return max(round(left, self.unit.decimals), 0.0) if np.isfinite(self.promise) else np.nan
