"""Put the closed parts (areas, lengths, sites) back into one row per intervention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import Map, lengths_on
from ..model import Stage
from .ground import Ground
from .lines import why_no_line
from .polygons import AMOUNTS, DEDUCTIONS, Closed
from .repair import repair

BASE_UNIT = {"area": "m2", "length": "m", "count": "1"}
STAGES = tuple(s.value for s in (Stage.ACCEPTED, Stage.REPORTED, Stage.UNDER_WAY, Stage.PLANNED, Stage.NONE))
_REPAIR = ["layer", "fid", "uuid", "what", "before_m2", "after_m2"]
_CARRIED = ("fid", "uuid", "table", "name", "target", "status", "year", "reported")


@dataclass(frozen=True)
class Part:
    """One kind's closed ledger and the positions of its interventions."""

    kind: str
    which: np.ndarray
    closed: Closed


def assemble(
    table: pd.DataFrame, geometry: np.ndarray, kind: np.ndarray, parts: list[Part], ground: Ground
) -> dict[str, Any]:
    """Return entries, pieces, held, deductions and repairs of a `Ledger`."""
    pieces, held = _pieces(parts, table, ground)
    deductions = _deductions(parts, table, ground)
    entries = _entries(table, geometry, kind, parts, pieces, ground)
    entries["earlier_uuid"] = _earlier(deductions, len(table))
    repairs = [*ground.repairs, *(_repairs(part, table) for part in parts)]
    return {
        "entries": entries,
        "pieces": pieces,
        "held": held,
        "deductions": deductions,
        "repairs": pd.concat([r for r in repairs if len(r)] or repairs[:1], ignore_index=True)[_REPAIR],
    }


