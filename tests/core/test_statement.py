"""The tables people get: the same figures, with names and in the plan's own units."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from ecoledger.core.ledger import close_ledger
from ecoledger.core.model import Options, Target
from ecoledger.core.plan.units import unit_of
from ecoledger.core.progress import summarise
from ecoledger.core.statement import (
    DEDUCTIONS,
    ENTRIES,
    PROGRESS,
    deductions_table,
    entries_table,
    progress_table,
)

TARGET = Target("oak", "4", "橡子林", "Oak", "area", "polygon", 0.003, unit_of("万亩"), 20000.0)


def box(west, south, east, north):
    return shapely.box(37500000 + west, 3600000 + south, 37500000 + east, 3600000 + north)


@pytest.fixture(scope="module")
def ledger():
    towns = gpd.GeoDataFrame({"code": ["1"], "name": ["甲镇"]}, geometry=[box(0, 0, 1000, 1000)], crs=4525)
    parcels = gpd.GeoDataFrame(
        {
            "uuid": ["a", "b", "c"],
            "table": "intervention_polygons",
            "target": ["oak", "oak", None],
            "year": 2019,
        },
        geometry=[box(0, 0, 100, 100), box(50, 0, 150, 100), box(0, 200, 100, 300)],
        crs=4525,
    )
    return close_ledger(parcels, towns, [TARGET])


def test_progress_has_names_and_the_plans_unit(ledger):
    table = progress_table(summarise(ledger, [TARGET], by="township"), [TARGET], ledger)
    assert tuple(table.columns) == PROGRESS
    oak, none = table.to_dict("records")
    assert (oak["name_zh"], oak["kind"], oak["township"], oak["township_name"]) == (
        "橡子林",
        "area",
        "1",
        "甲镇",
    )
    assert oak["counted"] == pytest.approx(15000, rel=1e-7)
    assert oak["counted_amount"] == pytest.approx(0.00225, rel=1e-7)  # 22.5 mu
    assert oak["unit_zh"] == "万亩"
    assert none["target"] is None and none["name_zh"] is None
    assert none["counted"] == pytest.approx(10000, rel=1e-7)


def test_progress_by_target_is_held_to_the_target(ledger):
    table = progress_table(summarise(ledger, [TARGET]), [TARGET], ledger)
    assert table.amount.iloc[0] == pytest.approx(0.003)
    assert table.percent.iloc[0] == pytest.approx(75, rel=1e-7)
    assert table.township.isna().all()


def test_progress_says_what_it_was_asked_for(ledger):
    asked_for = ["as_of", "statuses", "period", "min_area"]
    plain = progress_table(summarise(ledger, [TARGET]), [TARGET], ledger)
    assert plain[asked_for].iloc[0].tolist() == [None, "60;70;80", None, 0.0]
    year = (dt.date(2019, 1, 1), dt.date(2019, 12, 31))
    asked = replace(ledger, options=Options(dt.date(2020, 6, 30), (60,), year, 666.7))
    table = progress_table(summarise(asked, [TARGET]), [TARGET], asked)
    assert table[asked_for].iloc[0].tolist() == ["2020-06-30", "60", "2019-01-01/2019-12-31", 666.7]


def test_what_takes_no_part_closes_too_and_the_rows_add_up_to_the_progress():
    parcels = gpd.GeoDataFrame(
        {"uuid": ["a", "b", "c"], "target": "oak", "status": [60, 99, 20]},
        geometry=[box(0, 0, 100, 100), box(0, 200, 100, 300), box(0, 400, 100, 500)],
        crs=4525,
    )
    towns = gpd.GeoDataFrame({"code": ["1"]}, geometry=[box(0, 0, 999, 999)], crs=4525)
    ledger = close_ledger(parcels, towns, [TARGET])
    entries = entries_table(ledger)
    assert entries[["gross", "counted", "excluded"]].round().to_numpy().tolist() == [
        [10000, 10000, 0],
        [0, 0, 10000],
        [10000, 10000, 0],
    ]
    progress = progress_table(summarise(ledger, [TARGET], by="status"), [TARGET], ledger)
    assert entries.gross.sum() == pytest.approx(progress.gross.sum(), rel=1e-12)


def test_entries_and_deductions_name_the_layer_and_the_feature(ledger):
    entries, pieces = entries_table(ledger), deductions_table(ledger)
    assert tuple(entries.columns) == ENTRIES and tuple(pieces.columns) == DEDUCTIONS
    assert entries.source_table.unique().tolist() == ["intervention_polygons"]
    assert entries.target.tolist() == ["oak", "oak", None]
    (piece,) = pieces.to_dict("records")
    assert (piece["source_table"], piece["source_fid"], piece["uuid"]) == ("intervention_polygons", 1, "b")
    assert (piece["township"], piece["kind"], piece["earlier_uuid"]) == ("1", "overlap", "a")


def test_interventions_of_no_layer_have_no_source(ledger):
    parcels = gpd.GeoDataFrame({"uuid": ["a"]}, geometry=[box(2000, 0, 2100, 100)], crs=4525)
    towns = gpd.GeoDataFrame({"code": ["1"]}, geometry=[box(0, 0, 1000, 1000)], crs=4525)
    outside = close_ledger(parcels, towns, [])
    assert deductions_table(outside).source_table.isna().all()
    assert entries_table(outside).source_table.isna().all()
