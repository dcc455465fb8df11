"""The sample ledger in a file: made by the algorithm, read back, closed to the expected answers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import ecoledger
from ecoledger.layers import store
from ecoledger.tests.qgis.running import Outcome, run


@pytest.fixture(scope="module")
def sample():
    from ecoledger.core.sample import build_sample

    return build_sample(7, 120)


@pytest.fixture(scope="module")
def made(tmp_path_factory, qgis_iface) -> tuple[Path, Outcome]:
    """The file, made once, and what the run said."""
    started = ecoledger.classFactory(qgis_iface)
    started.initGui()
    path = tmp_path_factory.mktemp("示例 台账") / "郧阳 示例.gpkg"
    outcome = run("createsample", SEED=7, PARCELS=120, OUTPUT=str(path))
    started.unload()
    assert outcome.ok
    return path, outcome


def test_the_file_holds_the_sample_and_closes_to_its_answers(made, sample):
    from ecoledger.core.ledger import close_ledger

    path, _ = made
    plan = store.read_plan(path)
    interventions = store.read_interventions(path)
    ledger = close_ledger(
        interventions,
        store.read_townships(path),
        plan.targets,
        groups=plan.groups,
        baselines=store.read_baselines(path, plan),
    )
    assert len(interventions) == 120
    expected = sample.expected.progress().set_index("target").counted
    got = ledger.pieces[ledger.pieces.stage == "accepted"].groupby("target").counted.sum()
    areas = [t.id for t in plan.targets if t.kind == "area" and t.id in expected.index]
    assert len(areas) > 5
    assert got[areas].to_numpy() == pytest.approx(expected[areas].to_numpy(), rel=1e-7, abs=1e-3)


def test_the_unclosed_ring_is_in_the_file_as_it_is_and_is_read_closed(made, sample):
    path, _ = made
    (fault,) = [f for f in sample.faults if f.id == "unclosed_ring"]
    with sqlite3.connect(path) as connection:
        sql = f"SELECT geom FROM {fault.table} WHERE uuid = ?"
        (blob,) = connection.execute(sql, [fault.uuid]).fetchone()
    drawn = sample.layers[fault.table].set_index("uuid").geometry[fault.uuid]
    corners = drawn.exterior.coords
    assert bytes(memoryview(sample.raw[fault.table, fault.uuid])[13:]) in bytes(blob)
    assert len(sample.raw[fault.table, fault.uuid]) == 13 + 16 * (len(corners) - 1)
    read = store.read_interventions(path).set_index("uuid").geometry[fault.uuid]
    assert read.equals(drawn)


def test_the_log_names_each_planted_fault(made, sample):
    _, outcome = made
    said = "\n".join(outcome.said.infos)
    assert all(fault.uuid in said for fault in sample.faults)


def test_every_layer_says_that_its_geometry_is_made_up(made):
    path, _ = made
    with sqlite3.connect(path) as connection:
        words = connection.execute(
            "SELECT description FROM gpkg_contents WHERE table_name IN ('townships', 'red_lines')"
        ).fetchall()
    assert len(words) == 2 and all("Made-up geometry" in word for (word,) in words)


def test_an_existing_file_is_kept(made, plugin):
    path, _ = made
    before = path.read_bytes()
    outcome = run("createsample", SEED=8, PARCELS=50, OUTPUT=str(path))
    assert not outcome.ok and path.read_bytes() == before
