"""Which rows are behind the plan, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ..chart import shown
from ..errors import Fault
from ..model import Unit
from ..plan.units import from_base
from ..words import QT_TRANSLATE_NOOP

_TOLERANCE = 1e-9  # relative

_WORDS = (
    QT_TRANSLATE_NOOP("EcoLedger", "By {day} {due} {unit} were due; {missing} {unit} are missing"),
    QT_TRANSLATE_NOOP("EcoLedger", "Finish or accept what is under way, or revise the quota."),
)


def behind(
    counted: float,
    promise: float,
    deadline: dt.date | None,
    by_year: Mapping[int, float],
    day: dt.date,
    unit: Unit,
    symbol: str,
) -> Fault | None:
    """Return why a row is behind the plan on a day; None where it is not, or nothing was due yet.

    Parameters
    ----------
    counted, promise : float
        In base units; `promise` is due on the deadline.
    by_year : mapping of year to float
        Quotas in base units, each due on the last day of its year.
    unit, symbol : Unit, str
        What amounts are told in.

    Examples
    --------
    >>> from ..plan.units import unit_of
    >>> mu, spring = unit_of("亩"), dt.date(2019, 3, 1)
    >>> late = behind(10_000, 20_000, None, {2018: 12_000, 2019: 8000}, spring, mu, "mu")
    >>> late.problem.format(**late.fields)
    'By 2018-12-31 18.00 mu were due; 3.00 mu are missing'
    >>> behind(12_000, 20_000, None, {2018: 12_000}, spring, mu, "mu") is None
    True
    """
    ended = [year for year in by_year if dt.date(year, 12, 31) <= day]
    due, since = sum(by_year[year] for year in ended), dt.date(max(ended), 12, 31) if ended else None
    if deadline is not None and deadline <= day and promise > due:
        due, since = promise, deadline
    if since is None or not counted < due * (1 - _TOLERANCE):
        return None
    told = {"day": since.isoformat(), "unit": symbol}
    amounts = {"due": due, "missing": due - counted}
    told |= {name: shown(from_base(value, unit), unit.decimals) for name, value in amounts.items()}
    return Fault("progress.behind", *_WORDS, told, severity="warning")
