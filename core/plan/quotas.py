"""Quotas: which revision holds, what they add up to, and where they miss the target.

Σ over years = Σ over townships = the target; where it is not, the gap is shown. Proposals for a split
are in `proposals`.

Examples
--------
>>> first, second = Quota("oak_forest", None, 2019, 10.0), Quota("oak_forest", None, 2019, 12.0, revision=2)
>>> [quota.amount for quota in latest([second, first])]
[12.0]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import Plan, Quota, Target
from .proposals import propose_by_area, propose_even
from .targets import adds_up

__all__ = ["QuotaGap", "amounts_by", "gaps_of", "latest", "propose_by_area", "propose_even", "quota_gaps"]

_TOLERANCE = 1e-9  # relative: what conversions of units may leave, never what a person would write


def latest(quotas: Iterable[Quota]) -> tuple[Quota, ...]:
    """Return the highest revision of each target × township × year; what is proposed is kept apart.

    Examples
    --------
    >>> given, offer = Quota("oak", None, 2019, 10.0), Quota("oak", None, 2019, 5.0, 7, proposed=True)
    >>> latest([given, offer]) == (given, offer)
    True
    """
    found: dict[tuple[str, str | None, int | None, bool], Quota] = {}
    for quota in quotas:
        key = quota.target, quota.township, quota.year, quota.proposed
        if key not in found or quota.revision > found[key].revision:
            found[key] = quota
    return tuple(found.values())


def amounts_by(quotas: Iterable[Quota], key: str) -> dict[tuple[str, str | int], float]:
    """Return what was given to each township or year, by (target, township) or (target, year).

    A quota that leaves the other side open is the whole; only where there is none its parts are added.

    Parameters
    ----------
    quotas : iterable of Quota
        Latest revisions count, proposals never.
    key : {"township", "year"}

    Returns
    -------
    dict
        Amounts in base units; what was given to the district as a whole is in none of them.

    Examples
    --------
    >>> parts = [Quota("oak", "420304101", 2018, 40.0), Quota("oak", "420304101", 2019, 50.0)]
    >>> amounts_by(parts, "township")
    {('oak', '420304101'): 90.0}
    >>> amounts_by([*parts, Quota("oak", "420304101", None, 100.0)], "township")
    {('oak', '420304101'): 100.0}
    """
    other = {"township": "year", "year": "township"}[key]
    whole: dict[tuple[str, str | int], float] = {}
    parts: dict[tuple[str, str | int], float] = defaultdict(float)
    for quota in latest(quotas):
        own = getattr(quota, key)
        if quota.proposed or own is None:
            continue
        if getattr(quota, other) is None:
            whole[quota.target, own] = quota.amount
        else:
            parts[quota.target, own] += quota.amount
    return {**parts, **whole}


@dataclass(frozen=True)
class QuotaGap:
    """Quotas that do not add up to what they are parts of.

    Parameters
    ----------
    target : str
    parts : tuple of str
        What the parts are told apart by: ``("township", "year")``, ``("year",)`` …; empty for one quota
        that stands for the target itself.
    township, year : optional
        Set where the whole is the quota of that township or year; else it is the target.
    quotas, whole : float
        What the parts add up to and should add up to, base units.
    """

    target: str
    parts: tuple[str, ...]
    quotas: float
    whole: float
    township: str | None = None
    year: int | None = None

    @property
    def missing(self) -> float:
        """What the parts lack, base units; negative where they are too much."""
        return self.whole - self.quotas


def quota_gaps(plan: Plan) -> list[QuotaGap]:
    """Return every place where the plan's given quotas miss their target or each other.

    Examples
    --------
    >>> from . import read_plan, shipped_plan
    >>> quota_gaps(read_plan(shipped_plan()))  # the 2018 plan gives none
    []
    """
    return gaps_of(plan.targets, plan.quotas)


def gaps_of(targets: Iterable[Target], quotas: Iterable[Quota]) -> list[QuotaGap]:
    """Return the gaps of some targets; rates, which do not add up, have none.

    Examples
    --------
    >>> from .units import unit_of
    >>> oak = Target("oak", "4", "橡子林", "Oak", "area", "polygon", 100, unit_of("m2"), 100.0)
    >>> gaps_of([oak], [Quota("oak", None, 2018, 40.0), Quota("oak", None, 2019, 50.0)])[0].missing
    10.0
    """
    own: dict[str, list[Quota]] = defaultdict(list)
    for quota in latest(quotas):
        if not quota.proposed:
            own[quota.target].append(quota)
    sums = [gap for target in targets if adds_up(target) for gap in _sums(target, own[target.id])]
    return [gap for gap in sums if abs(gap.missing) > _TOLERANCE * max(gap.whole, gap.quotas)]


def _sums(target: Target, quotas: Sequence[Quota]) -> list[QuotaGap]:
    """Return what the townships, the years, and the parts of each of them add up to, beside their whole."""
    cells = {(quota.township, quota.year): quota.amount for quota in quotas}
    parts: dict[tuple[str, ...], list[float]] = {}
    if (None, None) in cells:
        parts[()] = [cells[None, None]]
    if all(None not in cell for cell in cells):
        parts["township", "year"] = list(cells.values())
    else:
        parts |= {(key,): list(amounts_by(quotas, key).values()) for key in ("township", "year")}
    sums = [QuotaGap(target.id, key, sum(a), target.base_amount) for key, a in parts.items() if a]
    return sums + _sums_of_parts(target, cells)


def _sums_of_parts(target: Target, cells: dict[tuple[str | None, int | None], float]) -> list[QuotaGap]:
    """Return, for each township or year whose whole is given, what its own parts add up to."""
    sums = []
    for (township, year), whole in cells.items():
        if (township is None) == (year is None):
            continue
        parts = [a for (t, y), a in cells.items() if None not in (t, y) and (t == township or y == year)]
        if parts:
            key = ("year",) if year is None else ("township",)
            sums.append(QuotaGap(target.id, key, sum(parts), whole, township, year))
    return sums
