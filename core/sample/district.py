"""The outline and townships of the sample: made up under the real names, the seats near the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..model import Township
from .mesh import SIDE, Mesh
from .noise import fractal
from .rivers import River, han, tributary

AREA = 3_863e6  # m²
ORIGIN = np.array([37_400_000.0, 3_588_000.0])
_BOX = (18_200.0, 1_100.0, 123_600.0, 93_600.0)  # inside lon 110.117-111.267, lat 32.417-33.267
_SEATS = {  # km east and north of ORIGIN
    "420304101": (106.0, 44.5),
    "420304102": (95.0, 52.0),
    "420304103": (63.5, 54.5),
    "420304104": (74.0, 79.0),
    "420304105": (92.0, 83.0),
    "420304106": (106.5, 80.5),
    "420304107": (80.0, 68.5),
    "420304108": (95.0, 69.5),
    "420304109": (110.0, 66.0),
    "420304110": (99.0, 35.0),
    "420304111": (88.0, 37.5),
    "420304112": (72.0, 39.5),
    "420304113": (32.0, 28.5),
    "420304114": (47.5, 53.0),
    "420304115": (88.0, 59.5),
    "420304117": (81.0, 47.5),
    "420304200": (62.5, 67.0),
    "420304201": (48.0, 39.5),
    "420304202": (42.5, 27.5),
    "420304400": (27.0, 17.0),
}
_HAN = ((33.0, 47.0), (118.0, 37.0))
_COURSES = {  # tributaries, downstream; None ends on the main stem nearest to the last point
    "堵河": [(61.0, 29.0), (64.5, 33.0), None],
    "神定河": [(84.0, 28.5), (85.5, 34.0), None],
    "泗河": [(98.0, 25.5), (96.0, 31.0), (99.5, 35.5), None],
    "滔河": [(69.0, 84.0), (80.0, 77.0), (88.0, 74.0), (98.0, 73.5), (104.0, 69.0), (112.0, 70.5)],
    "丹江": [(113.5, 84.0), (110.5, 77.5), (112.0, 70.5), (116.5, 63.5), (117.5, 57.0)],
}
_COURSE_WIDTH = {"堵河": 75.0, "神定河": 35.0, "泗河": 40.0, "滔河": 45.0, "丹江": 90.0}


@dataclass(frozen=True)
class District:
    """The mesh, each cell's township (-1: outside), the cell of each township's seat, and the rivers."""

    mesh: Mesh
    township: np.ndarray
    codes: tuple[str, ...]
    seat: np.ndarray
    main_stem: River
    tributaries: tuple[River, ...]

    @property
    def inside(self) -> np.ndarray:
        return self.township >= 0


def make_district(townships: Sequence[Township], rng: np.random.Generator) -> District:
    """Lay out rivers, then the outline around them and the seats, then the townships."""
    codes = tuple(t.code for t in townships)
    seats = ORIGIN + 1000.0 * np.array([_SEATS[code] for code in codes])
    mesh = Mesh.over(*(np.array(_BOX) + np.tile(ORIGIN, 2)), rng)
    main_stem = han(*(ORIGIN + 1000.0 * np.array(end) for end in _HAN), rng)
    tributaries = tuple(_tributary(name, main_stem, rng) for name in _COURSES)
    inside = _outline(mesh, seats, main_stem, tributaries, rng)
    seat = mesh.cells_at(seats)
    cost = np.exp(3.0 * fractal(mesh.centres, 5_000.0, 2, rng)) * (0.3 + rng.random(len(mesh.centres)))
    return District(mesh, mesh.grow(seat, cost, inside), codes, seat, main_stem, tributaries)


def _tributary(name: str, main_stem: River, rng: np.random.Generator) -> River:
    course = [ORIGIN + 1000.0 * np.array(p) for p in _COURSES[name] if p is not None]
    if _COURSES[name][-1] is None:
        away = [np.hypot(*(main_stem.xy - point).T) for point in course]
        course = [point for point, far in zip(course, away, strict=True) if far.min() > 2_500.0]
        course.append(main_stem.xy[np.hypot(*(main_stem.xy - course[-1]).T).argmin()])
    return tributary(name, np.array(course), _COURSE_WIDTH[name], rng)


def _outline(
    mesh: Mesh, seats: np.ndarray, main_stem: River, tributaries: Sequence[River], rng: np.random.Generator
) -> np.ndarray:
    """Return the cells of the district: near seats and rivers, as many as make up its area."""
    land = sum(np.exp(-(((mesh.centres - seat) ** 2).sum(axis=1)) / 7_500.0**2) for seat in seats)
    land = land + 0.8 * np.exp(-((mesh.distance_to(main_stem.xy) / 4_000.0) ** 2))
    height = -land - 1.2 * (fractal(mesh.centres, 10_000.0, 5, rng) - 0.5)
    for river in (main_stem, *tributaries):
        height = np.where(mesh.distance_to(river.xy) < 2.5 * SIDE, -9.0, height)
    height = np.where(mesh.distance_to(seats) < 4 * SIDE, -9.0, height)
    from_stem = mesh.distance_to(main_stem.xy)
    for end, before in ((0, 20), (-1, -21)):  # the river comes and goes over the border
        out = main_stem.xy[end] - main_stem.xy[before]
        away = mesh.centres - main_stem.xy[end]
        far = np.hypot(*away.T)
        beyond = (away @ out / np.hypot(*out) > 1.3 * SIDE) | (far > 2_500.0)
        height = np.where(beyond & (far <= from_stem) & (far < 9_000.0), 9.0, height)
    inner = (mesh.neighbours >= 0).all(axis=1)
    cells = round(AREA / (1.5 * np.sqrt(3.0) * SIDE**2))
    level = np.sort(height[inner])[cells]
    inside = np.zeros(len(height), dtype=bool)
    while inside.sum() < cells:
        inside = _without_holes(mesh, inner & (height <= level))
        level += 0.01
    return mesh.peel(inside, height, cells)


def _without_holes(mesh: Mesh, inside: np.ndarray) -> np.ndarray:
    """Return the largest patch with its holes filled."""
    patch = mesh.components(np.where(inside, 0, -1))
    largest = patch == np.bincount(patch[patch >= 0]).argmax()
    around = mesh.components(np.where(largest, -1, 0))
    outside = np.unique(around[(mesh.neighbours < 0).any(axis=1)])
    return ~np.isin(around, outside[outside >= 0])
