"""Coordinates of known truth, written as devices, phone apps and bureaus write them, to fool the doctor with.

The ground is the sample district's: outlines of parcels it knows, new parcels, parcels across its rim.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer

from ecoledger.core.datum import wgs84_to_bd09, wgs84_to_gcj02
from ecoledger.core.fielddata.doctor import Diagnosis, District, diagnose
from ecoledger.core.fielddata.model import FieldFile, Item, Part
from ecoledger.core.sample import build_sample

TRUE, GCJ, BD = "EPSG:4490", "EPSG:4490/gcj02", "EPSG:4490/bd09"
OUTCOMES = ("right", "wrong", "doubtful, truth first", "doubtful, truth among", "doubtful, truth absent")


@dataclass(frozen=True)
class Scenario:
    """One way to write a parcel; `truth` is the `Guess.id` that reads it rightly, ``""`` where none may."""

    name: str
    ground: str
    write: Callable[[np.ndarray], np.ndarray]
    truth: str
    format: str = "gpx"
    hint: str | None = "EPSG:4326"
    head: str = ""

    def file(self, lonlat: np.ndarray) -> FieldFile:
        """Return the file of a parcel in degrees."""
        item = Item("track", "", (Part(np.asarray(self.write(lonlat), dtype=float)),))
        return FieldFile(Path("a"), self.format, "utf-8", (item,), (), "", self.hint, self.head)


def outcome(diagnosis: Diagnosis, truth: str) -> str:
    """Return which of `OUTCOMES` a diagnosis is; WGS 84 and CGCS2000 are one."""
    ids = [guess.id.replace("EPSG:4326", "EPSG:4490") for guess in diagnosis.guesses]
    if diagnosis.decided:
        return OUTCOMES[0] if ids[0] == truth else OUTCOMES[1]
    return OUTCOMES[4] if truth not in ids else OUTCOMES[2] if ids[0] == truth else OUTCOMES[3]


def run(scenario: Scenario, count: int) -> list[str]:
    """Return the outcomes of `count` parcels; the same ones each time."""
    rng = np.random.default_rng(sum(map(ord, scenario.name)))
    parcels = _GROUND[scenario.ground](count, rng)
    known = district(known=scenario.ground == "known")
    return [outcome(diagnose(scenario.file(parcel), known), scenario.truth) for parcel in parcels]


@cache
def _sample() -> dict[str, gpd.GeoDataFrame]:
    return build_sample().layers


@cache
def district(*, known: bool) -> District:
    """Return the sample's district, with what it knows or only its outline."""
    layers = [
        layer
        for name, layer in _sample().items()
        if known and isinstance(layer, gpd.GeoDataFrame) and name not in ("townships", "tracks")
    ]
    return District.of(_sample()["townships"], *layers)


def _onto(lonlat: np.ndarray, crs: int) -> np.ndarray:
    moved = Transformer.from_crs(4490, crs, always_xy=True).transform(*lonlat.T)
    return np.column_stack(moved).round(3)


def _walked(lonlat: np.ndarray) -> np.ndarray:
    """Return fixes every 8 m of a walk that strays up to 3 m."""
    fixes = shapely.get_coordinates(shapely.segmentize(shapely.LineString(_onto(lonlat, 4546)), 8.0))
    stray = 3.0 * np.sin(np.arange(len(fixes)) / 7.0)
    there = Transformer.from_crs(4546, 4490, always_xy=True).transform(*(fixes + stray[:, None] / 2).T)
    return np.column_stack(there)


def _outlines(count: int, rng: np.random.Generator) -> list[np.ndarray]:
    layer = _sample()["intervention_polygons"].to_crs(4490).geometry.array
    whole = [
        shape for shape in layer if shape is not None and shape.is_valid and shape.geom_type == "Polygon"
    ]
    inside = [s for s in whole if district(known=False).holds(np.array(s.exterior.coords)[:, :2]).all()]
    chosen = rng.choice(len(inside), count, replace=False)
    return [shapely.get_coordinates(inside[i].exterior) for i in chosen]


