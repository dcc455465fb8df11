"""The doctor: in which system are these coordinates? Every reading with its reasons, one decision or none.

What the file says, what its numbers allow, where it would lie in the district, and which known borders it
would run along: all readings are scored, and one is decided only where nothing speaks for another. GCJ-02
lies about 550 m from WGS 84, and no file's numbers tell them apart; so where neither the file nor the
neighbourhood says which it is, the answer is "cannot tell", and a finding says what to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from pyproj import CRS, Transformer

from ...datum import OLD_DATUMS
from ...errors import Fault
from ...words import QT_TRANSLATE_NOOP
from ..model import FieldFile
from ..vectors import Layer
from .district import District
from .evidence import Word, word_of
from .faults import fault
from .guess import Guess, Reason, projection
from .placement import placements
from .subject import anchors, moved, sample

__all__ = ["Diagnosis", "District", "Guess", "Reason", "apply", "diagnose", "provenance"]

INSIDE = 0.8  # share of the positions that have to lie in the district
RIVAL = 0.2  # share of the best score that makes another reading possible

_MEETS, _TIMES, _ENOUGH = 0.5, 3.0, 12  # share on known borders, how much more than the next, positions
_SAME = 5e-6  # degrees, about 0.5 m: readings that are one
_DOUBT = 0.02  # what is left of the score of a reading that lies elsewhere

_SHARE = QT_TRANSLATE_NOOP("EcoLedger", "{percent} % of the positions lie in the district")
_MET = QT_TRANSLATE_NOOP("EcoLedger", "{percent} % of the positions lie on borders or lines already known")


@dataclass(frozen=True)
class Diagnosis:
    """How the coordinates of a file or layer can be read.

    Parameters
    ----------
    guesses : tuple of Guess
        The likeliest first.
    decided : Guess, optional
        The first of them where it is beyond doubt; None: ask.
    findings : tuple of Fault
        What stands in the way of a decision, or is to be known about it.
    """

    guesses: tuple[Guess, ...]
    decided: Guess | None = None
    findings: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _Tried:
    """A guess with where it puts the sample."""

    guess: Guess
    lonlat: np.ndarray
    inside: float
    on_borders: float = 0.0


def diagnose(subject: FieldFile | Layer, district: District = District()) -> Diagnosis:  # noqa: B008 - frozen
    """Return the readings of a file's or layer's coordinates, and the one beyond doubt if there is one.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ..model import Item, Part
    >>> track = Item("track", "", (Part(np.array([[110.8, 32.8], [110.81, 32.81]])),))
    >>> file = FieldFile(Path("a.gpx"), "gpx", "utf-8", (track,), (), "", "EPSG:4326")
    >>> result = diagnose(file)
    >>> [guess.id for guess in result.guesses], result.decided, result.findings[0].id
    (['EPSG:4326', 'EPSG:4326/gcj02', 'EPSG:4326/bd09'], None, 'doctor.datum_unclear')
    >>> diagnose(replace(file, format="nmea")).decided.id
    'EPSG:4326'
    """
    xy = sample(subject)
    word = word_of(subject.format, subject.crs_hint, subject.head)
    if not len(xy):
        return Diagnosis(())
    tried = _merged(_tried(xy, word, district))
    best = _meeting(tried)
    if best is not None:
        tried = [best, *(_less(other) for other in tried if other.guess != best.guess)]
    doubts = list(_doubts(tried, word, district, best, subject))
    guesses = tuple(each.guess for each in tried)
    decided = guesses[0] if guesses and not doubts else None
    notes = _notes(subject, guesses[0], district) if guesses and tried[0].inside else []
    return Diagnosis(guesses, decided, (*doubts, *notes))


def apply(subject: FieldFile | Layer, guess: Guess, target: str = "EPSG:4490") -> FieldFile | Layer:
    """Return the file or layer with its positions read so and brought to `target`.

    Parameters
    ----------
    target : str
        A CRS on CGCS2000 or WGS 84.

    Raises
    ------
    CrsError
        The guess is an old datum without parameters.
    """
    plain = not (guess.shift or guess.swapped or guess.dms)
    if plain and guess.ready and CRS.from_user_input(guess.crs) == CRS.from_user_input(target):
        return moved(subject, np.copy, target)  # to the last digit as written
    own = CRS.from_user_input(target)
    onward = None if own.is_geographic else Transformer.from_crs(own.geodetic_crs, own, always_xy=True)

    def moving(xy: np.ndarray) -> np.ndarray:
        lonlat = guess.to_degrees(xy)
        return lonlat if onward is None else np.column_stack(onward.transform(*lonlat.T))

    return moved(subject, moving, target)


def provenance(
    subject: FieldFile | Layer, guess: Guess, *, who: str, decided: bool, note: str = ""
) -> dict[str, Any]:
    """Return a decision for the provenance fields of the ledger; `Guess.from_id` reads the guess back.

    Parameters
    ----------
    who : str
        The user who took the decision, or under whose name the doctor did.
    decided : bool
        Whether the doctor was without doubt; False: the user chose.

    Examples
    --------
    >>> from pathlib import Path
    >>> file = FieldFile(Path("a.gpx"), "gpx", "utf-8", (), (), "ab12", "EPSG:4326")
    >>> provenance(file, Guess("EPSG:4326", "gcj02"), who="王", decided=False)["source_note"]
    'EPSG:4326/gcj02; chosen; 王'
    """
    words = [guess.id, "decided" if decided else "chosen", who, note]
    return {
        "source_file": subject.source.name,
        "source_sha256": subject.sha256,
        "source_datum": guess.datum,
        "source_note": "; ".join(word for word in words if word),
    }


def _tried(xy: np.ndarray, word: Word, district: District) -> list[_Tried]:
    tried = []
    for placed in placements(xy, word.crs, district.meridians, utm=not word.gauss_kruger):
        mapped = placed.crs == "EPSG:3857" or not projection(placed.crs)
        for shift, weight in word.weights.items() if mapped else [("", 1.0)]:
            guess = replace(placed, shift=shift)
            lonlat = guess.roughly(xy)
            inside = float(district.holds(lonlat).mean())
            if district.outline is None and placed.crs == word.crs and not placed.swapped:
                inside = 1.0  # nothing says where it should lie
            tried.append(_scored(_Tried(guess, lonlat, inside), weight, word, district))
    return sorted(tried, key=lambda each: -each.guess.score)


def _scored(tried: _Tried, weight: float, word: Word, district: District) -> _Tried:
    guess, inside = tried.guess, tried.inside
    score = guess.score * weight * (_DOUBT + (1 - _DOUBT) * inside)
    if word.old and guess.ready:
        score *= _DOUBT
    elif word.old and CRS.from_user_input(guess.crs).ellipsoid.semi_major_metre == OLD_DATUMS[word.old][0]:
        score *= 2
    percent = Reason(_SHARE, {"percent": round(100 * inside)})
    reasons = (*guess.reasons, *word.reasons.get(guess.shift, ()), percent)
    met = district.on_borders(tried.lonlat) if inside and guess.ready else 0.0
    return replace(tried, guess=replace(guess, score=score, reasons=reasons), on_borders=met)


def _merged(tried: Sequence[_Tried]) -> list[_Tried]:
    """Leave out readings that put everything where a better one does, and those that lie nowhere near."""
    kept: list[_Tried] = []
    for each in tried:
        alike = (other for other in kept if other.guess.ready and each.guess.ready)
        if not any(np.abs(each.lonlat - other.lonlat).max() < _SAME for other in alike):
            kept.append(each)
    near = [each for each in kept if each.inside]
    return near or kept


def _meeting(tried: Sequence[_Tried]) -> _Tried | None:
    """Return the reading that runs along known borders as no other does."""
    order = sorted(tried, key=lambda each: -each.on_borders)
    if not order or order[0].on_borders < _MEETS or len(order[0].lonlat) < _ENOUGH:
        return None
    best, second = order[0], (order[1].on_borders if len(order) > 1 else 0.0)
    if second * _TIMES > best.on_borders:
        return None
    reason = Reason(_MET, {"percent": round(100 * best.on_borders)})
    return replace(best, guess=replace(best.guess, score=0.99, reasons=(*best.guess.reasons, reason)))


def _less(tried: _Tried) -> _Tried:
    return replace(tried, guess=replace(tried.guess, score=tried.guess.score / 10))


def _doubts(
    tried: Sequence[_Tried], word: Word, district: District, best: _Tried | None, subject: FieldFile | Layer
) -> list[Fault]:
    """Return why the first reading cannot be taken without asking; empty: it can."""
    name = subject.source.name
    if not tried or not tried[0].inside:
        return [fault("doctor.nowhere", name)]
    top = tried[0].guess
    zone = next((each for each in subject.faults if each.id == "fielddata.txt_zone"), None)
    if zone:
        return [fault("doctor.contradicted", name, said=f"带号 {zone.fields['stated']}", found=top.crs)]
    if not top.ready:
        return [fault("doctor.old_datum", name, crs=CRS.from_user_input(top.crs).name)]
    if _contradicts(top, word):
        return [fault("doctor.contradicted", name, said=word.crs, found=top.id)]
    if best is not None:
        return []
    return _of_rivals(tried, word, name)


def _contradicts(guess: Guess, word: Word) -> bool:
    """Say whether a reading is not what the file says; axis order and a zone's number may differ."""
    if word.shift is not None and guess.shift != word.shift:
        return True
    return word.crs is not None and _without_prefix(guess.crs) != _without_prefix(word.crs)


