"""What is behind a row's figures: the deducted pieces, one by one, and how the counted amount grew."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from ..model import Stage
from ..plan.units import array_from_base, from_base
from ..rounding import round_parts
from .row import NOWHERE, Row
from .rows import quotas_by_year
from .standing import Standing


@dataclass(frozen=True)
class Piece:
    """A deducted piece of an intervention; `amount` in the row's unit, `wkb` in the ledger's CRS.

    The `earlier_` ones say which intervention it repeats; None where it repeats none.
    """

    kind: str
    amount: float
    table: str
    fid: int
    uuid: str | None
    name: str | None
    township: str | None = None
    earlier_table: str | None = None
    earlier_fid: int | None = None
    earlier_uuid: str | None = None
    wkb: bytes | None = None


def pieces(standing: Standing, row: Row, kind: str) -> list[Piece]:
    """Return what makes up one deduction of a row, in the ledger's order; what nobody could read is 0.

    Their amounts add up like the deduction's. For a derived target these are the pieces of the targets it is
    derived from.
    """
    ledger = standing.ledger
    meant = _meant(standing, row)
    own = ledger.deductions[(ledger.deductions.kind == kind) & meant[ledger.deductions.entry.astype(int)]]
    if row.township is not None:
        own = own[own.unit.fillna(NOWHERE) == row.township]
    amounts = array_from_base(own.amount.to_numpy(dtype=float), row.unit)
    amounts = round_parts(amounts, amounts.sum(), row.unit.decimals)
    names = dict(zip(ledger.units.code, ledger.units.name, strict=True))
    table = dict(zip(ledger.entries.uuid, ledger.entries.get("table", ""), strict=False))
    wholes = _wholes(standing, own.entry.to_numpy(dtype=int), kind)
    found = [
        replace(
            whole,
            amount=float(amount),
            township=names.get(d.unit, d.unit),
            earlier_table=table.get(d.earlier_uuid) if d.earlier_uuid else None,
            earlier_fid=None if pd.isna(d.earlier_fid) else int(d.earlier_fid),
            earlier_uuid=d.earlier_uuid,
            wkb=wkb,
        )
        for whole, d, amount, wkb in zip(
            wholes, own.itertuples(), amounts, shapely.to_wkb(own.geometry.to_numpy()), strict=True
        )
    ]
    if kind == "invalid" and row.township in (None, NOWHERE):
        unread = meant & ledger.entries.reason.str.startswith("invalid:").to_numpy()
        unread[own.entry.astype(int)] = False
        found += _wholes(standing, np.flatnonzero(unread), kind)
    return found


def growth(standing: Standing, row: Row) -> tuple[list[dt.date], list[float]]:
    """Return the days on which something of a row was finished, and what counted by then, in its unit.

    What has no date and no year is in none of them.
    """
    own = standing.ledger.pieces
    own = own[(own.stage == Stage.ACCEPTED.value) & own.target.isin(row.targets) & (own.counted > 0)]
    if row.township is not None:
        own = own[own.unit.fillna(NOWHERE) == row.township]
    if row.year is not None:
        own = own[pd.to_numeric(own.year, errors="coerce") == row.year]
    day = standing.finished[own.entry.astype(int)]
    by_day = own.counted.groupby(day).sum()  # NaT is left out
    amounts = array_from_base(by_day.cumsum().to_numpy(dtype=float), row.unit)
    return [d.date() for d in pd.to_datetime(by_day.index)], [float(a) for a in amounts]


def promised(standing: Standing, row: Row, days: list[dt.date]) -> list[tuple[dt.date, float]]:
    """Return what was promised by when, in the row's unit: by year, by the deadline, else all along.

    Parameters
    ----------
    days : list of date
        From `growth`: a promise without a date is a level from the first to the last year of them.
    """
    by_year: dict[int, float] = {}
    for id in row.targets:
        for year, amount in quotas_by_year(standing, id, row.township).items():
            by_year[year] = by_year.get(year, 0.0) + amount
    if row.year is not None:
        by_year = {year: amount for year, amount in by_year.items() if year == row.year}
    if by_year:
        years = sorted(by_year)
        levels = np.cumsum([by_year[year] for year in years])
        return [
            (dt.date(y, 12, 31), from_base(float(a), row.unit)) for y, a in zip(years, levels, strict=True)
        ]
    if not np.isfinite(row.promise):
        return []
    deadline = standing.plan.target(row.targets[0]).deadline if len(row.targets) == 1 else None
    if deadline is not None:
        return [(deadline, row.promise)]
    years = [day.year for day in days] or [dt.date.today().year]
    return [(dt.date(min(years), 1, 1), row.promise), (dt.date(max(years), 12, 31), row.promise)]


def _meant(standing: Standing, row: Row) -> np.ndarray:
    """Return which interventions are in a row's figures."""
    entries = standing.ledger.entries
    sources = [id for t in standing.plan.targets if t.id in row.targets for id in t.derived_from or (t.id,)]
    meant = (entries.stage == Stage.ACCEPTED.value) & entries.target.isin(sources)
    if row.year is not None:
        meant &= pd.to_numeric(entries.year, errors="coerce") == row.year
    return meant.to_numpy()


def _wholes(standing: Standing, entries: np.ndarray, kind: str) -> list[Piece]:
    """Return interventions as pieces of no amount, with their own geometry."""
    records = standing.ledger.entries.iloc[entries].to_dict("records")
    geometry = standing.sources.interventions.geometry.to_numpy()[entries]
    return [
        Piece(
            kind=kind,
            amount=0.0,
            table=record.get("table", ""),
            fid=int(record["fid"]),
            uuid=record["uuid"],
            name=record.get("name"),
            wkb=wkb,
        )
        for record, wkb in zip(records, shapely.to_wkb(geometry), strict=True)
    ]
