"""Columns of foreign parcel layers into ours: guessed by name, type and values, edited, remembered.

Names of the forestry and land surveys (小班, 造林落地上图, 国土与林草湿) and what people call them are data:
``resources/catalogue/foreign_fields.csv``. Areas come in m², mu or hectares and seldom say so: the parcels'
own size tells.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ..plan.codes import CATALOGUE

SQUARE_METRES = {"m2": 1.0, "mu": 2000 / 3, "ha": 10_000.0}
_AREA_SPREAD = 0.2  # share by which stated areas may differ from measured ones and still tell their unit
_FILLED = 0.9  # share of the values that have to be what the field holds
_CUT, _EXACT, _DBF_NAME = 0.7, 1.0, 10  # scores of names, bytes a .dbf keeps of one
_WRONG_VALUES = 0.3
_ASIDE = re.compile(r"[(（\[【].*?[)）\]】]|\s")
_UNITS = (("公顷", "ha"), ("hm", "ha"), ("平方米", "m2"), ("㎡", "m2"), ("m2", "m2"), ("亩", "mu"))


@dataclass(frozen=True)
class ForeignField:
    """One of our fields and the names others have for it, the usual ones first."""

    field: str
    kind: str
    names: tuple[str, ...]
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True)
class Column:
    """Where one foreign column goes.

    Parameters
    ----------
    foreign : str
    field : str
        Ours; ``""`` where it is left out.
    score : float
        From 0 to 1; 1 where the user chose.
    unit : {"", "m2", "mu", "ha"}
        Of areas. ``""``: it could not be told, and the column is left out until it is chosen.
    """

    foreign: str
    field: str = ""
    score: float = 0.0
    unit: str = ""


@dataclass(frozen=True)
class FieldMapping:
    """Where all columns of a foreign layer go; `to_dict` and `from_dict` let it be remembered per source.

    Examples
    --------
    >>> mapping = guess_mapping(pd.DataFrame({"CUN": ["五道岭"], "XBMJ": [15.0]}), np.array([10_000.0]))
    >>> [(column.foreign, column.field, column.unit) for column in mapping.columns]
    [('CUN', 'village', ''), ('XBMJ', 'reported_mu', 'mu')]
    >>> mapping = mapping.with_field("CUN", "remark")
    >>> FieldMapping.from_dict(mapping.to_dict()) == mapping
    True
    """

    columns: tuple[Column, ...]

    def with_field(self, foreign: str, field: str, unit: str = "") -> FieldMapping:
        """Return the mapping with one column as the user wants it; what else filled the field is left out."""
        if field and field not in {each.field for each in foreign_fields()}:
            raise ValueError(f"no field {field!r}")
        columns = []
        for column in self.columns:
            if column.foreign == foreign:
                column = Column(foreign, field, 1.0, unit or column.unit)
            elif field and column.field == field:
                column = replace(column, field="", score=0.0)
            columns.append(column)
        return FieldMapping(tuple(columns))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"columns": [asdict(column) for column in self.columns]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> FieldMapping:
        """Return what `to_dict` gave; fields that are no longer ours are left out."""
        ours = {"", *(each.field for each in foreign_fields())}
        columns = (Column(**column) for column in values["columns"])
        return cls(tuple(c if c.field in ours else replace(c, field="", score=0.0) for c in columns))


@lru_cache(maxsize=1)
def foreign_fields() -> tuple[ForeignField, ...]:
    """Return the fields that foreign layers may fill, with the names they are known by."""
    with (CATALOGUE / "foreign_fields.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            ForeignField(
                row["field"],
                row["kind"],
                tuple(row["names"].split(";")),
                float(row["low"] or -np.inf),
                float(row["high"] or np.inf),
            )
            for row in csv.DictReader(file)
        )


def source_key(columns: Iterable[str]) -> str:
    """Return what layers of the same making share, to remember a mapping by: their columns' names.

    Examples
    --------
    >>> source_key(["CUN", "XBMJ"]) == source_key(["XBMJ", "CUN"])
    True
    """
    return hashlib.sha256("\0".join(sorted(columns)).encode()).hexdigest()[:16]


def guess_mapping(frame: pd.DataFrame, area: np.ndarray) -> FieldMapping:
    """Return where the columns of a foreign layer probably go; each of our fields is filled once.

    Parameters
    ----------
    frame : DataFrame
        Attributes, without ``fid`` and ``geometry``.
    area : ndarray of float, shape (n,)
        Measured area of each parcel in m²; 0 where unknown.
    """
    scores = {
        (foreign, ours.field): score
        for foreign in frame.columns
        for ours in foreign_fields()
        if (score := _score(str(foreign), frame[foreign], ours)) > 0
    }
    taken: dict[str, tuple[str, float]] = {}
    for (foreign, field), score in sorted(scores.items(), key=lambda entry: -entry[1]):
        if foreign not in taken and field not in {ours for ours, _ in taken.values()}:
            taken[foreign] = (field, score)
    areas = {ours.field for ours in foreign_fields() if ours.kind == "area"}
    columns = [Column(str(foreign), *taken.get(foreign, ())) for foreign in frame.columns]
    return FieldMapping(
        tuple(
            replace(c, unit=_unit(c.foreign, frame[c.foreign], area)) if c.field in areas else c
            for c in columns
        )
    )


def mapped(frame: pd.DataFrame, mapping: FieldMapping) -> pd.DataFrame:
    """Return our columns of a foreign layer, areas in mu; what cannot be read as the field's type is missing.

    Examples
    --------
    >>> mapping = FieldMapping((Column("ND", "year"), Column("MJ", "reported_mu", unit="ha")))
    >>> mapped(pd.DataFrame({"ND": ["2019", "?"], "MJ": [2.0, 0.5]}), mapping).to_numpy().tolist()
    [[2019.0, 30.0], [nan, 7.5]]
    """
    kinds = {ours.field: ours.kind for ours in foreign_fields()}
    result = {}
    for column in mapping.columns:
        kind = kinds.get(column.field)
        if kind is None or column.foreign not in frame or (kind == "area" and not column.unit):
            continue
        values = _typed(frame[column.foreign], kind)
        if kind == "area":
            values = values * (SQUARE_METRES[column.unit] / SQUARE_METRES["mu"])
        result[column.field] = values
    return pd.DataFrame(result, index=frame.index)


def _score(foreign: str, values: pd.Series, ours: ForeignField) -> float:
    by_name = max(_likeness(foreign, name) / (1 + 0.01 * i) for i, name in enumerate(ours.names))
    if not by_name:
        return 0.0
    return by_name * (1.0 if _fits(values, ours) else _WRONG_VALUES)


def _likeness(foreign: str, name: str) -> float:
    """Return 1 for the same name, less where a .dbf has cut it off after its ten bytes."""
    plain = _ASIDE.sub("", foreign).upper()
    if plain == _ASIDE.sub("", name).upper():
        return _EXACT
    size = len(plain.encode("gb18030", "replace"))
    cut = _DBF_NAME - 1 <= size <= _DBF_NAME and len(plain) >= 3
    return _CUT if cut and name.upper().startswith(plain) else 0.0


def _fits(values: pd.Series, ours: ForeignField) -> bool:
    values = values[values.notna() & (values.astype(str).str.strip() != "")]
    if not len(values) or ours.kind == "text":
        return True
    typed = _typed(values, ours.kind)
    good = typed.notna()
    if ours.kind != "date":
        good &= (typed >= ours.low) & (typed <= ours.high)
    return bool(good.mean() >= _FILLED)


def _typed(values: pd.Series, kind: str) -> pd.Series:
    if kind == "date":
        texts = (
            values.astype(str).str.strip().str.replace(r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3", regex=True)
        )
        return pd.to_datetime(texts, errors="coerce", format="mixed").dt.date
    if kind == "text":
        return values.map(lambda value: str(value).strip() if pd.notna(value) else None)
    numbers = pd.to_numeric(values, errors="coerce")
    return numbers.where(np.isfinite(numbers))


def _unit(foreign: str, values: pd.Series, area: np.ndarray) -> str:
    """Return the unit that makes stated areas those of the parcels, else the one in the name, else none."""
    stated = pd.to_numeric(values, errors="coerce").to_numpy(dtype=float)
    known = (stated > 0) & (area > 0)
    ratio = np.median(area[known] / stated[known]) if known.any() else np.nan
    for unit, size in SQUARE_METRES.items():
        if abs(np.log(ratio / size)) <= np.log1p(_AREA_SPREAD):
            return unit
    return next((unit for word, unit in _UNITS if word in foreign.lower()), "")
