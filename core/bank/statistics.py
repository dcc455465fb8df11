"""Length and share of each class of riverbank zone, by township and bank, against bank lines and reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import Map, measurable, to_map
from ..errors import Fault
from ..ledger.lines import cut_at_borders
from ..ledger.partition import Partition
from ..rules.check import plane_of
from ..rules.shapes import Shapes, read_shapes
from ..rules.zones import identities, notes_of, text_of
from ..words import QT_TRANSLATE_NOOP
from .axis import Axis, common, merged, once
from .works import works_along

_BESIDE = 20.0  # metres: from the border of a zone to the bank line it was drawn along
_KEY = ["river", "bank"]

_LOST = (
    "bank.unreadable",
    QT_TRANSLATE_NOOP("EcoLedger", "A feature of {layer} could not be read, so its length is not counted"),
    QT_TRANSLATE_NOOP("EcoLedger", "Redraw the feature ({reason}), then run again."),
)
_NO_BANK = (
    QT_TRANSLATE_NOOP("EcoLedger", "The zone lies along no bank line; its length is not counted"),
    QT_TRANSLATE_NOOP("EcoLedger", "Draw the zone along a bank line, or add the bank line."),
)
_OTHER_SIDE = (
    QT_TRANSLATE_NOOP("EcoLedger", "The zone states bank {stated} and lies along bank {found}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Correct the bank: 1 left, 2 right, looking downstream."),
)
_TWICE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{length:.1f} m of the bank are those of FID {other} already"),
    QT_TRANSLATE_NOOP("EcoLedger", "Cut one of the two zones back; the stretch is counted once."),
)
_NO_REACH = (
    QT_TRANSLATE_NOOP("EcoLedger", "The river {river} has bank lines and no reach"),
    QT_TRANSLATE_NOOP("EcoLedger", "Draw its reach downstream, under the same river name."),
)


@dataclass(frozen=True)
class BankStatistics:
    """Riverbank zones by length.

    Parameters
    ----------
    stretches : GeoDataFrame
        What each zone has of its bank in each township: fid, uuid, class, river, bank, township, from_m,
        to_m (along the bank, downstream), length_m, the stretch of the bank line as geometry.
    summary : DataFrame
        river, township, bank, class, zones, length_m, length_km, share (of what is zoned on that bank in the
        township), percent.
    totals : DataFrame
        One row per bank: river, bank, river_class, length_m, zoned_m, share. One per reach, with an empty
        bank: what of its length has a zone on either bank, and works_m, each stretch once: what counts on the
        main stem (class 1) and what lies along a tributary are apart. NaN where that is not known.
    notes : tuple of Fault
    """

    stretches: gpd.GeoDataFrame
    summary: pd.DataFrame
    totals: pd.DataFrame
    notes: tuple[Fault, ...]


@dataclass(frozen=True)
class _Bank:
    """A bank line, the river it belongs to, and the side it is on."""

    river: str
    side: str
    axis: Axis


def bank_statistics(
    zones: gpd.GeoDataFrame,
    banks: gpd.GeoDataFrame,
    reaches: gpd.GeoDataFrame,
    townships: gpd.GeoDataFrame,
    works: gpd.GeoDataFrame | None = None,
    *,
    beside: float = _BESIDE,
    works_within: float = 1000.0,
    step: Callable[[float], None] = lambda share: None,
) -> BankStatistics:
    """Measure riverbank zones along the bank lines they were drawn along, in ellipsoidal metres.

    A zone is of the bank that most of its outline runs along; where two zones share a stretch, the first
    keeps it. Sides are those looking downstream, the direction in which the reaches are drawn.

    Parameters
    ----------
    zones : GeoDataFrame
        Polygons: class; fid, uuid, bank where there are any.
    banks, reaches : GeoDataFrame
        Lines: river, and class of the reaches (``"1"`` main stem); of banks also bank (``"1"`` left,
        ``"2"`` right), found by their place where missing.
    townships : GeoDataFrame
        code, geometry.
    works : GeoDataFrame, optional
        Lines that count along the reach of the river whose banks they lie on, each stretch once.
    beside : float
        m: from a zone's outline to its bank line at most.
    works_within : float
        m: from works to the reach at most.
    step : callable
        Told the share done; may raise `Cancelled`.

    Raises
    ------
    CrsError
        A layer's coordinates cannot be measured.

    Examples
    --------
    >>> reach = shapely.LineString([(37500000, 3600000), (37500000, 3602000)])
    >>> bank = shapely.LineString([(37499900, 3600000), (37499900, 3602000)])
    >>> zone = shapely.box(37499700, 3600500, 37499900, 3601000)
    >>> lines = [gpd.GeoDataFrame({"river": ["汉江"]}, geometry=[g], crs=4525) for g in (bank, reach)]
    >>> town = gpd.GeoDataFrame({"code": ["1"]}, geometry=[shapely.box(37490000, 3590000, 37510000, 3610000)],
    ...                         crs=4525)
    >>> found = bank_statistics(gpd.GeoDataFrame({"class": ["1"]}, geometry=[zone], crs=4525), *lines, town)
    >>> found.summary[["river", "bank", "length_m", "share"]].round(3).to_numpy().tolist()
    [['汉江', '1', 500.0, 1.0]]
    """
    plane = plane_of({"townships": townships, "river_reaches": reaches, "river_banks": banks, "zones": zones})
    read = read_shapes(zones, plane, "riverbank_zones", "polygon")
    table = identities(zones).assign(**{c: text_of(zones, c) for c in ("class", "bank")})
    rivers, notes = _axes(reaches, plane, "river_reaches")
    lines, more = _banks(banks, rivers, plane)
    notes += [*more, *_lost("riverbank_zones", table, read)]
    step(0.1)
    placed = _placed(read, lines, beside, step)
    notes += _of_placing(table, read, placed, lines)
    kept, more = _each_once(placed, table)
    stretches = _stretches(kept, table, lines, townships, plane)
    step(0.9)
    done, unread = _works(works, rivers, lines, works_within, plane)
    classes = dict(zip(text_of(reaches, "river"), text_of(reaches, "class"), strict=True))
    totals = _totals(stretches, lines, rivers, done)
    totals.insert(2, "river_class", totals.river.map(classes).fillna(""))
    return BankStatistics(stretches, _summary(stretches), totals, (*notes, *more, *unread))


def _lost(layer: str, table: pd.DataFrame, shapes: Shapes) -> list[Fault]:
    """Return what was repaired and what could not be read."""
    return notes_of(layer, table, shapes, np.ones(len(table), bool), _LOST)


def _axes(frame: gpd.GeoDataFrame, plane: Map, layer: str) -> tuple[dict[str, Axis], list[Fault]]:
    """Return an axis for each river, and what could not be read."""
    shapes, river = read_shapes(frame, plane, layer, "line"), text_of(frame, "river")
    good = shapes.reason == ""
    axes = {
        name: Axis.of(shapes.geometry[good & (river == name)], plane) for name in dict.fromkeys(river[good])
    }
    return axes, _lost(layer, identities(frame), shapes)


def _banks(frame: gpd.GeoDataFrame, rivers: dict[str, Axis], plane: Map) -> tuple[list[_Bank], list[Fault]]:
    """Return each river's bank lines, joined and running downstream."""
    shapes = read_shapes(frame, plane, "river_banks", "line")
    notes = _lost("river_banks", identities(frame), shapes)
    keys = pd.DataFrame({"river": text_of(frame, "river"), "side": text_of(frame, "bank")})
    banks = []
    for (river, side), own in keys[shapes.reason == ""].groupby(["river", "side"], sort=False):
        stem = rivers.get(river)
        axis = Axis.of(shapes.geometry[own.index], plane, stem)
        banks.append(_Bank(river, side or (stem.side_of(axis) if stem else ""), axis))
        if stem is None:
            notes.append(
                Fault("bank.no_reach", *_NO_REACH, {"river": river}, "river_banks", severity="warning")
            )
    return banks, notes


