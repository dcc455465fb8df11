"""Values reported by townships (ratios, mass, people): the latest of each, made one by the target's rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .model import Target

WEIGHTED = "weighted_mean"
COLUMNS = ("target", "township", "date", "value", "weight")


@dataclass(frozen=True)
class Reported:
    """A target's value made from its townships' reports.

    Parameters
    ----------
    value : float
        In base units (fraction, t, persons …); NaN where nothing was reported: that is no zero.
    townships : int
        How many townships' reports are in it.
    unusable : tuple of str
        Township of each report left out of it ("" where it names none): without a date, a number or a
        township that can be read, or without the weight that a weighted mean needs.
    """

    value: float
    townships: int
    unusable: tuple[str, ...] = ()


def latest_reports(
    reports: pd.DataFrame, target: Target, as_of: dt.date | None = None
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the latest report of each township for a target, and whose reports nobody can read.

    Parameters
    ----------
    reports : DataFrame
        `COLUMNS`; the value in the target's unit as written. Of two with one date the higher fid counts, the
        one entered later; without fids the smaller value.
    as_of : date, optional
        Later reports do not count.

    Returns
    -------
    latest : DataFrame
        township, day, value (in base units), weight (NaN where there is none above 0).
    unreadable : tuple of str
        Township of each, as in `Reported`.

    Examples
    --------
    >>> from .plan.units import unit_of
    >>> target = Target("straw", "3", "秸秆", "Straw", "ratio", "attribute", 70, unit_of("%"), 0.7)
    >>> rows = [("straw", "101", "2019-12-31", 60.0, None), ("straw", "101", "2018-12-31", 50.0, None)]
    >>> latest, unreadable = latest_reports(pd.DataFrame(rows, columns=COLUMNS), target)
    >>> latest.value.tolist(), unreadable
    ([0.6], ())
    """
    own = reports[reports["target"] == target.id].reindex(columns=[*COLUMNS, "fid"])
    township = own["township"].where(own["township"].notna(), "").astype(str)
    read = pd.DataFrame(
        {
            "township": township,
            "day": pd.to_datetime(own["date"], errors="coerce", utc=True, format="ISO8601").dt.tz_localize(
                None
            ),
            "value": _finite(own["value"]) * target.unit.factor,
            "weight": _finite(own["weight"]),
            "fid": _finite(own["fid"]),
        }
    )
    read["weight"] = read.weight.where(read.weight > 0)
    usable = (township != "") & read.day.notna() & read.value.notna()
    if as_of is not None:
        read = read[~(read.day > pd.Timestamp(as_of))]
    ordered = read[usable.reindex(read.index)].sort_values(
        ["day", "fid", "value"], ascending=[True, True, False]
    )
    latest = ordered.drop_duplicates("township", keep="last").sort_values("township", ignore_index=True)
    return latest[["township", "day", "value", "weight"]], tuple(sorted(township[~usable]))


def _finite(column: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(column, errors="coerce").astype(float)
    return numbers.where(np.isfinite(numbers))


def count_reported(reports: pd.DataFrame, target: Target, as_of: dt.date | None = None) -> Reported:
    """Make one value of a target's reports by its rule: ``sum``, ``mean`` or ``weighted_mean:<weight>``.

    Parameters
    ----------
    reports, as_of
        See `latest_reports`.

    Examples
    --------
    >>> from .plan.units import unit_of
    >>> target = Target("straw", "3", "秸秆", "Straw", "ratio", "attribute", 70, unit_of("%"), 0.7,
    ...                 aggregate="weighted_mean:straw_produced")
    >>> rows = [("straw", "101", "2019-12-31", 60.0, 300.0), ("straw", "102", "2019-12-31", 80.0, 100.0),
    ...         ("straw", "103", "2019-12-31", 99.0, None)]
    >>> count_reported(pd.DataFrame(rows, columns=COLUMNS), target)
    Reported(value=0.65, townships=2, unusable=('103',))
    """
    latest, unusable = latest_reports(reports, target, as_of)
    if target.aggregate.startswith(WEIGHTED):
        unweighted = latest.weight.isna()
        unusable = tuple(sorted([*unusable, *latest.township[unweighted]]))
        latest = latest[~unweighted]
    if not len(latest):
        return Reported(float("nan"), 0, unusable)
    value = latest.value.to_numpy()
    if target.aggregate == "sum":
        return Reported(float(value.sum()), len(latest), unusable)
    weights = latest.weight.to_numpy() if target.aggregate.startswith(WEIGHTED) else None
    return Reported(float(np.average(value, weights=weights)), len(latest), unusable)
