"""One contestant, one run, one process: `worker.py NAME DATA RESULT` writes time, memory and totals."""

from __future__ import annotations

import json
import resource
import sys
import time
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from types import ModuleType


def main(name: str, data: str, result: str) -> None:
    contestant = import_module(f"contestants.{name}")  # and its libraries, before the clock starts
    found = {"title": contestant.TITLE, "missing": contestant.missing()}
    if not found["missing"]:
        found |= _run(contestant, Path(data))
    Path(result).write_text(json.dumps(found), encoding="utf-8")


def _run(contestant: ModuleType, data: Path) -> dict:
    base = _peak_mb()
    laps = []
    with getattr(contestant, "ready", nullcontext)():
        begin = time.perf_counter()
        answer = contestant.run(data, lambda: laps.append(time.perf_counter() - begin))
        seconds = time.perf_counter() - begin
        peak = getattr(contestant, "peak_mb", _peak_mb)()
        totals = contestant.totals(answer)
    return {
        "seconds": seconds,
        "reading": laps[0] if laps else None,
        "base_mb": base,
        "peak_mb": peak,
        "version": contestant.version(),
        "totals": [[*key, own, _measured(wkb, own)] for key, (own, wkb) in totals.items()],
    }


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measured(wkb: bytes | None, own: float) -> float:
    """Measure a contestant's dissolved geometry as we measure, edges straight on the map."""
    if wkb is None:
        return own
    import package
    import shapely
    from data import CRS

    package.load()
    from ecoledger.core.area import measure_area

    return float(measure_area([shapely.from_wkb(wkb)], CRS)[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