def _round(middle: np.ndarray, radius: float) -> np.ndarray:
    angle = np.linspace(0, 2 * np.pi, 40)
    return middle + radius * np.column_stack([np.cos(angle), np.sin(angle)])


def _new(count: int, rng: np.random.Generator) -> list[np.ndarray]:
    outline = shapely.buffer(district(known=False).outline, -0.03)
    west, south, east, north = outline.bounds
    places = rng.uniform((west, south), (east, north), (50 * count, 2))
    return [_round(place, 0.0015) for place in places[shapely.contains_xy(outline, places)][:count]]


def _rim(count: int, rng: np.random.Generator) -> list[np.ndarray]:
    rim = shapely.get_parts(shapely.boundary(district(known=False).outline))[0]
    places = shapely.line_interpolate_point(rim, rng.uniform(0, rim.length, count))
    return [_round(place, 0.002) for place in shapely.get_coordinates(places)]


_GROUND = {"known": _outlines, "new": _new, "rim": _rim}


def _packed(lonlat: np.ndarray) -> np.ndarray:
    """Return degrees, minutes and seconds side by side: 110°48′30″ as 110.4830."""
    seconds = np.round(lonlat * 3600, 2)
    return seconds // 3600 + seconds % 3600 // 60 / 100 + seconds % 60 / 10_000


def _mercator(lonlat: np.ndarray) -> np.ndarray:
    return np.column_stack(Transformer.from_crs(4326, 3857, always_xy=True).transform(*lonlat.T)).round(2)


def _gcj_walk(lonlat: np.ndarray) -> np.ndarray:
    return wgs84_to_gcj02(_walked(lonlat))


