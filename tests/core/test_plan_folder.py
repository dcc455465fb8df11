"""A plan folder as offices really save it: encodings, separators, paths, TOML; and as the ledger's rows."""

from __future__ import annotations

import datetime as dt
import math
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.errors import PlanError
from ecoledger.core.model import Kind, Quota
from ecoledger.core.plan import (
    check_plan,
    plan_from_rows,
    plan_to_rows,
    read_plan,
    shipped_plan,
    usable_plan,
)
from ecoledger.core.plan.units import UNITS, to_base
from ecoledger.layers.schema import tables
from ecoledger.tests.core.plan_folder import TABLES, places, write


def test_another_district_s_plan_needs_no_code(tmp_path):
    plan = read_plan(write(tmp_path))
    assert [t.id for t in plan.targets] == ["greening", "oak", "coverage"]
    assert plan.target("greening").base_amount == pytest.approx(20_000_000)  # 3 万亩 = 20 km²
    assert plan.target("greening").min_area == pytest.approx(6666.666_666_67)
    assert plan.target("oak").name_en == "栎林"  # the Chinese name where no other is given
    assert [t.name_zh for t in plan.townships] == ["城关镇", "军店镇"]
    assert [q.amount for q in plan.quotas] == pytest.approx([6_666_666.666_67, 13_333_333.333_33])
    assert plan.district_area == 5110e6


def test_groups_rules_and_quotas_may_be_left_out(tmp_path):
    targets = TABLES["targets.csv"].replace(",green,", ",,")
    plan = read_plan(
        write(tmp_path, targets=targets, groups=None, rules=None, restrictions=None, quotas=None)
    )
    assert (plan.groups, plan.rules, plan.quotas) == ((), (), ())


def test_a_folder_of_targets_townships_and_zones_is_a_plan_and_what_was_taken_is_told(tmp_path):
    folder = write(tmp_path / "房县 2021", plan=None, rules=None, restrictions=None)
    (folder / "zones_and_rules.csv").write_text(TABLES["rules.csv"], encoding="utf-8")
    plan, noted = usable_plan(folder)
    assert (plan.id, plan.name_zh, plan.crs) == ("plan_420325", "房县 2021", "EPSG:4525")
    assert plan.district_code == "420325" and [rule.id for rule in plan.rules] == ["bank"]
    assert [f.id for f in noted] == ["plan.no_heading", "plan.no_district_area"]
    assert plan_from_rows(plan_to_rows(plan)) == plan


@pytest.mark.parametrize(
    ("row", "way"),
    [
        ("straw,秸秆利用率,ratio,attribute,70,%,,,,", "mean"),
        ("cover,森林覆盖率,ratio,polygon,1,%,,,,", "share_of_district"),
        ("ban,禁捕,ratio,polygon,100,%,,barren_land,,", "share_of_baseline"),
    ],
)
def test_a_ratio_that_does_not_say_how_it_is_counted_is_counted_as_is_likely_and_told(tmp_path, row, way):
    header = "id,name_zh,kind,evidence,amount,unit,deadline,baseline,group,aggregate\n"
    plan, noted = usable_plan(
        write(tmp_path, targets=header + row, quotas=None, projects=None, restrictions=None)
    )
    assert plan.targets[0].aggregate == way
    assert [(f.id, f.line, f.fields["way"]) for f in noted] == [("plan.no_aggregate", 2, way)]


def test_a_path_with_chinese_and_spaces_is_read(tmp_path):
    assert read_plan(write(tmp_path / "房县 规划 2021年")).id == "fang_2021"


@pytest.mark.parametrize(
    "saved",
    [
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="BOM"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(lambda text: text.replace(";", "、").replace(",", ";").encode(), id="semicolons"),
        pytest.param(lambda text: text.replace(",", "\t").encode(), id="tabs"),
        pytest.param(
            lambda text: b"sep=;\r\n" + text.replace(";", "、").replace(",", ";").encode(), id="sep="
        ),
        pytest.param(
            lambda text: text.replace("\n", ",,\n").encode() + b",,,\n\n", id="empty cells at the end"
        ),
        pytest.param(lambda text: text.replace("3,万亩", "３,万 亩").encode(), id="full-width digits"),
        pytest.param(lambda text: text.replace("kind", " Kind ").encode(), id="header with spaces"),
    ],
)
def test_the_same_plan_is_read_however_it_was_saved(tmp_path, saved):
    plain = read_plan(write(tmp_path / "plain"))
    other = write(tmp_path / "other", **{name[:-4]: saved(text) for name, text in TABLES.items()})
    assert read_plan(other) == plain


