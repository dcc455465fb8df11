"""Small text and binary field files of our own: samples of the tests, seeds of the fuzzing."""

from __future__ import annotations

import struct

GEOJSON = """{
"type": "FeatureCollection",
"name": "2019 造林",
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}},
"features": [
{"type": "Feature", "properties": {"name": "小班 7", "mu": 12.5, "id": 7, "tags": ["a"], "none": null},
 "geometry": {"type": "Polygon", "coordinates": [
  [[110.80, 32.80], [110.81, 32.80], [110.81, 32.81], [110.80, 32.80]],
  [[110.802, 32.802], [110.804, 32.802], [110.804, 32.804], [110.802, 32.802]]]}},
{"type": "Feature", "properties": null, "geometry": null},
{"type": "Feature", "properties": {"name": "mixed"}, "geometry": {"type": "GeometryCollection",
 "geometries": [{"type": "MultiPoint", "coordinates": [[110.9, 32.9, 5], [110.91, 32.91, 6]]},
 {"type": "LineString", "coordinates": [[110.9, 32.9], ["x", 1], [110.91, 32.91]]}]}},
{"type": "Feature", "properties": {"coordTimes": ["2024-03-01T00:00:00Z", "2024-03-01T00:00:05Z"]},
 "geometry": {"type": "LineString", "coordinates": [[110.7, 32.7], [110.71, 32.71]]}}
]}
"""

OVJSN = """{"Version": "V10.6.2", "Type": 1, "ObjItems": [
{"Type": 7, "Object": {"Type": 7, "Name": "界桩 1", "Comment": "石", "ObjID": 464016062,
 "ObjectDetail": {"Lat": 32.80, "Lng": 110.80, "Altitude": 180, "Gcj02": 0, "Obj3dView": {"Gcj02": 1}}}},
{"Type": 30, "Object": {"Type": 30, "Name": "谭家湾镇", "ObjectDetail": {"ObjChildren": [
 {"Type": 8, "Object": {"Type": 8, "Name": "巡护", "ObjectDetail":
  {"Gcj02": 0, "Latlng": [32.81, 110.81, 32.82, 110.82, 32.83, 110.83]}}},
 {"Type": 13, "Object": {"Type": 13, "Name": "小班 7", "ObjectDetail":
  {"Gcj02": 0, "Latlng": [32.8, 110.8, 32.8, 110.81, 32.81, 110.81, 32.81, 110.8]}}}]}}},
{"Type": 99, "Object": {"Type": 99, "Name": "label", "ObjectDetail": {}}}
]}
"""


def sentence(body: str) -> str:
    """Return an NMEA sentence with its checksum."""
    checksum = 0
    for char in body.encode():
        checksum ^= char
    return f"${body}*{checksum:02X}"


NMEA = "\r\n".join(
    [
        "# logger 1.0",
        *map(
            sentence,
            [
                "PMTK011,MTKGPS",
                "GPGGA,235958.00,3248.0000,N,11048.0000,E,1,09,0.9,180.5,M,-20.0,M,,",
                "GPGSA,A,3,01,02,03,,,,,,,,,,1.8,0.9,1.5",
                "GPGSV,1,1,01,01,40,083,46",
                "GPRMC,235958.00,A,3248.0000,N,11048.0000,E,2.0,90.0,290224,,,A",
                "GNGGA,235959.500,3248.0600,N,11048.0600,E,2,10,0.8,181.0,M,,M,,",
                "GNGST,235959.500,,,,,3.0,4.0,5.0",
                "GNGGA,000000.50,3248.1200,N,11048.1200,E,0,00,,,M,,M,,",
                "GNRMC,000001.00,V,,,,,,,010324,,,N",
                "GNGLL,3248.1800,S,11048.1800,W,000002.00,A,A",
                "GPWPL,3248.2400,N,11048.2400,E,桩1",
            ],
        ),
        "",
    ]
)

