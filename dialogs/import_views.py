"""What the import dialog is given to show, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Key = tuple[int, int]  # of an item: its file, its position in it


@dataclass(frozen=True)
class RemovedView:
    """The points a reason removed: how many, and of the first of them number, time and place."""

    reason: str
    count: int
    points: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class ItemView:
    """One item: what it is, what was chosen for it, what is to be known of it; None where not known.

    Parameters
    ----------
    becomes, becomes_word : str
        ``auto``, ``polygon``, ``line`` or ``point`` as it was chosen; what it came to, in words.
    segments, lobes, width : str, str, float
        ``joined`` or ``kept``; ``all`` or ``largest``; m, 0 for none.
    length, gap : float, optional
        m
    area, error : float, optional
        mu
    start, end : str
    note : str
        Such as which parcel it repeats.
    questions : mapping of str to str
        Which of ``becomes``, ``segments``, ``lobes``, ``width`` mean something for the item, and why one
        cannot be answered now; empty where it can.
    """

    key: Key
    name: str
    taken: bool
    becomes: str
    becomes_word: str
    length: float | None = None
    area: float | None = None
    error: float | None = None
    gap: float | None = None
    points: int | None = None
    removed: int | None = None
    start: str = ""
    end: str = ""
    note: str = ""
    target: str = ""
    target_word: str = ""
    measure: str = ""
    status: int = 10
    year: int = 0
    township: str = ""
    place: str = ""
    segments: str = "kept"
    lobes: str = "all"
    width: float = 0.0
    questions: Mapping[str, str] = field(default_factory=dict)
    removals: Sequence[RemovedView] = ()


@dataclass(frozen=True)
class GuessView:
    """One reading of the coordinates; `line` is how the map draws it, `percent` None without a score."""

    id: str
    name: str
    percent: int | None
    reasons: Sequence[str]
    line: str
    needs_parameters: bool = False


@dataclass(frozen=True)
class EncodingView:
    """One encoding the text may be in, with a sample of the text read so."""

    id: str
    name: str
    percent: int
    sample: str
    reason: str


@dataclass(frozen=True)
class ColumnView:
    """Where a column of a foreign layer goes; `unit` is None where it has none."""

    foreign: str
    example: str
    field: str
    unit: str | None = None


@dataclass(frozen=True)
class FileView:
    """One file or layer; `guess` is the reading beyond doubt, or the chosen one; else empty.

    Parameters
    ----------
    swapped : bool
        Whether the reading in use takes the first coordinate for the northing.
    encodings : sequence of EncodingView
        Empty where there is nothing to choose; `no_encodings` says why.
    """

    key: int
    name: str
    note: str
    items: Sequence[ItemView]
    guesses: Sequence[GuessView]
    guess: str
    columns: Sequence[ColumnView] = ()
    findings: Sequence[str] = ()
    swapped: bool = False
    encodings: Sequence[EncodingView] = ()
    encoding: str = ""
    no_encodings: str = ""


@dataclass(frozen=True)
class Choices:
    """What may be chosen: (key, name) each."""

    targets: Sequence[tuple[str, str]]
    measures: Sequence[tuple[str, str]]
    statuses: Sequence[tuple[int, str]]
    townships: Sequence[tuple[str, str]]
    fields: Sequence[tuple[str, str]]
    units: Sequence[tuple[str, str]]
    becomes: Sequence[tuple[str, str]]
    segments: Sequence[tuple[str, str]]
    lobes: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ImportView:
    """All files, what is wrong with those that could not be read, and why nothing can be imported now."""

    files: Sequence[FileView] = ()
    faults: Sequence[str] = ()
    why_not: str = ""
    summary: str = ""

    def items(self, keys: Sequence[Key]) -> list[ItemView]:
        """Return the items of some keys, in their order."""
        own = {item.key: item for file in self.files for item in file.items}
        return [own[key] for key in keys]
