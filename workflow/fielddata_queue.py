"""One thing in the background at a time, each in its turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject

from .. import tasks
from ..core.errors import Cancelled


class Queue(QObject):
    """Works wait until the one before is done; a cancelled one takes those that wait with it.

    Parameters
    ----------
    busy : callable
        Told what goes on and the share done; an empty text at the end.
    failed : callable
        Told what was raised.
    """

    def __init__(
        self, busy: Callable[[str, float], None], failed: Callable[[Exception], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._busy, self._failed = busy, failed
        self._task: tasks.CoreTask | None = None
        self._waiting: list[Callable[[], None]] = []

    def do(self, work: Callable[[], None]) -> None:
        """Call `work` in its turn; it may `start` one task."""
        self._waiting.append(work)
        self._go_on()

    def start(self, title: str, work: Callable[..., Any], then: Callable[[Any], None]) -> None:
        """Start a task; `then` is called with what it returns."""

        def done(result: Any) -> None:
            self._end()
            then(result)
            self._go_on()

        def failed(error: Exception) -> None:
            self._end()
            if isinstance(error, Cancelled):
                self._waiting.clear()
            self._failed(error)
            self._go_on()

        self._busy(title, 0.0)
        task = self._task = tasks.start(title, work, done, failed, project=QgsProject.instance())
        task.progressChanged.connect(
            lambda percent: self._busy(title, percent / 100) if self._task is task else None
        )

    def cancel(self) -> None:
        """Stop what goes on."""
        if self._task is not None:
            self._task.cancel()

    def abandon(self) -> None:
        """Leave nothing running: what it was for is gone."""
        if self._task is not None:
            self._task.abandon()
        self._task, self._waiting = None, []

    def _end(self) -> None:
        self._task = None
        self._busy("", 0.0)

    def _go_on(self) -> None:
        while self._task is None and self._waiting:
            self._waiting.pop(0)()
