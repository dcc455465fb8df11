"""The benchmark's district: deterministic parcels and townships, written once to a GeoPackage.

A parcel is star-shaped, hence valid, whatever its radii. A township border is a grid line seen through a
smooth map of the plane onto itself, hence neighbours share every vertex and no border crosses another.
"""

from __future__ import annotations

import os
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

CRS = "EPSG:4525"
TARGETS = 8
COLUMNS, ROWS = 5, 4
CELL = np.array([12_400.0, 15_600.0])  # metres: 20 townships of about 193 km² make 3,869 km²
CORNER = np.array([37_440_000.0, 3_600_000.0])
BORDER_VERTICES = 500  # along one side of a township: 2,000 round it
REPEATED = 0.15  # share of the parcels that are laid over the one before, of the same target
EXACT = 0.1  # share of those that were simply entered twice
RADIUS = 48.0  # metres, of a middling parcel: 0.7 ha, 11 mu
_VERTICES = (50, 90)
_SIDE_VERTICES = 18  # of a parcel of a map without gaps


def make_data(folder: Path, parcels: int, seed: int = 2018, *, seamless: bool = False) -> Path:
    """Write some `parcels` parcels and 20 townships to a GeoPackage in the folder, unless it is there."""
    path = folder / f"{'seamless' if seamless else 'parcels'}_{parcels}_{seed}.gpkg"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part.gpkg")
    unfinished.unlink(missing_ok=True)
    make = make_seamless if seamless else make_parcels
    pyogrio.write_dataframe(make_townships(), unfinished, layer="townships")
    pyogrio.write_dataframe(make(parcels, seed), unfinished, layer="parcels", geometry_type="Polygon")
    os.replace(unfinished, path)
    return path


def make_townships() -> gpd.GeoDataFrame:
    """Return the townships: code, geometry."""
    shapes = _cells(COLUMNS, ROWS, BORDER_VERTICES)
    codes = [f"{420321100 + 1000 * i}" for i in range(len(shapes))]
    return gpd.GeoDataFrame({"code": codes}, geometry=shapes, crs=CRS)


def make_seamless(number: int, seed: int = 2018) -> gpd.GeoDataFrame:
    """Return some `number` parcels that cover the district without gap or overlap, of one target.

    As a map of forest or land-use parcels does: each shares every vertex of its outline with its neighbours.
    """
    random, (width, height) = np.random.default_rng(seed), CELL * [COLUMNS, ROWS]
    columns = _no_multiple(round(np.sqrt(number * width / height)), COLUMNS)
    shapes = _cells(columns, _no_multiple(round(number / columns), ROWS), _SIDE_VERTICES)
    table = {"target": "T1", "year": 2018 + random.integers(0, 3, len(shapes))}
    order = random.permutation(len(shapes))
    return gpd.GeoDataFrame(pd.DataFrame(table), geometry=shapes, crs=CRS).iloc[order].reset_index(drop=True)


def _no_multiple(number: int, of: int) -> int:
    """Return a number near it whose cells do not end where townships do."""
    return number + 1 if number % of == 0 else number


def _cells(columns: int, rows: int, vertices: int) -> np.ndarray:
    """Return the cells of a grid over the district, seen through the map; so many vertices a side."""
    step = np.linspace(0.0, 1.0, vertices, endpoint=False)
    zero, one = np.zeros_like(step), np.ones_like(step)
    sides = ([step, zero], [one, step], [1 - step, one], [zero, 1 - step])
    square = np.concatenate([np.column_stack(side) for side in sides])
    corners = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1).reshape(-1, 1, 2)
    # Whole steps, so that both neighbours give the map the same number to the last bit.
    grid = np.round((square + corners) * vertices) / vertices
    return shapely.polygons(_warped(grid * (CELL * [COLUMNS, ROWS] / [columns, rows])))


def _warped(xy: np.ndarray) -> np.ndarray:
    """Bend the plane without folding it: amplitude times frequency adds up to less than one."""
    shift = np.zeros_like(xy)
    for wavelength, bend in ((23_000.0, 0.3), (5_100.0, 0.25), (1_300.0, 0.2), (290.0, 0.15)):
        frequency = 2 * np.pi / wavelength
        shift += bend / frequency * np.sin(frequency * xy[..., ::-1] + wavelength)
    return np.round(CORNER + xy + shift, 4)


def make_parcels(number: int, seed: int = 2018) -> gpd.GeoDataFrame:
    """Return parcels over the district: target, year, geometry; about 70 vertices each."""
    random = np.random.default_rng(seed)
    repeats = np.zeros(number, dtype=bool)
    repeats[1:] = random.random(number - 1) < REPEATED
    first = np.maximum.accumulate(np.where(repeats, 0, np.arange(number)))
    middle = _middles(number, random)[first]
    target = random.integers(1, TARGETS + 1, number)[first]
    shift = random.uniform(0.3, 0.9, number) * RADIUS
    angle = random.uniform(0, 2 * np.pi, number)
    middle[repeats] += (shift * [np.cos(angle), np.sin(angle)]).T[repeats]
    shapes = _stars(middle, random)
    copies = repeats & (random.random(number) < EXACT)
    shapes[copies] = shapes[first[copies]]
    order = random.permutation(number)
    table = {
        "target": np.char.add("T", target.astype(str)).astype(object)[order],
        "year": (2018 + random.integers(0, 3, number))[order],
    }
    return gpd.GeoDataFrame(pd.DataFrame(table), geometry=shapes[order], crs=CRS)


def _middles(number: int, random: np.random.Generator) -> np.ndarray:
    """Return middles on a shaken lattice over the district, far enough apart where they are no repeats."""
    extent = CELL * [COLUMNS, ROWS]
    side = np.sqrt(extent.prod() / number)
    columns = int(np.ceil(extent[0] / side))
    at = np.arange(number)
    lattice = np.column_stack([at % columns, at // columns]) + 0.5
    room = max(side - 2 * RADIUS, 0.0)
    return CORNER + lattice * side + random.uniform(-0.5, 0.5, (number, 2)) * room


def _stars(middle: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return star-shaped polygons: a few waves and a rough edge on a circle."""
    number = random.integers(*_VERTICES, len(middle))
    owner = np.repeat(np.arange(len(middle)), number)
    nth = np.arange(len(owner)) - np.repeat(np.cumsum(number) - number, number)
    angle = 2 * np.pi * (nth + random.uniform(0, 0.8, len(owner))) / number[owner]
    size = RADIUS * random.uniform(0.6, 1.1, len(middle))
    radius = 1 + random.uniform(-0.06, 0.06, len(owner))
    for wave in (2, 3, 5):
        height, phase = random.uniform(0, 0.35 / wave, len(middle)), random.uniform(0, 2 * np.pi, len(middle))
        radius += height[owner] * np.sin(wave * angle + phase[owner])
    ray = np.column_stack([np.cos(angle), np.sin(angle)]) * (size[owner] * radius)[:, None]
    return shapely.polygons(shapely.linearrings(np.round(middle[owner] + ray, 4), indices=owner))
