"""The quotas of one target as a table of townships by years, with what they add up to and what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..model import Plan, Quota, Target, Township
from .amounts import written
from .quotas import gaps_of
from .revisions import Cell
from .targets import adds_up

Place = tuple["str | None", "int | None"]  # township and year; None: all of them


@dataclass(frozen=True)
class QuotaGrid:
    """What the grid shows; all amounts in the target's unit.

    Parameters
    ----------
    target : Target
    townships : tuple of Township
    years : tuple of int
    amounts : mapping of (township or None, year or None) to float
        A proposal stands in the place of what holds.
    proposed : frozenset of places
        Which of them are only proposed.
    sums : mapping of place to float
        ``(township, None)``: its years added up; ``(None, year)``: the townships of that year;
        ``(None, None)``: what all of it adds up to. Only where there is something to add.
    gaps : mapping of place to float
        What the parts lack of the amount of their whole (that place's; the target's for ``(None, None)``);
        negative where they are too much. Of the target: what `sums` lacks of it.
    """

    target: Target
    townships: tuple[Township, ...]
    years: tuple[int, ...]
    amounts: Mapping[Place, float] = field(default_factory=dict)
    proposed: frozenset[Place] = frozenset()
    sums: Mapping[Place, float] = field(default_factory=dict)
    gaps: Mapping[Place, float] = field(default_factory=dict)


def grid_of(
    target: Target,
    townships: Sequence[Township],
    years: Iterable[int],
    given: Mapping[Cell, float],
    proposed: Mapping[Cell, float],
) -> QuotaGrid:
    """Return the grid of a target; years with an amount are added to `years`.

    Parameters
    ----------
    given, proposed : mapping of cell to float
        Base units; cells of other targets are left out.

    Examples
    --------
    >>> from .units import unit_of
    >>> oak = Target("oak", "4", "栎林", "Oak", "area", "polygon", 3, unit_of("公顷"), 30000.0)
    >>> town = Township("420304101", "甲镇")
    >>> grid = grid_of(oak, [town], [2018, 2019], {("oak", "420304101", 2018): 20000.0}, {})
    >>> grid.amounts["420304101", 2018], grid.sums[None, None], grid.gaps[None, None]
    (2.0, 2.0, 1.0)
    """
    base = {c: a for c, a in given.items() if c[0] == target.id}
    offers = {c: a for c, a in proposed.items() if c[0] == target.id}
    shown = {**base, **offers}
    sums = _sums(shown) if adds_up(target) else {}
    all_years = {year for _, _, year in shown if year is not None} | set(years)
    return QuotaGrid(
        target,
        tuple(townships),
        tuple(sorted(all_years)),
        {cell[1:]: written(amount, target.unit) for cell, amount in shown.items()},
        frozenset(cell[1:] for cell in offers),
        {place: written(amount, target.unit) for place, amount in sums.items()},
        _gaps(target, [Quota(*cell, amount) for cell, amount in shown.items()], sums.get((None, None))),
    )


def _sums(shown: Mapping[Cell, float]) -> dict[Place, float]:
    parts: dict[Place, list[float]] = {}
    for (_, township, year), amount in shown.items():
        if township is not None and year is not None:
            parts.setdefault((township, None), []).append(amount)
            parts.setdefault((None, year), []).append(amount)
    sums = {place: math.fsum(amounts) for place, amounts in parts.items()}
    whole = {cell[1:]: amount for cell, amount in shown.items() if None in cell[1:]}
    return sums | _total({**sums, **whole})


def _total(wholes: Mapping[Place, float]) -> dict[Place, float]:
    """Return what the townships add up to; where no township has a share, the years; else the one amount."""
    by_township = [amount for (township, _), amount in wholes.items() if township is not None]
    by_year = [amount for (_, year), amount in wholes.items() if year is not None]
    only = [amount for place, amount in wholes.items() if place == (None, None)]
    amounts = by_township or by_year or only
    return {(None, None): math.fsum(amounts)} if amounts else {}


def _gaps(target: Target, quotas: Sequence[Quota], total: float | None) -> dict[Place, float]:
    found = [gap for gap in gaps_of([target], quotas) if (gap.township, gap.year) != (None, None)]
    gaps = {(gap.township, gap.year): written(gap.missing, target.unit) for gap in found}
    if total is not None and not math.isclose(total, target.base_amount, rel_tol=1e-9):
        gaps[None, None] = written(target.base_amount - total, target.unit)
    return gaps


def years_of(plan: Plan) -> tuple[int, ...]:
    """Return the years of the plan's quotas; where it has none, those from its issue to its last deadline.

    Examples
    --------
    >>> from . import read_plan, shipped_plan
    >>> years_of(read_plan(shipped_plan()))
    (2018, 2019, 2020)
    """
    given = {quota.year for quota in plan.quotas if quota.year is not None}
    last = max((target.deadline.year for target in plan.targets if target.deadline), default=0)
    if given or not plan.issued:
        return tuple(sorted(given))
    return tuple(range(plan.issued.year, min(last, plan.issued.year + 9) + 1))
