"""All that asks for a look in a ledger, in one list: conflicts with rules, and faults of the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .area import to_map
from .check import Domain, check_data
from .errors import Fault
from .ledger.partition import OUTSIDE, Partition
from .model import Plan
from .overlay import difference, is_ground, polygonal
from .rules import RuleResult, check_rules
from .rules.check import plane_of
from .rules.zones import identities
from .sketch.conflicts import APART
from .snapping import is_strip
from .stacking import stacked

CLIPPED = ("inside", "touches", "check.overlap", "check.outside_district")


@dataclass(frozen=True)
class Inspection:
    """What was found in a ledger on a day.

    Parameters
    ----------
    findings : GeoDataFrame
        id, rule (None for a data check), severity, relation, layer, fid, uuid, zone_layer, zone_fid,
        zone_uuid, overlap_m2, overlap_m, share, distance_m, geometry_hash, fields (of a check's sentence),
        state, reason, until, created_by, created, lapsed, township (code, empty outside all), clips (whether
        cutting the piece off mends it), the place as geometry.
    rules : RuleResult
        How much of the zones could be looked at.
    notes : tuple of Fault
    """

    findings: gpd.GeoDataFrame
    rules: RuleResult
    notes: tuple[Fault, ...]


def inspect(
    interventions: Mapping[str, gpd.GeoDataFrame],
    zones: Mapping[str, gpd.GeoDataFrame],
    townships: gpd.GeoDataFrame,
    plan: Plan,
    *,
    domains: Mapping[str, tuple[Domain, ...]] | None = None,
    waivers: pd.DataFrame | None = None,
    as_of: dt.date,
    step: Callable[[float], None] = lambda share: None,
) -> Inspection:
    """Hold interventions against the rules and the checks of data.

    Parameters
    ----------
    interventions, zones : mapping of str to GeoDataFrame
        By table, with all fields.
    townships : GeoDataFrame
        code, geometry.
    plan : Plan
    domains, waivers, as_of
        See `check_data` and `check_rules`.
    step : callable
        Told the share done; may raise `Cancelled`.

    Raises
    ------
    CrsError
        A layer's coordinates cannot be measured.

    Examples
    --------
    >>> from .plan import read_plan, shipped_plan
    >>> square = shapely.box(37500000, 3600000, 37500100, 3600100)
    >>> fields = {"uuid": ["a"], "measure": ["planting"], "status": [60]}
    >>> parcels = gpd.GeoDataFrame(fields, geometry=[square], crs=4525)
    >>> land = gpd.GeoDataFrame({"code": ["420304101"]}, geometry=[square.buffer(500)], crs=4525)
    >>> found = inspect({"intervention_polygons": parcels}, {"farmland_red_lines": land}, land,
    ...                 read_plan(shipped_plan()), as_of=dt.date(2021, 1, 1)).findings
    >>> found[["id", "township", "clips"]].to_numpy().tolist()[0]
    ['basic_farmland_planting', '420304101', False]
    """
    rules = check_rules(
        interventions,
        zones,
        plan.rules,
        plan.restrictions,
        waivers,
        as_of=as_of,
        step=lambda share: step(0.5 * share),
    )
    data = check_data(
        interventions,
        plan=plan,
        townships=townships,
        domains=domains,
        waivers=waivers,
        as_of=as_of,
        step=lambda share: step(0.5 + 0.5 * share),
    )
    frames = [rules.findings, data.findings.to_crs(rules.findings.crs)]
    table = gpd.GeoDataFrame(stacked(frames), geometry="geometry", crs=rules.findings.crs)
    for column in ("rule", "relation", "fields"):
        table[column] = table[column].where(table[column].notna(), None) if column in table else None
    for column in ("overlap_m2", "overlap_m", "share", "distance_m"):
        table[column] = pd.to_numeric(table[column]) if column in table else np.nan
    table["share"] = table.share.fillna(pd.Series(_shares(table, interventions), table.index))
    table = table.assign(township=_townships(table, townships), clips=_clips(table))
    return Inspection(table, rules, (*rules.notes, *data.notes))


def _townships(table: gpd.GeoDataFrame, townships: gpd.GeoDataFrame) -> np.ndarray:
    """Return the township each place lies in, "" for none."""
    codes = np.append(townships["code"].astype(str).to_numpy(dtype=object), "")
    place = table.geometry.to_numpy()
    found = np.full(len(table), OUTSIDE)
    filled = np.flatnonzero(~(shapely.is_missing(place) | shapely.is_empty(place)))
    if len(filled):
        plane = plane_of({"townships": townships, "places": table.iloc[filled]})
        units = Partition(to_map(np.asarray(townships.geometry.array), townships.crs, plane), plane)
        inner = to_map(shapely.point_on_surface(place[filled]), table.crs, plane)
        found[filled] = units.unit_at(shapely.get_coordinates(inner))
    return codes[found]


def _shares(table: gpd.GeoDataFrame, interventions: Mapping[str, gpd.GeoDataFrame]) -> np.ndarray:
    """Return which share of its feature the place of a check takes, where it is ground cut out of it."""
    share = np.full(len(table), np.nan)
    for layer, frame in interventions.items():
        own = np.flatnonzero((table.layer == layer) & table.id.isin(CLIPPED))
        if len(own):
            whole = frame.set_index(identities(frame).fid.to_numpy()).geometry.to_crs(table.crs)
            share[own] = table.geometry.iloc[own].area.to_numpy() / whole[table.fid.iloc[own]].area.to_numpy()
    return share


def _clips(table: gpd.GeoDataFrame) -> np.ndarray:
    """Say which findings cutting their piece off mends: it is ground, and not the whole parcel."""
    solid = is_ground(table.geometry.to_numpy())
    part = (table.share < 1 - 1e-9).to_numpy()
    return solid & part & (table.relation.isin(CLIPPED) | table.id.isin(CLIPPED)).to_numpy()


def snaps(findings: gpd.GeoDataFrame) -> np.ndarray:
    """Say which findings snapping mends: strips of overlap along the border of a zone or neighbour.

    Where a zone may not even be touched, an outline that follows its border mends nothing.

    Examples
    --------
    >>> strip, row = shapely.box(0, 0, 100, 1), {"id": "ban", "zone_fid": 7}
    >>> found = gpd.GeoDataFrame([row | {"relation": "inside"}, row | {"relation": "touches"}],
    ...                          geometry=[strip, strip])
    >>> snaps(found).tolist()
    [True, False]
    """
    beside = (findings.relation == "inside") | (findings.id == "check.overlap")
    strips = is_strip(findings.geometry.to_numpy())
    return strips & beside.to_numpy() & findings.zone_fid.notna().to_numpy()


def to_cut_off(findings: gpd.GeoDataFrame) -> np.ndarray:
    """Return the ground to cut off for each finding: its piece, with room where it may not even touch.

    Examples
    --------
    >>> piece = shapely.box(0, 0, 10, 10)
    >>> found = gpd.GeoDataFrame({"relation": ["inside", "touches", None]}, geometry=[piece] * 3)
    >>> shapely.bounds(to_cut_off(found))[:, 2].tolist()
    [10.0, 10.01, 10.0]
    """
    pieces = findings.geometry.to_numpy().copy()
    touch = (findings.relation == "touches").to_numpy()
    pieces[touch] = shapely.buffer(pieces[touch], APART, join_style="mitre")
    return pieces


def clipped(shape: shapely.Geometry, piece: shapely.Geometry) -> shapely.Geometry:
    """Return a polygon without a piece of it; both on one plane. Empty where nothing is left.

    Examples
    --------
    >>> clipped(shapely.box(0, 0, 10, 10), shapely.box(6, -1, 11, 11)).area
    60.0
    """
    rest = difference(np.array([shape], dtype=object), np.array([piece], dtype=object))
    return polygonal(rest)[0]
