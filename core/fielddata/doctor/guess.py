"""One way to read coordinates: their CRS, a phone map's shift, the order of x and y, the unit of degrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
from pyproj import CRS, Transformer

from ... import datum
from ...area import measurable
from ...errors import CrsError
from ...words import QT_TRANSLATE_NOOP

UNSHIFTED = {"gcj02": datum.gcj02_to_wgs84, "bd09": datum.bd09_to_wgs84}
DATUMS = {"gcj02": "GCJ-02", "bd09": "BD-09"}

_NO_OLD_DATUM = (
    QT_TRANSLATE_NOOP("EcoLedger", "{crs} needs no shift parameters"),
    QT_TRANSLATE_NOOP("EcoLedger", "Give parameters for Xi'an 80 or Beijing 54 only."),
)


@dataclass(frozen=True)
class Reason:
    """Why a guess stands where it does: a template marked for translation, and its fields.

    Examples
    --------
    >>> str(Reason("The file says {crs}", {"crs": "EPSG:4525"}))
    'The file says EPSG:4525'
    """

    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.fields)


@dataclass(frozen=True)
class Guess:
    """One way to read coordinates; equal to another that reads them the same way, whatever its score.

    Parameters
    ----------
    crs : str
        Anything pyproj reads: an authority's code, else WKT or a PROJ string.
    shift : {"", "gcj02", "bd09"}
        Of a phone map, on top of `crs`.
    swapped : bool
        The first coordinate is the northing or latitude.
    dms : bool
        Degrees, minutes and seconds are packed into one number: 110.4830 is 110°48′30″.
    score : float
        From 0 to 1, to be compared with the other guesses' only.
    reasons : tuple of Reason

    Examples
    --------
    >>> guess = Guess("EPSG:4326", shift="gcj02", swapped=True)
    >>> guess.id, Guess.from_id(guess.id) == guess, guess.datum
    ('EPSG:4326/gcj02/swapped', True, 'GCJ-02')
    >>> guess.to_degrees(np.array([[32.79788884, 110.80533293]])).round(6).tolist()
    [[110.8, 32.8]]
    """

    crs: str
    shift: str = ""
    swapped: bool = False
    dms: bool = False
    score: float = field(default=0.0, compare=False)
    reasons: tuple[Reason, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """What is stored of a decision; `from_id` reads it."""
        marks = (self.shift, "swapped" if self.swapped else "", "dms" if self.dms else "")
        return "/".join([self.crs, *(mark for mark in marks if mark)])

    @classmethod
    def from_id(cls, id: str) -> Guess:
        """Return the guess of an `id`."""
        marks: dict[str, Any] = {}
        crs, _, mark = id.rpartition("/")
        while mark in ("swapped", "dms", *UNSHIFTED):
            marks |= {"shift": mark} if mark in UNSHIFTED else {mark: True}
            id = crs
            crs, _, mark = id.rpartition("/")
        return cls(id, **marks)

    @property
    def datum(self) -> str:
        """For people and the field source_datum: the phone map's datum, else the CRS."""
        return DATUMS.get(self.shift, self.crs)

    @property
    def ready(self) -> bool:
        """Whether the coordinates can be brought to CGCS2000; old datums need parameters first."""
        return _is_measurable(self.crs)

    def with_parameters(self, parameters: Sequence[float]) -> Guess:
        """Return the guess with a county's seven parameters of the old datum (see `datum.old_datum_crs`).

        Raises
        ------
        CrsError
            The CRS is on no old datum, or the parameters cannot be right.

        Examples
        --------
        >>> Guess("EPSG:2361").ready, Guess("EPSG:2361").with_parameters((1, 2, 3, 0, 0, 0, 0)).ready
        (False, True)
        """
        crs = CRS.from_user_input(self.crs)
        axis = crs.ellipsoid.semi_major_metre
        old = next((name for name, (a, _) in datum.OLD_DATUMS.items() if a == axis), None)
        if old is None:
            raise CrsError(*_NO_OLD_DATUM, crs=crs.name)
        values = projection(self.crs)
        meridian, easting = values.get("Longitude of natural origin"), values.get("False easting", 0.0)
        return replace(self, crs=datum.old_datum_crs(old, parameters, meridian, easting).to_string())

    def to_degrees(self, xy: np.ndarray) -> np.ndarray:
        """Return longitudes and latitudes on CGCS2000 (EPSG:4490) in degrees, shape (n, 2).

        Raises
        ------
        CrsError
            An old datum without parameters.
        """
        measurable(self.crs)
        return self.roughly(xy)

    def roughly(self, xy: np.ndarray) -> np.ndarray:
        """Return degrees for looking at only: an old datum's shift of about 100 m is left out."""
        xy = np.asarray(xy, dtype=float)[:, :: -1 if self.swapped else 1]
        lonlat = _degrees(self.crs, from_dms(xy) if self.dms else xy)
        return UNSHIFTED[self.shift](lonlat) if self.shift else lonlat


def from_dms(values: np.ndarray) -> np.ndarray:
    """Return degrees of numbers that are degrees, minutes and seconds side by side.

    Examples
    --------
    >>> from_dms(np.array([110.4830, -32.4800])).tolist()
    [110.80833333333334, -32.8]
    """
    degrees, minutes, seconds = dms_parts(values)
    return np.sign(values) * (degrees + minutes / 60 + seconds / 3600)


def dms_parts(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return degrees, minutes and seconds as numbers written side by side hold them, without their sign."""
    size = np.abs(values)
    degrees = np.floor(size)
    rest = np.round((size - degrees) * 1e4, 6)  # mmss.s: 1e-6″ is far below what is written
    minutes = np.floor(rest / 100)
    return degrees, minutes, rest - minutes * 100


@lru_cache(maxsize=256)
def projection(crs: str) -> dict[str, float]:
    """Return the parameters of a projection by their EPSG names; empty for longitudes and latitudes."""
    operation = CRS.from_user_input(crs).coordinate_operation
    if operation is None or not operation.params:
        return {}
    return {parameter.name: parameter.value for parameter in operation.params}


@lru_cache(maxsize=256)
def _is_measurable(crs: str) -> bool:
    try:
        measurable(crs)
    except CrsError:
        return False
    return True


@lru_cache(maxsize=64)
def _to_own_degrees(crs: str) -> Transformer | None:
    """Return what brings a CRS to its own longitudes and latitudes; None where it is that already.

    CGCS2000 and WGS 84 are one here, as PROJ has it too; a CRS with parameters goes to the hub they lead to.
    """
    own = CRS.from_user_input(crs)
    own = own.sub_crs_list[0] if own.is_compound else own
    if own.is_geographic and not own.is_bound:
        return None
    target = own.target_crs if own.is_bound else own.geodetic_crs
    return Transformer.from_crs(own, target, always_xy=True)


def _degrees(crs: str, xy: np.ndarray) -> np.ndarray:
    transformer = _to_own_degrees(crs)
    if transformer is None:
        return xy.copy()
    lonlat = np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))
    return np.where(np.isfinite(lonlat), lonlat, np.nan)  # PROJ's infinity: nowhere
