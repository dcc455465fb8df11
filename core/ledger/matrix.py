"""Ground that counts for two targets at once: shown, never hidden in a sum."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
import shapely

from ..area import areas_on, working_map
from ..overlap import find_repeats, meeting_pairs, without_repeats
from ..overlay import from_corner, intersection, near_corner
from .close import Ledger


def _ground_near_corner(ledger: Ledger) -> tuple[np.ndarray, np.ndarray]:
    """Return a corner and the counted ground seen from it: there the thinnest slivers stay valid."""
    pieces = pd.concat([ledger.pieces, ledger.held] if len(ledger.held) else [ledger.pieces])
    counts = np.flatnonzero((pieces.kind == "area") & (pieces.counted > 0))
    pieces = pieces.iloc[counts]
    sets = pieces.groupby(["set", "unit"]).ngroup().to_numpy()
    corner, [near] = near_corner(pieces.ground.to_numpy(dtype=object))
    left = without_repeats(near, sets, pieces["rank"].to_numpy())
    ground = np.full(len(ledger.pieces), None, dtype=object)
    own = counts < len(ground)
    ground[counts[own]] = left[own]
    return corner, ground


def pieces_as_one(ledger: Ledger, targets: Collection[str]) -> pd.DataFrame:
    """Return the area pieces of several targets as if of one: ground of two is overlap the second time.

    Returns
    -------
    DataFrame
        Rows of `ledger.pieces`, overlap and counted changed, every row still closed.
    """
    own = ledger.pieces.target.isin(targets).to_numpy()
    corner, ground = _ground_near_corner(ledger)
    pieces, ground = ledger.pieces[own].reset_index(drop=True), ground[own]
    rows = np.flatnonzero(~shapely.is_missing(ground))
    units = pd.factorize(pieces.unit)[0][rows]
    found = find_repeats(ground[rows], units, pieces["rank"].to_numpy()[rows])
    area = areas_on(from_corner(corner, found.geometry), working_map(ledger.crs, ground))
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
    corner, ground = _ground_near_corner(ledger)
    ground = ground[done]
    target, names = pd.factorize(pieces.target[done], sort=True)
    matrix = np.zeros((len(names), len(names)))
    np.fill_diagonal(matrix, np.bincount(target, pieces.counted[done], minlength=len(names)))
    a, b = meeting_pairs(ground, ground)
    a, b = a[apart := target[a] < target[b]], b[apart]
    shared = from_corner(corner, intersection(ground[a], ground[b]))
    area = areas_on(shared, working_map(ledger.crs, shared))
    np.add.at(matrix, (target[a], target[b]), area)
    np.add.at(matrix, (target[b], target[a]), area)
    return pd.DataFrame(matrix, index=names, columns=names)
