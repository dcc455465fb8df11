"""What a ledger's rules are held against: interventions in use, zones, and what was waived."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.model import STAGE_OF, Plan, Stage
from . import store
from .reading import INTERVENTIONS
from .schema import tables

if TYPE_CHECKING:
    import geopandas as gpd

OUT_OF_USE = [int(status) for status, stage in STAGE_OF.items() if stage is Stage.NONE]


def read_subjects(path: Path) -> dict[str, gpd.GeoDataFrame]:
    """Return the interventions by table with all their fields; void and failed ones are left out."""
    frames = {}
    for table in INTERVENTIONS:
        frame = store.read_layer(path, table)
        frames[table] = frame[~frame.status.isin(OUT_OF_USE)].reset_index(drop=True)
        frames[table].attrs = frame.attrs
    return frames


def read_zones(path: Path, plan: Plan) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers of the plan's rules that a ledger has; one of another name has no zone."""
    names = dict.fromkeys(rule.layer for rule in plan.rules if rule.layer in tables())
    return {name: store.read_layer(path, name) for name in names}
