"""Inputs and outputs as they should not be: told by the user's own names, and no file of theirs is lost."""

from __future__ import annotations

import resource
import shutil
import signal
from contextlib import contextmanager

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from ecoledger.layers import store
from ecoledger.tests.qgis import small_ledger
from ecoledger.tests.qgis.running import layer, run, square
from ecoledger.tests.qgis.shapefiles import write_gbk

pytestmark = pytest.mark.usefixtures("plugin")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "郧阳区 数据"
    made.mkdir()
    return made


@pytest.fixture
def ledger(folder):
    return small_ledger.make(folder / "生态 台账.gpkg")


def parcels(**columns):
    geometry = [shapely.from_wkt(square(60 * i, 0, 100)) for i in range(2)]
    return gpd.GeoDataFrame({"小班号": ["001", "002"], **columns}, geometry=geometry, crs="EPSG:4525")


@pytest.fixture
def several(folder):
    """A GeoPackage of several layers."""
    path = folder / "几个 图层.gpkg"
    towns = gpd.GeoDataFrame({"乡镇": ["甲镇"]}, geometry=[shapely.from_wkt(square(0, 0, 1000))], crs=4525)
    towns.to_file(path, layer="乡镇")
    parcels(序=["2019-05-01", "去年"]).to_file(path, layer="图斑")
    parcels().set_crs(None, allow_override=True).to_file(path, layer="无坐标系")
    return path


@contextmanager
def files_no_larger_than(size):
    """Let the system refuse to let a file grow further, as a full disk does."""
    before, was = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, was)


def of(path, name):
    return f"{path}|layername={name}"


def units(path):
    return {"UNITS": of(path, "乡镇"), "UNIT_FIELD": "乡镇"}


# outputs


def is_refused(outcome, words):
    """Hold a run to have ended before it began, with these words."""
    assert not outcome.ok and words in outcome.said.errors[0], outcome.said.errors
    assert outcome.said.percents == []
    return True


def test_a_result_does_not_take_the_place_of_the_ledger_it_was_made_from(ledger):
    before = ledger.read_bytes()
    assert is_refused(run("ledgerprogress", LEDGER=str(ledger), PROGRESS=str(ledger)), "is read in this run")
    assert ledger.read_bytes() == before


def test_a_result_does_not_take_the_place_of_any_ledger(ledger):
    before = ledger.read_bytes()
    outcome = run("officialarea", INPUT=layer((square(0, 0, 100), "a")), OUTPUT=str(ledger))
    assert is_refused(outcome, "is a ledger") and ledger.read_bytes() == before


def as_path(file):
    return str(file)


def as_selected(file):
    return QgsProcessingFeatureSourceDefinition(str(file), True)


def as_layer(file):
    return QgsProject.instance().addMapLayer(QgsVectorLayer(str(file), "图斑"))


@pytest.mark.parametrize("given", [as_path, as_selected, as_layer, lambda file: as_layer(file).id()])
def test_a_result_does_not_take_the_place_of_its_input(folder, given):
    file = folder / "图 斑.shp"
    parcels().to_file(file, encoding="UTF-8")
    before = file.read_bytes()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    wish = {"INPUT": given(file), "OUTPUT": QgsProcessingOutputLayerDefinition(str(file))}
    assert is_refused(run("officialarea", context=context, **wish), "图 斑.shp is read in this run")
    assert file.read_bytes() == before
    QgsProject.instance().clear()


def test_two_results_do_not_take_each_others_place(ledger, folder):
    one = str(folder / "一.gpkg")
    outcome = run("ledgerprogress", LEDGER=str(ledger), PROGRESS=one, ENTRIES=one)
    assert is_refused(outcome, "is named for two results; “Interventions with their deductions”")


