"""Field data in the user's words: what the import dialog shows of files, items and readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QCoreApplication

from .. import wording
from ..core.model import Evidence, Plan
from ..core.plan.codes import shipped_words
from ..dialogs.import_views import Choices, ColumnView, FileView, GuessView, ItemView
from ..layers.schema import tables

if TYPE_CHECKING:
    from ..core.fielddata.doctor import Guess
    from ..core.intake import Choice, Taken
    from ..core.intake.ground import Row
    from ..core.intake.records import Vocabulary
    from .fielddata_read import Judged, Key

MU = 2000 / 3  # m²
MOST_FINDINGS = 500
KINDS = ("point", "line", "polygon")  # by dimension


class Words:
    """Words of a plan and of the code lists in one language, ``zh`` or ``en``."""

    def __init__(self, plan: Plan, language: str) -> None:
        self._plan, self._language = plan, language
        drawn = (t for t in plan.targets if t.evidence in tuple(map(Evidence, KINDS)) and not t.derived_from)
        self.targets = {t.id: t for t in drawn}
        self._towns = {t.code: self._name(t) for t in plan.townships}

    def _name(self, thing: Any) -> str:
        return getattr(thing, f"name_{self._language}") or thing.name_zh

    def _codes(self, name: str) -> list[tuple[str, str]]:
        return [(c.code, getattr(c, self._language)) for c in shipped_words()[0][name].values()]

    def choices(self) -> Choices:
        """Return what may be chosen for an item and for a column."""
        from ..core.fielddata.mapping import SQUARE_METRES, foreign_fields

        fields = {f.name: getattr(f, self._language) for f in tables()["intervention_polygons"].fields}
        units = {"m2": "m²", "ha": "ha", "mu": QCoreApplication.translate("EcoLedger", "mu")}
        return Choices(
            targets=[(key, self._name(target)) for key, target in self.targets.items()],
            measures=self._codes("measure"),
            statuses=[(int(code), name) for code, name in self._codes("status")],
            townships=list(self._towns.items()),
            fields=[(f.field, fields.get(f.field, f.field)) for f in foreign_fields()],
            units=[(unit, units[unit]) for unit in SQUARE_METRES],
        )

    def vocabulary(self) -> Vocabulary:
        """Return the keys of the fields with a list, by every word that means one."""
        from ..core.intake.records import Vocabulary

        plan = self._plan
        words: dict[str, dict[str, Any]] = {
            "target": _keys((t.id, t.id, t.name_zh, t.name_en) for t in plan.targets),
            "township": _keys((t.code, t.code, t.name_zh, t.name_en) for t in plan.townships),
        }
        lists = shipped_words()[0]
        for field in tables()["intervention_polygons"].fields:
            if field.codes in lists:
                cast = int if field.type == "integer" else str
                codes = lists[field.codes].values()
                words[field.name] = _keys((cast(c.code), c.code, c.zh, c.en) for c in codes)
        return Vocabulary(words)

    def file(self, judged: Judged, choices: Mapping[Key, Choice], untaken: set[Key]) -> FileView:
        """Return a file as it is shown."""
        taken = judged.taken
        rows = {row.position: row for row in taken.rows}
        items = [
            self.item((judged.key, position), name, rows.get(position), judged, choices, untaken)
            for position, name in items_of(judged)
        ]
        return FileView(
            judged.key,
            judged.name,
            _file_note(judged),
            items,
            [_guess(guess, rank) for guess, rank in ranked(taken)],
            _reading(judged),
            _columns(judged),
            [wording.fault_line(fault) for fault in taken.findings[:MOST_FINDINGS]],
        )

    def item(
        self,
        key: Key,
        name: str,
        row: Row | None,
        judged: Judged,
        choices: Mapping[Key, Choice],
        untaken: set[Key],
    ) -> ItemView:
        """Return an item as it is shown; `row` is None where nothing came of it."""
        choice, wish = choices[key], judged.options.wish_of(key[1]).geometry
        target = self.targets.get(choice.target)
        chosen = {
            "target": choice.target,
            "target_word": self._name(target) if target else "",
            "measure": choice.measure,
            "status": choice.status,
            "year": choice.year,
            "township": choice.township,
        }
        if row is None:
            nothing = QCoreApplication.translate("EcoLedger", "nothing")
            return ItemView(key, name, False, wish, nothing, **chosen)
        values, town = row.values, judged.towns.get(key[1])
        area, error = values.get("area_m2"), values.get("area_error_m2")
        return ItemView(
            key,
            name,
            key not in untaken,
            wish,
            becomes()[kind_of(row)],
            _known(values.get("length_m")),
            _known(area, MU),
            _known(error, MU),
            _known(values.get("gap_m")),
            values.get("n_points"),
            values.get("n_removed"),
            _time(values.get("time_start")),
            _time(values.get("time_end")),
            self._item_note(key, judged),
            place=self._towns.get(town, town) if town else "",
            **chosen,
        )

    def _item_note(self, key: Key, judged: Judged) -> str:
        repeat = judged.repeats.get(key[1])
        notes = []
        if repeat is not None:
            text = QCoreApplication.translate("EcoLedger", "repeats “{name}” by {percent} %")
            notes.append(text.format(name=repeat.name, percent=round(100 * repeat.share)))
        if judged.towns.get(key[1]) is None:
            notes.append(QCoreApplication.translate("EcoLedger", "outside the townships"))
        return "; ".join(notes)

    def why_not(self, views: Sequence[FileView], rows: Mapping[Key, Row]) -> str:
        """Say why nothing can be imported; empty where it can."""
        taken = [item for view in views for item in view.items if item.taken]
        if not views:
            return QCoreApplication.translate("EcoLedger", "Drop files here first.")
        if not taken:
            return QCoreApplication.translate("EcoLedger", "Tick what is to be imported.")
        for view in views:
            if not view.guess and any(item.taken for item in view.items):
                return QCoreApplication.translate(
                    "EcoLedger", "Say how the coordinates of {file} are read: choose a reading below."
                ).format(file=view.name)
        mapped = {v.key for v in views if any(column.field == "target" for column in v.columns)}
        bare = sum(not item.target and item.key[0] not in mapped for item in taken)
        if bare:
            return QCoreApplication.translate(
                "EcoLedger", "{count} items have no target: choose them in the list, then their target below."
            ).format(count=bare)
        for item in taken:
            target = self.targets.get(item.target)
            if target is not None and target.evidence.value != kind_of(rows[item.key]):
                return QCoreApplication.translate(
                    "EcoLedger", "“{item}” becomes a {kind}, but {target} is counted by {evidence}."
                ).format(
                    item=item.name,
                    kind=item.becomes_word,
                    target=item.target_word,
                    evidence=becomes()[target.evidence.value],
                )
        return ""


def kind_of(row: Row) -> str:
    """Return what an item came to: point, line or polygon."""
    import shapely

    return KINDS[shapely.get_dimensions(row.geometry)]


def becomes() -> dict[str, str]:
    """Return what an item may become."""
    return {
        "auto": QCoreApplication.translate("EcoLedger", "as it is"),
        "polygon": QCoreApplication.translate("EcoLedger", "parcel"),
        "line": QCoreApplication.translate("EcoLedger", "line"),
        "point": QCoreApplication.translate("EcoLedger", "site"),
    }


def is_sure(judged: Judged) -> bool:
    """Say whether the reading of the coordinates is beyond doubt, or the user's choice."""
    return judged.taken.guess is not None and (
        judged.taken.diagnosis.decided is not None or judged.options.guess is not None
    )


