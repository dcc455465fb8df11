"""The plan's own restrictions: each with what it forbids and what it leaves alone."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
import shapely

from ecoledger.core.model import Condition
from ecoledger.core.plan import read_plan, shipped_plan
from ecoledger.core.rules import check_rules, statements
from ecoledger.core.sample import build_sample
from ecoledger.tests.core.rules.zones import DAY, EAST, NORTH, ZONE, frame, wkt

PLAN = read_plan(shipped_plan())
RULES = {rule.id: rule for rule in PLAN.rules}
BANK = wkt("LINESTRING (0 0, 0 1000)")


def attributes(restriction):
    """Return attributes by which this restriction, and none before it, means a feature."""
    condition = restriction.subject[0] if restriction.subject else Condition(("measure",), "=", ("other",))
    return {condition.fields[0]: [condition.values[0]]}


def places(restriction):
    """Return (zone, a point that the restriction is broken at, one where it just is not)."""
    at = {
        "within_distance": (BANK, (999.9, 500), (1000.1, 500)),
        "outside": (ZONE, (1000.1, 500), (999.9, 500)),
        "touches": (ZONE, (1000, 500), (1000.1, 500)),
        "inside": (ZONE, (999.9, 500), (1000.1, 500)),
    }
    zone, hit, miss = at[restriction.relation]
    return zone, shapely.Point(EAST + hit[0], NORTH + hit[1]), shapely.Point(EAST + miss[0], NORTH + miss[1])


def run(restriction, point, *zones):
    rule = RULES[restriction.rule]
    code = rule.class_filter.split(";")[0]
    layers = {rule.layer: frame(*zones, **{"class": [code] * len(zones)})}
    works = frame(point, **attributes(restriction))
    return check_rules({"projects": works}, layers, [rule], PLAN.restrictions, as_of=DAY)


@pytest.mark.parametrize("restriction", PLAN.restrictions, ids=lambda r: r.id)
class TestEveryRestrictionOfThePlan:
    def test_is_found_where_it_is_broken(self, restriction):
        zone, hit, _ = places(restriction)
        result = run(restriction, hit, zone)
        assert result.findings[["id", "severity"]].to_numpy().tolist() == [
            [restriction.id, restriction.severity]
        ]
        assert result.conclusive

    def test_is_not_found_a_step_away(self, restriction):
        zone, _, miss = places(restriction)
        result = run(restriction, miss, zone)
        assert not len(result.findings)
        assert result.conclusive

    @pytest.mark.parametrize(
        "broken",
        [None, shapely.Polygon(), shapely.Polygon([(EAST, NORTH), (EAST + 9, np.nan), (EAST, NORTH + 9)])],
    )
    def test_cannot_be_ruled_out_where_a_zone_cannot_be_read(self, restriction, broken):
        zone, _, miss = places(restriction)
        result = run(restriction, miss, zone, broken)
        assert not len(result.findings)
        assert not result.conclusive
        assert [(note.id, note.fid) for note in result.notes] == [("rules.unreadable", 1)]
        _, said = statements(result)
        assert (
            "checked 1 of 2 zones" in said and "FID 1 could not be read, so nothing can be ruled out" in said
        )

    def test_is_found_beside_a_zone_that_cannot_be_read(self, restriction):
        zone, hit, _ = places(restriction)
        assert run(restriction, hit, None, zone).findings.id.tolist() == [restriction.id]


def test_the_restrictions_above_are_of_all_seventeen_rules():
    assert {restriction.rule for restriction in PLAN.restrictions} == set(RULES) and len(RULES) == 17


def test_a_zone_of_another_class_is_none_of_the_rule_s():
    rule = RULES["livestock_zone"]
    farm = frame(shapely.Point(EAST + 5, NORTH + 5), name=["养殖场"])
    zones = frame(ZONE, ZONE, **{"class": ["2", "3"]})
    result = check_rules({"projects": farm}, {rule.layer: zones}, [rule], PLAN.restrictions, as_of=DAY)
    assert not len(result.findings)
    assert [note.id for note in result.notes] == ["rules.no_zone"]
    assert not result.conclusive


@pytest.mark.parametrize(("day", "hits"), [(dt.date(2018, 8, 31), 0), (dt.date(2018, 9, 1), 1)])
def test_a_restriction_holds_from_its_first_day(day, hits):
    rule = RULES["aquatic_reserve"]
    nets = frame(shapely.Point(EAST + 5, NORTH + 5), name=["网箱养鱼"])
    zones = {rule.layer: frame(ZONE, **{"class": ["7"]})}
    result = check_rules({"projects": nets}, zones, [rule], PLAN.restrictions, as_of=day)
    assert len(result.findings) == hits


def test_the_sample_s_planted_conflicts_are_all_found_and_no_other():
    sample = build_sample()
    tables = ("intervention_polygons", "intervention_lines", "intervention_points")
    zones = {rule.layer: sample.layers[rule.layer] for rule in PLAN.rules}
    subjects = {name: sample.layers[name] for name in tables}
    result = check_rules(subjects, zones, PLAN.rules, PLAN.restrictions, as_of=DAY)
    got = {(r.rule, r.layer, r.uuid, r.zone_uuid) for r in result.findings.itertuples()}
    planted = {(c.rule, c.table, c.uuid, c.zone) for c in sample.conflicts}
    natural = {(c.rule, c.table, c.uuid, c.zone) for c in sample.contacts}
    assert len(planted) == 18 and planted <= got <= planted | natural
    bow_tie = next(fault for fault in sample.faults if fault.id == "bow_tie_red_line")
    repaired = [note for note in result.notes if note.id == "rules.repaired"]
    assert [note.uuid for note in repaired] == [bow_tie.uuid]
    assert repaired[0].fields["after"] == pytest.approx(bow_tie.amounts["repaired"], rel=1e-4)
