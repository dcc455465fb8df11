"""Values that townships of the sample report: ratios, mass and people, at the end of each year."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from ..model import Evidence, Kind, Plan, Target
from .drafts import YEARS
from .zones import new_uuid

_REACHED = (0.35, 0.65, 0.9)  # of the target, at the end of each year


def report_values(plan: Plan, rng: np.random.Generator) -> tuple[pd.DataFrame, dict[str, float]]:
    """Return the table of reported values, and what they make of each target in base units.

    The latest value of each township counts: summed, or averaged with the weights.
    """
    rows, made = [], {}
    for target in plan.targets:
        if target.evidence is Evidence.ATTRIBUTE:
            own = _of_target(plan, target, rng)
            rows += own
            made[target.id] = _made(target, own[-len(plan.townships) :])
    return pd.DataFrame(rows), made


def _of_target(plan: Plan, target: Target, rng: np.random.Generator) -> list[dict]:
    """Return one row a township and year; of sums each township has its share of the target."""
    n = len(plan.townships)
    size = 0.5 + rng.random(n)
    aim = target.amount * (size / size.sum() if target.aggregate == "sum" else 0.85 + 0.3 * rng.random(n))
    weight = (1000 * size).round() if target.aggregate.startswith("weighted_mean") else np.full(n, np.nan)
    rows = []
    for year, reached in zip(YEARS, _REACHED, strict=True):
        value = aim * (reached + 0.1 * (rng.random(n) - 0.5))
        value = value.round(0 if target.kind is Kind.COUNT and target.unit.factor == 1 else 4)
        for i, township in enumerate(plan.townships):
            row = {"uuid": new_uuid(rng), "target": target.id, "township": township.code}
            row |= {"date": dt.date(year, 12, 31), "value": float(value[i]), "weight": float(weight[i])}
            rows.append({**row, "reported_by": f"{township.name_zh}人民政府", "remark": "示例数据"})
    return rows


def _made(target: Target, latest: list[dict]) -> float:
    values = [row["value"] for row in latest]
    if target.aggregate == "sum":
        return sum(values) * target.unit.factor
    weights = [row["weight"] for row in latest]
    if target.aggregate == "mean":
        weights = [1.0] * len(values)
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    return total / sum(weights) * target.unit.factor