def _reading(judged: Judged) -> str:
    """Return the id of the reading that was chosen or is beyond doubt; empty where there is none."""
    if judged.options.guess is not None:
        return judged.options.guess.id
    return judged.taken.guess.id if is_sure(judged) else ""


def ranked(taken: Taken) -> list[tuple[Guess, int]]:
    """Return the readings, the likeliest first, with the number of their line on the map: 0 is used now."""
    guesses = list(taken.diagnosis.guesses)
    if taken.guess is not None and taken.guess not in guesses:
        guesses.insert(0, taken.guess)
    others = [guess for guess in guesses if guess != taken.guess]
    return [(guess, 0 if guess == taken.guess else 1 + others.index(guess)) for guess in guesses]


def _guess(guess: Guess, rank: int) -> GuessView:
    lines = (
        QCoreApplication.translate("EcoLedger", "solid, red"),
        QCoreApplication.translate("EcoLedger", "dashed, blue"),
        QCoreApplication.translate("EcoLedger", "dotted, violet"),
        QCoreApplication.translate("EcoLedger", "dash-dot, green"),
    )
    reasons = [wording.sentence(reason.text, **reason.fields) for reason in guess.reasons]
    line = lines[rank] if rank < len(lines) else "–"
    return GuessView(guess.id, guess.id, round(100 * guess.score), reasons, line, not guess.ready)


