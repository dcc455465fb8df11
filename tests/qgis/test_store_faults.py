"""Files that cannot be used are told apart, and nothing is lost with any of them."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import gdal, ogr, osr

from ecoledger.core.errors import Cancelled, EcoLedgerError, LedgerFileError
from ecoledger.layers import geopackage, ledgerfile, store
from ecoledger.tests.qgis.faulty import PLAN, POLYGONS, as_nobody, fault, parcels


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "template.gpkg"
    store.create(path, PLAN, {POLYGONS: parcels(50)})
    return path


@pytest.fixture
def ledger(template, tmp_path):
    """A ledger of 50 parcels, alone in its folder."""
    folder = tmp_path / "郧阳区 台账"
    folder.mkdir()
    return Path(shutil.copy(template, folder / "生态 台账.gpkg"))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    for module in (ledgerfile, geopackage):
        monkeypatch.setattr(module, "PATIENCE", 0.05)


@pytest.fixture
def untouched(ledger):
    """Hold the test to it: the file's bytes, and nothing else in its folder."""
    before = ledger.read_bytes()
    yield
    assert ledger.read_bytes() == before
    assert [file.name for file in ledger.parent.iterdir()] == [ledger.name]


def sql(path, text):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(text)
        connection.commit()


def test_a_whole_ledger_passes(ledger, untouched):
    store.check(ledger)


def test_a_missing_file_is_told_and_not_made(tmp_path):
    path = tmp_path / "没有.gpkg"
    for call in (store.check, store.read_plan, store.migrate, store.read_interventions):
        fault(ledgerfile.MISSING, call, path)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"x", "图斑,面积\n".encode() * 99, b"SQLite format 2"])
def test_what_is_no_geopackage_is_told(ledger, content):
    ledger.write_bytes(content)
    fault(ledgerfile.NO_GEOPACKAGE, store.check, ledger)
    fault(ledgerfile.NO_GEOPACKAGE, store.append, ledger, POLYGONS, parcels(1))
    assert ledger.read_bytes() == content


def test_a_zip_that_was_only_renamed_is_told(ledger):
    with zipfile.ZipFile(ledger, "w") as file:
        file.writestr("a.shp", b"")
    fault(ledgerfile.NO_GEOPACKAGE, store.check, ledger)


def test_another_geopackage_is_no_ledger(tmp_path):
    path = tmp_path / "另一个.gpkg"
    parcels(2).to_file(path, engine="pyogrio")
    before = path.read_bytes()
    for call in (store.check, store.migrate, store.read_plan, store.read_townships):
        fault(ledgerfile.NO_LEDGER, call, path)
    fault(ledgerfile.NO_LEDGER, store.append, path, POLYGONS, parcels(1))
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", ["'one'", "NULL", "''", f"'{'9' * 5000}'"])
def test_a_ledger_without_a_readable_version_is_none(ledger, version):
    sql(ledger, f"UPDATE ledger_info SET value = {version} WHERE key = 'schema_version'")
    fault(ledgerfile.NO_LEDGER, store.check, ledger)


def test_a_table_or_field_somebody_deleted_is_named(ledger):
    sql(ledger, "DROP TABLE target_groups")
    sql(ledger, "ALTER TABLE codes RENAME COLUMN note TO 备注")
    fault(ledgerfile.INCOMPLETE, store.check, ledger)
    with pytest.raises(LedgerFileError, match="target_groups, codes.note"):
        store.check(ledger)


def test_a_newer_ledger_is_left_as_it_is(ledger):
    sql(ledger, "UPDATE ledger_info SET value = '2' WHERE key = 'schema_version'")
    before = ledger.read_bytes()
    for call in (store.check, store.migrate, store.read_plan, store.read_interventions):
        fault(ledgerfile.NEWER, call, ledger)
    fault(ledgerfile.NEWER, store.append, ledger, POLYGONS, parcels(1))
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_ledger_is_damaged(ledger, share):
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[: int(len(whole) * share)])
    fault(ledgerfile.DAMAGED, store.check, ledger)
    fault(ledgerfile.DAMAGED, store.append, ledger, POLYGONS, parcels(1))
    assert len(ledger.read_bytes()) == int(len(whole) * share)


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_told_in_our_words_or_reads_well(ledger, seed):
    chance = random.Random(seed)
    data = bytearray(ledger.read_bytes())
    start = chance.randrange(0, len(data) - 2000)
    data[start : start + chance.choice((4, 300, 2000))] = chance.randbytes(chance.choice((4, 300, 2000)))
    ledger.write_bytes(data)
    calls = (store.check, store.read_plan, store.read_townships, store.read_interventions, store.read_reports)
    for call in calls:
        try:
            call(ledger)
        except EcoLedgerError as told:
            assert str(told)
    assert ledger.read_bytes() == data


