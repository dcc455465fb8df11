"""The borders between areas of the mesh: shared edge by edge, rounded, without the hexagons' zigzag."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .mesh import Mesh

_DRAW = 0.36  # share of the way towards the middle of a node's neighbours
_CURVE = (0.25, 0.5, 0.75)
_MILLIMETRES = 3


class Outline:
    """The borders between cells of different labels, as shared, rounded edges."""

    def __init__(self, mesh: Mesh, labels: np.ndarray) -> None:
        self._mesh = mesh
        cell, k = np.nonzero((labels >= 0)[:, None] & (labels[mesh.neighbours] != labels[:, None]))
        self.start, self.end = mesh.corners[cell, k], mesh.corners[cell, (k + 1) % 6]
        self.label = labels[cell]
        pairs = np.sort(np.column_stack([self.start, self.end]), axis=1)
        self._degree = np.bincount(np.unique(pairs, axis=0).ravel(), minlength=len(mesh.nodes))
        self._next = self._following()
        self._xy, self._real = self._points()

    def rings(self) -> list[tuple[int, np.ndarray]]:
        """Return (label, closed ring), outer rings counter-clockwise, holes clockwise."""
        following = self._next.tolist()
        done, found = [False] * len(following), []
        for first in range(len(following)):
            walk, edge = [], first
            while not done[edge]:
                done[edge] = True
                walk.append(edge)
                edge = following[edge]
            if walk:
                ring = self._xy[walk][self._real[walk]]
                found.append((int(self.label[first]), np.vstack([ring, ring[:1]])))
        return found

    def across(self, u: int, v: int) -> np.ndarray | None:
        """Return the border's vertices between nodes u and v of one edge, from the middle of the corner at
        u to that at v; None where a third area begins at one of them."""
        if self._degree[u] != 2 or self._degree[v] != 2:
            return None
        (edge,) = np.flatnonzero((self.start == u) & (self.end == v))[:1]
        before = np.flatnonzero((self.end == u) & (self.label == self.label[edge]))
        return np.vstack([self._xy[before[0], 2:], self._xy[edge, :3]])

    def _following(self) -> np.ndarray:
        """Return for each edge the one its area's border goes on with."""
        n = len(self._mesh.nodes)
        keys = self.label * n + self.start
        order = np.argsort(keys)
        return order[np.searchsorted(keys[order], self.label * n + self.end)]

    def _drawn_nodes(self) -> np.ndarray:
        """Return the nodes, those between two edges drawn towards the line that joins their neighbours."""
        nodes = self._mesh.nodes.copy()
        u, v, w = self.start, self.end, self.end[self._next]
        plain = self._degree[v] == 2
        u, v, w = u[plain], v[plain], w[plain]
        nodes[v] = drawn(self._mesh.nodes[v], self._mesh.nodes[u], self._mesh.nodes[w])
        return nodes

    def _points(self) -> tuple[np.ndarray, np.ndarray]:
        """Return each edge's middle and the rounded corner at its end, (n, 4, 2), and which are real."""
        rough, u, v, w = self._mesh.rough, self.start, self.end, self.end[self._next]
        nodes, junction = self._drawn_nodes(), self._degree[v] != 2
        middle = (nodes[u] + nodes[v]) / 2 + (rough[u, 3] + rough[v, 3]) / 2
        on = middle[self._next]
        forward = (u < w)[:, None]  # both areas round the corner in the same direction, to the same bits
        a, b = np.where(forward, middle, on), np.where(forward, on, middle)
        curve = [
            (1 - t) ** 2 * a + 2 * t * (1 - t) * nodes[v] + t**2 * b + rough[v, i]
            for i, t in enumerate(_CURVE)
        ]
        corner = np.stack(curve, axis=1)
        corner = np.where(forward[..., None], corner, corner[:, ::-1])
        corner[junction] = nodes[v[junction]][:, None]
        real = np.ones((len(u), 4), dtype=bool)
        real[junction, 2:] = False
        return np.concatenate([middle[:, None], corner], axis=1).round(_MILLIMETRES), real


def signed_area(ring: np.ndarray) -> float:
    """Return the area of a closed ring on the plane, positive if counter-clockwise.

    Examples
    --------
    >>> float(signed_area(np.array([[0.0, 0], [2, 0], [2, 1], [0, 1], [0, 0]])))
    2.0
    """
    x, y = (ring - ring[0]).T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def drawn(node: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return nodes drawn towards their two neighbours: the zigzag of hexagons goes, the course stays."""
    return node * (1 - _DRAW) + (one + other) * (_DRAW / 2)
