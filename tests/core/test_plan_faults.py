"""Every fault a plan can have, caused by a real file: its id, its file, its line, and no other with it."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.plan import check_plan
from ecoledger.core.plan.faults import FAULTS
from ecoledger.core.plan.tables import MAX_MB
from ecoledger.tests.core.plan_folder import TABLES, places, write

OAK = "oak,栎林,area,polygon,100,公顷,,,,green,,,"
COVERAGE = "coverage,森林覆盖率增长,ratio,polygon,0.2,个百分点,,,,,,share_of_district,greening"
STRAW = "straw,秸秆利用率,ratio,attribute,70,%,,,,,,{},"

# id, table, line, what stands there, what is written instead
EDITS = [
    ("plan.empty_table", "townships", None, TABLES["townships.csv"], ""),
    ("plan.empty_table", "targets", None, TABLES["targets.csv"].split("\n", 1)[1], ""),
    ("plan.missing_column", "groups", 1, TABLES["groups.csv"], "id,exclusive\ngreen,是\n"),
    ("plan.unknown_column", "groups", 1, "exclusive", "exclusive,colour"),
    ("plan.duplicate_column", "groups", 1, "exclusive", "name_zh"),
    ("plan.extra_cells", "groups", 2, "造林,是", "造林,是,43"),
    ("plan.bad_quotes", "groups", 2, "造林", '"造林'),
    ("plan.missing_value", "plan", 1, "crs,EPSG:4525\n", ""),
    ("plan.missing_value", "targets", 2, "荒山绿化", ""),
    ("plan.formula", "targets", 3, "100,公顷", "=B2*3,公顷"),
    ("plan.formula", "targets", 3, "100,公顷", "#REF!,公顷"),
    ("plan.garbled", "targets", 2, "荒山绿化", "\ufffd\ufffd绿化"),
    ("plan.bad_id", "targets", 3, "oak,", "Oak forest,"),
    ("plan.bad_code", "townships", 3, "420325101", "4.2E+08"),
    ("plan.bad_number", "targets", 3, "100,公顷", "一百,公顷"),
    ("plan.bad_quantity", "targets", 2, "10 亩", "十亩"),
    ("plan.negative", "targets", 3, "100,公顷", "-100,公顷"),
    ("plan.negative", "rules", 2, "1 公里", "-1 公里"),
    ("plan.zero_target", "targets", 3, "100,公顷", "0,公顷"),
    ("plan.not_whole", "targets", 3, OAK, "sites,站点,count,point,2.5,处,,,,,,,"),
    ("plan.ratio_above_one", "targets", 4, "0.2,个百分点", "200,个百分点"),
    ("plan.unknown_unit", "targets", 3, "100,公顷", "100,furlong"),
    ("plan.wrong_unit_kind", "targets", 3, "100,公顷", "100,公里"),
    ("plan.wrong_unit_kind", "quotas", 2, "1,万亩", "1,公里"),
    ("plan.unknown_choice", "targets", 3, "area,polygon,100", "surface,polygon,100"),
    ("plan.unknown_choice", "townships", 3, "店镇,town", "店镇,city"),
    ("plan.bad_date", "targets", 2, "2025-12-31", "31/12/2025"),
    ("plan.bad_year", "quotas", 3, "100,2022,2", "100,22,2"),
    ("plan.bad_revision", "quotas", 2, "1,万亩,,", "1,万亩,0,"),
    ("plan.bad_flag", "groups", 2, "是", "perhaps"),
    ("plan.bad_crs", "plan", 7, "EPSG:4525", "4525"),
    ("plan.duplicate_key", "plan", 11, "source,县政府文件", "source,县政府文件\nid,fang_2022"),
    ("plan.unknown_key", "plan", 10, "source,县", "origin,县"),
    ("plan.duplicate_id", "targets", 3, "oak,栎林", "greening,栎林"),
    ("plan.duplicate_id", "townships", 3, "420325101", "420325100"),
    ("plan.duplicate_name", "townships", 3, "军店镇", "城关镇"),
    ("plan.duplicate_quota", "quotas", 3, "2022,2", "2021,1"),
    ("plan.code_outside_district", "townships", 3, "420325101", "420304101"),
    ("plan.unknown_township", "quotas", 2, "420325100,2021", "420325109,2021"),
    ("plan.unknown_target", "quotas", 2, "greening,420325100,2021", "greenin,420325100,2021"),
    ("plan.unknown_target", "targets", 4, COVERAGE, COVERAGE.replace("ict,greening", "ict,greenin")),
    ("plan.unknown_group", "targets", 3, OAK, OAK.replace("green,", "gren,")),
    ("plan.unknown_layer", "targets", 2, "barren_land", "barren_lnd"),
    ("plan.unknown_layer", "rules", 2, "river_banks", "river_bank"),
    ("plan.layer_geometry", "targets", 2, "barren_land", "river_reaches"),
    ("plan.layer_geometry", "rules", 2, "river_banks,line", "river_banks,polygon"),
    ("plan.unknown_class", "targets", 2, "0171", "171"),
    ("plan.evidence_kind", "targets", 3, "area,polygon,100", "area,line,100"),
    ("plan.unknown_aggregate", "targets", 3, OAK, STRAW.format("sum")),
    ("plan.unknown_aggregate", "targets", 3, OAK, STRAW.format("weighted_mean")),
    ("plan.unknown_aggregate", "targets", 3, OAK, OAK[:-1] + "mean,"),
    ("plan.bad_derivation", "targets", 4, COVERAGE, COVERAGE + ";coverage"),
    ("plan.no_baseline", "targets", 4, "share_of_district", "share_of_baseline"),
    ("plan.no_aggregate", "targets", 4, "share_of_district", ""),
    ("plan.no_district_area", "targets", 4, "district_area,5110 平方公里\n", ""),
    (
        "plan.shared_derivation",
        "targets",
        4,
        f"{OAK}\n{COVERAGE}",
        f"{OAK.replace('green,', ',')}\n{COVERAGE};oak",
    ),
    ("plan.unknown_rule", "restrictions", 3, "there,bank", "there,bnk"),
    ("plan.no_distance", "restrictions", 2, "1 公里", ""),
    ("plan.relation_geometry", "restrictions", 3, "touches", "outside"),
    ("plan.relation_geometry", "restrictions", 3, "touches", "inside"),
    ("plan.bad_subject", "restrictions", 2, "name|project~", "name|project 是 "),
    ("plan.bad_subject", "restrictions", 2, "name|project~", "~"),
    ("plan.bad_subject", "restrictions", 3, "target=greening", "target=|"),
    ("plan.unknown_value", "restrictions", 2, "new_works", "new_work"),
    ("plan.unknown_value", "restrictions", 3, "target=greening", "target=green"),
    ("plan.unknown_choice", "restrictions", 3, "note", "hint"),
    ("plan.dates_reversed", "restrictions", 2, "2021-03-01,2030", "2031-03-01,2030"),
    ("plan.project_incomplete", "projects", 2, "县林业局", ""),
    ("plan.bad_annual_plan", "projects", 2, "2021=1;2022=2", "2021=1;2021=2"),
    ("plan.bad_annual_plan", "projects", 2, "2021=1;2022=2", "2021;2022=2"),
    ("plan.bad_quantity", "projects", 2, "2021=1;2022=2", "2021=约一;2022=2"),
    ("plan.wrong_unit_kind", "projects", 2, "2021=1;2022=2", "2021=1公里;2022=2"),
    ("plan.unknown_target", "projects", 2, "国土绿化,greening", "国土绿化,greenin"),
    ("plan.unknown_township", "projects", 2, "ing,420325100,县", "ing,420325109,县"),
    ("plan.sum_mismatch", "quotas", 2, "2022,2", "2022,1"),
    (
        "plan.control_area_sum",
        "townships",
        None,
        "town,\n420325101,军店镇,town,",
        "town,2000 km2\n420325101,军店镇,town,3000 km2",
    ),
]


@pytest.mark.parametrize(
    ("id", "table", "line", "old", "new"), EDITS, ids=[f"{e[0]}-{e[1]}-{i}" for i, e in enumerate(EDITS)]
)
def test_one_edit_causes_one_fault_at_its_place(tmp_path, id, table, line, old, new):
    edited = {name[:-4]: text.replace(old, new) for name, text in TABLES.items() if old in text}
    assert edited, "the edit touches no table"
    assert places(write(tmp_path, **edited)) == [(id, f"{table}.csv", line)]


def _workbook() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
    return data.getvalue()


def _huge(folder: Path) -> None:
    with (folder / "targets.csv").open("r+b") as file:
        file.truncate(MAX_MB * 1_000_000 + 1)


def _folder_of_that_name(folder: Path) -> None:
    (folder / "targets.csv").unlink()
    (folder / "targets.csv").mkdir()


def _toml(text: str):
    def write_toml(folder: Path) -> None:
        (folder / "targets.csv").unlink()
        (folder / "targets.toml").write_text(text, encoding="utf-8")

    return write_toml


FILES = {
    "plan.missing_file": (None, lambda folder: (folder / "targets.csv").unlink()),
    "plan.two_files": (None, lambda folder: (folder / "targets.toml").write_text("")),
    "plan.unreadable_file": (None, _folder_of_that_name),
    "plan.too_large": (None, _huge),
    "plan.workbook": (None, lambda folder: (folder / "targets.csv").write_bytes(_workbook())),
    "plan.encoding": (
        2,
        lambda folder: (folder / "targets.csv").write_bytes(TABLES["targets.csv"].encode("gbk")),
    ),
    "plan.nul_bytes": (3, lambda folder: (folder / "targets.csv").write_bytes(b"id,name\na,b\n\0,c\n")),
}
TOML = {
    "plan.bad_toml": (3, _toml('[[targets]]\nid = "oak"\namount = 3 mu\n')),
    "plan.no_toml": (None, _toml('[[targets]]\nid = "oak"\n')),
}


@pytest.mark.parametrize("id", FILES)
def test_a_file_that_cannot_be_read_is_one_fault_and_nothing_else_is_blamed(tmp_path, id):
    line, spoil = FILES[id]
    spoil(write(tmp_path))
    assert places(tmp_path) == [(id, "targets.csv", line)]


@pytest.mark.parametrize("id", TOML)
def test_toml_that_cannot_be_read_is_one_fault(tmp_path, id, monkeypatch):
    line, spoil = TOML[id]
    if id == "plan.no_toml":
        monkeypatch.setitem(sys.modules, "tomllib", None)
    spoil(write(tmp_path))
    assert places(tmp_path) == [(id, "targets.toml", line)]


@pytest.mark.parametrize("text", ["", "targets = 3\n", "[targets]\nid = 'oak'\n", "x = " + "[" * 5000])
def test_toml_without_the_table_s_rows_is_refused(tmp_path, text):
    _toml(text)(write(tmp_path))
    assert places(tmp_path) == [("plan.bad_toml", "targets.toml", 1)]


@settings(max_examples=100, deadline=None)
@given(
    name=st.sampled_from([*TABLES]),
    place=st.floats(0, 1, exclude_max=True),
    junk=st.text(max_size=12)
    | st.sampled_from(["1e308", "-0", "9" * 5000, "٣", "²", '"', "\0", "1e-300", "0x1F"]),
)
def test_whatever_stands_in_a_cell_is_a_fault_or_a_value_and_never_stops_the_reading(
    tmp_path_factory, name, place, junk
):
    cells = re.split(r"([,\n])", TABLES[name])
    cells[2 * int(place * (len(cells) // 2))] = junk
    folder = write(
        tmp_path_factory.getbasetemp() / "junk", **{name[:-4]: "".join(cells).encode("utf-8", "ignore")}
    )
    plan, faults = check_plan(folder)
    assert (plan is None) == any(f.severity == "error" for f in faults)


@pytest.mark.parametrize(
    "value", ["1" * 5000, "1e400", "nan", "{a = 1}", "2021-03-01T00:00:00", "[1, [2]]", "true"]
)
def test_any_toml_value_is_a_fault_and_never_stops_the_reading(tmp_path, value):
    _toml(f'[[targets]]\nid = "oak"\namount = {value}\n')(write(tmp_path))
    plan, faults = check_plan(tmp_path)
    assert plan is None
    assert {f.source for f in faults} >= {"targets.toml"}


def test_a_folder_that_is_not_there_is_named(tmp_path):
    plan, faults = check_plan(tmp_path / "没有")
    assert plan is None
    assert [f.id for f in faults] == ["plan.missing_folder"]


def test_townships_of_no_common_district_do_not_say_which_it_is(tmp_path):
    townships = TABLES["townships.csv"].replace("420325101", "110101001")
    plan, faults = check_plan(write(tmp_path, plan=None, townships=townships))
    assert plan is None
    assert [(f.id, f.source) for f in faults[:2]] == [
        ("plan.no_heading", "plan.csv"),
        ("plan.missing_value", "plan.csv"),
    ]


def test_every_fault_is_caused_by_one_of_these_files():
    caused = {edit[0] for edit in EDITS} | set(FILES) | set(TOML) | {"plan.missing_folder", "plan.no_heading"}
    assert caused == set(FAULTS)
