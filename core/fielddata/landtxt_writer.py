"""Write land-bureau coordinate text (勘测定界界址点坐标交换格式) as the bureaus' own programs expect it.

CGCS2000, Gauss-Krüger with the zone's number before the easting, GBK and CRLF. A ring begins at its
north-west corner and goes clockwise, an inner one the other way; its first point is repeated at its end. The
area is the official one (图斑椭球面积) of the coordinates as written: whoever computes it from the file finds
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer

from ..area import measurable, official_area
from ..datum import zone_crs
from ..errors import Fault
from ..sheet import sheet_number
from ..words import QT_TRANSLATE_NOOP
from .faults import ERROR, WARNING, Findings, Table, refuse
from .output import replacing

FAULTS: Table = {
    "fielddata.txt_not_gbk": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "Land-bureau text is GBK, which has no {characters} ({where})"),
        QT_TRANSLATE_NOOP("EcoLedger", "Write these names with other characters."),
    ),
    "fielddata.txt_no_polygon": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "{name} is no polygon of at least three points and was left out"),
        QT_TRANSLATE_NOOP("EcoLedger", "Land-bureau text holds parcels; draw it as a polygon."),
    ),
    "fielddata.txt_separator": (
        WARNING,
        QT_TRANSLATE_NOOP("EcoLedger", "{value} was written with 、 for what parts the fields"),
        QT_TRANSLATE_NOOP("EcoLedger", "Nothing to do; commas and @ mean something else in this format."),
    ),
    "fielddata.txt_no_parcels": (
        ERROR,
        QT_TRANSLATE_NOOP("EcoLedger", "There is no parcel to write"),
        QT_TRANSLATE_NOOP("EcoLedger", "Choose a layer with polygons."),
    ),
}

_SEPARATORS = str.maketrans(dict.fromkeys(",，@＠\r\n\t;；=＝[]［］", "、"))

_ZONES = {
    zone_crs(number, width, prefix=prefix): (number, width, prefix)
    for width, numbers in ((3, range(25, 46)), (6, range(13, 24)))
    for number in numbers
    for prefix in (True, False)
}


@dataclass(frozen=True)
class Parcel:
    """A parcel to be written.

    Parameters
    ----------
    geometry : shapely polygon or multipolygon
    number, name : str
        地块编号, 地块名称.
    use, land_class : str
        地块用途, 地类编码.
    """

    geometry: shapely.Geometry
    number: str
    name: str = ""
    use: str = ""
    land_class: str = ""


@dataclass(frozen=True)
class _Zone:
    number: int
    width: int
    crs: CRS


def write_landtxt(
    path: Path | str, parcels: Sequence[Parcel], crs: Any, *, producer: str = "", date: str = ""
) -> tuple[Fault, ...]:
    """Write parcels; return what was left out or written differently.

    Parameters
    ----------
    crs : pyproj.CRS, int or str
        Of the geometries. Gauss-Krüger coordinates on CGCS2000 are written as they are, to the millimetre;
        others are first brought to the 3° zone of their middle.
    producer, date : str
        数据产生单位, 数据产生日期.

    Raises
    ------
    CrsError
        Coordinates whose shift to CGCS2000 is not known.
    FieldDataError
        No parcel, a name GBK has no characters for, a file that cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.txt")
    ...     square = shapely.box(37481267, 3630585, 37481367, 3630685)
    ...     faults = write_landtxt(path, [Parcel(square, "1")], 4525)
    ...     print(path.read_text("gbk").splitlines()[12])
    5,1.0000,1,,面,I49G077045,,,@
    """
    path, findings = Path(path), Findings()
    findings.know(FAULTS)
    kept = [parcel for parcel in parcels if _is_polygon(parcel, findings)]
    if not kept:
        raise refuse("fielddata.txt_no_parcels", path.name, table=FAULTS)
    shapes, zone = _in_zone(np.array([p.geometry for p in kept], dtype=object), measurable(crs))
    shapes = shapely.transform(shapes, lambda xy: xy.round(3))
    header = _header(zone, _plain(producer, findings), _plain(date, findings))
    rows = list(_rows(kept, shapes, zone, findings))
    _check_gbk(path, [producer, date, *(f"{p.number} {p.name} {p.use} {p.land_class}" for p in kept)])
    with replacing(path, "gbk", "\r\n") as file:
        file.writelines(f"{row}\n" for row in (*header, *rows))
    return findings.listed(path.name)


def _is_polygon(parcel: Parcel, findings: Findings) -> bool:
    shape = parcel.geometry
    good = isinstance(shape, shapely.Polygon | shapely.MultiPolygon) and not shape.is_empty
    good = good and bool(np.isfinite(shapely.get_coordinates(shape)).all()) and shape.area > 0
    if not good:
        findings.add("fielddata.txt_no_polygon", name=parcel.name or parcel.number)
    return good


def _in_zone(shapes: np.ndarray, crs: CRS) -> tuple[np.ndarray, _Zone]:
    """Return the geometries with the zone's number before their eastings."""
    known = _zone_of(crs)
    if known:
        zone, prefixed = known
        shift = 0.0 if prefixed else zone.number * 1e6
        return shapely.transform(shapes, lambda xy: xy + (shift, 0.0)), zone
    west, south, east, north = shapely.total_bounds(shapes)
    to_degrees = Transformer.from_crs(crs, 4490, always_xy=True)
    lon, _ = to_degrees.transform((west + east) / 2, (south + north) / 2)
    number = int(np.clip(np.floor(lon / 3 + 0.5), 25, 45))
    zone = _Zone(number, 3, CRS(zone_crs(number, 3, prefix=True)))
    to_zone = Transformer.from_crs(crs, zone.crs, always_xy=True)
    return shapely.transform(shapes, lambda xy: np.column_stack(to_zone.transform(*xy.T))), zone


