"""Who was first keeps the ground; status, as-of date and period say what counts."""

import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest
import shapely

from ecoledger.core.model import Options, Status
from ecoledger.tests.core.district import amounts, box, close, target, wkt

SAME = [box(0, 0, 100, 100), box(0, 0, 100, 100)]  # one hectare entered twice
FULL, NONE = [10_000, 0], [0, 10_000]  # counted, overlap


def first(**columns):
    """Uuid of the one of two rows that keeps the hectare, whichever of them stands first in the file."""
    columns.setdefault("uuid", ["a", "b"])
    kept = set()
    for order in ([0, 1], [1, 0]):
        ledger = close(SAME, **{name: [values[i] for i in order] for name, values in columns.items()})
        assert sorted(amounts(ledger, "counted", "overlap")) == [NONE, FULL]
        keeper = ledger.entries[ledger.entries.counted > 0].uuid.iloc[0]
        assert ledger.entries[ledger.entries.overlap > 0].earlier_uuid.tolist() == [keeper]
        kept.add(keeper)
    assert len(kept) == 1
    return kept.pop()


def test_the_earlier_completion_date_keeps_the_ground():
    assert first(completed=["2019-06-02", "2019-06-01"]) == "b"
    assert first(completed=[dt.date(2019, 6, 1), dt.date(2019, 6, 2)]) == "a"


def test_the_completion_date_comes_before_the_year():
    assert first(completed=["2019-06-02", "2019-06-01"], year=[2018, 2020]) == "b"


def test_then_the_year_then_the_time_of_creation_then_the_uuid():
    day = ["2019-06-01"] * 2
    assert first(completed=day, year=[2020, 2019], created=["2018-01-01", "2019-01-01"]) == "b"
    assert (
        first(completed=day, year=[2019] * 2, created=["2019-01-01 08:00:01", "2019-01-01 08:00:00"]) == "b"
    )
    assert first(completed=day, year=[2019] * 2, created=["2019-01-01"] * 2, uuid=["y", "x"]) == "x"


def test_without_a_date_the_year_stands_for_its_last_day():
    assert first(completed=[None, "2018-12-30"], year=[2018, 2018]) == "b"
    assert first(completed=[None, "2019-01-01"], year=[2018, 2019]) == "a"


def test_what_has_neither_date_nor_year_comes_last():
    assert first(completed=[None, "2020-01-01"], year=[None, None]) == "b"
    assert first(completed=[None, None], year=[np.nan, 2030]) == "b"


def test_a_missing_time_of_creation_comes_after_a_known_one():
    assert first(year=[2019] * 2, created=[None, "2020-01-01"]) == "b"


def test_with_nothing_to_tell_them_apart_the_uuid_decides():
    assert first(uuid=["b7", "b11"]) == "b11"


def test_rows_without_uuid_are_told_apart_by_their_fid():
    for fids in ([7, 3], [3, 7]):
        ledger = close(SAME, uuid=[None, None], fid=fids)
        assert ledger.entries.set_index("fid").counted.round().to_dict() == {3: 10_000, 7: 0}
        assert ledger.deductions.earlier_fid.tolist() == [3]


def test_an_order_column_replaces_the_dates():
    assert first(order=[2, 1], completed=["2018-01-01", "2019-01-01"]) == "b"
    assert first(order=["2018-II", "2018-I"]) == "b"
    assert first(order=[None, 9]) == "b"
    assert first(order=[1, 1], uuid=["y", "x"]) == "x"


def test_time_zones_are_heeded():
    assert first(created=["2019-01-01T08:00:00+08:00", "2019-01-01T00:30:00Z"], year=[2019] * 2) == "a"


def test_dates_of_every_kind_of_column_are_read():
    for kind in (str, pd.Timestamp, dt.date.fromisoformat, np.datetime64):
        assert first(completed=[kind("2019-06-02"), kind("2019-06-01")]) == "b"


def test_dates_written_in_two_ways_are_both_read():
    assert first(completed=["2019-06-02 12:00:00", "2019/06/01"]) == "b"


@pytest.mark.parametrize(
    ("column", "odd"),
    [
        ("completed", "03/04/2019"),
        ("completed", "spring"),
        ("created", "2019-13-01"),
        ("year", "19"),
        ("year", 20190),
    ],
)
def test_what_is_no_date_is_noted_and_never_guessed(column, odd):
    ledger = close(SAME, **{column: ["2019-01-01" if column != "year" else 2019, odd]})
    assert ledger.entries.earlier_uuid.tolist() == [None, "a"]
    notes = [n for n in ledger.notes if n.id == "ledger.unreadable_date"]
    assert [(n.uuid, n.fields["field"], n.fields["value"]) for n in notes] == [("b", column, odd)]


