"""A plan being edited: quotas by cell, rows as text, sheets of Excel; what is written of it in the end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecoledger.core.model import Quota
from ecoledger.core.plan import read_plan
from ecoledger.core.plan.draft import column_of, open_draft
from ecoledger.core.plan.projects import year_column
from ecoledger.core.plan.quota_grid import grid_of
from ecoledger.core.plan.quota_sheet import lay_block, read_sheet, sheet_of, split_text
from ecoledger.core.plan.quotas import latest, propose_even
from ecoledger.core.plan.revisions import amounts_in, revise
from ecoledger.tests.core.plan_folder import write

MU = 2000 / 3
TOWN, OTHER = "420325100", "420325101"  # 城关镇, 军店镇


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return read_plan(write(tmp_path_factory.mktemp("plan")))


@pytest.fixture
def draft(plan):
    return open_draft(plan)


# Revisions

_CELLS = st.tuples(
    st.sampled_from(["a", "b"]), st.sampled_from([None, "1", "2"]), st.sampled_from([None, 2018])
)
_AMOUNTS = st.dictionaries(_CELLS, st.integers(0, 50).map(float), max_size=6)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.tuples(_AMOUNTS, _AMOUNTS), min_size=1, max_size=5))
def test_whatever_was_edited_before_exactly_these_amounts_hold(steps):
    quotas = ()
    for amounts, offers in steps:
        before, quotas = quotas, revise(quotas, amounts, offers)
        assert amounts_in(quotas) == amounts and amounts_in(quotas, proposed=True) == offers
        keys = [(q.target, q.township, q.year, q.revision, q.proposed) for q in quotas]
        assert len(keys) == len(set(keys))
        kept = {q for q in before if not q.proposed and (q.target, q.township, q.year) in amounts}
        assert kept <= set(quotas)  # a row once written is never changed
    assert revise(quotas, amounts, offers) == quotas


# The grid


def test_the_grid_shows_sums_and_what_is_missing_of_each_whole(plan):
    greening = plan.target("greening")  # 3 万亩
    given = {
        ("greening", TOWN, None): 20_000 * MU,
        ("greening", TOWN, 2021): 5_000 * MU,
        ("greening", TOWN, 2022): 12_000 * MU,
        ("greening", OTHER, None): 9_000 * MU,
    }
    grid = grid_of(greening, plan.townships, [2021], given, {})
    assert grid.years == (2021, 2022)
    assert grid.amounts[TOWN, None] == 2.0 and grid.amounts[TOWN, 2022] == 1.2
    assert grid.sums == {(TOWN, None): 1.7, (None, 2021): 0.5, (None, 2022): 1.2, (None, None): 2.9}
    assert grid.gaps == {(TOWN, None): 0.3, (None, None): 0.1}


def test_a_proposal_stands_in_the_grid_as_one_until_it_is_accepted(plan, draft):
    draft = draft.with_proposal(propose_even(plan, "greening", [2021]))
    grid = grid_of(plan.target("greening"), plan.townships, [], draft.given, draft.proposed)
    assert grid.amounts[TOWN, 2021] == 1.5 and (TOWN, 2021) in grid.proposed
    assert amounts_in(draft.check()[0].quotas)["greening", TOWN, 2021] == pytest.approx(10_000 * MU)
    accepted = draft.accepting("greening")
    assert not accepted.proposed and accepted.given["greening", TOWN, 2021] == pytest.approx(15_000 * MU)
    assert draft.discarding("greening").given == open_draft(plan).given


def test_a_changed_cell_is_a_second_revision_with_its_reason(draft):
    cell = ("greening", TOWN, 2021)
    quotas = draft.with_amounts({cell: 12_000 * MU}).check("上级调整")[0].quotas
    own = [q for q in quotas if (q.target, q.township, q.year) == cell]
    assert [(q.revision, q.note) for q in own] == [(1, ""), (2, "上级调整")]
    assert draft.with_amounts({cell: None}).check()[0].quotas == tuple(
        q for q in quotas if (q.target, q.township, q.year) != cell
    )


# Rows


def test_a_target_is_added_without_code(draft):
    values = {"id": "ponds", "name_zh": "山塘整治", "kind": "count", "evidence": "point"}
    draft = draft.with_row("targets", {**values, "amount": "12", "unit": "处"})
    plan, faults = draft.check()
    assert plan.target("ponds").base_amount == 12 and not faults
    draft = draft.with_amounts({("ponds", TOWN, None): 5.0})
    line = len(draft.rows["targets"]) - 1
    assert draft.with_text("targets", line, "id", "pond").given["pond", TOWN, None] == 5.0
    assert ("ponds", TOWN, None) not in draft.without_row("targets", line).given


@pytest.mark.parametrize(
    ("table", "column", "text", "fault"),
    [
        ("targets", "id", "Oak forest", "plan.bad_id"),
        ("targets", "name_zh", "", "plan.missing_value"),
        ("targets", "kind", "surface", "plan.unknown_choice"),
        ("targets", "evidence", "line", "plan.evidence_kind"),
        ("targets", "amount", "一百", "plan.bad_number"),
        ("targets", "amount", "0", "plan.zero_target"),
        ("targets", "unit", "弓", "plan.unknown_unit"),
        ("targets", "unit", "公里", "plan.wrong_unit_kind"),
        ("targets", "deadline", "明年", "plan.bad_date"),
        ("targets", "baseline", "river_reaches", "plan.layer_geometry"),
        ("targets", "baseline", "forests", "plan.unknown_layer"),
        ("targets", "baseline_classes", "171", "plan.unknown_class"),
        ("targets", "target_group", "red", "plan.unknown_group"),
        ("targets", "min_area_m2", "十亩", "plan.bad_quantity"),
        ("targets", "tolerance_m", "-1", "plan.negative"),
        ("targets", "aggregate", "mean", "plan.unknown_aggregate"),
        ("targets", "derived_from", "nothing", "plan.unknown_target"),
        ("projects", "name", "", "plan.missing_value"),
        ("projects", "target", "nothing", "plan.unknown_target"),
        ("projects", "township", "1", "plan.unknown_township"),
        ("projects", "fund_source", "", "plan.project_incomplete"),
        ("projects", "investment_wan", "多", "plan.bad_number"),
        ("projects", "annual_plan", "2021", "plan.bad_annual_plan"),
    ],
)
def test_a_fault_is_at_the_cell_that_was_typed_into(draft, table, column, text, fault):
    found = [
        f
        for f in draft.with_text(table, 0, column, text).check()[1]
        if f.source == table and f.line == 1 and f.id == fault
    ]
    assert [column_of(f) for f in found] == [column]


@pytest.mark.parametrize(
    ("amount", "fault"),
    [
        ("约3", "plan.bad_quantity"),
        ("3 吨", "plan.wrong_unit_kind"),
        ("3 弓", "plan.unknown_unit"),
        ("-1", "plan.negative"),
        ("1;2", "plan.unknown_unit"),
    ],
)
def test_what_a_project_does_in_a_year_is_a_number_or_a_fault_at_that_year(draft, amount, fault):
    plan, faults = draft.with_text("projects", 0, year_column(2022), amount).check()
    assert plan is None
    assert [(f.id, f.line, column_of(f)) for f in faults] == [(fault, 1, "annual_plan 2022")]


def test_a_year_of_a_project_is_changed_added_and_taken_away(draft):
    def annual(draft):
        return draft.check()[0].projects[0].annual

    unit = dict(annual(draft))[2021]
    more = draft.with_text("projects", 0, year_column(2020), "3")
    assert annual(more) == ((2020, 3 * unit), (2021, unit), (2022, 2 * unit))
    assert annual(draft.with_text("projects", 0, year_column(2021), "")) == ((2022, 2 * unit),)


def test_a_renamed_project_is_known_by_its_old_name(draft):
    draft = draft.with_text("projects", 0, "name", "国土绿化二期")
    assert draft.renamed("projects") == {"国土绿化": "国土绿化二期"} and draft.renamed("targets") == {}


def test_another_unit_of_a_target_leaves_its_quotas_what_they_were(plan, draft):
    draft = draft.with_text("targets", 0, "unit", "公顷").with_text("targets", 0, "amount", "2000")
    quotas = draft.check()[0].quotas
    assert [q.amount for q in quotas] == pytest.approx([q.amount for q in plan.quotas], rel=1e-11)


# Sheets


def test_a_sheet_that_was_written_is_read_as_it_was(plan):
    rows = [
        ["" if cell is None else str(cell) for cell in row]
        for row in sheet_of(plan, plan.quotas, [2021, 2022])
    ]
    sheet = read_sheet(rows, plan, "分解.csv")
    assert sheet.amounts == amounts_in(plan.quotas) and not sheet.faults


def test_a_table_copied_from_excel_is_read_by_its_header(plan):
    text = "房县荒山绿化任务\t\t\r\n"
    text += "乡镇\t2021年\t2022年度\t合计\r\n"
    text += "城关镇\t５，０００亩\t1.2万\t\r\n军店镇\t\t三百公顷\t-\r\n"
    sheet = read_sheet(split_text(text), plan, "剪贴板", "greening")
    assert sheet.amounts == {
        ("greening", TOWN, 2021): pytest.approx(5_000 * MU),
        ("greening", TOWN, 2022): pytest.approx(12_000 * MU),
        ("greening", OTHER, 2022): pytest.approx(3e6),
    }
    assert not sheet.faults


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("greening\t城关\t\t5", "plan.unknown_township"),
        ("greening\t\t\t5", "plan.unknown_township"),
        ("green\t城关镇\t\t5", "plan.unknown_target"),
        ("greening\t城关镇\t弓\t5", "plan.unknown_unit"),
        ("greening\t城关镇\t公里\t5", "plan.wrong_unit_kind"),
        ("greening\t城关镇\t\t约5", "plan.bad_quantity"),
        ("greening\t城关镇\t\t-5", "plan.negative"),
        ("荒山绿化\t420325101\t亩\t6", "plan.duplicate_quota"),
    ],
)
def test_a_row_that_cannot_be_read_is_listed_and_the_others_go_on(plan, row, fault):
    text = f"目标\t乡镇\t单位\t2021\r\n荒山绿化\t军店镇\t亩\t30\r\n{row}\r\n荒山绿化\t全区\t\t2\r\n"
    sheet = read_sheet(split_text(text), plan, "分解.xlsx")
    assert sheet.amounts == {
        ("greening", OTHER, 2021): pytest.approx(30 * MU),
        ("greening", None, 2021): pytest.approx(20_000 * MU),
    }
    assert [(f.id, f.source, f.line) for f in sheet.faults] == [(fault, "分解.xlsx", 3)]


def test_a_block_without_a_header_is_laid_where_it_is_pasted(plan):
    greening = plan.target("greening")
    sheet = lay_block(split_text("1\t\n2\tx"), greening, [TOWN, OTHER], [2021, 2022], "剪贴板")
    assert sheet.amounts == {
        ("greening", TOWN, 2021): pytest.approx(10_000 * MU),
        ("greening", TOWN, 2022): None,
        ("greening", OTHER, 2021): pytest.approx(20_000 * MU),
    }
    assert [f.id for f in sheet.faults] == ["plan.bad_quantity"]
    assert read_sheet(split_text("1\t\n2\tx"), plan, "剪贴板", "greening") is None


def test_only_the_latest_revision_goes_into_a_sheet(plan):
    quotas = [*plan.quotas, Quota("greening", TOWN, 2021, 7_000 * MU, revision=2)]
    rows = sheet_of(replace(plan, quotas=tuple(quotas)), latest(quotas), [2021])
    assert [row for row in rows if row[1] == "城关镇"][0][-1] == pytest.approx(0.7)
