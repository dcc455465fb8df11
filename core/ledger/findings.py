"""What the ledger noticed and did not decide: listed for a person to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..errors import Fault
from ..model import STAGE_OF, Target
from ..words import QT_TRANSLATE_NOOP
from .rows import unreadable_dates
from .sites import same_place

if TYPE_CHECKING:
    from .ground import Ground
    from .partition import Partition

UNREADABLE = {
    "null": QT_TRANSLATE_NOOP("EcoLedger", "it has no geometry"),
    "empty": QT_TRANSLATE_NOOP("EcoLedger", "its geometry is empty"),
    "not_finite": QT_TRANSLATE_NOOP("EcoLedger", "a coordinate is no number, or cannot be placed on the map"),
    "not_polygon": QT_TRANSLATE_NOOP("EcoLedger", "it is no polygon"),
    "not_line": QT_TRANSLATE_NOOP("EcoLedger", "it is no line"),
    "out_of_domain": QT_TRANSLATE_NOOP(
        "EcoLedger", "it lies outside the map zone, as with a wrong CRS of the layer"
    ),
    "no_area": QT_TRANSLATE_NOOP("EcoLedger", "its outline encloses no area"),
    "no_length": QT_TRANSLATE_NOOP("EcoLedger", "it has no length"),
}
_BASELINE_MISSING = (
    QT_TRANSLATE_NOOP("EcoLedger", "The baseline {layer} of {target} has no feature, so it was not applied"),
    QT_TRANSLATE_NOOP("EcoLedger", "Fill the layer, or clear the target's baseline in the plan."),
)
_UNREADABLE = (
    QT_TRANSLATE_NOOP("EcoLedger", "A feature of {layer} could not be read: {reason}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Redraw or delete the feature; nothing counts on it until then."),
)
REPAIRED = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "The outline was repaired on a copy ({what}): {before:.2f} m² became {after:.2f} m²"
    ),
    QT_TRANSLATE_NOOP("EcoLedger", "Look at the feature and redraw the outline where it crosses itself."),
)
_TOWNSHIPS_OVERLAP = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "Township {later} overlaps {earlier}; the common ground was given to {earlier}"
    ),
    QT_TRANSLATE_NOOP("EcoLedger", "Correct the common border of the two townships."),
)
_TOWNSHIP_UNREADABLE = (
    QT_TRANSLATE_NOOP("EcoLedger", "Township {code} could not be read: {reason}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Restore its polygon: until then everything in it counts as outside."),
)
_NO_TARGET = (
    QT_TRANSLATE_NOOP(
        "EcoLedger",
        "The intervention has no target: what it counts has its own row and is for none of the plan",
    ),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose its target in the form."),
)
_UNKNOWN_TARGET = (
    QT_TRANSLATE_NOOP("EcoLedger", "The intervention's target {target} is not in the plan"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose a target of the plan, or add this one to it."),
)
_UNKNOWN_STATUS = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "The status {status} is not in the code list, so the intervention is not counted"
    ),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose one of 10 to 80, or 99 for a void one."),
)
_UNREADABLE_DATE = (
    QT_TRANSLATE_NOOP("EcoLedger", "The {field} {value} is no date or year that can be read"),
    QT_TRANSLATE_NOOP("EcoLedger", "Write it like 2019-05-31; until then it decides nothing."),
)
_SAME_PLACE = (
    QT_TRANSLATE_NOOP("EcoLedger", "Two sites of one target are nearer than {tolerance:g} m: {other}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Both are counted. If they are one, set one of them to void (99)."),
)


def baseline_missing(target: Target) -> Fault:
    """Note a baseline that a target names and that could not be applied."""
    return Fault(
        "ledger.baseline_missing", *_BASELINE_MISSING, {"layer": target.baseline, "target": target.id}
    )


def of_repairs(repairs: pd.DataFrame) -> list[Fault]:
    """Note each polygon that was counted as repaired; `repairs` as in a `Ledger`."""
    return [
        Fault(
            "ledger.repaired",
            *REPAIRED,
            {"what": row.what, "before": row.before_m2, "after": row.after_m2},
            source=row.layer,
            fid=int(row.fid),
            uuid=row.uuid,
            severity="warning",
        )
        for row in repairs.itertuples()
    ]


def of_unreadable(layer: str, reason: np.ndarray, fids: np.ndarray) -> list[Fault]:
    """Note each feature of a layer that no repair could read."""
    lost = np.flatnonzero(reason != "")
    return [
        Fault(
            "ledger.unreadable",
            *_UNREADABLE,
            {"layer": layer, "reason": UNREADABLE[reason[i]]},
            source=layer,
            fid=int(fids[i]),
        )
        for i in lost
    ]


def of_interventions(table: pd.DataFrame, which: np.ndarray, reason: np.ndarray) -> list[Fault]:
    """Note each intervention that no repair could read; `which` are their rows of the table."""
    layers = table["table"] if "table" in table else pd.Series("interventions", table.index)
    return [
        _fault(
            "ledger.unreadable",
            _UNREADABLE,
            table,
            which[i],
            layer=layers.iloc[which[i]],
            reason=UNREADABLE[reason[i]],
        )
        for i in np.flatnonzero(reason != "")
    ]


def of_townships(units: pd.DataFrame, partition: Partition) -> list[Fault]:
    """Note townships that overlap or cannot be read; parts of one township may overlap."""
    code = units.code.tolist()
    lost = np.flatnonzero(partition.reason != "")
    return [
        Fault(
            "ledger.townships_overlap",
            *_TOWNSHIPS_OVERLAP,
            {"earlier": code[a], "later": code[b]},
            "townships",
        )
        for a, b in partition.overlaps
        if code[a] != code[b]
    ] + [
        Fault(
            "ledger.township_unreadable",
            *_TOWNSHIP_UNREADABLE,
            {"code": code[i], "reason": UNREADABLE[partition.reason[i]]},
        )
        for i in lost
    ]


def of_rows(table: pd.DataFrame, geometry: np.ndarray, kind: np.ndarray, ground: Ground) -> list[Fault]:
    """Note interventions without a target, with unknown codes or dates, and sites in one place."""
    notes = [*_of_targets(table, ground), *_of_status(table), *_of_dates(table)]
    return [*notes, *_of_places(table, geometry, kind, ground)]


def _fault(id: str, words: tuple[str, str], table: pd.DataFrame, at: int, **fields: object) -> Fault:
    row = table.iloc[at]
    source = str(row["table"]) if "table" in table else "interventions"
    return Fault(id, *words, fields, source=source, fid=int(row["fid"]), uuid=row["uuid"])


def _of_targets(table: pd.DataFrame, ground: Ground) -> list[Fault]:
    if not ground.targets:
        return []
    none = np.flatnonzero(table.target == "")
    odd = np.flatnonzero((table.target != "") & ~table.target.isin(list(ground.targets)))
    return [_fault("ledger.no_target", _NO_TARGET, table, i) for i in none] + [
        _fault("ledger.unknown_target", _UNKNOWN_TARGET, table, i, target=table.target.iloc[i]) for i in odd
    ]


def _of_status(table: pd.DataFrame) -> list[Fault]:
    if "status" not in table:
        return []
    odd = np.flatnonzero(~pd.to_numeric(table.status, errors="coerce").isin([int(s) for s in STAGE_OF]))
    return [
        _fault("ledger.unknown_status", _UNKNOWN_STATUS, table, i, status=table.status.iloc[i]) for i in odd
    ]


def _of_dates(table: pd.DataFrame) -> list[Fault]:
    return [
        _fault("ledger.unreadable_date", _UNREADABLE_DATE, table, i, field=name, value=table[name].iloc[i])
        for name, odd in unreadable_dates(table)
        for i in odd
    ]


def _of_places(table: pd.DataFrame, geometry: np.ndarray, kind: np.ndarray, ground: Ground) -> list[Fault]:
    sites = np.flatnonzero((kind == "count") & (table.left_out == ""))
    codes, names = pd.factorize(table.target.iloc[sites])
    tolerance = np.array(
        [ground.targets[n].tolerance if n in ground.targets else 0.0 for n in names] + [0.0]
    )[codes]
    pairs = same_place(geometry[sites], codes, table.uuid.to_numpy(dtype=object)[sites], tolerance)
    return [
        _fault(
            "ledger.same_place",
            _SAME_PLACE,
            table,
            sites[b],
            tolerance=tolerance[b],
            other=table.uuid.iloc[sites[a]],
        )
        for a, b in pairs
    ]
