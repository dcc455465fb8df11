"""Ground that counts for two targets at once: shown, never hidden in a sum."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
import shapely

from ..area import areas_on, working_map
from ..overlap import find_repeats, meeting_pairs
from ..overlay import difference, intersection
from .assemble import STAGES
from .close import Ledger


def counted_ground(ledger: Ledger) -> np.ndarray:
    """Return the counted polygon of each row of `ledger.pieces` (None where no area counts).

    The ground of one target's pieces does not overlap.
    """
    pieces = ledger.pieces
    ground = np.where((pieces.counted > 0) & (pieces.kind == "area"), pieces.ground, None)
    repeats = ledger.deductions[(ledger.deductions.kind == "overlap") & (ledger.deductions.base_unit == "m2")]
    if not len(repeats):
        return ground
    keys = pd.MultiIndex.from_frame(pieces[["entry", "unit"]])
    taken = repeats.groupby(["entry", "unit"]).geometry.agg(lambda g: shapely.union_all(g.to_numpy()))
    rows = np.flatnonzero(keys.isin(taken.index) & ~shapely.is_missing(ground))
    ground[rows] = difference(ground[rows], taken.reindex(keys[rows]).to_numpy(dtype=object))
    return ground


def pieces_as_one(ledger: Ledger, targets: Collection[str]) -> pd.DataFrame:
    """Return the area pieces of several targets as if of one: ground of two is overlap the second time.

    Returns
    -------
    DataFrame
        Rows of `ledger.pieces`, overlap and counted changed, every row still closed. What is accepted comes
        first, then the earlier year.
    """
    own = ledger.pieces.target.isin(targets).to_numpy()
    pieces, ground = ledger.pieces[own].reset_index(drop=True), counted_ground(ledger)[own]
    rows = np.flatnonzero(~shapely.is_missing(ground))
    stage = pieces.stage.map(STAGES.index)
    rank = np.empty(len(pieces), dtype=int)
    rank[np.lexsort([pieces.entry, pieces.year.fillna(np.inf), stage])] = np.arange(len(pieces))
    found = find_repeats(ground[rows], pd.factorize(pieces.unit)[0][rows], rank[rows])
    area = areas_on(found.geometry, working_map(ledger.crs, ground))
    repeated = np.bincount(rows[found.later], area, minlength=len(pieces))
    repeated = np.minimum(repeated, pieces.counted.to_numpy())
    return pieces.assign(overlap=pieces.overlap + repeated, counted=pieces.counted - repeated)


def overlap_matrix(ledger: Ledger) -> pd.DataFrame:
    """Return the counted area in m² that each two targets share; the diagonal is what a target counts.

    Returns
    -------
    DataFrame
        Symmetric, rows and columns are target ids in order.

    Examples
    --------
    See `ecoledger.core`.
    """
    pieces = ledger.pieces
    done = ((pieces.kind == "area") & (pieces.counted > 0) & (pieces.stage == "accepted")).to_numpy()
    ground = counted_ground(ledger)[done]
    target, names = pd.factorize(pieces.target[done], sort=True)
    matrix = np.zeros((len(names), len(names)))
    np.fill_diagonal(matrix, np.bincount(target, pieces.counted[done], minlength=len(names)))
    a, b = meeting_pairs(ground, ground)
    a, b = a[apart := target[a] < target[b]], b[apart]
    plane = working_map(ledger.crs, ground)
    area = areas_on(intersection(ground[a], ground[b]), plane)
    np.add.at(matrix, (target[a], target[b]), area)
    np.add.at(matrix, (target[b], target[a]), area)
    return pd.DataFrame(matrix, index=names, columns=names)
