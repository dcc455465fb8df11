"""Rounding that still adds up: printed parts make the printed total, to the last digit."""

from __future__ import annotations

import numpy as np


def round_parts(parts: np.ndarray, total: float, digits: int) -> np.ndarray:
    """Round parts so that they add up to the rounded total (largest remainder).

    Parameters
    ----------
    parts : ndarray of float, shape (n,)
    total : float
        What the parts add up to; rounded half up.
    digits : int
        Decimals kept.

    Examples
    --------
    >>> round_parts(np.array([1.4, 1.4, 1.2]), 4.0, 0).tolist()
    [2.0, 1.0, 1.0]
    """
    scale = 10.0**digits
    scaled = np.asarray(parts, dtype=float) * scale
    floor = np.floor(scaled)
    missing = int(np.floor(total * scale + 0.5) - floor.sum())
    order = np.lexsort((np.arange(len(floor)), -(scaled - floor)))
    if missing > 0:
        floor[np.resize(order, missing)] += 1
    elif missing < 0:
        floor[np.resize(order[::-1], -missing)] -= 1
    return floor / scale


def round_table(rows: np.ndarray, digits: int) -> np.ndarray:
    """Round a table of deductions and counted amounts so that columns add up to their rounded totals.

    The rows' gross amounts are then the sums of their printed parts, so every row closes too.

    Parameters
    ----------
    rows : ndarray of float, shape (n, m)
        One row per unit, one column per part of gross.

    Returns
    -------
    ndarray, shape (n + 1, m + 1)
        Gross first, then the parts; the last row is the total.

    Examples
    --------
    >>> round_table(np.array([[0.3, 1.3], [0.3, 2.3]]), 0).tolist()
    [[2.0, 1.0, 1.0], [2.0, 0.0, 2.0], [4.0, 1.0, 3.0]]
    """
    rows = np.asarray(rows, dtype=float)
    totals = round_parts(rows.sum(axis=0), rows.sum(), digits)
    columns = [round_parts(rows[:, j], totals[j], digits) for j in range(rows.shape[1])]
    parts = np.vstack([np.column_stack(columns), totals])
    return np.column_stack([parts.sum(axis=1).round(digits), parts])
