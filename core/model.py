"""The words of the plan and of the ledger, as frozen values.

Amounts inside the program are in base units: m² for area, m for length, plain numbers for counts
and people, fractions for ratios (0.2 % is 0.002), tonnes (per year) for mass.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, IntEnum


class Kind(str, Enum):
    """What a target counts."""

    AREA = "area"
    LENGTH = "length"
    COUNT = "count"
    RATIO = "ratio"
    MASS = "mass"


class Evidence(str, Enum):
    """What shows that a target is met: a geometry, or a value reported by a township."""

    POLYGON = "polygon"
    LINE = "line"
    POINT = "point"
    ATTRIBUTE = "attribute"


INTERVENTION_TABLES = {
    Evidence.POLYGON: "intervention_polygons",
    Evidence.LINE: "intervention_lines",
    Evidence.POINT: "intervention_points",
}


class Status(IntEnum):
    """The workflow of an intervention (domain practice: plan, design, build, check, accept, file)."""

    PLANNED = 10
    DESIGNED = 20
    UNDER_CONSTRUCTION = 30
    SELF_CHECKED = 40
    RECHECKED = 50
    ACCEPTED = 60
    REPLANT = 61
    FAILED = 62
    ARCHIVED = 70
    CLOSED = 80
    VOID = 99


class Stage(str, Enum):
    """The four parts of a progress bar, the farthest first; a void or failed one is in none of them."""

    ACCEPTED = "accepted"
    REPORTED = "reported"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    NONE = "none"


STAGE_OF = {
    Status.PLANNED: Stage.PLANNED,
    Status.DESIGNED: Stage.PLANNED,
    Status.UNDER_CONSTRUCTION: Stage.UNDER_WAY,
    Status.REPLANT: Stage.UNDER_WAY,
    Status.SELF_CHECKED: Stage.REPORTED,
    Status.RECHECKED: Stage.REPORTED,
    Status.ACCEPTED: Stage.ACCEPTED,
    Status.ARCHIVED: Stage.ACCEPTED,
    Status.CLOSED: Stage.ACCEPTED,
    Status.FAILED: Stage.NONE,
    Status.VOID: Stage.NONE,
}

DONE = (Status.ACCEPTED, Status.ARCHIVED, Status.CLOSED)
OUT_OF_USE = tuple(status for status, stage in STAGE_OF.items() if stage is Stage.NONE)  # failed, void


@dataclass(frozen=True)
class Unit:
    """A unit of the plan: ``factor`` base units make one of it; tables show `decimals` of them."""

    id: str
    kind: Kind
    factor: float
    symbol_zh: str
    symbol_en: str
    decimals: int = 2


@dataclass(frozen=True)
class Target:
    """One promise of the plan.

    Parameters
    ----------
    id : str
        Stable key, such as ``barren_land_greening``.
    amount : float
        As the plan writes it, in `unit`.
    base_amount : float
        The same in base units (m², m, 1, fraction, t): converted once, when the plan is read.
    baseline : str, optional
        Layer of the patches it may count on (area), or of the reference reach (length).
    baseline_classes : tuple of str
        Classes of that layer that count; empty means all.
    group : str, optional
        Exclusive group: see `Group`.
    min_area : float
        Smallest parcel that counts, m².
    tolerance : float
        Points: sites nearer than this are flagged as one place; lines: farthest from the reach. m.
    aggregate : str
        How reported values become one: ``sum``, ``mean``, ``weighted_mean:<weight>``; or how a ratio
        follows from polygons: ``share_of_district``, ``share_of_baseline``.
    derived_from : tuple of str
        Targets whose counted area a derived ratio adds up.
    """

    id: str
    article: str
    name_zh: str
    name_en: str
    kind: Kind
    evidence: Evidence
    amount: float
    unit: Unit
    base_amount: float
    deadline: dt.date | None = None
    baseline: str | None = None
    baseline_classes: tuple[str, ...] = ()
    group: str | None = None
    min_area: float = 0.0
    tolerance: float = 50.0
    aggregate: str = "sum"
    derived_from: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", Kind(self.kind))
        object.__setattr__(self, "evidence", Evidence(self.evidence))


@dataclass(frozen=True)
class Group:
    """Targets that share ground; `exclusive` groups count each square metre once for all of them."""

    id: str
    name_zh: str
    name_en: str
    exclusive: bool = True


@dataclass(frozen=True)
class Township:
    """A unit that answers for targets; `control_area` in m² where one was issued."""

    code: str
    name_zh: str
    kind: str = ""
    name_en: str = ""
    control_area: float | None = None
    population: float | None = None


@dataclass(frozen=True)
class Quota:
    """A share of a target for a township and year (either may be open), one row per revision.

    `amount` is in base units. A `proposed` quota is an offer, never counted as given.
    """

    target: str
    township: str | None
    year: int | None
    amount: float
    revision: int = 1
    proposed: bool = False
    note: str = ""


@dataclass(frozen=True)
class Rule:
    """A zone of the plan and what it forbids, as data."""

    id: str
    article: str
    name_zh: str
    name_en: str
    layer: str
    geometry: str
    rule: str
    class_filter: str = ""
    distance: float = 0.0


@dataclass(frozen=True)
class Project:
    """An entry of the plan's project list: who answers for it, who pays, what it does in which year.

    Parameters
    ----------
    name : str
        Its key: interventions name the project they belong to.
    investment_wan : float, optional
        10,000 yuan.
    annual : tuple of (year, amount)
        In base units of its target.
    """

    name: str
    target: str
    township: str | None = None
    responsible: str = ""
    fund_source: str = ""
    investment_wan: float | None = None
    annual: tuple[tuple[int, float], ...] = ()
    note: str = ""


RELATIONS = ("inside", "touches", "within_distance", "outside")
SEVERITIES = ("violation", "review", "note")


@dataclass(frozen=True)
class Condition:
    """Which rows are meant: one of `fields` is one of `values` (``=``), or holds one in its text (``~``)."""

    fields: tuple[str, ...]
    way: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Restriction:
    """What a rule means for some works: of those for one rule, the first that means a feature decides.

    Parameters
    ----------
    rule : str
        Id of the `Rule`: its zone, its classes, its distance.
    severity : str
        One of `SEVERITIES`.
    relation : str
        One of `RELATIONS`: more than a border inside the zone; in any contact with it; nearer than the
        rule's distance, on the ground; not wholly inside the layer's zones.
    subject : tuple of Condition
        One that holds is enough; none means every feature.
    layers : tuple of str
        The layers of the features; none means every layer.
    valid_from, valid_to : date, optional
        First and last day it is in force.
    """

    id: str
    rule: str
    severity: str
    relation: str
    message_zh: str
    message_en: str
    subject: tuple[Condition, ...] = ()
    layers: tuple[str, ...] = ()
    suggestion_zh: str = ""
    suggestion_en: str = ""
    basis: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True)
class Plan:
    """A government plan, read and checked; `quotas` may be empty where the plan gives none."""

    id: str
    name_zh: str
    name_en: str
    district_code: str
    district_name_zh: str
    crs: str
    targets: tuple[Target, ...]
    townships: tuple[Township, ...]
    groups: tuple[Group, ...] = ()
    rules: tuple[Rule, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    quotas: tuple[Quota, ...] = ()
    projects: tuple[Project, ...] = ()
    district_area: float | None = None
    issued: dt.date | None = None
    source: str = ""

    def target(self, id: str) -> Target:
        """Return the target of that id; KeyError where there is none."""
        return {t.id: t for t in self.targets}[id]


@dataclass(frozen=True)
class Options:
    """What a result was asked for; written into every result.

    Parameters
    ----------
    as_of : date, optional
        What was finished later does not count. None: everything.
    statuses : tuple of int
        Statuses that count as done; default 60, 70, 80.
    period : (date, date), optional
        Only what was finished in it counts; what was finished before still keeps its ground.
    min_area : float
        Smallest parcel that counts, m²; the larger of this and the target's own.
    """

    as_of: dt.date | None = None
    statuses: tuple[int, ...] = tuple(int(s) for s in DONE)
    period: tuple[dt.date, dt.date] | None = None
    min_area: float = 0.0
