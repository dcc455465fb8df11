"""All checks on all layers, and what they found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from ..area import measurable, to_map
from ..errors import Fault
from ..fingerprint import geometry_hashes
from ..ledger.partition import Partition
from ..model import Plan
from ..rules.check import plane_of
from ..rules.result import together
from ..rules.waivers import apply_waivers, pair_hash
from .layer import Domain, Found, Ground, Layer, Limits
from .registry import CHECKS, Check

COLUMNS = (
    *("id", "severity", "layer", "fid", "uuid", "zone_layer", "zone_fid", "zone_uuid"),
    *("geometry_hash", "fields", "geometry"),
)


@dataclass(frozen=True)
class CheckResult:
    """What the checks found.

    Parameters
    ----------
    findings : GeoDataFrame
        id, severity, layer, fid, uuid, zone_layer, zone_fid, zone_uuid (the other feature of a pair),
        geometry_hash, fields (of the sentence), the place as geometry; state, and reason, until, created_by,
        created of its waiver.
    checked : DataFrame
        layer, id, applies, findings: one row per layer and check, so that what did not apply is told.
    notes : tuple of Fault
        Waivers that lapsed.
    """

    findings: gpd.GeoDataFrame
    checked: pd.DataFrame
    notes: tuple[Fault, ...]

    def sentence(self, position: int) -> tuple[str, Mapping[str, object]]:
        """Return template and fields of a finding."""
        row = self.findings.iloc[position]
        return CHECKS[row.id].problem, row.fields


def check_data(
    layers: Mapping[str, gpd.GeoDataFrame],
    *,
    plan: Plan | None = None,
    townships: gpd.GeoDataFrame | None = None,
    domains: Mapping[str, tuple[Domain, ...]] | None = None,
    full_coverage: tuple[str, ...] = (),
    limits: Limits | None = None,
    waivers: pd.DataFrame | None = None,
    as_of: dt.date,
    step: Callable[[float], None] = lambda share: None,
) -> CheckResult:
    """Run every check on every layer it applies to.

    Parameters
    ----------
    layers : mapping of str to GeoDataFrame
    plan : Plan, optional
        For the smallest parcel of each target, and for which targets must not share ground.
    townships : GeoDataFrame, optional
        code, geometry.
    domains : mapping of str to tuple of Domain
        What the fields of a layer may hold.
    full_coverage : tuple of str
        Layers that are to leave no gap; scattered parcels are none.
    waivers : DataFrame, optional
        See `rules.waivers.apply_waivers`.
    as_of : date
        Waivers that last until then.
    step : callable
        Told the share done; may raise `Cancelled`.

    Raises
    ------
    CrsError
        A layer's coordinates cannot be measured.

    Examples
    --------
    >>> import shapely
    >>> bow_tie = shapely.Polygon([(0, 0), (200, 200), (200, 0), (0, 200)])
    >>> parcels = gpd.GeoDataFrame({"number": ["7"]}, crs=4525,
    ...     geometry=[shapely.transform(bow_tie, lambda xy: xy + [37500000, 3600000])])
    >>> result = check_data({"parcels": parcels}, as_of=dt.date(2020, 1, 1))
    >>> template, fields = result.sentence(0)
    >>> result.findings.id.tolist(), template.format(**fields)
    (['check.invalid'], 'The outline is not valid (Self-intersection); repaired it changes by +20000.00 m²')
    """
    ground = _ground(layers, plan, townships, limits)
    frames, checked = [], []
    for done, (name, frame) in enumerate(layers.items(), 1):
        own = (domains or {}).get(name, ())
        layer = Layer.read(name, frame, ground, domains=tuple(own), full_coverage=name in full_coverage)
        for id, check in CHECKS.items():
            found = check.find(layer, ground)
            if found is not None and len(found.row):
                frames.append(_frame(id, check, layer, found))
            number = 0 if found is None else len(found.row)
            checked.append({"layer": name, "id": id, "applies": found is not None, "findings": number})
        step(done / len(layers))
    findings, lapsed = apply_waivers(together(frames, ground.plane, COLUMNS), waivers, as_of)
    return CheckResult(findings, pd.DataFrame(checked), tuple(lapsed))


def _ground(
    layers: Mapping[str, gpd.GeoDataFrame],
    plan: Plan | None,
    townships: gpd.GeoDataFrame | None,
    limits: Limits | None,
) -> Ground:
    plane = plane_of({**layers, **({} if townships is None else {"townships": townships})})
    known: dict[str, object] = {"plan": plan, "limits": limits or Limits()}
    if townships is not None:
        crs = measurable(townships.crs, "townships")
        shapes = to_map(np.asarray(townships.geometry.array, dtype=object), crs, plane)
        known |= {
            "partition": Partition(shapes, plane),
            "codes": townships["code"].astype(str).to_numpy(object),
        }
    return Ground(plane, **known)


def _frame(id: str, check: Check, layer: Layer, found: Found) -> pd.DataFrame:
    """Return the findings of one check on one layer."""
    other = np.full(len(found.row), -1) if found.other is None else found.other
    fid, uuid = layer.table.fid.to_numpy(), layer.table.uuid.to_numpy()
    stamps = np.array([*geometry_hashes(layer.original[found.row])], dtype=object)
    others = [None if o < 0 else layer.original[o] for o in other]
    columns = {
        "id": id,
        "severity": check.severity,
        "layer": layer.name,
        "fid": fid[found.row],
        "uuid": uuid[found.row],
        "zone_layer": "" if found.other is None else layer.name,
        "zone_fid": pd.array(np.where(other < 0, None, fid[other]), dtype="Int64"),
        "zone_uuid": np.where(other < 0, "", uuid[other]),
        "geometry_hash": [pair_hash(*pair) for pair in zip(stamps, geometry_hashes(others), strict=True)],
        "fields": [
            dict(zip(found.fields, row, strict=True)) for row in zip(*found.fields.values(), strict=True)
        ],
    }
    return pd.DataFrame(columns).assign(geometry=found.geometry)
