"""Riverbanks by functional zone: what each bank is kept for, and how much of the reach is done."""

from .statistics import BankStatistics, bank_statistics

__all__ = ["BankStatistics", "bank_statistics"]