def test_a_table_in_another_encoding_is_named_and_never_guessed(tmp_path):
    gbk = TABLES["targets.csv"].encode("gbk")
    plan, faults = check_plan(write(tmp_path, targets=gbk))
    assert plan is None
    assert [(f.id, f.source, f.line, f.fields["encoding"]) for f in faults] == [
        ("plan.encoding", "targets.csv", 2, "GBK (ANSI)")
    ]


def test_utf_16_is_named(tmp_path):
    folder = write(tmp_path, targets=TABLES["targets.csv"].encode("utf-16"))
    assert places(folder) == [("plan.encoding", "targets.csv", 1)]


def test_toml_tables_say_the_same_as_csv(tmp_path):
    folder = write(tmp_path / "toml", plan=None, townships=None, groups=None)
    (folder / "plan.toml").write_text(
        'id = "fang_2021"\nname_zh = "房县生态修复规划"\nname_en = "Fang County restoration plan"\n'
        'district_code = "420325"\ndistrict_name_zh = "房县"\ncrs = "EPSG:4525"\n'
        'district_area = "5110 km²"\nissued = 2021-03-01\nsource = "县政府文件"\n',
        encoding="utf-8",
    )
    (folder / "townships.toml").write_text(
        '[[townships]]\ncode = 420325100\nname_zh = "城关镇"\nkind = "town"\n\n'
        '[[townships]]\ncode = "420325101"\nname_zh = "军店镇"\nkind = "town"\n',
        encoding="utf-8",
    )
    (folder / "groups.toml").write_text('groups = [{id = "green", name_zh = "造林", exclusive = true}]\n')
    assert read_plan(folder) == read_plan(write(tmp_path / "csv"))


def test_a_fault_in_toml_has_the_line_of_its_row(tmp_path):
    folder = write(tmp_path, townships=None)
    (folder / "townships.toml").write_text(
        '[[townships]]\ncode = "420325100"\nname_zh = "城关镇"\n\n[[townships]]\ncode = "420325101"\n',
        encoding="utf-8",
    )
    assert places(folder) == [("plan.missing_value", "townships.toml", 5)]


def test_an_unknown_key_in_toml_is_told_once_and_the_row_is_read(tmp_path):
    folder = write(tmp_path, groups=None)
    (folder / "groups.toml").write_text(
        '[[groups]]\nid = "green"\nname_zh = "造林"\ncolour = 1\n\n'
        '[[groups]]\nid = "b"\nname_zh = "乙"\ncolour = 2\n',
        encoding="utf-8",
    )
    plan, faults = check_plan(folder)
    assert [f.id for f in faults] == ["plan.unknown_column"]
    assert len(plan.groups) == 2


def test_every_fault_is_listed_at_once_by_file_and_line(tmp_path):
    folder = write(
        tmp_path,
        plan=TABLES["plan.csv"].replace("EPSG:4525", "4525"),
        targets=TABLES["targets.csv"].replace("3,万亩", "-3,furlong").replace("100,公顷", "百,公顷"),
        townships=TABLES["townships.csv"].replace("420325101", "4.2E+08"),
        quotas=TABLES["quotas.csv"].replace("420325100,2022", "420325109,22"),
    )
    assert places(folder) == [
        ("plan.bad_crs", "plan.csv", 7),
        ("plan.unknown_unit", "targets.csv", 2),
        ("plan.negative", "targets.csv", 2),
        ("plan.bad_number", "targets.csv", 3),
        ("plan.bad_code", "townships.csv", 3),
        ("plan.unknown_township", "quotas.csv", 3),
        ("plan.bad_year", "quotas.csv", 3),
    ]
    with pytest.raises(PlanError) as caught:
        read_plan(folder)
    assert [f.line for f in caught.value.faults] == [7, 2, 2, 3, 3, 3, 3]
    assert "targets.csv:2: Unknown unit “furlong”" in str(caught.value)


def test_a_warning_stops_nothing(tmp_path):
    folder = write(tmp_path, quotas=TABLES["quotas.csv"].replace("2022,2", "2022,1"))
    plan, faults = check_plan(folder)
    assert [(f.id, f.severity) for f in faults] == [("plan.sum_mismatch", "warning")]
    assert read_plan(folder) == plan


