"""The amounts an intervention states when it is split: the parts together state what it did."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from .rounding import round_parts

# The identities of the acceptance sheets (see `core.status`), the inner one first.
SUMS = {"verified": ("qualified", "replant", "failed", "lost"), "reported": ("verified", "unverified")}
AMOUNTS = (*SUMS, "unverified", *SUMS["verified"])
DIGITS = range(2, 7)  # decimals a share is written with: those of the amounts, within these


def share(amounts: Mapping[str, float], sizes: Sequence[float]) -> dict[str, list[float]]:
    """Share amounts among parts by their size.

    The shares of an amount add up to it, to the last digit written (largest remainder). An amount that is the
    sum of others (`SUMS`) is it in each part, too.

    Parameters
    ----------
    amounts : mapping of str to float
        Some of `AMOUNTS`, in one unit, finite.
    sizes : sequence of float
        Of the parts, in any unit (m² or m), their sum more than 0.

    Returns
    -------
    dict of str to list of float
        By amount, the share of each part, in the unit of the amounts.

    Examples
    --------
    >>> share({"reported": 10.0, "verified": 9.0, "unverified": 1.0}, [2000, 1000])
    {'reported': [6.67, 3.33], 'verified': [6.0, 3.0], 'unverified': [0.67, 0.33]}
    """
    parts = np.asarray(sizes, dtype=float) / math.fsum(sizes)
    digits = min(max(map(_decimals, amounts.values()), default=0), DIGITS[-1])
    digits = max(digits, DIGITS[0])
    shares = {name: round_parts(amount * parts, amount, digits) for name, amount in amounts.items()}
    for whole, names in SUMS.items():
        given = [name for name in names if name in amounts]
        if given and whole in amounts and math.isclose(sum(amounts[n] for n in given), amounts[whole]):
            shares[whole] = sum(shares[name] for name in given).round(digits)
    return {name: own.tolist() for name, own in shares.items()}


def _decimals(amount: float) -> int:
    """Return with how many decimals a number is written."""
    return max(-Decimal(repr(float(amount))).normalize().as_tuple().exponent, 0)
