"""Which coordinates can be measured, and on which map.

Everything is measured on the CGCS2000 ellipsoid. Transverse Mercator coordinates on CGCS2000 or WGS 84
(the ellipsoids differ by 0.1 mm) are taken as they are; anything else is brought to the CGCS2000 3° zone
of its middle. Datums whose shift to CGCS2000 nobody knows here are refused: PROJ would silently use none,
and the error is of the order of 100 m.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from pyproj.transformer import TransformerGroup

from ..errors import CrsError
from ..words import QT_TRANSLATE_NOOP
from .scale import Zone

GEOGRAPHIC = CRS.from_epsg(4490)

_NO_CRS = (
    QT_TRANSLATE_NOOP("EcoLedger", "{layer} has no coordinate system, so its areas cannot be measured"),
    QT_TRANSLATE_NOOP("EcoLedger", "Set the layer's CRS; the coordinates look like {guess}."),
)
_NO_SHIFT = (
    QT_TRANSLATE_NOOP("EcoLedger", "{layer} is in {crs}, and its shift to CGCS2000 is not known here"),
    QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Ask the natural-resources bureau for the county's 7 parameters and give them in a custom CRS "
        "(+towgs84=dx,dy,dz,rx,ry,rz,s), or have the data transformed to CGCS2000.",
    ),
)
_UNKNOWN_CRS = (
    QT_TRANSLATE_NOOP("EcoLedger", "{layer} has a coordinate system nobody can read: {crs}"),
    QT_TRANSLATE_NOOP(
        "EcoLedger", "Set the layer's CRS, for example EPSG:4525 (CGCS2000, 3-degree zone 37)."
    ),
)
NOTHING_TO_GUESS = QT_TRANSLATE_NOOP("EcoLedger", "no known system")


@dataclass(frozen=True)
class Map:
    """The plane on which ground is cut and measured."""

    crs: CRS
    zone: Zone


def measurable(crs: Any, layer: str = "", bounds: Any = None) -> CRS:
    """Return `crs` as a pyproj CRS, or say why it cannot be measured.

    Parameters
    ----------
    crs : pyproj.CRS, int, str or None
        Anything pyproj reads.
    layer : str
        The user's name of the layer, for the message.
    bounds : sequence of 4 floats, optional
        Extent of the coordinates, to name likely systems where there is none.

    Raises
    ------
    CrsError
        No CRS, an unreadable one, or a datum without a known shift (Xi'an 80, Beijing 54).

    Examples
    --------
    >>> measurable(4525).to_epsg()
    4525
    >>> measurable("EPSG:2361")
    Traceback (most recent call last):
    ...
    ecoledger.core.errors.CrsError: ...
    """
    if crs is None or crs == "":
        raise CrsError(*_NO_CRS, layer=layer, guess=", ".join(fingerprints(bounds)) or NOTHING_TO_GUESS)
    try:
        crs = CRS.from_user_input(crs)
    except CRSError as problem:
        raise CrsError(*_UNKNOWN_CRS, layer=layer, crs=str(crs)[:80]) from problem
    if not _has_known_shift(crs.to_wkt()):
        raise CrsError(*_NO_SHIFT, layer=layer, crs=crs.name)
    return crs


@lru_cache(maxsize=64)
def _has_known_shift(wkt: str) -> bool:
    crs = CRS.from_wkt(wkt)
    if crs.is_bound:
        return True
    if crs.geodetic_crs is None:
        return False
    operations = TransformerGroup(crs.geodetic_crs, GEOGRAPHIC, always_xy=True).transformers
    return bool(operations) and "allpark" not in operations[0].description


def fingerprints(bounds: Any) -> list[str]:
    """Name the systems whose coordinates look like `bounds` (west, south, east, north), best first.

    Examples
    --------
    >>> fingerprints((37481267, 3630585, 37481367, 3630685))
    ['EPSG:4525']
    >>> fingerprints((110.1, 32.4, 111.3, 33.3))
    ['EPSG:4490', 'EPSG:4326']
    """
    if bounds is None or not np.isfinite(bounds).all():
        return []
    west, south, east, north = (float(b) for b in bounds)
    if 73 <= west <= east <= 136 and 3 <= south <= north <= 54:
        return ["EPSG:4490", "EPSG:4326"]
    prefix = int(west // 1_000_000)
    if not 300_000 <= south <= north <= 6_000_000:
        return []
    if 25 <= prefix <= 45:
        return [f"EPSG:{4513 + prefix - 25}"]
    if 13 <= prefix <= 23:
        return [f"EPSG:{4491 + prefix - 13}"]
    return ["EPSG:4546", "EPSG:4508"] if prefix == 0 and 100_000 <= west <= 900_000 else []


def working_map(crs: CRS, geometries: np.ndarray) -> Map:
    """Return the plane for geometries in `crs`: its own where it can serve, else the 3° zone of their middle.

    Examples
    --------
    >>> working_map(CRS.from_epsg(4490), np.array([shapely.box(110.7, 32.7, 110.8, 32.8)])).crs.to_epsg()
    4546
    """
    zone = Zone.of(crs)
    if zone is not None and _is_cgcs2000_like(crs):
        return Map(crs, zone)
    bounds = shapely.bounds(geometries)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    middle = (
        np.median((bounds[:, :2] + bounds[:, 2:]) / 2, axis=0) if len(bounds) else np.array([111.0, 32.8])
    )
    if not crs.is_geographic:
        middle = np.array(Transformer.from_crs(crs, GEOGRAPHIC, always_xy=True).transform(*middle))
    number = int(np.floor(np.nan_to_num(middle[0], posinf=111.0, neginf=111.0) / 3 + 0.5))
    own = CRS.from_epsg(4534 + number - 25) if 25 <= number <= 45 else _zone_elsewhere(number * 3)
    return Map(own, Zone.of(own))


def _is_cgcs2000_like(crs: CRS) -> bool:
    ellipsoid = crs.ellipsoid
    return (
        not crs.is_bound
        and ellipsoid.semi_major_metre == 6378137.0
        and abs(ellipsoid.inverse_flattening - 298.257223) < 2e-6
    )


def _zone_elsewhere(meridian: float) -> CRS:
    return CRS.from_proj4(f"+proj=tmerc +lon_0={meridian} +k=1 +x_0=500000 +ellps=GRS80 +units=m +type=crs")


def to_map(geometries: np.ndarray, crs: CRS, plane: Map) -> np.ndarray:
    """Return the geometries with their vertices on the plane; edges are straight there.

    What PROJ cannot place becomes infinite and is found by the ledger as invalid; nothing is dropped.
    """
    if crs.equals(plane.crs):
        return geometries
    transformer = Transformer.from_crs(crs, plane.crs, always_xy=True)

    def project(xy: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))

    return shapely.transform(geometries, project)
