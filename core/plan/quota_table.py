"""Read quotas.csv: the shares of targets that townships and years were given, and proposals for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..model import Quota, Target, Unit
from .cells import Row, code_text, nearest, rows_of
from .tables import Columns, Table

QUOTA_COLUMNS = Columns(("target", "amount"), ("township", "year", "unit", "revision", "proposed", "note"))
YEARS = 1949, 2199


def read_quotas(
    table: Table, targets: Mapping[str, Target | None] | None, townships: Collection[str] | None
) -> tuple[list[Quota], dict[str, int]]:
    """Return the quotas of a table without a fault, and the first line of each target's.

    Parameters
    ----------
    table : Table
        Faults are listed in it. An empty township or year leaves it open; an empty unit is the target's.
    targets : mapping of str to Target
        By id; None for one whose own row has a fault; None at all where they could not be read.
    townships : collection of str
        The codes of the plan's townships; None where they could not be read.

    Examples
    --------
    >>> row = {"target": "oak_forest", "year": "2019", "amount": "10", "unit": "万亩"}
    >>> read_quotas(Table("quotas.csv", [(2, row)]), {"oak_forest": None}, ())[0][0].amount
    66666666.666666664
    """
    quotas: list[Quota] = []
    lines: dict[str, int] = {}
    seen: dict[tuple[str | int | bool | None, ...], int] = {}
    for row in rows_of(table):
        quota = _quota(row, targets, townships)
        if quota is None:
            continue
        key = quota.target, quota.township, quota.year, quota.revision, quota.proposed
        first = seen.setdefault(key, row.line)
        if first != row.line:
            row.fault("plan.duplicate_quota", first=first)
            continue
        quotas.append(quota)
        lines.setdefault(quota.target, row.line)
    return quotas, lines


def _quota(
    row: Row, targets: Mapping[str, Target | None] | None, townships: Collection[str] | None
) -> Quota | None:
    target = target_named(row, targets)
    township = township_named(row, townships)
    year = row.whole("year", "plan.bad_year", *YEARS)
    amount = row.amount("amount", _unit(row, (targets or {}).get(target)))
    revision = row.whole("revision", "plan.bad_revision", 1, 9999)
    proposed = row.flag("proposed", False)
    if row.failed or amount is None:
        return None
    return Quota(target, township or None, year, amount, revision or 1, proposed, row.text("note"))


def target_named(row: Row, targets: Mapping[str, Target | None] | None) -> str:
    """Return the target a row names; one that the plan does not have is a fault.

    Examples
    --------
    >>> target_named(Row("quotas.csv", 2, {"target": "oak"}, []), {"oak": None})
    'oak'
    """
    value = row.text("target", required=True)
    if value and targets is not None and value not in targets:
        row.fault("plan.unknown_target", column="target", value=value, near=nearest(value, targets))
    return value


def township_named(row: Row, townships: Collection[str] | None) -> str:
    """Return the code of the township a row names, empty for none; one that the plan lacks is a fault.

    Examples
    --------
    >>> township_named(Row("quotas.csv", 2, {"township": "420304101.0"}, []), ["420304101"])
    '420304101'
    """
    value = code_text(row.text("township"))
    if value and townships is not None and value not in townships:
        row.fault("plan.unknown_township", value=value, near=nearest(value, townships))
    return value


def _unit(row: Row, target: Target | None) -> Unit | None:
    if not row.text("unit"):
        return target.unit if target else None
    return row.unit("unit", target.kind if target else None)
