"""Rules and riverbank zones through Processing, held to the conflicts planted in the sample district."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

from ecoledger.layers import store
from ecoledger.tests.core.samples import TABLES
from ecoledger.tests.qgis.running import Said, layer, run, square

pytestmark = pytest.mark.usefixtures("plugin")

BOW_TIE = "POLYGON((37500000 3600000,37500200 3600200,37500200 3600000,37500000 3600200,37500000 3600000))"
SINKS = ("FINDINGS", "FINDING_LINES", "FINDING_POINTS")


@pytest.fixture(scope="module")
def checked(sample_ledger, qgis_iface):
    import ecoledger

    started = ecoledger.classFactory(qgis_iface)
    started.initGui()
    outcome = run("checkrules", LEDGER=str(sample_ledger), AS_OF="2021-01-01")
    found = [row for name in SINKS for row in outcome.rows(name)]
    summary = {row["rule"]: row for row in outcome.rows("SUMMARY")}
    started.unload()
    return outcome, found, summary


def test_the_planted_conflicts_are_all_found_and_no_other(checked, sample):
    _, found, _ = checked
    got = {(row["rule"], row["layer"], row["uuid"], row["zone_uuid"]) for row in found}
    planted = {(c.rule, c.table, c.uuid, c.zone) for c in sample.conflicts}
    assert len(planted) == len(sample.conflicts)
    natural = {(c.rule, c.table, c.uuid, c.zone) for c in sample.contacts}
    assert planted <= got <= planted | natural


def test_a_finding_says_what_article_and_what_to_do(checked):
    _, found, _ = checked
    row = next(row for row in found if row["id"] == "basic_farmland_planting")
    assert (row["article"], row["severity"], row["relation"], row["state"]) == (
        "28",
        "violation",
        "inside",
        "open",
    )
    assert row["message_zh"] == "在永久基本农田上造林、退耕" and row["suggestion_en"] and row["basis"]
    assert row["overlap_mu"] == pytest.approx(row["overlap_m2"] * 3 / 2000) and 0 < row["share"] <= 1


def test_the_summary_says_how_much_was_looked_at(checked, sample):
    outcome, found, summary = checked
    red = summary["ecological_red_line"]
    assert (red["zones"], red["repaired"], red["unreadable"]) == (len(sample.layers["red_lines"]), 1, 0)
    assert len(summary) == len(sample.plan.rules)
    assert sum(row["findings"] for row in summary.values()) == len(found)
    number, bow_tie = red["zones"], next(f for f in sample.faults if f.id == "bow_tie_red_line")
    fid = sample.layers["red_lines"].uuid.tolist().index(bow_tie.uuid) + 1
    assert red["statement"].startswith(
        f"Ecological red line: checked {number} of {number} zones of Ecological red lines "
        f"(1 repaired: FID {fid}, +"
    )
    assert red["statement"] in outcome.said.infos


def test_features_that_could_not_be_read_are_told_once_and_rule_out_no_rule(checked, sample):
    outcome, _, summary = checked
    lost = {f.uuid for f in sample.faults if f.id in ("far_away", "empty_geometry")}
    parcels = sample.layers["intervention_polygons"]
    fids = ", ".join(str(i + 1) for i in range(len(parcels)) if parcels.uuid[i] in lost)
    first = next(text for text in outcome.said.infos if text.startswith("Checked "))
    assert f"no rule could be checked for Intervention parcels FID {fids}" in first
    assert all(row["conclusive"] == 1 and row["features_unreadable"] == 2 for row in summary.values())
    out = sum((frame.status.isin([62, 99])).sum() for frame in (sample.layers[t] for t in TABLES))
    assert f"Failed or void interventions, left out: {out}" in outcome.said.infos


def test_void_interventions_are_left_out(sample_ledger, sample, tmp_path):
    path = tmp_path / "作废.gpkg"
    shutil.copy(sample_ledger, path)
    conflict = next(c for c in sample.conflicts if c.rule == "permanent_basic_farmland")
    table = QgsVectorLayer(f"{path}|layername={conflict.table}", "x", "ogr")
    feature = next(table.getFeatures(f"uuid = '{conflict.uuid}'"))
    assert table.dataProvider().changeAttributeValues({feature.id(): {table.fields().indexOf("status"): 99}})
    outcome = run("checkrules", LEDGER=str(path), RULES="permanent_basic_farmland")
    assert [row for name in SINKS for row in outcome.rows(name) if row["uuid"] == conflict.uuid] == []
    assert [row["rule"] for row in outcome.rows("SUMMARY")] == ["permanent_basic_farmland"]


def test_any_layer_is_held_against_the_zones_of_a_ledger(sample_ledger, sample):
    zone = sample.layers["farmland_red_lines"].geometry.iloc[0].representative_point()
    mill = layer((f"POINT({zone.x} {zone.y})", "造纸厂房"), kind="Point", name="选址")
    outcome = run("checkrules", LEDGER=str(sample_ledger), INPUT=mill, RULES="permanent_basic_farmland")
    (row,) = outcome.rows("FINDING_POINTS")
    assert (row["id"], row["severity"], row["layer"]) == ("basic_farmland_building", "violation", "选址")


def test_a_bow_tie_among_the_zones_costs_no_conflict():
    zones = layer((BOW_TIE, "红线"), name="红线 zones")
    outcome = run("checkrules", INPUT=layer((square(0, 0, 400, 200), "a")), ZONES=zones)
    (row,) = outcome.rows("FINDINGS")
    assert row["overlap_m2"] == pytest.approx(20_000, rel=1e-6) and row["severity"] == "review"
    (summary,) = outcome.rows("SUMMARY")
    assert (summary["zones"], summary["repaired"], summary["conclusive"]) == (1, 1, 1)


def test_one_zone_that_cannot_be_read_is_told_and_the_others_are_checked():
    zones = layer((None, "空"), (square(50, 0, 100), "红线"))
    outcome = run("checkrules", INPUT=layer((square(0, 0, 100), "a")), ZONES=zones)
    assert outcome.ok and len(outcome.rows("FINDINGS")) == 1
    (summary,) = outcome.rows("SUMMARY")
    assert (summary["unreadable"], summary["conclusive"]) == (1, 0)
    assert any("nothing can be ruled out" in text for text in outcome.said.infos)


def test_a_layer_of_zones_that_cannot_be_read_at_all_fails_the_run():
    outcome = run(
        "checkrules", INPUT=layer((square(0, 0, 100), "a")), ZONES=layer((None, "空"), (None, "空"))
    )
    assert not outcome.ok and "nothing can be ruled out" in outcome.said.errors[0]


def test_a_distance_is_kept_on_the_ground_and_the_shortest_line_is_shown():
    bank = layer(("LINESTRING(37500000 3600000,37500000 3601000)", "岸"), kind="LineString")
    points = layer(("POINT(37500999.9 3600500)", "近"), ("POINT(37501000.1 3600500)", "远"), kind="Point")
    (row,) = run("checkrules", INPUT=points, ZONES=bank, DISTANCE=1000).rows("FINDING_LINES")
    assert row["source_fid"] == 1 and row["distance_m"] == pytest.approx(999.9, abs=0.01)


def test_rules_of_the_shipped_plan_ask_for_the_features_fields():
    fields = (("name", QVariant.String), ("measure", QVariant.String))
    parcels = layer(
        (square(0, 0, 100), "林", "planting"), (square(0, 0, 100), "田", "soil_improvement"), fields=fields
    )
    outcome = run(
        "checkrules", INPUT=parcels, ZONES=layer((square(0, 0, 300), "田")), RULES="permanent_basic_farmland"
    )
    assert [(row["source_fid"], row["id"]) for row in outcome.rows("FINDINGS")] == [
        (1, "basic_farmland_planting")
    ]


def test_the_classes_of_zones_decide_where_their_field_is_given():
    zones = layer((square(0, 0, 100), "1"), (square(200, 0, 100), "2"), fields=(("lb", QVariant.String),))
    farms = layer(("POINT(37500050 3600050)", "养殖场"), ("POINT(37500250 3600050)", "养殖场"), kind="Point")
    wanted = {"INPUT": farms, "ZONES": zones, "RULES": "livestock_zone"}
    assert len(run("checkrules", **wanted).rows("FINDING_POINTS")) == 2
    assert len(run("checkrules", CLASS_FIELD="lb", **wanted).rows("FINDING_POINTS")) == 1


def test_waived_findings_keep_their_reason(sample_ledger, tmp_path):
    import pandas as pd

    path = tmp_path / "豁免.gpkg"
    shutil.copy(sample_ledger, path)
    before = run("checkrules", LEDGER=str(path), RULES="permanent_basic_farmland").rows("FINDINGS")[0]
    waiver = {"rule": before["id"], "feature_uuid": before["uuid"], "zone_uuid": before["zone_uuid"]}
    waiver |= {"geometry_hash": before["geometry_hash"], "reason": "调整批文〔2021〕3号"}
    store.append(path, "waivers", pd.DataFrame([waiver]))
    outcome = run("checkrules", LEDGER=str(path), RULES="permanent_basic_farmland")
    row = next(row for row in outcome.rows("FINDINGS") if row["uuid"] == before["uuid"])
    assert (row["state"], row["reason"]) == ("waived", "调整批文〔2021〕3号")
    (summary,) = outcome.rows("SUMMARY")
    assert summary["open"] == summary["findings"] - 1


@pytest.mark.parametrize(
    "parameters",
    [{}, {"INPUT": None}, {"RULES": "steep_slope"}],
    ids=["nothing", "no layer", "only a rule"],
)
def test_nothing_to_check_is_said(parameters):
    outcome = run("checkrules", **parameters)
    assert not outcome.ok and "nothing to check" in outcome.said.errors[0]


def test_a_rule_the_plan_does_not_have_is_told_with_those_it_has():
    one = layer((square(0, 0, 100), "a"))
    outcome = run("checkrules", INPUT=one, ZONES=one, RULES="no_such")
    assert (
        not outcome.ok
        and "no rule no_such" in outcome.said.errors[0]
        and "steep_slope" in outcome.said.errors[0]
    )


def test_a_cancelled_check_writes_nothing(sample_ledger):
    outcome = run("checkrules", said=Said(cancel_at=50), LEDGER=str(sample_ledger))
    assert not outcome.ok and "cancelled" in outcome.said.errors[0]


# Riverbank zones


@pytest.fixture(scope="module")
def banks(sample_ledger, qgis_iface):
    import ecoledger

    started = ecoledger.classFactory(qgis_iface)
    started.initGui()
    outcome = run("bankzones", LEDGER=str(sample_ledger))
    tables = {name: outcome.rows(name) for name in ("SUMMARY", "TOTALS", "STRETCHES")}
    started.unload()
    return tables


def test_shares_of_classes_add_up_on_each_bank_of_each_township(banks):
    sums = {}
    for row in banks["SUMMARY"]:
        key = row["river"], row["township"], row["bank"]
        sums[key] = sums.get(key, 0) + row["percent"]
        assert (
            row["class_zh"]
            and row["township_name"]
            and row["length_km"] == pytest.approx(row["length_m"] / 1000)
        )
    assert sums and all(value == pytest.approx(100) for value in sums.values())


def test_lengths_add_up_to_the_banks_and_the_136_km_are_counted_once(banks, sample):
    totals = {(row["river"], row["bank"]): row for row in banks["TOTALS"]}
    for side in ("1", "2"):
        summed = sum(row["length_m"] for row in banks["SUMMARY"] if row["bank"] == side)
        assert totals["汉江", side]["zoned_m"] == pytest.approx(summed)
    reach = totals["汉江", ""]
    assert reach["length_m"] == pytest.approx(136_000, abs=0.01) and reach["zoned_m"] <= reach["length_m"]
    counted = sample.expected.progress().set_index("target").counted["han_bank_rehabilitation"]
    assert reach["works_m"] == pytest.approx(counted, abs=0.1)
    assert sum(row["length_m"] for row in banks["STRETCHES"]) == pytest.approx(
        sum(row["length_m"] for row in banks["SUMMARY"])
    )


def test_a_zone_that_states_the_other_bank_is_told(sample_ledger, tmp_path):
    path = tmp_path / "岸别.gpkg"
    shutil.copy(sample_ledger, path)
    zones = QgsVectorLayer(f"{path}|layername=riverbank_zones", "x", "ogr")
    first = next(zones.getFeatures("bank = '1'"))
    assert zones.dataProvider().changeAttributeValues({first.id(): {zones.fields().indexOf("bank"): "2"}})
    said = "\n".join(run("bankzones", LEDGER=str(path)).said.warnings)
    assert f"riverbank_zones FID {first.id()}" in said and "states bank 2 and lies along bank 1" in said
