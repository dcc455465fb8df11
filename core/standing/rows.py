"""Progress as a tree of rows: targets and their townships or the other way round, in the units people read.

Printed amounts add up: a row's gross is its deductions and what counts, a parent is the sum of its rows,
to the last digit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from ..errors import Fault
from ..model import Evidence, Kind, Target, Unit
from ..plan.quotas import amounts_by, latest
from ..plan.units import UNITS, array_from_base, from_base
from ..rounding import round_parts, round_table
from .late import behind
from .row import ALL_AREAS, COLUMNS, NOWHERE, OUTSIDE, PARTS, WITHOUT_TARGET, Row, View
from .standing import Standing


def rows(standing: Standing, view: View) -> list[Row]:
    """Return the rows of a view, the sum of all areas last.

    Townships where a target has neither work nor quota are left out of it.
    """
    by_target = [_target_row(standing, view, target) for target in standing.plan.targets]
    areas = [row for row, t in zip(by_target, standing.plan.targets, strict=True) if t.kind is Kind.AREA]
    found = _by_township(standing, view, by_target) if view.by_township else by_target
    return [*found, *_unplanned(standing, view), replace(_sum(areas, ALL_AREAS, view), is_total=True)]


def quotas_by_year(standing: Standing, target: str, township: str | None) -> dict[int, float]:
    """Return what is due each year in base units, by the latest revisions."""
    quotas = standing.plan.quotas
    if township is None:
        return {year: amount for (id, year), amount in amounts_by(quotas, "year").items() if id == target}
    own = [q for q in latest(quotas) if (q.target, q.township, q.proposed) == (target, township, False)]
    return {q.year: q.amount for q in own if q.year is not None}


def _target_row(standing: Standing, view: View, target: Target) -> Row:
    """Return a target's row with its townships below it."""
    unit, label = _shown_unit(target, view), target.name_zh if view.language == "zh" else target.name_en
    leaves = _leaves(standing, view, target, unit)
    if view.township is not None:
        leaves = [leaf for leaf in leaves if leaf.township == view.township]
        whole = leaves[0] if leaves else _empty(label, (target.id,), view, unit)
        whole = replace(whole, label=label, amount=from_base(target.base_amount, unit))
    else:
        record = standing.tables[view.year, "target"].query("target == @target.id").iloc[0]
        base = record[list(COLUMNS)].to_numpy(dtype=float)
        adds_up = leaves and target.evidence is not Evidence.ATTRIBUTE
        amounts = _added(leaves) if adds_up else _printed(base[None], unit, False)[0]
        quota = _given(standing, target, view.year)
        promise = target.base_amount if view.year is None else quota
        whole = _row(standing, view, target, label, None, unit, amounts, base, promise)
        whole = replace(
            whole,
            n=int(record.n),
            n_invalid=int(record.n_invalid),
            amount=from_base(target.base_amount, unit),
            quota=from_base(quota, unit),
        )
    return replace(whole, children=tuple(leaf for leaf in leaves if not _is_idle(leaf)))


def _leaves(standing: Standing, view: View, target: Target, unit: Unit) -> list[Row]:
    """Return a row for each township of a target, and for what lies in none."""
    table = standing.tables[view.year, "township"]
    table = table[table.target == target.id]
    base = table[list(COLUMNS)].to_numpy(dtype=float)
    printed = _printed(base, unit, target.evidence is not Evidence.ATTRIBUTE)
    leaves = []
    for amounts, own, record in zip(printed, base, table.itertuples(), strict=True):
        code = NOWHERE if pd.isna(record.unit) else record.unit
        row = _row(standing, view, target, _name(standing, code), code, unit, amounts, own, record.quota)
        quota = from_base(record.quota, unit)
        leaves.append(replace(row, n=int(record.n), n_invalid=int(record.n_invalid), quota=quota))
    return leaves


def _row(
    standing: Standing,
    view: View,
    target: Target,
    label: str,
    township: str | None,
    unit: Unit,
    amounts: Mapping[str, float],
    base: np.ndarray,
    promise: float,
) -> Row:
    counted = float(base[PARTS.index("counted")])
    empty = _empty(label, (target.id,), view, unit)
    return replace(
        empty,
        township=township,
        amounts=amounts,
        base=base,
        promise=from_base(promise, unit),
        percent=counted / promise * 100 if promise > 0 else np.nan,
        late=_late(standing, view, target, empty, township, counted, promise),
    )


def _late(
    standing: Standing,
    view: View,
    target: Target,
    row: Row,
    township: str | None,
    counted: float,
    promise: float,
) -> Fault | None:
    options = standing.ledger.options
    if options.period is not None:  # what was done before it is not in the row
        return None
    due = quotas_by_year(standing, target.id, township)
    deadline = target.deadline
    if view.year is not None:
        due, deadline = {year: a for year, a in due.items() if year == view.year}, None
    day = view.day or options.as_of or dt.date.today()
    return behind(counted, promise, deadline, due, day, row.unit, row.symbol)


