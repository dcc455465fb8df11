"""Small field files of our own, one for each case; the samples of the tests and the seeds of the fuzzing."""

from __future__ import annotations

import io
import zipfile

from .field_texts import CSV, FIT, GEOJSON, LANDTXT, NMEA, OVJSN

GPX = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"
     xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2">
 <metadata><name>file</name><time>2024-03-01T00:00:00Z</time></metadata>
 <wpt lat="32.80" lon="110.80"><ele>180.5</ele><name>界桩 1</name><sym>Flag</sym><hdop>1.2</hdop>
  <link href="photo.jpg"><text>photo</text></link></wpt>
 <rte><name>approach</name>
  <rtept lat="32.81" lon="110.81"><name>A</name></rtept>
  <rtept lat="32.82" lon="110.82"><name>B</name></rtept>
 </rte>
 <trk><name><![CDATA[环线 & <2024>]]></name><desc>walked</desc>
  <extensions><x:device xmlns:x="urn:x">H1</x:device></extensions>
  <trkseg>
   <trkpt lat="32.83" lon="110.83"><ele>181</ele><time>2024-03-01T08:00:00+08:00</time><sat>9</sat>
    <extensions><gpxtpx:TrackPointExtension><gpxtpx:speed>1.5</gpxtpx:speed>
    <gpxtpx:accuracy_horizontal>4</gpxtpx:accuracy_horizontal></gpxtpx:TrackPointExtension></extensions></trkpt>
   <trkpt lon="110.84" lat="32.84"><time>2024-03-01T00:00:05.250Z</time></trkpt>
  </trkseg>
  <trkseg/>
  <trkseg><trkpt lat="32.85" lon="110.85"></trkpt></trkseg>
 </trk>
</gpx>
"""

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>
 <name>2019 造林</name>
 <Folder><name>谭家湾镇</name>
  <Folder><name>一标段</name>
   <Placemark><name>小班 7</name><description><![CDATA[<b>橡子林</b>]]></description>
    <ExtendedData><Data name="XBH"><value>0007</value></Data>
     <SchemaData schemaUrl="#s"><SimpleData name="MIAN_JI">12.5</SimpleData></SchemaData></ExtendedData>
    <Polygon><outerBoundaryIs><LinearRing><coordinates>
      110.80,32.80,200 110.81,32.80,200
      110.81,32.81,200 110.80,32.81,200 110.80,32.80,200
    </coordinates></LinearRing></outerBoundaryIs>
    <innerBoundaryIs><LinearRing><coordinates>110.802,32.802 110.804,32.802 110.804,32.804 110.802,32.802
    </coordinates></LinearRing></innerBoundaryIs></Polygon>
   </Placemark>
  </Folder>
  <Placemark><name>mixed</name><MultiGeometry>
   <Point><coordinates>110.9,32.9</coordinates></Point>
   <LineString><coordinates>110.9,32.9 110.91,32.91,5</coordinates></LineString>
   <MultiGeometry><Point><coordinates> 110.95,32.95,0 </coordinates></Point></MultiGeometry>
  </MultiGeometry></Placemark>
 </Folder>
 <Placemark><name>walk</name><gx:MultiTrack>
  <gx:Track><when>2024-03-01T00:00:00Z</when><when>2024-03-01T00:00:05Z</when><when>2024-03-01T00:00:10Z</when>
   <gx:coord>110.7 32.7 150</gx:coord><gx:coord/><gx:coord>110.71 32.71 151</gx:coord>
   <ExtendedData><SchemaData schemaUrl="#t"><gx:SimpleArrayData name="accuracy">
    <gx:value>3</gx:value><gx:value>9</gx:value><gx:value>4</gx:value></gx:SimpleArrayData></SchemaData>
   </ExtendedData></gx:Track>
  <gx:Track><when>2024-03-01T00:01:00Z</when>
   <gx:coord>110.72 32.72 0</gx:coord><gx:coord>110.73 32.73 0</gx:coord>
  </gx:Track></gx:MultiTrack></Placemark>
 <Placemark><name>view</name><LookAt><longitude>1</longitude><latitude>2</latitude></LookAt></Placemark>
 <NetworkLink><Link><href>http://example.org/more.kml</href></Link></NetworkLink>
</Document></kml>
"""

