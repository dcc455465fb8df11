"""What the check of a place does in the background: read a ledger, ask its index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import shapely

    from ..core.model import Plan
    from ..core.place import Answer, PlaceIndex, Works
    from ..dialogs.place_dock import Wanted


def works_of(wanted: Wanted, plan: Plan) -> Works | None:
    """Return what is to be done as the rules see it; None where nothing was said."""
    from ..core.place import intervention, project
    from ..dialogs.place_dock import NOTHING, TARGET

    if wanted.kind == NOTHING:
        return None
    if wanted.kind == TARGET:
        return intervention(plan.target(wanted.key), wanted.measure)
    return project(wanted.key)


def prepare(path: Path, step: Callable[[float], None]) -> PlaceIndex:
    """Read a ledger and prepare its zones, rules, baselines and interventions (in a task)."""
    from ..core.place import PlaceIndex, Sources
    from ..layers import conflicts, store
    from ..layers.schema import tables

    store.check(path)
    plan = store.read_plan(path)
    zones = conflicts.read_zones(path, plan)
    step(0.1)
    baselines = [name for name, table in tables().items() if table.group == "baseline"]
    others = {name: store.read_layer(path, name) for name in baselines if name not in zones}
    others |= conflicts.read_subjects(path)
    step(0.2)
    sources = Sources(zones, store.read_townships(path), others)
    return PlaceIndex(sources, plan, lambda share: step(0.2 + 0.8 * share))


def ask_index(
    index: PlaceIndex, shape: shapely.Geometry, crs: str, works: Works | None, step: Callable[[float], None]
) -> Answer:
    """Ask about a place today (in a task)."""
    return index.ask(shape, crs, works, as_of=dt.date.today())
