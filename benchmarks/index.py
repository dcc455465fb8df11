"""One edit among many parcels: the index beside closing the whole ledger anew, same data, same run.

.venv/bin/python benchmarks/index.py [--parcels 50000] [--edits 200]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

import data
import geopandas as gpd
import numpy as np
import package
import shapely


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parcels", type=int, default=50_000)
    parser.add_argument("--edits", type=int, default=200)
    options = parser.parse_args()
    package.load()
    from ecoledger.core.index import LedgerIndex
    from ecoledger.core.ledger import close_ledger
    from ecoledger.core.progress import summarise

    towns, parcels = data.make_townships(), data.make_parcels(options.parcels)
    parcels = parcels.assign(uuid=[f"p{i}" for i in range(len(parcels))])
    targets = _targets()
    ledger, full = _timed(lambda: close_ledger(parcels, towns, targets))
    _, summed = _timed(lambda: summarise(ledger, targets, by="township"))
    index, built = _timed(lambda: LedgerIndex.build(parcels, towns, targets))
    edits = [_edited(parcels, i) for i in np.random.default_rng(1).integers(0, len(parcels), options.edits)]
    changed = [_timed(lambda e=edit: index.change(e))[1] for edit in edits]
    shown = [_timed(lambda e=edit: index.preview(e))[1] for edit in edits]
    print(f"{options.parcels:,} parcels, {options.edits} edits\n")
    print(f"closing and summing anew   {full + summed:8.3f} s")
    print(f"building the index         {built:8.3f} s   {built / full:.2f} of closing")
    for name, seconds in (("one edit", changed), ("one preview", shown)):
        median, p95 = np.percentile(seconds, [50, 95])
        times = f"{1000 * median:7.1f} ms median, {1000 * p95:.1f} ms p95"
        print(f"{name:24}  {times}, {full / median:.0f}× less than closing")
    return 0 if _agree(index, parcels, edits, towns, targets) else 1


def _timed(function: Callable[[], object]) -> tuple[object, float]:
    begin = time.perf_counter()
    result = function()
    return result, time.perf_counter() - begin


def _targets() -> list:
    from ecoledger.core.model import Target
    from ecoledger.core.plan.units import unit_of

    mu = unit_of("mu")
    names = [f"T{i + 1}" for i in range(data.TARGETS)]
    return [Target(n, "", n, n, "area", "polygon", 1.0, mu, mu.factor) for n in names]


def _edited(parcels: gpd.GeoDataFrame, at: int) -> gpd.GeoDataFrame:
    """Return a parcel moved by 20 m, as when somebody drags it."""
    row = parcels.iloc[[at]]
    return row.set_geometry(shapely.transform(row.geometry.array, lambda xy: xy + 20.0))


def _agree(index, parcels, edits, towns, targets) -> bool:
    """Say whether the index after all edits has the sums of the ledger closed from the edited parcels."""
    from ecoledger.core.ledger import close_ledger

    geometry, position = parcels.geometry.array.copy(), {u: i for i, u in enumerate(parcels.uuid)}
    for edit in edits:
        geometry[position[edit.uuid.iloc[0]]] = edit.geometry.iloc[0]
    ledger = close_ledger(parcels.set_geometry(geometry), towns, targets)
    counted = ledger.pieces.groupby("target").counted.sum()
    difference = max(abs(index.counted(t) / counted[t] - 1) for t in counted.index)
    print(f"\nlargest relative difference of a target's sum: {difference:.1e}")
    return difference < 1e-9


if __name__ == "__main__":
    sys.exit(main())
