"""Waivers: what they hold for, how long, and when they lapse."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
import shapely

from ecoledger.core.rules import check_rules, gone
from ecoledger.tests.core.rules.zones import ANY, DAY, RED, box, frame

PARCEL, HOME = box(0, 0, 10, 10), box(-100, -100, 100, 100)


def waived_check(waivers, parcel=PARCEL, zone=HOME, day=DAY):
    parcels = frame(parcel, uuid=["p"], fid=[3])
    zones = {"red_lines": frame(zone, uuid=["z"])}
    return check_rules({"parcels": parcels}, zones, [RED], [ANY], waivers, as_of=day)


@pytest.fixture(scope="module")
def waiver():
    finding = waived_check(None).findings.iloc[0]
    return pd.DataFrame(
        {
            "rule": [finding.id],
            "feature_uuid": [finding.uuid],
            "zone_uuid": [finding.zone_uuid],
            "geometry_hash": [finding.geometry_hash],
            "reason": ["郧自然资函〔2020〕12号"],
            "until": [dt.date(2022, 6, 30)],
            "created_by": ["王工"],
        }
    )


def test_a_waiver_survives_a_new_check_and_a_multipolygon_is_the_same_parcel(waiver):
    for parcel in (PARCEL, shapely.MultiPolygon([PARCEL])):
        result = waived_check(waiver, parcel)
        row = result.findings.iloc[0]
        assert (row.state, row.reason, row.created_by) == ("waived", "郧自然资函〔2020〕12号", "王工")
        assert (result.checked.findings[0], result.checked.open[0]) == (1, 0)
        assert not result.notes


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"parcel": box(0, 0, 10, 11)}, "has changed"),
        ({"zone": box(-100, -100, 100, 101)}, "has changed"),
        ({"day": dt.date(2022, 7, 1)}, "ended on 2022-06-30"),
    ],
    ids=["parcel redrawn", "zone redrawn", "day passed"],
)
def test_a_waiver_lapses(waiver, change, says):
    result = waived_check(waiver, **change)
    assert result.findings.state.tolist() == ["open"]
    assert [note.id for note in result.notes] == ["rules.waiver_lapsed"]
    assert says in str(result.notes[0])
    assert result.findings.lapsed.tolist() == [result.notes[0]]


def test_a_waiver_holds_on_its_last_day(waiver):
    assert waived_check(waiver, day=dt.date(2022, 6, 30)).findings.state.tolist() == ["waived"]


def test_the_last_waiver_of_a_finding_holds(waiver):
    two = pd.concat([waiver.assign(geometry_hash="old"), waiver], ignore_index=True)
    assert waived_check(two).findings.state.tolist() == ["waived"]
    assert waived_check(two[::-1]).findings.state.tolist() == ["open"]


@pytest.mark.parametrize("column", ["rule", "feature_uuid", "zone_uuid"])
def test_a_waiver_is_for_its_own_finding_only(waiver, column):
    result = waived_check(waiver.assign(**{column: "other"}))
    assert result.findings.state.tolist() == ["open"]
    assert not result.notes


def test_what_a_later_check_no_longer_finds_is_fixed():
    before, after = waived_check(None).findings, waived_check(None, parcel=box(500, 0, 510, 10)).findings
    assert gone(before, after).state.tolist() == ["fixed"]
    assert not len(gone(before, before))