def test_a_format_that_drops_rows_is_not_written(ledger, folder):
    outcome = run("ledgerprogress", LEDGER=str(ledger), PROGRESS=str(folder / "进度.fgb"))
    assert not outcome.ok and "FlatGeobuf drops rows" in outcome.said.errors[0]
    assert not (folder / "进度.fgb").exists()


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "csv", "shp"])
@pytest.mark.parametrize("size", [1, 40_000])
def test_a_disk_that_is_full_at_the_end_is_told(folder, ending, size):
    made = layer(*[(square(60 * i, 0, 50), f"图斑 {i}") for i in range(600)])
    with files_no_larger_than(size):
        outcome = run("officialarea", INPUT=made, OUTPUT=str(folder / f"面积.{ending}"))
    assert not outcome.ok and "Check the free space" in outcome.said.errors[0]


def test_a_folder_that_is_missing_is_told_before_the_run(folder):
    file = folder / "没有" / "a.gpkg"
    outcome = run("officialarea", INPUT=layer((square(0, 0, 100), "a")), OUTPUT=str(file))
    assert is_refused(outcome, f"There is no folder {file.parent}")


def test_an_output_of_another_kind_is_told_in_our_words(folder):
    outcome = run("officialarea", INPUT=layer((square(0, 0, 100), "a")), OUTPUT=str(folder / "a.dxf"))
    assert not outcome.ok and "The output could not be written" in outcome.said.errors[0]
    assert "Check the free space" in outcome.said.errors[0]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods", "shp", "gpkg", "geojson"])
def test_results_go_to_any_format_and_over_one_of_before(several, folder, ending):
    output = folder / f"进 度.{ending}"
    for _ in range(2):
        outcome = run("areaprogress", INPUT=of(several, "图斑"), **units(several), PROGRESS=str(output))
        assert outcome.ok and len(outcome.rows("PROGRESS")) == 1


@pytest.mark.parametrize("name", ["a.txt", "a", "a.shp"])
def test_a_ledger_is_called_gpkg(folder, name):
    outcome = run("createsample", PARCELS=50, OUTPUT=str(folder / name))
    assert not outcome.ok and "does not end in .gpkg" in outcome.said.errors[0]
    assert list(folder.iterdir()) == []


# values of parameters


@pytest.mark.parametrize(
    ("name", "parameters", "told"),
    [
        ("ledgerprogress", {"AS_OF": "昨天"}, ["“昨天” will not do for “As of", "as 2019-12-31."]),
        ("ledgerprogress", {"AS_OF": "2019-13-45"}, ["“2019-13-45”", "(AS_OF)"]),
        ("ledgerprogress", {"STATUSES": ["61", "x"]}, ["['61', 'x']", "from: 10, 20, 30,"]),
        ("ledgerprogress", {"BY": "乡镇"}, ["“乡镇”", "from: target, township, year, status."]),
        ("ledgerprogress", {"LEDGER": "a.shp"}, ["“a.shp” will not do for “Ledger”", "ends in .gpkg"]),
        ("ledgerprogress", {"LEDGER": ""}, ["“Ledger” (LEDGER) is not given"]),
        ("officialarea", {"INPUT": "没有.shp"}, ["“没有.shp” will not do for “Parcels”", "QGIS can open"]),
        ("officialarea", {}, ["“Parcels” (INPUT) is not given"]),
        ("createsample", {"PARCELS": 1}, ["“1”", "a number from 50 to 5000"]),
        ("createsample", {"SEED": -1}, ["“-1”", "(SEED)"]),
        ("areaprogress", {"MIN_AREA": -4}, ["“-4”", "a number, 0 or more"]),
    ],
)
def test_a_value_that_will_not_do_is_told_with_what_would(name, parameters, told, several, ledger):
    given = {
        "ledgerprogress": {"LEDGER": str(ledger)},
        "areaprogress": {"INPUT": of(several, "图斑"), **units(several)},
        "createsample": {"OUTPUT": "a.gpkg"},
    }
    algorithm = QgsApplication.processingRegistry().algorithmById(f"ecoledger:{name}").create()
    asked = {d.name(): "TEMPORARY_OUTPUT" for d in algorithm.destinationParameterDefinitions()}
    asked |= {**given.get(name, {}), **parameters}
    good, why = algorithm.checkParameterValues(asked, QgsProcessingContext())
    assert not good and all(words in why for words in told), why


