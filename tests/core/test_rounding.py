"""Printed parts add up to the printed total, to the last digit."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core import round_table
from ecoledger.core.rounding import round_parts


def printed(values, digits):
    return [Decimal(f"{v:.{digits}f}") for v in np.ravel(values)]


@pytest.mark.parametrize(
    ("parts", "total", "digits", "expected"),
    [
        ([1.4, 1.4, 1.2], 4.0, 0, [2, 1, 1]),  # equal remainders: the first
        ([0.5, 0.5], 1.0, 0, [1, 0]),
        ([1 / 3, 1 / 3, 1 / 3], 1.0, 2, [0.34, 0.33, 0.33]),
        ([2.5], 2.5, 0, [3]),  # half up
        ([0.0, 2.4, 0.0, 2.4], 4.8, 0, [0, 3, 0, 2]),  # nothing stays nothing
        ([10.0, 20.0], 30.0, 1, [10.0, 20.0]),
        ([0.1 + 0.2, 0.7], 1.0, 1, [0.3, 0.7]),  # 0.30000000000000004
        ([], 0.0, 2, []),
        ([0.004, 0.004], 0.008, 2, [0.01, 0.0]),
        ([1e12 + 0.3, 0.3], 1e12 + 0.6, 0, [1e12 + 1, 0]),
    ],
)
def test_parts_by_hand(parts, total, digits, expected):
    assert round_parts(np.array(parts), total, digits).tolist() == pytest.approx(expected, abs=1e-12)


def test_a_table_by_hand():
    # one decimal: gross, then two parts; the last row is the total
    rows = np.array([[10.04, 5.04], [20.04, 5.04], [30.04, 5.04]])
    assert round_table(rows, 1).tolist() == [
        [15.2, 10.1, 5.1], [25.0, 20.0, 5.0], [35.0, 30.0, 5.0], [75.2, 60.1, 15.1],
    ]  # fmt: skip


def test_an_empty_table_has_its_total():
    assert round_table(np.zeros((0, 2)), 2).tolist() == [[0.0, 0.0, 0.0]]


AMOUNT = st.one_of(st.just(0.0), st.floats(0, 1e7), st.integers(0, 10**6).map(lambda n: n / 1000))


@settings(max_examples=200, deadline=None)
@given(st.lists(AMOUNT, min_size=1, max_size=12), st.integers(0, 4))
def test_printed_parts_add_up_and_none_moves_by_more_than_one_unit(parts, digits):
    parts = np.array(parts)
    rounded = round_parts(parts, parts.sum(), digits)
    unit = 10.0**-digits
    off = abs(sum(printed(rounded, digits)) - Decimal(float(parts.sum())))
    assert off <= Decimal(unit / 2) * Decimal(1 + 1e-9) + Decimal(1e-15 * parts.sum())  # half: either way
    assert (np.abs(rounded - parts) < unit * (1 + 1e-6)).all()
    assert (rounded[parts == 0] == 0).all() and (rounded >= 0).all()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT), min_size=1, max_size=8), st.integers(0, 3))
def test_every_printed_row_and_column_of_a_table_adds_up(rows, digits):
    rows = np.array(rows)
    table = round_table(rows, digits)
    cells = np.array(printed(table, digits)).reshape(table.shape)
    assert (cells[:, 0] == cells[:, 1:].sum(axis=1)).all()
    assert (cells[-1] == cells[:-1].sum(axis=0)).all()
    assert (np.abs(table[:-1, 1:] - rows) < 10.0**-digits * (1 + 1e-6)).all()
    assert abs(table[-1, 0] - rows.sum()) <= 0.5 * 10.0**-digits * (1 + 1e-6)
    assert (table[:-1, 1:][rows == 0] == 0).all()