def _placed(zones: Shapes, banks: list[_Bank], beside: float, step: Callable[[float], None]) -> pd.DataFrame:
    """Return the intervals of each zone along the bank that most of its outline runs along."""
    found = [pd.DataFrame(columns=["owner", "low", "high", "at"])]
    outlines = shapely.boundary(zones.geometry)
    for at, bank in enumerate(banks):
        near = np.flatnonzero(shapely.dwithin(bank.axis.line, zones.geometry, beside))
        across = shapely.intersection(bank.axis.line, zones.geometry[near])
        along = bank.axis.intervals(np.concatenate([outlines[near], across]), beside, along_only=True)
        along["owner"] = near[along.owner.to_numpy(dtype=int) % max(len(near), 1)]
        found.append(merged(along).assign(at=at))
        step(0.1 + 0.7 * (at + 1) / len(banks))
    every = pd.concat([f for f in found if len(f)] or found, ignore_index=True)
    every["length"] = every.high - every.low
    most = every.groupby(["owner", "at"]).length.sum().reset_index().sort_values("length")
    best = most.drop_duplicates("owner", keep="last").set_index("owner")["at"]
    return every[every["at"] == every.owner.map(best)].astype({"owner": int, "at": int})


def _of_placing(table: pd.DataFrame, zones: Shapes, placed: pd.DataFrame, banks: list[_Bank]) -> list[Fault]:
    """Return a fault for each zone along no bank, or along another one than it states."""
    side = {row.owner: banks[row.at].side for row in placed.itertuples()}
    notes = []
    for at in np.flatnonzero(zones.reason == ""):
        stated, found = table.bank.iloc[at], side.get(at)
        if found is None:
            notes.append(_fault("bank.along_none", _NO_BANK, table, at))
        elif stated not in ("", found):
            notes.append(_fault("bank.other_side", _OTHER_SIDE, table, at, stated=stated, found=found))
    return notes


