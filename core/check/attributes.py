"""Checks of attributes: codes, what must be filled in, numbers twice, areas of another outline."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from ..area import official_area
from ..fingerprint import geometry_hashes
from ..plan.units import MU
from .layer import Domain, Found, Ground, Layer, at_rows

_Test = Callable[[Layer, Domain], np.ndarray]


def missing_values(layer: Layer, ground: Ground) -> Found | None:
    """Find fields that must be filled in and are not."""
    return _by_field(layer, lambda domain: domain.required, _is_blank)


def unknown_codes(layer: Layer, ground: Ground) -> Found | None:
    """Find codes that are not in the field's code list."""
    return _by_field(layer, lambda domain: domain.codes is not None, _is_unknown)


def out_of_range(layer: Layer, ground: Ground) -> Found | None:
    """Find numbers below the lowest or above the highest the field may hold."""
    return _by_field(layer, lambda domain: domain.low is not None or domain.high is not None, _is_out)


def _by_field(layer: Layer, wanted: Callable[[Domain], bool], test: _Test) -> Found | None:
    domains = [d for d in layer.domains if wanted(d) and d.field in layer.frame]
    if not domains:
        return None
    rows = [np.flatnonzero(test(layer, domain)) for domain in domains]
    row = np.concatenate(rows)
    names = np.repeat([domain.field for domain in domains], [len(r) for r in rows])
    value = [layer.frame[name].iloc[i] for name, i in zip(names, row, strict=True)]
    return at_rows(layer, row, field=names, value=value)


def _is_blank(layer: Layer, domain: Domain) -> np.ndarray:
    values = layer.frame[domain.field]
    return (values.isna() | (values.astype(str).str.strip() == "")).to_numpy()


def _is_unknown(layer: Layer, domain: Domain) -> np.ndarray:
    codes, values = pd.factorize(layer.frame[domain.field])
    known = [_code(value) in domain.codes or _code(value) == "" for value in values]
    return ~np.array([*known, True])[codes]


def _code(value: object) -> str:
    """Return a value as a code: what is stored as 60.0 is 60."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _is_out(layer: Layer, domain: Domain) -> np.ndarray:
    number = layer.numbers(domain.field)
    low = -np.inf if domain.low is None else domain.low
    high = np.inf if domain.high is None else domain.high
    return (number < low) | (number > high)


def duplicate_numbers(layer: Layer, ground: Ground) -> Found | None:
    """Find numbers that an earlier row of the layer bears already."""
    number = layer.column("number")
    if number is None:
        return None
    series = pd.Series(number)
    filled = series.notna() & (series.astype(str).str.strip() != "")
    twice = np.flatnonzero(series.where(filled).duplicated() & filled)
    first = series[filled].drop_duplicates()
    earlier = pd.Series(first.index, first.to_numpy()).reindex(series[twice]).to_numpy(dtype=int)
    found = at_rows(layer, twice, number=series[twice].tolist(), other=layer.table.fid.to_numpy()[earlier])
    return Found(found.row, found.geometry, found.fields, other=earlier)


def stale_official_area(layer: Layer, ground: Ground) -> Found | None:
    """Find official areas of an outline that has changed since, or that were never told of which."""
    stated, stamp = layer.numbers("official_m2"), layer.column("official_hash")
    if stated is None or stamp is None:
        return None
    rows = np.flatnonzero(np.isfinite(stated) & (layer.shapes.reason == ""))
    now = np.array(geometry_hashes(layer.original[rows]), dtype=object)
    rows = rows[now != stamp[rows]]
    return at_rows(layer, rows, stated=stated[rows], now=_official(layer, rows))


def reported_differs(layer: Layer, ground: Ground) -> Found | None:
    """Find reported areas too far from the official area of the outline as it is."""
    reported = layer.numbers("reported_mu")
    if reported is None:
        return None
    rows = layer.solid[np.isfinite(reported[layer.solid])]
    official = _official(layer, rows) / float(MU)
    differs = (
        np.abs(reported[rows] - official) > ground.limits.reported * official + 0.05
    )  # printed to 0.1 mu
    rows, official = rows[differs], official[differs]
    return at_rows(layer, rows, reported=reported[rows], official=official)


def _official(layer: Layer, rows: np.ndarray) -> np.ndarray:
    """Return official areas in m² of the outlines, repaired where they had to be."""
    plane_crs = layer.frame.crs
    repaired = np.isin(rows, layer.shapes.repairs.position)
    area = np.full(len(rows), np.nan)
    area[~repaired] = official_area(layer.original[rows[~repaired]], plane_crs)
    area[repaired] = layer.shapes.size[rows[repaired]]
    return area
