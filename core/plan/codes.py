"""The code lists, and the layers a plan may name: data of the catalogue, read and checked.

A code means nothing without its list: two surveys code the same aspect differently. Wherever a code is
stored, the list's name is stored beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import Fault, PlanError
from ..words import QT_TRANSLATE_NOOP
from .cells import Row, items, rows_of
from .faults import ERROR
from .tables import Columns, read_table

CATALOGUE = Path(__file__).resolve().parents[2] / "resources" / "catalogue"

CODE_COLUMNS = Columns(("list", "code", "zh", "en"), ("note",))
LAYER_COLUMNS = Columns(("layer", "geometry", "role", "zh", "en"), ("class_list", "note"))


@dataclass(frozen=True)
class Code:
    """One entry of a code list."""

    code: str
    zh: str
    en: str
    note: str = ""


@dataclass(frozen=True)
class LayerWords:
    """A layer of the ledger a plan may name: its geometry, zone or baseline, the code list of its classes."""

    name: str
    geometry: str
    role: str
    zh: str
    en: str
    class_list: str = ""


def refuse(faults: Iterable[Fault], path: Path) -> None:
    """Raise a PlanError that carries `faults` if one of them is an error.

    Examples
    --------
    >>> refuse([], Path("plan"))
    """
    faults = list(faults)
    errors = sum(f.severity == ERROR for f in faults)
    if errors:
        raise PlanError(
            QT_TRANSLATE_NOOP("EcoLedger", "{path} cannot be used: {count} faults"),
            QT_TRANSLATE_NOOP("EcoLedger", "Mend the places listed and read it again."),
            faults=faults,
            path=str(path),
            count=errors,
        )


def _unique(row: Row, columns: tuple[str, ...], seen: dict[tuple[str, ...], int]) -> bool:
    key = tuple(row.text(column, required=True) for column in columns)
    first = seen.setdefault(key, row.line)
    if first != row.line:
        row.fault("plan.duplicate_key", value=" ".join(key), first=first)
    return first == row.line


def read_codes(path: Path | None = None) -> dict[str, dict[str, Code]]:
    """Return the code lists of a CSV file: list → code → `Code`, in the file's order.

    Parameters
    ----------
    path : Path, optional
        A table with the columns list, code, zh, en, note; default the shipped one.

    Raises
    ------
    PlanError
        With every fault of the file: a code twice in its list, a missing name, a wrong encoding.

    Examples
    --------
    >>> codes = read_codes()
    >>> codes["riverbank_zone"]["1"].zh, codes["status"]["60"].en
    ('保护区', 'Accepted')
    """
    path = path or CATALOGUE / "codes.csv"
    table = read_table(path, CODE_COLUMNS)
    lists: dict[str, dict[str, Code]] = {}
    seen: dict[tuple[str, ...], int] = {}
    for row in rows_of(table):
        if _unique(row, ("list", "code"), seen):
            names = row.text("zh", required=True), row.text("en", required=True)
            code = Code(row.text("code"), *names, row.text("note"))
            lists.setdefault(row.text("list"), {})[code.code] = code
    refuse(table.faults, path)
    return lists


def read_layers(path: Path | None = None) -> dict[str, LayerWords]:
    """Return the layers a plan may name as baseline or zone.

    Examples
    --------
    >>> read_layers()["rocky_desertification"].class_list
    'rocky_desertification_grade'
    """
    path = path or CATALOGUE / "layers.csv"
    table = read_table(path, LAYER_COLUMNS)
    layers: dict[str, LayerWords] = {}
    seen: dict[tuple[str, ...], int] = {}
    for row in rows_of(table):
        if _unique(row, ("layer",), seen):
            words = [row.text(column, required=True) for column in ("layer", "geometry", "role", "zh", "en")]
            layers[words[0]] = LayerWords(*words, class_list=row.text("class_list"))
    refuse(table.faults, path)
    return layers


@lru_cache(maxsize=1)
def shipped_words() -> tuple[dict[str, dict[str, Code]], dict[str, LayerWords]]:
    """Return the shipped code lists and layers, read once.

    Examples
    --------
    >>> codes, layers = shipped_words()
    >>> all(layer.class_list in codes for layer in layers.values() if layer.class_list)
    True
    """
    return read_codes(), read_layers()


def named_layer(row: Row, column: str, wanted: str = "") -> str:
    """Return the layer a cell names; an unknown one, or one of another geometry than `wanted`, is a fault.

    Examples
    --------
    >>> faults = []
    >>> named_layer(Row("targets.csv", 2, {"baseline": "river_reaches"}, faults), "baseline", "polygon")
    ''
    >>> str(faults[0])[:68]
    'targets.csv:2: The layer river_reaches holds line, not polygon. Choo'
    """
    name, layers = row.text(column), shipped_words()[1]
    if name and name not in layers:
        row.fault("plan.unknown_layer", column=column, value=name, known=", ".join(layers))
        return ""
    if name and wanted and layers[name].geometry != wanted:
        row.fault("plan.layer_geometry", value=name, actual=layers[name].geometry, wanted=wanted)
        return ""
    return name


def named_classes(row: Row, column: str, layer: str) -> tuple[str, ...]:
    """Return the classes a cell names; those not in the layer's code list are listed as warnings.

    Examples
    --------
    >>> named_classes(Row("rules.csv", 2, {"class_filter": "1;2"}, []), "class_filter", "riverbank_zones")
    ('1', '2')
    """
    classes, (codes, layers) = items(row.text(column)), shipped_words()
    known = codes.get(layers[layer].class_list, {}) if layer else classes
    for value in classes:
        if value not in known:
            row.fault("plan.unknown_class", layer=layer, value=value, known=", ".join(known) or "–")
    return classes
