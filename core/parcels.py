"""Close the books of any polygons against any units: parcels of a technician, townships of a bureau.

No ledger file and no plan is needed. A target is a value of a field, a unit is a name, who was first is a
date or a number; the rules are those of `close_ledger`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .errors import DataError, Fault
from .ledger import AMOUNTS, close_ledger
from .ledger.findings import of_repairs
from .ledger.rows import NO_TARGET
from .model import Quota, Target, Unit
from .overlay import polygonal
from .plan.cells import code_text, number, text_of
from .plan.units import array_from_base, to_base, unit_of
from .precedence import in_order, saved_first
from .progress import summarise
from .words import QT_TRANSLATE_NOOP

_ALL = "*"  # the one target where parcels have none
_M2 = {name: f"{name}_m2" for name in AMOUNTS}

_NO_UNITS = (
    QT_TRANSLATE_NOOP("EcoLedger", "{layer} has no feature, so nothing could count anywhere"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose the layer of the townships, and select none or all of them."),
)
_UNNAMED = (
    QT_TRANSLATE_NOOP("EcoLedger", "The unit has no name; it is called “{name}” in the results"),
    QT_TRANSLATE_NOOP("EcoLedger", "Fill in its name, or choose another field for the names."),
)
_NO_BASELINE = (
    QT_TRANSLATE_NOOP("EcoLedger", "{layer} has no feature, so no parcel could count on it"),
    QT_TRANSLATE_NOOP(
        "EcoLedger", "Choose another layer, select some of its features, or leave the baseline out."
    ),
)
_NO_CLASS = (
    QT_TRANSLATE_NOOP("EcoLedger", "No feature of {layer} is of the classes {wanted}; it has {known}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Write the classes as they stand in the field, separated by ;."),
)
_BAD_QUOTA = (
    QT_TRANSLATE_NOOP("EcoLedger", "The quota is no amount: {value}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Write a number, zero or more; the unit has its own setting."),
)
_QUOTA_OF_WHICH = (
    QT_TRANSLATE_NOOP("EcoLedger", "{layer} does not say which of the {number} targets its quotas are for"),
    QT_TRANSLATE_NOOP("EcoLedger", "Give it a field of the target, with the name it has in the parcels."),
)
_QUOTA_OF_NOBODY = (
    QT_TRANSLATE_NOOP("EcoLedger", "A quota is for “{name}”, which no feature is called"),
    QT_TRANSLATE_NOOP("EcoLedger", "Write the name as in the other layers, or delete the row."),
)


@dataclass(frozen=True)
class AreaLedger:
    """Closed books of polygons; areas in m², ``gross = Σ deductions + counted`` in every row.

    Parameters
    ----------
    progress : DataFrame
        unit (None: in none), target, n, n_invalid, gross_m2 … counted_m2, counted_mu, counted_ha,
        counted_km2, quota (m²), percent.
    entries : GeoDataFrame
        One row per parcel, in the order given: source_fid, target, gross_m2 … counted_m2, counted_mu, reason,
        earlier_fid (of those whose ground it repeats, joined by ";"), the parcel's own geometry.
    deductions : GeoDataFrame
        One row per deducted piece: source_fid, target, unit, kind, area_m2, area_mu, earlier_fid, geometry on
        the map it was measured on.
    repairs : DataFrame
        See `Ledger`.
    notes : tuple of Fault
        What needs a look, the repairs too.
    """

    progress: pd.DataFrame
    entries: gpd.GeoDataFrame
    deductions: gpd.GeoDataFrame
    repairs: pd.DataFrame
    notes: tuple[Fault, ...]


def close_areas(
    parcels: gpd.GeoDataFrame,
    units: gpd.GeoDataFrame,
    *,
    baseline: gpd.GeoDataFrame | None = None,
    classes: Iterable[str] = (),
    quotas: pd.DataFrame | None = None,
    quota_unit: Unit | None = None,
    min_area: float = 0.0,
    names: tuple[str, str, str, str] = ("parcels", "units", "baseline", "quotas"),
    step: Callable[[float], None] = lambda share: None,
) -> AreaLedger:
    """Close the books of polygons: every square metre once per target, every deduction with its reason.

    Parameters
    ----------
    parcels : GeoDataFrame
        fid, geometry; target and order (dates or numbers, the lower was first) where there are any. Among
        equals the lower fid was first; those not saved yet (below zero) come last.
    units : GeoDataFrame
        fid, unit (name), geometry; several rows of one name are parts of one unit.
    baseline : GeoDataFrame, optional
        geometry, class: patches on which alone parcels count.
    classes : iterable of str
        Classes of the baseline that count; empty means all.
    quotas : DataFrame, optional
        fid, unit, amount, and target where parcels have several. Several rows of one unit and target add up.
    quota_unit : Unit, optional
        Of the amounts; m² where None.
    min_area : float
        Smallest parcel that counts, m².
    names : (str, str, str, str)
        The user's names of parcels, units, baseline and quotas, for the notes.
    step : callable
        Told the share done; may raise `Cancelled`.

    Raises
    ------
    CrsError
        Coordinates that cannot be measured.
    DataError
        No unit, an empty baseline, none of its classes, or an order of neither dates nor numbers.

    Examples
    --------
    Two parcels of a hectare, of which the second repeats half of the first:

    >>> import shapely
    >>> def box(west, south, east, north):
    ...     return shapely.box(37500000 + west, 3600000 + south, 37500000 + east, 3600000 + north)
    >>> parcels = gpd.GeoDataFrame({"fid": [1, 2], "order": [2019, 2018]}, crs=4525,
    ...                            geometry=[box(0, 0, 100, 100), box(50, 0, 150, 100)])
    >>> units = gpd.GeoDataFrame({"fid": [1], "unit": ["甲镇"]}, geometry=[box(0, 0, 999, 999)], crs=4525)
    >>> books = close_areas(parcels, units)
    >>> books.entries[["source_fid", "gross_m2", "overlap_m2", "reason", "earlier_fid"]].round(2)
       source_fid  gross_m2  overlap_m2   reason earlier_fid
    0           1   10000.0      5000.0  overlap           2
    1           2   10000.0         0.0                 None
    >>> float(books.progress.counted_mu.round(4).iloc[0])
    22.5
    """
    of_parcels, of_units, of_baseline, of_quotas = names
    if not len(units):
        raise DataError(*_NO_UNITS, layer=of_units)
    classes, notes = tuple(classes), []
    table = _with_targets(parcels).assign(table=of_parcels, uuid=None)
    if "order" in table:
        order, notes = in_order(table["order"].tolist(), of_parcels, table["fid"].tolist())
        table["order"] = pd.Series(order, index=table.index, dtype=object)
    if (table["fid"] < 0).any():
        table["order"] = saved_first(table.get("order"), table["fid"])
    if baseline is not None:
        baseline = _with_classes(baseline, classes, of_baseline)
    ids = sorted(set(table.target.dropna())) or ([] if len(table) else [_ALL])
    layer = None if baseline is None else of_baseline
    targets = [_target(id, layer, classes, min_area) for id in ids]
    ledger = close_ledger(
        table,
        _named_units(units, of_units, notes),
        [*targets, _target(NO_TARGET, layer, classes, min_area)],
        baselines={} if baseline is None else {of_baseline: baseline},
        step=step,
    )
    if quotas is not None and "target" not in quotas:
        quotas = quotas.assign(target=_only(ids, of_quotas))
    given = _quotas(quotas, quota_unit or unit_of("m2"), "target" in parcels, of_quotas, notes)
    notes += _strangers(given, set(ledger.units.code), set(ids), of_quotas)
    deductions = _deductions(ledger.deductions)
    repairs = ledger.repairs.assign(layer=ledger.repairs.layer.replace("townships", of_units))
    notes += [replace(n, source=of_units) if n.source == "townships" else n for n in ledger.notes]
    return AreaLedger(
        _progress(summarise(ledger, targets, by="township", quotas=given)),
        _entries(ledger.entries, deductions, parcels),
        deductions,
        repairs,
        (*notes, *of_repairs(repairs)),
    )


def label(value: Any) -> str | None:
    """Return a name or code as text, None where there is none: 420304101.0 is 420304101.

    Examples
    --------
    >>> label(" 甲镇"), label(420304101.0), label(7), label("  "), label(None)
    ('甲镇', '420304101', '7', None, None)
    """
    text = value.strip() if isinstance(value, str) else code_text(text_of(value))
    return text or None


def _with_targets(parcels: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    target = [label(v) for v in parcels["target"]] if "target" in parcels else _ALL
    return parcels.assign(target=target)


def _target(id: str, baseline: str | None, classes: tuple[str, ...], min_area: float) -> Target:
    return Target(
        id,
        article="",
        name_zh=id,
        name_en=id,
        kind="area",
        evidence="polygon",
        amount=0.0,
        unit=unit_of("m2"),
        base_amount=0.0,
        baseline=baseline,
        baseline_classes=classes,
        min_area=min_area,
    )


def _with_classes(baseline: gpd.GeoDataFrame, classes: tuple[str, ...], layer: str) -> gpd.GeoDataFrame:
    """Return the baseline, its classes as text; one on which nothing could count is no baseline."""
    if not len(baseline):
        raise DataError(*_NO_BASELINE, layer=layer)
    if "class" not in baseline:
        return baseline
    names = [label(value) for value in baseline["class"]]
    if classes and not set(classes) & set(names):
        known = ", ".join(sorted(set(filter(None, names)))[:12]) or "–"
        raise DataError(*_NO_CLASS, layer=layer, wanted=", ".join(classes), known=known)
    return baseline.assign(**{"class": names})


def _named_units(units: gpd.GeoDataFrame, layer: str, notes: list[Fault]) -> gpd.GeoDataFrame:
    names = [label(v) for v in units["unit"]]
    for position in (i for i, name in enumerate(names) if name is None):
        fid = int(units["fid"].iloc[position])
        names[position] = f"FID {fid}"
        notes.append(Fault("area.unnamed_unit", *_UNNAMED, {"name": names[position]}, layer, fid=fid))
    return units.assign(code=names)


def _only(ids: list[str], layer: str) -> str:
    """Return the target that quotas are for which do not say so: the only one there is."""
    if len(ids) > 1:
        raise DataError(*_QUOTA_OF_WHICH, layer=layer, number=len(ids))
    return ids[0] if ids else _ALL


def _quotas(
    rows: pd.DataFrame | None, unit: Unit, by_target: bool, layer: str, notes: list[Fault]
) -> list[Quota]:
    sums: dict[tuple[str, str], float] = {}
    for row in () if rows is None else rows.itertuples():
        amount = number(text_of(row.amount))
        if amount is None and label(row.amount) is None:
            continue  # no quota is no fault: percent stays open
        if amount is None or amount < 0:
            notes.append(Fault("area.bad_quota", *_BAD_QUOTA, {"value": row.amount}, layer, fid=row.fid))
            continue
        key = (label(row.target) or "" if by_target else _ALL, label(row.unit) or "")
        sums[key] = sums.get(key, 0.0) + to_base(amount, unit)
    return [Quota(target, township, None, amount) for (target, township), amount in sums.items()]


def _strangers(quotas: list[Quota], units: set[str], targets: set[str], layer: str) -> list[Fault]:
    """Note quotas of a unit or target that no feature has: a name written otherwise."""
    names = {q.township for q in quotas} - units | {q.target for q in quotas} - targets
    return [Fault("area.quota_of_nobody", *_QUOTA_OF_NOBODY, {"name": name}, layer) for name in sorted(names)]


def _shown(target: pd.Series) -> pd.Series:
    return target.where(~target.isin(["", _ALL]), None)


def _progress(summary: pd.DataFrame) -> pd.DataFrame:
    table = summary.rename(columns=_M2)
    table["target"] = _shown(table.target)
    units = [f"counted_{unit}" for unit in ("mu", "ha", "km2")]
    for name in units:
        table[name] = array_from_base(table.counted_m2, unit_of(name.removeprefix("counted_")))
    columns = ["unit", "target", "n", "n_invalid", *_M2.values(), *units, "quota", "percent"]
    return table.reindex(columns=columns)


def _entries(entries: pd.DataFrame, deductions: pd.DataFrame, parcels: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    table = entries.rename(columns={"fid": "source_fid", **_M2})
    table["target"] = _shown(table.target)
    table["counted_mu"] = array_from_base(table.counted_m2, unit_of("mu"))
    repeats = deductions[deductions.kind == "overlap"].groupby("source_fid").earlier_fid.unique()
    earlier = {fid: ";".join(map(str, fids)) for fid, fids in repeats.items()}
    table["earlier_fid"] = [earlier.get(fid) for fid in table.source_fid]
    columns = ["source_fid", "target", *_M2.values(), "counted_mu", "reason", "earlier_fid"]
    return gpd.GeoDataFrame(table[columns], geometry=_drawn(parcels), crs=parcels.crs)


def _drawn(parcels: gpd.GeoDataFrame) -> np.ndarray:
    """Return the parcels' own geometries: of a collection its polygons, None for what is no polygon."""
    shapes = polygonal(parcels.geometry.to_numpy())
    return np.where(shapely.is_empty(shapes), None, shapes)


def _deductions(pieces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    table = pieces.rename(columns={"fid": "source_fid", "amount": "area_m2"})
    table["target"] = _shown(table.target)
    table["area_mu"] = array_from_base(table.area_m2, unit_of("mu"))
    return table[["source_fid", "target", "unit", "kind", "area_m2", "area_mu", "earlier_fid", "geometry"]]
