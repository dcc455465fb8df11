"""One file after the other: read, diagnose, decide, turn into ground; a fault in one leaves the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from ..errors import CrsError, Fault, FieldDataError
from ..fielddata import read
from ..fielddata.doctor import Diagnosis, District, Guess, apply, diagnose
from ..fielddata.model import FieldFile
from ..fielddata.vector_files import is_vector_file
from ..fielddata.vectors import Layer, read_layers
from ..track import CleaningOptions
from ..words import QT_TRANSLATE_NOOP
from .drawn import drawn_rows, taken_apart
from .ground import DEGREES, Row, frame_of
from .walked import rows_of
from .wish import Wish

DATUMS = ("auto", "wgs84", "gcj02", "bd09")
# With these the best reading is no better than none; with other doubts it is used, and that is said.
_USELESS = {"doctor.contradicted", "doctor.nowhere", "doctor.old_datum"}

_TAKEN = (
    QT_TRANSLATE_NOOP("EcoLedger", "It is not beyond doubt, but the coordinates were read as {guess}"),
    QT_TRANSLATE_NOOP(
        "EcoLedger",
        "Look at them on the map; say yourself in which datum or system they are if they lie wrong.",
    ),
)
_NOT_TAKEN = (
    QT_TRANSLATE_NOOP("EcoLedger", "Nothing of it was imported: no reading of its coordinates can be right"),
    QT_TRANSLATE_NOOP("EcoLedger", "Say yourself in which datum or system they are."),
)
_NO_SHAPE = (
    QT_TRANSLATE_NOOP("EcoLedger", "“{name}” has too few positions to become a shape"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose another kind of geometry, or leave it out."),
)


@dataclass(frozen=True)
class IntakeOptions:
    """What the user decided beforehand.

    Parameters
    ----------
    datum : {"auto", "wgs84", "gcj02", "bd09"}
        auto: the doctor decides, or says that it cannot.
    crs : str, optional
        Of the coordinates as written; goes before the doctor.
    encoding : str, optional
        Of texts; None: found out.
    wish : Wish
        What items become.
    cleaning : CleaningOptions
    guess : Guess, optional
        The reading of the coordinates the user chose; goes before `datum` and `crs`.
    wishes : mapping of int to Wish
        What single items become instead of `wish`, by their position in the file.
    """

    datum: str = "auto"
    crs: str | None = None
    encoding: str | None = None
    wish: Wish = Wish()
    cleaning: CleaningOptions = field(default_factory=CleaningOptions)
    guess: Guess | None = None
    wishes: Mapping[int, Wish] = field(default_factory=dict)

    def wish_of(self, position: int) -> Wish:
        """Return what the item at a position becomes."""
        return self.wishes.get(position, self.wish)


@dataclass(frozen=True, eq=False)
class Taken:
    """One file or layer: as it was read, how its coordinates were, what it became."""

    subject: FieldFile | Layer
    diagnosis: Diagnosis
    guess: Guess | None
    rows: tuple[Row, ...]
    findings: tuple[Fault, ...]


@dataclass(frozen=True, eq=False)
class Intake:
    """All files; frames are in degrees of CGCS2000 (EPSG:4490) and have the columns `ground.COLUMNS`."""

    taken: tuple[Taken, ...]
    findings: tuple[Fault, ...]

    def polygons(self) -> gpd.GeoDataFrame:
        """Return the parcels."""
        return frame_of(self._rows(), 2)

    def lines(self) -> gpd.GeoDataFrame:
        """Return the lines."""
        return frame_of(self._rows(), 1)

    def points(self) -> gpd.GeoDataFrame:
        """Return the sites."""
        return frame_of(self._rows(), 0)

    def _rows(self) -> list[Row]:
        return [row for taken in self.taken for row in taken.rows]


def take_in(
    paths: Iterable[Path],
    options: IntakeOptions | None = None,
    district: District | None = None,
    step: Callable[[float], None] = lambda share: None,
) -> Intake:
    """Read files and turn what they hold into ground; what is wrong with one is listed.

    Parameters
    ----------
    paths : iterable of Path
        See `files.files_in`.
    district : District, optional
        Where the coordinates are expected.
    step : callable
        Told the share done; may raise `Cancelled`.

    Examples
    --------
    >>> take_in([Path("nowhere.gpx")]).findings[0].id
    'fielddata.unreadable'
    """
    options, district = options or IntakeOptions(), district or District()
    taken: list[Taken] = []
    findings: list[Fault] = []
    paths = list(paths)
    for number, path in enumerate(paths):
        step(number / max(len(paths), 1))
        try:
            subjects, faults = read_subjects(path, options.encoding)
        except FieldDataError as error:
            findings.append(error.fault)
            continue
        findings += faults
        for subject in subjects:
            one = take(subject, options, district)
            taken.append(one)
            findings += one.findings
    step(1.0)
    return Intake(tuple(taken), tuple(findings))


def read_subjects(
    path: Path, encoding: str | None = None
) -> tuple[list[FieldFile | Layer], tuple[Fault, ...]]:
    """Read a file, or the layers of a vector file with what was wrong with others of them.

    A collection in a layer is as many rows as it has kinds of parts: each is decided on by itself.

    Raises
    ------
    FieldDataError
        Nothing of it can be read.
    """
    if is_vector_file(path):
        file = read_layers(path, encoding=encoding)
        layers = [replace(layer, frame=taken_apart(layer.frame)) for layer in file.layers]
        return layers, file.faults
    return [read(path, encoding=encoding)], ()


def take(subject: FieldFile | Layer, options: IntakeOptions, district: District) -> Taken:
    """Decide how the coordinates of a file or layer are read, and turn it into ground."""
    diagnosis = diagnose(subject, district)
    guess, findings = _decide(subject, diagnosis, options)
    if guess is None:
        return Taken(subject, diagnosis, None, (), (*subject.faults, *findings))
    try:
        placed = apply(subject, guess, DEGREES)
    except CrsError as error:
        refused = Fault("intake.crs", error.problem, error.suggestion, error.fields, subject.source.name)
        return Taken(subject, diagnosis, None, (), (*subject.faults, *findings, refused))
    rows, noted = _rows(placed, options, guess)
    return Taken(subject, diagnosis, guess, tuple(rows), (*subject.faults, *findings, *noted))


def _decide(
    subject: FieldFile | Layer, diagnosis: Diagnosis, options: IntakeOptions
) -> tuple[Guess | None, list[Fault]]:
    """Return the reading to use with what is to be said about it; None where none can be used."""
    name = subject.source.name
    if options.guess is not None:
        return options.guess, []
    if options.crs or options.datum != "auto":
        shift = options.datum if options.datum in ("gcj02", "bd09") else ""
        crs = options.crs or (subject.crs_hint if options.datum == "wgs84" else None) or "EPSG:4326"
        return Guess("EPSG:4326" if crs in ("GCJ-02", "BD-09") else crs, shift), []
    findings = list(diagnosis.findings)
    if diagnosis.decided is not None or not diagnosis.guesses:
        return diagnosis.decided, findings
    best = diagnosis.guesses[0]
    if _USELESS.isdisjoint(f.id for f in findings) and best.ready:
        doubtful = Fault("intake.doubtful", *_TAKEN, {"guess": best.datum}, name, severity="warning")
        return best, [*findings, doubtful]
    return None, [*findings, Fault("intake.refused", *_NOT_TAKEN, {}, name)]


def _rows(placed: FieldFile | Layer, options: IntakeOptions, guess: Guess) -> tuple[list[Row], list[Fault]]:
    common = {
        "source_file": placed.source.name,
        "datum": guess.datum,
        "encoding": placed.encoding,
    }
    if isinstance(placed, Layer):
        rows = [replace(row, values=common | row.values) for row in _layer_rows(placed, options)]
        return rows, [_at(fault, placed.source.name, None) for row in rows for fault in row.findings]
    rows, findings = [], []
    for position, item in enumerate(placed.items):
        made = list(rows_of(item, options.wish_of(position), options.cleaning))
        kept = [row for row in made if row.geometry is not None]
        if not kept and item.n_points:
            fields = {"name": item.name or item.kind}
            findings.append(
                Fault(
                    "intake.no_shape", *_NO_SHAPE, fields, placed.source.name, item.line, severity="warning"
                )
            )
        for row in made:
            findings += (_at(fault, placed.source.name, item.line) for fault in row.findings)
        told = common | {"item": item.kind}
        rows += (replace(row, values=told | row.values, position=position) for row in kept)
    return rows, findings


def _layer_rows(layer: Layer, options: IntakeOptions) -> Iterator[Row]:
    frame = layer.frame
    named = zip(frame.fid, _names(frame), strict=True)
    values = [{"item": f"{layer.name} {fid}", "name": name} for fid, name in named]
    wanted = [options.wish_of(i).geometry for i in range(len(frame))]
    yield from drawn_rows(frame.geometry.array, values, wanted)


def _at(fault: Fault, source: str, line: int | None) -> Fault:
    return Fault(
        fault.id, fault.problem, fault.suggestion, fault.fields, source, line, severity=fault.severity
    )


def _names(frame: gpd.GeoDataFrame) -> pd.Series:
    """Return a name for each row of a foreign layer: of the first column that is called like one."""
    called = (
        "name",
        "名称",
        "地块名称",
        "小班名称",
        "xbmc",
        "dkmc",
        "mc",
        "xiao_ban",
        "xbh",
        "tbbh",
        "小班号",
    )
    columns = {str(column).casefold(): column for column in frame.columns}
    column = next((columns[word] for word in called if word in columns), None)
    return pd.Series("", index=frame.index) if column is None else frame[column].astype(str)
