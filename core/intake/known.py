"""What a ledger knows already: ground a new shape repeats, the township it lies in, files it came of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import Map, measurable, to_map
from ..area.scale import Zone
from ..fielddata.doctor import District
from ..overlay import intersection
from .ground import DEGREES

NEAR = 15.0  # m: lines and sites this near to one that is known repeat it; phones are no better
TOLD = 0.05  # share that is repeated from which it is told


@dataclass(frozen=True)
class Repeat:
    """What a new shape repeats: the share of its area or length, and the name of what it repeats most."""

    share: float
    name: str


@dataclass(frozen=True, eq=False)
class Known:
    """The ledger beside which new data are put.

    Parameters
    ----------
    townships : GeoDataFrame
        ``code``, in the ledger's CRS.
    works : GeoDataFrame
        Interventions: ``name``, ``source_sha256``, any kind of geometry, in the ledger's CRS.
    tracks : DataFrame, optional
        ``source_sha256`` of the raw tracks.
    """

    townships: gpd.GeoDataFrame
    works: gpd.GeoDataFrame
    tracks: pd.DataFrame | None = None

    @cached_property
    def district(self) -> District:
        """Where coordinates are expected, and what runs along what is known."""
        return District.of(self.townships, self.works)

    @cached_property
    def files(self) -> Mapping[str, int]:
        """How many features came of each file, by its SHA-256."""
        marks = [self.works["source_sha256"]]
        if self.tracks is not None:
            marks.append(self.tracks["source_sha256"])
        counts = marks[0].dropna().value_counts()
        others = pd.concat(marks).dropna()
        return {mark: int(counts.get(mark, 0)) for mark in others[others != ""].unique()}

    def on_map(self, shapes: Sequence[shapely.Geometry]) -> np.ndarray:
        """Return shapes in degrees of CGCS2000 in the ledger's CRS."""
        own = measurable(self.townships.crs)
        return to_map(
            np.array([*shapes, None], dtype=object)[:-1], measurable(DEGREES), Map(own, Zone.of(own))
        )

    def township_of(self, shapes: np.ndarray) -> list[str | None]:
        """Return the code of the township each shape's middle lies in; shapes in the ledger's CRS."""
        codes: list[str | None] = [None] * len(shapes)
        if len(self.townships):
            middles = shapely.point_on_surface(shapes)
            for shape, town in zip(*self._towns.query(middles, predicate="intersects"), strict=True):
                codes[shape] = codes[shape] or str(self.townships["code"].iloc[town])
        return codes

    def repeats(self, shapes: np.ndarray) -> list[Repeat | None]:
        """Return what each shape repeats of the works of its own kind; shapes in the ledger's CRS.

        Of parcels by area; of lines by the length, of sites by being there, within `NEAR` of a known one.
        """
        found: list[Repeat | None] = [None] * len(shapes)
        for dimension in (0, 1, 2):
            new = np.flatnonzero(shapely.get_dimensions(shapes) == dimension)
            there = np.flatnonzero(shapely.get_dimensions(self._shapes) == dimension)
            if len(new) and len(there):
                for i, repeat in self._repeats(shapes[new], there, dimension).items():
                    found[new[i]] = repeat
        return found

    def _repeats(self, new: np.ndarray, there: np.ndarray, dimension: int) -> dict[int, Repeat]:
        i, j, share = _shared(new, self._shapes[there], dimension)
        table = pd.DataFrame({"new": i, "old": there[j], "share": share})
        most = table.sort_values("share", ascending=False, kind="stable").drop_duplicates("new")
        names = self.works["name"].to_numpy()
        return {
            row.new: Repeat(float(row.share), str(names[row.old] or ""))
            for row in most.itertuples()
            if row.share >= TOLD
        }

    @cached_property
    def _shapes(self) -> np.ndarray:
        return shapely.make_valid(np.array(self.works.geometry.array))

    @cached_property
    def _towns(self) -> shapely.STRtree:
        return shapely.STRtree(np.array(self.townships.geometry.array))


def twins(shapes: np.ndarray) -> pd.DataFrame:
    """Return which of some shapes repeat each other: pairs of those of one kind, as `Known.repeats` has it.

    Parameters
    ----------
    shapes : ndarray of shapely geometry
        Valid, on a map in metres.

    Returns
    -------
    DataFrame
        ``one, other`` (positions), ``share`` of one that lies on the other; each pair stands there from both
        sides where both shares are told, the largest share first.

    Examples
    --------
    >>> squares = np.array([shapely.box(0, 0, 10, 10), shapely.box(5, 0, 15, 10), shapely.Point(3, 3)])
    >>> twins(squares).values.tolist()
    [[0.0, 1.0, 0.5], [1.0, 0.0, 0.5]]
    """
    found = []
    for dimension in (0, 1, 2):
        own = np.flatnonzero(shapely.get_dimensions(shapes) == dimension)
        i, j, share = _shared(shapes[own], shapes[own], dimension)
        told = (i != j) & (share >= TOLD)
        found.append(pd.DataFrame({"one": own[i[told]], "other": own[j[told]], "share": share[told]}))
    return pd.concat(found).sort_values("share", ascending=False, kind="stable").reset_index(drop=True)


def _shared(new: np.ndarray, old: np.ndarray, dimension: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return pairs (new, old) that meet, with the share of the new one that lies on the old one."""
    around = old if dimension == 2 else shapely.buffer(old, NEAR)
    i, j = shapely.STRtree(around).query(new, predicate="intersects")
    if dimension == 2:
        amount, whole = shapely.area(intersection(new[i], around[j])), shapely.area(new)
    elif dimension == 1:
        amount, whole = shapely.length(shapely.intersection(new[i], around[j])), shapely.length(new)
    else:
        amount, whole = np.ones(len(i)), np.ones(len(new))
    return i, j, np.minimum(amount / np.maximum(whole[i], 1e-9), 1.0)