def _zone_of(crs: CRS) -> tuple[_Zone, bool] | None:
    """Return the zone of a Gauss-Krüger CRS on CGCS2000, and whether its eastings carry the number.

    Examples
    --------
    >>> zone, prefixed = _zone_of(CRS(4546))
    >>> zone.number, zone.width, prefixed
    (37, 3, False)
    """
    found = _ZONES.get(f"EPSG:{crs.to_epsg()}")
    if found is None:
        return None
    number, width, prefixed = found
    return _Zone(number, width, CRS(zone_crs(number, width, prefix=True))), prefixed


def _header(zone: _Zone, producer: str, date: str) -> list[str]:
    values: Mapping[str, str | int] = {
        "格式版本号": "1.01",
        "数据产生单位": producer,
        "数据产生日期": date,
        "坐标系": "2000国家大地坐标系",
        "几度分带": zone.width,
        "投影类型": "高斯克吕格",
        "计量单位": "米",
        "带号": zone.number,
        "精度": "0.001",
        "转换参数": "0,0,0,0,0,0,0",
    }
    return ["[属性描述]", *(f"{key}={value}" for key, value in values.items()), "[地块坐标]"]


def _rows(parcels: Sequence[Parcel], shapes: np.ndarray, zone: _Zone, findings: Findings) -> Iterator[str]:
    hectares = np.floor(official_area(shapes, zone.crs) + 0.5) / 1e4  # 4 decimals are whole m²
    to_degrees = Transformer.from_crs(zone.crs, 4490, always_xy=True)
    middles = np.column_stack(to_degrees.transform(*shapely.get_coordinates(shapely.centroid(shapes)).T))
    for parcel, shape, area, (lon, lat) in zip(parcels, shapes, hectares, middles, strict=True):
        points = list(_points(shape))
        cells = (parcel.number, parcel.name, parcel.use, parcel.land_class)
        number, name, use, land_class = (_plain(text, findings) for text in cells)
        sheet = sheet_number(lon, lat)
        yield f"{len(points)},{area:.4f},{number},{name},面,{sheet},{use},{land_class},@"
        yield from points


def _points(shape: shapely.Geometry) -> Iterator[str]:
    """Yield the rows of a parcel's points: rings numbered from 1, points from 1 through all rings."""
    rings = (
        (ring, is_outer)
        for polygon in shapely.get_parts(shape)
        for ring, is_outer in [(polygon.exterior, True), *((hole, False) for hole in polygon.interiors)]
    )
    first = 1
    for number, (ring, is_outer) in enumerate(rings, 1):
        xy = _arranged(shapely.get_coordinates(ring), clockwise=is_outer)
        for i, (east, north) in enumerate((*xy, xy[0])):
            yield f"J{first + i % len(xy)},{number},{north:.3f},{east:.3f}"
        first += len(xy)


def _arranged(ring: np.ndarray, *, clockwise: bool) -> np.ndarray:
    """Return a ring without repetitions, from its north-west corner on, clockwise or against it."""
    ring = ring[np.r_[True, (np.diff(ring, axis=0) != 0).any(axis=1)]]
    ring = ring[:-1] if len(ring) > 1 and (ring[0] == ring[-1]).all() else ring
    if shapely.is_ccw(shapely.linearrings(ring)) == clockwise:
        ring = ring[::-1]
    return np.roll(ring, -int(np.argmax(ring[:, 1] - ring[:, 0])), axis=0)


def _plain(text: str, findings: Findings) -> str:
    """Return a text without what parts fields and rows."""
    plain = text.strip().translate(_SEPARATORS)
    if plain != text.strip():
        findings.add("fielddata.txt_separator", value=text)
    return plain


def _check_gbk(path: Path, texts: Iterable[str]) -> None:
    wrong = [text for text in texts if text != text.encode("gbk", "ignore").decode("gbk")]
    if wrong:
        lost = sorted({c for text in wrong for c in text if not c.encode("gbk", "ignore")})
        where = ", ".join(wrong[:5])
        raise refuse(
            "fielddata.txt_not_gbk", path.name, table=FAULTS, characters="、".join(lost), where=where
        )
