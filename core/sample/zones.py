"""What lies where in the sample district: the zones and baselines, each a set of cells of the hidden mesh."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely

from .district import District
from .mesh import SIDE, Mesh
from .noise import fractal, permutation

_RED_LINE_TYPES = ("11", "12", "13", "21", "23")
_BARREN_CLASSES = ("0171", "0171", "0171", "0171", "0173", "0161", "0120", "1631")
_TOWNS = {"420304117": 34, "420304112": 13, "420304111": 11, "420304108": 6, "420304109": 6, "420304105": 7}
_SITES = (  # name, class, seat it grows near, cells
    ("青龙山国家地质公园", "1", "420304112", 22),
    ("沧浪山国家森林公园", "4", "420304400", 46),
    ("郧阳湖国家湿地公园", "5", "420304117", 26),
    ("子胥湖湖泊保护区", "6", "420304110", 9),
    ("汉江水生生物保护区", "7", "420304101", 20),
    ("滔河水生生物保护区", "7", "420304109", 14),
    ("九龙瀑风景名胜区", "2", "420304105", 15),
    ("五龙河自然保护区", "3", "420304201", 24),
)


@dataclass(frozen=True)
class Patches:
    """The areas of one layer: each cell's area or -1, and for each area its class, name, uuid and polygon."""

    area: np.ndarray
    classes: tuple[str | None, ...]
    polygons: tuple[shapely.Polygon, ...]
    uuids: tuple[str, ...]
    names: tuple[str, ...] = ()

    def cells_of(self, classes: Iterable[str] = ()) -> np.ndarray:
        """Say which cells lie in an area of these classes; no class means all."""
        wanted = set(classes)
        chosen = np.array([not wanted or c in wanted for c in self.classes] + [False])
        return chosen[self.area]


@dataclass
class Relief:
    """The fields the layers follow; heights are shares of the land that lies lower."""

    district: District
    rng: np.random.Generator
    river: np.ndarray = field(init=False)
    land: np.ndarray = field(init=False)
    mountain: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        stem = self.district.main_stem
        self.river = self.district.mesh.distance_to(stem.xy)
        self.land = self.district.inside & (self.river > stem.half_width.max() + 1.3 * SIDE)
        away = np.minimum(self.river / 15_000.0, 1.0)
        self.mountain = self.share(self.noise(14_000.0) + 0.3 * away)

    def noise(self, wavelength: float, octaves: int = 4) -> np.ndarray:
        return fractal(self.district.mesh.centres, wavelength, octaves, self.rng)

    def share(self, height: np.ndarray, within: np.ndarray | None = None) -> np.ndarray:
        """Return which share of the land lies lower than each cell; 0 off the land."""
        cells = np.flatnonzero(self.land if within is None else within)
        result = np.zeros(len(height))
        order = cells[np.argsort(height[cells], kind="stable")]
        result[order] = np.arange(1, len(order) + 1) / max(len(order), 1)
        return result


def new_uuid(rng: np.random.Generator) -> str:
    """Return a version 4 UUID of the generator's own bytes.

    Examples
    --------
    >>> new_uuid(np.random.default_rng(1)) == new_uuid(np.random.default_rng(1))
    True
    """
    return str(uuid.UUID(bytes=rng.bytes(16), version=4))


def lay_zones(district: District, rng: np.random.Generator) -> Mapping[str, Patches]:
    """Lay every polygon layer of the sample but the riverbank zones; keys are table names."""
    relief = Relief(district, rng)
    layers, apart = _settled(relief)
    wild = relief.land & ~_any(layers) & ~apart
    unprotected = relief.land & ~_any(layers, "protected_sites", "urban_lines") & ~apart
    layers["livestock_zones"] = _livestock(relief, unprotected)
    red = relief.noise(15_000.0) + 0.3 * relief.mountain
    layers["red_lines"] = _reclassed(_levels(relief, red, {None: 0.84}, 8, wild), _RED_LINE_TYPES, rng)
    forest = relief.noise(9_000.0, 3) + 0.25 * relief.mountain
    grades = {"4": 0.79, "3": 0.85, "2": 0.91, "1": 0.96}
    layers["forest_land"] = _levels(relief, forest, grades, 3, wild)
    open_ = wild & ~_any(layers, "red_lines", "forest_land")
    fields = relief.noise(5_000.0, 2) - 0.5 * relief.mountain
    layers["farmland_red_lines"] = _levels(relief, fields, {None: 0.86}, 2, open_)
    open_ &= ~_any(layers, "farmland_red_lines")
    slopes = relief.noise(4_000.0, 2) + 0.5 * relief.mountain
    layers["steep_slopes"] = _levels(relief, slopes, {"5": 0.94}, 2, open_)
    return {**layers, **_baselines(relief, layers)}


