"""An older ledger is brought up to date whole, with a copy kept, or left as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import geopandas as gpd
import pytest
import shapely
from osgeo import gdal, ogr, osr
from qgis.core import QgsFeatureRequest, QgsRectangle, QgsVectorLayer

from ecoledger.core.errors import LedgerFileError
from ecoledger.core.plan import plan_to_rows, read_plan, shipped_plan
from ecoledger.layers import geopackage, ledgerfile, migrations, store
from ecoledger.layers.schema import tables

PLAN = replace(read_plan(shipped_plan()), restrictions=())  # version 0 had no table for them
EAST, NORTH = 37_500_000.0, 3_600_000.0
SQUARE = f"MULTIPOLYGON ((({EAST} {NORTH},{EAST + 9} {NORTH},{EAST + 9} {NORTH + 9},{EAST} {NORTH})))"

# Version 0, written down as it was: fewer tables and fields, no history, no uuid in the parcels.
SPATIAL = {
    "townships": "uuid code name kind name_en control_area_m2 population",
    "intervention_polygons": "name target status reported_mu 群众签字",  # the last one its users added
}
PLAIN = {
    "targets": "id article name_zh name_en kind evidence amount unit deadline baseline baseline_classes "
    "target_group min_area_m2 tolerance_m aggregate derived_from lead_units note",
    "target_groups": "id name_zh name_en exclusive",
    "quotas": "target township year amount unit revision proposed note",
    "rules": "id article name_zh name_en layer geometry rule class_filter distance_m",
    "codes": "list code zh en note",
    "ledger_info": "key value",
}
TYPES = {
    "deadline": ogr.OFTDate,
    "status": ogr.OFTInteger64,
    **dict.fromkeys(["amount", "min_area_m2", "tolerance_m", "distance_m", "reported_mu"], ogr.OFTReal),
}
PARCEL = {"name": "老梁子", "status": 60, "reported_mu": 1.5, "群众签字": "张三、李四"}


def write_version_0(path):
    """Write a ledger of version 0 with one parcel."""
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(4525)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path), options=["VERSION=1.2"])
    for name, fields in {**SPATIAL, **PLAIN}.items():
        kind, crs = (ogr.wkbMultiPolygon, srs) if name in SPATIAL else (ogr.wkbNone, None)
        layer = dataset.CreateLayer(name, crs, kind, ["GEOMETRY_NAME=geom", "FID=fid"])
        for field in fields.split():
            layer.CreateField(ogr.FieldDefn(field, TYPES.get(field, ogr.OFTString)))
    add(dataset, "intervention_polygons", PARCEL, SQUARE, fid=7)
    rows = plan_to_rows(PLAN)
    rows["ledger_info"].append({"key": "schema_version", "value": "0"})
    rows["codes"] = [{"list": "status", "code": "60", "zh": "本区改过的名称", "en": "renamed here"}]
    for table, lines in rows.items():
        for line in lines:
            add(dataset, table, line)
    dataset.Destroy()


def add(dataset, table, values, wkt=None, fid=-1):
    layer = dataset.GetLayerByName(table)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetFID(fid)
    for field, value in values.items():
        if value is not None:
            feature.SetField(field, value if isinstance(value, (int, float)) else str(value))
    if wkt:
        feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
    layer.CreateFeature(feature)


@pytest.fixture(scope="module")
def version_0(tmp_path_factory):
    path = tmp_path_factory.mktemp("old") / "v0.gpkg"
    write_version_0(path)
    return path.read_bytes()


@pytest.fixture
def old(version_0, tmp_path):
    folder = tmp_path / "旧 台账"
    folder.mkdir()
    path = folder / "郧阳 台账.gpkg"
    path.write_bytes(version_0)
    return path


def untouched(path, before):
    return path.read_bytes() == before and [file.name for file in path.parent.iterdir()] == [path.name]


def test_an_older_ledger_is_not_read_before_it_is_up_to_date(old, version_0):
    for call in (store.check, store.read_plan, store.read_interventions):
        with pytest.raises(LedgerFileError) as caught:
            call(old)
        assert (caught.value.problem, caught.value.suggestion) == ledgerfile.OLDER
    assert untouched(old, version_0)


def test_migration_adds_what_is_missing_and_keeps_what_is_there(old):
    store.migrate(old)
    store.check(old)
    parcel = store.read_interventions(old).iloc[0]
    assert (parcel.fid, parcel["name"], parcel.status, parcel.reported) == (7, "老梁子", 60, 1000.0)
    assert shapely.equals(parcel.geometry, shapely.from_wkt(SQUARE))
    assert len(parcel.uuid) == 36 and parcel.created is not None
    assert store.read_plan(old) == PLAN
    assert len(store.read_info(old)["ledger_id"]) == 36
    for name, table in tables().items():
        layer = QgsVectorLayer(f"{old}|layername={name}", name, "ogr")
        assert layer.isValid() and {f.name for f in table.fields} <= set(layer.fields().names())
    assert not len(store.read_layer(old, "history"))


def test_a_migrated_ledger_is_worked_with_like_a_new_one(old):
    store.migrate(old)
    path = f"{old}|layername=intervention_polygons"
    layer = QgsVectorLayer(path, "parcels", "ogr")
    assert layer.startEditing()
    assert layer.changeAttributeValue(7, layer.fields().indexOf("群众签字"), "王五")
    assert layer.commitChanges()
    history = store.read_layer(old, "history")
    assert history.after.tolist() == ['{"群众签字":"王五"}']  # the users' own field is recorded, too
    store.append(old, "waivers", store.read_layer(old, "waivers").reindex(range(2)))
    assert len(store.read_layer(old, "waivers").uuid.unique()) == 2


def test_a_layer_made_by_migration_has_its_spatial_index_and_crs(old):
    store.migrate(old)
    points = gpd.GeoDataFrame(geometry=[shapely.Point(EAST + x, NORTH) for x in (0, 100)], crs=4525)
    store.append(old, "intervention_points", points)
    layer = QgsVectorLayer(f"{old}|layername=intervention_points", "points", "ogr")
    assert layer.crs().authid() == "EPSG:4525" and layer.hasSpatialIndex() == layer.SpatialIndexPresent
    request = QgsFeatureRequest(QgsRectangle(EAST + 90, NORTH - 1, EAST + 110, NORTH + 1))
    assert [feature.id() for feature in layer.getFeatures(request)] == [2]


def test_code_lists_are_added_to_and_not_overwritten(old):
    store.migrate(old)
    codes = store.read_layer(old, "codes").set_index(["list", "code"])
    assert codes.zh["status", "60"] == "本区改过的名称"
    assert codes.zh["status", "99"] and codes.zh["riverbank_zone", "1"] == "保护区"


def test_the_copy_beside_it_is_the_ledger_as_it_was(old, version_0):
    backup = store.migrate(old)
    assert backup == old.with_name("郧阳 台账.v0.bak")
    assert backup.read_bytes()[100:] == version_0[100:]  # the header counts how often a file was written


def test_an_earlier_copy_is_not_overwritten(old):
    earlier = old.with_name("郧阳 台账.v0.bak")
    earlier.write_bytes(b"mine")
    assert store.migrate(old) == old.with_name("郧阳 台账.v0.2.bak")
    assert earlier.read_bytes() == b"mine"


def test_a_ledger_that_is_up_to_date_is_left_alone(old):
    store.migrate(old)
    before = old.read_bytes()
    assert store.migrate(old) is None
    assert old.read_bytes() == before


def test_a_step_converts_before_what_is_missing_is_added(old, monkeypatch):
    def rename(connection):
        connection.execute("ALTER TABLE targets RENAME COLUMN note TO remark")
        connection.execute("UPDATE intervention_polygons SET reported_mu = reported_mu * 2")

    monkeypatch.setattr(migrations, "STEPS", {0: rename})
    store.migrate(old)
    assert store.read_interventions(old).reported.tolist() == [2000.0]
    assert "note" in store.read_layer(old, "targets")


def test_a_migration_that_fails_undoes_everything(old, version_0, monkeypatch):
    def fail(connection):
        connection.execute("UPDATE intervention_polygons SET name = NULL")
        connection.execute("CREATE TABLE half_done (x)")
        raise sqlite3.OperationalError("no such column: y")

    monkeypatch.setattr(migrations, "STEPS", {0: fail})
    with pytest.raises(LedgerFileError):
        store.migrate(old)
    assert untouched(old, version_0)


@pytest.mark.parametrize("more", [0, 10, 40, 100, 150])
def test_a_full_disk_undoes_everything(old, version_0, more, monkeypatch):
    connect, pages = sqlite3.connect, len(version_0) // 4096 + more

    def limited(*args, **kwargs):
        connection = connect(*args, **kwargs)
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(sqlite3, "connect", limited)
    gdal.SetConfigOption("OGR_SQLITE_PRAGMA", f"max_page_count={pages}")
    try:
        with pytest.raises(LedgerFileError) as caught:
            store.migrate(old)
    finally:
        gdal.SetConfigOption("OGR_SQLITE_PRAGMA", None)
    assert caught.value.problem == ledgerfile.FULL[0]
    assert untouched(old, version_0)


def test_a_ledger_in_use_waits_for_its_migration(old, version_0, monkeypatch):
    monkeypatch.setattr(geopackage, "PATIENCE", 0.05)
    with closing(sqlite3.connect(old)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerFileError) as caught:
            store.migrate(old)
        assert caught.value.problem == ledgerfile.LOCKED[0]
        other.rollback()
    assert untouched(old, version_0)


def test_a_read_only_ledger_is_not_migrated(old, version_0):
    old.chmod(0o444)
    with pytest.raises(LedgerFileError) as caught:
        store.migrate(old)
    assert caught.value.problem == ledgerfile.READ_ONLY[0]
    assert untouched(old, version_0)


def test_a_damaged_ledger_is_not_migrated(old, version_0):
    damaged = version_0[: len(version_0) // 2]
    old.write_bytes(damaged)
    with pytest.raises(LedgerFileError) as caught:
        store.migrate(old)
    assert caught.value.problem == ledgerfile.DAMAGED[0]
    assert untouched(old, damaged)


def test_what_lies_in_another_programs_journal_is_migrated_and_copied(old):
    with closing(sqlite3.connect(old)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE targets SET note = '刚改的'")
        other.commit()
        backup = store.migrate(old)
        with closing(sqlite3.connect(backup)) as copy:
            assert copy.execute("SELECT DISTINCT note FROM targets").fetchall() == [("刚改的",)]
    assert {target.note for target in store.read_plan(old).targets} == {"刚改的"}
