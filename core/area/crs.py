"""Which coordinates can be measured, and on which map.

Everything is measured on the CGCS2000 ellipsoid. Transverse Mercator coordinates on CGCS2000 or WGS 84
(the ellipsoids differ by 0.1 mm) are taken as they are; anything else is brought to the CGCS2000 3° zone
of its middle. Datums on an older ellipsoid (Xi'an 80, Beijing 54) are refused unless the CRS brings its
parameters: PROJ would silently use none, and the error is of the order of 100 m. What PROJ itself says of a
shift is no guide: it calls the harmless one from WGS 84 to CGCS2000 "ballpark" as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

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
        "Ask the natural-resources bureau for the county's 7 parameters and give them in a custom CRS in "
        "WKT, TOWGS84[dx,dy,dz,rx,ry,rz,s] (QGIS drops them from a Proj string; the manual's page on areas "
        "has it to copy), or have the data transformed to CGCS2000.",
    ),
)
_UNKNOWN_CRS = (
    QT_TRANSLATE_NOOP("EcoLedger", "{layer} has a coordinate system nobody can read: {crs}"),
    QT_TRANSLATE_NOOP(
        "EcoLedger", "Set the layer's CRS, for example EPSG:4525 (CGCS2000, 3-degree zone 37)."
    ),
)


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
        guess = ", ".join(fingerprints(bounds))
        raise CrsError(_NO_CRS[0], _NO_CRS[1] if guess else _UNKNOWN_CRS[1], layer=layer, guess=guess)
    try:
        crs = CRS.from_user_input(crs)
    except CRSError as problem:
        raise CrsError(*_UNKNOWN_CRS, layer=layer, crs=str(crs)[:80]) from problem
    crs = crs.sub_crs_list[0] if crs.is_compound else crs  # heights do not matter
    if crs.ellipsoid is None or crs.is_geocentric:  # metres from the earth's middle are no map
        raise CrsError(*_UNKNOWN_CRS, layer=layer, crs=crs.name)
    if not (_is_geocentric(crs) or _brings_its_shift(crs)):
        raise CrsError(*_NO_SHIFT, layer=layer, crs=crs.name)
    return crs


def _is_geocentric(crs: CRS) -> bool:
    """Say whether the datum is of CGCS2000's kind: on GRS 80 or WGS 84, within a metre or two of it."""
    ellipsoid = crs.ellipsoid
    return ellipsoid.semi_major_metre == 6378137.0 and abs(ellipsoid.inverse_flattening - 298.257223) < 2e-6


def _brings_its_shift(crs: CRS) -> bool:
    """Say whether the CRS carries parameters to WGS 84; seven zeros are none."""
    if not crs.is_bound:
        return False
    parameters = crs.coordinate_operation.towgs84
    return not parameters or any(parameters)


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
    if zone is not None and _is_geocentric(crs):
        return Map(crs, zone)
    bounds = shapely.bounds(geometries)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    middle = (
        np.median((bounds[:, :2] + bounds[:, 2:]) / 2, axis=0) if len(bounds) else np.array([111.0, 32.8])
    )
    if not crs.is_geographic:
        middle = np.ravel(_transformed(crs, GEOGRAPHIC, *middle))
    number = int(np.floor(np.nan_to_num(middle[0], posinf=111.0, neginf=111.0) / 3 + 0.5))
    own = CRS.from_epsg(4534 + number - 25) if 25 <= number <= 45 else _zone_elsewhere(number * 3)
    return Map(own, Zone.of(own))


def _zone_elsewhere(meridian: float) -> CRS:
    return CRS.from_proj4(f"+proj=tmerc +lon_0={meridian} +k=1 +x_0=500000 +ellps=GRS80 +units=m +type=crs")


def to_map(geometries: np.ndarray, crs: CRS, plane: Map) -> np.ndarray:
    """Return the geometries with their vertices on the plane; edges are straight there.

    What PROJ cannot place becomes infinite and is found by the ledger as invalid; nothing is dropped.
    """
    if crs.equals(plane.crs):
        return geometries

    def project(xy: np.ndarray) -> np.ndarray:
        return np.column_stack(_transformed(crs, plane.crs, xy[:, 0], xy[:, 1]))

    return shapely.transform(geometries, project)


def _transformed(crs: CRS, target: CRS, x: Any, y: Any) -> tuple[Any, Any]:
    """Return coordinates in another CRS; parameters the CRS brings lead to its hub, and are used up to there.

    PROJ forgets them without a word on the way to any other datum than the hub (seen with 9.1 and 9.5).
    """
    if crs.is_bound:
        x, y = Transformer.from_crs(crs, crs.target_crs, always_xy=True).transform(x, y)
        crs = crs.target_crs
    return Transformer.from_crs(crs, target, always_xy=True).transform(x, y)
