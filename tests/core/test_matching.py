"""Townships of the plan found in layers as they come: codes and names in fields of any name."""

from __future__ import annotations

import pytest

from ecoledger.core.errors import DataError
from ecoledger.core.model import Township
from ecoledger.core.plan.matching import match_townships

TOWNS = (
    Township("420304111", "茶店镇", name_en="Chadian"),
    Township("420304200", "大柳乡"),
    Township("420304400", "沧浪山林场"),
)


@pytest.mark.parametrize(
    "values",
    [
        ["420304111", "420304200", "420304400"],
        [420304111, 420304200, 420304400],
        [420304111.0, 420304200.0, 420304400.0],
        ["420304111000", "420304200000", "420304400000"],
        ["４２０３０４１１１", " 420304200 ", "420304400.0"],
        ["茶店镇", "大柳乡", "沧浪山林场"],
        ["茶店", "大柳", "沧浪山"],
        [" 茶店镇", "大 柳 乡", "沧浪山"],
        ["chadian", "大柳乡", "沧浪山林场"],
    ],
)
def test_codes_and_names_as_surveys_write_them(values):
    match = match_townships({"OBJECTID": [1, 2, 3], "X": values}, TOWNS)
    assert match.codes == ("420304111", "420304200", "420304400")
    assert match.field == "X"
    assert match.faults == ()


def test_a_name_may_bring_its_district_but_no_other():
    values = ["湖北省十堰市郧阳区茶店镇", "郧阳区大柳", "沧浪山林场", "竹山县茶店镇", "郧阳区"]
    match = match_townships({"QSDWMC": values}, TOWNS, district="郧阳区")
    assert match.codes == ("420304111", "420304200", "420304400", None, None)


def test_the_field_that_finds_most_wins_and_among_equals_the_usual_name():
    codes = ["420304111", "420304200", "420304400"]
    fields = {"旧代码": ["420304111", None, None], "备注": codes, "XZQDM": codes, "MC": ["茶店镇", "", ""]}
    assert match_townships(fields, TOWNS).field == "XZQDM"


def test_a_field_that_was_chosen_is_the_only_one_looked_at():
    fields = {"code": ["420304111"], "name": ["大柳乡"]}
    assert match_townships(fields, TOWNS).codes == ("420304111",)
    assert match_townships(fields, TOWNS, name_field="name").codes == ("420304200",)
    assert match_townships(fields, TOWNS, code_field="code").codes == ("420304111",)
    with pytest.raises(DataError):
        match_townships(fields, TOWNS, code_field="name")


def test_two_townships_of_one_stem_need_their_full_names():
    towns = (Township("1", "青山镇"), Township("2", "青山乡"))
    assert match_townships({"n": ["青山", "青山乡", "青山镇"]}, towns).codes == (None, "2", "1")


def test_what_is_no_township_and_what_is_not_there_are_told_with_their_place():
    match = match_townships({"n": ["茶店镇", "别处镇"]}, TOWNS, layer="乡镇.shp", fids=[7, 8])
    assert match.codes == ("420304111", None)
    assert [(f.id, f.fid) for f in match.faults] == [
        ("townships.unplanned", 8),
        ("townships.undrawn", None),
        ("townships.undrawn", None),
    ]
    assert str(match.faults[0]).startswith("乡镇.shp FID 8: The feature is no township of the plan (别处镇)")
    assert "大柳乡 (420304200)" in str(match.faults[1])


def test_a_layer_of_another_district_is_refused_with_what_was_looked_for():
    with pytest.raises(DataError, match="No field of 乡镇 holds.*420304111 茶店镇.*fields are id, n"):
        match_townships({"id": [1], "n": ["别处镇"]}, TOWNS, layer="乡镇")
    with pytest.raises(DataError):
        match_townships({}, TOWNS, layer="乡镇")
    with pytest.raises(DataError):
        match_townships({"n": []}, TOWNS, layer="乡镇")
