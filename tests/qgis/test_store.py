"""The ledger file made, filled and read back, under a path with Chinese and spaces."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import ogr, osr
from osgeo_utils.samples import validate_gpkg
from qgis.core import QgsFeatureRequest, QgsRectangle, QgsVectorLayer

from ecoledger.core.errors import CrsError, DataError
from ecoledger.core.ledger.repair import read_wkb
from ecoledger.core.model import Status
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.layers import geopackage, reading, store, writing
from ecoledger.layers.schema import tables

POLYGONS, LINES, POINTS = "intervention_polygons", "intervention_lines", "intervention_points"
EAST, NORTH = 37_500_000.0, 3_600_000.0
PLAN = read_plan(shipped_plan())


def square(west=0.0, south=0.0, side=50.0):
    return shapely.box(EAST + west, NORTH + south, EAST + west + side, NORTH + south + side)


def frame(geometries, crs="EPSG:4525", **columns):
    return gpd.GeoDataFrame(columns, index=range(len(geometries)), geometry=list(geometries), crs=crs)


def squares(n, **columns):
    return frame([square(100 * i) for i in range(n)], **columns)


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "郧阳区 台账"
    folder.mkdir()
    return folder / "生态 台账 2019#1%.gpkg"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "template.gpkg"
    store.create(path, PLAN)
    return path


@pytest.fixture
def ledger(template, path):
    """A ledger of the plan, its layers empty."""
    return Path(shutil.copy(template, path))


def sql(path, text, *values):
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(text, values).fetchall()
        connection.commit()
    return rows


def qgis_layer(path, table):
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    assert layer.isValid()
    return layer


# what a new ledger is


def test_a_new_ledger_holds_every_table_and_the_plan(ledger):
    dataset = ogr.Open(str(ledger))
    assert {dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())} == set(tables())
    assert store.read_plan(ledger) == PLAN


def test_every_table_opens_in_qgis_with_its_fields_and_a_chinese_title(ledger):
    for name, table in tables().items():
        layer = qgis_layer(ledger, name)
        assert layer.fields().names() == ["fid", *(field.name for field in table.fields)]
        assert layer.metadata().title() == table.zh
        assert layer.crs().authid() == ("" if table.geometry == "none" else "EPSG:4525")


def test_columns_carry_their_chinese_name_and_what_they_mean(ledger):
    about = "SELECT title, description FROM gpkg_data_columns WHERE table_name = ? AND column_name = ?"
    assert sql(ledger, about, POLYGONS, "reported_mu") == [
        ("上报面积（亩）", "Reported area (mu): what the township reported; never used in sums")
    ]


def test_gdals_validator_of_geopackages_has_nothing_to_say(path):
    geometries = {
        POLYGONS: frame([square(), None]),  # of empty ones it reads the wrong bit (GDAL 3.6)
        LINES: frame([shapely.LineString([(EAST, NORTH), (EAST, NORTH + 9)])]),
        POINTS: frame([shapely.Point(EAST, NORTH)]),
    }
    store.create(path, PLAN, geometries)
    plain = Path(shutil.copy(path, path.with_name("plain.gpkg")))  # the validator wants a plain name
    assert not validate_gpkg.check(str(plain), extra_checks=True, warning_as_error=True)


def test_the_ledger_says_what_it_was_made_from(ledger):
    info = store.read_info(ledger)
    assert (info["schema_version"], info["plan_id"], info["crs"]) == ("1", "yunyang_2018", "EPSG:4525")
    assert info["program"].startswith("EcoLedger 0.")
    assert len(info["sha256_of_plan"]) == 64


def test_the_code_lists_are_in_the_file(ledger):
    accepted = sql(ledger, "SELECT zh FROM codes WHERE list = 'status' AND code = '60'")
    assert accepted == [("验收合格",)]
    codes = {int(code) for (code,) in sql(ledger, "SELECT code FROM codes WHERE list = 'status'")}
    assert codes == {int(status) for status in Status}


def test_a_note_is_said_in_the_abstract_of_every_layer(path):
    store.create(path, PLAN, note="合成数据 Synthetic data")
    assert qgis_layer(path, POLYGONS).metadata().abstract() == "Intervention parcels. 合成数据 Synthetic data"


def test_rows_go_into_their_table_by_the_thousand(path, monkeypatch):
    blocks = []

    def insert(connection, table, columns, rows):
        blocks.append(table)
        geopackage.insert(connection, table, columns, rows)

    monkeypatch.setattr(writing, "insert", insert)
    store.create(path, PLAN, {POLYGONS: squares(2500)})
    assert blocks.count(POLYGONS) == 3 and len(store.read_interventions(path)) == 2500


def test_the_share_done_is_reported_up_to_the_whole(path):
    shares = []
    store.create(path, PLAN, {POLYGONS: squares(2500)}, progress=shares.append)
    assert shares == sorted(shares) and shares[-1] == 1
    store.append(path, POLYGONS, squares(2500), progress=shares.append)
    assert shares[-3:] == [0.4, 0.8, 1]


# townships: of the layer and of the plan


def test_townships_of_a_layer_get_what_only_the_plan_knows(path):
    store.create(path, PLAN, {"townships": frame([square(side=9e3)], code=["420304101"], population=[31000])})
    rows = store.read_layer(path, "townships").set_index("code")
    assert len(rows) == 20 and rows.geometry.notna().sum() == 1
    assert (rows.name["420304101"], rows.kind["420304101"]) == ("安阳镇", "town")
    assert rows.population["420304101"] == 31000 and rows.name["420304400"] == "沧浪山林场"
    assert [t.code for t in store.read_plan(path).townships][0] == "420304101"


def test_a_township_of_two_polygons_is_one_in_the_plan(path):
    towns = frame([square(), square(5000)], code="420304101", name="安阳镇")
    store.create(path, PLAN, {"townships": towns})
    assert sorted(t.code for t in store.read_plan(path).townships) == sorted(t.code for t in PLAN.townships)
    assert store.read_townships(path).geometry.notna().sum() == 2


# attributes


def test_values_of_every_type_are_read_back(ledger):
    values = {
        "name": ["“O'Neil”; DROP TABLE targets;-- 𠮷野\n第二行", None],
        "status": [60, None],
        "year": [2019, None],
        "completed": [dt.date(2019, 3, 4), None],
        "created": ["2019-03-04T05:06:07.890+08:00", None],
        "reported_mu": [3, None],
    }
    store.append(ledger, POLYGONS, squares(2, **values))
    first, second = store.read_layer(ledger, POLYGONS).itertuples()
    assert first.name == values["name"][0] and (first.status, first.year) == (60, 2019)
    assert first.completed == pd.Timestamp(2019, 3, 4)
    assert first.created == pd.Timestamp("2019-03-03T21:06:07.890Z")
    assert second.name is None and np.isnan(second.status) and pd.isna(second.completed)
    assert pd.Timestamp.now(tz="UTC") - second.created < pd.Timedelta(minutes=1)


def test_the_name_of_the_code_list_stands_beside_the_code(ledger):
    store.append(ledger, POLYGONS, squares(2, measure=["planting", None]))
    assert store.read_layer(ledger, POLYGONS).measure_list.tolist() == ["measure", None]
    store.append(ledger, "rocky_desertification", squares(1, **{"class": ["2"]}))
    grades = store.read_layer(ledger, "rocky_desertification")
    assert grades.class_list.tolist() == ["rocky_desertification_grade"]


def test_codes_that_pandas_made_numbers_are_codes_again(ledger):
    store.append(ledger, POLYGONS, squares(2, township=[420304101.0, np.nan], number=[7, 8]))
    back = store.read_layer(ledger, POLYGONS)
    assert back.township.tolist() == ["420304101", None] and back.number.tolist() == ["7", "8"]


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=8))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_back_as_it_was(ledger, texts):
    before = len(store.read_layer(ledger, "reported_values"))
    store.append(ledger, "reported_values", pd.DataFrame({"remark": texts}, dtype=object))
    assert store.read_layer(ledger, "reported_values").remark.tolist()[before:] == texts


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", "done"),
        ("status", 60.5),
        ("status", 2**63),
        ("reported_mu", "3,5"),
        ("reported_mu", float("inf")),
        ("completed", "31/12/2019"),
        ("completed", 20191231),
        ("name", b"\xcd\xbc\xb0\xdf"),
        ("name", "cut\0short"),
        ("name", "\ud800"),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_place(ledger, column, value):
    before = ledger.read_bytes()
    rows = squares(2, **{column: pd.Series([None, value], dtype=object)})
    with pytest.raises(DataError) as caught:
        store.append(ledger, POLYGONS, rows)
    assert (caught.value.fields["column"], caught.value.fields["row"]) == (column, 2)
    assert ledger.read_bytes() == before


def test_unknown_columns_and_tables_are_refused_by_name(ledger):
    with pytest.raises(DataError, match="亩数, AREA"):
        store.append(ledger, POLYGONS, squares(1, 亩数=3, AREA=2000, name="x"))
    for table in ("parcels", "history", "ledger_info", "codes"):
        with pytest.raises(DataError, match=table):
            store.append(ledger, table, pd.DataFrame({"value": [1]}))
    with pytest.raises(DataError, match="geometry"):
        store.append(ledger, "reported_values", squares(1, value=1))


def test_the_file_numbers_its_rows_itself(ledger):
    assert store.append(ledger, POLYGONS, squares(2, fid=[70, 71])) == 2
    assert store.append(ledger, POLYGONS, squares(1, fid=[70])) == 1
    assert store.read_layer(ledger, POLYGONS).fid.tolist() == [1, 2, 3]


def test_odd_data_can_be_entered(ledger):
    """The ledger is there to say what is wrong; a file that refuses it would hide it."""
    store.append(ledger, POLYGONS, squares(1, target=None, status=77, year=-1, reported_mu=-5))
    row = store.read_interventions(ledger).iloc[0]
    assert row.target is None and row.status == 77


# geometry


@pytest.mark.parametrize(
    ("table", "given_as", "stored_as"),
    [
        (POLYGONS, "POLYGON Z ((0 0 5, 4 0 5, 4 4 5, 0 0 5))", "MULTIPOLYGON (((0 0,4 0,4 4,0 0)))"),
        (POLYGONS, "MULTIPOLYGON (((0 0,4 0,4 4,0 0)))", "MULTIPOLYGON (((0 0,4 0,4 4,0 0)))"),
        (POLYGONS, "POLYGON ((0 0,4 4,4 0,0 4,0 0))", "MULTIPOLYGON (((0 0,4 4,4 0,0 4,0 0)))"),
        (POLYGONS, "POLYGON EMPTY", "MULTIPOLYGON EMPTY"),
        (POLYGONS, "GEOMETRYCOLLECTION EMPTY", "MULTIPOLYGON EMPTY"),
        (LINES, "LINESTRING (0 0,4 0)", "MULTILINESTRING ((0 0,4 0))"),
        (LINES, "MULTILINESTRING ((0 0,4 0),(5 5,6 6))", "MULTILINESTRING ((0 0,4 0),(5 5,6 6))"),
        (POINTS, "POINT (1 2)", "POINT (1 2)"),
        (POINTS, "MULTIPOINT ((1 2))", "POINT (1 2)"),
        (POINTS, "POINT EMPTY", "POINT EMPTY"),
        (POINTS, "MULTIPOINT EMPTY", "POINT EMPTY"),
    ],
)
def test_geometries_are_stored_in_one_kind_and_read_by_ogr(ledger, table, given_as, stored_as):
    store.append(ledger, table, frame([shapely.from_wkt(given_as)]))
    dataset = ogr.Open(str(ledger))
    feature = dataset.GetLayerByName(table).GetNextFeature()
    assert feature.GetGeometryRef().ExportToWkt() == stored_as


@pytest.mark.parametrize(
    ("table", "wkt"),
    [
        (POLYGONS, "LINESTRING (0 0,4 0)"),
        (POLYGONS, "POINT (0 0)"),
        (POLYGONS, "GEOMETRYCOLLECTION (POLYGON ((0 0,4 0,4 4,0 0)))"),
        (LINES, "POLYGON ((0 0,4 0,4 4,0 0))"),
        (POINTS, "MULTIPOINT ((1 2),(3 4))"),
        (POINTS, "POLYGON ((0 0,4 0,4 4,0 0))"),
    ],
)
def test_a_geometry_of_another_kind_is_refused(ledger, table, wkt):
    with pytest.raises(DataError, match="row 2"):
        store.append(ledger, table, frame([None, shapely.from_wkt(wkt)]))
    assert not len(store.read_layer(ledger, table))


def unclosed_ring():
    """WKB no library would write: four points of a square, the first not repeated."""
    corners = [(EAST, NORTH), (EAST, NORTH + 30), (EAST + 30, NORTH + 30), (EAST + 30, NORTH)]
    return struct.pack("<BIII", 1, 3, 1, 4) + b"".join(struct.pack("<dd", *corner) for corner in corners)


def test_one_unreadable_geometry_is_a_fault_and_stops_nothing(ledger):
    plain = pd.DataFrame(
        {
            "uuid": ["open", "good", "null", "junk"],
            "geometry": [unclosed_ring(), shapely.to_wkb(square()), None, shapely.to_wkb(square(100))],
        }
    )
    store.append(ledger, POLYGONS, plain)
    with closing(sqlite3.connect(ledger)) as connection:
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):  # for the index' triggers
            connection.create_function(name, 1, lambda value: 1)
        connection.execute(f"UPDATE {POLYGONS} SET geom = 'no geometry' WHERE uuid = 'junk'")
        connection.commit()
    back = store.read_interventions(ledger)
    assert shapely.area(back.geometry.array).tolist()[:2] == [900, 2500]
    assert back.geometry.isna().tolist() == [False, False, True, True]
    faults = back.attrs["faults"]
    assert [(fault.id, fault.source, fault.fid) for fault in faults] == [
        ("ledger.geometry", POLYGONS, 1),
        ("ledger.geometry", POLYGONS, 4),
    ]
    assert all(str(fault) for fault in faults)


def test_frames_in_other_coordinates_are_brought_to_the_ledgers(ledger):
    """GDAL's own transformation is the other engine."""
    geographic, projected = osr.SpatialReference(), osr.SpatialReference()
    geographic.ImportFromEPSG(4490)
    projected.ImportFromEPSG(4525)
    geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    projected.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    x, y, _ = osr.CoordinateTransformation(geographic, projected).TransformPoint(110.8, 32.8)
    store.append(ledger, POINTS, frame([shapely.Point(110.8, 32.8)], crs="EPSG:4490"))
    point = store.read_layer(ledger, POINTS).geometry[0]
    assert (point.x, point.y) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize("crs", [None, "EPSG:2361"])
