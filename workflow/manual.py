"""Show the manual: offline, in the user's language, at the page of the window that asks."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtWidgets import QWidget

from .. import wording

MANUAL = Path(__file__).resolve().parents[1] / "docs" / "manual"
FIRST = ("first_steps", "new_ledger", "area")  # pages in reading order; the others follow by name


def show_manual(parent: QWidget, page: str = FIRST[0]) -> None:
    """Open a page beside `parent`, the window that asks: a modal one lets only its own children be read."""
    from ..dialogs.manual import ManualWindow

    window = parent.findChild(ManualWindow) or ManualWindow(pages(), parent)
    window.show_page(folder() / f"{page}.md")


def page_of(rule: str) -> str:
    """Return the page of a rule or check; that of all findings where there is none, as of a bureau's own."""
    known = {file.stem for file in (folder() / "rules").glob("*.md")}
    return f"rules/{rule}" if rule in known else "findings"


def folder() -> Path:
    """Return the folder of the manual in QGIS' language: Chinese, or English for all others."""
    return MANUAL / wording.language()


def pages() -> dict[Path, str]:
    """Return the pages in reading order, each with its title: the heading in its first line."""
    files = {file.stem: file for file in sorted(folder().glob("*.md"))}
    order = [*(name for name in FIRST if name in files), *(name for name in files if name not in FIRST)]
    return {files[name]: _title(files[name]) for name in order}


def _title(file: Path) -> str:
    with file.open(encoding="utf-8") as lines:
        return lines.readline().lstrip("# ").rstrip()
