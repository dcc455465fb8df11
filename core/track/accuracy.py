"""How far a walked area can be trusted."""

from __future__ import annotations

import numpy as np

from .walk import Walk

HANDHELD = 3.0  # m: what a handheld in the open is taken for where the file says nothing
RANGE_ERROR = 3.0  # m: position error is hdop times this


def fix_errors(walk: Walk, default: float = HANDHELD) -> np.ndarray:
    """Return the standard error of each fix per axis in m, shape (n,).

    The device's own accuracy where the file has it, else its hdop times 3 m, else `default`. Devices state a
    radius; taken per axis it is on the safe side.

    Examples
    --------
    >>> from ..fielddata.model import Item, Part
    >>> from .walk import walk_of
    >>> part = Part(np.array([[110.8, 32.8]] * 3), columns={"hdop": np.array([1.0, 2.0, np.nan])})
    >>> fix_errors(walk_of(Item("track", "", (part,)), 4490)).tolist()
    [3.0, 6.0, 3.0]
    """
    stated = walk.columns.get("accuracy", np.full(len(walk), np.nan))
    by_hdop = walk.columns.get("hdop", np.full(len(walk), np.nan)) * RANGE_ERROR
    error = np.where(stated > 0, stated, np.where(by_hdop > 0, by_hdop, default))
    return error.astype(float)


def area_error(ring: np.ndarray, errors: np.ndarray) -> float:
    """Return the standard error in m² of a ring's area when each vertex errs by itself.

    The shoelace area is ``½ Σ xᵢ (yᵢ₊₁ - yᵢ₋₁)``, so its variance is ``¼ Σ σᵢ² |pᵢ₊₁ - pᵢ₋₁|²``; with even
    spacing s and perimeter P that is σ² s P, less a little at sharp corners. What all fixes have in common
    (drift of the satellites) moves the parcel and leaves its area.

    Parameters
    ----------
    ring : ndarray, shape (n, 2)
        Vertices in m, the first not repeated at the end.
    errors : ndarray, shape (n,)
        Standard error of each vertex per axis, m.

    Examples
    --------
    A square of 38.4 mu walked with a fix every 10 m and 3 m error is sure to 0.35 mu:

    >>> side = np.arange(0, 160, 10.0)
    >>> ring = np.concatenate([np.c_[side, side * 0], np.c_[side * 0 + 160, side],
    ...                        np.c_[160 - side, side * 0 + 160], np.c_[side * 0, 160 - side]])
    >>> round(area_error(ring, np.full(len(ring), 3.0)) * 3 / 2000, 2)
    0.35
    """
    across = np.roll(ring, -1, axis=0) - np.roll(ring, 1, axis=0)
    return float(np.sqrt((errors**2 * (across**2).sum(axis=1)).sum()) / 2)


def gap_area(gap: float) -> float:
    """Return the ground in m² that an unwalked closing edge of `gap` m may hide: the half disc over it."""
    return float(np.pi * gap**2 / 8)
