"""Take out of a walk what no walker did; every fix removed is listed with its reason.

The reasons are looked for in a fixed order, again and again until nothing is found: cleaning a cleaned walk
removes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .walk import Walk

REASONS = ("no_position", "bad_fix", "backwards", "duplicate", "jump", "stationary")


@dataclass(frozen=True)
class CleaningOptions:
    """What counts as impossible, or as standing still.

    Parameters
    ----------
    max_accuracy : float
        m; a fix whose stated accuracy is worse is left out.
    max_hdop : float
    max_speed : float
        m/s; faster than this nobody moved. 15 m/s also lets a motorcycle on a forest road pass.
    max_step : float
        m; the same for tracks without times: a fix farther than this from both its neighbours.
    pause_radius, pause_seconds : float
        Fixes within this radius (m) for at least this long (s) are one pause; one fix of it is kept.
    max_jumps : int
        More fixes in a row than this that seem to be off are a real move: the walk is parted there.
    """

    max_accuracy: float = 30.0
    max_hdop: float = 8.0
    max_speed: float = 15.0
    max_step: float = 500.0
    pause_radius: float = 5.0
    pause_seconds: float = 60.0
    max_jumps: int = 20


@dataclass(frozen=True, eq=False)
class Cleaned:
    """A cleaned walk, and what was taken out: positions in the item, and the reason of each."""

    walk: Walk
    removed: np.ndarray
    reason: np.ndarray

    def counts(self) -> dict[str, int]:
        """Return how many fixes each reason removed, in the order of `REASONS`."""
        numbers = {name: int((self.reason == name).sum()) for name in REASONS}
        return {name: number for name, number in numbers.items() if number}


def clean(walk: Walk, options: CleaningOptions | None = None) -> Cleaned:
    """Remove bad fixes, times going backwards, duplicates, jumps and the jitter of pauses.

    Examples
    --------
    See `ecoledger.core.track`.
    """
    options = options or CleaningOptions()
    removed, reasons = [], []
    while True:
        before = len(walk)
        for reason, find in _SEARCHES:
            drop, segment = find(walk, options)
            removed.append(walk.index[drop])
            reasons.append(np.full(int(drop.sum()), reason, dtype=object))
            walk = _with_segments(walk, segment).take(~drop)
        if len(walk) == before:
            break
    index, reason = np.concatenate(removed), np.concatenate(reasons)
    order = np.argsort(index, kind="stable")
    return Cleaned(walk, index[order], reason[order])


def _with_segments(walk: Walk, segment: np.ndarray | None) -> Walk:
    if segment is None:
        return walk
    return Walk(walk.xy, walk.time, segment, walk.index, walk.plane, walk.columns)


def _no_position(walk: Walk, options: CleaningOptions) -> tuple[np.ndarray, None]:
    return ~np.isfinite(walk.xy).all(axis=1), None


def _bad_fix(walk: Walk, options: CleaningOptions) -> tuple[np.ndarray, None]:
    none = np.full(len(walk), np.nan)
    accuracy, hdop = walk.columns.get("accuracy", none), walk.columns.get("hdop", none)
    fix = walk.columns.get("fix", none)
    return (accuracy > options.max_accuracy) | (hdop > options.max_hdop) | (fix == 0), None


def _backwards(walk: Walk, options: CleaningOptions) -> tuple[np.ndarray, None]:
    """A fix earlier than one recorded before it, by the clock of a device that was reset."""
    timed = np.flatnonzero(~np.isnat(walk.time))
    drop = np.zeros(len(walk), dtype=bool)
    latest = np.maximum.accumulate(walk.time[timed].astype(np.int64)) if len(timed) else timed
    drop[timed] = walk.time[timed].astype(np.int64) < latest
    return drop, None


def _duplicate(walk: Walk, options: CleaningOptions) -> tuple[np.ndarray, None]:
    """A fix at the same moment as the one before, or without a time at the same place."""
    drop = np.zeros(len(walk), dtype=bool)
    if len(walk) < 2:
        return drop, None
    metres, seconds = walk.steps()
    same_segment = walk.segment[1:] == walk.segment[:-1]
    drop[1:] = (seconds == 0) | (np.isnan(seconds) & (metres == 0) & same_segment)
    return drop, None


def _jump(walk: Walk, options: CleaningOptions) -> tuple[np.ndarray, np.ndarray]:
    """Fixes that cannot be reached from the last good one; where none can any more the walk is parted."""
    drop, segment = np.zeros(len(walk), dtype=bool), walk.segment.copy()
    if len(walk) < 2:
        return drop, segment
    metres, seconds = walk.steps()
    impossible = np.where(
        np.isnan(seconds), metres > options.max_step, metres > options.max_speed * seconds
    ) & (walk.segment[1:] == walk.segment[:-1])
    done = 0
    for at in np.flatnonzero(impossible):
        if at < done:
            continue
        done = _next_reachable(walk, int(at), options)
        if done < 0:  # nothing near is reachable: the move was real
            segment[at + 1 :] += 1
            done = int(at) + 1
        else:
            drop[at + 1 : done] = True
    return drop, segment


def _next_reachable(walk: Walk, at: int, options: CleaningOptions) -> int:
    """Return the first fix after `at` that a walker at `at` could reach, -1 for none within `max_jumps`."""
    ahead = slice(at + 2, at + 2 + options.max_jumps)
    metres = np.hypot(*(walk.xy[ahead] - walk.xy[at]).T)
    seconds = (walk.time[ahead] - walk.time[at]) / np.timedelta64(1, "s")
    limit = np.where(np.isnan(seconds), options.max_step, options.max_speed * seconds)
    reached = np.flatnonzero((metres <= limit) & (walk.segment[ahead] == walk.segment[at]))
    return at + 2 + int(reached[0]) if len(reached) else -1


def _stationary(walk: Walk, options: CleaningOptions) -> tuple[np.ndarray, None]:
    """All fixes of a pause but the one nearest to its middle."""
    drop = np.zeros(len(walk), dtype=bool)
    for run in pauses(walk, options):
        away = ((walk.xy[run] - np.median(walk.xy[run], axis=0)) ** 2).sum(axis=1)
        drop[run] = True
        drop[run[np.argmin(away)]] = False
    return drop, None


def pauses(walk: Walk, options: CleaningOptions) -> list[np.ndarray]:
    """Return the positions of each run of fixes that stay around its first for at least `pause_seconds`.

    Only a fix whose walker is still near after that time can begin one: those are found by arrays.
    """
    timed = np.flatnonzero(~np.isnat(walk.time) & np.isfinite(walk.xy).all(axis=1))
    xy, segment = walk.xy[timed], walk.segment[timed]
    seconds = walk.time[timed].astype(np.int64) / 1000
    then = np.searchsorted(seconds, seconds + options.pause_seconds)
    begins = np.flatnonzero(then < len(timed))
    then = then[begins]
    near = np.hypot(*(xy[then] - xy[begins]).T) <= options.pause_radius
    near &= segment[then] == segment[begins]
    found, done = [], 0
    for first, least in zip(begins[near], then[near], strict=True):
        if first < done:
            continue
        last = _last_within(xy, segment, int(first), int(least), options.pause_radius)
        if last >= least:
            found.append(timed[first : last + 1])
            done = last + 1
    return found


def _last_within(xy: np.ndarray, segment: np.ndarray, first: int, least: int, radius: float) -> int:
    """Return the last fix before the walker leaves the radius around `first`."""
    size = 2 * (least - first + 1)
    while True:  # look twice as far while the walker stays
        ahead = slice(first, first + size)
        gone = (np.hypot(*(xy[ahead] - xy[first]).T) > radius) | (segment[ahead] != segment[first])
        if gone.any():
            return first + int(np.argmax(gone)) - 1
        if first + size >= len(xy):
            return len(xy) - 1
        size *= 2


_SEARCHES = (
    ("no_position", _no_position),
    ("bad_fix", _bad_fix),
    ("backwards", _backwards),
    ("duplicate", _duplicate),
    ("jump", _jump),
    ("stationary", _stationary),
)
