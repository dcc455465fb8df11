"""Ctrl+C where a table has the keyboard: else it is QGIS' own, for features."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QWidget


class CopyKey(QObject):
    """Calls `copy` for a view; belongs to it and goes with it."""

    def __init__(self, view: QWidget, copy: Callable[[], None]) -> None:
        super().__init__(view)
        self._copy = copy
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key before QGIS' shortcut does."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            if not event.matches(QKeySequence.StandardKey.Copy):
                return False
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._copy()
            return True
        return super().eventFilter(watched, event)
