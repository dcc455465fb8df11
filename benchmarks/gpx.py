"""A long GPX track into arrays: ours beside gpxpy and GDAL's GPX driver (pyogrio), same file, same run.

Each reading is a process of its own, so that its peak of memory is its own; libraries are imported before the
clock starts. GDAL is asked twice: for all it reads by default, and for the three things our frame keeps.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import package

TITLES = {
    "ours": "EcoLedger",
    "slow": "EcoLedger, point by point",
    "gdal": "GDAL (pyogrio), all fields",
    "gdal_same": "GDAL (pyogrio), position, ele, time",
    "gpxpy": "gpxpy",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3, help="the median counts")
    parser.add_argument("--only", nargs="+", choices=TITLES, default=list(TITLES))
    parser.add_argument("--one", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_run(*options.one)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "track.gpx"
        write_track(path, options.points)
        rounds = [{name: _in_process(name, path) for name in options.only} for _ in range(options.runs)]
        results = {name: _median([one[name] for one in rounds]) for name in options.only}
        size = path.stat().st_size
    print(f"{options.points:,} points, {size / 2**20:.0f} MB, median of {options.runs}\n")
    print(_table(results, size))
    print(*_goals(results, size), sep="\n")
    return 0 if _agree(results) else 1


def write_track(path: Path, points: int) -> None:
    """Write a walk of one fix a second as most loggers write it."""
    random = np.random.default_rng(2018)
    steps = random.normal(0, 1e-5, (points, 2)).cumsum(axis=0)
    ele = 300 + random.normal(0, 0.1, points).cumsum()
    times = np.datetime_as_string(np.datetime64("2024-03-01T00:00:00") + np.arange(points))
    rows = zip(steps[:, 0] + 110.8, steps[:, 1] + 32.8, ele, times, strict=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="benchmark" ')
        file.write('xmlns="http://www.topografix.com/GPX/1/1">\n <trk>\n  <name>环线</name>\n  <trkseg>\n')
        for lon, lat, height, moment in rows:
            file.write(f'   <trkpt lat="{lat:.7f}" lon="{lon:.7f}">\n    <ele>{height:.1f}</ele>\n')
            file.write(f"    <time>{moment}Z</time>\n   </trkpt>\n")
        file.write("  </trkseg>\n </trk>\n</gpx>\n")


def _in_process(name: str, path: Path) -> dict:
    command = [sys.executable, __file__, "--one", name, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def _median(runs: list[dict]) -> dict:
    seconds = statistics.median(run["seconds"] for run in runs)
    return runs[0] | {"seconds": seconds, "peak": max(run["peak"] for run in runs)}


def _run(name: str, path: str) -> dict:
    """Read the file once; seconds, memory above what the libraries take, and what was read."""
    reader = _READERS[name]()
    base = _peak()
    began = time.perf_counter()
    xy, ele, times = reader(path)
    seconds = time.perf_counter() - began
    peak = _peak() - base
    answer = [len(xy), float(xy[:, 0].sum()), float(xy[:, 1].sum()), float(ele.sum()), str(times.max())[:19]]
    return {"seconds": seconds, "peak": peak, "answer": answer}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


Reader = Callable[[str], tuple[np.ndarray, np.ndarray, np.ndarray]]


def _ours() -> Reader:
    package.load()
    from ecoledger.core.fielddata import gpx, read  # noqa: F401 - the reader is imported before the clock

    def reader(path: str) -> tuple:
        part = read(path).items[0].parts[0]
        return part.xy, part.ele, part.time

    return reader


def _slow() -> Reader:
    reader = _ours()
    from ecoledger.core.fielddata import gpx_runs

    gpx_runs.cut = lambda data: (data, [])
    return reader


def _gdal(columns: list[str] | None = None) -> Reader:
    import pyogrio
    import shapely

    def reader(path: str) -> tuple:
        meta, _, wkb, fields = pyogrio.raw.read(path, layer="track_points", columns=columns)
        values = dict(zip(meta["fields"], fields, strict=True))
        return shapely.get_coordinates(shapely.from_wkb(wkb)), values["ele"], values["time"]

    return reader


def _gpxpy() -> Reader:
    import gpxpy

    def reader(path: str) -> tuple:
        with open(path, encoding="utf-8") as file:
            points = gpxpy.parse(file).tracks[0].segments[0].points
        xy = np.array([(point.longitude, point.latitude) for point in points])
        ele = np.array([point.elevation for point in points])
        return xy, ele, np.array([point.time.replace(tzinfo=None) for point in points], "datetime64[ms]")

    return reader


_READERS = {
    "ours": _ours,
    "slow": _slow,
    "gdal": _gdal,
    "gdal_same": lambda: _gdal(["ele", "time"]),
    "gpxpy": _gpxpy,
}


def _table(results: dict[str, dict], size: int) -> str:
    ours = results.get("ours", next(iter(results.values())))["seconds"]
    rows = ["| reader | seconds | of ours | peak memory, of the file |", "|---|---:|---:|---:|"]
    for name, found in results.items():
        times = f"{found['seconds']:.2f} | {found['seconds'] / ours:.1f}"
        rows.append(f"| {TITLES[name]} | {times} | {found['peak'] / size:.1f} |")
    return "\n".join(rows)


def _goals(results: dict[str, dict], size: int) -> Iterator[str]:
    """Yield each goal that could be judged: five times gpxpy, not slower than GDAL, ten times the file."""
    if "ours" not in results:
        return
    seconds = {name: found["seconds"] / results["ours"]["seconds"] for name, found in results.items()}
    peak = results["ours"]["peak"] / size
    goals = [
        ("at least 5 times as fast as gpxpy", seconds.get("gpxpy"), lambda times: times >= 5),
        ("not slower than GDAL", seconds.get("gdal_same"), lambda times: times >= 1),
        ("peak memory at most 10 times the file", peak, lambda times: times <= 10),
    ]
    yield ""
    for goal, figure, kept in goals:
        if figure is not None:
            yield f"{goal}: {figure:.1f}, {'kept' if kept(figure) else 'MISSED'}"


def _agree(results: dict[str, dict]) -> bool:
    """Return whether all have read the same."""
    (count, *sums, last), *others = (found["answer"] for found in results.values())
    agree = all(
        answer[0] == count and np.allclose(answer[1:4], sums, rtol=1e-12) and answer[4] == last
        for answer in others
    )
    print(f"\nAll {'agree' if agree else 'DISAGREE'}: {count:,} points, until {last}.")
    return agree


if __name__ == "__main__":
    sys.exit(main())
