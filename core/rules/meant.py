"""Which restriction of a rule a feature falls under: by its layer, its attributes and the day."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..model import Condition, Restriction

NONE = -1


def in_force(restriction: Restriction, day: dt.date) -> bool:
    """Say whether a restriction is in force on a day; its first and last day are within.

    Examples
    --------
    >>> ban = Restriction("ban", "reserve", "note", "inside", "禁捕", "Ban", valid_from=dt.date(2018, 9, 1))
    >>> in_force(ban, dt.date(2018, 9, 1)), in_force(ban, dt.date(2018, 8, 31))
    (True, False)
    """
    begun = restriction.valid_from is None or restriction.valid_from <= day
    return begun and (restriction.valid_to is None or day <= restriction.valid_to)


def first_meant(rows: pd.DataFrame, layer: str, restrictions: Sequence[Restriction]) -> np.ndarray:
    """Return for each row the position of the first restriction that means it, -1 for none.

    Examples
    --------
    >>> rows = pd.DataFrame({"measure": ["planting", "new_works"], "name": ["橡子林", "造纸厂"]})
    >>> paper = Condition(("name",), "~", ("造纸",))
    >>> mill = Restriction("mill", "r", "violation", "inside", "…", "…", (paper,))
    >>> any_other = Restriction("any", "r", "review", "inside", "…", "…")
    >>> first_meant(rows, "parcels", [mill, any_other]).tolist()
    [1, 0]
    """
    which = np.full(len(rows), NONE)
    for position in range(len(restrictions) - 1, -1, -1):
        if not restrictions[position].layers or layer in restrictions[position].layers:
            which[_meant(rows, restrictions[position].subject)] = position
    return which


def _meant(rows: pd.DataFrame, subject: Sequence[Condition]) -> np.ndarray:
    if not subject:
        return np.ones(len(rows), dtype=bool)
    return np.any([_holds(rows[field], c) for c in subject for field in c.fields if field in rows]
                  or [np.zeros(len(rows), dtype=bool)], axis=0)  # fmt: skip


def _holds(column: pd.Series, condition: Condition) -> np.ndarray:
    codes, values = pd.factorize(column)
    wanted = [_plain(value) for value in condition.values]
    if condition.way == "=":
        fits = [_plain(value) in wanted for value in values]
    else:
        fits = [any(word in _plain(value) for word in wanted) for value in values]
    return np.array([*fits, False])[codes]  # -1, a missing value, takes the last


def _plain(value: object) -> str:
    """Return a value as it is compared: full-width as half-width, no case, 60.0 as 60."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFKC", str(value)).strip().casefold()
