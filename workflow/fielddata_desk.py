"""What happens between the import dialog and the ledger: files read in turn, decisions kept, rows written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject

from .. import settings
from ..core.errors import CrsError, EcoLedgerError
from .fielddata_batch import Batch
from .fielddata_columns import remember
from .fielddata_ground import Ground
from .fielddata_map import Preview, drawings
from .fielddata_queue import Queue
from .fielddata_read import Key, Read, read_files, take_again, with_wish
from .fielddata_tell import tell_imported
from .fielddata_views import Views
from .fielddata_words import Words
from .fielddata_write import Written, write_files
from .manual import show_manual
from .messages import show_error

if TYPE_CHECKING:
    from ..core.fielddata.doctor import Guess
    from ..core.intake import IntakeOptions
    from ..dialogs.import_dialog import ImportDialog

WISHES = {"becomes": "geometry", "segments": "segments", "lobes": "lobes", "width": "width"}


class FieldDataDesk(QObject):
    """Belongs to the window: keeps what was read and decided, and asks for what has to be done."""

    def __init__(self, iface: QgisInterface, dialog: ImportDialog, path: Path, words: Words) -> None:
        super().__init__(dialog)
        self._iface, self._dialog, self._path, self._words = iface, dialog, path, words
        self._preview = Preview(iface.mapCanvas(), self)
        self._queue = Queue(dialog.set_busy, partial(show_error, iface), self)
        self._batch = Batch(words.targets)
        self._views = Views(words, self._batch)
        self._connect()
        self._show()

    def _connect(self) -> None:
        dialog = self._dialog
        dialog.files_given.connect(lambda paths: self._queue.do(partial(self._read, paths)))
        dialog.files_removed.connect(self._remove)
        dialog.taken_changed.connect(self._tick)
        dialog.choice_changed.connect(self._choose)
        dialog.guess_chosen.connect(self._choose_guess)
        dialog.system_given.connect(self._choose_guess)
        dialog.order_changed.connect(self._change_order)
        dialog.parameters_given.connect(self._take_parameters)
        dialog.encoding_chosen.connect(self._choose_encoding)
        dialog.column_changed.connect(self._map_column)
        dialog.selection_changed.connect(self._draw)
        dialog.zoom_wanted.connect(self._preview.zoom)
        dialog.import_wanted.connect(lambda: self._queue.do(self._import))
        dialog.cancel_wanted.connect(self._queue.cancel)
        dialog.help_wanted.connect(lambda: show_manual(dialog, "import"))
        dialog.finished.connect(self._close)
        dialog.destroyed.connect(self._preview.clear)
        QgsProject.instance().cleared.connect(dialog.leave)

    def _close(self) -> None:
        """Leave nothing on the map, and nothing running."""
        self._queue.abandon()
        self._preview.clear()

    # Read

    def _read(self, paths: Sequence[str]) -> None:
        from ..layers.project import ledger_layers
        from ..layers.reading import INTERVENTIONS
        from ..layers.snapshot import Snapshot

        wanted = {"townships", "tracks", *INTERVENTIONS}
        layers = {name: la for name, la in ledger_layers(self._path).items() if name in wanted}
        ground = Ground({name: Snapshot(layer) for name, layer in layers.items()})
        work = partial(
            read_files,
            [Path(path) for path in paths],
            ground,
            self._batch.next_key,
            list(self._batch.files.values()),
            settings.load().import_columns,
        )
        self._queue.start(
            QCoreApplication.translate("EcoLedger", "Reading field data…"),
            work,
            partial(self._take, self._batch.add),
        )

    def _again(self, file: int, change: Callable[[IntakeOptions], IntakeOptions]) -> None:
        """Read one file in another way, in its turn."""

        def work() -> None:
            was = self._batch.files.get(file)
            if was is None:
                return
            title = QCoreApplication.translate("EcoLedger", "Reading {file}…").format(file=was.name)
            others, known = list(self._batch.files.values()), settings.load().import_columns
            again = partial(take_again, was, change(was.options), self._batch.known, others, known)
            self._queue.start(title, again, partial(self._take, self._batch.replace))

        self._queue.do(work)

    def _take(self, keep: Callable[[Read], None], read: Read) -> None:
        keep(read)
        self._show()

    # Decide

    def _tick(self, keys: Sequence[Key], wanted: bool) -> None:
        self._batch.tick(keys, wanted)
        self._show()

    def _choose(self, keys: Sequence[Key], name: str, value: Any) -> None:
        if name in WISHES:
            for file in dict.fromkeys(file for file, _ in keys):
                own = [position for key, position in keys if key == file]
                self._again(file, partial(with_wish, positions=own, name=WISHES[name], value=value))
            return
        self._batch.choose(keys, name, value)
        self._show()

    def _choose_guess(self, files: Sequence[int], id: str) -> None:
        from ..core.fielddata.doctor import Guess

        for file in files:
            guesses = (guess for guess, _ in self._batch.files[file].ranked())
            self._use(file, next((guess for guess in guesses if guess.id == id), None) or Guess.from_id(id))

    def _change_order(self, files: Sequence[int], swapped: bool) -> None:
        for file in files:
            ranked = sorted(self._batch.files[file].ranked(), key=lambda pair: pair[1])
            if ranked:
                self._use(file, replace(ranked[0][0], swapped=swapped, score=0.0, reasons=()))

    def _choose_encoding(self, files: Sequence[int], encoding: str) -> None:
        for file in files:
            self._again(file, partial(replace, encoding=encoding))

    def _use(self, file: int, guess: Guess) -> None:
        self._again(file, partial(replace, guess=guess))

    def _take_parameters(self, file: int, text: str) -> None:
        """Take a county's seven parameters for the old datum the file's reading is on."""
        guess = self._batch.files[file].options.guess
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

    def _map_column(self, file: int, foreign: str, field: str, unit: str) -> None:
        """Let a column go elsewhere, and remember it for layers with the same columns."""
        judged = self._batch.files[file]
        mapping = judged.mapping.with_field(foreign, field, unit)
        self._batch.files[file] = replace(judged, mapping=mapping)
        remember(mapping)
        self._show()

    def _remove(self, files: Sequence[int]) -> None:
        self._batch.remove(files)
        self._show()

    # Show

    def _show(self) -> None:
        self._dialog.show_view(self._views.view(self._path.name))

    def _draw(self) -> None:
        """Draw what is chosen: as it would be imported, and where its other readings put it."""
        files = [self._batch.files[key] for key in self._dialog.chosen_files() if key in self._batch.files]
        self._preview.show(list(drawings(files, set(self._dialog.chosen_items()))))

    # Write

    def _import(self) -> None:
        from ..layers.importing import is_edited
        from ..layers.reading import INTERVENTIONS

        edited = is_edited(self._path, dict.fromkeys([*INTERVENTIONS, "tracks"]))
        work = partial(
            write_files,
            self._path,
            list(self._batch.files.values()),
            self._batch.chosen(),
            QgsApplication.userFullName() or QgsApplication.userLoginName(),
            self._words.vocabulary(),
            not edited,
        )
        title = QCoreApplication.translate("EcoLedger", "Importing field data…")
        self._queue.start(title, work, partial(self._written, edited))

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
        self._batch.faults = list(written.faults)
        self._remove(written.files)
        if not self._batch.files:
            self._dialog.accept()
