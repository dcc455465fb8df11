"""Field data read and judged in the background, for the import dialog: values only."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core.errors import DataError, EcoLedgerError, Fault, FieldDataError
from ..core.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    import geopandas as gpd

    from ..core.fielddata.mapping import FieldMapping
    from ..core.intake import Choice, IntakeOptions, Known, Taken
    from ..core.intake.known import Repeat
    from ..core.intake.records import Vocabulary
    from ..layers.snapshot import Snapshot

Key = tuple[int, int]
Step = Callable[[float], None]
TRACED = 4  # readings that are drawn

_TWICE = (
    QT_TRANSLATE_NOOP("EcoLedger", "The file is in the list already"),
    QT_TRANSLATE_NOOP("EcoLedger", "Nothing to do: it was not added a second time."),
)
_NO_FIELD_DATA = (
    QT_TRANSLATE_NOOP("EcoLedger", "No field data were found in the folder"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose another folder, or the file itself."),
)


@dataclass(frozen=True, eq=False)
class Judged:
    """One file or layer as it is read now, beside the ledger.

    Parameters
    ----------
    repeats, towns : by position
        What each item's geometry repeats, and the township it lies in.
    before : int, optional
        How many features of the ledger came of this file; None: it is new.
    traces : mapping of guess id to (lines, points)
        WKB in degrees.
    """

    key: int
    taken: Taken
    options: IntakeOptions
    repeats: Mapping[int, Repeat | None]
    towns: Mapping[int, str | None]
    before: int | None
    traces: Mapping[str, tuple[bytes, bytes]]
    mapping: FieldMapping | None = None

    @property
    def name(self) -> str:
        """The file's name; of a layer with another name both."""
        name, layer = self.taken.subject.source.name, getattr(self.taken.subject, "name", "")
        return name if layer in ("", self.taken.subject.source.stem) else f"{name}: {layer}"


@dataclass(frozen=True, eq=False)
class Ground:
    """What a ledger's layers hold at one moment, unsaved edits included."""

    layers: Mapping[str, Snapshot]

    def known(self, step: Step) -> Known:
        """Read them."""
        import pandas as pd

        from ..core.intake import Known
        from ..layers.convert import to_frame, to_table
        from ..layers.reading import INTERVENTIONS

        if "townships" not in self.layers:
            raise DataError(*_NO_TOWNSHIPS)
        towns, _ = to_frame(self.layers["townships"], {"code": "code"}, step)
        fields = {"name": "name", "source_sha256": "source_sha256"}
        works = [to_frame(self.layers[n], fields, step)[0] for n in INTERVENTIONS if n in self.layers]
        whole = pd.concat([towns.iloc[:0].assign(name=None, source_sha256=None), *works], ignore_index=True)
        tracks = self.layers.get("tracks")
        marks = to_table(tracks, {"source_sha256": "source_sha256"}) if tracks else None
        return Known(towns, whole, marks)


_NO_TOWNSHIPS = (
    QT_TRANSLATE_NOOP("EcoLedger", "The ledger's layer of townships is not in the project"),
    QT_TRANSLATE_NOOP("EcoLedger", "Add the ledger's layers again."),
)


def read_files(
    paths: Sequence[Path],
    ground: Ground,
    first_key: int,
    listed: frozenset[tuple[str, str]],
    mappings: str,
    step: Step,
) -> tuple[Known, list[Judged], list[Fault]]:
    """Read files and folders, each by itself; what cannot be read is a fault and leaves the others.

    Parameters
    ----------
    listed : set of (SHA-256, layer)
        What is in the list already.
    mappings : str
        What is remembered of columns; see `remembered`.
    """
    from ..core.intake import IntakeOptions, files_in, read_subjects, take

    known = ground.known(lambda share: step(0.2 * share))
    judged: list[Judged] = []
    faults: list[Fault] = []
    files = [(path, files_in(path)) for path in paths]
    faults += [
        Fault("intake.nothing", *_NO_FIELD_DATA, source=path.name) for path, found in files if not found
    ]
    files = [file for _, found in files for file in found]
    for number, file in enumerate(files):
        step(0.2 + 0.8 * number / len(files))
        try:
            subjects, noted = read_subjects(file)
        except FieldDataError as error:
            faults.append(error.fault)
            continue
        faults += noted
        for subject in subjects:
            mark = (subject.sha256, getattr(subject, "name", ""))
            if mark in listed:
                faults.append(Fault("intake.twice", *_TWICE, source=file.name, severity="warning"))
                continue
            listed |= {mark}
            options = IntakeOptions()
            taken = take(subject, options, known.district)
            mapping = _mapping(taken, mappings)
            judged.append(judge(first_key + len(judged), taken, options, known, mapping))
    return known, judged, faults


