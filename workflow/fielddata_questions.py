"""Which questions an item of field data raises, and what was taken out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QCoreApplication

from ..dialogs.import_views import RemovedView
from .fielddata_batch import kind_of

if TYPE_CHECKING:
    from ..core.intake.ground import Row
    from .fielddata_read import Judged

MOST = 500  # points of a reason that are listed
RUNS = ("track", "route", "line")  # kinds of items that were gone along


def questions_of(judged: Judged, position: int, row: Row | None) -> dict[str, Any]:
    """Return the wishes for an item under the names of `ItemView`, and which of them mean something."""
    wish, kind = judged.options.wish_of(position), judged.kinds[position]
    segments = wish.segments
    if segments == "auto":
        segments = "joined" if row is None or kind_of(row) == "polygon" else "kept"
    point = QCoreApplication.translate("EcoLedger", "A point can only become a site.")
    questions = {"becomes": point if kind in ("point", "waypoint") else ""}
    if kind in RUNS and row is not None:
        questions |= _of_run(row, wish.width)
    return {
        "becomes": wish.geometry,
        "segments": segments,
        "lobes": wish.lobes,
        "width": wish.width,
        "questions": questions,
    }


def _of_run(row: Row, width: float) -> dict[str, str]:
    """Return what may be asked of what was gone along, and why some of it means nothing now."""
    one = QCoreApplication.translate("EcoLedger", "It has one segment only.")
    simple = QCoreApplication.translate("EcoLedger", "It does not cross itself.")
    parcel = QCoreApplication.translate("EcoLedger", "Only what was walked round encloses ground.")
    line = QCoreApplication.translate("EcoLedger", "Only what becomes a line can have a width.")
    lobes, is_line = row.values.get("lobes", 0), kind_of(row) == "line" or width > 0
    return {
        "segments": "" if row.values.get("segments", 1) > 1 else one,
        "lobes": "" if lobes > 1 else simple if lobes else parcel,
        "width": "" if is_line else line,
    }


def removals(row: Row) -> list[RemovedView]:
    """Return what was taken out of a walk, by reason."""
    import numpy as np

    if row.removed is None:
        return []
    words, views = _reasons(), []
    for reason in words:
        which = np.flatnonzero(row.removed.reason == reason)
        if len(which):
            points = [_point(row, i) for i in which[:MOST]]
            views.append(RemovedView(words[reason], len(which), points))
    return views


def _point(row: Row, i: int) -> tuple[str, str, str]:
    removed = row.removed
    x, y = removed.xy[i]
    place = f"{x:.6f}, {y:.6f}" if x == x else "–"
    return f"{removed.index[i] + 1:,}", clock(removed.time[i], seconds=True), place


def _reasons() -> dict[str, str]:
    from ..core.track import CleaningOptions

    limits = CleaningOptions()
    return {
        "no_position": QCoreApplication.translate("EcoLedger", "without a position"),
        "bad_fix": QCoreApplication.translate(
            "EcoLedger", "bad fix: accuracy worse than {metres:.0f} m, HDOP above {hdop:.0f}, or none"
        ).format(metres=limits.max_accuracy, hdop=limits.max_hdop),
        "backwards": QCoreApplication.translate("EcoLedger", "time going backwards"),
        "duplicate": QCoreApplication.translate("EcoLedger", "recorded twice"),
        "jump": QCoreApplication.translate(
            "EcoLedger", "jump: faster than {speed:.0f} m/s, without times farther than {metres:.0f} m"
        ).format(speed=limits.max_speed, metres=limits.max_step),
        "stationary": QCoreApplication.translate(
            "EcoLedger", "standing still: within {metres:.0f} m for {seconds:.0f} s"
        ).format(metres=limits.pause_radius, seconds=limits.pause_seconds),
    }


def clock(value: Any, seconds: bool = False) -> str:
    """Return a time of the file as China's clocks show it; empty where there is none."""
    import pandas as pd

    moment = pd.to_datetime(value, utc=True)
    form = "%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M"
    return "" if pd.isna(moment) else moment.tz_convert("Asia/Shanghai").strftime(form)
