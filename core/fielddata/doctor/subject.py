"""The positions of what the doctor looks at: a file of items, or a layer of a vector file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import singledispatch

import numpy as np
import shapely

from ..model import FieldFile, Item, Part
from ..vectors import Layer

SAMPLE = 500  # positions that are tried in every reading
_SHAPES = 200  # shapes they are taken from
Moving = Callable[[np.ndarray], np.ndarray]


@singledispatch
def sample(subject: FieldFile | Layer) -> np.ndarray:
    """Return up to `SAMPLE` positions, evenly from the shapes and along them; shape (n, 2)."""
    raise TypeError(type(subject))


@sample.register
def _(subject: FieldFile) -> np.ndarray:
    items = _evenly([item for item in subject.items if item.n_points], _SHAPES)
    return _along([part.xy for item in items for part in item.parts])


@sample.register
def _(subject: Layer) -> np.ndarray:
    return _along([shapely.get_coordinates(shape) for shape in _evenly(_shapes(subject), _SHAPES)])


@singledispatch
def anchors(subject: FieldFile | Layer) -> tuple[np.ndarray, list[str]]:
    """Return one position of each shape, and what the shape is called: its name, or its FID."""
    raise TypeError(type(subject))


@anchors.register
def _(subject: FieldFile) -> tuple[np.ndarray, list[str]]:
    items = [item for item in subject.items if item.n_points]
    first = [next(part.xy[0] for part in item.parts if len(part)) for item in items]
    return np.array(first).reshape(-1, 2), [item.name or str(item.line or "–") for item in items]


@anchors.register
def _(subject: Layer) -> tuple[np.ndarray, list[str]]:
    bounds = shapely.bounds(_shapes(subject))
    there = np.isfinite(bounds).all(axis=1)
    middles = (bounds[there, :2] + bounds[there, 2:]) / 2
    return middles, [f"FID {fid}" for fid in subject.frame["fid"].to_numpy()[there]]


@singledispatch
def moved(subject: FieldFile | Layer, moving: Moving, crs: str) -> FieldFile | Layer:
    """Return the same with other positions, which are in `crs`."""
    raise TypeError(type(subject))


@moved.register
def _(subject: FieldFile, moving: Moving, crs: str) -> FieldFile:
    parts = [part for item in subject.items for outer in item.parts for part in (outer, *outer.holes)]
    sizes = np.array([len(part) for part in parts], dtype=int)
    xy = moving(np.concatenate([np.empty((0, 2)), *(part.xy for part in parts)]))
    runs = iter(np.split(xy, np.cumsum(sizes)[:-1])) if parts else iter(())
    return replace(subject, items=tuple(_item(item, runs) for item in subject.items), crs_hint=crs)


@moved.register
def _(subject: Layer, moving: Moving, crs: str) -> Layer:
    geometry = shapely.transform(_shapes(subject), moving)
    frame = subject.frame.set_geometry(geometry, crs=None).set_crs(crs, allow_override=True)
    return replace(subject, frame=frame, crs_hint=crs)


def _item(item: Item, runs: Iterator[np.ndarray]) -> Item:
    def part(old: Part) -> Part:
        xy = next(runs)
        return replace(old, xy=xy, holes=tuple(part(hole) for hole in old.holes))

    return replace(item, parts=tuple(part(old) for old in item.parts))


def _shapes(layer: Layer) -> np.ndarray:
    return np.array(layer.frame.geometry.array)


def _evenly(things: list | np.ndarray, most: int) -> list | np.ndarray:
    return things[:: -(-len(things) // most) or 1]


def _along(runs: list[np.ndarray]) -> np.ndarray:
    """Return finite positions, as many of each run: a long track does not outweigh the rest."""
    share = max(SAMPLE // max(len(runs), 1), 1)
    xy = np.concatenate([np.empty((0, 2)), *(_evenly(run, share) for run in runs)])
    return _evenly(xy[np.isfinite(xy).all(axis=1)], SAMPLE)
