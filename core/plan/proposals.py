"""Offer a split of a target over townships and years, in whole steps that add up to the last digit.

A proposal is marked as such and is never counted as given. Shares are rounded to the decimals of the
target's unit by the largest remainder (Hamilton's method), in exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ..errors import PlanError
from ..model import Plan, Quota, Target
from ..words import QT_TRANSLATE_NOOP
from .targets import adds_up
from .units import exact, exact_factor


def propose_even(plan: Plan, target: str, years: Sequence[int] = ()) -> tuple[Quota, ...]:
    """Propose the same share for every township and year.

    Parameters
    ----------
    plan : Plan
    target : str
        The target's id.
    years : sequence of int
        The years to split over; none leaves the year open.

    Returns
    -------
    tuple of Quota
        One per township and year, in base units, ``proposed``, one revision above any earlier proposal.

    Raises
    ------
    PlanError
        The target is a rate, which holds in every township and is not split.

    Examples
    --------
    >>> from . import read_plan, shipped_plan
    >>> plan = read_plan(shipped_plan())
    >>> proposal = propose_even(plan, "small_reservoir_reinforcement", [2018, 2019])
    >>> len(proposal), sum(q.amount for q in proposal), {q.proposed for q in proposal}
    (40, 7.0, {True})
    """
    return _proposal(plan, plan.target(target), years, [Fraction(1)] * len(plan.townships))


def propose_by_area(
    plan: Plan, target: str, years: Sequence[int], areas: Mapping[str, float]
) -> tuple[Quota, ...]:
    """Propose shares in proportion to an area of each township, even over the years.

    Parameters
    ----------
    areas : mapping of township code to float
        Such as the township's area or that of its baseline patches, m²; 0 where there is none.

    Raises
    ------
    PlanError
        As `propose_even`; or a township's area is missing, negative or no number, or all are zero.

    Examples
    --------
    >>> from . import read_plan, shipped_plan
    >>> plan = read_plan(shipped_plan())
    >>> areas = {t.code: 0.0 for t in plan.townships} | {"420304101": 2.0e8, "420304102": 1.0e8}
    >>> [q.amount for q in propose_by_area(plan, "sewage_plant_upgrade", [2018, 2019], areas) if q.amount]
    [6.0, 6.0, 3.0, 3.0]
    """
    bad = [t.code for t in plan.townships if not 0 <= areas.get(t.code, -1) < float("inf")]
    if bad or not any(areas[t.code] for t in plan.townships):
        raise PlanError(
            QT_TRANSLATE_NOOP("EcoLedger", "{target} cannot be split by area: no area for {townships}"),
            QT_TRANSLATE_NOOP("EcoLedger", "Give every township an area; 0 where it takes no part."),
            target=target,
            townships=", ".join(bad) or "–",
        )
    return _proposal(plan, plan.target(target), years, [Fraction(areas[t.code]) for t in plan.townships])


def _proposal(
    plan: Plan, target: Target, years: Sequence[int], weights: Sequence[Fraction]
) -> tuple[Quota, ...]:
    if not adds_up(target):
        raise PlanError(
            QT_TRANSLATE_NOOP("EcoLedger", "{target} is a rate and cannot be split"),
            QT_TRANSLATE_NOOP("EcoLedger", "Give each township the rate itself as its quota."),
            target=target.id,
        )
    step, total = _steps(target)
    revision = 1 + max((q.revision for q in plan.quotas if q.proposed and q.target == target.id), default=0)
    cells = _over_years(_shares(total, weights), len(years) or 1)
    return tuple(
        Quota(target.id, township.code, year, float(share * step), revision, proposed=True)
        for township, shares in zip(plan.townships, cells, strict=True)
        for year, share in zip(years or (None,), shares, strict=True)
    )


def _steps(target: Target) -> tuple[Fraction, int]:
    """Return the smallest step of a share in base units, and how many steps the target has."""
    written = -Decimal(repr(float(target.amount))).normalize().as_tuple().exponent
    scale = 10 ** max(target.unit.decimals, written)
    return exact_factor(target.unit) / scale, int(exact(target.amount) * scale)


def _shares(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Return whole shares in proportion to `weights` that add up to `total` (largest remainder).

    Examples
    --------
    >>> _shares(10, [Fraction(1), Fraction(1), Fraction(1)]), _shares(7, [Fraction(6), Fraction(1, 2)])
    ([4, 3, 3], [6, 1])
    """
    unrounded = [total * weight / sum(weights) for weight in weights]
    shares = [int(share) for share in unrounded]
    by_remainder = sorted(range(len(shares)), key=lambda i: (shares[i] - unrounded[i], i))
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares


def _over_years(shares: Sequence[int], years: int) -> list[list[int]]:
    """Return each share in `years` parts; what is left over goes round, so that no year gets it all.

    Examples
    --------
    >>> _over_years([4, 4, 4], 3)
    [[2, 1, 1], [1, 2, 1], [1, 1, 2]]
    """
    parts, turn = [], 0
    for share in shares:
        base, left = divmod(share, years)
        parts.append([base + ((year - turn) % years < left) for year in range(years)])
        turn = (turn + left) % years
    return parts
