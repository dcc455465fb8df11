"""Close a small ledger through Processing; every figure is worked out by hand (see small_ledger)."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from qgis.core import QgsApplication

from ecoledger.core import statement
from ecoledger.core.ledger import AMOUNTS
from ecoledger.tests.qgis import small_ledger
from ecoledger.tests.qgis.running import Said, run

pytestmark = pytest.mark.usefixtures("plugin")


def about(value):
    return pytest.approx(value, rel=1e-6, abs=1e-6)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    return small_ledger.make(tmp_path_factory.mktemp("台 账") / "小区 台账.gpkg")


@pytest.fixture
def closed(plugin, ledger):
    return run(
        "ledgerprogress",
        LEDGER=str(ledger),
        DEDUCTION_LINES="TEMPORARY_OUTPUT",
        DEDUCTION_POINTS="TEMPORARY_OUTPUT",
    )


def test_progress_by_target_in_the_plans_own_units(closed):
    rows = {row["target"]: row for row in closed.rows("PROGRESS")}
    green = rows["greening"]
    assert (green["n"], green["base_unit"], green["unit_zh"]) == (3, "m2", "亩")
    assert (green["gross"], green["overlap"], green["baseline"]) == (about(30000), about(5000), about(5000))
    assert green["counted"] == about(20000) and green["planned"] == about(10000)
    assert (green["amount"], green["counted_amount"], green["percent"]) == (about(60), about(30), about(50))
    wet = rows["wetland"]
    assert (wet["n"], wet["n_invalid"], wet["outside"]) == (3, 1, about(5000))
    assert (wet["amount"], wet["counted_amount"]) == (about(0.01), about(0.00225))  # 15000 m² are 22.5 mu
    bank = rows["bank"]
    assert (bank["base_unit"], bank["gross"], bank["overlap"]) == (
        "m",
        about(2000),
        pytest.approx(500, abs=25),
    )
    assert bank["counted_amount"] == pytest.approx(1.5, abs=0.025) and bank["unit_en"] == "km"
    plant = rows["plant"]
    assert (plant["gross"], plant["outside"], plant["counted"], plant["percent"]) == (2, 1, 1, about(25))
    straw = rows["straw"]
    assert (straw["base_unit"], straw["counted"], straw["counted_amount"]) == (
        "fraction",
        about(0.65),
        about(65),
    )
    assert rows[None]["counted"] == about(10000) and rows[None]["amount"] is None
    assert all(row["township"] is row["year"] is row["status"] is None for row in rows.values())


def test_progress_by_township_with_names_and_quotas(ledger):
    rows = run("ledgerprogress", LEDGER=str(ledger), BY="township").rows("PROGRESS")
    green = {row["township_name"]: row for row in rows if row["target"] == "greening"}
    assert green["甲镇"]["township"] == "999001101"
    assert (green["甲镇"]["amount"], green["甲镇"]["percent"]) == (about(30), about(100))
    assert green["乙镇"]["counted"] == 0 and green["乙镇"]["quota"] is green["乙镇"]["percent"] is None
    wet = {row["township_name"]: row for row in rows if row["target"] == "wetland"}
    assert (wet["甲镇"]["counted"], wet["乙镇"]["counted"]) == (about(5000), about(10000))
    assert wet[None]["outside"] == about(5000)


@pytest.mark.parametrize(
    ("by", "expected"), [("year", {2018: 10000, 2019: 10000}), ("status", {60: 20000, 20: 10000})]
)
def test_progress_by_year_and_status(ledger, by, expected):
    rows = run("ledgerprogress", LEDGER=str(ledger), BY=by).rows("PROGRESS")
    assert {row[by]: row["counted"] for row in rows if row["target"] == "greening"} == {
        key: about(value) for key, value in expected.items()
    }


@pytest.mark.parametrize("day", ["2018-12-31", "2018-12-31T00:00:00"])
def test_as_of_a_date(ledger, day):
    rows = {r["target"]: r for r in run("ledgerprogress", LEDGER=str(ledger), AS_OF=day).rows("PROGRESS")}
    assert rows["greening"]["counted"] == about(10000)
    assert rows["wetland"]["counted"] == 0
    assert rows["straw"]["counted"] is None  # reported later: unknown, no zero


def test_a_date_nobody_can_read_is_refused_before_the_run(ledger):
    algorithm = QgsApplication.processingRegistry().algorithmById("ecoledger:ledgerprogress")
    definition = algorithm.parameterDefinition("AS_OF")
    assert not definition.checkValueIsAcceptable("去年底")


@pytest.mark.parametrize("statuses", [["20"], "20"])
def test_statuses_that_count(ledger, statuses):
    outcome = run("ledgerprogress", LEDGER=str(ledger), STATUSES=statuses)
    green = {r["target"]: r for r in outcome.rows("PROGRESS")}["greening"]
    assert green["counted"] == about(10000) and green["n"] == 1


def test_every_intervention_has_its_row_and_closes(closed):
    rows = {row["uuid"]: row for row in closed.rows("ENTRIES")}
    assert len(rows) == 12
    for row in rows.values():
        assert row["gross"] == about(sum(row[name] for name in AMOUNTS[1:]))
    assert (rows["g2"]["overlap"], rows["g2"]["reason"], rows["g2"]["earlier_uuid"]) == (
        about(5000),
        "overlap",
        "g1",
    )
    assert (rows["g3"]["reason"], rows["w2"]["reason"], rows["w3"]["reason"]) == (
        "baseline",
        "outside",
        "invalid:null",
    )
    assert rows["g4"]["stage"] == "planned"
    assert rows["n1"]["target"] is None
    assert (rows["l2"]["source_table"], rows["l2"]["source_fid"]) == ("intervention_lines", 2)
    assert (rows["p2"]["source_table"], rows["p2"]["reason"]) == ("intervention_points", "outside")


def test_every_deducted_piece_is_ground_line_or_site(closed):
    pieces = {(f["uuid"], f["kind"]): f for f in closed.layer("DEDUCTIONS").getFeatures()}
    assert set(pieces) == {("g2", "overlap"), ("g3", "baseline"), ("w2", "outside")}
    piece = pieces["g2", "overlap"]
    assert piece.geometry().area() == about(5000) and piece["amount"] == about(5000)
    assert (piece["earlier_uuid"], piece["township"], piece["source_table"]) == (
        "g1",
        "999001101",
        "intervention_polygons",
    )
    assert closed.layer("DEDUCTIONS").crs().authid() == "EPSG:4525"
    (line,) = {f["uuid"] for f in closed.layer("DEDUCTION_LINES").getFeatures()}
    assert line == "l2"
    (site,) = closed.layer("DEDUCTION_POINTS").getFeatures()
    assert (site["uuid"], site["amount"], site["base_unit"]) == ("p2", 1.0, "1")


def test_what_needs_a_look_is_told_with_its_place(closed):
    said = "\n".join(closed.said.warnings)
    assert "Intervention parcels FID 7 w3: A feature of Intervention parcels could not be read: " in said
    assert "it has no geometry" in said
    assert "Intervention parcels FID 8 n1: The intervention has no target" in said
    assert closed.said.infos[-1].startswith("Checked 12 of 12 interventions")


def test_lines_and_points_need_not_be_written(ledger):
    outcome = run("ledgerprogress", LEDGER=str(ledger))
    assert set(outcome.results) == {"PROGRESS", "ENTRIES", "DEDUCTIONS"}


def test_closing_changes_nothing_in_the_file(ledger):
    before = ledger.read_bytes()
    assert run("ledgerprogress", LEDGER=str(ledger), BY="year").ok
    assert ledger.read_bytes() == before


def test_what_is_no_ledger_is_refused(tmp_path):
    other = tmp_path / "别 的.gpkg"
    outcome = run("ledgerprogress", LEDGER=str(other))
    assert not outcome.ok and "There is no file" in outcome.said.errors[0]
    other.write_bytes(b"PK\x03\x04")
    outcome = run("ledgerprogress", LEDGER=str(other))
    assert not outcome.ok and "is no GeoPackage" in outcome.said.errors[0]
    assert len(outcome.said.errors[0].splitlines()) >= 2


def test_a_plan_broken_in_the_file_is_told_fault_by_fault(tmp_path):
    path = small_ledger.make(tmp_path / "a.gpkg")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.create_function("ST_IsEmpty", 1, lambda g: 1)
        for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            connection.create_function(name, 1, lambda g: 0)
        connection.execute("UPDATE targets SET unit = 'furlong' WHERE id = 'greening'")
    outcome = run("ledgerprogress", LEDGER=str(path))
    assert not outcome.ok
    assert "furlong" in outcome.said.errors[0] and "targets" in outcome.said.errors[0]


@pytest.mark.parametrize("percent", [1, 20, 50, 85])
def test_a_cancelled_run_leaves_no_output_and_the_bar_never_goes_back(ledger, tmp_path, percent):
    outputs = {name: str(tmp_path / f"{name} 输出.gpkg") for name in ("PROGRESS", "ENTRIES", "DEDUCTIONS")}
    outcome = run("ledgerprogress", Said(cancel_at=percent), LEDGER=str(ledger), **outputs)
    assert not outcome.ok and list(tmp_path.iterdir()) == []
    said = Said()
    assert run("ledgerprogress", said, LEDGER=str(ledger), **outputs).ok
    assert said.percents == sorted(said.percents)


def test_the_columns_written_are_those_of_core():
    from ecoledger.algorithms import areaprogress, ledgerprogress

    assert tuple(ledgerprogress.PROGRESS) == statement.PROGRESS
    assert tuple(ledgerprogress.ENTRIES) == statement.ENTRIES
    assert (*ledgerprogress.DEDUCTIONS, "geometry") == statement.DEDUCTIONS
    assert tuple(ledgerprogress.AMOUNTS) == AMOUNTS
    assert [name for name in areaprogress.ENTRIES if name.endswith("_m2")] == [f"{a}_m2" for a in AMOUNTS]
