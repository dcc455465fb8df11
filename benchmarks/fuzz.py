"""Damage field files at random and read them: no crash, no hang, no flood of memory, only our own errors.

``fuzz.py --n 10000`` runs that many mutations of every seed file; ``--only gpx`` those of one format; what
fails is kept in .dev/fuzz, named by seed and number.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

import package

FOLDER = package.ROOT / ".dev" / "fuzz"
HANG = 2.0  # seconds
ALARM = 20  # seconds, after which a run is broken off
MEMORY_MB = 500


def main() -> int:
    options = _options()
    package.load()
    from ecoledger.tests.core.field_files import SEEDS

    failures = 0
    for name, data in SEEDS.items():
        if not options.only or Path(name).suffix[1:] in options.only:
            failures += _one(name, data, options)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB of {MEMORY_MB}, failures {failures}")
    return 0 if not failures and peak < MEMORY_MB else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=10_000, help="mutations of each seed file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", help="formats: gpx kml kmz …")
    return parser.parse_args()


def _one(name: str, data: bytes, options: argparse.Namespace) -> int:
    """Read all mutations of one seed file; return how many failed."""
    from ecoledger.core.fielddata.model import FieldFile
    from ecoledger.tests.core.mutation import mutations, probe

    outcomes: Counter[str] = Counter()
    slowest, began = 0.0, time.perf_counter()
    signal.signal(signal.SIGALRM, _hang)
    for number, damaged in enumerate(mutations(data, options.n, options.seed)):
        start = time.perf_counter()
        signal.alarm(ALARM)
        try:
            found = probe(name, damaged)
            outcome = "read" if isinstance(found, FieldFile) else "refused"
        except BaseException as error:  # noqa: BLE001 - anything but our own errors is what is looked for
            if isinstance(error, KeyboardInterrupt):
                raise
            outcome = "FAILED"
            _keep(f"{name}-{options.seed}-{number}", damaged)
        signal.alarm(0)
        seconds = time.perf_counter() - start
        slowest = max(slowest, seconds)
        if seconds > HANG and outcome != "FAILED":
            outcome = "HUNG"
            _keep(f"{name}-{options.seed}-{number}", damaged)
        outcomes[outcome] += 1
    print(f"{name:12} {dict(outcomes)}, slowest {slowest:.3f} s, all {time.perf_counter() - began:.0f} s")
    return outcomes["FAILED"] + outcomes["HUNG"]


def _hang(*_: object) -> None:
    raise TimeoutError(f"not done after {ALARM} s")


def _keep(name: str, damaged: bytes) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_bytes(damaged)
    if sys.exc_info()[0]:
        traceback.print_exc()


if __name__ == "__main__":
    sys.exit(main())
