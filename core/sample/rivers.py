"""The rivers of the sample district: the Han main stem of exactly 136 km, and its tributaries.

A meander is a sine-generated curve (Langbein and Leopold, "River meanders: theory of minimum variance",
USGS Professional Paper 422-H, 1966): the direction swings like a sine of the distance along the channel, so
that the curvature stays bounded and the length is known before the river is drawn. Bank vertices stand
across from the middles of the river's edges: their place along the river is known without projecting them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .measure import line_length

MAIN_STEM = 136_000.0  # metres: the Han reach of the plan
_EDGE = 50.0
_HALF_WIDTH = (110.0, 300.0)


@dataclass(frozen=True)
class River:
    """A river's line and, for each of its edges, the middle, the unit normal to the left and the half width.

    Parameters
    ----------
    xy : ndarray, shape (n + 1, 2)
        Downstream, metres.
    middles, left : ndarray, shape (n, 2)
    half_width : ndarray, shape (n,)
    """

    name: str
    xy: np.ndarray
    middles: np.ndarray
    left: np.ndarray
    half_width: np.ndarray

    @classmethod
    def along(cls, name: str, xy: np.ndarray, half_width: np.ndarray) -> River:
        """Make a river of its line, rounded to millimetres."""
        xy = xy.round(3)
        step = np.diff(xy, axis=0)
        length = np.hypot(*step.T)[:, None]
        left = np.column_stack([-step[:, 1], step[:, 0]]) / length
        return cls(name, xy, (xy[:-1] + xy[1:]) / 2, left, half_width)

    def beside(self, side: int, distance: np.ndarray | float = 0.0) -> np.ndarray:
        """Return points across from the edges' middles, `distance` metres landward of the bank.

        Parameters
        ----------
        side : int
            1 for the left bank, 2 for the right, looking downstream.
        """
        sign = 1.0 if side == 1 else -1.0
        return (self.middles + sign * self.left * (self.half_width + distance)[:, None]).round(3)


def han(start: Sequence[float], end: Sequence[float], rng: np.random.Generator) -> River:
    """Return the main stem from `start` to `end`, 136 km long on the ellipsoid."""
    start, end = np.array(start), np.array(end)
    n = int(MAIN_STEM / _EDGE)
    swing = _swings(n, 19_000.0, rng)
    low, high = 0.2, 1.9
    for _ in range(50):
        strength = (low + high) / 2
        xy = _walk(swing * strength)
        low, high = (strength, high) if np.hypot(*(xy[-1])) > np.hypot(*(end - start)) else (low, strength)
    turn = complex(*(end - start)) / complex(*xy[-1])
    xy = start + _times(xy, turn)
    for _ in range(3):
        xy = start + (xy - start) * (MAIN_STEM / line_length(xy))
    return River.along("汉江", xy, smooth_widths(n, _HALF_WIDTH, rng))


def tributary(name: str, course: np.ndarray, half_width: float, rng: np.random.Generator) -> River:
    """Return a small river near the points of `course`, downstream, its last point kept."""
    legs = np.hypot(*np.diff(course, axis=0).T)
    n = int(legs.sum() / _EDGE)
    at = np.linspace(0, len(legs), n + 1)
    smooth = _through(course, at)
    step = np.gradient(smooth, axis=0)
    normal = np.column_stack([-step[:, 1], step[:, 0]]) / np.hypot(*step.T)[:, None]
    fade = np.minimum(1.0, np.minimum(np.arange(n + 1), np.arange(n, -1, -1)) / 24)
    sway = 330.0 * np.r_[0.0, _swings(n, 3_600.0, rng)] * fade
    xy = smooth + normal * sway[:, None]
    return River.along(name, xy, np.linspace(0.4, 1.0, n) * half_width)


def _swings(n: int, wavelength: float, rng: np.random.Generator) -> np.ndarray:
    """Return a wave over n edges whose length and height vary from bend to bend."""
    bends = int(n * _EDGE / wavelength * 2) + 4
    length = wavelength / 2 * (0.7 + 0.6 * rng.random(bends))
    height = 0.65 + 0.5 * rng.random(bends)
    ends = np.r_[0.0, np.cumsum(length)] / _EDGE
    at = np.arange(n) + 0.5
    bend = np.searchsorted(ends, at) - 1
    share = (at - ends[bend]) / (length[bend] / _EDGE)
    return np.where(bend % 2 == 0, 1.0, -1.0) * height[bend] * np.sin(np.pi * share)


def _walk(direction: np.ndarray) -> np.ndarray:
    steps = np.column_stack([np.cos(direction), np.sin(direction)]) * _EDGE
    return np.vstack([[0.0, 0.0], np.cumsum(steps, axis=0)])


def _times(xy: np.ndarray, factor: complex) -> np.ndarray:
    """Turn and stretch the plane."""
    turned = (xy[:, 0] + 1j * xy[:, 1]) * factor
    return np.column_stack([turned.real, turned.imag])


def _through(course: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return points of a Catmull-Rom curve through `course`; `at` counts its legs."""
    padded = np.vstack([2 * course[0] - course[1], course, 2 * course[-1] - course[-2]])
    leg = np.minimum(at.astype(int), len(course) - 2)
    t = (at - leg)[:, None]
    a, b, c, d = (padded[leg + i] for i in range(4))
    return b + t * ((c - a) / 2 + t * (a - 2.5 * b + 2 * c - d / 2 + t * (1.5 * (b - c) + (d - a) / 2)))


def smooth_widths(n: int, limits: tuple[float, float], rng: np.random.Generator) -> np.ndarray:
    """Return widths along n edges that change slowly between the limits, metres."""
    knots = rng.random(n // 120 + 2)
    at = np.arange(n) / 120
    i = at.astype(int)
    t = at - i
    smooth = t * t * (3 - 2 * t)
    share = knots[i] * (1 - smooth) + knots[i + 1] * smooth
    return limits[0] + (limits[1] - limits[0]) * share
