"""The doctor: it finds what was done to coordinates, and never decides where nothing tells."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from ecoledger.core.datum import wgs84_to_bd09, wgs84_to_gcj02
from ecoledger.core.errors import CrsError
from ecoledger.core.fielddata.doctor import District, Guess, apply, diagnose, provenance
from ecoledger.core.fielddata.landtxt import read as read_landtxt
from ecoledger.core.fielddata.model import FieldFile, Item, Part, Source

EARTH = Geod(ellps="GRS80")
PLACES = st.tuples(st.floats(110.15, 111.20), st.floats(32.45, 33.22))
FEW = settings(max_examples=40, deadline=None)
ANYWHERE = District(outline=None)


def parcel(place, n=24, radius=0.002):
    """A round parcel of about 200 m in degrees."""
    angle = np.linspace(0, 2 * np.pi, n, endpoint=False)
    return np.array(place) + radius * np.column_stack([np.cos(angle), np.sin(angle)])


def projected(lonlat, crs):
    return np.column_stack(Transformer.from_crs("EPSG:4490", crs, always_xy=True).transform(*lonlat.T))


def file(xy, format="csv", hint=None, head="", kind="polygon"):
    item = Item(kind, "甲", (Part(np.asarray(xy, dtype=float)),))
    return FieldFile(Path("地块 1.txt"), format, "utf-8", (item,), (), "ab12", hint, head)


def off(diagnosis, xy, truth):
    """Metres between the truth and where the best reading puts the first position."""
    there = diagnosis.guesses[0].roughly(np.asarray(xy)[:1])[0]
    return EARTH.inv(*there, *truth[0])[2]


def ids(diagnosis):
    return [finding.id for finding in diagnosis.findings]


@FEW
@given(PLACES)
def test_a_declared_zone_in_the_district_is_taken_to_the_millimetre(place):
    truth = parcel(place)
    xy = projected(truth, 4525)
    diagnosis = diagnose(file(xy, "txt", "EPSG:4525"))
    assert diagnosis.decided.id == "EPSG:4525" and not diagnosis.findings
    assert off(diagnosis, xy, truth) < 1e-3


@FEW
@given(PLACES)
def test_exchanged_axes_are_found(place):
    truth = parcel(place)
    xy = projected(truth, 4525)[:, ::-1]
    diagnosis = diagnose(file(xy, "txt", "EPSG:4525"))
    assert diagnosis.decided.swapped and off(diagnosis, xy, truth) < 1e-3
    assert ids(diagnosis) == ["doctor.swapped"]


@FEW
@given(PLACES)
def test_a_removed_zone_number_is_found(place):
    truth = parcel(place)
    xy = projected(truth, 4546)
    diagnosis = diagnose(file(xy, "txt", "EPSG:4525"))
    assert diagnosis.decided.crs == "EPSG:4546" and off(diagnosis, xy, truth) < 1e-3


@FEW
@given(PLACES, st.sampled_from(["EPSG:4526", "EPSG:4524", "EPSG:4547", "EPSG:4545"]))
def test_a_wrong_zone_is_found_and_asked_about(place, said):
    truth = parcel(place)
    bare = said in ("EPSG:4547", "EPSG:4545")
    xy = projected(truth, 4546 if bare else 4525)
    diagnosis = diagnose(file(xy, "txt", said))
    assert off(diagnosis, xy, truth) < 1e-3
    assert diagnosis.decided is None and ids(diagnosis)[0] == "doctor.contradicted"


@FEW
@given(PLACES)
def test_exchanged_degrees_of_a_layer_are_found(place):
    truth = parcel(place)
    diagnosis = diagnose(file(truth[:, ::-1], "shp", "EPSG:4490"))
    assert diagnosis.decided.id == "EPSG:4490/swapped" and off(diagnosis, truth[:, ::-1], truth) < 1e-3


@FEW
@given(PLACES, st.sampled_from(["gcj02", "bd09", ""]))
def test_a_shift_is_found_where_the_parcel_is_known(place, shift):
    truth = parcel(place)
    shifted = {"gcj02": wgs84_to_gcj02, "bd09": wgs84_to_bd09, "": np.copy}[shift](truth)
    diagnosis = diagnose(file(shifted, "kml", "EPSG:4326"), District(known=[shapely.Polygon(truth)]))
    assert diagnosis.decided.shift == shift and off(diagnosis, shifted, truth) < 1e-2


@FEW
@given(
    PLACES, st.sampled_from(["gcj02", "bd09", ""]), st.sampled_from(["gpx", "kml", "kmz", "geojson", "csv"])
)
def test_a_shift_is_never_decided_where_nothing_tells(place, shift, format):
    shifted = {"gcj02": wgs84_to_gcj02, "bd09": wgs84_to_bd09, "": np.copy}[shift](parcel(place))
    diagnosis = diagnose(file(shifted, format, "EPSG:4326"))
    assert diagnosis.decided is None and ids(diagnosis)[0] == "doctor.datum_unclear"
    assert shift in [guess.shift for guess in diagnosis.guesses]


@FEW
@given(PLACES, st.sampled_from([2361, 2413, 4525, 4546, 32649]))
def test_metres_without_a_word_are_never_decided(place, epsg):
    # to the old zones PROJ knows no shift here, which is what makes their numbers look like CGCS2000's
    xy = projected(parcel(place), epsg)
    diagnosis = diagnose(file(xy, "dxf"))
    assert diagnosis.decided is None and ids(diagnosis)[0] in ("doctor.system_unclear", "doctor.several")
    assert {guess.crs for guess in diagnosis.guesses} >= ({"EPSG:2361"} if xy[0, 0] > 1e6 else {"EPSG:2382"})


def test_metres_without_a_word_are_decided_by_the_parcel_they_repeat():
    truth = parcel((110.8, 32.8))
    diagnosis = diagnose(file(projected(truth, 4525), "dxf"), District(known=[shapely.Polygon(truth)]))
    assert diagnosis.decided.crs == "EPSG:4525"


def test_another_utm_zone_is_told_by_the_parcel_too():
    truth = parcel((110.8, 32.8))
    diagnosis = diagnose(file(projected(truth, 32649), "dxf"), District(known=[shapely.Polygon(truth)]))
    assert diagnosis.decided.crs == "EPSG:32649"


def test_ground_full_of_borders_tells_nothing():
    west, south = 110.79, 32.79
    net = [shapely.box(west + i * 2e-4, south + j * 2e-4, west + (i + 1) * 2e-4, south + (j + 1) * 2e-4)
           for i in range(100) for j in range(100)]  # fmt: skip
    assert diagnose(file(parcel((110.8, 32.8)), "kml", "EPSG:4326"), District(known=net)).decided is None


def test_a_parcel_known_elsewhere_tells_nothing():
    known = [shapely.Polygon(parcel((110.85, 32.85)))]
    assert diagnose(file(parcel((110.8, 32.8)), "kml", "EPSG:4326"), District(known=known)).decided is None


def test_a_layer_that_says_wgs84_and_runs_along_a_parcel_as_gcj02_is_asked_about():
    truth = parcel((110.8, 32.8))
    district = District(known=[shapely.Polygon(truth)])
    diagnosis = diagnose(file(wgs84_to_gcj02(truth), "shp", "EPSG:4326"), district)
    assert diagnosis.guesses[0].shift == "gcj02" and diagnosis.decided is None
    assert ids(diagnosis)[0] == "doctor.contradicted"


@pytest.mark.parametrize(
    ("head", "shift"),
    [
        ('<gpx creator="Garmin eTrex 32x">', ""),
        ('<gpx version="1.1" creator="高德地图 12.0">', "gcj02"),
        ('<gpx creator="Baidu Map">', "bd09"),
        ("name,lon(GCJ-02),lat(GCJ-02)", "gcj02"),
        ("点名,经度(WGS84),纬度(WGS84)", ""),
    ],
)
def test_a_file_that_says_who_wrote_it_is_believed(head, shift):
    diagnosis = diagnose(file(parcel((110.8, 32.8)), "gpx", "EPSG:4326", head))
    assert diagnosis.decided.shift == shift
    assert any("written by" in str(reason) or "names" in str(reason) for reason in diagnosis.decided.reasons)


@pytest.mark.parametrize(
    "head",
    [
        '<gpx creator="2bulu">',
        '<gpx creator="奥维互动地图">',
        "<gpx><name>高德广场</name>",  # a place, not an app
        '<gpx creator="geamapper">',
        "converted from GCJ-02 to WGS84",
    ],
)
def test_an_app_that_writes_either_and_a_word_in_passing_decide_nothing(head):
    assert diagnose(file(parcel((110.8, 32.8)), "gpx", "EPSG:4326", head)).decided is None


def test_what_the_format_itself_flags_is_taken():
    assert diagnose(file(parcel((110.8, 32.8)), "ovjsn", "GCJ-02")).decided.id == "EPSG:4490/gcj02"
    assert diagnose(file(parcel((110.8, 32.8)), "nmea", "EPSG:4326")).decided.id == "EPSG:4326"


def test_degrees_minutes_and_seconds_side_by_side_are_offered_and_not_decided():
    # 110°48′30″, 32°48′15″ and three corners more
    xy = [[110.4830, 32.4815], [110.4840, 32.4815], [110.4840, 32.4825], [110.4830, 32.4825]]
    diagnosis = diagnose(file(xy, "csv", head="WGS84"))
    packed = next(guess for guess in diagnosis.guesses if guess.dms)
    assert packed.to_degrees(np.array(xy))[0] == pytest.approx([110 + 48.5 / 60, 32 + 48.25 / 60], abs=1e-9)
    assert diagnosis.decided is None and ids(diagnosis)[0] == "doctor.several"
    assert not [g for g in diagnose(file([[110.8, 32.8]] * 3)).guesses if g.dms]  # 80 minutes are none


def test_old_datums_are_refused_without_parameters_and_taken_with_them():
    xy = projected(parcel((110.8, 32.8)), 4525)
    diagnosis = diagnose(file(xy, "txt", "EPSG:2361"))
    assert diagnosis.decided is None and ids(diagnosis) == ["doctor.old_datum"]
    guess = diagnosis.guesses[0]
    with pytest.raises(CrsError, match="shift to CGCS2000 is not known"):
        apply(file(xy), guess)
    given_ = guess.with_parameters((-20.0, 150.0, -80.0, 0, 0, 0, 0))
    moved = apply(file(xy), given_).items[0].parts[0].xy
    # by hand: 34.6 m west, 147.0 m south, and 1.7 m for the same northing on an ellipsoid 3 m larger
    assert EARTH.inv(*moved[0], *parcel((110.8, 32.8))[0])[2] == pytest.approx(np.hypot(34.6, 148.7), abs=0.2)
    assert Guess.from_id(given_.id) == given_ and given_.ready
    with pytest.raises(CrsError, match="needs no shift parameters"):
        Guess("EPSG:4525").with_parameters((1, 2, 3, 0, 0, 0, 0))


@pytest.mark.parametrize(("words", "code"), [("坐标系=1980西安坐标系", "EPSG:2361"), ("北京54", "EPSG:2413")])
def test_an_old_datum_named_in_passing_is_noticed(words, code):
    diagnosis = diagnose(file(projected(parcel((110.8, 32.8)), 4525), "csv", head=words))
    assert diagnosis.guesses[0].crs == code and ids(diagnosis) == ["doctor.old_datum"]


def test_land_bureau_text_without_zone_is_placed_by_the_district():
    rows = "\n".join(
        f"J{i},1,{y:.3f},{x:.3f}" for i, (x, y) in enumerate(projected(parcel((110.8, 32.8)), 4546), 1)
    )
    head = "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n带号=\n[地块坐标]\n24,1,1,甲,面,,,,@\n"
    diagnosis = diagnose(read_landtxt(Source(Path("a.txt"), (head + rows).encode("gbk"))))
    assert diagnosis.decided.crs == "EPSG:4546"
    prefixed = rows.replace(",481", ",37481")
    diagnosis = diagnose(
        read_landtxt(Source(Path("a.txt"), (head.replace("带号=", "带号=38") + prefixed).encode()))
    )
    assert diagnosis.guesses[0].crs == "EPSG:4525" and diagnosis.decided is None
    assert ids(diagnosis)[0] == "doctor.contradicted"


def test_what_lies_nowhere_near_is_not_decided_and_a_single_stray_is_named():
    diagnosis = diagnose(file(parcel((116.4, 39.9)), "nmea", "EPSG:4326"))
    assert diagnosis.decided is None and ids(diagnosis) == ["doctor.nowhere"]
    assert diagnose(file(parcel((116.4, 39.9)), "nmea", "EPSG:4326"), ANYWHERE).decided.id == "EPSG:4326"
    both = file(parcel((110.8, 32.8)), "nmea", "EPSG:4326")
    stray = replace(both.items[0], name="乙", parts=(Part(parcel((116.4, 39.9), n=6)),))
    diagnosis = diagnose(replace(both, items=(*both.items * 9, stray)))
    assert diagnosis.decided and ids(diagnosis) == ["doctor.outside"]
    assert diagnosis.findings[0].fields == {"count": 1, "total": 10, "name": "乙"}


def test_nothing_to_look_at_is_no_diagnosis():
    assert diagnose(file(np.empty((0, 2)))).guesses == ()
    assert diagnose(file([[np.nan, 1.0]])).guesses == ()


def test_a_reading_is_applied_to_holes_and_segments_and_brought_to_the_target():
    truth = parcel((110.8, 32.8))
    part = Part(truth[:, ::-1], ele=np.arange(24.0), holes=(Part(truth[:6, ::-1]),))
    swapped = replace(file(truth), items=(Item("polygon", "甲", (part, part)), Item("point", "", ())))
    moved = apply(swapped, Guess("EPSG:4490", swapped=True), "EPSG:4525")
    first, second = moved.items[0].parts
    assert moved.crs_hint == "EPSG:4525" and first.ele is part.ele and moved.items[1].parts == ()
    assert first.xy == pytest.approx(projected(truth, 4525), abs=1e-6)
    assert second.holes[0].xy == pytest.approx(projected(truth[:6], 4525), abs=1e-6)


def test_coordinates_in_the_target_stay_as_written():
    xy = np.array([[37481267.286, 3630685.218]])
    assert (apply(file(xy), Guess("EPSG:4525"), "EPSG:4525").items[0].parts[0].xy == xy).all()


def test_a_district_of_layers_in_any_crs():
    towns = gpd.GeoDataFrame(geometry=[shapely.box(110.7, 32.7, 110.9, 32.9)], crs=4490).to_crs(4525)
    district = District.of(
        towns, gpd.GeoDataFrame(geometry=[shapely.Point(110.8, 32.8).buffer(0.002)], crs=4326)
    )
    assert district.holds(np.array([[110.8, 32.8], [110.2, 32.8], [np.nan, 1]])).tolist() == [
        True,
        False,
        False,
    ]
    assert district.on_borders(parcel((110.8, 32.8))) > 0.9
    assert District.of(None).outline == District().outline


def test_a_decision_is_stored_in_the_fields_of_the_ledger():
    words = provenance(
        file(parcel((110.8, 32.8))), Guess("EPSG:4326", "gcj02"), who="王", decided=True, note="n"
    )
    assert words == {
        "source_file": "地块 1.txt",
        "source_sha256": "ab12",
        "source_datum": "GCJ-02",
        "source_note": "EPSG:4326/gcj02; decided; 王; n",
    }


@given(st.sampled_from(["EPSG:4525", 'GEOGCS["a/b"]']), st.sampled_from(["", "gcj02", "bd09"]),
       st.booleans(), st.booleans())  # fmt: skip
def test_a_stored_reading_is_read_back(crs, shift, swapped, dms):
    guess = Guess(crs, shift, swapped, dms)
    assert Guess.from_id(guess.id) == guess


def test_townships_nobody_has_drawn_yet_say_nothing_of_the_place():
    undrawn = gpd.GeoDataFrame({"code": ["1", "2"]}, geometry=[None, shapely.Polygon()], crs=4525)
    assert District.of(undrawn).outline is District().outline
    assert District.of(undrawn).meridians == District().meridians
