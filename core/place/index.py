"""Zones, rules and what else a ledger holds, prepared once; then any place is answered at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import measurable
from ..errors import CrsError, DataError, Fault
from ..model import Plan, Restriction, Rule
from ..rules.check import RuleIndex, plane_of
from ..rules.contacts import NOWHERE, Contacts, inside, near, outside, touching
from ..rules.meant import NONE, first_meant, in_force
from ..rules.shapes import Shapes, read_shapes
from ..rules.subject import in_use
from ..rules.zones import REASONS, Zones, notes_of
from ..words import QT_TRANSLATE_NOOP
from .answer import Answer, Here, RuleHere
from .doubts import doubts_of, no_district, not_measured, outside_district, unread, unsaid
from .works import Works, project_kinds

BESIDE = 20.0  # m: a line or a site that near is at the place
FAR = 5.0  # times the distance of a rule: up to there it is told how far the zone is
_ROUNDING = 1e-6  # of the place: less of it outside the district is a gap between townships
_ROW = np.zeros(1, dtype=int)
_NO_PLACE = (
    QT_TRANSLATE_NOOP("EcoLedger", "This place cannot be looked at: {reason}"),
    QT_TRANSLATE_NOOP("EcoLedger", "Draw it anew, and check the map's coordinate system."),
)


@dataclass(frozen=True)
class Sources:
    """What an index is made of, each layer in a measurable CRS.

    Parameters
    ----------
    zones : mapping of str to GeoDataFrame
        The layers of the plan's rules; one that the ledger does not have is left out.
    townships : GeoDataFrame
    others : mapping of str to GeoDataFrame
        Baselines and interventions; those that failed or are void are no claim.
    """

    zones: Mapping[str, gpd.GeoDataFrame]
    townships: gpd.GeoDataFrame
    others: Mapping[str, gpd.GeoDataFrame]


class PlaceIndex:
    """Answers what is at a place; is only read after it was made, by one thread at a time.

    Parameters
    ----------
    sources : Sources
    plan : Plan
        Its rules and restrictions.
    step : callable
        Told the share done; may raise `Cancelled`.

    Raises
    ------
    CrsError
        The townships cannot be measured. Any other layer that cannot is a doubt of every answer.

    Examples
    --------
    >>> from ..plan import read_plan, shipped_plan
    >>> from .works import project
    >>> plan, square = read_plan(shipped_plan()), shapely.box(37500000, 3600000, 37500100, 3600100)
    >>> frame = gpd.GeoDataFrame({"name": ["甲"]}, geometry=[square], crs=4525)
    >>> index = PlaceIndex(Sources({"red_lines": frame}, frame, {}), plan)
    >>> answer = index.ask(shapely.Point(37500050, 3600050), 4525, project("采石"), as_of=dt.date(2021, 1, 1))
    >>> answer.verdict, [here.meant.id for here in answer.rules]
    ('forbidden', ['red_line_building'])
    """

    def __init__(
        self, sources: Sources, plan: Plan, step: Callable[[float], None] = lambda share: None
    ) -> None:
        self.plan = plan
        self._kinds = project_kinds(plan.restrictions)
        good, bad = _by_measure(sources.zones)
        used = {layer: frame[in_use(frame)] for layer, frame in sources.others.items()}
        others, left_out = _by_measure(used)
        self.plane = plane_of({**good, "townships": sources.townships})
        self._rules = RuleIndex(good, plan.rules, plan.restrictions, self.plane, lambda s: step(0.6 * s))
        self._doubts = doubts_of(plan, sources.zones, self._rules.zones, bad)
        self._townships = Zones.prepare("townships", sources.townships, self.plane, "polygon")
        self._others = {}
        for done, (name, frame) in enumerate(others.items(), 1):
            self._others[name] = Zones.prepare(name, frame, self.plane, "")
            step(0.6 + 0.4 * done / len(others))
        self._attributes = {
            name: pd.DataFrame(frame.drop(columns=frame.geometry.name))
            for name, frame in {**good, **others, "townships": sources.townships}.items()
        }
        lost = (note for zones in self._others.values() for note in unread(zones))
        self._notes = (*lost, *(not_measured(layer) for layer in left_out))

    def ask(self, place: shapely.Geometry, crs: Any, works: Works | None = None, *, as_of: dt.date) -> Answer:
        """Say what is at a place, and what the rules in force on `as_of` say of works there.

        Parameters
        ----------
        place : Geometry
            Points, lines or polygons, of one kind.
        crs : pyproj.CRS, int, str
            Of the place: anything pyproj reads.
        works : Works, optional
            None: only what is there, and what the rules say of any works.
        as_of : date

        Raises
        ------
        CrsError
            The place's CRS cannot be measured.
        DataError
            The place is no shape that can be looked at.
        """
        frame = gpd.GeoDataFrame(geometry=[place], crs=measurable(crs, "place"))
        shapes = read_shapes(frame, self.plane, "place")
        if shapes.reason[0]:
            raise DataError(*_NO_PLACE, reason=REASONS[shapes.reason[0]])
        rules = [here for rule in self.plan.rules for here in self._of_rule(rule, shapes, works, as_of)]
        return Answer(
            works,
            int(shapes.dimension[0]),
            float(shapes.size[0]),
            tuple(rules),
            tuple(self._at(self._townships, shapes)),
            tuple(here for zones in self._others.values() for here in self._at(zones, shapes)),
            (*unsaid(works, self._kinds), *self._doubts, *self._not_in_the_district(shapes)),
            (*notes_of("place", pd.DataFrame({"fid": [1], "uuid": [""]}), shapes, [True]), *self._notes),
            as_of,
            shapes.geometry[0],
        )

    def _of_rule(self, rule: Rule, shapes: Shapes, works: Works | None, as_of: dt.date) -> list[RuleHere]:
        zones = self._rules.zones.get(rule.layer)
        chosen = zones.of_classes(rule.class_filter) if zones else np.zeros(0, dtype=bool)
        if not chosen.any():
            return []
        own = [r for r in self.plan.restrictions if r.rule == rule.id and in_force(r, as_of)]
        meant = _meant(works, own)
        told = {r.id: r for r in own if r.relation != "outside" or r is meant}
        found = {
            relation: _contacts(relation, shapes, zones, chosen, rule, self.plane)
            for relation in {r.relation for r in told.values()} | {_widest(rule)}
        }
        merged: dict[int, tuple[Here, list[Restriction]]] = {}
        for relation, contacts in found.items():
            for here, zone in self._heres(zones, contacts, shapes):
                seen, holding = merged.get(zone, (here, []))
                near_enough = relation != "within_distance" or here.distance <= rule.distance
                holding += [r for r in told.values() if r.relation == relation and near_enough]
                merged[zone] = (max(seen, here, key=lambda h: (h.area, h.length)), holding)
        return _without_the_far(
            [
                RuleHere(
                    rule,
                    here,
                    meant if meant in holding else None,
                    tuple(r for r in own if r in holding and r is not meant),
                )
                for here, holding in merged.values()
            ]
        )

    def _at(self, zones: Zones, shapes: Shapes) -> list[Here]:
        """Return the features of a layer at the place: areas in contact with it, others beside it."""
        if not len(zones.table):
            return []
        solid = zones.shapes.dimension == 2
        if shapes.dimension[0] == 2:
            areas = inside(shapes, _ROW, zones, solid, self.plane)  # a common border is no claim
        else:
            areas = touching(shapes, _ROW, zones, solid, self.plane)
        beside = near(shapes, _ROW, zones, ~solid, BESIDE, self.plane)
        return [here for found in (areas, beside) for here, _ in self._heres(zones, found, shapes)]

    def _heres(self, zones: Zones, found: Contacts, shapes: Shapes) -> list[tuple[Here, int]]:
        size, dimension = shapes.size[0], shapes.dimension[0]
        amount = found.area if dimension == 2 else found.length if dimension == 1 else found.distance == 0
        attributes = self._attributes[zones.layer]
        return [
            (
                Here(
                    zones.layer,
                    None if zone == NOWHERE else int(zones.table.fid.iloc[zone]),
                    {} if zone == NOWHERE else attributes.iloc[zone].to_dict(),
                    float(found.area[i]),
                    float(found.length[i]),
                    float(amount[i] / size),
                    float(found.distance[i]),
                    found.piece[i],
                ),
                int(zone),
            )
            for i, zone in enumerate(found.zone)
        ]

    def _not_in_the_district(self, shapes: Shapes) -> list[Fault]:
        if not len(self._townships.parts):
            return [no_district()]
        every = np.ones(len(self._townships.table), bool)
        out = outside(shapes, _ROW, self._townships, every, self.plane)
        share = sum(here.share for here, _ in self._heres(self._townships, out, shapes))
        if shapes.dimension[0] == 0:
            share = float(len(out.zone))
        return [outside_district(share)] if share > _ROUNDING else []


def _by_measure(
    layers: Mapping[str, gpd.GeoDataFrame],
) -> tuple[dict[str, gpd.GeoDataFrame], list[str]]:
    """Return the layers whose coordinates can be measured, and the names of the others."""
    good, bad = {}, []
    for layer, frame in layers.items():
        try:
            measurable(frame.crs, layer)
            good[layer] = frame
        except CrsError:
            bad.append(layer)
    return good, bad


def _meant(works: Works | None, own: Sequence[Restriction]) -> Restriction | None:
    """Return the first restriction that means the works, in whichever of its layers it would be."""
    if works is None:
        return None
    row = pd.DataFrame([works.attributes])
    positions = [first_meant(row, layer, own)[0] for layer in works.layers]
    positions = [position for position in positions if position != NONE]
    return own[min(positions)] if positions else None


def _widest(rule: Rule) -> str:
    return "within_distance" if rule.distance else "touches"


def _contacts(
    relation: str, shapes: Shapes, zones: Zones, chosen: np.ndarray, rule: Rule, plane: Any
) -> Contacts:
    if relation == "within_distance":
        return near(shapes, _ROW, zones, chosen, FAR * rule.distance, plane)
    find = {"inside": inside, "touches": touching, "outside": outside}[relation]
    return find(shapes, _ROW, zones, chosen, plane)


def _without_the_far(found: list[RuleHere]) -> list[RuleHere]:
    """Return what holds; where nothing does, the nearest zone that is too far away."""
    close = [here for here in found if not here.beyond]
    return close or sorted(found, key=lambda here: here.zone.distance)[:1]
