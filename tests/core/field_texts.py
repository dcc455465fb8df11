"""Small text and binary field files of our own: samples of the tests, seeds of the fuzzing."""

from __future__ import annotations

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