def _columns(judged: Judged) -> list[ColumnView]:
    from ..core.fielddata.mapping import foreign_fields

    if judged.mapping is None:
        return []
    areas = {ours.field for ours in foreign_fields() if ours.kind == "area"}
    frame = judged.taken.subject.frame
    return [
        ColumnView(c.foreign, _example(frame, c.foreign), c.field, c.unit if c.field in areas else None)
        for c in judged.mapping.columns
    ]


def _example(frame: Any, column: str) -> str:
    values = frame[column].dropna() if column in frame else ()
    return "" if not len(values) else str(values.iloc[0])[:60]


def items_of(judged: Judged) -> list[tuple[int, str]]:
    """Return position and name of what a file holds."""
    subject = judged.taken.subject
    if hasattr(subject, "items"):
        named = enumerate(subject.items)
        return [(i, item.name or f"{item.kind} {i + 1}") for i, item in named if item.n_points]
    names = {row.position: row.values.get("name") for row in judged.taken.rows}
    fids = subject.frame["fid"].tolist()
    there = ~(subject.frame.geometry.isna() | subject.frame.geometry.is_empty)
    return [(i, names.get(i) or f"FID {fids[i]}") for i in range(len(fids)) if there.iloc[i]]


def _file_note(judged: Judged) -> str:
    if judged.before is not None:
        return QCoreApplication.translate(
            "EcoLedger", "This file was imported before: the ledger has {count} features of it."
        ).format(count=judged.before)
    if not items_of(judged):
        return QCoreApplication.translate("EcoLedger", "Nothing in it can be imported: see the findings.")
    if judged.taken.guess is None:
        return QCoreApplication.translate("EcoLedger", "Choose how its coordinates are to be read.")
    if not is_sure(judged):
        return QCoreApplication.translate(
            "EcoLedger", "Its coordinates are not beyond doubt: look at the map."
        )
    unclear = next((column.foreign for column in _columns(judged) if column.unit == ""), None)
    if unclear is not None:
        return QCoreApplication.translate(
            "EcoLedger", "In which unit is the column {column}? Until it is chosen it is left out."
        ).format(column=unclear)
    return ""


def _keys(entries: Any) -> dict[str, Any]:
    return {
        str(word).strip().casefold(): key
        for key, *words in entries
        for word in words
        if word not in ("", None)
    }


def _known(value: float | None, unit: float = 1.0) -> float | None:
    return None if value is None or value != value else value / unit


def _time(value: Any) -> str:
    """Return a time of the file as China's clocks show it."""
    import pandas as pd

    moment = pd.to_datetime(value, utc=True)
    return "" if pd.isna(moment) else moment.tz_convert("Asia/Shanghai").strftime("%Y-%m-%d %H:%M")
