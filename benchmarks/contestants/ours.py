"""Our areaprogress: close the ledger of any polygons in any units, and sum it by unit and target."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import package
import pandas as pd
import pyogrio
import shapely

package.load()

from ecoledger.core.ledger import close_ledger  # noqa: E402 - the root must be the package first
from ecoledger.core.model import Target  # noqa: E402
from ecoledger.core.plan.units import unit_of  # noqa: E402
from ecoledger.core.progress import summarise  # noqa: E402

from .reading import read_layers  # noqa: E402

TITLE = "EcoLedger (close_ledger, summarise)"


def missing() -> str:
    return ""


def version() -> str:
    return f"shapely {shapely.__version__}, GEOS {shapely.geos_version_string}, pyogrio {pyogrio.__version__}"


def run(path: Path, read: Callable[[], None]) -> pd.DataFrame:
    parcels, townships = read_layers(path)
    read()
    parcels = parcels.rename(columns={"year": "order"})
    targets = [_target(id) for id in sorted(parcels.target.unique())]
    ledger = close_ledger(parcels, townships, targets)
    return summarise(ledger, targets, by="township")


def totals(progress: pd.DataFrame) -> dict:
    rows = progress[progress.unit.notna() & (progress.counted > 0)]
    return {(u, t): (a, None) for u, t, a in zip(rows.unit, rows.target, rows.counted, strict=True)}


def _target(id: str) -> Target:
    return Target(id, "", id, id, "area", "polygon", 0.0, unit_of("m2"), 0.0)