def _fault(id: str, words: tuple[str, str], table: pd.DataFrame, at: int, **fields: object) -> Fault:
    row = table.iloc[at]
    return Fault(id, *words, fields, "riverbank_zones", fid=int(row.fid), uuid=row.uuid, severity="warning")


def _each_once(placed: pd.DataFrame, table: pd.DataFrame) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the intervals without what an earlier zone has of the same bank already."""
    kept, notes = [placed[:0]], []
    for at, own in placed.groupby("at"):
        pieces = once(own)
        kept.append(pieces[pieces.earlier < 0].assign(at=at))
        for row in pieces[pieces.earlier >= 0].itertuples():
            fields = {"length": row.high - row.low, "other": int(table.fid.iloc[int(row.earlier)])}
            notes.append(_fault("bank.counted_once", _TWICE, table, int(row.owner), **fields))
    return pd.concat([k for k in kept if len(k)] or kept, ignore_index=True), notes


def _stretches(
    kept: pd.DataFrame, table: pd.DataFrame, banks: list[_Bank], townships: gpd.GeoDataFrame, plane: Map
) -> gpd.GeoDataFrame:
    """Cut the intervals at the townships' borders, and give each its length and its line."""
    units = Partition(to_map(np.asarray(townships.geometry.array), measurable(townships.crs), plane), plane)
    codes = np.append(
        townships["code"].astype(str).to_numpy(dtype=object), ""
    )  # -1, outside all, is the last
    found = [pd.DataFrame(columns=["owner", "other", "low", "high", "at", "geometry"])]
    for at, own in kept.groupby("at"):
        axis = banks[at].axis
        cut = cut_at_borders(np.array([axis.line]), units)
        within = axis.intervals(cut.geometry.to_numpy(dtype=object))
        within["owner"] = cut.unit.to_numpy()[within.owner]
        pieces = common(own, once(within))
        lines = [axis.reach.between(low, high) for low, high in zip(pieces.low, pieces.high, strict=True)]
        found.append(pieces.assign(at=at, geometry=lines))
    pieces = pd.concat([f for f in found if len(f)] or found, ignore_index=True)
    zone = table.iloc[pieces.owner.to_numpy(dtype=int)].reset_index(drop=True)
    columns = {
        **{name: zone[name] for name in ("fid", "uuid", "class")},
        "river": [banks[at].river for at in pieces["at"]],
        "bank": [banks[at].side for at in pieces["at"]],
        "township": codes[pieces.other.to_numpy(dtype=int)],
        "from_m": pieces.low.astype(float),
        "to_m": pieces.high.astype(float),
        "length_m": (pieces.high - pieces.low).astype(float),
    }
    frame = gpd.GeoDataFrame(columns, geometry=pieces.geometry.to_numpy(dtype=object), crs=plane.crs)
    return frame.sort_values([*_KEY, "from_m"], ignore_index=True)


def _summary(stretches: gpd.GeoDataFrame) -> pd.DataFrame:
    keys = ["river", "township", "bank", "class"]
    grouped = stretches.groupby(keys)
    table = grouped.agg(zones=("fid", "nunique"), length_m=("length_m", "sum")).reset_index()
    whole = table.groupby(["river", "township", "bank"]).length_m.transform("sum")
    share = table.length_m / whole
    return table.assign(length_km=table.length_m / 1000, share=share, percent=100 * share)


def _works(
    works: gpd.GeoDataFrame | None, rivers: dict[str, Axis], banks: list[_Bank], within: float, plane: Map
) -> tuple[dict[str, float], list[Fault]]:
    """Return the metres of each reach that works take, and which of them could not be read."""
    if works is None:
        return {}, []
    shapes = read_shapes(works, plane, "intervention_lines", "line")
    beside = {
        river: shapely.union_all([bank.axis.line for bank in banks if bank.river == river])
        for river in {bank.river for bank in banks}
    }
    done = works_along(shapes.geometry, rivers, beside, within)
    return done, _lost("intervention_lines", identities(works), shapes)


def _totals(
    stretches: gpd.GeoDataFrame, banks: list[_Bank], rivers: dict[str, Axis], works: dict[str, float]
) -> pd.DataFrame:
    zoned = stretches.groupby(_KEY).length_m.sum()
    rows = [(b.river, b.side, b.axis.reach.length, zoned.get((b.river, b.side), 0.0), np.nan) for b in banks]
    for river, axis in rivers.items():
        beside = axis.covered(stretches.geometry[stretches.river == river].to_numpy(dtype=object))
        rows.append((river, "", axis.reach.length, beside, works.get(river, np.nan)))
    totals = pd.DataFrame(rows, columns=[*_KEY, "length_m", "zoned_m", "works_m"])
    return totals.assign(share=totals.zoned_m / totals.length_m)