TCX = """<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
 <Activities><Activity Sport="Other"><Id>2024-03-01T00:00:00Z</Id><Notes>巡护</Notes>
  <Lap StartTime="2024-03-01T00:00:00Z"><Track>
   <Trackpoint><Time>2024-03-01T00:00:00Z</Time><Position><LatitudeDegrees>32.8</LatitudeDegrees>
    <LongitudeDegrees>110.8</LongitudeDegrees></Position><AltitudeMeters>180</AltitudeMeters>
    <Extensions><TPX xmlns="http://www.garmin.com/xmlschemas/ActivityExtension/v2"><Speed>1.5</Speed></TPX>
    </Extensions></Trackpoint>
   <Trackpoint><Time>2024-03-01T00:00:05Z</Time><HeartRateBpm><Value>90</Value></HeartRateBpm></Trackpoint>
  </Track></Lap>
  <Lap StartTime="2024-03-01T00:10:00Z"><Track>
   <Trackpoint><Time>2024-03-01T00:10:00Z</Time><Position><LatitudeDegrees>32.81</LatitudeDegrees>
    <LongitudeDegrees>110.81</LongitudeDegrees></Position></Trackpoint></Track></Lap></Activity></Activities>
 <Courses><Course><Name>环线</Name><Track>
   <Trackpoint><Position><LatitudeDegrees>32.82</LatitudeDegrees><LongitudeDegrees>110.82</LongitudeDegrees>
   </Position></Trackpoint></Track>
   <CoursePoint><Name>桥</Name><Position><LatitudeDegrees>32.83</LatitudeDegrees>
    <LongitudeDegrees>110.83</LongitudeDegrees></Position><PointType>Generic</PointType></CoursePoint>
 </Course></Courses>
</TrainingCenterDatabase>
"""


def kmz(*entries: tuple[str, str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive with the entries given as (name, text)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, text in entries:
            archive.writestr(name, text)
    return buffer.getvalue()


def long_gpx(points: int, body: str = "<ele>{ele:.1f}</ele><time>{time}Z</time>") -> str:
    """Return a track that a logger wrote, every point alike, long enough for the fast way."""
    rows = []
    for i in range(points):
        time = f"2024-03-01T{i // 3600 % 24:02d}:{i // 60 % 60:02d}:{i % 60:02d}"
        values = body.format(ele=200 + i % 7 / 10, time=time, i=i)
        rows.append(f'<trkpt lat="{32.8 + i * 1e-5:.7f}" lon="{110.8 - i * 1e-5:.7f}">{values}</trkpt>\n')
    head = '<?xml version="1.0"?>\n<gpx><trk><name>A</name><trkseg>\n'
    return head + "".join(rows) + "</trkseg></trk></gpx>\n"


SEEDS = {
    "a.gpx": GPX.encode(),
    "long.gpx": long_gpx(120).encode(),
    "gbk.gpx": GPX.replace("UTF-8", "GBK").encode("gbk"),
    "a.kml": KML.encode(),
    "utf16.kml": KML.replace("UTF-8", "UTF-16").encode("utf-16"),
    "a.kmz": kmz(("doc.kml", KML), ("files/a.png", "x")),
    "stored.kmz": kmz(("doc.kml", KML), compression=zipfile.ZIP_STORED),
    "a.tcx": TCX.encode(),
    "a.geojson": GEOJSON.encode(),
    "a.ovjsn": OVJSN.encode(),
    "a.nmea": NMEA.encode(),
    "a.fit": FIT,
    "gbk.txt": LANDTXT.encode("gbk"),
    "gbk.csv": CSV.encode("gbk"),
}


def as_plain(file) -> list:
    """Return what a reader found as lists and text that can be compared, NaN and NaT included."""
    items = [
        (item.kind, item.name, item.attributes, item.folders, item.line, [_plain_part(p) for p in item.parts])
        for item in file.items
    ]
    return [file.format, file.encoding, items, [str(fault) for fault in file.faults]]


def _plain_part(part) -> list:
    columns = {"ele": part.ele, "time": part.time, **part.columns}
    values = {
        name: [str(value) for value in column] for name, column in columns.items() if column is not None
    }
    return [part.xy.tolist(), values, [_plain_part(hole) for hole in part.holes]]
