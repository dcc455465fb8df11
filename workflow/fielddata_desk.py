"""What happens between the import dialog and the ledger: files read in turn, decisions kept, rows written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject

from .. import settings, tasks, wording
from ..core.errors import Cancelled, CrsError, EcoLedgerError, Fault
from .fielddata_map import Drawn, Preview
from .fielddata_read import (
    Ground,
    Judged,
    Key,
    Written,
    read_files,
    remembered,
    take_again,
    with_wish,
    write_files,
)
from .fielddata_tell import tell_imported
from .fielddata_words import Words, items_of, kind_of, ranked
from .manual import show_manual
from .messages import show_error

if TYPE_CHECKING:
    from ..core.fielddata.doctor import Guess
    from ..core.intake import Choice, IntakeOptions, Known
    from ..core.intake.ground import Row
    from ..dialogs.import_dialog import ImportDialog

MOST_REMEMBERED = 50  # mappings of columns


class FieldDataDesk(QObject):
    """Belongs to the window: keeps what was read and decided, and asks for what has to be done."""

    def __init__(self, iface: QgisInterface, dialog: ImportDialog, path: Path, words: Words) -> None:
        super().__init__(dialog)
        self._iface, self._dialog, self._path, self._words = iface, dialog, path, words
        self._preview = Preview(iface.mapCanvas(), self)
        self._known: Known | None = None
        self._files: dict[int, Judged] = {}
        self._choices: dict[Key, Choice] = {}
        self._untaken: set[Key] = set()
        self._faults: list[Fault] = []
        self._next = 0
        self._task: tasks.CoreTask | None = None
        self._waiting: list[Callable[[], None]] = []
        self._connect()
        self._show()

    def _connect(self) -> None:
        dialog = self._dialog
        dialog.files_given.connect(lambda paths: self._do(partial(self._read, paths)))
        dialog.files_removed.connect(self._remove)
        dialog.taken_changed.connect(self._tick)
        dialog.choice_changed.connect(self._choose)
        dialog.guess_chosen.connect(self._choose_guess)
        dialog.parameters_given.connect(self._take_parameters)
        dialog.column_changed.connect(self._map_column)
        dialog.selection_changed.connect(self._draw)
        dialog.zoom_wanted.connect(self._preview.zoom)
        dialog.import_wanted.connect(lambda: self._do(self._import))
        dialog.cancel_wanted.connect(self._cancel)
        dialog.help_wanted.connect(lambda: show_manual(dialog, "import"))
        dialog.finished.connect(self._close)
        dialog.destroyed.connect(self._preview.clear)
        QgsProject.instance().cleared.connect(dialog.leave)

    # One thing in the background at a time

    def _do(self, work: Callable[[], None]) -> None:
        self._waiting.append(work)
        self._go_on()

    def _go_on(self) -> None:
        if self._task is None and self._waiting:
            self._waiting.pop(0)()

    def _start(self, title: str, work: Callable[..., Any], then: Callable[[Any], None]) -> None:
        def done(result: Any) -> None:
            self._task = None
            self._dialog.set_busy("")
            then(result)
            self._go_on()

        def failed(error: Exception) -> None:
            self._task = None
            self._dialog.set_busy("")
            if isinstance(error, Cancelled):
                self._waiting.clear()
            show_error(self._iface, error)
            self._go_on()

        self._dialog.set_busy(title)
        task = self._task = tasks.start(title, work, done, failed, project=QgsProject.instance())
        task.progressChanged.connect(
            lambda percent: self._dialog.set_busy(title, percent / 100) if self._task is task else None
        )

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _close(self) -> None:
        """Leave nothing on the map, and nothing running."""
        if self._task is not None:
            self._task.abandon()
        self._task, self._waiting = None, []
        self._preview.clear()

    # Read

    def _read(self, paths: Sequence[str]) -> None:
        from ..layers.project import ledger_layers
        from ..layers.reading import INTERVENTIONS
        from ..layers.snapshot import Snapshot

        wanted = {"townships", "tracks", *INTERVENTIONS}
        layers = {name: la for name, la in ledger_layers(self._path).items() if name in wanted}
        ground = Ground({name: Snapshot(layer) for name, layer in layers.items()})
        marks = frozenset(
            (each.taken.subject.sha256, getattr(each.taken.subject, "name", ""))
            for each in self._files.values()
        )
        title = QCoreApplication.translate("EcoLedger", "Reading field data…")
        mappings = settings.load().import_columns
        work = partial(read_files, [Path(path) for path in paths], ground, self._next, marks, mappings)
        self._start(title, work, self._take)

    def _take(self, result: tuple[Known, list[Judged], list[Fault]]) -> None:
        self._known, judged, faults = result
        self._faults += faults
        for each in judged:
            self._files[each.key] = each
            self._next = max(self._next, each.key + 1)
            self._choose_as_last_time(each)
        self._show()

    def _choose_as_last_time(self, judged: Judged) -> None:
        from ..core.intake import Choice

        last = settings.load()
        rows = {row.position: row for row in judged.taken.rows}
        target = self._words.targets.get(last.sketch_target)
        for item, _ in items_of(judged):
            row = rows.get(item)
            fits = target is not None and row is not None and target.evidence.value == kind_of(row)
            year = last.sketch_year or dt.date.today().year
            self._choices[judged.key, item] = Choice(
                target.id if fits else "", last.sketch_measure if fits else "", last.sketch_status, year
            )
            if judged.before is not None:
                self._untaken.add((judged.key, item))

    # Decide

    def _tick(self, keys: Sequence[Key], wanted: bool) -> None:
        (self._untaken.difference_update if wanted else self._untaken.update)(keys)
        self._show()

    def _choose(self, keys: Sequence[Key], name: str, value: Any) -> None:
        if name == "becomes":
            self._become(keys, "geometry", value)
            return
        for key in keys:
            self._choices[key] = replace(self._choices[key], **{name: value})
        if name in ("target", "measure", "status", "year"):
            settings.save(replace(settings.load(), **{f"sketch_{name}": value}))
        self._show()

    def _become(self, keys: Sequence[Key], name: str, value: Any) -> None:
        for file in dict.fromkeys(file for file, _ in keys):
            positions = [position for key, position in keys if key == file]
            self._again(file, lambda options, p=positions: with_wish(options, p, name, value))

    def _choose_guess(self, files: Sequence[int], id: str) -> None:
        for file in files:
            guess = next(g for g, _ in ranked(self._files[file].taken) if g.id == id)
            self._use(file, guess)

    def _use(self, file: int, guess: Guess) -> None:
        self._again(file, lambda options: replace(options, guess=guess))

    def _take_parameters(self, file: int, text: str) -> None:
        """Take a county's seven parameters for the old datum the file's reading is on."""
        guess = self._files[file].options.guess
        try:
            numbers = [float(word) for word in text.replace(",", " ").split()]
            self._use(file, guess.with_parameters(numbers))
        except ValueError:
            text = QCoreApplication.translate(
                "EcoLedger", "Seven numbers are wanted, with spaces between them."
            )
            self._iface.messageBar().pushMessage(text, Qgis.MessageLevel.Warning)
        except CrsError as error:
            show_error(self._iface, error)

    def _again(self, file: int, change: Callable[[IntakeOptions], IntakeOptions]) -> None:
        """Read one file in another way, in its turn."""

        def work() -> None:
            was = self._files.get(file)
            if was is not None:
                title = QCoreApplication.translate("EcoLedger", "Reading {file}…").format(file=was.name)
                self._start(title, partial(take_again, was, change(was.options), self._known), self._replace)

        self._do(work)

    def _replace(self, judged: Judged) -> None:
        if judged.key in self._files:
            self._files[judged.key] = replace(judged, mapping=self._files[judged.key].mapping)
        self._show()

    def _map_column(self, file: int, foreign: str, field: str, unit: str) -> None:
        """Let a column go elsewhere, and remember it for layers with the same columns."""
        from ..core.fielddata.mapping import source_key

        judged = self._files[file]
        mapping = judged.mapping.with_field(foreign, field, unit)
        self._files[file] = replace(judged, mapping=mapping)
        key = source_key(str(column.foreign) for column in mapping.columns)
        known = settings.load()
        kept = {k: v for k, v in remembered(known.import_columns).items() if k != key}
        kept = dict(list({**kept, key: mapping.to_dict()}.items())[-MOST_REMEMBERED:])
        settings.save(replace(known, import_columns=json.dumps(kept, ensure_ascii=False)))
        self._show()

    def _remove(self, files: Sequence[int]) -> None:
        for file in files:
            self._files.pop(file, None)
        self._choices = {key: c for key, c in self._choices.items() if key[0] in self._files}
        self._untaken = {key for key in self._untaken if key[0] in self._files}
        self._show()

    # Show

    def _rows(self) -> dict[Key, Row]:
        return {(f.key, row.position): row for f in self._files.values() for row in f.taken.rows}

    def _show(self) -> None:
        from ..dialogs.import_views import ImportView

        views = [self._words.file(each, self._choices, self._untaken) for each in self._files.values()]
        faults = [wording.fault_line(fault) for fault in self._faults]
        taken = sum(item.taken for view in views for item in view.items)
        summary = QCoreApplication.translate(
            "EcoLedger", "To be imported into {ledger}: {count} items"
        ).format(ledger=self._path.name, count=taken)
        self._dialog.show_view(
            ImportView(views, faults, self._words.why_not(views, self._rows()), summary if views else "")
        )

    def _draw(self) -> None:
        """Draw what is chosen: as it would be imported, and where its other readings put it."""
        chosen, files = set(self._dialog.chosen_items()), self._dialog.chosen_files()
        drawn: list[Drawn] = []
        for file in (self._files[key] for key in files if key in self._files):
            whole = {(file.key, row.position) for row in file.taken.rows} <= chosen
            for mark in (False, True):
                shapes = [
                    row.geometry
                    for row in file.taken.rows
                    if ((file.key, row.position) in chosen and not whole) == mark
                ]
                drawn += [Drawn(wkb, 0, mark) for wkb in _gathered(shapes)]
            for guess, rank in ranked(file.taken):
                if rank and guess.id in file.traces:
                    drawn += [Drawn(wkb, rank) for wkb in file.traces[guess.id]]
        self._preview.show(drawn)

    # Write

    def _import(self) -> None:
        from ..layers.importing import is_edited
        from ..layers.reading import INTERVENTIONS

        rows = self._rows()
        choices = {
            key: self._placed(key) for key in self._choices if key in rows and key not in self._untaken
        }
        edited = is_edited(self._path, dict.fromkeys([*INTERVENTIONS, "tracks"]))
        who = QgsApplication.userFullName() or QgsApplication.userLoginName()
        work = partial(
            write_files,
            self._path,
            list(self._files.values()),
            choices,
            who,
            self._words.vocabulary(),
            not edited,
        )
        title = QCoreApplication.translate("EcoLedger", "Importing field data…")
        self._start(title, work, partial(self._written, edited))

    def _placed(self, key: Key) -> Choice:
        """Return a choice with the township by place where none was chosen."""
        choice = self._choices[key]
        return replace(choice, township=choice.township or self._files[key[0]].towns.get(key[1]) or "")

    def _written(self, edited: bool, written: Written) -> None:
        from ..layers.importing import add_to_edits, reload

        title = QCoreApplication.translate("EcoLedger", "Import of field data")
        if edited and written.frames:
            try:
                add_to_edits(self._path, written.frames, title)
            except EcoLedgerError as error:
                show_error(self._iface, error)
                return
        elif written.frames:
            reload(self._path)
        tell_imported(self._iface, self._path, written, edited)
        self._faults = list(written.faults)
        self._remove(written.files)
        if not self._files:
            self._dialog.accept()


def _gathered(shapes: Sequence[Any]) -> list[bytes]:
    """Return geometries as few as possible: one of each kind, as WKB."""
    import shapely

    parts = shapely.get_parts(shapes) if len(shapes) else []
    found = []
    for dimension, gather in enumerate(
        (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
    ):
        own = [part for part in parts if shapely.get_dimensions(part) == dimension]
        if own:
            found.append(shapely.to_wkb(gather(own)))
    return found