def _settled(relief: Relief) -> tuple[dict[str, Patches], np.ndarray]:
    """Lay sites, towns, urban lines and water sources apart, and say what stays free around sites."""
    mesh, land = relief.district.mesh, relief.land
    layers = {"protected_sites": _protected(relief, land)}
    apart = np.zeros(len(land), dtype=bool)
    apart[mesh.ring_of(np.flatnonzero(layers["protected_sites"].area >= 0))] = True
    for name, lay in (
        ("built_up", _towns),
        ("urban_lines", _urban_lines),
        ("water_source_zones", _water_sources),
    ):
        layers[name] = lay(relief, land & ~_any(layers) & ~apart)
    return layers, apart


def _baselines(relief: Relief, zones: Mapping[str, Patches]) -> Mapping[str, Patches]:
    land = relief.land & ~_any(zones, "built_up", "water_source_zones")
    karst = relief.noise(11_000.0, 3) - 0.25 * zones["red_lines"].cells_of()
    grades = {"0": 0.80, "1": 0.84, "2": 0.89, "3": 0.94, "4": 0.98}
    erosion = relief.noise(9_000.0, 3) - 0.25 * zones["red_lines"].cells_of()
    intensities = {"1": 0.80, "2": 0.82, "3": 0.88, "4": 0.93, "5": 0.97, "6": 0.99}
    free = land & ~_any(zones, *zones) & (relief.river > 2_500.0)
    barren = _levels(relief, relief.noise(3_000.0, 2), {"0171": 0.945}, 1, free)
    free &= barren.area < 0
    slope = {"3": 0.95, "4": 0.97, "5": 0.985}
    return {
        "rocky_desertification": _levels(relief, karst, grades, 2, land),
        "soil_erosion": _levels(relief, erosion, intensities, 2, land),
        "barren_land": _reclassed(barren, _BARREN_CLASSES, relief.rng),
        "sloping_cropland": _levels(relief, relief.noise(3_000.0, 2), slope, 1, free),
    }


def _any(layers: Mapping[str, Patches], *names: str) -> np.ndarray:
    """Say which cells lie in an area of these layers; no name means all layers."""
    return np.any([layers[name].area >= 0 for name in names or layers], axis=0)


def _patches(
    relief: Relief, number: np.ndarray, classes: Sequence[str | None], names: Sequence[str] = ()
) -> Patches:
    """Make areas of cells that carry the same `number`; disconnected ones become areas of their own."""
    mesh = relief.district.mesh
    area = mesh.components(number)
    first = [int(np.flatnonzero(area == a)[0]) for a in range(area.max() + 1)]
    polygons = mesh.coverage(area)
    own = [int(number[cell]) for cell in first]
    return Patches(
        area,
        tuple(classes[n] for n in own),
        tuple(polygons[a] for a in range(len(own))),
        tuple(new_uuid(relief.rng) for _ in own),
        tuple(names[n] for n in own) if names else (),
    )


def _levels(
    relief: Relief,
    height: np.ndarray,
    levels: Mapping[str | None, float],
    smallest: int,
    within: np.ndarray | None = None,
) -> Patches:
    """Make an area of each patch above a level; `levels` gives the share of the land below each class."""
    share = relief.share(height, within)
    number = np.searchsorted(list(levels.values()), share) - 1
    return _patches(relief, _without_small(relief.district.mesh, number, smallest), list(levels))


def _reclassed(patches: Patches, classes: Sequence[str], rng: np.random.Generator) -> Patches:
    """Give each area one of the classes at random."""
    drawn = tuple(classes[int(i)] for i in rng.random(len(patches.classes)) * len(classes))
    return replace(patches, classes=drawn)


