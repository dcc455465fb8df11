"""Field data in: one reader per format, GPS handhelds, phone apps and land bureaus alike.

`read` finds the format by the file's content, then by its name, and hands the file to its reader. Nothing is
guessed about datum, zone or axis order here: that is the doctor's.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from .model import FieldFile, Item, Limits, Part, Source, open_source
from .sniff import head_text, root_element, sniff

__all__ = ["READERS", "FieldFile", "Item", "Limits", "Part", "Source", "read", "sniff"]

READERS = {
    "gpx": "gpx",
    "kml": "kml",
    "kmz": "kmz",
    "tcx": "tcx",
    "nmea": "nmea",
    "fit": "fit",
    "geojson": "geojson",
    "csv": "csv",
    "ovjsn": "ovjsn",
    "txt": "landtxt",
}
"""Format → module of this package with ``read(source: Source) -> FieldFile``; imported when first needed."""


_BLANK = b"\0 \t\r\n"


def read(path: Path | str, *, encoding: str | None = None, limits: Limits = Limits()) -> FieldFile:  # noqa: B008
    """Read a file of field data; coordinates as written, x before y.

    Parameters
    ----------
    path : path
    encoding : str, optional
        Of the text, where the user knows better than the file; None: find out.
    limits : Limits
        What the file may cost.

    Raises
    ------
    FieldDataError
        Nothing of the file can be read: its `fault` says why. What is wrong with a part of it is listed in
        the result's ``faults``.
    """
    source = open_source(path, encoding=encoding, limits=limits)
    return read_source(source)


def read_source(source: Source) -> FieldFile:
    """Read what is in memory already, such as an entry of an archive."""
    if not source.data[:4096].strip(_BLANK) and not source.data.strip(_BLANK):
        raise source.refusal("fielddata.empty")
    format = sniff(source.data, source.path.name)
    if format == "xml" and "<!DOCTYPE" in head_text(source.data):
        raise source.refusal("fielddata.xml_doctype")
    if format == "xml":
        raise source.refusal("fielddata.xml_root", root=root_element(source.data) or "–")
    if format is None or format not in READERS:
        raise source.refusal("fielddata.unknown_format")
    return import_module(f".{READERS[format]}", __name__).read(source)
