"""Write a text file so that it is whole or not there, and what all writers of field data check."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO
from uuid import uuid4
from xml.sax.saxutils import escape

import numpy as np

from ..words import QT_TRANSLATE_NOOP
from .faults import ERROR, Table, refuse
from .model import Item

FAULTS: Table = {
    "fielddata.unwritable": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file cannot be written: {reason}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Close it in other programs, or choose another folder."),
    ),
    "fielddata.no_degrees": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "{name} is not in degrees of longitude and latitude: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Bring the layer to EPSG:4326 before exporting it."),
    ),
}

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


@contextmanager
def replacing(path: Path, encoding: str = "utf-8", newline: str = "\n") -> Iterator[TextIO]:
    """Open a temporary file beside `path` that takes its place when all is written.

    Raises
    ------
    FieldDataError
        The folder is not there or read-only, the disk is full, the file is open in another program.
    """
    part = path.with_name(f".{uuid4().hex}.part")  # not tempfile: nobody else could read its files
    try:
        with part.open("x", encoding=encoding, newline=newline) as file:
            yield file
        os.replace(part, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise refuse("fielddata.unwritable", path.name, table=FAULTS, reason=reason) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def xml_text(text: str) -> str:
    """Return a text for XML: escaped, without what XML cannot hold.

    Examples
    --------
    >>> xml_text("A & <B>\\x00")
    'A &amp; &lt;B&gt;'
    """
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;"})


def check_degrees(items: Iterable[Item], path: Path) -> None:
    """Refuse items that are not in degrees; GPX and KML know nothing else."""
    for item in items:
        for part in (p for outer in item.parts for p in (outer, *outer.holes)):
            off = ~((np.abs(part.xy) <= (180.0, 90.0)).all(axis=1))
            if off.any():
                x, y = part.xy[off][0]
                name = item.name or path.name
                raise refuse("fielddata.no_degrees", path.name, table=FAULTS, name=name, value=f"{x}, {y}")


def closed(xy: np.ndarray) -> np.ndarray:
    """Return a ring whose last position repeats its first."""
    return xy if len(xy) and (xy[0] == xy[-1]).all() else np.vstack([xy, xy[:1]])
