"""Add, change and remove interventions; ask what an unsaved one would do."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import measurable
from ..ledger import AMOUNTS
from ..ledger.close import Closing, close_on
from ..ledger.ground import Ground
from ..ledger.rows import NO_TARGET, kinds, set_numbers, target_names
from ..model import Group, Options, Target
from .areas import AreaEdit, Areas
from .derived import DerivedTarget
from .others import OtherEdit, Others
from .pieces import COUNTED
from .results import Entry, Key, Sums, add

_NOTHING = gpd.GeoDataFrame({"uuid": []}, geometry=[])


@dataclass(frozen=True)
class Effect:
    """What an intervention would do: its own entry, and the counted amounts it would move.

    Parameters
    ----------
    entry : Entry
    moved : mapping of (target, township, year, stage) to (before, after)
        Counted amounts in the base unit, where they change.
    later : tuple of str
        uuids of interventions that would lose ground to it, or get some back.
    """

    entry: Entry
    moved: Mapping[Key, tuple[float, float]]
    later: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What one change did, and the sums as they stood; `LedgerIndex.undo` takes it back to the last digit."""

    number: int
    areas: AreaEdit
    others: OtherEdit
    later: tuple[str, ...]
    stood: Mapping[Key, np.ndarray | None]


class LedgerIndex:
    """A closed ledger that is told of edits; made by `build`."""

    def __init__(
        self, ground: Ground, targets: Sequence[Target], groups: Sequence[Group], options: Options
    ) -> None:
        self._ground, self._targets = ground, {t.id: t for t in targets}
        self._groups, self._options = tuple(groups), options
        ids = np.array([*self._targets, NO_TARGET], dtype=object)
        numbers = set_numbers(ids, self._targets, self._groups)
        self._sets = dict(zip(ids, numbers.tolist(), strict=True))
        self._areas = Areas(ground, self._sets)
        self._others = Others(ground, self._close)
        self._derived = [DerivedTarget(t, self._areas, ground.plane) for t in targets if t.derived_from]
        self._sums: Sums = {}
        self._changes = 0

    @classmethod
    def build(
        cls,
        interventions: gpd.GeoDataFrame,
        townships: gpd.GeoDataFrame,
        targets: Sequence[Target],
        *,
        groups: Sequence[Group] = (),
        baselines: Mapping[str, gpd.GeoDataFrame] | None = None,
        options: Options | None = None,
        step: Callable[[float], None] = lambda share: None,
    ) -> LedgerIndex:
        """Close a ledger and keep its pieces; parameters as of `close_ledger`.

        Raises
        ------
        CrsError
            A layer's coordinates cannot be measured.
        ValueError
            A uuid is missing or stands twice, or an `order` column replaces the dates.
        """
        crs = measurable(interventions.crs, "interventions")
        geometry = np.asarray(interventions.geometry.array, dtype=object)
        ground = Ground.prepare(crs, geometry, townships, targets, baselines or {})
        index = cls(ground, targets, groups, options or Options())
        step(0.1)
        _refuse_unclear(interventions)
        area, others, sets = index._by_kind(interventions)
        index._sums = index._areas.begin(index._close(area, step))
        index._settle_sums(index._others.edit(others, sets, ()))
        return index

    def entry(self, uuid: str) -> Entry:
        """Return what an intervention comes to; KeyError where there is none of that uuid."""
        home = self._areas if uuid in self._areas.row_of else self._others
        return home.entry(uuid)

    def sums(self) -> pd.DataFrame:
        """Return the seven amounts by target, unit (township code, None: in none), year and stage."""
        table = pd.DataFrame(list(self._sums), columns=["target", "unit", "year", "stage"])
        values = np.array(list(self._sums.values())).reshape(-1, len(AMOUNTS))
        return pd.concat([table, pd.DataFrame(values, columns=list(AMOUNTS))], axis=1)

    @property
    def ground(self) -> Ground:
        """Townships and baselines, on the plane of the index."""
        return self._ground

    def shape_of(self, uuid: str) -> shapely.Geometry:
        """Return the ground a parcel takes part with, on the plane; KeyError where it is none."""
        return self._areas.shape_of(uuid)

    def counted(
        self, target: str, unit: str | None = None, year: int | None = None, stage: str = "accepted"
    ) -> float:
        """Return what counts for a target at a stage, in one township or year where given; base unit."""
        return float(
            sum(
                amounts[COUNTED]
                for (t, u, y, s), amounts in self._sums.items()
                if (t, s) == (target, stage) and unit in (None, u) and year in (None, y)
            )
        )

    def change(self, rows: gpd.GeoDataFrame | None = None, removed: Iterable[str] = ()) -> Change:
        """Add interventions, in place of those of the same uuid, and remove others, as one change.

        Parameters
        ----------
        rows : GeoDataFrame, optional
            Columns as of `close_ledger`; every row with a uuid of its own.
        removed : iterable of str
            uuids.

        Raises
        ------
        KeyError
            There is no intervention of a uuid to remove.
        ValueError
            See `build`.
        """
        removed = tuple(removed)
        for uuid in removed:
            self.entry(uuid)
        area, others, sets = None, _NOTHING, []
        gone = removed
        if rows is not None and len(rows):
            _refuse_unclear(rows)
            area, others, sets = self._by_kind(rows)
            gone = (*removed, *rows["uuid"])
        closing = None if area is None or not len(area) else self._close(area)
        areas = self._areas.edit(closing, gone)
        other = self._others.edit(others, sets, gone)
        touched = (key for edit in (areas, other) for sums in (edit.before, edit.after) for key in sums)
        stood = {key: self._sums.get(key) for key in touched}
        self._settle_sums(areas)
        self._settle_sums(other)
        self._changes += 1
        return Change(self._changes, areas, other, (*areas.later, *other.later), stood)

    def undo(self, change: Change) -> None:
        """Take back the last change; ValueError where it is not the last."""
        self._refuse_earlier(change)
        self._others.revert(change.others)
        self._areas.revert(change.areas)
        for key, amounts in change.stood.items():
            if amounts is None:
                del self._sums[key]
            else:
                self._sums[key] = amounts
        self._changes -= 1

    def preview(self, row: gpd.GeoDataFrame) -> Effect:
        """Return what adding or replacing one intervention would do; nothing is changed."""
        change = self.change(row)
        try:
            return Effect(self.entry(row["uuid"].iloc[0]), self._moved(change), change.later)
        finally:
            self.undo(change)

    def moved(self, change: Change) -> Sums:
        """Return by how much the last change moved the seven amounts, those of derived targets too.

        Raises
        ------
        ValueError
            It is not the last.
        """
        self._refuse_earlier(change)
        moved = _difference(change)
        for target in self._derived:
            add(moved, target.effect(moved, change.areas))
        return moved

    def _moved(self, change: Change) -> dict[Key, tuple[float, float]]:
        """Return (before, after) of the counted sums that the last change moved."""
        counted = {key: float(amounts[COUNTED]) for key, amounts in _difference(change).items()}
        after = {key: float(self._sums[key][COUNTED]) for key in counted}
        return {key: (after[key] - d, after[key]) for key, d in counted.items() if d}

    def _refuse_earlier(self, change: Change) -> None:
        if change.number != self._changes:
            raise ValueError(f"change {change.number} is not the last one, {self._changes} is")

    def _close(self, rows: gpd.GeoDataFrame, step: Callable[[float], None] = lambda share: None) -> Closing:
        return close_on(self._ground, rows, self._groups, self._options, step)

    def _by_kind(self, rows: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, list[Hashable]]:
        """Return (parcels, lines and sites, the sets of the latter)."""
        target = target_names(rows["target"])
        types = shapely.get_type_id(np.asarray(rows.geometry.array, dtype=object))
        kind = kinds(target, self._targets, types)
        area = kind == "area"
        if area.all():
            return rows, _NOTHING, []
        sets = [(k, self._sets.get(t, t)) for k, t in zip(kind[~area], target[~area], strict=True)]
        return rows[area], rows[~area], sets

    def _settle_sums(self, edit: AreaEdit | OtherEdit) -> None:
        for sums, direction in ((edit.before, -1.0), (edit.after, 1.0)):
            for key, amounts in sums.items():
                self._sums[key] = self._sums.get(key, 0.0) + direction * amounts


def _difference(change: Change) -> Sums:
    """Return after less before of what a change touched, by key."""
    difference: Sums = {}
    for edit in (change.areas, change.others):
        add(difference, {key: -amounts for key, amounts in edit.before.items()})
        add(difference, edit.after)
    return difference


def _refuse_unclear(rows: gpd.GeoDataFrame) -> None:
    if "order" in rows:
        raise ValueError("an index decides by dates: it takes no order column")
    if rows["uuid"].isna().any() or (rows["uuid"] == "").any() or rows["uuid"].duplicated().any():
        raise ValueError("every intervention of an index needs a uuid of its own")