def _without_prefix(crs: str) -> dict[str, float]:
    """Return what matters of a CRS where eastings may or may not have the zone's number."""
    matters = {name: value for name, value in projection(crs).items() if name != "False easting"}
    return {**matters, "axis": CRS.from_user_input(crs).ellipsoid.semi_major_metre}


def _of_rivals(tried: Sequence[_Tried], word: Word, name: str) -> list[Fault]:
    top, enough = tried[0].guess, RIVAL * tried[0].guess.score
    rivals = [each for each in tried[1:] if each.guess.score >= enough and each.guess.ready]
    if word.shift is None and not projection(top.crs):
        second = next((each for each in tried[1:] if each.guess.shift != top.shift), None)
        if second:
            metres = round(float(np.abs(tried[0].lonlat - second.lonlat).max()) * 111_195)
            names = {"first": _named(top), "second": _named(second.guess), "metres": metres}
            return [fault("doctor.datum_unclear", name, **names)]
    if word.shift is None and (word.crs is None or word.by_definition):
        return [fault("doctor.system_unclear", name, first=top.crs)]
    if rivals or tried[0].inside < INSIDE:
        return [fault("doctor.several", name)]
    return []


def _named(guess: Guess) -> str:
    return guess.datum if guess.shift else "WGS 84"


def _notes(subject: FieldFile | Layer, guess: Guess, district: District) -> list[Fault]:
    name = subject.source.name
    notes = [fault("doctor.swapped", name)] if guess.swapped else []
    xy, names = anchors(subject)
    away = np.flatnonzero(~district.holds(guess.roughly(xy))) if district.outline is not None else []
    if len(away):
        notes.append(
            fault("doctor.outside", name, count=len(away), total=len(names), name=names[int(away[0])])
        )
    return notes
