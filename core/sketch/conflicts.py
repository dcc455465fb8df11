"""What a shape breaks of the plan's rules, each restriction once, and the shape cut out of its zones."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ..model import SEVERITIES
from ..overlay import difference, dissolved, is_ground
from ..rules import RuleIndex, RuleResult
from ..rules.zones import Zones

GRID = 1e-6  # metres, as in `offers`
APART = 0.01  # metres left between a shape and a zone that it may not even touch


@dataclass(frozen=True)
class Conflict:
    """A restriction that a shape is in conflict with.

    Parameters
    ----------
    id, rule, severity, relation : str
        Of the restriction.
    area, length : float
        m² and m of the shape in the zones; where they overlap its ground counts for each.
    distance : float
        m on the ground to the nearest zone; 0 where they meet, NaN where it lies outside all.
    pieces : ndarray of geometry
        What is in conflict, on the plane of the desk; for a distance the line to the zone.
    """

    id: str
    rule: str
    severity: str
    relation: str
    area: float
    length: float
    distance: float
    pieces: np.ndarray

    @classmethod
    def of(cls, findings: gpd.GeoDataFrame) -> Conflict:
        """Return findings of one feature and one restriction as one conflict."""
        first = findings.iloc[0]
        return cls(
            first.id,
            first.rule,
            first.severity,
            first.relation,
            float(findings.overlap_m2.sum()),
            float(findings.overlap_m.sum()),
            float(findings.distance_m.min()),
            findings.geometry.to_numpy(),
        )


def conflicts_of(result: RuleResult | None) -> tuple[Conflict, ...]:
    """Return what was found of one shape, the gravest first.

    Examples
    --------
    >>> conflicts_of(None)
    ()
    """
    if result is None:
        return ()
    found = [Conflict.of(own) for _, own in result.findings.groupby("id", sort=False)]
    return tuple(sorted(found, key=lambda conflict: SEVERITIES.index(conflict.severity)))


def cut_out(index: RuleIndex, findings: gpd.GeoDataFrame, shape: shapely.Geometry) -> shapely.Geometry | None:
    """Return a shape on the plane of the index without what of it lies in the zones its findings name.

    None where no cut helps: a point, a distance to keep, a duty to be inside, or nothing would be left.

    Examples
    --------
    See `ecoledger.core.sketch`.
    """
    dimension = shapely.get_dimensions(shape)
    if not dimension or not findings.relation.isin(("inside", "touches")).all():
        return None
    for (layer, relation), own in findings.groupby(["zone_layer", "relation"], sort=False):
        zones = dissolved(_parts(index.zones[layer], own, shape))
        if relation == "touches":
            zones = shapely.buffer(zones, APART, join_style="mitre")
        if dimension == 2:  # as finely as the rules look: a coarser cut leaves a hair of the zone
            shape = difference(np.array([shape]), np.array([zones]))[0]
        else:
            shape = shapely.difference(shape, zones, grid_size=GRID)
    if dimension == 2:
        return shape if is_ground(np.array([shape]))[0] else None
    return shape if shapely.length(shape) > APART else None


def _parts(zones: Zones, findings: gpd.GeoDataFrame, shape: shapely.Geometry) -> np.ndarray:
    """Return the parts near a shape of the zones that findings name."""
    near = zones.tree.query(shapely.buffer(shape, 2 * APART))
    named = zones.table.fid.isin(findings.zone_fid).to_numpy()
    return zones.parts[near[named[zones.owner[near]]]]
