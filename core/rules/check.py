"""Hold interventions and projects against the rules of a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import CRS

from ..area import Map, measurable, working_map
from ..errors import Fault
from ..model import Restriction, Rule
from ..words import QT_TRANSLATE_NOOP
from .meant import in_force
from .result import SUBJECT_COLUMNS, RuleResult, together, with_counts
from .subject import Subject
from .waivers import apply_waivers
from .zones import Zones

_NO_LAYER = (
    QT_TRANSLATE_NOOP(
        "EcoLedger", "The layer {layer} has no zone for {rule}, so no conflict can be ruled out"
    ),
    QT_TRANSLATE_NOOP("EcoLedger", "Fill the layer, or take the rule out of the plan."),
)
_NO_RESTRICTION = (
    QT_TRANSLATE_NOOP("EcoLedger", "The plan does not say which works the rule {rule} restricts"),
    QT_TRANSLATE_NOOP("EcoLedger", "Add rows for it to the plan's restrictions."),
)


class RuleIndex:
    """The zones of a plan's rules, prepared once for many checks.

    Parameters
    ----------
    zones : mapping of str to GeoDataFrame
        By layer name: geometry, and class, fid, uuid where there are any; each in a measurable CRS.
    rules : sequence of Rule
    restrictions : sequence of Restriction
        In their order: of those for one rule, the first that means a feature decides.
    plane : Map
        Where everything is cut and measured, see `plane_of`.
    step : callable
        Told the share done; may raise `Cancelled`.

    Raises
    ------
    CrsError
        A layer's coordinates cannot be measured.
    """

    def __init__(
        self,
        zones: Mapping[str, gpd.GeoDataFrame],
        rules: Sequence[Rule],
        restrictions: Sequence[Restriction],
        plane: Map,
        step: Callable[[float], None] = lambda share: None,
    ) -> None:
        self.plane = plane
        self.rules, self.restrictions = tuple(rules), tuple(restrictions)
        self.zones: dict[str, Zones] = {}
        used = {rule.layer: rule.geometry for rule in rules if rule.layer in zones}
        for done, (layer, geometry) in enumerate(used.items(), 1):
            self.zones[layer] = Zones.prepare(layer, zones[layer], self.plane, geometry)
            step(done / len(used))

    def check(
        self,
        subjects: Mapping[str, gpd.GeoDataFrame],
        waivers: pd.DataFrame | None = None,
        *,
        as_of: dt.date,
        step: Callable[[float], None] = lambda share: None,
    ) -> RuleResult:
        """Hold the features of layers against the rules in force on `as_of`; see `check_rules`."""
        read = {layer: Subject.read(layer, frame, self.plane) for layer, frame in subjects.items()}
        looked_at = pd.DataFrame([s.looked_at() for s in read.values()], columns=SUBJECT_COLUMNS)
        notes = [note for own in looked_at.notes for note in own]
        noted: set[tuple[str, str]] = set()
        frames, checked = [], []
        for done, rule in enumerate(self.rules, 1):
            own = [r for r in self.restrictions if r.rule == rule.id and in_force(r, as_of)]
            row, found = self._check_rule(rule, own, read)
            frames += found
            checked.append(row)
            notes += self._notes_on(rule, row, noted)
            step(done / len(self.rules))
        findings, lapsed = apply_waivers(together(frames, self.plane), waivers, as_of)
        table = with_counts(pd.DataFrame(checked), looked_at, findings, self.plane)
        return RuleResult(findings, table, looked_at, (*notes, *lapsed), as_of)

    def _check_rule(
        self, rule: Rule, restrictions: Sequence[Restriction], subjects: Mapping[str, Subject]
    ) -> tuple[dict, list[pd.DataFrame]]:
        zones = self.zones.get(rule.layer)
        chosen = zones.of_classes(rule.class_filter) if zones else np.zeros(0, dtype=bool)
        row = {"rule": rule.id, "layer": rule.layer, "restrictions": len(restrictions)}
        row |= {"zones": int(chosen.sum()), "repaired": 0, "unreadable": 0, "notes": ()}
        if not chosen.any():
            return row, []
        row["repaired"] = int(chosen[zones.shapes.repairs.position].sum())
        row["unreadable"] = int((chosen & (zones.shapes.reason != "")).sum())
        row["notes"] = tuple(zones.notes(chosen))
        found = [subject.against(rule, restrictions, zones, chosen) for subject in subjects.values()]
        return row, [frame for frames in found for frame in frames]

    def _notes_on(self, rule: Rule, row: dict, noted: set[tuple[str, str]]) -> list[Fault]:
        """Return what stands against the rule's zones, each zone once for all rules of its layer."""
        if not any(r.rule == rule.id for r in self.restrictions):
            return [Fault("rules.no_restriction", *_NO_RESTRICTION, {"rule": rule.id}, severity="warning")]
        if not row["zones"]:
            fields = {"layer": rule.layer, "rule": rule.id}
            return [Fault("rules.no_zone", *_NO_LAYER, fields, source=rule.layer)]
        fresh = [note for note in row["notes"] if (note.source, note.fid) not in noted]
        noted.update((note.source, note.fid) for note in fresh)
        return fresh