def _half_along(lonlat: np.ndarray) -> np.ndarray:
    walk = _walked(lonlat)
    return np.vstack([walk[: len(walk) * 2 // 5], walk + (0.004, 0.003)])


def _survey(crs: int, shift: tuple[float, float] = (0.0, 0.0), order: int = 1) -> Callable:
    return lambda lonlat: (_onto(lonlat, crs) + shift)[:, ::order]


def _gpx(creator: str) -> str:
    return f'<gpx creator="{creator}">'


_TXT = {"format": "txt", "head": "坐标系=2000国家大地坐标系"}
_CSV = {"format": "csv", "hint": None}
_BARE = {"format": "txt", "hint": None}
_OLD = (60.0, -20.0)  # m, about what Xi'an 80 lies off here

SCENARIOS = (
    Scenario("GPX, WGS 84, along known borders", "known", _walked, TRUE),
    Scenario("GPX, GCJ-02, along known borders", "known", _gcj_walk, GCJ),
    Scenario("KML, BD-09, along known borders", "known", lambda p: wgs84_to_bd09(_walked(p)), BD, "kml"),
    Scenario("GPX, WGS 84, new ground", "new", _walked, TRUE),
    Scenario("GPX, GCJ-02, new ground", "new", _gcj_walk, GCJ),
    Scenario("GPX of Garmin, WGS 84", "new", _walked, TRUE, head=_gpx("Garmin")),
    Scenario("GPX of Amap, GCJ-02", "new", _gcj_walk, GCJ, head=_gpx("高德地图")),
    Scenario("GPX that says Amap, WGS 84", "known", _walked, TRUE, head=_gpx("高德地图")),
    Scenario("KML of Ovital, WGS 84", "new", _walked, TRUE, "kml", head="<kml><author>奥维互动地图</author>"),
    Scenario(
        "KML of Ovital, GCJ-02", "new", _gcj_walk, GCJ, "kml", head="<kml><author>奥维互动地图</author>"
    ),
    Scenario("GPX, GCJ-02, across the rim", "rim", _gcj_walk, GCJ),
    Scenario("GPX, WGS 84, across the rim", "rim", _walked, TRUE),
    Scenario("NMEA, WGS 84", "new", _walked, TRUE, "nmea"),
    Scenario(
        "GPX of Garmin, axes exchanged", "new", lambda p: p[:, ::-1], f"{TRUE}/swapped", head=_gpx("Garmin")
    ),
    Scenario(
        "CSV, GCJ-02, axes exchanged", "known", lambda p: _gcj_walk(p)[:, ::-1], f"{GCJ}/swapped", **_CSV
    ),
    Scenario("GPX, one position", "new", lambda p: p[:1], TRUE),
    Scenario("GPX, GCJ-02, ten positions on a border", "known", lambda p: _gcj_walk(p)[:10], GCJ),
    Scenario("GPX, WGS 84, two fifths on a border", "known", _half_along, TRUE),
    Scenario("GPX of Garmin, Beijing", "new", lambda p: p + (5.6, 7.1), "", head=_gpx("Garmin")),
    Scenario("TXT, zone 37 declared", "known", _survey(4525), "EPSG:4525", hint="EPSG:4525", **_TXT),
    Scenario("TXT, prefix cut, zone declared", "known", _survey(4546), "EPSG:4546", hint="EPSG:4546", **_TXT),
    Scenario("TXT, prefix cut, no header", "new", _survey(4546), "EPSG:4546", **_BARE),
    Scenario("TXT, prefix cut, no header, on borders", "known", _survey(4546), "EPSG:4546", **_BARE),
    Scenario(
        "TXT, axes exchanged", "new", _survey(4525, order=-1), "EPSG:4525/swapped", hint="EPSG:4525", **_TXT
    ),
    Scenario("TXT, 6° zone 19, no header", "new", _survey(4497), "EPSG:4497", **_BARE),
    Scenario("TXT, zone 38 declared", "new", _survey(4526), "EPSG:4526", hint="EPSG:4526", **_TXT),
    Scenario("TXT, zone 38 declared, is 37", "new", _survey(4546), "EPSG:4546", hint="EPSG:4547", **_TXT),
    Scenario("TXT, zone 36, prefix cut, no header", "new", _survey(4545), "EPSG:4545", **_BARE),
    Scenario("TXT, zone 36, prefix cut, on borders", "known", _survey(4545), "EPSG:4545", **_BARE),
    Scenario(
        "TXT, Xi'an 80 declared", "new", _survey(4525, _OLD), "EPSG:2361", "txt", "EPSG:2361", "坐标系=80西安"
    ),
    Scenario("TXT, Xi'an 80, no header", "new", _survey(4525, _OLD), "EPSG:2361", **_BARE),
    Scenario("TXT, degrees", "new", lambda p: p.round(8), TRUE, hint=TRUE, **_TXT),
    Scenario("CSV, UTM", "new", _survey(32649), "EPSG:32649", **_CSV),
    Scenario("CSV, UTM, on borders", "known", _survey(32649), "EPSG:32649", **_CSV),
    Scenario("CSV, web Mercator", "new", _mercator, "EPSG:3857", **_CSV),
    Scenario(
        "CSV, web Mercator of GCJ-02",
        "new",
        lambda p: _mercator(wgs84_to_gcj02(p)),
        "EPSG:3857/gcj02",
        **_CSV,
    ),
    Scenario("CSV, degrees, minutes, seconds packed", "new", _packed, f"{TRUE}/dms", **_CSV),
    Scenario("ovjsn, marked GCJ-02", "new", wgs84_to_gcj02, GCJ, "ovjsn", "GCJ-02"),
)
# No number tells these, unless enough of them lie on known borders: what the file says is believed.
BELIEVED = (
    Scenario("GPX that says Garmin, GCJ-02", "known", _gcj_walk, GCJ, head=_gpx("Garmin")),
    Scenario(
        "TXT, Xi'an 80 declared as CGCS2000",
        "known",
        _survey(4525, _OLD),
        "EPSG:2361",
        hint="EPSG:4525",
        **_TXT,
    ),
)
