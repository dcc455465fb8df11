"""Quotas: revisions, what they add up to, and proposals whose parts make the target to the last digit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.errors import PlanError
from ecoledger.core.model import Quota, Township
from ecoledger.core.plan import plan_to_rows, read_plan, shipped_plan
from ecoledger.core.plan.quotas import amounts_by, latest, propose_by_area, propose_even, quota_gaps
from ecoledger.core.plan.units import to_base, unit_of
from ecoledger.tests.core.plan_folder import TABLES, places, write

A, B = "420325100", "420325101"


@pytest.fixture(scope="module")
def fang(tmp_path_factory):
    """The plan of 3 targets: 3 万亩 of greening, given to one township, 1 in 2021 and 2 in 2022."""
    return read_plan(write(tmp_path_factory.mktemp("plan")))


@pytest.fixture(scope="module")
def yunyang():
    return read_plan(shipped_plan())


def greening(township, year, amount, **words):
    return Quota("greening", township, year, amount, **words)


def test_the_highest_revision_holds_wherever_it_stands():
    rows = [greening(A, 2021, 10.0, revision=2), greening(A, 2021, 8.0), greening(A, 2021, 9.0, revision=3)]
    assert [q.amount for q in latest(rows)] == [9.0]


def test_a_proposal_never_replaces_what_was_given():
    rows = [greening(A, 2021, 10.0), greening(A, 2021, 99.0, revision=5, proposed=True)]
    assert [(q.amount, q.proposed) for q in latest(rows)] == [(10.0, False), (99.0, True)]
    assert amounts_by(rows, "township") == {("greening", A): 10.0}


def test_open_and_set_years_are_different_quotas():
    assert len(latest([greening(A, None, 10.0), greening(A, 2021, 4.0), greening(None, 2021, 4.0)])) == 3


def test_a_township_s_quota_is_its_whole_or_else_the_sum_of_its_years():
    rows = [greening(A, 2021, 4.0), greening(A, 2022, 6.0), greening(B, None, 30.0), greening(B, 2021, 5.0)]
    assert amounts_by(rows, "township") == {("greening", A): 10.0, ("greening", B): 30.0}
    assert amounts_by(rows, "year") == {("greening", 2021): 9.0, ("greening", 2022): 6.0}


def test_quotas_that_meet_the_target_leave_no_gap(fang):
    assert quota_gaps(fang) == []


def test_what_is_missing_is_shown_for_each_way_to_split(fang):
    # 20 km² of greening; A 12 and B 7 make 19, the years 12 and 9 make 21
    rows = (
        greening(A, None, 12e6),
        greening(B, None, 7e6),
        greening(None, 2021, 12e6),
        greening(None, 2022, 9e6),
    )
    gaps = {gap.parts: gap.missing for gap in quota_gaps(replace(fang, quotas=rows))}
    assert gaps == {("township",): pytest.approx(1e6), ("year",): pytest.approx(-1e6)}


def test_years_that_miss_their_township_s_quota_are_shown(fang):
    rows = (greening(A, None, 20e6), greening(A, 2021, 12e6), greening(A, 2022, 5e6))
    gaps = quota_gaps(replace(fang, quotas=rows))
    assert [(g.parts, g.township, round(g.missing)) for g in gaps] == [
        (("year",), None, 3_000_000),
        (("year",), A, 3_000_000),
    ]


def test_a_township_that_was_given_its_years_and_one_that_was_not_add_up(fang):
    rows = (greening(A, None, 8e6), greening(B, 2021, 5e6), greening(B, 2022, 7e6))
    gaps = quota_gaps(replace(fang, quotas=rows))
    assert [(g.parts, round(g.missing)) for g in gaps] == [(("year",), 8_000_000)]  # not yet given to a year


def test_an_old_revision_and_a_proposal_are_no_part_of_a_sum(fang):
    rows = [*fang.quotas, greening(A, 2021, 1e9, proposed=True), greening(A, 2021, 1e9, revision=0)]
    assert quota_gaps(replace(fang, quotas=tuple(rows))) == []


def test_a_gap_is_told_in_the_target_s_unit_at_the_line_of_its_first_quota(tmp_path):
    quotas = TABLES["quotas.csv"].replace("2022,2,万亩", "2022,1.5,万亩")
    assert places(write(tmp_path, quotas=quotas)) == [("plan.sum_mismatch", "quotas.csv", 2)]
    quotas = quotas.replace("2022,1.5,万亩", "2022,20000,亩")
    assert places(write(tmp_path, quotas=quotas)) == []


def test_seven_reservoirs_go_evenly_to_twenty_townships_and_two_years(yunyang):
    proposal = propose_even(yunyang, "small_reservoir_reinforcement", [2018, 2019])
    assert sum(q.amount for q in proposal) == 7
    assert sorted(sum(q.amount for q in proposal if q.year == y) for y in (2018, 2019)) == [3, 4]
    assert max(sum(q.amount for q in proposal if q.township == t.code) for t in yunyang.townships) == 1


def test_shares_by_area_follow_the_largest_remainder(yunyang):
    # 7 by 50 : 30 : 20 is 3.5, 2.1, 1.4; the odd one goes to the largest remainder, 0.5
    plan = replace(yunyang, townships=tuple(Township(code, code) for code in "123"))
    areas = {"1": 50.0, "2": 30.0, "3": 20.0}
    proposal = propose_by_area(plan, "small_reservoir_reinforcement", [], areas)
    assert [(q.township, q.year, q.amount) for q in proposal] == [
        ("1", None, 4),
        ("2", None, 2),
        ("3", None, 1),
    ]


def test_a_second_proposal_replaces_the_first_and_not_what_was_given(yunyang):
    first = propose_even(yunyang, "sewage_plant_new", [2019])
    second = propose_even(replace(yunyang, quotas=first), "sewage_plant_new", [2019])
    assert {q.revision for q in second} == {2}
    assert set(latest([*first, *second])) == set(second)


def test_a_rate_is_not_split(yunyang):
    with pytest.raises(PlanError, match="rate"):
        propose_even(yunyang, "straw_utilisation", [2019])


@pytest.mark.parametrize(
    "areas", [{}, {A: 1.0}, {A: 1.0, B: -1.0}, {A: 1.0, B: float("nan")}, {A: 0.0, B: 0.0}]
)
def test_areas_that_are_missing_or_make_no_sense_are_named(fang, areas):
    with pytest.raises(PlanError, match="greening cannot be split by area"):
        propose_by_area(fang, "greening", [2021], areas)


_UNITS = st.sampled_from(["亩", "万亩", "平方公里", "公顷"])
_AMOUNTS = st.integers(0, 10**9).map(lambda n: n / 10**4)
_AREAS = st.lists(st.floats(0, 1e9), min_size=1, max_size=8).filter(any)


@settings(max_examples=60, deadline=None)
@given(amount=_AMOUNTS, unit=_UNITS, areas=_AREAS, years=st.integers(0, 4))
def test_proposals_add_up_to_the_target_in_the_decimals_of_its_unit(yunyang, amount, unit, areas, years):
    unit = unit_of(unit)
    oak = replace(yunyang.target("oak_forest"), amount=amount, unit=unit, base_amount=to_base(amount, unit))
    codes = [str(n) for n in range(len(areas))]
    plan = replace(yunyang, targets=(oak,), townships=tuple(Township(code, code) for code in codes))
    for quotas in (
        propose_even(plan, "oak_forest", range(2018, 2018 + years)),
        propose_by_area(plan, "oak_forest", range(2018, 2018 + years), dict(zip(codes, areas, strict=True))),
    ):
        written = [row["amount"] for row in plan_to_rows(replace(plan, quotas=quotas))["quotas"]]
        assert sum(Decimal(repr(part)) for part in written) == Decimal(repr(amount))
        assert len(quotas) == len(codes) * max(years, 1)
        assert all(q.proposed and q.amount >= 0 for q in quotas)


@settings(max_examples=40, deadline=None)
@given(amount=st.integers(0, 5000), townships=st.integers(1, 25), years=st.integers(1, 5))
def test_an_even_split_treats_no_township_and_no_year_better_by_more_than_one(
    yunyang, amount, townships, years
):
    sites = replace(yunyang.target("biogas_small_medium"), amount=float(amount), base_amount=float(amount))
    codes = [str(n) for n in range(townships)]
    plan = replace(yunyang, targets=(sites,), townships=tuple(Township(code, code) for code in codes))
    quotas = propose_even(plan, "biogas_small_medium", range(years))
    for key in ("township", "year"):
        sums: dict[str | int, float] = {}
        for quota in quotas:
            sums[getattr(quota, key)] = sums.get(getattr(quota, key), 0) + quota.amount
        assert max(sums.values()) - min(sums.values()) <= 1
