"""Which files of a folder are field data: those with companions count once, what is none is left alone."""

from __future__ import annotations

from pathlib import Path

from ..fielddata.sniff import HEAD, sniff
from ..fielddata.vector_files import is_vector_file

MOST = 5000  # files of one folder
_ASIDE = {
    ".prj",
    ".cpg",
    ".shx",
    ".sbn",
    ".sbx",
    ".qpj",
    ".qmd",
    ".cst",
    ".xml",
    ".ind",
    ".dat",
    ".id",
    ".map",
}


def files_in(path: Path) -> list[Path]:
    """Return the files to read of a file or folder, sorted by name; hidden ones are left out.

    A file the user named is returned whatever it is: what is wrong with it is told when it is read.

    Examples
    --------
    >>> files_in(Path("a.gpx"))
    [PosixPath('a.gpx')]
    """
    if not path.is_dir() or path.suffix.lower() == ".gdb":
        return [path]
    return list(_below(path))[:MOST]


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir() and entry.suffix.lower() != ".gdb":
            found += _below(entry)
        elif _is_field_data(entry):
            found.append(entry)
        if len(found) > MOST:
            break
    return found


def _is_field_data(path: Path) -> bool:
    if path.suffix.lower() in _ASIDE:
        return False
    if path.suffix.lower() == ".dbf" and path.with_suffix(".shp").exists():
        return False
    if is_vector_file(path):
        return True
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return True  # reading it tells why it cannot be read
    return sniff(head, path.name) not in (None, "xml")
