"""What the doctor compares coordinates with: the district, and what is known to lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely

from ...area import measurable
from .guess import Guess

# Published extent of Yunyang: 110°07′ to 111°16′ E, 32°25′ to 33°16′ N
EXTENT = shapely.box(110 + 7 / 60, 32 + 25 / 60, 111 + 16 / 60, 33 + 16 / 60)
MARGIN = 0.01  # degrees round the outline, about 1 km: tracks begin at the neighbour's
ON_BORDER = 15.0  # m: a border walked with a phone, or drawn anew

_DEGREE = 111_195.0  # m of a degree on the sphere; serves for distances of metres only


@dataclass(frozen=True, eq=False)
class District:
    """Where coordinates are expected, in degrees of CGCS2000 (EPSG:4490).

    Parameters
    ----------
    outline : Polygon or MultiPolygon, optional
        Of the district; Yunyang's published extent unless given. None: coordinates may be anywhere in China.
    known : array of geometries
        What lies there already: parcels, borders of townships, roads, banks. Coordinates that run along
        these tell WGS 84 from GCJ-02, which nothing else in a file does.

    Examples
    --------
    >>> District().holds(np.array([[110.8, 32.8], [116.4, 39.9]])).tolist()
    [True, False]
    """

    outline: shapely.Geometry | None = EXTENT
    known: Sequence[shapely.Geometry] = field(default_factory=tuple)

    @classmethod
    def of(cls, townships: gpd.GeoDataFrame | None, *known: gpd.GeoDataFrame) -> District:
        """Return the district of a ledger's townships and of what else it knows, each layer in its CRS.

        Raises
        ------
        CrsError
            A layer's CRS cannot be brought to CGCS2000.
        """
        layers = [geometries_in_degrees(layer) for layer in known]
        towns = np.zeros(0, dtype=object)
        if townships is not None:
            towns = shapely.make_valid(geometries_in_degrees(townships))
            towns = towns[~(shapely.is_missing(towns) | shapely.is_empty(towns))]
        if not len(towns):  # none is drawn yet
            return cls(known=np.concatenate([*layers, towns]))
        return cls(shapely.union_all(towns), np.concatenate([towns, *layers]))

    def holds(self, lonlat: np.ndarray) -> np.ndarray:
        """Say which positions, shape (n, 2), lie in the district or just beside it."""
        if self._around is None:
            west, south, east, north = 73.0, 3.0, 136.0, 54.0
            x, y = lonlat.T
            return (x >= west) & (x <= east) & (y >= south) & (y <= north)
        return shapely.intersects_xy(self._around, lonlat)

    def on_borders(self, lonlat: np.ndarray) -> float:
        """Return the share of positions within `ON_BORDER` of a border or line that is known."""
        if not len(lonlat) or self._borders is None:
            return 0.0
        points = shapely.points(self._metres(lonlat[np.isfinite(lonlat).all(axis=1)]))
        near = self._borders.query(points, predicate="dwithin", distance=ON_BORDER)[0]
        return len(np.unique(near)) / len(lonlat)

    @property
    def meridians(self) -> list[int]:
        """Central meridians of the 3° zones that may have been used here: those that touch it, and one on."""
        west, _, east, _ = (73.0, 0, 136.0, 0) if self.outline is None else self.outline.bounds
        zones = range(int(west / 3 + 0.5) - 1, int(east / 3 + 0.5) + 2)
        return [3 * zone for zone in zones if 25 <= zone <= 45]

    def _metres(self, lonlat: np.ndarray) -> np.ndarray:
        """Return metres on a map that is true along the district's middle parallel."""
        _, south, _, north = (EXTENT if self.outline is None else self.outline).bounds
        return lonlat * [_DEGREE * np.cos(np.radians((south + north) / 2)), _DEGREE]

    @cached_property
    def _around(self) -> shapely.Geometry | None:
        if self.outline is None:
            return None
        around = shapely.buffer(self.outline, MARGIN, quad_segs=2)
        shapely.prepare(around)
        return around

    @cached_property
    def _borders(self) -> shapely.STRtree | None:
        known = np.array([*self.known], dtype=object)
        known = shapely.get_parts(known[~(shapely.is_missing(known) | shapely.is_empty(known))])
        solid = shapely.get_dimensions(known) == 2
        lines = np.concatenate([shapely.boundary(known[solid]), known[shapely.get_dimensions(known) == 1]])
        return shapely.STRtree(shapely.transform(lines, self._metres)) if len(lines) else None


def geometries_in_degrees(layer: gpd.GeoDataFrame) -> np.ndarray:
    """Return the geometries of a layer in degrees of CGCS2000."""
    crs = measurable(layer.crs)
    return shapely.transform(np.array(layer.geometry.array), Guess(crs.to_string()).to_degrees)
