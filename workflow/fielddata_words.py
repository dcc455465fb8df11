"""What may be chosen for field data, in the user's words, and what stands in the way of an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QCoreApplication

from ..core.model import Evidence, Plan
from ..core.plan.codes import shipped_words
from ..dialogs.import_views import Choices, FileView, ItemView, Key
from ..layers.schema import tables
from .fielddata_batch import KINDS, kind_of

if TYPE_CHECKING:
    from ..core.intake.ground import Row
    from ..core.intake.records import Vocabulary


class Words:
    """Words of a plan and of the code lists in one language, ``zh`` or ``en``."""

    def __init__(self, plan: Plan, language: str) -> None:
        self._plan, self._language = plan, language
        drawn = (t for t in plan.targets if t.evidence in tuple(map(Evidence, KINDS)) and not t.derived_from)
        self.targets = {t.id: t for t in drawn}
        self.towns = {t.code: self.name(t) for t in plan.townships}

    def name(self, thing: Any) -> str:
        """Return the name of a target or township."""
        return getattr(thing, f"name_{self._language}") or thing.name_zh

    def _codes(self, name: str) -> list[tuple[str, str]]:
        return [(c.code, getattr(c, self._language)) for c in shipped_words()[0][name].values()]

    def choices(self) -> Choices:
        """Return what may be chosen for an item and for a column."""
        from ..core.fielddata.mapping import SQUARE_METRES, foreign_fields

        fields = {f.name: getattr(f, self._language) for f in tables()["intervention_polygons"].fields}
        units = {"m2": "m²", "ha": "ha", "mu": QCoreApplication.translate("EcoLedger", "mu")}
        return Choices(
            targets=[(key, self.name(target)) for key, target in self.targets.items()],
            measures=self._codes("measure"),
            statuses=[(int(code), name) for code, name in self._codes("status")],
            townships=list(self.towns.items()),
            fields=[(f.field, fields.get(f.field, f.field)) for f in foreign_fields()],
            units=[(unit, units[unit]) for unit in SQUARE_METRES],
            becomes=list(becomes().items()),
            segments=[
                ("joined", QCoreApplication.translate("EcoLedger", "joined")),
                ("kept", QCoreApplication.translate("EcoLedger", "each by itself")),
            ],
            lobes=[
                ("all", QCoreApplication.translate("EcoLedger", "all pieces")),
                ("largest", QCoreApplication.translate("EcoLedger", "the largest piece")),
            ],
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
                    "EcoLedger",
                    "Say how the coordinates of {file} are read: choose a reading under Coordinates.",
                ).format(file=view.name)
        mapped = {v.key for v in views if any(column.field == "target" for column in v.columns)}
        bare = sum(not item.target and item.key[0] not in mapped for item in taken)
        if bare:
            return QCoreApplication.translate(
                "EcoLedger", "{count} items have no target: choose them in the list, then their target below."
            ).format(count=bare)
        return next((text for text in map(partial(self._mismatch, rows), taken) if text), "")

    def _mismatch(self, rows: Mapping[Key, Row], item: ItemView) -> str:
        """Say that an item's target is counted by another kind of evidence; empty where it fits."""
        target = self.targets.get(item.target)
        if target is None or target.evidence.value == kind_of(rows[item.key]):
            return ""
        return QCoreApplication.translate(
            "EcoLedger", "“{item}” becomes a {kind}, but {target} is counted by {evidence}."
        ).format(
            item=item.name,
            kind=item.becomes_word,
            target=item.target_word,
            evidence=becomes()[target.evidence.value],
        )


def becomes() -> dict[str, str]:
    """Return what an item may become."""
    return {
        "auto": QCoreApplication.translate("EcoLedger", "as it is"),
        "polygon": QCoreApplication.translate("EcoLedger", "parcel"),
        "line": QCoreApplication.translate("EcoLedger", "line"),
        "point": QCoreApplication.translate("EcoLedger", "site"),
    }


def _keys(entries: Any) -> dict[str, Any]:
    return {
        str(word).strip().casefold(): key
        for key, *words in entries
        for word in words
        if word not in ("", None)
    }
