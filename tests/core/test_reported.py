"""Reported values: the latest of each township made one by the target's rule; nothing reported is no zero."""

import datetime as dt
import math

import pandas as pd
import pytest

from ecoledger.core.reported import COLUMNS, count_reported, latest_reports
from ecoledger.tests.core.district import target

PERSONS = target("water", "count", unit="人", evidence="attribute")
STRAW = target("straw", "ratio", evidence="attribute", aggregate="weighted_mean:straw_produced")
MEAN = target("straw", "ratio", evidence="attribute", aggregate="mean")


def reports(*rows, of="water"):
    """Rows of township, date, value and weight (or less)."""
    rows = [(of, *row, *[None] * (4 - len(row))) for row in rows]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def test_a_sum_adds_the_latest_of_each_township():
    table = reports(("1", "2019-06-30", 100), ("1", "2019-12-31", 150), ("2", "2018-12-31", 40))
    assert count_reported(table, PERSONS).value == 190
    assert count_reported(table, PERSONS).townships == 2


def test_a_unit_is_converted_once():
    table = reports(("1", "2019-12-31", 4.5), ("2", "2019-12-31", 0.5))
    assert count_reported(table, target("water", "count", unit="万人", evidence="attribute")).value == 50_000
    latest, _ = latest_reports(table, target("water", "count", unit="万人", evidence="attribute"))
    assert latest.value.tolist() == [45_000, 5_000]


def test_a_mean_weighs_townships_alike():
    table = reports(("1", "2019-12-31", 60), ("2", "2019-12-31", 90), of="straw")
    assert count_reported(table, MEAN).value == pytest.approx(0.75)


def test_a_weighted_mean_uses_the_weights():
    table = reports(("1", "2019-12-31", 60, 300), ("2", "2019-12-31", 90, 100), of="straw")
    assert count_reported(table, STRAW).value == pytest.approx(0.675)  # (60·300 + 90·100) / 400


@pytest.mark.parametrize("weight", [None, math.nan, 0, -5, "much", math.inf])
def test_a_report_without_a_weight_is_left_out_of_a_weighted_mean_and_named(weight):
    table = reports(("1", "2019-12-31", 60, 300), ("2", "2019-12-31", 90, weight), of="straw")
    one = count_reported(table, STRAW)
    assert (one.value, one.townships, one.unusable) == (pytest.approx(0.6), 1, ("2",))


def test_the_weight_of_an_older_report_is_not_borrowed():
    table = reports(
        ("1", "2018-12-31", 50, 300), ("1", "2019-12-31", 60), ("2", "2019-12-31", 90, 100), of="straw"
    )
    one = count_reported(table, STRAW)
    assert (one.value, one.unusable) == (pytest.approx(0.9), ("1",))


def test_without_any_weight_there_is_no_weighted_mean():
    one = count_reported(reports(("1", "2019-12-31", 60), of="straw"), STRAW)
    assert math.isnan(one.value) and (one.townships, one.unusable) == (0, ("1",))


@pytest.mark.parametrize("table", [reports(), reports(("1", "2019-12-31", 5), of="other")])
def test_nothing_reported_is_nan(table):
    one = count_reported(table, PERSONS)
    assert math.isnan(one.value) and one.townships == 0 and one.unusable == ()


def test_a_reported_zero_is_a_zero():
    assert count_reported(reports(("1", "2019-12-31", 0)), PERSONS).value == 0


def test_later_reports_do_not_count_before_the_as_of_date():
    table = reports(("1", "2019-06-30", 100), ("1", "2019-07-01", 150), ("2", dt.date(2020, 1, 1), 40))
    assert count_reported(table, PERSONS, dt.date(2019, 6, 30)).value == 100
    assert count_reported(table, PERSONS, dt.date(2019, 7, 1)).value == 150
    assert math.isnan(count_reported(table, PERSONS, dt.date(2018, 1, 1)).value)


@pytest.mark.parametrize(
    "bad",
    [
        ("2", None, 40),
        ("2", "spring", 40),
        ("2", "2019-12-31", None),
        ("2", "2019-12-31", "many"),
        ("2", "2019-12-31", math.inf),
    ],
)
def test_what_cannot_be_read_is_left_out_and_named(bad):
    one = count_reported(reports(("1", "2019-12-31", 100), bad), PERSONS)
    assert (one.value, one.townships, one.unusable) == (100, 1, ("2",))


@pytest.mark.parametrize("nowhere", [None, math.nan, ""])
def test_a_report_of_no_township_is_left_out_and_counted(nowhere):
    one = count_reported(reports(("1", "2019-12-31", 100), (nowhere, "2019-12-31", 40)), PERSONS)
    assert (one.value, one.unusable) == (100, ("",))


def test_an_unreadable_report_does_not_hide_an_older_one():
    assert count_reported(reports(("1", "2019-06-30", 100), ("1", "2019-12-31", None)), PERSONS).value == 100


def test_of_two_of_one_day_the_one_entered_later_counts_without_fids_the_smaller():
    table = reports(("1", "2019-12-31", 120), ("1", "2019-12-31", 100), ("1", "2019-12-31", 110))
    for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0]):
        assert count_reported(table.iloc[order], PERSONS).value == 100
        assert count_reported(table.assign(fid=[9, 4, 7]).iloc[order], PERSONS).value == 120


def test_columns_that_are_not_there_and_numbers_as_text():
    table = pd.DataFrame(
        {"target": ["water"], "township": [420304101], "date": [pd.Timestamp("2019-12-31")], "value": ["12"]}
    )
    assert count_reported(table, PERSONS).value == 12
    assert latest_reports(table, PERSONS)[0].township.tolist() == ["420304101"]
