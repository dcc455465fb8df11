"""Quotas as they are edited, cell by cell, and what is written of it: a change is a further revision.

Who gave a quota and when stands in its row of the ledger; a row once written is never changed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from ..model import Quota
from .quotas import latest

Cell = tuple[str, "str | None", "int | None"]  # target, township (None: all of them), year (None: all)

_SAME = 1e-12  # relative: what a conversion of units leaves


def cell_of(quota: Quota) -> Cell:
    """Return the cell a quota stands in.

    Examples
    --------
    >>> cell_of(Quota("oak", None, 2019, 10.0))
    ('oak', None, 2019)
    """
    return quota.target, quota.township, quota.year


def amounts_in(quotas: Iterable[Quota], *, proposed: bool = False) -> dict[Cell, float]:
    """Return the amounts that hold, or those that are only proposed, base units.

    Examples
    --------
    >>> first, second = Quota("oak", None, 2019, 10.0), Quota("oak", None, 2019, 12.0, revision=2)
    >>> amounts_in([first, second])
    {('oak', None, 2019): 12.0}
    """
    return {cell_of(q): q.amount for q in latest(quotas) if q.proposed is proposed}


def revise(
    quotas: Iterable[Quota], given: Mapping[Cell, float], proposed: Mapping[Cell, float], note: str = ""
) -> tuple[Quota, ...]:
    """Return the quotas by which exactly these amounts hold.

    An amount that is another gets a further revision, with the note; one that is gone takes its revisions
    with it. Of a proposal only the last one is kept.

    Parameters
    ----------
    quotas : iterable of Quota
        As they are written.
    given, proposed : mapping of cell to float
        Base units.
    note : str
        Why they were changed.

    Examples
    --------
    >>> written = [Quota("oak", None, 2019, 10.0), Quota("oak", None, 2020, 5.0)]
    >>> changed = revise(written, {("oak", None, 2019): 12.0}, {}, "调整")
    >>> [(q.year, q.revision, q.amount, q.note) for q in changed]
    [(2019, 1, 10.0, ''), (2019, 2, 12.0, '调整')]
    """
    quotas = tuple(quotas)
    hold = {cell_of(q): q for q in latest(quotas) if not q.proposed}
    offered = {cell_of(q): q for q in latest(quotas) if q.proposed}

    def stays(quota: Quota) -> bool:
        cell = cell_of(quota)
        if not quota.proposed:
            return cell in given
        return offered[cell] is quota and cell in proposed and _same(quota.amount, proposed[cell])

    return (*filter(stays, quotas), *_next(given, hold, note, False), *_next(proposed, offered, "", True))


def _next(
    amounts: Mapping[Cell, float], hold: Mapping[Cell, Quota], note: str, proposed: bool
) -> Iterable[Quota]:
    for cell, amount in amounts.items():
        before = hold.get(cell)
        if before is None or not _same(before.amount, amount):
            yield Quota(*cell, amount, before.revision + 1 if before else 1, proposed, note)


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=_SAME)