def _pieces(parts: list[Part], table: pd.DataFrame, ground: Ground) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return one row per intervention and township, those held back for the period apart."""
    frames = [p.closed.pieces.assign(parcel=p.which[p.closed.pieces.parcel], kind=p.kind) for p in parts]
    pieces = pd.concat(frames, ignore_index=True).rename(columns={"parcel": "entry"})
    codes = np.append(ground.units.code.to_numpy(dtype=object), None)
    pieces["unit"] = codes[pieces.unit.to_numpy(dtype=int)]
    for name in ("target", "year", "status", "set", "rank"):
        pieces[name] = table[name].to_numpy()[pieces.entry] if name in table else None
    pieces["stage"] = np.array(STAGES, dtype=object)[table.stage.to_numpy()[pieces.entry]]
    held = (table.left_out != "").to_numpy()[pieces.entry]
    return (pieces[~held].reset_index(drop=True) if held.any() else pieces), pieces[held]


def _entries(
    table: pd.DataFrame,
    geometry: np.ndarray,
    kind: np.ndarray,
    parts: list[Part],
    pieces: pd.DataFrame,
    ground: Ground,
) -> pd.DataFrame:
    entries = table[[c for c in _CARRIED if c in table]].copy()
    entries["stage"] = np.array(STAGES, dtype=object)[table.stage]
    entries["base_unit"] = pd.Series(kind, dtype=object).map(BASE_UNIT).to_numpy()
    for name in AMOUNTS:
        sums = np.bincount(pieces.entry, pieces[name].astype(float), minlength=len(table))
        entries[name] = sums.astype(float)  # that of nothing is of integers
    excluded = np.flatnonzero(table.left_out != "")
    entries["excluded"] = 0.0
    if len(excluded):
        size = plain_sizes(geometry[excluded], kind[excluded], ground.plane)
        entries.loc[excluded, "gross"] = entries.loc[excluded, "excluded"] = size
    entries["reason"] = _reasons(table, entries, parts)
    return entries


def plain_sizes(geometry: np.ndarray, kind: np.ndarray, plane: Map) -> np.ndarray:
    """Return what interventions that take no part amount to by themselves: m², m or sites."""
    if not len(geometry):
        return np.zeros(0)
    size = repair(geometry, plane).gross
    line, site = kind == "length", kind == "count"
    readable = why_no_line(geometry[line], plane) == ""
    size[line] = lengths_on(np.where(readable, geometry[line], None), plane)
    size[site] = ~(shapely.is_missing(geometry[site]) | shapely.is_empty(geometry[site]))
    return size


def _reasons(table: pd.DataFrame, entries: pd.DataFrame, parts: list[Part]) -> np.ndarray:
    """Return stable keys joined by ";": why something of a row is not counted, "" where all is."""
    bits = sum((entries[name].to_numpy() > 0).astype(int) << i for i, name in enumerate(DEDUCTIONS))
    words = [
        ";".join(n for i, n in enumerate(DEDUCTIONS) if code >> i & 1) for code in range(2 ** len(DEDUCTIONS))
    ]
    reason = np.array(words, dtype=object)[bits]
    for part in parts:
        unreadable = np.flatnonzero(part.closed.reason != "")
        reason[part.which[unreadable]] = "invalid:" + part.closed.reason[unreadable]
    left_out = table.left_out.to_numpy(dtype=object)
    return np.where(left_out != "", left_out, reason)


def _deductions(parts: list[Part], table: pd.DataFrame, ground: Ground) -> gpd.GeoDataFrame:
    frames = []
    for part in parts:
        own = part.closed.deductions
        earlier = np.where(own.earlier >= 0, np.append(part.which, -1)[own.earlier.to_numpy(dtype=int)], -1)
        frames.append(
            own.assign(
                entry=part.which[own.parcel.to_numpy(dtype=int)],
                earlier=earlier,
                base_unit=BASE_UNIT[part.kind],
            )
        )
    rows = pd.concat(frames, ignore_index=True)
    rows = rows[(table.left_out == "").to_numpy()[rows.entry]]
    rank = np.append(table["rank"].to_numpy(), -1)[rows.earlier.to_numpy(dtype=int)]
    rows = rows.iloc[np.lexsort([rows.unit, rank, rows.kind.map(DEDUCTIONS.index), rows.entry])]
    entry, earlier = rows.entry.to_numpy(dtype=int), rows.earlier.to_numpy(dtype=int)
    codes = np.append(ground.units.code.to_numpy(dtype=object), None)
    uuid, fid = (
        np.append(table.uuid.to_numpy(dtype=object), None),
        np.append(table.fid.to_numpy(dtype=object), None),
    )
    return gpd.GeoDataFrame(
        {
            "entry": entry,
            "fid": fid[entry],
            "uuid": uuid[entry],
            "target": table.target.to_numpy(dtype=object)[entry],
            "unit": codes[rows.unit.to_numpy(dtype=int)],
            "kind": rows.kind.to_numpy(dtype=object),
            "amount": rows.amount.to_numpy(dtype=float),
            "base_unit": rows.base_unit.to_numpy(dtype=object),
            "earlier_uuid": uuid[earlier],
            "earlier_fid": fid[earlier],
        },
        geometry=rows.geometry.to_numpy(dtype=object),
        crs=ground.plane.crs,
    )


def _earlier(deductions: pd.DataFrame, n: int) -> np.ndarray:
    """Return for each entry the uuids of the earlier ones it repeats, the first first, joined by ";"."""
    result = np.full(n, None, dtype=object)
    repeats = deductions[(deductions.kind == "overlap") & deductions.earlier_uuid.notna()]
    repeats = repeats[["entry", "earlier_uuid"]].drop_duplicates()
    several = repeats.entry.duplicated(keep=False)
    result[repeats.entry[~several]] = repeats.earlier_uuid[~several]
    for entry, uuids in repeats[several].groupby("entry").earlier_uuid:
        result[entry] = ";".join(map(str, uuids))
    return result


def _repairs(part: Part, table: pd.DataFrame) -> pd.DataFrame:
    repairs = part.closed.repairs
    if repairs is None:
        return pd.DataFrame(columns=_REPAIR)
    at = part.which[repairs.position.to_numpy(dtype=int)]
    layer = table["table"].to_numpy()[at] if "table" in table else "interventions"
    rows = repairs.drop(columns="position")
    return rows.assign(layer=layer, fid=table.fid.to_numpy()[at], uuid=table.uuid.to_numpy()[at])