def test_coordinates_that_cannot_be_placed_are_refused(ledger, crs):
    """No CRS; Xi'an 80, whose shift is not known."""
    before = ledger.read_bytes()
    with pytest.raises(CrsError):
        store.append(ledger, POLYGONS, frame([square()], crs=crs))
    assert ledger.read_bytes() == before


def test_coordinates_beyond_the_projection_are_not_lost_silently(ledger):
    with pytest.raises(DataError, match="row 2"):
        store.append(
            ledger, POINTS, frame([shapely.Point(110, 32), shapely.Point(1e300, 0)], crs="EPSG:4490")
        )


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4546", "+proj=tmerc +lon_0=110.5 +x_0=5e5 +ellps=GRS80"])
def test_a_ledger_may_have_another_crs(path, crs):
    store.create(path, PLAN, {POINTS: frame([shapely.Point(110.8, 32.8)], crs="EPSG:4490")}, crs=crs)
    back = store.read_layer(path, POINTS)
    assert (
        back.crs.equals(crs, ignore_axis_order=True)
        or back.crs.to_proj4() == gpd.GeoSeries(crs=crs).crs.to_proj4()
    )
    place = back.to_crs("EPSG:4490").geometry[0]
    assert (place.x, place.y) == pytest.approx((110.8, 32.8), abs=1e-9)
    assert qgis_layer(path, POINTS).crs().isValid()


