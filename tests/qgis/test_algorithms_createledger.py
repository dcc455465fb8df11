"""A ledger from a plan and any layer of townships."""

from __future__ import annotations

import shutil

import pytest
from qgis.PyQt.QtCore import QVariant

from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.layers import store
from ecoledger.tests.qgis.running import Said, layer, run, square

pytestmark = pytest.mark.usefixtures("plugin")

FIELDS = (("fid", QVariant.Int), ("XZQDM", QVariant.String), ("XZQMC", QVariant.String))


def townships(leave_out=0, **options):
    """The plan's townships as squares of a kilometre in a row, one of another district behind them."""
    towns = read_plan(shipped_plan()).townships[leave_out:]
    rows = [(square(1000 * i, 0, 1000), i, t.code, t.name_zh) for i, t in enumerate(towns)]
    return layer(
        *rows, (square(-5000, 0, 1000), 99, "420303001", "别处镇"), fields=FIELDS, name="乡镇", **options
    )


def test_the_shipped_plan_and_its_twenty_townships(tmp_path):
    path = tmp_path / "郧阳 台账.gpkg"
    outcome = run("createledger", TOWNSHIPS=townships(), OUTPUT=str(path))
    assert outcome.ok, outcome.said.errors
    assert outcome.results["OUTPUT"] == str(path)
    plan = store.read_plan(path)
    assert len(plan.targets) == 35 and len(plan.townships) == 20
    drawn = store.read_townships(path)
    assert len(drawn) == 20 and drawn.crs.to_epsg() == 4525
    assert drawn.set_index("code").name["420304101"] == "安阳镇"
    assert drawn.area.tolist() == pytest.approx([1e6] * 20)
    assert len(store.read_interventions(path)) == 0
    said = "\n".join(outcome.said.warnings)
    assert "乡镇 FID 21: The feature is no township of the plan (420303001)" in said
    assert "20 of 20 townships, found by the field XZQDM; CRS EPSG:4525." in outcome.said.infos


def test_what_is_missing_is_told_and_stays_in_the_plan(tmp_path):
    path = tmp_path / "a.gpkg"
    outcome = run("createledger", TOWNSHIPS=townships(leave_out=1), OUTPUT=str(path))
    assert any("安阳镇 (420304101) of the plan has no feature here" in w for w in outcome.said.warnings)
    assert len(store.read_plan(path).townships) == 20


def test_other_coordinates_are_brought_to_the_ledgers(tmp_path):
    import geopandas
    import shapely

    there = geopandas.GeoSeries([shapely.from_wkt(square(0, 0, 1000))], crs=4525).to_crs(4490)[0].wkt
    towns = layer((there, "安阳镇"), crs="EPSG:4490")
    path = tmp_path / "a.gpkg"
    assert run("createledger", TOWNSHIPS=towns, CRS="EPSG:4546", OUTPUT=str(path)).ok
    drawn = store.read_townships(path).dropna(subset=["geometry"])
    assert drawn.crs.to_epsg() == 4546
    assert drawn.total_bounds == pytest.approx([500000, 3600000, 501000, 3601000], abs=0.01)


def test_an_existing_file_stays_unless_it_may_be_overwritten(tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"precious")
    outcome = run("createledger", TOWNSHIPS=townships(), OUTPUT=str(path))
    assert not outcome.ok and "is there already" in outcome.said.errors[0]
    assert path.read_bytes() == b"precious"
    path.unlink()
    assert run("createledger", TOWNSHIPS=townships(), OUTPUT=str(path)).ok
    assert run("createledger", TOWNSHIPS=townships(), OUTPUT=str(path), OVERWRITE=True).ok


def test_a_plan_with_faults_is_refused_with_every_fault(tmp_path):
    folder = tmp_path / "方案 草稿"
    shutil.copytree(shipped_plan(), folder)
    targets = folder / "targets.csv"
    text = targets.read_text(encoding="utf-8").replace("万亩", "furlong")
    targets.write_text(text, encoding="utf-8")
    outcome = run("createledger", PLAN=str(folder), TOWNSHIPS=townships(), OUTPUT=str(tmp_path / "a.gpkg"))
    assert not outcome.ok
    assert outcome.said.errors[0].count("furlong") >= 2 and "targets.csv:" in outcome.said.errors[0]
    assert not (tmp_path / "a.gpkg").exists()


def test_what_of_a_plan_asks_for_a_look_is_told(tmp_path):
    folder = tmp_path / "方案"
    folder.mkdir()
    for name in ("targets.csv", "townships.csv", "groups.csv"):
        shutil.copy(shipped_plan() / name, folder)
    outcome = run("createledger", PLAN=str(folder), TOWNSHIPS=townships(), OUTPUT=str(tmp_path / "a.gpkg"))
    assert outcome.ok and store.read_plan(tmp_path / "a.gpkg").name_zh == "方案"
    assert any("has no plan.csv: the plan is called “方案”" in text for text in outcome.said.warnings)


def test_townships_of_another_district_are_refused(tmp_path):
    outcome = run(
        "createledger", TOWNSHIPS=layer((square(0, 0, 9), "别处镇")), OUTPUT=str(tmp_path / "a.gpkg")
    )
    assert not outcome.ok and "No field of 图斑 parcels holds codes or names" in outcome.said.errors[0]
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_run_leaves_no_file(tmp_path):
    said = Said(cancel_at=35)
    assert not run("createledger", said, TOWNSHIPS=townships(), OUTPUT=str(tmp_path / "a.gpkg")).ok
    assert list(tmp_path.iterdir()) == [] and "cancelled" in said.errors[0]


def test_the_styles_are_in_the_file(tmp_path):
    import sqlite3
    from contextlib import closing

    path = tmp_path / "a.gpkg"
    assert run("createledger", TOWNSHIPS=townships(), OUTPUT=str(path)).ok
    with closing(sqlite3.connect(path)) as connection:
        styled = {name for (name,) in connection.execute("SELECT f_table_name FROM layer_styles")}
    assert {"townships", "intervention_polygons", "red_lines"} <= styled
