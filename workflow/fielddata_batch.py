"""What an import dialog holds: files as they were read, and what was decided about their items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import settings
from ..core.errors import Fault
from ..core.model import Target
from .fielddata_read import Judged, Key, Read, Twin

if TYPE_CHECKING:
    from ..core.intake import Choice, Known
    from ..core.intake.ground import Row

KINDS = ("point", "line", "polygon")  # by dimension
KEPT = ("target", "measure", "status", "year")  # for the next item, here and while drawing


class Batch:
    """Files and decisions; no widgets.

    Parameters
    ----------
    targets : mapping of str to Target
        Those an item may be for.
    """

    def __init__(self, targets: Mapping[str, Target]) -> None:
        self._targets = targets
        self._next = 0
        self.known: Known | None = None
        self.files: dict[int, Judged] = {}
        self.choices: dict[Key, Choice] = {}
        self.untaken: set[Key] = set()
        self.faults: list[Fault] = []
        self.twins: Mapping[Key, Sequence[Twin]] = {}

    @property
    def next_key(self) -> int:
        """The key of the next file."""
        return self._next

    def add(self, read: Read) -> None:
        """Take files that were read."""
        self.known, self.twins = read.known, read.twins
        self.faults += read.faults
        for each in read.judged:
            self.files[each.key] = each
            self._next = max(self._next, each.key + 1)
            self._choose_as_last_time(each)
            if each.before is not None:
                self.untaken |= {(each.key, position) for position, _ in each.items}

    def replace(self, read: Read) -> None:
        """Take files that were read again; those that were removed meanwhile stay away."""
        self.twins = read.twins
        for each in read.judged:
            if each.key in self.files:
                same = each.taken.subject is self.files[each.key].taken.subject
                mapping = self.files[each.key].mapping if same else each.mapping
                self.files[each.key] = replace(each, mapping=mapping)
                self._choose_as_last_time(each)

    def remove(self, files: Sequence[int]) -> None:
        """Forget files."""
        for file in files:
            self.files.pop(file, None)
        self.choices = {key: c for key, c in self.choices.items() if key[0] in self.files}
        self.untaken = {key for key in self.untaken if key[0] in self.files}

    def tick(self, keys: Sequence[Key], wanted: bool) -> None:
        """Take items, or leave them out."""
        (self.untaken.difference_update if wanted else self.untaken.update)(keys)

    def choose(self, keys: Sequence[Key], name: str, value: Any) -> None:
        """Set a field of what items are to be, and keep it for the next ones."""
        for key in keys:
            self.choices[key] = replace(self.choices[key], **{name: value})
        if name in KEPT:
            settings.save(replace(settings.load(), **{f"sketch_{name}": value}))

    def rows(self) -> dict[Key, Row]:
        """Return what items came to."""
        return {(f.key, row.position): row for f in self.files.values() for row in f.taken.rows}

    def chosen(self) -> dict[Key, Choice]:
        """Return what is to be imported, with the township by place where none was chosen."""
        rows = self.rows()
        return {
            key: replace(choice, township=choice.township or self.files[key[0]].towns.get(key[1]) or "")
            for key, choice in self.choices.items()
            if key in rows and key not in self.untaken
        }

    def twin(self, key: Key) -> Twin | None:
        """Return what an item repeats most of the others that are to be imported."""
        others = self.twins.get(key, ())
        return next((t for t in others if t.key in self.choices and t.key not in self.untaken), None)

    def _choose_as_last_time(self, judged: Judged) -> None:
        from ..core.intake import Choice

        last = settings.load()
        target = self._targets.get(last.sketch_target)
        rows = {row.position: row for row in judged.taken.rows}
        for item, _ in judged.items:
            row = rows.get(item)
            fits = target is not None and row is not None and target.evidence.value == kind_of(row)
            year = last.sketch_year or dt.date.today().year
            as_last_time = Choice(
                target.id if fits else "", last.sketch_measure if fits else "", last.sketch_status, year
            )
            self.choices.setdefault((judged.key, item), as_last_time)


def kind_of(row: Row) -> str:
    """Return what an item came to: point, line or polygon."""
    import shapely

    return KINDS[shapely.get_dimensions(row.geometry)]