# other programs see the same


def test_qgis_finds_appended_features_by_place_and_knows_the_extent(ledger):
    store.append(ledger, POLYGONS, frame([square(), None, shapely.Polygon(), square(1000)]))
    layer = qgis_layer(ledger, POLYGONS)
    request = QgsFeatureRequest(QgsRectangle(EAST + 990, NORTH, EAST + 1010, NORTH + 10))
    assert [feature.id() for feature in layer.getFeatures(request)] == [4]
    extent = layer.extent()
    assert (extent.xMinimum(), extent.xMaximum(), extent.yMaximum()) == (EAST, EAST + 1050, NORTH + 50)
    assert layer.featureCount() == 4


def test_rows_without_a_geometry_leave_the_extent_alone(ledger):
    store.append(ledger, POLYGONS, squares(1))
    store.append(ledger, POLYGONS, frame([None, shapely.Polygon()]))
    (extent,) = sql(ledger, "SELECT min_x, max_y FROM gpkg_contents WHERE table_name = ?", POLYGONS)
    assert extent == (EAST, NORTH + 50)


def test_rows_appended_while_qgis_edits_are_seen_after_its_commit(ledger):
    layer = qgis_layer(ledger, POLYGONS)
    assert layer.startEditing()
    store.append(ledger, POLYGONS, squares(2, name="从外面"))
    assert len(store.read_interventions(ledger)) == 2
    layer.changeAttributeValue(1, layer.fields().indexOf("name"), "QGIS")
    assert layer.commitChanges(), layer.commitErrors()
    assert store.read_interventions(ledger).name.tolist() == ["QGIS", "从外面"]
    assert [feature["name"] for feature in layer.getFeatures()] == ["QGIS", "从外面"]


