"""Interventions as they are laid: the geometry, what is known of its pieces, and when it was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from ..model import DONE, OUT_OF_USE, STAGE_OF, Plan, Stage, Status, Target
from .zones import new_uuid

YEARS = (2018, 2019, 2020)
TABLES = {"polygon": "intervention_polygons", "line": "intervention_lines", "point": "intervention_points"}
_CHANCES = {  # of each status, by year
    2018: {80: 0.34, 70: 0.28, 60: 0.20, 61: 0.06, 50: 0.04, 62: 0.04, 99: 0.04},
    2019: {80: 0.10, 70: 0.18, 60: 0.25, 50: 0.14, 40: 0.12, 61: 0.06, 30: 0.08, 62: 0.04, 99: 0.03},
    2020: {60: 0.10, 50: 0.10, 40: 0.17, 30: 0.23, 20: 0.19, 10: 0.16, 61: 0.03, 99: 0.02},
}
_FINISHED = (*DONE, Status.SELF_CHECKED, Status.RECHECKED, Status.REPLANT, Status.FAILED)


@dataclass(frozen=True)
class Piece:
    """A part of an intervention that is known by construction.

    Parameters
    ----------
    unit : str or None
        Code of the township it lies in; None: in none.
    shape : Polygon, optional
        Measured when the expected answers are made; else `amount` says how much it is (m or sites).
    deduction : str
        Why it does not count, one of the ledger's deductions; "" where it does.
    earlier : str, optional
        Of an overlap: the uuid of the intervention that keeps the ground.
    """

    unit: str | None
    shape: shapely.Polygon | None = None
    deduction: str = ""
    earlier: str | None = None
    amount: float = 0.0


@dataclass
class Draft:
    """One intervention before its attributes are written; `more` overrides them."""

    uuid: str
    table: str
    target: Target | None
    geometry: shapely.Geometry
    pieces: tuple[Piece, ...]
    township: str
    year: int
    status: int
    created: dt.datetime
    started: dt.date | None = None
    completed: dt.date | None = None
    accepted: dt.date | None = None
    reason: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def stage(self) -> Stage:
        """Part of the progress bar; a status that is in no code list is in none."""
        return STAGE_OF[Status(self.status)] if self.status in list(Status) else Stage.NONE


@dataclass
class Desk:
    """Where drafts are written: gives each a uuid and dates, and keeps them in order."""

    plan: Plan
    rng: np.random.Generator
    drafts: list[Draft] = field(default_factory=list)

    def write(
        self,
        target: str | None,
        geometry: shapely.Geometry,
        pieces: Sequence[Piece],
        *,
        status: int | None = None,
        year: int | None = None,
        township: str | None = None,
        in_use: bool = False,
        **more: Any,
    ) -> Draft:
        """Add an intervention; year and status are drawn where not given, the township is its place's.

        With `in_use` one that would be failed or void is under construction instead: what the rules are to
        find has to stand there, whatever the seed.
        """
        year = self._pick({2018: 0.36, 2019: 0.36, 2020: 0.28}) if year is None else year
        status = self._pick(_CHANCES[year]) if status is None else status
        status = int(Status.UNDER_CONSTRUCTION) if in_use and status in OUT_OF_USE else status
        kind = {0: "point", 1: "line"}.get(int(shapely.get_type_id(geometry)), "polygon")
        draft = Draft(
            new_uuid(self.rng),
            TABLES[kind],
            None if target is None else self.plan.target(target),
            geometry,
            tuple(pieces),
            township or next(piece.unit for piece in pieces if piece.unit),
            year,
            status,
            dt.datetime(year, 1, 8, 9) + dt.timedelta(minutes=11 * len(self.drafts)),
            more=more,
        )
        self._date(draft)
        self.drafts.append(draft)
        return draft

    def _pick(self, chances: Mapping[int, float]) -> int:
        limits = np.cumsum(list(chances.values()))
        return list(chances)[int(np.searchsorted(limits, self.rng.random() * limits[-1]))]

    def _date(self, draft: Draft) -> None:
        """Give the dates the status calls for."""
        begun = dt.date(draft.year, 1, 20) + self._days(10, 120)
        if draft.status in _FINISHED or draft.status not in list(Status):
            draft.started, draft.completed = begun, begun + self._days(40, 210)
        elif draft.status == Status.UNDER_CONSTRUCTION:
            draft.started = begun
        if draft.status in DONE:
            draft.accepted = draft.completed + self._days(20, 200)

    def _days(self, low: int, high: int) -> dt.timedelta:
        return dt.timedelta(days=low + int((high - low) * self.rng.random()))


def whole(unit: str | None, polygon: shapely.Polygon, deduction: str = "") -> tuple[Piece, ...]:
    """Return the one piece of a parcel that lies in one place."""
    return (Piece(unit, polygon, deduction),)


def site(unit: str | None, deduction: str = "") -> tuple[Piece, ...]:
    """Return the one piece of a site."""
    return (Piece(unit, None, deduction, amount=1.0),)
