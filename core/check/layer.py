"""What the checks look at: a layer read on a copy, and what is known of the ground and of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import Map
from ..errors import Fault
from ..ledger.partition import Partition
from ..model import OUT_OF_USE, STAGE_OF, Plan
from ..rules.shapes import Shapes, read_shapes
from ..rules.zones import identities, text_of
from ..status import check_status

REPORTED = ("reported_mu", "reported_m", "reported_sites")


@dataclass(frozen=True)
class Limits:
    """From where on something is a finding.

    Parameters
    ----------
    min_area : float
        m²: smallest parcel where its target names none; 1 mu is 2000/3 m².
    sliver_area, sliver_shape : float
        m², and 4πA/P² (1 for a circle): what is below either is a sliver.
    spike_angle : float
        Degrees: a sharper corner is a spike.
    same_vertex : float
        m: vertices nearer than this are one.
    reported : float
        Relative difference of reported and official area that is let pass.
    """

    min_area: float = 2000 / 3
    sliver_area: float = 1.0
    sliver_shape: float = 0.05
    spike_angle: float = 10.0
    same_vertex: float = 0.001
    reported: float = 0.05


@dataclass(frozen=True)
class Domain:
    """What a field may hold: anything, or one of its codes, or a number from `low` to `high`."""

    field: str
    required: bool = False
    codes: frozenset[str] | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Ground:
    """What layers are held against; what is None is not checked.

    Parameters
    ----------
    plane : Map
        Where everything is measured.
    plan : Plan, optional
        For the targets' smallest parcels and exclusive groups.
    partition, codes : Partition and ndarray of str, optional
        The townships and their codes.
    """

    plane: Map
    plan: Plan | None = None
    partition: Partition | None = None
    codes: np.ndarray | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Layer:
    """A layer under check; `full_coverage` says that it is to leave no gap."""

    name: str
    frame: gpd.GeoDataFrame
    shapes: Shapes
    table: pd.DataFrame
    domains: tuple[Domain, ...] = ()
    full_coverage: bool = False

    @classmethod
    def read(cls, name: str, frame: gpd.GeoDataFrame, ground: Ground, **more: Any) -> Layer:
        """Read a layer on the ground's plane."""
        return cls(name, frame, read_shapes(frame, ground.plane, name), identities(frame), **more)

    def column(self, name: str) -> np.ndarray | None:
        """Return a field's values, None where the layer lacks it."""
        return self.frame[name].to_numpy(dtype=object) if name in self.frame else None

    def text(self, name: str) -> np.ndarray | None:
        """Return a field's values as text, "" where there is none; None where the layer lacks it."""
        return text_of(self.frame, name) if name in self.frame else None

    def numbers(self, name: str) -> np.ndarray | None:
        """Return a field's values as floats, NaN where there is none; None where the layer lacks it."""
        if name not in self.frame:
            return None
        return pd.to_numeric(self.frame[name], errors="coerce").to_numpy(dtype=float, na_value=np.nan)

    @cached_property
    def original(self) -> np.ndarray:
        """The geometries as the layer holds them, in its own CRS."""
        return np.asarray(self.frame.geometry.array, dtype=object)

    @cached_property
    def solid(self) -> np.ndarray:
        """Positions of the readable polygons."""
        return np.flatnonzero((self.shapes.dimension == 2) & (self.shapes.reason == ""))

    @cached_property
    def in_use(self) -> np.ndarray:
        """Say which rows are neither void nor failed; all where the layer has no status."""
        status = self.numbers("status")
        return np.ones(len(self.frame), bool) if status is None else ~np.isin(status, OUT_OF_USE)

    @cached_property
    def status_faults(self) -> list[tuple[int, Fault]]:
        """What stands against each row's status, with the row's position."""
        status = self.numbers("status")
        if status is None:
            return []
        known = np.flatnonzero(np.isin(status, [int(s) for s in STAGE_OF]))
        rows = self.frame.drop(columns=self.frame.geometry.name).iloc[known].to_dict("records")
        pairs = zip(known, rows, strict=True)
        return [(int(i), f) for i, row in pairs for f in check_status(_without_blanks(row), int(status[i]))]


def _without_blanks(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with None for what is missing, and the reported amount under one name."""
    filled = {name: None if pd.isna(value) else value for name, value in row.items()}
    reported = [filled[name] for name in REPORTED if filled.get(name) is not None]
    return {**filled, "reported": reported[0] if reported else None}


@dataclass(frozen=True)
class Found:
    """What a check found: positions of the rows, the place of each, and the fields of its sentence.

    `other` are positions of the second feature of a pair; None where there is none.
    """

    row: np.ndarray
    geometry: np.ndarray
    fields: Mapping[str, np.ndarray | list] = field(default_factory=dict)
    other: np.ndarray | None = None


def at_rows(layer: Layer, row: np.ndarray, **fields: np.ndarray | list) -> Found:
    """Return findings whose place is the whole feature."""
    row = np.asarray(row, dtype=int)
    return Found(row, layer.shapes.geometry[row], fields)


NOTHING = Found(np.zeros(0, dtype=int), np.zeros(0, dtype=object))


def points(xy: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (rows, one multipoint for each row) of places; `owner` is sorted."""
    rows, group = np.unique(owner, return_inverse=True)
    if not len(rows):
        return rows, np.zeros(0, dtype=object)
    return rows, shapely.multipoints(shapely.points(xy), indices=group)
