"""Numbers of the national map sheets (图幅号, GB/T 13989-2012)."""

from __future__ import annotations

import math

# Scale letter → height and width of a sheet in seconds of arc: 1:500 000 … 1:5000; G is 1:10 000.
_SHEETS = {
    "B": (7200.0, 10800.0),
    "C": (3600.0, 5400.0),
    "D": (1200.0, 1800.0),
    "E": (600.0, 900.0),
    "F": (300.0, 450.0),
    "G": (150.0, 225.0),
    "H": (75.0, 112.5),
}


def sheet_number(lon: float, lat: float, scale: str = "G") -> str:
    """Return the number of the sheet a position lies on; on an edge, of the sheet north or east of it.

    Parameters
    ----------
    lon, lat : float
        Degrees, CGCS2000; the standard numbers sheets between the equator and 88° N.
    scale : {'B', 'C', 'D', 'E', 'F', 'G', 'H'}
        1:500 000, 1:250 000, 1:100 000, 1:50 000, 1:25 000, 1:10 000, 1:5000.

    Raises
    ------
    ValueError
        No such scale, or a position the standard has no sheet for.

    Examples
    --------
    The town of Yunyang, 1:10 000:

    >>> sheet_number(110.8, 32.82)
    'I49G077045'
    """
    if not (-180 <= lon < 180 and 0 <= lat < 88) or scale not in _SHEETS:
        raise ValueError(f"no sheet of scale {scale} at {lon}, {lat}")
    height, width = _SHEETS[scale]
    row = round(4 * 3600 / height) - math.floor(round(lat % 4 * 3600, 6) / height)
    column = math.floor(round(lon % 6 * 3600, 6) / width) + 1
    return f"{chr(ord('A') + int(lat // 4))}{int(lon // 6) + 31}{scale}{row:03d}{column:03d}"
