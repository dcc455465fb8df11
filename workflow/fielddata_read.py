"""Field data read and judged in the background, for the import dialog: values only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..core.errors import Fault, FieldDataError
from ..core.words import QT_TRANSLATE_NOOP
from .fielddata_columns import mapping_of
from .fielddata_ground import Ground

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np

    from ..core.fielddata.doctor import Guess
    from ..core.fielddata.encoding import Candidate
    from ..core.fielddata.mapping import FieldMapping
    from ..core.fielddata.model import FieldFile
    from ..core.fielddata.vectors import Layer
    from ..core.intake import IntakeOptions, Known, Taken
    from ..core.intake.known import Repeat

Key = tuple[int, int]
Step = Callable[[float], None]
TRACED = 4  # readings that are drawn

_TWICE = (
    QT_TRANSLATE_NOOP("EcoLedger", "The file is in the list already, as {name}"),
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
    shapes : ndarray of shapely geometry
        Of each row, on the ledger's map, valid.
    traces : mapping of guess id to (lines, points)
        WKB in degrees.
    encodings : tuple of Candidate
        In which the text may be.
    """

    key: int
    taken: Taken
    options: IntakeOptions
    repeats: Mapping[int, Repeat | None]
    towns: Mapping[int, str | None]
    before: int | None
    shapes: np.ndarray
    traces: Mapping[str, tuple[bytes, bytes]]
    encodings: tuple[Candidate, ...]
    mapping: FieldMapping | None = None

    @property
    def name(self) -> str:
        """The file's name; of a layer with another name both."""
        name, layer = self.taken.subject.source.name, getattr(self.taken.subject, "name", "")
        return name if layer in ("", self.taken.subject.source.stem) else f"{name}: {layer}"

    @cached_property
    def items(self) -> list[tuple[int, str]]:
        """Position and name of what the file holds."""
        subject = self.taken.subject
        if hasattr(subject, "items"):
            named = enumerate(subject.items)
            return [(i, item.name or f"{item.kind} {i + 1}") for i, item in named if item.n_points]
        names = {row.position: row.values.get("name") for row in self.taken.rows}
        return [(i, (names.get(i) or fid) + part) for i, fid, part in _features(subject.frame)]

    @cached_property
    def kinds(self) -> list[str]:
        """What the file calls its items; of the rows of a layer ``point`` or ``shape``."""
        import shapely

        subject = self.taken.subject
        if hasattr(subject, "items"):
            return [item.kind for item in subject.items]
        dimension = shapely.get_dimensions(subject.frame.geometry.array)
        return ["point" if each == 0 else "shape" for each in dimension]

    def ranked(self) -> list[tuple[Guess, int]]:
        """Return the readings, the likeliest first, with the number of their line on the map: 0 is used."""
        guesses, used = list(self.taken.diagnosis.guesses), self.taken.guess
        for own in (used, self.options.guess):  # the user's may be refused, as long as it lacks parameters
            if own is not None and own not in guesses:
                guesses.insert(0, own)
        others = [guess for guess in guesses if guess != used]
        return [(guess, 0 if guess == used else 1 + others.index(guess)) for guess in guesses]


def _features(frame: gpd.GeoDataFrame) -> list[tuple[int, str, str]]:
    """Return of what has a geometry position, FID, and which part it is of a feature of several rows."""
    fids = frame["fid"].reset_index(drop=True)
    part, parts = fids.groupby(fids).cumcount() + 1, fids.groupby(fids).transform("size")
    there = (~(frame.geometry.isna() | frame.geometry.is_empty)).to_numpy().nonzero()[0].tolist()
    return [(i, f"FID {fids[i]}", f" ({part[i]}/{parts[i]})" if parts[i] > 1 else "") for i in there]


def mark_of(subject: FieldFile | Layer) -> tuple[str, str]:
    """Return what tells a file or layer from others: SHA-256 and name of the layer."""
    return subject.sha256, getattr(subject, "name", "")


class Twin(NamedTuple):
    """Another item of the list that one repeats, and the share of it that does."""

    key: Key
    share: float


@dataclass(frozen=True, eq=False)
class Read:
    """What came of reading, or of reading again; `twins` are of all that is in the list then."""

    known: Known
    judged: Sequence[Judged]
    faults: Sequence[Fault]
    twins: Mapping[Key, Sequence[Twin]]


