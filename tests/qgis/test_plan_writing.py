"""A changed plan in its ledger: only what changed, signed, all of it or nothing; sheets of Excel."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace

import pytest

from ecoledger.core.errors import DataError, LedgerFileError
from ecoledger.core.model import Project, Quota
from ecoledger.core.plan.draft import open_draft
from ecoledger.layers import project, store
from ecoledger.layers.export import write_table
from ecoledger.layers.geopackage import writing
from ecoledger.layers.plan_writing import quota_log, uses, write_plan
from ecoledger.layers.styles import write_styles
from ecoledger.layers.workbook import read_workbook
from ecoledger.tests.qgis import small_ledger

MU = 2000 / 3
TOWN, OTHER = "999001101", "999001102"


@pytest.fixture
def ledger(tmp_path):
    return small_ledger.make(tmp_path / "小区 台账.gpkg")


def rows(path, sql):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_only_what_changed_is_written_and_signed(ledger):
    plan = store.read_plan(ledger)
    draft = open_draft(plan).with_text("targets", 0, "amount", "66")
    draft = draft.with_amounts({("greening", TOWN, None): 36 * MU, ("greening", OTHER, None): 30 * MU})
    after, _ = draft.check("上级调整")
    write_plan(ledger, plan, after, "张三")
    assert store.read_plan(ledger) == after
    changes = rows(ledger, 'SELECT table_name, action, "by" FROM history ORDER BY fid')
    assert changes[-3:] == [
        ("targets", "update", "张三"),
        ("quotas", "insert", "张三"),
        ("quotas", "insert", "张三"),
    ]
    log = [(q["township"], q["revision"], q["amount"], q["note"], q["created_by"]) for q in quota_log(ledger)]
    assert log == [
        (TOWN, 1, 30.0, "", None),
        (TOWN, 2, 36.0, "上级调整", "张三"),
        (OTHER, 1, 30.0, "上级调整", "张三"),
    ]
    assert all(q["created"] for q in quota_log(ledger))


def test_a_target_is_added_and_another_goes(ledger):
    plan = store.read_plan(ledger)
    draft = open_draft(plan).without_row("targets", 4)
    values = {
        "id": "ponds",
        "name_zh": "山塘",
        "kind": "count",
        "evidence": "point",
        "amount": "3",
        "unit": "处",
    }
    after, _ = draft.with_row("targets", values).check()
    write_plan(ledger, plan, after)
    assert [t.id for t in store.read_plan(ledger).targets] == [
        "greening",
        "wetland",
        "bank",
        "plant",
        "ponds",
    ]


def test_interventions_follow_a_project_that_is_renamed(ledger):
    plan = store.read_plan(ledger)
    after = replace(plan, projects=(Project("绿化一期", "greening", fund_source="省级"),))
    write_plan(ledger, plan, after, "张三")
    with writing(ledger) as connection:
        connection.execute("UPDATE intervention_points SET project = '绿化一期' WHERE uuid = 'p1'")
    assert uses(ledger)["projects"] == {"绿化一期": 1} and uses(ledger)["targets"]["greening"] == 4
    uuid = rows(ledger, "SELECT uuid FROM projects")
    draft = open_draft(after).with_text("projects", 0, "name", "绿化二期")
    write_plan(ledger, after, draft.check()[0], "李四", draft.renamed("projects"))
    assert rows(ledger, "SELECT uuid FROM projects") == uuid
    assert rows(ledger, "SELECT project, modified_by FROM intervention_points WHERE uuid = 'p1'") == [
        ("绿化二期", "李四")
    ]


def test_a_plan_that_another_program_changed_is_not_written_over(ledger):
    plan = store.read_plan(ledger)
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("UPDATE targets SET amount = 61 WHERE id = 'greening'")
    after = replace(plan, quotas=(*plan.quotas, Quota("wetland", TOWN, 2019, 10 * MU)))
    with pytest.raises(LedgerFileError, match="another program"):
        write_plan(ledger, plan, after)
    assert len(store.read_plan(ledger).quotas) == 1


def test_nothing_is_written_where_one_row_cannot_be(ledger):
    plan = store.read_plan(ledger)
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER no_quota BEFORE INSERT ON quotas BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )
    draft = open_draft(plan).with_text("targets", 0, "amount", "66")
    after, _ = draft.with_amounts({("wetland", TOWN, 2019): 10 * MU}).check()
    with pytest.raises(LedgerFileError, match="full"):
        write_plan(ledger, plan, after)
    assert store.read_plan(ledger) == plan


def test_forms_in_the_project_offer_the_new_targets(ledger, qgis_new_project):
    from qgis.core import QgsProject

    plan = store.read_plan(ledger)
    write_styles(ledger, plan)
    project.add_layers(ledger)
    after = replace(plan, projects=(Project("绿化一期", "greening"),))
    project.refresh_choices(ledger, after)
    layer = project.find_layer(ledger, "intervention_polygons", QgsProject.instance())
    setup = layer.editorWidgetSetup(layer.fields().indexOf("project"))
    assert setup.type() == "ValueMap" and {"绿化一期": "绿化一期"} in setup.config()["map"]


# Excel


def test_a_workbook_comes_back_as_text(tmp_path):
    path = tmp_path / "任务 分解.xlsx"
    write_table(path, ["乡镇", "2018", "2019"], [["甲镇", 1.5, None], ["007", None, 2000.0]])
    assert read_workbook(path) == [["乡镇", "2018", "2019"], ["甲镇", "1.5", ""], ["007", "", "2000"]]
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("content", [b"", b"no workbook", "empty zip"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    path = tmp_path / "a.xlsx"
    if content == "empty zip":
        zipfile.ZipFile(path, "w").close()
    else:
        path.write_bytes(content)
    with pytest.raises(DataError, match="workbook"):
        read_workbook(path)


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", bytes(201 << 20))
    with pytest.raises(DataError, match="too large"):
        read_workbook(path)
