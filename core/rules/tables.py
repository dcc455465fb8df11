"""What a check found, as the tables people get: with the words of the rules and the areas in mu."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import shapely

from ..model import Restriction, Rule
from ..plan.units import MU
from .result import RuleResult

_WORDS = ("message_zh", "message_en", "suggestion_zh", "suggestion_en", "basis")


def findings_table(
    result: RuleResult, rules: Sequence[Rule], restrictions: Sequence[Restriction]
) -> gpd.GeoDataFrame:
    """Return the findings with their article, the words of their restriction, and areas in mu.

    Parameters
    ----------
    result : RuleResult
    rules, restrictions : sequence of Rule, of Restriction
        Those it was checked against.

    Returns
    -------
    GeoDataFrame
        The columns of `RuleResult.findings` (fid is source_fid), article, overlap_mu, message_zh, message_en,
        suggestion_zh, suggestion_en, basis, and dimension, that of the piece: 2, 1 or 0.

    Examples
    --------
    >>> import datetime as dt
    >>> from .check import check_rules
    >>> rule = Rule("red", "25", "红线", "Red line", "red_lines", "polygon", "…")
    >>> works = Restriction("any", "red", "review", "inside", "红线内", "In a red line")
    >>> frame = gpd.GeoDataFrame(geometry=[shapely.box(37500000, 3600000, 37500200, 3600010)], crs=4525)
    >>> result = check_rules({"p": frame}, {"red_lines": frame}, [rule], [works], as_of=dt.date(2020, 1, 1))
    >>> table = findings_table(result, [rule], [works])
    >>> table[["article", "message_en", "dimension"]].to_numpy().tolist(), table.overlap_mu.round(2).tolist()
    ([['25', 'In a red line', 2]], [3.0])
    """
    found, said = result.findings, {r.id: r for r in restrictions}
    words = {name: found.id.map({id: getattr(r, name) for id, r in said.items()}) for name in _WORDS}
    return found.rename(columns={"fid": "source_fid"}).assign(
        article=found.rule.map({rule.id: rule.article for rule in rules}),
        overlap_mu=found.overlap_m2.astype(float) / float(MU),
        dimension=shapely.get_dimensions(found.geometry.to_numpy()),
        **words,
    )


def summary_table(result: RuleResult, rules: Sequence[Rule]) -> pd.DataFrame:
    """Return one row per rule: `RuleResult.checked` with its names and article, and area_mu."""
    names = pd.DataFrame(
        [(rule.id, rule.article, rule.name_zh, rule.name_en) for rule in rules],
        columns=["rule", "article", "name_zh", "name_en"],
    )
    table = result.checked.merge(names, on="rule", how="left")
    return table.assign(area_mu=table.area_m2 / float(MU))
