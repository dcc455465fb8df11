"""A ledger with its unsaved edits: one index that holds both, told only of what is new.

>>> import geopandas, shapely
>>> from ecoledger.core import Target, unit_of
>>> target = Target("greening", "4", "荒山绿化", "Greening", "area", "polygon", 30.0, unit_of("亩"), 20000.0)
>>> def box(west, south, east, north):
...     return shapely.box(37500000 + west, 3600000 + south, 37500000 + east, 3600000 + north)
>>> towns = geopandas.GeoDataFrame({"code": ["1"]}, geometry=[box(0, 0, 1000, 1000)], crs="EPSG:4525")
>>> def parcel(fid, uuid, year, shape):
...     rows = {"table": ["polygons"], "fid": [fid], "uuid": [uuid], "target": ["greening"], "year": [year]}
...     return geopandas.GeoDataFrame(rows, geometry=[shape], crs="EPSG:4525")
>>> saved = with_own_uuids(parcel(1, "a", 2018, box(0, 0, 100, 100)))
>>> ledger = EditedLedger(saved, LedgerIndex.build(saved, towns, [target]))
>>> ledger.tell(ledger.news(Edits(parcel(-2, "b", 2019, box(50, 0, 150, 100)))))
>>> ledger.effects()[["target", "unit", "counted"]].round().to_numpy().tolist()
[['greening', '1', 5000.0]]
>>> ledger.tell(ledger.news(Edits(saved.iloc[:0])))
>>> ledger.effects().empty
True
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..ledger import AMOUNTS
from ..stacking import stacked
from .index import LedgerIndex
from .results import Sums, add

Key = tuple[str, int]  # table and fid
KEY = ["target", "unit", "year", "stage"]
_NOTHING = 1e-6  # m², m or sites: what is left of adding up and taking away again


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
    gone: tuple[Key, ...] = ()


@dataclass(frozen=True)
class News:
    """What the index does not know yet; made by `EditedLedger.news`.

    Parameters
    ----------
    now : mapping of (table, fid) to tuple
        All unsaved edits, by their values; None: deleted.
    rows : GeoDataFrame
        To be put into the index.
    back : tuple of (table, fid)
        To be put back as they are saved, or taken out where they are not.
    gone : tuple of (table, fid)
        To be taken out.
    """

    now: Mapping[Key, tuple | None]
    rows: gpd.GeoDataFrame
    back: tuple[Key, ...]
    gone: tuple[Key, ...]

    def __len__(self) -> int:
        return len(self.rows) + len(self.back) + len(self.gone)


class EditedLedger:
    """Keeps an index at what is saved with the unsaved edits in it.

    Not made for two threads at once, as the index is not.

    Parameters
    ----------
    saved : GeoDataFrame
        Interventions with `table`, `fid` and the columns of `close_ledger`, from `with_own_uuids`.
    index : LedgerIndex
        Built from them.
    """

    def __init__(self, saved: gpd.GeoDataFrame, index: LedgerIndex) -> None:
        self.index = index
        self._told: dict[Key, tuple | None] = {}
        self._uuids: dict[Key, str] = {}  # of those told
        self._effects: Sums = {}
        self._take(saved)

    def _take(self, saved: gpd.GeoDataFrame) -> None:
        self.saved = saved
        keys = _keys(saved)
        self._at = {key: at for at, key in enumerate(keys)}
        self._owner = dict(zip(saved.uuid, keys, strict=True))

    def news(self, edits: Edits) -> News:
        """Compare all unsaved edits of now with those the index was told of.

        An edit without a uuid of its own, such as a copied parcel, gets one: it counts as another parcel.
        """
        rows = self._with_own_uuids(edits)
        now = dict(zip(keys := _keys(rows), _values(rows), strict=True))
        now |= dict.fromkeys(edits.gone)
        new = [self._told.get(key, ()) != now[key] for key in keys]
        gone = tuple(key for key in edits.gone if self._told.get(key, ()) is not None)
        back = tuple(key for key in self._told if key not in now)
        return News(now, rows[np.array(new, dtype=bool)], back, gone)

    def _with_own_uuids(self, edits: Edits) -> gpd.GeoDataFrame:
        edited = {*_keys(edits.rows), *edits.gone}
        claimed = [self._owner.get(uuid) for uuid in edits.rows.uuid]
        taken = {self.saved.uuid.iloc[self._at[key]] for key in claimed if key and key not in edited}
        return with_own_uuids(edits.rows, taken)

    def tell(self, news: News) -> None:
        """Bring the index to the edits of now."""
        if len(news):
            back = self.saved.iloc[[self._at[key] for key in news.back if key in self._at]]
            self._change(news.rows, back, [*news.back, *news.gone])
            self._told = dict(news.now)
            for key in (*news.back, *news.gone):
                self._uuids.pop(key, None)
            self._uuids |= dict(zip(_keys(news.rows), news.rows.uuid, strict=True))
        if not self._told:
            self._effects = {}

    def _change(self, rows: gpd.GeoDataFrame, back: gpd.GeoDataFrame, out: list[Key]) -> None:
        """Put rows and saved rows into the index, take others out, and note what that moved."""
        before = [self._uuid_of(key) for key in (*_keys(rows), *out)]
        put = stacked([rows, back])
        removed = {uuid for uuid in before if uuid is not None} - set(put.uuid)
        add(self._effects, self.index.moved(self.index.change(put, removed)))

    def _uuid_of(self, key: Key) -> str | None:
        """Return by which uuid the index knows an intervention; None where it does not."""
        if key in self._told:
            return self._uuids.get(key)
        return self.saved.uuid.iloc[self._at[key]] if key in self._at else None

    def effects(self) -> pd.DataFrame:
        """Return target, unit, year, stage and how much their amounts changed by the edits, in base units.

        Those of derived targets too, in m².
        """
        table = pd.DataFrame(list(self._effects), columns=KEY)
        amounts = np.array(list(self._effects.values())).reshape(-1, len(AMOUNTS))
        table[list(AMOUNTS)] = amounts
        return table[(np.abs(amounts) > _NOTHING).any(axis=1)].reset_index(drop=True)

    def save(self, edits: Edits) -> None:
        """Take over what was saved: from here on it is no edit any more, and others have to be told again."""
        self.tell(self.news(Edits(edits.rows.iloc[:0])))
        rows = self._with_own_uuids(edits)
        self._change(rows, rows.iloc[:0], list(edits.gone))
        self._effects = {}
        changed = {*_keys(rows), *edits.gone}
        kept = self.saved[[key not in changed for key in _keys(self.saved)]]
        self._take(stacked([kept, rows]))


def with_own_uuids(rows: gpd.GeoDataFrame, taken: Container[str] = ()) -> gpd.GeoDataFrame:
    """Return interventions each with a uuid of its own: one that is missing or taken is made up.

    The first of two with one uuid keeps it. A made-up one sorts right behind it, so that it decides as the
    two would by their fids who was first.

    Examples
    --------
    >>> rows = gpd.GeoDataFrame({"table": "lines", "fid": [1, 2, 3], "uuid": ["a", "a", None]},
    ...                         geometry=[None] * 3)
    >>> with_own_uuids(rows).uuid.tolist()
    ['a', 'a~lines 2', '~lines 3']
    """
    uuid = rows.uuid.astype(object).where(rows.uuid.notna(), "")
    unclear = (uuid == "") | uuid.duplicated() | np.array([u in taken for u in uuid], dtype=bool)
    if not unclear.any():
        return rows
    made_up = uuid + "~" + rows.table.astype(str) + " " + rows.fid.astype(str)
    return rows.assign(uuid=uuid.where(~unclear, made_up))


def _keys(rows: gpd.GeoDataFrame) -> list[Key]:
    return list(zip(rows.table, rows.fid, strict=True))


def _values(rows: gpd.GeoDataFrame) -> list[tuple]:
    """Return each row's values in a form that can be compared."""
    table = pd.DataFrame(rows.drop(columns=rows.geometry.name)).astype(object)
    table = table.where(table.notna(), None)
    wkb = shapely.to_wkb(rows.geometry.to_numpy())
    return list(zip(table.itertuples(index=False, name=None), wkb, strict=True))
