"""What a shape breaks of the plan's rules, each restriction once, and the shape cut out of its zones."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ..overlay import dissolved, is_ground, polygonal
from ..rules import RuleResult
from .desk import SketchDesk

GRID = 1e-6  # metres, as in `offers`
APART = 0.01  # metres left between a shape and a zone that it may not even touch
SEVERITIES = ("violation", "review", "note")


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


def conflicts_of(result: RuleResult | None) -> tuple[Conflict, ...]:
    """Return what was found of one shape, the gravest first.

    Examples
    --------
    >>> conflicts_of(None)
    ()
    """
    if result is None:
        return ()
    found = [_conflict(id, own) for id, own in result.findings.groupby("id", sort=False)]
    return tuple(sorted(found, key=lambda conflict: SEVERITIES.index(conflict.severity)))


def _conflict(id: str, own: gpd.GeoDataFrame) -> Conflict:
    first = own.iloc[0]
    return Conflict(
        id,
        first.rule,
        first.severity,
        first.relation,
        float(own.overlap_m2.sum()),
        float(own.overlap_m.sum()),
        float(own.distance_m.min()),
        own.geometry.to_numpy(),
    )


def cut_out(
    desk: SketchDesk, result: RuleResult, id: str, shape: shapely.Geometry
) -> shapely.Geometry | None:
    """Return a shape in the ledger's CRS without what of it lies in the zones of a restriction.

    None where no cut helps: a point, a distance to keep, a duty to be inside, or nothing would be left.

    Examples
    --------
    See `ecoledger.core.sketch`.
    """
    own = result.findings[result.findings.id == id]
    if own.relation.iloc[0] not in ("inside", "touches") or not shapely.get_dimensions(shape):
        return None
    on_plane = desk.on_plane(shape)
    zones = dissolved(_parts(desk, own, on_plane))
    if own.relation.iloc[0] == "touches":
        zones = shapely.buffer(zones, APART, join_style="mitre")
    rest = shapely.difference(on_plane, zones, grid_size=GRID)
    if shapely.get_dimensions(shape) == 2:
        rest = polygonal(np.array([rest]))[0]
        left = is_ground(np.array([rest]))[0]
    else:
        left = shapely.length(rest) > APART
    return desk.from_plane(rest) if left else None


def _parts(desk: SketchDesk, own: gpd.GeoDataFrame, on_plane: shapely.Geometry) -> np.ndarray:
    """Return the parts near a shape of the zones that findings name."""
    zones = desk.rules.zones[own.zone_layer.iloc[0]]
    near = zones.tree.query(shapely.buffer(on_plane, 2 * APART))
    named = zones.table.fid.isin(own.zone_fid).to_numpy()
    return zones.parts[near[named[zones.owner[near]]]]