@pytest.mark.parametrize("crs", ["EPSG:99999", "junk"])
def test_a_crs_qgis_does_not_know_is_no_wish_for_the_plans(several, folder, crs):
    outcome = run("createledger", TOWNSHIPS=of(several, "乡镇"), CRS=crs, OUTPUT=str(folder / "新.gpkg"))
    assert not outcome.ok and f"“{crs}” will not do for “Coordinate system" in outcome.said.errors[0]


@pytest.mark.parametrize("name", ["CODE_FIELD", "NAME_FIELD"])
def test_a_township_field_that_is_missing_is_told_with_those_there_are(several, folder, name):
    wish = {"TOWNSHIPS": of(several, "乡镇"), "OUTPUT": str(folder / "新.gpkg"), name: "代码"}
    outcome = run("createledger", **wish)
    assert not outcome.ok and "乡镇 has no field 代码" in outcome.said.errors[0]
    assert "it has: fid, 乡镇" in outcome.said.errors[0]


# layers


def test_a_layer_among_several_in_a_file_is_called_by_its_own_name(several):
    outcome = run("areaprogress", INPUT=of(several, "图斑"), ORDER_FIELD="序", **units(several))
    assert outcome.said.warnings[0].startswith("图斑 FID 2: “去年”")
    outcome = run("areaprogress", INPUT=of(several, "图斑"), ORDER_FIELD="日期", **units(several))
    assert "图斑 has no field 日期" in outcome.said.errors[0]


def test_a_geopackages_undefined_crs_is_none(several):
    outcome = run("areaprogress", INPUT=of(several, "无坐标系"), **units(several))
    assert "无坐标系 has no coordinate system" in outcome.said.errors[0]
    assert "look like EPSG:4525" in outcome.said.errors[0]


def test_a_table_is_no_layer_of_parcels(several, folder):
    table = folder / "表.csv"
    pd.DataFrame({"小班号": ["001"], "亩": 1}).to_csv(table, index=False)
    outcome = run("areaprogress", INPUT=str(table), **units(several))
    assert "表 is a table without geometry" in outcome.said.errors[0]


@pytest.fixture
def gbk(folder):
    """A shapefile in GBK without the file that would say so, as old programs write it."""
    file = folder / "老 图斑.shp"
    write_gbk(parcels(单位=["甲镇", "乙镇"], unit=["甲镇", "乙镇"]), file)
    file.with_suffix(".cpg").unlink()
    table = file.with_suffix(".dbf")
    head = bytearray(table.read_bytes())
    head[29] = 0  # the table's own mark of its encoding
    table.write_bytes(head)
    return file


def test_names_and_text_in_another_encoding_are_told_with_the_remedy(gbk, several):
    outcome = run("areaprogress", INPUT=of(several, "图斑"), UNITS=str(gbk), UNIT_FIELD="单位")
    assert "老 图斑 has no field 单位; the names of its fields are in another" in outcome.said.errors[0]
    assert "often GBK" in outcome.said.errors[0]
    outcome = run("areaprogress", INPUT=of(several, "图斑"), UNITS=str(gbk), UNIT_FIELD="unit")
    assert outcome.said.warnings[0].startswith("老 图斑 FID 0: 2 features have text in another encoding")


def test_classes_without_a_baseline_are_no_wish_to_count_everything(several):
    outcome = run("areaprogress", INPUT=of(several, "图斑"), BASELINE_CLASSES="1;2", **units(several))
    assert not outcome.ok and "Classes are given (1, 2), but no baseline" in outcome.said.errors[0]


