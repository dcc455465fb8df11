"""The fingerprint of a geometry: has it changed since its area was stated, or a finding on it waived?"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import shapely

_AS_MULTI = {  # what WKB puts before a line, or a polygon, to make it one of many parts
    1: b"\x01\x05\x00\x00\x00\x01\x00\x00\x00",
    3: b"\x01\x06\x00\x00\x00\x01\x00\x00\x00",
}


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
    geometries = np.asarray(geometries, dtype=object)
    kinds = np.where(shapely.is_empty(geometries), -1, shapely.get_type_id(geometries)).tolist()
    texts = shapely.to_wkb(geometries, output_dimension=2, byte_order=1)
    return [
        "" if wkb is None else hashlib.sha256(_AS_MULTI.get(kind, b"") + wkb).hexdigest()
        for kind, wkb in zip(kinds, texts, strict=True)
    ]
