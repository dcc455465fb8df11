"""Progress: the ledger summed by target, township, year and status, against amounts and quotas."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
import shapely

from ecoledger.core import summarise
from ecoledger.core.ledger import AMOUNTS, DEDUCTIONS
from ecoledger.core.model import Group, Options, Quota
from ecoledger.core.reported import COLUMNS
from ecoledger.tests.core.district import box, close, frame, target, wkt

MU = 2000 / 3
OAK = target("oak", amount=60.0)  # 40 000 m²


def cells(table, *names):
    return table[list(names)].round(4).replace({np.nan: None}).to_numpy(dtype=object).tolist()


def oak(*shapes, **words):
    return close(shapes, targets=[OAK], target="oak", **words)


def test_counted_against_the_amount():
    table = summarise(oak(box(0, 0, 100, 100), box(50, 0, 150, 100), year=[2018, 2019]), [OAK])
    assert cells(table, "target", "base_unit", "n", "n_invalid") == [["oak", "m2", 2, 0]]
    assert table[["gross", "overlap", "counted", "quota"]].to_numpy()[0] == pytest.approx(
        [20_000, 5000, 15_000, 40_000], rel=1e-6
    )
    assert table.percent[0] == pytest.approx(37.5, rel=1e-6)


def test_more_than_the_amount_is_more_than_a_hundred_percent():
    table = summarise(oak(box(0, 0, 300, 200)), [OAK])
    assert table.percent[0] == pytest.approx(150, rel=1e-6)


def test_every_target_has_its_row_also_without_any_intervention():
    other = target("karst", amount=1.0)
    table = summarise(oak(box(0, 0, 100, 100)), [OAK, other])
    assert cells(table, "target", "n", "counted")[1] == ["karst", 0, 0]
    assert table.percent[1] == 0


@pytest.mark.parametrize("amount", [0.0, -5.0, math.nan])
def test_an_amount_of_nothing_gives_no_percent(amount):
    none = target("oak", amount=amount)
    assert math.isnan(summarise(oak(box(0, 0, 100, 100)), [none]).percent[0])


def test_what_is_reported_under_way_and_planned_is_what_each_would_add():
    # each 100 × 100, every one repeating half of the one before
    shapes = [box(50 * i, 0, 50 * i + 100, 100) for i in range(4)]
    table = summarise(oak(*shapes, status=[60, 50, 30, 10], year=[2021, 2020, 2019, 2018]), [OAK])
    row = table.iloc[0]
    assert [row.counted, row.reported, row.under_way, row.planned] == pytest.approx(
        [10_000, 5000, 5000, 5000], rel=1e-6
    )
    assert (row.n, row.gross) == (1, pytest.approx(10_000, rel=1e-6))


def test_void_failed_and_unknown_ones_are_in_no_part():
    table = summarise(oak(*[box(0, 0, 100, 100)] * 3, status=[99, 62, None]), [OAK])
    assert table[["n", *AMOUNTS, "reported", "under_way", "planned"]].to_numpy().sum() == 0


def test_unreadable_ones_are_counted_as_such():
    table = summarise(oak(box(0, 0, 100, 100), None, shapely.Polygon()), [OAK])
    assert cells(table, "n", "n_invalid") == [[3, 2]]
    by_town = summarise(oak(box(0, 0, 100, 100), None), [OAK], by="township")
    assert cells(by_town, "unit", "n", "n_invalid") == [["1", 1, 0], ["2", 0, 0], [None, 1, 1]]


def test_every_row_closes():
    rock = target("oak", baseline="rock", min_area=500.0)
    ledger = close(
        [box(-50, 0, 150, 100), box(50, 0, 250, 100), box(900, 0, 1100, 100), box(0, 500, 10, 510), None],
        targets=[rock],
        target="oak",
        baselines={"rock": frame([box(0, 0, 1050, 80)])},
        year=[2018, 2019, 2019, 2019, 2019],
    )
    for by in ("target", "township", "year", "status"):
        table = summarise(ledger, [rock], by=by)
        assert table[[*DEDUCTIONS, "counted"]].sum(axis=1).to_numpy() == pytest.approx(
            table.gross.to_numpy(), rel=1e-9
        )
        assert table[list(AMOUNTS)].sum().to_numpy() == pytest.approx(
            ledger.entries[list(AMOUNTS)].sum().to_numpy(), rel=1e-9
        )


def test_by_township_every_township_has_a_row_and_none_its_own():
    table = summarise(oak(box(900, 0, 1100, 100), box(-50, 0, 50, 100)), [OAK], by="township")
    table = table.assign(counted=table.counted.round(), outside=table.outside.round())
    assert cells(table, "unit", "n", "counted", "outside") == [
        ["1", 2, 15_000, 0],
        ["2", 1, 10_000, 0],
        [None, 1, 0, 5000],
    ]
    assert table.percent.isna().all()  # no quota given by township


def test_a_parcel_over_a_border_is_one_in_the_whole():
    assert summarise(oak(box(900, 0, 1100, 100)), [OAK]).n[0] == 1


def test_by_year_and_the_years_that_are_missing():
    table = summarise(
        oak(box(0, 0, 100, 100), box(200, 0, 300, 100), box(400, 0, 500, 50), year=[2018, 2019, np.nan]),
        [OAK],
        by="year",
    )
    assert cells(table.assign(counted=table.counted.round()), "year", "n", "counted") == [
        [2018, 1, 10_000],
        [2019, 1, 10_000],
        [None, 1, 5000],
    ]


def test_by_status_every_status_shows_what_it_would_count():
    table = summarise(
        oak(box(0, 0, 100, 100), box(50, 0, 150, 100), box(100, 0, 200, 100), status=[60, 40, 99]),
        [OAK],
        by="status",
    )
    assert cells(table.assign(counted=table.counted.round()), "status", "n", "counted") == [
        [40, 1, 5000],
        [60, 1, 10_000],
    ]


QUOTAS = [
    Quota("oak", "1", 2018, 10_000.0),
    Quota("oak", "1", 2019, 5_000.0, revision=1),
    Quota("oak", "1", 2019, 6_000.0, revision=2),
    Quota("oak", "2", 2019, 24_000.0),
    Quota("oak", "2", 2020, 99_000.0, proposed=True),
    Quota("pine", "1", 2018, 7.0),
]


def test_quotas_by_township_are_the_latest_revisions_never_the_proposed_ones():
    table = summarise(oak(box(900, 0, 1100, 80)), [OAK], by="township", quotas=QUOTAS)
    assert table.quota.tolist() == [16_000, 24_000]
    assert table.percent.tolist() == pytest.approx([50, 100 / 3], rel=1e-6)


def test_quotas_by_year():
    table = summarise(oak(box(0, 0, 100, 50), year=[2018]), [OAK], by="year", quotas=QUOTAS)
    assert cells(table, "year", "quota") == [[2018, 10_000], [2019, 30_000]]
    assert table.percent.tolist() == pytest.approx([50, 0], rel=1e-6)


def test_a_quota_of_zero_or_none_gives_no_percent():
    quotas = [Quota("oak", "1", 2018, 0.0)]
    table = summarise(oak(box(900, 0, 1100, 80)), [OAK], by="township", quotas=quotas)
    assert cells(table, "quota", "percent") == [[0, None], [None, None]]


def test_interventions_of_no_known_target_have_their_own_rows_and_nobodys_amount():
    ledger = close([box(0, 0, 100, 100)] * 3, targets=[OAK], target=["oak", None, "terraces"])
    table = summarise(ledger, [OAK])
    assert cells(table.assign(counted=table.counted.round()), "target", "counted", "quota", "base_unit") == [
        ["oak", 10_000, 40_000, "m2"], ["", 10_000, None, ""], ["terraces", 10_000, None, ""],
    ]  # fmt: skip


def test_lengths_and_counts_have_their_units():
    targets = [target("bank", "length", amount=1.0), target("works", "count", amount=4.0)]
    ledger = close(
        [wkt("LINESTRING (0 0, 250 0)"), wkt("POINT (9 9)")], targets=targets, target=["bank", "works"]
    )
    table = summarise(ledger, targets)
    assert cells(table.assign(percent=table.percent.round(3)), "base_unit", "quota", "percent") == [
        ["m", 1000, 25],
        ["1", 4, 25],
    ]


def test_nothing_at_all():
    assert len(summarise(close([], target=[]), [])) == 0
    assert cells(summarise(close([], target=[]), [OAK]), "n", "counted") == [[0, 0]]
    assert summarise(close([], target=[]), [OAK], by="township").unit.tolist() == ["1", "2"]


def test_an_unknown_way_to_sum_is_refused():
    with pytest.raises(ValueError, match="by is one of"):
        summarise(oak(), [OAK], by="village")


# ratios that follow from polygons

GAIN = target("gain", "ratio", amount=2.0, aggregate="share_of_district", derived_from=("oak", "pine"))  # 2 %


def gained(*rows, groups=(), **words):
    targets = [target("oak", group="wood"), target("pine", group="wood"), GAIN]
    ledger = close([r[0] for r in rows], targets=targets, target=[r[1] for r in rows], groups=groups, **words)
    return ledger, targets


def test_the_gain_of_forest_is_the_counted_area_over_the_district():
    ledger, targets = gained((box(0, 0, 100, 100), "oak"), (box(1500, 0, 1600, 200), "pine"))
    table = summarise(ledger, targets).set_index("target")
    assert table.counted["gain"] == pytest.approx(30_000 / 2_000_000, rel=1e-6)
    assert table.percent["gain"] == pytest.approx(75, rel=1e-6)
    assert (table.base_unit["gain"], table.n["gain"]) == ("fraction", 2)


def test_the_district_may_be_given_its_official_area():
    ledger, targets = gained((box(0, 0, 100, 100), "oak"))
    table = summarise(ledger, targets, district_area=4_000_000.0).set_index("target")
    assert table.counted["gain"] == pytest.approx(10_000 / 4_000_000, rel=1e-6)


@pytest.mark.parametrize("groups", [(), (Group("wood", "林", "Wood"),)])
def test_ground_of_two_targets_is_gained_once(groups):
    rows = (box(0, 0, 100, 100), "oak"), (box(50, 0, 150, 100), "pine"), (box(100, 0, 200, 100), "oak")
    ledger, targets = gained(*rows, groups=groups, year=[2018, 2019, 2020], status=[60, 60, 30])
    row = summarise(ledger, targets).set_index("target").loc["gain"]
    assert [row.gross, row.overlap, row.counted, row.under_way] == pytest.approx(
        np.array([20_000, 5000, 15_000, 5000]) / 2e6, rel=1e-6
    )


def test_the_gain_by_township_adds_up_and_by_year_the_first_keeps_it():
    rows = (box(900, 0, 1100, 100), "oak"), (box(950, 0, 1150, 100), "pine")
    ledger, targets = gained(*rows, year=[2019, 2018])
    towns = summarise(ledger, [GAIN], by="township")
    assert towns.counted.iloc[:2].to_numpy() == pytest.approx([5e-3, 7.5e-3], rel=1e-6)
    years = summarise(ledger, [GAIN], by="year")
    assert cells(years.assign(counted=years.counted.round(6)), "year", "counted")[:2] == [
        [2018, 0.01],
        [2019, 0.0025],
    ]


def test_a_share_of_the_baseline():
    ban = target("ban", "ratio", amount=100.0, aggregate="share_of_baseline", baseline="reserves")
    reserves = frame([box(0, 0, 100, 100), box(50, 0, 150, 100)])  # 15 000 m² together
    ledger = close([box(0, 0, 75, 100)], targets=[ban], target="ban", baselines={"reserves": reserves})
    table = summarise(ledger, [ban])
    assert (table.counted[0], table.percent[0]) == (pytest.approx(0.5, rel=1e-6), pytest.approx(50, rel=1e-6))


def test_without_its_baseline_a_share_is_unknown_not_a_hundred_percent():
    ban = target("ban", "ratio", amount=100.0, aggregate="share_of_baseline", baseline="reserves")
    table = summarise(close([box(0, 0, 75, 100)], targets=[ban], target="ban"), [ban])
    assert math.isnan(table.counted[0]) and math.isnan(table.percent[0])


# reported values

STRAW = target("straw", "ratio", amount=70.0, evidence="attribute", aggregate="weighted_mean:straw_produced")


def told(*rows):
    return pd.DataFrame([("straw", *row) for row in rows], columns=list(COLUMNS))


def test_reported_values_stand_beside_measured_ones():
    reports = told(("1", "2019-12-31", 60.0, 300.0), ("2", "2019-12-31", 80.0, 100.0))
    table = summarise(oak(box(0, 0, 100, 100)), [OAK, STRAW], reports=reports).set_index("target")
    assert table.counted["straw"] == pytest.approx(0.65)
    assert table.percent["straw"] == pytest.approx(0.65 / 0.7 * 100)
    assert (table.n["straw"], table.n_invalid["straw"], table.base_unit["straw"]) == (2, 0, "fraction")


@pytest.mark.parametrize("reports", [None, told()])
def test_nothing_reported_is_unknown_not_zero(reports):
    table = summarise(oak(), [STRAW], reports=reports)
    assert math.isnan(table.counted[0]) and math.isnan(table.percent[0]) and table.n[0] == 0


def test_reports_that_cannot_be_used_are_counted_as_such():
    reports = told(
        ("1", "2019-12-31", 60.0, 300.0),
        ("2", "2019-12-31", 80.0, None),
        ("2", "spring", 70.0, 1.0),
        (None, "2019-12-31", 9.0, 1.0),
    )
    table = summarise(oak(), [STRAW], reports=reports)
    assert (table.counted[0], table.n[0], table.n_invalid[0]) == (pytest.approx(0.6), 1, 3)
    towns = summarise(oak(), [STRAW], by="township", reports=reports)
    assert cells(towns, "unit", "counted", "n", "n_invalid") == [
        ["1", 0.6, 1, 0],
        ["2", 0.8, 1, 2],
        [None, None, 0, 1],
    ]


def test_reports_of_a_township_the_district_has_not_are_shown():
    towns = summarise(oak(), [STRAW], by="township", reports=told(("9", "2019-12-31", 60.0, 300.0)))
    assert cells(towns, "unit", "counted") == [["1", None], ["2", None], ["9", 0.6]]


def test_the_as_of_date_of_the_ledger_holds_for_reports_too():
    ledger = oak(options=Options(as_of=dt.date(2019, 6, 30)))
    reports = told(("1", "2019-06-30", 60.0, 300.0), ("1", "2019-12-31", 80.0, 300.0))
    assert summarise(ledger, [STRAW], reports=reports).counted[0] == pytest.approx(0.6)
