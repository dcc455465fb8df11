"""Close a ledger and sum it by target and township, for all years and for each: what `rows` reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from ..ledger import Ledger, close_ledger
from ..ledger.matrix import pieces_as_one
from ..ledger.rows import finished
from ..model import Options, Plan, Quota, Target
from ..progress import summarise


@dataclass(frozen=True)
class Sources:
    """What a ledger is closed from: frames as `close_ledger` takes them; reports as `summarise` does."""

    interventions: gpd.GeoDataFrame
    townships: gpd.GeoDataFrame
    baselines: Mapping[str, gpd.GeoDataFrame]
    reports: pd.DataFrame | None


@dataclass(frozen=True)
class Standing:
    """A closed ledger and its sums.

    Parameters
    ----------
    sources : Sources
    plan : Plan
    ledger : Ledger
        Its pieces also hold those of the derived targets, every square metre once.
    finished : ndarray of datetime64[D]
        When each of the ledger's entries was finished; NaT where nobody knows.
    tables : mapping of (year, "target" or "township") to DataFrame
        From `summarise`; year None: all years.
    """

    sources: Sources
    plan: Plan
    ledger: Ledger
    finished: np.ndarray
    tables: Mapping[tuple[int | None, str], pd.DataFrame]

    @property
    def years(self) -> list[int]:
        """Years with an intervention or a quota."""
        return sorted({year for year, _ in self.tables if year is not None})


def take_standing(
    sources: Sources,
    plan: Plan,
    *,
    options: Options | None = None,
    step: Callable[[float], None] = lambda share: None,
) -> Standing:
    """Close a ledger and sum it.

    Parameters
    ----------
    sources : Sources
    plan : Plan
    options : Options
        As-of date, statuses and period.
    step : callable
        Told the share done; may raise `Cancelled`.

    Raises
    ------
    CrsError
        A layer's coordinates cannot be measured.

    Examples
    --------
    See `ecoledger.core.standing`.
    """
    ledger = close_ledger(
        sources.interventions,
        sources.townships,
        plan.targets,
        groups=plan.groups,
        baselines=sources.baselines,
        options=options,
        step=lambda share: step(0.7 * share),
    )
    ledger, targets = _with_derived(ledger, plan.targets)
    step(0.75)
    years = [None, *_years(ledger, plan.quotas)]
    tables = {}
    for number, year in enumerate(years):
        for by in ("target", "township"):
            tables[year, by] = _summed(ledger, targets, plan, sources.reports, year, by)
        step(0.75 + 0.25 * (number + 1) / len(years))
    day = finished(sources.interventions.reindex(columns=["completed", "year"]))
    return Standing(sources, plan, ledger, day, tables)


def _with_derived(ledger: Ledger, targets: tuple[Target, ...]) -> tuple[Ledger, list[Target]]:
    """Give the derived targets pieces of their own, made once for all the sums."""
    derived = [t for t in targets if t.derived_from]
    own = [pieces_as_one(ledger, t.derived_from).assign(target=t.id) for t in derived]
    pieces = pd.concat([ledger.pieces, *(o for o in own if len(o))], ignore_index=True)
    return replace(ledger, pieces=pieces), [replace(t, derived_from=()) for t in targets]


def _years(ledger: Ledger, quotas: tuple[Quota, ...]) -> list[int]:
    done = pd.to_numeric(ledger.pieces.year, errors="coerce").dropna()
    return sorted({*done.astype(int), *(q.year for q in quotas if q.year is not None and not q.proposed)})


def _summed(
    ledger: Ledger,
    targets: list[Target],
    plan: Plan,
    reports: pd.DataFrame | None,
    year: int | None,
    by: str,
) -> pd.DataFrame:
    quotas = plan.quotas
    if year is not None:
        ledger = replace(
            ledger, pieces=ledger.pieces[pd.to_numeric(ledger.pieces.year, errors="coerce") == year]
        )
        quotas = [quota for quota in quotas if quota.year == year]
        if reports is not None:
            reports = reports[pd.to_datetime(reports["date"], errors="coerce").dt.year == year]
    return summarise(ledger, targets, by=by, quotas=quotas, reports=reports, district_area=plan.district_area)