@pytest.mark.parametrize("lock", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_ledger_another_program_writes_to_is_in_use(ledger, lock, untouched):
    with closing(sqlite3.connect(ledger)) as other:
        other.execute(f"BEGIN {lock}")
        fault(ledgerfile.LOCKED, store.append, ledger, POLYGONS, parcels(1))
        if lock == "EXCLUSIVE":
            fault(ledgerfile.LOCKED, store.check, ledger)
        other.rollback()
    store.check(ledger)


def test_a_read_only_file_is_read_and_not_written(ledger, untouched):
    ledger.chmod(0o444)
    assert len(store.read_interventions(ledger)) == 50
    store.check(ledger)
    fault(ledgerfile.READ_ONLY, store.append, ledger, POLYGONS, parcels(1))
    fault(ledgerfile.READ_ONLY, store.create, ledger, PLAN, overwrite=True)


def test_a_ledger_in_a_read_only_folder_is_read_and_not_written(template):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, Path(folder) / "台账.gpkg"))
        path.chmod(0o666)
        Path(folder).chmod(0o555)

        def work():
            assert len(store.read_interventions(path)) == 50
            fault(ledgerfile.READ_ONLY, store.append, path, POLYGONS, parcels(1))
            fault(ledgerfile.READ_ONLY, store.create, path.with_name("新.gpkg"), PLAN)
            fault(ledgerfile.READ_ONLY, store.create, path, PLAN, overwrite=True)
            return "as expected"

        before = path.read_bytes()
        assert as_nobody(work) == "as expected"
        assert path.read_bytes() == before and [f.name for f in Path(folder).iterdir()] == [path.name]


@pytest.fixture
def disk_of(monkeypatch):
    """Let no file grow beyond so many pages, whether OGR or sqlite3 writes it."""
    connect = sqlite3.connect

    def limit(pages):
        def limited(*args, **kwargs):
            connection = connect(*args, **kwargs)
            connection.execute(f"PRAGMA max_page_count = {pages}")
            return connection

        gdal.SetConfigOption("OGR_SQLITE_PRAGMA", f"max_page_count={pages}")
        monkeypatch.setattr(sqlite3, "connect", limited)

    yield limit
    gdal.SetConfigOption("OGR_SQLITE_PRAGMA", None)


@pytest.mark.parametrize("pages", [1, 20, 60, 100, 150, 200, 250, 290])
def test_a_full_disk_leaves_no_half_ledger(tmp_path, pages, disk_of):
    disk_of(pages)
    fault(ledgerfile.FULL, store.create, tmp_path / "满.gpkg", PLAN, {POLYGONS: parcels(200)})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("more", [0, 1, 5, 13, 20, 40, 80])
def test_a_full_disk_leaves_the_ledger_as_it_was(ledger, more, untouched, disk_of):
    disk_of(ledger.stat().st_size // 4096 + more)
    fault(ledgerfile.FULL, store.append, ledger, POLYGONS, parcels(2000))


def test_an_existing_file_is_not_overwritten_unasked(ledger, untouched):
    fault(ledgerfile.EXISTS, store.create, ledger, PLAN)


def test_a_missing_folder_is_told(tmp_path):
    fault(ledgerfile.NO_FOLDER, store.create, tmp_path / "没有" / "a.gpkg", PLAN)


def test_a_cancelled_creation_leaves_nothing(ledger, untouched):
    def cancel(share):
        raise Cancelled("Stopped", "Start again.")

    with pytest.raises(Cancelled):
        store.create(ledger, PLAN, {POLYGONS: parcels(3)}, progress=cancel, overwrite=True)
    with pytest.raises(Cancelled):
        store.append(ledger, POLYGONS, parcels(3), progress=cancel)


def test_the_journal_of_a_file_that_was_there_is_not_played_into_the_new_one(ledger, tmp_path):
    """A program that crashed leaves a -wal; SQLite replays it into whatever file has the name."""
    with closing(sqlite3.connect(ledger)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE targets SET amount = 12345")
        other.commit()
        wal = ledger.with_name(ledger.name + "-wal")
        left = wal.read_bytes()
    ledger.unlink()
    wal.write_bytes(left)
    store.create(ledger, PLAN)
    assert not wal.exists()
    assert store.read_plan(ledger) == PLAN
    store.check(ledger)


def test_no_wal_is_left_beside_the_file(ledger, untouched):
    with closing(sqlite3.connect(ledger)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_duplicate_uuid_is_refused_with_all_rows(ledger, untouched):
    taken = store.read_interventions(ledger).uuid[7]
    frame = parcels(3).assign(uuid=[None, None, taken])
    fault(ledgerfile.DUPLICATE, store.append, ledger, POLYGONS, frame)


def test_errors_of_ogr_leave_its_switch_as_it_was(ledger):
    before = ogr.GetUseExceptions()
    for switch in (ogr.UseExceptions, ogr.DontUseExceptions):
        switch()
        set_to = ogr.GetUseExceptions()
        fault(ledgerfile.DUPLICATE, store.append, ledger, POLYGONS, parcels(2).assign(uuid="twice"))
        store.append(ledger, POLYGONS, parcels(1))
        assert ogr.GetUseExceptions() == set_to
    (ogr.UseExceptions if before else ogr.DontUseExceptions)()
    assert os.path.exists(ledger)


def test_a_ledger_is_made_where_processing_has_switched_ogrs_and_osrs_exceptions_on(tmp_path):
    """QGIS 3.40 does so in this order; GDAL then refuses to switch ogr's off below osr's."""
    before = gdal.GetUseExceptions(), ogr.GetUseExceptions(), osr.GetUseExceptions()
    for module in (gdal, ogr, osr):
        module.UseExceptions()
    try:
        store.create(tmp_path / "新 台账.gpkg", PLAN)
        store.check(tmp_path / "新 台账.gpkg")
    finally:
        for module, was in zip((osr, ogr, gdal), reversed(before), strict=True):
            if not was:
                module.DontUseExceptions()
