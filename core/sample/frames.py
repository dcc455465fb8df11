"""The sample's townships, rivers and zones as frames: columns are fields of the ledger's tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from ..model import Plan
from ..plan.codes import shipped_words
from .conflicts import Banks, BankZone
from .district import District
from .measure import CRS, areas
from .rivers import River, smooth_widths
from .zones import Patches, new_uuid

_SOURCE, _SOURCE_DATE = "合成示例数据，非真实界线", dt.date(2018, 6, 30)
_CREATED, _BY = dt.datetime(2018, 7, 10, 9), "示例"
_PREFIX = {
    "red_lines": "HX",
    "protected_sites": "BHD",
    "built_up": "JCQ",
    "water_source_zones": "SYD",
    "farmland_red_lines": "YJJBNT",
    "forest_land": "LD",
    "livestock_zones": "XQ",
    "steep_slopes": "DP",
    "urban_lines": "CSX",
    "rocky_desertification": "SMH",
    "barren_land": "HS",
    "soil_erosion": "STLS",
    "sloping_cropland": "PGD",
}
_BANK_CYCLE = ("1", "2", "1", "3", "4", "2", "3", "1", "4", "3")
_BANK_DEPTH = (150.0, 320.0)  # metres
_MODULUS = {"1": 300, "2": 1500, "3": 3700, "4": 6400, "5": 11_000, "6": 17_000}
_SLOPE = {"1": 1, "2": 4, "3": 11, "4": 20, "5": 31}


def frame(rows: Sequence[Mapping[str, Any]], shapes: Sequence[shapely.Geometry]) -> gpd.GeoDataFrame:
    """Return a frame of the sample's CRS, stamped with who made it."""
    table = gpd.GeoDataFrame([*rows], geometry=list(shapes), crs=CRS)
    return table.assign(created=_CREATED, created_by=_BY)


def townships(district: District, plan: Plan, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Return the townships in the plan's order."""
    polygons = district.mesh.coverage(district.township)
    names = {t.code: t for t in plan.townships}
    rows = []
    for code in district.codes:
        own = names[code]
        row = {"uuid": new_uuid(rng), "code": code, "name": own.name_zh, "name_en": own.name_en}
        population = float(round(9_000 + 26_000 * rng.random(), -2))
        rows.append({**row, "kind": own.kind, "population": population, "remark": _SOURCE})
    return frame(rows, [polygons[i] for i in range(len(rows))])


def zone_layers(
    zones: Mapping[str, Patches], district: District, plan: Plan, rng: np.random.Generator
) -> dict[str, gpd.GeoDataFrame]:
    """Return every layer of areas with its attributes."""
    return {name: _zone_layer(name, patches, district, plan, rng) for name, patches in zones.items()}


def _zone_layer(
    name: str, patches: Patches, district: District, plan: Plan, rng: np.random.Generator
) -> gpd.GeoDataFrame:
    codes, layers = shipped_words()
    class_list = layers[name].class_list
    names = {t.code: t.name_zh for t in plan.townships}
    first = {int(area): cell for cell, area in reversed([*enumerate(patches.area)]) if area >= 0}
    rows = []
    for i, own_class in enumerate(patches.classes):
        code = district.codes[district.township[first[i]]]
        title = codes[class_list][own_class].zh if own_class else layers[name].zh
        rows.append(
            {
                "uuid": patches.uuids[i],
                "number": f"{_PREFIX[name]}{i + 1:03d}",
                "name": patches.names[i] if patches.names else f"{names[code]}{title}{i + 1}号",
                "class": own_class,
                "township": code,
                **_survey(name, own_class, names[code], i, rng),
            }
        )
    table = frame(rows, patches.polygons)
    stated = areas(patches.polygons) * (1 + 0.004 * (rng.random(len(table)) - 0.5))
    return table.assign(area_stated_m2=stated.round(), source=_SOURCE, source_date=_SOURCE_DATE)


def _survey(name: str, own_class: str | None, town: str, i: int, rng: np.random.Generator) -> dict[str, Any]:
    """Return the fields only this layer has, in keeping with the class."""
    chance = float(rng.random())
    if name == "rocky_desertification":
        grade = int(own_class)
        values = 32 + 12 * grade + 8 * chance, 62 - 13 * grade - 8 * chance, 38 - 8 * grade - 5 * chance
        return dict(
            zip(("rock_exposure", "vegetation_cover", "soil_depth_cm"), _rounded(values), strict=True)
        )
    if name == "soil_erosion":
        return {"modulus": float(round(_MODULUS[own_class] * (0.8 + 0.4 * chance), -1))}
    if name == "barren_land":
        place = f"{i // 8 + 1:03d}", f"{i % 8 + 1:02d}"
        return {"forest_bureau": f"{town}林业站", "compartment": place[0], "subcompartment": place[1]}
    if name == "forest_land":
        return {"land_class": "0111", "canopy_closure": round(0.45 + 0.4 * chance, 2)}
    if name in ("sloping_cropland", "steep_slopes"):
        return {"slope": round(_SLOPE[own_class] * (0.9 + 0.25 * chance), 1)}
    return {}


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 1) for value in values]


