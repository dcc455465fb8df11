"""What tables and fields a ledger has: data (``tables.csv``, ``fields.csv``), read once.

Zones and baselines are the layers of the catalogue a plan may name; they share the fields of the set
``zone``. A field whose codes belong to a list of the domain has a companion field ``<name>_list`` that
stores the list's name beside the code: two surveys code the same thing differently.
"""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ...core.errors import DataError
from ...core.plan.codes import shipped_words
from ...core.words import QT_TRANSLATE_NOOP

HERE = Path(__file__).parent
VERSION = 1
OWN_LISTS = {"status", "target_kind", "evidence_kind", "history_action", "source_kind"}

_NO_TABLE = (
    QT_TRANSLATE_NOOP("EcoLedger", "A ledger has no table {table} to write to"),
    QT_TRANSLATE_NOOP("EcoLedger", "Choose one of {known}."),
)


@dataclass(frozen=True)
class Field:
    """One column: its type, its names, where the form shows it, and what it may hold.

    `codes` names a code list, or ``@targets``, ``@townships``, ``@projects``: keys and names of the
    ledger's own tables.
    `default` is an expression; one that ends with ``!`` is set again at every change.
    """

    name: str
    type: str
    zh: str
    en: str
    tab: str
    codes: str = ""
    default: str = ""
    required: bool = False
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Table:
    """One table of the ledger; `geometry` is polygon, line, point or none."""

    name: str
    geometry: str
    group: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    class_list: str = ""

    def field(self, name: str) -> Field:
        """Return the field of that name; KeyError where there is none."""
        return {f.name: f for f in self.fields}[name]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _field_sets() -> dict[str, list[Field]]:
    sets: dict[str, list[Field]] = {}
    for row in _rows("fields.csv"):
        plain = {k: row[k] for k in ("type", "zh", "en", "tab", "codes", "default", "note")}
        limits = {"low": _number(row["low"]), "high": _number(row["high"])}
        field = Field(row["field"], **plain, required=row["required"] == "yes", **limits)
        sets.setdefault(row["set"], []).append(field)
    return sets


def _with_list_names(fields: list[Field], class_list: str) -> list[Field]:
    """Put the class list in its place, and a companion behind each field coded by a list of the domain."""
    result = []
    for field in fields:
        if field.codes == "@class_list":
            field = replace(field, codes=class_list)
        result.append(field)
        if field.codes and not field.codes.startswith("@") and field.codes not in OWN_LISTS:
            default = f"'{field.codes}'"
            words = f"{field.zh}（代码表）", f"{field.en} (code list)"
            result.append(Field(f"{field.name}_list", "text", *words, "record", default=default))
    return result


@lru_cache(maxsize=1)
def tabs() -> dict[str, dict[str, str]]:
    """Return the tabs of a form in their order, each with its name in ``zh`` and ``en``."""
    return {row["tab"]: {"zh": row["zh"], "en": row["en"]} for row in _rows("tabs.csv")}


@lru_cache(maxsize=1)
def tables() -> dict[str, Table]:
    """Return every table of a ledger by its name, in the order they are made and shown."""
    sets = _field_sets()
    found = {}
    for row in _rows("tables.csv"):
        fields = [field for name in row["sets"].split() for field in sets[name]]
        words = row["geometry"], row["group"], row["zh"], row["en"]
        found[row["table"]] = Table(row["table"], *words, tuple(_with_list_names(fields, "")))
    for name, layer in shipped_words()[1].items():
        names = ("identity", "zone", name, "provenance", "audit")
        fields = [field for set_ in names for field in sets.get(set_, ())]
        fields = _with_list_names(fields, layer.class_list)
        words = layer.geometry, layer.role, layer.zh, layer.en
        found[name] = Table(name, *words, tuple(fields), layer.class_list)
    return found


def table_of(name: str, but: Collection[str] = ()) -> Table:
    """Return the table of that name, those of `but` left out; a `DataError` names the others."""
    known = [table for table in tables() if table not in but]
    if name not in known:
        raise DataError(*_NO_TABLE, table=name, known=", ".join(known))
    return tables()[name]
