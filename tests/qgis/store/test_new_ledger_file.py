"""A new ledger's file: every table, the plan, the code lists, its townships."""

from __future__ import annotations

import shutil
from pathlib import Path

import shapely
from osgeo import ogr
from osgeo_utils.samples import validate_gpkg

from ecoledger.core.model import Status
from ecoledger.layers import geopackage, store, writing
from ecoledger.layers.schema import tables
from ecoledger.tests.qgis.store.ledgers import (
    EAST,
    LINES,
    NORTH,
    PLAN,
    POINTS,
    POLYGONS,
    frame,
    qgis_layer,
    sql,
    square,
    squares,
)


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
