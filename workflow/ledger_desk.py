"""What the docks that read the watched ledger have in common: begun, read in the background, left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject
from qgis.PyQt.QtWidgets import QDockWidget

from .. import tasks, wording
from ..core.errors import Cancelled, EcoLedgerError
from .layers import add_layers
from .manual import show_manual
from .messages import show_error
from .watched_ledger import LedgerOfDock, watched_ledger


class LedgerDesk(QObject):
    """Belongs to a dock and goes with it; what it holds is of one ledger at one moment.

    A subclass says what is read (`_reading`), takes it (`_take`), and lets go of it (`_forget`). It sets
    itself up, then calls `_begin`. The dock has `show_nothing`, `show_progress`, and the signals
    `open_wanted` and `help_wanted`. Connect to slots of this object only: Qt takes those connections back
    when it goes.
    """

    def __init__(self, iface: QgisInterface, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._iface, self._dock, self._ledger = iface, dock, watched_ledger(iface)
        self._task: tasks.CoreTask | None = None
        dock.open_wanted.connect(self._open)
        dock.help_wanted.connect(self._help)
        self._ledger.replaced.connect(self._begin)
        LedgerOfDock(self._ledger, dock)

    # What a subclass says

    @property
    def _ready(self) -> bool:
        """Whether what was read of the ledger is there."""
        raise NotImplementedError

    def _reading(self, path: Path) -> tuple[str, Callable[..., Any]]:
        """Return what the reading of a ledger is called, with its {name}, and the function of the task."""
        raise NotImplementedError

    def _take(self, read: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def _forget(self) -> None:
        """Let go of what was read: it is of another ledger."""
        raise NotImplementedError

    def _what_for(self) -> str:
        """Say what a ledger is opened for, where there is none."""
        raise NotImplementedError

    def _page(self) -> str:
        """Return the page of the manual."""
        raise NotImplementedError

    def _not_read(self, text: str) -> None:
        """Show why nothing could be read; what was read before is not there either."""
        self._dock.show_nothing(text, may_open=True)

    # What is the same for all

    def refresh(self) -> None:
        """Read the ledger in the background; what is shown stays until then."""
        if self._ledger.path is None:
            return
        self._abandon()
        title, work = self._reading(self._ledger.path)
        title = title.format(name=self._ledger.name())
        if not self._ready:
            self._dock.show_nothing(title, may_open=False)
        self._task = tasks.start(title, work, self._taken, self._failed, project=QgsProject.instance())
        self._task.progressChanged.connect(self._dock.show_progress)
        self._dock.show_progress(0.0)

    def cancel(self) -> None:
        """Stop reading; what was shown stays."""
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        """Read the ledger that is watched now, or say that there is none."""
        self._abandon()
        self._forget()
        self._dock.show_progress(None)
        if self._ledger.path is not None:
            self.refresh()
            return
        problem = QCoreApplication.translate("EcoLedger", "There is no ledger in the project.")
        self._dock.show_nothing(f"{problem}\n{self._what_for()}", may_open=True)

    def _abandon(self) -> None:
        if self._task is not None:
            self._task.abandon()
            self._task = None

    def _taken(self, read: Any) -> None:
        self._task = None
        self._dock.show_progress(None)
        self._take(read)

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._dock.show_progress(None)
        if not self._ready:
            self._not_read(wording.error_lines(error) if isinstance(error, EcoLedgerError) else "")
        if not isinstance(error, Cancelled):
            show_error(self._iface, error)

    def _open(self) -> None:
        add_layers(self._iface)

    def _help(self) -> None:
        show_manual(self._iface.mainWindow(), self._page())
