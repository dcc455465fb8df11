"""The 2018 plan as it ships, against amounts worked out by hand from the published text."""

from __future__ import annotations

import datetime as dt

import pytest

from ecoledger.core.plan import check_plan, plan_from_rows, plan_to_rows, read_plan, shipped_plan
from ecoledger.core.plan.quotas import quota_gaps

# 1 mu = 2000/3 m², 15 mu = 1 ha, 1500 mu = 1 km²; written out by hand, not with the program's factors
BASE_AMOUNTS = {
    "barren_land_greening": 28_666_666.666_666_67,  # 4.3 万亩
    "karst_desertification_control": 306e6,  # km²
    "farmland_to_wetland": 1_333_333.333_333_333,  # 2000 亩
    "oak_forest": 200e6,  # 30 万亩
    "bare_mountain_restoration": 1_333_333.333_333_333,  # 2000 亩
    "forest_coverage_gain": 0.002,
    "soil_erosion_control": 145e6,
    "sloping_cropland_control": 9_520_000.0,  # 1.428 万亩
    "cropland_soil_improvement": 66_666_666.666_666_67,  # 10 万亩
    "high_standard_farmland_new": 14_373_333.333_333_33,  # 2.156 万亩
    "high_standard_farmland_completion": 27_600_000.0,  # 4.14 万亩
    "han_bank_rehabilitation": 136_000.0,  # m
    "small_reservoir_reinforcement": 7,
    "sewage_plant_upgrade": 18,
    "sewage_plant_new": 4,
    "central_water_supply_new": 30,
    "water_network_extension": 6,
    "small_water_supply_new": 385,
    "water_supply_villages": 173,
    "water_supply_population": 110_000,
    "biogas_small_medium": 105,
    "biogas_household": 3000,
    "beautiful_village_demo": 20,
    "eco_home_village": 10,
    "contiguous_beautiful_villages": 15,
    "leisure_farming_demo": 3,
    "soil_organic_matter_gain": 0.002,
    "fertiliser_reduction": 0.2,
    "straw_utilisation": 0.7,
    "organic_waste_reuse": 0.9,
    "organic_fertiliser_capacity": 50_000,  # t a year
    "elderly_care_institutions": 15,
    "elderly_care_beds": 0.05,
    "rural_industry_integration_villages": 4,
    "aquatic_fishing_ban": 1.0,
}


@pytest.fixture(scope="module")
def plan():
    return read_plan(shipped_plan())


def test_the_shipped_plan_has_no_fault_and_no_warning():
    assert check_plan(shipped_plan())[1] == []


def test_all_35_targets_are_there_with_their_amounts(plan):
    assert {t.id: t.base_amount for t in plan.targets} == pytest.approx(BASE_AMOUNTS, rel=1e-15)
    assert len(plan.targets) == 35


def test_amounts_stand_in_the_units_the_plan_writes(plan):
    written = {t.id: (t.amount, t.unit.symbol_zh) for t in plan.targets}
    assert written["barren_land_greening"] == (4.3, "万亩")
    assert written["karst_desertification_control"] == (306, "平方公里")
    assert written["organic_fertiliser_capacity"] == (5, "万吨/年")
    assert written["water_supply_population"] == (11, "万人")


def test_only_targets_with_a_year_in_the_text_have_a_deadline(plan):
    assert {t.id: t.deadline for t in plan.targets if t.deadline} == {
        "sewage_plant_upgrade": dt.date(2019, 12, 31),
        "sewage_plant_new": dt.date(2019, 12, 31),
        "elderly_care_institutions": dt.date(2020, 12, 31),
        "elderly_care_beds": dt.date(2020, 12, 31),
        "aquatic_fishing_ban": dt.date(2018, 9, 30),
    }


def test_the_17_rules_and_the_20_townships_are_there(plan):
    assert len(plan.rules) == 17
    assert {r.id: r.distance for r in plan.rules if r.distance} == {"han_chemical_ban_1km": 1000.0}
    codes = [*range(420304101, 420304116), 420304117, 420304200, 420304201, 420304202, 420304400]
    assert [t.code for t in plan.townships] == [str(code) for code in codes]
    assert plan.townships[-1].name_zh == "沧浪山林场"


def test_no_quota_is_invented(plan):
    assert plan.quotas == ()
    assert quota_gaps(plan) == []


def test_afforestation_counts_each_square_metre_once_and_karst_may_share_its_ground(plan):
    exclusive = {group.id for group in plan.groups if group.exclusive}
    members = {t.id for t in plan.targets if t.group == "afforestation"}
    assert "afforestation" in exclusive
    assert members == {"barren_land_greening", "oak_forest", "bare_mountain_restoration"}
    assert plan.target("karst_desertification_control").group not in exclusive


def test_the_smallest_barren_parcel_depends_on_the_place_and_is_not_set(plan):
    assert plan.target("barren_land_greening").min_area == 0
    assert plan.target("oak_forest").min_area == pytest.approx(666.666_666_666_7)  # 1 mu


def test_the_plan_comes_back_from_the_ledger_s_rows_unchanged(plan):
    assert plan_from_rows(plan_to_rows(plan)) == plan


def test_district_area_issue_and_crs_are_read(plan):
    assert (plan.district_area, plan.issued, plan.crs) == (3863e6, dt.date(2018, 7, 10), "EPSG:4525")


def test_every_rule_says_what_it_means_for_works(plan):
    restricted = {restriction.rule for restriction in plan.restrictions}
    assert restricted == {rule.id for rule in plan.rules}


def test_restoration_in_a_red_line_is_looked_at_and_building_there_forbidden(plan):
    severity = {restriction.id: restriction.severity for restriction in plan.restrictions}
    assert severity["red_line_restoration"] == "review"
    assert severity["red_line_building"] == severity["basic_farmland_planting"] == "violation"
    assert severity["water_source_outfall"] == severity["livestock_farm"] == "violation"