def _without_small(mesh: Mesh, number: np.ndarray, smallest: int) -> np.ndarray:
    area = mesh.components(number)
    size = np.append(np.bincount(area[area >= 0]), 0)
    return np.where(size[area] >= smallest, number, -1)


def _grown(relief: Relief, seeds: Sequence[int], sizes: Sequence[int], allowed: np.ndarray) -> np.ndarray:
    cost = np.exp(4.0 * relief.noise(2_500.0, 2))
    return relief.district.mesh.grow(seeds, cost, allowed, sizes)


def _nearest(relief: Relief, cell: int, allowed: np.ndarray) -> int:
    away = ((relief.district.mesh.centres - relief.district.mesh.centres[cell]) ** 2).sum(axis=1)
    return int(np.where(allowed, away, np.inf).argmin())


def _towns(relief: Relief, land: np.ndarray) -> Patches:
    seats = [_nearest(relief, cell, land) for cell in relief.district.seat]
    sizes = [_TOWNS.get(code, 3) for code in relief.district.codes]
    return _patches(relief, _grown(relief, seats, sizes, land), [None] * len(seats))


def _protected(relief: Relief, land: np.ndarray) -> Patches:
    """Grow each site well within its township, away from the seat."""
    district, seeds = relief.district, []
    inner = (district.township[district.mesh.neighbours] == district.township[:, None]).all(axis=1)
    for _, _, code, _ in _SITES:
        home = land & inner & (district.township == district.codes.index(code)) & (relief.river > 3_500.0)
        seat = district.seat[district.codes.index(code)]
        away = np.hypot(*(district.mesh.centres - district.mesh.centres[seat]).T)
        seeds.append(int(np.where(home, np.abs(away - 4_500.0), np.inf).argmin()))
    grown = _grown(relief, seeds, [size for *_, size in _SITES], land & inner)
    return _patches(relief, grown, [c for _, c, _, _ in _SITES], [name for name, *_ in _SITES])


def _water_sources(relief: Relief, land: np.ndarray) -> Patches:
    """Lay first- and second-grade zones, one around the other, and a quasi-protection zone around two."""
    district = relief.district
    mids = [river.xy[len(river.xy) // 3] for river in district.tributaries]
    seeds = [_nearest(relief, cell, land) for cell in district.mesh.cells_at(np.array(mids))]
    third = _grown(relief, seeds[:2], [36, 30], land)
    level = np.where(third >= 0, 2, -1)
    for number, size in ((1, 13), (0, 3)):
        level[_grown(relief, seeds, [size] * len(seeds), land) >= 0] = number
    return _patches(relief, level, ["1", "2", "3"])


def _urban_lines(relief: Relief, land: np.ndarray) -> Patches:
    """Lay green lines around the seat of the district, blue ones along its river front."""
    district = relief.district
    seat = district.seat[district.codes.index("420304117")]
    far = np.hypot(*(district.mesh.centres - district.mesh.centres[seat]).T)
    green = land & (far > 4_000.0) & (far < 8_000.0) & (relief.river > 2_500.0)
    front = land & (far < 11_000.0) & (relief.river < 3_200.0) & ~green
    seeds = [np.flatnonzero(where)[permutation(relief.rng, int(where.sum()))[:4]] for where in (green, front)]
    grown = _grown(relief, np.concatenate(seeds), [5] * 4 + [9] * 4, green | front)
    return _patches(relief, np.where(grown >= 0, grown // 4, -1), ["1", "2"])


def _livestock(relief: Relief, land: np.ndarray) -> Patches:
    """Lay the banned zones around larger towns, the limited ones around these, suitable ones far off."""
    district = relief.district
    seeds = [_nearest(relief, district.seat[district.codes.index(code)], land) for code in _TOWNS]
    sizes = [2 * size + 14 for size in _TOWNS.values()]
    banned = _grown(relief, seeds, sizes, land) >= 0
    limited = _grown(relief, seeds, [2 * size for size in sizes], land) >= 0
    suitable = relief.share(relief.noise(5_000.0), land & ~limited) > 0.96
    zone = np.select([banned, limited, suitable], [0, 1, 2], -1)
    return _patches(relief, _without_small(district.mesh, zone, 2), ["1", "2", "3"])
