"""Find Qt and QGIS enum values written without their enum: QGIS 4 reads only `Cls.Enum.Member`.

    python scripts/enums.py          every tracked Python file that imports qgis
    python scripts/enums.py FILE...

Which enum a value belongs to is asked of the QGIS installed here.
"""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = [
    "qgis.PyQt.QtCore",
    "qgis.PyQt.QtGui",
    "qgis.PyQt.QtWidgets",
    "qgis.PyQt.QtNetwork",
    "qgis.PyQt.QtXml",
    "qgis.core",
    "qgis.gui",
    "qgis.analysis",
]
# QgsField takes no QMetaType before QGIS 3.38; qgis.PyQt keeps QVariant.String alive in QGIS 4.
LEFT_OUT = {"QVariant"}
OLD_CALLS = {"exec_", "print_"}


def known_classes() -> dict[str, type]:
    """Return every class of Qt and QGIS by its name."""
    classes: dict[str, type] = {}
    for module in MODULES:
        for name, value in vars(importlib.import_module(module)).items():
            if isinstance(value, type) and name not in LEFT_OUT:
                classes.setdefault(name, value)
    return classes


def enum_of(cls: type, member: str) -> str | None:
    """Return the name of the enum the class's member is a value of; None where it is no such value."""
    value = getattr(cls, member, None)
    if value is None or isinstance(value, type):
        return None
    for name in dir(cls):
        kind = getattr(cls, name, None)
        # PyQt5's enums are int subclasses of the class's own module; QGIS made some into Python enums.
        if not isinstance(kind, type) or kind is cls or type(value) is not kind:
            continue
        if issubclass(kind, Enum) or (issubclass(kind, int) and kind.__module__ == cls.__module__):
            return name
    return None


def faults(source: str, classes: dict[str, type]) -> Iterator[tuple[int, str]]:
    """Yield line and message of everything QGIS 4 would refuse."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Attribute):
            continue
        if isinstance(node.value, ast.Name) and node.value.id in classes:
            enum = enum_of(classes[node.value.id], node.attr)
            if enum:
                yield node.lineno, f"{node.value.id}.{node.attr}: write {node.value.id}.{enum}.{node.attr}"
        elif node.attr in OLD_CALLS:
            yield node.lineno, f".{node.attr}(): write .{node.attr[:-1]}()"


def tracked() -> list[Path]:
    """Return the Python files of the checkout, new ones included; without git, every one found."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.py"]
    listing = subprocess.run(command, capture_output=True, text=True, check=False)
    if listing.returncode:
        hidden = {".venv", ".dev"}
        return [f for f in sorted(ROOT.rglob("*.py")) if not hidden & set(f.relative_to(ROOT).parts)]
    return [file for name in listing.stdout.split("\0") if name and (file := ROOT / name).exists()]


def main(arguments: list[str]) -> int:
    classes = known_classes()
    count = 0
    for file in [Path(a) for a in arguments] or tracked():
        source = file.read_text(encoding="utf-8")
        if "qgis" not in source:
            continue
        for line, message in faults(source, classes):
            count += 1
            print(f"{file}:{line}: {message}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
