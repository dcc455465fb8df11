"""The hidden mesh of the sample district: uneven hexagons, so that what lies where is known by counting.

Every area of the sample is a set of cells; its outline follows the cells' edges, rounded at the corners.
Two areas of one coverage share their border vertex by vertex. At most three cells meet in a point, so that
rings are found by following edges, and a rounded corner never leaves the triangle it rounds: what an area of
another set of cells does never reaches the middle of a cell. `Mesh.clear` is the radius of that middle.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from .noise import fractal
from .outline import Outline, drawn, signed_area

SIDE = 500.0  # metres
_JITTER, _ROUGH = 0.17, 0.05  # shares of a side
_TURN = np.array([[0.9397, 0.342], [-0.342, 0.9397]])  # 20 degrees: no edge runs along the map's axes
_WARP, _WAVE = 1_500.0, 8_000.0  # metres: how far, and over which length, the mesh is bent


@dataclass(frozen=True)
class Mesh:
    """Hexagonal cells over a box.

    Parameters
    ----------
    centres : ndarray, shape (n, 2)
        Metres.
    neighbours : ndarray of int, shape (n, 6)
        Counter-clockwise from north-west; -1 beyond the box.
    corners : ndarray of int, shape (n, 6)
        Nodes counter-clockwise from north; the edge from corner k to k + 1 faces neighbour k.
    nodes, rough : ndarray, shape (m, 2) and (m, 4, 2)
        Places of the nodes, and what makes the outline beside each a little rough.
    """

    centres: np.ndarray
    neighbours: np.ndarray
    corners: np.ndarray
    nodes: np.ndarray
    rough: np.ndarray

    @classmethod
    def over(cls, west: float, south: float, east: float, north: float, rng: np.random.Generator) -> Mesh:
        """Lay the mesh over a box, metres; the outermost cells have no whole set of neighbours."""
        width, height = np.sqrt(3.0) * SIDE, 1.5 * SIDE
        half = np.array([east - west, north - south]) / 2
        columns, rows = int(2 * np.hypot(*half) / width) + 2, int(2 * np.hypot(*half) / height) + 2
        row, column = np.divmod(np.arange(rows * columns), columns)
        odd = row % 2
        lattice = np.column_stack([(column + odd / 2) * width, row * height])
        turned = (lattice - lattice.mean(axis=0)) @ _TURN
        steps = [(1, odd - 1), (0, -1), (-1, odd - 1), (-1, odd), (0, 1), (1, odd)]
        near = np.column_stack([_cell(row + up, column + side, rows, columns) for up, side in steps])
        kept = (np.abs(turned) <= half).all(axis=1)
        number = np.append(np.where(kept, np.cumsum(kept) - 1, -1), -1)
        centres, neighbours = turned[kept] + half + [west, south], number[near[kept]]
        corners = _corners(neighbours)
        north_corner = np.array([0.0, SIDE]) @ _TURN
        nodes = np.empty((2 * len(centres), 2))
        nodes[0::2], nodes[1::2] = centres + north_corner, centres - north_corner
        both = np.vstack([centres, nodes])
        both += _WARP * (np.column_stack([fractal(both, _WAVE, 2, rng) for _ in "xy"]) - 0.5)
        centres, nodes = both[: len(centres)], both[len(centres) :]
        nodes += _in_disc(rng, len(nodes)) * _JITTER * SIDE
        rough = _in_disc(rng, 4 * len(nodes)).reshape(-1, 4, 2) * _ROUGH * SIDE
        return cls(centres, neighbours, corners, nodes, rough)

    @cached_property
    def clear(self) -> np.ndarray:
        """Radius around each cell's middle, metres, that no border of whichever cells can reach."""
        whole = np.flatnonzero((self.neighbours >= 0).all(axis=1))
        corner = self.nodes[self.corners[whole]]
        drawn_in = drawn(corner, np.roll(corner, 1, axis=1), np.roll(corner, -1, axis=1))
        middle = (drawn_in + np.roll(drawn_in, -1, axis=1)) / 2
        before = np.roll(middle, 1, axis=1)
        chord, to = middle - before, self.centres[whole, None] - before
        across = np.abs(chord[..., 0] * to[..., 1] - chord[..., 1] * to[..., 0])
        result = np.zeros(len(self.centres))
        result[whole] = (across / np.hypot(chord[..., 0], chord[..., 1])).min(axis=1) - 2 * _ROUGH * SIDE
        return result

    def ring_of(self, cells: np.ndarray) -> np.ndarray:
        """Return the cells that touch any of `cells` and are none of them."""
        around = np.unique(self.neighbours[cells])
        return np.setdiff1d(around[around >= 0], cells)

    def components(self, labels: np.ndarray) -> np.ndarray:
        """Return for each cell the number of its connected patch of equal label; -1 where the label is.

        Patches are numbered in the order of their first cell.
        """
        own, of, near = [-1] * len(labels), labels.tolist(), self._near
        patch = -1
        for first in np.flatnonzero(labels >= 0).tolist():
            if own[first] >= 0:
                continue
            patch, own[first], waiting = patch + 1, patch + 1, [first]
            while waiting:
                for other in near[waiting.pop()]:
                    if other >= 0 and own[other] < 0 and of[other] == of[first]:
                        own[other] = patch
                        waiting.append(other)
        return np.array(own)

    def grow(
        self, seeds: Sequence[int], cost: np.ndarray, allowed: np.ndarray, sizes: Sequence[int] | None = None
    ) -> np.ndarray:
        """Let patches grow from their seeds, the cheapest cells first; return each cell's patch or -1.

        Parameters
        ----------
        cost : ndarray, shape (n,)
            Of entering a cell; positive.
        allowed : ndarray of bool, shape (n,)
        sizes : sequence of int, optional
            Cells after which a patch stops growing.
        """
        left = list(sizes) if sizes is not None else [len(cost)] * len(seeds)
        labels, price, free = [-1] * len(cost), cost.tolist(), allowed.tolist()
        queue = [(0.0, int(cell), patch) for patch, cell in enumerate(seeds)]
        heapq.heapify(queue)
        while queue:
            spent, cell, patch = heapq.heappop(queue)
            if labels[cell] >= 0 or not free[cell] or left[patch] == 0:
                continue
            labels[cell], left[patch] = patch, left[patch] - 1
            for other in self._near[cell]:
                if other >= 0 and labels[other] < 0:
                    heapq.heappush(queue, (spent + price[other], other, patch))
        return np.array(labels)

    def peel(self, inside: np.ndarray, height: np.ndarray, n: int) -> np.ndarray:
        """Take the highest cells off a patch's rim until n are left; it stays one, without holes."""
        inside, near = inside.copy(), self.neighbours
        rim = np.flatnonzero(inside & ~inside[near].all(axis=1))
        queue = [(-float(height[cell]), int(cell)) for cell in rim]
        heapq.heapify(queue)
        surplus = int(inside.sum()) - n
        while surplus > 0:
            _, cell = heapq.heappop(queue)
            around = inside[near[cell]]
            if not inside[cell] or (around != np.roll(around, 1)).sum() != 2:
                continue
            inside[cell], surplus = False, surplus - 1
            for other in near[cell][around]:
                heapq.heappush(queue, (-float(height[other]), int(other)))
        return inside

    def cells_at(self, xy: np.ndarray) -> np.ndarray:
        """Return the cell whose middle is nearest to each point, shape (n, 2)."""
        return self._tree.nearest(shapely.points(xy))

    def distance_to(self, xy: np.ndarray) -> np.ndarray:
        """Return the distance from each cell's middle to the nearest of some points, metres."""
        nearest = shapely.STRtree(shapely.points(xy)).nearest(shapely.points(self.centres))
        return np.hypot(*(self.centres - xy[nearest]).T)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.points(self.centres))

    @cached_property
    def _near(self) -> list[list[int]]:
        return self.neighbours.tolist()

    def coverage(self, labels: np.ndarray) -> Mapping[int, shapely.Polygon]:
        """Return the polygon of each label (-1: none); each label must be one connected patch."""
        outline = Outline(self, labels)
        rings: dict[int, list[np.ndarray]] = {}
        for label, ring in outline.rings():
            rings.setdefault(label, []).append(ring)
        result = {}
        for label, own in rings.items():
            own.sort(key=signed_area, reverse=True)
            if sum(signed_area(ring) > 0 for ring in own) != 1:
                raise ValueError(f"label {label} is not one connected patch")
            result[label] = shapely.Polygon(own[0], own[1:])
        return result


def _cell(row: np.ndarray, column: np.ndarray, rows: int, columns: int) -> np.ndarray:
    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    return np.where(inside, row * columns + column, -1)


def _corners(neighbours: np.ndarray) -> np.ndarray:
    """Return each cell's nodes: north (2i) and south (2i + 1) are its own, the others its neighbours'."""
    own = np.arange(len(neighbours))
    north_west, _, south_west, south_east, _, north_east = neighbours.T
    nodes = [own * 2, north_west * 2 + 1, south_west * 2, own * 2 + 1, south_east * 2, north_east * 2 + 1]
    return np.column_stack(nodes)


def _in_disc(rng: np.random.Generator, n: int) -> np.ndarray:
    angle, radius = 2 * np.pi * rng.random(n), np.sqrt(rng.random(n))
    return np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, None]
