"""What the user wants an item to become."""

from __future__ import annotations

from dataclasses import dataclass

GEOMETRIES = ("auto", "polygon", "line", "point")
SEGMENTS = ("auto", "joined", "kept")
LOBES = ("all", "largest")


@dataclass(frozen=True)
class Wish:
    """What an item is to become; the defaults let it be what it shows itself to be.

    Parameters
    ----------
    geometry : {"auto", "polygon", "line", "point"}
    segments : {"auto", "joined", "kept"}
        Whether the pauses of the device part what was walked: into lines, into parcels each closed by itself.
        auto joins a parcel and keeps the segments of a line.
    lobes : {"all", "largest"}
        Which pieces of ground a walk that crosses itself encloses are kept.
    width : float
        m on the ground; what would become a line becomes a strip so wide along it. 0: it stays a line.

    Raises
    ------
    ValueError
        One of them is none of these.

    Examples
    --------
    >>> Wish("line", width=6.0)
    Wish(geometry='line', segments='auto', lobes='all', width=6.0)
    """

    geometry: str = "auto"
    segments: str = "auto"
    lobes: str = "all"
    width: float = 0.0

    def __post_init__(self) -> None:
        allowed = ((self.geometry, GEOMETRIES), (self.segments, SEGMENTS), (self.lobes, LOBES))
        for value, values in allowed:
            if value not in values:
                raise ValueError(f"{value!r} is not one of {values}")
        if not self.width >= 0:
            raise ValueError(f"a width is not negative: {self.width}")
