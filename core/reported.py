"""Values reported by townships (ratios, mass, people): the latest of each, made one by the target's rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .model import Target

WEIGHTED = "weighted_mean"


@dataclass(frozen=True)
class Reported:
    """A target's value made from its townships' reports.

    Parameters
    ----------
    value : float
        In base units (fraction, t, persons …); NaN where nothing was reported: that is no zero.
    townships : int
        How many townships reported.
    unweighted : tuple of str
        Townships left out of a weighted mean because their weight is missing.
    """

    value: float
    townships: int
    unweighted: tuple[str, ...] = ()


def latest_reports(reports: pd.DataFrame, target: Target, as_of: dt.date | None = None) -> pd.DataFrame:
    """Return the latest report of each township for a target, nothing later than `as_of`.

    Parameters
    ----------
    reports : DataFrame
        target, township, date, value (in the target's unit as written), weight.
    """
    own = reports[reports.target == target.id].dropna(subset=["value"])
    day = pd.to_datetime(own.date, errors="coerce")
    own = own.assign(day=day)[day.notna()]
    if as_of is not None:
        own = own[own.day <= pd.Timestamp(as_of)]
    return own.sort_values("day", kind="stable").groupby("township", as_index=False).last()


def count_reported(reports: pd.DataFrame, target: Target, as_of: dt.date | None = None) -> Reported:
    """Make one value of a target's reports by its rule: ``sum``, ``mean`` or ``weighted_mean:<weight>``.

    Examples
    --------
    See tests/core/test_reported.py; the unit is converted once, here.
    """
    own = latest_reports(reports, target, as_of)
    if not len(own):
        return Reported(float("nan"), 0)
    value = own.value.to_numpy(dtype=float) * target.unit.factor
    if target.aggregate == "sum":
        return Reported(float(value.sum()), len(own))
    if not target.aggregate.startswith(WEIGHTED):
        return Reported(float(value.mean()), len(own))
    weight = pd.to_numeric(own.get("weight", pd.Series(np.nan, own.index)), errors="coerce").to_numpy(
        dtype=float
    )
    usable = weight > 0
    lost = tuple(own.township[~usable].astype(str))
    if not usable.any():
        return Reported(float("nan"), len(own), lost)
    return Reported(float(np.average(value[usable], weights=weight[usable])), len(own), lost)
