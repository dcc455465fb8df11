"""The attributes of the sample's interventions: names, dates, reported, official and accepted amounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import official_area
from ..fingerprint import geometry_hashes
from ..model import DONE, Plan, Status
from ..plan.units import MU
from .drafts import TABLES, Draft
from .measure import CRS, planar_areas
from .zones import new_uuid

_VILLAGES = (
    "大堰、双庙、龙门、桂花、柳树沟、青岩、石门、白石坪、黄龙、樱桃沟、大岭山、黎家店、高原、桃园、竹园、茶园、土门、青峰、红岩、"
    "马鞍、清水、观音、泉沟、水磨、东河、西坡、南垭、北岭、梅子、枣园、板桥、金沟、银洞、龙潭、凤凰、花果、松树、柏林"
)
_MEASURES = {
    "barren_land_greening": "planting",
    "karst_desertification_control": "mountain_closure",
    "farmland_to_wetland": "wetland_return",
    "oak_forest": "planting",
    "bare_mountain_restoration": "slope_repair",
    "soil_erosion_control": "soil_conservation_forest",
    "sloping_cropland_control": "terracing",
    "cropland_soil_improvement": "soil_improvement",
    "high_standard_farmland_new": "farmland_construction",
    "high_standard_farmland_completion": "farmland_construction",
    "han_bank_rehabilitation": "bank_works",
    "small_reservoir_reinforcement": "reservoir_reinforcement",
    "sewage_plant_upgrade": "upgrade",
    "aquatic_fishing_ban": "fishing_ban",
}
_PLANTING = {  # target: land class before, planting class, forest category, species, composition, per mu
    "barren_land_greening": ("0171", "111", "112", "侧柏、刺槐", "7柏3槐", 110),
    "oak_forest": ("0171", "113", "254", "栓皮栎、麻栎", "8栎2松", 89),
    "bare_mountain_restoration": ("1631", "111", "117", "爬山虎、侧柏", "6柏4灌", 160),
    "karst_desertification_control": ("0132", "116", "112", "马尾松、刺槐", "7松3槐", 74),
    "soil_erosion_control": ("0173", "113", "112", "刺槐、紫穗槐", "6槐4灌", 111),
}
_CAPACITY = {
    "sewage_plant_new": (500, 3000, "吨/日"),
    "sewage_plant_upgrade": (300, 2000, "吨/日"),
    "central_water_supply_new": (80, 900, "立方米/日"),
    "small_water_supply_new": (5, 40, "立方米/日"),
    "biogas_small_medium": (50, 300, "立方米"),
    "elderly_care_institutions": (40, 180, "床"),
}
_SOURCES = ("digitized", "gps", "survey", "import")
_FUNDS = ("中央预算内资金", "省级专项资金", "南水北调生态补偿资金", "区级财政资金", "社会资本")
_PEOPLE = ("王建国", "李明", "张晓燕", "刘志强", "陈玉兰", "杨帆")
_REPORTED = {"polygon": "reported_mu", "line": "reported_m", "point": "reported_sites"}
_CHECKED = (Status.RECHECKED, Status.REPLANT, Status.FAILED, *DONE)
_KIND = {table: kind for kind, table in TABLES.items()}


def interventions(
    drafts: Sequence[Draft], plan: Plan, rng: np.random.Generator
) -> dict[str, gpd.GeoDataFrame]:
    """Return the three tables of interventions."""
    rows = [_row(draft, i, plan, rng) for i, draft in enumerate(drafts)]
    _add_areas(rows, drafts)
    for row, draft in zip(rows, drafts, strict=True):
        _add_amounts(row, draft, rng)
    result = {}
    for table in TABLES.values():
        own = [i for i, draft in enumerate(drafts) if draft.table == table]
        shapes = [drafts[i].geometry for i in own]
        result[table] = gpd.GeoDataFrame([rows[i] for i in own], geometry=shapes, crs=CRS)
    return result


def _row(draft: Draft, i: int, plan: Plan, rng: np.random.Generator) -> dict[str, Any]:
    target, town = draft.target, {t.code: t.name_zh for t in plan.townships}[draft.township]
    village = _one_of(_VILLAGES.split("、"), rng) + "村"
    title = target.name_zh if target else "未定目标"
    measure = _MEASURES.get(target.id, "new_works") if target else None
    source = _one_of(_SOURCES, rng)
    row = {
        "uuid": draft.uuid,
        "name": draft.more.get("name", f"{town}{village}{title}"),
        "number": f"{draft.township}-{draft.year}-{i + 1:04d}",
        "target": target.id if target else None,
        "measure": measure,
        "township": draft.township,
        "village": village,
        "status": draft.status,
        "year": draft.year,
        "started": draft.started,
        "completed": draft.completed,
        "accepted": draft.accepted,
        "responsible": target.lead_units[0] if target else None,
        "fund_source": _one_of(_FUNDS, rng),
        "project": draft.more.get("project", f"{draft.year}年度{title}项目"),
        "source_kind": source,
        "source_datum": "CGCS2000" if source != "gps" else "WGS 84",
        "created": draft.created,
        "created_by": _one_of(_PEOPLE, rng),
        "bank": draft.more.get("bank"),
        **_planting(draft),
        **_capacity(draft, rng),
    }
    return {name: value for name, value in row.items() if value is not None}


def _one_of(words: Sequence[str], rng: np.random.Generator) -> str:
    return words[int(rng.random() * len(words))]


def _planting(draft: Draft) -> dict[str, Any]:
    if draft.target is None or draft.target.id not in _PLANTING:
        return {}
    before, planting, category, species, composition, density = _PLANTING[draft.target.id]
    row = {"land_class_before": before, "planting_class": planting, "forest_category": category}
    return {**row, "species": species, "composition": composition, "density_per_mu": float(density)}


def _capacity(draft: Draft, rng: np.random.Generator) -> dict[str, Any]:
    if draft.target is None or draft.target.id not in _CAPACITY:
        return {}
    low, high, unit = _CAPACITY[draft.target.id]
    return {"capacity": float(round(low + (high - low) * rng.random(), -1)), "capacity_unit": unit}


def _add_areas(rows: Sequence[dict[str, Any]], drafts: Sequence[Draft]) -> None:
    """State official areas, each with the hash of the outline it was computed from."""
    own = [i for i, draft in enumerate(drafts) if draft.table == TABLES["polygon"]]
    shapes = np.array([drafts[i].more.get("official_of", drafts[i].geometry) for i in own], dtype=object)
    near = shapely.transform(shapes, lambda xy: np.where(xy > 38_000_000, xy - 1_000_000, xy))
    for i, area, stamp in zip(own, official_area(near, CRS), geometry_hashes(shapes), strict=True):
        if np.isfinite(area):
            rows[i] |= {"official_m2": float(area), "official_hash": stamp}


def _add_amounts(row: dict[str, Any], draft: Draft, rng: np.random.Generator) -> None:
    """State what was reported, and what the checks made of it: the parts add up to the last decimal."""
    decimals = 0 if draft.table == TABLES["point"] else 1
    reported = _true_amount(row, draft) * (1 + 0.03 * (rng.random() - 0.5) * (decimals > 0))
    row[_REPORTED[_KIND[draft.table]]] = round(reported, decimals)
    if draft.status in _CHECKED:
        row |= _acceptance(round(reported * 10**decimals), draft, 10**decimals, rng)


def _true_amount(row: dict[str, Any], draft: Draft) -> float:
    if draft.table == TABLES["point"]:
        return 1.0
    if draft.table == TABLES["line"]:
        return draft.more["length"]
    if "reported_in" in draft.more:
        return float(planar_areas([draft.geometry], draft.more["reported_in"])[0] / MU)
    return row.get("official_m2", 6_000.0) / float(MU)


def _acceptance(reported: int, draft: Draft, scale: int, rng: np.random.Generator) -> dict[str, Any]:
    """Split what was reported: verified + unverified; qualified + replant + failed + lost (whole numbers)."""
    point = draft.table == TABLES["point"]
    verified = reported if point else int(reported * (0.94 + 0.06 * rng.random()))
    lost = 0 if point else int(verified * 0.02 * rng.random())
    poor = {Status.REPLANT: "replant", Status.FAILED: "failed"}.get(Status(draft.status))
    main = verified - lost
    aside = 0 if point or poor else int(main * 0.05 * rng.random())
    parts = {"qualified": 0, "replant": aside, "failed": 0, "lost": lost}
    parts[poor or "qualified"] += main - aside
    row = {"verified": verified, "unverified": reported - verified, **parts}
    row = {name: value / scale for name, value in row.items()}
    if draft.target is not None and draft.target.id in _PLANTING:
        low, high = {"replant": (45, 80), "failed": (10, 38)}.get(poor, (86, 98))
        row["survival"] = round(low + (high - low) * float(rng.random()), 1)
    return {**row, "inspector": _one_of(_PEOPLE, rng)}


def tracks(drafts: Sequence[Draft], rows: pd.DataFrame, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Return the field tracks behind some of the parcels: their outline as a receiver would have seen it."""
    walked = set(rows.uuid[rows.source_kind == "gps"].tolist()[:24])
    records, shapes = [], []
    for draft in drafts:
        if draft.uuid not in walked or draft.reason or draft.completed is None:
            continue
        xy = shapely.get_coordinates(shapely.segmentize(draft.geometry.exterior, 40.0))
        xy = (xy + 2.5 * (rng.random(xy.shape) - 0.5)).round(3)
        start = dt.datetime.combine(draft.completed, dt.time(8, 30))
        end = start + dt.timedelta(seconds=40 * len(xy))
        shapes.append(shapely.LineString(xy))
        records.append(
            {
                "uuid": new_uuid(rng),
                "name": f"外业轨迹{len(records) + 1:02d}",
                "intervention": draft.uuid,
                "time_start": start,
                "time_end": end,
                "n_points": len(xy),
                "n_removed": int(5 * rng.random()),
                "accuracy_m": round(2.0 + 2.5 * float(rng.random()), 1),
                "device": "手持GPS",
                "source_kind": "gps",
                "source_datum": "WGS 84",
                "created": end,
            }
        )
    return gpd.GeoDataFrame(records, geometry=shapes, crs=CRS)
