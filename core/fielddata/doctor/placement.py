"""Which CRS, zone, axis order and unit the numbers themselves allow, each with what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ...datum import split_prefix, zone_crs
from ...words import QT_TRANSLATE_NOOP
from .guess import Guess, Reason, dms_parts

_LON, _LAT = (73.0, 136.0), (3.0, 54.0)  # of China, its seas included
_NORTHING, _EASTING = (3e5, 6.0e6), (1e5, 9e5)  # m
_MERCATOR = ((8.1e6, 1.52e7), (3.3e5, 7.2e6))
_MOSTLY = 0.8  # share of the positions that have to be in a range: a few may be wrong

# How far the numbers alone are trusted; what the file says counts fully.
_TRUST = {"said": 1.0, "degrees": 0.8, "prefix": 0.8, "zone": 0.7, "mercator": 0.4, "dms": 0.3, "utm": 0.15}
_OLD = 0.1
_SWAPPED = 0.95

_DEGREES = QT_TRANSLATE_NOOP("EcoLedger", "The numbers are degrees of longitude and latitude")
_DMS = QT_TRANSLATE_NOOP("EcoLedger", "The numbers may be degrees, minutes and seconds side by side")
_PREFIX = QT_TRANSLATE_NOOP("EcoLedger", "The eastings begin with the number of zone {number}")
_ZONE = QT_TRANSLATE_NOOP("EcoLedger", "The eastings fit the zone of {meridian}° E, without its number")
_UTM = QT_TRANSLATE_NOOP("EcoLedger", "The eastings would fit UTM zone {number} too")
_WEB_MERCATOR = QT_TRANSLATE_NOOP("EcoLedger", "The numbers fit the projection of web maps")
_ORDER = QT_TRANSLATE_NOOP("EcoLedger", "Northing or latitude comes first, as surveyors write it")
_SAID = QT_TRANSLATE_NOOP("EcoLedger", "The file says {said}")
_OLDER = QT_TRANSLATE_NOOP("EcoLedger", "Older surveys may be in {datum}, whose numbers look alike")


def placements(
    xy: np.ndarray, said: str | None, meridians: Sequence[int], *, utm: bool = True
) -> list[Guess]:
    """Return how positions can be read, scored by how far the numbers alone are trusted.

    Parameters
    ----------
    xy : ndarray, shape (n, 2)
        As written.
    said : str, optional
        CRS the file or its format names; believed before anything else.
    meridians : sequence of int
        Central meridians eastings without a zone's number may belong to.
    utm : bool
        Whether eastings may be UTM's too.

    Examples
    --------
    >>> [guess.id for guess in placements(np.array([[3630685.2, 37481267.3]]), None, [111])]
    ['EPSG:4525/swapped', 'EPSG:2361/swapped', 'EPSG:2413/swapped']
    """
    found: dict[Guess, Guess] = {}
    for swapped in (False, True):
        positions = xy[:, ::-1] if swapped else xy
        for guess in _read(positions, said, meridians, utm):
            score = guess.score * (_SWAPPED if swapped else 1.0)
            reasons = (*guess.reasons, *([Reason(_ORDER)] if swapped else ()))
            guess = replace(guess, swapped=swapped, score=score, reasons=reasons)
            if guess not in found or found[guess].score < score:
                found[guess] = guess
    return list(found.values())


def _read(xy: np.ndarray, said: str | None, meridians: Sequence[int], utm: bool) -> Iterator[Guess]:
    if said:
        yield _guess(said, "said", _SAID, said=said)
    x, y = xy.T
    if _within(x, _LON) and _within(y, _LAT):
        yield _guess("EPSG:4490", "degrees", _DEGREES)
        if said is None and _is_dms(x) and _is_dms(y):
            yield replace(_guess("EPSG:4490", "dms", _DMS), dms=True)
    if _within(x, _MERCATOR[0]) and _within(y, _MERCATOR[1]):
        yield _guess("EPSG:3857", "mercator", _WEB_MERCATOR)
    if _within(y, _NORTHING):
        for guess in _gauss_kruger(x, meridians):
            yield guess
            if said is None:
                yield from _older(guess)
        if utm and said is None and _within(x, _EASTING):
            for zone in sorted({(meridian + 180) // 6 + 1 for meridian in meridians}):
                yield _guess(f"EPSG:{32600 + zone}", "utm", _UTM, number=zone)


def _gauss_kruger(x: np.ndarray, meridians: Sequence[int]) -> Iterator[Guess]:
    numbers, bare = split_prefix(x)
    number = int(np.median(numbers)) if len(numbers) else 0
    width = 3 if number >= 25 else 6
    if _within(bare[numbers == number], _EASTING) and (numbers == number).mean() >= _MOSTLY:
        if number == 0:
            for meridian in meridians:
                crs = zone_crs(meridian // 3, 3, prefix=False)
                yield _guess(crs, "zone", _ZONE, meridian=meridian)
        elif width == 3 or number <= 23:
            yield _guess(zone_crs(number, width, prefix=True), "prefix", _PREFIX, number=number)


def _older(guess: Guess) -> Iterator[Guess]:
    """Yield the same zone of Xi'an 80 and Beijing 54; EPSG has their 3° zones in the order of CGCS2000's."""
    code = int(guess.crs.removeprefix("EPSG:"))
    if 4513 <= code <= 4554:
        for first, datum in ((2349, "Xi'an 80"), (2401, "Beijing 54")):
            reasons = (Reason(_OLDER, {"datum": datum}),)
            yield replace(guess, crs=f"EPSG:{first + code - 4513}", score=_OLD * guess.score, reasons=reasons)


def _guess(crs: str, trust: str, text: str, **fields: object) -> Guess:
    return Guess(crs, score=_TRUST[trust], reasons=(Reason(text, fields),))


def _within(values: np.ndarray, span: tuple[float, float]) -> bool:
    return bool(len(values)) and bool(((values >= span[0]) & (values <= span[1])).mean() >= _MOSTLY)


def _is_dms(values: np.ndarray) -> bool:
    """Say whether numbers can be degrees, minutes and seconds side by side: neither reaches 60."""
    _, minutes, seconds = dms_parts(values)
    return bool(((minutes < 60) & (seconds < 60)).all())
