"""Which files of a folder are field data; those with companions count once, what is passed over is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import Fault
from ..fielddata.sniff import HEAD, sniff
from ..fielddata.vector_files import is_vector_file
from ..words import QT_TRANSLATE_NOOP

MOST = 5000  # files of one folder that are read
FEW = 5  # files of one ending that are told by their names

_COMPANIONS = {
    ".shp": {".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".qmd", ".qix", ".cst", ".xml"},
    ".tab": {".dat", ".id", ".map", ".ind"},
    ".mif": {".mid"},
    ".gpkg": {".gpkg-wal", ".gpkg-shm"},
}
_SYSTEMS = ("thumbs.db", "desktop.ini")  # what Windows leaves in a folder
_HIDDEN = (".", "~$")

FAULTS: dict[str, tuple[str, str]] = {
    "intake.unknown_kind": (
        QT_TRANSLATE_NOOP("EcoLedger", "Passed over: it is no field data of a known kind"),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "If it should be read, add the file itself; what is wrong is told then."
        ),
    ),
    "intake.unknown_kinds": (
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "Passed over: {count} files with the ending “{ending}”, no field data of a known kind",
        ),
        QT_TRANSLATE_NOOP(
            "EcoLedger", "If one should be read, add the file itself; what is wrong is told then."
        ),
    ),
    "intake.link": (
        QT_TRANSLATE_NOOP("EcoLedger", "Passed over: it is a link to another place"),
        QT_TRANSLATE_NOOP("EcoLedger", "Add the file it leads to."),
    ),
    "intake.no_access": (
        QT_TRANSLATE_NOOP("EcoLedger", "Passed over: the folder cannot be looked through"),
        QT_TRANSLATE_NOOP("EcoLedger", "Check your rights to it, and add it again."),
    ),
    "intake.too_many": (
        QT_TRANSLATE_NOOP(
            "EcoLedger", "The folder has more than {most} files of field data: the rest is passed over"
        ),
        QT_TRANSLATE_NOOP("EcoLedger", "Add the folders in it one after the other."),
    ),
}


def files_in(path: Path) -> tuple[list[Path], list[Fault]]:
    """Return the files to read of a file or folder, sorted by name, and what is passed over, with the reason.

    A file the user named is returned whatever it is: what is wrong with it is told when it is read. Hidden
    files and the companions of others are not told of.

    Examples
    --------
    >>> files_in(Path("a.gpx"))
    ([PosixPath('a.gpx')], [])
    """
    if not path.is_dir() or path.suffix.lower() == ".gdb":
        return [path], []
    files: list[Path] = []
    passed: dict[tuple[str, str], list[Path]] = {}
    for entry, why in _below(path):
        if why:
            passed.setdefault((why, entry.suffix.lower()), []).append(entry)
        elif len(files) < MOST:
            files.append(entry)
        else:
            passed["intake.too_many", ""] = [path]
            break
    return files, [fault for key, own in passed.items() for fault in _told(*key, own, path)]


def _told(why: str, ending: str, entries: list[Path], folder: Path) -> Iterator[Fault]:
    """Yield a fault for each entry; one for all where many of an ending are of no known kind."""
    fields = {"most": MOST, "count": len(entries), "ending": ending}
    if why == "intake.unknown_kind" and len(entries) > FEW:
        why, entries = "intake.unknown_kinds", [folder]
    for entry in entries:
        yield Fault(why, *FAULTS[why], fields, entry.name, severity="warning")


def _below(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file below a folder with the id of why it is passed over; empty where it is read."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder, "intake.no_access"
        return
    names = {entry.name.casefold() for entry in entries}
    for entry in entries:
        name = entry.name.casefold()
        if name.startswith(_HIDDEN) or name in _SYSTEMS or _is_companion(name, names):
            continue
        if entry.is_symlink():
            yield entry, "intake.link"
        elif entry.is_dir() and entry.suffix.lower() != ".gdb":
            yield from _below(entry)
        else:
            yield entry, "" if _is_field_data(entry) else "intake.unknown_kind"


def _is_companion(name: str, names: set[str]) -> bool:
    """Say whether a file belongs to another of its folder, as 小班.dbf and 小班.shp.xml do to 小班.shp."""
    stem, dot, ending = name.rpartition(".")
    return any(
        dot + ending in own and (stem + main in names or (stem in names and stem.endswith(main)))
        for main, own in _COMPANIONS.items()
    )


def _is_field_data(path: Path) -> bool:
    if is_vector_file(path):
        return True
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return True  # reading it tells why it cannot be read
    return sniff(head, path.name) not in (None, "xml")
