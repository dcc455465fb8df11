"""Read one CSV table as offices really save it, and list everything wrong with the file.

UTF-8 with or without BOM; comma, semicolon or tab, found from the header; ``sep=;`` lines of Excel;
empty rows and columns at the end are skipped. Any other encoding is named, never guessed.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import Fault
from .faults import ERROR, fault
from .file_faults import FILE_FAULTS

MAX_MB = 20
DELIMITERS = (",", ";", "\t")
BAD = "\0"  # stands for a cell that was already listed as junk, so that one cell is one fault
_SEP_LINE = re.compile(r'^"?sep=(.)"?\r?\n')
_FORMULA = re.compile(r"^(=|@|[+-][A-Za-z]+\(|#(REF|NAME|VALUE|N/A|NUM|NULL|DIV/0|SPILL|CALC)[!?]?|#{3,}$)")


@dataclass(frozen=True)
class Columns:
    """The columns a table must have and those it may have.

    Examples
    --------
    >>> Columns(("id",), ("note",)).known
    ('id', 'note')
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        return self.required + self.optional


@dataclass
class Table:
    """Rows of a table with the line each begins on, and what is wrong with the file."""

    name: str
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    columns: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the whole file could be read: only then is it known what it does not hold."""
        return not any(f.id in FILE_FAULTS and f.severity == ERROR for f in self.faults)


def read_table(path: Path, columns: Columns) -> Table:
    """Read the CSV file `path`; nothing is raised, faults are listed in the table.

    Parameters
    ----------
    path : Path
        The file.
    columns : Columns
        What its header must and may name.

    Examples
    --------
    >>> table = read_table(Path("nowhere/targets.csv"), Columns(("id",)))
    >>> table.rows, [fault.id for fault in table.faults]
    ([], ['plan.missing_file'])
    """
    table = Table(path.name)
    text = read_text(path, table)
    if text is None:
        return table
    first, delimiter, body = _delimiter(text, columns)
    records = _records(body, delimiter, first, table)
    line, header = next(records, (first, []))
    names = _header(header, line, columns, table)
    if any(f.severity == "error" for f in table.faults):
        return table
    for line, cells in records:
        _add_row(table, names, line, cells)
    return table


def _bytes(path: Path, table: Table) -> bytes | None:
    if not path.exists():
        table.faults.append(fault("plan.missing_file", path.name, file=path.name))
        return None
    try:
        with path.open("rb") as file:
            data = file.read(MAX_MB * 1_000_000 + 1)
    except OSError as error:
        table.faults.append(fault("plan.unreadable_file", path.name, reason=error.strerror or str(error)))
        return None
    if len(data) > MAX_MB * 1_000_000:
        table.faults.append(fault("plan.too_large", path.name, limit=MAX_MB))
        return None
    return data


def read_text(path: Path, table: Table) -> str | None:
    """Return the UTF-8 text of a file, None where it has none; what is wrong is listed in `table`.

    Examples
    --------
    >>> read_text(Path("nowhere/targets.csv"), Table("targets.csv")) is None
    True
    """
    data = _bytes(path, table)
    if data is None:
        return None
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        table.faults.append(fault("plan.workbook", path.name))
        return None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        table.faults.append(fault("plan.encoding", path.name, 1, encoding="UTF-16"))
        return None
    if (at := data.find(b"\0")) >= 0:
        table.faults.append(fault("plan.nul_bytes", path.name, data.count(b"\n", 0, at) + 1))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        table.faults.append(fault("plan.encoding", path.name, line, encoding=_encoding_like(data)))
        return None


def _encoding_like(data: bytes) -> str:
    """Return the name of the encoding `data` was probably saved in.

    Examples
    --------
    >>> _encoding_like("精准灭荒".encode("gbk")), _encoding_like(b"\\xff\\xff")
    ('GBK (ANSI)', '?')
    """
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "?"
    return "GBK (ANSI)"


def _delimiter(text: str, columns: Columns) -> tuple[int, str, str]:
    """Return the header's line number, the delimiter, and the text from the header on."""
    if told := _SEP_LINE.match(text):
        return 2, told[1], text[told.end() :]
    header = text.split("\n", 1)[0]

    def recognised(delimiter: str) -> int:
        return sum(column_name(cell) in columns.known for cell in header.split(delimiter))

    return 1, max(DELIMITERS, key=recognised), text


def _records(text: str, delimiter: str, first: int, table: Table) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = first + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            table.faults.append(fault("plan.bad_quotes", table.name, line, reason=str(error)))
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def column_name(cell: str) -> str:
    """Return a header cell as the name of a column.

    Examples
    --------
    >>> column_name(' "Name ZH" '), column_name("ＩＤ")
    ('name_zh', 'id')
    """
    plain = unicodedata.normalize("NFKC", cell).strip().strip('"').strip().casefold()
    return re.sub(r"\s+", "_", plain)


def _header(cells: Sequence[str], line: int, columns: Columns, table: Table) -> list[str]:
    names = [column_name(cell) for cell in cells]
    table.columns = tuple(name for name in names if name)
    if not table.columns and not table.faults:
        table.faults.append(fault("plan.empty_table", table.name))
        return names
    for name in dict.fromkeys(table.columns):
        if names.count(name) > 1:
            table.faults.append(fault("plan.duplicate_column", table.name, line, column=name))
        if name not in columns.known:
            known = ", ".join(columns.known)
            table.faults.append(fault("plan.unknown_column", table.name, line, column=name, known=known))
    for name in columns.required:
        if name not in names:
            table.faults.append(fault("plan.missing_column", table.name, line, column=name))
    return names


def _add_row(table: Table, names: Sequence[str], line: int, cells: Sequence[str]) -> None:
    unnamed = [cell for name, cell in zip(names, cells, strict=False) if not name] + list(cells[len(names) :])
    for cell in unnamed:
        if cell.strip():
            table.faults.append(fault("plan.extra_cells", table.name, line, value=cell.strip()[:40]))
    values = {}
    for name, cell in zip(names, cells, strict=False):
        junk = _junk(cell.strip())
        if junk and name:
            table.faults.append(fault(junk, table.name, line, column=name, value=cell.strip()[:40]))
        values[name] = BAD if junk else _cell(cell)
    values.pop("", None)
    table.rows.append((line, values))


def _junk(text: str) -> str:
    """Return the id of what makes a cell unreadable, or nothing.

    Examples
    --------
    >>> _junk("=B2*3"), _junk("#REF!"), _junk("\ufffd\ufffd"), _junk("'=B2"), _junk("-3")
    ('plan.formula', 'plan.formula', 'plan.garbled', '', '')
    """
    if "\ufffd" in text:
        return "plan.garbled"
    return "plan.formula" if _FORMULA.match(text) else ""


def _cell(text: str) -> str:
    """Return a cell's text without outer spaces and without the ' that makes Excel keep a text.

    Examples
    --------
    >>> _cell(" 城关镇\u3000"), _cell("'420304101"), _cell("'=A1")
    ('城关镇', '420304101', '=A1')
    """
    text = text.strip()
    return text[1:] if re.match(r"^'[-+=@\d]", text) else text
