"""Ledger → progress by target, township, year or status, against amounts and quotas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from .ledger import AMOUNTS, Ledger
from .ledger.matrix import pieces_as_one
from .model import Evidence, Kind, Quota, Stage, Target
from .plan.quotas import amounts_by
from .reported import COLUMNS, count_reported, latest_reports

BY = ("target", "township", "year", "status")
STAGE_COLUMNS = (Stage.REPORTED.value, Stage.UNDER_WAY.value, Stage.PLANNED.value)
_KEY = {"township": "unit", "year": "year", "status": "status"}
_NUMBERS = (*AMOUNTS, "n", "n_invalid", *STAGE_COLUMNS)
_BASE = {Kind.AREA: "m2", Kind.LENGTH: "m", Kind.COUNT: "1", Kind.RATIO: "fraction", Kind.MASS: "t"}


def summarise(
    ledger: Ledger,
    targets: Sequence[Target],
    *,
    by: str = "target",
    quotas: Iterable[Quota] = (),
    reports: pd.DataFrame | None = None,
    district_area: float | None = None,
) -> pd.DataFrame:
    """Sum a closed ledger to progress; amounts in base units, every row closes like the ledger.

    Parameters
    ----------
    ledger : Ledger
    targets : sequence of Target
        All are listed, also those without any intervention.
    by : {"target", "township", "year", "status"}
        One row per target, or per target and township (`unit`; None: in none), year or status. A township
        and a year with a quota have their row also where nothing was done.
    quotas : iterable of Quota
        Latest revisions count, proposals never. Where a township (year) has a quota of its own, that
        counts, else the sum of those it has by year (township).
    reports : DataFrame, optional
        Reported values, see `count_reported`.
    district_area : float, optional
        m², for ratios that are a share of the district; the townships' area where None.

    Returns
    -------
    DataFrame
        target, (unit | year | status), base_unit, n, n_invalid, gross … counted, reported, under_way,
        planned (what these stages would add), quota (the target itself by target), percent. An absent or
        zero quota gives NaN percent.

    Examples
    --------
    See `ecoledger.core`.
    """
    if by not in BY:
        raise ValueError(f"by is one of {BY}, not {by!r}")
    sums = _sums(ledger, _KEY.get(by), every_stage=by == "status")
    given = amounts_by(quotas, by) if by in ("township", "year") else {}
    alone = [t for t in targets if not _is_plain(t)]
    rows = [_rows_of(t, sums, ledger, by, reports, district_area, given) for t in alone]
    rows += [_plain_rows([t for t in targets if _is_plain(t)], sums, ledger, by, given)]
    rows += [_unplanned(sums, {t.id for t in targets})]
    table = pd.concat([r for r in rows if len(r)] or rows[-1:], ignore_index=True)
    place = {target.id: i for i, target in enumerate(targets)}
    order = table.target.map(place).fillna(len(place)).argsort(kind="stable")
    table = table.iloc[order].reset_index(drop=True)
    table["quota"] = _quotas(table, targets, given, by)
    table["percent"] = np.where(
        table.quota > 0, table.counted / table.quota.where(table.quota > 0) * 100, np.nan
    )
    return table


def _sums(ledger: Ledger, key: str | None, every_stage: bool) -> pd.DataFrame:
    """Sum the pieces by target and key: amounts of what counts, and what the other stages would add."""
    keys, pieces = ["target", key] if key else ["target"], ledger.pieces
    stage, stages = pd.factorize(pieces.stage)
    is_stage = {name: stage == np.flatnonzero(stages == name)[0] for name in stages}
    nothing = np.zeros(len(pieces), dtype=bool)
    taken = ~nothing if every_stage else is_stage.get(Stage.ACCEPTED.value, nothing)
    adds = {name: is_stage.get(name, nothing) for name in STAGE_COLUMNS}
    rows = np.flatnonzero(np.logical_or.reduce([taken, *adds.values()]))
    group = pieces[keys].iloc[rows].groupby(keys, dropna=False).ngroup().to_numpy()
    sums = pieces[keys].iloc[rows[np.unique(group, return_index=True)[1]]].reset_index(drop=True)
    counted = pieces.counted.to_numpy(dtype=float)
    parts = {name: (pieces[name].to_numpy(dtype=float), taken) for name in AMOUNTS}
    parts |= {name: (counted, added) for name, added in adds.items()}
    for name, (amount, which) in parts.items():
        sums[name] = np.bincount(group, np.where(which, amount, 0.0)[rows], minlength=len(sums))
    reason, entry = ledger.entries.reason, pieces.entry.to_numpy()
    unreadable = reason.isin([r for r in reason.unique() if r.startswith("invalid:")]).to_numpy()
    for name, which in (("n", taken), ("n_invalid", taken & unreadable[entry])):
        found = np.unique(group[which[rows]] * len(reason) + entry[rows][which[rows]])
        sums[name] = np.bincount(found // max(len(reason), 1), minlength=len(sums))
    return sums


def _is_plain(target: Target) -> bool:
    """Say whether a target's progress is what its own interventions amount to."""
    return not (target.evidence is Evidence.ATTRIBUTE or target.derived_from or target.kind is Kind.RATIO)


