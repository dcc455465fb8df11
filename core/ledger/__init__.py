"""The closing ledger: interventions and plan in, one row per intervention with every deduction out."""

from .close import Ledger, close_ledger
from .polygons import AMOUNTS, DEDUCTIONS

__all__ = ["AMOUNTS", "DEDUCTIONS", "Ledger", "close_ledger"]
