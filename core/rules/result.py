"""What a check found, and how much of the zones and features it could look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from ..area import Map, areas_on
from ..errors import Fault
from ..overlay import dissolved
from ..stacking import stacked
from .waivers import OPEN

COLUMNS = (
    *("id", "rule", "severity", "relation", "layer", "fid", "uuid", "zone_layer", "zone_fid", "zone_uuid"),
    *("overlap_m2", "overlap_m", "share", "distance_m", "geometry_hash", "geometry"),
)

_FEATURE = ["rule", "layer", "fid"]
SUBJECT_COLUMNS = ["layer", "features", "unreadable", "left_out", "notes"]


@dataclass(frozen=True)
class RuleResult:
    """What a check found, and how much of the zones it could look at.

    Parameters
    ----------
    findings : GeoDataFrame
        One row per restriction, feature and zone: id (of the restriction), rule, severity, relation, layer,
        fid, uuid, zone_layer, zone_fid, zone_uuid (empty where it lies outside all), overlap_m2, overlap_m,
        share (of the feature), distance_m (on the ground), geometry_hash, the piece as geometry; state, and
        reason, until, created_by, created of its waiver, lapsed (why one no longer holds, as a `Fault`).
    checked : DataFrame
        One row per rule: rule, layer, restrictions (in force), zones, repaired, unreadable, notes (on its
        zones), features, features_unreadable, findings, open, area_m2 (ground in conflict, that of each
        feature once), conclusive (whether no finding means no conflict, for all features that were read).
    subjects : DataFrame
        One row per layer held against the rules: layer, features, unreadable (no rule could be checked for
        these), left_out (failed or void), notes (on its features).
    notes : tuple of Fault
        Each feature and zone that was repaired or could not be read, layers without zones, lapsed waivers.
    """

    findings: gpd.GeoDataFrame
    checked: pd.DataFrame
    subjects: pd.DataFrame
    notes: tuple[Fault, ...]
    as_of: dt.date

    @property
    def conclusive(self) -> bool:
        """Whether every zone and feature could be read: only then does no finding mean no conflict."""
        return bool(self.checked.conclusive.all()) and not self.subjects.unreadable.any()


def together(
    frames: Sequence[pd.DataFrame], plane: Map, columns: Sequence[str] = COLUMNS
) -> gpd.GeoDataFrame:
    """Return the findings of all rules, or checks, and layers in one frame; without any, its columns."""
    table = stacked([*frames, pd.DataFrame(columns=columns)])
    return gpd.GeoDataFrame(table, geometry="geometry", crs=plane.crs)


def with_counts(
    checked: pd.DataFrame, subjects: pd.DataFrame, findings: gpd.GeoDataFrame, plane: Map
) -> pd.DataFrame:
    """Return one row per rule with what was found, and whether nothing else can be there."""
    features, unread = int(subjects.features.sum()), int(subjects.unreadable.sum())
    checked["features"], checked["features_unreadable"] = features, unread
    checked["findings"] = checked.rule.map(findings.rule.value_counts()).fillna(0).astype(int)
    still = findings.rule[findings.state == OPEN].value_counts()
    checked["open"] = checked.rule.map(still).fillna(0).astype(int)
    checked["area_m2"] = checked.rule.map(_ground(findings, plane)).fillna(0.0).astype(float)
    lost = (checked.unreadable > 0) | (checked.zones == 0) | (0 < features == unread)
    return checked.assign(conclusive=~lost)


def _ground(findings: gpd.GeoDataFrame, plane: Map) -> pd.Series:
    """Return m² in conflict by rule; where zones overlap, a feature's ground counts once."""
    solid = findings[findings.overlap_m2 > 0]
    area = solid.overlap_m2.to_numpy(dtype=float, copy=True)
    several = np.flatnonzero(solid.duplicated(_FEATURE, keep=False))
    for own in solid.iloc[several].groupby(_FEATURE, sort=False).indices.values():
        at = several[own]
        area[at] = 0.0
        union = dissolved(solid.geometry.to_numpy()[at])
        area[at[0]] = areas_on(np.array([union]), plane)[0]
    return pd.Series(area, solid.rule.to_numpy()).groupby(level=0).sum()
