"""Work in blocks on all processors: GEOS and numpy release Python's lock.

A prepared geometry builds its index on first use and must stay in one thread: blocks are cut so that what
shares one stays together.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

_WORKERS = min(os.cpu_count() or 1, 8)
_SMALL = 64  # members below which threads cost more than they give, as long as these are small themselves


def in_threads(
    function: Callable,
    *arrays: np.ndarray,
    keep_together: np.ndarray | None = None,
    least: int = _SMALL,
    each: int = 4,
) -> np.ndarray:
    """Apply a vectorised shapely function to arrays of equal length, in blocks on all processors.

    Parameters
    ----------
    function : callable
        Takes the arrays' blocks, returns an array of the block's length.
    keep_together : ndarray of int, optional
        Sorted keys; a run of equal keys is never cut.
    least : int
        Number of members from which threads are used.
    each : int
        Blocks for each thread: several even out what some take longer, one is best for numpy's many short
        operations, which wait for Python's lock.
    """
    n = len(arrays[0])
    if n < least or _WORKERS == 1:
        return function(*arrays)
    cuts = np.linspace(0, n, _WORKERS * each + 1).astype(int)[1:-1]
    if keep_together is not None:
        cuts = np.unique(np.searchsorted(keep_together, keep_together[cuts]))
    blocks = [np.split(a, cuts) for a in arrays]
    with ThreadPoolExecutor(_WORKERS) as pool:
        return np.concatenate(list(pool.map(function, *blocks)))
