"""What the ledger of the sample must say: sums of the pieces that were laid, measured another way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import shapely

from ..model import Stage
from .drafts import Draft, Piece
from .measure import areas

DEDUCTIONS = ("invalid", "outside", "baseline", "too_small", "overlap")
AMOUNTS = ("gross", *DEDUCTIONS, "counted")


@dataclass(frozen=True)
class Expected:
    """The expected answers, in base units (m², m, sites), with default options.

    Parameters
    ----------
    pieces : DataFrame
        One row per intervention that takes part, and township: uuid, target, unit (None: in none), stage,
        status, year, `AMOUNTS`.
    reasons : Mapping of str to str
        uuid → the reasons of its row of the ledger, "" where all of it counts.
    earlier : Mapping of str to str
        uuid → uuids of the earlier ones it repeats, joined by ";".
    excluded : Mapping of str to float
        uuid → size of what takes no part, for its status.
    shared : Mapping of (str, str) to float
        Counted ground in m² of two targets in common; pairs that are not listed share none.
    reported : Mapping of str to float
        Target → what the reported values come to.
    reach : float
        m: the Han reach that bank works are counted along.
    """

    pieces: pd.DataFrame
    reasons: Mapping[str, str]
    earlier: Mapping[str, str]
    excluded: Mapping[str, float]
    shared: Mapping[tuple[str, str], float]
    reported: Mapping[str, float]
    reach: float

    def progress(self, by_township: bool = False) -> pd.DataFrame:
        """Return the sums of what is accepted: target, (unit,) `AMOUNTS`, n interventions."""
        done = self.pieces[self.pieces.stage == Stage.ACCEPTED.value]
        keys = ["target", "unit"] if by_township else ["target"]
        grouped = done.groupby(keys, dropna=False)
        return grouped[list(AMOUNTS)].sum().assign(n=grouped.uuid.nunique()).reset_index()


def expect(
    drafts: Sequence[Draft],
    shared: Iterable[tuple[str, str, shapely.Polygon]],
    reported: Mapping[str, float],
    reach: float,
) -> Expected:
    """Add up what was laid."""
    size = _sizes([piece for draft in drafts for piece in draft.pieces])
    taking_part = [draft for draft in drafts if draft.stage is not Stage.NONE]
    return Expected(
        _pieces(taking_part, size),
        {draft.uuid: _reason(draft) for draft in drafts},
        {draft.uuid: ";".join(e for e in earlier) for draft in drafts if (earlier := _earlier(draft))},
        {d.uuid: _whole_size(d, size) for d in drafts if d.stage is Stage.NONE},
        _shared(shared),
        dict(reported),
        reach,
    )


def _sizes(pieces: Sequence[Piece]) -> dict[int, float]:
    """Return each piece's size by its identity; areas are measured all at once."""
    size = {id(piece): piece.amount for piece in pieces}
    shaped = [piece for piece in pieces if piece.shape is not None]
    return size | dict(zip(map(id, shaped), areas([p.shape for p in shaped]).tolist(), strict=True))


def _pieces(drafts: Sequence[Draft], size: Mapping[int, float]) -> pd.DataFrame:
    rows = [
        {
            "uuid": draft.uuid,
            "target": draft.target.id if draft.target else "",
            "unit": piece.unit,
            "stage": draft.stage.value,
            "status": draft.status,
            "year": draft.year,
            "gross": size[id(piece)],
            (piece.deduction or "counted"): size[id(piece)],
        }
        for draft in drafts
        for piece in draft.pieces
    ]
    table = pd.DataFrame(rows).reindex(columns=[*rows[0].keys()][:6] + list(AMOUNTS))
    table[list(AMOUNTS)] = table[list(AMOUNTS)].fillna(0.0)
    keys = ["uuid", "target", "unit", "stage", "status", "year"]
    return table.groupby(keys, dropna=False, sort=False)[list(AMOUNTS)].sum().reset_index()


def _reason(draft: Draft) -> str:
    if draft.stage is Stage.NONE:
        return "status"
    found = {piece.deduction for piece in draft.pieces}
    return draft.reason or ";".join(name for name in DEDUCTIONS if name in found)


def _earlier(draft: Draft) -> list[str]:
    if draft.stage is Stage.NONE:
        return []
    return list(dict.fromkeys(piece.earlier for piece in draft.pieces if piece.earlier))


def _whole_size(draft: Draft, size: Mapping[int, float]) -> float:
    return draft.more.get("length", sum(size[id(piece)] for piece in draft.pieces))


def _shared(shared: Iterable[tuple[str, str, shapely.Polygon]]) -> dict[tuple[str, str], float]:
    shared = list(shared)
    total: dict[tuple[str, str], float] = {}
    for (one, other, _), area in zip(shared, areas([s for *_, s in shared]), strict=True):
        key = (min(one, other), max(one, other))
        total[key] = total.get(key, 0.0) + float(area)
    return total
