"""How fast a ledger closes, beside geopandas, PostGIS and QGIS: the same file, the same question, one run.

Sizes are 10,000 and 50,000 parcels for all, and 200,000 for ours and the bare reading; docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import contestants
import data
import report

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / ".dev" / "bench"
LARGE = 100_000  # parcels


def main() -> int:
    options = _options()
    result = {"machine": _machine(), "runs": options.runs, "sizes": []}
    for parcels in options.sizes:
        result["sizes"].append(_one_size(parcels, options))
    result["goals"] = [] if options.seamless else report.judge(result)
    text = report.markdown(result)
    name = "seamless" if options.seamless else "quick" if options.quick else "full"
    (FOLDER / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    (FOLDER / f"{name}.md").write_text(text, encoding="utf-8")
    print(text)
    return 0 if report.all_agree(result) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 parcels, one run")
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of parcels")
    parser.add_argument("--runs", type=int, help="runs of each, of which the median counts (3)")
    parser.add_argument("--seamless", action="store_true", help="parcels without gap or overlap")
    parser.add_argument("--only", nargs="+", choices=contestants.ALL, default=contestants.ALL)
    options = parser.parse_args()
    options.sizes = options.sizes or ([10_000] if options.quick else [10_000, 50_000, 200_000])
    options.runs = options.runs or (1 if options.quick else 3)
    return options


def _machine() -> dict:
    return {
        "date": time.strftime("%Y-%m-%d %H:%M"),
        "processors": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _one_size(parcels: int, options: argparse.Namespace) -> dict:
    """Let all take turns, so that what else the machine does falls on all alike."""
    path = data.make_data(FOLDER, parcels, seamless=options.seamless)
    names = [n for n in options.only if parcels < LARGE or n in contestants.ALONE]
    runs = {name: [] for name in names}
    for turn in range(options.runs):
        for name in names:
            load = os.getloadavg()[0]
            print(f"{parcels:,} parcels, run {turn + 1}: {name} …", end=" ", file=sys.stderr, flush=True)
            run = _run(name, path) | {"load": load}
            print(run["missing"] or f"{run['seconds']:.2f} s", file=sys.stderr)
            runs[name].append(run)
    weight = subprocess.run(_python("weight.py", path), check=True, capture_output=True, text=True).stdout
    return {**json.loads(weight), "contestants": {n: report.summary(r, runs) for n, r in runs.items()}}


def _run(name: str, path: Path) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        worker = subprocess.run(_python("worker.py", name, path, result), capture_output=True, text=True)
        if worker.returncode:
            sys.exit(f"{name} failed:\n{worker.stderr[-2000:]}")
        return json.loads(result.read_text(encoding="utf-8"))


def _python(script: str, *arguments: object) -> list[str]:
    return [sys.executable, str(HERE / script), *map(str, arguments)]


if __name__ == "__main__":
    sys.exit(main())
