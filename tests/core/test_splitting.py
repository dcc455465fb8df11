"""The amounts of the parts of an intervention that was split."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.splitting import share
from ecoledger.core.status import check_status

tenths = st.integers(0, 100_000).map(lambda n: n / 10)
sizes = st.lists(st.floats(1.0, 1e6), min_size=1, max_size=6)


def exact(values):
    return sum(Decimal(repr(value)) for value in values)


def test_an_amount_without_decimals_is_shared_with_two():
    assert share({"reported": 10.0}, [1, 2]) == {"reported": [3.33, 6.67]}


def test_an_amount_keeps_the_decimals_it_is_written_with():
    assert share({"reported": 1.0001}, [1, 1]) == {"reported": [0.5001, 0.5]}


def test_what_was_not_filled_in_is_shared_by_nobody():
    assert share({}, [1, 2]) == {}


@given(st.integers(0, 10**9).map(lambda n: n / 1000), sizes)
@settings(max_examples=50, deadline=None)
def test_the_shares_add_up_to_the_amount_to_the_last_digit(amount, parts):
    [shares] = share({"reported": amount}, parts).values()
    assert exact(shares) == Decimal(repr(amount))
    wanted = [amount * part / math.fsum(parts) for part in parts]
    assert shares == pytest.approx(wanted, abs=0.01)


@given(st.lists(tenths, min_size=4, max_size=4), tenths, sizes)
@settings(max_examples=50, deadline=None)
def test_an_acceptance_sheet_that_adds_up_does_so_in_each_part(qualities, unverified, parts):
    amounts = dict(zip(("qualified", "replant", "failed", "lost"), qualities, strict=True))
    amounts |= {"unverified": unverified, "verified": round(sum(qualities), 1)}
    amounts["reported"] = round(amounts["verified"] + unverified, 1)
    shares = share(amounts, parts)
    for name, amount in amounts.items():
        assert exact(shares[name]) == exact([amount])
    for at in range(len(parts)):
        assert check_status({name: own[at] for name, own in shares.items()}, after=10) == []


def test_amounts_that_do_not_add_up_are_shared_each_by_itself():
    shares = share({"reported": 10.0, "verified": 9.0, "unverified": 4.0}, [1, 1])
    assert shares == {"reported": [5, 5], "verified": [4.5, 4.5], "unverified": [2, 2]}
