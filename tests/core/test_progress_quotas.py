"""Progress against what was given: the target, a township's quota, a year's quota; never a proposal."""

from __future__ import annotations

import numpy as np
import pytest

from ecoledger.core import summarise
from ecoledger.core.model import Quota
from ecoledger.tests.core.district import box, close, target

GREENING = target(amount=30.0)  # 30 mu = 20 000 m²


def ledger():
    """10 000 m² in township 1 in 2018, nothing in township 2 or later."""
    return close([box(0, 0, 100, 100)], year=[2018])


def progress(by, *quotas):
    table = summarise(ledger(), [GREENING], by=by, quotas=quotas)
    key = {"township": "unit", "year": "year"}.get(by, "target")
    return table[[key, "counted", "quota", "percent"]].round(6).to_numpy().tolist()


def test_a_target_is_held_to_its_own_amount_whatever_was_given():
    [[name, counted, quota, percent]] = progress("target", Quota("greening", "1", 2018, 5000.0))
    assert (name, quota) == ("greening", pytest.approx(20_000))
    assert (counted, percent) == (pytest.approx(10_000, rel=1e-6), pytest.approx(50, rel=1e-6))


def test_a_township_is_held_to_its_quota_that_leaves_the_year_open():
    rows = progress(
        "township",
        Quota("greening", "1", None, 40_000.0),
        Quota("greening", "1", 2018, 10_000.0),  # part of the 40 000, not on top of them
        Quota("greening", "1", 2019, 30_000.0),
    )
    assert [row[2] for row in rows] == pytest.approx([40_000, np.nan], nan_ok=True)
    assert [row[3] for row in rows] == pytest.approx([25, np.nan], nan_ok=True, rel=1e-6)


def test_a_township_without_an_open_quota_is_held_to_the_sum_of_its_years():
    rows = progress(
        "township", Quota("greening", "2", 2018, 10_000.0), Quota("greening", "2", 2019, 30_000.0)
    )
    assert rows[1] == pytest.approx(["2", 0, 40_000, 0])


def test_a_year_that_was_given_a_quota_has_a_row_though_nothing_was_done():
    rows = progress("year", Quota("greening", "1", 2018, 20_000.0), Quota("greening", None, 2019, 5_000.0))
    assert [row[0] for row in rows] == [2018, 2019]
    assert [row[1:] for row in rows] == [
        pytest.approx([10_000, 20_000, 50], rel=1e-6),
        pytest.approx([0, 5_000, 0]),
    ]


def test_a_later_revision_holds_and_a_proposal_never_counts():
    rows = progress(
        "township",
        Quota("greening", "1", None, 50_000.0, revision=2),
        Quota("greening", "1", None, 10_000.0),
        Quota("greening", "2", None, 10_000.0, proposed=True),
    )
    assert [row[2] for row in rows] == pytest.approx([50_000, np.nan], nan_ok=True)


def test_a_quota_of_zero_is_no_hundred_percent():
    first, second = progress("township", Quota("greening", "1", None, 0.0))
    assert first[2:] == pytest.approx([0, np.nan], nan_ok=True)
    assert second[2:] == pytest.approx([np.nan, np.nan], nan_ok=True)
