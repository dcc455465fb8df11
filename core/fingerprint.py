"""The fingerprint of a geometry: has it changed since its area was stated, or a finding on it waived?"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import shapely

_MULTI = {1: shapely.multilinestrings, 3: shapely.multipolygons}


def geometry_hashes(geometries: Any) -> list[str]:
    """Return the SHA-256 of each geometry's WKB: plane, little-endian, lines and polygons as multi-part ones.

    Whether a parcel is held as a polygon or, as in the file, as a multi-polygon of one part is no change.

    Parameters
    ----------
    geometries : array of shapely geometries, shape (n,)
        None gives "".

    Examples
    --------
    >>> square = shapely.box(0, 0, 1, 1)
    >>> one, same, moved, none = geometry_hashes(
    ...     [square, shapely.MultiPolygon([square]), shapely.box(0, 0, 1, 1.001), None])
    >>> one == same, one == moved, none
    (True, False, '')
    """
    flat = np.array(shapely.force_2d(np.asarray(geometries, dtype=object)), dtype=object)
    for kind, multi in _MULTI.items():
        single = np.flatnonzero((shapely.get_type_id(flat) == kind) & ~shapely.is_empty(flat))
        if len(single):
            flat[single] = multi(flat[single], indices=np.arange(len(single)))
    return [
        "" if wkb is None else hashlib.sha256(wkb).hexdigest() for wkb in shapely.to_wkb(flat, byte_order=1)
    ]