def plane_of(layers: Mapping[str, gpd.GeoDataFrame]) -> Map:
    """Return the plane to check on: that of the last layer with a feature whose place is known.

    Examples
    --------
    >>> plane_of({}).crs.to_epsg()
    4525
    """
    for layer, frame in reversed(layers.items()):
        crs = measurable(frame.crs, layer, frame.total_bounds if frame.crs is None else None)
        geometry = np.asarray(frame.geometry.array, dtype=object)
        if np.isfinite(frame.total_bounds).all():
            return working_map(crs, geometry)
    return working_map(CRS.from_epsg(4525), np.zeros(0, dtype=object))


def check_rules(
    subjects: Mapping[str, gpd.GeoDataFrame],
    zones: Mapping[str, gpd.GeoDataFrame],
    rules: Sequence[Rule],
    restrictions: Sequence[Restriction],
    waivers: pd.DataFrame | None = None,
    *,
    as_of: dt.date,
    step: Callable[[float], None] = lambda share: None,
) -> RuleResult:
    """Find what stands in a zone, or too near to one, that a rule does not want there.

    Parameters
    ----------
    subjects : mapping of str to GeoDataFrame
        By layer name: geometry and the attributes the restrictions ask for. Failed and void interventions
        (see `in_use`) are left out and counted: a conflict needs something that stands there.
    zones : mapping of str to GeoDataFrame
        By layer name: class, geometry; fid and uuid where there are any.
    rules, restrictions : sequence of Rule, of Restriction
        As a plan holds them; of the restrictions of a rule, the first that means a feature decides.
    waivers : DataFrame, optional
        See `apply_waivers`.
    as_of : date
        The restrictions in force on that day, and the waivers that last until then.
    step : callable
        Told the share done; may raise `Cancelled`.

    Raises
    ------
    CrsError
        A layer's coordinates cannot be measured.

    Examples
    --------
    >>> import shapely
    >>> from ..plan import read_plan, shipped_plan
    >>> plan, east, north = read_plan(shipped_plan()), 37500000, 3600000
    >>> parcel = gpd.GeoDataFrame({"measure": ["planting"]}, crs=4525,
    ...                           geometry=[shapely.box(east, north, east + 100, north + 100)])
    >>> field = shapely.box(east + 50, north, east + 500, north + 500)
    >>> farmland = gpd.GeoDataFrame(crs=4525, geometry=[field])
    >>> result = check_rules({"intervention_polygons": parcel}, {"farmland_red_lines": farmland}, plan.rules,
    ...                      plan.restrictions, as_of=dt.date(2020, 1, 1))
    >>> result.findings[["id", "severity"]].to_numpy().tolist(), result.findings.overlap_m2.round(1).tolist()
    ([['basic_farmland_planting', 'violation']], [5000.0])
    >>> result.conclusive  # the other zones were not given
    False
    """
    plane = plane_of({**zones, **subjects})
    index = RuleIndex(zones, rules, restrictions, plane, lambda share: step(0.5 * share))
    return index.check(subjects, waivers, as_of=as_of, step=lambda share: step(0.5 + 0.5 * share))
