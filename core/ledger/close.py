"""Interventions and plan in, closing ledger out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from ..area import measurable, to_map
from ..errors import Fault
from ..model import Group, Options, Target
from . import findings, rows
from .assemble import Part, assemble
from .ground import Ground
from .lines import close_lines
from .polygons import Terms, close_polygons
from .sites import close_sites

DEFAULTS = {"fid": None, "uuid": None, "target": None, "year": np.nan, "completed": None, "created": None}


@dataclass(frozen=True)
class Ledger:
    """A closed ledger; amounts in base units (m², m, sites), ``gross = Σ deductions + counted`` in every row.

    Parameters
    ----------
    entries : DataFrame
        One row per intervention, in the order given: fid, uuid, name, target, status, year, stage, base_unit,
        `AMOUNTS`, reason, earlier_uuid, reported. What status, date or period leave out has its whole gross
        amount in `excluded`, nothing deducted and nothing counted.
    pieces : DataFrame
        One row per intervention and township, of what takes part: entry, unit (code, None: in none),
        kind, target, year, status, stage, `AMOUNTS`; of polygons the ground before overlap. Within a `set`
        (target or exclusive group) the lower `rank` was first.
    held : DataFrame
        The same of what was finished outside the period: it counts nothing and keeps its ground.
    deductions : GeoDataFrame
        One row per deducted piece: entry, fid, uuid, target, unit, kind, amount, base_unit,
        earlier_uuid, earlier_fid, geometry.
    repairs : DataFrame
        layer, fid, uuid, what, before_m2, after_m2.
    notes : tuple of Fault
        What was noticed and needs a look; nothing of it changed an amount silently.
    units : DataFrame
        code, name, area_m2 of the townships as they were used.
    baseline_areas : mapping of target to float
        Area in m² of the baseline each target was held to.
    """

    entries: pd.DataFrame
    pieces: pd.DataFrame
    held: pd.DataFrame
    deductions: gpd.GeoDataFrame
    repairs: pd.DataFrame
    notes: tuple[Fault, ...]
    units: pd.DataFrame
    options: Options
    crs: CRS
    baseline_areas: Mapping[str, float]


def close_ledger(
    interventions: gpd.GeoDataFrame,
    townships: gpd.GeoDataFrame,
    targets: Sequence[Target],
    *,
    groups: Sequence[Group] = (),
    baselines: Mapping[str, gpd.GeoDataFrame] | None = None,
    options: Options | None = None,
    step: Callable[[float], None] = lambda share: None,
) -> Ledger:
    """Close the ledger: every square metre, metre and site once, every deduction with its reason.

    Parameters
    ----------
    interventions : GeoDataFrame
        geometry and any of fid, uuid, target, status, year, completed, created, name, reported. Without a
        `status` column all count; an `order` column replaces the dates in deciding who was first.
    townships : GeoDataFrame
        code, geometry (and name). Any measurable CRS, also another than the interventions'. Several rows
        with one code are the parts of one township.
    targets : sequence of Target
        Kind, exclusive group, baseline, minimum area and tolerance are used.
    groups : sequence of Group
        Exclusive ones count each square metre once for all their targets.
    baselines : mapping of str to GeoDataFrame
        By layer name: class, geometry. A layer that a target names and that is not here, or has no
        feature of its classes, is noted and not applied.
    options : Options
    step : callable
        Told the share done; may raise `Cancelled`.

    Returns
    -------
    Ledger

    Raises
    ------
    CrsError
        A layer's coordinates cannot be measured.

    Examples
    --------
    See `ecoledger.core`.
    """
    options = options or Options()
    bounds = interventions.total_bounds if interventions.crs is None else None
    crs = measurable(interventions.crs, "interventions", bounds)
    geometry = np.asarray(interventions.geometry.array, dtype=object)
    ground = Ground.prepare(crs, geometry, townships, targets, baselines or {})
    step(0.1)
    closing = close_on(ground, interventions, groups, options, step)
    notes = [*ground.notes, *findings.of_rows(closing.table, closing.geometry, closing.kind, ground)]
    for part in closing.parts:
        notes += findings.of_interventions(closing.table, part.which, part.closed.reason)
    step(0.97)
    return Ledger(
        **assemble(closing.table, closing.geometry, closing.kind, closing.parts, ground),
        notes=tuple(notes),
        units=ground.units.groupby("code", as_index=False, sort=False).agg(
            {"name": "first", "area_m2": "sum"}
        ),
        options=options,
        crs=ground.plane.crs,
        baseline_areas=ground.baseline_areas(),
    )


@dataclass(frozen=True)
class Closing:
    """Interventions closed kind by kind, not yet put back into one row each.

    Parameters
    ----------
    table : DataFrame
        The interventions with their defaults, stage (position in `STAGES`), left_out ("" takes part), rank.
    geometry, kind : ndarray, shape (n,)
        On the ground's plane; area, length or count.
    order : list of ndarray, shape (n,)
        What decides who was first, see `rank_keys`.
    terms : Terms
    parts : list of Part
    """

    table: pd.DataFrame
    geometry: np.ndarray
    kind: np.ndarray
    order: list[np.ndarray]
    terms: Terms
    parts: list[Part]


def close_on(
    ground: Ground,
    interventions: gpd.GeoDataFrame,
    groups: Sequence[Group],
    options: Options,
    step: Callable[[float], None] = lambda share: None,
) -> Closing:
    """Close interventions on ground prepared before: what a ledger is made from, see `close_ledger`."""
    table = _with_defaults(interventions)
    crs = measurable(interventions.crs, "interventions")
    geometry = to_map(np.asarray(interventions.geometry.array, dtype=object), crs, ground.plane)
    table["stage"] = rows.stages(table.get("status"), options, len(table))
    apart, held = rows.left_out(table, table.stage.to_numpy(), options)
    table["left_out"] = np.where(apart != "", apart, held)
    order = rows.rank_keys(table, table.stage.to_numpy())
    table["rank"] = rows.ranks(order)
    kind = rows.kinds(table.target.to_numpy(), ground.targets, shapely.get_type_id(geometry))
    terms = _terms(table, ground, groups, options)
    table["set"] = terms.sets
    parts = []
    for name, close in _CLOSERS.items():
        which = np.flatnonzero((kind == name) & (apart == ""))
        if not len(which) and name != "area":
            continue
        closed = close(geometry[which], ground, terms.at(which), table.iloc[which], step)
        parts.append(Part(name, which, closed))
    return Closing(table, geometry, kind, order, terms, parts)


def _with_defaults(interventions: gpd.GeoDataFrame) -> pd.DataFrame:
    columns = {name: column.array for name, column in pd.DataFrame(interventions).items()}
    del columns[interventions.geometry.name]
    for name, value in DEFAULTS.items():
        if name not in columns:
            columns[name] = np.full(len(interventions), value)
    uuid = np.asarray(columns["uuid"], dtype=object)
    uuid = np.where(pd.notna(uuid), uuid, "")
    columns["uuid"] = np.where(uuid != "", uuid, None)
    columns["fid"] = _numbered(pd.Series(columns["fid"]))
    columns["target"] = rows.target_names(columns["target"])
    return pd.DataFrame(columns)


def _numbered(fid: pd.Series) -> pd.Series:
    """Return the feature ids; rows without one get the next ones, in their order."""
    missing = fid.isna().to_numpy()
    if not missing.any():
        return fid
    number = pd.to_numeric(fid).to_numpy(dtype=float, na_value=np.nan)
    number[missing] = np.nanmax(number, initial=-1) + 1 + np.arange(missing.sum())
    return pd.Series(number.astype(np.int64), fid.index)


def _terms(table: pd.DataFrame, ground: Ground, groups: Sequence[Group], options: Options) -> Terms:
    codes, names = pd.factorize(table.target)
    known = [ground.targets.get(name) for name in names]
    smallest = [max(t.min_area if t else 0.0, options.min_area) for t in known]
    baseline = [ground.baseline_number(t) for t in known]
    tolerance = [t.tolerance if t else 0.0 for t in known]
    return Terms(
        sets=rows.set_numbers(table.target.to_numpy(), ground.targets, groups),
        rank=table["rank"].to_numpy(),
        min_area=np.array(smallest, dtype=float)[codes],
        baseline=np.array(baseline, dtype=int)[codes],
        baselines=ground.patches,
        tolerance=np.array(tolerance, dtype=float)[codes],
    )


def _close_area(geometry, ground, terms, table, step):
    return close_polygons(geometry, ground.plane, ground.partition, terms, step)


def _close_length(geometry, ground, terms, table, step):
    return close_lines(geometry, ground.plane, ground.partition, terms)


def _close_count(geometry, ground, terms, table, step):
    return close_sites(geometry, ground.plane, ground.partition, terms, table.uuid.to_numpy())


_CLOSERS = {"area": _close_area, "length": _close_length, "count": _close_count}
