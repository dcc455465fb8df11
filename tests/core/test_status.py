"""The workflow of an intervention, its limits and its sums."""

import datetime as dt

import pytest

from ecoledger.core.errors import Fault
from ecoledger.core.model import Status
from ecoledger.core.status import FAULTS, PLANTED, check_status, meaning_of_survival, moves

GOOD = {
    "measure": "planting", "started": "2019-02-01", "completed": "2019-04-01", "accepted": "2020-05-01",
    "reported": 40.0, "verified": 38.5, "unverified": 1.5, "survival": 88.0,
    "qualified": 36.0, "replant": 2.0, "failed": 0.5, "lost": 0.0,
}  # fmt: skip


def ids(row, after, before=None):
    return [f.id for f in check_status(row, after, before)]


def test_an_intervention_walks_the_whole_way_without_objection():
    way = [10, 20, 30, 40, 50, 60, 70, 80]
    for before, after in zip(way[:-1], way[1:], strict=True):
        assert ids(GOOD, after, before) == []


def test_every_status_can_be_void_and_a_void_one_starts_anew():
    for status in Status:
        assert status == Status.VOID or Status.VOID in moves(status)
    assert moves(99) == (Status.PLANNED,)


def test_a_leap_is_told_and_can_be_a_correction():
    faults = check_status(GOOD, 60, 10)
    assert [(f.id, f.severity) for f in faults] == [("status.unusual_move", "warning")]
    assert ids(GOOD, 30, 60) == ["status.unusual_move"]


@pytest.mark.parametrize(
    ("survival", "status"),
    [(100, 60), (85, 60), (84, 61), (41, 61), (40, 62), (0, 62), (84.99, 61), (40.01, 61)],
)
def test_survival_decides_between_accepted_replant_and_failed(survival, status):
    assert meaning_of_survival(survival) == status
    assert ids(GOOD | {"survival": survival}, status, 50) == []
    for other in {60, 61, 62} - {status}:
        assert ids(GOOD | {"survival": survival}, other, 50) == ["status.survival"]


def test_acceptance_needs_date_amount_and_of_plantings_survival():
    bare = {"measure": "planting"}
    assert ids(bare, 60, 50) == ["status.no_date", "status.no_verified", "status.no_survival"]
    assert ids({"measure": "terracing", "accepted": dt.date(2020, 5, 1), "verified": 3.0}, 60, 50) == []


def test_reported_is_verified_and_unverified():
    assert ids(GOOD | {"unverified": 1.0}, 40) == ["status.not_verified_sum"]
    assert ids(GOOD | {"unverified": None}, 40) == []


def test_verified_is_the_sum_of_its_four_parts():
    assert ids(GOOD | {"lost": 3.0}, 40) == ["status.not_qualified_sum"]
    assert ids(GOOD | dict.fromkeys(("qualified", "replant", "failed", "lost")), 40) == []


def test_a_tenth_rounded_away_is_no_fault():
    assert ids(GOOD | {"unverified": 1.54}, 40) == []


def test_dates_run_forward():
    assert ids(GOOD | {"completed": "2018-12-31"}, 40) == ["status.dates"]


def test_numbers_that_are_none_count_as_not_filled_in():
    assert ids(GOOD | {"verified": float("nan"), "unverified": None}, 60, 50) == ["status.no_verified"]


def test_every_fault_can_be_told_in_words():
    told = check_status({"measure": "planting"}, 60, 10) + check_status(
        GOOD | {"survival": 50.0, "unverified": 9.0, "lost": 9.0, "started": "2021-01-01"}, 60, 50
    )
    assert {f.id for f in told} == set(FAULTS)
    assert all(isinstance(f, Fault) and "{" not in str(f) for f in told)


def test_the_planted_measures_are_in_the_code_list():
    from ecoledger.core.plan.codes import shipped_words

    assert set(shipped_words()[0]["measure"]) >= PLANTED