def test_values_other_programs_wrote_are_read_or_told(ledger):
    """QGIS writes times without a zone; SQLite takes any value into any column."""
    store.append(ledger, "reported_values", pd.DataFrame({"value": range(5)}))
    for fid, column, value in (
        (1, "created", "2019-03-04T05:06:07.000"),
        (2, "value", "many"),
        (3, "date", "4 March"),
        (4, "date", 20190304),
    ):
        sql(ledger, f"UPDATE reported_values SET {column} = ? WHERE fid = ?", value, fid)
    back = store.read_layer(ledger, "reported_values")
    assert back.created[0] == pd.Timestamp("2019-03-04T05:06:07Z") and back.created.notna().all()
    assert np.isnan(back.value[1]) and back.value[4] == 4
    assert [(fault.fid, fault.fields["column"]) for fault in back.attrs["faults"]] == [
        (3, "date"),
        (4, "date"),
        (2, "value"),
    ]


def test_text_that_is_not_utf8_is_told_and_the_rest_read(ledger):
    store.append(ledger, "reported_values", pd.DataFrame({"remark": ["好", "坏"]}))
    sql(ledger, "UPDATE reported_values SET remark = CAST(x'cdbcb0df' AS TEXT) WHERE fid = 2")
    back = store.read_layer(ledger, "reported_values")
    assert back.remark[0] == "好" and "\ufffd" in back.remark[1]
    assert [fault.id for fault in back.attrs["faults"]] == ["ledger.bad_text"]


