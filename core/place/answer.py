"""What was found at a place, and what follows for the works that were asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely

from ..errors import Fault
from ..model import SEVERITIES, Restriction, Rule
from .works import Works

FORBIDDEN, REVIEW, UNSURE, CLEAR = "forbidden", "review", "unsure", "clear"


@dataclass(frozen=True)
class Here:
    """A feature of a layer that is at the place.

    Parameters
    ----------
    layer : str
    fid : int, optional
        None for what lies outside all features of the layer.
    attributes : mapping
        All it states, the geometry left out.
    area, length : float
        m² and m of the place that it takes; 0 where it only touches.
    share : float
        Of the place, 0 to 1.
    distance : float
        m on the ground, 0 where they meet.
    piece : Geometry
        What the two have in common, or the shortest way between them, on the plane of the index.
    """

    layer: str
    fid: int | None
    attributes: Mapping[str, Any]
    area: float
    length: float
    share: float
    distance: float
    piece: shapely.Geometry


@dataclass(frozen=True)
class RuleHere:
    """A rule and a zone of it that is at the place.

    Parameters
    ----------
    rule : Rule
    zone : Here
    meant : Restriction, optional
        The one that means the works that were asked about, where it holds here.
    others : tuple of Restriction
        What the rule says here of other works.
    """

    rule: Rule
    zone: Here
    meant: Restriction | None = None
    others: tuple[Restriction, ...] = ()

    @property
    def beyond(self) -> bool:
        """Whether the zone is too far away for the rule: told so that one knows how far."""
        return self.zone.distance > self.rule.distance > 0


@dataclass(frozen=True)
class Answer:
    """All that is at a place.

    Parameters
    ----------
    works : Works, optional
        What was asked about; None: only what is there.
    dimension : int
        0 a point, 1 a line, 2 an area.
    size : float
        m² or m of the place, 1 for a point.
    rules : tuple of RuleHere
        In the order of the plan's rules.
    townships, features : tuple of Here
        The units it lies in; baselines and interventions that are there.
    doubts : tuple of Fault
        Why no rule can be ruled out: zones that are missing or cannot be read, ground outside the district.
    notes : tuple of Fault
        What else was repaired or could not be read.
    as_of : date
        The restrictions in force on that day.
    place : Geometry
        On the plane of the index.
    """

    works: Works | None
    dimension: int
    size: float
    rules: tuple[RuleHere, ...]
    townships: tuple[Here, ...]
    features: tuple[Here, ...]
    doubts: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    as_of: dt.date
    place: shapely.Geometry = field(repr=False)

    @property
    def verdict(self) -> str:
        """One of FORBIDDEN, REVIEW, UNSURE, CLEAR; CLEAR only where every zone could be looked at."""
        found = {here.meant.severity for here in self.rules if here.meant}
        violation, review, _ = SEVERITIES
        if violation in found:
            return FORBIDDEN
        if review in found:
            return REVIEW
        return UNSURE if self.doubts or self.works is None else CLEAR
