"""What can go wrong, on one screen.

::

    EcoLedgerError                problem, detail, suggestion: the last is never empty
    ├── DataError                 the user's own file, layer or value
    │   ├── PlanError             a plan folder; carries every Fault found at once
    │   ├── CrsError              a coordinate system that cannot be measured
    │   ├── FieldDataError        a file of field data that cannot be read at all; carries its Fault
    │   └── LedgerFileError       the GeoPackage: damaged, newer, locked, read-only, full
    ├── MissingLibrary            a package the machine does not have
    └── Cancelled                 the user stopped it; nothing was written

An error stops the wish. What is wrong with one feature, row or line is a `Fault`: it is listed, the
rest goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one place of the user's data.

    Parameters
    ----------
    id : str
        Stable and untranslated, such as ``"plan.unknown_unit"``; the same in tables and the manual.
    problem, suggestion : str
        Templates marked for translation; `fields` fills them.
    fields : mapping
        Values of the templates' named fields.
    source : str
        The user's file or layer.
    line, fid : int, optional
        Line of the file (1-based), feature id of the layer.
    uuid : str, optional
        The feature's uuid.
    severity : str
        ``"error"``, or ``"warning"`` for what is shown and stops nothing.

    Examples
    --------
    >>> fault = Fault("plan.negative", "{name} is negative: {value}", "Write a positive number.",
    ...               {"name": "amount", "value": -3}, source="targets.csv", line=4)
    >>> str(fault)
    'targets.csv:4: amount is negative: -3. Write a positive number.'
    """

    id: str
    problem: str
    suggestion: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    line: int | None = None
    fid: int | None = None
    uuid: str | None = None
    severity: str = "error"

    def __str__(self) -> str:
        place = self.source
        if self.line is not None:
            place = f"{place}:{self.line}"
        if self.fid is not None:
            place = f"{place} FID {self.fid}"
        sentence = f"{self.problem.format(**self.fields)}. {self.suggestion.format(**self.fields)}"
        return f"{place}: {sentence}" if place else sentence


class EcoLedgerError(Exception):
    """A wish that could not be carried out.

    Parameters
    ----------
    problem, suggestion : str
        Templates marked for translation. The suggestion is required.
    detail : str, optional
        A third template: what was seen, which file, which value.
    **fields
        Values of the templates' named fields.

    Examples
    --------
    >>> error = EcoLedgerError("{file} cannot be read", "Close it in Excel and try again.", file="a.csv")
    >>> str(error)
    'a.csv cannot be read. Close it in Excel and try again.'
    """

    def __init__(self, problem: str, suggestion: str, *, detail: str = "", **fields: Any) -> None:
        if not suggestion:
            raise ValueError("an EcoLedgerError needs a suggestion")
        self.problem, self.suggestion, self.detail, self.fields = problem, suggestion, detail, fields
        super().__init__(problem)

    def sentences(self) -> list[str]:
        """Return problem, detail and suggestion in English, the empty ones left out."""
        return [t.format(**self.fields) for t in (self.problem, self.detail, self.suggestion) if t]

    def __str__(self) -> str:
        *body, suggestion = self.sentences()
        return f"{'. '.join(body)}. {suggestion}"


class DataError(EcoLedgerError):
    """The user's own file, layer or value cannot be used."""


class PlanError(DataError):
    """A plan folder with faults; `faults` lists all of them."""

    def __init__(self, problem: str, suggestion: str, *, faults: Sequence[Fault] = (), **fields: Any) -> None:
        super().__init__(problem, suggestion, **fields)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {fault}" for fault in self.faults)])


class CrsError(DataError):
    """Coordinates that cannot be measured: no CRS, or a datum without a known shift."""


class FieldDataError(DataError):
    """A file of field data that cannot be read at all; `fault` is the same as an entry of a list."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.problem, fault.suggestion, **fault.fields)
        self.fault = fault

    def __str__(self) -> str:
        return str(self.fault)


class LedgerFileError(DataError):
    """The ledger file is damaged, of a newer schema, locked, read-only, or its disk is full."""


class MissingLibrary(EcoLedgerError):  # noqa: N818 - says what it is
    """A package the machine does not have."""


class Cancelled(EcoLedgerError):  # noqa: N818 - says what it is
    """The user stopped the run; nothing was written."""
