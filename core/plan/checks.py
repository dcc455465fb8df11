"""What only shows when the tables are read side by side: derived targets, shares, sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..errors import Fault
from ..model import Evidence, Group, Kind, Quota, Target, Township
from .cells import nearest
from .faults import fault
from .quotas import QuotaGap, gaps_of
from .units import from_base

_AREAS_MAY_DIFFER = 1e-3  # relative: published district areas are rounded to a km² or so


def check_targets(
    targets: Sequence[Target],
    groups: Iterable[Group] | None,
    lines: Mapping[str, int],
    source: str,
    district_area: float | None,
) -> list[Fault]:
    """Return what is wrong between targets, or between a target and the plan.

    Parameters
    ----------
    targets : sequence of Target
        Those whose own row has no fault.
    groups : iterable of Group, optional
        None where one of them has a fault: then nothing is said about shared ground.
    lines : mapping of str to int
        The line of every target's id, faulty ones too.
    source : str
        The file the lines are in.
    district_area : float, optional
        m².

    Examples
    --------
    >>> from .units import unit_of
    >>> gain = Target("gain", "4", "增长", "Gain", "ratio", "polygon", 0.2, unit_of("%"), 0.002,
    ...               aggregate="share_of_district", derived_from=("oak",))
    >>> [fault.id for fault in check_targets([gain], (), {"gain": 2}, "targets.csv", None)]
    ['plan.no_district_area', 'plan.unknown_target']
    """
    faults = []
    known = {target.id: target for target in targets}
    exclusive = None if groups is None else {group.id for group in groups if group.exclusive}
    for target in targets:
        line = lines[target.id]
        if target.aggregate == "share_of_district" and district_area is None:
            faults.append(fault("plan.no_district_area", source, line, target=target.id))
        faults += _check_origins(target, known, lines, source)
        origins = [known[id] for id in target.derived_from if id in known and _derivable(target, known[id])]
        if exclusive is not None and not _apart(origins, exclusive):
            shown = ", ".join(target.derived_from)
            faults.append(fault("plan.shared_derivation", source, line, target=target.id, value=shown))
    return faults


def _check_origins(
    target: Target, known: Mapping[str, Target], lines: Mapping[str, int], source: str
) -> list[Fault]:
    faults = []
    for id in target.derived_from:
        if id not in lines:
            fields = {"column": "derived_from", "value": id, "near": nearest(id, lines)}
            faults.append(fault("plan.unknown_target", source, lines[target.id], **fields))
        elif id in known and not _derivable(target, known[id]):
            fields = {"target": target.id, "value": id}
            faults.append(fault("plan.bad_derivation", source, lines[target.id], **fields))
    return faults


def _derivable(target: Target, origin: Target) -> bool:
    own_ground = origin.evidence is Evidence.POLYGON and not origin.derived_from
    shown = target.kind in (Kind.AREA, Kind.RATIO) and target.evidence is Evidence.POLYGON
    return shown and own_ground and origin.kind is Kind.AREA


def _apart(origins: Sequence[Target], exclusive: set[str]) -> bool:
    """Whether no ground can be counted for two of `origins`."""
    return len(origins) < 2 or (len({o.group for o in origins}) == 1 and origins[0].group in exclusive)


def check_control_areas(
    townships: Sequence[Township], district_area: float | None, source: str
) -> list[Fault]:
    """Return the fault of control areas that do not add up to the district, where all are given.

    Examples
    --------
    >>> towns = [Township("1", "甲", control_area=1e6), Township("2", "乙", control_area=3e6)]
    >>> dict(check_control_areas(towns, 5e6, "townships.csv")[0].fields)
    {'sum': '4', 'amount': '5'}
    """
    areas = [t.control_area for t in townships if t.control_area is not None]
    if not areas or len(areas) < len(townships) or district_area is None:
        return []
    if abs(sum(areas) - district_area) <= _AREAS_MAY_DIFFER * district_area:
        return []
    shown = {"sum": f"{sum(areas) / 1e6:.12g}", "amount": f"{district_area / 1e6:.12g}"}
    return [fault("plan.control_area_sum", source, **shown)]


def check_sums(
    targets: Sequence[Target], quotas: Iterable[Quota], lines: Mapping[str, int], source: str
) -> list[Fault]:
    """Return the sums of quotas that do not meet their whole, each at its target's first quota.

    Examples
    --------
    >>> from .units import unit_of
    >>> oak = Target("oak", "4", "橡子林", "Oak", "area", "polygon", 3, unit_of("ha"), 30000.0)
    >>> found = check_sums([oak], [Quota("oak", None, 2019, 20000.0)], {"oak": 2}, "quotas.csv")[0]
    >>> found.line, found.fields["breakdown"], found.fields["sum"], found.fields["amount"]
    (2, 'year', '2', '3')
    """
    known = {target.id: target for target in targets}
    return [_mismatch(gap, known[gap.target], lines[gap.target], source) for gap in gaps_of(targets, quotas)]


def _mismatch(gap: QuotaGap, target: Target, line: int, source: str) -> Fault:
    def shown(amount: float) -> str:
        return f"{from_base(amount, target.unit):.12g}"

    of = [str(key) for key in (gap.township, gap.year) if key is not None]
    breakdown = ", ".join([*of, *gap.parts]) or "–"
    sums = {"sum": shown(gap.quotas), "amount": shown(gap.whole), "gap": shown(gap.missing)}
    return fault(
        "plan.sum_mismatch",
        source,
        line,
        target=target.id,
        breakdown=breakdown,
        unit=target.unit.symbol_zh,
        **sums,
    )
