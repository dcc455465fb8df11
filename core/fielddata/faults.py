"""Faults of field data: what all readers share, how they are collected, how a whole file is refused.

An id is never translated and never reused. A format's own faults stand in its module as a table of the same
form, given to `Findings.add` through `Findings.know`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import Fault, FieldDataError
from ..words import QT_TRANSLATE_NOOP

ERROR, WARNING = "error", "warning"

Table = Mapping[str, tuple[str, str, str]]  # id → severity, problem, suggestion

FAULTS: Table = {
    # the whole file
    "fielddata.unreadable": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file cannot be opened: {reason}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Close it in other programs and check that you may read it."),
    ),
    "fielddata.too_large": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file is larger than {limit} MB"),
        QT_TRANSLATE_NOOP("EcoLedger", "Split it, or check that it is the right file."),
    ),
    "fielddata.empty": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file is empty"),
        QT_TRANSLATE_NOOP("EcoLedger", "Copy it from the device again."),
    ),
    "fielddata.unknown_format": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file is of no known field data format"),
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "Export the data as GPX, KML, KMZ, TCX, FIT, NMEA, GeoJSON, CSV, ovjsn or land-bureau TXT.",
        ),
    ),
    "fielddata.no_points": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The file holds no coordinates"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Check on the device that something was recorded, and export it again."
        ),
    ),
    "fielddata.nothing_whole": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file breaks off before a single position was whole"),
        QT_TRANSLATE_NOOP("EcoLedger", "Copy it from the device again."),
    ),
    "fielddata.too_many_points": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file holds more than {limit} positions"),
        QT_TRANSLATE_NOOP("EcoLedger", "Split it, or check that it is the right file."),
    ),
    "fielddata.too_many_items": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file holds more than {limit} tracks, shapes or points"),
        QT_TRANSLATE_NOOP("EcoLedger", "Split it, or check that it is the right file."),
    ),
    "fielddata.too_deep": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The file nests more than {limit} levels"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Check that it is the right file; export it again with fewer folders."
        ),
    ),
    # the text
    "fielddata.encoding_unknown": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "There is no encoding called {encoding}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Choose the encoding yourself: UTF-8 or GBK for most files."),
    ),
    "fielddata.encoding_wrong": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The file says it is {declared}, but its text is {encoding}"),
        QT_TRANSLATE_NOOP("EcoLedger", "It was read as {encoding}; check the names."),
    ),
    "fielddata.undecodable": (
        WARNING,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "Bytes that are no text in {encoding}: {count}; names are garbled there"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Choose another encoding, or correct the names after the import."),
    ),
    "fielddata.control_characters": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Control characters left out: {count}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check the names and numbers near this line."),
    ),
    "fielddata.truncated": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The file breaks off here; what was whole before was read"),
        QT_TRANSLATE_NOOP("EcoLedger", "Copy it from the device again if something is missing."),
    ),
    "fielddata.damaged": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "The file is damaged here ({reason}); what was whole before was read"),
        QT_TRANSLATE_NOOP("EcoLedger", "Copy it from the device again if something is missing."),
    ),
    # values
    "fielddata.bad_coordinates": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "A position was left out, its coordinates cannot be read: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Correct it in the file, or check the shape on the map."),
    ),
    "fielddata.bad_number": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "{what} is no number: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "The position was kept without it."),
    ),
    "fielddata.bad_time": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "A time cannot be read: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "The position was kept without its time."),
    ),
    "fielddata.no_zone": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "Times say no time zone; they were taken for UTC"),
        QT_TRANSLATE_NOOP("EcoLedger", "If the device wrote local time, shift the times after the import."),
    ),
    # XML
    "fielddata.xml_doctype": (
        ERROR,
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The file declares a document type (DTD), which field data never needs"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Do not trust the file; export the data from the device again."),
    ),
    "fielddata.xml_root": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "The XML file is no GPX, KML or TCX: its outermost element is {root}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Export the data as GPX or KML."),
    ),
    "fielddata.xml_attributes": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "An element has more than {limit} attributes"),
        QT_TRANSLATE_NOOP("EcoLedger", "Do not trust the file; export the data from the device again."),
    ),
    "fielddata.xml_token": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "A tag or comment is larger than {limit} MB"),
        QT_TRANSLATE_NOOP("EcoLedger", "Do not trust the file; export the data from the device again."),
    ),
    "fielddata.xml_ampersand": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "A bare & was read as written: {value}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check the name; in XML it has to be written &amp;."),
    ),
    "fielddata.more": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "More places with the same fault, {id}: {count}"),
        QT_TRANSLATE_NOOP("EcoLedger", "Look at those that are listed; the rest are alike."),
    ),
}

LISTED = 20  # places listed of one and the same fault; the others are counted


class Findings:
    """Collect the faults of one file while it is read; of one id only the first `LISTED` places.

    Examples
    --------
    >>> findings = Findings()
    >>> for line in range(1, 1001):
    ...     findings.add("fielddata.bad_time", line=line, value="yesterday")
    >>> faults = findings.listed("a.gpx")
    >>> len(faults), faults[-1].fields["count"]
    (21, 980)
    """

    def __init__(self) -> None:
        self._table: dict[str, tuple[str, str, str]] = dict(FAULTS)
        self._found: list[tuple[str, int | None, dict[str, Any]]] = []
        self._counts: dict[str, int] = {}

    def know(self, table: Table) -> None:
        """Learn the faults of one format."""
        self._table.update(table)

    def refusal(self, id: str, source: str, line: int | None = None, **fields: Any) -> FieldDataError:
        """Return the error that a whole file cannot be read, see `refuse`; the id must be known."""
        return refuse(id, source, line=line, table=self._table, **fields)

    def add(self, id: str, *, line: int | None = None, **fields: Any) -> None:
        """List one place where `id` was found; the id must be known.

        Parameters
        ----------
        line : int, optional
            Line of the file (1-based).
        **fields
            Values of the templates' named fields. Texts of the file are shortened.
        """
        count = self._counts[id] = self._counts.get(id, 0) + 1
        if count <= LISTED:
            self._table[id]  # an unknown id is a mistake of the reader: it shows where it is made
            self._found.append((id, line, {name: short(value) for name, value in fields.items()}))

    def add_once(self, id: str, *, line: int | None = None, **fields: Any) -> None:
        """List `id` unless it has been: for what holds of the whole file."""
        if id not in self._counts:
            self.add(id, line=line, **fields)

    def line_of(self, *ids: str) -> int | None:
        """Return the line where one of `ids` was found last; None where it was not."""
        return next((line for id, line, _ in reversed(self._found) if id in ids), None)

    def copy(self) -> Findings:
        """Return findings that begin with these and grow apart from them."""
        twin = Findings()
        twin._table, twin._found, twin._counts = dict(self._table), list(self._found), dict(self._counts)
        return twin

    def listed(self, source: str) -> tuple[Fault, ...]:
        """Return the faults in the order found, and how many more there were of each kind."""
        faults = [_fault(self._table, id, source, line, fields) for id, line, fields in self._found]
        for id, count in self._counts.items():
            if count > LISTED:
                faults.append(
                    _fault(FAULTS, "fielddata.more", source, None, {"id": id, "count": count - LISTED})
                )
        return tuple(faults)


def refuse(
    id: str, source: str, *, line: int | None = None, table: Table = FAULTS, **fields: Any
) -> FieldDataError:
    """Return the error that a whole file cannot be read, with its fault; for the caller to raise.

    Examples
    --------
    >>> refuse("fielddata.too_large", "a.gpx", limit=512).fault.id
    'fielddata.too_large'
    """
    return FieldDataError(
        _fault(table, id, source, line, {name: short(value) for name, value in fields.items()})
    )


def short(value: Any, length: int = 80) -> Any:
    """Return a text of the file as one line that fits a table; other values as they are."""
    if not isinstance(value, str):
        return value
    value = " ".join(value[: 4 * length].split())
    return value if len(value) <= length else value[: length - 1] + "…"


def _fault(table: Table, id: str, source: str, line: int | None, fields: Mapping[str, Any]) -> Fault:
    severity, problem, suggestion = table[id]
    return Fault(id, problem, suggestion, fields, source, line, severity=severity)
