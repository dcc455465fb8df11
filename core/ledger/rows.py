"""What the attributes of interventions decide: who was first, what counts, which set a parcel is in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..model import STAGE_OF, Group, Kind, Options, Stage, Target

NO_TARGET = ""
_STAGES = (Stage.ACCEPTED, Stage.REPORTED, Stage.UNDER_WAY, Stage.PLANNED, Stage.NONE)
_LAST = np.datetime64("9999-12-31", "D")


def target_names(column: Sequence) -> np.ndarray:
    """Return targets as text, `NO_TARGET` where none is given.

    Examples
    --------
    >>> target_names([7, "greening", None]).tolist()
    ['7', 'greening', '']
    """
    names = np.asarray(column, dtype=object)
    names = np.where(pd.notna(names), names, NO_TARGET)
    if pd.api.types.infer_dtype(names, skipna=False) != "string":
        names = np.array([str(name) for name in names], dtype=object)
    return names


def stages(status: pd.Series | None, options: Options, n: int) -> np.ndarray:
    """Return each row's stage as a position in planned … accepted order (0 accepted, 4 none).

    Statuses the options count are accepted whatever the workflow says; without a status column all are.
    """
    if status is None:
        return np.zeros(n, dtype=int)
    codes, values = pd.factorize(_numbers(status))
    known = [0 if value in options.statuses else _STAGES.index(_stage_of(value)) for value in values]
    return np.array([*known, 4])[codes]


def _stage_of(status: float) -> Stage:
    """Return the stage of a status that the options do not count; an unknown code is in none."""
    stage = STAGE_OF.get(status, Stage.NONE)
    return Stage.REPORTED if stage is Stage.ACCEPTED else stage


def _numbers(column: pd.Series) -> np.ndarray:
    """Return float64; what is no number becomes NaN."""
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def finished(table: pd.DataFrame) -> np.ndarray:
    """Return the day each row was finished, datetime64[D]: its date, else the last day of its year, else NaT.

    Examples
    --------
    >>> rows = pd.DataFrame({"completed": ["2019-05-01", None, None], "year": [2019, 2018, None]})
    >>> finished(rows).astype(str).tolist()
    ['2019-05-01', '2018-12-31', 'NaT']
    """
    day = _times(table["completed"]).astype("datetime64[D]")
    year = _years(table["year"])
    usable = np.isfinite(year)
    end = np.full(len(table), np.datetime64("NaT", "D"))
    years = (year[usable].astype(int) - 1970 + 1).astype("datetime64[Y]").astype("datetime64[D]")
    end[usable] = years - np.timedelta64(1, "D")
    return np.where(np.isnat(day), end, day)


def unreadable_dates(table: pd.DataFrame) -> list[tuple[str, np.ndarray]]:
    """Return (column, positions of rows with something in it that is no date or year)."""
    odd = []
    for name, read in (("completed", _times), ("created", _times), ("year", _years)):
        given = np.flatnonzero(table[name].notna() & (table[name] != ""))
        odd.append((name, given[np.asarray(pd.isna(read(table[name].iloc[given])))]))
    return odd


def _times(column: pd.Series) -> np.ndarray:
    """Return datetime64[us] in UTC; what is no ISO date becomes NaT, 03/04/2019 too: nobody knows which."""
    times = pd.to_datetime(column, errors="coerce", utc=True, format="ISO8601")
    return times.dt.tz_localize(None).to_numpy().astype("datetime64[us]")


def _years(column: pd.Series) -> np.ndarray:
    """Return float64; what is no year of four digits becomes NaN."""
    year = _numbers(column)
    return np.where((year >= 1000) & (year <= 9998), year, np.nan)


def ranks(keys: Sequence[np.ndarray]) -> np.ndarray:
    """Return who was first, as distinct integers, by `rank_keys`."""
    order = np.lexsort(keys[::-1])
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank


def rank_keys(table: pd.DataFrame, stage: np.ndarray) -> list[np.ndarray]:
    """Return what decides who was first, the foremost first: stage, day finished, year, created, uuid, fid.

    What is only planned never takes ground from what is accepted. An `order` column replaces the dates.
    """
    uuid = table["uuid"].fillna("").astype(str).to_numpy().astype("U")
    if "order" in table:
        order = pd.factorize(table["order"], sort=True)[0].astype("uint64")  # missing ones (-1) come last
        return [stage, order, uuid, table["fid"].to_numpy()]
    day, created, year = finished(table), _times(table["created"]), _years(table["year"])
    return [
        stage,
        np.where(np.isnat(day), _LAST, day),
        np.where(np.isnan(year), 9999, year),
        np.where(np.isnat(created), np.datetime64(_LAST, "us"), created),
        uuid,
        table["fid"].to_numpy(),
    ]


def left_out(table: pd.DataFrame, stage: np.ndarray, options: Options) -> tuple[np.ndarray, np.ndarray]:
    """Return (takes no part at all, keeps its ground but is not counted) with the reason, "" for none."""
    apart, held = np.full(len(table), "", dtype=object), np.full(len(table), "", dtype=object)
    if options.as_of is not None or options.period is not None:
        day = finished(table)
        done = stage == 0
        if options.as_of is not None:
            apart[done & (day > _day(options.as_of))] = "after_as_of"
            apart[done & np.isnat(day)] = "no_date"
        if options.period is not None:
            first, last = map(_day, options.period)
            held[done & ~((day >= first) & (day <= last))] = "outside_period"
            held[done & np.isnat(day)] = "no_date"
    apart[stage == 4] = "status"
    return apart, held


def _day(day: dt.date) -> np.datetime64:
    return np.datetime64(day, "D")


def set_numbers(target: np.ndarray, targets: Mapping[str, Target], groups: Sequence[Group]) -> np.ndarray:
    """Return one integer per target, the same for targets of one exclusive group."""
    exclusive = {g.id for g in groups if g.exclusive}
    codes, values = pd.factorize(target)
    names = [
        ("group", targets[v].group) if v in targets and targets[v].group in exclusive else ("target", v)
        for v in values
    ]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], dtype=np.int64)[codes] if len(codes) else codes


def kinds(target: np.ndarray, targets: Mapping[str, Target], geometry_type: np.ndarray) -> np.ndarray:
    """Return how each row is counted (Kind value); rows without a known target by their geometry."""
    by_geometry = np.full(len(target), Kind.AREA.value, dtype=object)
    by_geometry[np.isin(geometry_type, (0, 4))] = Kind.COUNT.value
    by_geometry[np.isin(geometry_type, (1, 2, 5))] = Kind.LENGTH.value
    codes, values = pd.factorize(target)
    known = {
        Kind.AREA: "area",
        Kind.RATIO: "area",
        Kind.MASS: "area",
        Kind.LENGTH: "length",
        Kind.COUNT: "count",
    }
    of_target = np.array([known[targets[v].kind] if v in targets else "" for v in values], dtype=object)[
        codes
    ]
    return np.where(of_target == "", by_geometry, of_target)