def _plain_rows(
    targets: Sequence[Target],
    sums: pd.DataFrame,
    ledger: Ledger,
    by: str,
    given: Mapping[tuple[str, str | int], float],
) -> pd.DataFrame:
    """Return a row for each key, zeros where nothing was done; a target's rows without a key come last."""
    units = {target.id: _BASE[target.kind] for target in targets}
    rows = sums[sums.target.isin(list(units))]
    pairs = [(t.id, key) for t in targets for key in _keys(t, rows, ledger, by, given)]
    if pairs:
        key = _KEY[by]
        index = pd.MultiIndex.from_tuples(pairs, names=["target", key])
        listed = rows[rows[key].notna()].set_index(["target", key]).reindex(index, fill_value=0.0)
        rows = pd.concat([listed.reset_index(), rows[rows[key].isna()]], ignore_index=True)
    without = [id for id in units if id not in set(rows.target)]
    zeros = pd.DataFrame({"target": without, **dict.fromkeys(_NUMBERS, 0.0)})
    rows = pd.concat([rows, zeros], ignore_index=True) if without else rows
    return rows.assign(base_unit=rows.target.map(units))


def _rows_of(
    target: Target,
    sums: pd.DataFrame,
    ledger: Ledger,
    by: str,
    reports: pd.DataFrame | None,
    district_area: float | None,
    given: Mapping[tuple[str, str | int], float],
) -> pd.DataFrame:
    if target.evidence is Evidence.ATTRIBUTE:
        rows = _reported_rows(target, reports, ledger, by)
        return rows.assign(target=target.id, base_unit=_BASE[target.kind])
    if target.derived_from:
        one = pieces_as_one(ledger, target.derived_from).assign(target=target.id)
        sums = _sums(replace(ledger, pieces=one), _KEY.get(by), every_stage=by == "status")
    rows = _plain_rows([target], sums, ledger, by, given)
    return _as_share(rows, target, ledger, district_area) if target.kind is Kind.RATIO else rows


def _keys(
    target: Target,
    rows: pd.DataFrame,
    ledger: Ledger,
    by: str,
    given: Mapping[tuple[str, str | int], float],
) -> list[str | float]:
    """Return the townships or years that must have a row: one with a quota must not go unseen."""
    if by == "township":
        return ledger.units.code.tolist()
    if by == "year":
        own = rows.year[rows.target == target.id]
        return sorted({*own.dropna(), *(year for id, year in given if id == target.id)})
    return []


def _as_share(
    rows: pd.DataFrame, target: Target, ledger: Ledger, district_area: float | None
) -> pd.DataFrame:
    whole = whole_of(target, ledger, district_area)
    return rows.assign(**{c: rows[c] / whole for c in (*AMOUNTS, *STAGE_COLUMNS)})


def whole_of(target: Target, ledger: Ledger, district_area: float | None) -> float:
    """Return the ground in m² that a ratio is a share of: its baseline, or the district.

    NaN where there is none to divide by.

    Parameters
    ----------
    target : Target
        Of kind ratio.
    ledger : Ledger
        Its townships are the district where `district_area` (m²) is None.
    """
    if target.aggregate == "share_of_baseline":
        return ledger.baseline_areas.get(target.id, np.nan)
    return float(district_area or ledger.units.area_m2.sum() or np.nan)


def _reported_rows(target: Target, reports: pd.DataFrame | None, ledger: Ledger, by: str) -> pd.DataFrame:
    """Return what townships reported; nothing reported is NaN, never zero."""
    if reports is None:
        reports = pd.DataFrame(columns=COLUMNS)
    one = count_reported(reports, target, ledger.options.as_of)
    zeros = dict.fromkeys([*AMOUNTS, *STAGE_COLUMNS], 0.0)
    if by != "township":
        numbers = {
            "gross": one.value,
            "counted": one.value,
            "n": one.townships,
            "n_invalid": len(one.unusable),
        }
        return pd.DataFrame([{**zeros, **numbers}])
    latest, _ = latest_reports(reports, target, ledger.options.as_of)
    codes = list(dict.fromkeys([*ledger.units.code, *latest.township, *one.unusable]))
    value = latest.set_index("township").value.reindex(codes).to_numpy()
    lost = Counter(one.unusable)
    return pd.DataFrame(
        {
            **zeros,
            "unit": [code or None for code in codes],
            "gross": value,
            "counted": value,
            "n": np.isfinite(value).astype(float),
            "n_invalid": [lost[code] for code in codes],
        }
    )


def _unplanned(sums: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    """Return the rows of interventions without a target of the plan: their own rows, nobody's amount."""
    return sums[~sums.target.isin(known)].assign(base_unit="")


def _quotas(
    table: pd.DataFrame, targets: Sequence[Target], given: Mapping[tuple[str, str | int], float], by: str
) -> np.ndarray:
    """Return what each row is held to: the target itself, or what its township or year was given."""
    if by == "target":
        whole = {t.id: t.base_amount for t in targets}
        return table.target.map(whole).to_numpy(dtype=float)
    if not given:
        return np.full(len(table), np.nan)
    keys = zip(table.target, table[_KEY[by]], strict=True)
    return np.array([given.get(key, np.nan) for key in keys], dtype=float)
