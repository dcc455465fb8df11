"""Run a core function in the background: report, cancel, hand back.

The function gets values, never layers, and is told nothing of QGIS. What it returns or raises is handed
over in the main thread; once the project it was started for is closed, nothing is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsApplication, QgsProject, QgsTask, QgsTaskManager

from . import dependencies
from .core.errors import Cancelled
from .core.words import QT_TRANSLATE_NOOP

_CANCELLED = (
    QT_TRANSLATE_NOOP("EcoLedger", "The run was cancelled; nothing was changed"),
    QT_TRANSLATE_NOOP("EcoLedger", "Start it again when you are ready."),
)

_running: set[CoreTask] = set()  # QGIS does not keep the Python half of a task alive


class CoreTask(QgsTask):
    """A task around one function of core; made by `start`."""

    def __init__(
        self,
        title: str,
        function: Callable[..., Any],
        then: Callable[[Any], None],
        otherwise: Callable[[Exception], None],
    ) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._function, self._then, self._otherwise = function, then, otherwise
        self._result: Any = None
        self._error: Exception | None = None
        self._orphaned = False

    def run(self) -> bool:
        """Do the work (in a worker thread)."""
        try:
            dependencies.load()
            with dependencies.no_collection():
                self._result = self._function(step=self._step)
        except Exception as error:  # whatever it is, the main thread must hear of it
            self._error = error
        return self._error is None

    def finished(self, well: bool) -> None:
        """Hand over what came of it (in the main thread)."""
        _running.discard(self)
        if self._orphaned:
            return
        if well:
            self._then(self._result)
        else:
            self._otherwise(self._error or Cancelled(*_CANCELLED))  # no error: cancelled before it began

    def abandon(self) -> None:
        """Cancel, and hand nothing over any more: what it was for is gone."""
        self._orphaned = True
        self.cancel()

    def _step(self, share: float) -> None:
        if self.isCanceled():
            raise Cancelled(*_CANCELLED)
        self.setProgress(100 * share)


def start(
    title: str,
    function: Callable[..., Any],
    then: Callable[[Any], None],
    otherwise: Callable[[Exception], None],
    *,
    project: QgsProject,
    manager: QgsTaskManager | None = None,
) -> CoreTask:
    """Run ``function(step=…)`` in the background.

    Parameters
    ----------
    title : str
        What the user reads in the task list.
    function : callable
        Its arguments bound (`functools.partial`); it calls `step` with the share done, which raises
        `Cancelled` where the user stopped the task.
    then, otherwise : callable
        Given the result, or the exception (a `Cancelled` too), in the main thread.
    project : QgsProject
        When it is closed or replaced, the task is cancelled and neither of the two is called.
    manager : QgsTaskManager, optional
        QGIS' own where None.
    """
    task = CoreTask(title, function, then, otherwise)
    project.cleared.connect(task.abandon)
    _running.add(task)
    (manager or QgsApplication.taskManager()).addTask(task)
    return task


def abandon_all() -> None:
    """Cancel every task and hand nothing over: the plugin goes down."""
    for task in tuple(_running):
        task.abandon()
