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
    keys = columns.required == _KEYS
    rows = _keys(document, text) if keys else _rows(document, path.stem, text)
    if rows is None:
        reason, name = f"[[{path.stem}]]", path.stem
        table.faults.append(fault("plan.bad_toml", path.name, 1, reason=reason, table=name))
    for line, entry in rows or ():
        _add_row(table, columns, line, entry)
    return table


def _keys(document: dict[str, Any], text: str) -> list[tuple[int, dict[str, Any]]]:
    """Return plain keys as rows of key and value, each with its line."""
    lines = (_lines_of(rf"\"?{re.escape(key)}\"?\s*=", text) for key in document)
    return [
        (next(iter(line), 1), dict(zip(_KEYS, entry, strict=True)))
        for line, entry in zip(lines, document.items(), strict=True)
    ]


def _rows(document: dict[str, Any], name: str, text: str) -> list[tuple[int, dict[str, Any]]] | None:
    """Return the rows under ``[[name]]``, each with the line of its header; None where there are none."""
    entries = document.get(name)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return None
    lines = _lines_of(rf"\[\[\s*\"?{name}\"?\s*\]\]", text)
    lines += [1] * (len(entries) - len(lines))  # rows written in one array have no header of their own
    return list(zip(lines, entries, strict=False))


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


def _add_row(table: Table, columns: Columns, line: int, entry: dict[str, Any]) -> None:
    def list_fault(id: str, **fields: Any) -> None:
        table.faults.append(fault(id, table.name, line, **fields))

    values = {column_name(key): text_of(value).strip() for key, value in entry.items()}
    for name in sorted(values.keys() - {*columns.known, *table.columns}):
        list_fault("plan.unknown_column", column=name, known=", ".join(columns.known))
    for name, value in entry.items():
        if isinstance(value, dict):
            list_fault("plan.bad_toml", reason=name, table=Path(table.name).stem)
    for name, text in values.items():
        if "\ufffd" in text:
            list_fault("plan.garbled", column=name, value=text[:40])
    table.columns = tuple(dict.fromkeys((*table.columns, *values)))
    table.rows.append((line, values))
