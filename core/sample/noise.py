"""Smooth random fields: where mountains, bare rock or wet valleys of the sample district are.

Gradient noise (K. Perlin, "An image synthesizer", SIGGRAPH 1985), several octaves on grids turned at random.
Only `Generator.random` is used: its stream is the same on every platform and in every numpy.
"""

from __future__ import annotations

import numpy as np


def permutation(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return 0 … n-1 in random order."""
    return np.argsort(rng.random(n), kind="stable")


def fractal(xy: np.ndarray, wavelength: float, octaves: int, rng: np.random.Generator) -> np.ndarray:
    """Return a smooth random height about 0.5, seldom beyond 0 … 1, at points, shape (n, 2), metres.

    Parameters
    ----------
    wavelength : float
        Size of the largest hills, metres; each further octave halves it.

    Examples
    --------
    >>> xy = np.array([[0.0, 0.0], [1.0, 0.0], [5000.0, 0.0]])
    >>> low, near, far = fractal(xy, 1000.0, 3, np.random.default_rng(1))
    >>> bool(abs(near - low) < 0.01)
    True
    """
    total, weight = np.zeros(len(xy)), 0.0
    for octave in range(octaves):
        share = 0.5**octave
        turn = 2 * np.pi * rng.random()
        axes = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        at = (xy - xy[0]) @ axes / (wavelength * share)
        total += share * _octave(at - at.min(axis=0) + rng.random(2), rng)
        weight += share
    return 0.5 + 0.8 * total / weight


def _octave(at: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Blend the slopes at the four corners of each point's square; `at` is positive."""
    whole = at.astype(int)
    columns, rows = whole.max(axis=0) + 2
    angle = 2 * np.pi * rng.random((columns, rows))
    slope = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    i, j = whole.T
    within = at - whole
    u, v = (within**3 * (within * (within * 6 - 15) + 10)).T
    ramp = {(a, b): (slope[i + a, j + b] * (within - [a, b])).sum(axis=1) for a in (0, 1) for b in (0, 1)}
    south = ramp[0, 0] * (1 - u) + ramp[1, 0] * u
    north = ramp[0, 1] * (1 - u) + ramp[1, 1] * u
    return south * (1 - v) + north * v