def test_rows_have_exactly_the_columns_of_the_schema():
    rows = plan_to_rows(read_plan(shipped_plan()))
    for name in ("targets", "target_groups", "rules", "restrictions"):
        schema = {f.name for f in tables()[name].fields if f.tab != "record"}
        assert set(rows[name][0]) == schema, name
    assert set(rows["townships"][0]) <= {f.name for f in tables()["townships"].fields}


def test_quota_rows_have_the_columns_of_the_schema_and_the_unit_of_the_target(tmp_path):
    row = plan_to_rows(read_plan(write(tmp_path)))["quotas"][0]
    assert set(row) == {f.name for f in tables()["quotas"].fields if f.tab != "record"}
    assert (row["amount"], row["unit"], row["township"], row["year"]) == (1.0, "万亩", "420325100", 2021)


def test_rows_from_a_data_frame_are_read_with_their_missing_values(tmp_path):
    plan = read_plan(write(tmp_path))
    frames = {name: pd.DataFrame(rows) for name, rows in plan_to_rows(plan).items()}
    frames["target_groups"]["exclusive"] = np.array([1])  # as a GeoPackage gives it
    frames["targets"]["deadline"] = pd.to_datetime(frames["targets"]["deadline"])
    frames["ledger_info"].loc[99] = {"key": "schema_version", "value": "1"}
    frames["townships"]["uuid"] = "…"
    assert math.isnan(frames["townships"].control_area_m2.astype(float)[0])
    assert plan_from_rows({name: frame.to_dict("records") for name, frame in frames.items()}) == plan


def test_faulty_rows_of_a_ledger_are_named_by_table_and_row(tmp_path):
    rows = plan_to_rows(read_plan(write(tmp_path)))
    rows["targets"][1]["unit"] = "furlong"
    with pytest.raises(PlanError) as caught:
        plan_from_rows(rows)
    assert [(f.id, f.source, f.line) for f in caught.value.faults] == [("plan.unknown_unit", "targets", 2)]


_AREA_UNITS = st.sampled_from([u for u in UNITS.values() if u.kind is Kind.AREA])
_AMOUNTS = st.integers(0, 10**9).map(lambda n: n / 10**4)


@settings(max_examples=50, deadline=None)
@given(amounts=st.lists(_AMOUNTS, max_size=4), unit=_AREA_UNITS, proposed=st.booleans())
def test_quotas_come_back_from_rows_to_the_last_bit(plan_of_fang, amounts, unit, proposed):
    greening = replace(plan_of_fang.target("greening"), unit=unit, amount=1.0, base_amount=to_base(1.0, unit))
    quotas = [
        Quota("greening", None, 2021, to_base(amount, unit), revision, proposed, "=1+1")
        for revision, amount in enumerate(amounts, 1)
    ]
    plan = replace(plan_of_fang, targets=(greening,), quotas=tuple(quotas), projects=())
    assert plan_from_rows(plan_to_rows(plan)) == plan


@pytest.fixture(scope="module")
def plan_of_fang(tmp_path_factory):
    return read_plan(write(tmp_path_factory.mktemp("plan")))


def test_a_bare_number_is_square_metres_or_metres_however_it_is_written(tmp_path):
    for text, area in (("2000", 2000), ("2e3", 2000), ("2,000", None), ("0.2公顷", 2000), ("3 亩", 2000)):
        text = f'"{text}"' if area is None else text
        folder = write(tmp_path, targets=TABLES["targets.csv"].replace("10 亩", text))
        assert read_plan(folder).target("greening").min_area == pytest.approx(2000), text


def test_dates_are_read_as_offices_write_them(tmp_path):
    folder = write(tmp_path, targets=TABLES["targets.csv"].replace("2025-12-31", "2025年12月31日"))
    assert read_plan(folder).target("greening").deadline == dt.date(2025, 12, 31)


def test_without_a_toml_reader_csv_is_offered(tmp_path, monkeypatch):
    folder = write(tmp_path, groups=None)
    (folder / "groups.toml").write_text('[[groups]]\nid = "green"\nname_zh = "造林"\n', encoding="utf-8")
    monkeypatch.setitem(sys.modules, "tomllib", None)  # as on Python 3.10
    fault = check_plan(folder)[1][0]
    assert (fault.id, fault.source) == ("plan.no_toml", "groups.toml")
    assert "groups.csv" in str(fault)
