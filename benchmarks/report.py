"""What the runs show: medians, agreement of the totals, goals, and the table for the documentation."""

from __future__ import annotations

from statistics import median

TOLERANCE = 1e-9
TIMES = {"geopandas": 20, "postgis": 35, "qgis": 60}  # at least so many times our time, at 50,000 parcels
READING = 4.0  # at most so many times the bare reading
GROWTH = 1.3  # at most so many times the time per parcel, from the smallest to the largest size
MEMORY = 3.0  # at most so many times the geometry, on top of the libraries
JUDGED = 50_000

_HEAD = "| {:<46} | {:>8} | {:>8} | {:>8} | {:>9} | {:>8} | {:>9} | {:>9} |"


def summary(own: list[dict], runs: dict[str, list[dict]]) -> dict:
    """Return a contestant's medians, and how far its totals are from ours."""
    first = own[0]
    if first["missing"]:
        return {"title": first["title"], "missing": first["missing"]}
    result = {name: first[name] for name in ("title", "missing", "version", "base_mb")}
    result["seconds"] = median(r["seconds"] for r in own)
    result["all_seconds"] = [r["seconds"] for r in own]
    result["reading"] = None if first["reading"] is None else median(r["reading"] for r in own)
    result["peak_mb"] = max(r["peak_mb"] for r in own)
    result["load"] = max(r["load"] for r in own)
    if first["totals"] and "ours" in runs:
        ours = _cells(runs["ours"][0], 3)
        result["difference"] = compare(ours, _cells(first, 3))
        result["own_difference"] = compare(ours, _cells(first, 2))
    return result


def _cells(run: dict, column: int) -> dict[tuple[str, str], float]:
    return {(row[0], row[1]): row[column] for row in run["totals"]}


def compare(ours: dict, theirs: dict) -> dict[str, float]:
    """Return the relative differences of the sum and of the worst cell; a cell only one of them has is 1.

    Examples
    --------
    >>> compare({("1", "a"): 100.0, ("2", "a"): 300.0}, {("1", "a"): 101.0, ("2", "a"): 299.0})
    {'sum': 0.0, 'cell': 0.01}
    """
    cells = [_relative(ours.get(key, 0.0), theirs.get(key, 0.0)) for key in ours.keys() | theirs.keys()]
    return {"sum": _relative(sum(ours.values()), sum(theirs.values())), "cell": max(cells, default=0.0)}


def _relative(ours: float, theirs: float) -> float:
    return abs(ours - theirs) / abs(ours) if ours else float(theirs != 0)


def all_agree(result: dict) -> bool:
    """Say whether every contestant's every cell is ours."""
    return all(
        c.get("difference", {"cell": 0.0})["cell"] <= TOLERANCE
        for size in result["sizes"]
        for c in size["contestants"].values()
    )


def judge(result: dict) -> list[dict]:
    """Return each goal with what was reached; goals that were not run are left out."""
    goals = []
    for size in result["sizes"]:
        seconds = {n: c["seconds"] for n, c in size["contestants"].items() if not c["missing"]}
        if "ours" not in seconds or size["parcels"] != JUDGED:
            continue
        for name, times in TIMES.items():
            if name in seconds:
                goals.append(_goal(f"times as fast as {name}", seconds[name] / seconds["ours"], times, True))
        if "reading" in seconds:
            goals.append(_goal("times the bare reading", seconds["ours"] / seconds["reading"], READING))
    return [*goals, *_growth(result["sizes"])]


def _growth(sizes: list[dict]) -> list[dict]:
    ours = [(s, s["contestants"]["ours"]) for s in sizes if "ours" in s["contestants"]]
    if not ours:
        return []
    (small, first), (large, last) = ours[0], ours[-1]
    goals = []
    if large["parcels"] >= JUDGED:
        memory = (last["peak_mb"] - last["base_mb"]) / large["geometry_mb"]
        goals.append(_goal(f"peak memory in geometries at {large['parcels']:,} parcels", memory, MEMORY))
    if small is not large:
        growth = last["seconds"] / large["parcels"] / (first["seconds"] / small["parcels"])
        goals.append(
            _goal(f"time per parcel, {large['parcels']:,} over {small['parcels']:,}", growth, GROWTH)
        )
    return goals


def _goal(what: str, reached: float, limit: float, at_least: bool = False) -> dict:
    kept = reached >= limit if at_least else reached <= limit
    return {"what": what, "reached": reached, "goal": f"{'≥' if at_least else '≤'} {limit:g}", "kept": kept}


def markdown(result: dict) -> str:
    """Return everything as markdown."""
    machine = result["machine"]
    lines = [
        f"{machine['date']}, {machine['processors']} processors, {machine['system']}, "
        f"Python {machine['python']}; median of {result['runs']} runs.",
    ]
    for size in result["sizes"]:
        lines += ["", *_table(size)]
    if result["goals"]:
        lines += ["", "| goal | reached | wanted | |", "|---|---:|---:|---|"]
    lines += [
        f"| {g['what']} | {g['reached']:.2f} | {g['goal']} | {'kept' if g['kept'] else 'missed'} |"
        for g in result["goals"]
    ]
    return "\n".join(lines) + "\n"


def _table(size: dict) -> list[str]:
    lines = [
        f"{size['parcels']:,} parcels, {size['vertices'] / size['parcels']:.0f} vertices each; "
        f"geometry {size['wkb_mb']:.0f} MB as WKB, {size['geometry_mb']:.0f} MB in shapely:",
        "",
        _HEAD.format("", "s", "reading", "× ours", "µs/parcel", "peak MB", "geometry", "own area"),
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    ours = size["contestants"].get("ours", {}).get("seconds")
    for c in size["contestants"].values():
        lines.append(_row(c, size["parcels"], ours))
    loads = [c["load"] for c in size["contestants"].values() if "load" in c]
    versions = [f"{c['version']}" for c in size["contestants"].values() if "version" in c]
    return [*lines, "", f"Load average at the starts: up to {max(loads):.1f}. {'; '.join(versions)}."]


def _row(contestant: dict, parcels: int, ours: float | None) -> str:
    if contestant["missing"]:
        return _HEAD.format(f"{contestant['title']}: {contestant['missing']}", *[""] * 7)
    difference, own = contestant.get("difference"), contestant.get("own_difference")
    return _HEAD.format(
        contestant["title"],
        f"{contestant['seconds']:.2f}",
        f"{contestant['reading']:.2f}" if contestant["reading"] is not None else "–",
        f"{contestant['seconds'] / ours:.1f}" if ours else "–",
        f"{contestant['seconds'] / parcels * 1e6:.1f}",
        f"{contestant['peak_mb']:.0f}",
        f"{difference['cell']:.0e}" if difference else "–",
        f"{own['sum']:.0e}" if own else "–",
    )
