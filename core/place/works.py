"""What is to be done at a place, in the attributes the rules of a plan ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model import INTERVENTION_TABLES, Restriction, Target
from ..plan.cells import rows_of
from ..plan.codes import CATALOGUE, refuse
from ..plan.tables import Columns, read_table

NEW_WORKS = "new_works"  # the measure of whatever is built anew
_COLUMNS = Columns(("word", "zh", "en"))


@dataclass(frozen=True)
class Works:
    """What is to be done.

    Parameters
    ----------
    attributes : mapping of str to str
        What a feature of it would state: measure, target, kind.
    layers : tuple of str
        The tables such a feature could be in: a restriction of other tables does not mean it.
    """

    attributes: Mapping[str, str]
    layers: tuple[str, ...] = tuple(INTERVENTION_TABLES.values())


@dataclass(frozen=True)
class ProjectKind:
    """A kind of project: `word` is what the rules look for in its name."""

    word: str
    zh: str
    en: str


def project(kind: str = "") -> Works:
    """Return the works of a project that is built anew; `kind` is its kind or name, as people write it.

    Examples
    --------
    >>> project("造纸厂").attributes
    {'measure': 'new_works', 'kind': '造纸厂'}
    """
    return Works({"measure": NEW_WORKS, "kind": kind})


def intervention(target: Target, measure: str = "") -> Works:
    """Return the works of an intervention for a target, by a measure of the code list.

    Examples
    --------
    >>> from ..model import Evidence
    >>> from ..plan.units import unit_of
    >>> bank = Target("bank", "6", "岸线", "Bank", "length", Evidence.LINE, 1.0, unit_of("公里"), 1000.0)
    >>> intervention(bank, "bank_restoration").layers
    ('intervention_lines',)
    """
    own = INTERVENTION_TABLES.get(target.evidence)
    layers = (own,) if own else tuple(INTERVENTION_TABLES.values())
    return Works({"target": target.id, "measure": measure}, layers)


def project_kinds(
    restrictions: Sequence[Restriction] = (), path: Path | None = None
) -> tuple[ProjectKind, ...]:
    """Return the kinds of projects of the catalogue, and every other word the restrictions look for.

    A single character (厂) says too little to be a kind.

    Parameters
    ----------
    restrictions : sequence of Restriction
    path : Path, optional
        A table with the columns word, zh, en; default the shipped one.

    Raises
    ------
    PlanError
        With every fault of the table.

    Examples
    --------
    >>> from ..model import Condition
    >>> words = Condition(("kind",), "~", ("造纸", "屠宰"))
    >>> ban = Restriction("b", "r", "violation", "inside", "…", "…", (words,))
    >>> [(kind.word, kind.en) for kind in project_kinds([ban]) if kind.word in ("造纸", "屠宰")]
    [('造纸', 'Paper mill'), ('屠宰', '屠宰')]
    """
    path = path or CATALOGUE / "project_kinds.csv"
    table = read_table(path, _COLUMNS)
    rows = [[row.text(name, required=True) for name in ("word", "zh", "en")] for row in rows_of(table)]
    refuse(table.faults, path)
    kinds = {row[0]: ProjectKind(*row) for row in rows}
    for restriction in restrictions:
        for condition in restriction.subject:
            for word in condition.values if condition.way == "~" else ():
                if len(word) > 1:
                    kinds.setdefault(word, ProjectKind(word, word, word))
    return tuple(kinds.values())
