"""The tables people get of a closed ledger: names beside ids, the plan's own units beside base units."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from .ledger import AMOUNTS, Ledger
from .model import Options, Target
from .plan.units import from_base
from .progress import STAGE_COLUMNS

PROGRESS = (
    *("target", "article", "name_zh", "name_en", "kind", "township", "township_name", "year", "status"),
    *("n", "n_invalid", "base_unit", *AMOUNTS, *STAGE_COLUMNS, "quota"),
    *("unit_zh", "unit_en", "amount", "counted_amount", "percent"),
    *("as_of", "statuses", "period", "min_area"),
)
ENTRIES = (
    *("source_table", "source_fid", "uuid", "name", "target", "status", "year", "stage", "base_unit"),
    *(*AMOUNTS, "excluded", "reason", "earlier_uuid", "reported"),
)
DEDUCTIONS = (
    *("source_table", "source_fid", "uuid", "target", "township", "kind", "amount", "base_unit"),
    *("earlier_uuid", "geometry"),
)


def progress_table(summary: pd.DataFrame, targets: Sequence[Target], ledger: Ledger) -> pd.DataFrame:
    """Return progress with names and in the plan's units, whatever it was summed by.

    Parameters
    ----------
    summary : DataFrame
        From `summarise` of `ledger`.
    targets : sequence of Target
        Of the plan.

    Returns
    -------
    DataFrame
        The columns `PROGRESS`. gross … counted, reported, under_way, planned and quota are in `base_unit`;
        amount (what was promised: the target, or the quota of the township or year) and counted_amount are
        in the unit the plan is written in. What was not summed by is missing. The last four say
        what the result was asked for (min_area in m²).

    Examples
    --------
    See tests/core/test_statement.py.
    """
    known = {t.id: t for t in targets}
    rows = [known.get(id) for id in summary.target]
    table = summary.rename(columns={"unit": "township"}).reindex(columns=PROGRESS)
    for name in ("article", "name_zh", "name_en"):
        table[name] = [getattr(t, name) if t else None for t in rows]
    table["kind"] = [t.kind.value if t else None for t in rows]
    table["unit_zh"] = [t.unit.symbol_zh if t else None for t in rows]
    table["unit_en"] = [t.unit.symbol_en if t else None for t in rows]
    table["township_name"] = table.township.map(ledger.units.set_index("code").name)
    for name, base in (("amount", "quota"), ("counted_amount", "counted")):
        table[name] = [from_base(v, t.unit) if t else np.nan for v, t in zip(table[base], rows, strict=True)]
    table["target"] = table.target.replace("", None)
    return table.assign(**_asked_for(ledger.options))


def _asked_for(options: Options) -> dict[str, str | float | None]:
    """Return the options as they stand in every row, dates as ISO writes them."""
    return {
        "as_of": options.as_of.isoformat() if options.as_of else None,
        "statuses": ";".join(map(str, options.statuses)),
        "period": "/".join(day.isoformat() for day in options.period) if options.period else None,
        "min_area": options.min_area,
    }


def entries_table(ledger: Ledger) -> pd.DataFrame:
    """Return every intervention with its deductions, reason and the uuids of the earlier ones it repeats.

    What status or date leave out has its size in `excluded` and nothing in gross: every row closes, and the
    rows add up to the progress.
    """
    table = ledger.entries.rename(columns={"table": "source_table", "fid": "source_fid"})
    table["gross"] = table.gross - table.excluded
    return table.assign(target=table.target.replace("", None)).reindex(columns=ENTRIES)


def deductions_table(ledger: Ledger) -> gpd.GeoDataFrame:
    """Return every deducted piece with its place; polygons in m², lines in m, points in sites."""
    table = ledger.deductions.rename(columns={"fid": "source_fid", "unit": "township"})
    table["source_table"] = table.entry.map(ledger.entries.reindex(columns=["table"])["table"])
    table["target"] = table.target.replace("", None)
    return table[list(DEDUCTIONS)]
