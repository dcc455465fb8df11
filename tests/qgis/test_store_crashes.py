"""Real causes: other processes that hold the file or were killed in its midst, rights, a full disk."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from ecoledger.core.errors import LedgerFileError, PlanError
from ecoledger.layers import geopackage, ledgerfile, store
from ecoledger.tests.qgis.faulty import PLAN, POLYGONS, as_nobody, fault, parcels

READS = (store.check, store.read_plan, store.read_townships, store.read_interventions, store.read_reports)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "template.gpkg"
    store.create(path, PLAN, {POLYGONS: parcels(50)})
    return path


@pytest.fixture
def ledger(template):
    """A ledger alone in a folder anybody can get at, as on a share."""
    with tempfile.TemporaryDirectory(prefix="共享 ") as folder:
        Path(folder).chmod(0o777)
        path = Path(shutil.copy(template, Path(folder) / "生态 台账.gpkg"))
        path.chmod(0o666)
        yield path
        Path(folder).chmod(0o777)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    for module in (ledgerfile, geopackage):
        monkeypatch.setattr(module, "PATIENCE", 0.05)


def beside(path):
    return sorted(file.name.removeprefix(path.name) for file in path.parent.iterdir())


def program(path, *statements):
    """Python that works on the file with sqlite3, says that it is ready, and waits to be told to end."""
    lines = "\n".join(f"file.execute({statement!r})" for statement in statements)
    return (
        "import sqlite3, sys\n"
        f"file = sqlite3.connect({str(path)!r}, isolation_level=None)\n"
        f"{lines}\n"
        "print('ready', flush=True)\n"
        "sys.stdin.read()\n"
    )


@contextmanager
def another(path, *statements):
    """Another process in the midst of its work; it is killed at the end."""
    code = program(path, *statements)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"ready\n"
        try:
            yield process
        finally:
            process.kill()


IN_THE_MIDST = ("PRAGMA cache_size = 1", "BEGIN", "UPDATE targets SET note = hex(randomblob(20000))")
IN_WAL = ("PRAGMA journal_mode = WAL", "UPDATE targets SET note = '没有保存完'")


@pytest.mark.parametrize("lock", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_ledger_another_process_writes_to_is_in_use(ledger, lock):
    before = ledger.read_bytes()
    with another(ledger, f"BEGIN {lock}"):
        fault(ledgerfile.LOCKED, store.append, ledger, POLYGONS, parcels(1))
        if lock == "EXCLUSIVE":
            fault(ledgerfile.LOCKED, store.check, ledger)
        else:
            assert len(store.read_interventions(ledger)) == 50
    assert ledger.read_bytes() == before and beside(ledger) == [""]


def test_the_half_done_work_of_a_killed_program_is_undone(ledger):
    before = ledger.read_bytes()
    with another(ledger, *IN_THE_MIDST):
        pass
    assert beside(ledger) == ["", "-journal"] and ledger.read_bytes() != before
    assert store.read_plan(ledger) == PLAN
    assert beside(ledger) == [""] and ledger.read_bytes() == before


def test_where_it_cannot_be_undone_both_files_are_named(ledger):
    with another(ledger, *IN_THE_MIDST):
        pass
    ledger.parent.chmod(0o555)
    before = ledger.read_bytes()

    def work():
        for read in READS:
            fault(ledgerfile.UNFINISHED, read, ledger)
        return "as expected"

    assert as_nobody(work) == "as expected"
    assert ledger.read_bytes() == before and beside(ledger) == ["", "-journal"]


def test_what_a_killed_program_left_in_its_wal_is_read(ledger):
    with another(ledger, *IN_WAL):
        pass
    assert "-wal" in beside(ledger)
    assert {target.note for target in store.read_plan(ledger).targets} == {"没有保存完"}


def test_a_file_in_wal_mode_is_read_in_a_read_only_folder_as_it_is(ledger):
    """QGIS puts a GeoPackage into WAL mode while it is open; a copy made then stays in it."""
    subprocess.run([sys.executable, "-c", program(ledger, IN_WAL[0])], input=b"", check=True)
    assert beside(ledger) == [""]
    ledger.parent.chmod(0o555)
    before = ledger.read_bytes()

    def work():
        for read in READS:
            read(ledger)
        return "as expected"

    assert as_nobody(work) == "as expected"
    assert ledger.read_bytes() == before and beside(ledger) == [""]


def test_a_wal_that_cannot_be_read_is_never_passed_over(ledger):
    with another(ledger, *IN_WAL):
        pass
    ledger.with_name(f"{ledger.name}-shm").unlink()  # a copy of the ledger and its -wal
    ledger.parent.chmod(0o555)

    def work():
        fault(ledgerfile.UNFINISHED, store.read_plan, ledger)
        return "as expected"

    assert as_nobody(work) == "as expected"


def test_a_file_without_the_right_to_read_it_is_told(ledger):
    ledger.chmod(0o000)

    def work():
        for call in (*READS, store.migrate):
            fault(ledgerfile.NO_RIGHT, call, ledger)
        return "as expected"

    assert as_nobody(work) == "as expected"


@pytest.mark.parametrize("more", [0, 4096, 100_000])
def test_a_file_the_system_lets_grow_no_further_is_left_as_it_was(ledger, more):
    """RLIMIT_FSIZE: like a quota, or a disk that is full in the midst of a page."""
    before = ledger.read_bytes()

    def work():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + more,) * 2)
        frame = pd.DataFrame({"remark": ["x" * 1000] * 5000})
        with pytest.raises(LedgerFileError, match="cannot be read or written|disk is full"):
            store.append(ledger, "reported_values", frame)
        return "as expected"

    assert as_nobody(work) == "as expected"
    assert ledger.read_bytes() == before and beside(ledger) == [""]


@pytest.mark.parametrize("place", [16, 18, 28, 44, 100])
def test_a_damaged_header_is_told(ledger, place):
    """Page size, version, number of pages, schema format, first b-tree (sqlite.org/fileformat.html, 1.3)."""
    data = bytearray(ledger.read_bytes())
    data[place : place + 4] = b"\x09" * 4
    ledger.write_bytes(data)
    fault(ledgerfile.DAMAGED, store.check, ledger)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM targets",
        "DELETE FROM ledger_info WHERE key LIKE 'plan_%'",
        "UPDATE targets SET unit = 'furlong'",
        "DELETE FROM townships",
    ],
)
def test_a_plan_somebody_took_out_of_the_file_is_told_fault_by_fault(ledger, statement):
    subprocess.run([sys.executable, "-c", program(ledger, statement)], input=b"", check=True)
    store.check(ledger)
    with pytest.raises(PlanError) as caught:
        store.read_plan(ledger)
    assert caught.value.faults and all(str(each) for each in caught.value.faults)
    assert str(caught.value).startswith(f"{ledger} cannot be used")


@pytest.mark.parametrize("table", ["red_lines", "barren_land", "townships", POLYGONS, "history"])
def test_a_layer_somebody_deleted_is_named(ledger, table):
    subprocess.run([sys.executable, "-c", program(ledger, f"DROP TABLE {table}")], input=b"", check=True)
    with pytest.raises(LedgerFileError, match=f"lacks {table}"):
        store.check(ledger)
