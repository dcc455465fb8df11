"""What unsaved edits would change: counted amounts by target and township, and what of them is deducted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from ..index import LedgerIndex
from ..ledger import AMOUNTS, Ledger, close_ledger
from ..model import Stage
from ..plan.units import from_base
from .row import NOWHERE, Row
from .standing import Standing

KEY = ["target", "unit", "year", "stage"]


@dataclass(frozen=True)
class Edits:
    """Unsaved edits of the interventions.

    Parameters
    ----------
    rows : GeoDataFrame
        Added and changed ones as they are now: the columns of the saved ones, with `table` and `fid`.
    gone : tuple of (table, fid)
        Deleted ones.
    """

    rows: gpd.GeoDataFrame
    gone: tuple[tuple[str, int], ...] = ()


class Pending:
    """Tells what edits of one standing would change; keeps an index from one question to the next."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._index: LedgerIndex | None = None

    def effects(self, edits: Edits, step: Callable[[float], None] = lambda share: None) -> pd.DataFrame:
        """Return target, unit, year, stage and how much their amounts would change, in base units.

        The index needs a uuid of its own for every intervention; where one is missing or stands twice (a
        copied parcel), the ledger is closed anew.

        Examples
        --------
        See tests/core/test_standing.py.
        """
        saved = self._standing.sources.interventions
        touched = _touched(saved, edits)
        edited = _joined(saved[~touched], edits.rows)
        if not (_each_has_its_uuid(saved) and _each_has_its_uuid(edited)):
            return _difference(
                self._sums(self._standing.ledger), self._sums(self._make(close_ledger, edited, step))
            )
        index, self._index = self._index or self._make(LedgerIndex.build, saved, step), None
        before = index.sums()
        change = index.change(edits.rows, removed=set(saved.uuid[touched]) - set(edits.rows.uuid))
        after = index.sums()
        index.undo(change)
        self._index = index  # one that failed half-way is not used again
        return _difference(before, after)

    def _make(
        self, make: Callable[..., Ledger | LedgerIndex], rows: gpd.GeoDataFrame, step: Callable[[float], None]
    ) -> Ledger | LedgerIndex:
        standing, plan = self._standing, self._standing.plan
        return make(
            rows,
            standing.sources.townships,
            plan.targets,
            groups=plan.groups,
            baselines=standing.sources.baselines,
            options=standing.ledger.options,
            step=step,
        )

    def _sums(self, ledger: Ledger) -> pd.DataFrame:
        """Return the seven amounts as `LedgerIndex.sums` does: without those of derived targets."""
        derived = [target.id for target in self._standing.plan.targets if target.derived_from]
        pieces = ledger.pieces[~ledger.pieces.target.isin(derived)]
        return pieces.groupby(KEY, dropna=False, as_index=False)[list(AMOUNTS)].sum()


def with_pending(rows: Iterable[Row], effects: pd.DataFrame) -> list[Row]:
    """Return the rows with what unsaved edits would change in each; `effects` from `Pending.effects`."""
    return [
        replace(row, pending=_in_row(row, effects), children=tuple(with_pending(row.children, effects)))
        for row in rows
    ]


def _in_row(row: Row, effects: pd.DataFrame) -> dict[str, tuple[float, float]]:
    own = effects[effects.target.isin(row.targets)]
    if row.township is not None:
        own = own[own.unit.fillna(NOWHERE) == row.township]
    if row.year is not None:
        own = own[own.year == row.year]
    sums = own.groupby("stage")[["gross", "counted"]].sum()
    return {
        stage: (from_base(float(s.counted), row.unit), from_base(float(s.gross - s.counted), row.unit))
        for stage, s in sums.iterrows()
        if stage != Stage.NONE.value
    }


def _touched(saved: gpd.GeoDataFrame, edits: Edits) -> pd.Series:
    """Return which of the saved rows were changed or deleted."""
    known = pd.MultiIndex.from_frame(saved[["table", "fid"]])
    changed = pd.MultiIndex.from_frame(edits.rows[["table", "fid"]]) if len(edits.rows) else []
    return known.isin([*changed, *edits.gone])


def _joined(saved: gpd.GeoDataFrame, rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return pd.concat([frame for frame in (saved, rows) if len(frame)] or [saved], ignore_index=True)


def _each_has_its_uuid(rows: gpd.GeoDataFrame) -> bool:
    return not (rows.uuid.isna() | (rows.uuid == "") | rows.uuid.duplicated()).any()


def _difference(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    signed = pd.concat([after, before.assign(**{name: -before[name] for name in AMOUNTS})])
    change = signed.groupby(KEY, dropna=False, as_index=False)[list(AMOUNTS)].sum()
    return change[(change[list(AMOUNTS)].abs() > 1e-6).any(axis=1)].reset_index(drop=True)
