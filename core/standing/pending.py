"""What unsaved edits would change of the rows: by stage, what more counts and what of it is deducted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from ..ledger import AMOUNTS
from ..model import Kind, Stage
from ..plan.units import from_base
from ..progress import whole_of
from .row import NOWHERE, Row
from .standing import Standing


def with_pending(standing: Standing, rows: Iterable[Row], effects: pd.DataFrame) -> list[Row]:
    """Return the rows with what unsaved edits would change in each.

    Parameters
    ----------
    standing : Standing
        The rows are of.
    rows : iterable of Row
    effects : DataFrame
        From `EditedLedger.effects`, an index of the same ledger.
    """
    return _with_pending(rows, _as_shares(standing, effects))


def _with_pending(rows: Iterable[Row], effects: pd.DataFrame) -> list[Row]:
    return [
        replace(row, pending=_in_row(row, effects), children=tuple(_with_pending(row.children, effects)))
        for row in rows
    ]


def _as_shares(standing: Standing, effects: pd.DataFrame) -> pd.DataFrame:
    """Divide what targets that are a share of some ground have in m² by that ground, where there is any."""
    shares = [target for target in standing.plan.targets if target.kind is Kind.RATIO]
    whole = {t.id: whole_of(t, standing.ledger, standing.plan.district_area) for t in shares}
    divisor = np.array([whole.get(id, 1.0) for id in effects.target], dtype=float)
    divided = effects.assign(**{name: effects[name] / divisor for name in AMOUNTS})
    return divided[np.isfinite(divisor)]


def _in_row(row: Row, effects: pd.DataFrame) -> dict[str, tuple[float, float]]:
    own = effects[effects.target.isin(row.targets)]
    if row.township is not None:
        own = own[own.unit.fillna(NOWHERE) == row.township]
    if row.year is not None:
        own = own[own.year == row.year]
    sums = own.groupby("stage")[["gross", "counted"]].sum()
    return {
        stage: (from_base(float(s.counted), row.unit), from_base(float(s.gross - s.counted), row.unit))
        for stage, s in sums.iterrows()
        if stage != Stage.NONE.value
    }