def test_an_empty_date_is_no_unreadable_one():
    assert close(SAME, completed=[None, ""], year=[np.nan, np.nan]).notes == ()


def test_the_first_of_three_is_named_not_the_second():
    ledger = close([box(0, 0, 100, 100)] * 3, year=[2020, 2018, 2019])
    assert ledger.entries.earlier_uuid.tolist() == ["b", None, "b"]


def test_every_piece_is_given_to_the_first_that_counted_it():
    # c covers the half a counted and the half b counted; d comes last and finds nothing left
    ledger = close(
        [box(0, 0, 100, 100), box(50, 0, 200, 100), box(0, 0, 200, 100), box(0, 0, 200, 100)],
        year=[2018, 2019, 2020, 2021],
    )
    assert amounts(ledger, "counted", "overlap") == [[10_000, 0], [10_000, 5_000], [0, 20_000], [0, 20_000]]
    assert ledger.entries.earlier_uuid.tolist() == [None, "a", "a;b", "a;b"]
    pieces = ledger.deductions[["uuid", "earlier_uuid", "amount"]].round(2).to_numpy().tolist()
    assert pieces == [
        ["b", "a", 5000],
        ["c", "a", 10_000],
        ["c", "b", 10_000],
        ["d", "a", 10_000],
        ["d", "b", 10_000],
    ]


def test_several_earlier_ones_are_named_in_the_order_they_were_finished():
    late, early, later = box(0, 0, 50, 100), box(50, 0, 100, 100), box(0, 0, 100, 100)
    ledger = close([late, early, later], year=[2019, 2018, 2020])
    assert ledger.entries.earlier_uuid.tolist() == [None, None, "b;a"]


def test_over_a_border_too_the_first_comes_first():
    # in the first township the parcel repeats the later one, in the second the earlier one
    ledger = close(
        [box(900, 0, 1000, 100), box(1000, 0, 1100, 100), box(900, 0, 1100, 100)], year=[2019, 2018, 2020]
    )
    assert ledger.entries.earlier_uuid.tolist() == [None, None, "b;a"]


def test_earlier_ones_without_a_uuid_are_named_by_their_fid():
    ledger = close(
        [box(0, 0, 50, 100), box(50, 0, 100, 100), box(0, 0, 100, 100)], uuid=[None] * 3, fid=[5, 6, 7]
    )
    assert ledger.entries.earlier_uuid.tolist() == [None] * 3
    assert ledger.deductions.earlier_fid.tolist() == [5, 6]


@pytest.mark.parametrize("counts", [60, 70, 80])
def test_accepted_archived_and_closed_count(counts):
    assert amounts(close(SAME[:1], status=[counts]), "counted", "excluded") == [[10_000, 0]]


STAGES = {
    10: "planned", 20: "planned", 30: "under_way", 40: "reported", 50: "reported",
    60: "accepted", 61: "under_way", 62: "none", 70: "accepted", 80: "accepted", 99: "none",
}  # fmt: skip


def test_every_status_has_its_stage():
    assert {int(s) for s in Status} == set(STAGES)
    entries = close([box(i * 10, 0, i * 10 + 10, 10) for i in range(11)], status=list(STAGES)).entries
    assert entries.stage.tolist() == list(STAGES.values())


@pytest.mark.parametrize("status", [62, 99])
def test_void_and_failed_ones_are_not_counted_and_take_no_ground(status):
    ledger = close(SAME, status=[status, 60], year=[2018, 2019])
    assert amounts(ledger, "gross", "excluded", "counted", "overlap") == [
        [10_000, 10_000, 0, 0],
        [10_000, 0, 10_000, 0],
    ]
    assert ledger.entries.reason.tolist() == ["status", ""]
    assert ledger.notes == ()


@pytest.mark.parametrize("status", [None, 65, 60.5, "六十", np.inf])
def test_an_unknown_status_is_not_counted_and_noted(status):
    ledger = close(SAME, status=[60, status], year=[2019, 2018])
    assert amounts(ledger, "counted", "excluded") == [[10_000, 0], [0, 10_000]]
    assert [(n.id, n.uuid) for n in ledger.notes] == [("ledger.unknown_status", "b")]


def test_what_is_only_planned_or_reported_never_takes_ground_from_what_is_accepted():
    for early in (10, 30, 50):
        ledger = close(SAME, status=[early, 60], year=[2018, 2019])
        assert amounts(ledger, "counted", "overlap") == [NONE, FULL]