# what the computing core reads


def test_interventions_are_one_frame_with_reported_amounts_in_base_units(path):
    layers = {
        POLYGONS: squares(1, uuid="a", reported_mu=3.0, created="2019-01-01T00:00:00Z"),
        LINES: frame([shapely.LineString([(EAST, NORTH), (EAST, NORTH + 9)])], uuid="b", reported_m=9.5),
        POINTS: frame([shapely.Point(EAST, NORTH)], uuid="c", reported_sites=2),
    }
    store.create(path, PLAN, layers)
    back = store.read_interventions(path)
    assert back.table.tolist() == [POLYGONS, LINES, POINTS] and back.uuid.tolist() == ["a", "b", "c"]
    assert back.reported.tolist() == [2000.0, 9.5, 2.0]  # 1 mu is 2000/3 m²
    expected = "table fid uuid name target status year completed created township geometry reported"
    assert set(back.columns) == set(expected.split())
    assert back.crs.to_epsg() == 4525


def test_an_empty_ledger_is_read_as_empty_frames(ledger):
    interventions = store.read_interventions(ledger)
    assert len(interventions) == 0 and interventions.crs.to_epsg() == 4525
    assert len(store.read_reports(ledger)) == 0
    assert {"target", "township", "date", "value", "weight"} <= set(store.read_reports(ledger).columns)


def test_baselines_are_those_the_plan_names(ledger):
    store.append(ledger, "barren_land", squares(1, **{"class": ["1"]}))
    baselines = store.read_baselines(ledger, PLAN)
    assert set(baselines) == {target.baseline for target in PLAN.targets if target.baseline}
    assert baselines["barren_land"]["class"].tolist() == ["1"]


def test_all_geometries_of_a_table_are_read_in_one_call(ledger, monkeypatch):
    calls = []
    monkeypatch.setattr(reading, "read_wkb", lambda wkb: calls.append(len(wkb)) or read_wkb(wkb))
    store.append(ledger, POLYGONS, squares(2500))
    assert len(store.read_interventions(ledger)) == 2500
    assert calls == [2500, 0, 0]
