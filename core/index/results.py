"""What parts of the index tell each other: entries, sums by key, and what an edit changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..ledger import AMOUNTS, DEDUCTIONS

Key = tuple[str, str | None, int | None, str]  # target, township, year, stage
Sums = dict[Key, np.ndarray]  # the seven amounts


@dataclass(frozen=True)
class Entry:
    """What one intervention comes to; amounts in its base unit, as in a ledger's entries."""

    uuid: str
    target: str
    stage: str
    base_unit: str
    amounts: Mapping[str, float]
    excluded: float
    reason: str
    earlier: tuple[str, ...]

    @property
    def counted(self) -> float:
        """Amount that counts."""
        return self.amounts["counted"]


@dataclass
class Edit:
    """What an edit did to one part of the index.

    Parameters
    ----------
    before, after : Sums
        Of what was touched.
    later : tuple of str
        uuids of others whose amounts moved.
    """

    before: Sums = field(default_factory=dict)
    after: Sums = field(default_factory=dict)
    later: tuple[str, ...] = ()


def reason_of(amounts: Mapping[str, float], unreadable: str, left_out: str) -> str:
    """Return why something of an intervention is not counted, as a ledger's entries say it."""
    if left_out or unreadable:
        return left_out or f"invalid:{unreadable}"
    return ";".join(name for name in DEDUCTIONS if amounts[name] > 0)


def named(amounts: np.ndarray) -> dict[str, float]:
    """Return the seven amounts by their names."""
    return dict(zip(AMOUNTS, (float(a) for a in amounts), strict=True))


def year_key(year: object) -> int | None:
    """Return a year as the sums know it; None where there is none."""
    return None if year is None or year != year else int(year)


def add(sums: Sums, more: Sums) -> None:
    """Add sums to others, key by key."""
    for key, amounts in more.items():
        sums[key] = sums[key] + amounts if key in sums else amounts.copy()
