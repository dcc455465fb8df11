"""Findings a person has accepted with a reason: waived until a geometry changes or the day passes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..errors import Fault
from ..words import QT_TRANSLATE_NOOP

OPEN, WAIVED, FIXED = STATES = ("open", "waived", "fixed")
COLUMNS = ("reason", "until", "created_by", "created")
_CHANGED = (
    QT_TRANSLATE_NOOP("EcoLedger", "The waiver of {id} no longer holds: the geometry has changed since"),
    QT_TRANSLATE_NOOP("EcoLedger", "Look at the finding again; waive it anew, or mend it."),
)
_PASSED = (
    QT_TRANSLATE_NOOP("EcoLedger", "The waiver of {id} ended on {until}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Look at the finding again; waive it anew, or mend it."),
)


def pair_hash(feature: str, zone: str) -> str:
    """Return one fingerprint for those of a feature and of a zone; without a zone the feature's.

    Examples
    --------
    >>> pair_hash("ab", ""), len(pair_hash("ab", "cd"))
    ('ab', 64)
    """
    return hashlib.sha256(f"{feature} {zone}".encode()).hexdigest() if zone else feature


def apply_waivers(
    findings: pd.DataFrame, waivers: pd.DataFrame | None, as_of: dt.date
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the findings with state, reason, until, created_by, created, lapsed; and lapsed waivers.

    A finding whose waiver lapsed is open again; `lapsed` holds why, as a `Fault`, None for all others.

    Parameters
    ----------
    findings : DataFrame
        id, uuid, zone_uuid, geometry_hash, layer, fid.
    waivers : DataFrame, optional
        rule (the finding's id), feature_uuid, zone_uuid, geometry_hash, reason; until, created_by, created
        where there are any. Of several for one finding the last holds.
    as_of : date

    Examples
    --------
    >>> found = pd.DataFrame({"id": ["red"], "uuid": ["a"], "zone_uuid": ["z"], "geometry_hash": ["1"],
    ...                       "layer": ["parcels"], "fid": [7]})
    >>> waivers = pd.DataFrame({"rule": ["red"], "feature_uuid": ["a"], "zone_uuid": ["z"],
    ...                         "geometry_hash": ["1"], "reason": ["批文"], "until": [dt.date(2020, 1, 1)]})
    >>> apply_waivers(found, waivers, dt.date(2019, 5, 1))[0].state.tolist()
    ['waived']
    >>> states, lapsed = apply_waivers(found, waivers, dt.date(2020, 5, 1))
    >>> states.state.tolist(), str(lapsed[0])[:47]
    (['open'], 'parcels FID 7: The waiver of red ended on 2020-')
    """
    result = findings.assign(state=OPEN, **dict.fromkeys((*COLUMNS, "lapsed")))
    if waivers is None or not len(waivers) or not len(findings):
        return result, []
    held = waivers.assign(**{c: None for c in COLUMNS if c not in waivers})
    keys = _keys(held.rule, held.feature_uuid, held.get("zone_uuid"))
    last = ~keys.duplicated(keep="last") & (held.feature_uuid.fillna("") != "").to_numpy()
    held, keys = held[last], keys[last]
    at = keys.get_indexer(_keys(findings.id, findings.uuid, findings.zone_uuid))
    has = np.flatnonzero(at >= 0)
    match = held.iloc[at[has]]
    same = match.geometry_hash.to_numpy() == findings.geometry_hash.to_numpy()[has]
    passed = pd.to_datetime(match.until, errors="coerce").to_numpy() < np.datetime64(as_of)
    good = same & ~passed
    for column in COLUMNS:
        values = result[column].to_numpy(dtype=object, copy=True)
        values[has[good]] = match[column].to_numpy(dtype=object)[good]
        result[column] = values
    result["state"] = np.where(np.isin(np.arange(len(findings)), has[good]), WAIVED, OPEN)
    notes = _lapsed(findings.iloc[has], match, same, good)
    why = np.full(len(findings), None, dtype=object)
    why[has[~good]] = notes
    return result.assign(lapsed=why), notes


def _keys(*columns: Sequence | None) -> pd.MultiIndex:
    filled = [pd.Series(c).fillna("").astype(str) if c is not None else None for c in columns]
    blank = pd.Series([""] * len(filled[0]))
    return pd.MultiIndex.from_arrays([(blank if c is None else c).to_numpy(dtype=object) for c in filled])


def _lapsed(findings: pd.DataFrame, waivers: pd.DataFrame, same: np.ndarray, good: np.ndarray) -> list[Fault]:
    notes = []
    for i in np.flatnonzero(~good):
        row = findings.iloc[i]
        words, fields = (_PASSED, {"until": str(waivers.until.iloc[i])[:10]}) if same[i] else (_CHANGED, {})
        notes.append(
            Fault(
                "rules.waiver_lapsed",
                *words,
                {"id": row.id, **fields},
                source=row.layer,
                fid=int(row.fid),
                uuid=row.uuid,
                severity="warning",
            )
        )
    return notes


def gone(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the findings of an earlier check that a later one no longer has, as fixed.

    Examples
    --------
    >>> before = pd.DataFrame({"id": ["a", "b"], "uuid": ["1", "1"], "zone_uuid": "z", "state": "open"})
    >>> gone(before, before[:1])[["id", "state"]].to_numpy().tolist()
    [['b', 'fixed']]
    """
    keys = [_keys(frame.id, frame.uuid, frame.zone_uuid) for frame in (before, after)]
    return before[~keys[0].isin(keys[1])].assign(state=FIXED)