def test_quotas_as_text_are_read_and_what_is_none_is_told_by_its_row(several, folder):
    table = folder / "任 务.csv"
    table.write_text('乡镇,亩\n甲镇,"1,234.5"\n甲镇,很多\n', encoding="utf-8")
    quotas = {"QUOTAS": str(table), "QUOTA_FIELD": "亩", "QUOTA_UNIT": "mu"}
    outcome = run("areaprogress", INPUT=of(several, "图斑"), **units(several), **quotas)
    assert outcome.rows("PROGRESS")[0]["quota"] == pytest.approx(1234.5 * 2000 / 3)
    assert outcome.said.warnings[0].startswith("任 务 FID 2: The quota is no amount: 很多")


def test_a_table_of_two_hundred_columns_is_no_burden(several, folder):
    wide = parcels(**{f"字段{i}": [i, None] for i in range(200)})
    wide.to_file(folder / "宽.gpkg", layer="宽")
    outcome = run("officialarea", INPUT=str(folder / "宽.gpkg"))
    assert outcome.ok and len(outcome.rows("OUTPUT")[0]) == 1 + 201 + 7


def test_a_ledger_copied_to_a_read_only_place_is_closed(ledger, folder):
    place = folder / "只读"
    place.mkdir()
    copy = shutil.copy(ledger, place / "台账.gpkg")
    copy.chmod(0o444)
    place.chmod(0o555)
    try:
        assert run("ledgerprogress", LEDGER=str(copy)).ok
        assert [file.name for file in place.iterdir()] == ["台账.gpkg"]
    finally:
        place.chmod(0o755)
    store.check(copy)


def test_a_layer_that_holds_what_it_says_it_does_not_keeps_every_row(folder):
    """Of a layer of unknown kind QGIS takes the first feature's for that of all."""
    file, ground = folder / "混合.gpkg", shapely.box(110.8, 32.8, 110.801, 32.801)
    shapes = [ground, shapely.Point(110.8, 32.8), shapely.GeometryCollection([ground])]
    gpd.GeoDataFrame({"名": ["面", "点", "集合"]}, geometry=shapes, crs=4490).to_file(file)
    outcome = run("officialarea", INPUT=str(file))
    rows = outcome.rows("OUTPUT")
    assert [row["official_m2"] is None for row in rows] == [False, True, False]
    drawn = [f.geometry().isNull() for f in outcome.layer("OUTPUT").getFeatures()]
    assert drawn[:2] == [False, True]


@pytest.mark.parametrize("ending", ["gpkg", "csv", "shp"])
def test_fields_no_format_takes_beside_each_other_are_renamed(folder, ending):
    """A column fid that is no key, and two names that differ in case only."""
    file = folder / "旧 图斑.geojson"
    parcels(fid=[7, 7], AREA=[1, 2], area=["a", "b"]).to_crs(4490).to_file(file, driver="GeoJSON")
    outcome = run("officialarea", INPUT=str(file), OUTPUT=str(folder / f"面积.{ending}"))
    assert outcome.ok, outcome.said.errors
    first, second = outcome.rows("OUTPUT")
    assert [str(first[n]) for n in ("fid_2", "AREA", "area_2")] == ["7", "1", "a"] and second["area_2"] == "b"


def test_a_column_fid_of_decimals_is_no_key(folder):
    made = layer((square(0, 0, 100), 1.0), fields=(("fid", QVariant.Double),))
    outcome = run("officialarea", INPUT=made, OUTPUT=str(folder / "面积.gpkg"))
    assert outcome.ok, outcome.said.errors
    assert [(row["fid"], row["fid_2"]) for row in outcome.rows("OUTPUT")] == [(1, 1.0)]


def test_the_key_of_a_geopackage_is_kept(several, folder):
    outcome = run("officialarea", INPUT=of(several, "图斑"), OUTPUT=str(folder / "面积.gpkg"))
    assert [row["fid"] for row in outcome.rows("OUTPUT")] == [1, 2]
