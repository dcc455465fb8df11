"""Damage field files at random and read them: no crash, no hang, no flood of memory, only our own errors.

``fuzz.py --n 10000`` runs that many mutations of every seed file; ``--only gpx`` those of one format. A seed
file has a process of its own, for GDAL may take it along; it is started again behind what killed it. What
fails is kept in .dev/fuzz, named by seed and number.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import fuzz_layers
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
    with tempfile.TemporaryDirectory(prefix="ecoledger-fuzz-") as folder:
        layers = fuzz_layers.write_seeds(Path(folder))
        for name in [*SEEDS, *layers]:
            if not options.only or Path(name).suffix[1:] in options.only:
                failures += _one(name, layers.get(name), options)
    print(f"failures {failures}")
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=10_000, help="mutations of each seed file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", help="formats: gpx kml kmz …")
    return parser.parse_args()


def _one(name: str, seed: Path | None, options: argparse.Namespace) -> int:
    """Read all mutations of one seed; return how many failed."""
    outcomes: Counter[str] = Counter()
    slowest, memory, number, began = 0.0, 0.0, 0, time.perf_counter()
    while number < options.n:
        here, there = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.Process(target=_child, args=(name, seed, options, number, there))
        child.start()
        there.close()
        for outcome, seconds, memory_now in _messages(here):
            outcomes[outcome] += 1
            number += 1
            slowest, memory = max(slowest, seconds), max(memory, memory_now)
        child.kill()
        child.join()
        if number < options.n:  # the process died of this one, or never came back
            print(f"{name} {number}: the process crashed or hung")
            outcomes["CRASHED"] += 1
            number += 1
    total = f"all {time.perf_counter() - began:.0f} s, peak memory {memory:.0f} MB"
    print(f"{name:15} {dict(outcomes)}, slowest {slowest:.3f} s, {total}", flush=True)
    return sum(outcomes[bad] for bad in ("FAILED", "HUNG", "CRASHED")) + (memory > MEMORY_MB)


def _messages(pipe: Connection) -> Iterator[tuple[str, float, float]]:
    """Yield what the process tells until it ends, or hangs where no alarm reaches it."""
    while pipe.poll(ALARM):
        try:
            yield pipe.recv()
        except EOFError:
            return


def _child(name: str, seed: Path | None, options: argparse.Namespace, first: int, pipe: Connection) -> None:
    """Read the mutations from `first` on; tell of each what came of it."""
    signal.signal(signal.SIGALRM, _hang)
    with tempfile.TemporaryDirectory(prefix="ecoledger-fuzz-") as folder:
        for number, (data, read) in enumerate(_cases(name, seed, options, Path(folder) / "case")):
            if number >= first:
                outcome, seconds = _outcome(f"{Path(name).name}-{options.seed}-{number}", data, read)
                pipe.send((outcome, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    pipe.close()


def _cases(
    name: str, seed: Path | None, options: argparse.Namespace, folder: Path
) -> Iterator[tuple[bytes, Callable[[], object]]]:
    """Yield what is read, as bytes to keep, and the reading."""
    from ecoledger.tests.core.field_files import SEEDS
    from ecoledger.tests.core.mutation import mutations, probe

    if seed is None:
        for damaged in mutations(SEEDS[name], options.n, options.seed):
            yield damaged, lambda damaged=damaged: probe(name, damaged)
        return
    for files in fuzz_layers.damaged(seed, options.n, options.seed):
        kept = b"".join(f"== {file} {len(data)}\n".encode() + data for file, data in files.items())
        yield kept, lambda files=files: fuzz_layers.probe(name, files, folder)


def _outcome(case: str, data: bytes, read: Callable[[], object]) -> tuple[str, float]:
    from ecoledger.core.errors import FieldDataError

    start = time.perf_counter()
    signal.alarm(ALARM)
    try:
        outcome = "refused" if isinstance(read(), FieldDataError) else "read"
    except Exception:  # noqa: BLE001 - anything but our own errors is what is looked for
        outcome = "FAILED"
        traceback.print_exc()
    signal.alarm(0)
    seconds = time.perf_counter() - start
    outcome = "HUNG" if seconds > HANG and outcome != "FAILED" else outcome
    if outcome in ("FAILED", "HUNG"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / case).write_bytes(data)
    return outcome, seconds


def _hang(*_: object) -> None:
    raise TimeoutError(f"not done after {ALARM} s")


if __name__ == "__main__":
    sys.exit(main())
