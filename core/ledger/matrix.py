"""Ground that counts for two targets at once: shown, never hidden in a sum."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..area import areas_on, working_map
from ..overlap import meeting_pairs
from ..overlay import difference, intersection
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