def banks_of(river: River, rng: np.random.Generator) -> Banks:
    """Divide both banks of the main stem into functional zones, edge by edge of the river."""
    zones, n = [], len(river.middles)
    for side, letter in ((1, "L"), (2, "R")):
        first, number, turn = 0, 1, int(rng.random() * len(_BANK_CYCLE))
        while first < n - 1:
            last = first + 50 + int(110 * rng.random())
            last = n - 1 if last > n - 40 else last
            zone_class = _BANK_CYCLE[(turn + number) % len(_BANK_CYCLE)]
            zones.append(BankZone(new_uuid(rng), f"{letter}{number:03d}", zone_class, side, first, last))
            first, number = last, number + 1
    depth = {side: smooth_widths(n, _BANK_DEPTH, rng) for side in (1, 2)}
    return Banks(river, {side: new_uuid(rng) for side in (1, 2)}, depth, tuple(zones))


def waters(
    district: District, banks: Banks, plan: Plan, rng: np.random.Generator
) -> dict[str, gpd.GeoDataFrame]:
    """Return reaches, bank lines and riverbank zones."""
    return {
        "river_reaches": _reaches(district, rng),
        "river_banks": _bank_lines(district, banks, rng),
        "riverbank_zones": _bank_zones(district, banks, plan),
    }


def _reaches(district: District, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Return the main stem in five reaches end to end, and each tributary."""
    xy = district.main_stem.xy
    cuts = np.linspace(0, len(xy) - 1, 6).astype(int)
    shapes = [shapely.LineString(xy[a : b + 1]) for a, b in zip(cuts[:-1], cuts[1:], strict=True)]
    names = [("汉江", f"汉江郧阳段{i + 1}", "1") for i in range(5)]
    shapes += [shapely.LineString(river.xy) for river in district.tributaries]
    names += [(river.name, f"{river.name}郧阳段", "2") for river in district.tributaries]
    rows = [{"uuid": new_uuid(rng), "river": r, "name": n, "class": c} for r, n, c in names]
    return frame(rows, shapes).assign(source=_SOURCE, source_date=_SOURCE_DATE)


def _bank_lines(district: District, banks: Banks, rng: np.random.Generator) -> gpd.GeoDataFrame:
    rows, shapes = [], []
    for river in (district.main_stem, *district.tributaries):
        main = river is district.main_stem
        for side, word in ((1, "左岸"), (2, "右岸")):
            uuid = banks.uuids[side] if main else new_uuid(rng)
            row = {
                "uuid": uuid,
                "river": river.name,
                "name": f"{river.name}{word}线",
                "class": "1" if main else "2",
            }
            rows.append({**row, "bank": str(side), "main_stem": main})
            shapes.append(shapely.LineString(river.beside(side)))
    return frame(rows, shapes).assign(source=_SOURCE, source_date=_SOURCE_DATE)


def _bank_zones(district: District, banks: Banks, plan: Plan) -> gpd.GeoDataFrame:
    """Return the strips landward of each bank; neighbours share the line across."""
    river, names = banks.river, shipped_words()[0]["riverbank_zone"]
    middles = [(zone.first + zone.last) // 2 for zone in banks.zones]
    home = district.township[district.mesh.cells_at(river.middles[middles])]
    along = shapely.length(shapely.linestrings(np.stack([river.xy[:-1], river.xy[1:]], axis=1)))
    chainage = np.cumsum(along) - along / 2
    rows, shapes = [], []
    for zone, town in zip(banks.zones, home, strict=True):
        stretch = slice(zone.first, zone.last + 1)
        inner, outer = (
            river.beside(zone.side)[stretch],
            river.beside(zone.side, banks.depth[zone.side])[stretch],
        )
        shapes.append(shapely.Polygon(np.vstack([inner, outer[::-1]])))
        row = {
            "uuid": zone.uuid,
            "number": zone.number,
            "name": f"汉江{names[zone.zone_class].zh}{zone.number}",
        }
        row |= {
            "class": zone.zone_class,
            "bank": str(zone.side),
            "chainage_m": float(chainage[zone.first].round(1)),
        }
        rows.append({**row, "township": district.codes[town] if town >= 0 else None})
    table = frame(rows, shapes).assign(area_stated_m2=areas(shapes).round())
    return table.assign(source=_SOURCE, source_date=_SOURCE_DATE)