def take_again(was: Judged, options: IntakeOptions, known: Known, step: Step) -> Judged:
    """Read one file once more in another way."""
    from ..core.intake import take

    return judge(
        was.key, take(was.taken.subject, options, known.district), options, known, was.mapping, was.traces
    )


def judge(
    key: int,
    taken: Taken,
    options: IntakeOptions,
    known: Known,
    mapping: FieldMapping | None,
    traces: Mapping[str, tuple[bytes, bytes]] | None = None,
) -> Judged:
    """Put a file beside the ledger: what it repeats, where it lies, where other readings put it."""
    import shapely

    from ..core.intake import trace

    places = [row.position for row in taken.rows]
    shapes = known.on_map([row.geometry for row in taken.rows])
    repeats = dict(zip(places, known.repeats(shapely.make_valid(shapes)), strict=True))
    towns = dict(zip(places, known.township_of(shapes), strict=True))
    traces = dict(traces or {})
    guesses = [*taken.diagnosis.guesses[:TRACED], *([taken.guess] if taken.guess else [])]
    for guess in guesses:
        if guess.id not in traces:
            traces[guess.id] = tuple(map(shapely.to_wkb, trace(taken.subject, guess)))
    before = known.files.get(taken.subject.sha256)
    return Judged(key, taken, options, repeats, towns, before, traces, mapping)


def remembered(mappings: str) -> dict[str, Any]:
    """Return what the settings hold of columns, by their names' key; what is damaged counts as nothing."""
    try:
        found = json.loads(mappings or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def columns_of(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the attributes of a foreign layer."""
    return frame.drop(columns=["fid", frame.geometry.name])


def _mapping(taken: Taken, mappings: str) -> FieldMapping | None:
    """Return where the columns of a foreign layer go: as the user said of such a layer before, or a guess."""
    import numpy as np

    from ..core.fielddata.mapping import FieldMapping, guess_mapping, source_key
    from ..core.fielddata.vectors import Layer

    if not isinstance(taken.subject, Layer):
        return None
    table = columns_of(taken.subject.frame)
    if not len(table.columns):
        return None
    saved = remembered(mappings).get(source_key(map(str, table.columns)))
    if saved is not None:
        return FieldMapping.from_dict(saved)
    area = np.zeros(len(table))
    for row in taken.rows:
        area[row.position] = row.values.get("area_m2") or 0.0
    return guess_mapping(table, np.nan_to_num(area))


@dataclass(frozen=True, eq=False)
class Written:
    """What went into the ledger, or is to go into its edits: frames by table, of which files."""

    frames: Mapping[str, gpd.GeoDataFrame]
    files: tuple[int, ...]
    faults: tuple[Fault, ...]


def write_files(
    path: Path,
    judged: Sequence[Judged],
    choices: Mapping[Key, Choice],
    who: str,
    vocabulary: Vocabulary,
    to_file: bool,
    step: Step,
) -> Written:
    """Make rows of the chosen items; write them, all files in one transaction, where `to_file` says so.

    A file whose rows the ledger does not take is a fault and leaves the others.
    """
    from ..core.intake import records_of
    from ..core.intake.records import gathered
    from ..layers import store

    records, files, faults = [], [], []
    for number, each in enumerate(judged):
        step(0.5 * number / len(judged))
        own = {position: choice for (file, position), choice in choices.items() if file == each.key}
        try:
            made = records_of(each.taken, own, who, each.mapping, vocabulary)
            store.rows_for(path, made.frames)
        except EcoLedgerError as error:
            faults.append(
                Fault("intake.not_written", error.problem, error.suggestion, error.fields, each.name)
            )
            continue
        if made.frames:
            records.append(made)
            files.append(each.key)
        faults += made.findings
    frames = gathered(records)
    if to_file and frames:
        store.append_all(path, frames, lambda share: step(0.5 + 0.5 * share))
    return Written(frames, tuple(files), tuple(faults))


def with_wish(options: IntakeOptions, positions: Sequence[int], name: str, value: Any) -> IntakeOptions:
    """Return options under which a field of the wishes for single items has another value."""
    wishes = {position: replace(options.wish_of(position), **{name: value}) for position in positions}
    return replace(options, wishes={**options.wishes, **wishes})
