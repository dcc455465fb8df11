"""Columns of the surveys' parcel layers find their place by name, type and values."""

import json

import numpy as np
import pandas as pd
import pytest

from ecoledger.core.fielddata.mapping import (
    FieldMapping,
    foreign_fields,
    guess_mapping,
    mapped,
    source_key,
)
from ecoledger.layers.schema import tables

# Field names as the surveys prescribe them: 造林落地上图, check table of 2019, survey of 2023
ON_THE_MAP = {"XIANG": "township", "CUN": "village", "ZL_TU_BAN": "number", "TB_MJ": "",
              "SS_MJ": "reported_mu",
              "TZ_LY": "fund_source", "XM_LB": "project", "YS_ND": "year", "ZLQ_DI_LEI": "land_class_before",
              "JS_FS": "measure", "JS_SJ": "started", "ZAO_LIN_SZ": "species", "S_ZHONG_ZC": "composition",
              "ZL_MD": "density_per_mu", "SHENG": ""}  # fmt: skip
CHECKED = {"TOWN": "township", "VILLAGE": "village", "ZY_XB": "number", "JHND": "year",
           "ZLLB": "planting_class",
           "LZ": "forest_category", "SZ1": "species", "XTJSBMJ": "reported_mu", "CHL": "survival",
           "HSMJ": "verified", "BHSMJ": "unverified", "HGMJ": "qualified", "DBZMJ": "replant",
           "BHGMJ": "failed",
           "SSMJ": "lost", "HCRY": "inspector", "HCRQ": "accepted"}  # fmt: skip
SURVEYED = {"TBBH": "number", "XIANG": "township", "CUN": "village", "XBMJ": "reported_mu", "BZ": "remark",
            "YOU_SHI_SZ": "species", "LIN_ZHONG": "forest_category", "DC_RY": "inspector",
            "DLBM": ""}  # fmt: skip
VALUES = {
    "year": 2019,
    "started": "20190312",
    "accepted": "2019-11-02",
    "density_per_mu": 110,
    "survival": 92.5,
}
MU = np.array([10_000.0, 20_000.0])


def frame(columns):
    areas = {f.field for f in foreign_fields() if f.kind == "area"}
    return pd.DataFrame(
        {name: [15.0, 30.0] if f in areas else [VALUES.get(f, "甲")] * 2 for name, f in columns.items()}
    )


@pytest.mark.parametrize("columns", [ON_THE_MAP, CHECKED, SURVEYED])
def test_the_names_of_the_surveys_are_known(columns):
    mapping = guess_mapping(frame(columns), MU)
    assert {column.foreign: column.field for column in mapping.columns} == columns


@pytest.mark.parametrize(
    ("name", "field"),
    [("上报面积（亩）", "reported_mu"), ("乡（镇）", "township"), ("ZLQ_DI_LEI", "land_class_before"),
     ("造林前地类", "land_class_before"), ("县统计上报", "reported_mu"), ("xbmj", "reported_mu")],
)  # fmt: skip
def test_names_in_chinese_cut_by_a_dbf_or_in_small_letters_are_known(name, field):
    assert guess_mapping(pd.DataFrame({name: [15.0, 30.0]}), MU).columns[0].field == field


@pytest.mark.parametrize(
    ("stated", "unit"), [([15.2, 29.5], "mu"), ([1.0, 2.0], "ha"), ([10010, 19990], "m2")]
)
def test_the_unit_of_an_area_is_told_by_the_parcels(stated, unit):
    layer = pd.DataFrame({"XBMJ": stated})
    mapping = guess_mapping(layer, MU)
    assert mapping.columns[0].unit == unit
    assert mapped(layer, mapping)["reported_mu"].to_numpy() == pytest.approx([15, 30], rel=0.02)


def test_a_unit_nobody_can_tell_fills_nothing_until_it_is_chosen():
    layer = pd.DataFrame({"XBMJ": [123.0, 3.0]})
    mapping = guess_mapping(layer, MU)
    assert mapping.columns[0].unit == "" and mapped(layer, mapping).empty
    assert mapped(layer, mapping.with_field("XBMJ", "reported_mu", "mu"))["reported_mu"].tolist() == [
        123.0,
        3.0,
    ]
    assert guess_mapping(pd.DataFrame({"面积（公顷）": [0.0, 3.0]}), np.zeros(2)).columns[0].unit == "ha"


def test_values_that_cannot_be_the_field_give_way_to_those_that_can():
    layer = pd.DataFrame({"YS_ND": ["甲", "乙"], "JHND": [2019, 2020]})
    assert [c.field for c in guess_mapping(layer, MU).columns] == ["", "year"]


def test_values_come_over_in_the_type_of_the_field():
    layer = pd.DataFrame({"JS_SJ": ["20190312", "?"], "CUN": [12, None], "CHL": ["92.5", "inf"]})
    ours = mapped(layer, guess_mapping(layer, MU))
    assert str(ours["started"][0]) == "2019-03-12" and pd.isna(ours["started"][1])
    assert ours["survival"].tolist()[0] == 92.5 and pd.isna(ours["survival"][1])
    assert ours["village"][1] is None


def test_a_mapping_is_edited_and_remembered_as_json():
    mapping = guess_mapping(frame(ON_THE_MAP), MU).with_field("SHENG", "village").with_field("CUN", "")
    again = FieldMapping.from_dict(json.loads(json.dumps(mapping.to_dict())))
    assert again == mapping
    assert {c.foreign: c.field for c in again.columns}["SHENG"] == "village"
    with pytest.raises(ValueError, match="no field"):
        mapping.with_field("CUN", "colour")
    assert source_key(ON_THE_MAP) != source_key(CHECKED)


def test_a_field_that_is_no_longer_ours_is_left_out():
    old = {"columns": [{"foreign": "A", "field": "gone", "score": 1.0, "unit": ""}]}
    assert FieldMapping.from_dict(old).columns[0].field == ""


def test_every_field_of_the_catalogue_is_a_field_of_the_ledger():
    fields = {field.name for field in tables()["intervention_polygons"].fields}
    assert {each.field for each in foreign_fields()} <= fields
    names = [name for each in foreign_fields() for name in each.names]
    assert len(names) == len(set(names))
