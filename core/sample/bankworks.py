"""Bank works of the sample: lines along the Han whose stretch of the river is known edge by edge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import shapely

from ..model import Stage
from .drafts import Desk, Draft, Piece
from .ground import Ground, no_room
from .measure import line_length, step_lengths
from .rivers import River

TARGET = "han_bank_rehabilitation"
_ORDER = (Stage.ACCEPTED, Stage.REPORTED, Stage.UNDER_WAY, Stage.PLANNED, Stage.NONE)
_SHORTEST, _LONGEST = 14, 90  # edges of the river


def lay_bank_works(ground: Ground, desk: Desk, n: int) -> None:
    """Add n lines, each along one bank within one township; the last one is beside another river."""
    rooms = [room for side in (1, 2) for room in _rooms(ground, side)]
    taken: set[int] = set()
    lines = []
    while len(lines) < n - 1:
        side, unit, first, last = rooms[int(len(rooms) * desk.rng.random())]
        length = _SHORTEST + int(desk.rng.random() * (min(_LONGEST, last - first) - _SHORTEST))
        start = first + int(desk.rng.random() * (last - first - length))
        if {start, start + length} & taken:
            continue
        taken |= {start, start + length}
        xy = ground.district.main_stem.beside(side)[start : start + length + 1]
        more = {"bank": str(side), "edges": (start, start + length), "length": line_length(xy)}
        lines.append(desk.write(TARGET, shapely.LineString(xy), (Piece(unit),), **more))
    _count_along(ground.district.main_stem, lines)
    if n:
        _beside_tributary(ground, desk)


def _rooms(ground: Ground, side: int) -> list[tuple[int, str, int, int]]:
    """Return (side, township, first, last edge) of the stretches that stay well within one township."""
    district = ground.district
    cells = district.mesh.cells_at(district.main_stem.beside(side))
    near = district.township[district.mesh.neighbours[cells]]
    unit = np.where((near == near[:, :1]).all(axis=1), near[:, 0], -1)
    unit[[0, 1, -2, -1]] = -1
    cuts = np.flatnonzero(np.diff(unit)) + 1
    runs = zip(np.r_[0, cuts], np.r_[cuts, len(unit)] - 1, strict=True)
    return [
        (side, district.codes[unit[first]], int(first), int(last))
        for first, last in runs
        if unit[first] >= 0 and last - first > _SHORTEST + 2
    ]


def _count_along(river: River, lines: Sequence[Draft]) -> None:
    """Cut each line into what it adds to the river and what an earlier one has done, edge by edge."""
    edge = step_lengths(river.xy)
    edge = (edge[:-1] + edge[1:]) / 2  # from the middle of an edge to the middle of the next
    owner = np.full(len(edge), -1)
    for number in sorted(range(len(lines)), key=lambda i: first_come(lines[i])):
        line = lines[number]
        along = slice(*line.more["edges"])
        if line.stage is Stage.NONE:
            continue
        unit, own = line.pieces[0].unit, owner[along]
        line.pieces = tuple(
            Piece(unit, amount=float(edge[along][own == o].sum()))
            if o < 0
            else Piece(unit, None, "overlap", lines[o].uuid, float(edge[along][own == o].sum()))
            for o in np.unique(own)
        )
        own[own < 0] = number


def first_come(draft: Draft) -> tuple:
    """Return who was first: stage, day finished, year, time of creation, uuid, as the ledger is specified."""
    day = draft.completed or dt.date(draft.year, 12, 31)
    return (_ORDER.index(draft.stage), day, draft.year, draft.created, draft.uuid)


def _beside_tributary(ground: Ground, desk: Desk) -> None:
    """Add a line along a tributary, far from the reach it would have to count on."""
    mesh = ground.district.mesh
    for river in ground.district.tributaries:
        xy = river.beside(1)
        cells = mesh.cells_at(xy)
        both = np.column_stack([cells, mesh.neighbours[cells]])
        units = ground.district.township[both]
        clear = (units == units[:, :1]).all(axis=1) & (units[:, 0] >= 0) & ~ground.zoned[both].any(axis=1)
        clear &= ground.from_river[cells] > 3_000.0
        run = _first_run(clear, 30)
        if run is not None:
            piece = Piece(ground.township_of(cells[run[0]]), None, "baseline", amount=line_length(xy[run]))
            more = {"bank": "1", "length": piece.amount}
            desk.write(TARGET, shapely.LineString(xy[run]), (piece,), status=60, year=2019, **more)
            return
    raise no_room()


def _first_run(clear: np.ndarray, n: int) -> np.ndarray | None:
    """Return the positions of the first n true ones in a row."""
    runs = np.lib.stride_tricks.sliding_window_view(clear, n).all(axis=1) if len(clear) >= n else clear[:0]
    return np.flatnonzero(runs)[0] + np.arange(n) if runs.any() else None