def test_the_statuses_that_count_can_be_chosen():
    options = Options(statuses=(40, 50))
    ledger = close(
        [box(0, 0, 10, 10), box(10, 0, 20, 10), box(20, 0, 30, 10)], status=[40, 60, 99], options=options
    )
    assert ledger.entries.stage.tolist() == ["accepted", "reported", "none"]
    assert ledger.options is options


def test_without_a_status_column_everything_counts():
    assert amounts(close(SAME[:1]), "counted") == [[10_000]]


AS_OF = Options(as_of=dt.date(2019, 6, 30))


def test_what_was_finished_after_the_as_of_date_does_not_count_and_takes_no_ground():
    for order in itertools.permutations(range(3)):
        days = [["2019-06-30", "2019-07-01", None][i] for i in order]
        shapes = [[box(0, 0, 100, 100), box(0, 0, 100, 100), box(0, 0, 100, 100)][i] for i in order]
        ledger = close(shapes, completed=days, year=[[2019, 2019, 2019][i] for i in order], options=AS_OF)
        by_day = dict(
            zip(
                days,
                ledger.entries[["counted", "excluded", "reason"]].round().to_numpy().tolist(),
                strict=True,
            )
        )
        assert by_day["2019-06-30"] == [10_000, 0, ""]
        assert by_day["2019-07-01"] == [0, 10_000, "after_as_of"]
        assert by_day[None] == [0, 10_000, "after_as_of"]  # its year ends on 31 December


def test_what_is_under_way_shows_whatever_the_as_of_date():
    ledger = close(SAME[:1], status=[30], completed=["2025-01-01"], options=AS_OF)
    assert ledger.entries.stage.tolist() == ["under_way"] and amounts(ledger, "counted") == [[10_000]]


def test_undated_work_cannot_be_placed_before_an_as_of_date_and_says_so():
    ledger = close(SAME[:1], options=AS_OF)
    assert amounts(ledger, "counted", "excluded") == [[0, 10_000]]
    assert ledger.entries.reason.tolist() == ["no_date"]


YEAR_2019 = Options(period=(dt.date(2019, 1, 1), dt.date(2019, 12, 31)))


def test_of_a_period_only_its_own_work_counts_and_what_was_before_keeps_its_ground():
    ledger = close(
        [box(0, 0, 100, 100), box(50, 0, 150, 100), box(100, 0, 200, 100), box(100, 0, 300, 100)],
        completed=["2018-12-31", "2019-01-01", "2019-12-31", "2020-01-01"],
        options=YEAR_2019,
    )
    assert amounts(ledger, "counted", "overlap", "excluded") == [
        [0, 0, 10_000], [5000, 5000, 0], [5000, 5000, 0], [0, 0, 20_000],
    ]  # fmt: skip
    assert ledger.entries.reason.tolist() == ["outside_period", "overlap", "overlap", "outside_period"]
    assert ledger.entries.earlier_uuid.tolist() == [None, "a", "b", None]


def test_undated_work_is_in_no_period_and_says_so():
    ledger = close(SAME, completed=[None, "2019-05-01"], options=YEAR_2019)
    assert ledger.entries.reason.tolist() == ["no_date", ""]
    assert amounts(ledger, "counted", "excluded") == [[0, 10_000], [10_000, 0]]


def test_what_is_left_out_is_in_no_piece_and_no_deduction():
    ledger = close(SAME, status=[99, 60], target=["greening", "greening"])
    assert ledger.pieces.entry.tolist() == [1] and not len(ledger.deductions)
    assert ledger.entries.gross.round().tolist() == [10_000, 10_000]


def test_order_and_options_of_two_targets_do_not_mix():
    ledger = close(SAME, target=["oak", "pine"], targets=[target("oak"), target("pine")], year=[2018, 2019])
    assert amounts(ledger, "counted", "overlap") == [FULL, FULL]


def test_the_size_of_what_is_left_out_is_shown_unreadable_ones_have_none():
    targets = [target(), target("bank", "length"), target("works", "count")]
    shapes = [
        box(0, 0, 100, 100), None, wkt("LINESTRING (0 0, 30 40)"), shapely.LineString([(0, 0), (np.inf, 1)]),
        wkt("POINT (5 5)"), shapely.Point(),
    ]  # fmt: skip
    of = ["greening", "greening", "bank", "bank", "works", "works"]
    ledger = close(shapes, targets=targets, target=of, status=[99] * 6)
    assert ledger.entries.excluded.tolist() == pytest.approx([10_000, 0, 50, 0, 1, 0], rel=1e-6)
    assert ledger.entries.gross.tolist() == ledger.entries.excluded.tolist()
    assert not len(ledger.pieces) and ledger.notes == ()
