"""What the layers of a ledger are called where a user reads of them: as in the layer panel."""

from __future__ import annotations

from dataclasses import replace

from .. import wording
from ..core.errors import Fault
from .schema import tables


def table_title(table: str, language: str) -> str:
    """Return a table's name in a language (zh or en); what is no table of a ledger stays as it is."""
    return getattr(tables()[table], language) if table in tables() else table


def fault_line(fault: Fault) -> str:
    """Return a fault of a ledger in one line, as `wording.fault_line`, its layers called by their names."""
    language, fields = wording.language(), dict(fault.fields)
    if "layer" in fields:
        fields["layer"] = table_title(fields["layer"], language)
    return wording.fault_line(replace(fault, source=table_title(fault.source, language), fields=fields))
