"""One wish, one step to undo, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsVectorLayer


@contextmanager
def one_step(layer: QgsVectorLayer, text: str) -> Iterator[None]:
    """Gather what is done to a layer that is being edited into one step; an exception takes it all back.

    Parameters
    ----------
    text : str
        The step's name in the list of what can be undone.
    """
    layer.beginEditCommand(text)
    try:
        yield
    except BaseException:
        layer.destroyEditCommand()
        raise
    layer.endEditCommand()
