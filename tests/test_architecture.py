"""The directions of imports: what each part of the plugin may know, read from the sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ecoledger.tests.conftest import ROOT

# Who may import whom; a part may always import itself. As in docs/architecture.md.
ALLOWED = {
    "__init__": {"plugin"},
    "plugin": {"workflow", "algorithms", "expressions", "tasks", "dependencies", "settings", "wording"},
    "workflow": {"dialogs", "layers", "tasks", "settings", "dependencies", "wording", "core"},
    "algorithms": {"layers", "dependencies", "wording", "core"},
    "expressions": {"layers", "dependencies", "wording", "core"},
    "tasks": {"dependencies", "core"},
    "layers": {"dependencies", "wording", "core"},
    "dialogs": {"wording", "core.model", "core.errors", "core.words"},
    "wording": {"core"},
    "dependencies": {"core"},
    "settings": set(),
    "core": set(),
}
LIGHT_CORE = {"core.words", "core.errors", "core.model", "core.plan"}
HEAVY = {"shapely", "geopandas", "pandas", "pyproj", "pyogrio"}
HOSTS = {"qgis", "PyQt5", "PyQt6", "osgeo", "processing"}
LEFT_OUT = {"tests", "benchmarks", "scripts", "build", ".venv", ".dev", ".git"}
FILES = sorted(f for f in ROOT.rglob("*.py") if f.relative_to(ROOT).parts[0] not in LEFT_OUT)


def module_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def package_of(file: Path) -> list[str]:
    return list(file.relative_to(ROOT).parts[:-1])


def imports(file: Path) -> Iterator[tuple[str, int, bool]]:
    """Yield (module, line, at the top) of every import; own modules as paths from the root: ``core.plan``."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, id(node) in top
        elif isinstance(node, ast.ImportFrom):
            for name in targets(node, file):
                yield name, node.lineno, id(node) in top


def targets(node: ast.ImportFrom, file: Path) -> list[str]:
    if not node.level:
        return [node.module]
    package = package_of(file)
    base = package[: len(package) - node.level + 1] + (node.module or "").split(".") * bool(node.module)
    if (ROOT / Path(*base)).is_dir():  # `from . import a, b` names modules
        return [".".join([*base, alias.name]) for alias in node.names]
    return [".".join(base)]


def is_ours(name: str) -> bool:
    head = name.split(".")[0]
    return (ROOT / head).is_dir() or (ROOT / f"{head}.py").exists()


def under(name: str, parts: set[str]) -> bool:
    return any(name == part or name.startswith(part + ".") for part in parts)


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_imports_run_one_way(file):
    part = module_of(file).split(".")[0]
    assert part in ALLOWED, f"{part} has no place in the table of arrows: see docs/architecture.md"
    relative = [(n, line) for n, line, _ in imports(file) if is_ours(n) and n.split(".")[0] != part]
    wrong = [f"line {line}: {name}" for name, line in relative if not under(name, ALLOWED[part])]
    assert not wrong


@pytest.mark.parametrize("file", [f for f in FILES if "core" in f.relative_to(ROOT).parts[:1]], ids=module_of)
def test_core_knows_no_host(file):
    assert not [name for name, _, _ in imports(file) if name.split(".")[0] in HOSTS]


@pytest.mark.parametrize(
    "file", [f for f in FILES if f.relative_to(ROOT).parts[0] not in ("core", "layers")], ids=module_of
)
def test_nothing_heavy_is_imported_when_qgis_starts(file):
    heavy = [
        name
        for name, _, at_top in imports(file)
        if at_top and (under(name, HEAVY) or (under(name, {"core"}) and not under(name, LIGHT_CORE)))
    ]
    assert not heavy


def test_the_widgets_know_no_layer():
    for file in FILES:
        if file.relative_to(ROOT).parts[0] == "dialogs":
            assert not [name for name, _, _ in imports(file) if under(name, {"layers", "workflow", "plugin"})]


@pytest.mark.parametrize("file", sorted((ROOT / "dialogs").glob("*.ui")), ids=lambda file: file.stem)
def test_every_spacer_of_a_form_has_a_size(file):
    """Without one PyQt takes its policies for a size: a gap of 7 pixels that does not grow."""
    spacers = ElementTree.parse(file).iter("spacer")
    assert [s.get("name") for s in spacers if s.find("property[@name='sizeHint']/size/width") is None] == []


def test_the_walk_sees_the_plugin():
    assert {"plugin", "core.errors", "core.ledger.close"} <= {module_of(f) for f in FILES}