def _empty(label: str, targets: tuple[str, ...], view: View, unit: Unit) -> Row:
    symbol = unit.symbol_zh if view.language == "zh" else unit.symbol_en
    amounts = dict.fromkeys(("gross", *COLUMNS), 0.0)
    return Row(label, targets, view.township, view.year, unit, symbol, amounts)


def _by_township(standing: Standing, view: View, by_target: list[Row]) -> list[Row]:
    """Turn the tree round; a township's own row is the sum of its areas."""
    found = []
    for code in dict.fromkeys([*standing.ledger.units.code, NOWHERE]):
        below = [
            replace(leaf, label=row.label, amount=row.amount)
            for row in by_target
            for leaf in row.children
            if leaf.township == code
        ]
        if below:
            areas = [leaf for leaf in below if leaf.unit.kind is Kind.AREA]
            summed = _sum(areas, _name(standing, code), view)
            found.append(replace(summed, township=code, amount=np.nan, children=tuple(below)))
    return found


def _name(standing: Standing, code: str) -> str:
    names = dict(zip(standing.ledger.units.code, standing.ledger.units.name, strict=True))
    return names.get(code) or code or OUTSIDE


def _unplanned(standing: Standing, view: View) -> list[Row]:
    """Return a row that says how many interventions no target of the plan asks for; m² and m make no sum."""
    table = standing.tables[view.year, "target" if view.township is None else "township"]
    table = table[~table.target.isin([target.id for target in standing.plan.targets])]
    if view.township is not None:
        table = table[table.unit.fillna(NOWHERE) == view.township]
    if not table.n.sum():
        return []
    row = _empty(WITHOUT_TARGET, tuple(table.target), view, UNITS["mu"])
    amounts = dict.fromkeys(row.amounts, np.nan)
    return [
        replace(row, symbol="", amounts=amounts, n=int(table.n.sum()), n_invalid=int(table.n_invalid.sum()))
    ]


def _sum(rows: list[Row], label: str, view: View) -> Row:
    """Return the sum of areas; what two targets share is in it twice."""
    unit = UNITS["mu" if view.unit == "plan" else view.unit]
    base = sum((row.base for row in rows), np.zeros(len(COLUMNS)))
    one_unit = all(row.unit == unit for row in rows)
    amounts = _added(rows) if rows and one_unit else _printed(base[None], unit, True)[0]
    amount, quota, promise = (_total(rows, name, unit) for name in ("amount", "quota", "promise"))
    return replace(
        _empty(label, tuple(dict.fromkeys(id for row in rows for id in row.targets)), view, unit),
        amounts=amounts,
        base=base,
        n=sum(row.n for row in rows),
        n_invalid=sum(row.n_invalid for row in rows),
        amount=amount,
        quota=quota,
        promise=promise,
        percent=from_base(base[PARTS.index("counted")], unit) / promise * 100 if promise > 0 else np.nan,
    )


def _total(rows: list[Row], name: str, unit: Unit) -> float:
    """Return the sum of what the rows have of an amount; NaN where none has it."""
    given = [
        value * row.unit.factor / unit.factor for row in rows if np.isfinite(value := getattr(row, name))
    ]
    return sum(given) if given else np.nan


def _added(rows: list[Row]) -> dict[str, float]:
    decimals = rows[0].unit.decimals
    return {name: round(sum(row.amounts[name] for row in rows), decimals) for name in rows[0].amounts}


def _printed(base: np.ndarray, unit: Unit, adds_up: bool) -> list[dict[str, float]]:
    """Return the amounts of each row of `COLUMNS`, rounded so that rows close and, if they do, add up.

    NaN, as shares of nothing are, adds up to nothing.
    """
    values = array_from_base(base, unit)
    parts, stages = values[:, : len(PARTS)], values[:, len(PARTS) :]
    if adds_up and len(values) and np.isfinite(values).all():
        table = round_table(parts, unit.decimals)[:-1]
        stages = np.column_stack([round_parts(column, column.sum(), unit.decimals) for column in stages.T])
    else:
        parts = parts.round(unit.decimals)
        table = np.column_stack([parts.sum(axis=1), parts])
        stages = stages.round(unit.decimals)
    names = ("gross", *COLUMNS)
    return [dict(zip(names, map(float, row), strict=True)) for row in np.hstack([table, stages])]


def _given(standing: Standing, target: Target, year: int | None) -> float:
    """Return what the townships, or the years, were given of a target; of one year where it is asked for."""
    by_year = quotas_by_year(standing, target.id, None)
    if year is not None:
        return by_year.get(year, np.nan)
    by_township = [
        a for (id, _), a in amounts_by(standing.plan.quotas, "township").items() if id == target.id
    ]
    given = by_township or list(by_year.values())
    return sum(given) if given else np.nan


def _shown_unit(target: Target, view: View) -> Unit:
    return UNITS[view.unit] if target.kind is Kind.AREA and view.unit != "plan" else target.unit


def _is_idle(row: Row) -> bool:
    """Tell whether nothing was done and nothing asked for."""
    return not (row.n or row.n_invalid or np.isfinite(row.quota) or np.nan_to_num(row.base).any())