CSV = """点号,名称,经度,纬度,高程,时间,备注
1,界桩 1,110.80,32.80,180.5,2024-03-01 08:00:00,"石, 白"
2,界桩 2,110°48′36″E,32°48'36"N,,2024-03-01T00:00:05Z,
3,界桩 3,x,32.8,181,,
"""


def fit_crc(data: bytes) -> int:
    """Return FIT's checksum, half a byte at a time as Garmin's text describes it."""
    table = [0, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401]
    table += [0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400]
    crc = 0
    for byte in data:
        for half in (byte & 0xF, byte >> 4):
            crc = (crc >> 4 & 0x0FFF) ^ table[crc & 0xF] ^ table[half]
    return crc


def fit_file(body: bytes, length: int | None = None, header_size: int = 14) -> bytes:
    """Return messages with a FIT header before and the checksum behind them."""
    header = struct.pack("<BBHI4s", header_size, 0x20, 2140, len(body) if length is None else length, b".FIT")
    header += struct.pack("<H", fit_crc(header)) if header_size == 14 else b""
    return header + body + struct.pack("<H", fit_crc(header + body))


def fit_definition(local: int, message: int, fields, order: str = "<", developer=()) -> bytes:
    """Return a definition; fields are (number, size, base type)."""
    kind = 0x40 | local | (0x20 if developer else 0)
    head = struct.pack(f"{order}BBBHB", kind, 0, int(order == ">"), message, len(fields))
    head += b"".join(bytes(field) for field in fields)
    return head + (bytes([len(developer)]) + b"".join(map(bytes, developer)) if developer else b"")


def semicircles(degrees: float) -> int:
    return round(degrees * 2**31 / 180)


FIT_TIME = 1078185600  # 2024-03-01T00:00:00Z, seconds since 1989-12-31
RECORD = [(253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85), (2, 2, 0x84), (6, 2, 0x84), (31, 1, 0x02)]


def fit_record(i: int, lon: float, lat: float, ele: float = 180.4, order: str = "<", local: int = 0) -> bytes:
    values = (FIT_TIME + i, semicircles(lat), semicircles(lon), round((ele + 500) * 5), 1500, 4)
    return bytes([local]) + struct.pack(f"{order}IiiHHB", *values)


FIT = fit_file(
    fit_definition(0, 20, RECORD)
    + b"".join(fit_record(i, 110.8 + i * 1e-4, 32.8) for i in range(5))
    + fit_definition(1, 21, [(253, 4, 0x86), (0, 1, 0), (1, 1, 0)])
    + bytes([1])
    + struct.pack("<IBB", FIT_TIME + 5, 0, 4)
    + b"".join(fit_record(i, 110.9 + i * 1e-4, 32.9) for i in range(60, 63))
    + bytes([0])
    + struct.pack("<IiiHHB", FIT_TIME + 63, 0x7FFFFFFF, 0x7FFFFFFF, 0xFFFF, 0xFFFF, 0xFF)
    + fit_definition(2, 18, [(5, 1, 0)])
    + bytes([2, 11])
    + fit_definition(3, 32, [(1, 4, 0x86), (2, 4, 0x85), (3, 4, 0x85), (6, 16, 0x07)])
    + bytes([3])
    + struct.pack("<Iii16s", FIT_TIME, semicircles(32.8), semicircles(110.8), "桥".encode())
)

LANDTXT = """[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
带号=37
[地块坐标]
8,0.9600,DK001,试验林地,面,I49G077045,林地,0301,@
J1,1,3630685.218,37481267.286
J2,1,3630685.218,37481367.286
J3,1,3630585.218,37481367.286
J4,1,3630585.218,37481267.286
J1,1,3630685.218,37481267.286
J5,2,3630655.218,37481297.286
J6,2,3630635.218,37481317.286
J7,2,3630635.218,37481297.286
J5,2,3630655.218,37481297.286
3,0,2,二,面,,,,@
1,1,3630685.218,37481467.286
2,1,3630685.218,37481567.286
3,1,3630585.218,37481567.286
"""
