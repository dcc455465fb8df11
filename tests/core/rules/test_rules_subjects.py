"""Who is meant by a rule, what could not be looked at, and an index asked again and again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely

from ecoledger.core.errors import Cancelled, CrsError
from ecoledger.core.model import Condition, Restriction, Rule
from ecoledger.core.rules import RuleIndex, check_rules, plane_of, statements
from ecoledger.tests.core.rules.zones import ANY, BOW_TIE, DAY, RED, ZONE, box, check, frame


def test_the_first_restriction_that_means_a_feature_decides():
    conditions = Condition(("measure",), "=", ("new_works",)), Condition(("name",), "~", ("厂",))
    building = Restriction("building", "red", "violation", "touches", "…", "…", conditions)
    rows = {"measure": ["planting", "new_works", None], "name": ["林", "林", "造纸厂"]}
    zone = box(0, 0, 100, 100)
    parcels = frame(*[box(10, 10, 20, 20)] * 3, **rows)
    result = check_rules({"p": parcels}, {"red_lines": frame(zone)}, [RED], [building, ANY], as_of=DAY)
    assert dict(zip(result.findings.fid, result.findings.id, strict=True)) == {
        0: "any",
        1: "building",
        2: "building",
    }


def test_a_restriction_for_one_layer_leaves_the_others_alone():
    only = Restriction("any", "red", "review", "inside", "…", "…", layers=("projects",))
    parcels, zones = frame(box(0, 0, 10, 10)), {"red_lines": frame(box(0, 0, 100, 100))}
    result = check_rules({"parcels": parcels, "projects": parcels}, zones, [RED], [only], as_of=DAY)
    assert result.findings.layer.tolist() == ["projects"]


def test_numbers_and_full_width_letters_are_compared_as_people_read_them():
    status = Restriction("s", "red", "note", "inside", "…", "…", (Condition(("status",), "=", ("60",)),))
    rows = frame(*[box(0, 0, 10, 10)] * 3, status=[60.0, 61.0, np.nan])
    assert check(rows, frame(ZONE), status).findings.fid.tolist() == [0]
    name = Restriction("n", "red", "note", "inside", "…", "…", (Condition(("name",), "~", ("PVC厂",)),))
    rows = frame(*[box(0, 0, 10, 10)] * 2, name=["ｐｖｃ厂扩建", "林场"])
    assert check(rows, frame(ZONE), name).findings.fid.tolist() == [0]


def test_a_parcel_that_cannot_be_read_is_told_once_and_the_rules_stand_for_all_others():
    rules = [RED, replace(RED, id="red2")]
    works = [ANY, Restriction("any2", "red2", "note", "inside", "…", "…")]
    parcels = frame(box(0, 0, 10, 10), None, BOW_TIE, fid=[7, 8, 9])
    zones = {"red_lines": frame(box(0, 0, 5, 5))}
    result = check_rules({"parcels": parcels}, zones, rules, works, as_of=DAY)
    assert [(n.id, n.source, n.fid) for n in result.notes] == [
        ("rules.repaired", "parcels", 9),
        ("rules.unchecked", "parcels", 8),
    ]
    assert result.checked[["features", "features_unreadable"]].to_numpy().tolist() == [[3, 1], [3, 1]]
    assert result.checked.conclusive.all() and not result.conclusive
    assert statements(result) == [
        "Checked 2 of 3 features; no rule could be checked for parcels FID 8 "
        "(1 repaired: parcels FID 9, +30.00 mu)",
        "red: checked 1 of 1 zones of red_lines, findings: 2",
        "red2: checked 1 of 1 zones of red_lines, findings: 2",
    ]


def test_no_conflict_is_said_only_of_what_was_read():
    result = check(frame(box(0, 0, 10, 10), None), frame(box(50, 0, 60, 10)))
    assert statements(result)[1].endswith("no conflict of the 1 features that could be read")
    whole = check(frame(box(0, 0, 10, 10)), frame(box(50, 0, 60, 10)))
    assert statements(whole)[1].endswith("zones of red_lines, no conflict") and whole.conclusive


def test_where_no_feature_could_be_read_nothing_is_ruled_out():
    result = check(frame(None, shapely.Polygon()), frame(ZONE))
    assert not result.checked.conclusive.any()
    assert "no feature could be read, so nothing can be ruled out" in statements(result)[1]


def test_of_many_that_could_not_be_read_a_dozen_are_named_and_all_are_noted():
    result = check(frame(box(0, 0, 1, 1), *[None] * 20), frame(ZONE))
    assert statements(result)[0].endswith("parcels FID 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …")
    assert len(result.notes) == 20


@pytest.mark.parametrize(("status", "hits"), [(10, 1), (60, 1), (62, 0), (99, 0), (None, 1), (65, 1)])
def test_failed_and_void_interventions_are_left_out_and_counted(status, hits):
    parcel = frame(box(0, 0, 10, 10), target=["oak_forest"], status=[status])
    result = check(parcel, frame(ZONE))
    assert len(result.findings) == hits and result.conclusive
    left_out = [said for said in statements(result) if "left out" in said]
    assert left_out == ["Failed or void interventions, left out: 1"] * (1 - hits)


def test_a_status_of_another_layer_means_nothing():
    assert len(check(frame(box(0, 0, 10, 10), status=[99]), frame(ZONE)).findings) == 1


def test_a_layer_that_is_not_there_or_empty_rules_nothing_out():
    parcels = {"parcels": frame(box(0, 0, 10, 10))}
    for zones in ({}, {"red_lines": frame()}):
        result = check_rules(parcels, zones, [RED], [ANY], as_of=DAY)
        assert [note.id for note in result.notes] == ["rules.no_zone"]
        assert not result.conclusive
        assert "no zone" in statements(result)[1]


def test_a_rule_that_restricts_nothing_is_told():
    result = check_rules({"p": frame(box(0, 0, 1, 1))}, {"red_lines": frame(ZONE)}, [RED], [], as_of=DAY)
    assert [note.id for note in result.notes] == ["rules.no_restriction"]
    assert "restricts no works" in statements(result)[1]


def test_a_zone_of_two_rules_is_listed_once():
    rules = [RED, Rule("red2", "25", "红线", "Red line", "red_lines", "polygon", "…")]
    works = [ANY, Restriction("any2", "red2", "note", "inside", "…", "…")]
    result = check_rules(
        {"p": frame(box(0, 0, 10, 10))}, {"red_lines": frame(BOW_TIE)}, rules, works, as_of=DAY
    )
    assert [note.id for note in result.notes] == ["rules.repaired"]


def test_zones_without_a_coordinate_system_are_refused():
    with pytest.raises(CrsError):
        check(frame(box(0, 0, 1, 1)), frame(ZONE, crs=None))


def test_a_check_can_be_stopped():
    def step(share):
        raise Cancelled("Stopped", "Start it again.")

    with pytest.raises(Cancelled):
        check(frame(box(0, 0, 1, 1)), frame(ZONE), step=step)


def test_an_index_says_of_one_parcel_what_the_whole_check_says():
    parcels = frame(
        *[box(x, 0, x + 100, 100) for x in range(-300, 1200, 60)], uuid=[f"u{i}" for i in range(25)]
    )
    zones = {"red_lines": frame(ZONE, BOW_TIE)}
    whole = check_rules({"p": parcels}, zones, [RED], [ANY], as_of=DAY).findings
    index = RuleIndex(zones, [RED], [ANY], plane_of(zones))
    single = [index.check({"p": parcels.iloc[[i]]}, as_of=DAY).findings for i in range(len(parcels))]
    columns = ["fid", "uuid", "zone_fid", "overlap_m2", "geometry_hash"]
    again = [row for one in single for row in one[columns].to_numpy().tolist()]
    assert again == whole[columns].to_numpy().tolist()
