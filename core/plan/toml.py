"""Read one table written in TOML into the rows a CSV table gives.

Each row stands under ``[[targets]]`` in ``targets.toml``; ``plan.toml`` holds plain keys. A TOML reader
is part of Python since 3.11.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from .cells import text_of
from .faults import fault
from .tables import Columns, Table, column_name, read_text

_AT_LINE = re.compile(r"at line (\d+)")
_KEYS = "key", "value"


def read_toml(path: Path, columns: Columns) -> Table:
    """Read the TOML file `path`; nothing is raised, faults are listed in the table.

    Parameters
    ----------
    path : Path
        The file; its stem is the table's name.
    columns : Columns
        What its rows may name. A column that must be there is asked for in every row.

    Examples
    --------
    >>> table = read_toml(Path("nowhere/targets.toml"), Columns(("id",)))
    >>> table.rows, [fault.id for fault in table.faults]
    ([], ['plan.missing_file'])
    """
    table = Table(path.name)
    text = read_text(path, table)
    document = None if text is None else _document(text, path, table)
    if document is None:
        return table
    if columns.required == _KEYS:
        entries = [dict(zip(_KEYS, entry, strict=True)) for entry in document.items()]
        lines = [_line_of(rf"\"?{re.escape(key)}\"?\s*=", text) for key in document]
    else:
        entries = document.get(path.stem)
        lines = _lines_of(rf"\[\[\s*\"?{path.stem}\"?\s*\]\]", text)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        reason = f"[[{path.stem}]]"
        table.faults.append(fault("plan.bad_toml", path.name, 1, reason=reason, table=path.stem))
        return table
    lines += [1] * (len(entries) - len(lines))  # rows written in one array have no header of their own
    for line, entry in zip(lines, entries, strict=False):
        _add_row(table, columns, line, entry)
    return table


def _document(text: str, path: Path, table: Table) -> dict[str, Any] | None:
    try:
        import tomllib
    except ImportError:
        version = ".".join(map(str, sys.version_info[:2]))
        table.faults.append(fault("plan.no_toml", path.name, version=version, file=f"{path.stem}.csv"))
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        table.faults.append(fault("plan.bad_toml", path.name, line, reason=str(error), table=path.stem))
        return None


def _lines_of(pattern: str, text: str) -> list[int]:
    """Return the line numbers that begin with `pattern`.

    Examples
    --------
    >>> _lines_of("b", "a\\nb\\n  b")
    [2, 3]
    """
    return [text.count("\n", 0, m.end()) + 1 for m in re.finditer(rf"^[ \t]*{pattern}", text, re.MULTILINE)]


def _line_of(pattern: str, text: str) -> int:
    return next(iter(_lines_of(pattern, text)), 1)


def _add_row(table: Table, columns: Columns, line: int, entry: dict[str, Any]) -> None:
    values = {}
    for key, value in entry.items():
        name, text = column_name(key), text_of(value)
        if name not in columns.known and name not in table.columns:
            known = ", ".join(columns.known)
            table.faults.append(fault("plan.unknown_column", table.name, line, column=name, known=known))
        if isinstance(value, dict):
            table.faults.append(
                fault("plan.bad_toml", table.name, line, reason=key, table=Path(table.name).stem)
            )
        if "\ufffd" in text:
            table.faults.append(fault("plan.garbled", table.name, line, column=name, value=text[:40]))
        table.columns = tuple(dict.fromkeys((*table.columns, name)))
        values[name] = text.strip()
    table.rows.append((line, values))
