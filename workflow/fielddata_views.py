"""Files and items of field data as the import dialog shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..dialogs.import_views import FileView, ImportView, ItemView, Key
from .fielddata_batch import Batch, kind_of
from .fielddata_questions import clock, questions_of, removals
from .fielddata_readings import columns_of, encodings_of, guesses_of, is_sure, no_encodings, reading_of
from .fielddata_words import Words, becomes

if TYPE_CHECKING:
    from ..core.intake.ground import Row
    from .fielddata_read import Judged

MU = 2000 / 3  # m²
MOST_FINDINGS = 500


class Views:
    """Shows a batch in the words of a plan."""

    def __init__(self, words: Words, batch: Batch) -> None:
        self._words, self._batch = words, batch
        self._names: dict[Key, str] = {}

    def view(self, ledger: str) -> ImportView:
        """Return all that is shown; `ledger` is the name of its file."""
        batch = self._batch
        self._names = {(each.key, i): name for each in batch.files.values() for i, name in each.items}
        views = [self._file(each) for each in batch.files.values()]
        faults = [wording.fault_line(fault) for fault in batch.faults]
        taken = sum(item.taken for view in views for item in view.items)
        summary = QCoreApplication.translate(
            "EcoLedger", "To be imported into {ledger}: {count} items"
        ).format(ledger=ledger, count=taken)
        return ImportView(views, faults, self._words.why_not(views, batch.rows()), summary if views else "")

    def _file(self, judged: Judged) -> FileView:
        taken = judged.taken
        rows = {row.position: row for row in taken.rows}
        return FileView(
            judged.key,
            judged.name,
            _file_note(judged),
            [self._item((judged.key, i), name, rows.get(i), judged) for i, name in judged.items],
            guesses_of(judged),
            reading_of(judged),
            columns_of(judged),
            [wording.fault_line(fault) for fault in taken.findings[:MOST_FINDINGS]],
            taken.guess is not None and taken.guess.swapped,
            encodings_of(judged),
            taken.subject.encoding,
            no_encodings(judged),
        )

    def _item(self, key: Key, name: str, row: Row | None, judged: Judged) -> ItemView:
        """Return an item as it is shown; `row` is None where nothing came of it."""
        asked = self._chosen(key) | questions_of(judged, key[1], row)
        if row is None:
            nothing = QCoreApplication.translate("EcoLedger", "nothing")
            return ItemView(key, name, False, becomes_word=nothing, **asked)
        values, town = row.values, judged.towns.get(key[1])
        return ItemView(
            key,
            name,
            key not in self._batch.untaken,
            becomes_word=becomes()[kind_of(row)],
            length=_known(values.get("length_m")),
            area=_known(values.get("area_m2"), MU),
            error=_known(values.get("area_error_m2"), MU),
            gap=_known(values.get("gap_m")),
            points=values.get("n_points"),
            removed=values.get("n_removed"),
            start=clock(values.get("time_start")),
            end=clock(values.get("time_end")),
            note=self._item_note(key, judged),
            place=self._words.towns.get(town, town) if town else "",
            removals=removals(row),
            **asked,
        )

    def _chosen(self, key: Key) -> Mapping[str, Any]:
        choice = self._batch.choices[key]
        target = self._words.targets.get(choice.target)
        return {
            "target": choice.target,
            "target_word": self._words.name(target) if target else "",
            "measure": choice.measure,
            "status": choice.status,
            "year": choice.year,
            "township": choice.township,
        }

    def _item_note(self, key: Key, judged: Judged) -> str:
        repeat, twin, notes = judged.repeats.get(key[1]), self._batch.twin(key), []
        if repeat is not None:
            text = QCoreApplication.translate("EcoLedger", "repeats “{name}” by {percent} %")
            notes.append(text.format(name=repeat.name, percent=round(100 * repeat.share)))
        if twin is not None:
            text = QCoreApplication.translate("EcoLedger", "repeats “{name}” in this list by {percent} %")
            notes.append(text.format(name=self._names.get(twin.key, ""), percent=round(100 * twin.share)))
        if judged.towns.get(key[1]) is None:
            notes.append(QCoreApplication.translate("EcoLedger", "outside the townships"))
        return "; ".join(notes)


def _file_note(judged: Judged) -> str:
    if judged.before is not None:
        return QCoreApplication.translate(
            "EcoLedger", "This file was imported before: the ledger has {count} features of it."
        ).format(count=judged.before)
    if not judged.items:
        return QCoreApplication.translate("EcoLedger", "Nothing in it can be imported: see the findings.")
    if judged.taken.guess is None:
        return QCoreApplication.translate("EcoLedger", "Choose how its coordinates are to be read.")
    if not is_sure(judged):
        return QCoreApplication.translate(
            "EcoLedger", "Its coordinates are not beyond doubt: look at the map."
        )
    unclear = next((column.foreign for column in columns_of(judged) if column.unit == ""), None)
    if unclear is not None:
        return QCoreApplication.translate(
            "EcoLedger", "In which unit is the column {column}? Until it is chosen it is left out."
        ).format(column=unclear)
    return ""


def _known(value: float | None, unit: float = 1.0) -> float | None:
    return None if value is None or value != value else value / unit