def read_files(
    paths: Sequence[Path],
    ground: Ground,
    first_key: int,
    listed: Sequence[Judged],
    mappings: str,
    step: Step,
) -> Read:
    """Read files and folders, each by itself; what cannot be read is a fault and leaves the others.

    Parameters
    ----------
    listed : sequence of Judged
        What is in the list already.
    mappings : str
        What is remembered of columns; see `fielddata_columns.remembered`.
    """
    from ..core.intake import IntakeOptions, take

    known = ground.known(lambda share: step(0.2 * share))
    judged: list[Judged] = []
    names = {mark_of(each.taken.subject): each.name for each in listed}
    files, faults = _files_of(paths)
    for number, file in enumerate(files):
        step(0.2 + 0.7 * number / len(files))
        subjects, noted = _subjects_of(file)
        faults += noted
        for subject in subjects:
            if mark_of(subject) in names:
                fields = {"name": names[mark_of(subject)]}
                faults.append(Fault("intake.twice", *_TWICE, fields, file.name, severity="warning"))
                continue
            options = IntakeOptions()
            taken = take(subject, options, known.district)
            mapping = mapping_of(taken, mappings)
            judged.append(judge(first_key + len(judged), taken, options, known, mapping))
            names[mark_of(subject)] = judged[-1].name
    return Read(known, judged, faults, _twins([*listed, *judged]))


def _files_of(paths: Sequence[Path]) -> tuple[list[Path], list[Fault]]:
    from ..core.intake import files_in

    files, faults = [], []
    for path in paths:
        own, passed = files_in(path)
        if not own:
            faults.append(Fault("intake.nothing", *_NO_FIELD_DATA, source=path.name))
        files += own
        faults += passed
    return files, faults


def _subjects_of(file: Path) -> tuple[Sequence[FieldFile | Layer], Sequence[Fault]]:
    from ..core.intake import read_subjects

    try:
        return read_subjects(file)
    except FieldDataError as error:
        return [], [error.fault]


def take_again(
    was: Judged,
    options: IntakeOptions,
    known: Known,
    others: Sequence[Judged],
    mappings: str,
    step: Step,
) -> Read:
    """Take one file once more in another way; another encoding reads it again.

    Raises
    ------
    FieldDataError
        It cannot be read so.
    """
    from ..core.intake import read_subjects, take

    subject = was.taken.subject
    if options.encoding != was.options.encoding:
        layer = getattr(subject, "name", "")
        subjects, _ = read_subjects(subject.source, options.encoding)
        subject = next((each for each in subjects if getattr(each, "name", "") == layer), subjects[0])
    taken = take(subject, options, known.district)
    mapping = was.mapping if subject is was.taken.subject else mapping_of(taken, mappings)
    judged = judge(was.key, taken, options, known, mapping, was.traces)
    return Read(known, [judged], [], _twins([judged, *(each for each in others if each.key != was.key)]))


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

    from ..core.intake import encodings_of, trace

    places = [row.position for row in taken.rows]
    shapes = known.on_map([row.geometry for row in taken.rows])
    valid = shapely.make_valid(shapes)
    repeats = dict(zip(places, known.repeats(valid), strict=True))
    towns = dict(zip(places, known.township_of(shapes), strict=True))
    traces = dict(traces or {})
    guesses = [*taken.diagnosis.guesses[:TRACED], *([taken.guess] if taken.guess else [])]
    for guess in guesses:
        if guess.id not in traces:
            traces[guess.id] = tuple(map(shapely.to_wkb, trace(taken.subject, guess)))
    before = known.files.get(taken.subject.sha256)
    encodings = encodings_of(taken.subject)
    return Judged(key, taken, options, repeats, towns, before, valid, traces, encodings, mapping)


def _twins(judged: Sequence[Judged]) -> dict[Key, list[Twin]]:
    """Return which items of the list repeat which others of it, by place."""
    import numpy as np

    from ..core.intake import twins

    keys = [(each.key, row.position) for each in judged for row in each.taken.rows]
    shapes = np.concatenate([np.zeros(0, dtype=object), *(each.shapes for each in judged)])
    found: dict[Key, list[Twin]] = {}
    for one, other, share in twins(shapes).itertuples(index=False):
        found.setdefault(keys[int(one)], []).append(Twin(keys[int(other)], float(share)))
    return found


def with_wish(options: IntakeOptions, positions: Sequence[int], name: str, value: Any) -> IntakeOptions:
    """Return options under which a field of the wishes for single items has another value."""
    wishes = {position: replace(options.wish_of(position), **{name: value}) for position in positions}
    return replace(options, wishes={**options.wishes, **wishes})
